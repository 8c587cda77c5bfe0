"""Writing some sections of a document again, and keeping the others as they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from restyle.document.document import Document
from restyle.errors import UsageError
from restyle.pipeline.rewrite import RewriteOptions
from restyle.topics.outline import Outline
from restyle.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class PartialRewrite:
    """A document, and the sections of it that are to be written anew, by number from 1."""

    document: Document
    only: Sequence[int]

    def options(
        self, options: RewriteOptions, transcript: Transcript, style: str
    ) -> RewriteOptions:
        """Return the options with all other sections kept.

        The outline is the document's, unless another is wished for. Raises UsageError where
        the document is of another talk or in another voice, or has no such section, or where
        the topics of the outline do not begin where they did. `style` is the voice's name,
        empty for an extract.
        """
        sections = self.document.sections
        if self.document.transcript.turns != transcript.turns:
            raise UsageError("the document is of another transcript; write it whole")
        if self.document.style != style:
            voices = [name or "an extract" for name in (self.document.style, style)]
            raise UsageError(f"the document is {voices[0]}, not {voices[1]}; write it whole")
        language = options.language.code if options.language else ""
        if self.document.language != language:
            told = [one or "the talk's own language" for one in (self.document.language, language)]
            raise UsageError(f"the document is in {told[0]}, not in {told[1]}; write it whole")
        if wrong := [number for number in self.only if not 1 <= number <= len(sections)]:
            raise UsageError(f"section {wrong[0]}: the document has {len(sections)} sections")
        outline = options.outline or self.document.outline
        if _cuts(outline) != _cuts(self.document.outline):
            raise UsageError(
                "the outline's topics begin elsewhere than the document's, so its other sections "
                "cannot be kept; write it whole"
            )
        kept = {
            place: sections[n] for place, n in enumerate(self._in_talk()) if n + 1 not in self.only
        }
        return replace(options, outline=outline, kept=kept)

    def _in_talk(self) -> list[int]:
        """The numbers of the sections, from 0, in the order of the talk."""
        sections = self.document.sections

        def begins(n: int) -> tuple[int, int]:
            first = sections[n].segment.spans[0]
            return first.turn, first.start

        return sorted(range(len(sections)), key=begins)

    def titled(self, document: Document, title: str, outline: Outline | None) -> Document:
        """Return the document in the order, under the title and the headings that it had.

        Another title, or another outline, is one's own wish.
        """
        places = {n: place for place, n in enumerate(self._in_talk())}
        ordered = tuple(document.sections[places[n]] for n in range(len(places)))
        takeaways = tuple(
            replace(one, sections=tuple(self._in_talk()[place] for place in one.sections))
            for one in document.takeaways
        )
        document = replace(document, sections=ordered, takeaways=takeaways)
        if outline is None:
            headings = [section.heading for section in self.document.sections]
            pairs = zip(document.sections, headings, strict=True)
            sections = tuple(replace(section, heading=heading) for section, heading in pairs)
            document = replace(document, sections=sections)
        return document if title else replace(document, title=self.document.title)


def _cuts(outline: Outline) -> list[tuple[int, int, str]]:
    return [(topic.begin.turn, topic.begin.start, topic.kind) for topic in outline.topics]
