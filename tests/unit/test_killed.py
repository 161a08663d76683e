"""An import that is killed (SIGKILL) at any of its steps leaves the old state or the new one whole."""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import FrameType

import pandas as pd
import pytest

from dashboard.tables import releases
from dashboard.tables.checking import check_folder
from dashboard.tables.loading import load
from tests import dataset

TraceFunction = Callable[[FrameType, str, object], object]
TODAY = date(2026, 12, 3)
#: What an import does to the disk, and the calls of our own code between: it is killed just before each in turn.
EVENTS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.copyfile", "shutil.rmtree", "fcntl.flock")
#: Moments that are tried: so many spread over the writing of the tables, and every one of the last, in which the
#: release is given its name and the pointer moves.
SPREAD, LAST = 12, 40


def changed(value: float) -> dict[str, pd.DataFrame]:
    return {"indicators": dataset.frames()["indicators"].assign(value=value)}


def state(folder: Path, release: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / release).iterdir())}


def child(folder: Path, last: int, *, checks: bool = True) -> int:
    """Imports in a process of its own that is killed at a moment. The moments that passed; 0 when it was killed.

    Without ``checks`` the tables are not read again before they are named: that takes time and writes nothing.
    """
    inward, outward = os.pipe()
    pid = os.fork()
    if pid == 0:
        # Nothing of the test's own may run on in this process, whatever happens.
        try:
            count = 0

            def moment() -> None:
                nonlocal count
                count += 1
                if count == last:
                    os.kill(os.getpid(), signal.SIGKILL)

            def heard(event: str, words: tuple[object, ...]) -> None:
                if event in EVENTS and any(str(folder) in str(word) for word in words):
                    moment()

            sync = os.fsync

            def fsync(handle: int) -> None:
                # What has been written before may be on the disk or not.
                moment()
                sync(handle)
                moment()

            def trace(frame: FrameType, event: str, _: object) -> TraceFunction | None:
                # Between the lines too: a file is empty between being opened and being written.
                if not frame.f_code.co_filename.endswith(("tables/disk.py", "tables/releases.py")):
                    return None
                if event == "line":
                    moment()
                return trace

            if not checks:
                releases._refuse = lambda _: None
            sys.addaudithook(heard)
            sys.settrace(trace)
            os.fsync = fsync
            releases.write_release(folder, changed(60.0), base=dataset.RELEASE, today=TODAY)
            os.write(outward, str(count).encode())
        finally:
            os._exit(0)
    os.close(outward)
    with os.fdopen(inward, "rb") as told:
        count = int(told.read() or b"0")
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) in (0, -signal.SIGKILL)
    return count


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    # Small: what takes time is checked often.
    return dataset.write(tmp_path / "data")


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_killed_at_any_moment_the_old_state_or_the_new_is_whole(folder: Path, tmp_path: Path) -> None:
    good = tmp_path / "good"
    shutil.copytree(folder, good)
    moments = child(good, 0, checks=False)
    assert moments > 80
    old, new = state(good, dataset.RELEASE), state(good, "2026-12")
    assert old != {name: text for name, text in new.items() if name != releases.FORMER}
    found: list[str] = []
    first = moments - LAST
    for last in [*range(1, first, first // SPREAD), *range(first, moments + 1)]:
        here = tmp_path / f"killed-{last}"
        shutil.copytree(folder, here)
        assert child(here, last, checks=False) == 0, last
        pointed = (here / "current").read_text("utf-8")
        found.append(pointed)
        assert pointed in ("2026-11\n", "2026-12\n"), last
        # What was is untouched to the byte; what has a name is the whole of the new.
        assert state(here, dataset.RELEASE) == old, last
        assert releases.releases(here) in ([dataset.RELEASE], [dataset.RELEASE, "2026-12"]), last
        if (here / "2026-12").exists():
            assert state(here, "2026-12") == new, last
        else:
            assert pointed == "2026-11\n", last
    assert len(found) > 40
    assert set(found) == {"2026-11\n", "2026-12\n"}


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize("part", [0.5, 0.95])
def test_after_a_kill_the_data_is_clean_and_the_next_import_and_undo_work(folder: Path, part: float) -> None:
    other = folder.parent / "other"
    shutil.copytree(folder, other)
    assert child(folder, round(child(other, 0) * part)) == 0
    assert check_folder(folder) == []
    base = load(folder).release
    assert load(folder).indicators["value"].iloc[0] == (60 if base == "2026-12" else 50)
    name = releases.write_release(folder, changed(61.0), base=base, today=TODAY)
    assert load(folder).indicators["value"].iloc[0] == 61
    assert not list(folder.glob(f"{releases.STAGED}*"))
    assert releases.undo(folder) == (name, base)
    assert check_folder(folder) == []
