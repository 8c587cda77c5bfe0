"""What came of a meeting, without a model: motions carried, tasks taken on, questions left open."""

from collections.abc import Sequence

from restyle.document.document import Takeaway
from restyle.style.profile import Group
from restyle.text.english.outcomes import (
    assigned,
    carries,
    decides,
    fails,
    leaves_open,
    moves,
    takes_on,
)
from restyle.text.markdown.prose import escape
from restyle.transcript.transcript import Transcript
from restyle.writing.extract.passages import Ranked
from restyle.writing.extract.spoken import Sentence, credited

_ANSWERS = 8  # turns after a motion, in which it is seconded and voted on
_LEAST_WORDS = 5
_LOST = "Not carried:"  # motions are known in English alone


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
            kind, text = outcome_of(transcript, sentence)
            if kind in headings and text not in seen:
                seen.add(text)
                found[kind].append(Takeaway(text, (section,), headings[kind]))
    return tuple(takeaway for kind in headings for takeaway in found[kind])


def outcome_of(transcript: Transcript, sentence: Sentence) -> tuple[str, str]:
    """Return the kind of outcome that a sentence is, and its text; empty for any other sentence."""
    words = sentence.text
    owner, task = assigned(words)
    if owner and any(owner in name for name in transcript.speakers):
        return "action", f"**{escape(owner)}:** {escape(task)}"
    if sentence.words < _LEAST_WORDS:
        return "", ""
    if takes_on(words):
        return "action", f"**{escape(sentence.speaker or 'Somebody')}:** {escape(words)}"
    after = _after(transcript, sentence) if moves(words) else ""
    if carries(after) or decides(words):
        return "decision", credited(sentence)
    if fails(after):
        return "decision", f"**{_LOST}** {credited(sentence)}"
    return ("open", credited(sentence)) if leaves_open(words) else ("", "")


def _after(transcript: Transcript, sentence: Sentence) -> str:
    """What is said after a sentence, in its turn and in the next few."""
    turn = sentence.span.turn
    rest = transcript.turns[turn].text[sentence.span.end :]
    after = transcript.turns[turn + 1 : turn + 1 + _ANSWERS]
    return " ".join((rest, *(one.text for one in after)))
