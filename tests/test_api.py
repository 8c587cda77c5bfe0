"""The library's calls, on the example and its recording."""

import re
from pathlib import Path

import pytest

import restyle
from restyle.events import Event, Notice
from restyle.llm.events import CallDone, ModelChosen
from restyle.pipeline.events import DocumentDone, StageStarted, TopicsFound, TranscriptRead
from tests.conftest import EXAMPLE, RECORDING
from tests.endpoint import Body, Endpoint, Reply, said
from tests.writer_answers import answered, sections


def test_the_example_is_assembled_from_its_recording() -> None:
    model = restyle.ScriptedModel.load(RECORDING)

    document = restyle.rewrite(EXAMPLE, style="karpathy", model=model)

    title = "Seven Changes Coming in Bitcoin Core 24.0"
    assert document.title == f"{title} — Rewritten in Karpathy Style"
    assert [section.heading for section in document.sections][:2] == [
        "Test the Release Candidate Before It Breaks Your Setup",
        "Fake Headers Come by the Billion, and Your Node Has to Keep Them",
    ]
    assert len(document.takeaways) == 5
    assert any(
        one.text.startswith("**Before you count on a bitcoin payment") for one in document.takeaways
    )
    assert [finding for section in document.sections for finding in section.findings] == []
    stages = [request.origin.stage for request in model.requests]
    first, *drafts = list(dict.fromkeys(stages))[:3]
    assert (first, set(drafts)) == ("outline", {"sections", "freely"}), "side by side"
    assert list(dict.fromkeys(stages))[3:] == [
        "edit",
        "copyedit",
        "judge",
        "takeaways",
        "judge-closing",
    ]
    assert document.words < 0.42 * document.transcript.words
    assert any(section.left_out for section in document.sections)


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (
        restyle.render(restyle.rewrite(EXAMPLE, model=restyle.ScriptedModel.load(RECORDING)))
        for _ in range(2)
    )

    assert first == second


def test_what_is_the_same_for_every_section_comes_first() -> None:
    model = restyle.ScriptedModel.load(RECORDING)

    restyle.rewrite(EXAMPLE, model=model)

    prompts = [r.messages for r in model.requests if r.origin.stage == "sections"]
    assert len({messages[0].content for messages in prompts}) == 1
    assert len({messages[1].content.partition("</talk-")[0] for messages in prompts}) == 1


def test_an_observer_sees_the_stages_in_order(endpoint: Endpoint) -> None:
    endpoint.answer = answered
    events: list[Event] = []
    settings = restyle.Settings(base_url=endpoint.url, model="m", cache=False)

    restyle.rewrite(EXAMPLE, settings=settings, observe=events.append)

    kinds = [type(event) for event in events]
    assert kinds[:2] == [TranscriptRead, StageStarted]
    assert any(isinstance(event, TopicsFound) and event.count > 8 for event in events)
    assert sum(e.parts for e in events if isinstance(e, CallDone) and e.stage == "sections") > 8
    assert kinds[-1] is DocumentDone
    chosen = next(event for event in events if isinstance(event, ModelChosen))
    assert (chosen.model, chosen.host) == ("openai/m", endpoint.url[7:-3])
    judging = [e for e in events if isinstance(e, ModelChosen) and e.judges]
    calls = chosen.calls + sum(one.calls for one in judging) + 1  # which judges what closes
    assert calls == kinds.count(CallDone)
    assert 20_000 < chosen.tokens < 80_000


async def test_a_running_loop_is_told_to_await() -> None:
    with pytest.raises(restyle.RestyleError, match=r"await restyle\.arewrite"):
        restyle.rewrite(EXAMPLE)

    document = await restyle.arewrite(EXAMPLE, model="none")
    assert "Extract" in document.title


def test_a_title_of_ones_own_changes_no_call() -> None:
    plain, titled = restyle.ScriptedModel.load(RECORDING), restyle.ScriptedModel.load(RECORDING)
    restyle.rewrite(EXAMPLE, model=plain)

    document = restyle.rewrite(EXAMPLE, model=titled, title="Mine *own*")

    assert document.title == "Mine \\*own\\* — Rewritten in Karpathy Style"
    assert titled.requests == plain.requests


def test_a_second_run_is_answered_from_the_cache(endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.answer = answered
    settings = restyle.Settings(base_url=endpoint.url, model="m", cache_dir=str(tmp_path / "c"))

    first = restyle.rewrite(EXAMPLE, settings=settings)
    asked = len(endpoint.bodies)
    second = restyle.rewrite(EXAMPLE, settings=settings)

    assert asked == len(endpoint.bodies) < 14
    assert first == second


def test_a_finding_is_repaired_and_the_better_text_kept(endpoint: Endpoint) -> None:
    def answer(body: Body) -> Reply:
        prompt = body["messages"][1]["content"]
        if "What the check found" in prompt and "that was made of it, 3 of" in prompt:
            return said("Nothing of the kind.")
        if "# Write sections" not in prompt:
            return answered(body)
        odd = "It takes 12345 megabytes of disk.\n\n## "
        return said(re.sub(r"## (?=[45]\.)", odd, f"{sections(prompt)}\n\n").rstrip())

    endpoint.answer = answer
    settings = restyle.Settings(base_url=endpoint.url, model="m", cache=False)

    document = restyle.rewrite(EXAMPLE, settings=settings)

    kept, mended = document.sections[2:4]
    assert "12345" not in mended.text
    assert mended.findings == ()
    assert "number" in [finding.kind for finding in mended.mended]
    assert "12345" in kept.text, "a repair that loses the rest is no better"
    assert "number" in [finding.kind for finding in kept.findings]


def test_an_outline_that_is_not_json_is_asked_for_once_more(endpoint: Endpoint) -> None:
    events: list[Event] = []

    def answer(body: dict[str, object]) -> Reply:
        first = len(endpoint.bodies) == 1
        return said("Certainly! Here is the outline.") if first else answered(body)

    endpoint.answer = answer
    settings = restyle.Settings(base_url=endpoint.url, model="m", cache=False)

    restyle.rewrite(EXAMPLE, settings=settings, observe=events.append)

    complaint = endpoint.bodies[1]["messages"]
    assert [message["role"] for message in complaint] == ["system", "user", "assistant", "user"]
    assert "it holds no JSON object" in complaint[-1]["content"]
    assert Notice("outline: asking again: it holds no JSON object") in events


def test_an_answer_that_ran_out_of_room_is_asked_for_with_more(endpoint: Endpoint) -> None:
    def answer(body: dict[str, object]) -> Reply:
        short = int(str(body["max_completion_tokens"])) < 20_000
        return said("Half of", "length") if short else answered(body)

    endpoint.answer = answer
    settings = restyle.Settings(base_url=endpoint.url, model="m", cache=False)

    document = restyle.rewrite(EXAMPLE, settings=settings)

    assert "Half of" not in restyle.render(document)
    assert len(endpoint.bodies) % 2 == 0
