"""Between which words a negation stands."""

from restyle.language.surroundings import surroundings


def test_a_negation_is_known_by_the_words_round_it() -> None:
    found = surroundings("The checkpoints aren't still there.")

    assert ("checkpoint", "be", "still", "there") in found.denied
    assert ("the", "checkpoint", "be", "still") not in found.affirmed


def test_persons_inflections_and_fillers_make_no_difference() -> None:
    one = surroundings("I was not really waiting for it.")
    other = surroundings("They are not waiting for it.")

    assert one.denied == other.denied != frozenset()


def test_what_a_negation_before_it_may_deny_is_not_plainly_said() -> None:
    run = ("reset", "will", "make", "test")

    found = surroundings("I don't think that a reset would make tests useful.")

    assert run in found.affirmed
    assert run not in found.plain
    assert run in surroundings("A reset would make tests useful.").plain


def test_a_negation_that_denies_nothing_is_none() -> None:
    found = surroundings("It hasn't just appeared or grown.")

    assert found.denied == frozenset()
