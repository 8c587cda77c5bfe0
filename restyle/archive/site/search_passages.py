"""What of an episode the search of a site finds: its passages, as a script that a page loads.

Scripts are loaded from a disk, too, where a browser lets a page fetch nothing.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from restyle._version import __version__
from restyle.document.document import Document, Section
from restyle.document.media import clock
from restyle.search.passages import passages_of
from restyle.text.markdown.plain import plain

FOLDER = "search"
_WORDS = 220  # from which on a passage of a document is full
_CALL, _END = "restyleSearch.take(", ");\n"

Line = tuple[str, str, str]  # the place on its page, who says it, what it says


@dataclass(frozen=True, slots=True)
class SearchPassage:
    """A stretch of an episode: the lines that it has, and its time or its heading."""

    place: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """What it says."""
        return "\n".join(text for *_, text in self.lines)


def name_of(episode: str) -> str:
    """Return the file of an episode's passages."""
    return f"{FOLDER}/episodes/{episode}.js"


def passages_script(document: Document, episode: str, title: str) -> str:
    """Return a script with the passages of a document and those of its talk."""
    found = [_head(document), *_written(document), *_said(document)]
    rows = [[one.place, one.lines] for one in found]
    facts = {"title": title, "passages": rows, "version": __version__}
    return script(f"episodes/{episode}", facts)


def passages_in(made: str) -> list[SearchPassage]:
    """Return the passages that such a script holds."""
    _, facts = json.loads(f"[{made.removeprefix(_CALL).removesuffix(_END)}]")
    return [
        SearchPassage(place, tuple((at, who, text) for at, who, text in lines))
        for place, lines in facts["passages"]
    ]


def script(name: str, facts: object) -> str:
    """Return a script that hands facts over under a name."""
    told = json.dumps(facts, separators=(",", ":"))
    return f"{_CALL}{json.dumps(name)},{told}{_END}"


def _head(document: Document) -> SearchPassage:
    """Title, summary and takeaways, which a heading stands above on the page."""
    lines: list[Line] = [("text", "", plain(document.title))]
    if document.summary:
        lines.append(("text", "", plain(document.summary)))
    for number, (_, items) in enumerate(document.closing, len(document.sections) + 1):
        lines += [(f"s{number}", "", plain(item.text)) for item in items]
    return SearchPassage("", tuple(lines))


def _said(document: Document) -> Iterator[SearchPassage]:
    for one in passages_of(document.transcript):
        texts = one.text.split("\n")
        places = [f"t{span.turn + 1}" for span in one.spans]
        time = clock(one.start) if one.start is not None else ""
        yield SearchPassage(time, tuple(zip(places, one.names, texts, strict=True)))


def _written(document: Document) -> Iterator[SearchPassage]:
    for number, section in enumerate(document.sections, 1):
        held: list[Line] = [(f"s{number}", "", plain(section.heading))]
        for line in _lines(section, number):
            held.append(line)
            if sum(len(text.split()) for *_, text in held) >= _WORDS:
                yield SearchPassage(plain(section.heading), tuple(held))
                held = []
        if held:
            yield SearchPassage(plain(section.heading), tuple(held))


def _lines(section: Section, number: int) -> Iterator[Line]:
    for position, one in enumerate(section.paragraphs, 1):
        if text := " ".join(plain(one.text).split()):
            yield f"p{number}-{position}", "", text
