"""Word documents, through python-docx: Markdown's blocks as paragraphs in Word's own styles."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import docx
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from markdown_it import MarkdownIt
from markdown_it.token import Token

from restyle.document.citations import CitationStyle
from restyle.document.document import Document, parts_of
from restyle.document.formats._zip import for_xml, repacked
from restyle.document.formats.html import language_of
from restyle.document.formats.markdown import credit
from restyle.text.languages import is_right_to_left
from restyle.text.markdown.plain import plain

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_DEEPEST = 3  # lists within lists that Word's own styles know
_INK = RGBColor(0x1D, 0x1D, 0x1F)
_SOFT = RGBColor(0x65, 0x65, 0x6B)
_MONOSPACE = "Consolas"
_LISTS = {"bullet_list_open": "List Bullet", "ordered_list_open": "List Number"}
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}
_NESTING = ("bullet_list", "ordered_list", "blockquote", "table", "tr_")
_WHEN = datetime(2000, 1, 1, tzinfo=UTC)  # so that the same talk gives the same bytes
_MOST_OF_A_PROPERTY = 255  # letters


def render(document: Document, citing: CitationStyle) -> bytes:
    """Return the document as a Word file."""
    del citing  # they stand in the text
    language = for_xml(language_of(document))
    book = _Book(docx.Document(), rtl=is_right_to_left(language))
    _styled(book.word, language)
    _described(book.word, document)
    book.line(document.title, "Title")
    if document.summary:
        book.line(document.summary, "Body Text")
    if document.subtitle:
        book.line(document.subtitle, "Subtitle")
    for heading, blocks in parts_of(document):
        book.line(heading, "Heading 1")
        for block in blocks:
            book.blocks(block)
    book.line(credit(document), "Caption")
    file = io.BytesIO()
    book.word.save(file)
    return repacked(file.getvalue())


def _styled(word: Word, language: str) -> None:
    """A page that one likes to read, in styles that whoever gets the file can change."""
    styles = word.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(11)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing = 1.3
    for name, size, before in (("Title", 24, 0), ("Heading 1", 15, 20), ("Subtitle", 11, 0)):
        style = styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        style.font.color.rgb = _SOFT if name == "Subtitle" else _INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_before = Pt(before)
    styles["Body Text"].font.size = Pt(13)
    styles["Caption"].font.color.rgb, styles["Caption"].font.bold = _SOFT, False
    if language:
        element = normal.element.get_or_add_rPr()
        spoken = OxmlElement("w:lang")
        for attribute in ("w:val", "w:eastAsia", "w:bidi"):
            spoken.set(qn(attribute), language)
        element.append(spoken)


def _described(word: Word, document: Document) -> None:
    known, facts = document.metadata, word.core_properties
    facts.title = for_xml(plain(document.title))[:_MOST_OF_A_PROPERTY]
    speakers = known.speakers or document.transcript.speakers
    facts.author = for_xml(", ".join(speakers))[:_MOST_OF_A_PROPERTY]
    facts.comments = for_xml(plain(document.summary))[:_MOST_OF_A_PROPERTY]
    facts.last_modified_by = f"restyle {document.version}"
    facts.created = facts.modified = _WHEN
    facts.revision = 1


@dataclass(frozen=True, slots=True)
class _Marks:
    """What is in force at a place of a line: so many marks of bold and of italics, and a link."""

    bold: int = 0
    italic: int = 0
    link: str = ""

    def after(self, token: Token) -> "_Marks":
        """Return what is in force after a mark."""
        if token.type in ("strong_open", "strong_close"):
            return replace(self, bold=self.bold + token.nesting)
        if token.type in ("em_open", "em_close"):
            return replace(self, italic=self.italic + token.nesting)
        if token.type in ("link_open", "link_close"):
            return replace(self, link=str(token.attrs.get("href", "")))
        return self


class _Book:
    """A Word document that is being written."""

    def __init__(self, word: Word, *, rtl: bool) -> None:
        self.word = word
        self._rtl = rtl
        self._quoted = 0
        self._lists: list[tuple[str, int | None]] = []  # each with its style and its numbering
        self._rows: list[list[Token]] | None = None  # of the table that is being read

    def line(self, text: str, style: str) -> None:
        """Add one line of Markdown in a style."""
        (block,) = _MARKDOWN.parseInline(for_xml(text))
        self._runs(self._paragraph(style), block.children or ())

    def blocks(self, text: str) -> None:
        """Add blocks of Markdown."""
        for token in _MARKDOWN.parse(for_xml(text)):
            if token.type.startswith(_NESTING):
                self._nest(token)
            elif token.type == "inline" and self._rows is not None:
                self._rows[-1].append(token)
            elif token.type == "inline":
                self._runs(self._block(), token.children or ())
            elif token.type in ("fence", "code_block"):
                run = self._paragraph("No Spacing").add_run(for_xml(token.content.rstrip("\n")))
                run.font.name = _MONOSPACE

    def _nest(self, token: Token) -> None:
        """Begin or end what other blocks stand in: a list, a quotation, a table or its row."""
        if token.type.startswith("blockquote"):
            self._quoted += token.nesting
        elif token.type in _LISTS:
            depth = min(len(self._lists) + 1, _DEEPEST)
            name = _LISTS[token.type] + (f" {depth}" if depth > 1 else "")
            number = self._numbered_anew(name) if token.type == "ordered_list_open" else None
            self._lists.append((name, number))
        elif token.type.endswith("list_close"):
            self._lists.pop()
        elif token.type == "table_open":
            self._rows = []
        elif token.type == "tr_open" and self._rows is not None:
            self._rows.append([])
        elif token.type == "table_close" and self._rows is not None:
            rows, self._rows = self._rows, None
            self._table(rows)

    def _numbered_anew(self, style: str) -> int:
        """A numbering of its own for a list, which in Word would go on after the one before."""
        numbering = self.word.part.numbering_part.element
        own = self.word.styles[style].element.pPr.numPr.numId.val
        number = numbering.add_num(numbering.num_having_numId(own).abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)

    def _block(self) -> Paragraph:
        """A paragraph in the style of what it stands in."""
        if not self._lists:
            return self._paragraph("Quote" if self._quoted else "Normal")
        style, number = self._lists[-1]
        made = self._paragraph(style)
        if number is not None:
            properties = made.paragraph_format.element.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val = number
        return made

    def _paragraph(self, style: str) -> Paragraph:
        made = self.word.add_paragraph(style=style)
        if self._rtl:
            made.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
        return made

    def _table(self, rows: Sequence[Sequence[Token]]) -> None:
        width = max((len(row) for row in rows), default=0)
        if not width:
            return
        table = self.word.add_table(len(rows), width, style="Light List")
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, token in zip(row.cells, cells, strict=False):
                self._runs(cell.paragraphs[0], token.children or ())

    def _runs(self, paragraph: Paragraph, tokens: Sequence[Token]) -> None:
        """The words of a line, each run as bold, slanted, linked or typed as Markdown has it."""
        marks = _Marks()
        for token in tokens:
            if token.type not in ("text", "code_inline", "softbreak", "hardbreak"):
                marks = marks.after(token)
                continue
            run = paragraph.add_run(_BREAKS.get(token.type, for_xml(token.content)))
            run.bold, run.italic = bool(marks.bold) or None, bool(marks.italic) or None
            if token.type == "code_inline":
                run.font.name = _MONOSPACE
            if marks.link:
                _linked(paragraph, run, marks.link)
            if self._rtl:
                run.font.rtl = True


def _linked(paragraph: Paragraph, run: Run, address: str) -> None:
    """Make a run a link; Word keeps where it leads beside the document's text."""
    number = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), number)
    run.font.underline = True
    paragraph._p.append(link)  # noqa: SLF001 - python-docx has no other way
    link.append(run._r)  # noqa: SLF001
