"""Bytes to text: the encoding is found and stated, nothing is replaced in silence."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from ..problems import Problem, ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = (
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 iso8859_2 iso8859_5 iso8859_6 iso8859_7 "
    "koi8_r cp874 gb18030 big5 shift_jis euc_jp euc_kr"
).split()
_WRITTEN_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 200_000
_SHIFTED = re.compile(rb"\x1b(?:\$[@B]|\([BJ])")
_WESTERN = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜàáâãäåæçèéêëìíîïñòóôõöøùúûüÿßŒœŠšŽžŸ"
    "¡¿«»‹›‘’“”‚„…–—•·°ºª§¶©®™€£¥¢±×÷½¼¾²³¹µ\u00a0\u00ad†‡‰"
)
_WESTERN_CAPITALS = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒŠŽŸ")
_KIN = (("cp1250", "iso8859_2"), ("cp1252", "cp1254"), ("cp1251", "iso8859_5"), ("cp1256", "iso8859_6"))
_C1 = re.compile("[\x80-\x9f]")
_ICELANDIC = re.compile("[ðþýÐÞÝ]")  # in Turkish texts these bytes are other letters
_ICELANDIC_VOWELS = re.compile("[áæíóúÁÆÍÓÚ]")
_AFTER_SMALL_LETTER = re.compile(r"(?<=[a-z])[^\x00-\x7f](?=[a-z])")
_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f](?=[^\W\d_])")
_JOINS_WORDS = frozenset("’‘–—·\u00ad\u00a0")
_CLOSE = 0.1
_HIRAGANA = re.compile("[\u3041-\u309f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding that it was read in; ``problem`` where a few bytes were of another."""

    text: str
    encoding: str
    problem: Problem | None = None


def decode(data: bytes, name: str, declared: str = "") -> Decoded:
    """Return the text of ``data``; ``declared`` is what the document says of its encoding.

    A byte order mark is believed first, then UTF-8, then the declaration, then the look of the bytes.

    Raises:
        ReadingError: ``binary``, the bytes are no text; ``encoding``, their encoding cannot be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name)
    wide = _wide(data)
    if wide:
        return _strictly(data, wide, name)
    if is_binary(data):
        raise ReadingError("binary", f"{name} is not text; save it as DOCX, PDF or plain text and try again.")
    if _SHIFTED.search(data) and data.isascii():
        shifted = _try(data, "iso2022_jp")
        if shifted is not None:
            return Decoded(shifted, "iso2022_jp")
    text = _try(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8")
    for guess in (_declared, _mixed, _western, _detected):
        decoded = guess(data, declared)
        if decoded is not None:
            return decoded
    message = f"{name} is text in an encoding that cannot be told; save it as UTF-8 and try again."
    raise ReadingError("encoding", message)


def is_binary(data: bytes) -> bool:
    """Say whether bytes are no text in any encoding of one byte or more a character."""
    sample = data[:_SAMPLE]
    return b"\x00" in data or len(_CONTROL.findall(sample)) * 50 > len(sample)


def _wide(data: bytes) -> str:
    """Return UTF-16 or UTF-32 where the zero bytes fall as they do in one of them, else nothing."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    sample = sample[: len(sample) - len(sample) % 4]
    if len(sample) < 4 or b"\x00" not in sample:
        return ""
    quarter = len(sample) // 4
    zeros = [sample[at::4].count(0) for at in range(4)]
    if zeros[2] + zeros[3] > quarter * 1.9 and zeros[0] < quarter * 0.2:
        return "utf-32-le"
    if zeros[0] + zeros[1] > quarter * 1.9 and zeros[3] < quarter * 0.2:
        return "utf-32-be"
    if zeros[1] + zeros[3] > quarter and zeros[0] + zeros[2] < quarter * 0.1:
        return "utf-16-le"
    if zeros[0] + zeros[2] > quarter and zeros[1] + zeros[3] < quarter * 0.1:
        return "utf-16-be"
    return max(("utf-16-le", "utf-16-be"), key=lambda encoding: _spaces(sample, encoding)) if _is_wide(sample) else ""


def _is_wide(sample: bytes) -> bool:
    """Say whether bytes read as words of any script in UTF-16."""
    return max(_spaces(sample, "utf-16-le"), _spaces(sample, "utf-16-be")) > 0


def _spaces(sample: bytes, encoding: str) -> int:
    """Return how many spaces and full stops the bytes have in ``encoding``, 0 where they are no words in it."""
    text = _try(sample, encoding)
    if text is None or any(unicodedata.category(char) in {"Cn", "Co", "Cc"} and char not in "\t\n\r" for char in text):
        return 0
    return sum(text.count(char) for char in " \n。")


def _strictly(data: bytes, encoding: str, name: str) -> Decoded:
    text = _try(data, encoding)
    if text is None or "\x00" in text:
        message = f"{name} says it is {encoding.upper()} and is not, or is damaged; save it as UTF-8 and try again."
        raise ReadingError("encoding", message)
    return Decoded(text, encoding)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _declared(data: bytes, declared: str) -> Decoded | None:
    try:
        encoding = codecs.lookup(declared.strip()).name if declared.strip() else ""
    except (LookupError, ValueError):
        return None
    encoding = _WRITTEN_AS.get(encoding, encoding)
    text = _try(data, encoding) if encoding and not encoding.startswith("utf") else None
    return Decoded(text, encoding) if isinstance(text, str) else None


def _mixed(data: bytes, _declared: str) -> Decoded | None:
    """Read UTF-8 with a few bytes of Windows-1252 in it, and say so."""
    text = data.decode("utf-8", errors="surrogateescape")
    strays = [match.start() for match in re.finditer("[\udc80-\udcff]", text)]
    good = sum(1 for char in text if char > "\x7f") - len(strays)
    if good < 3 * len(strays) or not _each_reads(text, strays):
        return None
    mended = re.sub("[\udc80-\udcff]", lambda match: bytes([ord(match[0]) - 0xDC00]).decode("cp1252"), text)
    line = text.count("\n", 0, strays[0]) + 1
    count = f"{len(strays)} bytes are" if len(strays) > 1 else "One byte is"
    message = f"{count} not UTF-8 as the rest of the file is, first in line {line}; read as Windows-1252."
    return Decoded(mended, "utf-8", Problem("mixed_encoding", message))


def _each_reads(text: str, strays: list[int]) -> bool:
    return all(_try(bytes([ord(text[at]) - 0xDC00]), "cp1252") is not None for at in strays)


def _western(data: bytes, _declared: str) -> Decoded | None:
    """Read Windows-1252 where the letters beyond ASCII are those of Western languages, used as they use them."""
    text = _try(data, "cp1252")
    if text is None:
        return None
    beyond = [char for char in text if char > "\x7f"]
    letters = sum(1 for char in text if char.isalpha())
    if len(beyond) * 4 > max(letters, 1) or any(char not in _WESTERN for char in beyond):
        return None
    odd = [char for char in _AFTER_SMALL_LETTER.findall(text) if char in _WESTERN_CAPITALS]
    odd += [char for char in _IN_WORD.findall(text) if not char.isalpha() and char not in _JOINS_WORDS]
    return Decoded(text, "cp1252") if len(odd) * 20 <= len(beyond) else None


def _detected(data: bytes, _declared: str) -> Decoded | None:
    japanese = _try(data, "euc_jp")
    if japanese is not None and len(_HIRAGANA.findall(japanese)) * 5 > len(japanese):
        return Decoded(japanese, "euc_jp")
    from charset_normalizer import from_bytes

    found = list(from_bytes(data, cp_isolation=_CANDIDATES))
    if not found:
        return None
    likely = [one.encoding for one in found if one.chaos <= found[0].chaos + _CLOSE]
    kin = next((names for names in _KIN if likely[0] in names), ())
    encoding = min((*likely, *kin), key=lambda name: _breaks(data, name))
    text = _try(data, encoding)
    return Decoded(text, encoding) if text is not None else None


def _breaks(data: bytes, encoding: str) -> float:
    """Return how often words are broken by what stands in no word, when the bytes are read in ``encoding``."""
    text = _try(data, encoding)
    if text is None:
        return float("inf")
    odd = sum(1 for char in _IN_WORD.findall(text) if not char.isalpha() and char not in _JOINS_WORDS)
    return odd + len(_C1.findall(text)) + (len(_ICELANDIC.findall(text)) if not _ICELANDIC_VOWELS.search(text) else 0)
