"""XML, tables, HTML and Word documents."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import docx
import pytest

from restyle.errors import TranscriptError
from restyle.transcript.read import parse
from restyle.transcript.read import read as read_file
from restyle.transcript.transcript import Transcript

TURNS = [("Ann", "Hello there."), ("Bob", "Good day.")]


def said(talk: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in talk.turns]


def read(text: str, name: str = "talk.txt") -> Transcript:
    return parse(text.encode(), name)


APPLE = (
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"><body><div>'
    '<p begin="4.560" end="5" ttm:agent="Ann"><span><span>Hello</span><span>there.</span></span></p>'
    '<p begin="1:12.980" end="40:06.400" ttm:agent="Bob">Good<br/>day.</p></div></body></tt>'
)
PODLOVE = (
    '<?xml version="1.0"?><pst:transcripts xmlns:pst="http://podlove.org/simple-transcripts">'
    '<pst:speech><pst:speaker>Ann</pst:speaker><pst:item start="0:00:01" end="0:00:02">Hello</pst:item>'
    '<pst:item start="0:00:02" end="0:00:03">there.</pst:item></pst:speech>'
    '<pst:speech><pst:speaker>Bob</pst:speaker><pst:item start="0:00:04" end="0:00:05">Good day.</pst:item></pst:speech>'
    "</pst:transcripts>"
)
TRS = (
    '<?xml version="1.0"?>\n<!DOCTYPE Trans SYSTEM "http://127.0.0.1:9/trans-14.dtd">\n<Trans><Speakers>'
    '<Speaker id="s1" name="Ann"/><Speaker id="s2" name="Bob"/></Speakers><Episode><Section>'
    '<Turn speaker="s1" startTime="0" endTime="1">Hello there.</Turn>'
    '<Turn speaker="s2 s1" startTime="1" endTime="2">Good day.</Turn></Section></Episode></Trans>'
)
CITE = "<cite>Ann:</cite>\n<time>0:00</time>\n<p>Hello there.</p><p></p><cite>Bob:</cite><time>0:05</time><p>Good day.</p>"
HEADINGS = (
    "<!doctype html><html><head><title>T</title><style>.x{}</style><script>alert('no')</script></head><body>"
    '<nav>Menu</nav><h3 class="speaker">Ann</h3><p>Hello there.</p><span>00:49</span>'
    '<h3 class="speaker">Bob</h3><p>Good day.</p><footer>Imprint</footer></body></html>'
)
PAGE = (
    "<html><body><header>Site</header><article><p><b>Ann:</b> Hello there.</p><p><b>Bob:</b> Good day.</p>"
    "<p><b>Ann:</b> So.</p><p><b>Bob:</b> Yes.</p></article><script>x()</script></body></html>"
)
CSV = 'timestamp,speaker,words\n[0:00],Ann,"Hello there."\n[0:05],Bob:,Good day.\n'
TSV = "start\tend\tspeaker\ttext\n0\t1000\tAnn\tHello there.\n1500\t2000\tBob\tGood day.\n"


@pytest.mark.parametrize(
    "text",
    [APPLE, PODLOVE, TRS, CITE, HEADINGS, CSV, TSV],
    ids="apple podlove trs cite headings csv tsv".split(),
)
def test_every_layout_gives_its_turns(text: str) -> None:
    assert said(read(text)) == TURNS


def test_times_of_ttml_are_read_in_every_form() -> None:
    talk = read(APPLE)

    assert [turn.start for turn in talk.turns] == [4.56, 72.98]
    assert talk.duration == 2406.4


@pytest.mark.parametrize(
    ("begin", "seconds"),
    [
        ("12s", 12.0),
        ("1.5m", 90.0),
        ("500ms", 0.5),
        ("00:00:01:12", 1.0),
        ("00:01:02.5", 62.5),
        ("3f", None),
        ("soon", None),
    ],
)
def test_every_way_to_write_a_time_in_ttml(begin: str, seconds: float | None) -> None:
    talk = read(
        f'<tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="{begin}">Words are here.</p></body></tt>'
    )

    assert talk.turns[0].start == seconds


def test_ttml_may_nest_deeper_than_python_calls() -> None:
    deep = "<span>" * 5000 + "Words <br/>are here." + "</span>" * 5000
    talk = read(
        f'<tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="1s">One {deep} more.</p></body></tt>'
    )
    assert said(talk) == [("", "One Words are here. more.")]


def test_times_without_names_are_read_from_a_page() -> None:
    page = "<p><time>0:05</time></p><p>Hello there.</p><p><time>0:09</time></p><p>Good day.</p>"

    cues = [cue for turn in read(page).turns for cue in turn.cues]

    assert [(cue.text, cue.start) for cue in cues] == [("Hello there.", 5.0), ("Good day.", 9.0)]


def test_a_page_without_a_known_layout_is_read_by_the_habits_of_text() -> None:
    assert said(read(PAGE))[:2] == TURNS


def test_page_furniture_is_no_speech() -> None:
    for page in (HEADINGS, PAGE):
        text = " ".join(turn.text for turn in read(page).turns)
        assert not {"Menu", "Imprint", "Site", "alert"} & set(text.replace("(", " ").split())


def test_subviewer_captions_are_read() -> None:
    talk = read("0:00:00.378,0:00:11.378\nHello\nthere.\n\n0:00:11.378,0:00:12.305\nGood day.\n")

    assert [cue.text for turn in talk.turns for cue in turn.cues] == ["Hello there.", "Good day."]


def test_whispers_table_counts_milliseconds() -> None:
    assert read(TSV).turns[1].start == 1.5


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><tt><p>&x;</p></tt>',
            "defines entities",
        ),
        (APPLE[:200], "is not whole XML"),
        ('<?xml version="1.0"?><rss><channel/></rss>', "root <rss> is no known transcript"),
    ],
)
def test_xml_that_cannot_be_read_says_why(text: str, complaint: str) -> None:
    with pytest.raises(TranscriptError, match=complaint):
        read(text, "talk.xml")


def word(build: object) -> bytes:
    """A Word document, as bytes."""
    document = docx.Document()
    build(document)  # type: ignore[operator]
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def teams(document: object) -> None:
    """Paragraphs as Teams writes them, below its three lines of header."""
    for line in (
        "A Meeting",
        "May 6, 2024, 3:00PM",
        "1h 20m",
        "Ann   0:00\nHello there.",
        "Bob   0:05\nGood day.",
    ):
        document.add_paragraph(line)  # type: ignore[attr-defined]


def table(document: object) -> None:
    """A cover page, and the talk in a table."""
    document.add_paragraph("Cover")  # type: ignore[attr-defined]
    rows = [
        ("Start", "Dur.", "Speaker", "Transcription"),
        ("00:00", "1", "Ann", "Hello there."),
        ("00:05", "1", "Bob", "Good day."),
    ]
    made = document.add_table(rows=0, cols=4)  # type: ignore[attr-defined]
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text


@pytest.mark.parametrize("build", [teams, table])
def test_word_documents_are_read(build: object) -> None:
    talk = parse(word(build), "talk.docx")

    assert said(talk) == TURNS
    assert [turn.start for turn in talk.turns] == [0.0, 5.0]


def test_a_word_document_that_is_a_bomb_is_not_opened() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "A" * 150_000_000)

    with pytest.raises(TranscriptError, match="unpacks to 143 MB; not opened"):
        parse(file.getvalue(), "talk.docx")


def test_a_broken_word_document_is_named() -> None:
    with pytest.raises(TranscriptError, match="is no whole Word document"):
        parse(b"PK\x03\x04 word/ nothing more", "talk.docx")


def test_text_called_docx_is_refused_with_the_way_out() -> None:
    with pytest.raises(TranscriptError, match="--input-format text reads it"):
        read("Ann: Hello.\nBob: Yes.", "talk.docx")


def test_a_named_format_and_encoding_are_taken_at_their_word(tmp_path: Path) -> None:
    data = "Ann: שלום\nBob: כן\nAnn: לא\nBob: טוב".encode("cp1255")

    talk = parse(data, "talk.docx", format="text", encoding="cp1255")

    assert talk.turns[0].text == "שלום"


@pytest.mark.parametrize("number", ["²", "9" * 5000, "0", "-1", "two"])
def test_a_turn_that_names_a_speaker_by_no_number_is_read(tmp_path: Path, number: str) -> None:
    path = tmp_path / "talk.trs"
    path.write_text(
        '<?xml version="1.0"?><Trans><Speakers><Speaker id="a" name="Ann"/></Speakers><Episode>'
        '<Section><Turn speaker="a" startTime="0" endTime="9">Hello there.'
        f'<Who nb="{number}"/>Good day.<Turn speaker="a">And so on.</Turn></Turn></Section>'
        "</Episode></Trans>",
        encoding="utf-8",
    )

    talk = read_file(path)

    assert talk.speakers == ("Ann",)
    assert " ".join(turn.text for turn in talk.turns).count("And so on.") == 1


def test_words_that_lie_very_deep_are_found(tmp_path: Path) -> None:
    deep = "[" * 900 + '"Good day."' + "]" * 900
    path = tmp_path / "talk.json"
    path.write_text(
        '[{"speaker": "Ann", "text": "Hello there."}, {"speaker": "Bob", "text": ' + deep + "}]",
        encoding="utf-8",
    )

    assert [turn.text for turn in read_file(path).turns] == ["Hello there.", "Good day."]


@pytest.mark.parametrize("text", ["<b>", "{},", "[],", "<p/>"])
def test_what_would_fill_the_memory_is_refused_before_it_is_parsed(text: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(TranscriptError, match="more than 1,000,000 tags or brackets"):
            read(text * 1_100_000)
        assert tracemalloc.get_traced_memory()[1] < 60 * 2**20
    finally:
        tracemalloc.stop()
