"""What the writer that asks a model sends, and what it makes of the answers."""

import re
from dataclasses import replace

import pytest

from restyle.document.document import Document
from restyle.document.write import render
from restyle.errors import BudgetError, EndpointError, TooLongError
from restyle.events import Event, Notice
from restyle.llm.dry_run import FillerModel
from restyle.llm.request import Completion, Request
from restyle.pipeline.rewrite import RewriteOptions, rewrite
from restyle.settings import Settings
from restyle.style.files import load
from restyle.style.length import in_force
from restyle.text.tokens import estimate
from restyle.transcript.transcript import TurnKind
from restyle.writing.ask import Asker
from restyle.writing.model_writer import ModelWriter
from restyle.writing.prompts import Prompts
from tests.conftest import transcript

TALK = transcript(
    *(
        (("Ann", "Bob")[n % 2], f"We speak of bridge number {n} and of its beams. " * 30)
        for n in range(12)
    )
)


LONG = 11_000  # letters of a prompt; the rules alone have some 8,000
UNCHECKED = RewriteOptions(check=False)  # filler would not stand up to a check
COMPLETE = in_force(load("karpathy"), Settings(complete=True))  # a section at a time


class Changed(FillerModel):
    """A rehearsed model that answers one stage otherwise."""

    def __init__(self, stage: str, answer: Completion) -> None:
        super().__init__()
        self.stage = stage
        self.answer = answer

    async def complete(self, request: Request) -> Completion:
        usual = await super().complete(request)
        return self.answer if request.origin.stage == self.stage else usual


async def document_of(
    model: FillerModel,
    events: list[Event] | None = None,
    options: RewriteOptions = RewriteOptions(),
) -> Document:
    observe = (events if events is not None else []).append
    writer = ModelWriter(Asker(model, "", "x/m", Prompts(), observe))
    return await rewrite(TALK, COMPLETE, writer, observe, options)


async def written(model: FillerModel, events: list[Event] | None = None) -> str:
    document = await document_of(model, events)
    return "\n".join(section.text for section in document.sections)


async def test_of_a_talk_too_long_to_be_shown_the_words_round_the_marks_are() -> None:
    long = transcript(
        *((("Ann", "Bob")[n % 2], f"We speak of bridge {n}. " * 400) for n in range(60))
    )
    model = FillerModel()

    writer = ModelWriter(Asker(model, "", "x/m", Prompts()))
    await rewrite(long, COMPLETE, writer, lambda event: None, UNCHECKED)

    outlines = [r for r, _ in model.exchanges if r.origin.stage == "outline"]
    sent = " ".join(request.messages[1].content for request in outlines)
    assert len(outlines) == 1
    assert "longer than can be shown" in sent
    assert 0.1 < estimate(sent) / estimate(" ".join(turn.text for turn in long.turns)) < 0.4
    assert sum(r.origin.stage == "section" for r, _ in model.exchanges) == pytest.approx(45, abs=8)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Completion("Half a sect", finish_reason="content_filter"), "content_filter"),
        (Completion(""), "its answer is empty"),
    ],
)
async def test_where_the_model_refuses_the_words_stay_and_a_finding_says_why(
    answer: Completion, reason: str
) -> None:
    model = Changed("section", answer)

    document = await document_of(model)

    assert "We speak of bridge number 3 and of its beams." in document.sections[1].text
    assert "Half a sect" not in "".join(section.text for section in document.sections)
    (found,) = document.sections[0].findings
    assert found.kind == "refused"
    assert reason in found.message
    assert not any(r.origin.stage == "repair" for r, _ in model.exchanges)


async def test_a_talk_too_long_for_the_model_is_planned_by_the_words_round_its_marks() -> None:
    class Small(FillerModel):
        async def complete(self, request: Request) -> Completion:
            if request.origin.stage == "outline" and len(request.messages[1].content) > 26_000:
                raise TooLongError("400: context_length_exceeded")
            return await super().complete(request)

    long = transcript(
        *((("Ann", "Bob")[n % 2], f"We speak of bridge {n}. " * 30) for n in range(600))
    )
    model = Small()

    writer = ModelWriter(Asker(model, "", "x/m", Prompts()))
    document = await rewrite(long, load("karpathy"), writer, lambda event: None, UNCHECKED)

    outlines = [r.messages[1].content for r, _ in model.exchanges if r.origin.stage == "outline"]
    parts = re.findall(r"this is part \d+ of (\d+)", "".join(outlines))
    assert any(parts.count(total) == int(total) > 1 for total in parts)
    assert len(document.sections) > 10


@pytest.mark.parametrize("stage", ["section", "takeaways"])
async def test_what_is_too_long_at_once_is_asked_for_in_halves(stage: str) -> None:
    class Small(FillerModel):
        async def complete(self, request: Request) -> Completion:
            asked = request.messages[1].content
            if request.origin.stage == stage and len(asked) > LONG:
                raise TooLongError("400: context_length_exceeded")
            return await super().complete(request)

    model = Small()

    document = await document_of(model, options=UNCHECKED)

    asked = [r.messages[1].content for r, _ in model.exchanges if r.origin.stage == stage]
    assert len(asked) > (len(document.sections) if stage == "section" else 1)
    assert all(f"bridge number {n} " in "".join(asked) for n in range(12)) or stage != "section"
    assert not any(section.findings for section in document.sections)


async def test_an_answer_that_never_has_room_is_asked_for_in_halves() -> None:
    class Talkative(FillerModel):
        async def complete(self, request: Request) -> Completion:
            usual = await super().complete(request)
            long = request.origin.stage == "section" and len(request.messages[1].content) > LONG
            return replace(usual, finish_reason="length") if long else usual

    document = await document_of(Talkative(), options=UNCHECKED)

    assert all(section.text and not section.findings for section in document.sections)


async def test_what_no_budget_is_left_for_is_marked_and_named() -> None:
    class Dear(FillerModel):
        async def complete(self, request: Request) -> Completion:
            if request.origin.segment == 1 or request.origin.stage == "takeaways":
                raise BudgetError("the budget of $0.01 does not allow the next call")
            return await super().complete(request)

    document = await document_of(Dear(), options=UNCHECKED)

    assert document.sections[1].text == "*This part is not written: the budget was spent.*"
    assert document.missing == (f"section 2, {document.sections[1].heading}", "the takeaways")
    assert document.sections[0].findings == ()
    assert "not written: `section 2" in render(document)


async def test_a_failed_repair_keeps_the_draft_and_says_so() -> None:
    events: list[Event] = []

    class Bad(FillerModel):
        async def complete(self, request: Request) -> Completion:
            usual = await super().complete(request)
            answers = {
                "section": replace(usual, text="It cost 98765."),
                "repair": replace(usual, text=""),
            }
            return answers.get(request.origin.stage, usual)

    text = await written(Bad(), events)

    assert "98765" in text
    assert any("was not mended" in event.message for event in events if isinstance(event, Notice))


async def test_a_section_that_no_server_answers_is_marked_and_the_others_stand() -> None:
    class Broken(FillerModel):
        async def complete(self, request: Request) -> Completion:
            if request.origin.segment == 1:
                raise EndpointError("x/m: 500: out of order (tried 6 times)")
            return await super().complete(request)

    document = await document_of(Broken(), options=UNCHECKED)

    assert (
        document.sections[1].text
        == "*This part is not written: the model gave no answer that can be used.*"
    )
    assert "out of order" in document.sections[1].findings[0].message
    assert document.missing == (f"section 2, {document.sections[1].heading}",)
    assert document.takeaways


async def test_where_every_section_fails_nothing_is_lost_and_the_reason_is_raised() -> None:
    class Dead(FillerModel):
        async def complete(self, request: Request) -> Completion:
            if request.origin.stage == "section":
                raise EndpointError("x/m: cannot be reached")
            return await super().complete(request)

    with pytest.raises(EndpointError, match="cannot be reached"):
        await document_of(Dead(), options=UNCHECKED)


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't assist with that request.",
        "I cannot help with rewriting this content.",
        "I must respectfully decline to rewrite this content.",
        "This request violates our usage policies and cannot be processed.",
        "I'm sorry, but I can't do that.",
        "Je ne peux pas vous aider avec cette demande.",
        "No puedo ayudar con esa solicitud.",
        "Es tut mir leid, aber dabei kann ich nicht helfen.",
        "申し訳ありませんが、そのご要望にはお手伝いできません。",
    ],
)
async def test_a_refusal_in_ordinary_words_is_no_section(text: str) -> None:
    document = await document_of(Changed("section", Completion(text)), options=UNCHECKED)

    assert text not in document.sections[0].text
    assert document.sections[0].text.startswith("Ann: We speak of bridge")
    assert document.missing[0].endswith("(as it was said)")


async def test_what_a_model_says_to_whom_it_answers_is_no_part_of_a_section() -> None:
    answer = (
        "Sure! Here is the rewritten section:\n\nThe bridge stands.\n\n"
        "Let me know if you want changes."
    )

    document = await document_of(Changed("section", Completion(answer)), options=UNCHECKED)

    assert document.sections[0].text == "The bridge stands."


async def test_adverts_are_sent_to_nobody() -> None:
    model = FillerModel()
    turns = tuple(replace(t, kind=TurnKind.AD) if t.index % 2 else t for t in TALK.turns)
    talk = replace(TALK, turns=turns)

    await rewrite(talk, COMPLETE, ModelWriter(Asker(model, "", "x/m", Prompts())), lambda e: None)

    sent = " ".join(m.content for request, _ in model.exchanges for m in request.messages)
    assert "bridge number 2 " in sent
    assert "bridge number 3 " not in sent
