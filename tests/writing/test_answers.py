import json
from collections.abc import Iterable
from dataclasses import replace

import pytest

from restyle.errors import AnswerError
from restyle.transcript.transcript import Boundary
from restyle.writing.answers import (
    WantedTakeaways,
    outline_schema,
    parse_outline,
    parse_takeaways,
    takeaways_schema,
)

WANTED = WantedTakeaways("**{claim}** {why}", sections=2, most=2, heading="Key Takeaways")
TOPIC = {"begins": 1, "name": "It", "summary": "It is so."}


def at(numbers: Iterable[int]) -> dict[int, Boundary]:
    """Marks with these numbers, a turn each."""
    return {n: Boundary(n) for n in numbers}


def test_an_outline_is_read_through_what_surrounds_it() -> None:
    text = (
        "Sure:\n"
        + json.dumps({"title": " T ", "topics": [TOPIC], "glossary": [{"name": "Ada"}]})
        + "\nDone."
    )

    part = parse_outline(text, at([1, 2]), 2)

    assert part.title == "T"
    assert part.topics[1].name == "It"
    assert part.glossary[0].name == "Ada"


def test_what_is_invalid_is_ignored_and_what_is_whole_is_kept() -> None:
    topics = [TOPIC, "It", {"begins": "2", "name": "## Two"}, {"begins": 99, "name": "Far"}]

    text = json.dumps({"topics": topics, "glossary": ["x"], "mood": "good"})

    part = parse_outline(text, at([1, 2]), 2)

    assert {number: topic.name for number, topic in part.topics.items()} == {1: "It", 2: "Two"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("No.", "is not JSON|holds no JSON object"),
        ('{"title": "x"', "is not JSON|holds no JSON object"),
        ("{not json}", "is not JSON"),
        ('{"title": "x"}', "topics: Field required"),
        ('{"topics": []}', "names 0 topics that begin at marks 1 to 2, where about 2 were"),
        ('{"topics": [{"begins": 7, "name": "x"}]}', "names 0 topics"),
        ('{"a":' * 100_000 + "}" * 100_000, "is not JSON"),
    ],
)
def test_an_outline_that_cannot_be_used_says_what_is_wrong(text: str, complaint: str) -> None:
    with pytest.raises(AnswerError, match=complaint):
        parse_outline(text, at([1, 2]), 2)


def test_topics_begin_at_marks_that_were_offered_each_once_and_in_order() -> None:
    begins = [7, 3, 3, 5]
    topics = [{"begins": n, "name": f"{n} as {i}"} for i, n in enumerate(begins)]

    part = parse_outline(json.dumps({"topics": topics}), at([2, 3, 4, 5]), 4)

    assert {n: topic.name for n, topic in part.topics.items()} == {2: "3 as 1", 5: "5 as 3"}


def test_topics_that_begin_where_none_can_are_ignored_and_named() -> None:
    topics = [{**TOPIC, "begins": 1}, {"begins": 77, "name": "Nowhere"}]

    part = parse_outline(json.dumps({"topics": topics}), at([1, 2, 3]), 2)

    assert list(part.topics) == [1]
    assert part.ignored == ("Nowhere",)


def test_a_topics_kind_is_taken_if_it_is_known() -> None:
    topics = [{**TOPIC, "begins": n, "kind": kind} for n, kind in enumerate(("ad", "x", ""), 1)]

    part = parse_outline(json.dumps({"topics": topics}), at([1, 2, 3]), 3)

    assert [topic.kind.value for topic in part.topics.values()] == ["ad", "talk", "talk"]


def test_names_keep_their_own_marks() -> None:
    terms = [{"name": "C#"}, {"name": "**F#**"}, {"name": "## Heading"}]

    part = parse_outline(json.dumps({"topics": [TOPIC], "glossary": terms}), at([1]), 1)

    assert [term.name for term in part.glossary] == ["C#", "F#", "Heading"]


def test_far_too_few_topics_are_no_outline() -> None:
    with pytest.raises(AnswerError, match="names 1 topics"):
        parse_outline(json.dumps({"topics": [TOPIC]}), at([*range(1, 31)]), 10)


def test_takeaways_fill_the_pattern_and_name_their_sections() -> None:
    items = [
        {"claim": "**Use {why}.**", "why": "It\nworks.", "sections": [1, 9, 0]},
        {"claim": " ", "why": "x"},
        {"claim": "no section bears it out", "why": "", "sections": [7]},
        {"claim": "B", "why": "", "sections": [2]},
        {"claim": "C", "why": "", "sections": [2]},
    ]

    found = parse_takeaways(json.dumps({"takeaways": items}), WANTED)

    assert [item.text for item in found] == ["**Use {why}.** It works.", "**B**"]
    assert found[0].sections == (0,)


def test_no_takeaway_is_an_error() -> None:
    with pytest.raises(AnswerError, match="no takeaways that name the sections they rest on"):
        parse_takeaways('{"takeaways": []}', WANTED)


def test_takeaways_of_several_kinds_stand_together_under_their_headings() -> None:
    kinds = ("open", "Decision ", "rumour", "open")
    items = [{"kind": k, "claim": f"claim {n}", "sections": [1]} for n, k in enumerate(kinds)]
    groups = {"decision": "Decisions", "open": "Open Questions"}

    found = parse_takeaways(
        json.dumps({"takeaways": items}), replace(WANTED, most=9, pattern="{claim}", groups=groups)
    )

    assert [(one.heading, one.text) for one in found] == [
        ("Decisions", "claim 1"),
        ("Open Questions", "claim 0"),
        ("Open Questions", "claim 3"),
    ]


def test_takeaways_of_no_known_kind_are_an_error() -> None:
    items = [{"kind": "rumour", "claim": "claim", "sections": [1]}]

    with pytest.raises(AnswerError, match=r"of a kind \(open\)"):
        parse_takeaways(
            json.dumps({"takeaways": items}), replace(WANTED, groups={"open": "Open Questions"})
        )


@pytest.mark.parametrize(
    "schema", [outline_schema(), takeaways_schema(), takeaways_schema(grouped=True)]
)
def test_schemas_are_as_strict_endpoints_want_them(schema: str) -> None:
    def check(part: dict[str, object]) -> None:
        assert set(part) <= {"type", "properties", "required", "additionalProperties", "items"}
        for inner in part.get("properties", {}).values():  # type: ignore[attr-defined]
            check(inner)
        if "items" in part:
            check(part["items"])  # type: ignore[arg-type]
        if part["type"] == "object":
            assert set(part["required"]) == set(part["properties"])  # type: ignore[call-overload]
            assert part["additionalProperties"] is False

    check(json.loads(schema))


def test_points_stand_at_marks_of_their_own_topic() -> None:
    points = [
        {"at": 2, "says": "A."},
        {"at": 3, "says": "B."},
        {"at": "x", "says": "C."},
        {"at": 1},
    ]
    first = {**TOPIC, "begins": 1, "weight": "7.0", "points": points, "asides": "none"}
    second = {**TOPIC, "begins": 3, "weight": 99, "asides": [{"at": 4, "says": "D."}]}

    part = parse_outline(json.dumps({"topics": [first, second]}), at([1, 2, 3, 4]), 2)

    one, other = part.topics.values()
    assert [(p.text, p.begin.turn) for p in one.points] == [("A.", 2), ("B.", 1), ("C.", 1)]
    assert (one.weight, one.asides, other.weight) == (7, (), 9)
    assert [(p.text, p.begin.turn) for p in other.asides] == [("D.", 4)]
