"""What an examination gives out: a record a passage, and a record a report of what was read and what was not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from .cover import Known
from .examine import Examined, Passage, Said

Record = dict[str, object]

COLUMNS = (
    "document sha256 country year kind language page paragraph section text span subject subjects labels stance figures"
).split()
"""The keys of a passage, in order (docs/contract.md)."""


def passage_records(found: Examined) -> Iterator[Record]:
    """Yield the passages of a report as they go into JSON."""
    about = {
        "document": found.name,
        "sha256": found.sha256,
        "country": _value(found.cover.country),
        "year": int(found.cover.year.value) if found.cover.year else None,
        "kind": _value(found.cover.kind),
        "language": found.language,
    }
    for passage in found.passages:
        yield {**about, **passage_record(passage)}


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
        "labels": [
            {
                "framework": given.framework,
                "code": given.label.code,
                "score": given.label.score,
                "because": list(given.label.because),
            }
            for given in said.labels
        ],
        "stance": said.stance,
        "figures": [{"text": figure.text, "span": list(figure.span)} for figure in said.figures],
    }


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
        "complete": not found.unread,
        "addressed": {code: dict(sorted(stances.items())) for code, stances in sorted(counts.items())},
    }


def _ground(known: Known | None) -> Record | None:
    return {"value": known.value, "from": known.where, "words": known.words} if known else None
