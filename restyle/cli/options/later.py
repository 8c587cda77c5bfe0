"""The option that says how a model is asked, where answers may come later."""

from typing import Annotated, TypeAlias

import typer

Via: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--via",
        rich_help_panel="Model, money and cache",
        metavar="WAY",
        help="batch: OpenAI's Batch API, at half the price; batch-file: files for another runner.",
    ),
]
