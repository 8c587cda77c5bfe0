"""The editor's pass: what an editor is shown, and what of the answer is taken."""

import pytest

from restyle.document.document import Paragraph, Section
from restyle.errors import AnswerError
from restyle.llm.request import Completion, Request, Usage
from restyle.style.files import load
from restyle.topics.outline import Outline, Topic
from restyle.transcript.transcript import Boundary, Cue, Source, Transcript, Turn
from restyle.writing import Edited, Job
from restyle.writing.ask import Asker
from restyle.writing.edit import edited
from restyle.writing.prompts import Prompts

SUBJECTS = ("bread", "bridges", "rain", "chess")
TALK = Transcript(
    "A Talk",
    tuple(Turn(n, "Ann", (Cue(f"We speak of {it}. " * 60),)) for n, it in enumerate(SUBJECTS)),
    Source("talk.txt"),
)
BEGINS = tuple(Boundary(n) for n in range(4))
SEGMENTS = TALK.cut(BEGINS)


class Answering:
    """A model that gives its answers in turn, the last one for ever; it keeps what it was asked."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.requests: list[Request] = []

    async def complete(self, request: Request) -> Completion:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return Completion(answer, Usage(1, 1), "stop")

    async def forget(self, request: Request) -> None: ...

    def stop(self) -> None: ...

    async def close(self) -> None: ...


def job(*, settled: bool = False) -> Job:
    topics = (Topic(it.title(), begin=begin) for it, begin in zip(SUBJECTS, BEGINS, strict=True))
    outline = Outline("A Talk", tuple(topics), summary="It is about things.", settled=settled)
    return Job(TALK, SEGMENTS, outline, load("karpathy"), (100,) * 4, BEGINS)


def draft(words: str) -> dict[int, Section]:
    return {
        n: Section(it.title(), (Paragraph(f"{words} {it}.", SEGMENTS[n].spans),), SEGMENTS[n])
        for n, it in enumerate(SUBJECTS)
    }


def section(head: str, words: int = 100) -> str:
    return f"## {head}\n\n" + "word " * words


async def made(*answers: str, settled: bool = False) -> tuple[Edited, Answering]:
    model = Answering(*answers)
    asker = Asker(model, "", "given/model", Prompts())
    return await edited(asker, job(settled=settled), draft("Of"), "On everything."), model


def document(*sections: str, head: str = "# The Title\n\nThe standfirst.") -> str:
    return "\n\n".join((head, *sections))


WHOLE = document(*(section(f"{n}. Heading {n}") for n in range(1, 5)))


async def test_the_editor_sees_the_talk_first_then_the_plan_and_both_drafts() -> None:
    _, model = await made(WHOLE)
    prompt = model.requests[0].messages[1].content

    places = [
        prompt.index(one)
        for one in ("<talk-", "# Your task", "1. Bread ([#1], about 100 words)", "## 1. Bread",
                    "Of bread.", "# The second draft", "On everything.",
                    "About 460 words in all, 520 at the")
    ]  # fmt: skip
    assert places == sorted(places)


async def test_title_standfirst_headings_and_sections_are_the_editors() -> None:
    found, _ = await made(WHOLE)

    assert (found.title, found.summary) == ("The Title", "The standfirst.")
    assert [one.numbers for one in found.sections] == [(0,), (1,), (2,), (3,)]
    assert found.sections[1].heading == "Heading 2"
    assert found.sections[1].texts == (("word " * 100).strip(),)


@pytest.mark.parametrize(
    ("head", "numbers"),
    [
        ("2, 3. Bridges in the Rain", (1, 2)),
        ("2 and 3: Bridges in the Rain", (1, 2)),
        ("2-3. Bridges in the Rain", (1, 2)),
        ("2. Bridges in the Rain", (1,)),
    ],
)
async def test_neighbours_may_become_one(head: str, numbers: tuple[int, ...]) -> None:
    found, _ = await made(document(section("1. One"), section(head, 200), section("4. Four")))

    assert [one.numbers for one in found.sections] == [(0,), numbers, (3,)]
    assert found.sections[1].heading == "Bridges in the Rain"


async def test_sections_change_places() -> None:
    order = ("3. Rain", "1. Bread", "2. Bridges", "4. Chess")
    found, _ = await made(document(*map(section, order)))

    assert [one.numbers for one in found.sections] == [(2,), (0,), (1,), (3,)]


async def test_what_comes_under_a_number_again_goes_on_there() -> None:
    parts = ("1. Bread", "2. Bridges", "2. Piers", "3. Rain", "4. Chess")
    found, _ = await made(document(*map(section, parts)))

    assert [one.numbers for one in found.sections] == [(0,), (1,), (2,), (3,)]
    assert found.sections[1].heading == "Bridges"
    words = ("word " * 100).strip()
    assert found.sections[1].texts == (words, "**Piers**", words)


async def test_what_a_person_has_settled_keeps_its_headings_and_its_order() -> None:
    parts = (section("4. Mine"), section("1. Mine"), section("2, 3. Mine", 200))
    found, model = await made(document(*parts), settled=True)

    assert "their order and their headings are settled" in model.requests[0].messages[1].content
    assert (found.title, found.summary) == ("A Talk", "It is about things.")
    assert [(one.numbers, one.heading) for one in found.sections] == [((0,), ""), ((3,), "")]


@pytest.mark.parametrize(
    ("head", "title", "summary"),
    [
        ("", "A Talk", "It is about things."),
        ("# The Title", "The Title", "It is about things."),
        ("# The Title\n\n*The standfirst.*", "The Title", "The standfirst."),
        ("# T\n\nOne.\n\nTwo.", "T", "It is about things."),
        (f"# {'long ' * 15}\n\n{'word ' * 151}", "A Talk", "It is about things."),
    ],
)
async def test_what_is_no_title_or_standfirst_leaves_the_plans(
    head: str, title: str, summary: str
) -> None:
    parts = (section(f"{n}. Heading") for n in range(1, 5))
    found, _ = await made(document(*parts, head=head))

    assert (found.title, found.summary) == (title, summary)


@pytest.mark.parametrize(
    "answer",
    [
        "It is a fine talk.",
        document(section("1. One", 300)),
        document(*(section(f"{n}. Heading", 200) for n in range(1, 5))),
        document(*(section(f"{n}. Heading", 20) for n in range(1, 5))),
    ],
)
async def test_half_a_document_or_twice_one_is_asked_for_again(answer: str) -> None:
    found, model = await made(answer, WHOLE)

    assert len(model.requests) == 2
    assert len(found.sections) == 4
    with pytest.raises(AnswerError, match="answered twice with what cannot be used"):
        await made(answer)


async def test_an_editor_brings_no_heading_image_or_markup_into_the_document() -> None:
    text = f"{'word ' * 90}\n\n# Mine\n\n![x](http://a/b.png) <b>bold</b> [here](http://a)"
    parts = (section("1. <i>One</i> `"), f"## 2. Two\n\n{text}", section("3. T"), section("4. F"))
    found, _ = await made(document(*parts))

    assert found.sections[0].heading == "&lt;i>One&lt;/i> `"
    assert found.sections[1].texts[1:] == ("**Mine**", "x &lt;b>bold&lt;/b> here")
