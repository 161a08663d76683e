"""Native charts: each drawn by the spreadsheet from cells of the sheet of chart data."""

from typing import Any

from xlsxwriter.chart import Chart as Drawing
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from dashboard.cell_formats import FONT
from dashboard.exports.xlsx.book import Book
from dashboard.theme import colour
from dashboard.views import Chart, Series, Shown, charts_of

#: A chart's size in pixels, and the height of a row.
WIDTH, HEIGHT, PIXELS_A_ROW = 760, 400, 20
LINE_WIDTH, POINT = 2.25, 7
#: What the parts of a whole may come to when each is rounded.
ROUNDED = 1.005
#: How each style is drawn: the line's dash (None: no line) and the point (None: none).
STYLES: dict[str, tuple[str | None, str | None]] = {
    "measured": ("solid", "circle"),
    "estimated": (None, "circle"),
    "trend": ("dash", None),
    "path": ("solid", None),
    "goal": (None, "diamond"),
    "scenario": ("dash_dot", None),
    "reference": ("round_dot", None),
    "bar": ("solid", None),
}


class Charts:
    """The charts of a workbook, and the sheet that holds their figures; it is made when the first chart comes."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.data: Worksheet | None = None
        self.row = 0
        self._waiting: list[tuple[Worksheet, Shown, Chart, int, int]] = []

    def place(self, sheet: Worksheet, shown: Shown, row: int, column: int) -> None:
        """The view's charts from a cell on, below each other."""
        step = HEIGHT // PIXELS_A_ROW + 2
        for number, chart in enumerate(charts_of(shown)):
            self._waiting.append((sheet, shown, chart, row + number * step, column))

    def finish(self) -> None:
        """Write the figures on a sheet after those of the views, and draw the charts from it."""
        if not self._waiting:
            return
        self.data = self.book.sheet("data", self.book.t("workbook.chart_data"))
        self.data.set_column(0, 60, 14)
        for sheet, shown, chart, row, column in self._waiting:
            drawing = self._drawn(shown, chart)
            # Hidden rows of a filtered table must not squeeze the chart beside it.
            alt = f"{self.book.t(f'view.{shown.view}')}: {shown.summary}"
            sheet.insert_chart(row, column, drawing, {"object_position": 3, "description": alt})

    def _drawn(self, shown: Shown, chart: Chart) -> Drawing:
        kind: dict[str, Any] = {
            "xy": {"type": "scatter", "subtype": "straight_with_markers"},
            "columns": {"type": "column"},
            "bars": {"type": "bar"},
        }[chart.kind]
        if chart.stacked and chart.kind != "xy":
            kind["subtype"] = "stacked"
        drawing: Drawing = self.book.workbook.add_chart(kind)
        name = ": ".join(part for part in (self.book.t(f"view.{shown.view}"), chart.title) if part)
        for options in (self._pairs if chart.kind == "xy" else self._categories)(chart, name):
            drawing.add_series(options)
        self._look(drawing, chart, name)
        return drawing

    def _head(self, name: str, chart: Chart) -> None:
        assert self.data is not None
        self.book.text(self.data, self.row, 0, name, bold=True)
        self.book.text(self.data, self.row + 1, 0, chart.y_title, font_color=colour("light", "muted"))

    def _pairs(self, chart: Chart, name: str) -> list[dict[str, Any]]:
        """Two columns a series, years and figures: series of a course need not share their years."""
        assert self.data is not None
        self._head(name, chart)
        head = self.row + 2
        out = []
        for place, series in enumerate(chart.series):
            x, y = 2 * place, 2 * place + 1
            self.book.text(self.data, head, x, chart.x_title or self.book.t("workbook.year_heading"), bold=True)
            self.book.text(self.data, head, y, series.name, bold=True)
            for number, (one, other) in enumerate(zip(series.x, series.y, strict=True), head + 1):
                self.data.write_number(number, x, float(one), self.book.format(num_format="0"))
                self._figure(number, y, other, chart)
            last = head + len(series.x)
            out.append(self._series(series, chart, (head, y), (head + 1, last, x, y)))
        self.row = head + max((len(series.x) for series in chart.series), default=0) + 3
        return out

    def _categories(self, chart: Chart, name: str) -> list[dict[str, Any]]:
        """A column of categories, and one a series."""
        assert self.data is not None
        self._head(name, chart)
        head = self.row + 2
        self.book.text(self.data, head, 0, chart.x_title, bold=True)
        categories = chart.series[0].x if chart.series else ()
        for number, category in enumerate(categories, head + 1):
            self.book.text(self.data, number, 0, str(category))
        last = head + len(categories)
        out = []
        for place, series in enumerate(chart.series, 1):
            self.book.text(self.data, head, place, series.name, bold=True)
            for number, figure in enumerate(series.y, head + 1):
                self._figure(number, place, figure, chart)
            out.append(self._series(series, chart, (head, place), (head + 1, last, 0, place)))
        self.row = last + 3
        return out

    def _figure(self, row: int, column: int, figure: float | None, chart: Chart) -> None:
        assert self.data is not None
        look = self.book.format(num_format="0.0 %" if chart.percent else "#,##0.00")
        if figure is None:
            self.data.write_blank(row, column, None, look)
        else:
            self.data.write_number(row, column, figure, look)

    def _series(
        self, series: Series, chart: Chart, head: tuple[int, int], at: tuple[int, int, int, int]
    ) -> dict[str, Any]:
        assert self.data is not None
        sheet = self.data.get_name().replace("'", "''")
        first, last, x, y = at

        def ranged(column: int) -> str:
            return f"='{sheet}'!{xl_range_abs(first, column, last, column)}"

        named = f"='{sheet}'!{xl_range_abs(*head, *head)}"
        options = {"name": named, "categories": ranged(x), "values": ranged(y)}
        if chart.kind == "xy":
            return {**options, **_course(series)}
        return {**options, **_bar(series), "gap": 60}

    def _look(self, drawing: Drawing, chart: Chart, name: str) -> None:
        ink, muted = colour("light", "ink"), colour("light", "muted")
        small = {"name": FONT, "size": 9, "color": muted}
        drawing.set_title({"name": name, "name_font": {"name": FONT, "size": 12, "color": ink}, "overlay": False})
        years, figures = _axes(chart, small)
        lying = chart.kind == "bars"
        drawing.set_x_axis(figures if lying else years)
        drawing.set_y_axis(years if lying else figures)
        drawing.set_legend({"none": True} if _alone(chart) else {"position": "bottom", "font": small})
        drawing.show_blanks_as("gap")
        drawing.set_size({"width": WIDTH, "height": HEIGHT})
        drawing.set_chartarea({"border": {"color": colour("light", "line")}})


def _alone(chart: Chart) -> bool:
    return len(chart.series) < 2


def _axes(chart: Chart, font: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The axis of years or categories, and that of figures, which begins at nought unless figures lie below it."""
    line = {"color": colour("light", "line")}
    across: dict[str, Any] = {"num_font": font, "line": line, "name": chart.x_title, "name_font": font}
    if chart.kind == "xy":
        years = [float(one) for series in chart.series for one in series.x]
        first, last = min(years, default=0.0), max(years, default=0.0)
        step = 10 if last - first > 25 else 5 if last - first > 10 else 1
        across |= {
            "min": first // step * step,
            "max": -(-last // step) * step,
            "major_unit": step,
            "num_format": "0",
            "major_gridlines": {"visible": False},
        }
    if chart.kind == "bars":
        # The first stands on top, as it does in the table.
        across |= {"reverse": True, "crossing": "max"}
    upright: dict[str, Any] = {
        "num_font": font,
        "name": chart.y_title,
        "name_font": font,
        "line": {"none": True},
        "num_format": "0 %" if chart.percent else "#,##0.##" if _small(chart) else "#,##0",
        "major_gridlines": {"visible": True, "line": {"color": colour("light", "grid")}},
    }
    if all(figure is None or figure >= 0 for series in chart.series for figure in series.y):
        upright["min"] = 0
    if chart.percent and chart.stacked and max(_heights(chart), default=0.0) <= ROUNDED:
        upright["max"] = 1
    return across, upright


def _heights(chart: Chart) -> list[float]:
    """How high each stack is; published roundings may come to more than a hundred per cent."""
    return [
        round(sum(figure or 0.0 for figure in stack), 6) for stack in zip(*(one.y for one in chart.series), strict=True)
    ]


def _small(chart: Chart) -> bool:
    """Whether the figures are so small that an axis in whole numbers would say the same at several of its marks."""
    return max((figure or 0.0 for series in chart.series for figure in series.y), default=0.0) < 10


def _course(series: Series) -> dict[str, Any]:
    """A course as its style asks: what is estimated, sought or assumed never looks measured."""
    dash, point = STYLES.get(series.style, STYLES["bar"])
    line = {"none": True} if dash is None else {"color": series.colour, "width": LINE_WIDTH, "dash_type": dash}
    if point is None:
        return {"line": line, "marker": {"type": "none"}}
    fill = {"color": "#ffffff"} if series.style == "estimated" else {"color": series.colour}
    marker = {"type": point, "size": POINT, "fill": fill, "border": {"color": series.colour}}
    return {"line": line, "marker": marker}


def _bar(series: Series) -> dict[str, Any]:
    """A row of bars; those of figures that are not measured are hatched."""
    if series.style in ("bar", "measured"):
        return {"fill": {"color": series.colour}, "border": {"color": "#ffffff", "width": 0.75}}
    pattern = {"pattern": "wide_upward_diagonal", "fg_color": series.colour, "bg_color": "#ffffff"}
    return {"pattern": pattern, "border": {"color": series.colour}}
