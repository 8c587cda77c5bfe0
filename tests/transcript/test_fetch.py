"""Transcripts at web addresses, on loopback."""

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from restyle.errors import TranscriptError, UsageError
from restyle.transcript.fetch import fetch
from restyle.transcript.read import read

TALK = b"Ann: Hello there.\nBob: Good day.\nAnn: So.\nBob: Yes."


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        port = self.headers["Host"].rpartition(":")[2]
        if self.path == "/talk.txt":
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(TALK)
        elif self.path in ("/inside", "/file"):
            self.send_response(302)
            place = (
                f"http://127.0.0.2:{port}/talk.txt"
                if self.path == "/inside"
                else "file:///etc/passwd"
            )
            self.send_header("Location", place)
            self.end_headers()
        elif self.path in ("/cut", "/zip"):
            body = TALK if self.path == "/cut" else gzip.compress(TALK * 50)[:-20]
            self.send_response(200)
            self.send_header("Content-Length", str(len(body) + 10 * (self.path == "/cut")))
            self.end_headers()
            self.wfile.write(body)
        elif self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                while True:
                    self.wfile.write(b"a")
                    time.sleep(0.05)
        else:
            self.send_error(404)

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
