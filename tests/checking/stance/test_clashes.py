"""Where a sentence may not say what was said: word by word, beside what it rests on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.checking.stance import clashes
from restyle.checking.stance.alignment import Passage
from restyle.checking.stance.clash import Clash, Kind
from restyle.grounding.evidence import Evidence
from restyle.text.english.normalized import reading
from tests.conftest import transcript

TALK = Evidence(
    transcript(
        ("Ann", "I don't think that a reset would make the network more useful."),
        ("Bob", "The owner was unable to hire students. He maybe closes the shop in winter."),
        ("Ann", "Signet will help. There's nothing stopping you from spending a coin twice."),
        ("Bob", "Headers are a lot smaller than blocks. You can't fake the work in them."),
    )
)
ALL = range(len(TALK.said))


def surest(text: str) -> Clash | None:
    """The clash of a sentence with the talk that is most likely one, if it is more so than not."""
    found = [clash for clash in clashes(TALK, ALL, [text])[0] if clash.odds > 0]
    return max(found, key=lambda one: one.odds, default=None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Signet will not help.", Kind.DENIES),
        ("You can fake the work in headers.", Kind.AFFIRMS),
        ("A reset would make the network more useful.", Kind.AFFIRMS),
        ("Headers are a lot larger than blocks.", Kind.TURNS),
        ("The owner closes the shop in winter.", Kind.OVERSTATES),
    ],
)
def test_what_was_not_said_so_clashes(text: str, kind: Kind) -> None:
    clash = surest(text)

    assert clash is not None
    assert clash.kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "A reset wouldn't make the network more useful, Ann thinks.",
        "The owner could not hire students.",
        "Nothing stops you from spending a coin twice.",
        "Perhaps he closes the shop in winter.",
        "Blocks are a lot larger than headers.",
        "Signet helps.",
        "Will Signet not help?",
        "Ann asks: “Will Signet not help?”",
    ],
)
def test_what_was_said_in_other_words_does_not(text: str) -> None:
    assert surest(text) is None


def test_a_negation_bears_on_nothing_behind_a_conjunction() -> None:
    said = Evidence(transcript(("Ann", "It is not because miners collude, but it is slow.")))

    assert clashes(said, range(len(said.said)), ["Miners collude."]) == ((),)


def test_a_doubt_is_kept_in_its_own_sentence_alone() -> None:
    talk = "I think the owner closes the shop in winter. Perhaps rents rise in the old town."
    said = Evidence(transcript(("Ann", talk)))

    (found,) = clashes(said, range(len(said.said)), ["Rents rise in the old town, he thinks."])
    (surer,) = clashes(said, range(len(said.said)), ["Rents rise in the old town."])

    assert [clash for clash in found if clash.odds > 0] == []
    assert max(surer, key=lambda one: one.odds).text == "Perhaps"


def test_a_sentence_is_found_deep_in_a_long_part_of_a_talk() -> None:
    filler = "Nobody counts the same sheep twice in one night, or so the shepherd said. " * 2_000
    said = Evidence(transcript(("Ann", filler + "Signet will help every wallet developer.")))

    passage = Passage(said, range(len(said.said)))
    (run,) = passage.runs([reading("Signet will help every wallet developer.")])

    assert len(run.pairs) == 6


def test_a_clash_names_the_sentence_that_it_clashes_with() -> None:
    clash = surest("You can fake the work in headers.")

    assert clash is not None
    assert TALK.said[clash.sentence].text == "You can't fake the work in them."


def test_a_sentence_is_laid_beside_the_words_that_it_rests_on() -> None:
    passage = Passage(TALK, ALL)
    written = reading("Ann says that Signet will surely help.")

    (run,) = passage.runs([written])

    pairs = [(written.words[p.written], passage.reading.words[p.said]) for p in run.pairs]
    assert pairs == [("signet", "signet"), ("will", "will"), ("help", "help")]
    assert {passage.text(passage.sentence[p.said]) for p in run.pairs} == {"Signet will help."}


@given(st.lists(st.sampled_from("signet will not help a coin maybe less more , . ?".split())))
def test_any_text_can_be_laid_beside_a_talk(words: list[str]) -> None:
    text = " ".join(words)
    passage = Passage(TALK, ALL)
    written = reading(text)

    for run in passage.runs([written, reading("")]):
        assert [p.written for p in run.pairs] == sorted({p.written for p in run.pairs})
        assert [p.said for p in run.pairs] == sorted({p.said for p in run.pairs})
    assert len(clashes(TALK, ALL, [text, ""])) == 2
    assert clashes(TALK, range(0), [text]) == ((),)
