from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.transcript.read import read
from restyle.transcript.times import seconds


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("01:02:03,500", 3723.5),
        ("1:02", 62.0),
        ("3.480", 3.48),
        ("0:34", 34.0),
        ("-00:00:01,000", 0.0),
        ("100:00:00", 360000.0),
    ],
)
def test_times_are_seconds(text: str, value: float) -> None:
    assert seconds(text) == pytest.approx(value)


def test_no_time_is_an_error() -> None:
    with pytest.raises(ValueError, match="no time"):
        seconds("soon")


@given(st.integers(0, 400_000_000))
def test_a_written_time_reads_back(milliseconds: int) -> None:
    hours, rest = divmod(milliseconds, 3_600_000)
    text = f"{hours:02}:{rest // 60_000:02}:{rest // 1000 % 60:02},{rest % 1000:03}"

    assert seconds(text) == pytest.approx(milliseconds / 1000)


@pytest.mark.parametrize(
    "text",
    [
        "start,speaker,text\n" + "9" * 400 + ",Ann,Hello there.\n" + "9" * 400 + ",Bob,Good day.\n",
        "1\n99999999999:00:00,000 --> 99999999999:00:01,000\nAnn: Hello there.\n",
        "99999999999:00:00.000,99999999999:00:01.000\nHello there.\n",
    ],
)
def test_a_time_that_no_talk_has_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "talk"
    path.write_text(text, encoding="utf-8")

    talk = read(path)

    assert "Hello there." in talk.turns[0].text
    assert all(cue.start is None or cue.start < 1e7 for turn in talk.turns for cue in turn.cues)
    assert talk.duration is None or talk.duration < 1e7
