"""Transcripts at web addresses, on loopback."""

import threading
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
