"""The commands on the data: what they print, what they leave, and how they refuse."""

import fcntl
import json
import re
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from dashboard.commands import check, import_, undo
from dashboard.sources.emissions import SECTOR_NAMES
from dashboard.sources.registry import IMPORTERS
from dashboard.tables.loading import load
from dashboard.tables.releases import LOCK
from tests import dataset

GROUP = click.Group(commands=[check, import_, undo])
MONTH = f"{date.today():%Y-%m}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset.write(tmp_path / "data", release="2020-01")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Klimatkollen's JSON with Alsta's transport in 2024 ten per cent up, and a year that is new."""
    document = [
        {
            "name": place[1],
            "sectors": {
                str(year): {
                    SECTOR_NAMES[sector]: value or 0.0
                    for sector, value in dataset.sectors(dataset.tonnes(place[5], year), year).items()
                }
                for year in (2023, 2024, 2025)
            },
        }
        for place in dataset.PLACES.values()
    ]
    document[0]["sectors"]["2024"]["Transporter"] *= 1.1  # type: ignore[index]
    path = tmp_path / "sectors.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def run(*words: object) -> Result:
    result = CliRunner().invoke(GROUP, [str(word) for word in words])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_check_counts_what_it_found_clean(folder: Path) -> None:
    for path in (folder, folder / "2020-01"):
        result = run("check", path)
        assert result.exit_code == 0
        assert re.fullmatch(r"2020-01: 24 tables, \d+ rows: no faults\n", result.output)


def test_check_prints_a_line_a_fault(folder: Path) -> None:
    path = folder / "2020-01" / "indicators.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",50,", ",x,"), encoding="utf-8")
    result = run("check", folder)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"indicators.csv:{row}:value: x: a text where a number belongs" for row in (2, 3, 4)
    ]
    assert result.stderr == "3 faults\n"


def test_check_takes_the_configured_data_by_default(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(folder))
    assert run("check").output.startswith("2020-01: ")


def test_check_refuses_what_is_no_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", tmp_path):
        result = run("check", path)
        assert result.exit_code == 1
        assert result.output


def test_a_dry_run_says_what_would_change_and_writes_nothing(folder: Path, file: Path) -> None:
    result = run("import", "klimatkollen", file, "--into", folder, "--dry-run")
    assert result.exit_code == 0
    assert "emissions: 3 new, 1 changed, 29 unchanged, none removed" in result.output
    assert "9901/2024/co2e transport: 79200 → 87120" in result.output
    assert "dry run: nothing was written" in result.output
    assert {path.name for path in folder.iterdir()} == {"2020-01", "current"}


def test_an_import_is_a_new_release_and_undo_takes_it_back(folder: Path, file: Path) -> None:
    result = run("import", "klimatkollen", file, "--into", folder)
    assert result.output.endswith(f"release {MONTH} is now current; before it was 2020-01\n")
    tables = load(folder)
    assert tables.release == MONTH
    assert 2025 in set(tables.emissions["year"])
    again = run("import", "klimatkollen", file, "--into", folder)
    assert again.output.endswith("nothing changes\n")
    assert run("undo", "--into", folder).output == f"release 2020-01 is current again; {MONTH} stays on the disk\n"
    assert load(folder).release == "2020-01"
    assert run("undo", "--into", folder).exit_code == 1


def test_a_file_with_faults_writes_nothing(folder: Path, file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace("Alsta", "Alstad"), encoding="utf-8")
    result = run("import", "klimatkollen", file, "--into", folder)
    assert result.exit_code == 1
    assert "sectors.json::name: Alstad: no municipality of that name" in result.output
    assert {path.name for path in folder.iterdir()} == {"2020-01", "current"}


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_an_import_whose_result_would_be_faulty_writes_nothing(folder: Path, file: Path, dry: list[str]) -> None:
    document = json.loads(file.read_text(encoding="utf-8"))
    document[2]["sectors"]["2025"]["Industri (energi + processer)"] = 195_000_000
    file.write_text(json.dumps(document), encoding="utf-8")
    result = run("import", "klimatkollen", file, "--into", folder, *dry)
    assert result.exit_code == 1
    assert "implausible" in result.output
    assert {path.name for path in folder.iterdir()} - {LOCK} == {"2020-01", "current"}


def test_mistakes_on_the_command_line_are_told_in_a_sentence(folder: Path, file: Path, tmp_path: Path) -> None:
    for words in (
        ["import", "sei", file, "--into", folder],
        ["import", "smhi", tmp_path / "nowhere.xlsx", "--into", folder],
        ["import", "smhi", tmp_path, "--into", folder],
        ["import", "smhi", file, "--into", folder],
        ["import", "cdp", file, "--into", tmp_path / "nowhere"],
        ["import", "cdp", file, "--into", folder, "--vintage", "2026"],
        ["import", "smhi", file, "--into", folder, "--vintage", " "],
        ["undo", "--into", tmp_path / "nowhere"],
        ["undo", "--into", file],
    ):
        result = run(*words)
        assert result.exit_code in (1, 2), words
        assert result.output.strip(), words


def test_an_import_waits_for_no_other(folder: Path, file: Path) -> None:
    with (folder / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = run("import", "klimatkollen", file, "--into", folder)
    assert result.exit_code == 1
    assert "another import" in result.output


def test_the_command_line_knows_every_importer() -> None:
    (source,) = (each for each in import_.params if each.name == "source")
    assert isinstance(source.type, click.Choice)
    assert list(source.type.choices) == sorted([*IMPORTERS, "workbook"])
