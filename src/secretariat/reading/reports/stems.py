"""Words brought to one form, language by language, so that a term meets its plurals and cases.

Light on purpose: a stem has to be the same for the forms of one word, not to be a word. What a language
needs is a function from a folded word to its stem; a language without one keeps its words as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import combining, normalize

Stem = Callable[[str], str]

_OLD_SPELLINGS = {
    "programme": "program",
    "centre": "center",
    "fibre": "fiber",
    "defence": "defense",
    "licence": "license",
    "tyre": "tire",
    "women": "woman",
    "men": "man",
    "children": "child",
    "lives": "life",
    "wives": "wife",
    "people": "people",
    "feet": "foot",
    "paediatric": "pediatric",
    "gynaecology": "gynecology",
    "foetal": "fetal",
    "diarrhoea": "diarrhea",
    "anaemia": "anemia",
    "haemorrhage": "hemorrhage",
    "caesarean": "cesarean",
    "oestrogen": "estrogen",
    "aeroplane": "airplane",
    "aluminium": "aluminum",
    "sulphur": "sulfur",
    "judgement": "judgment",
    "ageing": "aging",
    "grey": "gray",
    "plough": "plow",
    "mould": "mold",
    "metre": "meter",
    "litre": "liter",
}
_ISE = re.compile(r"([a-z]{3,})is(e|ed|ing|ation|er)$")
_YSE = re.compile(r"lys(e|ed|ing)$")
_OUR = re.compile(r"([a-z]{3,})our(|ed|ing|er|able|al|hood)$")
_LLED = re.compile(r"([a-z]{3,})ll(ed|ing|er)$")
_SPANISH = re.compile(r"(?:[aeo]s|es|s|[aeo])$")
_RUSSIAN_REFLEXIVE = re.compile(r"(?:ся|сь)$")
_RUSSIAN = re.compile(
    r"(?:иями|ями|ами|ией|иям|ием|иях|ого|его|ому|ему|ыми|ими|ия|ии|ию|ие|ий|ая|яя|ое|ее|ые|ый|ои|ои|ую|юю|ых|их|ым|им|ом|ем|"
    r"еи|ов|ев|еи|ам|ям|ах|ях|ою|ею|ью|ья|ьи|а|я|о|е|у|ю|ы|и|ь)$"
)
_ARABIC_PREFIX = re.compile(r"^(?:وال|فال|بال|كال|ولل|ال|لل)")
_ARABIC_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي", "ا")
_ARABIC_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})


def folded(word: str) -> str:
    """Return a word in small letters without accents, vowel signs and joined forms."""
    if word.isascii():
        return word.lower()
    parts = normalize("NFKD", word.casefold())
    return "".join(char for char in parts if not combining(char) and char != "\u0640")


def english(word: str) -> str:
    """Return the singular in American spelling: ``migrants``, ``organisations``, ``labour``."""
    if len(word) <= 3:
        return word
    word = _OLD_SPELLINGS.get(word, word)
    if word.endswith("s"):
        word = _singular(word)
        word = _OLD_SPELLINGS.get(word, word)
    word = _ISE.sub(r"\1iz\2", word)
    word = _YSE.sub(r"lyz\1", word)
    word = _LLED.sub(r"\1l\2", word)
    return _OUR.sub(r"\1or\2", word)


def _singular(word: str) -> str:
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    return word[:-1]


def french(word: str) -> str:
    """Return a word without the endings of number and gender."""
    if len(word) <= 3:
        return word
    if word.endswith("aux") and len(word) > 4:
        return word[:-2] + "l"
    return word.rstrip("sx").rstrip("e") or word


def spanish(word: str) -> str:
    """Return a word without the endings of number and gender."""
    if len(word) <= 3:
        return word
    short = _SPANISH.sub("", word)
    return short if len(short) >= 3 else word


def russian(word: str) -> str:
    """Return a word without the endings of case, number and gender."""
    if len(word) <= 3:
        return word
    word = _RUSSIAN_REFLEXIVE.sub("", word) if len(word) > 6 else word
    short = _RUSSIAN.sub("", word)
    return short if len(short) >= 3 else word


def arabic(word: str) -> str:
    """Return a word without article, joined particles and the commonest endings."""
    word = word.translate(_ARABIC_LETTERS)
    if word.startswith("و") and len(word) > 4:
        word = word[1:]
    short = _ARABIC_PREFIX.sub("", word)
    if len(short) >= 3:
        word = short
    elif len(word) > 4 and word[0] in "بلكف":
        word = word[1:]
    for ending in _ARABIC_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


STEMS: dict[str, Stem] = {
    "en": english,
    "fr": french,
    "es": spanish,
    "ru": russian,
    "ar": arabic,
}

# words that stand between those of a term without changing it; they are passed over
_PASSED_OVER = {
    "en": "a an the of to for in on at by and or with from as its their this these those "
    "that our such other is are be been",
    "fr": "le la les l de des du d un une et ou a au aux en dans pour par sur avec leur leurs "
    "ses son sa ce cette ces qu que",
    "es": "el la los las de del un una unos unas y o e u a al en para por con su sus lo este esta estos estas que",
    "ru": "и в во на с со к по о об из от для за при их а",
    "ar": "في من على الى عن مع او و التي الذي",
    "zh": "的 和 与 及",
}


def passed_over(language: str) -> frozenset[str]:
    """Return the stems that are passed over in a text of ``language``."""
    stem = STEMS.get(language, str)
    return frozenset(stem(folded(word)) for word in _PASSED_OVER.get(language, "").split())
