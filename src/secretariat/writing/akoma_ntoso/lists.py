"""Lists of decisions and of actions as a ``doc``."""

from __future__ import annotations

from collections.abc import Iterator

from ..dates import in_words
from ..documents import ActionGroup, ActionList, DecisionGroup, DecisionList, ListedAction, ListedDecision, Report
from ..labels import Labels, labels
from ..page import clean
from .blocks import action, decision, entity, noted, preface
from .marks import A, Element, Identifiers, References
from .metadata import is_day, meta


def decision_list_element(document: DecisionList) -> Element:
    """Return a list of decisions.

    Raises:
        Unwritable: its day is not known.
    """
    writer = _Lists(labels(document.language))
    groups = [writer.decisions(group) for group in document.groups if group.lines]
    return writer.whole(document, "decisionList", "Decisions", groups)


def action_list_element(document: ActionList) -> Element:
    """Return a list of actions.

    Raises:
        Unwritable: its day is not known.
    """
    writer = _Lists(labels(document.language))
    groups = [writer.actions(group) for group in document.groups if group.lines]
    return writer.whole(document, "actionList", "Action points", groups)


class _Lists:
    def __init__(self, words: Labels) -> None:
        self.words = words
        self.references = References()
        self.identifiers = Identifiers()

    def whole(self, document: DecisionList | ActionList, name: str, kind: str, groups: list[Element]) -> Element:
        head = preface(document, kind, self.words, self.references)
        lead = [A.p(clean(document.subtitle))] if clean(document.subtitle) else []
        body = A.mainBody(*lead, *(groups or ([] if lead else [A.p()])))
        about = meta(document, "doc", "list", self.references)
        return A.doc({"name": name}, about, head, body, *noted(document.notes))

    def decisions(self, group: DecisionGroup) -> Element:
        own = self.identifiers.new("hcontainer")
        told = [self._decision(line, own["eId"]) for line in group.lines]
        return A.hcontainer({"name": "group", **own}, *_heading(group.heading), A.content(*told))

    def actions(self, group: ActionGroup) -> Element:
        own = self.identifiers.new("hcontainer")
        told = [self._decision(group.decision, own["eId"])] if group.decision else []
        told += [self._action(line, own["eId"]) for line in group.lines]
        return A.hcontainer({"name": "group", **own}, *_heading(group.heading), A.content(*told))

    def _decision(self, line: ListedDecision, within: str) -> Element:
        mark = decision(line.decision, self.identifiers.new("dec", within), self.references)
        if line.date:
            words = in_words(line.date, self.words)
            mark.append(A.p(A.date(words, {"date": line.date}) if is_day(line.date) else words))
        mark.extend(A.p(clean(told)) for told in (line.meeting, line.state) if clean(told))
        return mark

    def _action(self, line: ListedAction, within: str) -> Element:
        mark = action(line.action, self.identifiers.new("act", within), self.words, self.references)
        if line.overdue:
            mark.append(A.p(A.inline(self.words.word("values", "overdue"), {"name": "overdue"})))
        mark.extend(A.p(*self._report(report)) for report in line.reports)
        return mark

    def _report(self, report: Report) -> Iterator[Element | str]:
        if report.date:
            words = in_words(report.date, self.words)
            yield A.date(words, {"date": report.date}) if is_day(report.date) else words
            yield " "
        if clean(report.by):
            yield entity(clean(report.by), "reporter", self.references)
            yield ": "
        yield A.inline(clean(report.text), {"name": "report"})


def _heading(words: str | None) -> list[Element]:
    return [A.heading(clean(words))] if clean(words) else []
