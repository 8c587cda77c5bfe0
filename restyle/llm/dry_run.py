"""A model that answers with filler, so that a run can be rehearsed and counted unsent."""

import json
import re
from collections.abc import Callable

from restyle.llm.cache import digest
from restyle.llm.request import Completion, Request
from restyle.llm.store import Store

_MARK = re.compile(r"^\[#(\d+)[:\]]", re.MULTILINE)
_CHAPTER = re.compile(r"^\[#(\d+): ", re.MULTILINE)
_WANTED = re.compile(r"(\d{1,9}) topics, ")
_LENGTH = re.compile(r"\*\*Length:\*\* about (\d+) words")
_SECTION = re.compile(r"^- \*\*Section (\d+):\*\* about (\d+) words", re.MULTILINE)
_PLANNED = re.compile(r"^(\d+)\. .*, about (\d+) words\)$", re.MULTILINE)
_MOST = re.compile(r"at most (\d+) takeaways")
_KIND = re.compile(r'"kind": "([^"]+)", "claim"')
_SUMMARY = "what is claimed in this segment, with its numbers and its doubts, " * 2
_POINT = "a point with its number or its example, in a few words"
_POINTS = 3
_TERMS = 12  # a usual glossary
_WORDS = 300
_A_CHANGE = 100  # words of a document for one that a copy editor makes


class FillerModel:
    """Answers what is stored as it is stored, and all else with filler of the length asked for.

    `exchanges` are the requests with their answers, in order.
    """

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        self.exchanges: list[tuple[Request, Completion]] = []

    async def complete(self, request: Request) -> Completion:
        """Return the stored answer, or filler."""
        stored = self._store.get(digest(request)) if self._store else None
        stage = request.origin.stage.removesuffix("-again")
        filler = _answer(stage, request.messages[1].content)
        completion = stored or Completion(filler)
        self.exchanges.append((request, completion))
        return completion

    async def forget(self, request: Request) -> None:
        """Nothing is stored."""

    def stop(self) -> None:
        """Nothing is sent."""

    async def close(self) -> None:
        """Nothing to close."""


def _answer(stage: str, prompt: str) -> str:
    kind = next((one for one in _ANSWERS if stage.startswith(one)), "")
    if kind:
        return _ANSWERS[kind](prompt)
    length = _LENGTH.search(prompt)
    return "word " * int(length[1] if length else _WORDS)


def _outline(prompt: str) -> str:
    marks = [int(number) for number in _MARK.findall(prompt)]
    wanted = _WANTED.search(prompt)
    every = max(1, round(len(marks) / int(wanted[1]))) if wanted else 1
    chapters = [int(number) for number in _CHAPTER.findall(prompt)]
    begins = sorted({1, *chapters}) if len(chapters) > 1 else marks[::every]
    topics = [
        {
            "begins": n,
            "name": f"The Topic of Mark {n}",
            "summary": _SUMMARY,
            "weight": 5,
            "points": [{"at": n, "says": _POINT}] * _POINTS,
        }
        for n in begins
    ]
    terms = [{"name": f"term {n}", "note": "what it is, in a few words"} for n in range(_TERMS)]
    return json.dumps({"title": "The Title of the Talk", "topics": topics, "glossary": terms})


def _sections(prompt: str) -> str:
    return "\n\n".join(f"## {n}.\n\n" + "word " * int(w) for n, w in _SECTION.findall(prompt))


def _edited(prompt: str) -> str:
    """A document of the sections that are planned, somewhat fuller than the drafts."""
    planned = _PLANNED.findall(prompt)
    parts = [f"## {n}. Heading\n\n" + "word " * round(1.15 * int(w)) for n, w in planned]
    return "\n\n".join(["# The Title of the Talk", _SUMMARY, *parts])


def _copyedited(prompt: str) -> str:
    """As many changes as may be in a document of so many words, of no sentence."""
    words = len(prompt.rpartition("# The document")[2].split())
    return json.dumps({"changes": [{"sentence": 0, "instead": _SUMMARY}] * (words // _A_CHANGE)})


def _takeaways(prompt: str) -> str:
    most, kind = _MOST.search(prompt), _KIND.search(prompt)
    item: dict[str, object] = {"claim": "a claim of a line or so " * 2, "why": _SUMMARY}
    item |= {"sections": [1], "kind": kind[1] if kind else ""}
    return json.dumps({"takeaways": [item] * int(most[1] if most else 8)})


def _judged(prompt: str) -> str:
    return json.dumps({"found": []})


_ANSWERS: dict[str, Callable[[str], str]] = {
    "outline": _outline,
    "sections": _sections,
    "edit": _edited,
    "copyedit": _copyedited,
    "takeaways": _takeaways,
    "judge": _judged,
}
