"""Sections that are written with the whole talk in sight, several a call."""

import re
from dataclasses import replace

import pytest

from restyle.document.document import Document
from restyle.errors import BudgetError, EndpointError, TooLongError
from restyle.events import Event, Notice
from restyle.llm.dry_run import FillerModel
from restyle.llm.request import Completion, Request
from restyle.pipeline.rewrite import RewriteOptions, rewrite
from restyle.style.files import load
from restyle.topics.outline import Outline, Topic, TopicKind
from restyle.topics.sizes import Sizes
from restyle.transcript.transcript import Boundary
from restyle.writing.ask import Asker
from restyle.writing.model_writer import ModelWriter
from restyle.writing.prompts import Prompts
from tests.conftest import transcript

TALK = transcript(
    *(
        (("Ann", "Bob")[n % 2], f"We speak of bridge number {n} and of its {what}. " * 30)
        for n, what in enumerate(["beams", "ropes", "piers", "tolls", "arches", "rust"] * 2)
    )
)
OPTIONS = RewriteOptions(sizes=Sizes(topics=8), check=False, edit=False)


async def document_of(
    model: FillerModel,
    events: list[Event] | None = None,
    at_once: int = 3,
    options: RewriteOptions = OPTIONS,
) -> Document:
    observe = (events if events is not None else []).append
    writer = ModelWriter(Asker(model, "", "x/m", Prompts(), observe), sections_per_call=at_once)
    return await rewrite(TALK, load("karpathy"), writer, observe, options)


def asked(model: FillerModel, *stages: str) -> list[Request]:
    return [request for request, _ in model.exchanges if request.origin.stage in stages]


class Answering(FillerModel):
    """A rehearsed model with an answer of its own to the first call for sections."""

    def __init__(self, answer: Completion) -> None:
        super().__init__()
        self.answer = answer

    async def complete(self, request: Request) -> Completion:
        usual = await super().complete(request)
        first = request.origin.stage == "sections" and request.origin.segment == 0
        return self.answer if first else usual


async def test_every_call_begins_with_the_whole_talk_letter_for_letter() -> None:
    model = FillerModel()

    await document_of(model, options=replace(OPTIONS, edit=True))

    stages = ("outline", "sections", "freely", "edit")
    messages = [request.messages for request in asked(model, *stages)]
    talks = {one[1].content.partition("</talk-")[0] for one in messages}
    assert len(messages) == 6
    assert len({one[0].content for one in messages}) == len(talks) == 1


@pytest.mark.parametrize(("at_once", "calls"), [(1, 8), (3, 3), (6, 2), (20, 1)])
async def test_so_many_sections_are_asked_for_at_once(at_once: int, calls: int) -> None:
    model = FillerModel()

    document = await document_of(model, at_once=at_once)

    sizes = [request.origin.count for request in asked(model, "sections")]
    assert (len(sizes), sum(sizes)) == (calls, 8)
    assert max(sizes) - min(sizes) <= 1
    assert [len(section.text.split()) for section in document.sections] == [
        section.asked for section in document.sections
    ]


async def test_the_plan_shows_all_sections_and_the_words_of_those_that_are_asked_for() -> None:
    model = FillerModel()

    await document_of(model)

    prompt = asked(model, "sections")[1].messages[1].content
    plan = prompt.partition("<plan-")[2].partition("</plan-")[0]
    assert re.findall(r"^(\d)\. ", plan, re.MULTILINE) == list("12345678")
    assert re.findall(r"^- \*\*Section (\d):", prompt, re.MULTILINE) == ["3", "4", "5"]
    assert plan.count("a point with its number") == 24


@pytest.mark.parametrize(
    "answer",
    [
        "## 1. One\n\nThe first.\n\n## 2. Two\n\nThe second.",
        "Here they are:\n\n### Section 1: One\nThe first.\n### Section 2: Two\nThe second.\n",
        "# One\n\nThe first.\n\n# Two\n\nThe second.",
        "## 2. Two\n\nThe second.\n\n## 9. Nine\n\nStrange.\n\n## 1. One\n\nThe first.",
    ],
)
async def test_an_answer_is_cut_at_its_headings(answer: str) -> None:
    document = await document_of(Answering(Completion(answer)))

    assert [section.text for section in document.sections[:2]] == ["The first.", "The second."]
    assert "Strange" not in "".join(section.text for section in document.sections)


async def test_a_section_that_an_answer_does_not_hold_is_asked_for_by_itself() -> None:
    model = Answering(Completion("## 2. Two\n\nThe second."))

    document = await document_of(model)

    (alone,) = asked(model, "section")
    assert alone.origin.segment == 0
    assert document.sections[1].text == "The second."
    assert all(section.text and not section.findings for section in document.sections)


@pytest.mark.parametrize(
    "answer",
    [
        Completion("No headings here."),
        Completion(""),
        Completion("## 1. Half a", finish_reason="length"),
        Completion("I'm sorry, but I can't assist with that request."),
    ],
)
async def test_after_an_answer_of_no_use_each_section_is_asked_for_by_itself(
    answer: Completion,
) -> None:
    events: list[Event] = []
    model = Answering(answer)

    document = await document_of(model, events)

    assert [request.origin.segment for request in asked(model, "section")] == [0, 1]
    assert any("each section by itself" in e.message for e in events if isinstance(e, Notice))
    assert all(section.text and not section.findings for section in document.sections)


async def test_a_model_that_cannot_read_the_talk_gets_it_in_parts() -> None:
    class Small(FillerModel):
        async def complete(self, request: Request) -> Completion:
            if request.origin.stage == "sections":
                raise TooLongError("400: context_length_exceeded")
            return await super().complete(request)

    model = Small()

    document = await document_of(model)

    assert len(asked(model, "section")) == 8
    assert all(section.text and not section.findings for section in document.sections)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (BudgetError("the budget of $0.01 is spent"), "the budget was spent"),
        (EndpointError("x/m: 500: out of order"), "no answer that can be used"),
    ],
)
async def test_what_fails_is_marked_and_the_other_sections_stand(
    error: Exception, words: str
) -> None:
    class Failing(FillerModel):
        async def complete(self, request: Request) -> Completion:
            if request.origin.stage == "sections" and request.origin.segment == 2:
                raise error
            return await super().complete(request)

    document = await document_of(Failing())

    assert all(words in section.text for section in document.sections[2:5])
    assert not any(
        words in section.text for n in (0, 1, 5, 6, 7) for section in [document.sections[n]]
    )
    assert len(document.missing) == 3


async def test_what_has_no_section_is_sent_to_no_writer() -> None:
    model = FillerModel()
    kinds = [TopicKind.AD, *[TopicKind.TALK] * 11]
    topics = tuple(Topic(f"Topic {n}", begin=Boundary(n), kind=k) for n, k in enumerate(kinds))
    writer = ModelWriter(Asker(model, "", "x/m", Prompts()))

    options = RewriteOptions(outline=Outline("A Talk", topics), check=False)
    await rewrite(TALK, load("karpathy"), writer, lambda event: None, options)

    sent = [request.messages[1].content for request in asked(model, "sections", "takeaways")]
    assert any("bridge number 1 " in prompt for prompt in sent)
    assert not any("bridge number 0 " in prompt for prompt in sent)
