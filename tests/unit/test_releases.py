"""Releases are written all or nothing, one at a time, and can be taken back."""

import fcntl
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.tables import releases
from dashboard.tables.loading import DataError, load
from dashboard.tables.pointer import ids
from tests import dataset

TODAY = date(2026, 12, 3)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset.write(tmp_path / "data")


def changed(value: float = 60) -> dict[str, pd.DataFrame]:
    return {"indicators": dataset.frames()["indicators"].assign(value=value)}


def write(folder: Path, value: float = 60, *, base: str = dataset.RELEASE) -> str:
    return releases.write_release(folder, changed(value), base=base, today=TODAY)


def state(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != releases.LOCK
    }


def test_a_new_release_is_current_and_the_former_stays(folder: Path) -> None:
    before = state(folder)
    assert write(folder) == "2026-12"
    assert load(folder).release == "2026-12"
    assert load(folder).indicators["value"].iloc[0] == 60
    assert load(folder, release="2026-11").indicators["value"].iloc[0] == 50
    after = state(folder)
    assert {name: after[name] for name in before if name != "current"} == {
        name: content for name, content in before.items() if name != "current"
    }


def test_tables_that_do_not_change_are_copied_to_the_byte(folder: Path) -> None:
    path = folder / dataset.RELEASE / "targets.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("80,80", "80.0,80.00"), encoding="utf-8")
    write(folder)
    assert (folder / "2026-12" / "targets.csv").read_bytes() == path.read_bytes()


def test_a_month_that_is_taken_gets_a_number(folder: Path) -> None:
    assert write(folder) == "2026-12"
    assert write(folder, 61, base="2026-12") == "2026-12-2"
    assert write(folder, 62, base="2026-12-2") == "2026-12-3"
    # an undone release keeps its name
    releases.undo(folder)
    assert write(folder, 63, base="2026-12-2") == "2026-12-4"
    assert ids(folder) == ["2026-11", "2026-12", "2026-12-2", "2026-12-3", "2026-12-4"]


def test_releases_are_ordered_by_number_not_by_letters(folder: Path) -> None:
    for name in ("2026-12-10", "2026-12-2", "2026-12", "2026-09", "not-a-release", "2026-12-x"):
        (folder / name).mkdir()
    assert ids(folder) == ["2026-09", "2026-11", "2026-12", "2026-12-2", "2026-12-10"]


def test_faulty_tables_are_refused_and_nothing_is_left(folder: Path) -> None:
    before = state(folder)
    for refuse in (lambda: write(folder, -1), lambda: releases.check_release(folder, changed(-1))):
        with pytest.raises(DataError) as caught:
            refuse()
        assert {each.reason for each in caught.value.faults} == {"negative"}
        assert state(folder) == before


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    before = state(folder)
    folder.chmod(0o555)
    try:
        releases.check_release(folder, changed())
    finally:
        folder.chmod(0o755)
    assert state(folder) == before


def test_undo_goes_back_to_the_release_that_it_was_made_from(folder: Path) -> None:
    write(folder)
    write(folder, 61, base="2026-12")
    assert releases.undo(folder) == ("2026-12-2", "2026-12")
    assert write(folder, 62, base="2026-12") == "2026-12-3"
    # not to 2026-12-2, which had been undone before
    assert releases.undo(folder) == ("2026-12-3", "2026-12")
    assert releases.undo(folder) == ("2026-12", "2026-11")
    assert load(folder).indicators["value"].iloc[0] == 50


def test_the_first_release_cannot_be_undone(folder: Path) -> None:
    with pytest.raises(releases.NothingToUndo):
        releases.undo(folder)
    (folder / "2026-11" / releases.FORMER).write_text("../elsewhere", encoding="utf-8")
    with pytest.raises(releases.NothingToUndo):
        releases.undo(folder)
    assert load(folder).release == "2026-11"


def test_two_imports_cannot_run_at_once(folder: Path) -> None:
    with (folder / releases.LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        for act in (lambda: write(folder), lambda: releases.undo(folder)):
            with pytest.raises(releases.Busy):
                act()
    assert write(folder) == "2026-12"


def test_an_import_made_from_another_release_is_refused(folder: Path) -> None:
    write(folder)
    with pytest.raises(releases.Busy):
        write(folder, 61)
    assert load(folder).indicators["value"].iloc[0] == 60


def test_a_full_disk_leaves_the_former_release_current(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(releases, "_write", full)
    with pytest.raises(OSError, match="No space"):
        write(folder)
    assert state(folder) == before
