"""The sectors: stacked bars that sum to the total, missing where nothing is reported."""

from dataclasses import replace
from itertools import product

import pytest

from dashboard.i18n import t
from dashboard.state import MEASURES, ViewState
from dashboard.tables.vocabulary import SECTORS
from dashboard.theme import SECTOR_COLOURS
from dashboard.views import build
from tests.unit.pictures import drawn, notes, points, traces

YEARS = [1990, 2000, 2005, 2010, 2015, 2020, 2021, 2022, 2023, 2024]
NBSP = "\u00a0"


def stacked(shown) -> dict[int, float]:
    """The height of each year's stack, in tonnes or the state's measure."""
    heights = dict.fromkeys(YEARS, 0.0)
    for sector in SECTORS:
        for year, value in points(shown, t(shown.state.lang, f"sector.{sector}")).items():
            heights[year] += value
    return heights


@pytest.mark.parametrize("slug", ["umea", "stockholm", "lulea", "bjurholm", "arjang"])
def test_a_stack_is_as_high_as_the_total_in_the_data(tables, slug):
    shown = build("sectors", ViewState(lang="en", cities=(slug,)), tables)
    own = tables.emissions[tables.emissions["code"] == tables.slugs[slug]].set_index("year")["total"]
    assert stacked(shown) == pytest.approx(dict(own), abs=1)


@pytest.mark.parametrize(("slug", "measure"), list(product(("umea", "bjurholm"), MEASURES)))
def test_the_bars_are_the_figures_in_the_table(tables, slug, measure):
    shown = build("sectors", ViewState(cities=(slug,), measure=measure), tables)
    rows = shown.table.rows.set_index("label")
    for sector in SECTORS:
        label = t("sv", f"sector.{sector}")
        in_table = {int(year): value for year, value in rows.loc[label].items() if value == value}
        assert points(shown, label) == pytest.approx(in_table)
    assert stacked(shown) == pytest.approx(
        {int(year): value for year, value in rows.loc[t("sv", "column.sum")].items()}
    )


def test_the_stack_and_the_trajectory_tell_the_same(tables):
    for measure in MEASURES:
        state = ViewState(cities=("umea",), measure=measure)
        line = points(build("trajectory", state, tables), "enligt statistiken")
        assert stacked(build("sectors", state, tables)) == pytest.approx(line)


def test_all_municipalities_together_sum_to_47_467_million_tonnes(tables):
    shown = build("sectors", ViewState(lang="en"), tables)
    assert stacked(shown)[2024] / 1e6 == pytest.approx(47.467, abs=0.0005)
    assert shown.table.cells("en")[-1][-1] == "47,466,637"


def test_a_sector_that_is_not_reported_has_no_bar_and_the_table_says_missing(tables):
    shown = build("sectors", ViewState(cities=("umea",)), tables)
    assert list(points(shown, t("sv", "sector.international_transport"))) == [2023, 2024]
    row = next(row for row in shown.table.cells("sv") if row[0] == t("sv", "sector.international_transport"))
    assert row[1:9] == ["uppgift saknas"] * 8
    assert "0" not in row


def test_the_remark_tells_why_international_transport_begins_in_2023(tables):
    for slug in ("umea", "goteborg"):
        shown = build("sectors", ViewState(lang="en", cities=(slug,)), tables)
        assert t("en", "sectors.international") in shown.remarks


def test_a_reported_zero_stays_a_zero(tables):
    # Ödeshög and many others report no product use abroad; what is written 0 in the data must not turn into missing.
    rows = tables.emissions[(tables.emissions["year"] == 2024) & (tables.emissions["international_transport"] == 0)]
    code = rows["code"].iloc[0]
    slug = next(slug for slug, own in tables.slugs.items() if own == code)
    shown = build("sectors", ViewState(cities=(slug,)), tables)
    row = next((row for row in shown.table.cells("sv") if row[0] == t("sv", "sector.international_transport")), None)
    assert row is not None
    assert row[-1] == "0"


def test_a_missing_sector_is_not_drawn_as_zero_and_not_summed_as_one(tiny):
    rows = tiny.emissions.copy()
    rows.loc[(rows["code"] == "9901") & (rows["year"] == 2020), "transport"] = float("nan")
    shown = build("sectors", ViewState(lang="en", cities=("alsta",)), replace(tiny, emissions=rows))
    assert 2020 not in points(shown, t("en", "sector.transport"))
    row = next(row for row in shown.table.cells("en") if row[0] == t("en", "sector.transport"))
    assert row[1 + YEARS.index(2020)] == "no data"


def test_a_sector_has_the_same_colour_in_every_city(tables):
    for slug in ("umea", "lulea", "arjang"):
        shown = build("sectors", ViewState(lang="en", cities=(slug,), theme="light"), tables)
        for sector in SECTORS:
            for trace in traces(shown, t("en", f"sector.{sector}")):
                assert trace["marker"]["color"] == SECTOR_COLOURS[sector]


def test_sectors_are_named_beside_the_stack_and_need_no_legend(tables):
    shown = build("sectors", ViewState(lang="en", cities=("umea",)), tables)
    written = " ".join(notes(shown))
    assert t("en", "sector.transport") in written
    assert not drawn(shown)["layout"].get("showlegend", False)


def test_years_stand_where_they_belong_in_time(tables):
    shown = build("sectors", ViewState(cities=("umea",)), tables)
    assert drawn(shown)["data"][0]["x"] == YEARS
    assert drawn(shown)["layout"]["barmode"] == "stack"
    assert drawn(shown)["layout"]["yaxis"]["range"][0] == 0


def test_the_finding_names_the_biggest_sector_and_the_most_changed(tables):
    summary = build("sectors", ViewState(cities=("umea",)), tables).summary
    assert "transporterna" in summary
    assert f"45{NBSP}%" in summary
    assert f"94{NBSP}%" in summary
    english = build("sectors", ViewState(lang="en", cities=("umea",)), tables).summary
    assert "45%" in english
    assert "94%" in english


def test_the_biggest_sector_is_the_biggest_in_the_data(tables):
    for slug in list(tables.slugs)[::40]:
        shown = build("sectors", ViewState(lang="en", cities=(slug,)), tables)
        latest = tables.emissions[(tables.emissions["code"] == tables.slugs[slug]) & (tables.emissions["year"] == 2024)]
        biggest = latest[list(SECTORS)].iloc[0].astype(float).idxmax()
        assert t("en", f"sector_in_text.{biggest}") in shown.summary.split(". ")[0]


def test_the_table_has_a_column_for_each_year_shown(tables):
    shown = build("sectors", ViewState(cities=("umea",), start=2010), tables)
    assert [column.heading for column in shown.table.columns][1:] == [str(year) for year in YEARS if year >= 2010]
