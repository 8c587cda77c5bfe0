"""Transcripts with human topic boundaries, and how near a segmentation comes to them.

A set is a file of JSON lines: `utterances` (each a `speaker` and a `text`) and `boundaries`,
the indexes of the utterances with which a topic begins, without 0.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from restyle.transcript.transcript import Boundary, Cue, Source, Transcript, Turn

# What weights are fitted to: interviews first, since they are what restyle is mostly used for.
SETS = {"axrp": 1.0, "hearthisidea": 1.0, "insideview": 1.0, "qmsum": 0.2, "tinyrec": 0.1}
TOLERANCE = 2  # utterances by which a boundary may be off for F1


@dataclass(frozen=True, slots=True)
class Example:
    """A transcript, an utterance a turn, and the turns with which its topics begin."""

    transcript: Transcript
    boundaries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Pk (Beeferman et al. 1999), WindowDiff (Pevzner and Hearst 2002), F1 within two, F1 exact.

    The window is half the mean length of a human segment; the best Pk and WindowDiff are 0.
    """

    pk: float
    window_diff: float
    f1: float
    f1_exact: float
    recall: float


def load(folder: Path) -> dict[str, list[Example]]:
    """Return every set in a folder by its name."""
    return {path.stem: _examples(path) for path in sorted(folder.glob("*.jsonl"))}


def _examples(path: Path) -> list[Example]:
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        value = json.loads(line)
        turns = tuple(
            Turn(number, said["speaker"], (Cue(said["text"]),))
            for number, said in enumerate(value["utterances"])
        )
        boundaries = tuple(sorted(b for b in set(value["boundaries"]) if 0 < b < len(turns)))
        examples.append(Example(Transcript("", turns, Source(path.name)), boundaries))
    return examples


def turns_of(transcript: Transcript, found: Sequence[Boundary]) -> list[int]:
    """Return the turns with which topics begin, without the first; the nearest, if inside one."""
    begins = {
        each.turn + (each.start * 2 > len(transcript.turns[each.turn].text)) for each in found
    }
    return sorted(turn for turn in begins if 0 < turn < len(transcript.turns))


def score(example: Example, found: Sequence[int]) -> Score:
    """Return how near the turns `found` come to the human boundaries."""
    truth, total = example.boundaries, len(example.transcript.turns)
    pk, window_diff = _windows(truth, found, total)
    precision, recall = _matched(truth, found, TOLERANCE)
    exact = _matched(truth, found, 0)
    return Score(pk, window_diff, _f1(precision, recall), _f1(*exact), recall)


def mean(scores: Sequence[Score]) -> Score:
    """Return the mean of each figure over documents."""
    names = Score.__slots__
    return Score(*(sum(getattr(s, name) for s in scores) / len(scores) for name in names))


def scored(examples: Sequence[Example], find: Callable[[Transcript], Sequence[int]]) -> Score:
    """Return the mean score of a segmenter, which returns the turns that begin a topic."""
    return mean([score(example, find(example.transcript)) for example in examples])


def _windows(truth: Sequence[int], found: Sequence[int], total: int) -> tuple[float, float]:
    if total < 2:
        return 0.0, 0.0
    reach = max(min(2, total - 1), round(total / (len(truth) + 1) / 2))
    apart = wrong = 0
    for start in range(total - reach):
        inside = range(start + 1, start + reach + 1)
        human = sum(boundary in inside for boundary in truth)
        ours = sum(boundary in inside for boundary in found)
        apart += (human > 0) != (ours > 0)
        wrong += human != ours
    return apart / (total - reach), wrong / (total - reach)


def _matched(truth: Sequence[int], found: Sequence[int], tolerance: int) -> tuple[float, float]:
    """Precision and recall of boundaries that are matched one to one."""
    hits = place = 0
    for boundary in found:
        while place < len(truth) and truth[place] < boundary - tolerance:
            place += 1
        if place < len(truth) and truth[place] <= boundary + tolerance:
            hits, place = hits + 1, place + 1
    none = float(not truth and not found)
    return hits / len(found) if found else none, hits / len(truth) if truth else none


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
