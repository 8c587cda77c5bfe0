"""How near a text is to voices: of any text, and of a document to its own. It asks no model."""

from collections.abc import Sequence
from pathlib import Path

from restyle.document.article import Article, article_of, read_article
from restyle.document.document import Document
from restyle.style.voiceprints import voiceprint, voiceprints
from restyle.stylometry.nearness import VoiceScore, score
from restyle.stylometry.prose import Block, blocks_of
from restyle.stylometry.rules import likened, told


def score_voice(text: str | Path, styles: Sequence[str] = ()) -> VoiceScore:
    """Return how near the text in a file is to each voice, the nearest first.

    `text` is a path to Markdown or plain text. Without `styles`, every voice is taken of which
    something was measured. Raises OutputError where the text cannot be read, StyleError for an
    unknown style, or one of which nothing was measured.
    """
    return score(blocks(read_article(text)), voiceprints(styles))


def blocks(article: Article) -> tuple[Block, ...]:
    """Return the paragraphs of an article as they are measured."""
    return blocks_of(paragraph for part in article.parts for paragraph in part.paragraphs)


def voice_lines(document: Document) -> tuple[str, ...]:
    """Return how near a document is to its own voice, and what is off; empty where none is known.

    A document too short for a verdict has none.
    """
    known = voiceprint(document.style) if document.style and document.model else None
    if known is None:
        return ()
    found = score(blocks(article_of(document)), {document.style: known})
    if not found.named:
        return ()
    nearest = found.voices[0]
    far = "Far from" if nearest.is_far else "Near"
    first = f"{far} {document.style}: {likened(nearest)}."
    return (first, *(f"{told(off)}." for off in nearest.off))
