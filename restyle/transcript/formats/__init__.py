"""Reading: bytes, to text, to format, to turns. One file a format family.

A format registers a name, a detector and a parser: `FORMATS.add("srt", Format(detect, parse))`.
The detector scores the content from 0 (not mine) to 1 (surely mine); the best score wins,
whatever the file is called.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

from restyle.plugins import Registry
from restyle.transcript.formats._markup import json_value, xml_root
from restyle.transcript.transcript import Cue, Heading, Metadata


@dataclass(frozen=True)
class Raw:
    """A file as it came: its name, its bytes, and its text where it is text.

    `known` are labels that are speakers, whatever they look like. What several detectors ask
    about is worked out once.
    """

    name: str
    data: bytes
    text: str
    known: frozenset[str] = frozenset()

    @cached_property
    def json(self) -> object:
        """The value of the text as JSON or JSON Lines; None where it is neither."""
        return json_value(self.text)

    @cached_property
    def xml(self) -> Element | None:
        """The root of the text as XML; None where it is no XML, or not safe to read."""
        return xml_root(self.text)


@dataclass(frozen=True, slots=True)
class Piece:
    """A cue and who says it.

    `speaker` is None where the source does not say that anybody else speaks than before,
    and empty where somebody unnamed begins.
    """

    speaker: str | None
    cue: Cue


@dataclass(frozen=True, slots=True)
class Reading:
    """What a parser found. A heading's `turn` is the index of the piece that it precedes.

    `labelled` says that each piece has its speaker, and that none is looked for in its words.
    """

    pieces: tuple[Piece, ...]
    title: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    headings: tuple[Heading, ...] = ()
    warnings: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A transcript format: how sure its detector is of a file, and how to parse it."""

    detect: Callable[[Raw], float]
    parse: Callable[[Raw], Reading]


FORMATS: Registry[Format] = Registry(__name__, "transcript format")
