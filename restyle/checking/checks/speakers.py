"""Who is said to have said a thing did say it."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from restyle.checking import CHECKS, Draft
from restyle.document.document import Finding
from restyle.text.english.reporting_verbs import reports

_ENOUGH = 3  # words; what a shorter sentence rests on is hard to tell
_OWN = re.compile(r"\bI (?:think|believe|guess|suspect|agree|say)\b")
_SURE = 0.55
_ABOUT_ONESELF = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me)\b")
_ASKS = re.compile(r"\b(?:asks?|asked|wonders?|wondered|question)\b")
_OWNER = re.compile(r"([^\W\d_][\w .'’-]{0,40}?):\s")
_CLOSE = 0.5  # of the best base's score


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the sentences that give one speaker's words to another."""
    people = _people(draft.evidence.transcript.speakers)
    if len(draft.evidence.transcript.speakers) < 2:
        return ()
    if draft.brief.sums_up:
        return tuple(_owners(draft, people))
    return tuple(
        Finding(
            "name",
            sentence.text,
            f"{said} said this, not {claimed}",
            draft.spans(sentence),
            certain=False,
        )
        for number, sentence in draft.claims()
        for claimed, said in _faults(draft, number, people)
    )


def _owners(draft: Draft, people: dict[str, str]) -> Iterator[Finding]:
    """A task that is given to one speaker and was taken on by another."""
    sentence = draft.sentences[0] if draft.sentences else None
    owner = _OWNER.match(sentence.text) if sentence else None
    claimed = people.get(owner[1].strip()) if owner else None
    if not sentence or not claimed or not sentence.bases:
        return
    said = [draft.evidence.said[n] for n in draft.around(sentence, 1)]
    speakers = {draft.evidence.said[n].speaker for n in sentence.bases}
    if claimed not in speakers and not any(_mentions(one.text, claimed) for one in said):
        who = " or ".join(sorted(filter(None, speakers)))
        yield Finding(
            "name", sentence.text, f"{who} said this, not {claimed}", draft.spans(sentence)
        )


def _people(speakers: Sequence[str]) -> dict[str, str]:
    """The speakers by each part of their names that no other speaker has."""
    parts: dict[str, set[str]] = {}
    for speaker in speakers:
        for part in (speaker, *speaker.split()):
            if len(part) > 2 and part[0].isupper():
                parts.setdefault(part, set()).add(speaker)
    return {part: next(iter(who)) for part, who in parts.items() if len(who) == 1}


def _faults(draft: Draft, number: int, people: dict[str, str]) -> Iterator[tuple[str, str]]:
    sentence = draft.sentences[number]
    named = _named(sentence.text, people)
    if len(named) != 1 or sentence.support < _SURE or not sentence.bases:
        return
    if len(set(sentence.words)) < _ENOUGH or _OWN.search(sentence.text):
        return
    claimed = next(iter(named))
    first = draft.evidence.said[sentence.bases[0]]
    parts = [part for part, who in people.items() if who == claimed]
    if not first.speaker or not (
        reports(sentence.text, parts)
        or (_ABOUT_ONESELF.search(first.text) and _leads(sentence.text, parts))
    ):
        return
    if first.text.rstrip().endswith("?") and not _ASKS.search(sentence.text):
        return  # what it rests on is the question, whose answer may be a word
    scores = draft.likeness.of(number, draft.within)
    best = draft.likeness.at(number, sentence.bases[0])
    near = np.flatnonzero(scores >= _CLOSE * best) + draft.within.start
    close = [draft.evidence.said[n] for n in near]
    if not any(one.speaker == claimed or _mentions(one.text, claimed) for one in close):
        yield claimed, first.speaker


def _named(text: str, people: dict[str, str]) -> set[str]:
    return {who for part, who in people.items() if re.search(rf"\b{re.escape(part)}\b", text)}


def _leads(text: str, parts: Sequence[str]) -> bool:
    """Whether a sentence begins with a person."""
    return any(re.match(rf"(?:\w+[, ]+)?{re.escape(part)}\b(?!['’]s)", text) for part in parts)


def _mentions(text: str, speaker: str) -> bool:
    return any(
        re.search(rf"\b{re.escape(part)}\b", text) for part in speaker.split() if len(part) > 2
    )


CHECKS.add("speakers", check)
