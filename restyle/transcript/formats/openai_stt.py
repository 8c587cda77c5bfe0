"""OpenAI's transcriptions: the text alone, or with the times of its words.

Words carry no punctuation, the text does, so that the sentences are the text's and their times
those of its words.
"""

from collections.abc import Iterator, Sequence

from restyle.text.sentences import split
from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import Fields, kept, mapping, mappings, piece, seconds, text
from restyle.transcript.transcript import Cue
from restyle.transcript.turns import paragraphs


def detect(raw: Raw) -> float:
    """Score how sure this is a transcription: a text, and words with times where there are."""
    value = mapping(raw.json)
    if not isinstance(value.get("text"), str) or mappings(value.get("segments")):
        return 0.0
    words = mappings(value.get("words"))
    if words:
        return 0.8 if "word" in words[0] and "start" in words[0] else 0.0
    return 0.5 if set(value) <= _PLAIN else 0.0


_PLAIN = frozenset("text usage task language duration logprobs words segments".split())


def parse(raw: Raw) -> Reading:
    """Return one piece a sentence where words have times, else the paragraphs of the text."""
    value = mapping(raw.json)
    said, words = text(value.get("text")), mappings(value.get("words"))
    if not words:
        return Reading(tuple(Piece("", cue) for cue in paragraphs(Cue(said)) if cue.text))
    if not said:
        return Reading(kept([_timed(text([word.get("word") for word in words]), words)]))
    return Reading(kept(_sentences(said, words)))


def _sentences(said: str, words: Sequence[Fields]) -> Iterator[Piece | None]:
    """Each sentence with the times of as many words as it has letters for."""
    at = 0
    for sentence in split(said):
        letters, first = _letters(sentence), at
        spoken = ""
        while at < len(words) and len(spoken) < len(letters):
            spoken += _letters(text(words[at].get("word")))
            at += 1
        yield _timed(sentence, words[first:at])


def _timed(sentence: str, words: Sequence[Fields]) -> Piece | None:
    times = words or [{}]
    return piece(None, sentence, seconds(times[0].get("start")), seconds(times[-1].get("end")))


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


FORMATS.add("openai-stt", Format(detect, parse))
