"""Documents as Akoma Ntoso 1.0 (OASIS LegalDocML), by the usage of the United Nations for it, AKN4UN.

A meeting's record is a ``debate``, its annotated agenda a ``debateReport``, lists are a ``doc``; why is told in
docs/decisions/0004-akoma-ntoso.md.
"""

from __future__ import annotations

from lxml import etree

from ..documents import ActionList, Agenda, Brief, Document, MeetingRecord
from ..problems import Unwritable
from .agenda import agenda_element
from .lists import action_list_element, decision_list_element
from .marks import A
from .record import record_element

__all__ = ["write_akoma_ntoso"]


def write_akoma_ntoso(document: Document) -> bytes:
    """Return a document as Akoma Ntoso in UTF-8, valid against the schema of OASIS.

    Raises:
        Unwritable: its day is not known, without which Akoma Ntoso cannot name it; or it is a brief, which is none
            of the documents of a meeting that Akoma Ntoso has.
    """
    if isinstance(document, Brief):
        raise Unwritable("a brief is not written as Akoma Ntoso; take docx, pdf, markdown, html or json.")
    if isinstance(document, MeetingRecord):
        inner = record_element(document)
    elif isinstance(document, Agenda):
        inner = agenda_element(document)
    elif isinstance(document, ActionList):
        inner = action_list_element(document)
    else:
        inner = decision_list_element(document)
    tree = A.akomaNtoso(inner)
    etree.indent(tree)
    return bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=True)) + b"\n"
