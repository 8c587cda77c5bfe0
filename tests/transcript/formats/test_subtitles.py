import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.errors import TranscriptError
from restyle.transcript.read import parse
from restyle.transcript.transcript import Transcript


def read(text: str, name: str = "talk.srt") -> Transcript:
    return parse(text.encode(), name)


def cue(number: int, text: str) -> str:
    return f"{number}\n00:00:{number:02},000 --> 00:00:{number + 1:02},500\n{text}\n\n"


def test_srt_gives_cues_with_times() -> None:
    talk = read(cue(1, "Hello\nthere.") + cue(2, "Good day."))

    cues = [c for turn in talk.turns for c in turn.cues]
    assert [(c.text, c.start, c.end) for c in cues] == [
        ("Hello there.", 1.0, 2.5),
        ("Good day.", 2.0, 3.5),
    ]


def test_a_speaker_is_carried_forward_until_the_next() -> None:
    talk = read(
        cue(1, "Ann: One.")
        + cue(2, "two.")
        + cue(3, "Bob: Three.")
        + cue(4, "Ann: Four.")
        + cue(5, "Bob: Five.")
    )

    assert [(t.speaker, t.text) for t in talk.turns] == [
        ("Ann", "One. two."),
        ("Bob", "Three."),
        ("Ann", "Four."),
        ("Bob", "Five."),
    ]


def test_a_label_that_occurs_once_is_prose() -> None:
    talk = read(cue(1, "What's it FUD: fear and doubt.") + cue(2, "Yes."))

    assert talk.speakers == ()
    assert talk.turns[0].text.startswith("What's it FUD: fear")


def test_vtt_voices_notes_styles_and_settings() -> None:
    text = (
        "WEBVTT - A title\nKind: captions\n\nNOTE a comment\nover lines\n\n"
        "STYLE\n::cue { color: red }\n\n"
        "id-1\n00:01.000 --> 00:02.000 align:start position:0%\n<v.loud Ann Lee>Hello &amp; <i>bye</i></v>\n\n"
        "00:03.000 --> 00:04.000\n<v Bob>No</v>\n"
    )

    talk = read(text, "talk.vtt")

    assert [(t.speaker, t.text) for t in talk.turns] == [("Ann Lee", "Hello & bye"), ("Bob", "No")]


def test_times_without_minutes_lose_no_cue() -> None:
    talk = read("WEBVTT\n\n0.000 --> 3.480\nOne.\n\n1:06.160 --> 1:07.000\nTwo.\n")

    assert [c.start for t in talk.turns for c in t.cues] == [0.0, 66.16]


def test_a_dash_begins_a_turn_without_a_name() -> None:
    talk = read("WEBVTT\n\n00:01.000 --> 00:02.000\n- Hello.\n\n00:02.000 --> 00:03.000\n>> Hi.\n")

    assert [(t.speaker, t.text) for t in talk.turns] == [("", "Hello."), ("", "Hi.")]


def test_rolling_captions_say_each_line_once() -> None:
    text = (
        "WEBVTT\nKind: captions\nLanguage: en\n\n"
        "00:00:00.000 --> 00:00:02.000 align:start\n \nso<00:00:00.500><c> we</c><c> begin</c>\n\n"
        "00:00:02.000 --> 00:00:02.010 align:start\nso we begin\n \n\n"
        "00:00:02.010 --> 00:00:04.000 align:start\nso we begin\nand<00:00:02.500><c> go</c><c> on</c>\n\n"
    )

    talk = read(text, "talk.vtt")

    assert " ".join(t.text for t in talk.turns) == "so we begin and go on"


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT",
        "WEBVTT\n\n",
        "\ufeffWEBVTT - A talk\nKind: captions\nLanguage: en\n",
        "WEBVTT\n\nNOTE Nothing was recognised.\n\nSTYLE\n::cue { color: red }\n",
        "[Script Info]\nTitle: A talk\n\n[Events]\nFormat: Layer, Start, End, Text\n",
    ],
)
def test_a_header_without_cues_is_no_speech(text: str) -> None:
    with pytest.raises(TranscriptError, match=r"^talk\.txt: no speech found in it"):
        parse(text.encode(), "talk.txt")


def test_an_arrow_in_speech_stays() -> None:
    talk = read("WEBVTT\n\n00:01.000 --> 00:02.000\nfrom a --> to b\n")

    assert talk.turns[0].text == "from a --> to b"


def test_cues_without_words_are_reported() -> None:
    talk = read(cue(1, "Words.") + cue(2, ""))

    assert "1 of 2 cues hold no words" in talk.warnings


def test_lines_without_numbers_or_blank_lines_between_are_read() -> None:
    text = "00:00:01.000 --> 00:00:02.000\nOne.\n2\n00:00:02.000 --> 00:00:03.000\nTwo.\n"

    assert [c.text for t in read(text).turns for c in t.cues] == ["One.", "Two."]


words = st.text("abcXYZéßñ中の", min_size=1, max_size=12)
lines = st.lists(words, min_size=1, max_size=6).map(lambda parts: " ".join(parts) + ".")


@given(st.lists(lines, min_size=1, max_size=12, unique=True), st.sampled_from(["srt", "vtt"]))
def test_composed_captions_read_back(texts: list[str], kind: str) -> None:
    head = "WEBVTT\n\n" if kind == "vtt" else ""
    blocks = (
        f"{i}\n00:{i:02}:01{'.' if kind == 'vtt' else ','}000 --> 00:{i:02}:02.000\n{text}\n"
        for i, text in enumerate(texts)
    )

    talk = read(head + "\n".join(blocks), f"talk.{kind}")

    cues = [c for turn in talk.turns for c in turn.cues]
    expected = [pytest.approx(i * 60 + 1) for i in range(len(texts))]
    assert [c.start for c in cues] == expected
    assert [c.text.split() for c in cues] == [" ".join(t.split()).split() for t in texts]
