"""Answers of a well-behaved model, for tests of what surrounds it."""

import json
import re

from restyle.text import sentences
from tests.endpoint import Body, Reply, said


def outline(numbers: list[int], title: str = "A Title") -> str:
    """An outline whose topics begin at these marks."""
    topics = [
        {"begins": n, "name": f"Topic {chr(64 + n)}", "summary": "It is so."} for n in numbers
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
    if "Return the JSON object: a title" in prompt:
        return outline([int(n) for n in re.findall(r"^\[#(\d+)[:\]]", prompt, re.MULTILINE)])
    if "Return the JSON object with " in prompt:
        return takeaways()
    return section(prompt)


def section(prompt: str) -> str:
    """A faithful section: every third sentence of its source, as it was said."""
    source = re.findall(r"<source-[0-9a-f]{24}>\n(.*?)\n</source-", prompt, re.DOTALL)[-1]
    spoken = re.sub(r"^[^:\n]{1,40}: ", "", source, flags=re.MULTILINE)
    said = [one for one in sentences.split(spoken) if len(one.split()) > 4][::3]
    return "\n\n".join(" ".join(said[n : n + 5]) for n in range(0, len(said), 5)) or spoken
