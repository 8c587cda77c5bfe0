"""Transcripts at web addresses, on loopback."""

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from restyle.errors import TranscriptError, UsageError
from restyle.transcript.connection import is_private
from restyle.transcript.fetch import fetch
from restyle.transcript.read import read

TALK = b"Ann: Hello there.\nBob: Good day.\nAnn: So.\nBob: Yes."


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        port = self.headers["Host"].rpartition(":")[2]
        moved = {
            "/inside": f"http://127.0.0.2:{port}/talk.txt",
            "/file": "file:///etc/passwd",
            "/elsewhere": f"http://localhost:{port}/who",
        }
        packed = gzip.compress(TALK * 50)
        bodies = {
            "/talk.txt": TALK,
            "/who": self.headers.get("Authorization", "nobody").encode(),
            "/cut": TALK,
            "/zip": packed[:-20],
        }
        if self.path in moved:
            self.answer(302, {"Location": moved[self.path]})
        elif self.path in bodies:
            body = bodies[self.path]
            missing = 10 if self.path == "/cut" else 0
            length = {"Content-Length": str(len(body) + missing), "Content-Type": "image/png"}
            self.answer(200, length, body)
        elif self.path == "/drip":
            self.answer(200, {})
            with contextlib.suppress(OSError):
                while True:
                    self.wfile.write(b"a")
                    time.sleep(0.05)
        else:
            self.send_error(404)

    def answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_content_decides_whatever_the_server_claims(site: str) -> None:
    talk = read(f"{site}/talk.txt")

    assert talk.speakers == ("Ann", "Bob")
    assert talk.source.name == "talk.txt"


def test_a_redirect_into_a_private_network_is_refused(site: str) -> None:
    with pytest.raises(UsageError, match="--allow-private follows it"):
        fetch(f"{site}/inside", 1000)


def test_a_redirect_to_a_file_is_refused_always(site: str) -> None:
    with pytest.raises((UsageError, TranscriptError)):
        fetch(f"{site}/file", 1000, allow_private=True)


def test_a_missing_page_says_what_the_server_answers(site: str) -> None:
    with pytest.raises(TranscriptError, match="the server answers 404"):
        fetch(f"{site}/none", 1000)


def test_a_page_that_is_too_large_is_refused(site: str) -> None:
    with pytest.raises(TranscriptError, match="larger than"):
        fetch(f"{site}/talk.txt", 10)


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(TranscriptError, match="cannot be fetched"):
        fetch("http://127.0.0.1:9/talk.txt", 1000)


@pytest.mark.parametrize("page", ["cut", "zip"])
def test_a_body_that_breaks_off_is_not_taken_for_a_whole_one(site: str, page: str) -> None:
    with pytest.raises(TranscriptError, match="it broke off"):
        fetch(f"{site}/{page}", 10_000)


def test_a_page_that_never_ends_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("restyle.transcript.fetch._LONGEST", 0.4)

    with pytest.raises(TranscriptError, match="has not answered within"):
        fetch(f"{site}/drip", 10_000)


def test_what_a_name_stands_for_is_looked_at_when_it_is_connected(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.rpartition(":")[2])
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **named: inside)

    with pytest.raises(UsageError, match=r"talk\.example: is the private address 127\.0\.0\.1"):
        fetch(
            f"http://talk.example:{port}/talk.txt", 1000, allow_private=frozenset({"feed.example"})
        )
    assert fetch(f"http://talk.example:{port}/talk.txt", 1000, allow_private=True) == TALK


def test_the_time_for_looking_up_a_name_counts(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = socket.getaddrinfo

    def slowly(*given: Any, **named: Any) -> Any:
        time.sleep(0.3)
        return found(*given, **named)

    monkeypatch.setattr("restyle.transcript.fetch._LONGEST", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", slowly)

    with pytest.raises(TranscriptError, match="has not answered within"):
        fetch(f"{site}/talk.txt", 10_000)


def test_a_name_and_password_go_to_their_own_host_only_and_are_not_shown(site: str) -> None:
    named = site.replace("http://", "http://ada:s%20cret@")

    assert fetch(f"{named}/who", 1000) == b"Basic YWRhOnMgY3JldA=="
    assert fetch(f"{named}/elsewhere", 1000, allow_private=True) == b"nobody"
    with pytest.raises(TranscriptError) as failed:
        fetch(f"{named}/missing", 1000)
    assert "cret" not in str(failed.value)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "224.0.0.251",
        "::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a01:203",
        "2002:7f00:1::",
        "fec0::1",
        "ff02::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)
def test_an_address_that_leads_inside_is_private(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_an_address_of_the_open_web_is_not(address: str) -> None:
    assert not is_private(address)
