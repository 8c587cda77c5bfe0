"""The editor's pass: what of an answer is taken, and where it is put."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from restyle.document.document import Paragraph, Section
from restyle.errors import AnswerError
from restyle.llm.request import Completion, Request, Usage
from restyle.style.files import load
from restyle.topics.outline import Outline, Topic
from restyle.transcript.transcript import Boundary, Cue, Source, Transcript, Turn
from restyle.writing import Job
from restyle.writing.ask import Asker
from restyle.writing.edit import edited_sections
from restyle.writing.prompts import Prompts

TALK = Transcript(
    "A Talk",
    (
        Turn(0, "Ann", (Cue("We speak of bread, which rises slowly. " * 30),)),
        Turn(1, "Ann", (Cue("And then of bridges, which nobody built. " * 30),)),
    ),
    Source("talk.txt"),
)
SEGMENTS = TALK.cut([Boundary(0), Boundary(1)])
FIRST = ("Bread rises. It takes a night.\n\n", "- Flour.\n- Water.")
SECOND = ("Nobody built the bridge. It was a pity, he said.",)


class Answering:
    """A model that gives one answer; it keeps what it was asked."""

    def __init__(self, answer: object) -> None:
        self.answer = answer if isinstance(answer, str) else json.dumps(answer)
        self.requests: list[Request] = []

    async def complete(self, request: Request) -> Completion:
        self.requests.append(request)
        return Completion(self.answer, Usage(1, 1), "stop")

    async def forget(self, request: Request) -> None: ...

    def stop(self) -> None: ...

    async def close(self) -> None: ...


def job(words: int = 100) -> Job:
    topics = (Topic("Bread", begin=Boundary(0)), Topic("Bridges", begin=Boundary(1)))
    return Job(
        TALK, SEGMENTS, Outline("A Talk", topics), load("karpathy"), (words, words),
        (Boundary(0), Boundary(1)),
    )  # fmt: skip


def sections() -> dict[int, Section]:
    texts = {0: [text.strip() for text in FIRST], 1: list(SECOND)}
    return {
        n: Section(
            f"Heading {n}", tuple(Paragraph(t, SEGMENTS[n].spans) for t in texts[n]), SEGMENTS[n]
        )
        for n in texts
    }


async def edited(answer: object, words: int = 100) -> tuple[Mapping[int, Section], Answering]:
    model = Answering(answer)
    asker = Asker(model, "", "given/model", Prompts())
    return await edited_sections(asker, job(words), sections()), model


def edit(first: int, last: int, text: str) -> dict[str, object]:
    return {"from": first, "to": last, "text": text}


async def test_the_editor_sees_the_talk_first_and_every_sentence_by_its_number() -> None:
    _, model = await edited({"edits": []})
    prompt = model.requests[0].messages[1].content

    assert prompt.index("<talk-") < prompt.index("# Your task")
    assert re.findall(r"^\[(\d+)\] ", prompt, re.MULTILINE) == list("123456")
    assert "## 1. Heading 0 (" in prompt
    assert "140 at the most)" in prompt


async def test_sentences_are_replaced_and_no_other_is_touched() -> None:
    found, _ = await edited({"edits": [edit(2, 2, "It takes all night.")]})

    assert [one.text for one in found[0].paragraphs] == [
        "Bread rises. It takes all night.",
        "- Flour.\n- Water.",
    ]
    assert found[1] == sections()[1]


async def test_sentences_go_and_headings_change() -> None:
    answer = {
        "edits": [edit(6, 6, "")],
        "headings": [{"section": 2, "heading": "The Bridge  Nobody *Built*"}],
    }
    found, _ = await edited(answer)

    assert found[1].text == "Nobody built the bridge."
    assert found[1].heading == "The Bridge Nobody *Built*"
    assert found[0].heading == "Heading 0"


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (edit(1, 2, "It rises.\n\nAll night."), "It rises.\n\nAll night.\n\n- Flour.\n- Water."),
        (edit(2, 3, "It takes:\n\n- Flour."), "Bread rises. It takes:\n\n- Flour.\n- Water."),
        (edit(1, 1, "1. One.\n2. Two."), "1. One.\n2. Two.\n\nIt takes a night.\n\n- Flour.\n- Water."),
        (edit(2, 2, "- One."), "Bread rises.\n\n- One.\n- Flour.\n- Water."),
        (edit(3, 3, "- Rye flour."), "Bread rises. It takes a night.\n\n- Rye flour.\n- Water."),
        (edit(3, 4, ""), "Bread rises. It takes a night."),
    ],
)  # fmt: skip
async def test_lists_and_paragraphs_stand_by_themselves(
    change: dict[str, object], text: str
) -> None:
    found, _ = await edited({"edits": [change]})

    assert found[0].text == text


async def test_no_section_grows_beyond_its_most_and_what_shortens_is_taken_first() -> None:
    long, short = "word " * 40, "Bread rises in " + "word " * 8
    answer = {"edits": [edit(1, 1, short), edit(2, 2, long), edit(6, 6, "A pity.")]}
    found, _ = await edited(answer, words=20)

    assert found[0].text.startswith("Bread rises in word")
    assert "It takes a night." in found[0].text
    assert found[1].text == "Nobody built the bridge. A pity."


@pytest.mark.parametrize(
    "change",
    [
        edit(0, 1, "X."),
        edit(6, 7, "X."),
        edit(4, 5, "X."),
        edit(-3, -2, "X."),
        edit(99, 99, "X."),
        {"from": 1, "text": None},
    ],
)
async def test_an_edit_of_no_section_or_of_two_is_passed_over(change: dict[str, object]) -> None:
    found, _ = await edited({"edits": [change, edit(5, 5, "Nobody did.")]})

    assert found[1].text == "Nobody did. It was a pity, he said."
    assert "X." not in found[0].text


async def test_of_two_edits_of_one_sentence_the_first_counts() -> None:
    found, _ = await edited({"edits": [edit(5, 6, "One."), edit(6, 6, "Two.")]})

    assert found[1].text == "One."


async def test_an_edit_brings_no_heading_image_or_markup_into_the_document() -> None:
    text = "# A heading\n\n<script>x</script> ![x](http://a.example/x.png)"
    answer = {
        "edits": [edit(5, 5, text)],
        "headings": [{"section": 1, "heading": "# <b>X</b>\n\nY"}],
    }
    found, _ = await edited(answer)

    assert "<script>" not in found[1].text.replace("\\<script", "")
    assert not re.search(r"^#", found[1].text, re.MULTILINE)
    assert "![" not in found[1].text
    assert "\n" not in found[0].heading
    assert "<b>" not in found[0].heading.replace("\\<b", "")


async def test_a_section_of_which_all_goes_stands_as_it_was() -> None:
    found, _ = await edited({"edits": [edit(5, 6, "")]})

    assert found[1] == sections()[1]


async def test_an_answer_that_is_none_is_an_error() -> None:
    with pytest.raises(AnswerError, match="edit: given/model answered twice"):
        await edited("I like it as it is.")


async def test_what_was_asked_and_is_kept_of_a_section_stays_with_it() -> None:
    model = Answering({"edits": [edit(5, 5, "Nobody did.")]})
    given = {1: replace(sections()[1], asked=120)}
    given = {0: sections()[0], **given}
    found = await edited_sections(Asker(model, "", "given/model", Prompts()), job(), given)

    assert found[1].asked == 120
    assert found[1].segment == SEGMENTS[1]


@pytest.mark.parametrize(
    ("block", "change", "text"),
    [
        ("**Ann:** Hi there. Bye.", edit(1, 1, "**Ann:** Hello."), "**Ann:** Hello. Bye."),
        ("> Quoted words. More.", edit(1, 1, "> Other words."), "> Other words. More."),
        ("- **Flour:** It is white.", edit(1, 1, "- **Flour:** Grey."), "- **Flour:** Grey."),
        ("Bread rises. It takes a night.", edit(2, 2, "[2] All night."), "Bread rises. All night."),
        (
            "> Ann said yes.\n>\n> Bob said it rises. He left.",
            edit(2, 2, "Bob denied it."),
            "> Ann said yes.\n>\n> Bob denied it. He left.",
        ),
        ("1. A one.\n2. B two.\n3. C three.", edit(1, 1, ""), "1. B two.\n2. C three."),
        ("- **Flour:** It is white.\n- Rye.", edit(1, 1, ""), "- Rye."),
        ("One here. Two here.", edit(1, 1, "> One said."), "> One said.\n\nTwo here."),
        ("One here. Two here.", edit(2, 2, "> One said."), "One here.\n\n> One said."),
        ("One here. Two here.", edit(1, 1, "```\ncode\n```"), "```\ncode\n```\n\nTwo here."),
        ("```\nrun it. Then stop.\n```", edit(1, 1, "Run it."), "Run it."),
        ("- One is.\n- Two is.", edit(1, 1, "Rye flour.\n\nAnd wheat."), "- Rye flour. And wheat.\n- Two is."),
        ("If you would like, A \\<b\\> tag. Two.", edit(2, 2, "3."), "If you would like, A \\<b\\> tag. 3."),
    ],
)  # fmt: skip
async def test_an_edit_fits_into_what_stands_round_it(
    block: str, change: dict[str, object], text: str
) -> None:
    model = Answering({"edits": [change]})
    given = {0: replace(sections()[0], paragraphs=(Paragraph(block, SEGMENTS[0].spans),))}
    asker = Asker(model, "", "given/model", Prompts())

    assert (await edited_sections(asker, job(), given))[0].text == text


async def test_letters_keep_their_places_whatever_goes_before_them() -> None:
    block = "> Ann said yes.\n>\n> Bob said it rises. Nobody asked him. He left early."
    model = Answering({"edits": [edit(3, 3, "No one asked."), edit(4, 4, "")]})
    given = {0: replace(sections()[0], paragraphs=(Paragraph(block, SEGMENTS[0].spans),))}
    found = await edited_sections(Asker(model, "", "given/model", Prompts()), job(), given)

    assert found[0].text == "> Ann said yes.\n>\n> Bob said it rises. No one asked."


async def test_a_section_that_nobody_edits_is_the_same_section() -> None:
    odd = Paragraph("A \\<b\\> tag. If you like, let me know!", SEGMENTS[0].spans)
    given = {0: replace(sections()[0], paragraphs=(odd,))}
    model = Answering({"edits": []})
    found = await edited_sections(Asker(model, "", "given/model", Prompts()), job(), given)

    assert found == given
