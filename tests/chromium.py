"""Find a Chromium, or install one through the system's package manager: ``python -m tests.chromium``."""

import os
import shutil
import subprocess
import sys

from dashboard.pictures.chromium import find

INSTALLERS = (
    ("apt-get", [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]),
    ("dnf", [["dnf", "install", "-y", "-q", "chromium"]]),
    ("apk", [["apk", "add", "--quiet", "chromium"]]),
    ("pacman", [["pacman", "-Sy", "--noconfirm", "chromium"]]),
    ("brew", [["brew", "install", "--quiet", "--cask", "chromium"]]),
)
#: Quiet and closed: no sandbox inside containers, and nothing fetched from anybody.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def ensure() -> str:
    """The path of a Chromium, installed if there was none. Raises SystemExit with what to do when that fails."""
    if (found := find()) is not None:
        return found
    for manager, commands in INSTALLERS:
        if shutil.which(manager):
            as_root = [] if manager == "brew" or os.geteuid() == 0 else ["sudo"]
            print(f"no Chromium found: installing one with {manager}", flush=True)
            for command in commands:
                subprocess.run(
                    [*as_root, *command], check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
                )
            break
    if (found := find()) is None:
        sys.exit("the browser tests need a Chromium: install one, or name it in CHROME")
    return found


if __name__ == "__main__":
    print(f"browser: {ensure()}")
