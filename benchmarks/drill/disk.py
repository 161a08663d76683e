"""Full disks: the folder of pictures, the folder for what is temporary, and the folder that mirrors remote data."""

import functools
import http.server
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from benchmarks.drill.house import HOST, House, house
from benchmarks.figures import Measured, measured
from tests import fictional

#: Kilobytes of the disks, views whose pictures are asked for, and seconds until news are taken in when there is room.
PICTURES_KB, TEMPORARY_KB, SOON_S = 12, 64, 90.0
VIEWS, SHORT_VIEWS = ("trajectory", "sectors", "process", "city-map"), ("trajectory", "sectors")
PAGES = (
    "/sv/city/ale",
    "/sv/embed/goals/ale",
    "/en/about/data",
    "/api/v1/views/goals?cities=ale",
    "/sv/export/goals.xlsx?cities=ale",
)


@contextmanager
def small(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of its own in a folder. Raises PermissionError where nobody may mount one."""
    folder.mkdir(parents=True, exist_ok=True)
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)], capture_output=True
    )
    if made.returncode:
        raise PermissionError(made.stderr.decode("utf-8", "replace").strip())
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def fill(folder: Path) -> None:
    """Leave no byte free."""
    with suppress(OSError), (folder / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 1024)


def drill(short: bool, say: Any) -> Iterator[Measured]:
    """One after the other; where no disk can be mounted, that is told and nothing is measured."""
    with tempfile.TemporaryDirectory() as place:
        try:
            with small(Path(place) / "probe", 16):
                pass
        except (PermissionError, FileNotFoundError) as fault:
            raise SystemExit(f"no small disk can be mounted here: {fault}") from None
        say("no room for pictures")
        yield from _pictures(Path(place), SHORT_VIEWS if short else VIEWS)
        say("no room for what is temporary")
        yield from _temporary(Path(place))
        say("no room for the mirror")
        yield from _mirror(Path(place))


def _pictures(place: Path, views: tuple[str, ...]) -> Iterator[Measured]:
    asked = [f"/sv/export/{view}.svg?cities={city}" for view in views for city in ("ale", "habo-uppsala")]
    with small(place / "pictures", PICTURES_KB) as disk, house(env={"DASHBOARD_PICTURES": str(disk)}) as server:
        first = [server.ask(one, timeout=60) for one in asked]
        again = [server.ask(one, timeout=60) for one in asked]
        log = server.log()
        left = [path for path in disk.rglob(".*") if path.is_file()]
    known = [status for status, _ in first]
    lost = sum(one >= 400 for one in known)
    yield measured("pictures' disk full: not answered with the picture", "", [lost], budget=0,
                   note=f"statuses: {sorted(set(known))}")  # fmt: skip
    cut = sum(not body.rstrip().endswith(b"</svg>") for status, body in (*first, *again) if status == 200)
    yield measured("pictures' disk full: pictures that are not whole", "", [cut], budget=0)
    yield measured("pictures' disk full: halves left on the disk", "", [len(left)], budget=0)
    # Once a worker, and once by the process that draws.
    yield measured("pictures' disk full: lines in the log", "", [log.count("cannot be kept")], budget=3)


def _temporary(place: Path) -> Iterator[Measured]:
    with small(place / "tmp", TEMPORARY_KB) as disk:
        fill(disk)
        env = {"TMPDIR": str(disk), "DASHBOARD_PICTURES": str(place / "kept")}
        with house(env=env) as server:
            pages = [server.ask(one, timeout=60)[0] for one in PAGES]
            picture, words = server.ask("/sv/export/sectors.svg?cities=ale", timeout=60)
            log = server.log()
    yield measured(
        "temporary folder full: pages, files and answers not given", "", [sum(one >= 400 for one in pages)], budget=0
    )
    yield measured(
        "temporary folder full: status of a picture",
        "",
        [picture],
        note=words[:80].decode("utf-8", "replace") if picture != 200 else "",
    )
    yield measured(
        "temporary folder full: traces in the log",
        "",
        [log.count("Traceback")],
        budget=0,
        note=log[-800:] if "Traceback" in log else "",
    )


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _mirror(place: Path) -> Iterator[Measured]:
    """Room for one release and not for two: what is up stays, it is told why, and with room the next comes."""
    remote = fictional.write(place / "remote" / "exempel")
    files = list((remote / fictional.FIRST).iterdir())
    web = http.server.ThreadingHTTPServer((HOST, 0), functools.partial(_Quiet, directory=str(place / "remote")))
    threading.Thread(target=web.serve_forever, daemon=True).start()
    # A file takes whole pages of 4 kB.
    room = sum(path.stat().st_size for path in files) // 1024 + 4 * len(files) + 48
    env = {
        "DASHBOARD_DATA": f"http://{HOST}:{web.server_address[1]}/exempel",
        "DASHBOARD_MIRROR": str(place / "mirror"),
    }
    try:
        with small(place / "mirror", room), house(env=env, city="stadskoping") as server:
            fictional.point(remote, fictional.SECOND)
            told = _until(server, lambda told: told["faults"] > 0)
            during = server.told()
            page = server.ask("/sv/city/stadskoping")[0]
            subprocess.run(["mount", "-o", f"remount,size={4 * room}k", str(place / "mirror")], check=True)
            after = _until(server, lambda told: told["release"] == fictional.SECOND)
            log = server.log()
    finally:
        web.shutdown()
    wrong = int(page != 200 or during["release"] != fictional.FIRST or during["status"] != "ready")
    yield measured("mirror full: until it is told", "s", [told], budget=SOON_S, note="; ".join(during["first_faults"]))
    yield measured("mirror full: last good data not up", "", [wrong], budget=0)
    yield measured("mirror with room again: until new data is up", "s", [after], budget=SOON_S)
    yield measured("mirror full: traces in the log", "", [log.count("Traceback")], budget=0)


def _until(server: House, met: Any) -> float:
    began = time.monotonic()
    while not met(server.told()) and time.monotonic() - began < 2 * SOON_S:
        time.sleep(0.5)
        # Whoever runs a server has it look now with SIGHUP; else it looks every quarter of a minute.
        os.kill(server.process.pid, 1)
    return time.monotonic() - began
