"""What identifies a document: its names as work, expression and manifestation, and what it refers to."""

from __future__ import annotations

from datetime import date

from ..documents import ActionList, Agenda, DecisionList, Meeting, MeetingRecord
from ..page import clean
from ..problems import Unwritable
from .marks import A, Element, References, slug

_SOURCE = "#secretariat"
_LANGUAGES = {"en": "eng", "fr": "fra", "es": "spa", "ar": "ara", "ru": "rus", "zh": "zho"}
_JURISDICTION = "un"


def meta(document: Meeting | DecisionList | ActionList, kind: str, subtype: str, references: References) -> Element:
    """Return the metadata of a document; ``references`` hold by now all that it speaks of."""
    day = _day(document.date if isinstance(document, Meeting) else document.as_of)
    revised = _revised(document) or day
    body = clean(document.body) or clean(document.title)
    organization = references.attribute("TLCOrganization", body)["refersTo"]
    number = clean(document.reference)
    work = "/".join(["/akn", _JURISDICTION, kind, subtype, slug(body), day, slug(number or document.title)])
    code = _LANGUAGES.get(document.language[:2], document.language)
    expression = f"{work}/{code}@{revised}"
    names = [A.FRBRnumber({"value": number})] if number else []
    identification = A.identification(
        {"source": _SOURCE},
        A.FRBRWork(
            *_core(work, "/!main", day, "meeting", organization),
            A.FRBRcountry({"value": _JURISDICTION}),
            A.FRBRsubtype({"value": subtype}),
            *names,
            A.FRBRname({"value": clean(document.title)}),
        ),
        A.FRBRExpression(
            *_core(expression, "/!main", revised, "expression", organization), A.FRBRlanguage({"language": code})
        ),
        A.FRBRManifestation(
            *_core(f"{expression}", "/!main.akn", revised, "expression", organization, suffix=".akn"),
            A.FRBRformat({"value": "application/akn+xml"}),
        ),
    )
    parts = [identification]
    if document.classification:
        given = document.classification
        keyword = {"value": slug(given), "showAs": given, "dictionary": "#secretariat"}
        parts.append(A.classification({"source": _SOURCE}, A.keyword(keyword)))
    return A.meta(*parts, A.references({"source": _SOURCE}, *references.elements()))


def _core(name: str, component: str, day: str, what: str, author: str, *, suffix: str = "") -> list[Element]:
    return [
        A.FRBRthis({"value": name + component}),
        A.FRBRuri({"value": name + suffix}),
        A.FRBRdate({"date": day, "name": what}),
        A.FRBRauthor({"href": author}),
    ]


def _day(day: str | None) -> str:
    if not day or not is_day(day):
        raise Unwritable("Akoma Ntoso names a document by its day, and this one has none; add the date.")
    return day


def _revised(document: Meeting | DecisionList | ActionList) -> str | None:
    status = document.status if isinstance(document, (MeetingRecord, Agenda)) else None
    settled = status is not None and status.state != "in clearance"  # whose date is still to come
    return status.date if settled and status and is_day(status.date or "") else None


def is_day(words: str) -> bool:
    """Say whether words are an ISO day."""
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return len(words) == len("2021-05-05")
