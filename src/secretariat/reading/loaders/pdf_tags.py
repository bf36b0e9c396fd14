"""The tags of a PDF: what its maker says is a heading, a list, a table, page by page and then as one tree."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from .pdf_pieces import direct

if TYPE_CHECKING:
    from types import ModuleType

_DEEPEST = 60
_MOST_KIDS = 200_000
_LONGEST_KIND = 64


class Marked(NamedTuple):
    """Content on a page, by the number that its page gives it."""

    page: int
    mark: int


@dataclass(slots=True)
class Tag:
    """A tag with what is in it, in reading order; ``None`` stands for what is on other pages.

    ``kind`` is the standard one (``P``, ``H1``, ``TD`` ...), whatever the maker of the file calls it.
    """

    kind: str
    kids: list[Tag | Marked | None] = field(default_factory=list)
    columns: int = 1

    def marks(self) -> Iterator[Marked]:
        """Yield all content within, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Marked):
                yield kid
            elif kid is not None:
                yield from kid.marks()

    def within(self) -> Iterator[Tag]:
        """Yield this tag and all within it."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.within()


class Tags:
    """Reads the tags of the pages of one document."""

    def __init__(self, pdfium: ModuleType) -> None:
        """Take the bindings."""
        self._pdfium = pdfium
        self._object_of = direct(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
        self._mark_of = direct(pdfium.FPDFPageObj_GetMarkedContentID)
        self._kids = 0

    def of_page(self, page: object, number: int) -> Tag | None:
        """Return the tags of a page, ``None`` where it has none."""
        tree = self._pdfium.FPDF_StructTree_GetForPage(page)
        if not tree:
            return None
        try:
            count = self._pdfium.FPDF_StructTree_CountChildren(tree)
            tops = (self._pdfium.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(count))
            return Tag("Document", [self._tag(top, number, 0) if top else None for top in tops])
        finally:
            self._pdfium.FPDF_StructTree_Close(tree)

    def _tag(self, element: object, page: int, depth: int) -> Tag | None:
        pdfium = self._pdfium
        count = max(pdfium.FPDF_StructElement_CountChildren(element), 0)
        self._kids += count
        if depth > _DEEPEST or self._kids > _MOST_KIDS:
            return None
        tag = Tag(self._kind(element))
        for index in range(count):
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if mark >= 0:
                tag.kids.append(Marked(page, mark))
                continue
            kid = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
            tag.kids.append(self._tag(kid, page, depth + 1) if kid else None)
        if tag.kind in {"TD", "TH"}:
            tag.columns = self._columns(element)
        return tag

    def _kind(self, element: object) -> str:
        buffer = ctypes.create_string_buffer(2 * _LONGEST_KIND)
        length = self._pdfium.FPDF_StructElement_GetType(element, buffer, 2 * _LONGEST_KIND)
        return buffer.raw[: max(min(length, 2 * _LONGEST_KIND) - 2, 0)].decode("utf-16-le", "replace")

    def _columns(self, element: object) -> int:
        """Return over how many columns a cell goes."""
        pdfium = self._pdfium
        number = ctypes.c_float()
        for index in range(max(pdfium.FPDF_StructElement_GetAttributeCount(element), 0)):
            attributes = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, index)
            given = pdfium.FPDF_StructElement_Attr_GetValue(attributes, b"ColSpan")
            if given and pdfium.FPDF_StructElement_Attr_GetNumberValue(given, ctypes.byref(number)):
                return max(int(number.value), 1)
        return 1

    def marks(self, text: object, count: int) -> list[int]:
        """Return for each character of a page the content that it belongs to, -1 for none.

        A space or line end that is not in the file itself belongs to what stands before it.
        """
        handle = ctypes.cast(text, ctypes.c_void_p)  # type: ignore[arg-type]
        known: dict[int, int] = {}
        found: list[int] = []
        before = -1
        for index in range(count):
            drawn = self._object_of(handle, index)
            if drawn:
                if drawn not in known:
                    known[drawn] = self._mark_of(ctypes.c_void_p(drawn))
                before = known[drawn]
            found.append(before)
        return found


def whole(pages: Sequence[Tag]) -> Tag:
    """Return one tree of the trees of all pages: what goes over several pages is one tag again.

    A page's tree has every tag that the page takes part in, each with as many places as it has in all.
    """
    trees = iter(pages)
    tree = next(trees)
    for other in trees:
        _add(tree, other)
    return tree


def _add(tag: Tag, other: Tag) -> None:
    tag.kids.extend([None] * (len(other.kids) - len(tag.kids)))
    for index, kid in enumerate(other.kids):
        own = tag.kids[index]
        if own is None:
            tag.kids[index] = kid
        elif isinstance(own, Tag) and isinstance(kid, Tag):
            _add(own, kid)
