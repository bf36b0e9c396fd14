"""The ``secretariat`` command. Its parts are loaded when they are asked for: ``read`` never waits for Django."""

from __future__ import annotations

from .commands import main

__all__ = ["main"]
