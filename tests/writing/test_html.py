"""Records as HTML: one file, semantic, and every word of a user escaped."""

from __future__ import annotations

import pytest
from lxml import html

from secretariat.writing import MeetingRecord, write
from tests.writing.samples import RECORD, with_words


def tree(document: MeetingRecord) -> html.HtmlElement:
    return html.document_fromstring(write(document, "html"))


def test_it_needs_no_other_file() -> None:
    page = tree(RECORD)
    assert page.xpath("//script | //link | //img | //iframe | //@src | //@style") == []
    assert "@import" not in page.xpath("string(//style)")


def test_it_says_what_is_what() -> None:
    page = tree(RECORD)
    assert page.get("lang") == "en"
    assert page.get("dir") == "ltr"
    assert page.xpath("string(//title)") == RECORD.title == page.xpath("string(//main/h1)")
    assert page.xpath("//table[@class='people'][1]//th/@scope") == ["col"] * 4
    assert set(page.xpath("//table[@class='facts']//th/@scope")) == {"row"}
    assert page.xpath("//ol/li/text()") == ["Pilots", "Tides"]
    assert page.xpath("//p[@class='numbered']/@id") == ["p1", "p2", "p3", "p4"]


def test_it_lets_words_run_in_their_own_direction() -> None:
    page = tree(with_words("محمد الأمين"))
    holders = page.xpath("//*[text()[contains(., 'محمد')]][not(self::title)]")
    assert len(holders) > 8
    assert all(holder.get("dir") == "auto" for holder in holders)


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</style><b>",
        "&lt;b&gt; & co",
        "<!-- gone -->",
        "</main>",
    ],
)
def test_it_escapes_every_word_of_a_user(words: str) -> None:
    page, plain = tree(with_words(words)), tree(with_words("plain"))
    assert [element.tag for element in page.iter()] == [element.tag for element in plain.iter()]
    assert page.xpath("string(//main)").count(words) == plain.xpath("string(//main)").count("plain")
