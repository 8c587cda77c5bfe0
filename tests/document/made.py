"""A document with all that an output format has to show, and as hostile as a talk can be."""

from restyle.document.document import (
    Document,
    Finding,
    Judgement,
    Paragraph,
    Section,
    Takeaway,
)
from restyle.topics.outline import Outline, Term, Topic
from restyle.transcript.transcript import (
    Boundary,
    Cue,
    Metadata,
    Segment,
    Source,
    Span,
    Transcript,
    Turn,
    TurnKind,
)

HOSTILE = "</script><script>alert(1)</script> {{ 7 * 7 }} & <b>bold</b> \x07 \U0001f600 end."

TALK = Transcript(
    "Bread & Bridges",
    (
        Turn(0, "Ann", (Cue("\U0001f600 We speak of bread. It rises slowly.", 12, 20),)),
        Turn(1, "Bob_<i>", (Cue(HOSTILE, 754.4, 760),)),
        Turn(2, "", (Cue("An advert for flour.", 800, 810),), TurnKind.AD),
    ),
    Source("talk.vtt", "vtt"),
    Metadata("2024-05-06", "https://show.example/1", ("Ann", "Bob")),
)
SPANS = (Span(0, 0, 20), Span(1, 0, 40))
FIRST = Segment((Span(0, 0, 37),))
SECOND = Segment((Span(1, 0, len(HOSTILE)), Span(2, 0, 20)))


def made(
    talk: Transcript = TALK, *, language: str = "", heading: str = "On <Bread> & *Salt*"
) -> Document:
    """Return a document about a talk of three turns."""
    sections = (
        Section(
            heading,
            (
                Paragraph("Bread *rises* **slowly**, said `Ann`.", SPANS[:1]),
                Paragraph("1. Flour\n2. Water\n   - cold\n\n", SPANS),
                Paragraph("> A quotation & <script>alert(2)</script>", ()),
            ),
            FIRST,
            findings=(Finding("number", "Bread", "said 3, not 4"),),
            mended=(Finding("hedge", "It rises.", "a guess", fix="It may rise.", judge="m"),),
            judged=3,
        ),
        Section(
            "What Follows",
            (
                Paragraph("| a | b |\n|---|---|\n| 1 | 2 |", SPANS[1:]),
                Paragraph("```\ncode <b>\n```", SPANS[1:]),
                Paragraph("See [the page](https://a.example/?x=1&y=2).", SPANS[:1]),
            ),
            SECOND,
        ),
    )
    return Document(
        title="Bread & Bridges — Rewritten",
        subtitle="“I” is Ann.",
        sections=sections,
        takeaways=(Takeaway("**Bread rises.** Slowly.", (0,)), Takeaway("Salt & all.", (1, 0))),
        transcript=talk,
        outline=Outline(
            "Bread & Bridges",
            (
                Topic("Bread", "Bread rises.", Boundary(0)),
                Topic("What Follows", "More.", Boundary(1)),
            ),
            (Term("Ann", "the host"), Term("Salt", "a mineral"), Term("Flour", "ground grain")),
            "Ann says that bread rises, slowly.",
        ),
        style="karpathy",
        model="openai/m",
        version="0.1.0",
        language=language,
        judgement=Judgement("m", 2),
    )
