"""Short talks for tests of archives, each about something else."""

import random
from pathlib import Path

_NOUNS = (
    "bridge river harbour engine window garden market forest ladder kettle violin mirror candle "
    "saddle anchor basket pepper marble copper velvet"
).split()
_VERBS = "carries follows covers repairs measures borrows paints counts hides turns".split()


def talk(number: int, turns: int = 12) -> str:
    """A talk between two people that shares hardly a phrase with any other."""
    draw = random.Random(number)

    def sentence() -> str:
        words = [
            f"the {draw.choice(_NOUNS)} {draw.choice(_VERBS)} {draw.choice(_NOUNS)}{draw.randint(0, 99)}"
            for _ in range(4)
        ]
        return f"I think {', and '.join(words)}."

    lines = (f"{('Ann', 'Bob')[n % 2]}: {sentence()} {sentence()}" for n in range(turns))
    return "\n\n".join(lines) + "\n"


def put(folder: Path, name: str, text: str) -> Path:
    """Write a file, and the folders above it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
