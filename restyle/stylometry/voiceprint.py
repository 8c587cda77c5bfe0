"""What was measured of a voice: its habits, and the shapes of its sentences."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter, ValidationError

from restyle.errors import StyleError
from restyle.stylometry.background import Vector, background, likeness
from restyle.stylometry.habits import Measured, measured
from restyle.stylometry.prose import Block, pieces_of

SUFFIX = ".voiceprint.json"
LEAST_WORDS = 1500  # of samples, that a voice is measured on
_LEAST_SPREAD = 0.05  # of how alike pieces are
_DIGITS = 5


@dataclass(frozen=True)
class Voiceprint:
    """A voice in numbers.

    `words` is how many words it was measured on, in `pieces` of about 300. `shapes` are the
    square roots of the rates of function words, marks and endings, by name, and of pairs and
    triples of them. `own` says how like its own pieces are to the rest of it, and how much that
    varies.
    """

    words: int
    pieces: int
    own: Measured
    habits: Mapping[str, Measured]
    shapes: Mapping[str, float]

    @cached_property
    def seen(self) -> Vector:
        """Its shapes as they are compared."""
        known = background()
        return known.seen(known.named(self.shapes))


def voiceprint_of(texts: Iterable[tuple[Block, ...]]) -> Voiceprint:
    """Return what can be measured of texts of one voice.

    Raises StyleError where they have too few words for that.
    """
    pieces = [piece for text in texts for piece in pieces_of(text)]
    words = sum(block.words for piece in pieces for block in piece)
    if words < LEAST_WORDS:
        raise StyleError(
            f"the samples have {words:,} words, and a voice is measured on {LEAST_WORDS:,} or more"
        )
    known = background()
    rates = np.stack([known.rates(piece) for piece in pieces])
    mean = rates.mean(axis=0)
    return Voiceprint(
        words,
        len(pieces),
        _own(rates),
        measured(pieces),
        {
            name: round(float(rate), _DIGITS)
            for name, rate in zip(known.names, mean, strict=True)
            if rate > 0
        },
    )


def load_voiceprint(path: Path) -> Voiceprint:
    """Return the voiceprint in a file; raises StyleError where it holds none."""
    try:
        return TypeAdapter(Voiceprint).validate_json(path.read_bytes())
    except OSError as error:
        raise StyleError(f"{path}: cannot be read: {error.strerror}") from error
    except ValidationError as error:
        what = error.errors()[0]
        place = ".".join(map(str, what["loc"]))
        raise StyleError(f"{path}: is no voiceprint: {place}: {what['msg']}") from error


def as_json(voiceprint: Voiceprint) -> str:
    """Return a voiceprint as the text of its file."""
    facts = asdict(voiceprint)
    for key in ("habits", "shapes"):
        facts[key] = dict(facts[key])
    return json.dumps(facts, ensure_ascii=False, indent=1, default=_rounded) + "\n"


def _rounded(value: object) -> object:
    return float(f"{value:.5g}") if isinstance(value, np.floating) else str(value)


def _own(rates: Vector) -> Measured:
    """How like each piece is to the mean of the others."""
    known = background()
    total = rates.sum(axis=0)
    found = [
        likeness(known.seen(row), known.seen((total - row) / max(1, len(rates) - 1)))
        for row in rates
    ]
    return Measured(float(np.mean(found)), max(_LEAST_SPREAD, float(np.std(found))))
