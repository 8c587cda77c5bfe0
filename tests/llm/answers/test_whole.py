"""Whole answers: what is asked for again, and what is a prompt that was cut."""

import pytest

from restyle.errors import TooLongError
from restyle.llm.answers.whole import Whole
from restyle.llm.request import Completion, Message, Request, Sampling, Usage

PROMPT = "We speak of the tide tables and of who pays for them, at some length. " * 200


class Answering:
    """A model that gives these answers in turn."""

    def __init__(self, *answers: Completion) -> None:
        self.answers = list(answers)
        self.rooms: list[int] = []

    async def complete(self, request: Request) -> Completion:
        self.rooms.append(request.max_tokens)
        return self.answers.pop(0)

    async def forget(self, request: Request) -> None:
        """Nothing is kept."""

    def stop(self) -> None:
        """Nothing is sent."""

    async def close(self) -> None:
        """Nothing is open."""


def request(prompt: str = PROMPT) -> Request:
    return Request("", "m", (Message("user", prompt),), Sampling(), 100)


async def test_an_answer_that_is_cut_off_is_asked_for_with_more_room() -> None:
    model = Answering(
        Completion("The", Usage(9000, 1), "length"), Completion("All.", Usage(9000, 2))
    )

    answer = await Whole(model).complete(request())

    assert (answer.text, answer.usage, answer.attempts) == ("All.", Usage(18_000, 3), 2)
    assert model.rooms[1] > model.rooms[0]


async def test_an_empty_answer_is_asked_for_once_more() -> None:
    model = Answering(Completion(""), Completion("All."))

    assert (await Whole(model).complete(request())).text == "All."


@pytest.mark.parametrize("counted", [1000, 2000])
async def test_a_prompt_of_which_less_was_read_is_too_long(counted: int) -> None:
    model = Answering(Completion("Half.", Usage(counted, 5)))

    with pytest.raises(TooLongError, match="num_ctx"):
        await Whole(model).complete(request())


@pytest.mark.parametrize(
    ("prompt", "counted"),
    [
        (PROMPT, len(PROMPT) // 5),  # the thriftiest vocabulary there is
        ("Приливы и отливы в гавани, и кто за них платит. " * 200, 2_600),
        ("潮汐表と港の料金について話します。" * 200, 1_900),
        (PROMPT, 0),  # counts nothing
    ],
)
async def test_a_thrifty_vocabulary_has_not_cut_the_prompt(prompt: str, counted: int) -> None:
    model = Answering(Completion("All.", Usage(counted, 5)))

    assert (await Whole(model).complete(request(prompt))).text == "All."
