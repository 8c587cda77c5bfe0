"""Checking off the event loop: a talk's sections and takeaways, in a thread or another process."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar, TypeVarTuple

from restyle.checking import Brief
from restyle.checking.verifier import CheckedTakeaway, Verifier
from restyle.concurrency import Executor
from restyle.document.document import Section, Takeaway
from restyle.transcript.transcript import Transcript

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_MOST = 8  # talks whose sentences a process keeps at hand


class Checker:
    """Checks what was made of one talk; the work itself is done `off` the loop."""

    def __init__(self, talk: Transcript, brief: Brief, off: Executor) -> None:
        self._about = (talk, brief)
        self._off = off

    async def sections(self, sections: Sequence[Section]) -> tuple[Section, ...]:
        """Return the sections with their findings and with what each paragraph rests on."""
        return await self._off(_sections, *self._about, tuple(sections))

    async def takeaways(
        self, takeaways: Sequence[Takeaway], sections: Sequence[Section]
    ) -> tuple[CheckedTakeaway, ...]:
        """Return takeaways with their findings, beside the parts of the talk they rest on."""
        return await self._off(_takeaways, *self._about, tuple(takeaways), tuple(sections))

    async def distinct(self, judged: Sequence[CheckedTakeaway]) -> tuple[Takeaway, ...]:
        """Return the takeaways that differ from one another, in their order."""
        return await self._off(_distinct, *self._about, tuple(judged))

    async def with_verifier(self, work: "Callable[[Verifier, *Ts], T]", *args: *Ts) -> T:
        """Return what a function of a module makes of what the talk is checked by."""
        return await self._off(_applied, work, *self._about, args)


def _applied(
    work: "Callable[[Verifier, *Ts], T]", talk: Transcript, brief: Brief, args: tuple[*Ts]
) -> T:
    return work(_verifier(talk, brief), *args)


@lru_cache(maxsize=_MOST)
def _verifier(talk: Transcript, brief: Brief) -> Verifier:
    return Verifier(talk, brief)


def _sections(talk: Transcript, brief: Brief, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return _verifier(talk, brief).sections(sections)


def _takeaways(
    talk: Transcript,
    brief: Brief,
    takeaways: tuple[Takeaway, ...],
    sections: tuple[Section, ...],
) -> tuple[CheckedTakeaway, ...]:
    return _verifier(talk, brief).takeaways(takeaways, sections)


def _distinct(
    talk: Transcript, brief: Brief, judged: tuple[CheckedTakeaway, ...]
) -> tuple[Takeaway, ...]:
    return _verifier(talk, brief).distinct(judged)
