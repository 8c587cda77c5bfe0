"""What a person quotes: found in the talk and set right, or said to be said by nobody."""

import random

import pytest

from restyle.discussion.quoted import found, set_right
from restyle.grounding.exact_words import Wording
from restyle.text import sentences
from restyle.transcript.read import read
from tests.conftest import EXAMPLE, ROOT

TALK = read(EXAMPLE)
WORDING = Wording(TALK)
SAID = [
    (turn.index, sentence)
    for turn in TALK.turns
    for sentence in sentences.split(turn.text)
    if 9 <= len(sentence.split()) <= 35
]


def rough(sentence: str, rng: random.Random) -> str:
    """A sentence as somebody remembers it: of six words one is left out, moved or another."""
    words = sentence.split()
    for _ in range(max(1, len(words) // 6)):
        at = rng.randrange(len(words) - 1)
        match rng.choice("dsr"):
            case "d":
                del words[at]
            case "s":
                words[at], words[at + 1] = words[at + 1], words[at]
            case _:
                words[at] = rng.choice(["really", "very", "just", "maybe"])
    return " ".join(words)


def test_a_hundred_rough_quotations_are_set_right() -> None:
    rng = random.Random(7)
    right = 0
    for turn, sentence in rng.sample(SAID, 100):
        place = found(rough(sentence, rng), WORDING)
        right += place is not None and place.span.turn == turn
    assert right >= 98


def test_what_was_said_elsewhere_is_refused() -> None:
    texts = sorted((ROOT / "benchmarks" / "authors" / "presidents").glob("*/*.txt"))
    said = [one for path in texts[::9] for one in sentences.split(path.read_text())]
    others = random.Random(7).sample([one for one in said if 9 <= len(one.split()) <= 35], 100)
    assert not [one for one in others if found(one, WORDING)]


def test_a_question_is_asked_with_the_exact_words() -> None:
    turn, sentence = SAID[3]
    words = sentence.rstrip(".?!").split()
    typed = f"He says “{' '.join([*words[:4], 'really', *words[5:]])}”. Why?\n\n> Nobody ever said these words here."
    right = set_right(typed, TALK)
    assert sentence.rstrip(".?!") in right.text
    assert right.places[0].span.turn == turn
    assert [note.split(":")[0] for note in right.notes] == [
        "you quote roughly; what was said",
        "nobody said this in what is discussed",
    ]


@pytest.mark.parametrize("typed", ["Why “fees”?", "Plain words.", "", ">"])
def test_terms_and_plain_words_stay(typed: str) -> None:
    assert set_right(typed, TALK).text == typed
    assert set_right(typed, TALK).notes == ()
