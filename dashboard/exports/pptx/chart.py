"""A view's chart as one that the program draws and edits itself, looking as the view's picture does."""

import math
from dataclasses import replace
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.util import Pt

from dashboard.exports.pptx.ink import ink
from dashboard.exports.pptx.lettering import FONT
from dashboard.exports.pptx.page import Page, described
from dashboard.exports.pptx.shapes import Box
from dashboard.views import Chart, Series

SIZE = 12
#: More series than this are named beside the chart, fewer below it.
BELOW = 8
#: So many categories have room for their names in a small chart.
FEW = 6
KINDS = {
    ("columns", False): XL_CHART_TYPE.COLUMN_CLUSTERED, ("columns", True): XL_CHART_TYPE.COLUMN_STACKED,
    ("bars", False): XL_CHART_TYPE.BAR_CLUSTERED, ("bars", True): XL_CHART_TYPE.BAR_STACKED,
}  # fmt: skip
#: A course's dash, its width (pt; none: no line), and its mark's form and size, by how its figures came about.
STYLES: dict[str, tuple[Any, float, Any, int]] = {
    "measured": (MSO_LINE.SOLID, 1.75, XL_MARKER_STYLE.CIRCLE, 8),
    "estimated": (MSO_LINE.SOLID, 0, XL_MARKER_STYLE.CIRCLE, 8),
    "trend": (MSO_LINE.DASH, 2.25, XL_MARKER_STYLE.NONE, 0),
    "path": (MSO_LINE.SOLID, 2.25, XL_MARKER_STYLE.NONE, 0),
    "goal": (MSO_LINE.SOLID, 0, XL_MARKER_STYLE.DIAMOND, 12),
    "scenario": (MSO_LINE.LONG_DASH_DOT, 2.25, XL_MARKER_STYLE.NONE, 0),
    "reference": (MSO_LINE.ROUND_DOT, 1.5, XL_MARKER_STYLE.NONE, 0),
}  # fmt: skip
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def chart(page: Page, spec: Chart, box: Box, *, alt: str, top: float = 0.0, small: bool = False) -> None:
    """The chart in a place of the slide; ``top`` is the value axis' end where charts side by side share one.

    A ``small`` one stands among others under names that they share, and tells every second of many categories.
    """
    spec = _longest_first(spec)
    kind = XL_CHART_TYPE.XY_SCATTER_LINES if spec.kind == "xy" else KINDS[spec.kind, spec.stacked]
    places = (Pt(part) for part in (box.left, box.top, box.width, box.height))
    frame = page.slide.shapes.add_chart(kind, *places, _data(spec))
    described(frame, spec.title or "Chart", alt)
    made = frame.chart
    _untold(made)
    _language(made, page.lang)
    made.font.size, made.font.name, made.font.color.rgb = Pt(SIZE), FONT, _rgb(ink("ink"))
    made.has_title = bool(spec.title)
    if spec.title:
        made.chart_title.text_frame.text = spec.title
        font = made.chart_title.text_frame.paragraphs[0].runs[0].font
        font.size, font.bold, font.name = Pt(14), True, FONT
    made.has_legend = not small and len(spec.series) > 1
    if made.has_legend:
        made.legend.position = XL_LEGEND_POSITION.RIGHT if len(spec.series) > BELOW else XL_LEGEND_POSITION.BOTTOM
        made.legend.include_in_layout, made.legend.font.size = False, Pt(SIZE)
    _values(made, spec, top, titled=not spec.title)
    _across(made, spec)
    if small and spec.kind == "columns" and len(spec.series[0].x) > FEW:
        skipped = parse_xml(f'<c:tickLblSkip xmlns:c="{C}" val="2"/>')
        made.category_axis._element.find(f"{{{C}}}noMultiLvlLbl").addprevious(skipped)
    if spec.kind != "xy":
        plot = made.plots[0]
        plot.gap_width = 40
        if spec.stacked:
            plot.overlap = 100
    for given, told in zip(made.plots[0].series, spec.series, strict=True):
        _look(given, told, xy=spec.kind == "xy")
    if spec.kind == "xy":
        _ends(made, spec)


def _longest_first(spec: Chart) -> Chart:
    """The course of most points before the others: LibreOffice leaves out those that stand before a longer one."""
    if spec.kind != "xy":
        return spec
    longest = max(spec.series, key=lambda one: len(one.x))
    return replace(spec, series=(longest, *(one for one in spec.series if one is not longest)))


def _data(spec: Chart) -> Any:
    if spec.kind == "xy":
        points = XyChartData(number_format=form(spec))
        for one in spec.series:
            added = points.add_series(one.name)
            for x, y in zip(one.x, one.y, strict=True):
                added.add_data_point(x, _known(y))
        return points
    bars = CategoryChartData(number_format=form(spec))
    bars.categories = list(spec.series[0].x)
    for one in spec.series:
        bars.add_series(one.name, [_known(y) for y in one.y])
    return bars


def _known(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def form(spec: Chart) -> str:
    """How figures are written; the program puts its own signs for the decimal and the thousands."""
    if spec.percent:
        return "0%"
    highest = max((abs(y) for one in spec.series for y in one.y if y is not None and y == y), default=0.0)
    return "#,##0" if highest >= 100 else "0.0" if highest >= 3 else "0.00"


def _untold(made: Any) -> None:
    """What is missing is a gap: the library would write the word None into a course."""
    for value in made._chartSpace.iter(f"{{{C}}}v"):
        if value.text == "None":
            point = value.getparent()
            point.getparent().remove(point)


def _language(made: Any, lang: str) -> None:
    first = made._chartSpace.find(f"{{{C}}}date1904")
    told = parse_xml(f'<c:lang xmlns:c="{C}" val="{lang}"/>')
    if first is None:
        made._chartSpace.insert(0, told)
    else:
        first.addnext(told)


def _values(made: Any, spec: Chart, top: float, *, titled: bool) -> None:
    axis = made.value_axis
    known = [y for one in spec.series for y in one.y if y is not None and y == y]
    if all(y >= 0 for y in known):
        axis.minimum_scale = 0
    if top:
        axis.maximum_scale = top
    elif spec.percent and spec.stacked:
        axis.maximum_scale = 1
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = _rgb(ink("grid"))
    axis.major_gridlines.format.line.width = Pt(0.75)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = form(spec), False
    axis.tick_labels.font.size = Pt(SIZE)
    axis.has_title = titled and bool(spec.y_title)
    if axis.has_title:
        _title(axis, spec.y_title)


def _across(made: Any, spec: Chart) -> None:
    axis = made.category_axis
    axis.has_major_gridlines = False
    axis.format.line.color.rgb = _rgb(ink("line"))
    axis.major_tick_mark = XL_TICK_MARK.OUTSIDE if spec.kind == "xy" else XL_TICK_MARK.NONE
    axis.tick_labels.font.size = Pt(SIZE)
    axis.has_title = bool(spec.x_title)
    if spec.x_title:
        _title(axis, spec.x_title)
    if spec.kind == "xy":
        years = [float(x) for one in spec.series for x in one.x]
        step = 10 if max(years) - min(years) > 25 else 5 if max(years) - min(years) > 8 else 2
        axis.minimum_scale = math.floor(min(years) / step) * step
        axis.maximum_scale = math.ceil(max(years) / step) * step
        axis.major_unit = step
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
    if spec.kind == "bars":
        # The first category stands at the top, as it is read.
        axis.reverse_order = True
        axis.crosses = XL_AXIS_CROSSES.MAXIMUM


def _title(axis: Any, text: str) -> None:
    axis.axis_title.text_frame.text = text
    font = axis.axis_title.text_frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.name, font.color.rgb = Pt(SIZE), False, FONT, _rgb(ink("muted"))


def _look(given: Any, told: Series, *, xy: bool) -> None:
    shade = _rgb(told.colour)
    if not xy:
        given.format.fill.solid()
        given.format.fill.fore_color.rgb = shade
        given.invert_if_negative = False
        return
    dash, width, mark, size = STYLES.get(told.style, STYLES["measured"])
    line = given.format.line
    if width:
        line.width, line.dash_style, line.color.rgb = Pt(width), dash, shade
    else:
        line.fill.background()
    given.smooth = False
    given.marker.style = mark
    if size:
        given.marker.size = size
        given.marker.format.fill.solid()
        given.marker.format.fill.fore_color.rgb = _rgb(ink("paper")) if told.style == "estimated" else shade
        given.marker.format.line.color.rgb = shade


def _ends(made: Any, spec: Chart) -> None:
    """The latest measured figure above its point, where just one course has been measured."""
    measured = [at for at, one in enumerate(spec.series) if one.style == "measured"]
    if len(measured) != 1:
        return
    label = made.plots[0].series[measured[0]].points[len(spec.series[measured[0]].x) - 1].data_label
    label.position = XL_LABEL_POSITION.ABOVE
    label.font.size, label.font.bold = Pt(SIZE), True
    for name, value in (("showVal", "1"), ("showLegendKey", "0"), ("showCatName", "0"), ("showSerName", "0")):
        found = label._dLbl.find(f"{{{C}}}{name}")
        if found is not None:
            found.set("val", value)


def _rgb(shade: str) -> RGBColor:
    return RGBColor.from_string(shade.removeprefix("#").upper())
