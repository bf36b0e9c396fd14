"""Examines one report in a process of its own, held to limits of time and memory.

Run as ``python -m secretariat.evidence.examiner PATH NAME SECONDS BYTES [FRAMEWORKS]``; prints one JSON object:
``result_of`` a report, or ``{"error": {"code", "message"}}``. It loads no Django, opens no database and writes
nothing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from secretariat.sources.reader import MEMORY_EXIT, limit, scrubbed, unplug

if TYPE_CHECKING:
    from secretariat.reading.reports.examine import Examined, Examiner, Passage


def main(arguments: list[str]) -> int:
    """Examine the report named by ``arguments`` and print the result."""
    path, name, seconds, memory, *folder = arguments
    limit(int(seconds), int(memory))
    unplug()
    try:
        result = examined(Path(path).read_bytes(), name, Path(folder[0]) if folder else None)
    except MemoryError:
        return MEMORY_EXIT
    sys.stdout.write(json.dumps(scrubbed(result), ensure_ascii=True))
    return 0


def examined(data: bytes, name: str, folder: Path | None = None) -> dict[str, object]:
    """Return what a report holds, or why it cannot be read."""
    # Late, so that the limits hold for the engine's own libraries too.
    from secretariat.reading import ReadingError  # noqa: PLC0415
    from secretariat.reading.reports.examine import Examiner  # noqa: PLC0415

    try:
        examiner = Examiner(folder=folder, all_pages=True)
        return result_of(examiner, examiner.examine(data, name))
    except ReadingError as error:
        return {"error": {"code": error.code, "message": str(error)}}


def result_of(examiner: Examiner, found: Examined) -> dict[str, object]:
    """Return an examination as JSON.

    ``report`` is the record of coverage with ``gate`` and ``terms``, the digests of the frameworks; ``pages`` are
    ``{"number", "text", "blocks"}``; ``passages`` are as ``stored_passage`` gives them.
    """
    from secretariat.reading.reports.lines import coverage_record  # noqa: PLC0415
    from secretariat.reading.reports.pages import page_record  # noqa: PLC0415

    digest = examiner.digest
    return {
        "report": {**coverage_record(found), "gate": digest.gate, "terms": digest.labels},
        "pages": [page_record(page) for page in found.page_texts],
        "passages": [stored_passage(passage) for passage in found.passages],
    }


def stored_passage(passage: Passage) -> dict[str, object]:
    """Return a passage as ``secretariat examine`` writes it, without what is the same in all of its report.

    With it goes what its heading ``given``, and the ``doubtful`` codes that nearly were; its page is 0 where there are
    no pages.
    """
    from secretariat.reading.reports.lines import label_record, passage_record  # noqa: PLC0415

    doubtful = [label_record(code) for code in passage.doubtful]
    return {**passage_record(passage), "page": passage.page or 0, "given": passage.given, "doubtful": doubtful}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
