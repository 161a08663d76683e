"""What is known of a municipality, how old it is and what is missing: counted from the tables, never typed."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from dashboard.i18n import alphabetical
from dashboard.model.coverage import DATED_BY, OF_CONTRACT, STATUSES, coverage, oldest_fresh, patterns, totals
from dashboard.tables.loading import Tables
from dashboard.tables.schemas import SPECS
from tests import dataset

#: Tables with municipalities of which it makes no sense to say that a fact is missing.
NO_FACTS = {"municipalities", "boundaries", "memberships"}


def of(tables: Tables, code: str, table: str) -> dict[str, Any]:
    frame = coverage(tables)
    (row,) = frame[(frame["code"] == code) & (frame["table"] == table)].to_dict("records")
    return row


def given(tables: Tables, name: str, *rows: dict[str, Any]) -> Tables:
    """The tables with one of them made of these rows, all of the first municipality unless they say otherwise."""
    frame = dataset.table(name, [{"code": "9901", "source_id": "made-up"} | row for row in rows])
    return replace(tables, **{name: frame})


def published(tables: Tables, when: str | None) -> Tables:
    return replace(tables, sources=tables.sources.assign(published=when).astype({"published": "str"}))


def test_every_table_of_facts_on_municipalities_has_a_column() -> None:
    assert set(DATED_BY) == {name for name, spec in SPECS.items() if "code" in spec.columns} - NO_FACTS


def test_there_is_a_row_for_each_municipality_and_table(tables: Tables) -> None:
    frame = coverage(tables)
    assert len(frame) == len(tables.municipalities) * len(DATED_BY)
    assert not frame.duplicated(["code", "table"]).any()
    assert set(frame["status"]) == set(STATUSES)
    assert (frame["count"] > 0).equals(frame["source_id"].notna())
    assert (frame["count"] > 0).equals(frame["status"].isin(["known", "old"]))


def test_every_row_of_a_table_is_counted(tables: Tables) -> None:
    counted = coverage(tables).groupby("table")["count"].sum()
    for name in DATED_BY:
        assert counted[name] == getattr(tables, name)["code"].notna().sum(), name


def test_the_contracts_municipalities_stand_first_in_the_order_of_the_alphabet(tables: Tables) -> None:
    frame = coverage(tables).drop_duplicates("code")
    assert frame["in_contract"].sum() == 36
    assert frame["in_contract"].is_monotonic_decreasing
    for _, part in frame.groupby("in_contract"):
        names = [tables.municipality(code).name for code in part["code"]]
        assert names == sorted(names, key=alphabetical)


def test_old_is_more_than_five_years_before_the_data(tiny: Tables) -> None:
    assert (tiny.data_date, oldest_fresh(tiny)) == ("2026-11-20", 2021)
    survey = {"survey": "s", "area": "city", "group": "all", "trips": "all", "mode": "car", "share": 40}
    for year, status in ((2021, "known"), (2020, "old")):
        row = of(given(tiny, "modal_share", survey | {"survey_year": year}), "9901", "modal_share")
        assert (row["status"], row["year"], row["date"]) == (status, year, str(year))


def test_age_is_counted_from_the_datas_date_and_not_from_today(tiny: Tables) -> None:
    older = replace(tiny, sources=tiny.sources.assign(retrieved="2024-01-05"))
    assert of(tiny, "9901", "scopes")["status"] == "old"
    assert of(older, "9901", "scopes")["status"] == "known"


def test_the_newest_fact_gives_the_year_and_the_source(tiny: Tables) -> None:
    survey = {"area": "city", "group": "all", "trips": "all", "mode": "car", "share": 40}
    rows = [("a", 2014, "old-one"), ("b", 2022, "new-one"), ("c", None, "undated")]
    surveys = [survey | {"survey": name, "survey_year": year, "source_id": source} for name, year, source in rows]
    found = of(given(tiny, "modal_share", *surveys), "9901", "modal_share")
    assert (found["year"], found["source_id"], found["count"]) == (2022, "new-one", 3)


def test_a_survey_without_a_year_is_known_and_undated_whenever_it_was_published(tiny: Tables) -> None:
    survey = {"survey": "s", "area": "city", "group": "all", "trips": "all", "mode": "car", "share": 40}
    found = of(published(given(tiny, "modal_share", survey), "2024"), "9901", "modal_share")
    assert (found["status"], found["count"]) == ("known", 1)
    assert pd.isna(found["year"])
    assert pd.isna(found["date"])


def test_a_goal_is_dated_by_its_decision_then_its_version_then_its_source_and_never_by_its_target_year(
    tiny: Tables,
) -> None:
    goal = {"goal_id": "g", "boundary": "territorial", "kind": "reduction", "target_year": 2025, "baseline_year": 2024}
    cases: list[tuple[dict[str, Any], str | None, int | None]] = [
        ({"decided": "2019-06-17", "version": 2023}, "2024", 2019),
        ({"version": 2023}, "2024", 2023),
        ({}, "2022-05-01", 2022),
        ({}, None, None),
    ]
    for columns, source, year in cases:
        row = of(published(given(tiny, "targets", goal | columns), source), "9901", "targets")
        assert (None if pd.isna(row["year"]) else row["year"]) == year


@pytest.mark.parametrize(("date", "year"), [("2019–2021", 2021), ("2022-03", 2022), ("2023-03-01", 2023), (None, 2020)])
def test_evidence_is_dated_by_its_day_its_month_or_the_end_of_its_years_else_by_its_lap(
    tiny: Tables, date: str | None, year: int
) -> None:
    evidence = tiny.process[tiny.process["code"] == "9901"].head(1).assign(date=date).astype({"date": "str"})
    assert of(replace(tiny, process=evidence), "9901", "process")["year"] == year


def test_a_year_to_come_dates_nothing(tiny: Tables) -> None:
    evidence = tiny.process[tiny.process["code"] == "9901"].head(1).assign(date="2029")
    assert of(replace(tiny, process=evidence), "9901", "process")["year"] == 2020


def test_an_inventory_is_dated_by_the_years_it_has_calculated_and_not_by_those_it_aims_at(tables: Tables) -> None:
    umea = of(tables, "2480", "inventories")
    own = tables.inventories[tables.inventories["code"] == "2480"]
    assert own["year"].max() > 2026
    assert umea["year"] == 2021
    assert umea["count"] == len(own)


def test_what_belongs_to_the_contract_is_not_missing_outside_it(tables: Tables) -> None:
    frame = coverage(tables)
    outside = frame[~frame["in_contract"]]
    assert set(outside.loc[outside["table"].isin(OF_CONTRACT), "status"]) == {"not_applicable"}
    assert "not_applicable" not in set(frame.loc[frame["in_contract"] & (frame["table"] != "inventories"), "status"])


def test_only_cities_of_the_mission_can_lack_an_eu_contracts_inventory(tables: Tables) -> None:
    frame = coverage(replace(tables, inventories=tables.inventories.head(0)))
    lacking = frame[(frame["table"] == "inventories") & (frame["status"] == "missing")]["code"]
    mission = tables.memberships["programme"] == "eu_cities_mission"
    assert set(lacking) == set(tables.memberships.loc[mission, "code"])


def test_whoever_has_facts_of_the_contract_has_them(tiny: Tables) -> None:
    link = {"code": "9801", "version": 2024, "title": "Brev", "url": "https://example.org/brev"}
    assert of(tiny, "9801", "links")["status"] == "not_applicable"
    assert of(given(tiny, "links", link), "9801", "links")["status"] == "known"


def test_the_common_commitments_are_no_citys_own(tiny: Tables) -> None:
    common = tiny.commitments[tiny.commitments["code"].isna()]
    assert len(common) == 1
    assert of(replace(tiny, commitments=common), "9901", "commitments")["status"] == "missing"


def test_totals_count_every_municipality_once_a_table(tables: Tables) -> None:
    frame = coverage(tables)
    found = totals(frame)
    assert list(found.index) == list(DATED_BY)
    assert set(found.sum(axis=1)) == {len(tables.municipalities)}
    assert found.loc["population", "known"] == len(tables.municipalities)
    scopes = tables.scopes.groupby("code")["year"].max()
    assert found.loc["scopes", ["known", "old"]].to_list() == [(scopes >= 2021).sum(), (scopes < 2021).sum()]


def test_patterns_hold_every_municipality_once_and_the_largest_comes_first(tables: Tables) -> None:
    frame = coverage(tables)
    outside = frame[~frame["in_contract"]]
    found = patterns(outside)
    codes = [code for _, part in found for code in part]
    assert sorted(codes) == sorted(outside["code"].unique())
    assert [len(part) for _, part in found] == sorted((len(part) for _, part in found), reverse=True)
    for known, part in found:
        for code in part:
            own = outside[outside["code"] == code]
            assert dict(zip(own["table"], own["status"], strict=True)) == known


def test_tables_without_any_rows_are_missing_or_do_not_apply(tiny: Tables) -> None:
    empty = replace(tiny, **{name: getattr(tiny, name).head(0) for name in DATED_BY}, memberships=tiny.memberships[:0])
    frame = coverage(empty)
    assert set(frame["status"]) == {"missing", "not_applicable"}
    assert not frame["in_contract"].any()
    assert frame["year"].isna().all()
