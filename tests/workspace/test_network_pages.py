"""The pages of the network: who sits where since when, and how the secretariat changes it."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Protocol

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from secretariat.exports.network import network_tables
from secretariat.exports.tables import as_xlsx
from secretariat.network import verbs
from secretariat.network.models import Body, Entity, Person, Post, Seat, Tenure
from tests.cast import Cast
from tests.workspace.scenes import Scene, text_of

COMMITTEE = "/network/bodies/executive-committee/"


@pytest.fixture
def seat(scene: Scene) -> Seat:
    """A seat of the committee, held by IOM since 2019; another stands vacant."""
    cast = scene.cast
    made = verbs.add_seat(cast.ana, body=cast.committee, name="Seat of the funds", function="chair")
    verbs.take_seat(cast.ana, seat=made, entity=cast.iom, person=cast.lena, since=date(2019, 1, 1))
    verbs.add_seat(cast.ana, body=cast.committee, name="Second seat")
    return made


class Answer(Protocol):
    content: bytes
    status_code: int


def said(response: Answer) -> str:
    return response.content.decode()


@pytest.mark.usefixtures("seat")
def test_it_shows_who_sits_in_a_body_and_what_is_vacant(rita: Client) -> None:
    page = text_of(rita, COMMITTEE)
    for words in ("Who sits here today", "Seat of the funds", "Lena Okafor", "Vacant", "Who held which seat when"):
        assert words in page
    assert "Seat somebody" not in page
    assert " style=" not in page


def test_it_shows_a_body_as_of_another_day(rita: Client, seat: Seat) -> None:
    verbs.take_seat(None, seat=seat, entity=Entity.objects.get(slug="who"), since=date(2030, 1, 1))
    now, then = (text_of(rita, f"{COMMITTEE}?on={day}") for day in ("2031-01-01", "2029-12-31"))
    assert "World Health Organization" not in then
    assert "Who sat here on 31 December 2029" in then
    assert (">WHO</a>" in now, ">WHO</a></td>" in then.split("Who held which seat when")[0]) == (True, False)
    assert "is not a day" in text_of(rita, f"{COMMITTEE}?on=31.2.2021")


@pytest.mark.usefixtures("seat")
def test_it_hands_out_who_held_which_seat(rita: Client) -> None:
    body = rita.get(f"{COMMITTEE}holders/").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert [(row["Seat"], row["Person"], row["Since"]) for row in rows] == [
        ("Seat of the funds", "Lena Okafor", "2019-01-01"),
        ("Second seat", "", ""),
    ]
    assert rita.get(f"{COMMITTEE}holders/?as=xlsx").content.startswith(b"PK")


def test_it_seats_somebody_and_says_why_not(ana: Client, seat: Seat) -> None:
    path = f"/network/seats/{seat.pk}/take/"
    sent = {"entity": Entity.objects.get(slug="unicef").pk, "capacity": "principal", "since": "2019-01-01"}
    refused = ana.post(path, {**sent, "person": "Nobody Known"})
    assert refused.status_code == 422
    assert "knows nobody called “Nobody Known”" in said(refused)
    assert "takes “Seat of the funds” on 1 January 2019 too" in said(ana.post(path, sent))
    assert ana.post(path, {**sent, "since": "2021-06-01"}).status_code == 302
    assert Tenure.objects.get(person__name="Lena Okafor").until == date(2021, 5, 31)


@pytest.mark.usefixtures("seat")
def test_it_rotates_after_showing_what_it_does_and_takes_it_back(ana: Client, cast: Cast) -> None:
    path = f"{COMMITTEE}rotate/"
    sent = {
        "since": "2021-06-01",
        "leaving": [cast.iom.pk],
        "arriving": [cast.unicef.pk, cast.who.pk],
        "reason": "First",
    }
    page = said(ana.post(path, sent))
    assert "Nothing is written yet" in page
    assert "31 May 2021" in page
    assert Tenure.objects.count() == 1
    mark = page.split('name="seen" value="')[1].split('"')[0]
    assert ana.post(path, {**sent, "seen": mark, "confirmed": "1"}).status_code == 302
    assert set(Tenure.objects.filter(until=None).values_list("entity__slug", flat=True)) == {"unicef", "who"}
    assert ana.post(path, {**sent, "confirmed": "1"}).status_code == 422
    shown = text_of(ana, COMMITTEE)
    back = next(part for part in shown.split('"') if "/rotations/" in part)
    assert "UNICEF in “Seat of the funds”, from 1 June 2021 on: not so any more" in text_of(ana, back)
    assert ana.post(back).status_code == 302
    assert [str(row) for row in Tenure.objects.filter(until=None)] == ["Lena Okafor (IOM)"]


@pytest.mark.usefixtures("seat")
def test_it_shows_a_rotation_anew_when_the_seats_changed_meanwhile(ana: Client, cast: Cast) -> None:
    sent = {
        "since": "2021-06-01",
        "leaving": [cast.iom.pk],
        "arriving": [cast.unicef.pk],
        "seen": "old",
        "confirmed": "1",
    }
    page = said(ana.post(f"{COMMITTEE}rotate/", sent))
    assert "changed meanwhile" in page
    assert Tenure.objects.get().until is None


def test_it_corrects_ends_and_takes_back_a_tenure(ana: Client, seat: Seat) -> None:
    tenure = seat.tenures.get()
    form = {"entity": tenure.entity_id, "person": "Lena Okafor", "capacity": "principal", "since": "2019-02-01"}
    assert ana.post(f"/network/tenures/{tenure.pk}/correct/", {**form, "version": 1}).status_code == 302
    stale = ana.post(f"/network/tenures/{tenure.pk}/correct/", {**form, "since": "2018-01-01", "version": 1})
    assert stale.status_code == 409
    assert "Since: 1 Jan 2019 → 1 Feb 2019" in said(stale)
    assert 'value="2018-01-01"' in said(stale)
    assert ana.post(f"/network/tenures/{tenure.pk}/leave/", {"until": "2020-01-01", "version": 2}).status_code == 302
    assert "changed since" in said(ana.post(f"/network/tenures/{tenure.pk}/take-back/", follow=True))
    other = verbs.take_seat(None, seat=seat, entity=tenure.entity, since=date(2021, 1, 1))
    assert "not so any more" in text_of(ana, f"/network/tenures/{other.pk}/take-back/")
    assert ana.post(f"/network/tenures/{other.pk}/take-back/").status_code == 302
    assert list(seat.tenures.all()) == [tenure]


def test_it_changes_and_ends_a_seat(ana: Client, seat: Seat) -> None:
    assert ana.post(f"/network/seats/{seat.pk}/change/", {"name": "First", "function": "member"}).status_code == 302
    assert ana.post(f"/network/seats/{seat.pk}/end/", {"until": "2030-12-31"}).status_code == 302
    seat.refresh_from_db()
    assert (seat.name, seat.until) == ("First", date(2030, 12, 31))
    assert ana.post(f"{COMMITTEE}seats/new/", {"name": "Third", "function": "observer"}).status_code == 302
    assert Seat.objects.get(name="Third").order == 3


def test_it_adds_to_the_network(ana: Client) -> None:
    entity = {"short_name": "ILO", "full_name": "International Labour Organization", "aliases": "OIT", "sort": "agency"}
    assert ana.post("/network/new/entity/", entity).status_code == 302
    assert ana.post("/network/new/entity/", entity).status_code == 422
    assert ana.post("/network/new/body/", {"name": "Steering Committee"}).status_code == 302
    assert ana.post("/network/new/person/", {"name": "Noor Haddad", "title": "Adviser"}).status_code == 302
    assert ana.get("/network/new/planet/").status_code == 404
    assert Entity.objects.get(slug="ilo").aliases == ["OIT"]
    assert Body.objects.get(name="Steering Committee").state == "active"
    assert Person.objects.filter(name="Noor Haddad").exists()


def test_it_changes_an_entity_a_body_and_a_person(ana: Client, cast: Cast) -> None:
    sent = {
        "short_name": "IOM",
        "full_name": "International Organization for Migration",
        "aliases": "OIM\n\nUN Migration",
    }
    assert ana.post("/network/entities/iom/change/", sent).status_code == 302
    assert Entity.objects.get(slug="iom").aliases == ["OIM", "UN Migration"]
    zone = {"name": "Executive Committee", "zone": "Mars/Olympus", "state": "dormant"}
    refused = ana.post(f"{COMMITTEE}change/", zone)
    assert "“Mars/Olympus” is not a time zone" in said(refused)
    assert ana.post(f"{COMMITTEE}change/", {**zone, "zone": "Europe/Zurich"}).status_code == 302
    assert "Dormant" in text_of(ana, COMMITTEE)
    sent = {"name": "Lena Okafor-Roy", "user": str(cast.rita.pk)}
    assert ana.post(f"/network/people/{cast.lena.pk}/change/", sent).status_code == 302
    assert Person.objects.get(user=cast.rita).name == "Lena Okafor-Roy"


def test_it_keeps_the_posts_of_a_person(ana: Client, cast: Cast) -> None:
    page = f"/network/people/{cast.lena.pk}/"
    sent = {"title": "Chief", "entity": cast.who.pk, "since": "2019-01-01"}
    assert ana.post(f"{page}posts/new/", sent).status_code == 302
    assert "Chief" in text_of(ana, page)
    post = Post.objects.get()
    assert ana.post(f"/network/posts/{post.pk}/change/", {**sent, "until": "2018-01-01"}).status_code == 422
    assert ana.post(f"/network/posts/{post.pk}/remove/").status_code == 302
    assert not Post.objects.exists()


def test_it_merges_two_rows_of_one_person_after_showing_what_moves(ana: Client, scene: Scene) -> None:
    double = verbs.add_person(None, name="L. Okafor", title="Head")
    page = f"/network/people/{scene.cast.lena.pk}/"
    assert "two different people" in said(ana.post(f"{page}merge/", {"other": "Lena Okafor", "confirmed": "1"}))
    shown = said(ana.post(f"{page}merge/", {"other": "L. Okafor"}))
    assert "What moves" in shown
    assert ana.post(f"{page}merge/", {"other": "L. Okafor", "confirmed": "1"}).status_code == 302
    assert ana.get(f"/network/people/{double.pk}/").headers["Location"] == page
    assert "Also written" in text_of(ana, page)


def test_it_finds_people_among_many_and_pages_them(rita: Client, cast: Cast) -> None:
    Person.objects.bulk_create(Person(name=f"Séance Número {number}", entity=cast.who) for number in range(300))
    first = text_of(rita, "/network/people/")
    assert "Page 1 of 6" in first
    found = text_of(rita, "/network/people/?q=numero+299+who")
    assert "1 person" in found
    assert "Nobody is found by" in text_of(rita, "/network/people/?q=zeppelin")


def test_it_asks_the_database_no_more_for_a_large_body(
    rita: Client, cast: Cast, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        made = verbs.add_seat(None, body=cast.committee, name=f"Seat {number}")
        verbs.take_seat(None, seat=made, entity=cast.iom, since=date(2020, 1, 1))
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        text_of(rita, COMMITTEE)


def upload(ana: Client, data: bytes, name: str = "members.csv", sort: str = "") -> Answer:
    file = SimpleUploadedFile(name, data)
    return ana.post("/network/tables/import/", {"file": file, "sort": sort})


ROWS = "Short name;Full name;Member since\nILO;International Labour Organization;{day}\nWHO;World Health Org;\n"


def kept(page: str) -> dict[str, str]:
    return {name: page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0] for name in ("kept", "seen")}


@pytest.mark.usefixtures("cast")
def test_it_shows_an_import_before_it_writes_it(ana: Client) -> None:
    page = said(upload(ana, ROWS.format(day="2018-05-23").encode("utf-16")))
    for words in ("What would change", "ILO", "World Health Organization", "World Health Org", "left alone"):
        assert words in page
    assert not Entity.objects.filter(slug="ilo").exists()
    assert ana.post("/network/tables/import/", kept(page)).status_code == 302
    assert Entity.objects.get(slug="ilo").since == date(2018, 5, 23)


@pytest.mark.usefixtures("cast")
def test_it_says_what_is_wrong_in_a_file_by_row_and_column(ana: Client) -> None:
    wrong = upload(ana, ROWS.format(day="31.2.2021").encode())
    assert wrong.status_code == 422
    assert "Row 2, column Member since: “31.2.2021” is not a day. Write it as 2021-02-28." in said(wrong)
    assert 'name="kept"' not in said(wrong)
    assert "not a table" in said(upload(ana, b"\x89PNG" + bytes(200)))
    assert "This field is required" in said(ana.post("/network/tables/import/", {}))


def test_it_notices_that_the_network_changed_after_the_preview(ana: Client, cast: Cast) -> None:
    page = said(upload(ana, ROWS.format(day="").encode()))
    verbs.change_entity(cast.ben, entity=cast.who, full_name="World Health Body")
    again = ana.post("/network/tables/import/", kept(page))
    assert again.status_code == 409
    assert "The network was changed since this preview" in said(again)
    assert "World Health Body" in said(again)
    forged = {**kept(page), "kept": kept(page)["kept"][:-3] + "abc"}
    assert "too old" in said(ana.post("/network/tables/import/", forged, follow=True))


@pytest.mark.usefixtures("seat")
def test_it_exports_what_imports_as_nothing(ana: Client, scene: Scene) -> None:
    data = ana.get("/network/tables/export/").content
    assert data[:2] == as_xlsx(network_tables(scene.cast.ana))[:2] == b"PK"
    assert "the network says all of this already" in said(upload(ana, data, "network.xlsx"))
    for table in ("entities", "bodies", "people", "seats"):
        body = ana.get(f"/network/tables/export/?table={table}").content
        assert "the network says all of this already" in said(upload(ana, body, f"{table}.csv", table))
    assert ana.get("/network/tables/export/?table=stars").status_code == 404


def test_it_hands_out_a_template_that_can_be_filled(ana: Client) -> None:
    header = ana.get("/network/tables/template/?table=entities").content.decode("utf-8-sig").strip()
    assert header == "Key,Short name,Full name,Other names,Sort,Member since,Member until"
    page = said(upload(ana, f"{header}\n,ILO,Labour,,,,\n".encode()))
    assert "ILO" in page


def test_it_leaves_all_changes_to_the_secretariat(farid: Client, rita: Client, seat: Seat, cast: Cast) -> None:
    tenure = seat.tenures.get()
    paths = [
        "/network/new/entity/",
        "/network/entities/iom/change/",
        f"{COMMITTEE}change/",
        f"{COMMITTEE}rotate/",
        f"{COMMITTEE}seats/new/",
        f"/network/seats/{seat.pk}/take/",
        f"/network/seats/{seat.pk}/change/",
        f"/network/seats/{seat.pk}/end/",
        f"/network/tenures/{tenure.pk}/leave/",
        f"/network/tenures/{tenure.pk}/correct/",
        f"/network/tenures/{tenure.pk}/take-back/",
        f"/network/people/{cast.lena.pk}/change/",
        f"/network/people/{cast.lena.pk}/merge/",
        f"/network/people/{cast.lena.pk}/posts/new/",
        "/network/tables/import/",
    ]
    for client in (farid, rita):
        assert [path for path in paths if client.get(path).status_code != 403] == []
        assert [path for path in paths if client.post(path).status_code != 403] == []
    assert Client().get(f"{COMMITTEE}rotate/").status_code == 302
