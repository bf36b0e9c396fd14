"""What happens to some actions and decisions of the example afterwards: invented, and said to be so."""

from __future__ import annotations

from secretariat.followup.closing import drop
from secretariat.followup.handing_over import hand_over
from secretariat.followup.splitting import Part, split
from secretariat.followup.verbs import OwnerRef, report
from secretariat.network.models import Body, User
from secretariat.register.entries import enter
from secretariat.register.lineage import link_action, relate
from secretariat.register.models import ActionPoint, Decision

INVENTED = "Invented for the worked example."


def follow(officer: User) -> None:
    """Split, hand over and drop an action each, tie some to their decision, and let a decision be replaced."""
    _split(officer)
    _pass_on(officer)
    _replace(officer)


def _split(officer: User) -> None:
    """Split the preparatory events between two entities; one of them has begun."""
    events = _action("preparatory events on the four round tables")
    first, _second = split(
        officer,
        action=events,
        parts=(
            Part("Organize the preparatory events on round tables 1 and 2.", (OwnerRef("entity:undp"),), "2021-11"),
            Part("Organize the preparatory events on round tables 3 and 4.", (OwnerRef("entity:ilo"),), "2022-01"),
        ),
        reason=f"Two entities prepare two round tables each. {INVENTED}",
    )
    report(
        officer, action=first, text=f"Dates are being sought. {INVENTED}", state="in_progress", occurred_on="2021-09"
    )


def _pass_on(officer: User) -> None:
    """Hand one action over and drop another."""
    findings = _action("findings of the laboratory")
    link_action(officer, action=findings, decision=_decision("programme of the laboratory"), reason=INVENTED)
    hand_over(
        officer,
        action=findings,
        giver="entity:undesa",
        taker="entity:undp",
        reason=f"The colleague who wrote it up moved. {INVENTED}",
    )
    outline = _action("Comment on the outline of the guidance")
    drop(officer, actions=[outline], reason=f"A first draft took the place of the outline. {INVENTED}")


def _replace(officer: User) -> None:
    """Let the decision on the review of the workplan be replaced by a later one."""
    reviews = _decision("twice a year")
    note = _action("note on progress under the workplan")
    link_action(officer, action=note, decision=reviews, reason=INVENTED)
    later = enter(
        officer,
        kind=Decision.kind,
        values={"text": f"Review progress on the workplan four times a year. ({INVENTED})", "verb": "agree"},
        body=Body.objects.get(slug="executive-committee"),
    )
    if isinstance(later, Decision):
        relate(officer, decision=later, earlier=reviews, sort="replaces", reason=INVENTED)


def _action(words: str) -> ActionPoint:
    """Return the action whose text holds these words."""
    return ActionPoint.objects.exclude(ActionPoint.drafts()).get(text__contains=words)


def _decision(words: str) -> Decision:
    """Return the decision whose text holds these words."""
    return Decision.objects.exclude(Decision.drafts()).get(text__contains=words)
