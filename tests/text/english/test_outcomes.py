import pytest

from restyle.text.english.outcomes import (
    assigned,
    carries,
    decides,
    fails,
    leaves_open,
    moves,
    takes_on,
)


@pytest.mark.parametrize(
    "sentence",
    [
        "I'll draft some user communication templates and coordinate with the marketing team.",
        "Sure, I can work with James on realistic test scenarios.",
        "I’ll talk to finance about the budget.",
        "And I'll handle the budget approvals.",
        "I'm happy to review it by Friday.",
    ],
)
def test_who_says_that_he_will_do_something_takes_it_on(sentence: str) -> None:
    assert takes_on(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "I'll give you an example.",
        "I'll share my screen.",
        "Let me quickly summarize our action items.",
        "I'll put it to you this way: I'll tell you what happened.",
        "You'll draft the templates.",
        "I will never forget that as long as I live.",
        "I can imagine that bridges fail.",
    ],
)
def test_what_is_said_of_the_talk_itself_is_no_task(sentence: str) -> None:
    assert not takes_on(sentence)


def test_a_summary_gives_tasks_to_their_owners() -> None:
    assert assigned("Maria: Finalize the landing page.") == ("Maria", "Finalize the landing page.")
    assert assigned("The landing page: it is done.") == ("", "")


def test_a_motion_counts_when_it_is_carried() -> None:
    assert moves("I move to adopt the agenda as presented.")
    assert not moves("I moved to Boston in 2001.")
    assert carries("Second. Councilmember Amos? Aye. Hall? Aye. Bates? Aye.")
    assert carries("Is there a second? Second. The motion passes.")
    assert not carries("Second. Amos? Aye. Hall? Nay. Bates? Aye. Peterson? Aye. The motion fails.")
    assert not carries("Is there a second? No.")
    assert carries("Second. Amos? Aye. Hall? Nay. Bates? Aye. The motion carries two to one.")


def test_a_motion_is_lost_when_somebody_says_so() -> None:
    assert fails("Second. Amos? Aye. Hall? Nay. The motion fails.")
    assert fails("All in favor? All opposed? The nays have it.")
    assert not fails("Second. The motion passes. Next. The motion fails for want of a second.")
    assert not fails("Is there a second? No.")


def test_decisions_and_open_questions() -> None:
    assert decides("We've agreed to ship on Monday.")
    assert decides("Let's revisit that in our Q1 planning sessions.")
    assert not decides("Have we agreed on Monday?")
    assert not decides("Let's go to the next slide.")
    assert leaves_open("We still need to decide who owns the budget.")
    assert leaves_open("It remains unclear.")
    assert not leaves_open("We know who owns the budget.")
