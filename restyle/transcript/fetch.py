"""Transcripts at a URL: bounded in size and time, and never led into a private network."""

import base64
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from typing import BinaryIO
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import Request

from restyle.errors import TranscriptError
from restyle.transcript.addresses import in_ascii, without_password
from restyle.transcript.connection import Deadline, opener_for

AllowPrivate = bool | frozenset[str]
_SECONDS = 30.0  # of silence
_LONGEST = 120.0  # seconds from the first request to the last byte
_LONGEST_DOWNLOAD = 3600.0  # of a recording
_CHUNK = 1 << 16
_NOT_MODIFIED = 304
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What lies at an address, and by what its server tells whether it has changed (RFC 9110)."""

    data: bytes
    etag: str = ""
    modified: str = ""


def fetch(url: str, most_bytes: int, *, allow_private: AllowPrivate = False) -> bytes:
    """Return what lies at `url`, whatever content type it claims.

    Only the host that is asked for may lie in a private network; with True any may, with names
    only those. Raises UsageError for a private address otherwise, also after a redirect, and
    TranscriptError where nothing whole can be had, or more than `most_bytes`, or not in time.
    """
    found = fetch_changed(url, most_bytes, allow_private=allow_private)
    if found is None:
        raise TranscriptError(
            f"{without_password(url)}: the server answers 304 to what it was not asked"
        )
    return found.data


def fetch_changed(
    url: str, most_bytes: int, *, known: Fetched | None = None, allow_private: AllowPrivate = False
) -> Fetched | None:
    """Return what lies at `url`, or None if it is still what is known. Raises as `fetch` does."""
    headers = {}
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.modified:
        headers["If-Modified-Since"] = known.modified
    got: list[Fetched] = []

    def take(answer: HTTPResponse, deadline: Deadline) -> None:
        data = _body(answer, most_bytes)
        deadline.check()  # a connection that was shut looks like the end
        told = answer.headers
        data = _unpacked(data, told, most_bytes)
        got.append(Fetched(data, told.get("ETag", ""), told.get("Last-Modified", "")))

    if not _answered(url, headers, allow_private, take, _LONGEST) and known:
        return None
    if len(got[0].data) > most_bytes:
        raise _too_large(url, most_bytes)
    return got[0]


def download(
    url: str,
    file: BinaryIO,
    most_bytes: Callable[[bytes], int],
    *,
    allow_private: AllowPrivate = False,
) -> None:
    """Write what lies at `url` into a file; raises as `fetch` does.

    `most_bytes` says how large it may be, by its first bytes, which it is given.
    """

    def take(answer: HTTPResponse, deadline: Deadline) -> None:
        most, size = 0, 0
        while part := answer.read1(_CHUNK):
            most = most or most_bytes(part)
            size += len(part)
            if size > most:
                raise _too_large(url, most)
            file.write(part)
        deadline.check()
        if answer.length:
            raise HTTPException(f"it broke off {answer.length:,} bytes before its end")

    _answered(url, {}, allow_private, take, _LONGEST_DOWNLOAD)


def _answered(
    url: str,
    headers: Mapping[str, str],
    allow_private: AllowPrivate,
    take: Callable[[HTTPResponse, Deadline], None],
    seconds: float,
) -> bool:
    """Have an answer taken; False where nothing has changed. Raises TranscriptError."""
    shown = without_password(url)
    with Deadline(seconds) as deadline:
        try:
            asked = _asked(url, {"User-Agent": "restyle", "Accept": "*/*", **headers})
            own = frozenset({(urlsplit(asked.full_url).hostname or "").casefold()})
            opener = opener_for(own if allow_private is False else allow_private, deadline)
            with opener.open(asked, timeout=_SECONDS) as answer:
                take(answer, deadline)
        except HTTPError as error:
            error.close()
            if error.code == _NOT_MODIFIED and headers:
                return False
            what = f"the server answers {error.code} {error.reason}"
            raise TranscriptError(f"{shown}: {what}") from error
        except (URLError, OSError, ValueError, HTTPException, zlib.error) as error:
            cause = getattr(error, "reason", error)
            late = f"has not answered within {seconds:.0f} s" if deadline.passed else ""
            raise TranscriptError(f"{shown}: {late or f'cannot be fetched: {cause}'}") from error
    return True


def _too_large(url: str, most_bytes: int) -> TranscriptError:
    return TranscriptError(f"{without_password(url)}: larger than {most_bytes >> 20} MB")


def _asked(url: str, headers: Mapping[str, str]) -> Request:
    """The request for an address; a name and password in it go to its own host only (RFC 7617)."""
    asked = Request(in_ascii(without_password(url)), headers=dict(headers))  # noqa: S310
    name, at, _ = urlsplit(url).netloc.rpartition("@")
    if at:
        credentials = base64.b64encode(unquote(name).encode()).decode("ascii")
        asked.add_unredirected_header("Authorization", f"Basic {credentials}")
    return asked


def _body(answer: HTTPResponse, most_bytes: int) -> bytes:
    """The whole body, or the first bytes of one that is too large; raises where it broke off."""
    data = bytearray()
    while len(data) <= most_bytes and (part := answer.read1(_CHUNK)):
        data += part
    if len(data) <= most_bytes and answer.length:
        raise HTTPException(f"it broke off {answer.length:,} bytes before its end")
    return bytes(data)


def _unpacked(data: bytes, told: Message, most_bytes: int) -> bytes:
    """The data as it was before compression, which some servers use though nobody asked for it."""
    coding = told.get("Content-Encoding", "").strip().lower()
    if coding == "deflate":
        window = zlib.MAX_WBITS if data[:1] == b"\x78" else -zlib.MAX_WBITS
    elif data.startswith(_GZIP):
        window = zlib.MAX_WBITS | 16
    else:
        return data
    stream = zlib.decompressobj(window)
    plain = stream.decompress(data, most_bytes + 1)
    if len(plain) <= most_bytes and not stream.eof:
        raise HTTPException("it broke off before its end")
    return plain
