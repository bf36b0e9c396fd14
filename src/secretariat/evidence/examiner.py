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
    from secretariat.reading.reports.examine import Examined


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
        return result_of(examiner.examine(data, name), folder)
    except ReadingError as error:
        return {"error": {"code": error.code, "message": str(error)}}


def result_of(found: Examined, folder: Path | None) -> dict[str, object]:
    """Return an examination as JSON.

    ``report`` is the record of coverage with ``gate`` and ``terms``, the digests of the frameworks; ``pages`` are
    ``{"number", "text", "blocks"}``; ``passages`` are as ``secretariat examine`` writes them, without what is the
    same in all of a report. Pages count from 1; 0 is a report without pages.
    """
    from secretariat.reading.reports.framework import fingerprint  # noqa: PLC0415
    from secretariat.reading.reports.lines import coverage_record, passage_records  # noqa: PLC0415

    digest = fingerprint(folder)
    extra = {"given": 0.0, "doubtful": []}
    return {
        "report": {**coverage_record(found), "gate": digest, "terms": digest},
        "pages": [{"number": number or 0, "text": text, "blocks": []} for number, text in found.texts.items()],
        "passages": [{**_own(record), **extra, "page": record["page"] or 0} for record in passage_records(found)],
    }


def _own(record: dict[str, object]) -> dict[str, object]:
    """Return a passage without what it shares with all of its report."""
    return {key: value for key, value in record.items() if key not in _OF_THE_REPORT}


_OF_THE_REPORT = frozenset("document sha256 country year kind language".split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
