"""What is asked of a model, and what it answers."""

from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

from restyle.text.tokens import estimate


@dataclass(frozen=True, slots=True)
class Sampling:
    """What is asked of the model's sampler; None leaves it to the model."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    temperature: float | None = None
    top_p: float | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What a request is for; no part of what is asked.

    `segment` counts from 0, None where a call is about the whole talk; `count` is how many
    segments it is about, from there on. `digests` name the
    parts that the request was made from, so that a cache miss can be explained. `expected` is
    about how many tokens the answer will have; 0 where nobody knows.
    """

    stage: str
    style: str = ""
    segment: int | None = None
    digests: tuple[tuple[str, str], ...] = ()
    expected: int = 0
    count: int = 1


@dataclass(frozen=True, slots=True)
class Request:
    """All that decides a model's answer; `origin` alone does not."""

    endpoint: str
    model: str
    messages: tuple[Message, ...]
    sampling: Sampling
    max_tokens: int
    schema: str = ""  # a JSON schema as text; empty where prose is asked for
    origin: Origin = field(default=Origin(""), compare=False)

    @property
    def estimated_tokens(self) -> int:
        """About how many tokens the prompt has, the same on every machine."""
        return sum(estimate(message.content) for message in self.messages)

    def expecting(self, tokens: int) -> "Request":
        """Return the request with about how many tokens its answer will have."""
        return replace(self, origin=replace(self.origin, expected=tokens))


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call cost, in tokens."""

    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0  # of `tokens_in`, what the endpoint had read before

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            self.tokens_cached + other.tokens_cached,
        )


@dataclass(frozen=True, slots=True)
class Completion:
    """A model's answer; `cached` says that nothing was paid for it.

    `attempts` is how often it was asked for until it came.
    """

    text: str
    usage: Usage = Usage()
    finish_reason: str = "stop"
    cached: bool = False
    attempts: int = 1
