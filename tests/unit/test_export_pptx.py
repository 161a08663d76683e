"""Slides hold the page's own figures, say what they show to whoever cannot see it, and are the same every time."""

import io
import time
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.util import Pt

from dashboard.exports.bundle import Bundle
from dashboard.exports.pptx import write
from dashboard.exports.pptx.lettering import FONT, lines_of
from dashboard.exports.sealed import EARLIEST, moment
from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.views import VIEWS, build, charts_of

ADDRESS = "https://example.org/sv/compare?cities=ale,habo&measure=capita"


def bundle(tables, *views: str, cities: tuple[str, ...] = ("ale",), **state) -> Bundle:
    shared = ViewState(cities=cities, theme="light", mode="print", **state)
    return Bundle(tuple(build(view, shared, tables) for view in views or VIEWS), shared, tables, ADDRESS)


def opened(given: Bundle):
    return Presentation(io.BytesIO(write(given)))


def charts(slide) -> list:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def told(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.fixture(scope="module")
def deck(tables):
    return opened(bundle(tables))


def test_a_slide_a_view_has_its_finding_as_title_between_a_first_and_a_last_one(tables, deck):
    ready = [shown for shown in bundle(tables).views if shown.status == "ready"]
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles == ["Ale", *(shown.summary for shown in ready), t("sv", "slides.last")]
    assert (deck.slide_width, deck.slide_height) == (Pt(960), Pt(540))


def test_a_single_view_is_its_slide_alone(tables):
    assert len(opened(bundle(tables, "sectors")).slides) == 1


@pytest.mark.parametrize("view", ["trajectory", "sectors", "modal-share"])
def test_charts_carry_the_figures_of_the_page(tables, view):
    given = bundle(tables, view, cities=("umea",))
    made, wanted = charts(opened(given).slides[0]), charts_of(given.views[0])
    assert len(made) == len(wanted) > 0
    for chart, spec in zip(made, wanted, strict=True):
        held = {one.name: list(one.values) for one in chart.plots[0].series}
        for one in spec.series:
            assert held[one.name] == pytest.approx(list(one.y), nan_ok=True)


def test_the_chart_of_emissions_is_the_table_of_emissions(tables):
    given = bundle(tables, "trajectory", cities=("umea",), measure="capita")
    chart = charts(opened(given).slides[0])[0]
    rows = given.views[0].table.rows
    measured = rows[rows["kind"] == t("sv", "trajectory.kind.measured")]
    series = next(one for one in chart.plots[0].series if one.name == t("sv", "slides.kind.measured"))
    assert list(series.values) == pytest.approx(measured["value"].tolist())


def test_the_chart_of_sectors_is_the_table_of_sectors_and_missing_is_a_gap(tables):
    given = bundle(tables, "sectors", measure="capita")
    plot = charts(opened(given).slides[0])[0].plots[0]
    rows = given.views[0].table.rows.set_index("label")
    for series in plot.series:
        known = [None if value != value else value for value in rows.loc[series.name, list(plot.categories)]]
        assert list(series.values) == pytest.approx(known)
    abroad = next(series for series in plot.series if series.name == t("sv", "sector.international_transport"))
    assert abroad.values[0] is None


def test_every_picture_tells_in_words_what_it_shows(tables, deck):
    for slide, shown in zip(
        list(deck.slides)[1:-1], [v for v in bundle(tables).views if v.status == "ready"], strict=True
    ):
        described = [one.get("descr") for one in slide.shapes._spTree.xpath(".//p:cNvPr[@descr != '']")]
        assert described, shown.view
        assert all(shown.summary in text for text in described)


def test_foot_and_notes_lead_back_to_the_same_state(deck):
    for slide in deck.slides:
        links = [
            run.hyperlink.address
            for shape in slide.shapes if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs for run in paragraph.runs if run.hyperlink.address
        ]  # fmt: skip
        assert links == [ADDRESS]
        assert ADDRESS in slide.notes_slide.notes_text_frame.text


def test_shapes_of_a_slide_share_no_id_and_none_leaves_it(deck):
    for slide in deck.slides:
        numbers = slide.shapes._spTree.xpath(".//p:cNvPr/@id")
        assert len(numbers) == len(set(numbers))
        for shape in slide.shapes:
            assert 0 <= shape.left <= deck.slide_width - shape.width, shape.name
            assert 0 <= shape.top <= deck.slide_height - shape.height, shape.name


def test_no_finding_takes_more_than_three_lines(tables):
    shown = bundle(tables, "sectors").views[0]
    long = replace(shown, summary=f"{shown.summary} " * 20)
    title = opened(replace(bundle(tables, "sectors"), views=(long,))).slides[0].shapes.title
    run = title.text_frame.paragraphs[0].runs[0]
    assert run.font.name == FONT
    assert run.font.size.pt >= 12
    assert lines_of(run.text, title.width.pt, run.font.size.pt, bold=True) <= 3
    assert run.text.endswith("…")


def test_the_same_slides_are_the_same_bytes_whenever_they_are_written(tables, monkeypatch):
    given = bundle(tables, "sectors", "process")
    once = write(given)
    later = time.time() + 86_400 * 400
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(later))
    assert write(given) == once


def test_made_up_data_say_so_on_every_slide_and_in_the_notes(tiny):
    made_up = replace(tiny, fictional=True)
    for slide in opened(bundle(made_up, "sectors", "goals", cities=("alsta",))).slides:
        assert t("sv", "fictional") in told(slide)
        assert t("sv", "fictional") in slide.notes_slide.notes_text_frame.text


def test_views_without_data_are_told_of_on_the_last_slide(tables):
    given = bundle(tables, "sectors", "scopes")
    missing = [shown for shown in given.views if shown.status != "ready"]
    last = opened(given).slides[-1]
    assert missing
    assert all(shown.summary in told(last) for shown in missing)


def test_a_single_view_without_data_still_says_why(tables):
    given = bundle(tables, "scopes")
    assert opened(given).slides[0].shapes.title.text_frame.text == given.views[0].summary


def test_a_month_is_its_first_day_and_no_date_the_earliest():
    assert moment("2026-11") == (2026, 11, 1, 0, 0, 0)
    assert moment("some day") == EARLIEST
