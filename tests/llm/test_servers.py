"""Servers differ: what each refuses, sends or leaves out, and what is asked of it then."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from restyle.errors import BusyError, EndpointError, ModelError, RefusedError, TooLongError
from restyle.events import Event, Notice
from restyle.llm.endpoints import Target
from restyle.llm.events import WordsCame
from restyle.llm.providers.openai import OpenAIModel
from restyle.llm.request import Completion, Message, Request, Sampling, Usage
from tests.endpoint import Body, Endpoint, Reply, said

MESSAGES = (Message("system", "Rules."), Message("user", "Please write."))


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with Endpoint() as server:
        yield server


async def ask(endpoint: Endpoint, **changes: Any) -> Completion:
    events: list[Event] = changes.pop("events", [])
    target = Target("openai", "vllm", "m", endpoint.url, "none", 8, 5.0)
    model = OpenAIModel(target, observe=events.append)
    facts = {"sampling": Sampling(0.5), "max_tokens": 8192, "schema": "", **changes}
    try:
        return await model.complete(Request(endpoint.url, "m", MESSAGES, **facts))
    finally:
        await model.close()


def refusing(name: str, status: int, body: Body | str) -> Any:
    """A server that refuses a parameter as it does, and else answers."""

    def answer(asked: Body) -> Reply:
        return Reply(status, body) if name in asked else said("An answer.")

    return answer


REFUSALS: dict[str, tuple[int, Body | str]] = {
    "400": (400, {"error": {"message": "Unsupported value: response_format"}}),
    "404": (404, {"error": {"message": "No endpoints found that support: response_format"}}),
    "422": (422, {"detail": [{"loc": ["body", "response_format"], "msg": "Extra inputs"}]}),
    "500": (500, {"error": {"message": "json_schema is not supported: grammar compile failed"}}),
    "groq": (
        400,
        {"error": {"message": "Failed to generate JSON.", "code": "json_validate_failed"}},
    ),
    "text": (400, "Unsupported parameter"),
}


@pytest.mark.parametrize("case", REFUSALS)
async def test_a_schema_that_is_refused_in_any_words_is_left_out(
    endpoint: Endpoint, case: str
) -> None:
    endpoint.answer = refusing("response_format", *REFUSALS[case])

    answer = await ask(endpoint, schema='{"type": "object"}')

    assert answer.text == "An answer."
    assert "response_format" not in endpoint.bodies[-1]


@pytest.mark.parametrize("name", ["stream", "stream_options", "temperature"])
async def test_a_parameter_that_is_refused_by_name_is_left_out(
    endpoint: Endpoint, name: str
) -> None:
    endpoint.answer = refusing(name, 400, {"error": {"message": f"Unknown parameter: {name}"}})

    assert (await ask(endpoint)).text == "An answer."
    assert name not in endpoint.bodies[-1]


async def test_a_model_without_a_system_role_gets_the_rules_before_the_question(
    endpoint: Endpoint,
) -> None:
    def answer(body: Body) -> Reply:
        if body["messages"][0]["role"] == "system":
            return Reply(400, {"object": "error", "message": "System role not supported"})
        return said("An answer.")

    endpoint.answer = answer

    assert (await ask(endpoint)).text == "An answer."
    assert endpoint.bodies[-1]["messages"] == [
        {"role": "user", "content": "Rules.\n\nPlease write."}
    ]


@pytest.mark.parametrize(
    "message",
    [
        "max_tokens is too large: 8192. This model supports at most 4096 completion tokens.",
        "'max_tokens' is too large: 8192. This model's maximum context length is 8192 tokens and "
        "your request has 3500 input tokens (8192 > 8192 - 3500).",
    ],
)
async def test_an_answer_may_have_the_room_that_a_server_allows(
    endpoint: Endpoint, message: str
) -> None:
    def answer(body: Body) -> Reply:
        large = body["max_tokens"] > 4096
        return Reply(400, {"error": {"message": message}}) if large else said("An answer.")

    endpoint.answer = answer

    assert (await ask(endpoint)).text == "An answer."
    assert 1024 <= endpoint.bodies[-1]["max_tokens"] <= 4096


STREAM = "".join(
    f"data: {json.dumps({'choices': [{'index': 0, 'delta': {'content': part}}]})}\n\n"
    for part in ("An ", "answer ", "in parts.")
)


async def test_a_stream_is_read_and_told_as_it_comes(endpoint: Endpoint) -> None:
    end = {"choices": [{"delta": {}, "finish_reason": "stop"}], "usage": None}
    usage = {"choices": [], "usage": {"prompt_tokens": 12, "completion_tokens": 4}}
    events = f": ping\n\n{STREAM}data: {json.dumps(end)}\n\ndata: {json.dumps(usage)}\n\n"
    endpoint.replies(Reply(body=f"{events}data: [DONE]\n\n"))

    answer = await ask(endpoint)

    assert (answer.text, answer.usage, answer.finish_reason) == (
        "An answer in parts.",
        Usage(12, 4),
        "stop",
    )


async def test_a_stream_that_breaks_off_is_no_answer(endpoint: Endpoint) -> None:
    endpoint.replies(Reply(body=STREAM))

    with pytest.raises(BusyError, match="broke off"):
        await ask(endpoint)


async def test_words_are_told_while_they_come(endpoint: Endpoint) -> None:
    endpoint.replies(Reply(body=f"{STREAM}data: [DONE]\n\n", slowly=0.15))
    events: list[Event] = []

    await ask(endpoint, events=events)

    words = [event.words for event in events if isinstance(event, WordsCame)]
    assert words
    assert words == sorted(words)


@pytest.mark.parametrize(
    "usage",
    [
        {"input_tokens": 9000, "output_tokens": 3000},
        {"prompt_tokens": 9000.0, "completion_tokens": 3000.0},
    ],
)
async def test_tokens_are_counted_by_any_name(endpoint: Endpoint, usage: Body) -> None:
    reply = said("An answer.")
    assert isinstance(reply.body, dict)
    endpoint.replies(Reply(body={**reply.body, "usage": usage}))

    assert (await ask(endpoint)).usage == Usage(9000, 3000)


@pytest.mark.parametrize("usage", [None, {"prompt_tokens": 0, "completion_tokens": 0}, "unknown"])
async def test_what_is_not_counted_is_estimated_and_said(endpoint: Endpoint, usage: Any) -> None:
    reply = said("An answer.")
    assert isinstance(reply.body, dict)
    endpoint.replies(Reply(body={**reply.body, "usage": usage}))
    events: list[Event] = []

    answer = await ask(endpoint, events=events)

    assert min(answer.usage.tokens_in, answer.usage.tokens_out) > 0
    assert any("counts no tokens" in e.message for e in events if isinstance(e, Notice))


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (Reply(body={"error": {"message": "Slow down", "code": 429}}), BusyError, "429: Slow down"),
        (Reply(body={"error": {"message": "No credits", "code": 402}}), EndpointError, "no credit"),
        (Reply(body={"choices": [], "prompt_feedback": {"block_reason": "X"}}), RefusedError, "X"),
        (
            Reply(400, {"error": {"message": "Filtered", "code": "content_filter"}}),
            RefusedError,
            "Filtered",
        ),
        (Reply(403, {"error": {"message": "flagged by moderation"}}), RefusedError, "flagged"),
        (Reply(400, {"error": {"message": "prompt is too long"}}), TooLongError, "too long"),
        (Reply(body="<html><title>Sign in</title></html>"), EndpointError, "“Sign in”"),
        (Reply(502, "<html><title>502 Bad Gateway</title></html>"), BusyError, "502 Bad Gateway"),
        (said("", "content_filter"), RefusedError, "held back"),
    ],
)
async def test_a_refusal_says_what_the_server_said(
    endpoint: Endpoint, reply: Reply, error: type[ModelError], words: str
) -> None:
    endpoint.replies(reply)

    with pytest.raises(error, match=words):
        await ask(endpoint)


@pytest.mark.parametrize(
    ("reason", "known"),
    [
        ("normal", "stop"),
        ("STOP", "stop"),
        ("FinishReason.STOP", "stop"),
        ("model_length", "length"),
        ("max_tokens", "length"),
    ],
)
async def test_the_reasons_of_many_servers_are_known(
    endpoint: Endpoint, reason: str, known: str
) -> None:
    endpoint.replies(said("An answer.", reason))

    assert (await ask(endpoint)).finish_reason == known


async def test_utf8_is_read_as_such_whatever_the_header_says(endpoint: Endpoint) -> None:
    body = "\ufeff" + json.dumps(said("Zoë, 港.").body, ensure_ascii=False)
    endpoint.replies(
        Reply(body=body, headers={"Content-Type": "application/json; charset=ISO-8859-1"})
    )

    assert (await ask(endpoint)).text == "Zoë, 港."


async def test_a_slow_answer_is_no_silence(endpoint: Endpoint) -> None:
    endpoint.replies(Reply(body=f"{STREAM}data: [DONE]\n\n", slowly=0.2))
    target = Target("openai", "vllm", "m", endpoint.url, "none", 8, 0.6)
    model = OpenAIModel(target)

    answer = await model.complete(Request(endpoint.url, "m", MESSAGES, Sampling(), 100))

    await model.close()
    assert answer.text == "An answer in parts."


@pytest.mark.parametrize(
    "body",
    [
        f"{STREAM}data:[DONE]\n",
        f"{STREAM}data: [DONE]\n\n".replace("\n", "\r"),
        STREAM.replace("data: {", "{") + '{"choices": [{"delta": {}, "finish_reason": "stop"}]}',
        ")]}',\n" + json.dumps(said("An answer in parts.").body),
        json.dumps(said("An answer in parts.").body) + "\n{}",
    ],
)
async def test_a_body_that_is_nearly_right_is_read(endpoint: Endpoint, body: str) -> None:
    endpoint.replies(Reply(body=body))

    assert (await ask(endpoint)).text == "An answer in parts."


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"message": "no", "code": "²²²"}},
        {"error": {"message": "no \ud800 thanks", "code": 400}},
        {"choices": [{"message": {"refusal": "no \ud83d thanks"}}]},
    ],
)
async def test_what_a_server_says_can_be_printed(endpoint: Endpoint, body: Body) -> None:
    endpoint.replies(Reply(body=body))

    with pytest.raises(ModelError) as error:
        await ask(endpoint)

    assert str(error.value).encode("utf-8")


@pytest.mark.parametrize(
    "message",
    [
        "messages[0].role does not support 'system' with this model",
        "Developer instruction is not enabled for models/m",
        "Conversation roles must alternate user/assistant/user/assistant",
        "This model does not support system messages.",
        "Only user and assistant roles are supported!",
    ],
)
async def test_that_there_is_no_system_role_is_said_in_many_ways(
    endpoint: Endpoint, message: str
) -> None:
    def answer(body: Body) -> Reply:
        refused = body["messages"][0]["role"] == "system"
        return Reply(400, {"error": {"message": message}}) if refused else said("An answer.")

    endpoint.answer = answer

    assert (await ask(endpoint)).text == "An answer."
    assert len(endpoint.bodies) == 2


@pytest.mark.parametrize(
    "message",
    [
        "Invalid max_tokens value, the valid range of max_tokens is [1, 4096]",
        "maximum context length is 8192 tokens. However, you requested 10692 tokens (2500 in the "
        "messages, 8192 in the completion)",
    ],
)
async def test_how_much_room_there_is_is_said_in_many_ways(
    endpoint: Endpoint, message: str
) -> None:
    def answer(body: Body) -> Reply:
        large = body["max_tokens"] > 5_700
        return Reply(400, {"error": {"message": message}}) if large else said("An answer.")

    endpoint.answer = answer

    assert (await ask(endpoint)).text == "An answer."


async def test_a_stream_that_has_ended_is_read_no_further(endpoint: Endpoint) -> None:
    endpoint.replies(Reply(body=f"{STREAM}data: [DONE]\n\n" + ": ping\n\n" * 40, slowly=0.1))
    began = asyncio.get_running_loop().time()

    assert (await ask(endpoint)).text == "An answer in parts."
    assert asyncio.get_running_loop().time() - began < 4.0, "the pings alone would take eight"


async def test_pings_are_silence(endpoint: Endpoint) -> None:
    endpoint.replies(Reply(body=": ping\n" * 30, slowly=0.1))
    target = Target("openai", "vllm", "m", endpoint.url, "none", 8, 0.5)
    model = OpenAIModel(target)

    with pytest.raises(BusyError, match=r"no word for 0\.5 s"):
        await model.complete(Request(endpoint.url, "m", MESSAGES, Sampling(), 100))
    await model.close()


async def test_an_answer_that_never_ends_is_cut_off(endpoint: Endpoint) -> None:
    endpoint.replies(Reply(body=STREAM * 20_000))

    answer = await ask(endpoint, max_tokens=100)

    assert answer.finish_reason == "length"
    assert len(answer.text) < 100_000


@pytest.mark.parametrize(
    "usage",
    [
        {"prompt_tokens": 60, "prompt_tokens_details": {"cached_tokens": 2400}},
        {"input_tokens": 60, "cache_read_input_tokens": 2400},
    ],
)
async def test_what_is_cached_may_be_counted_apart(endpoint: Endpoint, usage: Body) -> None:
    reply = said("An answer.")
    assert isinstance(reply.body, dict)
    endpoint.replies(Reply(body={**reply.body, "usage": usage}))

    assert (await ask(endpoint)).usage.tokens_in == 2460


@pytest.mark.parametrize("body", ["", '{"choices": [{"message": {"content": "Half an an'])
async def test_half_a_body_of_the_length_it_says_is_no_answer(
    endpoint: Endpoint, body: str
) -> None:
    endpoint.replies(Reply(body=body))

    with pytest.raises(BusyError, match="broke off"):
        await ask(endpoint)


async def test_a_count_beyond_all_reason_is_estimated(endpoint: Endpoint) -> None:
    usage = {"prompt_tokens": 10**12, "completion_tokens": 10**12}
    choice = {"message": {"content": "An answer."}, "finish_reason": "stop"}
    endpoint.replies(Reply(body={"choices": [choice], "usage": usage}))

    answer = await ask(endpoint)

    assert answer.usage.tokens_in < 1_000
    assert answer.usage.tokens_out < 10
