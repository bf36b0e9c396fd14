"""What the worked example plans: series, a coming meeting with its agenda and invitations, a silence procedure."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from secretariat.meetings import agenda, invitations, papers, planning, procedures, series
from secretariat.meetings.models import Meeting, MeetingTemplate, Series
from secretariat.meetings.plans import Plan
from secretariat.network.models import Body
from secretariat.register.procedures import enter_adopted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariat.network.models import User
    from secretariat.sources.models import Document


def plan_example(officer: User, records: Mapping[str, Document]) -> None:
    """Plan what the example has coming, and let one silence procedure run its course. ``records`` go by file name."""
    plan = tomllib.loads((files("secretariat.example") / "planning.toml").read_text(encoding="utf-8"))
    template = _template(officer, plan["template"])
    made = {row["name"]: _series(officer, row, template) for row in plan["series"]}
    _place_held(officer, made)
    _meeting(officer, plan["meeting"], made, records)
    _procedure(officer, plan["procedure"], made["Working level"].body)


def _template(officer: User, row: Mapping[str, Any]) -> MeetingTemplate:
    """Keep the agenda that meetings begin from."""
    items = [series.NewItem(**item) for item in row["items"]]
    return series.save_template(officer, name=row["name"], items=items, notice=row["notice"])


def _series(officer: User, row: Mapping[str, Any], template: MeetingTemplate) -> Series:
    """Add one series."""
    values = {**row, "body": Body.objects.get(slug=row["body"]), "template": template if row.get("template") else None}
    return series.add_series(officer, values=values)


def _place_held(officer: User, made: Mapping[str, Series]) -> None:
    """Put the meetings whose records were read in their series, without numbers: the records give none."""
    for meeting in Meeting.objects.filter(body=made["Principals"].body, document__isnull=False, series=None):
        name = "Working level" if "working level" in meeting.title.lower() else "Principals"
        if not meeting.is_draft():
            planning.put_in_series(officer, meeting=meeting, series=made[name])


def _meeting(
    officer: User, row: Mapping[str, Any], made: Mapping[str, Series], records: Mapping[str, Document]
) -> None:
    """Plan and convene the coming meeting."""
    of = made[row["series"]]
    usual = {name: getattr(of, name) for name in ("body", "zone", "start_time", "end_time", "mode")}
    meeting = planning.plan(officer, plan=Plan(title=row["title"], series=of, date=row["date"], **usual))
    section = meeting.agenda_sections.get(title="For the Committee")
    item = agenda.add_item(officer, meeting=meeting, section=section, values=row["item"])
    item = agenda.shift_item(officer, item=item, by=-1)
    paper = row["paper"]
    papers.attach(officer, meeting=meeting, item=item, revision=records[paper["record"]].current, label=paper["label"])
    meeting = planning.convene(officer, meeting=meeting)
    invitations.invite_seats(officer, meeting=meeting)
    invitations.invite(officer, meeting=meeting, **row["guest"])


def _procedure(officer: User, row: Mapping[str, Any], body: Body) -> None:
    """Open a silence procedure; nobody objects; what it adopted goes into the register."""
    given = {name: row[name] for name in ("title", "zone", "deadline", "notice", "proposal")}
    plan = Plan(body=body, sort=Meeting.Sort.SILENCE_PROCEDURE, **given)
    meeting = planning.convene(officer, meeting=planning.plan(officer, plan=plan), now=row["opened"])
    procedures.settle(meeting, now=row["deadline"] + timedelta(seconds=1))
    enter_adopted(officer, procedure=meeting)
