"""``python -m dashboard.server.trying.nursery MODULE:FUNCTION FOLDER SECONDS``: loads code and data once and then gives
every file a child of its own, forked from here and never from the web worker, whose threads a fork would break.

Standard input is a socket: each message on it brings the socket of one job. The end of it is the end of the server,
and of this process and its children with it. A child ends by the kernel's hand when its time is up.
"""

import array
import ctypes
import gc
import importlib
import logging
import os
import resource
import select
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.server.trying.asked import Asked

#: Seconds on the clock and seconds of work that a file may take, and bytes of memory beyond what the process has.
WALL, CPU, MEMORY = 30, 20, 1_000_000_000
#: The largest file that a child may write while it works (openpyxl writes a sheet aside), in bytes; they are in memory.
ASIDE = 100_000_000
#: What an answer begins with: it was made, or the name of what went wrong.
MADE, FAILED = b"+", b"-"
#: Linux' prctl: be killed when the parent ends.
PR_SET_PDEATHSIG = 1

Work = Callable[[Asked], bytes]


@dataclass(frozen=True)
class Bounds:
    """Where a child puts things aside, its seconds on the clock, and the process that it ends with."""

    folder: Path
    wall: int
    parent: int


def main() -> None:
    """Answer jobs until the server is gone."""
    # the end is told by the socket, not by a key pressed in the server's terminal
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=os.dup(0))
    name, folder, wall = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    children: dict[int, Path] = {}
    try:
        work = _ready(name)
        control.sendall(MADE)
        while (job := _next(control, children)) is not None:
            _fork(job, work, Bounds(folder, wall, os.getpid()), control, children)
    except BrokenPipeError:
        # the server ended before this process was ready
        pass
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


def _ready(name: str) -> Work:
    """The function that is named, with all loaded that it needs."""
    module, _, function = name.partition(":")
    work: Work = getattr(importlib.import_module(module), function)
    warm = getattr(importlib.import_module(module), "warm", None)
    if warm is not None:
        warm()
    # what is there now is never garbage to a child, which would otherwise copy all of it to look
    gc.collect()
    gc.freeze()
    return work


def _next(control: socket.socket, children: dict[int, Path]) -> int | None:
    """The socket of the next job as a file descriptor; None when the server is gone."""
    while True:
        ready, _, _ = select.select([control], [], [], 0.2 if children else None)
        _tidy(children)
        if not ready:
            continue
        fds = array.array("i")
        try:
            message, attached, _, _ = control.recvmsg(1, socket.CMSG_LEN(fds.itemsize))
        except ConnectionResetError:
            # the server ended with a job on its way to here
            return None
        if not message:
            return None
        for level, kind, content in attached:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                fds.frombytes(content[: fds.itemsize])
        if fds:
            return fds[0]


def _tidy(children: dict[int, Path]) -> None:
    """See children off that have ended, and take away whatever they left."""
    for child, folder in list(children.items()):
        if os.waitpid(child, os.WNOHANG)[0]:
            del children[child]
            shutil.rmtree(folder, ignore_errors=True)


def _fork(job: int, work: Work, bounds: Bounds, control: socket.socket, children: dict[int, Path]) -> None:
    # whoever cleans up in memory may have taken an empty folder away
    bounds.folder.mkdir(mode=0o700, exist_ok=True)
    own = Path(tempfile.mkdtemp(dir=bounds.folder))
    child = os.fork()
    if child:
        os.close(job)
        children[child] = own
        return
    try:
        control.close()
        _bound(replace(bounds, folder=own))
        with socket.socket(fileno=job) as line:
            line.sendall(_answer(line, work))
    finally:
        # nothing of the parent's is run or written again on the way out
        os._exit(0)


def _bound(bounds: Bounds) -> None:
    """Set this process' limits; nothing that it says is written anywhere."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(bounds.wall)
    _ends_with(bounds.parent)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    logging.disable()
    tempfile.tempdir = str(bounds.folder)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (ASIDE, ASIDE))
    most = _taken() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _ends_with(parent: int) -> None:
    """Have the kernel end this process with its parent, where the kernel can (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


def _taken() -> int:
    """Bytes of address space that this process has now; a guess where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 4 * MEMORY


def _answer(line: socket.socket, work: Work) -> bytes:
    parts = []
    while part := line.recv(1 << 20):
        parts.append(part)
    try:
        return MADE + work(Asked.unpacked(b"".join(parts)))
    except Exception as fault:
        # the kind of fault and never its words, which may hold what the file holds
        return FAILED + type(fault).__name__.encode()


if __name__ == "__main__":
    main()
