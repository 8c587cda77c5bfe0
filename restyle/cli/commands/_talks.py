"""A talk by what a user names: a transcript, or a document of restyle's with its record."""

from pathlib import Path

from restyle.cli.options.reading import Reader
from restyle.document.load import load_document
from restyle.document.write import record_of
from restyle.transcript.addresses import is_url
from restyle.transcript.transcript import Transcript


def talk_in(source: str, how: Reader) -> Transcript:
    """Return the talk in a source: a transcript's, or the one that a document was made from."""
    path = Path(source)
    if not is_url(source) and source != "-" and record_of(path).is_file():
        return load_document(path).transcript
    return how.talk(source)
