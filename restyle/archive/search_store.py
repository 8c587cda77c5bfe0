"""The file of an archive's search index: its tables, and what goes in and out of them.

It is made of the documents, so that one that is damaged, or of another version, is made anew.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from restyle.archive.entry import Entry
from restyle.archive.search_meaning import SCHEMA as MEANINGS
from restyle.archive.search_meaning import forget as forget_meaning
from restyle.search.passages import passages_of
from restyle.search.terms import terms_of
from restyle.text.stopwords import language_of
from restyle.transcript.transcript import Transcript

FILE_NAME = ".restyle-search.db"
_VERSION = 5  # of tables, terms, windows; an index of another is made anew
_PATIENCE = 60.0  # seconds for which another process that writes is waited for
_DAMAGED = ("not a database", "malformed", "no such table", "no such column", "vtable", "corrupt")
_SCHEMA = (
    """CREATE TABLE episodes (
        id INTEGER PRIMARY KEY, key TEXT UNIQUE, title TEXT, date TEXT, output TEXT, stamp TEXT,
        language TEXT, speakers TEXT)""",
    """CREATE TABLE passages (
        id INTEGER PRIMARY KEY, episode INTEGER, number INTEGER, spans TEXT, names TEXT,
        start REAL, text TEXT)""",
    "CREATE INDEX passages_of ON passages (episode, number)",
    """CREATE VIRTUAL TABLE words USING fts5(
        terms, there, tokenize='unicode61 remove_diacritics 0')""",
    MEANINGS,
)


def opened(path: Path) -> sqlite3.Connection:
    """Return the index at a path, empty where there was none that can be used."""
    try:
        return _opened(path)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
    drop(path)
    return _opened(path)


def is_damage(error: Exception) -> bool:
    """Return whether an error says that the file is none of an index, or a broken one."""
    return any(words in str(error) for words in _DAMAGED)


def drop(path: Path) -> None:
    """Remove an index, which is made of the documents again."""
    for one in (path, path.with_name(f"{path.name}-journal")):
        one.unlink(missing_ok=True)


def take_in(db: sqlite3.Connection, entry: Entry, stamp: str, talk: Transcript) -> None:
    """Put an episode's passages in, in place of those that were there."""
    language = language_of(talk.opening)
    db.execute("BEGIN IMMEDIATE")
    try:
        forget(db, entry.key)
        episode = db.execute(
            "INSERT INTO episodes (key, title, date, output, stamp, language, speakers) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (entry.key, entry.title or talk.title, entry.date, entry.output, stamp, language,
             json.dumps(talk.speakers)),
        ).lastrowid  # fmt: skip
        there = " ".join(map(safe, talk.speakers))
        for number, one in enumerate(passages_of(talk)):
            spans = json.dumps([(span.turn, span.start, span.end) for span in one.spans])
            row = (episode, number, spans, json.dumps(one.names), one.start, one.text)
            at = db.execute(
                "INSERT INTO passages (episode, number, spans, names, start, text) "
                "VALUES (?, ?, ?, ?, ?, ?)", row
            ).lastrowid  # fmt: skip
            terms = " ".join(safe(term) for term, _ in terms_of(one.text, language))
            db.execute("INSERT INTO words (rowid, terms, there) VALUES (?, ?, ?)",
                       (at, terms, there))  # fmt: skip
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def forget(db: sqlite3.Connection, key: str) -> None:
    """Drop what is known of an episode."""
    row = db.execute("SELECT id FROM episodes WHERE key = ?", (key,)).fetchone()
    if row is None:
        return
    db.execute("DELETE FROM words WHERE rowid IN (SELECT id FROM passages WHERE episode = ?)", row)
    db.execute("DELETE FROM passages WHERE episode = ?", row)
    forget_meaning(db, row[0])
    db.execute("DELETE FROM episodes WHERE id = ?", row)


def safe(term: str) -> str:
    """Return a term that the tokenizer takes for one word, whatever signs are in it."""
    return "".join(one if one.isalnum() else f"zq{ord(one):x}zq" for one in term)


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
    try:
        if _version(db) != _VERSION:
            _make_anew(db)
    except BaseException:
        db.close()
        raise
    return db


def _make_anew(db: sqlite3.Connection) -> None:
    """Make the tables, unless another process made them while this one waited."""
    db.execute("BEGIN IMMEDIATE")
    if _version(db) != _VERSION:
        for name in ("words", "passages", "episodes", "meanings"):
            db.execute(f"DROP TABLE IF EXISTS {name}")
        for statement in _SCHEMA:
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {_VERSION}")
    db.execute("COMMIT")


def _version(db: sqlite3.Connection) -> int:
    with closing(db.execute("PRAGMA user_version")) as found:
        return int(found.fetchone()[0])
