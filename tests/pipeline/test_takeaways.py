"""What stands about the sections of a document."""

import json
import tomllib

import restyle
from restyle.events import Event, Notice
from restyle.llm.providers.scripted import Answer, ScriptedModel
from tests.conftest import EXAMPLE, RECORDING


def recorded(standfirst: str) -> ScriptedModel:
    """The example's recording, with a copy editor who puts something else for its standfirst."""
    answers = [Answer(**one) for one in tomllib.loads(RECORDING.read_text("utf-8"))["answers"]]
    change = json.dumps({"changes": [{"sentence": 1, "instead": standfirst}]})
    kept = [one for one in answers if one.stage != "copyedit"]
    return ScriptedModel([*kept, Answer("copyedit", change, "karpathy")])


def test_a_standfirst_that_nobody_bears_out_gives_way_to_the_one_before() -> None:
    events: list[Event] = []
    settings = restyle.Settings(style="karpathy", judge="none")

    document = restyle.rewrite(
        EXAMPLE,
        model=recorded("Ericsson sends your computer 77 fake headers."),
        settings=settings,
        observe=events.append,
    )

    said = [one.message for one in events if isinstance(one, Notice)]
    assert document.outline.summary.startswith("A stranger sends your computer a billion")
    assert any("a summary was left out: '77 fake'" in one for one in said)
