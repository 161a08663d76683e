"""What stands on the page, and what is drawn in it, are the figures of the tables."""

import pytest

from dashboard.i18n import number, t
from dashboard.tables.vocabulary import SECTORS

#: What Plotly has drawn of a view: a name and its points a trace, as the reader sees them.
POINTS = """view => document.querySelector(`[data-view="${view}"] .js-plotly-plot`).calcdata.map((points) => ({
    name: points[0].trace.name,
    type: points[0].trace.type,
    points: points.map((point) => [point.p ?? point.x, point.s ?? point.y]),
}))"""


def test_every_cell_of_umeas_sectors_is_the_figure_in_the_data(visitor, tables):
    lang = "en"
    reader = visitor()
    reader.open(f"/{lang}/city/umea")
    head, *rows = reader.cells("sectors")
    own = tables.emissions[tables.emissions["code"] == "2480"].set_index("year")
    assert head[1:] == [str(year) for year in own.index]
    shown = {row[0]: row[1:] for row in rows}
    for sector in SECTORS:
        assert shown[t(lang, f"sector.{sector}")] == [number(lang, value) for value in own[sector]]
    assert shown[t(lang, "column.sum")][-1] == "365,010"


def test_what_is_drawn_for_umea_is_what_is_in_the_data(visitor, tables):
    reader = visitor()
    page = reader.open("/en/city/umea")
    own = tables.emissions[tables.emissions["code"] == "2480"].set_index("year")["total"]
    drawn = {trace["name"]: trace["points"] for trace in page.evaluate(POINTS, "trajectory")}
    assert {year: value * 1000 for year, value in drawn["reported"]} == pytest.approx(dict(own), rel=1e-6)
    bars = page.evaluate(POINTS, "sectors")
    assert {trace["type"] for trace in bars} == {"bar"}
    heights = [value for trace in bars for year, value in trace["points"] if year == 2024]
    assert sum(heights) * 1000 == pytest.approx(365_010, abs=1)


def test_the_290_together_are_47_467_million_tonnes(visitor):
    reader = visitor()
    reader.open("/en")
    (row,) = (row for row in reader.cells("trajectory") if row[0] == "2024")
    assert row[2] == "47,466,637"
    assert "47.5" in reader.text("#key-figures")


def test_stockholm_is_1_03_tonnes_per_person(visitor):
    reader = visitor()
    reader.open("/sv/city/stockholm?measure=capita")
    (row,) = (row for row in reader.cells("trajectory") if row[0] == "2024" and row[1] == "enligt statistiken")
    assert row[2] == "1,03"
    assert "1,03" in reader.text("#key-figures")


def test_the_finding_stands_above_its_picture(visitor):
    reader = visitor()
    page = reader.open("/sv/city/umea")
    assert "24\u00a0%" in reader.finding("trajectory")
    assert "9,6\u00a0%" in reader.finding("trajectory")
    for view in ("trajectory", "sectors", "goals"):
        heading = page.locator(f'[data-view="{view}"] [data-summary]').bounding_box()
        picture = page.locator(f'[data-view="{view}"] .js-plotly-plot').bounding_box()
        assert heading["y"] + heading["height"] <= picture["y"]


@pytest.mark.parametrize(
    ("width", "address"),
    [(320, "/sv/city/umea"), (320, "/en/city/goteborg?measure=capita"), (1280, "/en/city/uppsala")],
)
def test_words_in_a_picture_stay_inside_it(visitor, width, address):
    page = visitor(viewport={"width": width, "height": 800}).open(address)
    outside = page.evaluate(
        """() => [...document.querySelectorAll('[data-view] .js-plotly-plot')].flatMap((plot) => {
            const box = plot.getBoundingClientRect();
            return [...plot.querySelectorAll('.annotation-text-g, .xtick text, .ytick text')].filter((text) => {
                const own = text.getBoundingClientRect();
                return own.width && (own.left < box.left - 1 || own.right > box.right + 1);
            }).map((text) => text.textContent);
        })"""
    )
    assert outside == []


@pytest.mark.parametrize(("slug", "width"), [("umea", 390), ("umea", 1280), ("stockholm", 1280), ("malmo", 390)])
def test_labels_of_the_trajectory_do_not_stand_on_each_other(visitor, slug, width):
    page = visitor(viewport={"width": width, "height": 800}).open(f"/en/city/{slug}")
    overlapping = page.evaluate(
        """() => {
            const texts = [...document.querySelectorAll('[data-view="trajectory"] .annotation-text-g')];
            const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()]);
            const beside = (a, b) => a.right <= b.left + 2 || b.right <= a.left + 2;
            const under = (a, b) => a.bottom <= b.top + 2 || b.bottom <= a.top + 2;
            const pairs = boxes.flatMap(([one, a], i) => boxes.slice(i + 1).map(([two, b]) => [one, a, two, b]));
            return pairs.filter(([, a, , b]) => !beside(a, b) && !under(a, b)).map(([one, , two]) => [one, two]);
        }"""
    )
    assert overlapping == []


def test_no_picture_fetches_the_full_bundle(visitor):
    reader = visitor()
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    page = reader.open("/sv/city/lund")
    if not any("plotly-basic" in url for url in asked):
        pytest.skip("npm has not put the basic bundle here; the full one serves")
    assert [url for url in asked if "async-plotlyjs" in url or "plotly.min" in url] == []
    assert page.locator(".js-plotly-plot").count() >= 2
