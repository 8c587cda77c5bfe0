"""A segment's sentences, cleaned, without adverts, greetings and what breaks off."""

from collections.abc import Set
from dataclasses import dataclass

from restyle.text import sentences
from restyle.text.english.adverts import names_a_sponsor
from restyle.text.english.broadcast import (
    asks_listeners,
    greets,
    introduces,
    names_a_guest,
    says_goodbye,
)
from restyle.text.english.disfluencies import tidy
from restyle.text.english.standalone import breaks_off, is_about_the_talk, leans
from restyle.text.markdown.prose import escape
from restyle.text.words import length
from restyle.transcript.transcript import Segment, Span, Transcript, TurnKind

_LEAST_ALONE = 9  # a shorter sentence beside an advert belongs to it
_MARKS = '.!?…"”’)'
_BLANKS = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it was said, cleaned; `leans` says that it needs the one before."""

    span: Span
    speaker: str
    text: str
    leans: bool

    @property
    def words(self) -> int:
        """How many words a reader reads."""
        return length(self.text)


def sentences_of(transcript: Transcript, segment: Segment) -> list[Sentence]:
    """Return the sentences of a segment that are fit to print, in order."""
    found = []
    names = {name.split(" ")[0].casefold() for name in transcript.speakers}
    marked = _is_punctuated(transcript, segment)
    for span in segment.spans:
        turn = transcript.turns[span.turn]
        if turn.kind is not TurnKind.SPEECH:
            continue
        text = transcript.said(span)
        wholes = sentences.spans(text)
        begins = {start for start, _ in wholes}
        places = [part for whole in wholes for part in sentences.parts(text, *whole)]
        selling = [_is_no_talk(text[start:end]) for start, end in places]
        for index, (start, end) in enumerate(places):
            clean = tidy(text[start:end])
            if start not in begins and text[start].islower():
                clean = clean[:1].lower() + clean[1:]
            beside = any(selling[max(0, index - 1) : index + 2])
            clean = _without_address(clean, names)
            alone = beside and len(clean.split()) < _LEAST_ALONE
            last = not text[end:].strip()
            whole = not breaks_off(clean, punctuated=marked and last)
            if clean and whole and not selling[index] and not alone:
                place = Span(span.turn, span.start + start, span.start + end)
                inside = marked and start not in begins  # of a sentence too long to be one
                found.append(Sentence(place, turn.speaker, clean, inside or leans(clean)))
    return found


def _is_punctuated(transcript: Transcript, segment: Segment) -> bool:
    """Whether what was said ends with a mark as a rule, as in some captions it does not."""
    ends = [said[-1] in _MARKS for span in segment.spans if (said := transcript.said(span).strip())]
    return 2 * sum(ends) > len(ends)


def _without_address(sentence: str, names: Set[str]) -> str:
    """A sentence without the name, at its beginning, of the speaker to whom it is said."""
    first, comma, rest = sentence.partition(", ")
    if comma and rest and first.casefold() in names:
        return rest[:1].upper() + rest[1:]
    return sentence


def _is_no_talk(sentence: str) -> bool:
    """Whether a sentence sells, greets, asks or thanks listeners, or is about the show."""
    rules = (
        names_a_sponsor,
        asks_listeners,
        greets,
        introduces,
        names_a_guest,
        says_goodbye,
        is_about_the_talk,
    )
    return any(rule(sentence) for rule in rules)


def credited(sentence: Sentence) -> str:
    """Return a sentence as Markdown, with who said it after a dash."""
    who = f" — {escape(sentence.speaker)}" if sentence.speaker else ""
    return f"{escape(sentence.text)}{who}"


def follows(sentence: Sentence, before: Sentence) -> bool:
    """Whether nothing was left out between two sentences of one turn."""
    gap = sentence.span.start - before.span.end
    return sentence.span.turn == before.span.turn and 0 <= gap <= _BLANKS
