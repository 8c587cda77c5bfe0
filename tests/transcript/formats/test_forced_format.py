"""A format that is named for a file of another is refused in words, never with a traceback."""

import pytest

from restyle.errors import RestyleError
from restyle.transcript.formats import FORMATS
from restyle.transcript.read import parse


@pytest.mark.parametrize("format", [name for name, _ in FORMATS.items()])
@pytest.mark.parametrize("data", [b"Just words.", b'{"a": 1}', b"[1]", b"<a/>", b"a,b\n1,2\n"])
def test_a_wrong_format_gives_a_talk_or_one_clear_error(format: str, data: bytes) -> None:
    try:
        talk = parse(data, "talk.x", format=format)
    except RestyleError as error:
        assert str(error).startswith("talk.x: ")
        assert "\n" not in str(error)
    else:
        assert talk.words > 0
