"""Footnotes in Word: a part of the package with the notes, their styles, and the marks that refer to them."""

from __future__ import annotations

from typing import Any

from lxml import etree

from .docx_styles import QUIET, W, run_look, value, w
from .page import Note

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
_SEPARATORS = {"separator": -1, "continuationSeparator": 0}
_AFTER = frozenset(
    "endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats "
    "doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults "
    "doNotEmbedSmartTags decimalSymbol listSeparator".split()
)
"""What stands after the footnotes among the settings of a document, in ECMA-376."""
Element = Any  # lxml has no public name for it


def mark(note: Note) -> Element:
    """Return the run that refers to a note; Word shows its number there."""
    return W.r(W.rPr(value("rStyle", "FootnoteReference")), W.footnoteReference({w("id"): str(note.number)}))


def set_footnotes(document: Any, notes: list[Note]) -> None:  # noqa: ANN401 - python-docx has no types
    """Put the notes into a document, with the lines that separate them from the text; nothing where there are none."""
    if not notes:
        return
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    root = W.footnotes(*(_separator(kind, at) for kind, at in _SEPARATORS.items()), *(_note(note) for note in notes))
    stored = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    part = Part(PackURI("/word/footnotes.xml"), _TYPE, stored, document.part.package)
    document.part.relate_to(part, _RELATION)
    _set_styles(document.styles.element)
    _set_settings(document.settings.element)


def _separator(kind: str, at: int) -> Element:
    spacing = W.spacing({w("after"): "0", w("line"): "240", w("lineRule"): "auto"})
    return W.footnote({w("type"): kind, w("id"): str(at)}, W.p(W.pPr(spacing), W.r(W(kind))))


def _note(note: Note) -> Element:
    sign = W.r(W.rPr(value("rStyle", "FootnoteReference")), W.footnoteRef())
    words = W.r(W.t(f" {note.text}", _PRESERVE))
    return W.footnote({w("id"): str(note.number)}, W.p(W.pPr(value("pStyle", "FootnoteText")), sign, words))


def _set_styles(styles: Element) -> None:
    """Add the two built-in styles of footnotes, which the template has not."""
    spacing = W.spacing({w("before"): "0", w("after"): "40", w("line"): "240", w("lineRule"): "auto"})
    styles.append(
        W.style(
            {w("type"): "paragraph", w("styleId"): "FootnoteText"},
            value("name", "footnote text"),
            value("basedOn", "Normal"),
            value("uiPriority", 99),
            W.pPr(spacing),
            run_look(17, QUIET),
        )
    )
    styles.append(
        W.style(
            {w("type"): "character", w("styleId"): "FootnoteReference"},
            value("name", "footnote reference"),
            value("basedOn", "DefaultParagraphFont"),
            value("uiPriority", 99),
            W.rPr(value("vertAlign", "superscript")),
        )
    )


def _set_settings(settings: Element) -> None:
    """Say which notes are the separators, at the place that the standard gives it."""
    place = next((at for at, one in enumerate(settings) if etree.QName(one).localname in _AFTER), len(settings))
    settings.insert(place, W.footnotePr(*(W.footnote({w("id"): str(at)}) for at in _SEPARATORS.values())))
