"""What is told of a talk beside its words: by its feed, its page or its recording."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from restyle.transcript.people import Person, named
from restyle.transcript.transcript import Heading, Metadata, Transcript

_NEAR = 20.0  # seconds by which a chapter's time and that of a turn may differ
_LEAST_CHAPTERS = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: empty where nothing is. `chapters` are times in seconds, with titles.

    `media` is the address of the recording, `people` are all who may speak.
    """

    title: str = ""
    date: str = ""
    url: str = ""
    media: str = ""
    people: tuple[Person, ...] = ()
    chapters: tuple[tuple[float, str], ...] = ()


def people_of(
    hosts: Sequence[str], guests: Sequence[str], others: Sequence[Person] = ()
) -> tuple[Person, ...]:
    """Return all who may speak, each once; what a feed says of somebody comes before all else."""
    told = (*(Person(name, "host") for name in hosts), *(Person(name, "guest") for name in guests))
    return tuple({one.name: one for one in (*others, *told)}.values())


def with_what_is_told(transcript: Transcript, told: Told) -> Transcript:
    """Return a transcript with what is told of it, and its speakers by their full names."""
    said = transcript.metadata
    talk = named(transcript, told.people)
    metadata = Metadata(
        date=told.date or said.date,
        url=told.url or said.url,
        speakers=_cast(told.people) or said.speakers,
        host=said.host or _speaking("host", told.people, talk),
        guest=said.guest or _speaking("guest", told.people, talk),
        media=told.media or said.media,
    )
    headings = talk.headings or tuple(_headings(told.chapters, talk))
    title = told.title or talk.title
    return replace(talk, title=title, metadata=metadata, headings=headings)


def _cast(people: Sequence[Person]) -> tuple[str, ...]:
    """Those whose part in the show is known, the hosts first."""
    return tuple(one.name for role in ("host", "guest") for one in people if one.role == role)


def _speaking(role: str, people: Sequence[Person], talk: Transcript) -> str:
    """The one in a part who speaks in the talk."""
    names = (one.name for one in people if one.role == role)
    return next((name for name in names if name in talk.speakers), "")


def _headings(chapters: Sequence[tuple[float, str]], talk: Transcript) -> Iterator[Heading]:
    """The chapters, each before the turn that begins next to its time."""
    if len(chapters) < _LEAST_CHAPTERS:
        return
    starts = [(turn.start, turn.index) for turn in talk.turns if turn.start is not None]
    taken = set[int]()
    for time, title in sorted(chapters):
        near = min(starts, key=lambda one: abs(one[0] - time), default=(0.0, 0))
        if starts and abs(near[0] - time) <= _NEAR and near[1] not in taken and title.strip():
            taken.add(near[1])
            yield Heading(near[1], " ".join(title.split()))
