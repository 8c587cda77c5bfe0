"""Files as tools write them, each with the turns that a right reading of it has."""

import tomllib
from pathlib import Path

import pytest

from restyle.errors import NoTranscriptError
from restyle.transcript.read import read
from restyle.transcript.transcript import TurnKind

CASES = Path(__file__).parent / "cases"
EXPECTED = tomllib.loads((CASES / "expected.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", EXPECTED)
def test_everybody_says_what_he_said(name: str) -> None:
    talk = read(CASES / name)

    found = [
        [f"{turn.start:g}" if turn.start is not None else "", turn.speaker, turn.text]
        for turn in talk.turns
        if turn.kind is TurnKind.SPEECH
    ]
    assert found == EXPECTED[name]["turns"]


def test_what_is_no_text_is_refused_by_its_name() -> None:
    with pytest.raises(NoTranscriptError, match="an RTF document"):
        read(CASES / "text-that-begins-like-json.talk.rtf")
