"""Colours as slides know them: six hexadecimal digits and an opacity."""

import re

from dashboard.theme import colour

_RGBA = re.compile(r"rgba?\(\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*(?:,\s*([\d.]+)\s*)?\)")


def ink(token: str) -> str:
    """A token's colour on slides, which are light."""
    return colour("light", token).removeprefix("#").upper()


def read(text: object) -> tuple[str, float]:
    """A colour as Plotly writes it (``#0b5c63``, ``rgba(11,92,99,0.5)``) as digits and opacity.

    Anything else is unseen.
    """
    written = str(text).strip()
    if re.fullmatch(r"#[0-9a-fA-F]{6}", written):
        return written[1:].upper(), 1.0
    found = _RGBA.fullmatch(written)
    if found is None:
        return "000000", 0.0
    red, green, blue = (round(float(found[n])) for n in (1, 2, 3))
    return f"{red:02X}{green:02X}{blue:02X}", float(found[4]) if found[4] else 1.0
