"""Measured habits in words, and rules that they deny."""

from restyle.stylometry.habits import HABITS, Measured, measured
from restyle.stylometry.prose import blocks_of, pieces_of
from restyle.stylometry.rules import avoid_rules, contradictions, do_rules

BLUNT = "It broke. Why? Nobody knew. But we don't give up! You try it again. So it goes, and then it breaks.\n\n"


def habits_of(text: str) -> dict[str, Measured]:
    return measured(pieces_of(blocks_of(text)))


def test_rules_say_what_was_counted() -> None:
    do = [rule.text for rule in do_rules(habits_of(BLUNT * 30))]
    assert do[0] == "Sentences of 4 words on average; ten of ten under eight words."
    assert "Asks: one of six sentences a question." in do
    assert "Plain words, most of them of one syllable." in do
    avoid = [rule.text for rule in avoid_rules(habits_of(BLUNT * 30))]
    assert "Semicolons." in avoid
    assert "Questions." not in avoid


def test_every_rule_names_habits_that_there_are() -> None:
    known = {habit.name for habit in HABITS}
    habits = habits_of(BLUNT * 30)
    assert all(set(rule.habits) <= known for rule in (*do_rules(habits), *avoid_rules(habits)))


def test_a_rule_that_the_measurements_deny_is_told() -> None:
    habits = habits_of(BLUNT * 30)
    assert contradictions(["Long sentences that wind."], ["Exclamation marks."], habits) == (
        "voice.do 1 asks for long sentences; its measured texts have sentences: 3.5 words long",
        "voice.avoid 1 forbids exclamation marks; "
        "its measured texts have 17 exclamations in a hundred",
    )
    assert contradictions(["Short sentences."], ["Semicolons."], habits) == ()
