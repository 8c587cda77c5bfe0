"""An entry: what is known of an episode in a voice, as the ledger holds it in a row."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache

from pydantic import TypeAdapter


class State(StrEnum):
    """How far an episode is. What is `begun` when nobody runs was interrupted."""

    WAITING = "waiting"
    RUNNING = "begun"
    DONE = "done"
    FAILED = "failed"
    DUPLICATE = "twin"
    SKIPPED = "passed"


@dataclass(frozen=True, slots=True)
class Entry:
    """An episode in one voice: its state, what it was made from and with, and what it came to.

    `fingerprint` is the digest of its files, `made_with` those of style, model, prompts and
    options by name. `digest` is that of the document as it was written. `reason` says why it
    failed or was passed over; `twin_of` is the key of the episode that is the same talk.
    `speakers` are those who speak under a name. Costs are in dollars.
    """

    key: str
    voice: str
    name: str = ""
    state: State = State.WAITING
    reason: str = ""
    twin_of: str = ""
    title: str = ""
    date: str = ""
    guests: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    link: str = ""
    fingerprint: str = ""
    made_with: Mapping[str, str] | None = None
    output: str = ""
    digest: str = ""
    summary: str = ""
    takeaways: tuple[str, ...] = ()
    sections: int = 0
    words: int = 0
    findings: int = 0
    calls: int = 0
    from_cache: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    seconds: float = 0.0
    signature: bytes = b""
    updated: str = ""


COLUMNS = tuple(one.name for one in fields(Entry))
JSON = frozenset({"guests", "made_with", "speakers", "takeaways"})  # kept as JSON


def entry_of(row: tuple[object, ...]) -> Entry | None:
    """Return the entry in a row; None where it is none, as something else wrote there."""
    values = dict(zip(COLUMNS, row, strict=True))
    try:
        for name in JSON:
            values[name] = json.loads(str(values[name]))
        return _adapter().validate_python(values)
    except (ValueError, RecursionError):  # ValidationError is one
        return None


@cache
def _adapter() -> TypeAdapter[Entry]:
    return TypeAdapter(Entry)
