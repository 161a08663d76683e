"""Every rule of the check, each by the one thing that breaks it."""

from pathlib import Path

import pandas as pd
import pytest

from dashboard.tables import messages
from dashboard.tables.checking import check_folder
from dashboard.tables.faults import fault
from tests import dataset
from tests.spoiling import path_of, places, put, rewrite


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset.write(tmp_path / "data")


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
    for table in ("modal_targets", "targets", "scopes", "national_emissions"):
        rewrite(folder, table, lambda text: text.splitlines()[0] + "\n")
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
