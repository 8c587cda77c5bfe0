"""Stretches of a recording that are not the talk: adverts, teasers, introductions, requests.

Sentences are looked at in a row, over the borders of turns, as adverts are played by two or cut
by a recogniser. A teaser is known by its words, which come again later, before the greeting.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from restyle.text import sentences
from restyle.text.english.adverts import announces_a_sponsor, names_a_sponsor, says_where, selling
from restyle.text.english.broadcast import (
    asks_listeners,
    closes,
    greets,
    introduces,
    names_a_guest,
    says_goodbye,
)
from restyle.transcript.transcript import Turn, TurnKind

_LEAST_ADVERT = 4.0  # what the sentences of an advert sum up to
_MOST_GAP = 3.5  # what may be lost between two parts of one advert
_AGAIN = 2  # sentences after an advert in which its address may come again
_NEXT_WORDS = 180  # that an advert right after another may have
_READ_WORDS = 330  # that a sponsor read may have
_INTRODUCED_WORDS = 150  # that a turn may go on after a greeting, or about a guest
_HEAD_SHARE, _HEAD_WORDS = 0.2, 1500  # where a greeting stands
_HOOK_WORDS = 170  # that may stand before a greeting
_TAIL_SHARE, _TAIL_WORDS = 0.15, 900  # where goodbyes stand
_REST_WORDS = 70
_GAP_WORDS = 40  # between two requests of the end, and after the last
_RUN = 4  # words of a teaser that come again in a row
_REPEATED = 0.5
_TEASER_WORDS = 25
_SHORTEST = 250  # words
_MOST_MARKED = 0.5  # of all words; more than this is no broadcast with a talk in it
_LONG = 40  # words; longer sentences have no stops, and their cues are looked at


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a turn that are of a kind."""

    turn: int
    start: int
    end: int
    kind: TurnKind


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or a cue where there are no stops."""

    turn: int
    start: int
    end: int
    text: str
    words: int


def stretches(turns: Sequence[Turn]) -> tuple[Stretch, ...]:
    """Return the stretches of a recording that are not the talk, in order.

    Of a text that is shorter than any show, only what says that it is sponsored; and none where
    it would be most of a recording.
    """
    # What a turn was named before decides nothing, so that looking again costs nothing.
    return _found(tuple(t if t.kind is TurnKind.ASIDE else _as_speech(t) for t in turns))


def _as_speech(turn: Turn) -> Turn:
    return turn if turn.kind is TurnKind.SPEECH else replace(turn, kind=TurnKind.SPEECH)


@lru_cache(maxsize=2)
def _found(turns: tuple[Turn, ...]) -> tuple[Stretch, ...]:
    units = [unit for turn in turns if turn.kind is TurnKind.SPEECH for unit in _units(turn)]
    if sum(unit.words for unit in units) < _SHORTEST:
        return tuple(_stretch(units[n], TurnKind.AD) for n in sorted(_reads(units)))
    greeting = _greeting(units)
    kinds: dict[int, TurnKind] = {}
    for found, kind in (
        (_to_the_end(units, _adverts(units) | _reads(units)), TurnKind.AD),
        (_teasers(units, greeting), TurnKind.TEASER),
        (_opening(units, greeting), TurnKind.INTRO),
        (_requests(units), TurnKind.HOUSEKEEPING),
    ):
        for n in found:
            kinds.setdefault(n, kind)
    marked = sum(units[n].words for n in kinds)
    if marked > _MOST_MARKED * sum(unit.words for unit in units):
        return ()
    return tuple(_stretch(units[n], kinds[n]) for n in sorted(kinds))


def _stretch(unit: _Unit, kind: TurnKind) -> Stretch:
    return Stretch(unit.turn, unit.start, unit.end, kind)


def _units(turn: Turn) -> Iterable[_Unit]:
    text = turn.text
    spans = sentences.spans(text)
    if len(text.split()) > _LONG * max(1, len(spans)):
        spans, at = [], 0
        for cue in turn.cues:
            spans.append((at, at + len(cue.text)))
            at += len(cue.text) + 1
    for start, end in spans:
        yield _Unit(turn.index, start, end, text[start:end], len(text[start:end].split()))


def _adverts(units: Sequence[_Unit]) -> set[int]:
    """Runs of sentences that sell, each with one that says who, or where."""
    found: set[int] = set()
    begin, best, sum_, top = None, 0, 0.0, 0.0
    for n, unit in enumerate([*units, None]):
        score = selling(unit.text) if unit else -99.0
        sum_ += score
        if begin is None and score > 0:
            begin, best, sum_, top = n, n, score, score
        if begin is None:
            continue
        if sum_ > top:
            best, top = n, sum_
        if sum_ <= 0 or top - sum_ > _MOST_GAP:
            run = range(begin, best + 1)
            if top >= _LEAST_ADVERT and any(names_a_sponsor(units[i].text) for i in run):
                found |= set(run)
            begin = None
    return found


def _reads(units: Sequence[_Unit]) -> set[int]:
    """From a sentence that says who pays to the last one nearby that says where to buy."""
    found: set[int] = set()
    for n, unit in enumerate(units):
        if not announces_a_sponsor(unit.text):
            continue
        end, words = n, 0
        for m in range(n, len(units)):
            words += units[m].words
            if words > _READ_WORDS or (m > n and announces_a_sponsor(units[m].text)):
                break
            if says_where(units[m].text):
                end = m
        found |= set(range(n, end + 1))
    return found


def _to_the_end(units: Sequence[_Unit], adverts: set[int]) -> set[int]:
    """The adverts, each up to where its address is said once more, if that is soon after.

    What is sold right after another advert in its turn, up to an address of its own, is one, too.
    """
    found = set(adverts)
    for last in (n for n in adverts if n + 1 not in adverts):
        found |= _next_read(units, last)
        near = range(last + 1, min(last + 1 + _AGAIN, len(units)))
        ends = [n for n in near if says_where(units[n].text) and units[n].words <= _LONG]
        found |= set(range(last + 1, max(ends, default=last) + 1))
    return found


def _next_read(units: Sequence[_Unit], last: int) -> set[int]:
    """The advert without a sponsor's phrase that follows another; none if nothing is sold."""
    words, score = 0, 0.0
    for n in range(last + 1, len(units)):
        words, score = words + units[n].words, score + max(0.0, selling(units[n].text))
        if words > _NEXT_WORDS or units[n].turn != units[last].turn:
            return set()
        if n - last > _AGAIN and says_where(units[n].text):
            return set(range(last + 1, n + 1)) if score >= _LEAST_ADVERT else set()
    return set()


def _greeting(units: Sequence[_Unit]) -> int | None:
    """The sentence that opens the show, near its beginning."""
    total = sum(unit.words for unit in units)
    spoken = 0
    for n, unit in enumerate(units):
        if spoken > min(_HEAD_WORDS, max(_HOOK_WORDS, _HEAD_SHARE * total)):
            return None
        if greets(unit.text) or (spoken > _TEASER_WORDS and names_a_guest(unit.text)):
            return n
        spoken += unit.words
    return None


def _opening(units: Sequence[_Unit], greeting: int | None) -> set[int]:
    """The greeting, what leads up to it, and who is introduced after it."""
    if greeting is None:
        return set()
    found = {greeting}
    before = sum(unit.words for unit in units[:greeting])
    if before <= _HOOK_WORDS:
        found |= set(range(greeting))
    found |= _introduced(units, greeting)
    gap = 0
    for n in range(max(found) + 1, len(units)):
        if introduces(units[n].text) or greets(units[n].text):
            found |= set(range(n - gap, n + 1)) | _introduced(units, n)
            gap = 0
        else:
            gap += 1
        if gap > 1:
            break
    return found


def _introduced(units: Sequence[_Unit], first: int) -> set[int]:
    """The rest of a turn that greets or names a guest, until it asks or speaks to somebody."""
    if not (greets(units[first].text) or names_a_guest(units[first].text)):
        return set()
    found: set[int] = set()
    words = 0
    for n in range(first + 1, len(units)):
        words += units[n].words
        text = f" {units[n].text.casefold()} "
        spoken_to = "?" in text or " you " in text or " your " in text or ", welcome" in text
        if units[n].turn != units[first].turn or words > _INTRODUCED_WORDS or spoken_to:
            break
        found.add(n)
    return found


def _teasers(units: Sequence[_Unit], greeting: int | None) -> set[int]:
    """What stands before the greeting and comes again later, nearly word for word."""
    if not greeting:
        return set()
    later = _runs(unit.text for unit in units[greeting:])
    turns: dict[int, list[int]] = {}
    for n in range(greeting):
        turns.setdefault(units[n].turn, []).append(n)
    said = {turn: _runs(units[n].text for n in numbers) for turn, numbers in turns.items()}
    again = [
        turn for turn, runs in said.items() if runs and len(runs & later) >= _REPEATED * len(runs)
    ]
    if not again or sum(units[n].words for turn in again for n in turns[turn]) < _TEASER_WORDS:
        return set()
    # What stands between two repeated turns was played with them.
    return {n for turn, ns in turns.items() if again[0] <= turn <= again[-1] for n in ns}


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    words = [word.strip('.,?!:;"“”').casefold() for text in texts for word in text.split()]
    return {tuple(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1)}


def _requests(units: Sequence[_Unit]) -> set[int]:
    """What is asked of listeners, wherever it stands, and from the first such at the end on."""
    found = {n for n, unit in enumerate(units) if asks_listeners(unit.text)}
    total = sum(unit.words for unit in units)
    left, first = 0, len(units)
    for n in range(len(units) - 1, -1, -1):
        left += units[n].words
        if left > max(_REST_WORDS, min(_TAIL_WORDS, _TAIL_SHARE * total)):
            break
        first = n
    asked = [n for n in sorted(found) if n >= first]
    if not asked:
        return found | _goodbyes(units)
    tail = [n for n in range(asked[0], len(units)) if n in found or closes(units[n].text)]
    before = asked[0] - 1
    while before >= first and closes(units[before].text):
        tail.insert(0, before)
        before -= 1
    found |= _joined(units, tail)
    rest = range(tail[-1] + 1, len(units))
    if sum(units[n].words for n in rest) <= _GAP_WORDS:
        found |= set(rest)
    return found


def _joined(units: Sequence[_Unit], tail: Sequence[int]) -> set[int]:
    """Requests of the end with what stands between them, where that is not much."""
    found = set(tail)
    for one, other in itertools.pairwise(tail):
        between = range(one + 1, other)
        if sum(units[n].words for n in between) <= _GAP_WORDS:
            found |= set(between)
    return found


def _goodbyes(units: Sequence[_Unit]) -> set[int]:
    """Thanks and goodbyes with which a recording ends, where nothing is asked of listeners."""
    found: set[int] = set()
    words = 0
    for n in range(len(units) - 1, -1, -1):
        words += units[n].words
        if words > _REST_WORDS or not (says_goodbye(units[n].text) or closes(units[n].text)):
            break
        found.add(n)
    return found
