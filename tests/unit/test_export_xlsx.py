"""A workbook holds the figures of the page as numbers, with their units and sources, and charts that point at them."""

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from dashboard.exports.bundle import Bundle
from dashboard.exports.xlsx import write
from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.views import build, charts_of

ADDRESS = "https://example.org/sv/compare?cities=umea"
#: The views whose tables hold figures; the others are words, and slow to draw.
FIGURES = ("trajectory", "sectors", "goals", "scopes", "modal-share")
PAPER = {"theme": "light", "mode": "print"}


def bundle(tables, *views: str, **state) -> Bundle:
    asked = ViewState(**{**PAPER, **state})
    return Bundle(tuple(build(view, asked, tables) for view in views), asked, tables, ADDRESS)


def opened(asked: Bundle) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write(asked)))


def table_of(sheet) -> list[list[object]]:
    """The cells of the sheet's first table, headings first."""
    first = next(iter(sheet.tables.values()))
    return [[cell.value for cell in row] for row in sheet[first.ref]]


def pointed_at(book: openpyxl.Workbook, reference: str) -> list[object]:
    """The cells of a reference such as ``'Chart data'!$B$4:$B$13``."""
    name, cells = reference.rsplit("!", 1)
    found = book[name.strip("'").replace("''", "'")][cells.replace("$", "")]
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]


@pytest.fixture(scope="module")
def cities(tables) -> Bundle:
    return bundle(tables, *FIGURES, cities=("umea", "lund"), lang="en")


@pytest.fixture(scope="module")
def book(cities) -> openpyxl.Workbook:
    return opened(cities)


@pytest.mark.parametrize("view", FIGURES)
def test_a_sheet_holds_the_figures_of_the_views_table_and_nothing_where_they_are_missing(book, cities, view):
    (shown,) = [one for one in cities.views if one.view == view]
    sheet = book[t("en", f"view.{view}").replace("/", " ")[:31]]
    assert sheet["A1"].value == shown.summary
    _, *rows = table_of(sheet)
    assert len(rows) == len(shown.table.rows)
    for row, known in zip(rows, shown.table.rows.to_dict("records"), strict=True):
        for cell, column in zip(row, shown.table.columns, strict=True):
            value = known[column.name]
            if value is None or value != value or value == "":
                assert cell is None
            else:
                assert cell == (str(value) if column.unit == "text" else pytest.approx(float(value)))


@pytest.mark.parametrize("view", ["trajectory", "sectors", "scopes", "modal-share"])
def test_the_charts_point_at_cells_that_hold_the_figures_of_the_views_charts(book, cities, view):
    (shown,) = [one for one in cities.views if one.view == view]
    expected = charts_of(shown)
    drawn = book[t("en", f"view.{view}")]._charts
    assert len(drawn) == len(expected) > 0
    for chart, known in zip(drawn, expected, strict=True):
        assert len(chart.series) == len(known.series) > 0
        for series, one in zip(chart.series, known.series, strict=True):
            across, upright = (series.xVal, series.yVal) if known.kind == "xy" else (series.cat, series.val)
            assert pointed_at(book, series.tx.strRef.f) == [one.name]
            places = across.numRef or across.strRef
            assert [str(place) for place in pointed_at(book, places.f)] == [str(place) for place in one.x]
            assert pointed_at(book, upright.numRef.f) == [y if y is None else pytest.approx(y) for y in one.y]


def test_an_estimate_a_goal_and_a_scenario_do_not_look_measured(tables):
    asked = bundle(tables, "trajectory", cities=("umea",), lang="en", pace=(("", 9.0),))
    (shown,) = asked.views
    (chart,) = charts_of(shown)
    book = opened(asked)
    (drawn,) = book[t("en", "view.trajectory")]._charts
    for series, one in zip(drawn.series, chart.series, strict=True):
        line, point = series.spPr.ln, series.marker.symbol
        look = {
            "measured": ("solid", "circle"), "estimated": (None, "circle"), "goal": (None, "diamond"),
            "trend": ("dash", None), "path": ("solid", None), "scenario": ("dashDot", None),
            "reference": ("sysDot", None),
        }[one.style]  # fmt: skip
        dash = None if line.noFill else (line.prstDash or "solid")
        assert (dash, point) == look
    assert {"measured", "scenario"} <= {one.style for one in chart.series}
    said = str([cell.value for row in book.worksheets[0] for cell in row])
    assert t("en", "workbook.not_forecast") in said
    assert "−9%" in said


def test_headings_tell_units_and_cells_show_them(book):
    head, *_ = table_of(book[t("en", "view.sectors")])
    assert head[2:4] == ["1990 [tonnes]", "2000 [tonnes]"]
    sheet = book[t("en", "view.modal-share")]
    head, *_ = table_of(sheet)
    place = next(i for i, name in enumerate(head) if name.startswith(t("en", "modal.column.share")))
    row = int(re.search(r"\d+", next(iter(sheet.tables.values())).ref).group()) + 1
    assert sheet.cell(row, place + 1).number_format == "0.0 %"
    assert not [name for name in head if "[index]" in name]


def test_the_cover_tells_what_of_which_data_and_where(book, cities):
    cover = book.worksheets[0]
    said = [cell.value for row in cover for cell in row if cell.value]
    for text in (
        "Umeå and Lund",
        cities.tables.release,
        cities.tables.data_date,
        ADDRESS,
        t("en", "workbook.how_missing"),
    ):
        assert text in said
    assert ADDRESS in {cell.hyperlink.target for row in cover for cell in row if cell.hyperlink}
    assert t("en", "fictional") not in said


def test_every_source_of_every_view_is_listed_once(book, cities):
    head, *rows = table_of(book[t("en", "workbook.sources")])
    assert head[:3] == [t("en", f"workbook.source.{name}") for name in ("publisher", "title", "url")]
    listed = [row[1] for row in rows]
    for shown in cities.views:
        assert set(shown.sources["title"]) <= set(listed)
    urls = [row[2] for row in rows if row[2]]
    assert len(rows) == len({(row[1], row[2]) for row in rows}) or len(urls) == len(rows)


def test_sheet_names_are_what_excel_allows(book):
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)
    assert len({name.lower() for name in book.sheetnames}) == len(book.sheetnames)


@pytest.mark.parametrize("formula", ["=1+1", "+SUM(A1)", "-2+3", "@now", '=HYPERLINK("https://example.org")'])
def test_no_text_becomes_a_formula(tiny, formula):
    goals = tiny.targets.assign(text_en=formula)
    sources = tiny.sources.assign(title=formula, publisher=formula)
    data = write(
        bundle(replace(tiny, targets=goals, sources=sources), "goals", "process", cities=("alsta",), lang="en")
    )
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet]
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet for cell in row]
    assert formula in {cell.value for cell in cells if cell.data_type == "s" or cell.data_type == "f"}


def test_the_same_views_and_data_give_the_same_file(tiny):
    first = write(bundle(tiny, "trajectory", "goals", cities=("alsta",)))
    assert first == write(bundle(tiny, "trajectory", "goals", cities=("alsta",)))
    created = openpyxl.load_workbook(io.BytesIO(first)).properties.created
    assert created.isoformat().startswith(tiny.data_date)


def test_a_made_up_set_says_so_on_every_sheet_of_figures(tiny):
    book = opened(bundle(replace(tiny, fictional=True), "trajectory", "goals", cities=("alsta",)))
    warning = t("sv", "fictional")
    for sheet in book.worksheets[:3]:
        assert warning in [cell.value for row in sheet.iter_rows(max_row=6) for cell in row]


def test_a_view_without_data_stands_on_the_cover_with_its_reason(tables):
    asked = bundle(tables, "goals", cities=("arjang",))
    book = opened(asked)
    assert book.sheetnames == [t("sv", "workbook.cover")]
    said = [cell.value for row in book.worksheets[0] for cell in row]
    assert t("sv", "workbook.none") in said
    assert asked.views[0].summary in said
