"""Pages as DOCX: real headings, lists and tables, so that Word, its outline and a screen reader know what is what."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from .docx_notes import mark, set_footnotes
from .docx_styles import ACCENT, COUNTED, QUIET, RULE, TINT, WIDTH, W, set_numbering, set_page, set_styles, value, w
from .page import Block, Facts, Heading, Holds, Listed, Page, Paragraph, Run, Table, Tone, Words, right_to_left

_PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_FACTS = (1900, WIDTH - 1900)
_BOXED = frozenset({Holds.DECISIONS, Holds.ACTIONS})
Element = Any  # lxml has no public name for it


def write_docx(page: Page) -> bytes:
    """Return the page as DOCX. The same page gives the same bytes."""
    import docx

    document = docx.Document()
    set_styles(document, page.language)
    set_numbering(document, sum(isinstance(block, Listed) and block.counted for block in page.blocks))
    set_page(document, page.running, page.mark, page.subject, page.numbering)
    _set_properties(document.core_properties, page)
    body = document.element.body
    end = body.index(body.sectPr)
    set_footnotes(document, page.notes())
    for element in (_paragraph("Title", (Run(page.title),)), *_Body().elements(page.blocks)):
        body.insert(end, element)
        end += 1
    stored = io.BytesIO()
    document.save(stored)
    return _dateless(stored.getvalue())


def _set_properties(properties: Any, page: Page) -> None:  # noqa: ANN401 - python-docx has no types
    properties.title, properties.author, properties.subject = page.title[:255], page.author[:255], page.subject[:255]
    properties.language, properties.comments, properties.keywords = page.language, "", ""
    properties.last_modified_by, properties.revision = page.author[:255], 1
    properties.created = properties.modified = _moment(page.date)


def _moment(day: str | None) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day or ""), datetime.min.time(), tzinfo=UTC)
    except ValueError:
        return _EPOCH


def _dateless(data: bytes) -> bytes:
    """Return the package without the hour at which it was packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _FIRST_ZIP_DAY), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


class _Body:
    """Makes the elements of a body; counts the lists that are numbered apart."""

    def __init__(self) -> None:
        self._lists = COUNTED

    def elements(self, blocks: tuple[Block, ...]) -> Iterator[Element]:
        for block in blocks:
            if isinstance(block, Heading):
                yield _paragraph(f"Heading{block.level}", (Run(block.text),))
            elif isinstance(block, Listed):
                yield from self._list(block)
            elif isinstance(block, Facts):
                yield from (_facts(block), _gap())
            elif isinstance(block, Table):
                yield from (_table(block), _gap())
            else:
                yield _told(block)

    def _list(self, block: Listed) -> Iterator[Element]:
        self._lists += block.counted
        for words in block.items:
            numbering = self._lists if block.counted else None
            yield _paragraph("ListNumber" if block.counted else "ListBullet", words, numbering=numbering, tight=True)


def _told(block: Paragraph) -> Element:
    if block.number is not None:
        return _paragraph("ListNumber", block.words, numbering=COUNTED, leads=block.leads)
    return _paragraph(_STYLES.get(block.tone, "Normal"), block.words, language=block.language)


_STYLES = {Tone.LEAD: "Subtitle", Tone.QUOTE: "Quote"}


def _paragraph(
    style: str,
    words: Words,
    *,
    numbering: int | None = None,
    tight: bool = False,
    language: str = "",
    leads: bool = False,
) -> Element:
    properties = W.pPr(value("pStyle", style), *([W.keepNext()] if leads else []))
    if numbering is not None:
        properties.append(W.numPr(value("ilvl", 0), value("numId", numbering)))
    if right_to_left(language):
        properties.append(W.bidi())
    if tight:
        properties.append(W.spacing({w("after"): "60"}))
    return W.p(properties, *(element for run in words for element in _runs(run, language)))


def _runs(run: Run, language: str = "") -> Iterator[Element]:
    """Yield the elements of a run: its words, and the mark of its footnote."""
    element = _run(run)
    if language:
        _speak(element, language)
    yield element
    if run.note:
        yield mark(run.note)


def _speak(run: Element, language: str) -> None:
    """Say in which language the words of a run are, and that they run from right to left where they do."""
    look = _look_of(run)
    backwards = right_to_left(language)
    look.extend([W.rtl()] if backwards else [])
    look.append(W.lang({w("bidi" if backwards else "val"): language}))


def _run(run: Run, *, strong: bool = False, colour: str | None = None) -> Element:
    look = W.rPr()
    if run.strong or strong:
        look.extend([W.b(), W.bCs()])
    if run.quiet or colour:
        look.append(value("color", colour or QUIET))
    return W.r(*([look] if len(look) else []), W.t(run.text, _PRESERVE))


def _gap() -> Element:
    """Return the white space below a table, which a table has none of by itself."""
    return W.p(W.pPr(W.spacing({w("before"): "0", w("after"): "0", w("line"): "200", w("lineRule"): "exact"})))


def _facts(block: Facts) -> Element:
    rows = []
    for label, told in block.rows:
        head = _cell(_FACTS[0], [_in_cell((Run(label, quiet=True),))], first=False, boxed=False)
        rows.append(W.tr(head, _cell(_FACTS[1], [_in_cell((Run(told),))], first=False, boxed=False)))
    top = {w("val"): "single", w("sz"): "8", w("space"): "0", w("color"): ACCENT}
    return W.tbl(_table_properties(first_row=False, top=W.top(top)), _grid(_FACTS), *rows)


def _table(table: Table) -> Element:
    shares = sum(column.share for column in table.columns)
    widths = [round(WIDTH * column.share / shares) for column in table.columns]
    boxed = table.holds in _BOXED
    heads = [
        _cell(width, [_in_cell((Run(column.label),), head=True)], first=not at, boxed=boxed)
        for at, (width, column) in enumerate(zip(widths, table.columns, strict=True))
    ]
    rows = [W.tr(W.trPr(W.cantSplit(), W.tblHeader()), *heads)]
    for row in table.rows:
        cells = [
            _cell(width, [_in_cell(words) for words in cell] or [_in_cell(())], first=not at, boxed=boxed)
            for at, (width, cell) in enumerate(zip(widths, row, strict=True))
        ]
        rows.append(W.tr(*cells))
    return W.tbl(_table_properties(first_row=True), _grid(widths), *rows)


def _table_properties(*, first_row: bool, top: Element | None = None) -> Element:
    line = {w("val"): "single", w("sz"): "4", w("space"): "0", w("color"): RULE}
    borders = W.tblBorders(*([top] if top is not None else []), W.bottom(line), W.insideH(line))
    look = {w("firstRow"): str(int(first_row)), w("firstColumn"): str(int(not first_row)), w("noHBand"): "1"}
    return W.tblPr(
        W.tblW({w("w"): str(WIDTH), w("type"): "dxa"}),
        borders,
        W.tblLayout({w("type"): "fixed"}),
        W.tblCellMar(*(W(side, {w("w"): width, w("type"): "dxa"}) for side, width in _CELL_MARGINS)),
        W.tblLook({w("val"): "0420" if first_row else "0480", **look, w("lastRow"): "0", w("lastColumn"): "0"}),
    )


_CELL_MARGINS = (("top", "60"), ("left", "100"), ("bottom", "60"), ("right", "100"))


def _grid(widths: tuple[int, ...] | list[int]) -> Element:
    return W.tblGrid(*(W.gridCol({w("w"): str(width)}) for width in widths))


def _cell(width: int, paragraphs: list[Element], *, first: bool, boxed: bool) -> Element:
    properties = W.tcPr(W.tcW({w("w"): str(width), w("type"): "dxa"}))
    if boxed and first:
        bar = {w("val"): "single", w("sz"): "24", w("space"): "0", w("color"): ACCENT}
        properties.append(W.tcBorders(W.left(bar)))
    if boxed:
        properties.append(W.shd({w("val"): "clear", w("color"): "auto", w("fill"): TINT}))
    return W.tc(properties, *paragraphs)


def _in_cell(words: Words, *, head: bool = False) -> Element:
    properties = W.pPr(*([W.keepNext()] if head else []), W.spacing({w("before"): "0", w("after"): "20"}))
    runs = [_run(run, strong=True, colour=QUIET) if head else _run(run) for run in words]
    for run in runs:
        _look_of(run).extend([value("sz", 20), value("szCs", 20)])
    marks = [[mark(run.note)] if run.note else [] for run in words]
    return W.p(properties, *(element for run, noted in zip(runs, marks, strict=True) for element in (run, *noted)))


def _look_of(run: Element) -> Element:
    look = run.find(w("rPr"))
    if look is None:
        look = W.rPr()
        run.insert(0, look)
    return look
