"""A workbook taken in on the command line: a release of its own, told in the workbook's language, and taken back."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from dashboard.__main__ import main
from dashboard.tables import pointer
from dashboard.tables.loading import load
from dashboard.workbook.template import template
from tests.unit.test_workbook_forty import GOOD, spoilt
from tests.workbooks import book, saved

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "exempel"
    shutil.copytree(ROOT / "data" / "exempel", copy, ignore=shutil.ignore_patterns(".lock"))
    return copy


def run(*arguments: object):
    return CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)


def kept(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_good_workbook_becomes_a_release_and_can_be_taken_back(folder, tmp_path):
    before = load(folder)
    file = kept(tmp_path / "stad.xlsx", saved(book(GOOD, release=before.release)))
    tried = run("import", "workbook", file, "--into", folder, "--dry-run")
    assert tried.exit_code == 0
    assert "Provkörning" in tried.output
    assert pointer.resolve(folder) == before.release
    done = run("import", "workbook", file, "--into", folder)
    assert done.exit_code == 0
    assert "Arbetsboken gäller Stadsköping." in done.output
    assert "nya: 9" in done.output
    after = load(folder)
    assert after.release != before.release
    assert {f"Mål {year}" for year in range(2031, 2040)} <= set(after.targets["text_sv"])
    # what the workbook was made with and no longer holds is gone; other municipalities' rows stay
    assert set(after.targets.loc[after.targets["code"] == "9901", "text_sv"]) == {f"Mål {y}" for y in range(2031, 2040)}
    assert (after.targets["code"] != "9901").sum() == (before.targets["code"] != "9901").sum()
    assert run("undo", "--into", folder).exit_code == 0
    assert load(folder).digest == before.digest


def test_the_template_filled_in_by_hand_is_taken_in_and_untouched_changes_nothing(folder, tmp_path):
    tables = load(folder)
    made = template(tables, "alvsunda", "en", today=date(2026, 11, 22))
    file = kept(tmp_path / "alvsunda.xlsx", made)
    same = run("import", "workbook", file, "--into", folder)
    assert (same.exit_code, "Nothing changes." in same.output) == (0, True)
    filled = load_workbook(file)
    sheet = filled["Documents"]
    headings = {str(cell.value).split("\n")[0]: cell.column for cell in sheet[3]}
    row = next(row for row in range(5, 200) if sheet.cell(row, 2).value is None)
    source = sheet.cell(row - 1, headings["Source"]).value
    for heading, value in zip(list(headings)[1:4], (2025, "A new annex", "https://example.org/annex"), strict=True):
        sheet.cell(row, headings[heading]).value = value
    sheet.cell(row, headings["Source"]).value = source
    filled.save(file)
    done = run("import", "workbook", file, "--into", folder)
    assert done.exit_code == 0, done.output
    assert "new: 1" in done.output
    assert "A new annex" in done.output
    assert "https://example.org/annex" in set(load(folder).links["url"])


def test_a_faulty_workbook_changes_nothing_and_a_copy_says_what_to_do(folder, tmp_path):
    made, expected = spoilt()
    file = kept(tmp_path / "fel.xlsx", saved(made))
    refused = run("import", "workbook", file, "--into", folder)
    assert refused.exit_code == 1
    assert f"{len(expected)} fel. Ingenting har tagits in." in refused.output
    for sheet, cell, _ in expected:
        assert f"{sheet}!{cell}: " in refused.output
    copy = load_workbook(tmp_path / "fel-att-ratta.xlsx")
    assert all(copy[sheet][cell].comment for sheet, cell, _ in expected)
    assert [path.name for path in folder.iterdir() if path.name.startswith("2026-11-")] == []


def test_a_copy_in_which_somebody_corrects_is_never_written_over(folder, tmp_path):
    file = kept(tmp_path / "fel.xlsx", saved(spoilt()[0]))
    mine = kept(tmp_path / "fel-att-ratta.xlsx", file.read_bytes())
    before = mine.read_bytes()
    assert "fel-att-ratta-2.xlsx" in run("import", "workbook", file, "--into", folder).output
    assert "fel-att-ratta-3.xlsx" in run("import", "workbook", mine, "--into", folder).output
    assert mine.read_bytes() == before


def test_a_copy_that_cannot_be_written_is_told_of(folder, tmp_path, monkeypatch):
    file = kept(tmp_path / "fel.xlsx", saved(spoilt()[0]))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dashboard.workbook_import.os.fsync", full)
    refused = run("import", "workbook", file, "--into", folder)
    assert refused.exit_code == 1
    assert "gick inte att skriva" in refused.output
    assert [path.name for path in tmp_path.glob("*fel*")] == ["fel.xlsx"]


def test_what_is_no_workbook_or_far_too_large_is_refused_in_a_sentence(folder, tmp_path):
    large = tmp_path / "stor.xlsx"
    with large.open("wb") as file:
        file.truncate(3_000_000_000)
    for path, word in ((large, "större än"), (kept(tmp_path / "x.xlsx", b"%PDF-1.4"), "PDF")):
        refused = run("import", "workbook", path, "--into", folder)
        assert (refused.exit_code, word in refused.output) == (1, True)
    assert run("import", "workbook", tmp_path / "saknas.xlsx", "--into", folder).exit_code == 1


def test_a_csv_file_with_our_headings_is_taken_in_for_the_city_that_is_named(folder, tmp_path):
    headings = ["Version", "Dokumentets titel", "Dokumentets adress", "Källa"]
    source = load(folder).links.query("code == '9902'")["source_id"].iloc[0]
    text = f"sep=;\r\n{';'.join(headings)}\r\n2025;Bilaga åäö;https://example.org/ny;{source}\r\n"
    file = kept(tmp_path / "dokument.csv", text.encode("cp1252"))
    assert run("import", "workbook", file, "--into", folder).exit_code == 1
    done = run("import", "workbook", file, "--into", folder, "--city", "alvsunda")
    assert done.exit_code == 0, done.output
    after = load(folder).links
    assert after.loc[after["url"] == "https://example.org/ny", ["code", "title"]].to_numpy().tolist() == [
        ["9902", "Bilaga åäö"]
    ]
    assert run("import", "smhi", file, "--city", "alvsunda").exit_code == 2
