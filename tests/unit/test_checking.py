"""Every rule of the check, each by the one thing that breaks it."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from dashboard.tables import messages
from dashboard.tables.checking import check_folder
from dashboard.tables.faults import Fault, fault
from dashboard.tables.schemas import SECTORS, SPECS
from tests import dataset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset.write(tmp_path / "data")


def path_of(folder: Path, table: str) -> Path:
    return folder / dataset.RELEASE / f"{table}.csv"


def put(folder: Path, table: str, row: int, column: str, value: str) -> None:
    """Writes a text into one cell; ``row`` counts from the header, which is 1."""
    path = path_of(folder, table)
    cells = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    cells[row - 1][cells[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(cells)


def rewrite(folder: Path, table: str, change: Callable[[str], str]) -> None:
    path = path_of(folder, table)
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def places(faults: list[Fault]) -> set[tuple[str, int, str, str]]:
    return {(each.file, each.row, each.column, each.reason) for each in faults}


def test_a_whole_data_set_has_no_faults(folder: Path) -> None:
    assert check_folder(folder) == []
    assert check_folder(folder / dataset.RELEASE) == []


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "reason"),
    [
        ("emissions", 3, "transport", "många", "text_for_number"),
        ("emissions", 3, "transport", "1234,5", "decimal_comma"),
        ("emissions", 3, "transport", "1 234,5", "decimal_comma"),
        ("emissions", 3, "transport", "12 345", "decimal_comma"),
        ("emissions", 3, "transport", "-5", "negative"),
        ("emissions", 3, "transport", "nan", "not_finite"),
        ("emissions", 3, "transport", "Infinity", "not_finite"),
        ("emissions", 3, "transport", "1e999", "not_finite"),
        ("emissions", 3, "transport", "٣", "text_for_number"),
        ("emissions", 3, "transport", "0x10", "text_for_number"),
        ("emissions", 3, "gas", "ch4", "not_one_of"),
        ("emissions", 3, "year", "1899", "out_of_range"),
        ("emissions", 3, "year", "2101", "out_of_range"),
        ("emissions", 3, "year", "2000.5", "not_whole"),
        ("emissions", 3, "year", "tjugo", "text_for_number"),
        ("emissions", 3, "year", "", "empty_cell"),
        ("emissions", 3, "code", "9999", "unknown_code"),
        ("emissions", 3, "code", "991", "pattern"),
        ("emissions", 3, "source_id", "hearsay", "unknown_source"),
        ("emissions", 3, "total", "1000", "sum"),
        ("emissions", 3, "note", "bara svenska", "note_form"),
        ("national_emissions", 3, "total", "1000000", "sum"),
        ("population", 3, "population", "", "empty_cell"),
        ("population", 3, "population", "0", "out_of_range"),
        ("memberships", 2, "partner_code", "9999", "unknown_code"),
        ("targets", 2, "value_low", "90", "low_above_high"),
        ("targets", 2, "target_year", "1980", "target_before_baseline"),
        ("municipalities", 3, "lat", "6", "out_of_range"),
        ("modal_share", 2, "share", "101", "out_of_range"),
    ],
)
def test_a_bad_cell_is_named_with_its_place(
    folder: Path, table: str, row: int, column: str, value: str, reason: str
) -> None:
    put(folder, table, row, column, value)
    assert (f"{table}.csv", row, column, reason) in places(check_folder(folder))


def test_a_bad_cell_is_told_once(folder: Path) -> None:
    put(folder, "indicators", 2, "value", "x")
    assert [str(each) for each in check_folder(folder)] == ["indicators.csv:2:value: x: a text where a number belongs"]


def test_faults_are_collected_over_tables_and_rows(folder: Path) -> None:
    put(folder, "population", 2, "year", "x")
    put(folder, "population", 5, "code", "0000")
    put(folder, "indicators", 3, "value", "-1")
    found = check_folder(folder)
    assert {(each.file, each.row) for each in found} >= {
        ("population.csv", 2),
        ("population.csv", 5),
        ("indicators.csv", 3),
    }


def test_rounding_is_no_wrong_sum(folder: Path) -> None:
    stated = float(pd.read_csv(path_of(folder, "emissions"))["total"].iloc[1])
    put(folder, "emissions", 3, "total", f"{stated + 0.9:.2f}")
    assert check_folder(folder) == []
    put(folder, "emissions", 3, "total", f"{stated + 3:.2f}")
    assert ("emissions.csv", 3, "total", "sum") in places(check_folder(folder))


def test_an_empty_total_is_no_wrong_sum(folder: Path) -> None:
    put(folder, "emissions", 3, "total", "")
    assert check_folder(folder) == []


def test_a_key_may_stand_only_once(folder: Path) -> None:
    rewrite(folder, "population", lambda text: text + text.splitlines()[1] + "\n")
    (found,) = check_folder(folder)
    assert (found.reason, found.row, found.details["first"]) == ("duplicate_key", 35, 2)


def test_a_code_or_slug_may_stand_only_once(folder: Path) -> None:
    put(folder, "municipalities", 3, "slug", "alsta")
    assert ("municipalities.csv", 3, "slug", "duplicate_slug") in places(check_folder(folder))
    put(folder, "municipalities", 3, "code", "9901")
    assert ("municipalities.csv", 3, "code", "duplicate_key") in places(check_folder(folder))


def test_rows_count_lines_even_after_a_cell_of_two_lines(folder: Path) -> None:
    put(folder, "targets", 2, "text_sv", "två\nrader")
    rewrite(folder, "targets", lambda text: text.replace("bjorko-2030", "Björkö 2030"))
    assert places(check_folder(folder)) == {("targets.csv", 5, "goal_id", "pattern")}


def test_columns_are_those_of_the_schema(folder: Path) -> None:
    rewrite(folder, "indicators", lambda text: text.replace("unit", "enhet", 1))
    assert places(check_folder(folder)) == {
        ("indicators.csv", 1, "unit", "missing_column"),
        ("indicators.csv", 1, "enhet", "unexpected_column"),
    }


def test_a_column_may_stand_only_once(folder: Path) -> None:
    rewrite(folder, "indicators", lambda text: text.replace("unit", "year", 1))
    assert ("indicators.csv", 1, "year", "repeated_column") in places(check_folder(folder))


def test_semicolons_are_recognised(folder: Path) -> None:
    rewrite(folder, "indicators", lambda text: text.replace(",", ";"))
    assert places(check_folder(folder)) == {("indicators.csv", 1, "", "delimiter")}


@pytest.mark.parametrize("row", ["9901,2024", "9901,chargeable_share,2023,50,percent,stated,,made-up,too much"])
def test_rows_have_as_many_cells_as_the_header(folder: Path, row: str) -> None:
    rewrite(folder, "indicators", lambda text: f"{text}{row}\n")
    assert places(check_folder(folder)) == {("indicators.csv", 5, "", "cells")}


def test_an_open_quote_is_broken_csv(folder: Path) -> None:
    rewrite(folder, "indicators", lambda text: text + '9901,"open\n')
    assert ("indicators.csv", 5, "", "broken_csv") in places(check_folder(folder))


def test_another_encoding_is_named_by_its_first_byte(folder: Path) -> None:
    path = path_of(folder, "municipalities")
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    found = next(each for each in check_folder(folder) if each.file == "municipalities.csv")
    # 9901,alsta,Alsta,99,Norra länet: the ä is the twenty-eighth byte of the second line
    assert (found.row, found.reason, found.details["byte"]) == (2, "encoding", "28 (0xe4)")


def test_utf_16_is_another_encoding(folder: Path) -> None:
    path = path_of(folder, "indicators")
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert places(check_folder(folder)) == {("indicators.csv", 1, "", "encoding")}


def test_a_byte_order_mark_is_no_fault(folder: Path) -> None:
    path = path_of(folder, "indicators")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert check_folder(folder) == []


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_an_empty_file_is_a_fault(folder: Path, content: bytes) -> None:
    path_of(folder, "indicators").write_bytes(content)
    assert places(check_folder(folder)) == {("indicators.csv", 0, "", "empty_file")}


def test_a_header_alone_is_a_fault_where_rows_are_needed(folder: Path) -> None:
    rewrite(folder, "population", lambda text: text.splitlines()[0] + "\n")
    assert places(check_folder(folder)) == {("population.csv", 1, "", "no_rows")}
    rewrite(folder, "modal_targets", lambda text: text.splitlines()[0] + "\n")
    assert len(check_folder(folder)) == 1


@pytest.mark.parametrize("table", ["municipalities", "sources", "indicators"])
def test_a_missing_file_is_one_fault(folder: Path, table: str) -> None:
    path_of(folder, table).unlink()
    assert places(check_folder(folder)) == {(f"{table}.csv", 0, "", "missing_file")}


@pytest.mark.parametrize(
    ("pointer", "reason"),
    [
        ("2027-01", "no_release"),
        ("../2026-11", "bad_pointer"),
        ("2026-11/../..", "bad_pointer"),
        ("", "bad_pointer"),
        ("2026-13", "bad_pointer"),
        ("2026-11-1", "bad_pointer"),
    ],
)
def test_the_pointer_names_a_release_of_this_folder(folder: Path, pointer: str, reason: str) -> None:
    (folder / "current").write_text(pointer, encoding="utf-8")
    (found,) = check_folder(folder)
    assert (found.file, found.reason) == ("current", reason)


def test_a_data_set_without_pointer_and_a_folder_that_is_none(folder: Path, tmp_path: Path) -> None:
    (folder / "current").unlink()
    assert [each.reason for each in check_folder(folder)] == ["no_pointer"]
    assert [each.reason for each in check_folder(tmp_path / "nowhere")] == ["not_a_folder"]


def emissions(folder: Path, code: str, year: int, factor: float) -> int:
    """Multiplies all of one row's figures; returns its line."""
    frame = dataset.frames()["emissions"]
    at = frame.index[(frame["code"] == code) & (frame["year"] == year)]
    frame.loc[at, [*SECTORS, "total"]] *= factor
    path_of(folder, "emissions").write_text(dataset.csv_text(frame, SPECS["emissions"]), encoding="utf-8")
    return int(at[0]) + 2


def test_a_municipality_cannot_emit_more_than_the_nation(folder: Path) -> None:
    line = emissions(folder, "9801", 2015, 5000)
    assert ("emissions.csv", line, "total", "above_nation") in places(check_folder(folder))


def test_a_slipped_decimal_point_is_implausible_beside_the_other_years(folder: Path) -> None:
    line = emissions(folder, "9901", 2024, 0.01)
    # only that year: the years beside it are not blamed
    assert places(check_folder(folder)) == {("emissions.csv", line, "total", "jump")}
    line = emissions(folder, "9801", 2024, 12)
    assert ("emissions.csv", line, "total", "jump") in places(check_folder(folder))


def test_a_plant_that_closes_is_plausible(folder: Path) -> None:
    emissions(folder, "9901", 2024, 0.1)
    assert check_folder(folder) == []


def test_one_steady_sector_cannot_rise_twentyfold_by_itself(folder: Path) -> None:
    frame = dataset.frames()["emissions"]
    frame.loc[9, ["waste", "total"]] = [100_000, None]
    path_of(folder, "emissions").write_text(dataset.csv_text(frame, SPECS["emissions"]), encoding="utf-8")
    assert ("emissions.csv", 11, "waste", "jump") in places(check_folder(folder))


def test_the_municipalities_cannot_sum_to_more_than_the_nation(folder: Path) -> None:
    nation = dataset.frames()["national_emissions"]
    nation.loc[2, [*SECTORS, "total"]] *= 0.9
    path_of(folder, "national_emissions").write_text(
        dataset.csv_text(nation, SPECS["national_emissions"]), encoding="utf-8"
    )
    assert places(check_folder(folder)) == {("national_emissions.csv", 4, "total", "sum_above_nation")}


def test_the_nation_has_neighbouring_years_too(folder: Path) -> None:
    nation = dataset.frames()["national_emissions"]
    nation.loc[2, [*SECTORS, "total"]] *= 12
    path_of(folder, "national_emissions").write_text(
        dataset.csv_text(nation, SPECS["national_emissions"]), encoding="utf-8"
    )
    assert places(check_folder(folder)) == {("national_emissions.csv", 4, "total", "jump")}


def test_in_a_large_data_set_no_municipality_has_a_third_of_the_nation(tmp_path: Path) -> None:
    given = dataset.frames()
    parts = {name: [given[name]] for name in ("municipalities", "emissions", "population")}
    for number in range(60):
        code = f"97{number:02}"
        for name, copies in parts.items():
            copy = given[name][given[name]["code"] == "9801"].assign(code=code)
            copies.append(copy.assign(slug=f"ort-{number}", name=f"Ort {number}") if name == "municipalities" else copy)
    given |= {name: pd.concat(copies, ignore_index=True) for name, copies in parts.items()}
    # the nation's rows are missing: the other municipalities together then stand for it
    given["national_emissions"] = given["national_emissions"].head(0)
    large = dataset.write(tmp_path / "large", given)
    assert check_folder(large) == []
    frame = given["emissions"]
    frame.loc[9, [*SECTORS, "total"]] *= 5
    path_of(large, "emissions").write_text(dataset.csv_text(frame, SPECS["emissions"]), encoding="utf-8")
    assert places(check_folder(large)) == {("emissions.csv", 11, "total", "above_nation")}


def test_a_population_does_not_double_in_a_year(folder: Path) -> None:
    put(folder, "population", 12, "population", "200000")
    assert places(check_folder(folder)) == {("population.csv", 12, "population", "jump")}


def test_a_reported_scope_is_of_the_size_of_the_municipality(folder: Path) -> None:
    put(folder, "scopes", 2, "tonnes", "195000000")
    assert places(check_folder(folder)) == {("scopes.csv", 2, "tonnes", "above_own")}


def test_every_message_can_be_said_in_both_languages() -> None:
    for key, texts in messages.MESSAGES.items():
        fields = [{part.split("}")[0] for part in text.split("{")[1:]} for text in texts]
        assert fields[0] == fields[1], key
        values = dict.fromkeys(fields[0], "1")
        assert messages.say(key, values)
        assert messages.say(key, values, lang="sv")
    with pytest.raises(ValueError, match="de"):
        messages.say("negative", {}, lang="de")


def test_a_fault_reads_as_one_line_in_either_language() -> None:
    found = fault("a.csv", 3, "year", "two\nlines" + "x" * 200, "bad_year", low=1900, high=2100)
    assert str(found).startswith("a.csv:3:year: two linesxxx")
    assert len(found.value) == 80
    assert found.text("sv").endswith("…: inte ett år mellan 1900 och 2100")


def test_the_real_data_has_no_faults() -> None:
    real = Path(__file__).resolve().parents[2] / "data" / "sverige"
    assert check_folder(real) == []
