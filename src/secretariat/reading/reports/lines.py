"""What an examination gives out: a record a passage, and a record a report of what was read and what was not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from .cover import Known
from .doubts import doubtful, in_doubt
from .examine import CodeLabel, Examined, Passage, Said

Record = dict[str, object]

COLUMNS = (
    "document sha256 country year kind language page paragraph section text span subject subjects labels stance "
    "figures read_by"
).split()
"""The keys of a passage, in order (docs/passages.md)."""
DOUBTS = [*COLUMNS, "doubtful"]
"""The keys of a passage in the queue for people."""


def passage_records(found: Examined) -> Iterator[Record]:
    """Yield the passages of a report as they go into JSON."""
    about = _about(found)
    for passage in found.passages:
        yield {**about, **passage_record(passage), **_read_by(found, passage)}


def doubt_records(found: Examined, least: float) -> Iterator[Record]:
    """Yield the passages of a report that people should look at, the most doubtful first, with the codes in doubt.

    ``least`` is the score from which on a code was given.
    """
    about = _about(found)
    for passage in in_doubt(found.passages, least):
        codes = [{**label_record(code), "given": code in passage.labels} for code in doubtful(passage)]
        yield {**about, **passage_record(passage), **_read_by(found, passage), "doubtful": codes}


def _about(found: Examined) -> Record:
    return {
        "document": found.name,
        "sha256": found.sha256,
        "country": _value(found.cover.country),
        "year": int(found.cover.year.value) if found.cover.year else None,
        "kind": _value(found.cover.kind),
        "language": found.language,
    }


def _read_by(found: Examined, passage: Passage) -> Record:
    return {"read_by": "ocr" if passage.page in found.recognised else "text layer"}


def _value(known: Known | None) -> str | None:
    return known.value if known else None


def passage_record(passage: Passage) -> Record:
    """Return a passage as it goes into JSON, without what is the same in all of its report."""
    return {
        "page": passage.page,
        "paragraph": passage.paragraph,
        "section": passage.section or None,
        "text": passage.text,
        "span": list(passage.span),
        **said_record(passage),
    }


def said_record(said: Passage | Said) -> Record:
    """Return what a passage says: its subjects, labels, stance and figures."""
    return {
        "subject": said.subjects[0],
        "subjects": list(said.subjects),
        "labels": [label_record(given) for given in said.labels],
        "stance": said.stance,
        "figures": [{"text": figure.text, "span": list(figure.span)} for figure in said.figures],
    }


def label_record(given: CodeLabel) -> Record:
    """Return a code as it goes into JSON, with the words that spoke for it."""
    label = given.label
    return {
        "framework": given.framework,
        "code": label.code,
        "score": label.score,
        "because": list(label.because),
    }


def cell(name: str, value: object) -> str:
    """Return a value of a record as the cell of a table: codes with score and words, lists side by side."""
    if value is None:
        return ""
    if not isinstance(value, list):
        return str(value)
    if name in {"labels", "doubtful"}:
        return "; ".join(map(_label_cell, value))
    if name == "figures":
        return "; ".join(str(figure["text"]) for figure in value)
    return (" - " if name == "span" else "; ").join(map(str, value))


def _label_cell(label: Mapping[str, Any]) -> str:
    """Return a code with its score, if it has one, whether it was not given, and the words that spoke for it."""
    parts = [f"{label['framework']}:{label['code']}"]
    parts += [f"{label['score']:.2f}"] if label["score"] is not None else []
    parts += [] if label.get("given", True) else ["not given"]
    parts += [f"({', '.join(label['because'])})"] if label["because"] else []
    return " ".join(parts)


def coverage_record(found: Examined) -> Record:
    """Return what was read of a report: pages, those that could not be read and why, passages by code and stance.

    A code that is not among ``addressed`` is ``not addressed`` only where ``unread`` is empty.
    """
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for passage in found.passages:
        for given in passage.labels:
            counts[f"{given.framework}:{given.label.code}"][passage.stance] += 1
    return {
        "document": found.name,
        "sha256": found.sha256,
        "country": _ground(found.cover.country),
        "year": _ground(found.cover.year),
        "kind": _ground(found.cover.kind),
        "language": found.language,
        "pages": found.pages,
        "passages": len(found.passages),
        "without_text": list(found.without_text),
        "unreadable": list(found.unreadable),
        "ocr_pages": list(found.recognised),
        "complete": not found.unread,
        "addressed": {code: dict(sorted(stances.items())) for code, stances in sorted(counts.items())},
    }


def _ground(known: Known | None) -> Record | None:
    return {"value": known.value, "from": known.where, "words": known.words} if known else None
