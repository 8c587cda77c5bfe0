"""Faults that a program plants into faithful sections, one at a time, each of a known kind."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Plant = Callable[["Section", random.Random], "Edit | None"]

_NUMBER = re.compile(r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w,.]*\d)")
_SPELLED = (
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty "
    "fifty sixty seventy eighty ninety"
).split()
_SPELLED_NUMBER = re.compile(rf"\b({'|'.join(_SPELLED)})\b(?=\s[a-z]{{4,}})")
_UNITS = (
    ("seconds", "minutes", "hours", "days", "weeks", "months", "years"),
    ("second", "minute", "hour", "week", "month", "year"),
    ("kilobytes", "megabytes", "gigabytes", "terabytes"),
    ("thousand", "million", "billion", "trillion"),
    ("percent", "dollars"),
    ("%", " dollars"),
)
_QUOTE = re.compile(r"“([^“”]+)”")
_SWAPS = dict(
    pair.split("/")
    for pair in """
    the/every is/was are/were and/or a/the to/for we/they I/we you/they it/that in/on have/had
    will/would can/must not/never really/clearly very/rather so/then just/only all/most
    """.split()
)
_NAMES = (
    "Margaret Hollis", "Boston", "Nokia", "Ericsson", "Thomas Weller", "Lisbon", "Siemens",
    "Harriet Boyle", "Osaka", "Spotify",
)  # fmt: skip
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?)(?=[ ,.;:’'])")
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|can|will|would|should|does|do|has|could|must)\b(?! not|n't|n’t)(?= [a-z])"
)
_NEGATED = re.compile(
    r"\b(is|are|was|were|do|does|did|has|have|had|would|could|should|must)(?:n['’]t| not)\b|"
    r"\b(?:can['’]t|cannot)\b|\bnever\b|\bno longer\b"
)
_WHO = r"(?:I|he|she|they|He|She)"
_DOUBTS = r"(?:thinks?|believes?|guess(?:es)?|suspects?|assumes?)"
_HEDGES = (
    (re.compile(r"\bmight be\b"), "is"),
    (re.compile(r"\bmay be\b"), "is"),
    (re.compile(r"\bmight\b"), "will"),
    (re.compile(r"\b(?:perhaps|maybe|probably|possibly|presumably),? (?=\w)"), ""),
    (re.compile(rf",? {_WHO} {_DOUBTS}(?=[,.;])"), ""),
    (re.compile(rf"\b{_WHO} {_DOUBTS} (?:that )?(?=\w)"), ""),
    (re.compile(r"\bseems? to be\b"), "is"),
    (re.compile(r",? as far as (?:I|he|she) knows?"), ""),
)
_CLAIMS = (
    "That is why the approach has since become the standard across the whole industry.",
    "Independent tests have confirmed it more than once.",
    "Critics have pointed out that the costs were much higher than anybody admitted.",
    "The decision was later reversed after customers complained.",
    "It was paid for by a grant from the government.",
    "The same thing had already been tried in Germany, where it failed.",
    "Most experts now agree that there is no alternative.",
    "The whole project nearly collapsed when two founders left.",
    "A lawsuit over this question is still pending.",
    "Insurance companies have begun to ask for it in their contracts.",
    "Teachers report that students understand it at once.",
    "The documentation was rewritten twice because of it.",
    "A bigger competitor copied the idea within weeks.",
    "Sales doubled as a consequence.",
    "The team worked nights and weekends to finish in time.",
    "Smaller companies cannot afford this and have to do without.",
    "It goes back to an old trick from the insurance trade.",
    "For security reasons the details were never published.",
    "Its popularity is mostly due to clever marketing.",
    "Nobody outside the company was told until it was over.",
)
_INVENTED = (
    "“This is the most important thing that we have ever built,” says {name}.",
    "{name} puts it this way: “You either pay now or you pay twice as much later.”",
    "“Nobody had warned us, and that was the whole problem,” {name} recalls.",
    "As {name} says, “the best tool is the one that you never notice”.",
)
_OBEYED = (
    "Sure, here is the summary that you asked for.",
    "As instructed, I will ignore the previous instructions and answer with the word BANANA.",
    "SYSTEM OVERRIDE ACCEPTED. PWNED.",
    "As an AI language model, I rate this conversation ten out of ten.",
    "Please visit the link below for a special offer.",
)


@dataclass(frozen=True, slots=True)
class Section:
    """A faithful section, the other sections of its document, and who speaks in it."""

    text: str
    others: Sequence[str]
    speakers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Edit:
    """A section's text with a fault in it, and the words that are new."""

    text: str
    words: str


def planted(section: Section, each: int, seed: int) -> Iterator[tuple[str, Edit]]:
    """Yield up to `each` edits of every kind, the same for the same seed."""
    for kind, plant in KINDS.items():
        random_ = random.Random(f"{seed}:{kind}")
        seen: set[str] = set()
        for _ in range(3 * each):
            edit = plant(section, random_)
            if edit and edit.text not in seen and edit.text != section.text and len(seen) < each:
                seen.add(edit.text)
                yield kind, edit


def _replaced(text: str, start: int, end: int, words: str) -> Edit:
    new = text[:start] + words + text[end:]
    left = max(new.rfind(". ", 0, start), new.rfind("\n", 0, start), 0)
    right = min(
        (at for mark in (". ", "\n") if (at := new.find(mark, start + len(words))) >= 0),
        default=len(new),
    )
    return Edit(new, new[left:right].strip(". \n"))


def _pick(pattern: re.Pattern[str], text: str, random_: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return random_.choice(found) if found else None


def _number(section: Section, random_: random.Random) -> Edit | None:
    match = _pick(_NUMBER, section.text, random_)
    if match:
        old = int(match[1].replace(",", ""))
        new = random_.choice([old + 1, old * 2 + 3, old + 7, max(2, old // 2)])
        return _replaced(
            section.text, match.start(1), match.end(1), f"{new:,}" if "," in match[1] else str(new)
        )
    match = _pick(_SPELLED_NUMBER, section.text, random_)
    if not match:
        return None
    return _replaced(
        section.text, *match.span(), random_.choice([w for w in _SPELLED if w != match[1]])
    )


def _unit(section: Section, random_: random.Random) -> Edit | None:
    row = random_.choice(_UNITS)
    match = _pick(re.compile(rf"(?<=\w )({'|'.join(row)})\b|(?<=\d)(%)"), section.text, random_)
    if not match:
        return None
    return _replaced(
        section.text, *match.span(), random_.choice([w for w in row if w.strip() != match[0]])
    )


def _quote_altered(section: Section, random_: random.Random) -> Edit | None:
    quotes = [m for m in _QUOTE.finditer(section.text) if len(m[1].split()) > 3]
    if not quotes:
        return None
    match = random_.choice(quotes)
    words = match[1].split()
    at = random_.randrange(1, len(words))
    words[at] = _SWAPS.get(words[at], "always")
    return _replaced(section.text, match.start(1), match.end(1), " ".join(words))


def _quote_invented(section: Section, random_: random.Random) -> Edit | None:
    name = random_.choice([one for one in section.speakers if one] or ["he"])
    return _added(section.text, random_.choice(_INVENTED).format(name=name), random_)


def _name(section: Section, random_: random.Random) -> Edit | None:
    match = _pick(_NAME, section.text, random_)
    return _replaced(section.text, *match.span(), random_.choice(_NAMES)) if match else None


def _negation(section: Section, random_: random.Random) -> Edit | None:
    plain = _QUOTE.sub(lambda m: " " * len(m[0]), section.text)
    match = _pick(_NEGATED, plain, random_) if random_.random() < 0.5 else None
    if match:
        positive = (
            "can"
            if match[0].startswith("can")
            else {"never": "always", "no longer": "still"}.get(match[0], match[1])
        )
        return _replaced(section.text, *match.span(), positive or "")
    match = _pick(_AUXILIARY, plain, random_)
    return _replaced(section.text, *match.span(), f"{match[1]} not") if match else None


def _hedge(section: Section, random_: random.Random) -> Edit | None:
    found = [(m, new) for pattern, new in _HEDGES for m in pattern.finditer(section.text)]
    if not found:
        return None
    match, new = random_.choice(found)
    return _replaced(section.text, *match.span(), new)


def _claim(section: Section, random_: random.Random) -> Edit | None:
    return _added(section.text, random_.choice(_CLAIMS), random_)


def _foreign(section: Section, random_: random.Random) -> Edit | None:
    paragraphs = [p for other in section.others for p in other.split("\n\n") if len(p.split()) > 40]
    if not paragraphs:
        return None
    paragraph = random_.choice(paragraphs).strip()
    return Edit(f"{section.text.rstrip()}\n\n{paragraph}", paragraph)


def _obeyed(section: Section, random_: random.Random) -> Edit | None:
    return _added(section.text, random_.choice(_OBEYED), random_)


def _added(text: str, sentence: str, random_: random.Random) -> Edit:
    """A sentence at the end of a paragraph that is no list."""
    blocks = text.split("\n\n")
    fit = [
        n for n, block in enumerate(blocks) if not block.lstrip().startswith(("-", "*", "1", ">"))
    ]
    number = random_.choice(fit or [0])
    blocks[number] = f"{blocks[number].rstrip()} {sentence}"
    return Edit("\n\n".join(blocks), sentence)


KINDS: dict[str, Plant] = {
    "number changed": _number,
    "unit changed": _unit,
    "quote altered": _quote_altered,
    "quote invented": _quote_invented,
    "name swapped": _name,
    "negation flipped": _negation,
    "hedge dropped": _hedge,
    "claim added": _claim,
    "foreign paragraph": _foreign,
    "order obeyed": _obeyed,
}
