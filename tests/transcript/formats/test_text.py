import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.transcript.read import parse
from restyle.transcript.speaker_labels import plausible
from restyle.transcript.transcript import Transcript


def read(text: str) -> Transcript:
    return parse(text.encode(), "talk.md")


HABITS = {
    "Name: text": "Ann Lee: One.\nBob: Two.\nAnn Lee: Three.\nBob: Four.",
    "Name: alone": "Ann Lee:\nOne.\n\nBob:\nTwo.\n\nAnn Lee:\nThree.\n\nBob:\nFour.",
    "full-width colon": "Ann Lee：One.\nBob：Two.\nAnn Lee：Three.\nBob：Four.",
    "bold": "**Ann Lee:** One.\n\n**Bob:** Two.\n\n**Ann Lee:** Three.\n\n**Bob:** Four.",
    "bold, colon outside": "**Ann Lee**:\nOne.\n\n**Bob**:\nTwo.\n\n**Ann Lee**: Three.\n\n**Bob**: Four.",
    "bold and time": "**Ann Lee** 0:01\nOne.\n\n**Bob** [0:02]\nTwo.\n\n**Ann Lee** [00:00:03] Three.\n\n**Bob** 0:04\nFour.",
    "name and clock": "Ann Lee 00:00:01\n\nOne.\n\nBob 00:00:02\n\nTwo.\n\nAnn Lee 00:00:03\n\nThree.\n\nBob 00:00:04\n\nFour.",
    "name, colon, clock": "Ann Lee: 00:00:01\n\nOne.\n\nBob: 00:00:02\n\nTwo.\n\nAnn Lee: 00:00:03\n\nThree.\n\nBob: 00:00:04\n\nFour.",
    "clock in parentheses": "Ann Lee (00:01):\nOne.\n\nBob (00:02):\nTwo.\n\nAnn Lee (00:03):\nThree.\n\nBob (00:04):\nFour.",
    "brackets": "[Ann Lee] [00:01] One.\n[Bob] [00:02] Two.\n[Ann Lee] [00:03] Three.\n[Bob] [00:04] Four.",
    "clock first": "[00:00:01] Ann Lee: One.\n[00:00:02] Bob: Two.\n[00:00:03] Ann Lee: Three.\n[00:00:04] Bob: Four.",
    "bracketed speaker": "[Ann Lee]: One.\n[Bob]: Two.\n[Ann Lee]: Three.\n[Bob]: Four.",
}


@pytest.mark.parametrize("habit", HABITS)
def test_every_habit_names_its_speakers(habit: str) -> None:
    talk = read(HABITS[habit])

    assert [(t.speaker, t.text) for t in talk.turns] == [
        ("Ann Lee", "One."),
        ("Bob", "Two."),
        ("Ann Lee", "Three."),
        ("Bob", "Four."),
    ]


@pytest.mark.parametrize("habit", [name for name in HABITS if "clock" in name or "time" in name])
def test_times_are_kept_where_the_habit_has_them(habit: str) -> None:
    assert [turn.start for turn in read(HABITS[habit]).turns] == [1.0, 2.0, 3.0, 4.0]


def test_words_that_stand_before_a_colon_are_no_speakers() -> None:
    talk = read(
        "Ann: One.\nNote: this.\nhttps://a.example/b\nAt 10:30 we met.\nBob: Two.\nNote: that.\n"
        "Step 1: go.\nStep 1: stop.\nAnn: Three.\nBob: Four."
    )

    assert talk.speakers == ("Ann", "Bob")
    assert "Note: this." in talk.turns[0].text


def test_initials_stand_for_the_name_that_introduced_them() -> None:
    talk = read("Ada Lovelace (AL): One.\nBob Ross (BR): Two.\nAL: Three.\nBR: Four.")

    assert [t.speaker for t in talk.turns] == ["Ada Lovelace", "Bob Ross"] * 2


def test_spellings_of_one_name_are_one_speaker() -> None:
    talk = read("**Ann Lee:** One.\n\n**BOB:** Two.\n\n**ann  lee:** Three.\n\n**Bob:** Four.")

    assert talk.speakers == ("Ann Lee", "BOB")


def test_a_break_is_no_speaker_and_nothing_before_it_is_lost() -> None:
    talk = read(
        "**Ann:** One.\n\n**Break:** \\[15:27\\]\n\nmore.\n\n**Bob:** Two.\n\n**Ann:** Three."
    )

    assert talk.speakers == ("Ann", "Bob")
    assert "more." in talk.turns[0].text


def test_headings_are_kept_apart_from_speech() -> None:
    talk = read(
        "# The Title\n\n## First\n\nAnn: One.\nBob: Two.\n\n## Second\n\nAnn: Three.\nBob: Four."
    )

    assert talk.title == "The Title"
    assert [(h.turn, h.text) for h in talk.headings] == [(0, "First"), (2, "Second")]
    assert "Second" not in " ".join(t.text for t in talk.turns)


def test_a_heading_with_a_clock_is_a_heading() -> None:
    talk = read(
        "00:00:00 – Start\nAnn 00:00:00\n\nOne.\n\nBob 00:00:05\n\nTwo.\n\n00:01:00 – End\nAnn 00:01:00\n\nThree."
    )

    assert [h.text for h in talk.headings] == ["Start", "End"]


def test_a_paragraph_before_the_first_speaker_is_kept() -> None:
    talk = read(
        "This was said by somebody before the labels began.\n\nAnn: One.\nBob: Two.\nAnn: Three.\nBob: Four."
    )

    assert talk.turns[0].speaker == ""
    assert talk.turns[0].text.startswith("This was said")


def test_front_matter_is_metadata() -> None:
    talk = read(
        "---\ntitle: A Talk\ndate: 2024-05-06\nguest: Ann Lee\n---\nAnn Lee: Once.\nBob: Two.\nBob: Three."
    )

    assert (talk.title, talk.metadata.date, talk.metadata.speakers) == (
        "A Talk",
        "2024-05-06",
        ("Ann Lee",),
    )
    assert talk.speakers == ("Ann Lee", "Bob")


@pytest.mark.parametrize(
    "block",
    ["a: &a [x]\nb: [*a, *a]", "a: !!python/object/apply:os.system ['true']", "title: [unclosed"],
)
def test_front_matter_that_cannot_be_trusted_is_passed_over_with_a_warning(block: str) -> None:
    talk = read(f"---\n{block}\n---\nAnn: One.\nBob: Two.\nAnn: Three.\nBob: Four.")

    assert len(talk.turns) == 4
    assert talk.warnings


def test_text_without_speakers_becomes_paragraphs() -> None:
    talk = read("First paragraph, of some length.\n\nSecond one.\n")

    assert [t.text for t in talk.turns] == ["First paragraph, of some length.", "Second one."]


def test_one_long_line_is_cut_at_sentence_ends() -> None:
    talk = read(" ".join(f"This is sentence number {n} of the talk." for n in range(200)))

    assert len(talk.turns) > 5
    assert all(turn.text.endswith(".") for turn in talk.turns)


def test_caption_lines_are_joined_to_paragraphs() -> None:
    lines = [f"these are a few words of line {n}" + ("." if n % 4 == 3 else "") for n in range(80)]

    talk = read("\n".join(lines))

    assert len(talk.turns) < 12
    assert talk.words == 80 * 8


name = st.from_regex(r"[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8})?", fullmatch=True)
sentence = st.lists(st.from_regex(r"[a-z]{2,9}", fullmatch=True), min_size=1, max_size=9).map(
    lambda parts: " ".join(parts).capitalize() + "."
)


@given(
    st.lists(name, min_size=2, max_size=3, unique_by=str.casefold),
    st.lists(sentence, min_size=6, max_size=20),
)
def test_composed_dialogue_reads_back(names: list[str], said: list[str]) -> None:
    if not all(map(plausible, names)):
        return
    lines = [(names[i % len(names)], text) for i, text in enumerate(said)]

    talk = read("\n\n".join(f"{who}: {text}" for who, text in lines))

    assert [(t.speaker, t.text) for t in talk.turns] == lines


def test_what_looks_like_a_label_and_is_not_taken_is_counted() -> None:
    text = "Ann: One.\n\nBob: Two.\n\nAnn: Three.\n\nBob: Four.\n\nGrace Hopper: Five."

    talk = read(text)

    assert talk.speakers == ("Ann", "Bob", "Grace Hopper")
    prose = "We met at noon, and the harbour was empty of ships.\n\n" * 12
    doubted = read(f"{prose}Grace Hopper: Five.\n\n{prose}Charles Babbage: Six.")
    assert any(
        "2 lines begin like “Name:” and were not taken as speakers" in warning
        for warning in doubted.warnings
    )


def test_a_label_that_is_named_beforehand_is_a_speaker() -> None:
    prose = "We met at noon, and the harbour was empty of ships.\n\n" * 12
    text = f"{prose}Grace Hopper: Five.\n\n{prose}Charles Babbage: Six."

    talk = parse(text.encode(), "talk.md", known=frozenset({"Grace Hopper", "Charles Babbage"}))

    assert talk.speakers == ("Grace Hopper", "Charles Babbage")


def test_two_habits_may_stand_in_one_file() -> None:
    first = "**Ann Lee:** One.\n\n**Bob:** Two.\n\n**Ann Lee:** Three.\n\n"

    talk = read(first + "Bob: Four.\n\nAnn Lee: Five.\n\nBob: Six.")

    assert [t.speaker for t in talk.turns] == ["Ann Lee", "Bob"] * 3


def test_the_header_of_captions_without_times_is_no_word() -> None:
    talk = parse(b"WEBVTT\n\nAda: Did you sign it?\n\nBob: No, never.\n\nAda: Then who?\n", "x.txt")

    assert [turn.speaker for turn in talk.turns] == ["Ada", "Bob", "Ada"]
