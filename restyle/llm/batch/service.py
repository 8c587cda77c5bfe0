"""OpenAI's Batch API: a file up, a batch begun, looked after, its answers down."""

import json
import tempfile
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path

import openai
from openai.types import Batch as Told

from restyle.errors import EndpointError
from restyle.llm._client import client_for, place_of, unreached
from restyle.llm.answers.bodies import decoded, fault_of
from restyle.llm.answers.refusals import failure
from restyle.llm.endpoints import Target

_NAME = "restyle"  # the key under which a batch's name stands in its metadata
_TRIES = 6  # of a call that may be made twice
_MOST_LISTED = 2000  # batches that are looked through for one that was sent and not noted
_GONE = "gone"  # what the endpoint knows no more
_ENDED = frozenset({"completed", "failed", "expired", "cancelled", _GONE})
_NO_ROUTE = "has no Batch API; leave --via out, or use --via batch-file"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is: what the endpoint calls its state, how many requests are done.

    `files` hold answers, when it has ended; `faults` say why it failed.
    """

    state: str
    done: int
    total: int
    files: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether nothing more is to come."""
        return self.state in _ENDED


class BatchService:
    """The Batch API of an endpoint."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._once = client_for(target)
        self._client = self._once.with_options(max_retries=_TRIES)

    async def close(self) -> None:
        """Close the connections."""
        await self._once.close()

    async def send(self, path: Path, name: str) -> str:
        """Send a file as a batch and return its id; raises EndpointError.

        Where nobody knows whether it was begun, it is looked for before it is begun again.
        """
        try:
            with path.open("rb") as data:
                named = (f"{name}.jsonl", data)
                file = await self._client.files.create(file=named, purpose="batch")
            for _ in range(_TRIES):
                try:
                    begun = await self._once.batches.create(
                        input_file_id=file.id,
                        endpoint="/v1/chat/completions",
                        completion_window="24h",
                        metadata={_NAME: name},
                    )
                except openai.APIConnectionError as error:
                    last = error
                    if found := await self.find(name):
                        return found
                else:
                    return begun.id
            raise unreached(self._target, last) from last
        except openai.APIError as error:
            raise self._fault(error) from error

    async def find(self, name: str) -> str:
        """Return the id of the batch that was sent under a name; empty where there is none."""
        try:
            looked = 0
            async for one in self._client.batches.list(limit=100):
                looked += 1
                if (one.metadata or {}).get(_NAME) == name:
                    return one.id
                if looked == _MOST_LISTED:
                    break
        except openai.APIError as error:
            raise self._fault(error) from error
        return ""

    async def progress(self, id: str) -> Progress:
        """Return how far a batch is; raises EndpointError."""
        try:
            return _progress(await self._client.batches.retrieve(id))
        except openai.NotFoundError:
            return Progress(_GONE, 0, 0)
        except openai.APIError as error:
            raise self._fault(error) from error

    async def lines(self, file: str) -> AsyncIterator[str]:
        """Yield the lines of a file of answers; it is loaded whole first, onto the disk."""
        with tempfile.TemporaryFile("w+b") as kept:
            try:
                async with self._client.files.with_streaming_response.content(file) as answer:
                    async for chunk in answer.iter_bytes():
                        kept.write(chunk)
            except openai.NotFoundError:
                return  # its requests are asked again
            except openai.APIError as error:
                raise self._fault(error) from error
            kept.seek(0)
            for line in kept:
                yield line.decode("utf-8", "replace")

    def _fault(self, error: openai.APIError) -> Exception:
        if not isinstance(error, openai.APIStatusError):
            return unreached(self._target, error)
        if error.status_code in (404, 405, 501):
            return EndpointError(f"{place_of(self._target)}: {_NO_ROUTE}")
        text = decoded(error.response.content)
        headers = error.response.headers
        return failure(error.status_code, fault_of(text), headers, place_of(self._target))


def _progress(told: Told) -> Progress:
    counts = told.request_counts
    files = (told.output_file_id, told.error_file_id)
    faults = (told.errors.data or []) if told.errors else []
    return Progress(
        told.status,
        (counts.completed + counts.failed) if counts else 0,
        counts.total if counts else 0,
        tuple(one for one in files if one),
        tuple(json.dumps({"code": f.code, "message": f.message}) for f in faults),
    )


def messages_of(faults: Iterable[str]) -> str:
    """Return what faults say, on one line."""
    return "; ".join(str(json.loads(one)["message"]) for one in list(faults)[:3])
