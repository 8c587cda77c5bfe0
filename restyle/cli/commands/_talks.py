"""What a user names: a transcript, a document of restyle's with its record, or an archive."""

from pathlib import Path

from restyle.cli.options.reading import Reader
from restyle.cli.terminal import say
from restyle.discussion.lookup import ArchiveLookup
from restyle.document.load import load_document
from restyle.document.write import record_of
from restyle.search.meaning import Encoder
from restyle.transcript.addresses import is_url
from restyle.transcript.transcript import Transcript


def talk_in(source: str, how: Reader) -> Transcript:
    """Return the talk in a source: a transcript's, or the one that a document was made from."""
    path = Path(source)
    if not is_url(source) and source != "-" and record_of(path).is_file():
        return load_document(path).transcript
    return how.talk(source)


def archive_in(folder: Path, encoder: Encoder | None) -> ArchiveLookup:
    """Return an archive to be looked into, and say what is read anew and what cannot be."""
    lookup = ArchiveLookup(folder, say, encoder)
    for line in lookup.lost:
        say(f"restyle: {line}")
    return lookup
