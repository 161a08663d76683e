"""The server's side of the maker: one process beside all workers, started when it is first needed."""

import fcntl
import hashlib
import json
import logging
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict
from pathlib import Path

from dashboard.config import ROOT, settings
from dashboard.pictures.chromium import find
from dashboard.pictures.orders import Order

log = logging.getLogger(__name__)

#: Seconds that a reader waits for a picture, for a place in the row, and for the maker to start.
PATIENCE, PLACE, START = 30, 20, 10
#: Pictures that one worker waits for at a time, and readers who wait for a place: fewer together than the worker has
#: threads, so that it always answers something else. Whoever comes then is told to come again.
AT_ONCE, IN_ROW = 4, 2
#: Faults of the browser in a row after which nothing is tried for a while, and the seconds of that while.
FAULTS, REST = 2, 60.0

#: A socket's address may not be longer, in bytes.
LONGEST = 100

_row = threading.BoundedSemaphore(AT_ONCE)
_door = threading.BoundedSemaphore(AT_ONCE + IN_ROW)
_starting = threading.Lock()
_state = {"faults": 0.0, "failed": float("-inf")}
#: Held open as long as this process lives; the maker ends when its input does.
_started: list["subprocess.Popen[bytes]"] = []


class NoPictures(RuntimeError):
    """Pictures cannot be drawn here: there is no Chromium, or it does not start."""


class Busy(RuntimeError):
    """There are too many pictures to draw just now."""


def here() -> bool:
    """Whether there is anything to draw with: a process of its own, as the settings say, or this machine's Chromium."""
    return settings().pictures_socket is not None or find() is not None


def gave_up() -> bool:
    """Whether the maker failed a short while ago."""
    return time.monotonic() - _state["failed"] < REST


def draw(order: Order) -> bytes:
    """Have a picture drawn. Raises ``Busy`` or ``NoPictures``."""
    if not here() or gave_up():
        raise NoPictures
    if not _door.acquire(blocking=False):
        raise Busy
    try:
        if not _row.acquire(timeout=PLACE):
            raise Busy
        try:
            return _ask(order)
        finally:
            _row.release()
    finally:
        _door.release()


def _fault(told: str) -> NoPictures:
    """Note that the browser failed; after some in a row the next readers are spared the wait."""
    _state["faults"] += 1
    if _state["faults"] >= FAULTS:
        _state.update(faults=0.0, failed=time.monotonic())
        log.warning("pictures are not drawn for %d seconds: %s", REST, told)
    return NoPictures(told)


def start(*, ahead: bool = False) -> None:
    """Have the maker running; ``ahead`` lets it draw the contract's cities while nobody asks. Returns at once.

    One that runs on its own is whoever started it's to look after.
    """
    if settings().pictures_socket is None and find() is not None:
        threading.Thread(target=lambda: _try_to_start(ahead=ahead), name="pictures", daemon=True).start()


def _try_to_start(*, ahead: bool) -> None:
    try:
        _ensure(ahead=ahead)
    except OSError as fault:
        log.warning("pictures are not drawn ahead: %s", fault)


def _ask(order: Order) -> bytes:
    try:
        with _connected() as line:
            line.settimeout(PATIENCE)
            line.sendall(json.dumps(asdict(order)).encode() + b"\n")
            with line.makefile("rb") as answer:
                head = json.loads(answer.readline() or b'{"error": "browser", "told": "the maker has ended"}')
                if "error" not in head:
                    _state["faults"] = 0.0
                    return answer.read(int(head["length"]))
    except (OSError, ValueError) as fault:
        raise _fault(str(fault)) from fault
    if head["error"] == "busy":
        raise Busy
    raise _fault(head["told"]) if head["error"] == "browser" else NoPictures(head["told"])


def _connected() -> socket.socket:
    """A line to the maker, which is started if there is none. Raises OSError when it does not start."""
    line = _dial()
    if line is None and settings().pictures_socket is not None:
        raise ConnectionError("the process that draws pictures does not listen")
    if line is None:
        _ensure()
        line = _dial()
    if line is None:
        raise ConnectionError("the process that draws pictures did not start")
    return line


def listens() -> bool:
    """Whether there is a maker. Raises OSError as :func:`address` does."""
    if (line := _dial()) is None:
        return False
    line.close()
    return True


def _dial() -> socket.socket | None:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.connect(str(address()))
    except OSError:
        line.close()
        return None
    return line


def _ensure(*, ahead: bool = False) -> None:
    """Start the maker unless another thread or worker has, and wait until it listens."""
    with _starting:
        folder = address().parent
        with (folder / "starting").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if (line := _dial()) is not None:
                line.close()
                return
            command = [sys.executable, "-m", "dashboard.pictures.maker", *(["--ahead"] if ahead else [])]
            environment = {**os.environ, "DASHBOARD_DATA": str(settings().data)}
            _started[:] = [subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, env=environment, close_fds=True)]
            until = time.monotonic() + START
            while time.monotonic() < until and _started[0].poll() is None:
                if (line := _dial()) is not None:
                    line.close()
                    return
                time.sleep(0.05)


def address() -> Path:
    """Where the maker of this data set and folder listens: a socket in a folder that only this user can open.

    Raises PermissionError when somebody else has taken that folder, and OSError where none can be made.
    """
    if (named := settings().pictures_socket) is not None:
        # A volume that containers share may be open to all; the folder in it is not.
        named.mkdir(parents=True, exist_ok=True)
        return _guarded(named / f"omstallningskartan-{os.getuid()}") / "maker"
    key = hashlib.sha256(f"{settings().pictures}|{settings().data}".encode()).hexdigest()[:12]
    name = f"omstallningskartan-{os.getuid()}-{key}"
    folder = Path(tempfile.gettempdir()) / name
    if len(str(folder / "maker").encode()) > LONGEST:
        folder = Path("/tmp") / name
    return _guarded(folder) / "maker"


def _guarded(folder: Path) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    stat = folder.lstat()
    if stat.st_uid != os.getuid() or stat.st_mode & 0o077:
        raise PermissionError("the folder for the socket belongs to somebody else")
    return folder
