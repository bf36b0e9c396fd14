"""What is done with one report, in whichever process: bytes in, its passages and its coverage out."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from .inputs import Input, data_of

if TYPE_CHECKING:
    from secretariat.reading.reports.examine import Examiner

Record = dict[str, object]


@dataclass(frozen=True, slots=True)
class Settings:
    """What all workers have to know. ``own`` are the files of ``folder`` where a worker may not see it."""

    lean: str = "balanced"
    folder: Path | None = None
    texts: bool = False
    ocr: bool = False
    uncertain: bool = False
    own: tuple[tuple[str, bytes], ...] = ()
    level: str = "objective"


@dataclass(slots=True)
class Done:
    """What became of one report: its passages and its coverage, or one line that says why it was not read.

    ``doubts`` are its passages for the queue, ``texts`` what spans point into (page to text), where they are asked for.
    ``notes`` say what stood in the way of reading it whole.
    """

    name: str
    passages: list[Record] = field(default_factory=list)
    coverage: Record = field(default_factory=dict)
    doubts: list[Record] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    error: str = ""


Work = Callable[[Input, bytes | None, Settings], Done]


def examined(source: Input, data: bytes | None, settings: Settings) -> Done:
    """Return what became of a report; ``data`` are its bytes, which are read here where there are none."""
    from secretariat.reading.reports.lines import coverage_record, doubt_records, passage_records

    from .batch import why_not

    try:
        found = examiner(settings).examine(data_of(source) if data is None else data, source.own_name)
        done = Done(source.name, list(passage_records(found)), coverage_record(found))
        done.notes = tuple(problem.message for problem in found.problems)
        if settings.uncertain:
            done.doubts = list(doubt_records(found, _least(settings)))
        if settings.texts:
            done.texts = {str(page) if page else "": text for page, text in found.texts.items()}
    except Exception as error:  # noqa: BLE001 - one report must not stop the others
        return Done(source.name, error=why_not(error, source.name))
    return done


@cache
def examiner(settings: Settings) -> Examiner:
    """Return this process's examiner."""
    from secretariat.reading.loaders.tesseract import Tesseract
    from secretariat.reading.reports.examine import Examiner

    folder = _unpacked(settings.own) if settings.own else settings.folder
    pictures = Tesseract() if settings.ocr else None
    actions = settings.level == "action"
    return Examiner(_least(settings), folder, all_pages=settings.texts, pictures=pictures, actions=actions)


def _least(settings: Settings) -> float:
    from secretariat.reading.reports.labels import Lean

    return Lean(settings.lean).least


def packed(settings: Settings) -> Settings:
    """Return the settings with the files of the folder of frameworks in them, for a machine that has no such folder."""
    if settings.folder is None:
        return settings
    return replace(settings, folder=None, own=tuple(_files(settings.folder)))


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.glob("*/*.toml")):
        yield path.relative_to(folder).as_posix(), path.read_bytes()


@cache
def _unpacked(own: tuple[tuple[str, bytes], ...]) -> Path:
    """Return a folder with these files, which is there as long as this process."""
    folder = Path(tempfile.mkdtemp(prefix="secretariat-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, data in own:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return folder
