"""Dates: the words of a text in, what they say out, as exact as they were written."""

from __future__ import annotations

import time
from datetime import date

import pytest

from secretariat.reading.dates import Fault, Precision, find_dates, whole_day
from secretariat.reading.vocabulary import vocabulary

BASE = date(2021, 5, 5)

ENGLISH = [
    ("The board met on 5 May 2021 in Riga.", "5 May 2021", "2021-05-05"),
    ("It opens on the 5th of May 2021.", "5th of May 2021", "2021-05-05"),
    ("Signed May 5, 2021 at noon", "May 5, 2021", "2021-05-05"),
    ("Wednesday, 5 May 2021, 15.00", "Wednesday, 5 May 2021", "2021-05-05"),
    ("HELD ON THURSDAY, 3 MARCH 2016", "THURSDAY, 3 MARCH 2016", "2016-03-03"),
    ("# 2021-05-05 Panel", "2021-05-05", "2021-05-05"),
    ("due 2021/05/05", "2021/05/05", "2021-05-05"),
    ("stamp 20210505", "20210505", "2021-05-05"),
    ("at 2021-05-05T14:00Z", "2021-05-05", "2021-05-05"),
    ("Lund, 05.05.2021", "05.05.2021", "2021-05-05"),
    ("on 25/5/2021", "25/5/2021", "2021-05-25"),
    ("on 5/25/2021", "5/25/2021", "2021-05-25"),
    ("on 5/5/2021", "5/5/2021", "2021-05-05"),
    ("on 05-May-21", "05-May-21", "2021-05-05"),
    ("on 8 Mar 2014", "8 Mar 2014", "2014-03-08"),
    ("on 5 May '21", "5 May '21", "2021-05-05"),
    ("from 1 December\n2011 on", "1 December\n2011", "2011-12-01"),
    ("the 3-4 March 2016 session", "3-4 March 2016", "2016-03-03/2016-03-04"),
    ("26th and 28 May 2020 - by video", "26th and 28 May 2020", "2020-05-26/2020-05-28"),
    ("March 3-4, 2016", "March 3-4, 2016", "2016-03-03/2016-03-04"),
    ("3, 4 and 5 March 2016", "3, 4 and 5 March 2016", "2016-03-03/2016-03-05"),
    ("30 May–2 June 2021", "30 May–2 June 2021", "2021-05-30/2021-06-02"),
    ("30 December – 2 January 2020", "30 December – 2 January 2020", "2019-12-30/2020-01-02"),
    ("May 30 - June 2, 2020", "May 30 - June 2, 2020", "2020-05-30/2020-06-02"),
    ("Thu 3 – Fri 4 March 2016", "Thu 3 – Fri 4 March 2016", "2016-03-03/2016-03-04"),
    ("published in July 2021", "July 2021", "2021-07"),
    ("by Sept. 2021", "Sept. 2021", "2021-09"),
    ("by the end of June 2021", "end of June 2021", "2021-06"),
    ("during early September 2021", "early September 2021", "2021-09"),
    ("by mid-2026", "mid-2026", "2026"),
    ("in March/April 2026", "March/April 2026", "2026-03/2026-04"),
    ("in June or July 2020", "June or July 2020", "2020-06/2020-07"),
    ("planned for Q2 2021", "Q2 2021", "2021-Q2"),
    ("planned for 2021-Q3", "2021-Q3", "2021-Q3"),
    ("planned for Q1-Q2 2023", "Q1-Q2 2023", "2023-Q1/2023-Q2"),
    ("in the second quarter of 2021", "second quarter of 2021", "2021-Q2"),
    ("in the first half of 2022", "first half of 2022", "2022-H1"),
    ("in spring 2021", "spring 2021", "2021"),
    ("in winter 2021", "winter 2021", None),
    ("by 2030", "2030", "2030"),
    ("in 2021-2022", "2021-2022", "2021/2022"),
    ("next week", "next week", None),
    ("the next meeting", "next meeting", None),
    ("before the next Harbour Board meeting", "next Harbour Board meeting", None),
    ("within two weeks", "within two weeks", None),
    ("over the next 10 weeks", "over the next 10 weeks", None),
    ("by Friday", "Friday", None),
    ("as soon as possible", "as soon as possible", None),
    ("on 9 April", "9 April", None),
    ("by end of May", "end of May", None),
    ("mid-to-late February", "mid-to-late February", None),
]


@pytest.mark.parametrize(("text", "words", "iso"), ENGLISH)
def test_it_reads_a_date_as_exactly_as_it_was_written(text: str, words: str, iso: str | None) -> None:
    (mention,) = find_dates(text, vocabulary("en"))
    assert (mention.span.of(text), mention.iso()) == (words, iso)


NOT_DATES = [
    "You may be asked, and the ships march on.",
    "May I ask why?",
    "Goals 8 and 10, targets 8.8 and 10.7, item 6.3",
    "the 2030 Agenda",
    "version 3.11.2, see https://example.org/2021-05-05/notes",
    "$2021 and 2021 nets",
    "15.00 – 16.00h",
    "Issue #20210 and A/RES/73/195",
    "June Harper spoke.",
    "10,000 nets, 24/7",
]


@pytest.mark.parametrize("text", NOT_DATES)
def test_it_takes_no_other_number_or_name_for_a_date(text: str) -> None:
    assert find_dates(text, vocabulary("en")) == ()


RESOLVED = [
    ("on 30 May–2 June", "2021-05-30/2021-06-02", True),
    ("Aug 16th", "2021-08-16", True),
    ("January 23rd", "2022-01-23", True),
    ("9 April", None, False),  # eleven months ahead: as likely the one just past
    ("early September", "2021-09", True),
    ("this June", "2021-06", True),
    ("on Monday, 3 May", "2021-05-03", True),  # the weekday picks the year
    ("on Monday, 4 May", "2020-05-04", True),
    ("tomorrow", "2021-05-06", False),
    ("next month", "2021-06", False),
    ("next quarter", "2021-Q3", False),
    ("by the end of the year", "2021", False),
    ("next week", None, False),
    ("next Friday", None, False),
    ("by Q4", "2021-Q4", True),
    ("by Q1", "2022-Q1", True),
]


@pytest.mark.parametrize(("text", "iso", "inferred"), RESOLVED)
def test_it_takes_from_the_base_only_what_is_safe(text: str, iso: str | None, *, inferred: bool) -> None:
    (mention,) = find_dates(text, vocabulary("en"), base=BASE)
    assert (mention.iso(), mention.inferred_year) == (iso, inferred)


OTHER_LANGUAGES = [
    ("fr", "Genève, le 1er mai 2021", "1er mai 2021", "2021-05-01"),
    ("fr", "réunion du mercredi 5 mai 2021", "mercredi 5 mai 2021", "2021-05-05"),
    ("fr", "du 3 au 4 mars 2016", "3 au 4 mars 2016", "2016-03-03/2016-03-04"),
    ("fr", "d'ici la fin juin 2021", "fin juin 2021", "2021-06"),
    ("fr", "AOUT 2021", "AOUT 2021", "2021-08"),
    ("fr", "le 05/06/2021", "05/06/2021", "2021-06-05"),
    ("fr", "au premier trimestre 2021", "premier trimestre 2021", "2021-Q1"),
    ("fr", "avant la prochaine réunion", "prochaine réunion", None),
    ("es", "el 5 de mayo de 2021", "5 de mayo de 2021", "2021-05-05"),
    ("es", "del 3 al 4 de marzo de 2016", "3 al 4 de marzo de 2016", "2016-03-03/2016-03-04"),
    ("es", "miércoles 5 de mayo de 2021", "miércoles 5 de mayo de 2021", "2021-05-05"),
    ("es", "a finales de junio de 2021", "finales de junio de 2021", "2021-06"),
    ("es", "en el primer semestre de 2021", "primer semestre de 2021", "2021-H1"),
    ("es", "la próxima semana", "próxima semana", None),
]


@pytest.mark.parametrize(("language", "text", "words", "iso"), OTHER_LANGUAGES)
def test_it_reads_the_dates_of_other_languages(language: str, text: str, words: str, iso: str | None) -> None:
    (mention,) = find_dates(text, vocabulary(language))
    assert (mention.span.of(text), mention.iso()) == (words, iso)


def test_it_keeps_both_readings_of_a_date_in_figures() -> None:
    (mention,) = find_dates("due 5/6/2021", vocabulary("en"))
    assert mention.iso() is None
    assert mention.alternatives == ("2021-06-05", "2021-05-06")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("due 5/6/2021, paid 31/1/2021", "2021-06-05"),
        ("due 5/6/2021, paid 1/31/2021", "2021-05-06"),
        ("Thursday 5/6/2021", "2021-05-06"),
    ],
)
def test_it_reads_figures_in_the_order_that_the_text_shows(text: str, iso: str) -> None:
    assert find_dates(text, vocabulary("en"))[0].iso() == iso


def test_it_flags_a_weekday_that_contradicts_the_date() -> None:
    (mention,) = find_dates("Thursday 5 May 2021", vocabulary("en"))
    assert (mention.weekday, mention.fault, mention.iso()) == ("Thursday", Fault.WEEKDAY, "2021-05-05")


def test_it_sees_the_weekday_behind_a_date() -> None:
    (mention,) = find_dates("2021-05-05 (Friday)", vocabulary("en"))
    assert (mention.weekday, mention.fault) == ("Friday", Fault.WEEKDAY)


def test_it_gives_no_value_to_a_day_that_does_not_exist() -> None:
    (mention,) = find_dates("31 June 2021", vocabulary("en"))
    assert (mention.iso(), mention.fault) == (None, Fault.IMPOSSIBLE)


def test_it_says_which_part_of_a_period_is_meant() -> None:
    (mention,) = find_dates("end of June 2021", vocabulary("en"))
    assert (mention.part, mention.precision) == ("late", Precision.MONTH)


def test_it_gives_the_first_of_two_dates_the_year_of_the_second() -> None:
    mentions = find_dates("on 2 April and 3 May 2021", vocabulary("en"))
    assert [mention.iso() for mention in mentions] == ["2021-04-02", "2021-05-03"]


def test_it_looks_only_where_it_is_told() -> None:
    text = "Item 3\nMay 2021 accounts"
    (mention,) = find_dates(text, vocabulary("en"), start=7)
    assert (mention.iso(), mention.span.of(text)) == ("2021-05", "May 2021")


def test_it_joins_no_cells_of_a_table() -> None:
    assert find_dates("Item 3\tMay", vocabulary("en")) == ()


def test_it_stays_fast_on_long_lines_of_near_dates() -> None:
    text = "3, 4, 5 and May to June the of mid-to-late 12 " * 4000
    began = time.perf_counter()
    find_dates(text, vocabulary("en"))
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("iso", "day"), [("2021-05-05", date(2021, 5, 5)), ("2021-05", None), ("2021", None), (None, None)]
)
def test_it_makes_no_day_of_a_month(iso: str | None, day: date | None) -> None:
    assert whole_day(iso) == day
