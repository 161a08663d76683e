"""Plotly's small HTML in texts (``<b>``, ``<br>``, coloured spans) as lines of runs."""

import html
import re

from dashboard.exports.pptx.ink import read
from dashboard.exports.pptx.lettering import width_of
from dashboard.exports.pptx.shapes import Run

_TAG = re.compile(r"(<[^>]*>)")
_COLOUR = re.compile(r"color:\s*([^;'\"]+)")


def lines(text: str, size: float, shade: str) -> list[list[Run]]:
    """The text's lines; tags that have no counterpart on a slide leave their words."""
    out: list[list[Run]] = [[]]
    bold, shades = 0, [shade]
    for part in _TAG.split(text):
        if not part.startswith("<") or not part.endswith(">"):
            if part:
                out[-1].append(Run(html.unescape(part), size, shades[-1], bold > 0))
            continue
        tag = part.strip("<>/ ").split(" ")[0].lower()
        if tag == "br":
            out.append([])
        elif tag == "b":
            bold += -1 if part.startswith("</") else 1
        elif tag == "span" and part.startswith("</"):
            shades = shades[:-1] or [shade]
        elif tag == "span":
            found = _COLOUR.search(part)
            shades.append(read(found[1])[0] if found else shades[-1])
    return out


def width(line: list[Run]) -> float:
    """How wide a line of runs is, in points."""
    return sum(width_of(run.text, run.size, bold=run.bold) for run in line)
