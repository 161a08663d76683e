"""SCB's population in its four layouts, and Habo beside Håbo."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from dashboard.sources.result import Import
from dashboard.sources.scb_population import read
from dashboard.tables.loading import Tables, load
from tests import dataset

TODAY = date(2026, 12, 3)
RENAMED = {"9901": ("Habo", "06", "Jönköpings län", "0643"), "9902": ("Håbo", "03", "Uppsala län", "0305")}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return dataset.tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The data set with the two municipalities whose names differ by an accent only."""
    given = dataset.frames()
    places = given["municipalities"].set_index("code")
    for old, (name, county_code, county, _) in RENAMED.items():
        places.loc[old, ["name", "county_code", "county"]] = [name, county_code, county]
    given["municipalities"] = places.reset_index()
    codes = {old: new[3] for old, new in RENAMED.items()}
    return load(
        dataset.write(
            tmp_path_factory.mktemp("twins") / "data", {name: frame.replace(codes) for name, frame in given.items()}
        )
    )


def imported_rows(tmp_path: Path, tables: Tables, *sheets: list[list[Any]]) -> Import:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "people.xlsx")
    return read(tmp_path / "people.xlsx", tables, today=TODAY)


def imported_text(tmp_path: Path, tables: Tables, text: str) -> Import:
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode("utf-8"))
    return read(path, tables, today=TODAY)


def people(found: Import) -> dict[tuple[str, int], float]:
    assert not found.faults, [str(each) for each in found.faults]
    frame = found.tables["population"]
    return dict(zip(zip(frame["code"], frame["year"], strict=True), frame["population"], strict=True))


def reasons(found: Import) -> list[tuple[int, str]]:
    return [(each.row, each.reason) for each in found.faults]


def changes(year: int, sex: str = "Totalt") -> list[list[Any]]:
    """The yearly table of changes: padded names, counties between, footnotes below."""
    title = "Folkmängd i riket, län och kommuner 31 december och befolkningsförändringar"
    return [
        [],
        [f"{title} 1 januari - 31 december {year}. {sex}"],
        [],
        ["Kommun", "Kommunnamn", "Folkmängd", "Folk-", "Levande"],
        ["Län", "Länsnamn", " ", "ökning", "födda"],
        [None, "Riket          ", 60_600, 1, 2],
        ["99", "Norra länet    ", 55_500, 1, 2],
        ["9901", "Alsta..........", 50_000, 1, 2],
        ["9902", "Björkö         ", 5_500, 1, 2],
        ["98", "Södra länet    ", 5_100, 1, 2],
        ["9801", "Ödevata        ", 5_100, 1, 2],
        [],
        ["1) En fotnot 31 december 1999"],
    ]


def database(*months: str) -> list[list[Any]]:
    """The statistical database's table: code and name in one cell, totals beside parts."""
    whole = ["totalt, samtliga åldrar", "totalt, samtliga män och kvinnor"]
    return [
        ["Folkmängden per månad efter region, ålder, kön och månad"],
        [],
        [None, None, None, *months],
        ["00 Riket", *whole, *[60_600] * len(months)],
        ["9901 Alsta", *whole, *[50_000 + number for number, _ in enumerate(months)]],
        ["9901 Alsta", "0 år", whole[1], *[400] * len(months)],
        ["9902 Björkö", *whole, *[5_500] * len(months)],
        ["9801 Ödevata", *whole, *[".."] * len(months)],
        [],
        ["Källa:"],
        ["SCB"],
    ]


@pytest.mark.parametrize("year", [2023, 2031])
def test_the_table_of_changes_tells_its_year_in_the_title(tmp_path: Path, tables: Tables, year: int) -> None:
    found = imported_rows(tmp_path, tables, changes(year))
    assert people(found) == {("9901", year): 50_000, ("9902", year): 5_500, ("9801", year): 5_100}
    assert found.tables["sources"]["source_id"].to_list() == [f"scb-population-{year}"]


def test_the_sheets_for_men_and_women_are_passed_over(tmp_path: Path, tables: Tables) -> None:
    found = imported_rows(tmp_path, tables, changes(2024, "Män"), changes(2024, "Kvinnor"), changes(2024))
    assert len(people(found)) == 3
    assert reasons(imported_rows(tmp_path, tables, changes(2024, "Män"))) == [(0, "layout")]


def test_codes_may_have_lost_their_zero_as_numbers(tmp_path: Path, tables: Tables) -> None:
    rows = changes(2024)
    for row in rows:
        if row and str(row[0]).isdigit():
            row[0] = int(row[0])
    assert len(people(imported_rows(tmp_path, tables, rows))) == 3


def test_a_code_and_its_name_must_agree(tmp_path: Path, tables: Tables) -> None:
    rows = changes(2024)
    rows[7][1] = "Björkö"
    rows[10][0] = "9802"
    assert reasons(imported_rows(tmp_path, tables, rows)) == [(8, "name_mismatch"), (11, "unknown_code")]


def test_the_nation_is_the_sum_of_its_municipalities(tmp_path: Path, tables: Tables) -> None:
    rows = changes(2024)
    rows[7][2] = 50_001
    assert reasons(imported_rows(tmp_path, tables, rows)) == [(6, "subtotal")]


def test_the_database_table_gives_december_and_totals_only(tmp_path: Path, tables: Tables) -> None:
    found = imported_rows(tmp_path, tables, database("2025M11", "2025M12"))
    assert people(found) == {("9901", 2025): 50_001, ("9902", 2025): 5_500}
    assert found.remarks == (
        "1 months other than December are left out",
        "1 of the 3 municipalities are not in the file",
    )


def test_the_database_table_may_have_years_or_no_december(tmp_path: Path, tables: Tables) -> None:
    assert people(imported_rows(tmp_path, tables, database("2001", "2002")))["9901", 2002] == 50_001
    assert reasons(imported_rows(tmp_path, tables, database("2025M11")))[0] == (3, "layout")


def test_another_table_of_the_same_form_is_refused(tmp_path: Path, tables: Tables) -> None:
    rows = database("2023")
    rows[0] = ["Kvadratkilometer efter region, arealtyp och år"]
    assert reasons(imported_rows(tmp_path, tables, rows)) == [(0, "layout")]


def test_the_long_csv(tmp_path: Path, tables: Tables) -> None:
    found = imported_text(
        tmp_path, tables, "kod,year,population\n9901,2011,50000\n9901,2012,\n99,2011,5\n9902,2011,5500\n"
    )
    assert people(found) == {("9901", 2011): 50_000, ("9902", 2011): 5_500}
    assert found.tables["sources"]["source_id"].to_list() == ["scb-population-2011"]


def test_the_wide_csv_without_accents(tmp_path: Path, tables: Tables) -> None:
    text = "\ufeffk_ID;kommun;ar_1998;ar_1999\r\nALS;Alsta;1000;1001\r\nBJO;Bjorko;2000;2001\r\nODE;Odevata;..;3001\r\n"
    found = imported_text(tmp_path, tables, text)
    assert people(found) == {
        ("9901", 1998): 1000,
        ("9901", 1999): 1001,
        ("9902", 1998): 2000,
        ("9902", 1999): 2001,
        ("9801", 1999): 3001,
    }


@pytest.mark.parametrize(
    "text",
    [
        "k_ID;kommun;ar_2000\nHBO;Habo;9000\nHAB;Habo;17000\n",
        "kommun;lan;ar_2000\nHabo;Jönköpings län;9000\nHabo;Uppsala län;17000\n",
        "lanskod;kommun;ar_2000\n06;Habo;9000\n03;Habo;17000\n",
        "kod;kommun;ar_2000\n0643;Habo;9000\n0305;Habo;17000\n",
        "kod;kommun;ar_2000\n643;Habo;9000\n305;Habo;17000\n",
        "kommun;ar_2000\nHabo;9000\nHåbo;17000\n",
        "kommun,year,population\nHabo,2000,9000\nHåbo,2000,17000\n",
    ],
)
def test_habo_and_habo_are_told_apart(tmp_path: Path, twins: Tables, text: str) -> None:
    assert people(imported_text(tmp_path, twins, text)) == {("0643", 2000): 9000, ("0305", 2000): 17000}


@pytest.mark.parametrize(
    "text",
    [
        "kommun;ar_2000\nHabo;9000\nHabo;17000\n",
        "kommun;ar_2000\nHabo;9000\n",
        "k_ID;kommun;ar_2000\nXXX;Habo;9000\n",
        "kommun;lan;ar_2000\nHabo;Skane lan;9000\n",
    ],
)
def test_habo_that_may_be_either_is_refused(tmp_path: Path, twins: Tables, text: str) -> None:
    assert {reason for _, reason in reasons(imported_text(tmp_path, twins, text))} <= {"ambiguous_name", "unknown_name"}
    assert not imported_text(tmp_path, twins, text).tables


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("många", "text_for_number"),
        ("1 000", "decimal_comma"),
        ("-5", "negative"),
        ("0", "out_of_range"),
        ("1.5", "not_whole"),
        ("99999999999", "out_of_range"),
    ],
)
def test_inhabitants_are_counted_in_whole_people(tmp_path: Path, tables: Tables, cell: str, reason: str) -> None:
    assert reasons(imported_text(tmp_path, tables, f"kod,year,population\n9901,2011,{cell}\n")) == [(2, reason)]


def test_years_names_and_repeats_are_checked(tmp_path: Path, tables: Tables) -> None:
    text = "kod,year,population\n9901,2011,5\n9901,2011,6\n9901,11,5\n9901,1811,5\n"
    assert reasons(imported_text(tmp_path, tables, text)) == [(4, "no_year"), (3, "repeated"), (5, "bad_year")]
    assert reasons(imported_text(tmp_path, tables, "kommun;ar_2000\nAlsta;5\nAnnorstad;6\n")) == [(3, "unknown_name")]


def test_frames_have_the_types_of_the_table(tmp_path: Path, tables: Tables) -> None:
    frame = imported_text(tmp_path, tables, "kod,year,population\n9901,2011,50000\n").tables["population"]
    assert frame.dtypes[["code", "year", "population"]].astype(str).to_list() == ["str", "Int64", "float64"]
    assert isinstance(frame, pd.DataFrame)
