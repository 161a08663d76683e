"""A whole server for a fault to be made in: its master, its workers, and what it says."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from benchmarks.machine import children
from benchmarks.servers import HOST, ROOT, answers, free_port

__all__ = ["HOST", "House", "busy", "house"]

#: Seconds that a server may take to come up.
UP = 90.0


@dataclass(frozen=True)
class House:
    """A running server."""

    port: int
    process: "subprocess.Popen[bytes]"
    out: IO[str]

    @property
    def workers(self) -> set[int]:
        """The processes of the workers."""
        return set(_direct(self.process.pid))

    @property
    def family(self) -> set[int]:
        """All that has come from it: workers, and whatever they have started."""
        return set(_below(self.process.pid))

    def log(self) -> str:
        """What it has said so far."""
        return os.pread(self.out.fileno(), os.fstat(self.out.fileno()).st_size, 0).decode("utf-8", "replace")

    def ask(self, address: str, *, timeout: float = 30) -> tuple[int, bytes]:
        """Status and body of an answer, over a line of its own."""
        line = http.client.HTTPConnection(HOST, self.port, timeout=timeout)
        try:
            line.request("GET", address, headers={"Connection": "close"})
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()

    def told(self) -> dict[str, Any]:
        """What ``/readyz`` tells."""
        told: dict[str, Any] = json.loads(self.ask("/readyz")[1])
        return told


def _direct(pid: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except OSError:
        return []


def _below(pid: int) -> list[int]:
    return [each for one in children(pid) for each in (one, *_below(one))]


@contextmanager
def house(
    *, workers: int = 2, env: dict[str, str] | None = None, city: str = "ale", warm: bool = False
) -> Iterator[House]:
    """A server with so many workers, ended at the end whatever happens. ``env`` goes into its environment.

    Raises RuntimeError with its last lines when it does not come up.
    """
    port = free_port()
    clean = {key: value for key, value in os.environ.items() if not key.startswith("DASHBOARD_")}
    command = [sys.executable, "-m", "dashboard", "run", "--no-ahead", *([] if warm else ["--no-warm"])]
    command += ["--workers", str(workers), "--port", str(port)]
    with TemporaryFile("w+") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**clean, "DASHBOARD_LOG_LEVEL": "WARNING", **(env or {})}, stdout=out, stderr=out,
            start_new_session=True,
        )  # fmt: skip
        server = House(port, process, out)
        try:
            began = time.monotonic()
            while not answers(port, "/readyz"):
                if process.poll() is not None or time.monotonic() - began > UP:
                    raise RuntimeError(f"the server did not come up: {server.log()[-2000:]}")
                time.sleep(0.05)
            # Each worker builds what its first reader would wait for; nothing is measured before.
            for _ in range(4 * workers):
                server.ask(f"/sv/city/{city}", timeout=60)
            yield server
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(25)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


def busy(server: House) -> None:
    """Have every process running that a server may have."""
    for path, data in (("/sv/export/sectors.svg?cities=ale", None), ("/sv/try", b"kommun;utsl\xc3\xa4pp\nAle;1\n")):
        request = urllib.request.Request(f"http://{HOST}:{server.port}{path}", data=data)
        if data is not None:
            request.add_header("Content-Type", "application/octet-stream")
        try:
            urllib.request.urlopen(request, timeout=60).read()
        except OSError:
            # A machine without Chromium draws no pictures.
            continue
