"""Any text held against any talk: what stands in it, beside what was said.

Its parts are laid beside the talk by likeness of words, wherever and in whatever order; then
code checks what it is certain of, and a judge says which sentences the talk does not bear out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from restyle.checking import Brief, Draft, draft, findings
from restyle.document.article import Article, Part
from restyle.document.document import Finding
from restyle.grounding.evidence import Evidence
from restyle.judging.answers import Fault, Verdict
from restyle.judging.cases import Case, Setting
from restyle.judging.held import spans_said, why_it_falls
from restyle.judging.judge import Judge
from restyle.judging.source import around, excerpt
from restyle.style.profile import StyleProfile, Voice
from restyle.text.markdown.numbered import Sentence, numbered
from restyle.transcript.transcript import Boundary, Segment, Span, Transcript

# Names are left to the judge: an article spells rightly what a recogniser misheard.
_CHECKS = ("quotes", "quote_context", "numbers", "dates", "speakers")
_ELSEWHERE = "was said here, not this"  # of a number: code cannot tell where an article has it from
_AT_ONCE = 30  # sentences of a part that are judged together
_PLAIN = StyleProfile("", "", "", Voice("", narrator="author"))
_NARRATOR = (
    "Nobody knows who wrote the text: “I” in it may be a speaker, to whom the text lends its "
    "voice, or an author who heard the talk. Where it plainly speaks as one of the speakers, "
    "hold it to what that speaker said."
)
_SURE = 0.35  # likeness from which on it is known where a sentence comes from


class Ruling(StrEnum):
    """What is to be said of a sentence."""

    SAID = "said"
    OTHERWISE = "said otherwise"
    NOT_SAID = "not said"
    BY_ANOTHER = "said by another"
    OPEN = "open"


_RULINGS = {Fault.CLAIM: Ruling.NOT_SAID, Fault.ATTRIBUTION: Ruling.BY_ANOTHER}


@dataclass(frozen=True, slots=True)
class HeldSentence:
    """A sentence of a text: its ruling, and what was said, by whom and when, in seconds.

    `said` is empty where nothing like it was said, `start` None where the talk has no times.
    `why` says what is wrong and `instead` what could stand there, where a judge says so.
    """

    part: str
    text: str
    ruling: Ruling
    said: str = ""
    speaker: str = ""
    start: float | None = None
    why: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A text held against a talk. `judge` is the model that judged it; empty where code alone did.

    `unjudged` is how many sentences no judge has seen, `rejected` what it said and code did not
    accept.
    """

    text: str
    talk: str
    judge: str
    sentences: tuple[HeldSentence, ...]
    unjudged: int = 0
    rejected: tuple[str, ...] = ()

    @property
    def faults(self) -> int:
        """How many sentences the talk does not bear out."""
        return sum(one.ruling not in (Ruling.SAID, Ruling.OPEN) for one in self.sentences)

    def as_dict(self) -> dict[str, object]:
        """Return the comparison as JSON holds it."""
        return {**asdict(self), "faults": self.faults}


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some paragraphs of a part, beside what was said of them."""

    heading: str
    draft: Draft
    sentences: tuple[Sentence, ...]
    faults: tuple[Finding, ...]


async def compared(article: Article, talk: Transcript, judge: Judge | None) -> Comparison:
    """Return what is to be said of each sentence of a text; without a judge, by code alone."""
    evidence = Evidence(talk)
    pieces = [_piece(one, evidence) for part in article.parts for one in _pieces(part)]
    verdicts: dict[int, dict[int, Verdict]] = {}
    if judge:
        cases = {n: _case(one) for n, one in enumerate(pieces)}
        verdicts = await judge.verdicts(Setting(talk.speakers, _NARRATOR), cases)
    rows: list[HeldSentence] = []
    rejected: list[str] = []
    for n, piece in enumerate(pieces):
        known = dict(verdicts.get(n, {}))
        for number, verdict in list(known.items()):
            if reason := why_it_falls(verdict, spans_said(evidence, verdict.source)):
                rejected.append(f"{piece.sentences[number].words}: {verdict.why} ({reason})")
                del known[number]
        rows += _rows(piece, known, evidence, judged=n in verdicts)
    unjudged = sum(len(one.sentences) for n, one in enumerate(pieces) if n not in verdicts)
    name = judge.model if judge else ""
    return Comparison(article.name, talk.source.name, name, tuple(rows), unjudged, tuple(rejected))


def _pieces(part: Part) -> list[Part]:
    """A part in pieces that are judged at once: at the ends of paragraphs, of like size."""
    found: list[list[str]] = [[]]
    count = 0
    for paragraph in part.paragraphs:
        sentences = len(numbered([paragraph]))
        if found[-1] and count + sentences > _AT_ONCE:
            found.append([])
            count = 0
        found[-1].append(paragraph)
        count += sentences
    return [Part(part.heading, tuple(one)) for one in found if one]


def _piece(part: Part, evidence: Evidence) -> _Piece:
    talk = evidence.transcript
    (whole,) = talk.cut([Boundary(0)])
    laid: Draft = draft(part.paragraphs, Brief(_PLAIN), evidence, [Segment(whole.spans)])
    faults = tuple(
        found
        for name in _CHECKS
        for found in findings(laid, only=name)
        if _ELSEWHERE not in found.message
    )
    return _Piece(part.heading, laid, numbered(part.paragraphs), faults)


def _case(piece: _Piece) -> Case:
    laid = piece.draft
    near = around(laid)
    return Case(piece.heading, excerpt(laid.evidence, near), "", piece.sentences, piece.faults)


def _rows(
    piece: _Piece, verdicts: Mapping[int, Verdict], evidence: Evidence, *, judged: bool
) -> list[HeldSentence]:
    rows: list[HeldSentence] = []
    for number, sentence in enumerate(piece.sentences):
        place = _place(piece.draft, sentence)
        fault = next((one for one in piece.faults if one.text and one.text in sentence.words), None)
        ruling, why, instead = Ruling.SAID if place and judged else Ruling.OPEN, "", ""
        if verdict := verdicts.get(number):
            ruling = _RULINGS.get(verdict.fault, Ruling.OTHERWISE)
            why, instead = verdict.why, verdict.instead
            place = next(iter(spans_said(evidence, verdict.source)), None)
        elif fault:
            ruling, why = _by_code(fault), fault.message
            place = next(iter(fault.spans), None)
        rows.append(_row(piece, sentence, ruling, place, evidence.transcript, (why, instead)))
    return rows


def _by_code(fault: Finding) -> Ruling:
    if " said this, not " in fault.message:
        return Ruling.BY_ANOTHER
    return Ruling.OTHERWISE if fault.fix or fault.spans else Ruling.NOT_SAID


def _place(laid: Draft, sentence: Sentence) -> Span | None:
    """Where that was said which a sentence rests on; None where nothing is like it."""
    same = [one for one in laid.sentences if one.paragraph == sentence.paragraph]
    words = set(sentence.words.split())
    best = max(same, key=lambda one: len(words & set(one.text.split())), default=None)
    if best is None or best.support < _SURE or not best.bases:
        return None
    return laid.evidence.said[best.bases[0]].span


def _row(
    piece: _Piece,
    sentence: Sentence,
    ruling: Ruling,
    place: Span | None,
    talk: Transcript,
    notes: Sequence[str],
) -> HeldSentence:
    why, instead = notes
    if place is None:
        return HeldSentence(piece.heading, sentence.words, ruling, why=why, instead=instead)
    return HeldSentence(
        piece.heading,
        sentence.words,
        ruling,
        said=" ".join(talk.said(place).split()),
        speaker=talk.turns[place.turn].speaker,
        start=talk.time(Boundary(place.turn, place.start)),
        why=why,
        instead=instead,
    )
