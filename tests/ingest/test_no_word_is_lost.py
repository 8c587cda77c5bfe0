"""Every word of a file is read, or counted among what is no speech, whatever its format."""

import html
import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.ingest.read import parse

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


WRITERS: dict[str, Callable[[Said], str]] = {
    one.__name__: one
    for one in (
        *(srt, vtt, sbv, ass, text, timed_text, bold, page, table),
        *(whisper, entries, deepgram, ttml),
    )
}


@pytest.mark.parametrize("kind", WRITERS)
@given(TALK)
def test_every_word_is_read_or_counted(kind: str, said: Said) -> None:
    written = WRITERS[kind](said)

    talk = parse(written.encode(), "talk")

    read = " ".join([talk.title, *(f"{turn.speaker} {turn.text}" for turn in talk.turns)])
    left = " ".join((*talk.dropped, *talk.warnings))
    counted = sum(map(int, re.findall(r"\b\d+\b", left)))
    missing = [word for _, words in said for word in words.split() if word not in read]
    assert len(missing) <= counted, (missing, left)
