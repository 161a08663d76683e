"""Publishers' files that are not what they should be: a plain fault each, never a traceback."""

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dashboard.sources import files
from dashboard.sources.registry import IMPORTERS
from dashboard.tables.loading import DataError, Tables
from tests import dataset

TODAY = date(2026, 12, 3)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Något annat", 1])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return out.getvalue()


BROKEN = {
    "empty": b"",
    "blank": b" \n",
    "web page": b"<!DOCTYPE html><html><body>404</body></html>",
    "cut workbook": workbook()[:2000],
    "other workbook": workbook(),
    "bomb": bomb(),
    "plain archive": b"PK\x03\x04" + b"\0" * 100,
    "latin-1": "kommun;år\nHåbo;1\n".encode("latin-1"),
    "cut json": b'[{"name": "Alsta", "sectors": {"1990":',
    "deep json": b"[" * 100_000,
    "long number": b"[" + b"9" * 5000 + b"]",
    "other json": b'{"a": 1}',
    "json of other things": b'[1, null, {"name": 5}, {"name": "Alsta"}, {"name": "Alsta", "sectors": {"x": 1}}]',
    "other csv": b"a,b\n1,2\n",
    "uneven csv": b"kod,year,population\n9901,2020\n",
    "delimiters": b",,,\n,,,\n",
    "open quote": b'kod,year,population\n9901,"2020,5\n',
    "old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return dataset.tables(tmp_path_factory.mktemp("tables"))


@pytest.mark.parametrize("source", IMPORTERS)
@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_gives_faults_and_no_rows(tmp_path: Path, tables: Tables, source: str, kind: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(BROKEN[kind])
    found = IMPORTERS[source](path, tables, vintage=None, today=TODAY)
    assert found.faults
    assert not found.tables
    assert all(str(each).startswith("file:") for each in found.faults)


@pytest.mark.parametrize("source", IMPORTERS)
def test_a_missing_file_and_a_folder_are_faults(tmp_path: Path, tables: Tables, source: str) -> None:
    for path, reason in ((tmp_path / "nowhere", "not_a_file"), (tmp_path, "unreadable")):
        found = IMPORTERS[source](path, tables, vintage=None, today=TODAY)
        assert [each.reason for each in found.faults] == [reason]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("web page", "html"), ("cut workbook", "not_workbook"), ("bomb", "too_large"), ("empty", "empty_file")],
)
def test_the_fault_says_what_the_file_is(tmp_path: Path, kind: str, reason: str) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes(BROKEN[kind])
    with pytest.raises(DataError) as caught:
        files.read_workbook(path)
    assert [each.reason for each in caught.value.faults] == [reason]


def test_a_sheet_with_a_cell_at_the_far_end_is_too_large(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["A1048576"] = 1
    book.save(tmp_path / "file.xlsx")
    with pytest.raises(DataError) as caught:
        files.read_workbook(tmp_path / "file.xlsx")
    assert caught.value.faults[0].reason == "too_large"


@pytest.mark.parametrize("text", ["[NaN]", "[Infinity]", "[-Infinity]"])
def test_json_holds_finite_numbers_only(tmp_path: Path, text: str) -> None:
    (tmp_path / "file.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        files.read_json(tmp_path / "file.json")
    assert caught.value.faults[0].reason == "not_finite"


def test_a_name_stands_once_in_a_json_object(tmp_path: Path) -> None:
    (tmp_path / "file.json").write_text('{"1990": 1, "1990": 2}', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        files.read_json(tmp_path / "file.json")
    assert (caught.value.faults[0].reason, caught.value.faults[0].value) == ("repeated", "1990")
