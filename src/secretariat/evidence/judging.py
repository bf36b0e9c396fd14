"""What coders say of passages, one judgement each, and what a passage says by them.

With one judgement, or with several that are the same, a passage says what the coders say. Where they differ it keeps
saying what the first of them said and is marked as disputed, until one coder changes their mind or a further look
settles it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Conflict, Refused
from secretariat.meetings.changing import differences, fitting
from secretariat.network.access import Verb, require

from .frameworks import LABELLING, find, in_order, only_with
from .models import Judgement, Passage, PassageLabel, Stance, Standing, Subject, Verdict
from .storing import back_to_the_machine

if TYPE_CHECKING:
    from secretariat.network.models import User

STANDINGS = {Verdict.ACCEPT: Standing.ACCEPTED, Verdict.CORRECT: Standing.CORRECTED, Verdict.REJECT: Standing.REJECTED}


@dataclass(frozen=True, slots=True)
class Coding:
    """What somebody says of a passage; codes are ``framework:code``. A rejection has no subject, stance and codes."""

    verdict: str
    subject: str = ""
    stance: str = ""
    codes: tuple[str, ...] = ()

    @property
    def meaning(self) -> tuple[bool, str, str, frozenset[str]]:
        """Return what two coders must share to agree: accepting and correcting to the same is the same."""
        return self.verdict == Verdict.REJECT, self.subject, self.stance, frozenset(self.codes)


def judge(
    actor: User,
    *,
    passage: Passage,
    verdict: str,
    subject: str = "",
    stance: str = "",
    codes: Iterable[str] = (),
    note: str = "",
    seen: str | None = None,
) -> Passage:
    """Give, or change, one's own judgement of a passage, and return the passage as it stands by all judgements.

    To accept is to say what the engine said last; a correction that changes nothing of it is an acceptance.
    ``subject``, ``stance`` and ``codes`` count on correction only. ``seen`` is what ``state_of`` gave when the coder
    looked.

    Raises:
        NotAllowed: when ``actor`` may not review the passage.
        Conflict: when the passage is not as it was seen.
        Refused: ``unknown_verdict``, ``unknown_subject``, ``unknown_stance``, ``unknown_code``, ``refugees_only``.
    """
    coding = Coding(verdict, subject, stance, tuple(codes))

    def given(held: Passage, own: Judgement) -> str:
        _give(held, own, coding, note, alone=_out_of_sight(held, actor, seen))
        return "judge"

    return _change(actor, passage, given, seen)


def settle(
    actor: User,
    *,
    passage: Passage,
    verdict: str,
    subject: str = "",
    stance: str = "",
    codes: Iterable[str] = (),
    note: str = "",
    seen: str | None = None,
) -> Passage:
    """End a dispute by a further look, one's own first judgement or not; what others said stays with them.

    Raises:
        Refused: ``no_dispute``, or as ``judge``.
    """
    coding = Coding(verdict, subject, stance, tuple(codes))

    def settled(held: Passage, own: Judgement) -> str:
        if held.standing != Standing.DISPUTED:
            raise Refused("no_dispute", _("Nobody differs on this passage any more."))
        _say(held, own, coding, note)
        own.settles = True
        own.save()
        return "settle"

    return _change(actor, passage, settled, seen)


def withdraw(actor: User, *, passage: Passage, seen: str | None = None) -> Passage:
    """Take one's own judgement back; of who settled after having coded, the settlement alone.

    Raises:
        Refused: ``no_judgement``.
    """

    def withdrawn(_held: Passage, own: Judgement) -> str:
        if own.pk is None:
            raise Refused("no_judgement", _("You gave no judgement of this passage."))
        if own.settles and own.first:
            _put(own, coding_of(own.first))
            own.settles = False
            own.save()
        else:
            own.delete()
        return "take_judgement_back"

    return _change(actor, passage, withdrawn, seen)


def state_of(passage: Passage, coder: User, *, blind: bool = False) -> str:
    """Return a mark of what a coder sees of a passage: it is another one when that changes.

    Seen ``blind``, the judgements of others are not part of it.
    """
    rows = sorted(
        (row.pk, row.at.isoformat()) for row in passage.judgements.all() if not blind or row.coder_id == coder.pk
    )
    shown = [passage.text, passage.machine, rows]
    digest = sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:24]
    return f"{'blind' if blind else 'open'}-{digest}"


def said_by_machine(passage: Passage) -> Coding:
    """Return what the engine said last of a passage."""
    machine = passage.machine
    keys = (f"{label['framework']}:{label['code']}" for label in machine["labels"])
    return Coding(Verdict.ACCEPT, machine["subject"], machine["stance"], tuple(in_order(keys)))


def coding_of(row: Judgement | dict[str, Any]) -> Coding:
    """Return what a judgement says, or what its ``first`` said."""
    if isinstance(row, Judgement):
        return Coding(row.verdict, row.subject, row.stance, tuple(row.codes))
    return Coding(row["verdict"], row["subject"], row["stance"], tuple(row["codes"]))


def _change(actor: User, passage: Passage, act: Callable[[Passage, Judgement], str], seen: str | None) -> Passage:
    """Let ``act`` change the actor's judgement, bring the passage up to date, and record both."""
    require(actor, Verb.REVIEW, passage)
    with writing():
        held = Passage.objects.select_for_update().filter(pk=passage.pk).first()
        if held is None:
            raise Conflict(_("Somebody took this away meanwhile."))
        if seen is not None and seen not in {state_of(held, actor), state_of(held, actor, blind=True)}:
            raise Conflict(_("This passage was changed meanwhile. Look again, then decide."))
        own = held.judgements.filter(coder=actor).first()
        before, said = _told(held, own), _judgement(own)
        verb = act(held, own or Judgement(passage=held, coder=actor))
        _bring_up_to_date(held, list(held.judgements.order_by("pk")))
        now = held.judgements.filter(coder=actor).first()
        data = {
            "changed": differences(before, _told(held, now)),
            "judgement": {"before": said, "after": _judgement(now)},
        }
        reason = now.note if now else ""
        Gesture(actor, held.report.collection).record(verb, held, data=data, reason=reason)
    return held


def _give(passage: Passage, own: Judgement, coding: Coding, note: str, *, alone: bool) -> None:
    """Write a judgement; what was first said stays as soon as somebody else has spoken."""
    others = passage.judgements.exclude(pk=own.pk).exists()
    new = own.pk is None
    _say(passage, own, coding, note)
    own.settles = False
    if new or (own.first and not others):
        own.first = {**_plain(coding_of(own)), "unseen": alone or not others}
    own.save()


def _out_of_sight(passage: Passage, coder: User, seen: str | None) -> bool:
    """Say whether a coder looked without sight of what others said."""
    return seen is not None and seen == state_of(passage, coder, blind=True)


def _say(passage: Passage, own: Judgement, coding: Coding, note: str) -> None:
    """Put what a coder says into their judgement, checked."""
    said = _checked(passage, coding)
    _put(own, said)
    own.note, own.at = note.strip(), timezone.now()
    fitting(own)


def _put(own: Judgement, said: Coding) -> None:
    own.verdict, own.subject, own.stance, own.codes = said.verdict, said.subject, said.stance, list(said.codes)


def _checked(passage: Passage, coding: Coding) -> Coding:
    """Return what is said in full, or refuse it."""
    machine = said_by_machine(passage)
    if coding.verdict not in Verdict.values:
        raise Refused("unknown_verdict", _("The verdict is one of: %s.") % ", ".join(Verdict.values))
    if coding.verdict == Verdict.ACCEPT:
        return machine
    if coding.verdict == Verdict.REJECT:
        return Coding(Verdict.REJECT)
    if coding.subject not in Subject.values:
        raise Refused("unknown_subject", _("Choose what the passage is about."))
    if coding.stance not in Stance.values:
        raise Refused("unknown_stance", _("Choose what the passage does."))
    codes = tuple(in_order(coding.codes))
    _check_codes(codes, _subjects(passage, coding.subject), known={*machine.codes})
    said = Coding(Verdict.CORRECT, coding.subject, coding.stance, codes)
    return machine if said.meaning == machine.meaning else said


def _check_codes(codes: Sequence[str], subjects: Sequence[str], known: set[str]) -> None:
    """Refuse codes that there are not, and those that the subjects of a passage do not allow."""
    unknown = [key for key in codes if key not in known and find(key) is None]
    if unknown:
        raise Refused("unknown_code", _("There is no code “%s”.") % unknown[0])
    for framework in {key.partition(":")[0] for key in codes} & {*LABELLING}:
        wanted = only_with(framework)
        if wanted and not {*subjects} & {*wanted}:
            line = _("A passage on refugees alone carries no code of the Global Compact for Migration.")
            raise Refused("refugees_only", line)


def _subjects(passage: Passage, subject: str) -> list[str]:
    """Return what a passage is about where a person says what it is about most.

    Refugees and migrants stay apart: who says refugees where the engine did not means refugees alone.
    """
    seen: list[str] = passage.machine["subjects"]
    if subject == passage.machine["subject"]:
        return seen
    if subject == Subject.REFUGEES or subject not in seen:
        return [subject]
    return [subject, *(one for one in seen if one != subject)]


def _bring_up_to_date(passage: Passage, judgements: Sequence[Judgement]) -> None:
    """Let a passage say what its judgements say, the oldest first; without any, what the engine says."""
    speaking = _speaking(judgements)
    if not speaking or speaking[0].verdict == Verdict.REJECT:
        back_to_the_machine(passage)
    else:
        _take_over(passage, coding_of(speaking[0]))
    meanings = {coding_of(row).meaning for row in speaking}
    if len(meanings) > 1:
        passage.standing = Standing.DISPUTED
    elif speaking:
        passage.standing = STANDINGS[Verdict(speaking[0].verdict)]
    passage.save()


def _speaking(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Return the judgements that count: from a settlement on, that one first and those after it."""
    settling = [row for row in judgements if row.settles]
    if not settling:
        return list(judgements)
    last = max(settling, key=lambda row: (row.at, row.pk))
    return [last, *(row for row in judgements if row.at > last.at)]


def _take_over(passage: Passage, said: Coding) -> None:
    """Give a passage the subject, stance and codes of a person; codes that the engine gave too keep their score."""
    passage.subjects = _subjects(passage, said.subject)
    passage.subject, passage.stance = said.subject, said.stance
    machine = {(label["framework"], label["code"]): label for label in passage.machine["labels"]}
    here = {(label.framework, label.code): label for label in passage.labels.all() if label.score is not None}
    labels = []
    for key in said.codes:
        framework, _colon, code = key.partition(":")
        label = PassageLabel(passage=passage, framework=framework, code=code)
        if (framework, code) in machine:
            label.score, label.because = machine[framework, code]["score"], machine[framework, code]["because"]
        elif (framework, code) in here:
            label.score, label.because = here[framework, code].score, here[framework, code].because
        labels.append(label)
    passage.labels.all().delete()
    PassageLabel.objects.bulk_create(labels)


def _told(passage: Passage, own: Judgement | None) -> dict[str, object]:
    """Return how a passage stands, and what the coder's own verdict is, as the history keeps it."""
    keys = in_order(str(label) for label in passage.labels.all())
    names = ("standing", "subject", "stance")
    return {
        **{name: str(getattr(passage, name)) for name in names},
        "codes": keys,
        "verdict": own.verdict if own else "",
    }


def _judgement(row: Judgement | None) -> dict[str, object] | None:
    """Return a judgement as the history keeps it."""
    return None if row is None else {**_plain(coding_of(row)), "note": row.note, "settles": row.settles}


def _plain(said: Coding) -> dict[str, object]:
    return {"verdict": said.verdict, "subject": said.subject, "stance": said.stance, "codes": list(said.codes)}
