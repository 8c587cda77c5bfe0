"""Quotations: what stands in quotation marks, and whether it is given as somebody's words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PAIRS = (
    re.compile(r"“([^“”]{1,4000}?)”"),
    re.compile(r"(?<![\w\"])\"([^\"\n]{1,600}?)\"(?!\w)"),
    re.compile(r"«\s?([^«»]{1,600}?)\s?»"),
    re.compile(r"„([^„“”]{1,600}?)[“”]"),
    re.compile(r"(?<![\w‘’'])‘([^‘]{1,600}?)’(?!\w)"),
    re.compile(
        r"(?:(?<=\s)|(?<=^)|(?<=\())'(?=\w)([^'\n]{3,300}?(?:'\w[^'\n]{0,120}?){0,6})'(?=[\s.,;:!?)—–]|$)"
    ),
    re.compile(r"^>[ \t]?(.+(?:\n>[ \t]?.+)*)", re.MULTILINE),
)
SAYING = (
    "say|says|said|saying|ask|asks|asked|asking|answer|answers|answered|reply|replies|replied|add|"
    "adds|added|put|puts|write|writes|wrote|tell|tells|told|recall|recalls|"
    "recalled|note|notes|noted|insist|insists|insisted|joke|jokes|joked|think|thinks|thought|"
    "explain|explains|explained|argue|argues|argued|warn|warns|warned|admit|admits|admitted|"
    "object|objects|objected|shout|shouts|shouted|quote|quotes|quoted|exclaim|exclaims|words|"
    "respond|responds|responded|remark|remarks|remarked|concede|concedes|conceded"
)
_LEADS = re.compile(rf"\b(?:{SAYING})\b[^.!?“”\"]{{0,40}}[,:]?\s*$", re.IGNORECASE)
_FOLLOWS = re.compile(
    rf"^\s{{0,9}},?\s{{0,9}}(?:[^\W\d_][\w.’'-]{{0,40}}\s{{1,4}}){{0,4}}?(?:{SAYING})\b",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:called|titled|named|entitled|dubbed|labelled|labeled|book|paper|episode|talk|post|article|song|show|essay|chapter|"
    r"project|novel|film|movie|series|headline|section|term|word|phrase|nickname\w*|motto|slogan)\b[^.!?]{0,12}$",
    re.IGNORECASE,
)
_SMALL = frozenset("a an and as at by for from in is of on or the to vs with".split())
_WORD = re.compile(r"[^\W_][\w'’-]*")
_SPEECH_WORDS = 5  # so many words in quotation marks are speech, unless they are a title


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks, where they stand between them, and how they are given.

    `claims` says that the text gives them as somebody's speech; `led` that a verb of saying
    stands beside them; `titled` that they are the title of a work, or a term.
    """

    text: str
    start: int
    end: int
    claims: bool
    led: bool
    titled: bool


def quotations(text: str) -> Iterator[Quotation]:
    """Yield the quotations of a text in order; of nested ones, the outer."""
    taken: list[tuple[int, int]] = []
    for pattern in _PAIRS:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
    for start, end in sorted(taken):
        inner = text[start:end].strip("“”\"«»„‘’'> \t\n")
        at = text.index(inner, start) if inner else start
        if inner:
            yield _quotation(text, inner, at)


def _quotation(text: str, inner: str, start: int) -> Quotation:
    end = start + len(inner)
    before = text[max(0, start - 70) : start].rstrip("“”\"«„‘'> \t")
    after = text[end : end + 60].lstrip(".,!?…”\"»“’'")
    length = len(_WORD.findall(inner))
    led = bool(_LEADS.search(before) or _FOLLOWS.match(after))
    titled = _is_title(inner) or (length < 2 * _SPEECH_WORDS and bool(_TITLED.search(before)))
    return Quotation(
        inner, start, end, not titled and length >= _SPEECH_WORDS, led and not titled, titled
    )


def _is_title(text: str) -> bool:
    """Whether nearly every word that says something has a capital, and none ends a sentence."""
    words = [word for word in _WORD.findall(text) if word.casefold() not in _SMALL]
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in words)
    return (
        len(words) > 1 and capitals >= 0.8 * len(words) and not text.endswith((".", "!", "?", ","))
    )
