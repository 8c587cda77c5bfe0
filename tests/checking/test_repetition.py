from restyle.checking.repetition import seams
from tests.checking.drafts import made

TURN = ("Ann", "The oven burns the bread on the left side. The bridge has a crack in a beam.")
STORY = (
    "A young cook follows the recipe, burns the tray, measures again, and burns the next tray "
    "while the old baker opens the door and looks at the crust."
)


def messages(*sections: str) -> list[str]:
    found = seams([made(text, TURN) for text in sections])
    return [finding.message for section in found for finding in section]


def test_sections_that_differ_have_no_seams() -> None:
    assert messages("The oven burns bread.", "A beam of the bridge has a crack.") == []


def test_the_same_opening_is_a_seam_of_the_later_section() -> None:
    found = seams(
        [made("Here is the thing: bread.", TURN), made("Here is the other: a bridge.", TURN)]
    )

    assert [len(section) for section in found] == [0, 1]
    assert "begins with the same words" in found[1][0].message


def test_a_sentence_that_comes_back_is_a_seam() -> None:
    again = "Nobody has ever found out how to teach it."

    assert messages(f"Bread burns. {again}", f"Beams crack. {again}") == [
        "this sentence stands in section 1 as well"
    ]


def test_a_phrase_that_comes_back_is_a_seam() -> None:
    found = messages(
        "What matters most to every honest engineer here is bread.",
        "A crack is what matters most to every honest engineer who looks.",
        "Of beams and bread, what matters most to every honest engineer is bread.",
    )

    assert found == ["section 1 has “what matters most to every honest engineer” as well"] * 2


def test_an_example_told_twice_is_a_seam() -> None:
    retold = STORY.replace("A young cook", "Some beginner").replace("measures again, and ", "then ")

    assert messages(STORY, f"Beams crack.\n\n{retold}")[-1:] == ["section 1 tells this as well"]


def test_a_list_item_that_is_told_twice_is_named_by_its_words_and_not_its_label() -> None:
    found = seams([made(f"- **Action:** {STORY}", TURN), made(f"- **Action:** Then {STORY}", TURN)])

    assert [one.text for one in found[1] if "tells this" in one.message] == [f"Then {STORY}"]


def test_a_turn_of_phrase_is_a_seam_when_it_comes_back_for_the_third_time() -> None:
    found = messages(
        "The bread was good. But here's the problem: the queue was long.",
        "The oven was old. But here's the problem: it ran hot.",
        "The flour was cheap. But here’s the problem: it was wet.",
    )

    assert found == ["sections 1 and 2 have a sentence that begins with these words"]
