import io
import zipfile
from dataclasses import replace

from lxml import etree

from restyle.document.document import Document
from restyle.document.write import rendered
from tests.document.made import TALK, made

XHTML = "{http://www.w3.org/1999/xhtml}"


def book(document: Document | None = None) -> zipfile.ZipFile:
    made_of = rendered(document or made(), "epub")
    assert isinstance(made_of, bytes)
    return zipfile.ZipFile(io.BytesIO(made_of))


def parsed(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(name), parser)


def test_the_container_is_as_the_standard_has_it() -> None:
    archive = book()
    first = archive.infolist()[0]

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read("mimetype") == b"application/epub+zip"
    assert b"EPUB/package.opf" in archive.read("META-INF/container.xml")


def test_every_file_is_well_formed_and_in_the_manifest() -> None:
    archive = book()
    package = parsed(archive, "EPUB/package.opf")
    listed = {item.get("href") for item in package.iter("{*}item")}
    spine = [item.get("idref") for item in package.iter("{*}itemref")]

    assert listed == {
        "nav.xhtml", "book.css", "title.xhtml", "c001.xhtml", "c002.xhtml", "c003.xhtml",
    }  # fmt: skip
    assert spine == ["title", "nav", "c001", "c002", "c003"]
    for name in archive.namelist():
        if name.endswith(("xhtml", "xml", "opf")):
            parsed(archive, name)


def test_the_package_says_what_the_book_is() -> None:
    package = parsed(book(), "EPUB/package.opf")
    told = {
        one.tag.rpartition("}")[2]: one.text
        for one in package.iter("{http://purl.org/dc/elements/1.1/}*")
    }

    assert told["title"] == "Bread & Bridges — Rewritten"
    assert told["language"] == "en"
    assert told["date"] == "2024-05-06"
    assert told["description"] == "Ann says that bread rises, slowly."
    assert told["source"] == "https://show.example/1"


def test_chapters_hold_the_sections_and_no_markup_of_the_talk() -> None:
    archive = book()
    chapter = parsed(archive, "EPUB/c001.xhtml")
    links = [a.get("href") for a in parsed(archive, "EPUB/nav.xhtml").iter(f"{XHTML}a")]

    assert chapter.findtext(f".//{XHTML}h1") == "On <Bread> & "
    assert not list(chapter.iter(f"{XHTML}script"))
    assert links == ["title.xhtml", "c001.xhtml", "c002.xhtml", "c003.xhtml"]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert rendered(made(), "epub") == rendered(made(), "epub")


def test_a_book_may_be_read_from_right_to_left() -> None:
    package = book(made(language="he")).read("EPUB/package.opf").decode()

    assert 'page-progression-direction="rtl"' in package


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    strange = replace(made(replace(TALK, title="x")), title="A\x01B\ud800C\x0bD")

    assert parsed(book(strange), "EPUB/title.xhtml").findtext(f".//{XHTML}h1") == "ABCD"
