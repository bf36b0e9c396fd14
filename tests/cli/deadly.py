"""Work that is quickly done, and that kills the process it is done in for reports of certain names."""

from __future__ import annotations

import os

from secretariat.cli.examination import Done, Settings
from secretariat.cli.inputs import Input, data_of


def dies(source: Input, data: bytes | None, _settings: Settings) -> Done:
    """Return the words of a report as its only passage; die of one whose name begins with ``deadly``.

    Of one whose name begins with ``unlucky``, die once: a file beside it keeps that it was so.
    """
    if source.own_name.startswith("deadly"):
        os._exit(9)
    if source.path and source.own_name.startswith("unlucky"):
        before = source.path.with_suffix(".died")
        if not before.exists():
            before.touch()
            os._exit(9)
    return Done(source.name, [{"text": (data or data_of(source)).decode()}])
