"""The options that say how finely a talk is split, the same for every command that splits one."""

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


def sizing(
    topics: int | None, section_words: int | None, *, ignore_headings: bool
) -> dict[str, object]:
    """Return the settings that the options stand for."""
    return {
        "topics": topics,
        "section_words": section_words,
        "headings": False if ignore_headings else None,
    }
