"""Data on migration is about migration; the migration of data, of birds or to digital television is not."""

from __future__ import annotations

import pytest

from secretariat.reading.reports.examine import Examiner


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The national statistical office publishes data on migration every year."),
        ("en", "The country improved its migration data."),
        ("en", "The United Nations Network on Migration met."),
        ("en", "A national platform on migration was set up."),
        ("en", "The database on migration was opened in 2024."),
        ("ru", "Качество миграционных данных улучшилось."),
        ("fr", "Les données migratoires sont publiées."),
        ("es", "Los datos sobre migración se publican cada año."),
    ],
)
def test_it_takes_data_on_migration_for_migration(language: str, text: str) -> None:
    passage = Examiner().of_text(text, language)
    assert passage is not None
    assert passage.subjects == ("migrants",)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Data migration to the new servers was completed."),
        ("en", "The migration of data to the cloud took a year."),
        ("en", "Migration to digital television ended in 2020."),
        ("en", "The spring migration of birds was counted."),
        ("ru", "Миграция данных на новые серверы завершена."),
        ("fr", "La migration des données vers le nuage est achevée."),
        ("es", "La migración de datos a la nube terminó."),
    ],
)
def test_it_takes_no_other_migration_for_it(language: str, text: str) -> None:
    assert Examiner().of_text(text, language) is None


def test_it_reads_russian_words_in_all_their_cases() -> None:
    passage = Examiner().of_text("Качество миграционных данных улучшилось.", "ru")
    assert passage is not None
    assert [f"{one.framework}:{one.label.code}" for one in passage.labels] == ["gcm:1"]
