"""Tesseract as a reader of pictures: the program that is found on the path, one run a page, nothing written to disk."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from ..problems import ReadingError
from .pictures import Picture, PictureLine

DATA = {"en": "eng", "fr": "fra", "es": "spa", "ru": "rus", "ar": "ara", "zh": "chi_sim"}
"""The name of Tesseract's data for each language."""
_SCRIPTS = {"Latin": ("en", "fr", "es"), "Cyrillic": ("ru",), "Arabic": ("ar",), "Han": ("zh",)}
_SCRIPT = re.compile(rb"^Script: (\w+)", re.MULTILINE)
_TELLS_SCRIPTS = "osd"
_SECONDS = 90.0
_LEAST_SURE = 40.0
_WORD = 5
"""The level of a row of Tesseract's table that is a word."""
_FIELDS = 12
_BETWEEN_HAN = re.compile(
    "(?<=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]) (?=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])"
)


class Tesseract:
    """Reads pictures with Tesseract, in the language that is known, else in those of the script that it sees."""

    def __call__(self, picture: Picture, spoken: str | None) -> list[PictureLine]:
        """Return the lines of a picture in reading order, without those that are hardly sure.

        Raises:
            ReadingError: ``no_recognition``: the program or the data of the language are not installed;
                ``too_slow``: the picture was not read in time.
        """
        there = installed()
        image = picture.pgm()
        languages = [spoken] if spoken in DATA else self._languages(image, there)
        names = [DATA[language] for language in languages if DATA[language] in there]
        if not names:
            missing = DATA[languages[0]] if languages else DATA["en"]
            debian = missing.replace("_", "-")
            raise ReadingError(
                "no_recognition",
                f"Tesseract has no data for this language: install tesseract-ocr-{debian} (or {missing}.traineddata).",
            )
        flags = ["-l", "+".join(names), "--dpi", f"{picture.dpi:.0f}", "-c", "tessedit_create_tsv=1"]
        return list(lines_of(_run(["stdin", "stdout", *flags], image).decode("utf-8", "replace")))

    def _languages(self, image: bytes, there: frozenset[str]) -> Sequence[str]:
        if _TELLS_SCRIPTS in there:
            told = _SCRIPT.search(_run(["stdin", "stdout", "--psm", "0"], image))
            if told and told[1].decode() in _SCRIPTS:
                return _SCRIPTS[told[1].decode()]
        return [language for language, name in DATA.items() if name in there]


@cache
def installed() -> frozenset[str]:
    """Return the names of the data that Tesseract has.

    Raises:
        ReadingError: ``no_recognition``: there is no Tesseract.
    """
    return frozenset(_run(["--list-langs"]).decode("utf-8", "replace").split("\n")[1:]) - {""}


def _run(words: Sequence[str], image: bytes = b"") -> bytes:
    program = shutil.which("tesseract")
    if program is None:
        raise ReadingError(
            "no_recognition",
            "Tesseract is not installed, which reads pages that are pictures: install tesseract-ocr, with its data.",
        )
    one_thread = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        # an exit status is no news: a page with too little on it to tell its script ends with one
        done = subprocess.run(  # noqa: S603 - the words are ours, the picture goes in as data
            [program, *words], input=image, capture_output=True, timeout=_SECONDS, env=one_thread, check=False
        )
    except subprocess.TimeoutExpired:
        raise ReadingError("too_slow", f"Tesseract did not read a page within {_SECONDS:.0f} seconds.") from None
    except OSError as error:
        raise ReadingError("no_recognition", f"Tesseract cannot be run: {error.strerror or error}.") from None
    return done.stdout


def lines_of(table: str) -> Iterator[PictureLine]:
    """Yield the lines in Tesseract's table of words (TSV).

    A line stands on the line of writing: a letter that hangs below it, or a mark above, moves its box no more than
    where most words have one.
    """
    rows = (row.split("\t") for row in table.split("\n"))
    words = [row for row in rows if len(row) == _FIELDS and row[0] == str(_WORD) and row[11].strip()]
    for _, grouped in groupby(words, key=lambda row: row[1:5]):
        line = list(grouped)
        sure = sorted(float(row[10]) for row in line)
        if sure[len(sure) // 2] < _LEAST_SURE:
            continue
        lefts, tops, widths, heights = ([int(row[at]) for row in line] for at in (6, 7, 8, 9))
        text = _BETWEEN_HAN.sub("", " ".join(row[11].strip() for row in line))
        right = max(left + width for left, width in zip(lefts, widths, strict=True))
        bottoms = sorted(top + height for top, height in zip(tops, heights, strict=True))
        yield PictureLine(text, min(lefts), sorted(tops)[len(tops) // 4], right, bottoms[len(bottoms) // 4])
