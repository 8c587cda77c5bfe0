"""The lines of a text, without markup, each with at most one label at its beginning."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from restyle.text.sounds import before_label
from restyle.transcript.encoding import clean
from restyle.transcript.formats._draft import is_time
from restyle.transcript.speaker_labels import possible
from restyle.transcript.times import CLOCK

_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
# Where a second speaker begins within a line: words. **Name:** words
_BOLD_LABEL = re.compile(r"(?<=[\w.!?,;'”’)…]) (?=\*\*[^*:：\n]{1,60}(?:[:：]\*\*|\*\*[:：]) )")
_MARK = re.compile(r"\s{0,80}(?:[-*+•]|\d{1,3}[.)])")
_ESCAPED = re.compile(r"\\([\[\]()*_`~#>-])")
_LINK = re.compile(
    r"!?\[([^\[\]\n]{0,300})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,600}+(?: \"[^\"]{0,200}\")?\)"
)
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]")
_TAGS = re.compile(
    r"</?(?:a|b|i|em|strong|p|span|div|details|summary|sup|sub)\b[^<>]{0,300}>", re.IGNORECASE
)
_VOICE_END = re.compile(r"</v>", re.IGNORECASE)
_BOLD_TIME = re.compile(rf"[*_`]{{1,3}}(\[?\(?{CLOCK}\)?\]?)[*_`]{{1,3}}")
_ROW = re.compile(r"\n(?:[ \t]*+\n){3,}+")  # blank lines that say no more than two
_MOSTLY = 0.6  # of the lines, that are quoted, or of the times, that stand below a name


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, without markup, blanks at their ends and rows of blanks."""
    lines = [
        part
        for line in _ROW.sub("\n\n\n", _BREAK.sub("\n", text)).split("\n")
        for piece in _spoken_parts(line)
        for part in _sounds_apart(_line(piece))
    ]
    return list(_names_with_times(_unquoted(lines)))


def _spoken_parts(line: str) -> list[str]:
    """A line cut where a second speaker begins within it; the mark of a list is no part."""
    first, *rest = _BOLD_LABEL.split(line)
    return [f"{first} {rest[0]}", *rest[1:]] if rest and _MARK.fullmatch(first) else [first, *rest]


def _line(line: str) -> str:
    line = " ".join(clean(html.unescape(line)).split())
    line = _WIKI_LINK.sub(r"[\1]", _BOLD_TIME.sub(r"\1", _TAGS.sub("", line)))
    return _ESCAPED.sub(r"\1", _LINK.sub(r"\1", _VOICE_END.sub("", line))).strip()


def _sounds_apart(line: str) -> Iterator[str]:
    """The line; a sound before a label as a line of its own."""
    if before := before_label(line):
        yield before
        line = line[len(before) + 1 :]
    yield line


def _unquoted(lines: list[str]) -> list[str]:
    """The lines without the marks of a quotation, where most of the text is one."""
    quoted = sum(line.startswith(">") and not line.startswith(">>") for line in lines)
    if quoted <= _MOSTLY * sum(map(bool, lines)):
        return lines
    return [line.removeprefix(">").strip() if line[:2] != ">>" else line for line in lines]


def _names_with_times(lines: Sequence[str]) -> Iterator[str]:
    """The lines; a name with the time that stands alone below it, where most times do so."""
    pairs = [a for a, b in pairwise([*lines, ""]) if is_time(b)]
    counts = Counter(pairs)
    names = {name for name in pairs if possible(name) and counts[name] > 1}
    mostly = sum(counts[name] for name in names) > _MOSTLY * len(pairs)
    taken = False
    for line, following in pairwise([*lines, ""]):
        if taken:
            taken = False
            continue
        taken = mostly and is_time(following) and possible(line)
        yield f"{line} {following}" if taken else line
