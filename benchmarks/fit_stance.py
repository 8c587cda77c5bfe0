"""Fit the signs of a clash with what was said to planted faults.

    python -m benchmarks.fit_stance FOLDER [FOLDER ...] [--write]

Each FOLDER holds talks as benchmarks/faithful does. Prints how many of the faults are found
at so many false findings in a faithful section, on talks that the fit has not seen; with
--write, puts the weights of all talks into restyle/grounding/stance.toml.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.check import Talk, talks
from benchmarks.faults import Section as Plain
from benchmarks.faults import planted
from benchmarks.logistic import Floats, fitted
from restyle.checking.stance.clash import Clash, Kind

WEIGHTS = Path("restyle/grounding/stance.toml")
RIDGE = 3.0
PICKS = 4  # times that a fault's surest clash is picked anew
EACH = 6  # faults of a kind in each section, and as often again with other seeds
SEEDS = 3
WHO = ("program", "hand")
NONE = -99.0  # the odds where there is nothing to doubt
RATES = (0.05, 0.1, 0.2, 0.3)  # false findings a section
FAULTS = {
    Kind.DENIES: ("negation flipped", "negation"),
    Kind.AFFIRMS: ("negation flipped", "negation"),
    Kind.TURNS: ("negation",),
    Kind.OVERSTATES: ("hedge dropped", "hedge"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """The clashes found in a text, of which talk it is, and who planted a fault in it, if any."""

    talk: str
    source: str  # "", "program" or "hand"
    kind: str
    clashes: tuple[Clash, ...]


def cases(talk: Talk) -> Iterator[Case]:
    """Yield the clashes of each faithful sentence of a talk, and of each fault planted in it."""
    texts = [section["text"].strip() for section in talk.sections]
    for number, section in enumerate(talk.sections):
        draft = talk.draft(section, texts[number])
        yield from (Case(talk.name, "", "", found) for found in draft.clashes)
        clean = {sentence.text for sentence in draft.sentences}
        for source, kind, text in faults(talk, texts, number):
            faulty = talk.draft(section, text)
            pairs = zip(faulty.sentences, faulty.clashes, strict=True)
            fresh = [found for sentence, found in pairs if sentence.text not in clean]
            yield Case(talk.name, source, kind, tuple(clash for found in fresh for clash in found))


def faults(talk: Talk, texts: Sequence[str], number: int) -> Iterator[tuple[str, str, str]]:
    """Yield who planted a fault in a section, its kind and the section's text with it."""
    others = [text for n, text in enumerate(texts) if n != number]
    plain = Plain(texts[number], others, talk.transcript.speakers[:4])
    wanted = {kind for kinds in FAULTS.values() for kind in kinds}
    seen: set[str] = set()
    for seed in range(SEEDS):
        for kind, edit in planted(plain, EACH, number + 100 * seed):
            if kind in wanted and edit.text not in seen:
                seen.add(edit.text)
                yield "program", kind, edit.text
    for fault in talk.faults:
        if fault["section"] == number and fault["kind"] in wanted:
            yield "hand", fault["kind"], texts[number].replace(fault["old"], fault["new"], 1)


class Fit:
    """The fit of one kind of clash: rows of signs, 1 where a fault was planted."""

    def __init__(self, kind: Kind, found: Sequence[Case]) -> None:
        self.kind = kind
        self.cases = [c for c in found if not c.source or c.kind in FAULTS[kind]]
        every = (x for c in found for x in c.clashes if x.kind is kind)
        self.names = tuple(next(every).signs)

    def signs(self, case: Case) -> Floats:
        rows = [[c.signs[n] for n in self.names] for c in case.clashes if c.kind is self.kind]
        return np.array(rows, float).reshape(len(rows), len(self.names))

    def weights(self, without: str = "") -> tuple[Floats, float]:
        """Return the weights and the bias, from all talks but one.

        Of a fault's clashes, the one that the weights so far hold for the surest is taken.
        """
        train = [(bool(c.source), self.signs(c)) for c in self.cases if c.talk != without]
        train = [(planted, rows) for planted, rows in train if len(rows)]
        slopes, bias = np.ones(len(self.names)), 0.0
        for _ in range(PICKS):
            picked = [rows[[np.argmax(rows @ slopes)]] if fault else rows for fault, rows in train]
            truth = np.concatenate(
                [np.full(len(p), float(f)) for p, (f, _) in zip(picked, train, strict=True)]
            )
            rows = np.vstack(picked)
            slopes, bias = fitted(rows, truth, np.ones(len(rows)), RIDGE)
        return slopes, bias

    def unseen(self) -> dict[str, list[float]]:
        """Return the odds of the surest clash of each text, by who wrote it, on unseen talks."""
        odds: dict[str, list[float]] = {"": [], **{who: [] for who in WHO}}
        for talk in sorted({c.talk for c in self.cases}):
            slopes, bias = self.weights(without=talk)
            for case in self.cases:
                if case.talk == talk:
                    rows = self.signs(case)
                    odds[case.source].append(
                        float((rows @ slopes).max() + bias) if len(rows) else NONE
                    )
        return odds


def shown(kind: Kind, odds: dict[str, list[float]], sections: int) -> None:
    """Print what is found at so many false findings in a section."""
    clean = sorted(odds[""], reverse=True)
    for rate in RATES:
        least = max(clean[int(rate * sections)], NONE + 1)
        found = (f"{np.mean(np.array(odds[who]) > least):.2f} by {who}" for who in WHO if odds[who])
        print(f"{kind:8} {rate:.2f} false, at odds of {least:6.2f}: found {', '.join(found)}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    everything = [talk for folder in arguments.folders for talk in talks(folder)]
    if len(everything) < 2:
        parser.error("a fit is tried on a talk that it has not seen: name two talks or more")
    found = [case for talk in everything for case in cases(talk)]
    names = ", ".join(sorted(talk.name for talk in everything))
    lines = [
        "# Fitted by benchmarks/fit_stance.py; not to be edited by hand.",
        f"# Log odds of a clash, from faults planted in: {names}.",
    ]
    for kind in Kind:
        fit = Fit(kind, found)
        shown(kind, fit.unseen(), sum(len(talk.sections) for talk in everything))
        slopes, bias = fit.weights()
        signs = zip(fit.names, slopes, strict=True)
        lines += ["", f"[{kind}]", f"bias = {bias:.4f}", *(f"{n} = {w:.4f}" for n, w in signs)]
    if arguments.write:
        WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        print("\n".join(lines))


if __name__ == "__main__":
    main()
