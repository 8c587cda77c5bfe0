"""Transcripts at a URL: bounded in size and time, and never led into a private network."""

import ipaddress
import socket
from http.client import HTTPMessage
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from restyle.errors import TranscriptError, UsageError

_SECONDS = 30.0
_MOST_REDIRECTS = 5


def is_url(source: str) -> bool:
    """Whether a source is a web address and not a file."""
    return source.lower().startswith(("http://", "https://"))


def fetch(url: str, most_bytes: int, *, allow_private: bool = False) -> bytes:
    """Return what lies at `url`, whatever content type it claims.

    Raises UsageError for a redirect to a private address, unless `allow_private`, and
    TranscriptError where nothing can be had, or more than `most_bytes`.
    """
    opener = build_opener(_Redirects(allow_private=allow_private))
    request = Request(url, headers={"User-Agent": "restyle", "Accept": "*/*"})  # noqa: S310
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            data: bytes = answer.read(most_bytes + 1)
    except HTTPError as error:
        raise TranscriptError(f"{url}: the server answers {error.code} {error.reason}") from error
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise TranscriptError(f"{url}: cannot be fetched: {reason}") from error
    if len(data) > most_bytes:
        raise TranscriptError(f"{url}: larger than {most_bytes >> 20} MB")
    return data


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
        if not self._allow_private and _is_private(urlsplit(newurl).hostname or ""):
            raise UsageError(
                f"{req.full_url}: redirects to the private address {newurl}; "
                "--allow-private follows it"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_private(host: str) -> bool:
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False  # it cannot be reached either
    return any(not ipaddress.ip_address(str(address).split("%")[0]).is_global for address in found)
