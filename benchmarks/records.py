"""Made-up meeting records: the same seed gives the same record, and no two seeds the same one.

Bodies, people and matters are invented. Layouts differ as those of real secretariats do.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

PLACES = (
    "Aldermoor Brightwater Caldhaven Dunlow Eastmere Farrowby Glenmore Highcastle Ivybridge Kestrel Lowmarsh".split()
)
KINDS = ("Ferry", "Harbour", "Library", "Water", "Schools", "Forest", "Rail", "Markets", "Museums", "Orchard")
SORTS = ("Board", "Committee", "Working Group", "Steering Group", "Council", "Task Team")
GIVEN = "Ana Bilal Chen Dora Emeka Farida Goran Hana Idris Jana Kofi Leila Marek Nadia Omar Priya Quentin Rosa".split()
FAMILY = "Achterberg Botha Castellano Dimitrov Eriksen Fofana Gupta Hossain Ivanova Jansen Kimura Lindqvist".split()
TITLES = ("Director", "Deputy Director", "Head of Planning", "Chief Engineer", "Policy Officer", "Treasurer", "Adviser")
OFFICES = (
    "Port Office",
    "Roads Agency",
    "Health Trust",
    "Farmers' Union",
    "City Archive",
    "Tide Institute",
    "Coast Guard",
)
MATTERS = (
    ("the dredging of the inner basin", "costs of the dredging"),
    ("the winter timetable", "passengers in winter"),
    ("the training of volunteers", "volunteers trained"),
    ("the repair of the sea wall", "metres of wall repaired"),
    ("the open day in spring", "visitors last year"),
    ("the exchange of tide data", "stations that send data"),
    ("the new catalogue", "titles catalogued"),
    ("the strategy for the coming years", "comments received"),
    ("the audit of the accounts", "invoices looked at"),
    ("the joint call for partners", "partners so far"),
)
REMARKS = (
    "Members recalled that {matter} had been on the table since the previous autumn and thanked those who prepared it.",
    "It was noted that {matter} touches on several offices, and that none of them can carry it alone.",
    "{speaker} stressed that {matter} should stay simple, with a text that fits on one page.",
    "{speaker} suggested looking at {matter} again once the figures of the second half of the year are known.",
    "Some members expressed concern about the time that {matter} takes from the staff of the smaller offices.",
    "There are now {number} {counted}, against {fewer} a year ago.",
    "In the discussion it was emphasized that {matter} depends on the goodwill of people who are not in the room.",
)
RULINGS = (
    "The {sort} agreed to go ahead with {matter}.",
    "The {sort} approved {matter} without discussion.",
    "The {sort} endorsed the note on {matter}.",
    "The {sort} decided to put {matter} before the general assembly.",
)
TASKS = (
    ("circulate a revised note on {matter}", "by {due}"),
    ("draw up a budget for {matter}", "by {due}"),
    ("invite the {office} to speak on {matter}", ""),
    ("keep members informed of {matter}", ""),
    ("send comments on {matter} to the secretariat", "no later than {due}"),
)
ITEMS = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the agenda and what came of it."""

    title: str
    remarks: tuple[str, ...]
    ruling: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A made-up record."""

    title: str
    when: str
    hours: str
    participants: tuple[str, ...]
    items: tuple[Item, ...]
    layout: int


def made(seed: int) -> Record:
    """Return the record of that seed, of about two pages."""
    chance = random.Random(seed)
    sort = chance.choice(SORTS)
    day = date(2019, 1, 7) + timedelta(days=chance.randrange(2200))
    people = tuple(_person(chance) for _ in range(chance.randint(6, 14)))
    start = chance.randint(8, 15)
    return Record(
        title=f"{chance.choice(PLACES)} {chance.choice(KINDS)} {sort}",
        when=f"{day.day} {day:%B %Y}",
        hours=f"{start:02}:00–{start + 2:02}:30",
        participants=people,
        items=tuple(_item(chance, sort, people, day, matter) for matter in chance.sample(MATTERS, ITEMS)),
        layout=chance.randrange(len(LAYOUTS)),
    )


def _person(chance: random.Random) -> str:
    name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
    return f"{name}, {chance.choice(TITLES)}, {chance.choice(PLACES)} {chance.choice(OFFICES)}"


def _item(chance: random.Random, sort: str, people: tuple[str, ...], day: date, matter: tuple[str, str]) -> Item:
    due = day + timedelta(days=chance.randint(10, 120))
    number = chance.randint(40, 900)
    words = {
        "matter": matter[0],
        "counted": matter[1],
        "sort": sort,
        "speaker": chance.choice(people).partition(",")[0],
        "office": chance.choice(OFFICES),
        "number": f"{number:,}",
        "fewer": f"{number - chance.randint(1, 39):,}",
        "due": f"{due.day} {due:%B %Y}",
    }
    tasks = []
    for task, until in chance.sample(TASKS, chance.randint(1, 3)):
        owner = chance.choice(people).partition(",")[0] if chance.random() < 0.6 else "The secretariat"
        tasks.append(f"{owner} to {task} {until}".strip().format(**words) + ".")
    return Item(
        title=matter[0][:1].upper() + matter[0][1:],
        remarks=tuple(remark.format(**words) for remark in chance.sample(REMARKS, chance.randint(4, 6))),
        ruling=chance.choice(RULINGS).format(**words),
        tasks=tuple(tasks),
    )


def text(record: Record) -> str:
    """Return the record as plain text, in its own layout."""
    return "\n".join(LAYOUTS[record.layout](record)) + "\n"


def _labelled(record: Record) -> Iterator[str]:
    yield from (record.title, "Summary record of the meeting", "", f"Date: {record.when}", f"Time: {record.hours}", "")
    yield from ("Participants:", *(f"- {person}" for person in record.participants), "", "Agenda:")
    yield from (f"{number}. {item.title}" for number, item in enumerate(record.items, 1))
    for number, item in enumerate(record.items, 1):
        yield from ("", f"{number}. {item.title}", "", " ".join(item.remarks), "", f"Decision: {item.ruling}", "")
        yield from ("Action points:", *(f"- {task}" for task in item.tasks))


def _marked_down(record: Record) -> Iterator[str]:
    yield from (
        f"# Minutes of the {record.title}, {record.when}",
        "",
        f"**Time:** {record.hours}",
        "",
        "## Present",
        "",
    )
    yield from (f"* {person}" for person in record.participants)
    for item in record.items:
        yield from ("", f"## {item.title}", "", *item.remarks, "", item.ruling, "")
        yield from (f"- [ ] {task}" for task in item.tasks)


def _inline(record: Record) -> Iterator[str]:
    people = "; ".join(record.participants)
    yield from (record.title.upper(), f"Meeting of {record.when}, {record.hours} (virtual)", "", f"Present: {people}")
    for number, item in enumerate(record.items, 1):
        yield from ("", f"{number}. {item.title.upper()}")
        for place, remark in enumerate((*item.remarks, item.ruling), 1):
            yield f"{number}.{place} {remark}"
        yield from (f"ACTION: {task}" for task in item.tasks)


LAYOUTS = (_labelled, _marked_down, _inline)
