"""A tree of sites on one loopback server: it answers for every host, as a proxy does."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

from tests.loopback import Loopback

Pages = dict[str, bytes | str]


@contextmanager
def serving(pages: Pages) -> Iterator[str]:
    """Serve pages by their paths, or by whole addresses where it is a proxy; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path
            parts = urlsplit(path)
            plain = f"{parts.scheme}://{parts.netloc}{parts.path}" if parts.netloc else parts.path
            body = pages.get(path, pages.get(plain))
            if body is None:
                self.send_error(404)
                return
            data = body.encode() if isinstance(body, str) else body
            self.send_response(200)
            html = data.lstrip().startswith((b"<!doctype html", b"<html"))
            vtt = data.startswith(b"WEBVTT")
            kind = "text/html; charset=utf-8" if html else "text/vtt" if vtt else "text/plain"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Print nothing."""

    with Loopback(Handler) as server:
        yield server.origin
