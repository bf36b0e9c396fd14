"""Numbers as lists write them: letters, Roman numerals, figures of other scripts."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CHINESE = "〇一二三四五六七八九"
_LARGEST_ROMAN = 3999


def roman(number: int) -> str:
    """Return ``number`` in small Roman numerals; figures where there are none for it."""
    if not 0 < number <= _LARGEST_ROMAN:
        return str(number)
    parts = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        parts.append(sign * count)
    return "".join(parts)


def letter(number: int, alphabet: str = _LATIN) -> str:
    """Return ``number`` as a word processor letters it: ``a`` to ``z``, then ``aa``, ``bb``."""
    if number < 1:
        return str(number)
    times, at = divmod(number - 1, len(alphabet))
    return alphabet[at] * min(times + 1, 10)


def column(number: int) -> str:
    """Return ``number`` as HTML letters it: ``a`` to ``z``, then ``aa``, ``ab``."""
    if number < 1:
        return str(number)
    letters = ""
    while number > 0:
        number, at = divmod(number - 1, len(_LATIN))
        letters = _LATIN[at] + letters
    return letters


def cyrillic(number: int) -> str:
    """Return ``number`` as a small Russian letter."""
    return letter(number, _CYRILLIC)


def arabic(number: int) -> str:
    """Return ``number`` as an Arabic letter in the order of the alphabet."""
    return letter(number, _ARABIC)


def abjad(number: int) -> str:
    """Return ``number`` as an Arabic letter in the abjad order."""
    return letter(number, _ABJAD)


def chinese(number: int) -> str:
    """Return a number up to 99 as Chinese writes it, larger ones in figures."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = "" if tens == 0 else "十" if tens == 1 else _CHINESE[tens] + "十"
    return head + (_CHINESE[ones] if ones else "")


def ordinal(number: int) -> str:
    """Return ``1st``, ``2nd``, ``3rd``, ``4th``."""
    teens = 10 <= number % 100 <= 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
