"""An episode's own files on a site: its page, its Markdown and its chapters."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from restyle.archive.entry import Entry
from restyle.archive.site.facts import EpisodeFacts, facts_of
from restyle.archive.site.search_passages import name_of, passages_script
from restyle.document.document import Document
from restyle.document.formats.html import page_values
from restyle.document.formats.show_notes import chapter_outline
from restyle.document.load import load_document
from restyle.document.write import render
from restyle.errors import ThemeError, TranscriptError, told
from restyle.pages import page
from restyle.topics.chapters import render_chapters

FOLDER = "episodes"


@dataclass(frozen=True, slots=True)
class EpisodeWork:
    """What makes an episode's files: its document, where they go, and what stands round it."""

    entry: Entry
    name: str
    around: Mapping[str, object]
    theme: str


@dataclass(frozen=True, slots=True)
class EpisodeMade:
    """An episode's files by their names on the site, and what other pages tell of it.

    `fault` says why there are none.
    """

    files: Mapping[str, str]
    facts: EpisodeFacts | None
    fault: str = ""


def made(work: EpisodeWork) -> EpisodeMade:
    """Return an episode's files, without writing them; what it fails at stops no other.

    Raises ThemeError for a template that cannot be used, which none could do without.
    """
    try:
        return _made(work, load_document(Path(work.entry.output)))
    except ThemeError:
        raise
    except Exception as error:  # a bug that one episode brings out must not cost the site
        return EpisodeMade({}, None, told(error))


def _made(work: EpisodeWork, document: Document) -> EpisodeMade:
    entry = work.entry
    shown = page_values(document)
    facts = facts_of(document, entry, str(shown["language"]))
    chapters = _chapters(document)
    values = {
        **shown,
        **work.around,
        "episode": facts,
        "name": work.name,
        "has_chapters": bool(chapters),
    }
    files = {
        f"{FOLDER}/{work.name}.html": page("site/episode", values, work.theme),
        f"{FOLDER}/{work.name}.md": render(document),
    }
    if work.around.get("searchable"):
        files[name_of(work.name)] = passages_script(document, work.name, facts.title)
    if chapters:
        files[f"{FOLDER}/{work.name}.chapters.json"] = chapters
    return EpisodeMade(files, facts)


def _chapters(document: Document) -> str:
    """The sections as chapters of the recording; empty where the talk has no times."""
    if document.transcript.duration is None or not document.outline.topics:
        return ""
    try:
        return render_chapters(document.transcript, chapter_outline(document), "chapters.json")
    except TranscriptError:  # not all of it has
        return ""
