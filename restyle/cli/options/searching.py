"""The option that says which sentence encoder a search asks, the same wherever one searches."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

import restyle as library
from restyle.cli.terminal import say
from restyle.search.sentence_encoder import SentenceEncoder
from restyle.search.vectors_file import FOLDER
from restyle.settings import NO_MODEL

EncoderName: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        metavar="NAME",
        help="Look for what is meant, too: minilm, multilingual, a name, a folder; none.",
        show_default=False,
    ),
]


def encoder_by(settings: "library.Settings") -> SentenceEncoder | None:
    """Return the encoder that the settings name; None where they name none."""
    if settings.encoder in {"", NO_MODEL}:
        return None
    cache = Path(settings.cache_dir)
    vectors = cache / FOLDER if settings.cache else None
    return SentenceEncoder(settings.encoder, cache / "encoders", vectors, say)
