"""Pages of videos: the subtitles that they have, and what they tell of the talk.

The uploader's subtitles are taken before those that a program made, in the language that is
spoken.
"""

import importlib.util
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from urllib.parse import urlsplit

from restyle.errors import TranscriptError, UsageError
from restyle.media.credits import credited
from restyle.media.told import Told
from restyle.plugins import deferred
from restyle.transcript.fetch import AllowPrivate
from restyle.transcript.read import MOST_BYTES

T = TypeVar("T")

_loader = deferred("restyle.media._yt_dlp", "loader")  # slow to load, and an extra
_HOSTS = (
    "youtube.com youtu.be youtube-nocookie.com vimeo.com dailymotion.com twitch.tv ted.com "
    "media.ccc.de rumble.com odysee.com bilibili.com nebula.tv"
).split()
_NO_SPEECH = frozenset({"live_chat", "comments", "danmaku", "rechat"})
_RUNTIME = "JavaScript runtime"
_WANTS_RUNTIME = "; the site wants a JavaScript runtime: install deno, or Node.js 22 or later"
_PREFIX = re.compile(r"^(?:ERROR: )?(?:\[[^\]]{1,40}\] )?(?:[\w-]{1,40}: )?")
_NUMBER = re.compile(r" \(1\)$")  # that yt-dlp gives to the first video of a page
_COLOUR = re.compile(r"\x1b\[[\d;]{0,10}m")
_MORE = re.compile(r"\. (?:Confirm you are on|please report|See  ?https).*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Video:
    """What a page has: the bytes of subtitles, or none, and what it tells of the talk.

    `language` is that of the subtitles; `automatic` says that a program made them.
    """

    told: Told
    subtitles: bytes = b""
    language: str = ""
    automatic: bool = False


def is_video_host(url: str) -> bool:
    """Return whether an address lies on a site that is known for videos."""
    host = (urlsplit(url).hostname or "").casefold()
    return any(host == one or host.endswith(f".{one}") for one in _HOSTS)


def is_installed() -> bool:
    """Return whether yt-dlp is there."""
    return importlib.util.find_spec("yt_dlp") is not None


def video_at(url: str, language: str = "", *, allow_private: AllowPrivate = False) -> Video:
    """Return what the page of a video has; raises TranscriptError where it cannot be had.

    `language` is the one that is spoken, such as `de`; without it, the page says which. Raises
    UsageError without the extra `media`.
    """
    with TemporaryDirectory() as folder:
        log: list[str] = []
        with _downloader(url, Path(folder), log, allow_private) as loader:
            info = _looked(loader, url, log)
            chosen = _chosen(info, language)
            if chosen is None:
                return Video(_told(info, url))
            tongue, automatic = chosen
            loader.params |= {
                "writesubtitles": not automatic,
                "writeautomaticsub": automatic,
                "subtitleslangs": [re.escape(tongue)],
            }
            _done(lambda: loader.process_ie_result(info, download=True), url, log)
        data = _only_file(Path(folder), url)
        return Video(_told(info, url), data, tongue, automatic)


def sound_of(url: str, folder: Path, *, allow_private: AllowPrivate = False) -> Path:
    """Return the file into which the sound of a video was written, within a folder."""
    log: list[str] = []
    with _downloader(url, folder, log, allow_private) as loader:
        loader.params |= {"skip_download": False, "format": "worstaudio[abr>=48]/bestaudio/best"}
        _done(lambda: loader.extract_info(url, download=True), url, log)
    found = sorted(folder.iterdir(), key=lambda path: path.stat().st_size)
    if not found:
        raise TranscriptError(f"{url}: the page gives no sound")
    return found[-1]


def _downloader(url: str, folder: Path, log: list[str], allow_private: AllowPrivate) -> Any:
    if not is_installed():
        raise UsageError(
            f"{url}: reading the page of a video takes yt-dlp: pip install 'restyle[media]'"
        )
    return _loader(url, folder, log, allow_private)


def _looked(loader: Any, url: str, log: list[str]) -> dict[str, Any]:
    info = _done(lambda: loader.extract_info(url, download=False), url, log)
    if not isinstance(info, dict):
        raise TranscriptError(f"{url}: nothing is found there")
    entries = [one for one in info.get("entries") or () if isinstance(one, dict)]
    if len(entries) == 1:
        return entries[0]
    if info.get("_type") in ("playlist", "multi_video"):
        raise UsageError(f"{url}: is a list of videos; name one of them")
    return info


def _done(work: Callable[[], T], url: str, log: Sequence[str]) -> T:
    """What work comes to; raises TranscriptError with what yt-dlp says, and the way out."""
    try:
        return work()
    except Exception as error:
        if type(error).__module__.partition(".")[0] != "yt_dlp":
            raise
        said = _COLOUR.sub("", str(error)).partition("\n")[0]
        message = _MORE.sub("", _PREFIX.sub("", said)) or "cannot be read"
        hint = _WANTS_RUNTIME if any(_RUNTIME in line for line in log) else ""
        raise TranscriptError(f"{url}: {message}{hint}") from error


def _chosen(info: Mapping[str, Any], language: str) -> tuple[str, bool] | None:
    """The language of the subtitles to take, and whether a program made them."""
    spoken = language or str(info.get("language") or "")
    given = [one for one in info.get("subtitles") or {} if one not in _NO_SPEECH]
    made = list(info.get("automatic_captions") or {})
    if found := _nearest(given, spoken, anyway=not language):
        return found, False
    original = next((one for one in made if one.endswith("-orig")), "")
    if original and (not language or original.startswith(language)):
        return original, True
    found = _nearest(made, spoken, anyway=not language and len(made) == 1)
    return (found, True) if found else None


def _nearest(languages: list[str], spoken: str, *, anyway: bool) -> str:
    """The one that is spoken: by its whole name, or its first part; else the first, if any does."""
    wanted = spoken.casefold()
    if wanted:
        for matches in (str.__eq__, _same_tongue):
            if found := next((o for o in languages if matches(o.casefold(), wanted)), ""):
                return found
    return languages[0] if languages and anyway else ""


def _same_tongue(one: str, other: str) -> bool:
    return re.split(r"[-_]", one)[0] == re.split(r"[-_]", other)[0]


def _told(info: Mapping[str, Any], url: str) -> Told:
    title = _NUMBER.sub("", _text(info, "title"))
    channel = _text(info, "channel") or _text(info, "uploader")
    day = _text(info, "upload_date")
    chapters = (one for one in info.get("chapters") or () if isinstance(one, dict))
    return Told(
        title=title,
        date=f"{day[:4]}-{day[4:6]}-{day[6:8]}" if re.fullmatch(r"\d{8}", day) else "",
        url=_text(info, "webpage_url") or url,
        people=credited(title, _text(info, "description"), channel),
        chapters=tuple(
            (float(one.get("start_time") or 0), str(one.get("title") or "")) for one in chapters
        ),
    )


def _text(info: Mapping[str, Any], name: str) -> str:
    value = info.get(name)
    return value if isinstance(value, str) else ""


def _only_file(folder: Path, url: str) -> bytes:
    for path in sorted(folder.iterdir()):
        if path.stat().st_size > MOST_BYTES:
            raise TranscriptError(f"{url}: its subtitles are larger than {MOST_BYTES >> 20} MB")
        return path.read_bytes()
    raise TranscriptError(f"{url}: its subtitles cannot be had")
