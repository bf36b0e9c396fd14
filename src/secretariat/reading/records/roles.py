"""What somebody is: their role in the meeting, their title, where they are from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from ..vocabulary import Vocabulary, alternation
from .cues import named_cues


@lru_cache(maxsize=4096)
def role_of(words: str, vocabulary: Vocabulary) -> str | None:
    """Return the role in the meeting that ``words`` name, if they name nothing else."""
    bare = re.sub(r"[^\w\s-]", " ", words).strip()
    for role, pattern in named_cues(vocabulary, "participants", "roles").items():
        found = pattern.search(bare)
        if found and len(bare.split()) - len(found[0].split()) <= 2:
            return _most_telling(bare, role, vocabulary)
    return None


def _most_telling(words: str, role: str, vocabulary: Vocabulary) -> str:
    """Return the role whose phrase is longest in ``words``: ``vice-chair`` before ``chair``."""
    lengths = {role: 0}
    for name, pattern in named_cues(vocabulary, "participants", "roles").items():
        lengths[name] = max((len(match[0]) for match in pattern.finditer(words)), default=0)
    return max(lengths, key=lambda name: (lengths[name], name == role))


def described(parts: Sequence[str], vocabulary: Vocabulary) -> tuple[str | None, str | None, str | None, str | None]:
    """Return title, organization, role and representative told by what stands behind a name."""
    title = organization = role = represented = None
    for part in parts:
        by = re.fullmatch(
            rf"{alternation(vocabulary.words('participants', 'represented'))}\s+(?:by\s+)?(.+)", part, re.IGNORECASE
        )
        as_role = role_of(part, vocabulary)
        if by:
            represented = by[1]
        elif is_title(part, vocabulary) and not (title or organization or _is_whole_role(part, vocabulary)):
            title = part  # "Secretary General" behind a name is what somebody is, not their role in the meeting
        elif as_role and as_role != "member" and (role is None) and (title or organization or len(part.split()) <= 3):
            role = part if len(part.split()) > 1 else as_role
        elif is_title(part, vocabulary) and title is None:
            title = part
        elif organization is None and not part.startswith("@"):
            organization = part
    return title, organization, role, represented


def _is_whole_role(words: str, vocabulary: Vocabulary) -> bool:
    roles = named_cues(vocabulary, "participants", "roles").values()
    return any(pattern.fullmatch(words.strip()) for pattern in roles)


def is_title(words: str, vocabulary: Vocabulary) -> bool:
    """Say whether words hold a title such as ``Director``."""
    titles = _titles(vocabulary)
    return any(token in titles for token in re.findall(r"[\w-]+", words.casefold()))


@cache
def _titles(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(word.casefold() for word in vocabulary.words("participants", "titles"))
