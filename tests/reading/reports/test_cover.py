"""Whose report it is, of which year and kind, and the ground for it."""

from __future__ import annotations

import pytest

from secretariat.reading.reports.cover import Known, country_codes, country_names, read_cover


def values(cover: str, name: str = "report.pdf") -> tuple[str | None, str | None, str | None]:
    read = read_cover(cover, name)
    return tuple(known.value if known else None for known in (read.country, read.year, read.kind))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("cover", "found"),
    [
        ("Voluntary National Review\nof the Republic of Kenya\n2020", ("KEN", "2020", "vnr")),
        ("République du Sénégal\nRapport national volontaire 2022", ("SEN", "2022", "vnr")),
        ("Agenda 2030\nInforme nacional voluntario\nColombia 2024", ("COL", "2024", "vnr")),
        ("Добровольный национальный обзор\nКыргызская Республика 2020", ("KGZ", "2020", "vnr")),
        ("国别自愿陈述报告\n中国 2021", ("CHN", "2021", "vnr")),
        ("الاستعراض الوطني الطوعي\nالمملكة الأردنية الهاشمية\n2022", ("JOR", "2022", "vnr")),
        ("Papua New Guinea\nNational Implementation Plan 2025", ("PNG", "2025", "plan")),
        (
            "Voluntary review of the Global Compact for Migration\nEcuador, report of 2024",
            ("ECU", "2024", "gcm-review"),
        ),
    ],
)
def test_it_reads_the_cover_in_six_languages(cover: str, found: tuple[str, str, str]) -> None:
    assert values(cover) == found


def test_it_takes_the_file_name_where_the_cover_is_silent() -> None:
    read = read_cover("A summary of progress", "VNR_2023_Niger.pdf")
    assert read.country == Known("NER", "file name", "Niger")
    assert read.year == Known("2023", "file name", "2023")


def test_it_invents_nothing() -> None:
    assert values("A summary of progress") == (None, None, None)
    assert values("Figures of 2019, 2020 and 2021")[1] is None


@pytest.mark.parametrize(
    "goal",
    [
        "Voluntary National Review on the Implementation of Agenda 2030",
        "Progress on the 2030 Agenda for Sustainable Development",
        "Informe nacional voluntario sobre la Agenda 2030",
        "Examen national volontaire: cap sur l'horizon 2030",
        "Добровольный национальный обзор Повестки дня на период до 2030 года",
        "落实2030年可持续发展议程国别自愿陈述",
        "تنفيذ خطة التنمية المستدامة لعام 2030",
        "Towards Vision 2036",
    ],
)
def test_it_takes_no_year_to_be_reached_for_that_of_the_report(goal: str) -> None:
    assert values(goal)[1] is None
    assert values(f"{goal}\nGaborone, July 2023")[1] == "2023"


def test_it_takes_no_year_from_a_sentence() -> None:
    sentence = "• We will sign labour agreements with five further States by 2028, each with a clause on wages."
    assert values(f"Government of Nepal\nNational Strategy\n{sentence}")[1] is None
    assert values(f"Республика Таджикистан\nДушанбе, 2023\n{'Слова ' * 30}к 2026 году.")[1] == "2023"


@pytest.mark.parametrize(("language", "name"), [("en", "Bolivia"), ("ru", "Боливия"), ("zh", "玻利维亚")])
def test_it_names_states_in_the_language_of_the_reader(language: str, name: str) -> None:
    names = country_names(language)
    assert names["BOL"] == name
    assert set(names) == country_codes()
    assert all(names.values())


def test_it_names_states_in_english_where_there_is_no_other_name() -> None:
    assert country_names("tlh")["KEN"] == "Kenya"
