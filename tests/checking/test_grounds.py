"""What rests on nothing, and what nothing rests on."""

from restyle.checking.checks.coverage import check as check_coverage
from restyle.checking.checks.coverage import coverage
from restyle.checking.checks.novelty import check as check_novelty
from tests.checking.drafts import kinds, made

BREAD = (
    "The oven runs fifteen degrees hot on the left side, so the recipe burns a third of the tray. "
    "Young cooks follow the recipe more carefully and burn it again. "
    "A good cook opens the door and looks at the bread. I never found out how to teach that."
)
BRIDGE = (
    "The bridge was closed because an inspector saw a crack in a steel beam near the bank. "
    "The engineers welded plates over the crack and drove trucks across for a night. "
    "The crack did not grow, and the bridge was opened for the morning traffic."
)


def test_a_sentence_that_nobody_said_is_a_finding() -> None:
    text = "The left side of the oven burns a third of the tray. Insurance companies now demand it."

    (found,) = check_novelty(made(text, ("Ann", BREAD)))

    assert found.text == "Insurance companies now demand it."


def test_a_sentence_about_another_part_of_the_talk_is_a_finding() -> None:
    turns = (("Ann", BREAD), ("Bob", BRIDGE))

    found = check_novelty(made("Engineers welded plates over the crack.", *turns, within=range(1)))

    assert [one.message for one in found] == ["this was said in another part of the talk, not here"]


def test_a_text_in_another_language_is_not_judged_by_its_words() -> None:
    text = "Der Ofen ist auf der linken Seite zu heiß, und darum verbrennt das Brot dort immer."

    assert check_novelty(made(text, ("Ann", BREAD))) == ()


def test_a_long_stretch_that_is_left_out_is_a_finding() -> None:
    turns = (("Ann", BREAD), ("Bob", " ".join([BRIDGE] * 4)))

    (found,) = check_coverage(made(BREAD, *turns))
    assert "The bridge was closed" in found.fix
    assert check_coverage(made(f"{BREAD}\n\n{BRIDGE}", *turns)) == ()


def test_coverage_is_a_share() -> None:
    whole = coverage(made(BREAD, ("Ann", BREAD)))
    none = coverage(made("Nothing.", ("Ann", BREAD)))

    assert whole.share == 1.0
    assert none.share < 0.1


def test_a_takeaway_may_rest_on_words_from_all_over() -> None:
    turns = (("Ann", BREAD), ("Bob", BRIDGE))
    text = "Cooks look at bread, engineers at cracks."

    assert kinds(check_novelty(made(text, *turns, sums_up=True))) == []
