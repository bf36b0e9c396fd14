"""The door for files: each kind to its loader, and one clear line for whatever cannot be read."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
import zipfile
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat.reading.loaders import load, load_path, read_limited
from secretariat.reading.problems import ReadingError
from secretariat.reading.source_text import SourceText
from tests.reading.block_lines import block_lines, is_sound
from tests.reading.docx_samples import item, level, numbering, paragraph, raw, row, run, style, table, zipped

ROOT = Path(__file__).parents[2]
PROBLEMS = ROOT / "docs" / "problems.md"


def refusal(data: bytes, name: str) -> ReadingError:
    """Load ``data`` and return the refusal, which must be one line that names the file."""
    with pytest.raises(ReadingError) as refused:
        load(data, name)
    message = str(refused.value)
    assert "\n" not in message
    assert len(message) < 200
    assert name in message
    assert message.endswith(".")
    return refused.value


def archive_with(name: str, content: bytes = b"x") -> bytes:
    return zipped({name: content})


# ------------------------------------------------------------------------------------------ what is read


def test_it_tells_a_file_by_its_content_before_its_name() -> None:
    assert load(raw(paragraph("The board met.")), "minutes.txt").media_type.endswith("wordprocessingml.document")
    assert load(b"<!DOCTYPE html><p>The board met.</p>", "minutes.txt").media_type == "text/html"
    assert load(b"\n<!-- saved -->\n<html><p>The board met.</p>", "minutes").media_type == "text/html"
    assert load(b"<p>The</p><p>board</p><p>met.</p>", "minutes.txt").media_type == "text/html"
    assert load("<html><p>Café</p>".encode("utf-16"), "minutes").media_type == "text/html"


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.md", "text/markdown"),
        ("a.ADOC", "text/asciidoc"),
        ("a.txt", "text/plain"),
        ("a", "text/plain"),
        ("a.html", "text/html"),
    ],
)
def test_it_tells_texts_apart_by_name(name: str, media_type: str) -> None:
    assert load(b"The board met.", name).media_type == media_type


@pytest.mark.parametrize("kind", ["document", "macroEnabled", "template"])
def test_it_reads_documents_with_macros_and_templates_as_text(kind: str) -> None:
    suffix = {"document": "docx", "macroEnabled": "docm", "template": "dotx"}[kind]

    assert block_lines(load(raw(paragraph("The board met.")), f"minutes.{suffix}")) == ["paragraph: The board met."]


def test_it_reads_the_text_of_a_message() -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = (
        "Minutes",
        "ana@example.org",
        "Tue, 4 Mar 2014 10:00:00 +0000",
    )
    message.set_content("Harbour Board\n\n- Ana to call été\n")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="plan.pdf")
    source = load(message.as_bytes(), "minutes.eml")

    assert "item0: [-] Ana to call été" in block_lines(source)
    assert source.metadata["title"] == "Minutes"
    assert [problem.code for problem in source.problems] == ["attachments_not_read"]
    assert "plan.pdf" in source.problems[0].message


def test_it_reads_a_message_that_is_a_page() -> None:
    message = EmailMessage()
    message["Subject"] = "Minutes"
    message.set_content("<h1>Board</h1><p>It met.</p>", subtype="html")

    assert block_lines(load(message.as_bytes(), "minutes.eml")) == ["heading1: Board", "paragraph: It met."]


def test_it_gives_equivalent_blocks_for_one_record_as_page_and_as_document() -> None:
    page = (
        "<h1>Harbour Board</h1><h2>1. Budget</h2><p>Present:<br>Ana Brandt<br>Tomas Lind</p><ol><li>Call the port"
        "<ol type=a><li>by phone</ol></ol><ul><li>Pay</ul>"
        "<table><tr><th>Action<th>Owner<tr><td rowspan=2>Call<td>Ana<tr><td>Tomas</table>"
        "<blockquote>No pier stands alone.</blockquote><p><b>Decision:</b> adopt <s>reject</s></p>"
    )
    broken = "<w:r><w:br/></w:r>".join(run(words) for words in ("Present:", "Ana Brandt", "Tomas Lind"))
    bullet = '<w:abstractNum w:abstractNumId="1">' + level(0, "bullet", "•") + "</w:abstractNum>"
    nums = bullet + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(2))
    merged = "<w:tc><w:tcPr><w:vMerge{0}/></w:tcPr><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:tc>"
    body = (
        paragraph("Harbour Board", '<w:pStyle w:val="h1"/>') + paragraph("1. Budget", '<w:pStyle w:val="h2"/>')
        + paragraph(broken) + item("Call the port") + item("by phone", 1) + item("Pay", num=2)
        + table(
            row("Action", "Owner", properties="<w:tblHeader/>"),
            row(merged.format(' w:val="restart"', "Call"), "Ana"),
            row(merged.format("", ""), "Tomas"),
        )
        + paragraph("No pier stands alone.", '<w:pStyle w:val="q"/>')
        + paragraph(run("Decision:", "<w:b/>") + run(" adopt ") + run("reject", "<w:strike/>"))
    )  # fmt: skip
    styles = style("h1", "heading 1") + style("h2", "heading 2") + style("q", "Quote")
    numbers = numbering(level(0, "decimal", "%1."), level(1, "lowerLetter", "%2."), nums=nums)

    from_page = load(page.encode(), "minutes.html")
    from_document = load(raw(body, styles=styles, numbering=numbers), "minutes.docx")

    def seen(source: SourceText) -> tuple[list[str], list[tuple[str, str]]]:
        return block_lines(source), [(mark.style, mark.span.of(source.text)) for mark in source.marks]

    assert seen(from_page) == seen(from_document)


# ------------------------------------------------------------------------------------------ what is refused


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", b"\xff\xfe"])
@pytest.mark.parametrize("name", ["minutes.txt", "minutes.docx", "minutes.pdf", "minutes.html"])
def test_it_says_that_a_file_is_empty(data: bytes, name: str) -> None:
    assert refusal(data, name).code == "empty"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<html><script>x</script></html>", "a.html"),
        (raw(paragraph(" ")), "a.docx"),
        (" \n".encode("utf-16"), "a.txt"),
    ],
)
def test_it_says_that_a_file_holds_no_words(data: bytes, name: str) -> None:
    assert refusal(data, name).code == "empty"


def test_it_says_that_a_document_of_pictures_needs_ocr() -> None:
    with zipfile.ZipFile(io.BytesIO(raw(paragraph(" ")))) as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist()}

    assert refusal(zipped({**files, "word/media/image1.png": b"x"}), "scan.docx").code == "no_text_layer"


@pytest.mark.parametrize("data", [b"\x00\x01\x02" * 100, b"\x93\x00words", b"\x02\x03\x04\x05" * 99])
def test_it_says_that_a_file_is_no_text(data: bytes) -> None:
    assert refusal(data, "minutes.txt").code == "binary"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"{\\rtf1 x}", "a.rtf", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a.doc", "DOC"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "a.xls", "XLS"),
        (archive_with("mimetype", b"application/vnd.oasis.opendocument.text"), "a.odt", "ODT"),
        (zipped({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "a.xlsx", "XLSX"),
        (zipped({"[Content_Types].xml": "x", "ppt/presentation.xml": "x"}), "a.pptx", "PPTX"),
        (archive_with("minutes.txt"), "a.zip", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00", "a.png", "picture"),
        (b"\xff\xd8\xff\xe0", "a.jpg", "picture"),
        (b"GIF89a\x01", "a.gif", "picture"),
        (b"\x00\x00\x00\x18ftypmp42", "a.mp4", "film"),
        (b"\x1f\x8b\x08", "a.gz", "compressed"),
        (b"MZ\x90\x00", "a.exe", "program"),
        (b"a,b\n1,2\n", "a.csv", "table"),
        (b'{"a": 1}', "a.json", "data"),
        (b"<?xml version='1.0'?><a>x</a>", "a.xml", "XML"),
    ],
)
def test_it_says_what_a_file_is_that_cannot_be_read(data: bytes, name: str, words: str) -> None:
    refused = refusal(data, name)

    assert refused.code == "unsupported"
    assert words in str(refused)


def test_it_reads_texts_that_begin_like_something_else() -> None:
    for words in (b"BZh is what the board wrote.", b"MZ and other marks.", b"ID3: the third item.", b"GIF8 words"):
        assert load(words, "minutes.txt").text == words.decode()


def test_it_says_that_a_document_is_protected() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")

    assert refusal(data, "minutes.docx").code == "encrypted"


@pytest.mark.parametrize(
    "data",
    [
        b"The board met.",
        b"PK\x03\x04 and no more",
        raw(paragraph("The board met."))[:-300],
        archive_with("word/other.xml"),
        zipped({"word/document.xml": "<broken"}),
        zipped({"word/document.xml": "<a/>"}),
    ],
)
def test_it_says_that_a_document_is_damaged(data: bytes) -> None:
    assert refusal(data, "minutes.docx").code == "damaged"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
    ],
)
def test_it_refuses_documents_that_declare_entities(declaration: str) -> None:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{namespace}"><w:body><w:p/></w:body></w:document>'

    for encoding in ("utf-8", "utf-16"):
        data = zipped({"word/document.xml": f"{declaration}{body}".encode(encoding)})
        assert refusal(data, "minutes.docx").code == "damaged"


def test_it_refuses_documents_nested_without_end() -> None:
    assert refusal(raw("<w:ins>" * 5000 + paragraph("x") + "</w:ins>" * 5000), "minutes.docx").code == "damaged"


def test_it_refuses_a_document_that_unpacks_to_too_much() -> None:
    bomb = zipped({"word/document.xml": b" " * (65 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert refusal(bomb, "minutes.docx").code == "too_large"

    many = zipped({f"word/{n}.xml": "" for n in range(20_001)})
    assert refusal(many, "minutes.docx").code == "too_large"


def test_it_counts_while_it_unpacks_where_the_declared_size_lies() -> None:
    bomb = zipped({"word/document.xml": b" " * (65 * 1024 * 1024)})
    real, lie = (65 * 1024 * 1024).to_bytes(4, "little"), (1000).to_bytes(4, "little")

    assert refusal(bomb.replace(real, lie), "minutes.docx").code in {"damaged", "too_large"}


def test_it_refuses_a_large_file_by_its_size_before_it_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "archive.txt"
    with path.open("wb") as stream:
        os.truncate(stream.fileno(), 500 * 1024 * 1024)
    start = time.perf_counter()
    with pytest.raises(ReadingError, match=r"archive\.txt has 500 MB; files up to 100 MB can be read") as refused:
        load_path(path)

    assert refused.value.code == "too_large"
    assert time.perf_counter() - start < 0.1


def test_it_takes_the_limit_that_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text("The board met.")

    assert load_path(path, max_bytes=14).text == "The board met."
    with pytest.raises(ReadingError, match="up to 13 bytes"):
        read_limited(path, max_bytes=13)


def test_it_says_that_a_file_is_missing_or_none(tmp_path: Path) -> None:
    for path, code in [
        (tmp_path / "none.txt", "not_found"),
        (tmp_path, "unreadable"),
        (Path("/dev/zero"), "unreadable"),
    ]:
        with pytest.raises(ReadingError) as refused:
            load_path(path)
        assert refused.value.code == code


def test_it_names_a_file_without_its_folder_and_without_control_characters() -> None:
    with pytest.raises(ReadingError) as refused:
        load(b"", "/home/ana/\x1b[31mmin\nutes.txt")

    assert str(refused.value).startswith("[31mminutes.txt is empty")


def test_it_lists_every_code_in_the_documentation() -> None:
    source = "".join(path.read_text() for path in (ROOT / "src" / "secretariat" / "reading").rglob("*.py"))
    codes = set(re.findall(r"(?:ReadingError|Problem)\(\s*\"([a-z_-]+)\"", source))
    listed = set(re.findall(r"^\| `([a-z_-]+)` \|", PROBLEMS.read_text(), re.MULTILINE))

    assert codes - listed == set()
    assert {"empty", "binary", "damaged", "encrypted", "unsupported", "too_large", "encoding"} <= codes


# ------------------------------------------------------------------------------------------ damaged on purpose


@cache
def good_files() -> dict[str, bytes]:
    body = paragraph("The board met.") + item("Call") + table(row("Ana", "Port"))
    message = EmailMessage()
    message["Subject"] = "Minutes"
    message.set_content("The board met.")
    message.add_alternative("<p>The board met.</p>", subtype="html")
    return {
        "minutes.docx": raw(body, numbering=numbering(level(0, "decimal", "%1.")), styles=style("a", "heading 1")),
        "minutes.html": b"<meta charset=utf-8><h1>Board</h1><table><tr><td>A<td>Port</table><p>caf\xc3\xa9 &amp; more",
        "minutes.txt": "Board\r\n\r\n- Ana to call été\r\n".encode(),
        "minutes.eml": message.as_bytes(),
    }


def outcome(data: bytes, name: str) -> str:
    """Return ``sound`` for a file that is read, the code for one that is refused."""
    try:
        source = load(data, name)
    except ReadingError as error:
        return error.code if "\n" not in str(error) else "several lines"
    return "sound" if is_sound(source) else "unsound"


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_it_raises_nothing_but_refusals_for_damaged_files(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(good_files())))
    damaged = bytearray(good_files()[name])
    for at in data.draw(st.lists(st.integers(0, len(damaged) - 1), max_size=6)):
        damaged[at] ^= 1 << data.draw(st.integers(0, 7))
    length = data.draw(st.integers(0, len(damaged)))
    whole = data.draw(st.booleans())

    assert outcome(bytes(damaged if whole else damaged[:length]), name) in {
        "sound", "damaged", "empty", "binary", "encoding", "encrypted", "unsupported", "too_large",
    }  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_it_raises_nothing_but_refusals_for_damaged_parts(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(good_files()["minutes.docx"])) as archive:
        files = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    part = files[data.draw(st.sampled_from(sorted(files)))]
    for at in data.draw(st.lists(st.integers(0, len(part) - 1), max_size=4)):
        part[at] = data.draw(st.sampled_from(b"<>/\"' w:0x9-\xff"))
    data_of_parts = zipped({name: bytes(content) for name, content in files.items()})

    assert outcome(data_of_parts, "minutes.docx") in {"sound", "damaged", "empty", "unsupported"}


def test_it_loads_no_library_before_it_meets_the_format() -> None:
    program = (
        "import sys, secretariat.reading.loaders; "
        "heavy = {'lxml', 'pypdfium2', 'charset_normalizer', 'django'}; "
        "sys.exit(bool(heavy & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("name", ["minutes.html", "minutes.docx"])
def test_it_takes_names_one_a_paragraph_as_lines_of_one_list(name: str) -> None:
    lines = [
        "Participants:",
        "Ana Brandt, Port",
        "Tomas Lind, Ferry",
        "Lea Roux, Pier",
        "The board took up the budget.",
    ]
    page = "".join(f"<p>{line}</p>" for line in lines).encode()
    source = load(page if name.endswith("html") else raw("".join(map(paragraph, lines))), name)

    assert block_lines(source) == [f"paragraph: {line}" for line in lines]
    assert "\n\nAna Brandt, Port\nTomas Lind, Ferry\nLea Roux, Pier\n\nThe board" in source.text
