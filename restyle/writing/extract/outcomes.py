"""What came of a meeting, without a model: motions carried, tasks taken on, questions left open."""

from collections.abc import Iterator, Sequence

from restyle.document.document import Takeaway
from restyle.style.profile import Group
from restyle.text.english.outcomes import (
    assigned,
    carries,
    decides,
    leaves_open,
    moves,
    takes_on,
)
from restyle.text.markdown.prose import escape
from restyle.transcript.transcript import Transcript
from restyle.writing.extract.passages import Ranked
from restyle.writing.extract.spoken import Sentence

_ANSWERS = 8  # turns after a motion, in which it is seconded and voted on
_LEAST_WORDS = 5


def outcomes(
    transcript: Transcript, ranked: Sequence[Ranked], groups: Sequence[Group]
) -> tuple[Takeaway, ...]:
    """Return what was decided, taken on and left open, under the headings of a form's groups.

    Each is a sentence that was said, with who said it; an action begins with its owner. A form
    without groups named `decision`, `action` or `open` gets none of that kind.
    """
    headings = {group.name: group.heading for group in groups}
    found: dict[str, list[Takeaway]] = {kind: [] for kind in headings}
    seen: set[str] = set()
    for section, one in enumerate(ranked):
        for sentence in one.sentences:
            for kind, text in _outcome(transcript, sentence):
                if kind in headings and text not in seen:
                    seen.add(text)
                    found[kind].append(Takeaway(text, (section,), headings[kind]))
    return tuple(takeaway for kind in headings for takeaway in found[kind])


def _outcome(transcript: Transcript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """The kind of outcome that a sentence is, and its text; nothing for any other sentence."""
    words, who = sentence.text, sentence.speaker
    owner, task = assigned(words)
    if owner and any(owner in name for name in transcript.speakers):
        yield "action", f"**{escape(owner)}:** {escape(task)}"
    elif sentence.words < _LEAST_WORDS:
        return
    elif takes_on(words):
        yield "action", f"**{escape(who or 'Somebody')}:** {escape(words)}"
    elif (moves(words) and carries(_after(transcript, sentence))) or decides(words):
        yield "decision", _by(who, words)
    elif leaves_open(words):
        yield "open", _by(who, words)


def _by(who: str, words: str) -> str:
    return f"{escape(words)} — {escape(who)}" if who else escape(words)


def _after(transcript: Transcript, sentence: Sentence) -> str:
    """What is said after a sentence, in its turn and in the next few."""
    turn = sentence.span.turn
    rest = transcript.turns[turn].text[sentence.span.end :]
    after = transcript.turns[turn + 1 : turn + 1 + _ANSWERS]
    return " ".join((rest, *(one.text for one in after)))
