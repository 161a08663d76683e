"""Many municipalities: what is made up is valid, pages stay small, and no page goes through whole tables."""

import json
import re

import numpy as np
import pandas as pd
import pytest

from benchmarks.scale import synthetic
from dashboard.model.trend import paces_together, recent_pace
from dashboard.server import finding
from dashboard.server.addresses import close_to
from dashboard.state import ViewState
from dashboard.tables import remembered
from dashboard.tables.cells import cell_faults
from dashboard.tables.checking import check_folder
from dashboard.tables.loading import load
from dashboard.tables.reading import TypedTable, read_table
from dashboard.tables.schemas import SPECS
from dashboard.views import build, frame_of, many
from dashboard.views.base import MANY

COUNT = 600


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return synthetic.write(tmp_path_factory.mktemp("scale") / "skala", COUNT)


@pytest.fixture(scope="module")
def tables(folder):
    return load(folder)


def test_a_made_up_data_set_keeps_every_rule_and_says_that_it_is_made_up(folder, tables):
    assert check_folder(folder) == []
    assert tables.fictional
    assert len(tables.slugs) == COUNT
    assert len(tables.emissions) == COUNT * len(synthetic.YEARS)
    assert tables.contracts["code"].nunique() == COUNT // synthetic.CONTRACT_EVERY
    assert list(tables.slugs)[7] == synthetic.slug_of(7)


def test_a_city_is_looked_up_and_no_table_gone_through(tables, monkeypatch):
    slug = synthetic.slug_of(COUNT - 1)
    code = tables.slugs[slug]
    # What is summed once a release may go through all of it; what is asked of one city may not.
    every = ("trajectory", "sectors", "goals", "scopes", "modal-share", "process")
    for view in every:
        frame_of(view, ViewState(cities=(synthetic.slug_of(COUNT - 2),)), tables)
    assert tables.rows("emissions", code)["code"].unique().tolist() == [code]
    assert len(tables.rows("emissions", code)) == len(synthetic.YEARS)
    monkeypatch.setattr(pd.Series, "__eq__", _refuse_long(pd.Series.__eq__, len(tables.emissions)))
    monkeypatch.setattr(pd.Series, "isin", _refuse_long(pd.Series.isin, len(tables.emissions)))
    for view in every:
        frame_of(view, ViewState(cities=(slug,)), tables)


def _refuse_long(usual, length):
    def refusing(self, *args, **kwargs):
        assert len(self) < length, "a whole table is gone through"
        return usual(self, *args, **kwargs)

    return refusing


def test_rows_are_those_that_a_search_finds_in_the_same_order(tables):
    codes = list(tables.slugs.values())[30:20:-3]
    found = tables.rows("process", *codes)
    pd.testing.assert_frame_equal(found, tables.process[tables.process["code"].isin(codes)])
    assert tables.rows("process", "0000").empty
    assert tables.rows("commitments", *codes)["code"].notna().all()


def test_paces_of_many_are_those_of_each():
    rng = np.random.default_rng(3)
    years = np.arange(2000, 2016)
    values = rng.lognormal(8, 0.4, (40, 16))
    values[3, 5] = values[3, 9]
    values[4, 2] = 0
    for row, told in zip(values, paces_together(years, values), strict=True):
        assert told == recent_pace(pd.Series(years), pd.Series(row), n=16)


def test_a_release_that_was_checked_is_remembered_until_a_byte_of_it_changes(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(remembered, "LARGE", 0)
    monkeypatch.setattr(remembered, "FOLDER", tmp_path / "checked")
    fresh = load(folder)
    (kept,) = (tmp_path / "checked").iterdir()
    monkeypatch.setattr("dashboard.tables.loading.examine", _never)
    again = load(folder)
    for name, frame in fresh.frames().items():
        pd.testing.assert_frame_equal(frame, again.frames()[name])
    spoilt = bytearray(kept.read_bytes())
    spoilt[-9] ^= 1
    kept.write_bytes(spoilt)
    with pytest.raises(AssertionError, match="examined"):
        load(folder)
    path = folder / synthetic.RELEASE / "population.csv"
    whole = path.read_text("utf-8")
    try:
        path.write_text(whole.replace(",1990,", ",1989,", 1), encoding="utf-8")
        assert remembered.recall(remembered.digest(path.parent)) is None
    finally:
        path.write_text(whole, encoding="utf-8")


def _never(*_):
    raise AssertionError("examined")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("1,5", "decimal_comma"), ("1e999", "not_finite"), ("x", "text_for_number"), ("1\n2", "text_for_number")],
)
def test_one_wrong_number_in_a_sound_column_is_still_found(tmp_path, cell, reason):
    spec = SPECS["population"]
    rows = [f"9{place:03d},1990,{place + 1},stated,,x\n" for place in range(50)]
    rows[33] = f'9033,1990,"{cell}",stated,,x\n'
    path = tmp_path / "population.csv"
    path.write_text(f"{','.join(spec.columns)}\n{''.join(rows)}", encoding="utf-8")
    table = read_table(path, spec)
    assert [(each.row, each.reason) for each in table.faults] == [(35, reason)]
    assert table.frame["population"].isna().sum() == 1


def test_five_digits_name_a_municipality_only_where_there_are_ten_thousand():
    frame = pd.DataFrame({"code": ["10001"], "year": [1990], "population": [5.0], "certainty": ["stated"],
                          "note": [None], "source_id": ["x"]}).astype({"year": "Int64"})  # fmt: skip
    table = TypedTable(frame, [2], set(), [])
    assert [each.reason for each in cell_faults(table, "population")] == ["pattern"]
    assert cell_faults(table, "population", long_codes=True) == []
    four = TypedTable(frame.assign(code="1001"), [2], set(), [])
    assert [each.reason for each in cell_faults(four, "population", long_codes=True)] == ["pattern"]


def test_names_are_found_by_what_is_typed_and_by_nothing_else(tables):
    first = synthetic.names_of(1)[0]
    assert finding.names_like(first.upper(), tables, most=1) == [synthetic.slug_of(0)]
    assert len(finding.names_like("by", tables, most=finding.SUGGESTED)) == finding.SUGGESTED
    assert finding.names_like("", tables, most=5) == []
    assert finding.names_like("qqqq", tables, most=5) == []
    assert finding.address(tables) == ""
    assert synthetic.slug_of(0) in close_to(
        synthetic.slug_of(0) + "x", [f"{synthetic.slug_of(0)}", *map(str, range(MANY))]
    )


def test_a_picture_of_all_cities_shows_some_and_says_so(tables):
    frame = frame_of("arena", ViewState(), tables)
    assert many.remarks(frame, "sv") == ()
    assert many.few(range(many.MOST)) == range(many.MOST)
    assert len(many.few(range(many.MOST + 1))) == many.SHOWN
    said = many.remarks(many.mark(frame.copy(), many.MOST + 1), "en")
    assert re.search(r"first 60 of 251", said[0])


def test_the_map_tells_the_chosen_and_gathers_the_others_where_there_are_very_many(tables, monkeypatch):
    slug = synthetic.slug_of(10)
    whole = build("city-map", ViewState(cities=(slug,)), tables)
    monkeypatch.setattr("dashboard.views.city_map.view.MANY", 100)
    gathered = build("city-map", ViewState(cities=(slug,), lang="en"), tables)
    frame = frame_of("city-map", ViewState(cities=(slug,), lang="en"), tables)
    assert len(frame) < COUNT / 5
    assert gathered.table.rows["slug"].tolist() == [slug]
    assert len(whole.table.rows) > 1
    sizes = [len(json.dumps(each.figure, default=str)) for each in (whole, gathered)]
    assert sizes[1] < sizes[0] / 2
