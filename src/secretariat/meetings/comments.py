"""What the body says about a record in clearance, pinned to its words, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture
from secretariat.history.refusals import Conflict, Refused
from secretariat.network.access import Actor, Verb, may
from secretariat.network.models import User

from . import revisions
from .anchors import found
from .clearance import held
from .models import Comment, Record, RecordPart, RecordRevision, Reply

LONGEST: Final = 5_000


@dataclass(frozen=True, slots=True)
class Pinned:
    """A comment beside a text: where its words stand there, if they do. ``lost`` says that they changed."""

    comment: Comment
    span: tuple[int, int] | None
    lost: bool


def comment(
    actor: User,
    *,
    record: Record,
    part: RecordPart,
    text: str,
    quote: str = "",
    start: int | None = None,
    now: datetime | None = None,
) -> Comment:
    """Say something about the words ``quote`` of a part of the circulating revision, or about the whole part.

    ``start`` tells which of several such passages is meant.

    Raises:
        NotAllowed: to whoever has no seat in the body.
        Refused: when the time is over, nothing is said, or the words do not stand there.
    """
    now = now or timezone.now()
    with held(actor, Verb.COMMENT, record) as row:
        revision = _open(row, now)
        shot = revisions.part_of(revisions.shot(revision), part.pk)
        if shot is None:
            raise Refused("no_such_part", _("The record has no such part."))
        words = _said(text)
        span = found(shot["text"], quote, start or 0) if quote.strip() else None
        if quote.strip() and span is None:
            raise Refused(
                "not_in_text", _("These words do not stand in “%s”. Copy them as they are.") % shot["heading"]
            )
        made = Comment.objects.create(
            revision=revision,
            part=part,
            start=span[0] if span else None,
            end=span[1] if span else None,
            quote=shot["text"][span[0] : span[1]] if span else "",
            text=words,
            by=actor,
            by_name=str(actor),
            at=now,
        )
        data = {"comment": made.pk, "revision": revision.number, "quote": made.quote}
        Gesture(actor, row.meeting).record("comment", row, data=data)
    return made


def reply(actor: User, *, comment: Comment, text: str) -> Reply:
    """Say something to a comment while the record is in clearance."""
    with held(actor, Verb.COMMENT, comment.revision.record) as row:
        _check_in_clearance(row)
        made = Reply.objects.create(comment=comment, text=_said(text), by=actor, by_name=str(actor), at=timezone.now())
        Gesture(actor, row.meeting).record("reply", row, data={"comment": comment.pk, "reply": made.pk})
    return made


def answer(actor: User, *, comment: Comment, state: str, text: str = "", version: int | None = None) -> Comment:
    """Take a comment up, decline it, or open it again, with an answer; declining needs one.

    Raises:
        NotAllowed: to all but the secretariat.
        Conflict: when somebody answered meanwhile.
    """
    if state not in Comment.State.values:
        raise Refused("unknown_state", _("A comment is open, taken up or declined."))
    with held(actor, Verb.EDIT, comment.revision.record) as row:
        _check_in_clearance(row)
        said = Comment.objects.select_for_update().get(pk=comment.pk)
        if version is not None and version != said.version:
            raise Conflict
        words = text.strip()[:LONGEST]
        if state == Comment.State.DECLINED and not words:
            raise Refused("answer_missing", _("Say why you decline it."))
        data = {"comment": said.pk, "before": said.state, "after": state}
        said.state, said.answer, said.version = state, words, said.version + 1
        said.answered_by_name, said.answered_at = str(actor), timezone.now()
        said.save()
        Gesture(actor, row.meeting).record("answer", row, data=data, reason=words)
    return said


def comments(actor: Actor, record: Record) -> list[Comment]:
    """Return what was said about a record, for its body and the secretariat; nothing for others."""
    if not may(actor, Verb.COMMENT, record):
        return []
    rows = Comment.objects.filter(revision__record=record).select_related("revision", "part", "by")
    return list(rows.prefetch_related("replies"))


def pinned(comments: list[Comment], revision: RecordRevision) -> dict[int, list[Pinned]]:
    """Return comments by part, each with its place in the text of ``revision``, in the order of the text."""
    snapshot = revisions.shot(revision)
    texts = {part["part"]: part["text"] for part in snapshot["parts"]}
    placed: dict[int, list[Pinned]] = {}
    for one in comments:
        placed.setdefault(one.part_id, []).append(_pinned(one, texts.get(one.part_id, ""), revision))
    for rows in placed.values():
        rows.sort(key=lambda row: (row.span is None, row.span or (0, 0), row.comment.pk))
    return placed


def _pinned(one: Comment, text: str, revision: RecordRevision) -> Pinned:
    """Return where a comment stands in a text."""
    if not one.quote or one.start is None or one.end is None:
        return Pinned(one, None, lost=False)
    if one.revision_id == revision.pk:
        return Pinned(one, (one.start, one.end), lost=False)
    span = found(text, one.quote, one.start)
    return Pinned(one, span, lost=span is None)


def may_comment(actor: Actor, record: Record, now: datetime) -> bool:
    """Say whether somebody may comment on a record now."""
    return record.is_open(now) and may(actor, Verb.COMMENT, record)


def _open(row: Record, now: datetime) -> RecordRevision:
    """Return the revision that may be commented on."""
    _check_in_clearance(row)
    revision = revisions.latest(row)
    if revision is None or not row.is_open(now):
        raise Refused("time_over", _("The time for comments is over. Ask the secretariat to extend it."))
    return revision


def _check_in_clearance(row: Record) -> None:
    """Refuse a record that is not before its body."""
    if not row.is_circulating():
        raise Refused("not_in_clearance", _("This record is not in clearance."))


def _said(text: str) -> str:
    """Return what somebody said; nothing is refused."""
    words = text.strip()
    if not words:
        raise Refused("text_missing", _("Write what you want to say."))
    if len(words) > LONGEST:
        raise Refused("too_long", _("This text is too long: at most %s characters.") % LONGEST)
    return words


def who_commented(comments: list[Comment]) -> dict[User, int]:
    """Return who commented and how often, by name."""
    counted: dict[User, int] = {}
    for one in sorted(comments, key=lambda row: row.by_name):
        counted[one.by] = counted.get(one.by, 0) + 1
    return counted
