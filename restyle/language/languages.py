"""Languages by their names, and whether a text is in one."""

import re
from dataclasses import dataclass

from restyle.domain import Transcript
from restyle.errors import UsageError
from restyle.language.stopwords import is_told, language_of
from restyle.registry import unknown

# ISO 639-1 codes with the names by which models and people know the languages.
_NAMES = dict(
    pair.split("=")
    for pair in """
    ar=Arabic bg=Bulgarian bn=Bengali ca=Catalan cs=Czech da=Danish de=German el=Greek en=English
    es=Spanish et=Estonian fa=Persian fi=Finnish fr=French he=Hebrew hi=Hindi hr=Croatian
    hu=Hungarian id=Indonesian it=Italian ja=Japanese ko=Korean lt=Lithuanian lv=Latvian ms=Malay
    nb=Norwegian nl=Dutch pl=Polish pt=Portuguese ro=Romanian ru=Russian sk=Slovak sl=Slovenian
    sr=Serbian sv=Swedish sw=Swahili ta=Tamil th=Thai tl=Tagalog tr=Turkish uk=Ukrainian ur=Urdu
    vi=Vietnamese zh=Chinese
    """.split()
)
_SCRIPTS = {
    "ar": "\u0600-\u06ff",
    "bn": "\u0980-\u09ff",
    "el": "\u0370-\u03ff",
    "fa": "\u0600-\u06ff",
    "he": "\u0590-\u05ff",
    "hi": "\u0900-\u097f",
    "ja": "\u3040-\u30ff",
    "ko": "\uac00-\ud7af",
    "ta": "\u0b80-\u0bff",
    "th": "\u0e00-\u0e7f",
    "ur": "\u0600-\u06ff",
    "zh": "\u3400-\u9fff",
}
_CYRILLIC = {"bg": "ъ", "ru": "ы", "sr": "ј", "uk": "і"}  # with a letter that the others lack
_KANA = re.compile(r"[\u3040-\u30ff]")
_TURNS = 400  # of a talk, that tell its language
_SAMPLE = 20_000  # characters that tell a language
_LEAST = 0.2  # of them, in a language's script


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its ISO 639-1 code, and its English name."""

    code: str
    name: str


def named(text: str) -> Language:
    """Return the language of a code or a name: `de`, `pt-BR` and `German` alike.

    Raises UsageError for an unknown one, with the nearest.
    """
    word = text.strip()
    code = re.split(r"[-_]", word.casefold())[0]
    codes = {name.casefold(): code for code, name in _NAMES.items()}
    code = codes.get(word.casefold(), "nb" if code == "no" else code)
    if code not in _NAMES:
        raise UsageError(unknown("language", word, [*_NAMES.values(), *_NAMES]))
    region = word[len(code) :].lstrip("-_") if word.casefold().startswith(code + "-") else ""
    return Language(code, f"{_NAMES[code]} ({region})" if region else _NAMES[code])


def is_translation(talk: Transcript, language: Language | None) -> bool:
    """Return whether a document in a language is a translation of its talk."""
    if language is None:
        return False
    return not is_in(" ".join(turn.text for turn in talk.turns[:_TURNS]), language)


def is_in(text: str, language: Language) -> bool:
    """Return whether a text is in a language, as far as its letters and small words tell.

    A text in an unknown language may be in any other unknown one.
    """
    head = text[:_SAMPLE]
    code = language.code
    if code in _CYRILLIC:
        share = len(re.findall(r"[\u0400-\u04ff]", head)) / max(1, len(head))
        return share >= _LEAST and _CYRILLIC[code] in head
    if code in _SCRIPTS:
        own = len(re.findall(f"[{_SCRIPTS[code]}]", head)) / max(1, len(head))
        kana = bool(_KANA.search(head))
        return own >= _LEAST / (2 if code == "ja" else 1) and (code != "zh" or not kana)
    return language_of(head) == (code if is_told(code) else "")
