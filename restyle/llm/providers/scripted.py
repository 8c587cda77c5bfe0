"""A model that answers from a recording: for tests, and for trying a style without paying.

A recording is TOML, so that a person can read and edit the answers:

    [[answers]]
    stage = "section"
    style = "karpathy"
    segment = 3
    prompt = "9f86d081884c7d65..."
    text = '''
    The answer.
    '''

An answer is found by stage, style and segment, the first of several sections that were asked for
at once; a section by itself is found in an answer of several. `prompt` is the digest of the
messages that it answered: where it differs, the answer is stale, which is said, and is replayed
all the same.
"""

import hashlib
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from restyle.errors import AnswerError, SettingsError
from restyle.events import Notice, Observer, ignore
from restyle.llm import MODELS, Learn, Model
from restyle.llm.endpoints import Target
from restyle.llm.request import Completion, Message, Origin, Request, Usage
from restyle.text.tokens import estimate


@dataclass(frozen=True, slots=True)
class Answer:
    """One recorded answer, and what it answers."""

    stage: str
    text: str
    style: str = ""
    segment: int | None = None
    prompt: str = ""


class ScriptedModel:
    """A model whose answers are given beforehand. `requests` holds what it was asked."""

    def __init__(self, answers: Sequence[Answer], observe: Observer = ignore) -> None:
        self._answers = {(a.stage, a.style, a.segment): a for a in answers}
        self._observe = observe
        self.requests: list[Request] = []
        self._stale = False

    @classmethod
    def load(cls, path: str | Path, observe: Observer = ignore) -> "ScriptedModel":
        """Return the model that replays the recording at `path`; raises SettingsError."""
        try:
            recording = tomllib.loads(Path(path).read_text(encoding="utf-8"))
            answers = _adapter().validate_python(recording.get("answers", []))
        except OSError as error:
            raise SettingsError(
                f"{path}: the recording cannot be read: {error.strerror}"
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
            raise SettingsError(
                f"{path}: is not a recording: {str(error).splitlines()[0]}"
            ) from error
        return cls(answers, observe)

    async def complete(self, request: Request) -> Completion:
        """Return the recorded answer; raises AnswerError where there is none."""
        self.requests.append(request)
        origin = request.origin
        answer = self._answers.get((origin.stage, origin.style, origin.segment))
        answer = answer or self._wider(origin)
        if answer is None:
            raise AnswerError(f"the recording has no answer for {_place(request)}")
        same = (answer.segment, answer.stage) == (origin.segment, origin.stage)
        if same and answer.prompt and answer.prompt != prompt_digest(request.messages):
            self._observe(
                Notice(f"the recorded answer for {_place(request)} is to an older prompt")
            )
        asked = request.estimated_tokens
        return Completion(answer.text.strip(), Usage(asked, estimate(answer.text)))

    def _wider(self, origin: Origin) -> Answer | None:
        """An answer of several sections that may hold the one that is asked for."""
        before = [
            answer
            for (stage, style, segment), answer in self._answers.items()
            if (stage, style) == (origin.stage, origin.style) and origin.segment is not None
            if segment is not None and segment < origin.segment
        ]
        return max(before, key=lambda one: one.segment or 0, default=None)

    async def forget(self, request: Request) -> None:
        """Do nothing: a recording is edited by hand."""

    def stop(self) -> None:
        """Do nothing: nothing is sent."""

    async def close(self) -> None:
        """Nothing to close."""


def prompt_digest(messages: Sequence[Message]) -> str:
    """Return the digest by which a recording tells a stale answer: SHA-256 of the messages."""
    canonical = json.dumps([[m.role, m.content] for m in messages], ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _place(request: Request) -> str:
    origin = request.origin
    segment = "" if origin.segment is None else f" {origin.segment}"
    return f"{origin.stage}{segment}" + (f" in style {origin.style}" if origin.style else "")


@cache
def _adapter() -> TypeAdapter[list[Answer]]:
    return TypeAdapter(list[Answer])


def _open(target: Target, observe: Observer, learn: Learn) -> Model:
    return ScriptedModel.load(target.model, observe)


MODELS.add("scripted", _open)
