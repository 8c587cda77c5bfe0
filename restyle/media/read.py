"""`read`: whatever holds a talk, or leads to one, in; a transcript out.

a transcript in a file, at an address, on standard input -> read
the page of a video -> its subtitles, or else its sound, transcribed
the page of a podcast app, or of a show -> the transcript in the show's feed, or else its sound
a recording in a file, at an address -> transcribed
"""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from restyle.errors import TranscriptError, UsageError
from restyle.events import Notice, Observer, ignore
from restyle.llm.budget import Budget
from restyle.media.fetched import loaded, name_in, piped, recording_from
from restyle.media.listening import SUCH_AS, listened
from restyle.media.podcast_pages import FoundEpisode, episode_at, episode_on, is_podcast_host
from restyle.media.recording import Recording, recording_at
from restyle.media.told import Told, people_of, with_what_is_told
from restyle.media.video import Video, is_installed, is_video_host, sound_of, video_at
from restyle.now import at_once
from restyle.settings import Settings
from restyle.settings import load as load_settings
from restyle.transcript.addresses import is_url, without_password
from restyle.transcript.fetch import AllowPrivate, fetch
from restyle.transcript.people import people_beside
from restyle.transcript.read import MOST_BYTES, parse, settled
from restyle.transcript.read import read as read_transcript
from restyle.transcript.transcript import Transcript

_STDIN = "-"
_PLAYS = re.compile(r"<(?:video|track|iframe|source)\b|VideoObject", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How something is read: as what, under which names, by whom a recording is transcribed."""

    format: str
    encoding: str
    names: Mapping[str, str]
    keep_ads: bool
    allow_private: AllowPrivate
    settings: Settings
    budget: Budget | None
    observe: Observer

    def parsed(self, data: bytes, name: str) -> Transcript:
        return parse(
            data,
            name,
            format=self.format,
            encoding=self.encoding,
            known=frozenset(self.names),
        )

    def finished(self, talk: Transcript, told: Told) -> Transcript:
        """The talk with what is told of it; names that a person gives come before all others."""
        talk = settled(talk, self.names, keep_ads=self.keep_ads)
        return with_what_is_told(talk, told)


def read(
    source: str | Path,
    *,
    format: str = "",
    encoding: str = "",
    names: Mapping[str, str] | None = None,
    keep_ads: bool = False,
    allow_private: AllowPrivate = False,
    settings: Settings | None = None,
    budget: Budget | None = None,
    observe: Observer = ignore,
) -> Transcript:
    """Return the talk in a file, at an http(s) address, or on standard input (`-`).

    A file is a transcript or a recording; an address leads to either, to the page of a video, or
    to that of an episode in a podcast app. Content decides format and encoding, unless they are
    named. `names` gives speakers other names; `keep_ads` takes all that is said for the talk:
    sponsor reads, teasers, introductions and requests too. A recording is sent to the settings'
    `transcriber` within `budget`; without `settings`, the environment and the configuration
    files decide. Raises UsageError where there is no such file or nobody transcribes, and
    TranscriptError where there is no speech.
    """
    how = _Reading(
        format,
        encoding,
        names or {},
        keep_ads,
        allow_private,
        settings or load_settings()[0],
        budget,
        observe,
    )
    if is_url(str(source)):
        return _at_address(str(source), how)
    path = Path(source)
    if str(source) == _STDIN:
        return _on_standard_input(how)
    told = Told(people=people_beside(path.parent))
    if not format and (recording := recording_at(path)):
        return _listened(recording, told, how)
    talk = read_transcript(source, format=format, encoding=encoding, names=names, keep_ads=keep_ads)
    return with_what_is_told(talk, told)


def _on_standard_input(how: _Reading) -> Transcript:
    with TemporaryDirectory() as folder:
        path = piped(sys.stdin.buffer, Path(folder))
        if not how.format and (recording := recording_at(path, "stdin")):
            return _listened(recording, Told(), how)
        data = path.read_bytes()
    return how.finished(how.parsed(data, "stdin"), Told())


def _at_address(url: str, how: _Reading) -> Transcript:
    if how.allow_private is False:  # what it leads to is named by nobody
        own = (urlsplit(url).hostname or "").casefold()
        how = replace(how, allow_private=frozenset({own}))
    if is_podcast_host(url):
        return _of_episode(episode_at(url, partial(_get, how=how)), url, how)
    if is_video_host(url):
        return _of_video(url, how)
    with TemporaryDirectory() as folder:
        name = name_in(url) or "page"
        path = loaded(url, Path(folder), how.allow_private)
        if not how.format and (recording := recording_at(path, name)):
            return _listened(recording, Told(media=without_password(url)), how)
        data = path.read_bytes()
    try:
        talk = how.parsed(data, name)
    except TranscriptError:
        if found := _led_to(url, data, how):
            return found
        raise
    bare = not talk.speakers and talk.duration is None
    found = _led_to(url, data, how) if bare and not how.format else None
    return found or how.finished(talk, Told())


def _led_to(url: str, data: bytes, how: _Reading) -> Transcript | None:
    """What a page that shows no speaker leads to: an episode in a feed, or a video."""
    text = data.decode("utf-8", "replace")
    if "<html" not in text[:4000].casefold():
        return None
    try:
        if episode := episode_on(text, url, partial(_get, how=how)):
            return _of_episode(episode, url, how)
    except (TranscriptError, UsageError):
        return None  # a feed that gives nothing costs the page nothing
    if not (_PLAYS.search(text) and is_installed()):
        return None
    try:
        video = _video(url, how)
    except TranscriptError:
        return None  # it is no page of a video either: what it is was said already
    return _of_subtitles(video, url, how) if video.subtitles else None


def _of_episode(found: FoundEpisode, url: str, how: _Reading) -> Transcript:
    """The episode's transcript as its feed offers it, the richest first; else its sound."""
    item = found.item
    people = people_of(item.hosts, item.guests)
    told = Told(item.title, item.date, item.link, item.media, people)
    faults = []
    for offer in item.offers:
        try:
            data = _get(offer.url, how=how)
            return how.finished(how.parsed(data, name_in(offer.url)), told)
        except TranscriptError as error:
            faults.append(str(error))
    if item.media and how.settings.transcriber:
        return _at_address_of_sound(item.media, told, how)
    what = f"its transcript cannot be read ({faults[0]})" if faults else "has no transcript"
    raise TranscriptError(
        f"{url}: in the show's feed, “{item.title}” {what}; --transcriber names who makes one "
        f"of its sound, {SUCH_AS}"
    )


def _at_address_of_sound(url: str, told: Told, how: _Reading) -> Transcript:
    with TemporaryDirectory() as folder:
        return _listened(recording_from(url, Path(folder), how.allow_private), told, how)


def _of_video(url: str, how: _Reading) -> Transcript:
    video = _video(url, how)
    if video.subtitles:
        return _of_subtitles(video, url, how)
    if not how.settings.transcriber:
        raise UsageError(
            f"{url}: has no subtitles in the language that is spoken; --transcriber names who "
            f"makes a transcript of its sound, {SUCH_AS}"
        )
    with TemporaryDirectory() as folder:
        path = sound_of(url, Path(folder), allow_private=how.allow_private)
        name = f"{video.told.title or 'video'}{path.suffix}"
        recording = recording_at(path, name)
        if recording is None:
            raise TranscriptError(f"{url}: its sound is of no kind that is known")
        return _listened(recording, video.told, how)


def _of_subtitles(video: Video, url: str, how: _Reading) -> Transcript:
    made = "made by a program" if video.automatic else "the uploader's"
    how.observe(Notice(f"{url}: subtitles in {video.language}, {made}"))
    return how.finished(how.parsed(video.subtitles, video.told.title or "video"), video.told)


def _video(url: str, how: _Reading) -> Video:
    return video_at(url, how.settings.language_spoken, allow_private=how.allow_private)


def _listened(recording: Recording, told: Told, how: _Reading) -> Transcript:
    """The transcript that the settings' transcriber makes of a recording."""
    data, known = at_once(listened(recording, how.settings, how.budget, how.observe))
    talk = parse(data, recording.name, known=frozenset(how.names))
    own = replace(
        told,
        title=told.title or known.title or PurePath(recording.name).stem,
        date=told.date or known.date,
        chapters=told.chapters or known.chapters,
    )
    return how.finished(talk, own)


def _get(url: str, how: _Reading) -> bytes:
    return fetch(url, MOST_BYTES, allow_private=how.allow_private)
