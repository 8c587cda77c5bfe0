"""Fit the weights of the splitter's cues to human boundaries.

    python benchmarks/fit_split.py DATA [--write]

Prints each cue's weight and how the fit does on the set that it was fitted without; with
--write, puts the weights of all sets into restyle/topics/weights.toml.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.boundaries import SETS, TOLERANCE, Example, load, scored, turns_of
from benchmarks.logistic import Floats, fitted
from restyle.topics.boundary_odds import Weights
from restyle.topics.cues import cues
from restyle.topics.split import cuts, embedded
from restyle.topics.units import units
from restyle.transcript.transcript import Transcript

WEIGHTS = Path("restyle/topics/weights.toml")
RIDGE = 1.0
BY_HAND = {"pause": 0.4}  # no set has times; a pause three doublings above the usual adds 1.2
_MASS = 300.0  # what the boundaries of a set of weight 1 count together


@dataclass(frozen=True, slots=True)
class Fitted:
    """The units of a set: a row of cues each, 1 where a topic begins, and what a row counts."""

    names: tuple[str, ...]
    rows: Floats
    begins: Floats
    mass: Floats


def rows_of(examples: Sequence[Example], weight: float) -> Fitted:
    """Return what a set says of each unit."""
    rows, begins = [], []
    names: tuple[str, ...] = ()
    for example in examples:
        talk = units(example.transcript)
        found = cues(talk, embedded(talk))
        names = tuple(name for name in found if name not in BY_HAND)
        rows.append(np.stack([found[name] for name in names], axis=1))
        begins.append(
            np.array([unit.turn in example.boundaries and not unit.inside for unit in talk], float)
        )
    all_begins = np.concatenate(begins)
    mass = np.full(len(all_begins), weight * _MASS / max(1.0, all_begins.sum()))
    return Fitted(names, np.vstack(rows), all_begins, mass)


def fit(sets: Sequence[Fitted]) -> tuple[dict[str, float], float]:
    """Return each cue's weight and the bias."""
    rows = np.vstack([each.rows for each in sets])
    begins = np.concatenate([each.begins for each in sets])
    mass = np.concatenate([each.mass for each in sets])
    slopes, bias = fitted(rows, begins, mass, RIDGE)
    return dict(zip(sets[0].names, slopes, strict=True)), bias


def left_out(data: Mapping[str, list[Example]]) -> dict[str, Weights]:
    """Return for each set the weights that were fitted without it."""
    known = {name: rows_of(data[name], weight) for name, weight in SETS.items() if name in data}
    found = {}
    for name in data:
        slopes, bias = fit([rows for other, rows in known.items() if other != name])
        found[name] = Weights({**slopes, **BY_HAND}, bias, (1.0, 0.0))
    return found


def splitter(weights: Weights) -> Callable[[Transcript], list[int]]:
    """Return the splitter with these weights, as the scorer calls it."""
    return partial(_split, weights=weights)


def _split(transcript: Transcript, weights: Weights) -> list[int]:
    return turns_of(transcript, cuts(transcript, weights=weights).best)


def certainty(data: Mapping[str, list[Example]], weights: Mapping[str, Weights]) -> Floats:
    """Return slope and offset that turn a boundary's evidence into its chance to be right."""
    odds, right, mass = [], [], []
    for name in SETS.keys() & data.keys():
        chosen = []
        for example in data[name]:
            for each in cuts(example.transcript, weights=weights[name]).best[1:]:
                near = min(abs(each.turn - b) for b in (*example.boundaries, 10**9))
                chosen.append((np.log(each.strength / (1 - each.strength)), near <= TOLERANCE))
        odds += [odd for odd, _ in chosen]
        right += [float(hit) for _, hit in chosen]
        mass += [SETS[name] / max(1, len(chosen))] * len(chosen)
    slopes, bias = fitted(np.array(odds)[:, None], np.array(right), np.array(mass) * _MASS, 1e-6)
    return np.array([*slopes, bias])


def write(slopes: Mapping[str, float], bias: float, sure: Floats, data: Sequence[str]) -> None:
    """Write the weights with what they were fitted to."""
    lines = [
        "# Fitted by benchmarks/fit_split.py; not to be edited by hand.",
        f"# Log odds of a boundary before a unit, from the human boundaries of: {', '.join(data)}.",
        "# `pause` is set by hand, since none of these sets has times.",
        f"bias = {bias:.4f}",
        "",
        "[cues]",
        *(f"{name} = {weight:.4f}" for name, weight in slopes.items()),
        "",
        "# From the evidence of a chosen boundary to the share of such that people have too.",
        "[certainty]",
        f"slope = {sure[0]:.4f}",
        f"offset = {sure[1]:.4f}",
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path, help="a folder of .jsonl sets")
    parser.add_argument("--write", action="store_true", help="replace the product's weights")
    given = parser.parse_args()
    data = {name: examples for name, examples in load(given.data).items() if name in SETS}
    known = [rows_of(data[name], SETS[name]) for name in data]
    slopes, bias = fit(known)
    for name, weight in slopes.items():
        print(f"{name:18}{weight:8.3f}")
    without = left_out(data)
    for name, examples in data.items():
        got = scored(examples, splitter(without[name]))
        print(
            f"{name:14} WindowDiff {got.window_diff:.3f}  F1 {got.f1:.3f}  exact {got.f1_exact:.3f}"
        )
    sure = certainty(data, without)
    if given.write:
        write({**slopes, **BY_HAND}, bias, sure, list(data))


if __name__ == "__main__":
    main()
