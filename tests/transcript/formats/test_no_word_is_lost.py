"""Every word of a file is read, or counted among what is no speech, whatever its format."""

import html
import io
import json
import re
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from hypothesis import given, settings
from hypothesis import strategies as st

from restyle.transcript.read import parse

WORDS = st.from_regex(r"[a-z]{2,6}[0-9]{2}", fullmatch=True)
LINES = st.lists(WORDS, min_size=1, max_size=7).map(" ".join)
NAMES = st.sampled_from(["Ada", "Dr. Bo Li", "danah boyd", "0xAda", "Charles Babbage"])
TALK = st.lists(st.tuples(NAMES, LINES), min_size=4, max_size=12)
Said = list[tuple[str, str]]


def srt(said: Said) -> str:
    return "\n".join(
        f"{n}\n00:{n:02}:01,000 --> 00:{n:02}:05,000\n{who}: {words}\n"
        for n, (who, words) in enumerate(said, 1)
    )


def vtt(said: Said) -> str:
    cues = (
        f"00:{n:02}:01.000 --> 00:{n:02}:05.000\n<v {who}>{words}</v>\nNOTE 1843\n"
        for n, (who, words) in enumerate(said)
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def sbv(said: Said) -> str:
    return "\n".join(
        f"0:{n:02}:01.000,0:{n:02}:05.000\n{who}: {words}\n" for n, (who, words) in enumerate(said)
    )


def ass(said: Said) -> str:
    lines = (f"Dialogue: 0,0:{n:02}:01.00,0:{n:02}:05.00,D,{who},0,0,0,,{words}" for n, (who, words) in enumerate(said))  # fmt: skip
    return "[Script Info]\n\n[Events]\n" + "\n".join(lines)


def text(said: Said) -> str:
    return "\n\n".join(f"{who}: {words}" for who, words in said)


def timed_text(said: Said) -> str:
    return "\n".join(f"[00:{n:02}:01] {who}: {words}" for n, (who, words) in enumerate(said))


def bold(said: Said) -> str:
    return "\n\n".join(f"**{who}:** {words}\n\n2019 → 2023 und00" for who, words in said)


def page(said: Said) -> str:
    paragraphs = (f"<p><cite>{who}:</cite> {html.escape(words)}</p><li>aside00</li>" for who, words in said)  # fmt: skip
    return f"<!doctype html><html><body><p>before00 it11</p>{''.join(paragraphs)}</body></html>"


def table(said: Said) -> str:
    return "\n".join(["speaker,start,text", *(f'"{who}",{n}.0,"{words}"' for n, (who, words) in enumerate(said))])  # fmt: skip


def whisper(said: Said) -> str:
    segments = [
        {"start": n, "end": n + 1, "text": f"{who}: {words}"} for n, (who, words) in enumerate(said)
    ]
    return json.dumps({"segments": segments})


def entries(said: Said) -> str:
    return json.dumps([{"speaker": who, "text": words} for who, words in said])


def deepgram(said: Said) -> str:
    found = [
        {"start": n, "end": n + 1, "speaker": n % 2, "transcript": words}
        for n, (_, words) in enumerate(said)
    ]
    return json.dumps({"results": {"channels": [{"alternatives": []}], "utterances": found}})


def ttml(said: Said) -> str:
    body = "".join(f'<p begin="{n}s" end="{n + 1}s">{who}: {words}</p>' for n, (who, words) in enumerate(said))  # fmt: skip
    return f'<tt xmlns="http://www.w3.org/ns/ttml"><body><div>{body}</div></body></tt>'


def scc(said: Said) -> str:
    def hexed(words: str) -> str:
        letters = [
            ord(letter) | (0x80 if ord(letter).bit_count() % 2 == 0 else 0) for letter in words
        ]
        letters += [0x80] * (len(letters) % 2)
        return " ".join(f"{a:02x}{b:02x}" for a, b in zip(letters[::2], letters[1::2], strict=True))

    lines = (f"00:{n:02}:01:00\t9420 9420 {hexed(words)} 942f 942f" for n, (_, words) in enumerate(said))  # fmt: skip
    return "Scenarist_SCC V1.0\n\n" + "\n\n".join(lines)


def _timed(said: Said) -> list[tuple[float, str, str]]:
    """Each word, with a time of its own and who says it."""
    spoken = [(who, word) for who, words in said for word in words.split()]
    return [(float(n), who, word) for n, (who, word) in enumerate(spoken)]


def elevenlabs(said: Said) -> str:
    words = [
        {"text": text, "type": kind, "start": at, "end": at + 1, "speaker_id": who}
        for at, who, word in _timed(said)
        for text, kind in ((word, "word"), (" ", "spacing"))
    ]
    return json.dumps({"language_code": "en", "words": words})


def watson(said: Said) -> str:
    results = [
        {"final": True, "alternatives": [{"transcript": words, "timestamps": [[word, n, n + 1] for word in words.split()]}]}
        for n, (_, words) in enumerate(said)
    ]  # fmt: skip
    return json.dumps({"results": results, "speaker_labels": [{"from": 0, "to": 1, "speaker": 1}]})


def google(said: Said) -> str:
    results = [
        {"alternatives": [{"transcript": words, "words": [{"word": word, "speakerTag": n % 2 + 1} for word in words.split()]}]}
        for n, (_, words) in enumerate(said)
    ]  # fmt: skip
    return json.dumps({"results": results})


def aws(said: Said) -> str:
    items = [
        {"type": "pronunciation", "start_time": str(at), "end_time": str(at + 1), "speaker_label": who, "alternatives": [{"content": word}]}
        for at, who, word in _timed(said)
    ]  # fmt: skip
    return json.dumps({"results": {"transcripts": [], "items": items}})


def podlove(said: Said) -> str:
    return json.dumps(
        [
            {"start_ms": 1000 * n, "end_ms": 1000 * n + 900, "voice": who, "text": words}
            for n, (who, words) in enumerate(said)
        ]
    )


def podlove_xml(said: Said) -> str:
    speech = "".join(f'<speech><speaker>{who}</speaker><item start="0:{n:02}:01.000" end="0:{n:02}:05.000">{words}</item></speech>' for n, (who, words) in enumerate(said))  # fmt: skip
    return f'<?xml version="1.0"?><transcript xmlns="http://podlove.org/simple-transcripts">{speech}</transcript>'


def youtube(said: Said) -> str:
    events = [{"tStartMs": 1000 * n, "dDurationMs": 900, "segs": [{"utf8": f"{word} "} for word in words.split()]} for n, (_, words) in enumerate(said)]  # fmt: skip
    return json.dumps({"wireMagic": "pb3", "events": events})


def youtube_xml(said: Said) -> str:
    lines = "".join(
        f'<text start="{n}" dur="1">{words}</text>' for n, (_, words) in enumerate(said)
    )
    return f'<?xml version="1.0"?><transcript>{lines}</transcript>'


def markdown_table(said: Said) -> str:
    rows = "\n".join(f"| {who} | {words} |" for who, words in said)
    return f"| Speaker | Text |\n|---|---|\n{rows}"


def docx(said: Said) -> bytes:
    return _document(lambda file: [file.add_paragraph(f"{who}: {words}") for who, words in said])


def docx_table(said: Said) -> bytes:
    def rows(file: DocumentObject) -> None:
        table = file.add_table(0, 2)
        for who, words in (("Speaker", "Text"), *said):
            for cell, text in zip(table.add_row().cells, (who, words), strict=True):
                cell.text = text

    return _document(rows)


def _document(fill: Callable[[DocumentObject], object]) -> bytes:
    file, made = Document(), io.BytesIO()
    fill(file)
    file.save(made)
    return made.getvalue()


WRITERS: dict[str, Callable[[Said], str | bytes]] = {
    one.__name__: one
    for one in (
        *(srt, vtt, sbv, ass, text, timed_text, bold, page, table),
        *(whisper, entries, deepgram, ttml, scc, elevenlabs, watson, google, aws, podlove),
        *(podlove_xml, youtube, youtube_xml, markdown_table, docx, docx_table),
    )
}


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=50)  # for each of the formats
@given(TALK)
def test_every_word_is_read_or_counted(kind: str, said: Said) -> None:
    written = WRITERS[kind](said)

    talk = parse(written.encode() if isinstance(written, str) else written, "talk")

    read = " ".join([talk.title, *(f"{turn.speaker} {turn.text}" for turn in talk.turns)])
    left = " ".join((*talk.dropped, *talk.warnings))
    counted = sum(map(int, re.findall(r"\b\d+\b", left)))
    missing = [word for _, words in said for word in words.split() if word not in read]
    assert len(missing) <= counted, (missing, left)
