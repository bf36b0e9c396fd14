"""What an examination found, put beside what is there: pages, passages, labels.

What a person decided is never overwritten. The text of a page on which somebody decided stays as it was, since the
places of its passages are places in that text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone

from secretariat.history.recording import record, writing
from secretariat.reading.reports.cover import Known, read_cover
from secretariat.reading.reports.searching import searched_words

from .models import Page, Passage, PassageLabel, Report, Standing

BATCH = 500
TOLD = ("country", "year", "kind")
"""What is told of a report, each with its ground."""
Found = Mapping[str, Any]
Place = tuple[int, int]


def keep(report: Report, result: Mapping[str, Any]) -> None:
    """Store the result of an examination (``examiner.result_of``) with the report, in one transaction."""
    about = result["report"]
    with writing():
        report = Report.objects.select_for_update().get(pk=report.pk)
        _tell(report, about)
        kept = _keep_pages(report, result["pages"])
        passages = [one for one in result["passages"] if one["page"] not in kept or _stands(one, kept)]
        count = keep_passages(report, passages)
        report.state, report.examined_at = Report.State.EXAMINED, timezone.now()
        report.engine, report.gate, report.terms = settings.VERSION, about["gate"], about["terms"]
        report.error_code = report.error_message = ""
        report.attempts = 0
        report.save()
        data = {"engine": report.engine, "terms": report.terms, "pages": report.pages, "passages": count}
        record(None, "examine", report, data=data)


def tell_by_name(report: Report) -> None:
    """Put into a report whose cover cannot be read what the name of its file tells; nothing is saved."""
    cover = read_cover("", report.name)
    for name in TOLD:
        known: Known | None = getattr(cover, name)
        _know(report, name, {"value": known.value, "from": known.where, "words": known.words} if known else None)


def keep_passages(report: Report, found: Iterable[Found]) -> int:
    """Make the passages of a report those that were found, but for what people decided; return how many there are.

    ``found`` are passages as ``secretariat examine`` writes them, with ``given`` and ``doubtful``; ``page`` is 0 for
    a report without pages.
    """
    here: dict[Place, Passage] = {(one.page, one.start): one for one in report.passages.all()}
    new: list[Passage] = []
    changed: list[Passage] = []
    for one in found:
        place = (one["page"], one["span"][0])
        passage = here.pop(place, None) or Passage(report=report, page=one["page"], start=one["span"][0])
        if passage.pk and passage.machine == one:
            continue
        (changed if passage.pk else new).append(_filled(passage, one))
    gone = [one.pk for one in here.values() if not one.is_judged]
    Passage.objects.filter(pk__in=gone).delete()
    Passage.objects.bulk_create(new, BATCH)
    Passage.objects.bulk_update(changed, FIELDS, BATCH)
    relabelled = [one for one in changed if not one.is_judged]
    PassageLabel.objects.filter(passage__in=relabelled).delete()
    PassageLabel.objects.bulk_create(_labels([*new, *relabelled]), BATCH)
    return report.passages.count()


FIELDS = "paragraph section text end given subject subjects stance figures doubtful machine".split()


def back_to_the_machine(passage: Passage) -> None:
    """Let a passage say what the engine said last, with its labels, and save it."""
    passage.standing = Standing.PROPOSED
    _filled(passage, passage.machine).save()
    passage.labels.all().delete()
    PassageLabel.objects.bulk_create(_labels([passage]), BATCH)


def _filled(passage: Passage, one: Found) -> Passage:
    """Put what the engine said into a passage; where a person decided, only beside it."""
    passage.machine = dict(one)
    if passage.is_judged:
        return passage
    passage.paragraph, passage.section = one["paragraph"], one["section"] or ""
    passage.text, passage.end, passage.given = one["text"], one["span"][1], one["given"]
    passage.subject, passage.subjects, passage.stance = one["subject"], one["subjects"], one["stance"]
    passage.figures, passage.doubtful = one["figures"], one["doubtful"]
    return passage


def _labels(passages: Iterable[Passage]) -> list[PassageLabel]:
    return [
        PassageLabel(
            passage=passage,
            framework=label["framework"],
            code=label["code"],
            score=label["score"],
            because=label["because"],
        )
        for passage in passages
        for label in passage.machine["labels"]
    ]


def _tell(report: Report, about: Found) -> None:
    """Put what was read of a report into it; what a person told of it stays."""
    for name in TOLD:
        _know(report, name, about[name])
    report.language, report.pages = about["language"] or "", about["pages"]
    report.without_text, report.unreadable = about["without_text"], about["unreadable"]


def _know(report: Report, name: str, known: Found | None) -> None:
    """Put one thing that is known of a report into it, with its ground; what a person told of it stays."""
    if report.grounds.get(name, {}).get("from") == "person":
        return
    empty = None if name == "year" else ""
    setattr(report, name, known["value"] if known else empty)
    grounds = {key: value for key, value in report.grounds.items() if key != name}
    report.grounds = {**grounds, name: {"from": known["from"], "words": known["words"]}} if known else grounds


def _keep_pages(report: Report, pages: Sequence[Found]) -> dict[int, str]:
    """Store the texts of pages; return those that stay as they were, for somebody decided on a passage there."""
    judged = report.passages.exclude(standing=Standing.PROPOSED).values("page")
    kept = dict(report.page_rows.filter(number__in=judged).values_list("number", "text"))
    report.page_rows.exclude(number__in=kept).delete()
    Page.objects.bulk_create(
        (
            Page(
                report=report,
                number=one["number"],
                text=one["text"],
                blocks=one["blocks"],
                words=" ".join(searched_words(one["text"], report.language)),
            )
            for one in pages
            if one["number"] not in kept
        ),
        BATCH,
    )
    return kept


def _stands(one: Found, kept: Mapping[int, str]) -> bool:
    """Say whether a passage stands at its place in the text that was kept of its page."""
    start, end = one["span"]
    return kept[one["page"]][start:end] == str(one["text"])
