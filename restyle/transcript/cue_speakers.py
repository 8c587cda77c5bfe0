"""Who speaks in captions and segments: labels, dashes and arrows at the beginning of their lines.

One cue may hold several speakers, each on a line of his own. A label is taken only where it is
a speaker's by the count of all cues, so that `What I mean: no` stays speech.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from restyle.text.placeholders import numbered
from restyle.text.sounds import before_label, is_sound
from restyle.transcript.formats import Piece
from restyle.transcript.speaker_labels import accepted, is_name, said_by
from restyle.transcript.spellings import key

# Ada Lovelace: words | [SPEAKER_00]: words | (speaker 0) words | "Ada": words
_COLON = re.compile(
    r"((?:[\[(][^\[\]()\n:]{1,20}[\])] ?)?[^\s:：\[(][^:：\n]{0,78})(?::(?!//)|：)(?:\s+|$)"
)
_BRACKETS = re.compile(r"[\[(]([^\[\]()\n:]{1,60})[\])](?!\()[:：]?(?:\s+|$)")
_CHANGE = re.compile(r"(?:>>+|[-–—](?!\d))\s*")
_ARROWS = re.compile(r"\s>>+\s+")
_DASHES = ("-", "–", "—")
_MOSTLY = 0.6  # of all cues, that begin with a name in brackets or above their words
_FEW = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """Pieces with their speakers, and how many labels were not taken for one."""

    pieces: tuple[Piece, ...]
    unclaimed: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cue: whether somebody else begins, the label that it has, and the words."""

    text: str
    changes: bool
    label: str
    rest: str
    sure: bool  # the label is one that a recogniser gives
    bare: str = ""  # what stands in brackets at its beginning, a name or a noise


def heard(pieces: Iterable[Piece], known: frozenset[str] = frozenset()) -> Heard:
    """Return the pieces, each of one speaker, in lines whose first words say who that is.

    `known` are names that are speakers for certain. A piece whose speaker the source names is
    left as it is, apart from its line ends.
    """
    given = list(pieces)
    lines = _headed([list(_lines(piece)) for piece in given])
    labels = Counter(line.label for each in lines for line in each if line.label)
    numbers = {line.label for each in lines for line in each if line.sure}
    bare = Counter(line.bare for each in lines for line in each[:1] if line.bare)
    if len(bare) > 1 and sum(bare.values()) > _MOSTLY * len(given) and all(map(is_name, bare)):
        lines = [[_named(line) for line in each] for each in lines]
        labels.update(bare)
    first = sum(bool(each) and bool(each[0].label) for each in lines)
    total = sum(piece.speaker is None for piece in given) + sum(labels.values()) - first
    speakers = accepted(labels, known | numbers, lines=total)
    pairs = zip(given, lines, strict=True)
    keys = frozenset(map(key, speakers))
    made = (
        spoken
        for piece, each in pairs
        for part in _parts(piece, each, speakers)
        for spoken in _within(part, keys)
    )
    unclaimed = sum(n for label, n in labels.items() if label not in speakers and is_name(label))
    return Heard(tuple(_carried(made)), unclaimed)


def _carried(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with words; a label that stands alone in its cue is for the next one."""
    alone: str | None = None
    for piece in pieces:
        who = alone if piece.speaker is None else piece.speaker
        alone = None if piece.cue.text else who
        if piece.cue.text:
            yield replace(piece, speaker=who)


def _lines(piece: Piece) -> Iterator[_Line]:
    """The lines of a piece that names nobody; none of one that does."""
    if piece.speaker is not None:
        return
    for line in piece.cue.text.split("\n"):
        for n, part in enumerate(_ARROWS.split(line)):
            sound = before_label(part.strip())
            if sound:
                yield _Line(sound, False, "", sound, sure=False)
            if words := part.strip()[len(sound) :].strip():
                yield _line(words, changed=n > 0)


def _line(text: str, *, changed: bool) -> _Line:
    change = _CHANGE.match(text)
    bare = text[change.end() :] if change else text
    if bracketed := _BRACKETS.match(bare):
        label, sure = bracketed[1].strip(), numbered(bracketed[1].strip())
        if sure or bracketed[0].rstrip().endswith((":", "：")):
            return _Line(text, True, label, bare[bracketed.end() :], sure)
    if named := _COLON.match(bare):
        label = named[1].strip()
        return _Line(text, bool(change) or changed, label, bare[named.end() :], numbered(label))
    if bracketed:
        rest = bare[bracketed.end() :]
        name = "" if not rest or is_sound(label) else label
        return _Line(text, bool(change) or changed, "", bare, sure=False, bare=name)
    return _Line(text, bool(change and bare) or changed, "", bare or text, sure=False)


def _headed(lines: list[list[_Line]]) -> list[list[_Line]]:
    """The lines; the first of each cue a label, where in all cues it is a name that comes again."""
    spoken = [each for each in lines if each]
    heads = Counter(each[0].text for each in spoken if len(each) > 1 and not each[0].label)
    again = sum(count for count in heads.values() if count > 1)
    cues = len(spoken)
    if sum(heads.values()) < cues or cues < _FEW or again <= _MOSTLY * cues:
        return lines
    if len(heads) * 2 > cues + 1 or not all(map(is_name, heads)):
        return lines
    return [
        [replace(each[0], label=each[0].text, rest="", sure=True), *each[1:]] if each else each
        for each in lines
    ]


def _named(line: _Line) -> _Line:
    """The line with what stands in brackets before it as its label."""
    if not line.bare:
        return line
    rest = line.rest.partition(")" if line.rest.startswith("(") else "]")[2]
    return replace(line, changes=True, label=line.bare, rest=rest.strip())


def _parts(piece: Piece, lines: Sequence[_Line], speakers: frozenset[str]) -> Iterator[Piece]:
    """The parts of a piece, one for each who speaks in it."""
    if not lines:
        text = " ".join(piece.cue.text.split())
        yield replace(piece, cue=replace(piece.cue, text=text))
        return
    who, words = piece.speaker, list[str]()
    # A dash within a cue begins a turn only where its first line begins one, too.
    dashes = lines[0].changes or lines[0].label in speakers
    for number, line in enumerate(lines):
        named = line.label in speakers and bool(line.label)
        turns = line.changes and (not number or dashes or not line.text.startswith(_DASHES))
        if named or turns:
            if words:
                yield _part(piece, who, words)
            who, words = line.label if named else "", []
        said = line.rest if named else _unmarked(line) if turns else line.text
        words += [said] if said.strip() else []
    if words or who != piece.speaker:
        yield _part(piece, who, words)


def _within(piece: Piece, keys: frozenset[str]) -> Iterator[Piece]:
    """The parts of a piece in whose words others begin, after a sentence's end."""
    first, *others = said_by(piece.cue.text, keys)
    yield replace(piece, cue=replace(piece.cue, text=first[1])) if others else piece
    for who, words in others:
        yield Piece(who, replace(piece.cue, text=words.strip()))


def _unmarked(line: _Line) -> str:
    return (
        _CHANGE.sub("", line.text, count=1) if line.text.startswith((">", *_DASHES)) else line.text
    )


def _part(piece: Piece, who: str | None, words: Sequence[str]) -> Piece:
    return Piece(who, replace(piece.cue, text=" ".join(" ".join(words).split())))


def unclaimed_note(count: int) -> tuple[str, ...]:
    """Return a warning about lines that begin as speakers' do and were not taken for theirs."""
    if not count:
        return ()
    begin = "line begins" if count == 1 else "lines begin"
    taken = "was not taken as a speaker" if count == 1 else "were not taken as speakers"
    return (f"{count:,} {begin} like “Name:” and {taken}; --speakers FILE names them",)
