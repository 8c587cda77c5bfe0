"""Transcripts at a URL: bounded in size and time, and never led into a private network."""

import ipaddress
import socket
import zlib
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from restyle.errors import TranscriptError, UsageError

_SECONDS = 30.0
_MOST_REDIRECTS = 5
_NOT_MODIFIED = 304
_SAFE = "%/:=&?~#+!$,;'@()*[]-._"
_GZIP = b"\x1f\x8b"


def in_ascii(url: str) -> str:
    """Return an address in ASCII: blanks and letters beyond it escaped, the host as IDNA has it."""
    parts = urlsplit(url.strip())
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError:
        host = parts.hostname or ""
    netloc = parts.netloc.replace(parts.hostname or "", host) if not parts.netloc.isascii() else ""
    quoted = (quote(part, safe=_SAFE) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, netloc or parts.netloc, *quoted))


def is_url(source: str) -> bool:
    """Whether a source is a web address and not a file."""
    return source.lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Fetched:
    """What lies at an address, and by what its server tells whether it has changed (RFC 9110)."""

    data: bytes
    etag: str = ""
    modified: str = ""


def fetch(url: str, most_bytes: int, *, allow_private: bool = False) -> bytes:
    """Return what lies at `url`, whatever content type it claims.

    Raises UsageError for a redirect to a private address, unless `allow_private`, and
    TranscriptError where nothing can be had, or more than `most_bytes`.
    """
    found = fetch_changed(url, most_bytes, allow_private=allow_private)
    if found is None:
        raise TranscriptError(f"{url}: the server answers 304 to what it was not asked")
    return found.data


def fetch_changed(
    url: str, most_bytes: int, *, known: Fetched | None = None, allow_private: bool = False
) -> Fetched | None:
    """Return what lies at `url`, or None if it is still what is known. Raises as `fetch` does."""
    opener = build_opener(_Redirects(allow_private=allow_private))
    headers = {"User-Agent": "restyle", "Accept": "*/*"}
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.modified:
        headers["If-Modified-Since"] = known.modified
    try:
        asked = Request(in_ascii(url), headers=headers)  # noqa: S310
        with opener.open(asked, timeout=_SECONDS) as answer:
            told = answer.headers
            data = _unpacked(answer.read(most_bytes + 1), told, most_bytes)
    except HTTPError as error:
        if error.code == _NOT_MODIFIED and known:
            return None
        raise TranscriptError(f"{url}: the server answers {error.code} {error.reason}") from error
    except (URLError, OSError, ValueError, HTTPException, zlib.error) as error:
        reason = getattr(error, "reason", error)
        raise TranscriptError(f"{url}: cannot be fetched: {reason}") from error
    if len(data) > most_bytes:
        raise TranscriptError(f"{url}: larger than {most_bytes >> 20} MB")
    return Fetched(data, told.get("ETag", ""), told.get("Last-Modified", ""))


def _unpacked(data: bytes, told: HTTPMessage, most_bytes: int) -> bytes:
    """The data as it was before compression, which some servers use though nobody asked for it."""
    coding = told.get("Content-Encoding", "").strip().lower()
    if coding == "deflate":
        window = zlib.MAX_WBITS if data[:1] == b"\x78" else -zlib.MAX_WBITS
    elif data.startswith(_GZIP):
        window = zlib.MAX_WBITS | 16
    else:
        return data
    return zlib.decompressobj(window).decompress(data, most_bytes + 1)


class _Redirects(HTTPRedirectHandler):
    """Follows a few redirects, to the web only."""

    max_redirections = _MOST_REDIRECTS

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the next request; refuses what is no web address, or a private one."""
        if not is_url(newurl):
            raise UsageError(f"{req.full_url}: redirects to {newurl}, which is no web address")
        if not self._allow_private and is_private(urlsplit(newurl).hostname or ""):
            raise UsageError(
                f"{req.full_url}: redirects to the private address {newurl}; "
                "--allow-private follows it"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_private(host: str) -> bool:
    """Return whether a host lies in a private network; not for one that is not found."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False  # it cannot be reached either
    return any(not ipaddress.ip_address(str(address).split("%")[0]).is_global for address in found)
