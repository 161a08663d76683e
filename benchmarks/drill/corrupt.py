"""Corrupt data while people read: the last good stays up, ``/readyz`` tells, and mended data goes live."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.drill.house import House, house
from benchmarks.drill.load import load
from benchmarks.figures import Measured, measured
from tests import fictional

#: Seconds within which every worker tells of a fault, or has taken new data in.
SOON_S = 15.0
CITY = "stadskoping"
READ = (f"/sv/embed/trajectory/{CITY}", f"/sv/city/{CITY}", f"/api/v1/views/goals?cities={CITY}", "/readyz")


def _pointed(text: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / "current").write_bytes(text) and None


def _cut(folder: Path) -> None:
    table = folder / fictional.FIRST / "emissions.csv"
    table.write_bytes(table.read_bytes()[: table.stat().st_size // 2])


def _emptied(folder: Path) -> None:
    (folder / fictional.FIRST / "population.csv").write_bytes(b"")


def _no_text(folder: Path) -> None:
    (folder / fictional.FIRST / "targets.csv").write_bytes(bytes(range(256)) * 40)


def _gone(folder: Path) -> None:
    (folder / fictional.FIRST / "municipalities.csv").unlink()


def _no_folder(folder: Path) -> None:
    shutil.rmtree(folder / fictional.FIRST)


#: What is done to a data set that is shown, each from the good state.
FAULTS: dict[str, Callable[[Path], None]] = {
    "a cell that is no figure": _pointed(f"{fictional.FAULTY}\n".encode()),
    "a pointer to nowhere": _pointed(b"2031-01\n"),
    "an empty pointer": _pointed(b""),
    "a pointer of zeros": _pointed(b"\x00" * 512),
    "a table cut in the middle": _cut,
    "an empty table": _emptied,
    "a table that is no text": _no_text,
    "a table gone": _gone,
    "the release gone": _no_folder,
}


def drill(short: bool, say: Any) -> Iterator[Measured]:
    """Every fault in turn, with readers at work, and after each the good data again."""
    chosen = dict(list(FAULTS.items())[::4]) if short else FAULTS
    told_after, live_after, wrong = [], [], []
    with tempfile.TemporaryDirectory() as place:
        good, folder = fictional.write(Path(place) / "good"), Path(place) / "exempel"
        shutil.copytree(good, folder)
        with house(workers=2, env={"DASHBOARD_DATA": str(folder)}, city=CITY) as server:
            with load(server.port, threads=4, pause=0.02, addresses=READ) as readers:
                for name, spoil in chosen.items():
                    spoil(folder)
                    told_after.append(_until(server, lambda told: told["faults"] > 0))
                    wrong += [name] if server.told()["release"] != fictional.FIRST else []
                    _mend(good, folder)
                    live_after.append(_until(server, lambda told: told["faults"] == 0))
                    say(f"{name}: told after {told_after[-1]:.1f} s, mended after {live_after[-1]:.1f} s")
                fictional.point(folder, fictional.SECOND)
                new = _until(server, lambda told: told["release"] == fictional.SECOND)
            log = server.log()
    faults = [one.fault for one in readers.got if one.fault]
    yield measured("corrupt data: until every worker tells", "s", told_after, budget=SOON_S)
    yield measured("corrupt data: mended until no worker tells of it", "s", live_after, budget=SOON_S)
    yield measured("new data after all of it: until every worker shows it", "s", [new], budget=SOON_S)
    yield measured(
        "corrupt data: faults that took the last good down", "", [len(wrong)], budget=0, note="; ".join(wrong)
    )
    yield measured("corrupt data: answers lost or of 5xx", "", [len(faults)], budget=0, note="; ".join(faults[:3]))
    yield measured("corrupt data: answers meanwhile", "", [len(readers.got)], digits=0)
    yield measured(
        "corrupt data: traces in the log",
        "",
        [log.count("Traceback")],
        budget=0,
        note=log[-600:] if "Traceback" in log else "",
    )


def _mend(good: Path, folder: Path) -> None:
    """Put the good release back, and the pointer to it."""
    if not (folder / fictional.FIRST).is_dir():
        shutil.copytree(good / fictional.FIRST, folder / fictional.FIRST)
    for path in (good / fictional.FIRST).iterdir():
        there = folder / fictional.FIRST / path.name
        if not there.exists() or there.read_bytes() != path.read_bytes():
            shutil.copy2(path, there)
    fictional.point(folder, fictional.FIRST)


def _until(server: House, met: Callable[[dict[str, Any]], bool]) -> float:
    """Seconds until many answers in a row are as they should be, so that each worker has given some."""
    began, row = time.monotonic(), 0
    while row < 12:
        row = row + 1 if met(server.told()) else 0
        if time.monotonic() - began > 2 * SOON_S:
            break
        time.sleep(0.02 if row else 0.1)
    return time.monotonic() - began
