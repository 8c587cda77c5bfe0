"""Plain text and Markdown, with the habits by which people mark who speaks.

Each habit is a pattern for the line that opens a piece. The habit with the most lines is the
first to be tried at each line, and others that the file has as well after it; a file in which
none occurs twice is paragraphs without speakers.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from restyle.transcript.cue_speakers import unclaimed_note
from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats import _frontmatter as frontmatter
from restyle.transcript.formats._columns import columns_of, markdown_rows, pieces_of
from restyle.transcript.formats._draft import Draft, is_furniture, is_time, passed_over
from restyle.transcript.formats._lines import lines_of
from restyle.transcript.formats._speaker_patterns import DATED, HABITS, TIMED, Habit, label_of
from restyle.transcript.speaker_labels import is_name, said_by
from restyle.transcript.spellings import key
from restyle.transcript.times import CLOCK, seconds
from restyle.transcript.transcript import Cue, Heading
from restyle.transcript.turns import paragraphs

_PSEUDO = re.compile(r"(?:break|jingle|outro|intro|music|ad|sponsor|transition)\b", re.IGNORECASE)
_WITHIN = re.compile(rf"\s?\[({CLOCK})\]\s?")
_BULLET = re.compile(r"^(?:[-*>] |\d{1,3}\. )")
_LONGEST_TITLE = 120
_FEW_LINES = 8
_CAPTIONED = 60  # letters; files whose lines are mostly shorter are captions without times
_OFTEN = 3  # with weak marks, beside a habit that does not name him
_BELOW = 0.5  # of the labels alone in a line, that stand below a blank one
_ENOUGH = 2  # lines with which a habit is one


def detect(raw: Raw) -> float:
    """Score how sure this is text: any text is, if nothing better claims it."""
    return 0.1 if raw.text.strip() else 0.0


def parse(raw: Raw) -> Reading:
    """Return the pieces of a text, by the habits that fit it."""
    title, metadata, body, warnings = frontmatter.split(raw.text)
    lines = lines_of(body)
    if spoken := _table(lines):
        return Reading(spoken, title, metadata, (), warnings, labelled=True)
    known = raw.known | frozenset(metadata.speakers)
    manner = _manner(lines, known)
    draft = Draft()
    if manner is None:
        _unlabelled(lines, draft)
    else:
        _labelled(lines, manner, draft)
        described = body is not raw.text
        _settle_beginning(draft, described=described)
    _timed_within(draft)
    return Reading(
        tuple(draft.pieces),
        title or draft.title,
        metadata,
        tuple(draft.headings),
        (*warnings, *unclaimed_note(_unclaimed(lines, manner))),
        tuple(draft.dropped) + draft.counted(),
        labelled=True,
    )


def _table(lines: Sequence[str]) -> tuple[Piece, ...]:
    """The pieces of a text that is a Markdown table of speech and nothing else; else none."""
    rows = list(markdown_rows(lines)) if any(line.startswith("|") for line in lines) else []
    beside = any(line and not line.startswith("|") and not is_furniture(line) for line in lines)
    columns = columns_of(rows)
    return pieces_of(rows, columns) if columns and not beside else ()


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a file marks its speakers: habits with their labels and whom these mean.

    The commonest habit is the first. `everywhere` says that a line with a time and no name is
    somebody unknown, as most lines with times have names; `paragraphs` that each time begins a
    paragraph, not a caption. `keys` are its speakers in any spelling.
    """

    habits: tuple[tuple[Habit, Mapping[str, str]], ...]
    everywhere: bool = False
    paragraphs: bool = False
    keys: frozenset[str] = frozenset()

    def of(self, line: str) -> tuple[Habit, re.Match[str], str | None] | None:
        """Return the habit by which a line opens a piece, its match, and who speaks."""
        for habit, speakers in self.habits:
            match = habit.pattern.match(line)
            if match and not habit.names:
                return habit, match, "" if self.paragraphs else None
            if match and (name := speakers.get(label_of(match))) is not None:
                return habit, match, name
        return None


def _manner(lines: Sequence[str], known: frozenset[str]) -> _Manner | None:
    """The habits of a file; None where it has none."""
    scored = []
    written = sum(bool(line) and not is_furniture(line) for line in lines)
    for rank, habit in enumerate(HABITS):
        labels = habit.labels(_openings(habit, lines))
        speakers = habit.speakers(labels, known, written)
        score = sum(labels[name] for name in speakers)
        scored.append((score, -rank, habit, labels, speakers))
    score, _, first, _, names = max(scored, key=lambda one: one[:2])
    timed = [line for line in lines if TIMED.pattern.match(line)]
    if score < _ENOUGH or (4 * len(timed) > written and score * 4 < len(timed)):
        if len(timed) < _ENOUGH or 4 * len(timed) <= written:
            return None
        parted = sum(bool(TIMED.pattern.match(b)) and not a for a, b in pairwise(["", *lines]))
        long = sum(map(len, timed)) > _CAPTIONED * len(timed)
        paragraphs = long and parted > 0.8 * len(timed)
        return _Manner(((TIMED, {}),), paragraphs=paragraphs)
    # A second habit marks whom the first one knows, and where its marks are strong, others.
    others = [
        (habit, habit.speakers(labels, known | names, written))
        if habit.strong
        else (habit, _as_well(labels, names))
        for _, _, habit, labels, _ in sorted(scored, key=lambda one: one[:2], reverse=True)
        if habit is not first
    ]
    habits = ((first, names), *((habit, found) for habit, found in others if found))
    keys = frozenset(key(name) for _, found in habits for name in found)
    manner = _Manner(tuple((habit, habit.shown(found)) for habit, found in habits), keys=keys)
    mine = sum(1 for line in timed if manner.of(line))
    return replace(manner, everywhere=2 * mine > len(timed))


def _openings(habit: Habit, lines: Sequence[str]) -> Sequence[str]:
    """The lines that may open a piece: where labels alone stand below blank lines, those below."""
    if not habit.alone:
        return lines
    found = [(not above, line) for above, line in pairwise(["", *lines]) if habit.name(line)]
    below = [line for blank, line in found if blank]
    return below if len(below) > _BELOW * len(found) else [line for _, line in found]


def _as_well(labels: Counter[str], names: frozenset[str]) -> frozenset[str]:
    """The speakers of a second habit with weak marks: whom the first one names.

    Where it marks some of them, other names too, and names that come often or in capitals.
    """
    known = {key(name) for name in names}
    found = {label for label in labels if key(label) in known}
    also = {label for label in labels if is_name(label)} if len(found) > 1 else set()
    # MR. SMITH: words, in capitals throughout, is a label even where it comes once.
    sure = {x for x in labels if is_name(x) and (labels[x] >= _OFTEN or (x.isupper() and x[2:]))}
    return frozenset(found | also | sure)


def _labelled(lines: Sequence[str], manner: _Manner, draft: Draft) -> None:
    first = manner.habits[0][0]
    for whole in lines:
        line, *others = said_by(whole, manner.keys if first.names else frozenset())
        _line(line[1], manner, draft)
        for who, words in others:
            draft.open(who, None, words)
    draft.close()


def _line(line: str, manner: _Manner, draft: Draft) -> None:
    """Open a piece with a line, by the first habit that it shows, or go on with the last piece."""
    first = manner.habits[0][0]
    found = manner.of(line)
    if found:
        habit, match, who = found
        draft.open(who, habit.time(match), match["text"])
    elif passed_over(line, draft) or draft.takes_time(line):
        return
    elif (label := first.name(line)) and first.strong and _PSEUDO.match(label):
        draft.open(None, None, _said(first, line))
    elif first.of_day and (dated := DATED.pattern.match(line)):
        draft.open("", DATED.time(dated), dated["text"])
    elif first.more and (more := first.more.match(line)):
        draft.open(None, first.time(more), more["text"])
    elif first.names and manner.everywhere and (timed := TIMED.pattern.match(line)):
        draft.open("", TIMED.time(timed), timed["text"])
    else:
        draft.add(line)


def _said(habit: Habit, line: str) -> str:
    match = habit.pattern.match(line)
    return match["text"] if match else ""


def _unclaimed(lines: Sequence[str], manner: _Manner | None) -> int:
    """How many lines begin as with a speaker's label that is none of a speaker's."""
    weak = HABITS[-1]
    labels = [
        weak.name(line)
        for line in lines
        if not line.startswith("#") and not (manner and manner.of(line))
    ]
    return sum(bool(label) and is_name(label) for label in labels)


def _settle_beginning(draft: Draft, *, described: bool) -> None:
    """What stands before the first speaker: a title where it is short, else speech.

    After front matter it describes the talk, and is counted as left out.
    """
    named = next((i for i, piece in enumerate(draft.pieces) if piece.speaker is not None), 0)
    before = draft.pieces[:named]
    words = sum(len(piece.cue.text.split()) for piece in before)
    if described:
        draft.drop(named)
    elif before and not draft.title and len(before) == 1 and _is_title(before[0].cue.text):
        draft.title = draft.beginning[0]
        words -= len(draft.title.split())
        draft.drop(1)
    else:
        return
    if words:
        draft.dropped.append(f"{words} words of description before the first speaker")


def _is_title(text: str) -> bool:
    sentence = text.endswith((".", "!", "?")) or text.startswith(("[", "(", "{"))
    return len(text) < _LONGEST_TITLE and not sentence


def _unlabelled(lines: Sequence[str], draft: Draft) -> None:
    """Paragraphs at blank lines; captions, one line a piece, are joined to longer ones later."""
    kept = [line for line in lines if line]
    short = sum(len(line) < _CAPTIONED for line in kept)
    captions = len(kept) >= _FEW_LINES and short > 0.8 * len(kept)
    timed = sum(map(is_time, kept)) > 1
    for line in lines:
        if passed_over(line, draft) or (timed and draft.takes_time(line)):
            continue
        if captions or not line:
            draft.close()
        if line:
            draft.add(_BULLET.sub("", line))
    draft.close()
    # A heading's place is the number of the piece that follows it.
    cut = [list(paragraphs(piece.cue)) for piece in draft.pieces]
    firsts = list(accumulate(map(len, cut), initial=0))
    draft.headings = [Heading(firsts[min(h.turn, len(cut))], h.text) for h in draft.headings]
    who = None if captions else ""
    draft.pieces = [Piece(who, cue) for cues in cut for cue in cues]


def _timed_within(draft: Draft) -> None:
    """Take times in brackets out of the words; where most pieces begin with one, cut there."""
    begin = sum(bool(_WITHIN.match(piece.cue.text)) for piece in draft.pieces)
    cut = 2 * begin > len(draft.pieces)
    found: list[Piece] = []
    firsts: list[int] = []
    times = 0
    for piece in draft.pieces:
        firsts.append(len(found))
        parts = _WITHIN.split(piece.cue.text)
        times += len(parts) // 2
        found += _cut(piece, parts) if cut else [_joined(piece, parts[::2])]
    draft.headings = [
        replace(h, turn=firsts[h.turn] if h.turn < len(firsts) else len(found))
        for h in draft.headings
    ]
    draft.pieces = found
    if times and not cut:
        draft.dropped.append(f"{times} times among the words")


def _joined(piece: Piece, parts: Sequence[str]) -> Piece:
    text = " ".join(part.strip() for part in parts if part.strip())
    return replace(piece, cue=replace(piece.cue, text=text)) if text else piece


def _cut(piece: Piece, parts: Sequence[str]) -> Iterator[Piece]:
    who, first = piece.speaker, parts[0].strip()
    if first:
        yield replace(piece, cue=replace(piece.cue, text=first))
        who = None
    for time, words in zip(parts[1::2], parts[2::2], strict=True):
        if words.strip():
            yield Piece(who, Cue(words.strip(), seconds(time)))
            who = None


FORMATS.add("text", Format(detect, parse))
