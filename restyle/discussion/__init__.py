"""Discussing a talk: questions, answers that rest on what was said, and a document of them."""

from dataclasses import dataclass

from restyle.document.document import Finding, Paragraph


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its paragraphs in Markdown, and what is still wrong with it.

    `mended` is what was wrong and has been put right. `places` are the turns that it was shown,
    by their number from 1.
    """

    paragraphs: tuple[Paragraph, ...]
    findings: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()
    places: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The answer's Markdown."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a person asked or said, with its quotations set right, and the answer.

    `asked` is the text as it was typed; `notes` say what was set right in it.
    """

    asked: str
    question: str
    answer: Answer
    notes: tuple[str, ...] = ()
