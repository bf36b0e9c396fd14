"""The pages of labs: proposals are taken and left out, the brief is handed out, outcomes go to the register."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree, html

from secretariat.evidence.models import Lab, LabItem, Report
from secretariat.register.models import ActionPoint, Decision
from tests.cast import Cast
from tests.evidence.cast import FRANCE, KENYA, SILENT, examine_into, make_collection, make_report
from tests.workspace.scenes import text_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def lab(ana: Client, cast: Cast) -> Lab:
    """A lab on labour migration over four reports, one of which could not be read."""
    collection = make_collection(cast.ana)
    examine_into(make_report(collection), KENYA)
    examine_into(make_report(collection, FRANCE, "france-vnr-2026.txt"), FRANCE)
    examine_into(make_report(collection, SILENT, "iceland-vnr-2026.txt"), SILENT)
    scan = make_report(collection, "scan", "malawi-vnr-2026.pdf")
    Report.objects.filter(pk=scan.pk).update(state=Report.State.FAILED, country="MWI", year=2026)
    sent = {
        "title": "Lab on labour migration",
        "question": "What do this year's reviews tell of migrant workers?",
        "collections": [collection.pk],
        "codes": ["sdg:8.8", "sdg:10.7", "sdg:10.c", "gcm:6", "gcm:3"],
        "sets": ["sdg:migration-related"],
        "confidentiality": "chatham",
        "day": "2026-07-08",
        "body": cast.committee.pk,
    }
    answer = ana.post("/evidence/labs/new/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return Lab.objects.get()


def address(lab: Lab, rest: str = "") -> str:
    return f"/evidence/labs/{lab.pk}/{rest}"


def take(ana: Client, lab: Lab, kind: str, **sent: object) -> None:
    keys = proposed(ana, lab, kind)
    assert keys
    ana.post(address(lab, "proposals/"), {"kind": kind, "key": keys, "do": "take", **sent})


def proposed(ana: Client, lab: Lab, kind: str) -> list[str]:
    root: Any = html.document_fromstring(ana.get(address(lab)).content)
    return [
        str(key) for key in root.xpath(f"//form[.//input[@name='kind'][@value='{kind}']]//input[@name='key']/@value")
    ]


def test_it_keeps_the_codes_of_a_chosen_set_with_single_ones(lab: Lab) -> None:
    assert {"sdg:8.8", "gcm:6", "sdg:16.9"} <= set(lab.codes)


def test_it_proposes_and_takes_nothing_by_itself(ana: Client, lab: Lab) -> None:
    assert proposed(ana, lab, "country")
    assert LabItem.objects.count() == 0
    assert "Kenya" not in ana.get(address(lab, "brief/markdown/")).content.decode()


def test_it_says_which_reports_could_not_be_read_and_never_calls_them_silent(ana: Client, lab: Lab) -> None:
    text = text_of(ana, address(lab))
    read, silent = text.index("Could not be read"), text.index("Read in full, and no passage on it was found")
    assert read < text.index("malawi-vnr-2026.pdf") < silent < text.index("iceland-vnr-2026.txt")


def test_what_was_left_out_is_not_proposed_again_until_it_is_put_back(ana: Client, lab: Lab) -> None:
    (first, *rest) = proposed(ana, lab, "country")
    ana.post(address(lab, "proposals/"), {"kind": "country", "key": first, "do": "leave"})
    assert proposed(ana, lab, "country") == rest
    item = LabItem.objects.get()
    ana.post(address(lab, f"items/{item.pk}/"), {"do": "back"})
    assert LabItem.objects.get().taken


def test_items_are_reworded_ordered_added_and_taken_away(ana: Client, lab: Lab) -> None:
    take(ana, lab, "country")
    ana.post(address(lab, "add/"), {"kind": "country", "country": "PHL", "text": "Co-chair of the group"})
    own = LabItem.objects.get(country="PHL")
    ana.post(address(lab, f"items/{own.pk}/"), {"do": "up"})
    order = list(LabItem.objects.filter(kind="country").values_list("country", flat=True))
    assert order[-2] == "PHL"
    ana.post(address(lab, f"items/{own.pk}/"), {"do": "save", "country": "PHL", "text": "Opens the session"})
    assert "Opens the session" in text_of(ana, address(lab))
    ana.post(address(lab, f"items/{own.pk}/"), {"do": "remove"})
    assert not LabItem.objects.filter(country="PHL").exists()


def test_the_brief_has_a_footnote_to_document_and_page_for_each_quote(ana: Client, lab: Lab) -> None:
    take(ana, lab, "country")
    answer = ana.get(address(lab, "brief/docx/"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        notes: Any = etree.fromstring(package.read("word/footnotes.xml"))
        body: Any = etree.fromstring(package.read("word/document.xml"))
    told = {note.get(f"{W}id"): "".join(note.itertext()).strip() for note in notes}
    marks = [mark.get(f"{W}id") for mark in body.iter(f"{W}footnoteReference")]
    quotes = [one for one in body.iter(f"{W}pStyle") if one.get(f"{W}val") == "Quote"]
    assert len(marks) == len(quotes) == len(set(marks))
    assert told[marks[0]].startswith(
        ("Kenya, Voluntary National Review 2026", "France, Voluntary National Review 2026")
    )
    assert "Chatham House Rule" in "".join(body.itertext())


@pytest.mark.parametrize("form", ["docx", "pdf", "markdown", "html"])
def test_the_brief_is_handed_out_in_each_format(ana: Client, lab: Lab, form: str) -> None:
    take(ana, lab, "country")
    answer = ana.get(address(lab, f"brief/{form}/"))
    assert (answer.status_code, answer["Content-Disposition"][:10]) == (200, "attachment")


def test_a_lab_is_ready_once_something_is_in_it_and_outcomes_wait_until_it_was_held(ana: Client, lab: Lab) -> None:
    ana.post(address(lab, "state/"), {"state": "ready", "version": lab.version})
    assert "Nothing is in this lab yet" in text_of(ana, address(lab))
    sent = {"kind": "decision", "text": "A group on recruitment is set up."}
    assert ana.post(address(lab, "outcomes/"), sent).status_code == 422
    hold(ana, lab)
    assert ana.post(address(lab, "outcomes/"), sent).status_code == 302
    assert "A group on recruitment is set up." in text_of(ana, address(lab))


def test_an_outcome_stands_in_the_register_with_the_lab_as_its_origin(ana: Client, lab: Lab) -> None:
    hold(ana, lab)
    sent = {"kind": "commitment", "text": "Share the licensing rules.", "owners": "IOM", "due": "2026-12"}
    ana.post(address(lab, "outcomes/"), sent)
    action = ActionPoint.objects.get(text="Share the licensing rules.")
    assert (action.confidentiality, action.body, action.due) == ("chatham", lab.body, "2026-12")
    page = text_of(ana, reverse("workspace:entry", kwargs={"kind": "action_point", "pk": action.pk}))
    assert '<dt>From</dt><dd dir="auto">Commitment made at the lab “Lab on labour migration”, 8 July 2026' in page


def test_an_outcome_under_the_rule_names_no_state_unless_those_named_agreed(ana: Client, lab: Lab) -> None:
    hold(ana, lab)
    sent = {"kind": "decision", "text": "Kenya leads a group on recruitment."}
    refused = ana.post(address(lab, "outcomes/"), sent)
    assert refused.status_code == 422
    assert "“Kenya” is named" in refused.content.decode()
    assert ana.post(address(lab, "outcomes/"), {**sent, "agreed": "on"}).status_code == 302
    assert Decision.objects.filter(text__startswith="Kenya leads").count() == 1


def test_a_lab_under_the_rule_is_for_its_body_once_it_is_ready(ana: Client, rita: Client, lab: Lab) -> None:
    assert rita.get(address(lab)).status_code == 404
    hold(ana, lab)
    assert rita.get(address(lab)).status_code == 404
    Lab.objects.filter(pk=lab.pk).update(confidentiality="network")
    page = text_of(rita, address(lab))
    assert "Lab on labour migration" in page
    assert "Take the chosen" not in page
    assert rita.post(address(lab, "add/"), {"kind": "gap", "text": "x"}).status_code == 403


def test_what_stands_on_a_report_that_one_may_not_read_is_not_shown(ana: Client, rita: Client, lab: Lab) -> None:
    take(ana, lab, "country")
    hold(ana, lab)
    Lab.objects.filter(pk=lab.pk).update(confidentiality="network")
    assert "Kenya" in text_of(rita, address(lab))
    Report.objects.filter(country="KEN").update(confidentiality="restricted")
    assert "Kenya" not in text_of(rita, address(lab))
    assert "Kenya" not in rita.get(address(lab, "brief/markdown/")).content.decode()


def test_what_cannot_be_is_said_in_a_line_or_is_not_there(ana: Client, lab: Lab) -> None:
    for sent in ({"kind": "gap", "text": "x" * 5001}, {"kind": "gap", "country": "XXX"}, {"kind": "poem", "text": "x"}):
        assert ana.post(address(lab, "add/"), sent).status_code == 302
        assert "notice-error" in text_of(ana, address(lab))
    ana.post(address(lab, "proposals/"), {"kind": "gap", "do": "take"})
    assert "Choose what to take" in text_of(ana, address(lab))
    for path in ("brief/akn/", "brief/exe/", "items/999/"):
        assert ana.get(address(lab, path)).status_code in {404, 405}
    assert ana.post(address(lab, "items/999/"), {"do": "up"}).status_code == 404
    for page in ("add/", "proposals/"):
        sent = {"kind": "x" * 20_000, "text": "x"}
        assert ana.post(address(lab, page), sent)["Location"] == address(lab)
    refused = ana.post(address(lab, "change/"), {"title": "Lab", "question": "Who?", "collections": "9" * 30})
    assert refused.status_code == 422
    assert ana.get("/evidence/labs/?collection=x").status_code == 404
    assert ana.post(address(lab, "state/"), {"state": "gone", "version": lab.version}).status_code == 302
    assert ana.post(address(lab, "state/"), {"state": "ready"}).status_code in {302, 404}


def test_its_history_tells_what_was_taken_and_by_whom(ana: Client, lab: Lab) -> None:
    take(ana, lab, "country")
    page = text_of(ana, address(lab))
    assert "took it in" in page
    assert "Countries to invite: Kenya" in page


def test_it_lists_the_labs_of_a_collection(ana: Client, rita: Client, lab: Lab) -> None:
    collection = lab.collections.get()
    assert lab.title in text_of(ana, f"/evidence/labs/?collection={collection.pk}")
    assert lab.title not in text_of(rita, "/evidence/labs/")


def hold(ana: Client, lab: Lab) -> None:
    if not LabItem.objects.filter(lab=lab).exists():
        take(ana, lab, "country")
    for state in ("ready", "held"):
        ana.post(address(lab, "state/"), {"state": state, "version": Lab.objects.get(pk=lab.pk).version})
