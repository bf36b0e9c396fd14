"""What a file is: by its first bytes, then by its name."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath

from ..problems import ReadingError


class FileType(StrEnum):
    """The kinds of file that can be read."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    MAIL = "mail"
    TEXT = "text"


_SAVE = "save it as DOCX or PDF and try again"
_RECOGNISE = "run text recognition (OCR) on it and save it as PDF"
_SIGNATURES: tuple[tuple[bytes, int, str, str], ...] = (
    (b"{\\rtf", 0, "an RTF document", _SAVE),
    (b"\x89PNG\r\n\x1a\n", 0, "a picture (PNG)", _RECOGNISE),
    (b"\xff\xd8\xff", 0, "a picture (JPEG)", _RECOGNISE),
    (b"GIF8", 0, "a picture (GIF)", _RECOGNISE),
    (b"II*\x00", 0, "a picture (TIFF)", _RECOGNISE),
    (b"MM\x00*", 0, "a picture (TIFF)", _RECOGNISE),
    (b"WEBP", 8, "a picture (WebP)", _RECOGNISE),
    (b"ftyphei", 4, "a picture (HEIC)", _RECOGNISE),
    (b"ftyp", 4, "a film or a sound recording", "write down what is said and load the text"),
    (b"ID3", 0, "a sound recording", "write down what is said and load the text"),
    (b"OggS", 0, "a sound recording", "write down what is said and load the text"),
    (b"WAVE", 8, "a sound recording", "write down what is said and load the text"),
    (b"\x1aE\xdf\xa3", 0, "a film or a sound recording", "write down what is said and load the text"),
    (b"\x1f\x8b", 0, "a compressed file", "unpack it and load what is in it"),
    (b"BZh", 0, "a compressed file", "unpack it and load what is in it"),
    (b"\xfd7zXZ", 0, "a compressed file", "unpack it and load what is in it"),
    (b"7z\xbc\xaf\x27\x1c", 0, "an archive (7z)", "unpack it and load what is in it"),
    (b"Rar!\x1a\x07", 0, "an archive (RAR)", "unpack it and load what is in it"),
    (b"%!PS", 0, "a PostScript document", "save it as PDF and try again"),
    (b"SQLite format 3\x00", 0, "a database", "load the record itself as DOCX or PDF"),
    (b"MZ", 0, "a program", "load the record itself as DOCX or PDF"),
    (b"\x7fELF", 0, "a program", "load the record itself as DOCX or PDF"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("WordDocument", "a Word document of the old kind (DOC)"),
    ("Workbook", "an Excel workbook of the old kind (XLS)"),
    ("PowerPoint Document", "a PowerPoint presentation of the old kind (PPT)"),
    ("__substg1.0_", "an Outlook message (MSG)"),
)
_OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.text": "an OpenDocument text (ODT)",
    "application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet (ODS)",
    "application/vnd.oasis.opendocument.presentation": "an OpenDocument presentation (ODP)",
    "application/epub+zip": "a book (EPUB)",
}
_OFFICE_FOLDERS = (("xl/", "an Excel workbook (XLSX)"), ("ppt/", "a PowerPoint presentation (PPTX)"))
_PAGES_FILES = ("index/document.iwa", "index.zip")
_WORD_NAMES = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_PAGE_NAMES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_TEXT_NAMES = frozenset({".txt", ".text", ".md", ".markdown", ".adoc", ".asciidoc", ".asc", ".rst", ".log", ""})
_MAIL_NAMES = frozenset({".eml", ".mht", ".mhtml"})
_DATA_NAMES = {
    ".csv": "a table of data (CSV)", ".tsv": "a table of data (TSV)", ".json": "a file of data (JSON)",
    ".xml": "a file of data (XML)", ".ics": "a calendar (ICS)", ".vcf": "an address card (VCF)",
    ".svg": "a drawing (SVG)", ".css": "a style sheet (CSS)", ".js": "a program (JavaScript)",
}  # fmt: skip
_HEAD = 4096
_PAGE = re.compile(
    rb"(?:\s|<!--.{0,3000}?-->|<\?xml[^>]{0,300}\?>)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_PAGE_TAGS = re.compile(rb"</(?:p|div|td|li|h[1-6]|span)>|<br\s*/?>", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\b|\s*<svg\b", re.IGNORECASE)
_MAIL_HEADERS = re.compile(rb"(?:[!-9;-~]+:.*\r?\n(?:[ \t].*\r?\n)*){2,}")


def file_type(data: bytes, name: str) -> FileType:
    """Return what ``data`` is; ``name`` decides where the bytes leave it open.

    Raises:
        ReadingError: ``unsupported``, ``encrypted``, ``damaged`` or ``binary``.
    """
    suffix = PurePath(name).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return FileType.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive_type(data, name, suffix)
    if data.startswith(_OLE):
        raise _ole_error(data, name)
    for signature, at, what, advice in _SIGNATURES:
        if data.startswith(signature, at) and not _is_words(data, signature):
            raise ReadingError("unsupported", f"{name} is {what}, which cannot be read; {advice}.")
    if suffix in _WORD_NAMES or suffix == ".pdf":
        program = "Word, save it again as DOCX" if suffix != ".pdf" else "a PDF viewer, save it again"
        message = f"{name} is damaged or not what its name says; open it in {program} and try again."
        raise ReadingError("damaged", message)
    return _text_type(data, name, suffix)


def _is_words(data: bytes, signature: bytes) -> bool:
    """Say whether a short signature may as well be the beginning of a text."""
    head = data[:512]
    return len(signature) <= 4 and signature.isalnum() and head.isascii() and not re.search(rb"[\x00-\x08]", head)


def _archive_type(data: bytes, name: str, suffix: str) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [entry.filename.replace("\\", "/").lstrip("/").lower() for entry in archive.infolist()[:5000]]
            kind = _package_kind(archive, names)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, OverflowError) as error:
        what = "open it in Word, save it again as DOCX" if suffix in _WORD_NAMES else "get a fresh copy"
        raise ReadingError("damaged", f"{name} is damaged; {what} and try again.") from error
    if kind:
        raise ReadingError("unsupported", f"{name} is {kind}, which cannot be read; {_SAVE}.")
    if "[content_types].xml" in names or suffix in _WORD_NAMES or any(one.startswith("word/") for one in names):
        return FileType.DOCX
    raise ReadingError("unsupported", f"{name} is an archive (ZIP); unpack it and load what is in it.")


def _package_kind(archive: zipfile.ZipFile, names: list[str]) -> str:
    """Return what a zip archive is where it is a document of a kind that cannot be read."""
    if any(one.startswith("word/") for one in names):
        return ""
    for folder, what in _OFFICE_FOLDERS:
        if any(one.startswith(folder) for one in names):
            return what
    if any(one in _PAGES_FILES for one in names):
        return "a Pages document"
    if "mimetype" in names:
        with archive.open(archive.infolist()[names.index("mimetype")]) as stream:
            return _OPEN_DOCUMENTS.get(stream.read(200).decode("ascii", errors="ignore").strip(), "")
    return ""


def _ole_error(data: bytes, name: str) -> ReadingError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        message = f"{name} is protected by a password; save it without one and try again."
        return ReadingError("encrypted", message)
    for stream, what in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return ReadingError("unsupported", f"{name} is {what}, which cannot be read; {_SAVE}.")
    return ReadingError("unsupported", f"{name} is an Office file of the old kind, which cannot be read; {_SAVE}.")


def _text_type(data: bytes, name: str, suffix: str) -> FileType:
    head = data[: _HEAD * 2].replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
    if suffix in _PAGE_NAMES or _PAGE.match(head):
        return FileType.HTML
    if suffix in _MAIL_NAMES or _is_mail(head):
        return FileType.MAIL
    if suffix in _DATA_NAMES or (_XML.match(head) and suffix not in _TEXT_NAMES):
        what = _DATA_NAMES.get(suffix, _DATA_NAMES[".xml"])
        raise ReadingError("unsupported", f"{name} is {what}, not a record; load the record as DOCX, PDF or text.")
    tagged = head.lstrip().startswith(b"<") and len(_PAGE_TAGS.findall(data[:65536])) >= 3
    if tagged and suffix in {".txt", ".text", ""}:
        return FileType.HTML
    return FileType.TEXT


def is_named_as_text(name: str) -> bool:
    """Say whether a file's name promises text."""
    return PurePath(name).suffix.lower() in _TEXT_NAMES | _PAGE_NAMES | _MAIL_NAMES


def _is_mail(head: bytes) -> bool:
    headers = _MAIL_HEADERS.match(head)
    found = headers[0].lower() if headers else b""
    return b"mime-version:" in found and b"content-type:" in found


def declared_encoding(data: bytes) -> str:
    """Return the encoding that a page says it is in, nothing where it does not say."""
    found = re.search(
        rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*(?P<meta>[\w.:-]+)|<\?xml\b[^>]{0,200}?encoding=[\"'](?P<xml>[\w.:-]+)",
        data[:_HEAD],
        re.IGNORECASE,
    )
    return (found["meta"] or found["xml"]).decode("ascii") if found else ""
