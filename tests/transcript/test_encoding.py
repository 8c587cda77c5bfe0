import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.errors import TranscriptError
from restyle.transcript.encoding import clean, decode

TEXT = "José: “Hello”, she said – naïve café.\nBob: Yes.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_common_encodings_are_recognised(encoding: str) -> None:
    text, _ = decode(TEXT.encode(encoding), "talk.txt")

    assert text == TEXT


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    data = ("Zoë sagt: schön. " * 20).encode() + b"\xb0"

    text, encoding = decode(data, "talk.txt")

    assert encoding == "utf-8"
    assert text.endswith("\ufffd")


def test_line_ends_become_one_kind() -> None:
    assert clean("a\r\nb\rc\u2028d\x85e\n") == "a\nb\nc\nd\ne\n"


def test_what_nobody_sees_is_removed() -> None:
    hidden = "a\u200bb\u202ec\U000e0041d\x1b[31me\x07f\x00g"

    assert clean(hidden) == "abcdefg"


def test_names_come_out_in_one_form() -> None:
    assert clean("Jose\u0301") == clean("José")


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_give_text_or_one_clear_error(data: bytes) -> None:
    try:
        text, encoding = decode(data, "talk.txt")
    except TranscriptError as error:
        assert "talk.txt" in str(error)
    else:
        assert isinstance(clean(text), str)
        assert encoding
