"""What speaks for a boundary: who, which words, which phrases, which silence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.topics.cues import cues
from restyle.topics.new_words import gone, new, occurrences
from restyle.topics.split import embedded
from restyle.topics.units import Unit, units
from restyle.transcript.transcript import Cue, Source, Transcript, Turn
from tests.conftest import transcript


def found(talk: Transcript) -> dict[str, np.ndarray]:
    pieces = units(talk)
    return cues(pieces, embedded(pieces))


def test_the_one_who_asks_more_than_he_says_is_the_host() -> None:
    talk = transcript(("Host", "Why?"), ("Guest", "Because it is so, as I said. " * 20))

    assert (found(talk)["asker"] > 0.9).tolist() == [False, False], "nothing changes at the start"
    more = transcript(("Guest", "Hm. " * 40), ("Host", "Why?"), ("Guest", "It is so. " * 40))
    assert found(more)["asker"][1] > 0.9
    assert found(more)["asker"][2] < 0


def test_phrases_that_announce_a_move_are_counted_with_either_apostrophe() -> None:
    talk = transcript(
        ("A", "Okay, let’s move on. The last question I want to ask is about your book."),
        ("B", "It rains."),
    )

    counted = found(talk)

    assert [counted[name][0] > 0 for name in ("moves", "places", "works")] == [True] * 3
    assert [counted[name][1] for name in ("moves", "places", "works", "asks")] == [0] * 4


def test_a_long_silence_stands_out_and_a_talk_without_times_has_none() -> None:
    turns = [
        Turn(n, "", (Cue("It rains again.", 10.0 * n + (20 if n >= 15 else 0), 10.0 * n + 9.5),))
        for n in range(15)
    ]
    turns += [
        Turn(n, "", (Cue("It rains again.", 10.0 * n + 20, 10.0 * n + 29.5),))
        for n in range(15, 30)
    ]

    pause = found(Transcript("", tuple(turns), Source("")))["pause"]

    assert pause.argmax() == 15
    assert (pause > 0).sum() == 1
    assert found(transcript(("A", "One."), ("B", "Two.")))["pause"].tolist() == [0, 0]


WORDS = ["bread", "oven", "flour", "bridge", "beam", "river", "boat"]


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=2, max_size=25))
def test_new_and_lost_words_are_those_that_a_count_finds(said: list[list[str]]) -> None:
    talk = [Unit(n, 0, " ".join(spoken), len(spoken), "") for n, spoken in enumerate(said)]
    words = np.array([len(spoken) for spoken in said], dtype=float)
    before = np.concatenate([[0], np.cumsum(words)])

    fresh = new(occurrences(talk, words), 8)
    lost = gone(occurrences(talk, words), 8)

    for place in range(1, len(said)):
        ahead = _between(said, before, place, before[place], before[place] + 8)
        behind = _between(said, before, place, before[place] - 24, before[place])
        assert fresh[place] == pytest.approx(len(ahead - behind) / max(5, len(ahead)))
        ahead = _between(said, before, place, before[place], before[place] + 16)
        behind = _between(said, before, place, before[place] - 8, before[place])
        assert lost[place] == pytest.approx(len(behind - ahead) / max(5, len(behind)))


def _between(
    said: list[list[str]], before: np.ndarray, place: int, start: float, end: float
) -> set[str]:
    """The words of the units that begin between two places, at least of the one next to `place`."""
    inside = [n for n in range(len(said)) if start <= before[n] < end]
    next_one = place if end > before[place] else place - 1
    return {word for n in {*inside, next_one} for word in said[n]}
