"""Plain text and Markdown, with the habits by which people mark who speaks.

Each habit is a pattern for the line that opens a piece. The habit with the most lines is the
first to be tried at each line, and others that the file has as well after it; a file in which
none occurs twice is paragraphs without speakers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from restyle.domain import Cue, Heading
from restyle.ingest import FORMATS, Format, Piece, Raw, Reading, frontmatter
from restyle.ingest.draft import Draft, is_time, line_of, passed_over
from restyle.ingest.habits import DATED, HABITS, TIMED, Habit
from restyle.ingest.labels import is_name, key
from restyle.ingest.times import CLOCK, seconds
from restyle.ingest.turns import paragraphs
from restyle.ingest.voices import unclaimed_note

_PSEUDO = re.compile(r"(?:break|jingle|outro|intro|music|ad|sponsor|transition)\b", re.IGNORECASE)
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
# Where a second speaker begins within a line: words. **Name:** words
_BOLD_LABEL = re.compile(r"(?<=[\w.!?,;'”’)…]) (?=\*\*[^*:：\n]{1,60}(?:[:：]\*\*|\*\*[:：]) )")
_WITHIN = re.compile(rf"\s?\[({CLOCK})\]\s?")
_BULLET = re.compile(r"^(?:[-*>] |\d{1,3}\. )")
_LONGEST_TITLE = 120
_FEW_LINES = 8
_CAPTIONED = 60  # letters; files whose lines are mostly shorter are captions without times
_ENOUGH = 2  # lines with which a habit is one


def detect(raw: Raw) -> float:
    """Score how sure this is text: any text is, if nothing better claims it."""
    return 0.1 if raw.text.strip() else 0.0


def parse(raw: Raw) -> Reading:
    """Return the pieces of a text, by the habits that fit it."""
    title, metadata, body, warnings = frontmatter.split(raw.text)
    lines = [
        line_of(part)
        for line in _BREAK.sub("\n", body).split("\n")
        for part in _BOLD_LABEL.split(line)
    ]
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


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a file marks its speakers: habits with their speakers, the commonest first.

    `everywhere` says that a line with a time and no name is somebody unknown, as most lines
    with times have names; `paragraphs` that each time begins a paragraph, not a caption.
    """

    habits: tuple[tuple[Habit, frozenset[str]], ...]
    everywhere: bool = False
    paragraphs: bool = False

    def of(self, line: str) -> tuple[Habit, re.Match[str]] | None:
        """Return the habit by which a line opens a speaker's piece."""
        for habit, speakers in self.habits:
            match = habit.pattern.match(line)
            if match and (not habit.names or match["name"].strip() in speakers):
                return habit, match
        return None


def _manner(lines: Sequence[str], known: frozenset[str]) -> _Manner | None:
    """The habits of a file; None where it has none."""
    scored = []
    written = sum(map(bool, lines))
    for rank, habit in enumerate(HABITS):
        labels = habit.labels(lines)
        speakers = habit.speakers(labels, known, written)
        score = sum(labels[name] for name in speakers)
        scored.append((score, -rank, habit, speakers))
    score, _, first, names = max(scored, key=lambda one: one[:2])
    timed = [line for line in lines if TIMED.pattern.match(line)]
    if score < _ENOUGH or (4 * len(timed) > written and score * 4 < len(timed)):
        if len(timed) < _ENOUGH or 4 * len(timed) <= written:
            return None
        parted = sum(bool(TIMED.pattern.match(b)) and not a for a, b in pairwise(["", *lines]))
        long = sum(map(len, timed)) > _CAPTIONED * len(timed)
        paragraphs = long and parted > 0.8 * len(timed)
        return _Manner(((TIMED, frozenset()),), paragraphs=paragraphs)
    others = [
        (habit, _as_well(habit, speakers, names, lines))
        for count, _, habit, speakers in sorted(scored, key=lambda one: one[:2], reverse=True)
        if habit is not first and count >= _ENOUGH
    ]
    habits = ((first, names), *((habit, found) for habit, found in others if found))
    manner = _Manner(habits)
    mine = sum(1 for line in timed if manner.of(line))
    return replace(manner, everywhere=2 * mine > len(timed))


def _as_well(
    habit: Habit, speakers: frozenset[str], names: frozenset[str], lines: Sequence[str]
) -> frozenset[str]:
    """The speakers of a file's second habit; a weak one names only whom the first one names."""
    if habit.strong:
        return speakers
    known = {key(name) for name in names}
    return frozenset(name for line in lines if (name := habit.name(line)) and key(name) in known)


def _labelled(lines: Sequence[str], manner: _Manner, draft: Draft) -> None:
    first = manner.habits[0][0]
    for line in lines:
        found = manner.of(line)
        if found is None and (passed_over(line, draft) or draft.takes_time(line)):
            continue
        if found:
            habit, match = found
            name = habit.speaker(match) if habit.names else None
            opens = "" if name is None and manner.paragraphs else name
            draft.open(opens, habit.time(match), match["text"])
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
    draft.close()


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
