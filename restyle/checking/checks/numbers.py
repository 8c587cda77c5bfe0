"""Every number of a text was said, of the same thing and in the same unit."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from restyle.checking import CHECKS, Draft
from restyle.document.document import Finding
from restyle.grounding.align import Grounded
from restyle.text.english.counting import is_authors_own
from restyle.text.english.quantities import Quantity, partner_of, quantities

_SMALL_ORDINALS = frozenset(map(Decimal, (1, 2, 3)))
_SMALL = 10
_NEAR = 2  # sentences round what a sentence rests on, in which its numbers are sought
_BESIDE = 1
_SURE = 0.45  # support from which on a sentence's place in the talk is known
_NAMED = re.compile(r"[A-Z][\w+#]{0,40}[\s-]{0,4}$")
_VERSION = re.compile(r"\bversions?\s(?:[\d.]++(?:,\s|\sand\s|\sor\s))*+$", re.IGNORECASE)
_ROW = re.compile(r"(?<!\d)\d++(?:,\s\d++){2,}+")  # 7, 3, 2: digits that count nothing
# What was counted before: the two, this half.
_POINTING = re.compile(
    r"\b(?:the|these|those|this|that|each|other|all|his|her|its|one)\s$", re.IGNORECASE
)
_NO_NOUN = re.compile(
    r"\s{0,9}(?:[.,;:!?)]|(?:about|after|at|before|by|for|from|in|of|on|or|and|that|to|which|who|with)\b)"
)
_NEVER = "this number was not said"
_EXPLICIT = ("share", "money")  # dimensions whose sign or word is never left out


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the numbers that nobody said, or that were said of something else."""
    return tuple(
        Finding("number", words, message, draft.spans(sentence), certain=certain)
        for number, sentence in enumerate(draft.sentences)
        for words, message, certain in _faults(draft, number, sentence)
    )


def _faults(draft: Draft, number: int, sentence: Grounded) -> Iterator[tuple[str, str, bool]]:
    """Words, what is wrong with them, and whether that is certain: nobody ever said the number."""
    for quantity in quantities(sentence.text):
        if (
            quantity.bare
            or _is_pronoun(sentence.text, quantity)
            or _is_name(draft, sentence.text, quantity)
        ):
            continue
        words = _shown(sentence.text, quantity)
        if other := _displaced(draft, number, quantity):
            elsewhere = _is_counted_elsewhere(draft, quantity)
            yield words, f"{other} was said here, not this", not elsewhere
        elif not _claims(sentence.text, quantity):
            continue
        elif message := _unsaid(draft, sentence, quantity):
            yield words, message, message == _NEVER and not _is_said_elsewhere(draft, quantity)


def _unsaid(draft: Draft, sentence: Grounded, quantity: Quantity) -> str:
    said = list(_said(draft, quantity))
    if not said:
        return _NEVER
    if not any(_same_unit(draft, quantity, *one) for one in said):
        return "this number was said in another unit"
    if not any(_same_partner(draft, sentence, quantity, n) for n, _ in said):
        return "this range was not said"
    small = quantity.spelled and max(quantity.values) <= _SMALL
    in_row = any(m.start() <= quantity.start < m.end() for m in _ROW.finditer(sentence.text))
    if not (small or in_row) and not any(
        _same_thing(draft, sentence, quantity, *one) for one in said
    ):
        return "this number was said of something else"
    return ""


def _is_said_elsewhere(draft: Draft, quantity: Quantity) -> bool:
    """Whether a number was said anywhere in the talk."""
    return any(
        _is_same(quantity, other) for row in draft.evidence.each(quantities) for other in row
    )


def _is_counted_elsewhere(draft: Draft, quantity: Quantity) -> bool:
    """Whether as many of the same thing were said anywhere in the talk."""
    return any(
        _is_same(quantity, other) and _counts_the_same(quantity, other)
        for row in draft.evidence.each(quantities)
        for other in row
    )


def _said(draft: Draft, quantity: Quantity) -> Iterator[tuple[int, Quantity]]:
    """Where a number of that value, or of that size in another unit, was said."""
    heard = draft.evidence.each(quantities)
    for number in draft.within:
        for other in heard[number]:
            if _is_same(quantity, other):
                yield number, other
        if _is_spelled_apart(quantity, heard[number]):
            yield number, quantity


def _is_same(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may be the same: forty and 40, 90 minutes and an hour and a half."""
    if one.unit and other.unit and one.unit.dimension == other.unit.dimension:
        return bool(one.sizes & other.sizes)
    return bool(one.values & other.values)


def _is_spelled_apart(quantity: Quantity, heard: Sequence[Quantity]) -> bool:
    """Whether a version such as 1.28 was said as "one twenty eight"."""
    parts = {Decimal(part) for value in quantity.values for part in str(value).split(".")}
    return len(parts) == 2 and any(parts <= other.values for other in heard)


def _claims(text: str, quantity: Quantity) -> bool:
    """Whether a number says how many: "one of them" and "first" as a rule do not."""
    if quantity.ordinal and quantity.values <= _SMALL_ORDINALS and quantity.spelled:
        return False
    pointed = quantity.spelled and _POINTING.search(text[: quantity.start])
    return not (is_authors_own(text, quantity) or pointed)


def _is_pronoun(text: str, quantity: Quantity) -> bool:
    """Whether a "one" counts nothing that is measured: the higher one, one of them."""
    if not quantity.spelled or quantity.values != {Decimal(1)}:
        return False
    return quantity.unit is None or bool(_NO_NOUN.match(text, quantity.end))


def _displaced(draft: Draft, number: int, quantity: Quantity) -> str:
    """The number that was said, where the sentence rests, of what this one counts.

    Empty where this number was said there as well, or the text has the other one, too.
    """
    sentence = draft.sentences[number]
    if sentence.support < _SURE or not sentence.bases:
        return ""
    heard = draft.evidence.each(quantities)
    near = (other for n in draft.around(sentence, _BESIDE) for other in heard[n])
    if any(_agrees(quantity, other) for other in near):
        return ""
    written = [one for beside in draft.beside(number) for one in quantities(beside.text)]
    for base in sentence.bases:
        for other in heard[base]:
            if _counts_the_same(quantity, other) and not any(_is_same(o, other) for o in written):
                return _shown(draft.evidence.said[base].text, other)
    return ""


def _agrees(quantity: Quantity, other: Quantity) -> bool:
    """Whether a number that was said may be this one."""
    if not _is_same(quantity, other) or quantity.ordinal != other.ordinal:
        return False
    return (
        not (quantity.counted and other.counted)
        or _counts_the_same(quantity, other)
        or (not quantity.spelled)
    )


def _counts_the_same(one: Quantity, other: Quantity) -> bool:
    if one.ordinal != other.ordinal or (other.bare and one.unit is None):
        return False
    if one.unit and other.unit:
        return one.unit.dimension == other.unit.dimension
    shared = set(one.counted) & set(other.counted)
    return bool(shared) or (one.ordinal and not one.counted and not other.counted)


def _is_name(draft: Draft, text: str, quantity: Quantity) -> bool:
    """Whether a number is part of a name that occurs in the talk: Windows 7, GPT-3."""
    before = _NAMED.search(text[: quantity.start])
    number = text[quantity.start : quantity.end]
    if quantity.spelled or not (before or _VERSION.search(text[: quantity.start])):
        return False
    name = before[0] + number if before else f"v{number}"
    known = [turn.text for turn in draft.evidence.transcript.turns]
    known += [term.name for term in draft.brief.terms]
    pattern = re.compile(rf"\b{re.escape(name)}(?!\d)".replace(r"\ ", r"[\s-]*"), re.IGNORECASE)
    return any(pattern.search(one) for one in known)


def _same_partner(draft: Draft, sentence: Grounded, quantity: Quantity, number: int) -> bool:
    """Whether the other end of a range is said beside this one: 8 to 64, not 2 to 64."""
    partner = partner_of(sentence.text, quantity, quantities(sentence.text))
    if partner is None:
        return True
    heard = draft.evidence.each(quantities)
    beside = heard[max(0, number - _BESIDE) : number + _BESIDE + 1]
    return any(_is_same(partner, other) for found in beside for other in found)


def _same_unit(draft: Draft, quantity: Quantity, number: int, other: Quantity) -> bool:
    if quantity.unit is None or quantity.unit == other.unit:
        return True
    if other.unit is not None:
        same = quantity.unit.dimension == other.unit.dimension
        return same and bool(quantity.sizes & other.sizes)
    if quantity.unit.dimension == "share" and min(other.values) < 1:
        return True  # a quarter is 25 percent
    if quantity.unit.dimension.startswith(_EXPLICIT) and other.counted:
        return False
    heard = draft.evidence.each(quantities)
    last = len(heard)
    around = range(max(0, number - _BESIDE), min(last, number + _BESIDE + 1))
    units = [one.unit for n in around for one in heard[n]]
    words = {word for n in around for word in draft.evidence.said[n].words}
    return quantity.unit in units or bool(words & set(quantity.counted[:1]))


def _same_thing(
    draft: Draft, sentence: Grounded, quantity: Quantity, number: int, other: Quantity
) -> bool:
    """Whether a number that was said counts what the sentence says that it counts.

    Where one of the two names nothing, it is enough that the sentence rests on words nearby.
    """
    if quantity.unit and other.unit and quantity.sizes & other.sizes:
        return True
    counted, known = set(quantity.counted), set(other.counted)
    if counted and known:
        if counted & known:
            return True
        beside = draft.evidence.each(quantities)[number]
        if any(counted & set(one.counted) and not _is_same(quantity, one) for one in beside):
            return False
        if counted & set(draft.evidence.said[number].words):
            return True
        return draft.evidence.akin(counted, known)
    near = any(abs(number - base) <= _NEAR for base in sentence.bases)
    return near or not sentence.words or max(quantity.values) > _SMALL or quantity.spelled


def _shown(text: str, quantity: Quantity) -> str:
    """A number as it stands in a text, with its sign and the word after it."""
    start = quantity.start - (text[quantity.start - 1 : quantity.start] in tuple("$€£¥"))
    after = re.match(r"[%°]|[\s-]?[^\W\d_]+", text[quantity.end :])
    end = quantity.end + (after.end() if after else 0)
    return text[max(0, start) : end].strip()


CHECKS.add("numbers", check)
