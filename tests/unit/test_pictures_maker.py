"""The process that draws: a browser that hangs or does not start keeps nobody waiting for long, and nothing is left."""

import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from dashboard.config import ROOT
from dashboard.pictures import client
from dashboard.pictures.orders import Order

ORDER = Order('{"data": [], "layout": {}}', "svg", 100, 100)


@pytest.fixture
def fresh(monkeypatch):
    """A client that has seen no fault yet."""
    monkeypatch.setattr(client, "_state", {"faults": 0.0, "failed": float("-inf")})


@pytest.fixture
def short():
    """A folder whose path is short enough for a socket's address."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


def script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except OSError:
        return False


def gone(pids: list[int], *, within: float) -> bool:
    until = time.monotonic() + within
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.1)
    return not any(map(alive, pids))


def test_a_browser_that_hangs_is_given_up_and_does_not_outlive_the_server(tmp_path, short):
    told = tmp_path / "pids"
    browser = script(tmp_path / "chromium", f"echo $$ >> {told}\nexec sleep 600")
    quick = "studio.START, studio.END, maker.LAST = 1.0, 0.5, 1.0"
    code = f"from dashboard.pictures import maker, studio; {quick}; maker.main()"
    environment = {**os.environ, "CHROME": browser, "TMPDIR": str(short), "DASHBOARD_PICTURES": str(tmp_path / "p")}
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, env=environment, cwd=ROOT)
    try:
        until = time.monotonic() + 30
        while not (sockets := list(short.glob("omstallningskartan-*/maker"))) and time.monotonic() < until:
            time.sleep(0.1)
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(20)
            line.connect(str(sockets[0]))
            line.sendall(json.dumps(asdict(ORDER)).encode() + b"\n")
            answer = json.loads(line.makefile("rb").readline())
        assert answer["error"] == "browser"
        tried = [int(text) for text in told.read_text().split()]
        assert len(tried) == 2
        assert gone(tried, within=10)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(20)
    assert not list(short.glob("omstallningskartan-*/maker"))


@pytest.mark.usefixtures("fresh")
def test_after_faults_in_a_row_readers_are_spared_the_wait(monkeypatch):
    tries = []

    def refused():
        tries.append(1)
        raise ConnectionError("nobody there")

    monkeypatch.setattr(client, "_connected", refused)
    monkeypatch.setattr(client, "find", lambda: "/bin/true")
    for _ in range(client.FAULTS + 3):
        with pytest.raises(client.NoPictures):
            client.draw(ORDER)
    assert len(tries) == client.FAULTS
    assert client.gave_up()


@pytest.mark.usefixtures("fresh")
def test_most_of_a_workers_threads_never_wait_for_pictures(monkeypatch):
    going, come, refused = threading.Event(), threading.Semaphore(0), []

    def slow(_order):
        come.release()
        going.wait(10)
        return b"drawn"

    monkeypatch.setattr(client, "_ask", slow)
    monkeypatch.setattr(client, "find", lambda: "/bin/true")

    def ask():
        try:
            client.draw(ORDER)
        except client.Busy:
            refused.append(time.monotonic())

    began = time.monotonic()
    threads = [threading.Thread(target=ask) for _ in range(12)]
    for each in threads:
        each.start()
    for _ in range(client.AT_ONCE):
        assert come.acquire(timeout=5)
    while len(refused) < 12 - client.AT_ONCE - client.IN_ROW and time.monotonic() - began < 4:
        time.sleep(0.02)
    assert len(refused) == 12 - client.AT_ONCE - client.IN_ROW
    going.set()
    for each in threads:
        each.join()


def test_the_socket_lies_where_only_its_user_can_open_it(short, monkeypatch):
    monkeypatch.setattr(client.tempfile, "gettempdir", lambda: str(short))
    folder = client.address().parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert folder.stat().st_uid == os.getuid()
    folder.chmod(0o777)
    with pytest.raises(PermissionError):
        client.address()


def test_a_socket_whose_address_would_be_too_long_lies_elsewhere(tmp_path, monkeypatch):
    deep = tmp_path / ("x" * 100)
    monkeypatch.setattr(client.tempfile, "gettempdir", lambda: str(deep))
    place = client.address()
    assert len(str(place)) <= client.LONGEST
    assert place.parent.is_dir()
