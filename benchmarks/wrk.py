"""``wrk``, which asks a server as often as it answers: found, or installed through the system's package manager."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

INSTALLERS = (
    ("apt-get", [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "wrk"]]),
    ("dnf", [["dnf", "install", "-y", "-q", "wrk"]]),
    ("apk", [["apk", "add", "--quiet", "wrk"]]),
    ("pacman", [["pacman", "-Sy", "--noconfirm", "wrk"]]),
    ("brew", [["brew", "install", "--quiet", "wrk"]]),
)
#: Asks the addresses in turn, and tells what came of it as one line of JSON at the end (times in milliseconds).
SCRIPT = """
local paths = {%s}
local at = 0
function request()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], {["Accept-Encoding"] = "gzip, deflate, br"})
end
function done(summary, latency)
  local wrong = summary.errors
  io.write(string.format(
    '\\nTOLD {"requests": %%d, "seconds": %%f, "p50": %%f, "p95": %%f, "most": %%f, "kinds": ' ..
    '{"connect": %%d, "read": %%d, "write": %%d, "status": %%d, "timeout": %%d}}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    latency.max / 1e3, wrong.connect, wrong.read, wrong.write, wrong.status, wrong.timeout))
end
"""


@dataclass(frozen=True)
class Load:
    """What came of one run: answers a second, milliseconds, and by kind how many were no 2xx or 3xx, or never came."""

    rate: float
    p50: float
    p95: float
    most: float
    kinds: dict[str, int]

    @property
    def errors(self) -> int:
        """All that went wrong."""
        return sum(self.kinds.values())


def ensure() -> str:
    """The path of ``wrk``, installed if there was none. Raises SystemExit with what to do when that fails."""
    for manager, commands in INSTALLERS:
        if shutil.which("wrk"):
            break
        if shutil.which(manager):
            as_root = [] if manager == "brew" or os.geteuid() == 0 else ["sudo"]
            print(f"no wrk found: installing it with {manager}", flush=True)
            for command in commands:
                subprocess.run(
                    [*as_root, *command], check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
                )
            break
    if (found := shutil.which("wrk")) is None:
        sys.exit("the benchmarks need wrk: install it with the system's package manager")
    return found


def load(url: str, paths: Sequence[str], *, seconds: int, connections: int = 32) -> Load:
    """Ask for the paths in turn over so many lasting connections, by two threads. RuntimeError when wrk fails."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "ask.lua"
        script.write_text(SCRIPT % ", ".join(f'"{path}"' for path in paths), encoding="utf-8")
        command = [
            ensure(),
            "-t2",
            f"-c{connections}",
            f"-d{seconds}s",
            "--timeout",
            "10s",
            "--latency",
            "-s",
            str(script),
        ]
        told = subprocess.run([*command, url], capture_output=True, text=True, timeout=seconds + 60, check=False)
    lines = [line for line in told.stdout.splitlines() if line.startswith("TOLD ")]
    if told.returncode or not lines:
        raise RuntimeError(f"wrk failed: {(told.stderr or told.stdout)[-300:]}")
    found = json.loads(lines[0].removeprefix("TOLD "))
    rate = found["requests"] / found["seconds"]
    return Load(rate, found["p50"], found["p95"], found["most"], found["kinds"])
