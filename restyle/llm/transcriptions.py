"""Endpoints that transcribe: OpenAI's `/audio/transcriptions`, and what other servers make of it.

Who speaks is told by OpenAI's diarizing model in a format of its own, by Mistral's where it is
asked to, by some servers unasked, and by most not at all.
"""

import base64
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx2
import openai

from restyle.errors import BusyError, EndpointError, TooLongError
from restyle.events import Observer, ignore
from restyle.llm import Learn, Model
from restyle.llm._client import RAW, client_for, place_of, silent, unreached
from restyle.llm.answers.bodies import decoded, fault_of, said_in
from restyle.llm.answers.refusals import failure
from restyle.llm.budget import Budget, Budgeted
from restyle.llm.connect import CachePolicy, kept
from restyle.llm.endpoints import Target
from restyle.llm.rate_limit import gate_of
from restyle.llm.request import Completion, Request, Usage
from restyle.llm.retry import RetryingModel
from restyle.llm.speech import SpeechRequest, speech_price, tokens_in

Sound = Callable[[float, float], Awaitable[bytes]]  # the recording from and to so many seconds

_MOST_BYTES = 64 * 2**20
_MOST_ADAPTATIONS = 8
_TOO_LONG = re.compile(
    r"longer than \d|too (?:large|long|big)|maximum (?:content|file|audio) (?:size|duration|length)"
    r"|(?:size|duration) (?:limit|exceed)|exceeds? the (?:maximum|limit)|payload"
)
_UNNAMED = re.compile(r"parameter|unsupported|unrecognized|unknown field|extra|not permitted")
# What a server may refuse, the least known first.
_REFUSED = (
    "known_speaker_names",
    "chunking_strategy",
    "timestamp_granularities",
    "diarize",
    "language",
    "response_format",
)
_POORER = {"diarized_json": "verbose_json", "verbose_json": "json", "json": ""}


def connect_speech(
    target: Target,
    sound: Sound,
    keeping: CachePolicy | None = None,
    budget: Budget | None = None,
    observe: Observer = ignore,
) -> Model:
    """Return what answers speech requests about one recording; call it in the loop that uses it."""

    def gated() -> Model:
        gate = gate_of(target.base_url, target.key, target.concurrency)
        model: Model = SpeechModel(target, sound, gate.learn)
        asked = Budgeted(model, budget, speech_price(target)) if budget else model
        return RetryingModel(asked, gate, observe, patience=target.patience)

    return kept(gated, keeping, observe)


class SpeechModel:
    """A model that transcribes. It learns what its server refuses."""

    def __init__(self, target: Target, sound: Sound, learn: Learn) -> None:
        self._target = target
        self._sound = sound
        self._learn = learn
        self._client = client_for(target)
        self._format = "diarized_json" if "diarize" in target.model else "verbose_json"
        self._refused: set[str] = set()

    async def complete(self, request: Request) -> Completion:
        """Return the answer's body; raises BusyError where asking later may help.

        Raises TooLongError where the stretch is longer or larger than the server takes.
        """
        if not isinstance(request, SpeechRequest):
            raise TypeError("only sound is transcribed")
        sound = await self._sound(request.start, request.end)
        clips = [await self._sound(one.start, one.end) for one in request.known]
        for _ in range(_MOST_ADAPTATIONS):
            sent = self._fields(request, clips)
            status, text, headers = await self._asked(sent, sound)
            self._learn(headers)
            if status < 300:
                return self._completion(text, request)
            said = f"{said_in(text)} {text[:4000]}".lower()
            if status == 413 or (status in (400, 422) and _TOO_LONG.search(said)):
                raise TooLongError(f"{place_of(self._target)}: {fault_of(text).message}")
            if not self._adapt(status, said, sent):
                raise failure(status, fault_of(text), headers, place_of(self._target))
        raise EndpointError(f"{place_of(self._target)}: refuses every request")

    async def forget(self, request: Request) -> None:
        """Do nothing: an endpoint stores no answers."""

    def stop(self) -> None:
        """Do nothing: what was sent is answered."""

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    def _fields(self, request: SpeechRequest, clips: list[bytes]) -> dict[str, Any]:
        """What is sent beside the sound: all that the server has not refused."""
        diarizing = self._format == "diarized_json"
        known = bool(clips) and "known_speaker_names" not in self._refused
        fields: dict[str, Any] = {
            "response_format": self._format,
            "language": request.language,
            "chunking_strategy": "auto" if diarizing else "",
            "known_speaker_names": [one.name for one in request.known] if known else [],
            "known_speaker_references": [_data_url(clip) for clip in clips] if known else [],
        }
        if self._target.endpoint == "mistral":
            fields |= {
                "response_format": "",
                "diarize": "true",
                "timestamp_granularities": ["segment"],
            }
        sent = {name: v for name, v in fields.items() if v and name not in self._refused}
        return {"model": request.model, **sent}

    async def _asked(
        self, sent: Mapping[str, Any], sound: bytes
    ) -> tuple[int, str, Mapping[str, str]]:
        kind = _kind(sound)
        try:
            answer = await self._client.post(
                "/audio/transcriptions",
                body=dict(sent),
                files=[("file", (f"part.{kind}", sound, f"audio/{kind}"))],
                cast_to=httpx2.Response,
                options={"headers": {**RAW, "Content-Type": "multipart/form-data"}},
            )
        except openai.APIStatusError as error:
            response = error.response
            return response.status_code, decoded(response.content), response.headers
        except openai.APIError as error:
            raise unreached(self._target, error) from error
        try:
            return answer.status_code, await self._read(answer), answer.headers
        finally:
            await answer.aclose()

    async def _read(self, answer: httpx2.Response) -> str:
        data = bytearray()
        try:
            async for chunk in answer.aiter_bytes():
                data += chunk
                if len(data) > _MOST_BYTES:
                    raise EndpointError(
                        f"{place_of(self._target)}: the answer is larger than 64 MB"
                    )
        except (httpx2.TimeoutException, TimeoutError) as error:
            raise silent(self._target) from error
        except httpx2.HTTPError as error:
            raise BusyError(
                f"{place_of(self._target)}: the answer broke off ({error})", answered=True
            ) from error
        return decoded(bytes(data), answer.charset_encoding or "")

    def _adapt(self, status: int, said: str, sent: Mapping[str, Any]) -> bool:
        """Leave out, or put more simply, what the server refuses; False where it names nothing."""
        if status not in (400, 404, 415, 422, 500, 501):
            return False
        named = [name for name in _REFUSED if name in sent and _stem(name) in said]
        if not named and self._format and self._format in said:
            named = ["response_format"]
        if not named and _UNNAMED.search(said):
            named = [name for name in _REFUSED if name in sent]
        if not named:
            return False
        if named[0] == "response_format" and _POORER.get(self._format):
            self._format = _POORER[self._format]
        else:
            self._refused.add(named[0])
        return True

    def _completion(self, text: str, request: SpeechRequest) -> Completion:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            if text.lstrip().startswith(("<", "{", "[")):
                raise EndpointError(
                    f"{place_of(self._target)}: the answer is no transcription; "
                    "is the base URL right?"
                ) from None
            found = {"text": text}  # some servers know but the plain format
        if not isinstance(found, dict) or not ({"text", "segments"} & found.keys()):
            raise failure(0, fault_of(text), {}, place_of(self._target))
        used = Usage(tokens_in(request.end - request.start))
        return Completion(json.dumps(found, ensure_ascii=False), used)


def _stem(name: str) -> str:
    """The part of a parameter's name that a refusal is known by."""
    return "known_speaker" if name.startswith("known_speaker") else name


def _kind(sound: bytes) -> str:
    return "wav" if sound[:4] == b"RIFF" else "mpeg" if _is_mp3(sound) else "mp4"


def _is_mp3(sound: bytes) -> bool:
    return sound[:3] == b"ID3" or (sound[:1] == b"\xff" and sound[1:2] >= b"\xe0")


def _data_url(sound: bytes) -> str:
    return f"data:audio/{_kind(sound)};base64,{base64.b64encode(sound).decode('ascii')}"
