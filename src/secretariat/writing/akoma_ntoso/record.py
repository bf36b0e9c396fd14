"""A meeting's record as a ``debate``: the roll call, the agenda, a section for each part with what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from ..documents import ActionPoint, Decision, MeetingRecord, Part, Participant
from ..labels import Labels, labels
from ..page import clean
from .blocks import action, decision, noted, numbered, preface
from .marks import A, Element, Identifiers, References
from .metadata import meta

_ATTENDANCE = ("present", "represented", "apologies", "absent")


def record_element(record: MeetingRecord) -> Element:
    """Return the record of a meeting.

    Raises:
        Unwritable: its day is not known.
    """
    writer = _Record(record)
    head = preface(record, "Summary record", writer.labels, writer.references)
    body = A.debateBody(*writer.body()) if writer.has_body() else A.debateBody(writer.empty())
    about = meta(record, "debate", "record", writer.references)
    return A.debate({"name": "summaryRecord"}, about, head, body, *noted(record.notes))


class _Record:
    def __init__(self, record: MeetingRecord) -> None:
        self.record = record
        self.labels: Labels = labels(record.language)
        self.references = References()
        self.identifiers = Identifiers()

    def has_body(self) -> bool:
        record = self.record
        return bool(record.participants or record.agenda or record.parts or record.decisions or record.action_points)

    def empty(self) -> Element:
        return A.debateSection({"name": "record", **self.identifiers.new("dbsect")})

    def body(self) -> Iterator[Element]:
        if self.record.participants:
            yield self._roll_call()
        if self.record.agenda:
            yield self._agenda()
        yield from self._parts()
        yield from self._decisions(self.record.decisions, "", self.labels.word("sections", "decisions"))
        yield from self._actions(self.record.action_points, "", self.labels.word("sections", "action_points"))

    def _roll_call(self) -> Element:
        groups = []
        for attendance in _ATTENDANCE:
            people = [one for one in self.record.participants if _attendance(one) == attendance]
            if people:
                items = [self._person(one) for one in people]
                heading = A.listIntroduction(self.labels.word("sections", attendance))
                identifier = self.identifiers.new("list", "rollcall_1")
                groups.append(A.blockList({**identifier, "class": attendance}, heading, *items))
        return A.rollCall({"eId": "rollcall_1"}, *groups)

    def _person(self, one: Participant) -> Element:
        refer = self.references
        role = {"as": f"#{refer.to('TLCRole', one.role)}"} if one.role else {}
        told: list[Element | str] = [A.person(clean(one.name), {**refer.attribute("TLCPerson", one.name), **role})]
        if clean(one.title):
            told += [", ", A.role(clean(one.title), refer.attribute("TLCRole", one.title or ""))]
        if clean(one.organization):
            organization = refer.attribute("TLCOrganization", one.organization or "")
            told += [", ", A.organization(clean(one.organization), organization)]
        if one.role:
            told.append(f", {self.labels.known('roles', one.role)}")
        if clean(one.represented_by):
            by = A.person(clean(one.represented_by), refer.attribute("TLCPerson", one.represented_by or ""))
            told += [f", {self.labels.word('columns', 'represented_by')} ", by]
        return A.item(self.identifiers.new("item", "rollcall_1"), A.p(*told))

    def _agenda(self) -> Element:
        section = self.identifiers.new("dbsect")
        items = []
        for one in self.record.agenda:
            number = [A.num(clean(one.number))] if clean(one.number) else []
            items.append(A.item(self.identifiers.new("item", section["eId"]), *number, A.p(clean(one.title))))
        listed = A.blockList(self.identifiers.new("list", section["eId"]), *items)
        return A.debateSection({"name": "agenda", **section}, A.heading(self.labels.word("sections", "agenda")), listed)

    def _parts(self) -> Iterator[Element]:
        """Yield the sections of the parts, those of deeper levels within those above them."""
        numbers = count(1)
        above: list[tuple[int, Element]] = []
        for part in self.record.parts:
            while above and above[-1][0] >= part.level:
                _, done = above.pop()
                if not above:
                    yield done
            within = above[-1][1].get("eId") if above else ""
            section = self._part(part, numbers, within)
            if above:
                above[-1][1].append(section)
            above.append((part.level, section))
        if above:
            yield above[0][1]

    def _part(self, part: Part, numbers: Iterator[int], within: str) -> Element:
        identifier = self.identifiers.new("dbsect", within)
        own = identifier["eId"]
        told = [
            numbered(f"{next(numbers)}.", clean(text), self.identifiers, own) for text in part.paragraphs if clean(text)
        ]
        decisions = self._decisions(part.decisions, own, self.labels.word("sections", "decisions"))
        actions = self._actions(part.action_points, own, self.labels.word("sections", "action_points"))
        return A.debateSection(
            {"name": "item", **identifier}, A.heading(clean(part.title)), *told, *decisions, *actions
        )

    def _decisions(self, decisions: Sequence[Decision], within: str, heading: str) -> Iterator[Element]:
        if decisions:
            own = self.identifiers.new("resolutions", within)
            told = [decision(one, self.identifiers.new("dec", own["eId"]), self.references) for one in decisions]
            yield A.resolutions(own, A.heading(heading), *told)

    def _actions(self, actions: Sequence[ActionPoint], within: str, heading: str) -> Iterator[Element]:
        if actions:
            own = self.identifiers.new("dbsect", within)
            told = [
                action(one, self.identifiers.new("act", own["eId"]), self.labels, self.references) for one in actions
            ]
            yield A.debateSection({"name": "actionPoints", **own}, A.heading(heading), *told)


def _attendance(one: Participant) -> str:
    return one.attendance if one.attendance in _ATTENDANCE else "present"
