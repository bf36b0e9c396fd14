"""The pages: who gets them, what they do, and what is said where something does not go."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from secretariat.correspondence import feeds
from secretariat.correspondence.content import Content
from secretariat.correspondence.letters import Recipient, post
from secretariat.correspondence.models import Feed, Letter, ReportLink, Webhook
from secretariat.correspondence.preferences import preferences_of
from secretariat.correspondence.sending import send_due
from tests.cast import Cast
from tests.correspondence.conftest import action, day
from tests.workspace.scenes import signed_in, text_of

MAIL = {
    "digest_day": "3",
    "digest_hour": "17",
    "reminders": "on",
    "quiet_from": "21:00",
    "quiet_until": "06:30",
    "quiet_days": ["5", "6"],
    "zone": "Asia/Bangkok",
    "version": "1",
}


def letter(key: str = "x") -> Letter:
    made = post(Recipient("lena@example.org", "Lena"), sort="notice", content=Content("Hello <b>there</b>"), key=key)
    assert made is not None
    return made


def test_it_keeps_mail_settings_and_shows_when_the_next_digest_comes(cast: Cast) -> None:
    farid = signed_in(cast.farid)
    assert farid.post("/mail-and-calendar/", MAIL).status_code == 302
    page = text_of(farid, "/mail-and-calendar/")
    assert "17:00" in page
    assert "Asia/Bangkok" in page
    assert preferences_of(cast.farid).quiet_days == [5, 6]
    assert farid.post("/mail-and-calendar/", {**MAIL, "digest_day": "", "version": "2"}).status_code == 302
    assert "You get none." in text_of(farid, "/mail-and-calendar/")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"zone": "Mars"}, "There is no time zone “Mars”."),
        ({"quiet_until": ""}, "Quiet hours need a beginning and an end"),
        ({"quiet_days": list("0123456")}, "Leave at least one day"),
        ({"version": "7"}, "Somebody else changed this meanwhile"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(cast: Cast, wrong: dict[str, object], said: str) -> None:
    farid = signed_in(cast.farid)
    farid.post("/mail-and-calendar/", MAIL)
    answer = farid.post("/mail-and-calendar/", {**MAIL, "version": "2", "digest_hour": "5", **wrong})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert '<option value="5" selected>' in page


def test_it_shows_the_next_digest(cast: Cast) -> None:
    farid = signed_in(cast.farid)
    assert "Nothing to tell" in text_of(farid, "/mail-and-calendar/digest/")
    action(cast, "Share the guidance", due=day(-3))
    page = text_of(farid, "/mail-and-calendar/digest/")
    assert "Share the guidance" in page
    assert "3 days late" in page


def test_it_makes_renews_and_ends_calendars(cast: Cast) -> None:
    farid = signed_in(cast.farid)
    assert farid.post("/feeds/make/", {"dues": "todo", "next": "/mail-and-calendar/"}).status_code == 302
    row = Feed.objects.get()
    address = feeds.address(row)
    assert address in text_of(farid, "/mail-and-calendar/")
    farid.post("/feeds/make/", {"dues": "event", "body": "executive-committee"})
    assert "/feeds/" in text_of(farid, "/network/bodies/executive-committee/")
    farid.post("/feeds/end/", {"feed": str(row.pk)})
    assert address not in text_of(farid, "/mail-and-calendar/")
    assert signed_in(cast.rita).post("/feeds/end/", {"feed": str(Feed.objects.latest("pk").pk)}).status_code == 404
    assert (
        farid.post("/feeds/make/", {"dues": "event", "next": "https://elsewhere.example/"})["Location"]
        == "/mail-and-calendar/"
    )


def test_it_shows_the_outbox_and_what_became_of_letters(cast: Cast) -> None:
    ana = signed_in(cast.ana)
    assert "No letters here" in text_of(ana, "/correspondence/")
    row = letter()
    row.state, row.error = "failed", "550 no such user"
    row.save()
    page = text_of(ana, "/correspondence/?state=failed")
    assert "550 no such user" in page
    assert "Hello &lt;b&gt;there&lt;/b&gt;" in page
    assert "No letters here" in text_of(ana, "/correspondence/?state=sent")
    ana.post(f"/correspondence/{row.pk}/", {"do": "again"})
    send_due()
    assert len(mail.outbox) == 1
    refused = ana.post(f"/correspondence/{row.pk}/", {"do": "again"}, follow=True).content.decode()
    assert "was sent already" in refused
    other = letter("y")
    ana.post(f"/correspondence/{other.pk}/", {"do": "withdraw"})
    assert Letter.objects.get(pk=other.pk).state == "withdrawn"
    assert ana.post(f"/correspondence/{other.pk}/", {"do": "burn"}).status_code == 404


def test_it_shows_a_letter_as_mail_programs_do_and_runs_nothing(cast: Cast) -> None:
    row = letter()
    answer = signed_in(cast.ana).get(f"/correspondence/{row.pk}/html/")
    policy = answer.headers["Content-Security-Policy"]
    assert "style-src 'unsafe-inline'" in policy
    assert "script-src 'self'" in policy
    assert "Hello &lt;b&gt;there&lt;/b&gt;" in answer.content.decode()


def test_it_shows_no_secret_of_a_letter(cast: Cast) -> None:
    secret = Content("Report", button=("Report", "https://register.example.org/r/verysecretverysecret/"))
    row = post(Recipient("lena@example.org"), sort="link", content=secret, key="x")
    assert row is not None
    ana = signed_in(cast.ana)
    pages = [text_of(ana, f"/correspondence/{row.pk}/"), text_of(ana, f"/correspondence/{row.pk}/html/")]
    assert not [page for page in pages if "verysecret" in page]


def test_it_makes_shows_and_revokes_links(cast: Cast) -> None:
    row = action(cast, "Share the guidance", owners=("UNICEF",))
    ana = signed_in(cast.ana)
    assert f"/actions/{row.pk}/links/" in text_of(ana, f"/actions/{row.pk}/")
    where = f"/actions/{row.pk}/links/"
    filled = {"holder": "entity:unicef", "name": "Ira Moss", "email": "", "days": "30"}
    made = ana.post(where, {**filled, "do": "show"}).content.decode()
    assert "https://register.example.org/r/" in made
    assert "/r/" not in text_of(ana, where).replace("/correspondence", "")
    wrong = ana.post(where, {**filled, "do": "send"})
    assert wrong.status_code == 422
    assert "Give the address" in wrong.content.decode()
    ana.post(where, {**filled, "email": "ira@unicef.example", "do": "send"})
    assert Letter.objects.get().to_address == "ira@unicef.example"
    link = ReportLink.objects.latest("pk")
    ana.post(f"{where}{link.pk}/revoke/")
    assert "revoked" in text_of(ana, where)


def test_it_says_first_who_holds_an_action_that_nobody_holds(cast: Cast) -> None:
    row = action(cast, "Name pilots", owners=())
    assert "Nobody holds this action" in text_of(signed_in(cast.ana), f"/actions/{row.pk}/links/")


def test_it_sets_up_and_closes_webhooks(cast: Cast) -> None:
    ana = signed_in(cast.ana)
    assert "No webhook yet" in text_of(ana, "/correspondence/webhooks/")
    filled = {
        "label": "Chat",
        "url": "https://example.org/hook",
        "object_types": ["register.actionpoint"],
        "verbs": "report, set_state",
    }
    wrong = ana.post("/correspondence/webhooks/", {**filled, "url": "https://127.0.0.1/"})
    assert wrong.status_code == 422
    assert "inside the network of this site" in wrong.content.decode()
    ana.post("/correspondence/webhooks/", filled)
    row = Webhook.objects.get()
    assert row.verbs == ["report", "set_state"]
    where = f"/correspondence/webhooks/{row.pk}/"
    page = text_of(ana, where)
    assert "whsec_" in page
    assert "Action points: report, set_state" in page
    ana.post(where, {**filled, "verbs": ""})
    ana.post(f"{where}do/", {"do": "close"})
    row.refresh_from_db()
    assert (row.verbs, row.active) == ([], False)
    ana.post(f"{where}do/", {"do": "open"})
    ana.post(f"{where}do/", {"do": "secret"})
    assert ana.post(f"{where}do/", {"do": "again", "delivery": "x"}).status_code == 404


def test_it_is_for_the_secretariat_where_it_tells_of_others(cast: Cast) -> None:
    row, mine = letter(), action(cast, "Share the guidance")
    hook = Webhook.objects.create(url="https://example.org/", seed="x", made_at=row.made_at, made_by=cast.ana)
    paths = ["", f"{row.pk}/", f"{row.pk}/html/", "webhooks/", f"webhooks/{hook.pk}/"]
    for where in [*(f"/correspondence/{path}" for path in paths), f"/actions/{mine.pk}/links/"]:
        for user in (cast.farid, cast.rita):
            assert signed_in(user).get(where).status_code == 403, where
        assert Client().get(where)["Location"].startswith("/sign-in/")
    assert "Correspondence" not in text_of(signed_in(cast.farid), "/")
    assert "Mail and calendar" in text_of(signed_in(cast.farid), "/")
