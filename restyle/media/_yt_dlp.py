"""The door to yt-dlp: it writes into one folder, prints nothing, stays out of private networks."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from yt_dlp import YoutubeDL

from restyle.errors import UsageError
from restyle.transcript.connection import is_private
from restyle.transcript.fetch import AllowPrivate

_FORMATS = "json3/vtt/srt/ttml/best"
_RUNTIMES: dict[str, dict[str, str]] = {"deno": {}, "node": {}, "bun": {}, "quickjs": {}}
_MOST_BYTES = 2 * 2**30


class _Log:
    """Keeps warnings, since one may explain a failure, and prints nothing."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def debug(self, message: str) -> None:
        """Leave it."""

    info = debug

    def warning(self, message: str) -> None:
        """Keep it."""
        self._lines.append(message)

    error = warning


class _Loader(YoutubeDL):  # type: ignore[misc, no-any-unimported, unused-ignore]
    """yt-dlp, where every address that it opens is looked at."""

    def __init__(self, url: str, allowed: AllowPrivate, options: dict[str, Any]) -> None:
        self._named = url
        self._allowed = allowed
        super().__init__(options)

    def urlopen(self, req: Any) -> Any:
        """Open an address; raises UsageError for a private one that nobody named."""
        host = (urlsplit(str(getattr(req, "url", req))).hostname or "").casefold()
        named = self._allowed if isinstance(self._allowed, bool) else host in self._allowed
        if not named and is_private(host):
            raise UsageError(
                f"{self._named}: leads to the private address {host}; --allow-private follows it"
            )
        return super().urlopen(req)


def loader(url: str, folder: Path, log: list[str], allow_private: AllowPrivate) -> YoutubeDL:  # type: ignore[no-any-unimported, unused-ignore]
    """Return what looks at the page at `url` and loads nothing yet."""
    own = frozenset({(urlsplit(url).hostname or "").casefold()})
    options = {
        "logger": _Log(log),
        "quiet": True,
        "noprogress": True,
        "skip_download": True,
        "noplaylist": True,
        "ignore_no_formats_error": True,
        "ignoreconfig": True,
        "cachedir": False,
        "socket_timeout": 30,
        "max_filesize": _MOST_BYTES,
        "js_runtimes": _RUNTIMES,
        "subtitlesformat": _FORMATS,
        "outtmpl": {"default": str(folder / "video.%(ext)s")},
    }
    return _Loader(url, own if allow_private is False else allow_private, options)
