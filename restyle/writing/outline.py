"""Planning: one reading of the whole talk, which chooses where topics begin and names them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from restyle.concurrency import all_of
from restyle.errors import AnswerError, TooLongError
from restyle.events import Notice
from restyle.llm.events import ModelChosen
from restyle.text.languages import Language
from restyle.topics.outline import BoundaryProposal, Outline, Term, Topic, TopicKind
from restyle.transcript.transcript import Transcript, source_text
from restyle.writing.answers import OutlinePart, outline_schema, parse_outline
from restyle.writing.ask import MOST_TOKENS, Asker
from restyle.writing.extract.topic_names import topics
from restyle.writing.glossary import spoken_terms
from restyle.writing.numbered_talk import Piece, chosen, edges, groups, pieces, whole

_MOST_TOKENS = (MOST_TOKENS, 15_000, 4_000)  # of a talk; the next where the model reads less
PROMPT_TOKENS = 2500  # about what a prompt has beside the talk
_MOST_SPEAKERS = 12
_TOKENS_A_TOPIC = 160  # of an outline
_TOKENS_BESIDE = 500
_IDLE_WORDS = 350  # that a greeting, an ad or housekeeping may have in any talk
_IDLE_SHARE = 0.1  # and the share of a longer one; all of them together, twice that


async def planned(
    asker: Asker,
    transcript: Transcript,
    cuts: BoundaryProposal,
    language: Language | None = None,
    at_once: int = 1,
    *,
    edits: bool = False,
) -> Outline:
    """Return the outline that the model makes; what it leaves open is decided by code.

    Before anything is sent, what will be is said; `at_once` is how many sections a call writes,
    `edits` whether they are drafted twice, for a call that edits them and one that copy-edits.

    An answer that cannot be used, even when asked for again, leaves boundaries and names to
    the splitter, which is said.
    """
    found = pieces(transcript, cuts.candidates, cuts.best)
    calls = -(-len(cuts.best) // at_once) * (1 + edits) + 2 + 2 * edits
    _announce(asker, found, calls, whole=at_once > 1)
    parts = await _parts(asker, transcript, found, language, cuts)
    named = {number: topic for part in parts for number, topic in part.topics.items()}
    return Outline(
        next((part.title for part in parts if part.title), transcript.title),
        _spoken(asker, transcript, _topics(asker, transcript, cuts, found, named)),
        _glossary(asker, transcript, parts),
        parts[0].summary if len(parts) == 1 else "",
    )


def _glossary(
    asker: Asker, transcript: Transcript, parts: Sequence[OutlinePart]
) -> tuple[Term, ...]:
    """The terms of all parts that the talk bears out; what it does not is said."""
    terms = {term.name: term for part in parts for term in part.glossary}
    kept = spoken_terms(terms.values(), transcript)
    if gone := [name for name, term in terms.items() if term not in kept]:
        asker.observe(Notice(f"the glossary names what nobody said, left out: {', '.join(gone)}"))
    return kept


def _spoken(asker: Asker, transcript: Transcript, topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """The topics; what is called no talk is talk all the same if it is a large part of it."""
    segments = transcript.cut([topic.begin for topic in topics])
    words = [len(source_text(transcript, segment).split()) for segment in segments]
    total = max(1, sum(words))
    idle = [n for n, topic in enumerate(topics) if topic.kind is not TopicKind.TALK]
    most = max(_IDLE_WORDS, _IDLE_SHARE * total)
    sound = sum(words[n] for n in idle) <= max(_IDLE_WORDS, 2 * _IDLE_SHARE * total)
    settled = list(topics)
    for n in idle:
        if words[n] > most or not sound or len(idle) == len(topics):
            what = f"“{topics[n].name}” is called {topics[n].kind.value}, but is {words[n]} words"
            asker.observe(Notice(f"the outline: {what}; it is kept"))
            settled[n] = replace(topics[n], kind=TopicKind.TALK)
    return tuple(settled)


async def _parts(
    asker: Asker,
    transcript: Transcript,
    found: Sequence[Piece],
    language: Language | None,
    cuts: BoundaryProposal,
) -> tuple[OutlinePart, ...]:
    """Ask about the talk as a whole; if that is too long for the model, about less at once."""
    for most in _MOST_TOKENS:
        dealt = groups(found, most)
        try:
            return await all_of(
                _part(
                    asker, transcript, _Shown(group, all_of_it, cuts, number, len(dealt), language)
                )
                for number, (group, all_of_it) in enumerate(dealt, 1)
            )
        except TooLongError:
            asker.too_long(min(most, sum(piece.tokens for piece in found)))
            if most == _MOST_TOKENS[-1]:
                raise
    raise AssertionError("there is always a last size")


def _topics(
    asker: Asker,
    transcript: Transcript,
    cuts: BoundaryProposal,
    found: Sequence[Piece],
    named: dict[int, Topic],
) -> tuple[Topic, ...]:
    begins = [found[number - 1].begin for number in chosen(found, list(named), cuts)]
    known = {found[number - 1].begin: topic for number, topic in named.items()}
    if all(begin in known for begin in begins):
        return tuple(replace(known[begin], begin=begin) for begin in begins)
    settled = tuple(
        replace(known[topic.begin], begin=topic.begin) if topic.begin in known else topic
        for topic in topics(transcript, begins)
    )
    if named and (rest := sum(begin not in known for begin in begins)):
        asker.observe(Notice(f"the outline names all but {rest} of {len(begins)} topics"))
    return settled


@dataclass(frozen=True, slots=True)
class _Shown:
    """What one prompt shows of a talk: pieces, whole or their edges, part `part` of `parts`."""

    pieces: list[Piece]
    whole: bool
    cuts: BoundaryProposal
    part: int
    parts: int
    language: Language | None


async def _part(asker: Asker, transcript: Transcript, shown: _Shown) -> OutlinePart:
    best = [piece for piece in shown.pieces if piece.best]
    whole_talk = shown.parts == 1 and not shown.cuts.exact
    wanted = max(len(best), shown.cuts.wanted if whole_talk else 0)
    values = {
        "language": shown.language,
        "title": transcript.title,
        "speakers": transcript.speakers[:_MOST_SPEAKERS],
        "part": shown.part if shown.parts > 1 else 0,
        "parts": shown.parts,
        "whole": shown.whole,
        "settled": len(best) == len(shown.pieces),
        "exact": shown.cuts.exact,
        "chapters": not shown.cuts.exact and any(piece.begin.heading for piece in shown.pieces),
        "wanted": wanted,
        "first": shown.pieces[0].number,
        "last": shown.pieces[-1].number,
        "marks": len(shown.pieces),
        "talk": whole(shown.pieces) if shown.whole else edges(shown.pieces),
    }
    segments = range(shown.part - 1, shown.part) if shown.parts > 1 else None
    request = asker.request(
        "outline",
        values,
        outline_schema(),
        segments=segments,
        talk=str(values["talk"]),
    ).expecting(_TOKENS_BESIDE + _TOKENS_A_TOPIC * wanted)
    offered = {piece.number: piece.begin for piece in shown.pieces}
    try:
        part = await asker.parsed(request, lambda text: parse_outline(text, offered, len(best)))
    except AnswerError as error:
        asker.observe(Notice(f"{error}; topics are cut and named without the model"))
        named = topics(transcript, [piece.begin for piece in best])
        return OutlinePart("", {p.number: t for p, t in zip(best, named, strict=True)}, ())
    if part.ignored:
        ignored = ", ".join(f"“{name}”" for name in part.ignored)
        asker.observe(Notice(f"the outline: no topic can begin where these do: {ignored}"))
    return part


def _announce(asker: Asker, found: Sequence[Piece], calls: int, *, whole: bool) -> None:
    """Say what is about to be sent; repairs come on top. `whole` says that all read the talk."""
    spoken = sum(piece.tokens for piece in found)
    talks = calls - 1 if whole and asker.reads(spoken) else 2
    tokens = round(talks * spoken + calls * PROMPT_TOKENS, -3)
    asker.observe(ModelChosen(asker.name, asker.host, calls, tokens))
