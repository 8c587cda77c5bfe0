"""Search: passages, questions taken apart, and what is found."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.search.passages import passages_of
from restyle.search.query import query_of
from restyle.search.ranking import Ranker
from restyle.search.talk_index import TalkIndex
from restyle.search.terms import terms_of
from restyle.transcript.read import read
from restyle.transcript.transcript import Cue, Source, Transcript, Turn, TurnKind
from tests.conftest import EXAMPLE


def talk(*turns: tuple[str, str]) -> Transcript:
    made = (
        Turn(n, who, (Cue(text, start=60.0 * n, end=60.0 * n + 59),))
        for n, (who, text) in enumerate(turns)
    )
    return Transcript("A talk", tuple(made), Source("talk.txt"))


BAKERS = talk(
    ("Ann", "Welcome. How hot is the oven when you put the bread in?"),
    ("Bob", "Two hundred and forty degrees. Then it goes down to two hundred after ten minutes."),
    ("Ann", "And what do you do when the yeast is old?"),
    ("Bob", "We throw it away. My sister once baked with yeast from 1998 and nothing rose. " * 14),
    ("Carl", "In my bakery the flour comes from a mill in the village, and it costs 3.50 a kilo."),
    ("Ann", "Do customers complain about the price?"),
    (
        "Carl",
        "They grumble, but they come back. A cheap loaf is a loaf that nobody finishes. " * 14,
    ),
)


@given(st.lists(st.integers(0, 900), min_size=1, max_size=12))
def test_passages_hold_all_that_was_said_once_and_in_order(lengths: list[int]) -> None:
    turns = [("A" if n % 2 else "B", "Some words here. " * (m // 3)) for n, m in enumerate(lengths)]
    made = talk(*turns)
    said = [word for turn in made.turns for word in turn.text.split()]
    found = passages_of(made)
    assert [word for one in found for word in one.text.split()] == said
    assert all(len(one.text.split("\n")) == len(one.names) for one in found)
    assert all(len(one.text.split()) <= 560 for one in found)


@pytest.mark.parametrize(
    ("question", "turn"),
    [
        ("how warm does the oven have to be", 1),
        ("what happened to old yeast", 3),
        ("what does Carl pay for flour", 4),
        ("3.50", 4),
        ("do people think it is too expensive", 6),
        ("what was said around 5:10", 5),
    ],
)
def test_what_was_said_is_found_by_its_matter_its_speaker_or_its_time(
    question: str, turn: int
) -> None:
    (best, *_) = TalkIndex([BAKERS]).find(question)
    assert turn in best.passage.turns


def test_what_nobody_spoke_of_is_not_found() -> None:
    assert TalkIndex([BAKERS]).find("zebra xylophone") == ()
    assert TalkIndex([BAKERS]).find("?") == ()
    assert TalkIndex([talk(("Ann", ""))]).find("oven") == ()


def test_a_passage_has_its_neighbours() -> None:
    index = TalkIndex([BAKERS])
    first = next(hit for hit in index.find("hot oven") if hit.number == 0)
    before, after = index.beside(first)
    assert before is None
    assert after is not None
    assert after.turns[0] == first.passage.turns[-1] + 1


def test_several_talks_are_searched_at_once() -> None:
    other = read(EXAMPLE)
    (best, *_) = TalkIndex([BAKERS, other]).find("replace by fee")
    assert best.talk == 1


@pytest.mark.parametrize(
    ("question", "speakers", "time", "step"),
    [
        ("what does Bob say at 1:02:03", ("Bob Miller",), 3723.0, 0),
        ("minute 12, about Ann's mill", ("Ann",), 720.0, 0),
        ("what did she say after that?", (), None, 1),
        ("and just before that", (), None, -1),
    ],
)
def test_a_question_is_taken_apart(
    question: str, speakers: tuple[str, ...], time: float | None, step: int
) -> None:
    found = query_of(question, ("Bob Miller", "Ann"))
    assert (found.speakers, found.time, found.step) == (speakers, time, step)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("what did the minister say about health and schools?", ()),
        ("what does the chair decide?", ("The Chair",)),
        ("which hall did they rent for the party?", ()),
        ("what was Hall's idea for the tax?", ("Councilwoman Stacy Hall",)),
        ("what was stacy's idea?", ("Councilwoman Stacy Hall",)),
    ],
)
def test_ordinary_words_in_a_speakers_name_are_no_name(
    question: str, named: tuple[str, ...]
) -> None:
    speakers = (
        "Hon. Ann Roe (Minister of Health and Schools)",
        "The Chair",
        "Councilwoman Stacy Hall",
        "City Manager Tom Coll",
    )
    found = query_of(question, speakers)
    assert found.speakers == named
    assert found.words


def test_terms_are_stems_numbers_and_pairs_of_letters() -> None:
    assert [term for term, _ in terms_of("The ovens of 1,998 in C++")] == ["oven", "1998", "c++"]
    assert [term for term, _ in terms_of("面包店", "zh")] == ["面包", "包店"]


def test_a_talk_in_chinese_is_searched(tmp_path: Path) -> None:
    index = TalkIndex(
        [talk(("甲", "面包店的面粉来自村里的磨坊。" * 6), ("乙", "酵母太旧就扔掉。" * 6))]
    )
    (best, *_) = index.find("酵母")
    assert 1 in best.passage.turns


def test_only_what_follows_in_its_own_talk_answers_the_question_before_it() -> None:
    (question,) = passages_of(talk(("Ann", "How hot is the oven? " * 30)))
    (other,) = passages_of(talk(("Cid", "They sail at noon with the tide. " * 20)))

    def second(*, follows: bool) -> float:
        ranker = Ranker([question, other], follows=[False, follows], languages=["en", "en"])
        return float(ranker.scores(query_of("How hot is the oven?"))[1])

    assert second(follows=True) > second(follows=False) + 0.3


def test_who_is_named_and_nothing_else_is_listened_to() -> None:
    found = TalkIndex([BAKERS]).find("carl")

    assert found
    assert all("Carl" in hit.passage.speakers for hit in found)


def test_what_was_said_twice_is_found_once() -> None:
    twice = talk(*(("Ann", "The oven is very hot and the bread is done. " * 25),) * 2)

    assert len(TalkIndex([twice]).find("hot oven")) == 1


def test_a_question_of_a_thousand_words_is_cut() -> None:
    assert len(query_of(" ".join(f"word{n}" for n in range(1000))).terms) == 100


def test_a_time_late_in_a_long_passage_finds_it() -> None:
    turns = [Turn(n, "Ann", (Cue("So it went. " * 120, start=600.0 * n),)) for n in range(6)]
    index = TalkIndex([Transcript("A talk", tuple(turns), Source("talk.txt"))])

    assert index.find("around 29:00", 1)[0].passage.turns == (2,)
    assert index.find("around 31:00", 1)[0].passage.turns == (3,)


def test_what_has_no_time_is_near_none() -> None:
    starts = [None, None, 3600.0, 3700.0]
    turns = [Turn(n, "Ann", (Cue("So it went. " * 120, start=at),)) for n, at in enumerate(starts)]
    index = TalkIndex([Transcript("A talk", tuple(turns), Source("talk.txt"))])

    assert index.find("around 0:30") == ()
    assert index.find("around 1:00:10", 1)[0].passage.turns == (2,)


def test_neighbours_are_left_out_only_where_they_are_looked_at_anyway() -> None:
    oven = ("Ann", "The oven is hot. " * 80)
    index = TalkIndex([talk(oven, oven, ("Ann", "The oven is hot and old. " * 60))])

    both = {hit.number for hit in index.find("hot oven")}
    apart = {hit.number for hit in index.find("hot oven", apart=True)}
    assert {1, 2} <= both or {0, 1} <= both
    assert not any(number + 1 in apart for number in apart)


def test_no_passage_is_the_neighbour_of_another_talks() -> None:
    other = ("Ann", "We spoke of ships and of the rain that fell at sea. " * 25)
    index = TalkIndex(
        [
            talk(("Ann", "The oven is hot. " * 80), other),
            talk(other, ("Bob", "No oven is as hot as mine. " * 45)),
        ]
    )

    found = [(hit.talk, hit.number) for hit in index.find("hot oven", 2, apart=True)]
    assert sorted(found) == [(0, 0), (1, 1)]


def test_an_advert_is_nothing_that_was_said() -> None:
    turns = (
        Turn(0, "Ann", (Cue("The oven is hot. " * 30),)),
        Turn(1, "Ann", (Cue("Buy the wumpus oven today. " * 30),), TurnKind.AD),
    )
    found = passages_of(Transcript("A talk", turns, Source("talk.txt")))

    assert [one.turns for one in found] == [(0,)]


def test_chinese_passages_have_the_length_of_others() -> None:
    made = talk(*[("安", "机器人公司在硅谷很多，你觉得怎么样？我觉得很有意思。" * 12)] * 6)

    assert len(passages_of(made)) == 2
