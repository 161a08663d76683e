"""A view's picture in terms that office programs draw by themselves."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Series:
    """A course or a row of bars in a chart: ``x`` and ``y`` alike long, ``y`` in the chart's unit, None where missing.

    ``style`` says how figures came about, so that no file draws an estimate or a goal as measured: ``measured`` (filled
    points on a line), ``estimated`` (hollow points, no line), ``trend`` (dashed), ``path`` (solid, no points), ``goal``
    (diamonds, no line), ``scenario`` (dash-dotted), ``reference`` (dotted), ``bar``.
    """

    name: str
    x: tuple[Any, ...]
    y: tuple[float | None, ...]
    colour: str
    style: str = "bar"


@dataclass(frozen=True)
class Chart:
    """A view's picture in terms that office programs draw by themselves: the same figures as the picture shows.

    ``kind``: ``xy`` (``x`` are years on a true axis), ``columns`` or ``bars`` (``x`` are categories, the same of every
    series). ``y_title`` is the unit in words; ``percent`` says that figures are fractions.
    """

    kind: Literal["xy", "columns", "bars"]
    series: tuple[Series, ...]
    y_title: str
    x_title: str = ""
    stacked: bool = False
    percent: bool = False
    #: What the chart is of, where a view has one a city.
    title: str = ""
