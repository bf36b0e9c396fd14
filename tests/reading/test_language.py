"""The language of a text, told from its script and its commonest words."""

from __future__ import annotations

import pytest

from secretariat.reading.language import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("The board met and it was agreed that the office is to move to the harbour.", "en", id="English"),
        pytest.param(
            "Le conseil s’est réuni et il a été décidé que les bureaux de la ville sont à vendre.", "fr", id="French"
        ),
        pytest.param(
            "El consejo se reunió y se acordó que la oficina de la ciudad es para los vecinos.", "es", id="Spanish"
        ),
        pytest.param("اجتمع المجلس وقرر نقل المكتب إلى الميناء", "ar", id="Arabic"),
        pytest.param("理事会开会并同意将办公室迁至港口。", "zh", id="Chinese"),
        pytest.param("Совет собрался и решил перенести офис в порт.", "ru", id="Russian"),
        pytest.param("THE BOARD MET AND IT WAS AGREED THAT THE OFFICE IS TO MOVE", "en", id="capitals"),
    ],
)
def test_it_tells_the_language(text: str, code: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize("text", ["", "   \n", "12 34 56", "Ann Lee, Bo Ek, Cy Day", "the", "🎉 🎉 🎉"])
def test_it_does_not_guess_from_too_little(text: str) -> None:
    assert language(text) is None


def test_it_takes_the_language_of_the_most_of_a_text() -> None:
    english = "The board met and it was agreed that the office is to move to the harbour. "
    assert language(english * 5 + "Le conseil s’est réuni et il a décidé.") == "en"


def test_it_is_not_led_by_a_few_names_in_another_script() -> None:
    assert language("The board thanked 李明 and Анна for the report on the harbour and for the work.") == "en"


def test_it_looks_at_the_start_of_a_very_long_text() -> None:
    assert language("The board met and the office is to move. " * 1000 + "理事会" * 100_000) == "en"
