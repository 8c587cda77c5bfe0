"""What a writer made, checked together and mended where code can."""

from restyle.checking import Brief
from restyle.checking.verifier import Verifier, better
from restyle.document.document import Paragraph, Section, Takeaway
from restyle.style.files import load
from restyle.transcript.transcript import Segment, Span
from tests.conftest import transcript

TALK = transcript(
    ("Ann", "People say that ideas are cheap and that execution is everything. I sold the farm."),
    ("Bob", "The bridge was closed in 2009 because an inspector saw a crack in a steel beam."),
)
SEGMENTS = [Segment((Span(n, 0, len(turn.text)),)) for n, turn in enumerate(TALK.turns)]
VERIFIER = Verifier(TALK, Brief(load("karpathy")))


def section(text: str, number: int) -> Section:
    return Section("On It", (Paragraph(text, SEGMENTS[number].spans),), SEGMENTS[number])


def test_a_quote_that_is_nearly_exact_is_made_so_and_kept_as_mended() -> None:
    wrong = "Ann says that “ideas are cheap and that effort is everything”. She sold the farm."

    (checked,) = VERIFIER.sections([section(wrong, 0)])

    assert "“ideas are cheap and that execution is everything”" in checked.text
    assert [finding.kind for finding in checked.mended] == ["quote"]
    assert "quote" not in [finding.kind for finding in checked.findings]


def test_a_paragraph_knows_the_words_that_it_rests_on() -> None:
    (checked,) = VERIFIER.sections([section("An inspector saw a crack in a beam.", 1)])

    assert [TALK.said(span) for span in checked.paragraphs[0].spans] == [TALK.turns[1].text]


def test_the_version_with_fewer_findings_is_the_better_one() -> None:
    (faulty,) = VERIFIER.sections([section("The bridge was closed in 2011.", 1)])
    (sound,) = VERIFIER.sections([section("The bridge was closed in 2009.", 1)])

    assert better(faulty, sound).text == sound.text
    assert [finding.text for finding in better(faulty, sound).mended] == ["2011"]
    assert better(sound, faulty) == sound


def test_takeaways_are_judged_by_their_sections_ranked_and_kept_apart() -> None:
    sections = [section("Ideas are cheap.", 0), section("A crack closed the bridge.", 1)]
    takeaways = (
        Takeaway("**Ideas are cheap.** Execution is everything.", (0,)),
        Takeaway("**Ideas are cheap.** Execution is everything, people say.", (0,)),
        Takeaway(
            "**A crack in a steel beam closed the bridge in 2009.** An inspector saw it.", (1,)
        ),
        Takeaway("**The bridge was closed in 2011.**", (1,)),
    )

    judged = VERIFIER.takeaways(takeaways, sections)

    assert ["number" in [f.kind for f in one.findings] for one in judged] == [False] * 3 + [True]
    distinct = VERIFIER.distinct([one for one in judged if not one.findings])
    assert len(distinct) == 2
    assert {takeaway.sections for takeaway in distinct} == {(0,), (1,)}
