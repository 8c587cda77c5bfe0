"""Every error that restyle raises on purpose.

    RestyleError            something could not be done (exit code 1)
    ├── UsageError          what was asked for does not exist or is refused (exit code 2)
    │   ├── StyleError      unknown or faulty style profile
    │   ├── SettingsError   unknown or faulty setting, model or endpoint
    │   ├── OutlineError    an outline's file that is faulty or made for another talk
    │   └── OutputError     a file that must not be overwritten, a folder that cannot be used
    ├── TranscriptError     a file that holds no readable transcript
    │   └── NoTranscriptError  it is something else
    ├── PromptError         a prompt template that is missing or cannot be rendered
    ├── BudgetError         the next call might cost more than was allowed (exit code 3)
    └── ModelError          the model gave nothing that can be used
        ├── EndpointError   the endpoint cannot be reached or refuses
        │   ├── BusyError   it may answer the same request later
        │   └── TooLongError  the request is longer than the model can read
        └── AnswerError     the answer is not what was asked for
            ├── CutShortError  it ran out of room
            └── RefusedError   there is none: a filter held it back, it is empty, or a refusal

The message of each names the thing, the place and the way out, on one line.
"""

import difflib


class RestyleError(Exception):
    """Something could not be done; the message says what, where and the way out."""

    exit_code = 1


class UsageError(RestyleError):
    """What was asked for does not exist or is refused."""

    exit_code = 2


class ThemeError(UsageError):
    """A template of somebody's own that cannot be used; the message says where."""


class StyleError(UsageError):
    """A style profile is unknown or faulty."""


class SettingsError(UsageError):
    """A setting, a model or an endpoint is unknown or faulty."""


class OutlineError(UsageError):
    """An outline's file is faulty, or was made for another transcript."""


class OutputError(UsageError):
    """A document cannot be written where it was asked for."""


class TranscriptError(RestyleError):
    """A file holds no transcript that can be read."""


class NoTranscriptError(TranscriptError):
    """A file is something else than a transcript."""


class PromptError(RestyleError):
    """A prompt template is missing or cannot be rendered."""


class BudgetError(RestyleError):
    """The next call might cost more than was allowed; what was paid for is kept."""

    exit_code = 3


class ModelError(RestyleError):
    """The model gave nothing that can be used."""


class EndpointError(ModelError):
    """The endpoint cannot be reached or refuses the request."""


class BusyError(EndpointError):
    """The endpoint may answer the same request later.

    `wait` is how long to wait, in seconds, where the endpoint said so; `limited` is whether it
    refused because of a rate limit, which holds for every other request too; `answered` is
    whether it answered at all: without a word, nobody knows what it did and charged.
    """

    def __init__(
        self,
        message: str,
        wait: float | None = None,
        *,
        limited: bool = False,
        answered: bool = False,
    ) -> None:
        super().__init__(message)
        self.wait = wait
        self.limited = limited
        self.answered = answered or limited


class TooLongError(EndpointError):
    """The request is longer than the model can read; a shorter one may be answered."""


class AnswerError(ModelError):
    """The model answered, but not with what was asked for."""


class CutShortError(AnswerError):
    """The answer ran out of room, even when given more; less may be asked for at once."""


class RefusedError(AnswerError):
    """The model gave no answer: a filter held it back, it is empty, or it says no."""


def told(error: Exception) -> str:
    """Return what a person is told of an error; one not foreseen asks for a report."""
    if isinstance(error, RestyleError):
        return str(error)
    return f"{type(error).__name__}: {error}; please report it"


def unknown(noun: str, name: str, known: list[str]) -> str:
    """A line that says that `name` is unknown and offers what is near, or all there is."""
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    offer = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(known) or 'none'}"
    return f"unknown {noun} {name!r}; {offer}"
