"""Calling a verb from a page: what it refuses is said in its line, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import QueryDict

from secretariat.history.refusals import Conflict, NotAllowed, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpRequest


def attempt(
    request: HttpRequest,
    verb: Callable[[], object],
    *,
    said: str = "",
    form: forms.Form | None = None,
    version: int = 0,
) -> bool:
    """Call a verb, say what came of it, and return whether it was carried out.

    A refusal is said in the form, if there is one, beside what was typed. Where somebody was faster the form
    takes up ``version``, the one that stands now, so that sending it again is a decision.
    """
    try:
        verb()
    except NotAllowed:
        raise
    except Refused as refusal:
        if form is None:
            messages.error(request, str(refusal))
        else:
            form.add_error(None, str(refusal))
            if isinstance(refusal, Conflict) and version:
                _take_up(form, version)
        return False
    if said:
        messages.success(request, said)
    return True


def _take_up(form: forms.Form, version: int) -> None:
    """Give a form that was sent another version."""
    if isinstance(form.data, QueryDict):
        data = form.data.copy()
        data[form.add_prefix("version")] = str(version)
        form.data = data
