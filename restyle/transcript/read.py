"""`read`: a file, a web address or standard input in, a transcript out."""

import hashlib
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from urllib.parse import unquote, urlsplit

from restyle.errors import NoTranscriptError, TranscriptError, UsageError
from restyle.transcript.addresses import is_url
from restyle.transcript.cue_speakers import Heard, heard, unclaimed_note
from restyle.transcript.encoding import ARCHIVE, clean, decode
from restyle.transcript.fetch import AllowPrivate, fetch
from restyle.transcript.formats import FORMATS, Piece, Raw, Reading
from restyle.transcript.introductions import introduced
from restyle.transcript.marking import marked
from restyle.transcript.plausibility import doubts
from restyle.transcript.repair import put_right
from restyle.transcript.transcript import Heading, Source, Transcript, Turn, TurnKind
from restyle.transcript.turns import join

MOST_BYTES = 64 * 2**20
_MARKS = ("<", "{", "[")
_MOST_MARKS = 1_000_000  # of each: twelve hours, word by word in JSON or in captions, have 400,000
_TAG = re.compile(r"\[SPEAKER_TURN\]|<\s?\|\s?[\w/-]{1,30}\s?\|\s?>\s?")
_HALF = re.compile(r"[\ud800-\udfff]")


def read(
    source: str | Path,
    *,
    format: str = "",
    encoding: str = "",
    names: Mapping[str, str] | None = None,
    keep_ads: bool = False,
    allow_private: AllowPrivate = False,
) -> Transcript:
    """Return the transcript in a file, at an http(s) address, or on standard input (`-`).

    Content decides format and encoding, unless they are named. `names` gives speakers other
    names; `keep_ads` takes all that is said for the talk: sponsor reads, teasers, introductions
    and requests too. Raises UsageError where there is no such file, and TranscriptError where it
    holds no speech.
    """
    if str(source) == "-":
        data, name = sys.stdin.buffer.read(MOST_BYTES + 1), "stdin"
    elif is_url(str(source)):
        data = fetch(str(source), MOST_BYTES, allow_private=allow_private)
        name = unquote(PurePath(urlsplit(str(source)).path).name) or "page"
    else:
        data, name = _file(Path(source)), Path(source).name
    known = frozenset(names or ())
    transcript = parse(data, name, format=format, encoding=encoding, known=known)
    return settled(transcript, names, keep_ads=keep_ads)


def settled(
    transcript: Transcript, names: Mapping[str, str] | None = None, *, keep_ads: bool = False
) -> Transcript:
    """Return a transcript with other names, in which what is not the talk is marked.

    Who is introduced by a full name, and labelled with the first alone, gets the full one.
    """
    transcript = replace(transcript, settled=True) if keep_ads else marked(transcript)
    return introduced(transcript, names)


def parse(
    data: bytes,
    name: str,
    *,
    format: str = "",
    encoding: str = "",
    known: frozenset[str] = frozenset(),
) -> Transcript:
    """Return the transcript in `data`; `name` is what errors and the footer call it.

    `known` are labels that are speakers, whatever they look like.
    """
    if len(data) > MOST_BYTES:
        raise TranscriptError(f"{name}: larger than {MOST_BYTES >> 20} MB; split it first")
    if not data.strip():
        raise TranscriptError(f"{name}: the file is empty")
    archive = data.startswith(ARCHIVE) and not encoding
    text, encoding = ("", "") if archive else decode(data, name, encoding)
    if any(text.count(mark) > _MOST_MARKS for mark in _MARKS):
        most = f"more than {_MOST_MARKS:,} tags or brackets"
        raise TranscriptError(f"{name}: {most}; save its transcript alone, or split it")
    raw = Raw(name, data, clean(text), known)
    found = format or _format(raw)
    reading = FORMATS[found].parse(raw)
    source = Source(name, found, encoding, hashlib.sha256(data).hexdigest())
    return _transcript(reading, source, _encoding_notes(text, encoding), known)


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except IsADirectoryError as error:
        advice = f"name the transcripts in it, such as {path}/*.txt"
        raise UsageError(f"{path}: is a folder; {advice}") from error
    except FileNotFoundError as error:
        raise UsageError(f"{path}: there is no such file") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{path}: cannot be read: {reason}") from error


def _format(raw: Raw) -> str:
    """The format whose detector is surest; raises TranscriptError where none knows the file."""
    archive = raw.data.startswith(ARCHIVE)
    if raw.name.lower().endswith(".docx") and not archive:
        way_out = "if it is text, --input-format text reads it"
        raise TranscriptError(f"{raw.name}: is no Word document; {way_out}")
    scores = {name: known.detect(raw) for name, known in FORMATS.items()}
    best = max(scores, key=lambda name: scores[name])
    if not scores[best]:
        what = "a ZIP archive" if archive else "not a transcript"
        raise NoTranscriptError(f"{raw.name}: this is {what}; restyle reads text and .docx")
    return best


def _transcript(
    reading: Reading, source: Source, notes: tuple[str, ...], known: frozenset[str]
) -> Transcript:
    plain, tags = _without_tags(reading.pieces)
    spoken = Heard(plain)
    if not reading.labelled:
        spoken = heard(plain, known)
        spoken = replace(spoken, pieces=tuple(_by_nobody_known(plain, spoken.pieces)))
    pieces, warnings = put_right(spoken.pieces)
    warnings = (*unclaimed_note(spoken.unclaimed), *warnings)
    turns, homes = join(pieces)
    turns = tuple(map(_whole, turns))
    if not any(turn.kind is TurnKind.SPEECH for turn in turns):
        raise TranscriptError(f"{source.name}: no speech found in it")
    headings = tuple(
        Heading(homes[heading.turn] if heading.turn < len(homes) else len(turns), heading.text)
        for heading in reading.headings
    )
    transcript = Transcript(
        " ".join(clean(_HALF.sub("\ufffd", reading.title)).split()) or _title(source.name),
        turns,
        source,
        reading.metadata,
        headings,
        (*notes, *reading.warnings, *warnings),
        (*reading.dropped, *tags),
    )
    return replace(transcript, warnings=(*transcript.warnings, *doubts(transcript)))


def _by_nobody_known(given: Sequence[Piece], spoken: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces; where the source names most speakers, one without is somebody unknown."""
    mostly = 2 * sum(piece.speaker is not None for piece in given) > len(given)
    before: str | None = " "
    for piece in spoken:
        unknown = mostly and piece.speaker is None and bool(before)
        before = piece.speaker
        yield replace(piece, speaker="") if unknown else piece


def _without_tags(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    """The pieces without a recogniser's tags, such as SenseVoice's `<|en|><|HAPPY|>`."""
    count = sum(len(_TAG.findall(piece.cue.text)) for piece in pieces)
    if not count:
        return tuple(pieces), ()
    plain = (
        replace(piece, cue=replace(piece.cue, text=_TAG.sub("", piece.cue.text).strip()))
        for piece in pieces
    )
    return tuple(piece for piece in plain if piece.cue.text), (f"{count} tags of the recogniser",)


def _whole(turn: Turn) -> Turn:
    """A turn without halves of characters, which JSON may hold and no file can."""
    if not _HALF.search(turn.speaker + turn.text):
        return turn
    cues = tuple(replace(cue, text=_HALF.sub("\ufffd", cue.text)) for cue in turn.cues)
    return replace(turn, speaker=_HALF.sub("\ufffd", turn.speaker), cues=cues)


def _title(name: str) -> str:
    """A title from a file's name: `ai_and-jobs.vtt` gives `Ai and jobs`."""
    title = " ".join(PurePath(name).stem.replace("_", " ").replace("-", " ").split())
    return title[:1].upper() + title[1:]


def _encoding_notes(text: str, encoding: str) -> tuple[str, ...]:
    if "\ufffd" in text:
        return (f"{text.count('�')} bytes are not {encoding} and were replaced",)
    if not encoding or encoding.startswith("utf"):
        return ()
    return (f"the encoding is a guess: {encoding}; --encoding names another",)
