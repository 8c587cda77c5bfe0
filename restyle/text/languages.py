"""Languages by their names, and whether a text is in one."""

import re
from dataclasses import dataclass

from restyle.errors import UsageError, unknown
from restyle.text.stopwords import is_told, language_of

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
# By the names that those who speak them use.
_OWN_NAMES = {
    "deutsch": "de", "français": "fr", "francais": "fr", "español": "es", "espanol": "es",
    "castellano": "es", "italiano": "it", "português": "pt", "portugues": "pt",
    "nederlands": "nl", "polski": "pl", "svenska": "sv", "dansk": "da", "norsk": "nb",
    "suomi": "fi", "čeština": "cs", "türkçe": "tr", "русский": "ru", "українська": "uk",
    "ελληνικά": "el", "日本語": "ja", "中文": "zh", "한국어": "ko", "العربية": "ar", "עברית": "he",
    "हिन्दी": "hi", "magyar": "hu", "română": "ro", "tiếng việt": "vi", "bahasa indonesia": "id",
}  # fmt: skip
_ARABIC, _CYRILLIC, _HAN = "\u0600-\u06ff", "\u0400-\u04ff", "\u3400-\u9fff"
_KANA = "\u3040-\u30ff"
_LATIN = "A-Za-z\u00c0-\u024f"
_SCRIPTS = {
    "ar": _ARABIC,
    "bg": _CYRILLIC,
    "bn": "\u0980-\u09ff",
    "el": "\u0370-\u03ff",
    "fa": _ARABIC,
    "he": "\u0590-\u05ff",
    "hi": "\u0900-\u097f",
    "ja": _HAN + _KANA,
    "ko": "\uac00-\ud7af",
    "ru": _CYRILLIC,
    "sr": _CYRILLIC,
    "ta": "\u0b80-\u0bff",
    "th": "\u0e00-\u0e7f",
    "uk": _CYRILLIC,
    "ur": _ARABIC,
    "zh": _HAN,
}
# Letters that a language of a shared script has often, and letters that it has not.
_TELLING = {
    "ar": ("", "پچژگٹڈڑے"),
    "bg": ("ъ", "ыэ"),
    "fa": ("پچژگ", "ٹڈڑے"),
    "ja": (_KANA, ""),
    "ru": ("ы", "іїєў"),
    "sr": ("ј", ""),
    "uk": ("і", "ы"),
    "ur": ("ےٹڈڑ", ""),
    "zh": ("", _KANA),
}
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
_SAMPLE = 20_000  # characters that tell a language
_LEAST = 0.4  # of the letters, in a language's script
_RARE = 0.003  # of the letters: more often than in a foreign name


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
    codes = _OWN_NAMES | {name.casefold(): code for code, name in _NAMES.items()}
    code = codes.get(word.casefold(), "nb" if code == "no" else code)
    if code not in _NAMES:
        raise UsageError(unknown("language", word, [*_NAMES.values(), *_NAMES]))
    marked = word.casefold().startswith((f"{code}-", f"{code}_"))
    region = word[len(code) + 1 :] if marked else ""
    return Language(code, f"{_NAMES[code]} ({region})" if region else _NAMES[code])


def is_in(text: str, language: Language) -> bool:
    """Return whether a text is in a language, as far as its letters and small words tell.

    A text in an unknown language of the Latin script may be in any other unknown one.
    """
    head = text[:_SAMPLE]
    letters = max(1, sum(map(str.isalpha, head)))
    script = _SCRIPTS.get(language.code, _LATIN)
    if len(re.findall(f"[{script}]", head)) < _LEAST * letters:
        return False
    told, others = _TELLING.get(language.code, ("", ""))
    if told or others:
        share = len(re.findall(f"[{told}]", head)) if told else letters
        return share >= _RARE * letters and not _many(others, head, letters)
    if script != _LATIN:
        return True
    return language_of(head) == (language.code if is_told(language.code) else "")


def code_of(text: str) -> str:
    """Return the ISO 639-1 code of the language of a text; empty where it is not known here."""
    # Those of a shared script that have letters of their own come before those that have none.
    scripts = sorted(_SCRIPTS, key=lambda code: not _TELLING.get(code, ("", ""))[0])
    found = next((code for code in scripts if is_in(text, Language(code, _NAMES[code]))), "")
    return found or language_of(text)


def is_right_to_left(code: str) -> bool:
    """Return whether a language is written from right to left."""
    return code in _RIGHT_TO_LEFT


def _many(letters: str, text: str, total: int) -> bool:
    return bool(letters) and len(re.findall(f"[{letters}]", text)) >= _RARE * total
