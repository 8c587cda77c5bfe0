import json
import re
from pathlib import Path

import pytest

import restyle
from restyle.document.formats.markdown import credit
from restyle.document.load import load_document
from restyle.events import Notice
from tests.conftest import EXAMPLE, ROOT, short_talk
from tests.endpoint import Body, Endpoint, Reply, refused, said
from tests.writer_answers import answered


def prompt_of(body: Body) -> str:
    return str(body["messages"][1]["content"])


def judged_with(found: object) -> object:
    """A writer that is well-behaved, and a judge that answers with this."""

    def answer(body: Body) -> Reply:
        if "Return the JSON object with what you found" not in prompt_of(body):
            return answered(body)
        return found(body) if callable(found) else said(json.dumps({"found": found}))

    return answer


def settings(endpoint: Endpoint, **others: object) -> restyle.Settings:
    return restyle.Settings(base_url=endpoint.url, model="m", cache=False, **others)  # type: ignore[arg-type]


def of_first_sentence(body: Body) -> Reply:
    """A verdict on the first sentence of each call, with words that were said."""
    prompt = prompt_of(body)
    source = re.search(r"<source-\w+>\n(?:[^:\n]{1,40}: )?((?:\S+ ){6})", prompt)
    if source is None:
        return said('{"found": []}')
    first = re.search(r"^\[(\d+)\] (.*)$", prompt, re.MULTILINE)
    assert first
    one = {
        "sentence": int(first[1]),
        "kind": "hedge",
        "source": source[1].strip(),
        "why": "a guess became a fact",
        "instead": f"Perhaps {first[2]}",
    }
    return said(json.dumps({"found": [one]}))


def test_a_document_is_judged_edited_and_says_so(endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.answer = judged_with(of_first_sentence)  # type: ignore[assignment]
    talk = short_talk(tmp_path / "talk.md")

    document = restyle.rewrite(talk, settings=settings(endpoint))

    mended = document.mended_by_judge
    assert mended
    assert all(one.fix.startswith("Perhaps ") and one.judge == "openai/m" for one in mended)
    assert any("Perhaps " in section.text for section in document.sections)
    assert document.judged > 20
    line = f"held against the talk by `openai/m`: {document.judged} sentences, {len(mended)} mended"
    assert line in credit(document)
    path = restyle.write(document, tmp_path / "a.md")
    assert load_document(path) == document


def test_no_section_is_written_anew_for_a_wording(endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.answer = judged_with(of_first_sentence)  # type: ignore[assignment]

    restyle.rewrite(short_talk(tmp_path / "talk.md"), settings=settings(endpoint))

    assert not [body for body in endpoint.bodies if "Your task: mend" in prompt_of(body)]


@pytest.mark.parametrize("judge", ["none", "openai/other"])
def test_another_model_judges_or_nobody(endpoint: Endpoint, judge: str) -> None:
    endpoint.answer = judged_with([])  # type: ignore[assignment]

    document = restyle.rewrite(EXAMPLE, settings=settings(endpoint, judge=judge))

    asked = {b["model"] for b in endpoint.bodies if "what you found" in prompt_of(b)}
    assert asked == (set() if judge == "none" else {"other"})
    assert bool(document.judgement) is (judge != "none")


def test_a_judge_that_fails_costs_no_document(endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.answer = judged_with(lambda body: refused(400, "no such thing"))  # type: ignore[assignment]
    events: list[object] = []

    document = restyle.rewrite(
        short_talk(tmp_path / "talk.md"), settings=settings(endpoint), observe=events.append
    )

    told = [event.message for event in events if isinstance(event, Notice)]
    assert any("were not judged" in line for line in told)
    assert document.judged == 0
    assert document.sections


def test_a_judge_sees_whose_voice_it_is_and_what_code_found(
    endpoint: Endpoint, tmp_path: Path
) -> None:
    endpoint.answer = judged_with([])  # type: ignore[assignment]
    talk = tmp_path / "talk.txt"
    talk.write_text(
        "Ada: Why?\nBo: The bridge was tapped in 2009 by a man with a hammer.\n" * 20, "utf-8"
    )

    def answer(body: Body) -> Reply:
        if "what you found" in prompt_of(body):
            return said('{"found": []}')
        if "# Write section" in prompt_of(body):
            return said(
                "## 1. A\n\nBo says: “Nobody has ever tapped a bridge with his bare hands.”"
            )
        return answered(body)

    endpoint.answer = answer
    restyle.rewrite(talk, settings=settings(endpoint))

    prompts = [prompt_of(b) for b in endpoint.bodies if "what you found" in prompt_of(b)]
    assert "“I” in the text is an author who heard the talk" in prompts[0]
    assert "Sentence 1: “Nobody has ever tapped a bridge with his bare hands.”" in prompts[0]


@pytest.mark.parametrize(
    ("author", "told"), [("voices/karpathy/bitcoin-core-24.md", False),
                         ("presidents/theodore-roosevelt/1902.txt", True)],
)  # fmt: skip
def test_a_judge_hears_of_a_text_that_is_far_from_its_voice(
    author: str, told: bool, endpoint: Endpoint, tmp_path: Path
) -> None:
    work = (ROOT / "benchmarks" / "authors" / author).read_text("utf-8")
    text = re.sub(r"^#.*\n", "", work, flags=re.MULTILINE)[:2500]

    def answer(body: Body) -> Reply:
        if "what you found" in prompt_of(body):
            return said('{"found": []}')
        if "# Write section" in prompt_of(body):
            return said(f"## 1. A\n\n{text}")
        return said(text) if "mend this section" in prompt_of(body) else answered(body)

    endpoint.answer = answer
    restyle.rewrite(short_talk(tmp_path / "talk.md"), settings=settings(endpoint, edit=False))

    prompts = [prompt_of(b) for b in endpoint.bodies if "what you found" in prompt_of(b)]
    assert ("far from the voice that it is written in: " in prompts[0]) is told
