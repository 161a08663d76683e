"""SMHI's workbook, built here in the form in which SMHI exports it."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from dashboard.sources.emissions import SECTOR_NAMES
from dashboard.sources.result import Import
from dashboard.sources.smhi import read
from dashboard.tables.loading import Tables
from dashboard.tables.vocabulary import SECTORS
from tests import dataset

TODAY = date(2026, 12, 3)
CO2 = "Emissioner av Koldioxid (CO2)"
ALL_GASES = "Emissioner av Växthusgaser totalt (GGT/CO2-ekv)"
Rows = list[list[Any]]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return dataset.tables(tmp_path_factory.mktemp("tables"))


def report(
    years: tuple[int, ...] = (2000, 2018, 2022), *, gas: str = CO2, day: str = "2024-04-18", lead: int = 0
) -> Rows:
    """The export's rows: a head, the years, the headings, and ``Alla`` at every level beside the figures."""
    names = SECTOR_NAMES | {"heating": "Egen uppärmning av bostäder och lokaler"}
    rows: Rows = [[] for _ in range(lead)]
    rows += [["Rapportnamn:", f"Länsrapport, {day}"], [gas], ["Enhet: ton/år"], []]
    rows += [[None, None, None, None, *years], ["Huvudsektor", "Undersektor", "Län", "Kommun", *["CO2"] * len(years)]]

    def figure(code: str, sector: str, year: int) -> float:
        # international transport is written as zero before 2022
        if sector == "international_transport" and year < 2022:
            return 0.0
        return round(dataset.tonnes(dataset.PLACES[code][5], year) * dataset.SHARES[sector], 3)

    counties = {"Norra länet": ["9901", "9902"], "Södra länet": ["9801"]}
    for sector in (None, *SECTORS):
        parts = [sector] if sector else list(SECTORS)
        head = names[sector] if sector else "Alla"

        def sums(codes: list[str], parts: list[str] = parts) -> list[float]:
            return [sum(figure(code, part, year) for code in codes for part in parts) for year in years]

        rows.append([head, "Alla", "Alla", "Alla", *sums(list(dataset.PLACES))])
        for county, codes in counties.items():
            rows.append([head, "Alla", county, "Alla", *sums(codes)])
            for code in codes:
                rows.append([head, "Alla", county, dataset.PLACES[code][1], *sums([code])])
                if sector == "transport":
                    for sub in ("Personbilar", "Slitage fran däck"):
                        half = [value / 2 for value in sums([code])]
                        rows.append([head, sub, county, dataset.PLACES[code][1], *half])
    return rows


def imported(tmp_path: Path, tables: Tables, rows: Rows, *, vintage: str | None = None) -> Import:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / "report.xlsx"
    book.save(path)
    return read(path, tables, vintage=vintage, today=TODAY)


def line(rows: Rows, *start: str) -> int:
    return next(number for number, row in enumerate(rows, start=1) if tuple(row[: len(start)]) == start)


def test_subtotals_are_not_counted_twice(tmp_path: Path, tables: Tables) -> None:
    found = imported(tmp_path, tables, report())
    assert not found.faults
    emissions = found.tables["emissions"].set_index(["code", "year"])
    assert len(emissions) == 3 * 3
    alsta = emissions.loc[("9901", 2018)]
    assert alsta["transport"] == pytest.approx(300_000 * 0.72 * 0.40)
    assert alsta["total"] == pytest.approx(300_000 * 0.72 * 0.99)
    assert alsta[list(SECTORS)].sum() == pytest.approx(alsta["total"])


def test_the_nation_is_the_row_of_all_counties(tmp_path: Path, tables: Tables) -> None:
    nation = imported(tmp_path, tables, report()).tables["national_emissions"].set_index("year")
    assert nation.loc[2018, "total"] == pytest.approx(430_000 * 0.72 * 0.99)


@pytest.mark.parametrize(("head", "gas"), [(CO2, "co2"), (ALL_GASES, "co2e"), ("Emissioner av Växthusgaser", "co2e")])
def test_the_gas_is_read_from_the_head(tmp_path: Path, tables: Tables, head: str, gas: str) -> None:
    found = imported(tmp_path, tables, report(gas=head))
    assert set(found.tables["emissions"]["gas"]) == {gas}
    assert set(found.tables["national_emissions"]["gas"]) == {gas}


def test_another_gas_is_refused(tmp_path: Path, tables: Tables) -> None:
    (found,) = imported(tmp_path, tables, report(gas="Emissioner av Metan (CH4)")).faults
    assert found.reason == "layout"


def test_another_unit_is_refused(tmp_path: Path, tables: Tables) -> None:
    rows = report()
    rows[2] = ["Enhet: kton/år"]
    (found,) = imported(tmp_path, tables, rows).faults
    assert (found.reason, found.value) == ("layout", "kton/år")


def test_the_vintage_is_the_reports_date(tmp_path: Path, tables: Tables) -> None:
    found = imported(tmp_path, tables, report(day="2027-05-02"))
    assert set(found.tables["emissions"]["vintage"]) == {"SMHI 2027-05"}
    assert found.tables["sources"]["published"].to_list() == ["2027-05-02"]
    assert set(found.tables["emissions"]["source_id"]) == {"smhi-2027-05"}
    said = imported(tmp_path, tables, report(), vintage="SMHI 2024-06")
    assert set(said.tables["emissions"]["vintage"]) == {"SMHI 2024-06"}


def test_other_years_further_down_the_sheet_import_as_well(tmp_path: Path, tables: Tables) -> None:
    found = imported(tmp_path, tables, report((1995, 2023, 2024, 2025), lead=4))
    assert sorted(set(found.tables["emissions"]["year"])) == [1995, 2023, 2024, 2025]


def test_years_may_be_text(tmp_path: Path, tables: Tables) -> None:
    rows = report()
    rows[4] = [None, None, None, None, "2000", "2018", "2022"]
    assert set(imported(tmp_path, tables, rows).tables["emissions"]["year"]) == {2000, 2018, 2022}


def test_international_transport_is_missing_until_it_is_first_reported(tmp_path: Path, tables: Tables) -> None:
    emissions = imported(tmp_path, tables, report()).tables["emissions"].set_index(["code", "year"])
    assert pd.isna(emissions.loc[("9901", 2018), "international_transport"])
    assert emissions.loc[("9901", 2022), "international_transport"] > 0


def test_an_empty_cell_stays_missing(tmp_path: Path, tables: Tables) -> None:
    rows = report()
    for start in (("Jordbruk", "Alla", "Södra länet"), ("Alla", "Alla", "Södra länet")):
        for row in rows:
            if tuple(row[:3]) == start:
                row[4] = None
    # the nation's own subtotals are left as they are
    emissions = imported(tmp_path, tables, rows).tables["emissions"].set_index(["code", "year"])
    assert pd.isna(emissions.loc[("9801", 2000), "agriculture"])
    assert pd.isna(emissions.loc[("9801", 2000), "total"])


@pytest.mark.parametrize(
    ("place", "column"),
    [
        (("Alla", "Alla", "Norra länet", "Alsta"), "2018"),
        (("Jordbruk", "Alla", "Norra länet", "Alla"), "2018"),
    ],
)
def test_a_stated_subtotal_that_is_not_the_sum_is_refused(
    tmp_path: Path, tables: Tables, place: tuple[str, ...], column: str
) -> None:
    rows = report()
    at = line(rows, *place)
    rows[at - 1][5] += 50
    assert (at, column, "subtotal") in {
        (each.row, each.column, each.reason) for each in imported(tmp_path, tables, rows).faults
    }


def test_sub_sectors_that_miss_their_sector_are_told_but_not_refused(tmp_path: Path, tables: Tables) -> None:
    rows = report()
    rows[line(rows, "Transporter", "Personbilar") - 1][5] += 50
    found = imported(tmp_path, tables, rows)
    assert not found.faults
    assert found.remarks == (
        "Transporter: 1 figures differ from the sum of their sub-sectors (in the publisher's file)",
    )


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("..", "text_for_number"),
        ("1,5", "decimal_comma"),
        (-4, "negative"),
        (True, "text_for_number"),
        (1e15, "out_of_range"),
    ],
)
def test_a_figure_that_is_none_is_named_by_its_row(tmp_path: Path, tables: Tables, value: Any, reason: str) -> None:
    rows = report()
    at = line(rows, "Jordbruk", "Alla", "Norra länet", "Alsta")
    rows[at - 1][6] = value
    assert (at, "2022", reason) in {
        (each.row, each.column, each.reason) for each in imported(tmp_path, tables, rows).faults
    }


def test_names_and_sectors_are_known(tmp_path: Path, tables: Tables) -> None:
    rows = report()
    at = line(rows, "Alla", "Alla", "Södra länet", "Ödevata")
    rows[at - 1][3] = "Nyort"
    assert (at, "unknown_name") in {(each.row, each.reason) for each in imported(tmp_path, tables, rows).faults}
    rows = report()
    at = line(rows, "Jordbruk", "Alla", "Södra länet", "Ödevata")
    rows[at - 1][0] = "Rymdfart"
    found = imported(tmp_path, tables, rows).faults
    assert {(at, "unknown_sector"), (0, "missing_sector")} <= {(each.row, each.reason) for each in found}


def test_a_row_stands_once(tmp_path: Path, tables: Tables) -> None:
    rows = report()
    rows.append(rows[line(rows, "Jordbruk", "Alla", "Södra länet", "Ödevata") - 1])
    assert [each.reason for each in imported(tmp_path, tables, rows).faults] == ["repeated"]


def test_a_footnote_is_passed_over_and_figures_without_a_name_are_not(tmp_path: Path, tables: Tables) -> None:
    rows = [*report(), [], ["* Preliminära uppgifter"]]
    assert not imported(tmp_path, tables, rows).faults
    rows.append(["Jordbruk", "Alla", "Södra länet", None, 1.0, 2.0, 3.0])
    assert [each.row for each in imported(tmp_path, tables, rows).faults] == [len(rows)]


def test_headings_and_years_must_be_found(tmp_path: Path, tables: Tables) -> None:
    rows = report()
    del rows[5]
    assert [each.reason for each in imported(tmp_path, tables, rows).faults] == ["layout"]
    rows = report()
    rows[4] = []
    assert [each.reason for each in imported(tmp_path, tables, rows).faults] == ["no_year"]
