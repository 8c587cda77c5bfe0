"""Recordings: what an address of one is, how a page plays it, and how a link names a moment.

A link goes to the place in the recording, in the way in which its site writes one; any other
address gets the temporal part of W3C Media Fragments (`#t=754`).
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import parse_qs, urlsplit

from restyle.errors import OutputError

_ADDRESS = re.compile(r"https?://[^\s/\"'<>]+[^\s\"'<>]*", re.IGNORECASE)
_VIDEOS = (".mp4", ".m4v", ".webm", ".mov", ".ogv")
_YOUTUBE = ("youtube.com", "youtu.be", "music.youtube.com", "youtube-nocookie.com")
_YOUTUBE_ID = re.compile(r"[\w-]{6,20}")
_VIMEO_PATH = re.compile(r"/(?:video/|channels/\w+/)?(\d{4,12})(?:/(\w{4,20}))?")
_PAGES = ("open.spotify.com", "podcasts.apple.com", "soundcloud.com", "overcast.fm", "twitch.tv")


@dataclass(frozen=True, slots=True)
class Player:
    """How a page plays a recording.

    `kind` is `audio` or `video` for a file, `youtube` or `vimeo` for their frames at `address`,
    `link` for a site that is only linked to. `allows` is the part of a Content-Security-Policy
    without which it could not play.
    """

    kind: str
    address: str
    allows: str = ""


def refuse_media(url: str) -> None:
    """Raise OutputError for what is no address of a recording."""
    if url and not is_media(url):
        raise OutputError(f"--media-url {url}: expected an address, such as https://…")


def is_media(url: str) -> bool:
    """Return whether a text is the address of something on the web, and of nothing else."""
    try:
        return bool(_ADDRESS.fullmatch(url) and urlsplit(url).hostname)
    except ValueError:
        return False


def is_watched(url: str) -> bool:
    """Return whether an address is that of a video at a site whose videos a page can play."""
    return is_media(url) and player(url).kind in ("youtube", "vimeo")


def player(url: str) -> Player:
    """Return how a page plays the recording at an address."""
    host, path = _host(url), urlsplit(url).path
    if host in _YOUTUBE and (video := _youtube(url)):
        frame = "https://www.youtube-nocookie.com"
        return Player("youtube", f"{frame}/embed/{video}", f"frame-src {frame}; ")
    if host in ("vimeo.com", "player.vimeo.com") and (found := _VIMEO_PATH.fullmatch(path)):
        frame = "https://player.vimeo.com"
        unlisted = f"?h={found[2]}" if found[2] else ""
        return Player("vimeo", f"{frame}/video/{found[1]}{unlisted}", f"frame-src {frame}; ")
    if host in (*_PAGES, *_YOUTUBE, "vimeo.com"):
        return Player("link", url)
    kind = "video" if PurePosixPath(path.lower()).suffix in _VIDEOS else "audio"
    # Enclosures are led from host to host before they arrive, so that a scheme is all one knows.
    return Player(kind, url.partition("#")[0], f"media-src {urlsplit(url).scheme.lower()}:; ")


def media_link(url: str, seconds: float) -> str:
    """Return the address of a moment in a recording, in the site's own way of writing times."""
    before, form = link_form(url)
    whole = int(seconds)
    if form == "clock":
        return before + clock(seconds)
    if form == "marked":
        return f"{before}{whole}s"
    if form == "hms":
        return f"{before}{whole // 3600}h{whole // 60 % 60}m{whole % 60}s"
    return f"{before}{whole}"


def link_form(url: str) -> tuple[str, str]:
    """Return what stands before the time in a link, and the form of the time.

    The forms are `seconds` (754), `marked` (754s), `clock` (12:34) and `hms` (0h12m34s).
    """
    url = url.partition("#")[0]
    host, join = _host(url), "&" if urlsplit(url).query else "?"
    if host in (*_YOUTUBE, "open.spotify.com", "podcasts.apple.com"):
        return f"{url}{join}t=", "seconds"
    if host == "twitch.tv":
        return f"{url}{join}t=", "hms"
    if host == "vimeo.com":
        return f"{url}#t=", "marked"
    if host == "soundcloud.com":
        return f"{url}#t=", "clock"
    if host == "overcast.fm":
        return f"{url.rstrip('/')}/", "clock"
    return f"{url}#t=", "seconds"


def clock(seconds: float) -> str:
    """Return a time as a person reads it: `12:34`, or `1:02:03` from an hour on."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _host(url: str) -> str:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return host.removeprefix("m.")


def _youtube(url: str) -> str:
    """The id of a video; empty where the address names none."""
    parts = urlsplit(url)
    first, _, rest = parts.path.strip("/").partition("/")
    if _host(url) == "youtu.be":
        found = first
    elif first in ("embed", "live", "shorts", "v"):
        found = rest.partition("/")[0]
    else:
        found = next(iter(parse_qs(parts.query).get("v", ())), "")
    return found if _YOUTUBE_ID.fullmatch(found) else ""
