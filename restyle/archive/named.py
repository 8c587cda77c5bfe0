"""What is named beside the sources of an archive: people who may speak, hosts that may be asked."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from restyle.archive.lists import listed
from restyle.transcript.addresses import is_url
from restyle.transcript.people import Person, people_beside


def people_of(sources: Sequence[str], output: Path) -> tuple[Person, ...]:
    """Return the people in files beside the sources, in the documents' folder, and here."""
    folders = [Path(one) if Path(one).is_dir() else Path(one).parent for one in sources]
    places = dict.fromkeys([*(f for f in folders if f.is_dir()), output, Path()])
    found = {one.name: one for place in places for one in people_beside(place)}
    return tuple(found.values())


def named_hosts(sources: Sequence[str]) -> frozenset[str]:
    """Return the hosts that a person has named, as a source or as a line of a list."""
    lists = (Path(source[1:]) for source in sources if source.startswith("@"))
    named = [*sources, *(entry for path in lists for _, entry in listed(path))]
    hosts = (urlsplit(one).hostname for one in named if is_url(one))
    return frozenset(host.casefold() for host in hosts if host)
