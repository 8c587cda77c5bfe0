"""A judge on trial: texts with faults planted in them, and the same texts as they should be.

The faults were written by people who knew neither the judge's prompt nor the checks; the talks
are free to copy (LICENSE-talks). Each text is judged twice, faithful and with a fault of each
kind, so that what a model misses and what it cries wolf at are both counted.
"""

import json
import time
from collections import Counter
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from restyle.errors import AnswerError
from restyle.grounding.evidence import Evidence
from restyle.judging.answers import Verdict
from restyle.judging.cases import Case, Setting
from restyle.judging.held import spans_said, why_it_falls
from restyle.judging.judge import Judge
from restyle.text.languages import Language
from restyle.text.markdown.numbered import numbered
from restyle.transcript.transcript import Cue, Source, Transcript, Turn

_FILE = Path(__file__).with_name("trial.json")
_NARRATOR = "The text may be in a speaker's voice: “I” in it is then the one who speaks most."


@dataclass(frozen=True, slots=True)
class PlantedFault:
    """A fault: its kind, and the words of a text that it replaces by others."""

    kind: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TrialText:
    """A faithful text, what was said in its place, and the faults that were planted in it."""

    name: str
    source: str
    text: str
    faults: tuple[PlantedFault, ...]

    @property
    def planted(self) -> str:
        """The text with all its faults."""
        text = self.text
        for fault in self.faults:
            text = text.replace(fault.old, fault.new, 1)
        return text


@dataclass(frozen=True, slots=True)
class JudgeTrial:
    """How a model judges: of each kind of fault, how many it was shown and how many it found.

    `false_alarms` are the sentences that it reported and in which nothing is wrong, of
    `sentences` such; `unjudged` are texts about which it gave no answer that can be used, and
    `rejected` verdicts that quote what nobody said.
    """

    model: str
    planted: dict[str, int]
    found: dict[str, int]
    sentences: int
    false_alarms: tuple[str, ...]
    texts: int
    unjudged: int
    rejected: int
    seconds: float

    @property
    def recall(self) -> float:
        """The share of the faults that were found."""
        return sum(self.found.values()) / max(1, sum(self.planted.values()))

    def as_dict(self) -> dict[str, object]:
        """Return the trial as JSON holds it."""
        return {**asdict(self), "recall": round(self.recall, 3)}


@cache
def trial_texts(file: Path = _FILE) -> tuple[TrialText, ...]:
    """Return the texts of the trial, or those in another file of its form."""
    return tuple(
        TrialText(
            one["name"],
            one["source"],
            one["text"],
            tuple(PlantedFault(**fault) for fault in one["faults"]),
        )
        for one in json.loads(file.read_text(encoding="utf-8"))
    )


async def tried(
    judge: Judge, texts: tuple[TrialText, ...] = (), language: Language | None = None
) -> JudgeTrial:
    """Return how a judge does on texts, each judged as it should be and with its faults.

    `language` is that of texts that are translations of what was said. Raises AnswerError where
    it gives no answer about any that can be used.
    """
    texts = texts or trial_texts()
    began = time.monotonic()
    written = [(one, text) for one in texts for text in (one.planted, one.text)]
    # The two of a pair stand apart, so that no call shows them side by side.
    order = [*range(0, len(written), 2), *range(1, len(written), 2)]
    cases = {n: _case(*written[index]) for n, index in enumerate(order)}
    setting = Setting((), _NARRATOR, (), language, translated=language is not None)
    verdicts = await judge.verdicts(setting, cases)
    if not verdicts:
        raise AnswerError(f"{judge.model} gave no answer that can be used, so it is no judge")
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    alarms: list[str] = []
    sentences = rejected = 0
    for n, index in enumerate(order):
        one, text = written[index]
        faults = {fault for fault in one.faults if text != one.text}
        if n not in verdicts:
            continue
        planted.update(fault.kind for fault in faults)
        sound = _sound(one, verdicts[n])
        rejected += len(verdicts[n]) - len(sound)
        for number, sentence in enumerate(cases[n].sentences):
            inside = [f for f in faults if _lies_in(f.new, sentence.text, text)]
            sentences += not inside
            if number in sound:
                found.update(f.kind for f in inside)
                alarms += [] if inside else [f"{one.name}: {sentence.words}"]
    return JudgeTrial(
        judge.model,
        dict(planted),
        {kind: found[kind] for kind in planted},
        sentences,
        tuple(alarms),
        len(cases),
        len(cases) - len(verdicts),
        rejected,
        round(time.monotonic() - began, 1),
    )


def _case(one: TrialText, text: str) -> Case:
    return Case("", one.source, "", numbered(text.split("\n\n")))


def _sound(one: TrialText, verdicts: dict[int, Verdict]) -> dict[int, Verdict]:
    """The verdicts whose words were said."""
    evidence = evidence_of(one)
    return {
        number: verdict
        for number, verdict in verdicts.items()
        if not why_it_falls(verdict, spans_said(evidence, verdict.source))
    }


@cache
def evidence_of(one: TrialText) -> Evidence:
    """Return what was said in the place of a text, as evidence."""
    turns = []
    for n, line in enumerate(one.source.split("\n\n")):
        speaker, _, words = line.partition(": ")
        turns.append(Turn(n, speaker, (Cue(words),)) if words else Turn(n, "", (Cue(line),)))
    return Evidence(Transcript(one.name, tuple(turns), Source(one.name, "text")))


def _lies_in(words: str, sentence: str, text: str) -> bool:
    """Whether a fault lies in a sentence; one that spans two counts for both."""
    return words in sentence or (words in text and sentence in words)
