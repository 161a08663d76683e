"""The web worker's side: starts the process that looks at files, hands it jobs, and never waits for long."""

import contextlib
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from dashboard.server.trying.asked import Asked
from dashboard.server.trying.nursery import MADE, WALL
from dashboard.tables import store

log = logging.getLogger(__name__)

#: Files that one worker has looked at together, and seconds that the next one waits for its turn.
TOGETHER, PATIENCE = 2, 5.0
#: Seconds that the process may take to load code and data, and that a child may take to end beyond its own limit.
START, LATE = 60.0, 2.0
MEMORY_FOLDER = Path("/dev/shm")
#: How the folders begin in which files are put aside; the process that keeps one comes next.
PREFIX = "kartan-"


class Busy(Exception):
    """So many files are being looked at that this one has to come again."""


class NotRead(Exception):
    """The file took more time or memory than it may, or the process that looked at it failed; ``kind`` says how."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def _tidy(base: Path) -> None:
    """Takes away what processes left that were killed together with their own process for files."""
    for folder in base.glob(f"{PREFIX}*-*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)


class Nursery:
    """One running process, the release that it was started for, and how many jobs it has in hand."""

    def __init__(self, work: str, wall: int) -> None:
        self.tables = store.current()
        self.jobs = 0
        # What a workbook's writer puts aside goes to memory where the system has such a folder.
        base = MEMORY_FOLDER if os.access(MEMORY_FOLDER, os.W_OK) else None
        _tidy(Path(base or tempfile.gettempdir()))
        self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=base))
        self.control, theirs = socket.socketpair()
        # Threads of linear algebra would not survive the fork.
        calm = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dashboard.server.trying.nursery", work, str(self.folder), str(wall)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd=Path(__file__).resolve().parents[3],
                env={**os.environ, **calm, "DASHBOARD_DATA": str(store.store().data)},
            )
        self.control.settimeout(START)
        try:
            if self.control.recv(1) != MADE:
                raise NotRead("start")
        except (OSError, NotRead):
            self.end()
            raise NotRead("start") from None

    @property
    def good(self) -> bool:
        """Whether it lives, and shows the release that this worker shows."""
        return self.process.poll() is None and self.tables is store.current()

    def send(self, line: socket.socket) -> None:
        """Hand a job over."""
        socket.send_fds(self.control, [b"j"], [line.fileno()])

    def end(self) -> None:
        """End it and whatever it has in hand."""
        self.control.close()
        try:
            self.process.wait(timeout=LATE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Keeper:
    """Looks at files with the function named ``work`` (``module:function``, from :class:`Asked` to bytes)."""

    def __init__(self, work: str, *, together: int = TOGETHER, patience: float = PATIENCE, wall: int = WALL) -> None:
        self.work, self.patience, self.wall = work, patience, wall
        self._turns = threading.BoundedSemaphore(together)
        self._lock = threading.Lock()
        self._nursery: Nursery | None = None

    def start(self) -> None:
        """Have the process ready before somebody asks."""
        try:
            self._give_back(self._taken())
        except (NotRead, OSError) as fault:
            log.warning("the process that looks at files did not start: %s", type(fault).__name__)

    def end(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            nursery, self._nursery = self._nursery, None
        if nursery is not None:
            nursery.end()

    def ask(self, asked: Asked) -> bytes:
        """What the work makes of a file. Raises :class:`Busy`, or :class:`NotRead` when it took too much."""
        if not self._turns.acquire(timeout=self.patience):
            raise Busy
        try:
            return self._ask(asked)
        finally:
            self._turns.release()

    def _ask(self, asked: Asked) -> bytes:
        nursery = self._taken()
        try:
            ours, theirs = socket.socketpair()
            with ours:
                with theirs:
                    nursery.send(theirs)
                answer = _exchange(ours, asked.packed(), time.monotonic() + self.wall + LATE)
        except TimeoutError:
            raise NotRead("time") from None
        except OSError:
            raise NotRead("gone") from None
        finally:
            self._give_back(nursery)
        if not answer.startswith(MADE):
            raise NotRead(answer[1:].decode("ascii", "replace") or "ended")
        return answer[1:]

    def _taken(self) -> Nursery:
        """The running process, or a new one where there is none or new data has come."""
        with self._lock:
            old = self._nursery
            if old is None or not old.good:
                self._nursery = None
                if old is not None and not old.jobs:
                    old.end()
                self._nursery = Nursery(self.work, self.wall)
            self._nursery.jobs += 1  # type: ignore[union-attr]
            return self._nursery  # type: ignore[return-value]

    def _give_back(self, nursery: Nursery) -> None:
        with self._lock:
            nursery.jobs -= 1
            if nursery is not self._nursery and not nursery.jobs:
                nursery.end()


def _exchange(line: socket.socket, question: bytes, until: float) -> bytes:
    """Send the question, and read until the other side ends. Raises ``TimeoutError``."""
    line.settimeout(max(0.1, until - time.monotonic()))
    # A child that ended early reads no more; what it has said still counts.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        line.sendall(question)
        line.shutdown(socket.SHUT_WR)
    parts = []
    while True:
        line.settimeout(max(0.1, until - time.monotonic()))
        try:
            part = line.recv(1 << 20)
        except ConnectionResetError:
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts)
