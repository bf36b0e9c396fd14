"""The documents as rows of a list: state, findings, what is still to be confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from secretariat.followup.selectors import to_confirm
from secretariat.network.access import Actor
from secretariat.sources.models import Document, Revision

BUSY = (Revision.State.WAITING, Revision.State.READING)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document with the state of its newest revision."""

    document: Document
    revision: Revision
    to_decide: int

    @property
    def pk(self) -> int:
        """Return the number of the document."""
        return self.document.pk

    @property
    def is_busy(self) -> bool:
        """Say whether the document is being read or waits for it."""
        return self.revision.state in BUSY

    @property
    def has_failed(self) -> bool:
        """Say whether the document could not be read."""
        return self.revision.state == Revision.State.FAILED


def rows_of(actor: Actor, documents: Iterable[Document]) -> list[DocumentRow]:
    """Return documents as rows.

    The states are asked for before the findings: a reading that is stored between the two is then
    shown as under way, and asked for again, never as read with nothing left to decide.
    """
    known = list(documents)
    open_findings = {one.pk: int(getattr(one, "to_decide", 0)) for one in to_confirm(actor)}
    return [DocumentRow(one, one.current, open_findings.get(one.pk, 0)) for one in known]
