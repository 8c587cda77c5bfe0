"""TTML, as Apple Podcasts and others write it, and Transcriber's `.trs`."""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from restyle.errors import NoTranscriptError, TranscriptError
from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import kept, lines, lost, piece
from restyle.transcript.formats._markup import local, looks_like_xml, words_of, xml_fault
from restyle.transcript.times import seconds

_AGENT = "{http://www.w3.org/ns/ttml#metadata}agent"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_OFFSET = re.compile(r"(\d{1,20}(?:\.\d{1,20})?)(h|m|s|ms|f|t)")
_FRAMES = re.compile(r"(\d{1,4}:\d\d:\d\d):\d\d(?:\.\d{1,20})?")
_GLUED = re.compile(r" ([,.;:?!…%)\]])")
_WHO = re.compile(r"[0-9]{1,3}")
_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


def detect(raw: Raw) -> float:
    """Score how sure this is TTML."""
    if raw.xml is not None:
        return 1.0 if local(raw.xml.tag) == "tt" else 0.0
    return 0.5 if raw.text.lstrip().startswith("<tt") else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece a paragraph; `ttm:agent` says who speaks."""
    if raw.xml is None:
        raise TranscriptError(f"{raw.name}: is not whole XML: {xml_fault(raw.text)}")
    names = {
        agent.get(_ID): " ".join(words_of(agent).split())
        for agent in raw.xml.iter(_AGENT)
        if words_of(agent)
    }
    found = list(_paragraphs(raw.xml))
    pieces = kept(part for element, agent in found for part in _parts(element, agent, names))
    spoken = sum(bool(lines("".join(_said(element)))) for element, _ in found)
    return Reading(pieces, warnings=lost(len(found), spoken, "paragraphs"))


def detect_trs(raw: Raw) -> float:
    """Score how sure this is Transcriber's format."""
    return 1.0 if raw.xml is not None and local(raw.xml.tag) == "Trans" else 0.0


def parse_trs(raw: Raw) -> Reading:
    """Return one piece a turn; of a turn of several speakers, one for each who is marked in it."""
    root = raw.xml if raw.xml is not None else Element("Trans")
    names = {e.get("id"): e.get("name") for e in root.iter("Speaker")}
    return Reading(kept(part for turn in _turns(root) for part in _turn(turn, names)))


def _turns(root: Element) -> Iterator[Element]:
    """Each turn once; one within another is a part of it."""
    left = [root]
    while left:
        element = left.pop()
        if local(element.tag) == "Turn":
            yield element
        else:
            left += reversed(element)


def _turn(turn: Element, names: Mapping[str | None, str | None]) -> Iterator[Piece | None]:
    """The parts of a turn: `<Who nb="2"/>` says that its second speaker goes on."""
    speakers = (turn.get("speaker") or "").split() or [""]
    times = (_time(turn.get("startTime")), _time(turn.get("endTime")))
    at, words = 0, [turn.text or ""]
    for child in turn:
        if local(child.tag) == "Who" and (number := _WHO.fullmatch(child.get("nb") or "")):
            yield piece(names.get(speakers[at]) or speakers[at] or None, " ".join(words), *times)
            at, words = min(max(int(number[0]), 1), len(speakers)) - 1, []
        words += [words_of(child), child.tail or ""]
    yield piece(names.get(speakers[at]) or speakers[at] or None, " ".join(words), *times)


def detect_other(raw: Raw) -> float:
    """Score how sure this is XML that nothing here reads."""
    return 0.25 if looks_like_xml(raw.text) else 0.0


def refuse(raw: Raw) -> Reading:
    """Raise TranscriptError that says why the XML cannot be read."""
    if raw.xml is None:
        raise TranscriptError(f"{raw.name}: cannot be read as XML: {xml_fault(raw.text)}")
    tag = local(raw.xml.tag)
    advice = "; restyle reads feeds with `restyle archive`" if tag == "rss" else ""
    raise NoTranscriptError(f"{raw.name}: XML with the root <{tag}> is no known transcript{advice}")


def _paragraphs(root: Element) -> Iterator[tuple[Element, str | None]]:
    """Each paragraph, with the agent that it or what it stands in names."""
    left: list[tuple[Element, str | None]] = [(root, None)]
    while left:
        element, agent = left.pop()
        agent = element.get(_AGENT) or agent
        if local(element.tag) == "p":
            yield element, agent
        left += [(child, agent) for child in reversed(element)]


def _parts(
    paragraph: Element, agent: str | None, names: Mapping[str | None, str]
) -> Iterator[Piece | None]:
    """The paragraph as a piece, or one for each agent whom its spans name."""
    times = (_time(paragraph.get("begin")), _time(paragraph.get("end")))
    runs: list[tuple[str | None, list[str]]] = []
    for who, words in _spoken(paragraph, agent):
        if not runs or (who != runs[-1][0] and words.strip()):
            runs.append((who, []))
        runs[-1][1].append(words)
    for who, run in runs:
        yield piece(names.get(who) or who, lines(_joined(run)), *times)


def _said(paragraph: Element) -> Iterator[str]:
    for _, words in _spoken(paragraph, None):
        yield words


def _spoken(paragraph: Element, agent: str | None) -> Iterator[tuple[str | None, str]]:
    """The text of a paragraph with who says it; a line break is one, metadata is not said."""
    # A stack instead of recursion, as a file may nest deeper than Python calls.
    left: list[tuple[Element | str, str | None]] = [(paragraph, agent)]
    while left:
        one, who = left.pop()
        if isinstance(one, str):
            yield who, one
            continue
        mine = one.get(_AGENT) or who
        yield mine, "\n" if local(one.tag) == "br" else one.text or ""
        for child in reversed(one):
            left.append((child.tail or "", mine))
            if local(child.tag) not in ("p", "metadata"):
                left.append((child, mine))


def _joined(texts: list[str]) -> str:
    """The texts of spans in a row; where no blank stands between any, one is put between words."""
    whole = [text for text in texts if text]
    if any(text[0].isspace() or text[-1].isspace() for text in whole):
        return "".join(whole)
    return _GLUED.sub(r"\1", " ".join(whole))


def _time(value: str | None) -> float | None:
    """Seconds in `12s`, `00:00:01.5`, `40:06.400`; frames and ticks are too small to matter."""
    if not value:
        return None
    if offset := _OFFSET.fullmatch(value.strip()):
        return float(offset[1]) * _UNITS[offset[2]] if offset[2] in _UNITS else None
    if frames := _FRAMES.fullmatch(value.strip()):
        value = frames[1]
    try:
        return seconds(value)
    except ValueError:
        return None


FORMATS.add("ttml", Format(detect, parse))
FORMATS.add("trs", Format(detect_trs, parse_trs))
FORMATS.add("xml", Format(detect_other, refuse))
