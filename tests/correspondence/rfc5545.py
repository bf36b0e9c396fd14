"""A strict reader of calendars, written from RFC 5545 alone: it shares nothing with what writes them.

It refuses what many calendars forgive: a bare line end, a long line, a broken character at a fold, a name or a
parameter against the grammar (3.1), a value against its type, a missing or doubled property (3.6), a zone that is not
described.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

NAME = r"[A-Za-z0-9-]+"
PARAM = rf'{NAME}=(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)(?:,(?:"[^"]*"|[^";:,]*))*'
LINE = re.compile(rf"({NAME})((?:;{PARAM})*):(.*)")
TEXT = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*")
TYPES = {
    "DATE": re.compile(r"\d{8}"),
    "DATE-TIME": re.compile(r"\d{8}T\d{6}Z?"),
    "DURATION": re.compile(r"[+-]?P(\d+W|(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?)"),
    "INTEGER": re.compile(r"[+-]?\d+"),
    "UTC-OFFSET": re.compile(r"[+-]\d{4}(\d{2})?"),
    "URI": re.compile(r"[a-z]+:\S+"),
    "TEXT": TEXT,
}
DEFAULTS = {
    "DTSTART": "DATE-TIME",
    "DTEND": "DATE-TIME",
    "DUE": "DATE-TIME",
    "DTSTAMP": "DATE-TIME",
    "RDATE": "DATE-TIME",
    "LAST-MODIFIED": "DATE-TIME",
    "SEQUENCE": "INTEGER",
    "URL": "URI",
    "TZOFFSETFROM": "UTC-OFFSET",
    "TZOFFSETTO": "UTC-OFFSET",
    "X-PUBLISHED-TTL": "DURATION",
    "REFRESH-INTERVAL": "DURATION",
}
ONCE = {
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "DUE",
    "SUMMARY",
    "SEQUENCE",
    "LAST-MODIFIED",
    "URL",
    "STATUS",
    "CLASS",
    "LOCATION",
}
STATUSES = {
    "VEVENT": {"TENTATIVE", "CONFIRMED", "CANCELLED"},
    "VTODO": {"NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"},
}


@dataclass
class Property:
    """One line: its parameters and its value."""

    params: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """Return the value as text."""
        return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], self.value)

    @property
    def day(self) -> date:
        """Return the value as a day."""
        return datetime.strptime(self.value[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone


@dataclass
class Component:
    """What stands between BEGIN and END."""

    name: str
    lines: list[tuple[str, Property]] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def one(self, name: str) -> Property:
        """Return a property that must be there once."""
        found = [line for key, line in self.lines if key == name]
        assert len(found) == 1, f"{self.name}: {name} stands {len(found)} times"
        return found[0]

    def has(self, name: str) -> bool:
        """Say whether a property is there."""
        return any(key == name for key, _line in self.lines)

    def all(self, name: str) -> list[Component]:
        """Return the parts of a name."""
        return [part for part in self.parts if part.name == name]


def read(data: bytes) -> Component:
    """Return a calendar; fail where it breaks the standard."""
    root = Component("")
    stack = [root]
    for line in _unfolded(data):
        found = LINE.fullmatch(line)
        assert found, f"against the grammar: {line!r}"
        name, params, value = found[1].upper(), _params(found[2]), found[3]
        if name == "BEGIN":
            stack.append(Component(value))
        elif name == "END":
            done = stack.pop()
            assert done.name == value, f"{done.name} ends as {value}"
            stack[-1].parts.append(done)
        else:
            _typed(name, params, value)
            stack[-1].lines.append((name, Property(params, value)))
    assert len(stack) == len(root.parts) == 1
    _checked(root.parts[0])
    return root.parts[0]


def moment(calendar: Component, line: Property) -> datetime:
    """Return the moment of an hour that is told in a zone, by what the calendar says of that zone (3.6.5)."""
    local = datetime.strptime(line.value, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - the zone is what is looked for
    (zone,) = [part for part in calendar.all("VTIMEZONE") if part.one("TZID").value == line.params["TZID"]]
    onsets: list[tuple[datetime, timedelta]] = []
    for part in zone.parts:
        before, after = _offset(part.one("TZOFFSETFROM")), _offset(part.one("TZOFFSETTO"))
        starts = [
            part.one("DTSTART").value,
            *(day for key, at in part.lines if key == "RDATE" for day in at.value.split(",")),
        ]
        onsets += [(datetime.strptime(at, "%Y%m%dT%H%M%S") - before, after) for at in starts]  # noqa: DTZ007
    held = [(at, after) for at, after in onsets if at + after <= local]
    return (local - max(held)[1]).replace(tzinfo=UTC)


def _offset(line: Property) -> timedelta:
    hours, minutes = int(line.value[1:3]), int(line.value[3:5])
    return timedelta(hours=hours, minutes=minutes) * (-1 if line.value[0] == "-" else 1)


def _unfolded(data: bytes) -> list[str]:
    assert data.endswith(b"\r\n")
    raw = data[:-2].split(b"\r\n")
    assert not [line for line in raw if b"\n" in line or b"\r" in line], "a bare line end"
    assert not [line for line in raw if len(line) > 75], "a line of more than 75 octets"
    for line in raw:
        line.decode("utf-8")  # a fold never cuts a character
    lines: list[str] = []
    for line in raw:
        if line[:1] in {b" ", b"\t"}:
            lines[-1] += line[1:].decode()
        else:
            lines.append(line.decode())
    return lines


def _params(text: str) -> dict[str, str]:
    found = re.findall(rf'({NAME})=("[^"]*"|[^";:]*)', text)
    assert len(found) == len({name.upper() for name, _value in found})
    return {name.upper(): value.strip('"') for name, value in found}


def _typed(name: str, params: dict[str, str], value: str) -> None:
    if name in {"RDATE", "EXDATE"} and "," in value:
        for one in value.split(","):
            _typed(name, params, one)
        return
    kind = params.get("VALUE", DEFAULTS.get(name, "TEXT"))
    assert TYPES[kind].fullmatch(value), f"{name} is no {kind}: {value!r}"
    if kind in {"DATE", "DATE-TIME"}:
        datetime.strptime(value.rstrip("Z"), "%Y%m%d" if kind == "DATE" else "%Y%m%dT%H%M%S")  # noqa: DTZ007
    if "TZID" in params:
        assert kind == "DATE-TIME", f"{name} has a zone and no hour"
        assert not value.endswith("Z"), f"{name} has two zones"
    if name in {"DTSTAMP", "LAST-MODIFIED"}:
        assert value.endswith("Z"), f"{name} is not in UTC"


def _checked(calendar: Component) -> None:
    assert calendar.name == "VCALENDAR"
    assert calendar.one("VERSION").value == "2.0"
    assert calendar.one("PRODID").value
    zones = {part.one("TZID").value for part in calendar.all("VTIMEZONE")}
    for zone in calendar.all("VTIMEZONE"):
        assert zone.parts
        for observance in zone.parts:
            assert {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"} <= {name for name, _line in observance.lines}
    seen: Counter[str] = Counter()
    for part in calendar.parts:
        if part.name != "VTIMEZONE":
            _entry(part, zones)
            seen[part.one("UID").value] += 1
    assert [uid for uid, count in seen.items() if count > 1] == []


def _entry(part: Component, zones: set[str]) -> None:
    names = Counter(name for name, _line in part.lines)
    assert [name for name in ONCE if names[name] > 1] == []
    part.one("DTSTAMP")
    for _name, line in part.lines:
        assert line.params.get("TZID", "") in zones | {""}, "a zone that is not described"
    if part.has("STATUS"):
        assert part.one("STATUS").value in STATUSES[part.name]
    if part.name == "VEVENT":
        start = part.one("DTSTART")
        if part.has("DTEND"):
            end = part.one("DTEND")
            assert start.params.get("VALUE") == end.params.get("VALUE")
            assert end.value > start.value or end.params.get("TZID") != start.params.get("TZID")
