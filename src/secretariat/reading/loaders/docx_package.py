"""The parts of a DOCX file: a zip archive that is opened with care, and XML without declarations."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..problems import ReadingError

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

MAX_ENTRIES = 20_000
MAX_PART = 64 * 1024 * 1024
MAX_UNPACKED = 1024 * 1024 * 1024

_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_DECLARATIONS = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be", "cp037"))
_BROKEN_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError,
    OverflowError, MemoryError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to: another part by its path, or an address outside."""

    kind: str
    target: str
    external: bool


class Package:
    """A DOCX file whose parts are read one at a time, by name; nothing is unpacked to disk."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the archive and check what it declares.

        Raises:
            ReadingError: ``damaged``, ``encrypted`` or ``too_large``.
        """
        self._name = name
        self._related: dict[str, dict[str, Relationship]] = {}
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except _BROKEN_ARCHIVE as error:
            raise self._damaged() from error
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise self._too_large()
        self._entries = {_path(entry.filename): entry for entry in entries}

    def paths(self) -> list[str]:
        """Return the paths of all parts."""
        return list(self._entries)

    def part(self, path: str) -> bytes | None:
        """Return the bytes of a part, ``None`` where there is no such part."""
        entry = self._entries.get(_path(path))
        if entry is None:
            return None
        if entry.flag_bits & 1:
            message = f"{self._name} is protected by a password; save it without one and try again."
            raise ReadingError("encrypted", message)
        if entry.file_size > MAX_PART:
            raise self._too_large()
        try:
            with self._archive.open(entry) as stream:
                data = stream.read(MAX_PART + 1)
        except _BROKEN_ARCHIVE as error:
            raise self._damaged() from error
        if len(data) > MAX_PART:
            raise self._too_large()
        return data

    def xml(self, path: str) -> _Element | None:
        """Return the root element of a part, ``None`` where there is no such part.

        Raises:
            ReadingError: the part is not well-formed or brings a document type declaration.
        """
        from lxml import etree

        data = self.part(path)
        if data is None:
            return None
        if any(mark in data for mark in _DECLARATIONS):
            raise self._damaged()  # no word processor writes a declaration: it is there to do harm
        if _STRICT in data:
            for strict, transitional in _TRANSITIONAL.items():
                data = data.replace(strict, transitional)
        try:
            root = etree.fromstring(data, _parser())
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise self._damaged() from error
        return root

    def relationships(self, path: str) -> dict[str, Relationship]:
        """Return what the part at ``path`` refers to, by identifier."""
        if path not in self._related:
            self._related[path] = self._read_relationships(path)
        return self._related[path]

    def _read_relationships(self, path: str) -> dict[str, Relationship]:
        folder, file = posixpath.split(path)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, Relationship] = {}
        for element in root if root is not None else ():
            external = element.get("TargetMode") == "External"
            target = element.get("Target") or ""
            kind = (element.get("Type") or "").rpartition("/")[2]
            path_or_address = target if external else _within(folder, target)
            found[element.get("Id") or ""] = Relationship(kind, path_or_address, external)
        return found

    def document_path(self) -> str:
        """Return the path of the part that holds the document's text."""
        for relationship in self.relationships("").values():
            if relationship.kind == "officeDocument" and _path(relationship.target) in self._entries:
                return relationship.target
        return "word/document.xml"

    def _damaged(self) -> ReadingError:
        message = f"{self._name} is damaged; open it in Word, save it again as DOCX and try again."
        return ReadingError("damaged", message)

    def _too_large(self) -> ReadingError:
        return ReadingError("too_large", f"{self._name} unpacks to more than can be read; split it and load the parts.")


def _path(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _within(folder: str, target: str) -> str:
    """Return the path of a target relative to a part's folder; a leading slash means the archive's root."""
    return posixpath.normpath(target if target.startswith("/") else posixpath.join(folder, target)).lstrip("/")


@cache
def _parser() -> XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
