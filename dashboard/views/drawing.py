"""A figure as plain dictionaries, which is all that becomes of it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from dashboard.theme import template


@dataclass(frozen=True)
class Drawing:
    """A figure as the plain dictionaries that Plotly's own would become.

    Plotly looks at each of a figure's thousands of values before it gives them back as they were, which took a third
    of the time that a city's page takes. A test has it look at every view's figures and finds them the same.
    """

    traces: list[dict[str, Any]]
    layout: dict[str, Any]

    def to_plotly_json(self) -> dict[str, Any]:
        """The figure for Plotly's JSON: ``data`` and ``layout``, without what is None, which stands for nothing."""
        return {"data": [_said(trace) for trace in self.traces], "layout": _said(self.layout)}


def _said(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _said(value) for name, value in part.items() if value is not None}
    if isinstance(part, list | tuple) and any(isinstance(one, dict) for one in part):
        return [_said(one) for one in part]
    return part


@cache
def plain_template(theme: str, mode: str, separators: str) -> dict[str, Any]:
    """The theme's template (:func:`dashboard.theme.template`) as a dictionary. Shared: never changed in place."""
    return dict(template(theme, mode, separators).to_plotly_json())
