"""What may be sent to a terminal: words of a stranger's file must not move its cursor or turn its text round."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_UNSAFE_IN_NAME = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_C1 = re.compile("[\x7f-\x9f]")
_PICTURES = 0x2400
_DELETE = 0x7F


def safe(text: str) -> str:
    """Return ``text`` with control characters made visible; line ends and tabs stay."""
    return _UNSAFE.sub(_visible, text)


def safe_name(name: str) -> str:
    """Return a file's name on one line, fit to print and to store as UTF-8."""
    return _UNSAFE_IN_NAME.sub(_visible, name)


def safe_json(text: str) -> str:
    r"""Return JSON with the control characters that JSON itself lets through as ``\u009b``."""
    return _C1.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_PICTURES + code)
    return "\u2421" if code == _DELETE else "\ufffd"
