"""Answers of a well-behaved model, for tests of what surrounds it."""

import json
import re
from collections.abc import Callable

from restyle.text import sentences
from tests.endpoint import Body, Reply, said


def outline(numbers: list[int], title: str = "A Title") -> str:
    """An outline whose topics begin at these marks."""
    topics = [
        {"begins": n, "name": f"Topic {chr(64 + n)}", "summary": "It is so.", "weight": 5}
        for n in numbers
    ]
    return json.dumps({"title": title, "topics": topics, "glossary": [{"name": "Ada", "note": ""}]})


def takeaways() -> str:
    """Two takeaways."""
    items = [{"claim": "It is so.", "why": "Somebody said it.", "sections": [1]}]
    return json.dumps(
        {"takeaways": [*items, {"claim": "It is not.", "why": "", "sections": [1, 99]}]}
    )


def answered(body: Body) -> Reply:
    """The right answer to whatever restyle asks."""
    return said(written(body))


def written(body: Body) -> str:
    """The text of the right answer."""
    prompt = body["messages"][1]["content"]
    for asked, answer in _ANSWERS.items():
        if asked in prompt:
            return answer(prompt)
    return section(prompt)


def planned(prompt: str) -> str:
    """An outline whose topics begin at chapters, or at marks as many as are wanted."""
    marks = [int(n) for n in re.findall(r"^\[#(\d+)[:\]]", prompt, re.MULTILINE)]
    chapters = [int(n) for n in re.findall(r"^\[#(\d+): ", prompt, re.MULTILINE)]
    if len(chapters) > 1:
        return outline(sorted({1, *chapters}))
    wanted = re.findall(r"(\d+) topics, ", prompt)[-1]
    return outline(marks[:: max(1, round(len(marks) / int(wanted)))])


def edited(prompt: str) -> str:
    """The first draft as it is, under a title and a standfirst."""
    draft = re.search(r"<draft-[0-9a-f]{24}>\n(.*?)\n</draft-", prompt, re.DOTALL)
    return f"# A Title\n\nWhat it is about.\n\n{draft[1] if draft else ''}"


def sections(prompt: str) -> str:
    """The sections that are asked for, each of every third sentence of its part of the talk."""
    talk = re.search(r"<talk-[0-9a-f]{24}>\n(.*?)\n</talk-", prompt, re.DOTALL)
    pieces = re.split(r"^\[#(\d+)(?:: [^\n\]]*)?\] ", talk[1] if talk else "", flags=re.MULTILINE)
    said = dict(zip(map(int, pieces[1::2]), pieces[2::2], strict=True))
    parts = []
    for number, words in re.findall(
        r"^- \*\*Section (\d+):\*\* about (\d+) words", prompt, re.MULTILINE
    ):
        line = re.search(rf"^{number}\. .*\(\[#(\d+)\](?: to \[#(\d+)\])?\)$", prompt, re.MULTILINE)
        first, last = (int(line[1]), int(line[2] or line[1])) if line else (0, 0)
        text = "\n\n".join(said[n] for n in range(first, last + 1))
        parts.append(f"## {number}. A Heading\n\n{_third(text, int(words))}")
    return "\n\n".join(parts)


def section(prompt: str) -> str:
    """A faithful section: every third sentence of its source, as it was said."""
    source = re.findall(r"<source-[0-9a-f]{24}>\n(.*?)\n</source-", prompt, re.DOTALL)[-1]
    asked = re.search(r"\*\*Length:\*\* about (\d+) words", prompt)
    return _third(source, int(asked[1]) if asked else len(source.split()))


def _third(source: str, words: int) -> str:
    """Every third sentence of a source, until there are about so many words."""
    spoken = re.sub(r"^[^:\n]{1,40}: ", "", source, flags=re.MULTILINE)
    found = [one for one in sentences.split(spoken) if len(one.split()) > 4][::3]
    said: list[str] = []
    left = words
    for one in found:
        if said and len(one.split()) > left:
            continue
        said.append(one)
        left -= len(one.split())
    paragraphs = [" ".join(said[n : n + 5]) for n in range(0, len(said), 5)]
    return "\n\n".join(paragraphs) or " ".join(spoken.split()[:words])


_ANSWERS: dict[str, Callable[[str], str]] = {  # by what stands in the prompt, the first that does
    "Return the JSON object: a title": planned,
    "# Your task: the last hand": edited,
    "# Your task: read it as a stranger": lambda _: json.dumps({"changes": []}),
    "Return the JSON object with what you found": lambda _: json.dumps({"found": []}),
    "Return the JSON object with ": lambda _: takeaways(),
    "# Your task: rewrite this talk": lambda _: "## All of It\n\n" + "Word by word. " * 400,
    "# The plan\n": sections,
}
