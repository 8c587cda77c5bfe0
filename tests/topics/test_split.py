import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restyle.domain import Segment, Transcript
from restyle.ingest.read import read
from restyle.tokens import estimate
from restyle.topics.sizes import Sizes
from restyle.topics.split import split
from tests.conftest import EXAMPLE, transcript

WORDS = "bread oven flour water yeast bridge beam crack hammer sensor river boat sail wind".split()


def covered(talk: Transcript, segments: tuple[Segment, ...]) -> list[str]:
    """The text of every turn, put together again from the segments' spans."""
    texts = ["" for _ in talk.turns]
    last = (-1, 0)
    for segment in segments:
        for span in segment.spans:
            assert (span.turn, span.start) >= last
            assert span.end > span.start
            texts[span.turn] += talk.turns[span.turn].text[span.start : span.end]
            last = (span.turn, span.end)
    return texts


def test_the_segments_of_the_example_cover_it_exactly() -> None:
    talk = read(EXAMPLE)

    segments = split(talk)

    assert covered(talk, segments) == [turn.text for turn in talk.turns]
    assert len(segments) == 6


def test_a_change_of_subject_is_a_boundary() -> None:
    bread = "We bake the bread in the oven with flour and yeast and water. " * 12
    bridge = "The bridge had a crack in the beam that the hammer found. " * 12
    talk = transcript(("A", bread), ("B", bread), ("A", bridge), ("B", bridge))

    segments = split(talk, Sizes(words=300))

    assert [segment.spans[0].turn for segment in segments] == [0, 2]


def test_one_turn_of_twenty_thousand_words_is_cut_inside_at_sentence_ends() -> None:
    sentence = "The {} is what we talk about now, and for quite a while. "
    text = "".join(sentence.format(WORDS[n // 120 % len(WORDS)]) for n in range(1700)).strip()
    talk = transcript(("", text))

    segments = split(talk)

    assert len(segments) > 10
    assert covered(talk, segments) == [text]
    for segment in segments:
        said = "".join(text[s.start : s.end] for s in segment.spans)
        assert said.endswith(".")
        assert estimate(said) <= Sizes().tokens


def test_speech_without_punctuation_or_blanks_is_cut_all_the_same() -> None:
    for text in ("so we go on " * 6000, "啊" * 30_000, "x" * 60_000):
        talk = transcript(("", text.strip()))

        segments = split(talk)

        assert covered(talk, segments) == [text.strip()]
        assert len(segments) > 1
        assert all(estimate(text[s.spans[0].start : s.spans[-1].end]) <= 6000 for s in segments)


def test_twenty_thousand_tiny_turns_are_joined_before_they_are_split() -> None:
    talk = transcript(
        *(("AB"[n % 2], f"so {WORDS[n // 900 % len(WORDS)]} yes") for n in range(20_000))
    )

    segments = split(talk)

    assert covered(talk, segments) == [turn.text for turn in talk.turns]
    assert 30 < len(segments) < 70


def test_one_word_is_one_topic() -> None:
    assert len(split(transcript(("", "Hello")))) == 1


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("AB"), st.lists(st.sampled_from(WORDS), min_size=1, max_size=400)
        ),
        min_size=1,
        max_size=30,
    )
)
def test_any_talk_is_covered_exactly_in_order(turns: list[tuple[str, list[str]]]) -> None:
    talk = transcript(*((who, " ".join(words)) for who, words in turns))

    segments = split(talk, Sizes(words=200))

    assert covered(talk, segments) == [turn.text for turn in talk.turns]
    assert split(talk, Sizes(words=200)) == segments


@pytest.mark.parametrize("words", [100, 300, 1200])
def test_smaller_sections_are_more_sections(words: int) -> None:
    talk = read(EXAMPLE)

    count = len(split(talk, Sizes(words=words)))

    assert count == pytest.approx(talk.words / words, rel=0.2, abs=1)
