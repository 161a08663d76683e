"""The store: loads once, takes in new data whole, and keeps the last good."""

import os
import threading
from pathlib import Path

import pytest

from dashboard.tables import store as stores
from dashboard.tables.loading import DataError, UnknownRelease
from dashboard.tables.store import Store
from tests import dataset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset.write(tmp_path / "data")


def spoil(folder: Path, release: str = "2026-11") -> None:
    path = folder / release / "indicators.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",50,", ",x,"), encoding="utf-8")


def add_release(folder: Path, name: str) -> None:
    given = dataset.frames()
    given["indicators"]["value"] = 60.0
    pointer = (folder / "current").read_text(encoding="utf-8")
    dataset.write(folder, given, release=name)
    (folder / "current").write_text(pointer, encoding="utf-8")


def test_the_same_tables_until_the_files_change(folder: Path) -> None:
    store = Store(folder)
    first = store.current()
    assert store.current() is first
    assert not store.refresh()
    assert store.current("2026-11") is first


def test_a_moved_pointer_brings_the_new_release(folder: Path) -> None:
    store = Store(folder)
    first = store.current()
    add_release(folder, "2026-12")
    assert not store.refresh()
    (folder / "current").write_text("2026-12\n", encoding="utf-8")
    assert store.refresh()
    assert store.current().release == "2026-12"
    assert store.current().indicators["value"].iloc[0] == 60
    # the tables that somebody still holds are not touched
    assert first.indicators["value"].iloc[0] == 50


def test_changed_files_are_seen_without_a_new_pointer(folder: Path) -> None:
    store = Store(folder)
    store.current()
    path = folder / "2026-11" / "indicators.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",50,", ",70,"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert store.refresh()
    assert store.current().indicators["value"].iloc[0] == 70


def test_the_last_good_tables_stay_up_while_the_files_are_faulty(folder: Path) -> None:
    store = Store(folder)
    good = store.current()
    spoil(folder)
    assert not store.refresh()
    assert store.current() is good
    assert store.last_error is not None
    assert store.last_error.faults[0].file == "indicators.csv"
    # a fault is looked at once, not at every request
    assert not store.refresh()
    path = folder / "2026-11" / "indicators.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",x,", ",55,"), encoding="utf-8")
    assert store.refresh()
    assert store.last_error is None
    assert store.current() is not good


def test_a_pointer_to_nowhere_is_an_error_and_the_last_good_stays(folder: Path) -> None:
    store = Store(folder)
    good = store.current()
    (folder / "current").write_text("2030-01\n", encoding="utf-8")
    assert not store.refresh()
    assert store.current() is good
    assert store.last_error is not None


def test_without_any_good_data_the_faults_are_raised_until_they_are_mended(folder: Path) -> None:
    store = Store(folder)
    spoil(folder)
    for _ in range(2):
        with pytest.raises(DataError):
            store.current()
    path = folder / "2026-11" / "indicators.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",x,", ",50,"), encoding="utf-8")
    assert store.current().release == "2026-11"


def test_a_former_release_can_be_asked_for_and_is_kept(folder: Path) -> None:
    add_release(folder, "2026-10")
    store = Store(folder)
    former = store.current("2026-10")
    assert former.release == "2026-10"
    assert store.current("2026-10") is former
    assert store.current().release == "2026-11"
    for name in ("2025-01", "../x", "2026-11x"):
        with pytest.raises(UnknownRelease):
            store.current(name)


def test_only_a_few_former_releases_are_kept(folder: Path) -> None:
    store = Store(folder)
    for month in range(1, 6):
        add_release(folder, f"2026-0{month}")
        store.current(f"2026-0{month}")
    assert list(store._former) == ["2026-03", "2026-04", "2026-05"]


def test_many_threads_get_the_same_tables(folder: Path) -> None:
    store = Store(folder)
    found = []
    threads = [threading.Thread(target=lambda: found.append(store.current())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(each) for each in found}) == 1


def test_the_configured_data_set_has_one_store(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(folder))
    stores.store.cache_clear()
    try:
        assert stores.current().dataset == "data"
        assert stores.last_error() is None
        assert not stores.refresh()
    finally:
        stores.store.cache_clear()
