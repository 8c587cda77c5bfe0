"""What the search of a site is given: passages, words and where they stand."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.archive.entry import Entry, State
from restyle.archive.site.build import SiteBuilt, SiteOptions, build
from restyle.archive.site.search_index import index_scripts, place
from restyle.archive.site.search_passages import (
    SearchPassage,
    passages_in,
    passages_script,
    script,
)
from restyle.document.write import write
from restyle.errors import OutputError
from restyle.search.terms import terms_of
from restyle.text.stopwords import language_of
from restyle.transcript.transcript import Cue, Source, Transcript, Turn
from tests.document.made import HOSTILE, made

WORDS = st.text("abc机器 '.3#\u2028\\\"<", max_size=40)


def facts_of(made_script: str) -> dict[str, object]:
    told = made_script.removeprefix("restyleSearch.take(").removesuffix(");\n")
    found: dict[str, object] = json.loads(f"[{told}]")[1]
    return found


def test_an_episode_is_found_by_its_document_and_by_its_talk() -> None:
    found = passages_in(passages_script(made(), "bread", "Bread"))

    places = [place for one in found for place, *_ in one.lines]
    assert places[:2] == ["text", "text"]  # title, summary; then the takeaways
    written = places[places.index("s1") :]
    assert written[:4] == ["s1", "p1-1", "p1-2", "p1-3"]
    assert places[-2:] == ["t1", "t2"]
    (said,) = (one for one in found if one.lines[0][0] == "t1")
    assert said.place == "0:12"
    assert [who for _, who, _ in said.lines] == ["Ann", "Bob_<i>"]
    assert said.lines[1][2] == " ".join(HOSTILE.split())


@given(st.lists(st.lists(WORDS, max_size=4), min_size=1, max_size=4))
def test_every_word_is_where_the_index_says(episodes: list[list[str]]) -> None:
    given_ = {
        f"episode-{n}": [SearchPassage("", (("t1", "Ann", text),)) for text in texts]
        for n, texts in enumerate(episodes)
    }
    made_files = {name: facts_of(text) for name, text in index_scripts(given_.items(), "x")}
    index = made_files["search/index.js"]
    texts = [one.text for passages in given_.values() for one in passages]
    assert len(str(index["lengths"])) == len(texts)
    stands: set[tuple[str, int, int]] = set()
    assert index["firsts"] == [sum(map(len, list(episodes)[:n])) for n in range(len(episodes) + 1)]
    for number in range(int(str(index["files"]))):
        shard = made_files[f"search/words/{number}.js"]
        terms: list[tuple[str, list[int], list[object]]] = shard["terms"]  # type: ignore[assignment]
        for term, postings, _ in terms:
            assert place(term, int(str(index["files"]))) == number
            at = 0
            for one in postings:
                at += one // 8
                assert 1 <= one % 8 <= 7
                stands.add((term, at, one % 8))
    expected = {
        (term, number, min(count, 7))
        for number, told in enumerate(_terms(given_))
        for term, count in Counter(told).items()
    }
    assert stands == expected


def _terms(episodes: dict[str, list[SearchPassage]]) -> Iterator[list[str]]:
    """The terms of each passage, in the language of its episode."""
    for passages in episodes.values():
        language = language_of(" ".join(one.text for one in passages)[:4000])
        for one in passages:
            yield [term for term, _ in terms_of(one.text, language)]


@given(WORDS)
def test_no_text_ends_the_script_that_holds_it(text: str) -> None:
    told = script("x", {"text": text})
    assert facts_of(told) == {"text": text}
    assert told.count("\n") == 1
    assert told.isascii()


@pytest.fixture
def entries(tmp_path: Path) -> list[Entry]:
    found = []
    for name, said in (("one", "We baked bread."), ("two", "The bridge is of iron.")):
        turns = tuple(
            Turn(n, "Ann", (Cue(f"{said} For the {n}th time, said loud. " * 3),)) for n in range(3)
        )
        talk = Transcript(name, turns, Source(f"{name}.txt"))
        path = tmp_path / "archive" / f"{name}.karpathy.md"
        write(made(talk), path)
        found.append(Entry(name, "karpathy", name, State.DONE, title=name, output=str(path)))
    return found


def built(entries: list[Entry], site: Path, *, searchable: bool = True) -> SiteBuilt:
    return build(entries, site, SiteOptions("A Show", searchable=searchable))


def test_the_index_is_made_anew_where_an_episode_changed_and_only_then(
    entries: list[Entry], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    assert built(entries, site).lost == ()
    index = (site / "search" / "index.js").read_text()
    files = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    again = built(entries, site)
    assert (again.written, again.removed) == (0, 0)
    assert files == {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}

    built(entries[:1], site)
    assert not (site / "search" / "episodes" / "two.karpathy.js").exists()
    assert (site / "search" / "index.js").read_text() != index

    (site / "search" / "index.js").unlink()
    built(entries[:1], site)
    assert (site / "search" / "index.js").is_file()


def test_without_search_there_is_no_index(entries: list[Entry], tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(entries, site)
    built(entries, site, searchable=False)
    assert not (site / "search").exists()
    assert not (site / "search.html").exists()


@pytest.mark.parametrize("after", [0, 1])
def test_an_index_that_was_broken_off_is_made_the_next_time(
    entries: list[Entry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    site = tmp_path / "site"
    built(entries[:1], site)
    with monkeypatch.context() as patch:
        patch.setattr("restyle.archive.site.searched.index_scripts", _broken_off(after))
        with pytest.raises(KeyboardInterrupt):
            built(entries, site)

    built(entries, site)
    index = facts_of((site / "search" / "index.js").read_text())
    assert index["episodes"] == ["one.karpathy", "two.karpathy"]
    assert "bridg" in (site / "search" / "words" / "0.js").read_text()


def _broken_off(after: int) -> object:
    def scripts(*given: object) -> Iterator[tuple[str, str]]:
        for n, made_script in enumerate(index_scripts(*given)):  # type: ignore[arg-type]
            if n == after:
                raise KeyboardInterrupt
            yield made_script

    return scripts


def test_a_page_that_stays_as_it_was_made_without_search_stops_no_index(
    entries: list[Entry], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    built(entries, site, searchable=False)
    Path(entries[1].output).write_text("no longer a document")
    for record in Path(entries[1].output).parent.glob("two*.json"):
        record.unlink()

    result = built(entries, site)

    assert len(result.lost) == 1
    assert (site / "episodes" / "two.karpathy.html").is_file()
    assert facts_of((site / "search" / "index.js").read_text())["episodes"] == ["one.karpathy"]


def test_somebody_elses_file_is_refused_before_anything_is_written(
    entries: list[Entry], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    (site / "search").mkdir(parents=True)
    (site / "search" / "index.js").write_text("mine")
    with pytest.raises(OutputError, match="is not as a site left it"):
        built(entries, site)
    assert [path.name for path in site.rglob("*") if path.is_file()] == ["index.js"]
