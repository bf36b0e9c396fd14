"""Signs of symbol fonts as the characters they show: bullets, arrows, check marks, boxes."""

from __future__ import annotations

_SYMBOL = {
    0xB7: "•", 0xA8: "♦", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xDE: "⇒", 0xDB: "⇔", 0xB0: "°", 0xB1: "±",
    0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0x2D: "−", 0x6D: "μ", 0x44: "Δ", 0x53: "Σ",
    0xD6: "√", 0xD2: "®", 0xD3: "©", 0xD4: "™",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x73: "⬧", 0x74: "⧫", 0x75: "◆",
    0x76: "❖", 0x77: "⬥", 0x78: "☒", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA7: "▪", 0xA8: "☐", 0xAB: "★",
    0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x4C: "☹",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x2A: "☐", 0x30: "☐", 0xA3: "☐", 0x97: "•",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_HOLLOW = "◦"
PRIVATE = ("\uf000", "\uf0ff")


def symbol(char: str, font: str) -> str:
    """Return what ``char`` shows in ``font``; the character itself where that is not known."""
    if not char:
        return ""
    code = ord(char)
    if PRIVATE[0] <= char <= PRIVATE[1]:
        code -= 0xF000
    elif font.lower() not in _FONTS:
        return _HOLLOW if char == "o" and "courier" in font.lower() else char
    table = _FONTS.get(font.lower())
    if table is not None:
        return table.get(code, char)
    return next((known[code] for known in _FONTS.values() if code in known), char)


def translated(words: str, font: str) -> str:
    """Return words of a symbol font as the characters they show; one for one."""
    if words == "o":
        return symbol(words, font)
    if font.lower() not in _FONTS and not any(PRIVATE[0] <= char <= PRIVATE[1] for char in words):
        return words
    return "".join(symbol(char, font) for char in words)
