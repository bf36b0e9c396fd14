"""What the review page shows: findings as cards in the order of the text, the source, the counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zlib import crc32

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from .finding_forms import ATTENDANCE, LABELS, MAIN, MODES, PACES, PARTS
from .finding_kinds import GESTURES, KINDS, STATES, KindWords
from .highlights import Highlight
from .periods import in_words
from .source_page import Note, SourcePage, lines_of

if TYPE_CHECKING:
    from .finding_forms import Label

State = Mapping[str, Any]
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
_OPEN = {"proposed", "confirmed"}
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "meeting": ("body", "date", "end_date", "start", "end", "timezone", "mode", "place"),
    "participant": ("title", "organization", "role", "attendance", "represented_by"),
    "decision": ("verb", "manner", "proposer", "object"),
    "action_point": ("pace", "review_date"),
    "statement": ("force", "speaker"),
    "figure": ("value", "unit", "subject", "as_of"),
    "previous_action": ("status",),
}
_DAYS = {"date", "end_date", "review_date", "as_of"}
_UNSAID = {("pace", "once"), ("attendance", "present")}


@dataclass(frozen=True, slots=True)
class Fact:
    """A value on a card; ``vacant`` is an empty place that asks to be filled."""

    label: Label
    value: str
    vacant: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One finding as the list shows it."""

    finding: State
    words: KindWords
    title: str
    facts: tuple[Fact, ...]
    group: str
    group_key: str
    is_new: bool
    url: str
    anchor: str
    merged_into: str = ""

    @property
    def is_open(self) -> bool:
        """Say whether the finding is still to be decided."""
        return bool(self.finding["state"] == "proposed")

    @property
    def confirms_group(self) -> bool:
        """Say whether all of this kind stand together and are usually confirmed together."""
        return self.finding["kind"] in {"participant", "agenda_item"}

    @property
    def can_change(self) -> bool:
        """Say whether the finding can be corrected and merged."""
        return self.finding["state"] in _OPEN

    @property
    def decided_line(self) -> str:
        """Return who decided, on which day and why."""
        decided = self.finding["decided"]
        if not decided:
            return ""
        line = f"{decided['by']}, {in_words(decided['at'][:10])}"
        return f"{line}: {decided['basis']}" if decided["basis"] else line

    @property
    def state_label(self) -> Label:
        """Return the state in words."""
        return STATES.get(str(self.finding["state"]), "")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of one kind there are, and how many are still to be decided."""

    kind: str
    words: KindWords
    count: int
    to_decide: int


@dataclass(frozen=True)
class Board:
    """The review page of one document, worked out of the state that the register gives."""

    state: State
    by_id: dict[int | str, State] = field(init=False)

    def __post_init__(self) -> None:
        """Index the findings."""
        object.__setattr__(self, "by_id", {one["id"]: one for one in self.state["proposals"]})

    @cached_property
    def cards(self) -> list[Card]:
        """Return the findings in the order of the text, the meeting first."""
        rows = sorted(self.state["proposals"], key=_place)
        again = any(row["earlier_reading"] for row in rows)
        return [self._card(row, again=again) for row in rows]

    @cached_property
    def url(self) -> str:
        """Return the address of the page; those of a finding stand below it (one look-up for hundreds of them)."""
        return reverse("workspace:review", args=[self.state["document"]["id"]])

    @cached_property
    def source(self) -> SourcePage:
        """Return the text with every finding in place."""
        state = self.state
        blocks = state["blocks"] or lines_of(state["text"])
        return SourcePage(state["text"], blocks, state["page_starts"], self._highlights(), self._notes())

    @property
    def source_html(self) -> SafeString:
        """Return the text, drawn."""
        return self.source.html()

    @property
    def language(self) -> str:
        """Return the language of the text."""
        reading = self.state["reading"] or {}
        return reading.get("language") or ""

    @property
    def direction(self) -> str:
        """Return the direction in which the text runs."""
        return "rtl" if self.language.split("-")[0] in RIGHT_TO_LEFT else "ltr"

    @property
    def language_name(self) -> str:
        """Return the name of the language."""
        try:
            return str(get_language_info(self.language)["name_translated"]) if self.language else ""
        except KeyError:
            return self.language

    @property
    def total(self) -> int:
        """Return how many findings there are to decide on, decided or not."""
        return len(self.state["proposals"])

    @property
    def decided(self) -> int:
        """Return how many were decided."""
        return sum(one["state"] != "proposed" for one in self.state["proposals"])

    @property
    def tallies(self) -> list[Tally]:
        """Return the kinds that occur, in their usual order."""
        return [tally for kind in KINDS if (tally := self._tally(kind)).count]

    @property
    def new_beside_decided(self) -> int:
        """Return how many proposals a later reading put beside what was decided."""
        return sum(card.is_new for card in self.cards)

    @property
    def loose_problems(self) -> list[State]:
        """Return what the reader noticed of the record as a whole."""
        return [problem for problem in self.state["problems"] if problem["start"] is None]

    @property
    def undo_label(self) -> Label:
        """Return what this person did last, in words."""
        undo = self.state["undo"]
        return GESTURES.get(undo["verb"], undo["label"]) if undo else ""

    def _tally(self, kind: str) -> Tally:
        """Count the findings of one kind."""
        states = [one["state"] for one in self.state["proposals"] if one["kind"] == kind]
        return Tally(kind, KINDS[kind], len(states), states.count("proposed"))

    def _card(self, row: State, *, again: bool) -> Card:
        """Return one finding as a card."""
        group = _group(row)
        target = self.by_id.get(row["merged_into"] or 0)
        return Card(
            finding=row,
            words=KINDS[row["kind"]],
            title=words_of(row),
            facts=tuple(_facts(row)),
            group=group,
            group_key=f"g{crc32(group.encode()):x}",
            is_new=again and row["state"] == "proposed" and not row["earlier_reading"],
            url=f"{self.url}findings/{row['id']}/",
            anchor="source" if row["start"] is None else self.source.anchor(row["start"]),
            merged_into=words_of(target) if target else "",
        )

    def _highlights(self) -> Iterable[Highlight]:
        """Return every place that a finding or a problem points at."""
        for row in self.state["proposals"]:
            drawn = True
            for start, end in spans_of(row):
                yield Highlight(str(row["id"]), row["kind"], row["state"], start, end, drawn)
                drawn = row["kind"] != "meeting"
        for index, problem in enumerate(self.state["problems"]):
            if problem["start"] is not None:
                yield Highlight(f"note-{index}", "problem", "noticed", problem["start"], problem["end"])

    def _notes(self) -> list[Note]:
        """Return what the reader noticed at a passage."""
        return [
            Note(f"note-{index}", problem["message"], problem["start"])
            for index, problem in enumerate(self.state["problems"])
            if problem["start"] is not None
        ]


def spans_of(row: State) -> list[tuple[int, int]]:
    """Return the places in the text where a finding stands: its own, where it is told again, those of a header."""
    spans = [] if row["start"] is None else [(row["start"], row["end"])]
    if row["kind"] == "meeting" and not row["earlier_reading"]:
        values = (row["payload"].get("spans") or {}).values()
        spans = sorted({(start, end) for start, end in values}) or spans
    return [*spans, *((start, end) for start, end in row["also"])]


def words_of(row: State) -> str:
    """Return the words that name a finding in a list."""
    payload = row["payload"]
    title = payload.get(MAIN.get(row["kind"], "text"))
    return str(title or row["text"] or row["quote"] or payload.get("organization") or "")


def _place(row: State) -> tuple[bool, bool, int, int, str]:
    """Order findings by their place in the text."""
    lost = row["start"] is None
    return row["kind"] != "meeting", lost, row["start"] or 0, -(row["end"] or 0), str(row["id"])


def _group(row: State) -> str:
    """Return the heading that a finding stands under."""
    if row["kind"] in {"meeting", "participant", "agenda_item"}:
        return str(KINDS[row["kind"]].many)
    return str(row["section"] or _("Before the first heading"))


def _facts(row: State) -> Iterable[Fact]:
    """Return the values of a finding that a card shows."""
    payload = row["payload"]
    if row["kind"] == "agenda_item" and payload.get("number"):
        yield Fact(LABELS["number"], str(payload["number"]))
    if row["kind"] == "action_point":
        yield _owner_fact(row)
        yield _due_fact(payload)
    elif row["kind"] == "previous_action" and payload.get("owners"):
        yield Fact(_("Owner"), ", ".join(payload["owners"]))
    for key in _SHOWN.get(row["kind"], ()):
        value = payload.get(key)
        if value not in (None, "", []) and (key, value) not in _UNSAID:
            yield Fact(LABELS[key], _worded(key, value))


def _owner_fact(row: State) -> Fact:
    """Return who holds an action; where nobody does, the place that asks for somebody."""
    parts = dict(PARTS)
    known = [
        one["label"] if one["part"] == "named" else f"{one['label']} ({str(parts[one['part']]).lower()})"
        for one in row["owners"]
    ]
    if known:
        return Fact(_("Owner"), ", ".join(known))
    written = row["payload"].get("owners") or []
    if written:
        return Fact(_("Owner, as written"), ", ".join(written))
    return Fact(_("Owner"), _("To be assigned"), vacant=True)


def _due_fact(payload: State) -> Fact:
    """Return when an action is due: the day or period, and the words of the record."""
    written, due = payload.get("due_text") or "", payload.get("due") or ""
    if not due:
        return Fact(_("Due"), str(written or _("no date given")))
    said = all(part.lstrip("0") in written for part in (due[:4], due[8:10]))
    return Fact(_("Due"), in_words(due) if said or not written else f"{in_words(due)} (“{written}”)")


def _worded(key: str, value: object) -> str:
    """Return a value in words."""
    choices = {"mode": MODES, "attendance": ATTENDANCE, "pace": PACES}.get(key, ())
    for choice, label in choices:
        if choice == value:
            return str(label)
    if key in _DAYS:
        return in_words(str(value))
    if isinstance(value, float):
        return f"{value:,.10g}"
    return str(value)
