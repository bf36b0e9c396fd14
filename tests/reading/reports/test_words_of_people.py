"""Words that name people who moved, without the word migrant."""

from __future__ import annotations

import pytest

from secretariat.reading.reports.examine import Examiner


@pytest.mark.parametrize(
    ("language", "sentence", "subject"),
    [
        ("en", "Three desks take the complaints of foreign farm workers about wages that were not paid.", "migrants"),
        ("en", "Undocumented pregnant women are turned away from the clinics of the districts.", "migrants"),
        ("en", "We pledge to bring the cost of remitting under three per cent by 2030.", "remittances"),
        ("es", "La escuela matricula a hijos de extranjeros sin exigir documentos a los padres.", "migrants"),
        ("es", "El 9 % de la población nació en otro país, sobre todo en el país vecino.", "migrants"),
        ("fr", "De nombreux enfants nés de parents étrangers restent sans acte de naissance.", "migrants"),
        (
            "ru",
            "Жёны уехавших на заработки нередко остаются без средств и без доступа к социальным услугам.",
            "migrants",
        ),
        ("ru", "Готовится соглашение о пенсионных правах работников, занятых за рубежом.", "migrants"),
        ("ar", "بلغت استثمارات التونسيين المقيمين بالخارج مبلغا غير مسبوق في العام الماضي.", "migrants"),
    ],
)
def test_it_finds_people_who_moved_under_other_words(language: str, sentence: str, subject: str) -> None:
    passage = Examiner().of_text(sentence, language)
    assert passage is not None
    assert passage.subjects[0] == subject


@pytest.mark.parametrize(
    "sentence",
    [
        "The seasonal migration of zebra between the delta and the pans draws 40,000 visitors each year.",
        "Migrating accounts to mobile money brought two million traders into the formal system.",
        "The cost of remitting tax by post fell by half.",
    ],
)
def test_it_passes_over_what_moves_but_is_nobody(sentence: str) -> None:
    assert Examiner().of_text(sentence, "en") is None
