"""Speech: a stretch of a recording in, what was said in it out.

A request names the recording by its digest, so that answers are kept like any others: by all that
decides them. Sound is counted as OpenAI counts it, ten tokens a second.
"""

from dataclasses import dataclass

from restyle.llm.endpoints import Target
from restyle.llm.request import Message, Origin, Request, Sampling, Usage

STAGE = "transcribe"
_TOKENS_A_SECOND = 10
# US dollars for a minute of sound, as the providers' pages said in November 2026.
_A_MINUTE = {
    "whisper-1": 0.006,
    "gpt-4o-transcribe": 0.006,
    "gpt-4o-transcribe-diarize": 0.006,
    "gpt-4o-mini-transcribe": 0.003,
    "whisper-large-v3": 0.00185,
    "whisper-large-v3-turbo": 0.000667,
    "voxtral-mini-latest": 0.002,
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who is known by a stretch of the recording, from and to so many seconds."""

    name: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class SpeechRequest(Request):
    """All that decides what is heard in a stretch of a recording; times are seconds.

    `sound` is the SHA-256 of the recording, `coding` how the stretch is sent; `known` are
    speakers whom the endpoint is to call by their names.
    """

    sound: str = ""
    start: float = 0.0
    end: float = 0.0
    coding: str = ""
    language: str = ""
    known: tuple[Voice, ...] = ()

    @property
    def estimated_tokens(self) -> int:
        """How many tokens the stretch has."""
        return tokens_in(self.end - self.start)


def speech_request(
    target: Target, sound: str, start: float, end: float, coding: str
) -> SpeechRequest:
    """Return the request for a stretch of a recording."""
    return SpeechRequest(
        endpoint=target.base_url,
        model=target.model,
        messages=tuple[Message, ...](),
        sampling=Sampling(),
        max_tokens=0,
        origin=Origin(STAGE),
        sound=sound,
        start=start,
        end=end,
        coding=coding,
    )


def tokens_in(seconds: float) -> int:
    """Return how many tokens so many seconds of sound are."""
    return max(1, round(seconds * _TOKENS_A_SECOND))


@dataclass(frozen=True, slots=True)
class SpeechPrice:
    """What sound costs to be transcribed, in US dollars a minute."""

    a_minute: float

    def of(self, usage: Usage) -> float:
        """Return what so many tokens of sound cost."""
        return self.a_minute * usage.tokens_in / _TOKENS_A_SECOND / 60


def speech_price(target: Target) -> SpeechPrice | None:
    """Return the price of a target's model; None where nobody knows it."""
    if target.local:
        return SpeechPrice(0.0)
    a_minute = _A_MINUTE.get(target.model)
    return None if a_minute is None else SpeechPrice(a_minute)
