"""Habits of writing that have a name and a number, measured over pieces of a text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from restyle.stylometry.prose import Block
from restyle.text.english.hedges import hedges
from restyle.text.english.syllables import syllables

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_I = r"(?:i|i['’](?:m|ve|d|ll)|me|my|mine|myself)"
_WE = r"(?:we|we['’](?:re|ve|d|ll)|us|our|ours|ourselves|let['’]s)"
_YOU = r"(?:you|you['’](?:re|ve|d|ll)|your|yours|yourself|yourselves)"
_CONTRACTION = r"\w+(?:n['’]t|['’](?:re|ve|ll|m|d))|(?:it|that|what|there|here|he|she|who|let)['’]s"
_CONNECTIVE = (
    r"(?:however|therefore|thus|hence|moreover|furthermore|nevertheless|nonetheless|consequently|"
    r"because|although|though|whereas|instead|otherwise|meanwhile|indeed)"
)
_JOINED = re.compile(r"\A[\"“‘(\[]{0,4}(?:and|but|so|or|yet|nor)\b", re.IGNORECASE)
_SPEAKER_FIRST = re.compile(r"\A[\"“‘(\[]{0,4}(?:I|I['’](?:m|ve|d|ll))\b")
_SHORT, _LONG = 8, 25  # words of a sentence: fewer than, more than
_EDGE = 1e-9

Measure = Callable[[Sequence[Block]], float]


@dataclass(frozen=True, slots=True)
class Habit:
    """Something that a writer does more or less of.

    `per` says what it is counted by: `sentences` (in a hundred), `words` (in a thousand),
    `blocks` (in a hundred), or nothing for a plain number, whose `unit` is said behind it.
    `floor` is the least by which it varies from piece to piece.
    """

    name: str
    what: str
    per: str
    measure: Measure
    unit: str = ""
    floor: float = 1.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A habit in a voice: its mean over pieces of 300 words, and how much it varies."""

    mean: float
    spread: float


def measured(pieces: Sequence[Sequence[Block]]) -> dict[str, Measured]:
    """Return every habit over pieces of a text, by its name."""
    found = {}
    for habit in HABITS:
        values = [habit.measure(piece) for piece in pieces]
        found[habit.name] = Measured(fmean(values), max(habit.floor, pstdev(values)))
    return found


def _words(blocks: Sequence[Block]) -> int:
    return max(1, sum(block.words for block in blocks))


def _sentences(blocks: Sequence[Block]) -> list[str]:
    return [sentence for block in blocks for sentence in block.sentences]


def _lengths(blocks: Sequence[Block]) -> list[int]:
    return [len(sentence.split()) for sentence in _sentences(blocks)] or [0]


def _said(pattern: str) -> Measure:
    """How often a pattern stands in a thousand words."""
    known = re.compile(rf"(?<![\w'’])(?:{pattern})(?![\w'’])", re.IGNORECASE)
    return lambda blocks: (
        1000 * sum(sum(1 for _ in known.finditer(block.text)) for block in blocks) / _words(blocks)
    )


def _marks(marks: str) -> Measure:
    """How often one of some marks stands in a thousand words."""
    known = re.compile(f"[{re.escape(marks)}]")
    return lambda blocks: (
        1000 * sum(len(known.findall(block.text)) for block in blocks) / _words(blocks)
    )


def _of_sentences(holds: Callable[[str], object]) -> Measure:
    """In how many of a hundred sentences something holds."""

    def measure(blocks: Sequence[Block]) -> float:
        found = _sentences(blocks)
        return 100 * sum(bool(holds(one)) for one in found) / max(1, len(found))

    return measure


def _of_blocks(holds: Callable[[Block], object]) -> Measure:
    """In how many of a hundred paragraphs and list items something holds."""
    return lambda blocks: 100 * sum(bool(holds(one)) for one in blocks) / max(1, len(blocks))


def _rhythm(blocks: Sequence[Block]) -> float:
    lengths = _lengths(blocks)
    return 100 * pstdev(lengths) / max(_EDGE, fmean(lengths))


def _variety(blocks: Sequence[Block]) -> float:
    words = [word.lower() for block in blocks for word in _WORD.findall(block.text)]
    return 100 * len(set(words)) / max(1, len(words))


def _letters(blocks: Sequence[Block]) -> float:
    words = [word for block in blocks for word in _WORD.findall(block.text)]
    return sum(map(len, words)) / max(1, len(words))


def _grade(blocks: Sequence[Block]) -> float:
    """The Flesch-Kincaid grade (Kincaid et al., Naval Technical Training Command, 1975)."""
    words = [word for block in blocks for word in _WORD.findall(block.text)]
    each = sum(syllables(word) for word in words) / max(1, len(words))
    return 0.39 * fmean(_lengths(blocks)) + 11.8 * each - 15.59


def _paragraph_words(blocks: Sequence[Block]) -> float:
    return fmean([one.words for one in blocks if not one.is_item] or [0])


HABITS: tuple[Habit, ...] = (
    Habit("sentence", "sentences", "", lambda b: fmean(_lengths(b)), "words long", 1.5),
    Habit("short", f"sentences under {_SHORT} words", "sentences",
          _of_sentences(lambda one: len(one.split()) < _SHORT), floor=4),
    Habit("long", f"sentences over {_LONG} words", "sentences",
          _of_sentences(lambda one: len(one.split()) > _LONG), floor=4),
    Habit("rhythm", "how much the length of sentences changes", "", _rhythm, "% of it", 6),
    Habit("paragraph", "paragraphs", "", _paragraph_words, "words long", 8),
    Habit("one-sentence", "paragraphs of one sentence", "blocks",
          _of_blocks(lambda one: not one.is_item and len(one.sentences) == 1), floor=6),
    Habit("list", "list items among the paragraphs", "blocks",
          _of_blocks(lambda one: one.is_item), floor=5),
    Habit("question", "questions", "sentences",
          _of_sentences(lambda one: one.rstrip("\"'”’)").endswith("?")), floor=2.5),
    Habit("exclamation", "exclamations", "sentences",
          _of_sentences(lambda one: one.rstrip("\"'”’)").endswith("!")), floor=1),
    Habit("i", "“I” and “my”", "words", _said(_I), floor=3),
    Habit("we", "“we” and “our”", "words", _said(_WE), floor=3),
    Habit("you", "“you” and “your”", "words", _said(_YOU), floor=3),
    Habit("contraction", "contractions", "words", _said(_CONTRACTION), floor=3),
    Habit("comma", "commas", "words", _marks(","), floor=8),
    Habit("semicolon", "semicolons", "words", _marks(";"), floor=1.5),
    Habit("colon", "colons", "words", _marks(":"), floor=2.5),
    Habit("dash", "dashes", "words", _marks("–—"), floor=2),
    Habit("bracket", "brackets", "words", _marks("("), floor=2),
    Habit("quotation", "quotations", "words",
          _said(r"[\"“][^\"“”]{1,400}[\"”]"), floor=2.5),
    Habit("hedge", "hedges", "words",
          lambda b: 1000 * sum(len(list(hedges(one.text))) for one in b) / _words(b), floor=3),
    Habit("joined", "sentences that begin with And, But or So", "sentences",
          _of_sentences(_JOINED.match), floor=3),
    Habit("i-first", "sentences that begin with “I”", "sentences",
          _of_sentences(_SPEAKER_FIRST.match), floor=3),
    Habit("connective", "connectives such as however and because", "words",
          _said(_CONNECTIVE), floor=2),
    Habit("adverb", "adverbs in -ly", "words", _said(r"[a-z]{3,}ly"), floor=3),
    Habit("number", "numbers", "words", _said(r"[$€£]?\d[\d.,]*%?"), floor=3),
    Habit("variety", "different words of a hundred", "", _variety, "", 3),
    Habit("letters", "words", "", _letters, "letters long", 0.15),
    Habit("grade", "reading grade", "", _grade, "(Flesch-Kincaid)", 0.8),
)  # fmt: skip
BY_NAME = {habit.name: habit for habit in HABITS}
