"""The machine that measures, and what its processes take; nothing in it tells which machine it is."""

import json
import os
import platform
import subprocess
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

PROC = Path("/proc")
#: The packages whose versions decide what is measured.
OURS = (
    "dash",
    "dash-bootstrap-components",
    "plotly",
    "pandas",
    "scipy",
    "Flask",
    "Flask-Compress",
    "gunicorn",
    "playwright",
)
THEIRS = ("vizro", "dash", "plotly", "gunicorn")


def about(vizro_python: Path | None = None, *, browser: str) -> dict[str, Any]:
    """Cores, processor, memory and versions; ``browser`` is the version that the browser tells of itself.

    The opponent's versions are told where its Python is given.
    """
    theirs = {"vizro_environment": _versions_in(vizro_python)} if vizro_python else {}
    return {
        "cores": os.cpu_count(),
        "cpu": _cpu(),
        "memory_gb": _memory_gb(),
        "system": platform.system(),
        # Other work on the machine makes figures worse; whoever reads them must be able to see that.
        "load_at_start": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "chromium": browser,
        "packages": {name: version(name) for name in OURS},
        **theirs,
    }


def _cpu() -> str:
    info = PROC / "cpuinfo"
    lines = info.read_text("utf-8").splitlines() if info.is_file() else []
    named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def _memory_gb() -> float | None:
    try:
        return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9, 1)
    except (ValueError, OSError):
        return None


def _versions_in(python: Path) -> dict[str, str]:
    code = "import json; from importlib.metadata import version; print(json.dumps({n: version(n) for n in %r}))"
    told = subprocess.run([python, "-c", code % (THEIRS,)], check=True, capture_output=True, text=True, timeout=60)
    found: dict[str, str] = json.loads(told.stdout)
    return found


def children(pid: int) -> list[int]:
    """The processes that a process has started itself; empty where the system has no ``/proc``."""
    out = []
    for path in PROC.glob("[0-9]*/stat"):
        fields = _stat(int(path.parent.name))
        if fields and int(fields[1]) == pid:
            out.append(int(path.parent.name))
    return sorted(out)


def memory(pid: int) -> tuple[float, float] | None:
    """RSS and PSS of a process in MB (1 MB = 10⁶ bytes); None where the system does not tell."""
    kib = rollup(pid)
    return (kib["Rss"] * 1.024e-3, kib["Pss"] * 1.024e-3) if kib else None


def rollup(pid: int) -> dict[str, float]:
    """What the kernel sums up of a process's memory, in KiB by name; empty where the system does not tell."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return {}
    return {line.split(":")[0]: float(line.split()[1]) for line in lines[1:]}


def command_line(pid: int) -> str:
    """What a process was started with; empty for one that is gone."""
    try:
        return (PROC / str(pid) / "cmdline").read_text("utf-8", "replace").replace("\0", " ")
    except OSError:
        return ""


def settle(pids: list[int], *, quiet: float = 1.0, most: float = 60.0) -> None:
    """Wait until the processes have used no processor time for ``quiet`` seconds, at most ``most`` seconds.

    A server that warms itself up in the background would otherwise be measured while it does.
    """
    end = time.monotonic() + most
    before, since = _ticks(pids), time.monotonic()
    while time.monotonic() < end and time.monotonic() - since < quiet:
        time.sleep(0.1)
        now = _ticks(pids)
        if now > before + 1:
            before, since = now, time.monotonic()


def _ticks(pids: list[int]) -> int:
    return sum(int(fields[11]) + int(fields[12]) for fields in map(_stat, pids) if fields)


def _stat(pid: int) -> list[str]:
    """The fields of ``/proc/PID/stat`` from the state on; empty for a process that is gone."""
    try:
        return (PROC / str(pid) / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return []
