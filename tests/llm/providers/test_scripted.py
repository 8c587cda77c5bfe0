from dataclasses import replace
from pathlib import Path

import pytest

from restyle.errors import AnswerError, SettingsError
from restyle.events import Event, Notice
from restyle.llm.providers.scripted import Answer, ScriptedModel, prompt_digest
from restyle.llm.request import Message, Origin, Request, Sampling

REQUEST = Request(
    "", "m", (Message("user", "Hello"),), Sampling(), 9, origin=Origin("section", "plain", 2)
)


async def test_an_answer_is_found_by_stage_style_and_segment() -> None:
    model = ScriptedModel(
        [Answer("section", "One.", "plain", 1), Answer("section", "Two.", "plain", 2)]
    )

    assert (await model.complete(REQUEST)).text == "Two."
    assert model.requests == [REQUEST]


async def test_a_missing_answer_says_which() -> None:
    with pytest.raises(AnswerError, match="no answer for section 2 in style plain"):
        await ScriptedModel([]).complete(REQUEST)


async def test_a_changed_prompt_warns_and_still_replays() -> None:
    events: list[Event] = []
    stamp = prompt_digest(REQUEST.messages)
    model = ScriptedModel([Answer("section", "Two.", "plain", 2, stamp)], events.append)

    await model.complete(REQUEST)
    answer = await model.complete(replace(REQUEST, messages=(Message("user", "Hello,"),)))

    assert answer.text == "Two."
    assert events == [
        Notice("the recorded answer for section 2 in style plain is to an older prompt")
    ]


@pytest.mark.parametrize("text", ["not toml [", "[[answers]]\nstage = 1\n"])
def test_a_faulty_recording_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "r.toml"
    path.write_text(text)

    with pytest.raises(SettingsError, match=r"r\.toml: is not a recording"):
        ScriptedModel.load(path)


def test_a_missing_recording_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        ScriptedModel.load(tmp_path / "none.toml")
