import pytest

from restyle.text.english.clauses import quotable


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("I think most advertising doesn't work online.", ["most advertising doesn't work online"]),
        ("It's not a survey shirt, because nobody wants to wear a survey shirt, so you were smart.",
         ["nobody wants to wear a survey shirt"]),
        ("But honestly, 95% of the code is written by Claude.",
         ["95% of the code is written by Claude"]),
        ("A mobile wallet makes no sense if you run a node.", []),
        ("You definitely need some compute, but not the most there is.", []),
        ("The traders have pretty high energy, high power machines.", []),
        ("The technology that we use for bridges.", []),
        ("The manager's proposed budget for the schools.", []),
        ("The technology that we use is extremely valuable.",
         ["The technology that we use is extremely valuable"]),
        ("The director displayed a $2.7", []),
        ("It is written in Rust.", []),
        ("If the bearing fails in winter.", []),
        ("You mentioned the bearings of bridges earlier.", []),
        ("Things like that make bridges fail.", []),
        ("Bloat is the state where a table is full of rows nobody wants.", []),
        ("You have a server running that preserves, you know, your privacy.", []),
        ("I maintain that as bridges get older, people pay more.", []),
        ("Every single time you do an update.", []),
        ("Giving a talk that bridge engineering is dead.", []),
        ("The amount of heat you have in the room.", []),
        ("How the feedback we get improves bridges.", []),
        ("LLVM was a research project at that point.", ["LLVM was a research project"]),
        ("Right.", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_clause_claims_something_by_itself(sentence: str, clauses: list[str]) -> None:
    assert list(quotable(sentence)) == clauses
