"""A discussion as it is kept on disk, so that it goes on where it was left."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from restyle.discussion import Exchange
from restyle.document.write import write_new
from restyle.errors import OutputError
from restyle.transcript.transcript import Transcript

SUFFIX = ".discussion.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a discussion: about what it is, its exchanges, and what they rest on.

    `about` are the digests of what is discussed, or an archive's folder. The turns of the ground
    matter where it was found piece by piece.
    """

    about: tuple[str, ...]
    stance: str
    exchanges: tuple[Exchange, ...]
    ground: Transcript | None = None


def keep(path: Path, kept: Kept) -> None:
    """Write a discussion; raises OutputError where that cannot be done."""
    write_new(path, json.dumps(asdict(kept), ensure_ascii=False) + "\n", force=True)


def kept_in(path: Path, about: Sequence[str]) -> Kept | None:
    """Return the discussion in a file; None where there is none.

    Raises OutputError where the file holds another one, or none that can be read.
    """
    if not path.is_file():
        return None
    try:
        kept = TypeAdapter(Kept).validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise OutputError(f"{path}: is no discussion that can be gone on with; --new begins one"
                          ) from error  # fmt: skip
    if kept.about != tuple(about):
        raise OutputError(f"{path}: is a discussion of something else; --new begins one")
    return kept
