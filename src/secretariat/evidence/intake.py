"""Reports come into a collection, are told whose they are, and are taken away again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, record, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, require
from secretariat.sources.storage import Draft, Incoming, path_of
from secretariat.sources.verbs import Outcome, file_name, take_in

from .collections import check_cycle, check_year
from .countries import check_country
from .jobs import queue
from .models import Collection, Report

if TYPE_CHECKING:
    from secretariat.network.models import User

BUSY = (Report.State.WAITING, Report.State.EXAMINING)
PERSON = "person"
"""The ground for what a person told of a report."""


@dataclass(frozen=True, slots=True)
class Received:
    """The answer for one file."""

    name: str
    outcome: Outcome
    report: Report | None = None
    message: str = ""
    code: str = ""


def receive(actor: User, *, collection: Collection, files: Sequence[Incoming]) -> list[Received]:
    """Take reports in, each by itself, and queue their examination; one that is refused stops no other.

    The same bytes are kept and examined once, in whatever collection they are.

    Raises:
        NotAllowed: when ``actor`` may not bring reports in.
    """
    require(actor, Verb.UPLOAD, collection)
    return [_receive(actor, collection, incoming) for incoming in files]


def describe(actor: User, *, report: Report, country: str, year: int | None, kind: str) -> Report:
    """Say whose report it is, of which year and kind; empty where that is not known.

    Raises:
        Refused: ``unknown_country``, ``year``, ``unknown_cycle``.
    """
    require(actor, Verb.EDIT, report)
    check_country(country)
    check_year(year)
    check_cycle(kind)
    with writing():
        held = Report.objects.select_for_update().get(pk=report.pk)
        told = {"country": country, "year": year, "kind": kind}
        changed = {name: [getattr(held, name), value] for name, value in told.items() if getattr(held, name) != value}
        if changed:
            for name in changed:
                setattr(held, name, told[name])
                held.grounds = {**held.grounds, name: {"from": PERSON, "words": str(actor)}}
            held.save(update_fields=[*changed, "grounds"])
            record(actor, "describe", held, data={"changed": changed})
    return held


def examine_again(actor: User, *, report: Report) -> Report:
    """Queue another examination. What people decided on passages stays.

    Raises:
        Refused: ``being_read``: it is under way.
    """
    require(actor, Verb.REVIEW, report)
    with writing():
        held = Report.objects.select_for_update().get(pk=report.pk)
        if held.state in BUSY:
            raise Refused("being_read", _("This report is being examined already."))
        held.state, held.attempts = Report.State.WAITING, 0
        held.error_code = held.error_message = ""
        held.save()
        record(actor, "examine_again", held)
        queue(held.pk)
    return held


def discard(actor: User, *, report: Report) -> None:
    """Take a report away with its passages, as long as nobody decided on one of them.

    Raises:
        Refused: ``being_read``, ``judged``.
    """
    require(actor, Verb.EDIT, report)
    with writing():
        held = Report.objects.select_for_update().get(pk=report.pk)
        if held.state == Report.State.EXAMINING:
            raise Refused("being_read", _("This report is being examined already."))
        if held.passages.filter(judgements__isnull=False).exists():
            raise Refused("judged", _("People decided on passages of this report: it stays."))
        data = {"name": held.name, "sha256": held.sha256, "collection": held.collection_id}
        record(actor, "discard", held, data=data)
        transaction.on_commit(partial(path_of(held.stored_name).unlink, missing_ok=True))
        held.delete()


def _receive(actor: User, collection: Collection, incoming: Incoming) -> Received:
    name = file_name(incoming.name)
    try:
        here, new = take_in(
            Incoming(name, incoming.data),
            known=lambda sha256: Report.objects.filter(sha256=sha256).first(),
            store=lambda draft: _stored(actor, collection, draft, name),
        )
    except Refused as refusal:
        return Received(name, Outcome.REFUSED, message=str(refusal), code=refusal.code)
    if new:
        return Received(name, Outcome.STORED, here)
    told = {"name": here.name, "collection": here.collection.title}
    message = _("Already here as “%(name)s” in “%(collection)s”.") % told
    return Received(name, Outcome.ALREADY_HERE, here, message, "already_here")


def _stored(actor: User, collection: Collection, draft: Draft, name: str) -> Report:
    """Write report, event and file, together."""
    with writing():
        report = Report.objects.create(
            collection=collection,
            confidentiality=collection.confidentiality,
            name=name,
            sha256=draft.sha256,
            size=draft.size,
            stored_name=draft.stored_name,
            uploaded_by=actor,
            uploaded_at=timezone.now(),
        )
        data = {"name": name, "sha256": draft.sha256, "size": draft.size, "collection": collection.pk}
        Gesture(actor, collection).record("upload", report, data=data)
        queue(report.pk)
        draft.keep()
    return report
