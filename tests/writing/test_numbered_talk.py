"""The talk as the outline's prompt shows it, and which of its marks begin a topic."""

from dataclasses import replace

from restyle.topics.outline import BoundaryProposal
from restyle.transcript.transcript import Boundary
from restyle.writing.numbered_talk import Piece, chosen, groups, pieces
from tests.conftest import transcript

TALK = transcript(
    *(("AB"[n % 2], f"We speak of [#{n}] and of {n} other things. " * 20) for n in range(12))
)
PLACES = tuple(Boundary(turn, 0, strength=turn / 12) for turn in range(12))
CUTS = BoundaryProposal(PLACES[::3], PLACES, most_tokens=100_000)


def found(cuts: BoundaryProposal = CUTS) -> list[Piece]:
    return pieces(TALK, cuts.candidates, cuts.best)


def test_each_candidate_has_its_mark_and_the_talk_has_none_of_its_own() -> None:
    text = "\n\n".join(piece.whole for piece in found())

    assert [f"[#{n}] " in text for n in range(1, 14)] == [True] * 12 + [False]
    assert "We speak of [# 3] and of 3 other things." in text
    assert [piece.best for piece in found()] == [True, False, False] * 4


def test_a_publishers_heading_stands_in_its_mark() -> None:
    places = (replace(PLACES[0], heading="One\nand  two"), PLACES[1])

    assert pieces(TALK, places)[0].mark == "[#1: One and two]"


def test_a_talk_too_long_to_be_shown_whole_is_shown_by_edges_and_in_parts_at_best_cuts() -> None:
    (whole,) = groups(found(), 100_000)
    parts = groups(found(), 900)

    assert whole[1]
    assert not any(shown_whole for _, shown_whole in parts)
    assert len(parts) > 1
    assert [piece for group, _ in parts for piece in group] == found()
    assert all(group[0].best for group, _ in parts)
    assert all("[…]" in piece.edges and len(piece.edges.split()) < 110 for piece in found())


def test_what_the_model_chose_is_kept() -> None:
    assert chosen(found(), [1, 2, 9], CUTS) == [1, 2, 9]
    assert chosen(found(), [2, 9], CUTS) == [1, 2, 9]


def test_a_number_that_was_asked_for_is_kept_to() -> None:
    exact = replace(CUTS, exact=True)

    assert chosen(found(), [1, 2, 9], exact) == [1, 2, 9, 10], "the surest of the best is added"
    assert chosen(found(), list(range(1, 13)), exact) == [1, 4, 7, 10], "the best stay"


def test_the_publishers_cuts_are_all_kept() -> None:
    assert chosen(found(), [1, 2], BoundaryProposal(PLACES, PLACES)) == list(range(1, 13))


def test_a_topic_too_long_to_be_sent_is_cut_at_its_surest_places() -> None:
    most = found()[0].tokens * 3 + 50

    numbers = chosen(found(), [1], replace(CUTS, most_tokens=most))

    ends = [*numbers[1:], 13]
    assert numbers[0] == 1
    assert all(b - a <= 3 for a, b in zip(numbers, ends, strict=True))
    assert 12 in numbers
