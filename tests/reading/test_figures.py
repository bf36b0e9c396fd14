"""Figures: sentences in, numbers with their subjects out."""

from __future__ import annotations

import time

import pytest

from secretariat.reading.findings import Figure
from secretariat.reading.loaders.markup import load_markup
from secretariat.reading.outline import Outline
from secretariat.reading.records.figures import read_figures
from secretariat.reading.vocabulary import vocabulary

DAY = "2019-03-12"


def figures(text: str, language: str = "en") -> tuple[Figure, ...]:
    words = vocabulary(language)
    return read_figures(Outline(load_markup(text, "text/plain"), words), words, DAY)


ONE = [
    ("There are now 52 port-level Committees.", "52 port-level Committees", 52, "port-level Committees"),
    ("The Pilots initiative, which includes 14 harbours, grew.", "14 harbours", 14, "Pilots initiative: harbours"),
    ("Some 300 people attended.", "Some 300 people", 300, "people"),
    ("Fourteen agencies took part.", "Fourteen agencies", 14, "agencies"),
    ("There are four regional offices.", "four regional offices", 4, "regional offices"),
    ("Twenty-one boats were lost.", "Twenty-one boats", 21, "boats"),
    ("The fund has 1,250 members.", "1,250 members", 1250, "fund: members"),
    ("We trained 25-30 skippers.", "25-30 skippers", 25, "skippers"),
    ("It reaches between 10 and 20 villages.", "between 10 and 20 villages", 10, "villages"),
    ("It reached 300+ crews.", "300+ crews", 300, "crews"),
    (
        "Another 9 joint projects ready to start pending funds wait.",
        "9 joint projects",
        9,
        "joint projects ready to start pending funds wait",
    ),
]


@pytest.mark.parametrize(("text", "words", "value", "subject"), ONE)
def test_it_counts_a_subject(text: str, words: str, value: float, subject: str) -> None:
    (figure,) = figures(text)
    assert (figure.text, figure.value, figure.subject) == (words, value, subject)


MONEY = [
    ("The board set a savings target of $30m for 2019.", 30_000_000, "USD", "savings target"),
    ("A shortfall of US$ 2.4 million was noted.", 2_400_000, "USD", "shortfall"),
    ("Member contributions were 184k Euros.", 184_000, "EUR", "Member contributions"),
    ("The net position is €15k.", 15_000, "EUR", "net position"),
    ("Dredging reserve: CHF 12,500", 12_500, "CHF", "Dredging reserve"),
    ("The yard received £3bn for new docks.", 3_000_000_000, "GBP", "new docks"),
    ("We paid 4235 euros of fees.", 4235, "EUR", "fees"),
    ("## Balance\n\nUSD $256,551", 256_551, "USD", "Balance"),
]


@pytest.mark.parametrize(("text", "value", "unit", "subject"), MONEY)
def test_it_reads_amounts_of_money(text: str, value: float, unit: str, subject: str) -> None:
    (figure,) = figures(text)
    assert (figure.value, figure.unit, figure.subject) == (value, unit, subject)


def test_it_reads_a_share_of_a_subject() -> None:
    (figure,) = figures("Warnings reach only 40% of fishing villages.")
    assert (figure.value, figure.unit, figure.subject) == (40, "%", "fishing villages")


def test_it_reads_what_share_was_done_of_the_amount_before_it() -> None:
    _, share = figures("The board set a savings target of $30m for 2019, yet is only 15 per cent funded.")
    assert (share.text, share.value, share.subject) == ("15 per cent funded", 15, "savings target: funded")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The harbour audits of the year, of which three out of five have already been held.", "held"),
        ("Three out of five audits are over.", "audits"),
    ],
)
def test_it_reads_a_part_of_a_whole(text: str, subject: str) -> None:
    (figure,) = figures(text)
    assert (figure.value, figure.unit) == (3, "of 5")
    assert subject in (figure.subject or "")


NOT_FIGURES = [
    "On 5 May 2021 at 15.00, the 43rd meeting began.",
    "See item 6.3, Article 9 and paragraphs 12 and 13.",
    "Progress on SDG 1, 2, 3, 12 and 17 as well as Goals 8 and 10, with targets 8.8 and 10.7.",
    "They will go to COP 26 on COVID-19 matters under the 2030 Agenda.",
    "Resolution A/RES/73/195 and issue #42125 were cited.",
    "Call +41 22 917 1234 or see https://example.org/2019/12 pages.",
    "Python 3.9 and version 4.0 releases follow.",
    "It may take two hours, 3 weeks or 10 years.",
    "One could hold four webinars.",
    "In 2020 talks went on.",
    "Meeting 27 ended early.",
    "A 3-hour session in Room 12 was held.",
]


@pytest.mark.parametrize("text", NOT_FIGURES)
def test_it_takes_no_other_number_for_a_figure(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize("word", ["about", "nearly", "close to", "more than", "over", "almost", "at least"])
def test_it_marks_what_is_approximate(word: str) -> None:
    (figure,) = figures(f"The survey found {word} 300 boats.")
    assert figure.approximate
    assert figure.value == 300


def test_a_figure_is_as_of_the_meeting_unless_its_sentence_says_otherwise() -> None:
    first, second = figures("There are 12 docks. As of 31 January 2019, there were 14 docks.")
    assert (first.as_of, second.as_of) == (DAY, "2019-01-31")


def test_a_figure_knows_its_section_and_its_words() -> None:
    text = "# Port Board meeting\n\n## Fleet\n\nThe fleet has 12 tugs.\n"
    (figure,) = figures(text)
    assert figure.section == "Fleet"
    assert figure.text == "12 tugs"


OTHER_LANGUAGES = [
    ("fr", "Le réseau compte 1 234 bateaux.", 1234, "bateaux"),
    ("fr", "Le déficit est de 2,5 millions d'euros.", 2_500_000, "EUR"),
    ("fr", "Près de 40 % des villages sont couverts.", 40, "%"),
    ("es", "La red cuenta con 1.234 barcos.", 1234, "barcos"),
    ("es", "El déficit es de 2,5 millones de dólares.", 2_500_000, "USD"),
    ("es", "Cerca del 40 % de los pueblos están cubiertos.", 40, "%"),
]


@pytest.mark.parametrize(("language", "text", "value", "unit"), OTHER_LANGUAGES)
def test_it_reads_the_numbers_of_other_languages(language: str, text: str, value: float, unit: str) -> None:
    (figure,) = figures(text, language)
    assert (figure.value, figure.unit) == (value, unit)


UPDATE = """The Convenor reported on:

- The coastal audits of the Pact, of which four out of five have already been held;
- The Pilots initiative which includes 21 harbours, yet no island took part;
- The Pact Fund: the first 7 joint projects covering all 5 themes are underway, with another 32 joint projects
  ready to be started pending money. The Fund's board set a target of \\$30m for 2019, yet is only 10% funded;
- There are currently 48 port-level Networks and 6 coastal Networks or other older platforms.
"""


def test_it_reads_an_update_with_many_figures() -> None:
    found = [(figure.value, figure.unit, figure.subject) for figure in figures(UPDATE)]
    assert found == [
        (4, "of 5", "coastal audits of the Pact: held"),
        (21, "harbours", "Pilots initiative: harbours"),
        (7, "joint projects", "joint projects covering all 5 themes"),
        (5, "themes", "themes"),
        (32, "joint projects", "joint projects ready to be started pending money"),
        (30_000_000, "USD", "target"),
        (10, "%", "target: funded"),
        (48, "port-level Networks", "port-level Networks"),
        (6, "coastal Networks", "coastal Networks or other older platforms"),
    ]


def test_it_stays_fast_on_long_lines_of_numbers() -> None:
    text = "from 1 to 2 of 3 and 4, 5 - 6 % of about 7 or " * 2000
    began = time.perf_counter()
    figures(text)
    assert time.perf_counter() - began < 10
