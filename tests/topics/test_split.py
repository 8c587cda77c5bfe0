from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restyle.text.tokens import estimate
from restyle.topics.sizes import Sizes
from restyle.topics.split import cuts, split
from restyle.topics.units import units
from restyle.transcript.read import read
from restyle.transcript.transcript import Cue, Heading, Segment, Source, Transcript, Turn
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
    assert len(segments) == 14


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

    count = len(split(talk, Sizes(words=words, headings=False)))

    assert count == pytest.approx(talk.words / words, rel=0.2, abs=1)


def test_headings_of_the_source_are_the_boundaries() -> None:
    talk = read(EXAMPLE)

    found = cuts(talk).best

    headings = {heading.turn: heading.text for heading in talk.headings}
    assert all(each.heading == headings[each.turn] for each in found[1:])
    assert found[0].heading == "What does it mean", "the few words before it belong to it"
    assert not any(each.heading for each in cuts(talk, Sizes(headings=False)).best)
    assert len(cuts(talk, Sizes(topics=5)).best) == 5


def test_a_chapter_that_is_too_long_is_cut_and_a_lone_heading_is_none() -> None:
    said = "We bake the bread in the oven with flour. "
    turns = [("A", said * 30) for _ in range(40)]
    talk = replace(transcript(*turns), headings=(Heading(0, "One"), Heading(36, "Two")))

    found = cuts(talk).best

    assert [(b.turn, b.heading) for b in found if b.heading] == [(0, "One"), (36, "Two")]
    assert len(found) > 5
    alone = replace(talk, headings=(Heading(3, "Transcript"),))
    assert not any(b.heading for b in cuts(alone).best)


def test_three_times_as_many_candidates_hold_the_best() -> None:
    talk = read(EXAMPLE)

    found = cuts(talk, Sizes(headings=False))

    assert set(found.best) <= set(found.candidates)
    assert len(found.candidates) == 3 * len(found.best)
    assert all(0 < each.strength <= 1 for each in found.candidates)


def test_captions_without_punctuation_are_cut_at_pauses() -> None:
    words = "so we bake bread in the oven with flour"
    cues, time = [], 0.0
    for n in range(400):
        time += 3.0 if n % 25 == 0 else 0.1
        cues.append(Cue(words, time, time + 2))
        time += 2
    talk = Transcript("", (Turn(0, "", tuple(cues)),), Source(""))

    begins = [unit.start for unit in units(talk)]

    assert len(begins) > 10
    pauses = [n * (len(words) + 1) - 1 for n in range(0, 400, 25)]
    assert sum(begin in pauses for begin in begins) > len(begins) / 2
