"""Servers on free ports of this machine: started, waited for, and always stopped again."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from benchmarks.machine import children

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
#: The opponent's environment, as ``make bench`` makes it.
VIZRO_PYTHON = ROOT / "build" / "vizro" / "bin" / "python"
#: Where the peers find the figures that they draw.
CHARTS = "BENCHMARK_CHARTS"
#: The peers: which Python runs each. Plain Dash is a dependency of ours, Vizro has an environment of its own.
PEERS = {"vizro": VIZRO_PYTHON, "dash": Path(sys.executable)}
#: Gunicorn's options where the command line gives them: the same as those of ``python -m dashboard run``.
GUNICORN = ("--preload", "--worker-class", "gthread", "--threads", "8", "--log-level", "warning")


@dataclass(frozen=True)
class Server:
    """A running server: where it is, its process, the seconds until it was ready, and what it has said so far."""

    port: int
    pid: int
    seconds: float
    log: Callable[[], str]

    @property
    def url(self) -> str:
        """The address without a slash at its end."""
        return f"http://{HOST}:{self.port}"

    @property
    def pids(self) -> list[int]:
        """The server and its workers."""
        return [self.pid, *children(self.pid)]


def dashboard(
    *,
    basic: bool = True,
    data: Path | None = None,
    port: int | None = None,
    workers: int = 1,
    patience: float = 60,
    warm: bool = True,
    env: Mapping[str, str] | None = None,
) -> AbstractContextManager[Server]:
    """Our dashboard with the real data or those in the folder ``data``, on a free port or the one given.

    ``basic=False`` as on a machine that has only Plotly's full bundle; ``patience`` is how long to wait for it (s);
    ``warm=False`` builds no municipality's views before somebody asks; ``env`` sets variables.
    """
    module = "dashboard" if basic else "benchmarks.launch"
    port = port or free_port()
    command = [sys.executable, "-m", module, "run", "--no-ahead", "--port", str(port), "--workers", str(workers)]
    command += [] if warm else ["--no-warm"]
    return _running([*command, *(["--data", str(data)] if data else [])], port, "/readyz", env or {}, patience)


def peer(name: str, charts: Path, *, workers: int = 1) -> AbstractContextManager[Server]:
    """One of :data:`PEERS`, drawing the figures in the file ``charts``, with Gunicorn's options as ours has them."""
    port = free_port()
    options = (*GUNICORN, "--workers", str(workers), "--bind", f"{HOST}:{port}")
    command = [str(PEERS[name]), "-m", "gunicorn", *options, f"benchmarks.peers.{name}_app:server"]
    return _running(command, port, "/", {CHARTS: str(charts)})


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(
    command: list[str], port: int, ready: str, env: Mapping[str, str], patience: float = 60
) -> Iterator[Server]:
    """Start a server, wait until ``ready`` answers 200, and stop it at the end whatever happens.

    Raises RuntimeError with the server's last lines when it does not come up within ``patience`` seconds.
    """
    # What is set for another server must not change what is measured.
    clean = {key: value for key, value in os.environ.items() if not key.startswith("DASHBOARD_")}
    with TemporaryFile("w+") as log:

        def said() -> str:
            # The server goes on writing where it was, whatever is read here.
            return os.pread(log.fileno(), os.fstat(log.fileno()).st_size, 0).decode("utf-8", "replace")

        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env={**clean, "DASHBOARD_LOG_LEVEL": "WARNING", **env}, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        try:
            while not answers(port, ready):
                if process.poll() is not None or time.perf_counter() - began > patience:
                    raise RuntimeError(f"the server did not come up: {' '.join(said().splitlines()[-8:])}")
                time.sleep(0.005)
            yield Server(port, process.pid, time.perf_counter() - began, said)
        finally:
            _stop(process)


def answers(port: int, path: str) -> bool:
    """Whether an address of this machine answers 200."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """End the server and its workers: asked first, then made to. They are a process group of their own."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
