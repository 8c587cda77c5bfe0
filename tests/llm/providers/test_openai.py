"""The client, against a server on loopback."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from restyle.errors import BusyError, EndpointError, TooLongError
from restyle.llm.endpoints import Target
from restyle.llm.providers.openai import OpenAIModel
from restyle.llm.rate_limit import RateLimiter
from restyle.llm.request import Completion, Message, Request, Sampling
from restyle.llm.retry import RetryingModel
from tests.endpoint import PROMPT_TOKENS, Body, Endpoint, Reply, refused, said

REQUEST = Request(
    "", "m", (Message("user", "Hello"),), Sampling(temperature=0.5), 100, '{"type": "object"}'
)


def target(url: str, endpoint: str = "openai", timeout: float = 5.0) -> Target:
    return Target("openai", endpoint, "m", url, "secret-key", 8, timeout)


async def ask(
    url: str, request: Request = REQUEST, *, endpoint: str = "openai", timeout: float = 5.0
) -> Completion:
    model = OpenAIModel(target(url, endpoint, timeout))
    try:
        return await model.complete(request)
    finally:
        await model.close()


async def test_a_request_becomes_a_chat_completion(endpoint: Endpoint) -> None:
    answer = await ask(endpoint.url)

    (body,) = endpoint.bodies
    assert body["messages"] == [{"role": "user", "content": "Hello"}]
    assert body["temperature"] == 0.5
    assert body["max_completion_tokens"] == 100
    assert body["response_format"]["json_schema"]["schema"] == {"type": "object"}
    assert (answer.text, answer.usage.tokens_in, answer.finish_reason) == (
        "An answer.",
        PROMPT_TOKENS,
        "stop",
    )


@pytest.mark.parametrize(
    ("message", "gone"),
    [
        ("Unsupported value: 'temperature' does not support 0.5 with this model.", "temperature"),
        ("Unknown parameter: 'response_format'.", "response_format"),
        ("Unsupported parameter: 'max_completion_tokens'.", "max_completion_tokens"),
    ],
)
async def test_what_a_model_refuses_is_left_out_and_remembered(
    endpoint: Endpoint, message: str, gone: str
) -> None:
    endpoint.replies(refused(400, message), said("Fine."))
    model = OpenAIModel(target(endpoint.url))

    first = await model.complete(REQUEST)
    second = await model.complete(REQUEST)

    await model.close()
    assert first.text == second.text == "Fine."
    assert [gone in body for body in endpoint.bodies] == [True, False, False]


async def test_other_servers_get_the_older_name_for_the_room(endpoint: Endpoint) -> None:
    await ask(endpoint.url, endpoint="ollama")

    assert endpoint.bodies[0]["max_tokens"] == 100


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<think>hm, well</think>\n\nThe text.", "The text."),
        ("```markdown\nThe text.\n```", "The text."),
        ("The text with `code`.", "The text with `code`."),
        ("well, let me see</think>The text.", "The text."),
        ("A \ud83d half.", "A ? half."),
    ],
)
async def test_reasoning_and_fences_round_an_answer_go(
    endpoint: Endpoint, text: str, answer: str
) -> None:
    endpoint.replies(said(text))

    assert (await ask(endpoint.url)).text == answer


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (401, "is the key right"),
        (403, "may this key"),
        (404, "model's name"),
        (400, "Not today"),
        (413, "Not today"),
    ],
)
async def test_a_refusal_says_what_the_server_said_and_is_not_retried(
    endpoint: Endpoint, status: int, advice: str
) -> None:
    endpoint.replies(refused(status, "Not today."))

    with pytest.raises(EndpointError, match=advice) as error:
        await ask(endpoint.url)

    assert not isinstance(error.value, BusyError)
    assert "Not today" in str(error.value)
    assert "secret-key" not in str(error.value)
    assert len(endpoint.bodies) == 1


@pytest.mark.parametrize(
    ("status", "message", "code"),
    [
        (400, "This model's maximum context length is 8192 tokens.", "context_length_exceeded"),
        (400, "the request exceeds the available context size", ""),
        (413, "Request too large: too many tokens", ""),
        (422, "Input is too long for this model", ""),
    ],
)
async def test_a_request_that_does_not_fit_is_told_apart(
    endpoint: Endpoint, status: int, message: str, code: str
) -> None:
    endpoint.replies(refused(status, message, code=code))

    with pytest.raises(TooLongError, match=str(status)):
        await ask(endpoint.url)

    assert len(endpoint.bodies) == 1


@pytest.mark.parametrize(
    ("value", "header", "wait"),
    [("250", "retry-after-ms", 0.25), ("Wed, 21 Oct 2099 07:28:00 GMT", "retry-after", 2e9)],
)
async def test_a_wait_may_be_milliseconds_or_a_date(
    endpoint: Endpoint, value: str, header: str, wait: float
) -> None:
    endpoint.replies(refused(429, "Slow down.", headers={header: value}))

    with pytest.raises(BusyError) as error:
        await ask(endpoint.url)

    assert error.value.wait == pytest.approx(wait, rel=0.5)


async def test_no_quota_is_not_a_rate_limit(endpoint: Endpoint) -> None:
    endpoint.replies(refused(429, "You exceeded your quota.", code="insufficient_quota"))

    with pytest.raises(EndpointError, match="no credit left") as error:
        await ask(endpoint.url)

    assert not isinstance(error.value, BusyError)


async def test_a_rate_limit_says_how_long_to_wait(endpoint: Endpoint) -> None:
    endpoint.replies(refused(429, "Slow down.", headers={"Retry-After": "1.5"}))

    with pytest.raises(BusyError) as error:
        await ask(endpoint.url)

    assert (error.value.wait, error.value.limited) == (1.5, True)


async def test_an_endpoint_that_is_down_is_named(endpoint: Endpoint) -> None:
    with pytest.raises(BusyError, match=r"openai/m at 127\.0\.0\.1:9: cannot be reached"):
        await ask("http://127.0.0.1:9/v1")


async def test_a_slow_answer_is_a_timeout(endpoint: Endpoint) -> None:
    endpoint.replies(Reply(delay=0.5))

    with pytest.raises(BusyError, match=r"no word for 0\.1 s; --timeout waits longer"):
        await ask(endpoint.url, timeout=0.1)


async def test_an_answer_without_choices_is_an_error(endpoint: Endpoint) -> None:
    endpoint.replies(Reply(body={"object": "chat.completion", "choices": []}))

    with pytest.raises(EndpointError, match="no chat completion"):
        await ask(endpoint.url)


@pytest.mark.parametrize(
    "body",
    [
        {"choices": [None]},
        {"choices": [{"message": None}]},
        {"choices": "none"},
        {},
    ],
)
async def test_what_is_no_chat_completion_is_one_clear_error(
    endpoint: Endpoint, body: dict[str, object]
) -> None:
    endpoint.replies(Reply(body=body))

    with pytest.raises(EndpointError, match="is the base URL right"):
        await ask(endpoint.url)


@pytest.mark.parametrize("message", [{"content": [{"type": "text", "text": "Parts."}]}, "Parts."])
async def test_nearly_compatible_answers_are_read(endpoint: Endpoint, message: object) -> None:
    endpoint.replies(Reply(body={"choices": [{"message": message}], "usage": "unknown"}))

    answer = await ask(endpoint.url)

    assert (answer.text, answer.finish_reason) == ("Parts.", "stop")
    assert answer.usage.tokens_in > 0, "what is not counted is estimated"


async def test_a_date_in_retry_after_is_understood(endpoint: Endpoint) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    endpoint.replies(refused(429, "Slow down.", headers={"Retry-After": later}))

    with pytest.raises(BusyError) as error:
        await ask(endpoint.url)

    assert error.value.wait == pytest.approx(90, abs=5)


async def test_the_gate_tries_again_and_gets_through(endpoint: Endpoint) -> None:
    endpoint.replies(
        refused(500, "Oops."),
        Reply(None),
        refused(429, "Wait.", headers={"Retry-After": "0.05"}),
        said("At last."),
    )
    gate = RetryingModel(OpenAIModel(target(endpoint.url)), RateLimiter(4))

    answer = await gate.complete(REQUEST)

    await gate.close()
    assert answer.text == "At last."
    assert len(endpoint.bodies) == 4


async def test_several_at_once_learn_together_what_a_model_refuses(endpoint: Endpoint) -> None:
    def picky(body: Body) -> Reply:
        if "temperature" in body:
            reply = refused(400, "Unsupported parameter: 'temperature'")
            return replace(reply, delay=0.1)
        return said("Yes.")

    endpoint.answer = picky
    model = OpenAIModel(target(endpoint.url))
    request = Request("", "m", (Message("user", "Hi"),), Sampling(temperature=0.5), 10)

    answers = await asyncio.gather(*(model.complete(request) for _ in range(5)))

    await model.close()
    assert [answer.text for answer in answers] == ["Yes."] * 5


async def test_a_date_without_a_zone_and_counts_below_nothing_harm_nobody(
    endpoint: Endpoint,
) -> None:
    date = {"Retry-After": "Wed, 21 Oct 2015 07:28:00 -0000"}
    endpoint.replies(refused(429, "Slow down.", headers=date))
    with pytest.raises(BusyError) as error:
        await ask(endpoint.url)
    assert error.value.wait == 0.0

    reply = said("Yes.")
    assert isinstance(reply.body, dict)
    usage = {"prompt_tokens": -1, "completion_tokens": 5}
    endpoint.replies(replace(reply, body={**reply.body, "usage": usage}))
    assert (await ask(endpoint.url)).usage.tokens_out == 5


async def test_a_redirect_is_not_followed_with_the_talk(endpoint: Endpoint) -> None:
    with Endpoint() as other:
        moved = {"Location": f"{other.url}/chat/completions"}
        endpoint.answer = lambda body: Reply(307, {}, moved)

        with pytest.raises(EndpointError, match=r"307: redirects to http://127.*--base-url"):
            await ask(endpoint.url)

        assert not other.bodies


async def test_what_names_an_account_at_openai_is_told_to_nobody_else(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Secret: mine\nAuthorization: Bearer mine")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-1")

    await ask(endpoint.url)

    (sent,) = endpoint.headers
    names = {"openai-organization", "openai-project", "x-secret"}
    assert not {name.lower() for name in sent} & names
    assert "mine" not in str(dict(sent))
