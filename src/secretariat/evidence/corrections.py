"""What the engine said of passages beside what people said, for training and for measuring.

A row a passage that somebody judged. Coders are numbered, not named.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from .frameworks import in_order
from .judging import coding_of, said_by_machine
from .models import Judgement, Passage, Standing
from .selectors import all_passages

if TYPE_CHECKING:
    from secretariat.network.models import User

    from .models import Collection

Row = dict[str, object]
COLUMNS = (
    "passage document sha256 country year language page start end section text given standing "
    "machine_subject machine_stance machine_codes people_subject people_stance people_codes verdicts"
).split()
"""The columns of the table, in order; codes are separated by ``;``."""


def corrections(actor: User, collection: Collection) -> Iterator[Row]:
    """Yield the judged passages of a collection that ``actor`` may read, in the order of the reports.

    ``machine`` is what the engine said last; ``people`` is what holds by the judgements, ``None`` where they rejected
    the passage or differ. ``given`` is the weight that the heading added: with it the engine can be asked again.
    """
    judged = Exists(Judgement.objects.filter(passage=OuterRef("pk")))
    rows = all_passages(actor).filter(judged, report__collection=collection)
    passages = rows.order_by("report", "page", "start").prefetch_related("labels", "judgements")
    numbers: dict[int, int] = {}
    for passage in passages:
        yield _row(passage, numbers)


def as_lines(rows: Iterable[Row]) -> bytes:
    """Return rows as JSON, one a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def flat(row: Row) -> list[str | int | float | None]:
    """Return a row as the cells of a table, in the order of ``COLUMNS``."""
    cells = dict(row)
    for side in ("machine", "people"):
        said = cells.pop(side)
        for name in ("subject", "stance", "codes"):
            cells[f"{side}_{name}"] = said[name] if isinstance(said, dict) else None
    return [_cell(cells[name]) for name in COLUMNS]


def _row(passage: Passage, numbers: dict[int, int]) -> Row:
    report = passage.report
    judgements = sorted(passage.judgements.all(), key=lambda row: row.pk)
    machine = said_by_machine(passage)
    return {
        "passage": passage.pk,
        "document": report.name,
        "sha256": report.sha256,
        "country": report.country or None,
        "year": report.year,
        "language": report.language or None,
        "page": passage.page or None,
        "start": passage.start,
        "end": passage.end,
        "section": passage.section or None,
        "text": passage.text,
        "given": passage.given,
        "standing": passage.standing,
        "machine": {"subject": machine.subject, "stance": machine.stance, "codes": list(machine.codes)},
        "people": _held(passage),
        "verdicts": [_verdict(row, numbers) for row in judgements],
    }


def _held(passage: Passage) -> Row | None:
    """Return what people hold of a passage; nothing where they rejected it or differ."""
    if passage.standing not in {Standing.ACCEPTED, Standing.CORRECTED}:
        return None
    codes = in_order(str(label) for label in passage.labels.all())
    return {"subject": passage.subject, "stance": passage.stance, "codes": codes}


def _verdict(row: Judgement, numbers: dict[int, int]) -> Row:
    said = coding_of(row)
    return {
        "coder": numbers.setdefault(row.coder_id, len(numbers) + 1),
        "verdict": said.verdict,
        "subject": said.subject or None,
        "stance": said.stance or None,
        "codes": list(said.codes),
        "settles": row.settles,
        "note": row.note or None,
        "on": row.at.date().isoformat(),
    }


def _cell(value: object) -> str | int | float | None:
    if isinstance(value, list):
        return ";".join(f"{one['coder']}:{one['verdict']}" if isinstance(one, dict) else str(one) for one in value)
    return value if isinstance(value, int | float) else None if value is None else str(value)
