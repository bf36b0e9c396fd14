"""What belongs together: which decision an action carries out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .findings import ActionPoint, Decision

_SHARED = 2
_SHORTEST = 5


def follow(actions: Sequence[ActionPoint], decisions: Sequence[Decision]) -> tuple[ActionPoint, ...]:
    """Return the actions, each with the index of the decision of its own section that it carries out.

    A decision counts where it stands before the action in the same section and shares at least two words
    of five letters or more with it; the nearest such decision is taken. Without one, ``follows`` is ``None``.
    """
    return tuple(replace(action, follows=_followed(action, decisions)) for action in actions)


def _followed(action: ActionPoint, decisions: Sequence[Decision]) -> int | None:
    for index in range(len(decisions) - 1, -1, -1):
        decision = decisions[index]
        if decision.span.start >= action.span.start or decision.section != action.section:
            continue
        if len(_telling(action.text) & _telling(decision.text)) >= _SHARED:
            return index
    return None


def _telling(words: str) -> set[str]:
    return {word for word in re.findall(r"\w+", words.casefold()) if len(word) >= _SHORTEST}
