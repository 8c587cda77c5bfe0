"""A voice as data: the parts of a style profile."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from restyle.llm.request import Sampling

# What the parser of `styles.py` does with keys that no part below names.
STRICT: dict[str, object] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Voice:
    """How a style speaks. `narrator` says whose "I" the text uses.

    Where it is a guest's, and nobody speaks for most of the talk, it is an author's.

    `stock` are names that the voice may bring along, though nobody in the talk said them.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT

    brief: str
    do: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    narrator: Literal["guest", "host", "author", "neutral"] = "neutral"
    stock: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """How a style's documents look. `length` is words out for each word in.

    `most_words` is the most that a document has, however long the talk; `words` is about how
    many it has, in place of `length`. `form` names a file of `styles/forms`. `section_words` is
    how many words of talk a section rests on; None leaves it to the talk.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT

    form: str = "essay"
    heading: str = "{topic}"
    length: float = 0.25
    most_words: int | None = None
    words: int | None = None
    lists: bool = True
    section_words: int | None = None


@dataclass(frozen=True, slots=True)
class TakeawaysShape:
    """How many takeaways a style wants at most, and their pattern."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT

    count: int = 8
    pattern: str = "**{claim}** {why}"


@dataclass(frozen=True, slots=True)
class SectionForm:
    """How a form builds a section; `ask` says it to the writer.

    `labels` begin the paragraphs of a dialogue: `**Label:** …`. What stands under those in
    `commentary` is somebody's thought about the talk, and is not checked as a claim of the
    talk; its quotes, numbers and names are. With `quotes`, words of the talk stand in each
    section as a block quote.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT

    ask: str = ""
    labels: tuple[str, ...] = ()
    commentary: tuple[str, ...] = ()
    quotes: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of takeaway of a form that has several, such as the decisions of a meeting."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT

    name: str
    heading: str
    ask: str


@dataclass(frozen=True, slots=True)
class ClosingForm:
    """How a form gives its takeaways: under one heading, or in groups, each under its own.

    `first` puts them before the sections. `ask` tells the writer what one is.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT

    heading: str = "Key Takeaways"
    first: bool = False
    ask: str = ""
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """The shape of a document as data: what `styles/forms/NAME.toml` holds.

    `title` follows the talk's own in the document's title, with `{voice}` for the style's.
    A `selective` form chooses what bears most weight and leaves out the rest; a `complete` one
    keeps every claim.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT

    name: str = "essay"
    description: str = ""
    title: str = "Rewritten in {voice}"
    selection: Literal["selective", "complete"] = "selective"
    section: SectionForm = SectionForm()
    closing: ClosingForm = ClosingForm()

    @property
    def selective(self) -> bool:
        """Whether it chooses what it keeps."""
        return self.selection == "selective"


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of talk and its rewrite in the style."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT

    source: str
    rewrite: str


@dataclass(frozen=True, slots=True)
class StyleProfile:
    """A voice as data: what `styles/NAME.toml` holds, with the form that it names."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT

    name: str
    title: str
    description: str
    voice: Voice
    shape: Shape = Shape()
    form: Form = Form()
    takeaways: TakeawaysShape = TakeawaysShape()
    examples: tuple[Example, ...] = ()
    sampling: Sampling = field(default_factory=Sampling)
