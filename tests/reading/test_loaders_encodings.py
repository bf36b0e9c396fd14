"""Bytes to text: the encoding is found, stated, and nothing is lost in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.reading.loaders import load
from secretariat.reading.loaders.encodings import decode
from secretariat.reading.problems import ReadingError

FRENCH = "Le Conseil a adopté le plan de l’été à l’unanimité. Où sont les œuvres ? Ça et là."
SPANISH = "La Junta aprobó el plan. Próxima reunión: 5 de mayo. ¿Quién asistirá mañana?"
POLISH = "Rada przyjęła plan działania. Następne spotkanie odbędzie się w środę. Żółta łódź płynie."
TURKISH = "Kurul çalışma planını onayladı. Bir sonraki toplantı çarşamba günü yapılacak. Işığı gördü."
RUSSIAN = "Совет утвердил план работы порта. Следующее заседание состоится в среду."
ARABIC = "اعتمد المجلس خطة عمل الميناء. وسيعقد الاجتماع المقبل يوم الأربعاء."
GREEK = "Το συμβούλιο ενέκρινε το σχέδιο εργασίας του λιμένα."
CHINESE = "理事会批准了港口工作计划。下次会议将于星期三举行。"
TAIWANESE = "理事會批准了港口工作計劃。下次會議將於星期三舉行。"
JAPANESE = "理事会は港の作業計画を承認しました。次回の会議は水曜日に開催されます。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"), (FRENCH, "cp1252"), (SPANISH, "cp1252"), (SPANISH, "iso-8859-1"), (POLISH, "cp1250"),
        (TURKISH, "cp1254"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "iso-8859-5"), (ARABIC, "cp1256"),
        (ARABIC, "iso-8859-6"), (GREEK, "cp1253"), (CHINESE, "gb18030"), (TAIWANESE, "big5"), (JAPANESE, "shift-jis"),
        (JAPANESE, "euc-jp"), (JAPANESE, "iso2022-jp"), (FRENCH, "utf-16-le"), (FRENCH, "utf-16-be"),
        (FRENCH, "utf-32-le"), (FRENCH, "utf-32-be"), (RUSSIAN, "utf-16-le"), (ARABIC + "\n", "utf-16-be"),
    ],
)  # fmt: skip
def test_it_finds_the_encoding_of_a_text_that_does_not_state_it(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "minutes.txt")

    assert decoded.text == text
    assert text.encode(decoded.encoding) == text.encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_it_believes_a_byte_order_mark(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding), "minutes.txt").text == FRENCH


def test_it_believes_utf_8_before_what_a_page_says_of_itself() -> None:
    assert decode(FRENCH.encode(), "minutes.html", "iso-8859-1").encoding == "utf-8"
    assert decode(RUSSIAN.encode("cp1251"), "minutes.html", "windows-1251").text == RUSSIAN


def test_it_reads_a_stray_byte_in_utf_8_and_says_where() -> None:
    decoded = decode((FRENCH + "\n").encode() + b"caf\xe9", "minutes.txt")

    assert decoded.text.endswith("café")
    assert decoded.problem is not None
    assert decoded.problem.code == "mixed_encoding"
    assert "line 2" in decoded.problem.message


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03" * 50, b"Words\x00words", bytes(range(256)) * 4, b"\x01\x02\x03\x04 words " * 20]
)
def test_it_refuses_what_is_no_text(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"minutes\.txt is not text; save it as") as refused:
        decode(data, "minutes.txt")

    assert refused.value.code == "binary"


def test_it_refuses_a_text_that_breaks_its_own_mark() -> None:
    with pytest.raises(ReadingError, match="UTF-8") as refused:
        decode(b"\xef\xbb\xbfcaf\xe9 \xff", "minutes.txt")

    assert refused.value.code == "encoding"


def test_it_states_the_encoding_in_the_metadata() -> None:
    assert load(FRENCH.encode("cp1252"), "minutes.txt").metadata["encoding"] == "cp1252"
    page = f"<meta charset=windows-1251><p>{RUSSIAN}</p>".encode("cp1251")
    assert load(page, "minutes.html").metadata["encoding"] == "cp1251"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_it_reads_any_line_end_and_keeps_the_way_back(end: str) -> None:
    text = end.join(["Harbour Board", "", "Actions:", "", "- Ana to call", "- Tomas to write"])
    source = load(text.encode(), "minutes.txt")

    assert "\r" not in source.text
    for words in ("Ana to call", "Tomas to write"):
        assert source.origin.source(source.text.index(words)) == text.index(words)


def decoded_or_refused(data: bytes) -> tuple[str, str]:
    """Return the text and its encoding, or the code of the refusal and nothing."""
    try:
        decoded = decode(data, "minutes.txt")
    except ReadingError as error:
        return error.code, ""
    return decoded.text, decoded.encoding


@given(st.text(min_size=1))
def test_it_reads_all_of_unicode(text: str) -> None:
    data = text.encode("utf-8", errors="ignore")
    found, encoding = decoded_or_refused(data)

    assert found == data.decode("utf-8-sig") if encoding == "utf-8" else encoding or found in {"binary", "encoding"}


@given(st.binary(max_size=400))
def test_it_never_fails_otherwise(data: bytes) -> None:
    found, encoding = decoded_or_refused(data)

    assert "\x00" not in found if encoding else found in {"binary", "encoding"}
