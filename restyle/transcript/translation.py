"""Whether a document is in another language than its talk."""

from restyle.text.languages import Language, is_in
from restyle.transcript.transcript import Transcript


def is_translation(talk: Transcript, language: Language | None) -> bool:
    """Return whether a document in a language is a translation of its talk."""
    if language is None:
        return False
    return not is_in(talk.opening, language)
