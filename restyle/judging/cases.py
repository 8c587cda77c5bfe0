"""What a judge is shown: texts with their source, several short ones in a call."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from restyle.document.document import Finding
from restyle.text.languages import Language
from restyle.text.markdown.numbered import Sentence, shown
from restyle.topics.outline import Term
from restyle.transcript.translation import is_translation
from restyle.writing import Job
from restyle.writing.glossary import touched
from restyle.writing.narrator import whose_i

_TOGETHER = 2500  # words of talk and text that are judged in one call, if texts are short
_MOST_KNOWN = 8  # certain faults that are named for a text
_MOST_SPEAKERS = 12


@dataclass(frozen=True, slots=True)
class Known:
    """What code has found wrong for certain in a sentence, by its number."""

    number: int
    words: str
    message: str
    said: str


@dataclass(frozen=True, slots=True)
class Case:
    """A text as a judge sees it; its sentences are numbered from `first`.

    `far` says by which habits it is far from its voice, if it is.
    """

    heading: str
    source: str
    elsewhere: str
    sentences: tuple[Sentence, ...]
    faults: tuple[Finding, ...] = ()
    first: int = 1
    far: str = ""

    @property
    def words(self) -> int:
        """How much there is to read."""
        texts = (self.source, self.elsewhere, *(one.text for one in self.sentences))
        return sum(len(text.split()) for text in texts)

    @property
    def text(self) -> str:
        """The sentences, a line each."""
        return shown(self.sentences, self.first)

    @property
    def known(self) -> tuple[Known, ...]:
        """What code is certain of, beside the sentence in which it stands."""
        found = [
            Known(number, fault.text, fault.message, fault.fix)
            for fault in self.faults
            for number, one in enumerate(self.sentences, self.first)
            if fault.text and fault.text in one.words
        ]
        return tuple(found[:_MOST_KNOWN])


@dataclass(frozen=True, slots=True)
class Setting:
    """What a judge is told of a talk and of the texts that were made of it.

    `commentary` says that the author may also say what they think of the talk.
    """

    speakers: tuple[str, ...]
    narrator: str
    terms: tuple[Term, ...] = ()
    language: Language | None = None
    translated: bool = False
    commentary: bool = False

    @classmethod
    def of(cls, job: Job) -> "Setting":
        """Return the setting of a document."""
        return cls(
            job.transcript.speakers,
            whose_i(job.style, job.transcript),
            job.outline.glossary,
            job.language,
            is_translation(job.transcript, job.language),
            bool(job.style.form.section.commentary),
        )

    def values(self, cases: Sequence[Case]) -> dict[str, object]:
        """Return what a prompt shows."""
        texts = [text for one in cases for text in (one.source, one.text)]
        return {
            "cases": cases,
            "speakers": ", ".join(self.speakers[:_MOST_SPEAKERS]),
            "narrator": self.narrator,
            "commentary": self.commentary,
            "language": self.language,
            "translated": self.translated,
            "terms": touched(self.terms, texts),
            "first": cases[0].first,
            "last": last_number(cases),
        }


def last_number(cases: Sequence[Case]) -> int:
    """Return the number of the last sentence of texts that are judged at once."""
    return max(case.first + len(case.sentences) - 1 for case in cases)


def together(cases: Mapping[int, Case]) -> Iterator[dict[int, Case]]:
    """Yield texts that follow one another and are short enough to be judged in one call."""
    group: dict[int, Case] = {}
    for n, case in cases.items():
        if group and sum(one.words for one in group.values()) + case.words > _TOGETHER:
            yield group
            group = {}
        first = 1 + sum(len(one.sentences) for one in group.values())
        group[n] = replace(case, first=first)
    if group:
        yield group
