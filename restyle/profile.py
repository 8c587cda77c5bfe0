"""A voice as data: the parts of a style profile."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from restyle.chat import Sampling

# What the parser of `styles.py` does with keys that no part below names.
STRICT: dict[str, object] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Voice:
    """How a style speaks. `narrator` says whose "I" the text uses.

    `stock` are names that the voice may bring along, though nobody in the talk said them.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT

    brief: str
    do: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    narrator: Literal["guest", "host", "author", "neutral"] = "neutral"
    openings: tuple[str, ...] = ()
    stock: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """How a style's sections look. `length` is words out for each word in.

    `section_words` is how many words of talk a section rests on; None leaves it to the talk.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT

    form: Literal["essay"] = "essay"
    heading: str = "{topic}"
    length: float = 0.25
    lists: bool = True
    section_words: int | None = None


@dataclass(frozen=True, slots=True)
class TakeawaysShape:
    """How many takeaways a style wants at most, and their pattern."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT

    count: int = 8
    pattern: str = "**{claim}** {why}"


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of talk and its rewrite in the style."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT

    source: str
    rewrite: str


@dataclass(frozen=True, slots=True)
class StyleProfile:
    """A voice as data: what `styles/NAME.toml` holds."""

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT

    name: str
    title: str
    description: str
    voice: Voice
    shape: Shape = Shape()
    takeaways: TakeawaysShape = TakeawaysShape()
    examples: tuple[Example, ...] = ()
    sampling: Sampling = field(default_factory=Sampling)
