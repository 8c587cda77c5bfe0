"""What was said: the answers about the parts of a recording, joined into one transcript.

The speakers of each part are the part's own. Who is who is known by name, where the endpoint was
told whom it may hear, and by who speaks at the same time in a stretch that two parts share.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from restyle.errors import TranscriptError
from restyle.text.sentences import split
from restyle.text.words import tokens
from restyle.transcript.formats._fields import Fields, mapping, mappings, seconds, text
from restyle.transcript.read import parse

_CAPTIONS = re.compile(r"^\ufeff?WEBVTT|^[\d:.,]{5,16} --> [\d:.,]{5,16}", re.MULTILINE)
_SAME = 0.5  # of the time that a speaker is heard in a shared stretch
_NEAR = 0.25  # seconds by which the times of an endpoint may be off
_PAUSE = 1.0  # seconds within what is heard as one
_SHORTEST, _LONGEST = 2.0, 8.0  # seconds of a stretch by which a speaker is known
_RECENT, _LEAST_SHARED, _MOST_SHARED = 600.0, 20.0, 240.0  # seconds
_MOST_KNOWN = 4  # speakers that an endpoint is told of


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said without a pause; times are seconds from the recording's beginning.

    `speaker` is None where the endpoint tells nobody's.
    """

    text: str
    start: float | None = None
    end: float | None = None
    speaker: str | None = None


def heard(answer: str, start: float) -> tuple[Said, ...]:
    """Return what an answer says was heard in a part that begins at `start`."""
    value = mapping(json.loads(answer))
    segments = mappings(value.get("segments"))
    found = tuple(one for one in (_said(s, start) for s in segments) if one.text)
    if found:  # in the order in which it was said, whatever that of the answer
        last = max((one.end or one.start or 0.0) for one in found)
        return tuple(sorted(found, key=lambda one: last if one.start is None else one.start))
    plain = value.get("text")
    if isinstance(plain, str) and _CAPTIONS.search(plain):
        return tuple(_captioned(plain, start))
    # Without times, only the beginning of the part is known.
    sentences = split(text(plain))
    return tuple(Said(one, start if n == 0 else None) for n, one in enumerate(sentences))


def _captioned(captions: str, start: float) -> Iterator[Said]:
    """What subtitles say that a server gives for plain text."""
    try:
        turns = parse(captions.encode(), "answer").turns
    except TranscriptError:
        return  # nothing is said in this part
    for turn in turns:
        for cue in turn.cues:
            yield Said(cue.text, _at(start, cue.start), _at(start, cue.end), turn.speaker or None)


def _at(start: float, seconds: float | None) -> float | None:
    return None if seconds is None else round(start + seconds, 3)


def _said(segment: Fields, start: float) -> Said:
    who = segment.get("speaker", segment.get("speaker_id"))
    name = text(str(who)) if isinstance(who, str | int) and not isinstance(who, bool) else ""
    return Said(
        text(segment.get("text")),
        _at(start, seconds(segment.get("start"))),
        _at(start, seconds(segment.get("end"))),
        name or None,
    )


class Joined:
    """What was said so far, part after part, with speakers numbered as they appear."""

    def __init__(self) -> None:
        self.said: list[Said] = []
        self._count = 0

    @property
    def told_apart(self) -> bool:
        """Whether the endpoint tells who speaks."""
        return any(one.speaker for one in self.said)

    def add(self, part: Sequence[Said], joint: float, told: Collection[str] = ()) -> None:
        """Add a part whose own words begin at `joint`; what it heard before is known already.

        `told` are the speakers whom the endpoint was to call by their names.
        """
        names = self._names(part, joint, told)
        named = [replace(one, speaker=names.get(one.speaker or "")) for one in part]
        self.said += _after(joint, named, self.said)

    def shared(self, joint: float) -> float:
        """Return how many seconds before `joint` the next part is to begin.

        Within them, all who have spoken in the last ten minutes are heard, up to four minutes.
        """
        heard: dict[str, float] = {}
        recent = [one for one in self.said if one.speaker and (one.end or 0) > joint - _RECENT]
        wanted = {one.speaker for one in recent}
        for one in reversed(recent):
            heard[one.speaker or ""] = heard.get(one.speaker or "", 0.0) + _length(one)
            reach = joint - (one.start or joint)
            if all(heard.get(name or "", 0.0) >= _SHORTEST for name in wanted):
                return min(max(reach, _LEAST_SHARED), _MOST_SHARED)
        return _LEAST_SHARED

    def known(self) -> tuple[Said, ...]:
        """Return a stretch of each of the speakers who said most, by which he is known."""
        longest: dict[str, Said] = {}
        for one in _stretches(self.said):
            if one.speaker and _length(one) >= _SHORTEST:
                best = longest.get(one.speaker)
                if best is None or _length(best) < min(_length(one), _LONGEST):
                    longest[one.speaker] = one
        most = Counter[str]()
        for one in self.said:
            most[one.speaker or ""] += len(one.text)
        chosen = [name for name, _ in most.most_common() if name in longest][:_MOST_KNOWN]
        return tuple(_clipped(longest[name]) for name in sorted(chosen))

    def _names(self, part: Sequence[Said], joint: float, told: Collection[str]) -> dict[str, str]:
        """The name of each speaker of a part: one who is known already, or the next number."""
        names: dict[str, str] = {}
        for one in part:
            own = one.speaker
            if own and own not in names:
                same = own if own in told else self._same(own, part, joint, set(names.values()))
                names[own] = same or self._next()
        return names

    def _same(self, own: str, part: Sequence[Said], joint: float, taken: set[str]) -> str:
        """Who is heard at the times at which a part's speaker is heard, before its own words."""
        times: dict[str, float] = {}
        total = 0.0
        for one in part:
            if one.speaker == own and one.start is not None and one.start < joint:
                total += min(one.end or joint, joint) - one.start
                for other in self._last():
                    who = other.speaker or ""
                    times[who] = times.get(who, 0.0) + _overlap(one, other)
        best, most = max(times.items(), key=lambda one: one[1], default=("", 0.0))
        return best if best not in taken and total and most >= _SAME * total else ""

    def _last(self) -> Iterator[Said]:
        """The last that was said, back to where no shared stretch reaches."""
        end = next((one.end for one in reversed(self.said) if one.end), 0.0)
        for one in reversed(self.said):
            if one.end is not None and one.end < end - _MOST_SHARED:
                return
            if one.speaker:
                yield one

    def _next(self) -> str:
        self._count += 1
        return f"Speaker {self._count}"

    def as_json(self) -> bytes:
        """Return it as the Podcasting 2.0 transcript format has it."""
        segments = [_segment(one) for one in self.said]
        value = {"version": "1.0.0", "segments": segments}
        return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _segment(one: Said) -> Mapping[str, object]:
    fields = {
        "speaker": one.speaker,
        "startTime": one.start,
        "endTime": one.end,
        "body": one.text,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _after(joint: float, part: Sequence[Said], before: Sequence[Said]) -> Iterator[Said]:
    """What of a part was said from `joint` on; what spans it loses what is known already."""
    for one in part:
        if one.start is None or one.end is None or one.start >= joint - _NEAR:
            yield one
        elif one.end > joint + _NEAR and (left := _unsaid(one.text, before)):
            yield replace(one, text=left, start=joint)


def _unsaid(said: str, before: Sequence[Said]) -> str:
    """The words that are left when those go with which what was said before ends."""
    last = tokens(" ".join(one.text for one in before[-20:]).casefold())
    own = said.split()
    for count in range(len(own), 0, -1):
        if tokens(" ".join(own[:count]).casefold()) == last[-_count(own[:count]) :]:
            return " ".join(own[count:])
    return said


def _count(own: Sequence[str]) -> int:
    return len(tokens(" ".join(own))) or 1


def _stretches(said: Sequence[Said]) -> Iterator[Said]:
    """What one person said without another between, as one."""
    last: Said | None = None
    for one in said:
        if last and one.speaker == last.speaker and _follows(last, one):
            last = replace(last, end=one.end)
        else:
            if last:
                yield last
            last = one
    if last:
        yield last


def _follows(one: Said, other: Said) -> bool:
    """Whether the other begins where the one ends, or soon after."""
    if one.end is None or other.start is None or other.end is None:
        return False
    return other.start - one.end <= _PAUSE


def _length(one: Said) -> float:
    return one.end - one.start if one.start is not None and one.end is not None else 0.0


def _clipped(one: Said) -> Said:
    start = one.start or 0.0
    return replace(one, start=start, end=min(one.end or start, start + _LONGEST))


def _overlap(one: Said, other: Said) -> float:
    if None in (one.start, one.end, other.start, other.end):
        return 0.0
    return max(0.0, min(one.end or 0, other.end or 0) - max(one.start or 0, other.start or 0))
