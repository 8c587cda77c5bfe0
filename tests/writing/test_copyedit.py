"""The copy editor's pass: what is shown, and which changes are taken."""

import json

import pytest

from restyle.document.document import Paragraph, Section
from restyle.errors import AnswerError
from restyle.llm.request import Completion, Request, Usage
from restyle.style.files import load
from restyle.topics.outline import Outline, Topic
from restyle.transcript.transcript import Boundary, Cue, Source, Transcript, Turn
from restyle.writing import Edited, Job
from restyle.writing.ask import Asker
from restyle.writing.copyedit import copyedited
from restyle.writing.prompts import Prompts

TALK = Transcript(
    "A Talk",
    (Turn(0, "Ann", (Cue("We speak of bread. " * 60),)), Turn(1, "Ann", (Cue("Of rain. " * 60),))),
    Source("talk.txt"),
)
SEGMENTS = TALK.cut((Boundary(0), Boundary(1)))
CODE = "```\nheat the oven\nbake\n```"
TEXTS = (
    ("It rises. Nobody knows why it does.", "1. Flour comes in.\n2. **Dough:** It comes out."),
    ("Rain falls. All of it.", CODE, "| a | b |\n|---|---|\n| 1 | 2 |", "It stops."),
)


class Answering:
    """A model that gives one answer, and keeps what it was asked."""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.requests: list[Request] = []

    async def complete(self, request: Request) -> Completion:
        self.requests.append(request)
        return Completion(self.answer, Usage(1, 1), "stop")

    async def forget(self, request: Request) -> None: ...

    def stop(self) -> None: ...

    async def close(self) -> None: ...


def job(summary: str = "It is about bread.") -> Job:
    topics = (Topic("Bread", begin=Boundary(0)), Topic("Rain", begin=Boundary(1)))
    outline = Outline("A Talk", topics, summary=summary)
    return Job(TALK, SEGMENTS, outline, load("karpathy"), (100, 100))


def sections(repeated: int = 1) -> dict[int, Section]:
    """Two sections; with `repeated`, of so many times as many paragraphs."""
    return {
        n: Section(
            ("Bread", "Rain")[n],
            tuple(Paragraph(text, SEGMENTS[n].spans) for text in TEXTS[n] * repeated),
            SEGMENTS[n],
        )
        for n in range(2)
    }


async def made(
    changes: dict[int, str], *, summary: str = "It is about bread.", repeated: int = 9
) -> tuple[Edited, Answering]:
    rows = [{"sentence": n, "instead": text} for n, text in changes.items()]
    model = Answering(json.dumps({"changes": rows}))
    asker = Asker(model, "http://127.0.0.1", "openai/m", Prompts())
    return await copyedited(asker, job(summary), sections(repeated)), model


async def test_a_copy_editor_sees_the_talk_and_every_sentence_under_its_heading() -> None:
    _, model = await made({}, repeated=1)

    prompt = model.requests[0].messages[1].content
    assert prompt.index("<talk-") < prompt.index("# Your task: read it as a stranger")
    for line in ("[1] It is about bread.", "## 1. Bread\n\n[2] It rises.", "[4] 1. Flour comes in.",
                 "[5] 2. **Dough:** It comes out.", "## 2. Rain\n\n[6] Rain falls."):  # fmt: skip
        assert line in prompt
    assert "At most 1 of the 10 sentences" in prompt


async def test_short_last_lines_are_listed_where_many_sections_have_one() -> None:
    _, many = await made({}, repeated=1)
    assert "end on a short line: [10]." in many.requests[0].messages[1].content

    long = {
        1: Section(
            "Rain", (Paragraph("It rains on. " + "and on " * 20, SEGMENTS[1].spans),), SEGMENTS[1]
        )
    }
    model = Answering('{"changes": []}')
    asker = Asker(model, "http://127.0.0.1", "openai/m", Prompts())
    await copyedited(asker, job(), {0: sections()[0], **long})
    assert "short line" not in model.requests[0].messages[1].content


async def test_sentences_are_replaced_or_go_and_all_else_stays() -> None:
    found, _ = await made({1: "It is about bread and rain.", 2: "The dough rises.", 3: "-", 5: ""})

    assert found.summary == "It is about bread and rain."
    assert found.title == "A Talk"
    texts = [one.texts for one in found.sections]
    assert texts[0][:3] == ("The dough rises.", "1. Flour comes in.", TEXTS[0][0])
    assert texts[1] == TEXTS[1] * 9


@pytest.mark.parametrize(
    ("number", "instead", "text"),
    [
        (4, "1. Flour and water come in.", "1. Flour and water come in.\n2. **Dough:** It comes out."),
        (5, "**Dough:** Dough comes out.", "1. Flour comes in.\n2. **Dough:** Dough comes out."),
        (4, "# Flour\n\n<b>in</b>", None),
        (99, "Nowhere.", None),
        (0, "Nowhere.", None),
        (4, "Flour comes in. " * 40, None),
    ],
)  # fmt: skip
async def test_what_replaces_a_sentence_is_one_and_keeps_its_place_in_a_list(
    number: int, instead: str, text: str | None
) -> None:
    found, _ = await made({number: instead})

    (_, second, *_) = found.sections[0].texts
    if text:
        assert second == text
    else:
        assert "\n#" not in second
        assert "<b>" not in second
        assert second.endswith("\n2. **Dough:** It comes out.")


async def test_code_and_tables_stay() -> None:
    found, _ = await made({8: "no code", 9: "no table"}, repeated=1)

    assert found.sections[1].texts == TEXTS[1]


async def test_a_section_or_a_standfirst_is_not_struck_out_whole() -> None:
    model = {1: "", 2: "", 3: "", 4: "", 5: ""}
    with pytest.raises(AnswerError, match=r"changes 5 of 10 sentences"):
        await made(model, repeated=1)
    found, _ = await made({1: ""})
    assert found.summary == "It is about bread."


async def test_a_document_without_a_standfirst_is_read_like_any_other() -> None:
    found, model = await made({1: "The dough rises."}, summary="")

    assert found.summary == ""
    assert found.sections[0].texts[0] == "The dough rises. Nobody knows why it does."
    assert "[1] It rises." in model.requests[0].messages[1].content


@pytest.mark.parametrize("answer", ["no JSON", "{}", '{"changes": 7}'])
async def test_an_answer_without_changes_is_asked_for_once_more(answer: str) -> None:
    model = Answering(answer)
    asker = Asker(model, "http://127.0.0.1", "openai/m", Prompts())
    if answer == '{"changes": 7}':
        assert (await copyedited(asker, job(), sections())).summary == "It is about bread."
        return
    with pytest.raises(AnswerError, match="answered twice"):
        await copyedited(asker, job(), sections())
    assert len(model.requests) == 2


async def changed(paragraph: str, changes: dict[int, str]) -> str:
    """What becomes of one paragraph, of which the first sentence has the number 1."""
    rows = [{"sentence": n, "instead": text} for n, text in changes.items()]
    model = Answering(json.dumps({"changes": rows}))
    asker = Asker(model, "http://127.0.0.1", "openai/m", Prompts())
    section = Section(
        "Bread",
        tuple(Paragraph(one, SEGMENTS[0].spans) for one in (paragraph, "And so on. " * 40)),
        SEGMENTS[0],
    )
    found = await copyedited(asker, job(""), {0: section})
    return found.sections[0].texts[0]


@pytest.mark.parametrize(
    ("paragraph", "number", "instead", "text"),
    [
        ("1. Flour comes in.", 1, "1.5 million bags come in.", "1. 1.5 million bags come in."),
        ("- It is warm.", 1, "-5 degrees is cold.", "- -5 degrees is cold."),
        ("* It is warm.", 1, "**Warm** it is.", "* **Warm** it is."),
        ("1. Flour comes in.", 1, "2. Flour came in.", "1. Flour came in."),
        ("**Ann:** It is warm.", 1, "**Ann:** It was warm.", "**Ann:** It was warm."),
        ("**Ann:** It is warm.", 1, "Ann: It was warm.", "**Ann:** It was warm."),
        ("**Ann:** It is warm.", 1, "**Bob:** It was warm.", "**Ann:** It is warm."),
        ("1. One.\n2. Two is here.\n   1. Inner.", 1, "Uno.", "1. Uno.\n2. Two is here.\n   1. Inner."),
        ("3. Three.\n2. Two.\n1. One.", 2, "Due.", "3. Three.\n2. Due.\n1. One."),
        ("1. One.\n2. Two.\n3. Three.", 2, "", "1. One.\n2. Three."),
    ],
)  # fmt: skip
async def test_an_item_keeps_its_mark_its_label_and_its_number(
    paragraph: str, number: int, instead: str, text: str
) -> None:
    assert await changed(paragraph, {number: instead}) == text


@pytest.mark.parametrize(
    ("paragraph", "changes"),
    [
        ("It rises.\nNobody knows why.", {2: "==="}),
        ("It ` rises. Nobody knows.", {2: "` <img src=x onerror=alert(1)> `"}),
        ("他说。他走。", {1: "[链接]", 2: "(http://evil.example)"}),
        ("Run it:\n```\nmake all. Then go.\n```", {2: "Make none."}),
        ("It rises.", {1: "…"}),
        ("It rises.", {1: "\u200b"}),
        ("It rises.", {1: "--"}),
    ],
)
async def test_what_would_make_something_else_of_a_paragraph_leaves_it_as_it_was(
    paragraph: str, changes: dict[int, str]
) -> None:
    assert await changed(paragraph, changes) == paragraph


async def test_a_sentence_of_which_the_answer_says_nothing_stays() -> None:
    rows = [{"sentence": 1, "instead": None}, {"sentence": 2}, {"sentence": True, "instead": "No."}]
    model = Answering(json.dumps({"changes": rows}))
    asker = Asker(model, "http://127.0.0.1", "openai/m", Prompts())

    found = await copyedited(asker, job(), sections(9))

    assert found.summary == "It is about bread."
    assert found.sections[0].texts == TEXTS[0] * 9
