"""What is made of a talk: sections, their findings, takeaways, and the document of them."""

from dataclasses import dataclass
from itertools import groupby

from restyle.topics.outline import Outline
from restyle.transcript.transcript import Metadata, Segment, Source, Span, Transcript


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of Markdown without headings, and the spans of the source that it rests on."""

    text: str
    spans: tuple[Span, ...]


MISSING = "missing"  # the kind of finding that says that something was not written
REFUSED = "refused"  # and the one that says that the words stand as they were said


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where a draft and its source differ.

    `text` is the draft's own words, `spans` the source concerned, `message` what is wrong,
    `fix` the exact words to use instead, where code knows them. What is not `certain` is a place
    to look at: code cannot tell what follows from what, and is wrong there as often as right.
    `judge` is the model that found it, empty where code did.
    """

    kind: str
    text: str
    message: str
    spans: tuple[Span, ...] = ()
    fix: str = ""
    certain: bool = True
    judge: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A segment, written: its heading, its paragraphs, and what is still wrong with them.

    `mended` is what was wrong and has been put right, by code, by the writer or by the judge.
    `asked` is how many words it was asked for, 0 where nobody asked for a number. `left_out` is
    what was said and has no place in it, where it was to choose. `judged` is how many sentences
    a judge held against the talk; `rejected` is what the judge said and code did not accept.
    """

    heading: str
    paragraphs: tuple[Paragraph, ...]
    segment: Segment
    findings: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()
    asked: int = 0
    left_out: tuple[Span, ...] = ()
    judged: int = 0
    rejected: tuple[Finding, ...] = ()

    @property
    def text(self) -> str:
        """The section's Markdown without its heading."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Takeaway:
    """A claim to remember, as Markdown, and the indexes of the sections that it rests on.

    `heading` is what it stands under; takeaways with one heading follow one another.
    """

    text: str
    sections: tuple[int, ...]
    heading: str = "Key Takeaways"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge made of the title, the summary and the takeaways, as of a section's sentences.

    `model` is the judge's name.
    """

    model: str
    judged: int = 0
    mended: tuple[Finding, ...] = ()
    rejected: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The result. The same input gives the same document, byte for byte.

    It carries the talk and the plan that it was made from, so that it can be checked again.
    `style` and `model` are names for the footer; `model` is empty for an extract. `missing`
    names what could not be written, for want of budget. `lead` puts the takeaways before the
    sections. `language` is the code of the one that it was asked for in, empty for the talk's.
    `judgement` is None where nobody but code held it against the talk.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    takeaways: tuple[Takeaway, ...]
    transcript: Transcript
    outline: Outline
    style: str
    model: str
    version: str
    missing: tuple[str, ...] = ()
    lead: bool = False
    language: str = ""
    judgement: Judgement | None = None

    @property
    def judged(self) -> int:
        """How many sentences a judge held against the talk."""
        own = self.judgement.judged if self.judgement else 0
        return own + sum(section.judged for section in self.sections)

    @property
    def mended_by_judge(self) -> tuple[Finding, ...]:
        """What a judge found and put right, section by section, and in what stands about them."""
        sections = (found for section in self.sections for found in section.mended)
        closing = self.judgement.mended if self.judgement else ()
        return tuple(found for found in (*sections, *closing) if found.judge)

    @property
    def source(self) -> Source:
        """Where the talk came from."""
        return self.transcript.source

    @property
    def metadata(self) -> Metadata:
        """What the source says of itself."""
        return self.transcript.metadata

    @property
    def summary(self) -> str:
        """What the talk comes to, for a line under the title; empty for an extract."""
        return self.outline.summary if self.model else ""

    @property
    def closing(self) -> "tuple[tuple[str, tuple[Takeaway, ...]], ...]":
        """The takeaways under their headings, in order."""
        return tuple(
            (heading, tuple(group))
            for heading, group in groupby(self.takeaways, key=lambda one: one.heading)
        )

    @property
    def words(self) -> int:
        """How many words a reader reads, headings and takeaways included."""
        parts = [self.title, self.summary, *(takeaway.text for takeaway in self.takeaways)]
        parts += [text for section in self.sections for text in (section.heading, section.text)]
        return sum(len(part.split()) for part in parts)


def parts_of(document: Document) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the parts of a document, each a heading and its blocks of Markdown, as one reads them.

    They are the sections and the lists of takeaways, which come first where the style leads
    with them.
    """
    sections = [
        (one.heading, tuple(paragraph.text for paragraph in one.paragraphs))
        for one in document.sections
    ]
    closing = [
        (heading, ("\n".join(f"- {item.text}" for item in items),))
        for heading, items in document.closing
    ]
    return tuple([*closing, *sections] if document.lead else [*sections, *closing])
