"""Answers of a well-behaved model, for tests of what surrounds it."""

import json
import re

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
    prompt = body["messages"][1]["content"]
    if "Return the JSON object: a title" in prompt:
        return said(outline([int(n) for n in re.findall(r"^\[#(\d+)[:\]]", prompt, re.MULTILINE)]))
    if "Return the JSON object with at most" in prompt:
        return said(takeaways())
    return said("The section, in the voice.\n\nIts second paragraph.")
