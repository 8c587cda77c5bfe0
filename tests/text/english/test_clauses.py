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
        ("A mobile wallet makes no sense if you run a node.",
         ["A mobile wallet makes no sense"]),
        ("The technology that we use for bridges.", []),
        ("The manager's proposed budget for the schools.", []),
        ("The technology that we use is extremely valuable.",
         ["The technology that we use is extremely valuable"]),
        ("The director displayed a $2.7", []),
        ("It is written in Rust.", []),
        ("If the bearing fails in winter.", []),
        ("You mentioned the bearings of bridges earlier.", []),
        ("Things like that make bridges fail.", []),
        ("Right.", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_clause_claims_something_by_itself(sentence: str, clauses: list[str]) -> None:
    assert list(quotable(sentence)) == clauses
