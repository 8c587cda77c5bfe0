"""An order: what is wanted of an archive."""

from dataclasses import dataclass, field
from pathlib import Path

from restyle.archive.reading import ReadOptions
from restyle.pipeline.rewrite import RewriteOptions
from restyle.style.profile import StyleProfile


@dataclass(frozen=True, slots=True)
class ArchiveJob:
    """The voice, the options, and where the documents go.

    `voice` names the voice in files, `ending` is that of the first format's files.
    `made_with` are the digests of all that decides a document beside its source. `at_once` is
    how many episodes are worked on at a time. `force` replaces files that restyle did not write,
    `hears` has recordings transcribed, `by_model` says that a model writes.
    """

    style: StyleProfile
    voice: str
    output: Path
    formats: tuple[str, ...]
    ending: str
    front_matter: bool
    options: RewriteOptions
    reading: ReadOptions
    at_once: int
    hears: bool = False
    by_model: bool = False
    force: bool = False
    made_with: dict[str, str] = field(default_factory=dict)
