from restyle.document.document import Finding
from restyle.grounding.evidence import Evidence
from restyle.judging.answers import Fault, Verdict, parse_verdicts
from restyle.judging.held import Held, held
from tests.conftest import transcript

TALK = transcript(
    ("Ada", "We tap every bridge in spring, but never in a frost. It may hold for ten years."),
    ("Bo", "I would not bet on that."),
)
TEXT = (
    "Bridges are tapped in every frost. It holds for ten years.",
    "- Nobody bets. They never do.",
)


def verdict(number: int, fault: Fault, source: str, instead: str) -> dict[int, Verdict]:
    return {number: Verdict(number, fault, source, "it is otherwise", instead)}


def ruled(verdicts: dict[int, Verdict], faults: object = None) -> Held:
    def none(paragraphs: tuple[str, ...]) -> list[Finding]:
        return []

    return held(TEXT, verdicts, Evidence(TALK), faults or none, "x/judge")  # type: ignore[arg-type]


def test_a_verdict_whose_words_were_said_mends_its_sentence_alone() -> None:
    found = ruled(
        verdict(0, Fault.NEGATION, "but never in a frost", "Bridges are never tapped in a frost.")
    )

    assert found.paragraphs == (
        "Bridges are never tapped in a frost. It holds for ten years.",
        TEXT[1],
    )
    (mended,) = found.mended
    assert (mended.kind, mended.text) == ("negation", "Bridges are tapped in every frost.")
    assert (mended.fix, mended.judge) == ("Bridges are never tapped in a frost.", "x/judge")
    assert TALK.said(mended.spans[0]) == "but never in a frost"
    assert (found.left, found.rejected) == ((), ())


def test_a_verdict_that_quotes_what_nobody_said_falls_and_is_recorded() -> None:
    found = ruled(verdict(0, Fault.NEGATION, "we only tap in May", "Bridges are tapped in May."))

    assert found.paragraphs == TEXT
    assert "nobody said “we only tap in May”" in found.rejected[0].message


def test_a_verdict_without_words_stands_for_an_invented_claim_alone() -> None:
    without = ruled(verdict(1, Fault.HEDGE, "", "It may hold."))
    invented = ruled(verdict(3, Fault.CLAIM, "", ""))

    assert "no words of the talk" in without.rejected[0].message
    assert invented.paragraphs == (TEXT[0], "- Nobody bets.")
    assert invented.mended[0].fix == ""


def test_a_sentence_that_code_finds_wrong_is_not_taken() -> None:
    def numbers(paragraphs: tuple[str, ...]) -> list[Finding]:
        wrong = [text for text in paragraphs if "eleven" in text]
        return [Finding("number", "eleven", "this was not said") for _ in wrong]

    found = ruled(
        verdict(1, Fault.HEDGE, "It may hold for ten years", "It may hold for eleven years."),
        numbers,
    )

    assert found.paragraphs == TEXT
    assert found.left[0].text == "It holds for ten years."
    assert "not mended: number: this was not said" in found.left[0].message


def test_what_is_offered_may_be_no_essay_and_no_markup() -> None:
    long = ruled(verdict(1, Fault.HEDGE, "It may hold for ten years", "It may hold. " * 40))
    markup = ruled(
        verdict(1, Fault.HEDGE, "It may hold for ten years", "# It <b>may</b> hold ![x](http://y)")
    )

    assert "much longer" in long.left[0].message
    assert "<b>" not in "".join(markup.paragraphs)
    assert "http" not in "".join(markup.paragraphs)


def test_an_answer_is_read_forgivingly_and_one_verdict_a_sentence() -> None:
    text = """Here you are: {"found": [
      {"sentence": "3", "kind": "hedge", "source": "a  b", "why": 4},
      {"sentence": 3, "kind": "claim"}, {"sentence": 1, "kind": "no such kind"}, 7]}"""

    assert parse_verdicts(text) == (Verdict(3, Fault.HEDGE, "a b", "4", ""),)


def test_a_table_stays_a_table_and_code_stays_code() -> None:
    table = "| When | What |\n|---|---|\n| in a frost | every bridge |"
    code = "```\nfor bridge in frost: tap(bridge)\n```"
    said = "but never in a frost"
    offered = "| When | What | |---|---| | never in a frost | every bridge |"
    verdicts = {
        **verdict(0, Fault.NEGATION, said, offered),
        **verdict(1, Fault.NEGATION, said, "for bridge in spring: tap(bridge)"),
        **verdict(2, Fault.NEGATION, said, "Bridges are never tapped in a frost."),
    }

    found = held((table, code, table), verdicts, Evidence(TALK), lambda text: [], "x/judge")

    mended = "| When | What |\n|---|---|\n| never in a frost | every bridge |"
    assert found.paragraphs == (mended, code, table)
    assert len(found.mended) == 1
    assert all("place of a table or of code" in one.message for one in found.left)
    assert len(found.left) == 2
