"""What a built view shows, read back as a reader would: its marks, its words, and the factor of its axis."""

import json
from collections.abc import Iterator
from typing import Any

from plotly.io.json import to_json_plotly

from dashboard.i18n import t
from dashboard.views import Shown

#: Tonnes in one step of the axis, by the key of the unit's name.
FACTORS = {"unit.mt": 1e6, "unit.kt": 1e3, "unit.t": 1.0}


def drawn(shown: Shown) -> dict[str, Any]:
    """The figure as a browser is given it."""
    assert shown.figure is not None
    made: dict[str, Any] = json.loads(to_json_plotly(shown.figure))
    return made


def traces(shown: Shown, name: str) -> list[dict[str, Any]]:
    """The traces of a name."""
    return [trace for trace in drawn(shown)["data"] if trace.get("name") == name]


def notes(shown: Shown) -> list[str]:
    """The words written in the picture."""
    return [note["text"] for note in drawn(shown)["layout"].get("annotations", [])]


def factor(shown: Shown) -> float:
    """What the axis counts in, as its unit says in words."""
    if shown.state.measure != "total":
        return 1.0
    words = notes(shown)
    return next(value for key, value in FACTORS.items() if t(shown.state.lang, key) in words)


def points(shown: Shown, name: str) -> dict[int, float]:
    """Year to value of the traces of a name, in tonnes (or the state's measure)."""
    scale = factor(shown)
    return {
        x: y * scale
        for trace in traces(shown, name)
        for x, y in zip(trace["x"], trace["y"], strict=True)
        if y is not None
    }


def words(shown: Shown) -> Iterator[str]:
    """Every text that a reader meets: the finding, remarks, table, and what the picture says."""
    yield shown.summary
    yield from shown.remarks
    for part in shown.sections:
        yield from (part.heading, *part.items)
    yield from (column.heading for column in shown.table.columns)
    for row in shown.table.cells(shown.state.lang):
        yield from row
    if shown.figure is not None:
        yield from _texts(drawn(shown)["data"])
        yield from notes(shown)


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            if key != "marker":
                yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)
