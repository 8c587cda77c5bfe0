"""The options that say how finely a talk is split, and how long a document is."""

from functools import partial
from typing import Annotated, TypeAlias

import typer

_option = partial(typer.Option, rich_help_panel="Topics")

Topics: TypeAlias = Annotated[
    int | None,
    _option(min=1, help="How many topics, if the talk shall not decide."),
]
SectionWords: TypeAlias = Annotated[
    int | None,
    _option(
        min=100,
        help="Words of talk a topic; without it about 1,200, fewer in a short talk.",
    ),
]
IgnoreHeadings: TypeAlias = Annotated[
    bool,
    _option(
        "--ignore-headings",
        help="Cut by content, even where the source has chapters.",
    ),
]
Length: TypeAlias = Annotated[
    str,
    _option(
        metavar="WORDS|short|long",
        help="How long the document is, if not as the voice has it.",
    ),
]
Complete: TypeAlias = Annotated[
    bool,
    _option("--complete", help="Keep every claim, also in a voice that chooses."),
]


def sizing(
    topics: int | None,
    section_words: int | None,
    *,
    ignore_headings: bool,
    length: str = "",
    complete: bool = False,
) -> dict[str, object]:
    """Return the settings that the options stand for."""
    return {
        "length": int(length) if length.isascii() and length.isdigit() else length or None,
        "complete": complete or None,
        "topics": topics,
        "section_words": section_words,
        "headings": False if ignore_headings else None,
    }
