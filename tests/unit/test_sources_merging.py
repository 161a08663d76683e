"""An import laid over the tables: replaces by key, adds, and leaves all else alone."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.sources.merging import Change, Merged, merge
from dashboard.sources.result import Import, source_row
from dashboard.tables.loading import Tables, load
from tests import dataset

TODAY = date(2026, 12, 3)
NEW = source_row("new", title="Ny", publisher="Ingen", url="https://example.org/", licence="CC0", today=TODAY)


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    given = dataset.frames()
    given["emissions"].loc[0, "note"] = dataset.NOTE
    return load(dataset.write(tmp_path / "data", given))


def emissions(tables: Tables, **changes: object) -> pd.DataFrame:
    """The rows at hand as an importer would give them: without totals and notes, from another source."""
    return tables.emissions.drop(columns=["total", "note"]).assign(source_id="new", **changes)


def merged(tables: Tables, frame: pd.DataFrame, *, dated: bool = False, name: str = "emissions") -> Merged:
    return merge(tables, Import("made up", {name: frame, "sources": NEW}, dated=dated))


def test_the_same_figures_change_nothing(tables: Tables) -> None:
    found = merged(tables, emissions(tables, vintage="V2"))
    assert not found.frames
    (summary,) = found.summaries
    assert (summary.new, summary.changed, summary.relabelled, summary.unchanged) == (0, 0, 0, 30)


def test_other_decimals_are_the_same_figures(tables: Tables) -> None:
    frame = emissions(tables)
    frame["transport"] += 0.004
    assert not merged(tables, frame).frames


def test_a_stated_vintage_replaces_the_vintage_and_source_only(tables: Tables) -> None:
    found = merged(tables, emissions(tables, vintage="V2"), dated=True)
    after = found.frames["emissions"]
    assert set(after["vintage"]) == {"V2"}
    assert set(after["source_id"]) == {"new"}
    kept = ["code", "year", "transport", "total", "note"]
    pd.testing.assert_frame_equal(after[kept], tables.emissions[kept])
    assert found.summaries[0].relabelled == 30
    assert "new" in set(found.frames["sources"]["source_id"])


def test_a_changed_row_is_the_new_one_whole(tables: Tables) -> None:
    frame = emissions(tables, vintage="V2")
    frame.loc[0, ["transport", "waste"]] = [1000.0, None]
    found = merged(tables, frame)
    row = found.frames["emissions"].iloc[0]
    assert (row["transport"], row["vintage"], row["source_id"]) == (1000, "V2", "new")
    # what the file does not give belonged to the old figures
    assert pd.isna(row["total"])
    assert pd.isna(row["note"])
    pd.testing.assert_frame_equal(found.frames["emissions"].iloc[1:], tables.emissions.iloc[1:])
    assert found.summaries[0].biggest == (
        Change("9901/1990/co2e", "transport", 120_000.0, 1000.0),
        Change("9901/1990/co2e", "waste", 9000.0, None),
    )


def test_the_gas_is_in_the_key(tables: Tables) -> None:
    found = merged(tables, emissions(tables, gas="co2"))
    after = found.frames["emissions"]
    assert found.summaries[0].new == 30
    pd.testing.assert_frame_equal(
        after[after["gas"] == "co2e"].reset_index(drop=True), tables.emissions, check_index_type=False
    )


def test_new_rows_go_where_the_key_puts_them(tables: Tables) -> None:
    frame = tables.population.head(1).assign(year=1980, population=59_000.0)[["code", "year", "population"]]
    frame = frame.assign(certainty="stated", source_id="new").astype({"year": "Int64"})
    for given, first in ((tables, 33), (sorted_by_key(tables), 11)):
        after = merged(given, frame, name="population").frames["population"]
        assert after.index[after["year"] == 1980].to_list() == [first]
        assert len(after) == 34


def sorted_by_key(tables: Tables) -> Tables:
    from dataclasses import replace

    return replace(tables, population=tables.population.sort_values(["code", "year"], ignore_index=True))


def test_a_source_that_is_registered_keeps_its_row(tables: Tables) -> None:
    frame = emissions(tables).assign(source_id="made-up", transport=5.0)
    source = source_row("made-up", title="Annat", publisher="X", url="", licence="", today=TODAY)
    found = merge(tables, Import("made up", {"emissions": frame, "sources": source}))
    assert "sources" not in found.frames


def test_only_a_few_of_the_largest_changes_are_named(tables: Tables) -> None:
    frame = emissions(tables)
    frame["transport"] += list(range(10, 40))
    biggest = merged(tables, frame).summaries[0].biggest
    assert [change.new - change.old for change in biggest if change.new and change.old] == pytest.approx(
        [39, 38, 37, 36, 35]
    )


def test_the_tables_at_hand_are_not_touched(tables: Tables) -> None:
    before = tables.emissions.copy()
    merged(tables, emissions(tables).assign(transport=1.0), dated=True)
    pd.testing.assert_frame_equal(tables.emissions, before)
