"""The house style in Word: built-in styles with the look of the house, heads and feet of pages, numbering."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml.builder import ElementMaker

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = ElementMaker(namespace=NAMESPACE, nsmap={"w": NAMESPACE})
ACCENT, QUIET, INK, RULE, TINT = "1F5A7A", "55606B", "1B1F24", "C9D1D8", "F2F6F8"
WIDTH = 8950  # between the margins of an A4 page, in twentieths of a point
COUNTED = 90  # the numbering of paragraphs; further lists are counted from here on
_MARGIN = 1476
_FONT = "Times New Roman"
_REGIONS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}
# style: size in half points, colour, bold, space before, space after, keep with the next
_LOOKS: dict[str, tuple[int, str, bool, int, int, bool]] = {
    "Normal": (22, INK, False, 0, 140, False),
    "Title": (38, INK, True, 0, 200, True),
    "Subtitle": (24, INK, False, 0, 200, False),
    "Heading 1": (27, ACCENT, True, 380, 140, True),
    "Heading 2": (24, INK, True, 300, 120, True),
    "Heading 3": (22, QUIET, True, 260, 100, True),
    "List Number": (22, INK, False, 0, 140, False),
    "List Bullet": (22, INK, False, 0, 60, False),
    "Quote": (21, INK, False, 0, 120, False),
    "Header": (17, QUIET, False, 0, 0, False),
    "Footer": (17, QUIET, False, 0, 0, False),
}


def w(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML."""
    return f"{{{NAMESPACE}}}{name}"


def value(name: str, given: object) -> Any:  # noqa: ANN401 - elements of lxml have no public type
    """Return an element that holds one value."""
    return W(name, {w("val"): str(given)})


def set_styles(document: Any, language: str) -> None:  # noqa: ANN401 - python-docx has no types
    """Give the built-in styles the look of the house, and the document its language."""
    for name, look in _LOOKS.items():
        _set_style(document.styles[name].element, name, *look)
    properties = document.styles.element.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    for old in properties.findall(w("lang")):
        properties.remove(old)
    region = _REGIONS.get(language[:2], language)
    properties.append(W.lang({w("val"): region, w("eastAsia"): "zh-CN", w("bidi"): "ar-SA"}))


def _set_style(
    style: Any,  # noqa: ANN401
    name: str,
    size: int,
    colour: str,
    bold: bool,  # noqa: FBT001
    before: int,
    after: int,
    keep: bool,  # noqa: FBT001
) -> None:
    numbering = style.find(f"{w('pPr')}/{w('numPr')}")
    for old in (*style.findall(w("rPr")), *style.findall(w("pPr"))):
        style.remove(old)
    paragraph = W.pPr()
    if keep:
        paragraph.extend([W.keepNext(), W.keepLines()])
    if numbering is not None and name != "List Number":  # which is counted apart for each list
        paragraph.append(numbering)
    if name in {"Header", "Footer"}:
        paragraph.append(W.tabs(W.tab({w("val"): "right", w("pos"): str(WIDTH)})))
    paragraph.append(
        W.spacing({w("before"): str(before), w("after"): str(after), w("line"): "264", w("lineRule"): "auto"})
    )
    if name == "Quote":
        paragraph.append(W.ind({w("left"): "794", w("right"): "284"}))
    if name.startswith("Heading "):
        paragraph.append(value("outlineLvl", int(name[-1]) - 1))
    style.extend([paragraph, run_look(size, colour, bold=bold)])


def run_look(size: int, colour: str, *, bold: bool = False) -> Any:  # noqa: ANN401
    """Return the look of words: size in half points, colour, the fonts of the house."""
    fonts = {w(key): _FONT for key in ("ascii", "hAnsi", "cs")}
    run = W.rPr(W.rFonts({**fonts, w("eastAsia"): "SimSun"}))
    if bold:
        run.extend([W.b(), W.bCs()])
    run.extend([value("color", colour), value("sz", size), value("szCs", size)])
    return run


def set_numbering(document: Any, lists: int) -> None:  # noqa: ANN401
    """Define how paragraphs are numbered through the document, and each of its counted lists from 1."""
    part = document.part.numbering_part.element
    for number in range(COUNTED, COUNTED + lists + 1):
        level = W.lvl(
            {w("ilvl"): "0"},
            value("start", 1),
            value("numFmt", "decimal"),
            value("lvlText", "%1."),
            value("lvlJc", "left"),
            W.pPr(W.ind({w("left"): "510", w("hanging"): "510"})),
        )
        definition = W.abstractNum({w("abstractNumId"): str(number)}, value("multiLevelType", "singleLevel"), level)
        part.insert(0, definition)
        part.append(W.num({w("numId"): str(number)}, value("abstractNumId", number)))


def set_page(document: Any, running: str, mark: str, foot: str, numbering: str) -> None:  # noqa: ANN401
    """Set paper and margins, and what stands at the head and foot of each page; the first bears no running head."""
    from docx.shared import Twips

    first = document.sections[0]
    first.page_width, first.page_height = Twips(11906), Twips(16838)
    first.left_margin = first.right_margin = first.top_margin = Twips(_MARGIN)
    first.bottom_margin, first.header_distance, first.footer_distance = Twips(1360), Twips(700), Twips(650)
    first.different_first_page_header_footer = True
    _fill(first.header, [_run(running), W.r(W.tab()), _run(mark)], rule=True)
    _fill(first.first_page_header, [W.r(W.tab()), _run(mark)])
    for footer in (first.footer, first.first_page_footer):
        _fill(footer, [_run(foot), W.r(W.tab()), *_numbers(numbering)])


def _fill(place: Any, runs: Sequence[Any], *, rule: bool = False) -> None:  # noqa: ANN401
    place.is_linked_to_previous = False
    paragraph = place.paragraphs[0]._p  # noqa: SLF001
    if rule:
        line = W.bottom({w("val"): "single", w("sz"): "4", w("space"): "4", w("color"): RULE})
        paragraph.get_or_add_pPr().append(W.pBdr(line))
    paragraph.extend(runs)


def _run(text: str) -> Any:  # noqa: ANN401
    return W.r(W.t(text, {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}))


def _numbers(numbering: str) -> list[Any]:
    """Return "Page x of y" with x and y as fields, which Word works out itself."""
    before, _, rest = numbering.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return [_run(before), _field("PAGE"), _run(between), _field("NUMPAGES"), _run(after)]


def _field(code: str) -> Any:  # noqa: ANN401
    return W.fldSimple({w("instr"): f" {code} "}, _run("1"))
