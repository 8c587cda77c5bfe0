"""A discussion as a document: a section each question, and what to remember."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from restyle._version import __version__
from restyle.discussion import Exchange
from restyle.discussion.material import whole_ground
from restyle.discussion.stance import Stance
from restyle.document.document import Document, Paragraph, Section, Takeaway
from restyle.errors import AnswerError
from restyle.events import Notice
from restyle.text.markdown.prose import escape, inline
from restyle.topics.outline import Outline, Topic
from restyle.transcript.transcript import Boundary, Segment, Transcript
from restyle.writing.ask import Asker
from restyle.writing.json_answers import Loose, Numbers, Words, parsed, schema_of, whole_items

_MOST = 6  # takeaways
_HEADING_WORDS = 9
_HEADING = "Where That Leaves Us"


class _Takeaway(Loose):
    claim: str
    why: Words = ""
    exchanges: Numbers = Field(default_factory=list)


class _Closing(Loose):
    title: Words = ""
    headings: list[str] = Field(default_factory=list)
    takeaways: Annotated[list[_Takeaway], whole_items(_Takeaway)] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands round the exchanges: a title, a heading for each, and what to remember."""

    title: str
    headings: tuple[str, ...]
    takeaways: tuple[Takeaway, ...] = ()


async def closing(asker: Asker, exchanges: Sequence[Exchange]) -> Closing | None:
    """Return the title, headings and takeaways that the model finds; None where it finds none."""
    values = {"exchanges": exchanges, "count": _MOST}
    said = "\n\n".join(one.answer.text for one in exchanges)
    request = asker.request("discuss-closing", values, schema_of(_Closing), talk=said)

    def parse(text: str) -> Closing:
        answer = parsed(text, _Closing)
        if len(answer.headings) != len(exchanges):
            raise AnswerError(
                f"it has {len(answer.headings)} headings for {len(exchanges)} exchanges"
            )
        takeaways = tuple(
            Takeaway(f"**{inline(one.claim)}** {inline(one.why)}".strip(), numbers, _HEADING)
            for one in answer.takeaways[:_MOST]
            if (numbers := tuple(n - 1 for n in one.exchanges if 1 <= n <= len(exchanges)))
        )
        return Closing(inline(answer.title), tuple(map(inline, answer.headings)), takeaways)

    try:
        return await asker.parsed(request, parse)
    except AnswerError as error:
        asker.observe(Notice(f"{error}; the questions are the headings, and nothing sums up"))
        return None


def document_of(
    exchanges: Sequence[Exchange],
    ground: Transcript,
    stance: Stance,
    model: str,
    found: Closing | None = None,
) -> Document:
    """Return a discussion as a document: questions, answers, quotes with their speaker and time.

    Without a closing the questions, shortened, are the headings.
    """
    headings = found.headings if found else tuple(_short(one.question) for one in exchanges)
    segment = Segment(whole_ground(ground))
    sections = tuple(
        Section(
            heading,
            (*_asked(one), *one.answer.paragraphs),
            segment,
            one.answer.findings,
            one.answer.mended,
        )
        for heading, one in zip(headings, exchanges, strict=True)
    )
    name = escape(ground.title or "A Talk")
    title = found.title if found and found.title else f"A Discussion of {name}"
    topics = tuple(Topic(heading, begin=Boundary(0)) for heading in headings)
    return Document(
        title=title,
        subtitle=f"Questions and answers on {name}. {escape(stance.title)} answers, from what was "
        "said; what stands after **Comment:** is thought about it.",
        sections=sections,
        takeaways=found.takeaways if found else (),
        transcript=replace(ground, title=ground.title or "A Talk"),
        outline=Outline(title, topics),
        style="discussion",
        model=model,
        version=__version__,
    )


def _asked(exchange: Exchange) -> tuple[Paragraph, ...]:
    """A question's blocks, as the person wrote them, behind a mark."""
    blocks = [block.strip() for block in exchange.question.split("\n\n") if block.strip()]
    shown = [_question(block) for block in blocks] or [""]
    first = f"**Q:** {shown[0]}" if not shown[0].startswith(">") else f"**Q:**\n\n{shown[0]}"
    return tuple(Paragraph(text, ()) for text in (first, *shown[1:]))


def _question(block: str) -> str:
    """A person's words as plain Markdown; lines after `>` stay a block quote."""
    lines = block.split("\n")
    if all(line.lstrip().startswith(">") for line in lines):
        return "\n".join(f"> {escape(line.lstrip().lstrip('>').strip())}" for line in lines)
    return escape(" ".join(block.split()))


def _short(question: str) -> str:
    words = question.replace(">", " ").split()
    cut = " ".join(words[:_HEADING_WORDS]).rstrip(".,;:?!")
    return escape(
        cut + ("…" if len(words) > _HEADING_WORDS else "?" * question.rstrip().endswith("?"))
    )
