"""The options that say what is checked, what is kept, and how paragraphs name their sources."""

import re
from functools import partial
from typing import Annotated, TypeAlias

import typer

from restyle.errors import UsageError
from restyle.settings import NO_MODEL

_about_checks = partial(typer.Option, rich_help_panel="Outline and checks")
_about_sources = partial(typer.Option, rich_help_panel="Where a paragraph comes from")

_NUMBERS = re.compile(r"\s{0,9}([0-9]{1,4})\s{0,9}(?:-\s{0,9}([0-9]{1,4})\s{0,9})?")

OutlineFile: TypeAlias = Annotated[
    str,
    _about_checks(
        "--outline",
        metavar="FILE",
        help="Take the outline from a file; if it is not there, write it and stop, to be edited.",
    ),
]
Only: TypeAlias = Annotated[
    str,
    _about_checks(
        metavar="N,M",
        help="Write these sections again (3,5 or 2-4) and the takeaways; keep the others.",
    ),
]
NoCheck: TypeAlias = Annotated[
    bool, _about_checks("--no-check", help="Check nothing against the transcript.")
]
JudgeName: TypeAlias = Annotated[
    str | None,
    _about_checks(
        "--judge",
        metavar="MODEL",
        help="Which model holds the text against the talk, if not the one that wrote it.",
    ),
]
NoJudge: TypeAlias = Annotated[
    bool,
    _about_checks("--no-judge", help="Let no model judge: check by code alone."),
]
NoEdit: TypeAlias = Annotated[
    bool, typer.Option("--no-edit", help="Take the first draft: no second one, no editor.")
]
NoRepair: TypeAlias = Annotated[
    bool, _about_checks("--no-repair", help="Write nothing again for what the checks find.")
]
Strict: TypeAlias = Annotated[
    bool, _about_checks("--strict", help="Exit with 3 if the checks still find something.")
]
ReportFlag: TypeAlias = Annotated[
    bool, _about_checks("--report", help="Write what was checked, as a table, beside the document.")
]
Timestamps: TypeAlias = Annotated[
    bool, _about_sources("--timestamps", help="End each paragraph with its times, as [12:34].")
]
Footnotes: TypeAlias = Annotated[
    bool, _about_sources("--footnotes", help="Name who said it, and when, in footnotes (Markdown).")
]
MediaUrl: TypeAlias = Annotated[
    str,
    _about_sources(metavar="URL", help="Link the times to a recording, such as https://youtu.be/…"),
]


def judge_named(judge: str | None, *, nobody: bool) -> str | None:
    """Return the setting that `--judge` and `--no-judge` stand for; raises UsageError for both."""
    if judge and nobody:
        raise UsageError("--judge and --no-judge contradict each other; give one of them")
    return NO_MODEL if nobody else judge


def section_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers in `3,5` or `3-5`; raises UsageError for anything else."""
    found: list[int] = []
    for part in text.split(",") if text else ():
        match = _NUMBERS.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last:
            raise UsageError(f"--only {text}: expected section numbers, such as 3,5 or 2-4")
        found += range(first, last + 1)
    return tuple(dict.fromkeys(found))
