"""Why a verb refuses to act.

```
Refused              code and one plain line for the person
├── NotAllowed       the actor may not do this (answered 403)
└── Conflict         somebody changed the object since the actor saw it (answered 409)
```
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _


class Refused(Exception):
    """A verb that was not carried out; nothing was written. ``code`` is stable."""

    def __init__(self, code: str, message: str | Promise) -> None:
        """Keep the code beside the line for the person."""
        super().__init__(str(message))
        self.code = code


class NotAllowed(Refused, PermissionDenied):
    """The actor may not do this."""

    def __init__(self, message: str | Promise = "") -> None:
        """Say it in general words where no line is given."""
        super().__init__("not_allowed", message or _("You are not allowed to do this."))


class Conflict(Refused):
    """Somebody else changed the object since the actor saw it."""

    def __init__(self, message: str | Promise = "") -> None:
        """Say it in general words where no line is given."""
        super().__init__("conflict", message or _("Somebody else changed this meanwhile. Look again, then decide."))
