"""nginx with the deployed file, ``deploy/nginx.conf``, filled in for this machine: ports, folders and nothing else."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import ROOT, answers, free_port

DEPLOYED = ROOT / "deploy" / "nginx.conf"
#: What one address may ask for, as deployed; measuring comes from one address alone.
LIMITS = ("rate=30r/s", "zone=asks burst=200", "limit_conn lines 200")
PREFIX = "/karta/"


class NoNginx(RuntimeError):
    """There is no nginx, and none could be installed."""


@dataclass(frozen=True)
class Proxy:
    """A running nginx: its port, its folder, and the process that leads."""

    port: int
    folder: Path
    pid: int

    def log(self) -> str:
        """Everything it has written."""
        return (self.folder / "out").read_text("utf-8", "replace")


def ensure() -> str:
    """Where nginx is; installed from the system's packages where it is missing. Raises ``NoNginx``."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    if (found := shutil.which("nginx", path=path)) is None and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", "nginx-light"]):
            subprocess.run(["apt-get", "-qq", *command], check=False, env=env, **quiet)  # type: ignore[call-overload]
        found = shutil.which("nginx", path=path)
    if found is None:
        raise NoNginx("nginx is missing: install the package nginx-light")
    return found


def filled(upstream: int, port: int, folder: Path, *, limits: bool = False, prefix: str = "") -> str:
    """The deployed file for this machine; ``prefix`` is ``kept`` or ``stripped``, as its comment has it.

    Raises ValueError when the file no longer holds what is filled in.
    """
    text = DEPLOYED.read_text("utf-8")

    def put(old: str, new: str) -> None:
        nonlocal text
        if old not in text:
            raise ValueError(f"{DEPLOYED.name} has no {old!r}")
        text = text.replace(old, new)

    put("web:8050", f"127.0.0.1:{upstream}")
    put("listen 8080", f"listen 127.0.0.1:{port}")
    # first the one that the other's path may begin with
    put("/tmp/", f"{folder}/")
    put("/var/cache/nginx", str(folder / "kept"))
    put("worker_processes auto", "daemon off; worker_processes 2")
    if not limits:
        for limit in LIMITS:
            put(limit, {"r": "rate=100000r/s", "z": "zone=asks burst=100000", "l": "limit_conn lines 4000"}[limit[0]])
    if prefix:
        slash = "/" if prefix == "stripped" else ""
        put("location / {\n            proxy_pass http://kartan;",
            f"location {PREFIX} {{\n            proxy_pass http://kartan{slash};")  # fmt: skip
    return text


@contextmanager
def proxy(upstream: int, folder: Path, *, limits: bool = False, prefix: str = "") -> Iterator[Proxy]:
    """nginx before the server at a port, ended afterwards whatever happens."""
    program, port = ensure(), free_port()
    folder.mkdir()
    # Its workers are somebody else than root, where it is started by root.
    folder.chmod(0o777)
    conf = folder / "nginx.conf"
    conf.write_text(filled(upstream, port, folder, limits=limits, prefix=prefix), encoding="utf-8")
    with (folder / "out").open("w") as out:
        process = subprocess.Popen([program, "-p", str(folder), "-c", str(conf)], stdout=out, stderr=out)
        try:
            _wait(port, process, folder)
            yield Proxy(port, folder, process.pid)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()
            process.wait(5)


def _wait(port: int, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + 10
    while not answers(port, "/healthz") and not answers(port, f"{PREFIX}healthz"):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"nginx did not come up: {(folder / 'out').read_text()[-400:]}")
        time.sleep(0.05)


def without(text: str, words: Sequence[str]) -> bool:
    """Whether none of the words stands in a text."""
    return not any(word in text for word in words)
