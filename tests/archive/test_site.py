"""The site of an archive, made of documents that lie in its folder."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

import restyle
from restyle.archive.entry import Entry, State
from restyle.archive.site.build import SiteBuilt, SiteOptions, build
from restyle.archive.site.names import joined, key_of
from restyle.archive.site.state import FILE_NAME
from restyle.document.document import Document
from restyle.errors import OutputError, ThemeError
from restyle.topics.outline import Term
from restyle.transcript.transcript import Metadata
from tests.document.made import TALK, made

ATOM = "{http://www.w3.org/2005/Atom}"


def entry(folder: Path, name: str, document: Document | None = None, **facts: object) -> Entry:
    path = folder / f"{name}.karpathy.md"
    restyle.write(document or made(replace(TALK, metadata=replace(TALK.metadata, date=""))), path)
    known: dict[str, object] = {"title": name, "date": "2024-05-06", **facts}
    return Entry(name, "karpathy", name, State.DONE, output=str(path), **known)  # type: ignore[arg-type]


@pytest.fixture
def archive(tmp_path: Path) -> list[Entry]:
    folder = tmp_path / "archive"
    return [
        entry(folder, "One & <Only>", date="2023-01-02", guests=("Ann",)),
        entry(folder, "Two", date="2024-05-06"),
        entry(folder, "Two and a half", date=""),
    ]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def made_site(entries: list[Entry], site: Path, **options: object) -> SiteBuilt:
    return build(entries, site, SiteOptions("A Show", searchable=False, **options))  # type: ignore[arg-type]


def files(site: Path) -> set[str]:
    return {one.relative_to(site).as_posix() for one in site.rglob("*") if one.is_file()}


def tree(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text("utf-8"))


def test_a_site_has_its_pages(archive: list[Entry], site: Path) -> None:
    built = made_site(archive, site, address="https://a.example/x/", about="On bread.")

    assert (built.episodes, built.lost) == (3, ())
    assert files(site) == {
        "index.html", "people.html", "terms.html", "takeaways.html", "feed.xml", "sitemap.xml",
        "llms.txt", "chapters.txt", FILE_NAME,
        *(
            f"episodes/{name}.karpathy.{ending}"
            for name in ("one-only-", "two", "two-and-a-half")
            for ending in ("html", "md", "chapters.json")
        ),
    }  # fmt: skip


def test_every_link_of_every_page_leads_somewhere(archive: list[Entry], site: Path) -> None:
    made_site(archive, site)
    pages = {one: tree(one) for one in site.rglob("*.html")}

    links = 0
    for page, parsed in pages.items():
        for link in parsed.css("a[href]"):
            place = str(link.attributes["href"])
            if re.match(r"https?:", place):
                continue
            file, _, anchor = place.partition("#")
            target = (page.parent / file.replace("%20", " ")).resolve() if file else page
            assert target.is_file(), (page, place)
            if anchor and target in pages:
                assert pages[target].css_first(f'[id="{anchor}"]') is not None, (page, place)
            links += 1
    assert links > 100


def test_the_front_page_has_the_latest_first_and_no_markup_of_a_title(
    archive: list[Entry], site: Path
) -> None:
    made_site(archive, site)
    page = tree(site / "index.html")

    assert [one.text() for one in page.css("h3")] == ["Two", "One & <Only>", "Two and a half"]
    assert [one.text() for one in page.css("h2")] == ["2024", "2023", "Without a date"]


def test_people_and_terms_are_joined_by_whole_names(archive: list[Entry], site: Path) -> None:
    made_site(archive, site)
    people, terms = tree(site / "people.html"), tree(site / "terms.html")

    assert [one.text() for one in people.css("dt")] == ["Ann", "Bob", "Bob_<i>"]
    assert len(people.css("#ann ~ dd a")) >= 3
    assert [one.text() for one in terms.css("dt")] == ["Flour"]  # what no section names is left out
    assert "ground grain" in terms.css("dd")[0].text()


def test_a_name_is_joined_with_itself_however_it_is_written() -> None:
    assert key_of("Ada  LOVELACE") == key_of("ada lovelace") != key_of("Ada")
    people, terms = joined([])
    assert (people, terms) == ((), ())


def test_a_feed_is_atom(archive: list[Entry], site: Path) -> None:
    made_site(archive, site, address="https://a.example/x/")
    feed = etree.fromstring((site / "feed.xml").read_bytes())
    entries = feed.findall(f"{ATOM}entry")

    assert feed.findtext(f"{ATOM}updated") == "2024-05-06T00:00:00Z"
    assert [one.findtext(f"{ATOM}title") for one in entries][1] == "One & <Only>"
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == 3
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://a.example/x/episodes/two.karpathy.html"


def test_chapters_are_those_of_the_recording(archive: list[Entry], site: Path) -> None:
    made_site(archive, site, address="https://a.example/x/")
    found = json.loads((site / "episodes/two.karpathy.chapters.json").read_text("utf-8"))

    assert [one["title"] for one in found["chapters"]] == ["On <Bread> & Salt", "What Follows"]
    assert (
        '<podcast:chapters url="https://a.example/x/episodes/two.karpathy.chapters.json" '
        'type="application/json+chapters"/>'
    ) in (site / "chapters.txt").read_text("utf-8")


def test_only_what_changed_is_made_anew(archive: list[Entry], site: Path) -> None:
    made_site(archive, site)
    again = made_site(archive, site)
    path = Path(archive[1].output)
    path.write_text(path.read_text("utf-8").replace("slowly", "very slowly"), "utf-8")
    changed = made_site(archive, site)

    assert (again.written, again.removed) == (0, 0)
    assert 0 < changed.written <= 5
    assert "very slowly" in (site / "episodes/two.karpathy.html").read_text("utf-8")


def test_what_is_gone_from_the_archive_goes_from_the_site(archive: list[Entry], site: Path) -> None:
    made_site(archive, site)
    (site / "mine.html").write_text("mine")
    built = made_site(archive[:2], site)

    assert built.removed == 3
    assert not (site / "episodes/two-and-a-half.karpathy.html").exists()
    assert (site / "mine.html").read_text() == "mine"


def test_nothing_of_somebody_else_is_replaced_or_removed(
    archive: list[Entry], site: Path, tmp_path: Path
) -> None:
    site.mkdir()
    (site / "index.html").write_text("mine")

    with pytest.raises(OutputError, match="is not as a site left it; --force"):
        made_site(archive, site)
    assert (site / "index.html").read_text() == "mine"

    made_site(archive, site, force=True)
    (tmp_path / "outside.txt").write_text("mine")
    state = json.loads((site / FILE_NAME).read_text("utf-8"))
    digest = "3fd30542fe3f61b14bd4a4b2dc0b6fb30fa6f63ebce52dd1778aaa8c4dc02cff"  # of "mine"
    state["files"]["../outside.txt"] = digest
    (site / FILE_NAME).write_text(json.dumps(state))
    made_site(archive, site)
    assert (tmp_path / "outside.txt").exists()


def test_a_damaged_state_is_no_state(archive: list[Entry], site: Path) -> None:
    made_site(archive, site)
    (site / FILE_NAME).write_text('{"files": 3}')

    with pytest.raises(OutputError, match="--force"):
        # what is there cannot be known for ours, where it would have to change
        made_site([replace(archive[0], title="Other"), *archive[1:]], site)


def test_a_document_that_cannot_be_read_stops_no_other(archive: list[Entry], site: Path) -> None:
    Path(f"{archive[0].output}.run.json").write_text("{}")
    built = made_site(archive, site)

    assert built.episodes == 2
    ((name, fault),) = built.lost
    assert name == "One & <Only>"
    assert "no record of its making" in fault


def test_two_episodes_of_one_name_have_two_pages(tmp_path: Path, site: Path) -> None:
    first = entry(tmp_path / "a", "Same")
    second = replace(entry(tmp_path / "b", "Same"), key="other")
    made_site([first, second], site)

    assert {"episodes/same.karpathy.html", "episodes/same.karpathy-2.html"} <= files(site)


def test_a_theme_hides_templates_file_by_file(
    archive: list[Entry], site: Path, tmp_path: Path
) -> None:
    theme = tmp_path / "theme"
    (theme / "site").mkdir(parents=True)
    (theme / "site" / "takeaways.html.jinja").write_text(
        '{% extends "site/page.html.jinja" %}{% block main %}Own {{ site_title }}{% endblock %}'
    )
    made_site(archive, site, theme=str(theme))

    assert "Own A Show" in (site / "takeaways.html").read_text("utf-8")
    assert "<h1>A Show</h1>" in (site / "index.html").read_text("utf-8")


def test_a_picture_is_taken_along_and_other_files_are_refused(
    archive: list[Entry], site: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "Cover.PNG"
    picture.write_bytes(b"\x89PNG")
    made_site(archive, site, art=str(picture))

    assert (site / "art.png").read_bytes() == b"\x89PNG"
    assert '<img src="art.png" alt="">' in (site / "index.html").read_text("utf-8")
    with pytest.raises(OutputError, match="expected a picture"):
        made_site(archive, site, art=str(tmp_path / "x.svg"))


def test_an_archive_without_a_document_has_no_site(site: Path) -> None:
    with pytest.raises(OutputError, match="nothing of this archive is done"):
        made_site([], site)
    assert not site.exists()


def test_pages_name_what_a_hostile_glossary_names_as_text(tmp_path: Path, site: Path) -> None:
    document = made()
    hostile = replace(
        document.outline, glossary=(Term("Flour", "<script>alert(1)</script> {{ 7*7 }}"),)
    )
    made_site([entry(tmp_path, "X", replace(document, outline=hostile))], site)
    page = tree(site / "terms.html")

    assert not page.css("main script")
    assert "<script>alert(1)</script> {{ 7*7 }}" in page.css("dd")[0].text()


def test_many_episodes_are_made_by_several_processes(tmp_path: Path, site: Path) -> None:
    entries = [entry(tmp_path / "a", f"Episode {n}") for n in range(30)]
    built = made_site(entries, site)

    assert built.episodes == 30
    assert len(list((site / "episodes").glob("*.html"))) == 30


def test_a_link_leads_nobody_out_of_the_folder(
    archive: list[Entry], site: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "f.txt").write_text("mine")
    made_site(archive, site)
    (site / "l").symlink_to(outside)
    state = json.loads((site / FILE_NAME).read_text("utf-8"))
    state["files"]["l/f.txt"] = "3fd30542fe3f61b14bd4a4b2dc0b6fb30fa6f63ebce52dd1778aaa8c4dc02cff"
    state["files"]["x" * 300] = ""
    (site / FILE_NAME).write_text(json.dumps(state))
    made_site(archive, site)
    assert (outside / "f.txt").exists()

    other = tmp_path / "other"
    other.mkdir()
    (other / "episodes").symlink_to(outside)
    with pytest.raises(OutputError, match="leads out of the site's folder"):
        made_site(archive, other)
    assert [one.name for one in outside.iterdir()] == ["f.txt"]


def test_a_picture_of_the_users_is_not_replaced(
    archive: list[Entry], site: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "Cover.png"
    picture.write_bytes(b"\x89PNG")
    site.mkdir()
    (site / "art.png").write_text("mine")

    with pytest.raises(OutputError, match=r"art.png: is there"):
        made_site(archive, site, art=str(picture))
    assert [one.name for one in site.iterdir()] == ["art.png"]


def test_after_a_failure_a_site_knows_its_own_files(archive: list[Entry], site: Path) -> None:
    made_site(archive, site)
    text = (site / "llms.txt").read_text("utf-8")
    (site / "llms.txt").write_text("mine")
    changed = [replace(archive[0], title="Another"), *archive[1:]]
    with pytest.raises(OutputError, match="llms.txt"):
        made_site(changed, site)
    (site / "llms.txt").write_text(text)

    assert made_site(changed, site).written > 0


def test_a_document_that_was_damaged_keeps_its_page(archive: list[Entry], site: Path) -> None:
    made_site(archive, site)
    for one in archive:
        Path(f"{one.output}.run.json").write_text("[" * 100_000)
    built = made_site(archive, site)

    assert built.episodes == 3
    assert all("its page stays as it was" in fault for _, fault in built.lost)
    assert len(list((site / "episodes").glob("*.html"))) == 3


def test_odd_documents_are_pages_or_one_line(tmp_path: Path, site: Path) -> None:
    odd = [
        replace(TALK, metadata=Metadata(url="http://[x", media="http://u:p@[x", date="May 5")),
        replace(TALK, title="A\x0bB", metadata=Metadata(url="https://u:secret@show.example/1")),
    ]
    entries = [
        replace(entry(tmp_path, f"Odd {n}", made(talk), date=""), title="T \x0b <b> -- \ud800")
        for n, talk in enumerate(odd)
    ]
    built = made_site(entries, site, address="https://a.example/")

    assert built.lost == ()
    etree.fromstring((site / "feed.xml").read_bytes())
    assert "<b>" not in (site / "llms.txt").read_text("utf-8").replace("\\<b", "")
    assert "<b>" not in (site / "chapters.txt").read_text("utf-8")
    assert all("secret" not in one.read_text("utf-8") for one in site.rglob("*") if one.is_file())


def test_an_episode_keeps_its_name_whatever_comes_after_it(tmp_path: Path, site: Path) -> None:
    first = entry(tmp_path / "a", "A b", date="2024-01-01")
    made_site([first], site)
    second = entry(tmp_path / "b", "A-b", date="2024-02-01")
    third = replace(entry(tmp_path / "c", "A-b.karpathy-2"), voice="x")
    made_site([first, second, third], site)

    assert "A b" in (site / "episodes/a-b.karpathy.html").read_text("utf-8")
    assert len(list((site / "episodes").glob("*.html"))) == 3


def test_signs_that_make_a_name_are_part_of_it() -> None:
    assert key_of("C++") != key_of("C#") != key_of("C")


def test_a_date_or_a_finding_that_changes_makes_the_page_anew(
    archive: list[Entry], site: Path
) -> None:
    made_site(archive, site)
    moved = [replace(archive[0], date="2031-01-01"), *archive[1:]]

    assert made_site(moved, site).written > 0
    assert tree(site / "index.html").css("h2")[0].text() == "2031"


@pytest.mark.parametrize("template", ["{% if %}", "{{ nosuch.thing }}", "{{ 1 // 0 }}"])
def test_a_theme_that_cannot_be_used_is_named(
    archive: list[Entry], site: Path, tmp_path: Path, template: str
) -> None:
    theme = tmp_path / "theme" / "site"
    theme.mkdir(parents=True)
    (theme / "index.html.jinja").write_text(template)

    with pytest.raises(ThemeError, match="theme"):
        made_site(archive, site, theme=str(theme.parent))


def test_an_unknown_voice_is_said_with_the_known(archive: list[Entry], site: Path) -> None:
    with pytest.raises(OutputError, match="in the voice karp; there are: karpathy"):
        made_site(archive, site, voice="karp")
