"""JSON transcripts by their keys: each tool's layout, read to the same turns."""

import json
from typing import Any

import pytest

from restyle.errors import TranscriptError
from restyle.transcript.read import parse
from restyle.transcript.transcript import Transcript


def read(value: object, name: str = "talk.json") -> Transcript:
    return parse(json.dumps(value).encode(), name)


ANN, BOB = "Hello there, Bob.", "Good day."
WORDS = [
    ("Hello", 0.0, 0.4, 0),
    ("there,", 0.4, 0.8, 0),
    ("Bob.", 0.8, 1.0, 0),
    ("Good", 1.5, 1.8, 1),
    ("day.", 1.8, 2.0, 1),
]


def aws(word: str, start: float, end: float, who: int) -> list[dict[str, Any]]:
    """A word and its punctuation, as Amazon Transcribe gives them."""
    bare = word.rstrip(",.")
    items: list[dict[str, Any]] = [
        {
            "type": "pronunciation",
            "start_time": str(start),
            "end_time": str(end),
            "speaker_label": f"spk_{who}",
            "alternatives": [{"content": bare}],
        }
    ]
    if bare != word:
        items.append({"type": "punctuation", "alternatives": [{"content": word[-1]}]})
    return items


LAYOUTS: dict[str, tuple[object, tuple[str, str]]] = {
    "podcasting20": (
        {
            "version": "1.0.0",
            "segments": [
                {"speaker": "Ann", "startTime": 0, "endTime": 1, "body": ANN},
                {"speaker": "Jingles", "startTime": 1, "endTime": 1.5, "body": "♪"},
                {"speaker": "Bob", "startTime": 1.5, "endTime": 2, "body": BOB},
            ],
        },
        ("Ann", "Bob"),
    ),
    "whisper": (
        {
            "text": "x",
            "language": "en",
            "segments": [
                {
                    "id": 0,
                    "start": 0,
                    "end": 1,
                    "text": f" {ANN}",
                    "speaker": "SPEAKER_00",
                    "words": None,
                },
                {
                    "id": 1,
                    "start": 1.5,
                    "end": 2,
                    "text": BOB,
                    "words": [{"word": "Good", "speaker": "SPEAKER_01"}],
                },
            ],
        },
        ("SPEAKER_00", "SPEAKER_01"),
    ),
    "whisper-cpp": (
        {
            "transcription": [
                {"offsets": {"from": 0, "to": 1000}, "text": ANN, "speaker": "Ann"},
                {"offsets": {"from": 1500, "to": 2000}, "text": BOB, "speaker": "Bob"},
            ]
        },
        ("Ann", "Bob"),
    ),
    "deepgram": (
        {
            "results": {
                "channels": [
                    {
                        "alternatives": [
                            {
                                "transcript": "x",
                                "words": [
                                    {
                                        "word": w,
                                        "punctuated_word": w,
                                        "start": a,
                                        "end": b,
                                        "speaker": s,
                                    }
                                    for w, a, b, s in WORDS
                                ],
                            }
                        ]
                    }
                ]
            }
        },
        ("Speaker 0", "Speaker 1"),
    ),
    "assemblyai": (
        {
            "status": "completed",
            "text": "x",
            "words": [],
            "utterances": [
                {"speaker": "A", "start": 0, "end": 1000, "text": ANN},
                {"speaker": "B", "start": 1500, "end": 2000, "text": BOB},
            ],
        },
        ("Speaker A", "Speaker B"),
    ),
    "aws-transcribe": (
        {"results": {"transcripts": [], "items": [item for word in WORDS for item in aws(*word)]}},
        ("spk_0", "spk_1"),
    ),
    "aws-call-analytics": (
        {
            "Transcript": [
                {
                    "ParticipantRole": "AGENT",
                    "Content": ANN,
                    "BeginOffsetMillis": 0,
                    "EndOffsetMillis": 1000,
                },
                {
                    "ParticipantRole": "CUSTOMER",
                    "Content": BOB,
                    "BeginOffsetMillis": 1500,
                    "EndOffsetMillis": 2000,
                },
            ]
        },
        ("AGENT", "CUSTOMER"),
    ),
    "google-stt": (
        {
            "response": {
                "results": [
                    {
                        "alternatives": [
                            {
                                "transcript": "x",
                                "words": [
                                    {
                                        "word": w,
                                        "startTime": f"{a}s",
                                        "endTime": f"{b}s",
                                        "speakerTag": s + 1,
                                    }
                                    for w, a, b, s in WORDS
                                ],
                            }
                        ]
                    }
                ]
            }
        },
        ("Speaker 1", "Speaker 2"),
    ),
    "revai": (
        {
            "monologues": [
                {
                    "speaker": 0,
                    "elements": [
                        {"type": "text", "value": "Hello there", "ts": 0, "end_ts": 1},
                        {"type": "punct", "value": ", "},
                        {"type": "text", "value": "Bob", "ts": 0.5, "end_ts": 1},
                        {"type": "punct", "value": "."},
                    ],
                },
                {
                    "speaker": 1,
                    "elements": [{"type": "text", "value": BOB, "ts": 1.5, "end_ts": 2}],
                },
            ]
        },
        ("Speaker 0", "Speaker 1"),
    ),
    "podlove": (
        [
            {
                "start": "0",
                "start_ms": 0,
                "end": "1",
                "end_ms": 1000,
                "speaker": "3",
                "voice": "Ann",
                "text": ANN,
            },
            {
                "start": "1",
                "start_ms": 1500,
                "end": "2",
                "end_ms": 2000,
                "speaker": "4",
                "voice": "Bob",
                "text": BOB,
            },
        ],
        ("Ann", "Bob"),
    ),
    "podwhisperer": (
        {
            "speakers": {"spk_0": "Ann", "spk_1": "Bob"},
            "segments": [
                {"speakerLabel": "spk_0", "start": 0, "end": 1, "text": ANN},
                {"speakerLabel": "spk_1", "start": 1.5, "end": 2, "text": BOB},
            ],
        },
        ("Ann", "Bob"),
    ),
    "plain list": (
        [
            {"speaker": "Ann", "start": 0, "end": 1, "text": ANN},
            {"speaker": "Bob", "start": 1.5, "end": 2, "text": BOB},
        ],
        ("Ann", "Bob"),
    ),
    "meeting": (
        {
            "meeting_transcripts": [
                {"speaker": "Ann", "content": ANN, "start": 0},
                {"speaker": "Bob", "content": BOB, "start": 1.5},
            ]
        },
        ("Ann", "Bob"),
    ),
    "other names": (
        {
            "show": "x",
            "items": [{"who": "Ann", "said": ANN, "at": 0}, {"who": "Bob", "said": BOB, "at": 1.5}],
        },
        ("Ann", "Bob"),
    ),
    "tokens": (
        {
            "title": "T",
            "transcript": [
                {"type": "p", "text": "An introduction."},
                {"type": "speaker", "text": "Ann"},
                {"type": "ts", "text": "00:00"},
                {"type": "p", "text": ANN},
                {"type": "speaker", "text": "Bob"},
                {"type": "ts", "text": "00:01.5"},
                {"type": "p", "text": BOB},
            ],
        },
        ("Ann", "Bob"),
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_its_turns(layout: str) -> None:
    value, speakers = LAYOUTS[layout]

    talk = read(value)

    assert [turn.text for turn in talk.turns] == [ANN, BOB]
    assert talk.speakers == speakers
    assert [turn.start for turn in talk.turns] == [0.0, 1.5]


def test_what_a_recogniser_leaves_out_is_done_without() -> None:
    words = [
        {"text": "Hello", "start": 100, "end": 400},
        {"text": "there.", "start": 400, "end": 900},
    ]
    assembly = {"status": "completed", "text": "Hello there.", "words": words, "utterances": None}
    utterances = [{"speaker": 0, "start": 1.0, "end": 2.0, "transcript": "Hello there."}]
    channels = [{"alternatives": [{"transcript": "Hello there."}]}]
    alternatives = [
        {
            "transcript": "Hello there.",
            "words": [{"word": "Hello", "startTime": "1s", "endTime": "2s"}],
        }
    ]

    assert [(t.text, t.start, t.end) for t in read(assembly).turns] == [("Hello there.", 0.1, 0.9)]
    deepgram = {"results": {"channels": channels, "utterances": utterances}}
    assert read(deepgram).speakers == ("Speaker 0",)
    assert read({"results": {"channels": channels}}).turns[0].text == "Hello there."
    assert read({"results": [{"alternatives": alternatives}]}).turns[0].end == 2.0


def test_one_word_a_segment_gives_turns() -> None:
    segments = [
        {"speaker": "AB"[s], "startTime": a, "endTime": b, "body": w} for w, a, b, s in WORDS
    ]

    talk = read({"version": "1.0.0", "segments": segments})

    assert [turn.text for turn in talk.turns] == [ANN, BOB]


def test_milliseconds_are_told_from_seconds_by_the_pace_of_speech() -> None:
    entries = [{"text": f"a few words of speech number {n}", "start": n * 3000} for n in range(9)]

    assert read(entries).duration == 24.0


def test_youtubes_three_ways_are_read() -> None:
    json3 = {
        "wireMagic": "pb3",
        "events": [
            {"tStartMs": 0, "dDurationMs": 1000, "segs": [{"utf8": "Hello"}, {"utf8": " there,"}]},
            {"tStartMs": 900, "aAppend": 1, "segs": [{"utf8": "\n"}]},
            {"tStartMs": 1000, "dDurationMs": 500, "segs": [{"utf8": "Bob."}]},
        ],
    }
    listed = [
        {"text": "Hello there,", "start": 0.0, "duration": 1.0},
        {"text": "Bob.", "start": 1.0, "duration": 0.5},
    ]
    timedtext = b'<?xml version="1.0"?><transcript><text start="0" dur="1">Hello there,</text><text start="1" dur=".5">Bob&amp;#39;s.</text></transcript>'

    assert read(json3).turns[0].text == ANN
    assert read(listed).turns[0].text == ANN
    assert parse(timedtext, "t.xml").turns[0].text == "Hello there, Bob's."


def test_json_lines_are_read() -> None:
    lines = "\n".join(
        json.dumps({"speaker": w, "text": t}) for w, t in (("Ann", ANN), ("Bob", BOB))
    )

    assert parse(lines.encode(), "t.jsonl").speakers == ("Ann", "Bob")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{"segments": [{"text": "cut', r"is not whole JSON: line 1, column 24"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": ' + "9" * 5000 + "}", "a number that is too long"),
        ('{"name": "left-pad", "version": "1"}', "at the top it has: name, version"),
        (
            '{"status": "error", "error": "no audio", "text": null, "words": null}',
            "the transcription failed: no audio",
        ),
    ],
)
def test_json_that_holds_no_transcript_says_what_is_wrong(text: str, complaint: str) -> None:
    with pytest.raises(TranscriptError, match=complaint):
        parse(text.encode(), "talk.json")


def test_values_of_the_wrong_kind_are_passed_over_and_counted() -> None:
    segments: list[object] = [
        {"start": "abc", "end": None, "text": None, "speaker": 7},
        {"start": -1, "end": 1e308, "text": ["a", "b"]},
        {"text": "only text here"},
        "loose",
    ]

    talk = read({"segments": segments})

    assert talk.turns[0].text == "a b only text here"
    assert "2 of 4 segments hold no words" in talk.warnings


def test_a_label_in_brackets_is_no_json() -> None:
    talk = parse(b"[Ann]: One.\n[Bob]: Two.\n[Ann]: Three.\n[Bob]: Four.", "t.txt")

    assert talk.source.format == "text"
