"""Bytes to text: the encoding, the line ends, and what no reader should ever see."""

import codecs
import re
import unicodedata

from restyle.errors import NoTranscriptError, UsageError
from restyle.plugins import deferred

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
ARCHIVE = b"PK\x03\x04"  # a ZIP file, as Word documents are
_BINARIES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF; save it as text first"),
    (b"{\\rtf", "an RTF document; save it as text or .docx first"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as text first"),
    (b"ID3", "an audio file; restyle reads transcripts"),
    (b"OggS", "an audio file; restyle reads transcripts"),
    (b"RIFF", "an audio or video file; restyle reads transcripts"),
    (b"fLaC", "an audio file; restyle reads transcripts"),
    (b"\x1aE\xdf\xa3", "a video file; restyle reads transcripts"),
)
_LEAST_CONFIDENCE = 0.1
_LATIN = frozenset({"ascii", "iso8859-1", "iso8859-15", "cp1252"})
_MOST_CONTROLS = 0.01  # the share of control characters beyond which a file is not text
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]{0,40}[ -/]{0,8}[@-~]|\x1b\][^\x07\x1b]{0,400}(?:\x07|\x1b\\)")
# Zero-width, bidirectional overrides and tag characters: invisible, and so able to hide orders.
_INVISIBLE = re.compile(
    "[\u200b\u200e\u200f\u061c\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)


def decode(data: bytes, name: str, encoding: str = "") -> tuple[str, str]:
    """Return the text of `data` and the encoding that it was in, or that is named.

    Raises TranscriptError where `data` is no text. The order is byte order mark, UTF-8,
    UTF-16 without a mark, a detector's guess, and Windows-1252 last, which takes any byte.
    """
    if encoding:
        return _named(data, name, encoding), encoding
    for magic, what in _BINARIES:
        if data.startswith(magic):
            raise NoTranscriptError(f"{name}: this is {what}")
    if len(data) > 12 and data[4:8] == b"ftyp":
        what = "an audio or video file; restyle reads transcripts"
        raise NoTranscriptError(f"{name}: this is {what}")
    text, encoding = _decode(data)
    if len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text) + 8:
        raise NoTranscriptError(f"{name}: this is a binary file, not a transcript")
    return text, encoding


def _named(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding, errors="replace")
    except LookupError as error:
        raise UsageError(f"{name}: there is no encoding {encoding!r}") from error


def clean(text: str) -> str:
    """Return `text` with one kind of line end and without invisible or control characters."""
    text = re.sub("\r\n?|[\u2028\u2029\x85]", "\n", text)
    text = _CONTROLS.sub("", _ESCAPES.sub("", text))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).replace("\u00a0", " ")


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding.removesuffix("-sig")
    wide = _wide(data)
    for encoding in (wide, "utf-8"):
        try:
            if encoding:
                return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    if _mostly_utf8(data):
        return data.decode("utf-8", errors="replace"), "utf-8"
    guess = _guessed(data)
    return data.decode(guess, errors="replace"), guess


def _guessed(data: bytes) -> str:
    """The detector's guess; Windows-1252, a superset of what it takes for Latin-1 or knows not."""
    found = deferred("chardet", "detect")(data[:200_000])
    sure = found.get("encoding") and found["confidence"] >= _LEAST_CONFIDENCE
    name = found["encoding"].lower() if sure else "cp1252"
    try:
        known = codecs.lookup(name).name
    except LookupError:
        known = "cp1252"
    return "cp1252" if known in _LATIN or known.startswith("mac") else known


def _wide(data: bytes) -> str:
    """UTF-16 without a mark has a NUL in nearly every second byte of Latin text."""
    head = data[:4096]
    if len(head) < 4:
        return ""
    half = len(head) / 2
    if head[1::2].count(0) > 0.4 * half:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > 0.4 * half else ""


def _mostly_utf8(data: bytes) -> bool:
    """A few broken bytes in UTF-8 are damage; many mean another encoding."""
    broken = data.decode("utf-8", errors="replace").count("\ufffd")
    whole = sum(byte >= 0xC2 for byte in data)
    return 0 < broken * 4 < whole
