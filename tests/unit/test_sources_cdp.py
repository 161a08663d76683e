"""CDP's four yearly layouts, in the headings in which they are published."""

import csv
import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.sources.cdp import accounting_year, read
from dashboard.sources.result import Import
from dashboard.tables.loading import Tables, load
from tests import dataset

TODAY = date(2026, 12, 3)
_OLD = "Direct emissions/ Scope 1 (metric tonnes CO2e) for Total"
_OLD_2 = "Indirect emissions from use of grid supplied energy/Scope 2 (metric tonnes CO2e) for Total"
_OLD_3 = "Emissions occurring outside city boundary/ Scope 3 (metric tonnes CO2e) for Total"
_MIDDLE = {
    "country": "Country",
    "organization": "Organization",
    "city": "City",
    "reported": "Year Reported to CDP",
    "year": "Accounting Year",
    "boundary": "Inventory Boundary",
    "protocol": "Primary Protocol",
    "gases": "Gases Included",
    "1 grid": f"{_OLD} generation of grid supplied energy\u00a0",
    "1 rest": f"{_OLD} emissions (excluding generation of grid-supplied energy)\u00a0",
    "2 grid": f"{_OLD_2} generation of grid supplied energy",
    "2 rest": f"{_OLD_2} emissions (excluding generation of grid-supplied energy)",
    "3 grid": f"{_OLD_3} generation of grid supplied energy\u00a0",
    "3 rest": f"{_OLD_3} emissions (excluding generation of grid-supplied energy)\u00a0",
    "1": "Total Scope 1 Emissions (metric tonnes CO2e)",
    "2": "Total Scope 2 Emissions (metric tonnes CO2e)",
    "3": "Total Scope 3 emissions (metric tonnes CO2e)",
    "basic": "Total BASIC Emissions (GPC)",
    "basic_plus": "Total BASIC+ Emissions (GPC)",
    "area": "\u200bLand area (in square km)",
}
_NEW = "(metric tonnes CO2e) for Total"
LAYOUTS = {
    2017: {
        "country": "Country",
        "organization": "Organization",
        "city": "City",
        "reported": "Reporting year",
        "year": "Accounting year",
        "boundary": "Boundary",
        "protocol": "Protocol",
        "gases": "Gases included",
        "total": "Total emissions (metric tonnes CO2e)",
        "scopes": "Scopes Included ",
        "1": "Total Scope 1 Emissions (metric tonnes CO2e)",
        "2": "Total Scope 2 Emissions (metric tonnes CO2e)",
    },
    2018: _MIDDLE,
    2019: _MIDDLE,
    2020: {
        **_MIDDLE,
        "year": "Accounting year",
        "administrative": "Administrative city boundary",
        "boundary": "Inventory boundary (compared to Administrative city boundary)",
        "1 grid": f"Direct emissions {_NEW} generation of grid-supplied energy",
        "1 rest": f"Direct emissions {_NEW} emissions (excluding generation of grid-supplied energy)",
        "2 grid": f"Indirect emissions from use of grid supplied energy {_NEW} generation of grid supplied energy",
        "2 rest": f"Indirect emissions from use of grid supplied energy {_NEW} Emissions (excluding generation)",
        "3 rest": f"Emissions occurring outside city boundary {_NEW} Emissions (excluding generation)",
        "1": "TOTAL Scope 1 Emissions (metric tonnes CO2e)",
        "3": "TOTAL Scope 3 Emissions",
        "basic": "TOTAL BASIC Emissions (GPC)",
        "basic_plus": "TOTAL BASIC+ Emissions (GPC)",
    },
}
CITY = {
    "country": "Sweden",
    "organization": "City of Alsta",
    "city": "Alsta",
    "year": "2018-01-01 - 2018-12-31",
    "boundary": "Same – covers entire city and nothing else",
    "protocol": "Global Protocol for Community Greenhouse Gas Emissions Inventories (GPC)",
    "gases": "CH4, CO2, N20",
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return dataset.tables(tmp_path_factory.mktemp("tables"))


def imported(tmp_path: Path, tables: Tables, layout: int, *cities: dict[str, str]) -> Import:
    heads = LAYOUTS[layout]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads.values())
    for city in ({"country": "Norway", "organization": "Oslo", "1": "much", "year": "?"}, *cities):
        given = {"reported": str(layout)} | city
        writer.writerow([given.get(name, "") for name in heads])
    path = tmp_path / "cdp.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    return read(path, tables, today=TODAY)


def figures(found: Import) -> dict[tuple[str, str], float]:
    assert not found.faults, [str(each) for each in found.faults]
    frame = found.tables["scopes"]
    return dict(zip(zip(frame["scope"], frame["part"], strict=True), frame["tonnes"], strict=True))


def one(found: Import, column: str) -> object:
    (value,) = found.tables["scopes"][column].unique()
    return None if pd.isna(value) else value


def test_2017_has_totals_and_says_which_scopes_they_hold(tmp_path: Path, tables: Tables) -> None:
    basic = {"total": "90", "scopes": "Total Scope 1, Scope 2 and Waste Scope 3 (Total BASIC emissions)"}
    found = imported(tmp_path, tables, 2017, CITY | {"1": "100", "2": "20"} | basic)
    assert figures(found) == {("1", "total"): 100, ("2", "total"): 20, ("basic", "total"): 90}
    other = imported(tmp_path, tables, 2017, CITY | {"total": "90", "scopes": "Total Scope 1 and Scope 2"})
    assert figures(other) == {("total", "total"): 90}


@pytest.mark.parametrize("layout", [2018, 2019, 2020])
def test_grid_supply_stays_apart_from_the_rest(tmp_path: Path, tables: Tables, layout: int) -> None:
    given = {"1 grid": "80", "1 rest": "100.5", "2 rest": "20", "3 rest": "7", "basic": "120", "basic_plus": "127"}
    found = imported(tmp_path, tables, layout, CITY | given)
    assert figures(found) == {
        ("1", "grid_supply"): 80,
        ("1", "excluding_grid_supply"): 100.5,
        ("2", "excluding_grid_supply"): 20,
        ("3", "excluding_grid_supply"): 7,
        ("basic", "total"): 120,
        ("basic_plus", "total"): 127,
    }
    assert one(found, "reported") == layout
    assert one(found, "source_id") == f"cdp-{layout}-emissions"
    assert found.tables["sources"]["source_id"].to_list() == [f"cdp-{layout}-emissions"]


@pytest.mark.parametrize("layout", [2018, 2019, 2020])
def test_totals_by_scope(tmp_path: Path, tables: Tables, layout: int) -> None:
    found = imported(tmp_path, tables, layout, CITY | {"1": "100", "2": "20", "3": "0"})
    assert figures(found) == {("1", "total"): 100, ("2", "total"): 20, ("3", "total"): 0}


def test_what_is_not_given_stays_missing(tmp_path: Path, tables: Tables) -> None:
    found = imported(tmp_path, tables, 2018, CITY | {"1": "100", "2": "", "basic": "Not Applicable", "3": "-"})
    assert figures(found) == {("1", "total"): 100}


def test_a_city_without_figures_is_passed_over_whatever_its_name(tmp_path: Path, tables: Tables) -> None:
    nameless = {"country": "Sweden", "organization": "Okänd", "year": "-", "basic": "Not Applicable"}
    found = imported(tmp_path, tables, 2018, CITY | {"1": "100"}, nameless)
    assert len(figures(found)) == 1


def test_how_it_was_reckoned_is_told_in_our_words(tmp_path: Path, tables: Tables) -> None:
    found = imported(tmp_path, tables, 2019, CITY | {"1": "100"})
    told = ("protocol", "gases", "boundary", "verified", "certainty", "note")
    assert [one(found, name) for name in told] == ["gpc", "CO2, CH4, N2O", "municipality", "no", "stated", None]
    other = {"protocol": "City specific methodology", "gases": "CO2", "boundary": "Larger – covers more"}
    found = imported(tmp_path, tables, 2019, CITY | {"1": "100"} | other)
    assert [one(found, name) for name in told[:3]] == ["city_specific", "CO2", "larger"]
    assert one(found, "note") == (
        "sv: Gäller bara koldioxid. Området är större än kommunen | "
        "en: Covers carbon dioxide only. The area is larger than the municipality"
    )


def test_a_zero_scope_3_carries_a_note(tmp_path: Path, tables: Tables) -> None:
    found = imported(tmp_path, tables, 2019, CITY | {"3": "0"})
    assert "A reported zero" in str(one(found, "note"))


def test_a_figure_that_is_reported_again_says_so(tmp_path: Path) -> None:
    given = dataset.frames()
    earlier = given["scopes"].head(1).assign(source_id="cdp-2019-emissions", reported=2019, year=2018, tonnes=100_000)
    given["scopes"] = pd.concat([given["scopes"], earlier], ignore_index=True)
    given["sources"] = pd.concat(
        [given["sources"], given["sources"].assign(source_id="cdp-2019-emissions")], ignore_index=True
    )
    tables = load(dataset.write(tmp_path / "data", given))
    same = imported(tmp_path, tables, 2020, CITY | {"1": "100000"})
    assert "The same figure as reported in 2019" in str(one(same, "note"))
    later = imported(tmp_path, tables, 2020, CITY | {"1": "100000", "year": "2019-01-01 - 2019-12-31"})
    assert "The figure of 2018 reported again" in str(one(later, "note"))


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("2018-01-01 - 2018-12-31", 2018),
        ("2017-01-01 - 2017-12-28", 2017),
        ("2013-07-01 - 2014-06-30", 2014),
        ("2010-01-01 - 2011-01-01", 2010),
        ("2016", 2016),
        ("-", None),
        ("", None),
        ("2016-13-01 - 2016-14-01", None),
    ],
)
def test_the_accounting_year_is_the_one_that_the_range_ends_in(said: str, year: int | None) -> None:
    assert accounting_year(said) == year


def test_a_broken_year_is_told_in_the_note(tmp_path: Path, tables: Tables) -> None:
    found = imported(tmp_path, tables, 2018, CITY | {"1": "100", "year": "2013-07-01 - 2014-06-30"})
    assert one(found, "year") == 2014
    assert "2013-07-01 - 2014-06-30" in str(one(found, "note"))


@pytest.mark.parametrize(
    ("organization", "city", "code"),
    [
        ("City of Alsta", "", "9901"),
        ("Alsta", "ALSTA", "9901"),
        ("Municipality of Björkö", "Okänd", "9902"),
        ("Björkö Stad", "", "9902"),
        ("Bjorko Kommun", "", "9902"),
        ("Ödevatas kommun", "", "9801"),
        ("Alsta Municipality", "Alsta kommun", "9901"),
    ],
)
def test_organisations_are_known_by_their_municipality(
    tmp_path: Path, tables: Tables, organization: str, city: str, code: str
) -> None:
    given = CITY | {"organization": organization, "city": city, "1": "100"}
    assert one(imported(tmp_path, tables, 2019, given), "code") == code


def test_what_cannot_be_used_is_refused(tmp_path: Path, tables: Tables) -> None:
    found = imported(
        tmp_path,
        tables,
        2019,
        CITY | {"1": "100", "organization": "Region Mitten", "city": ""},
        CITY | {"1": "100", "year": "-"},
        CITY | {"1": "1,5"},
        CITY | {"1": "-4"},
        CITY | {"1": "100", "reported": "i år"},
    )
    assert [(each.row, each.reason) for each in found.faults] == [
        (3, "unknown_name"),
        (4, "no_year"),
        (5, "decimal_comma"),
        (6, "negative"),
        (7, "no_year"),
    ]


def test_a_table_without_swedish_figures_is_refused(tmp_path: Path, tables: Tables) -> None:
    assert [each.reason for each in imported(tmp_path, tables, 2019).faults] == ["layout"]
