"""The real server, two workers, readers at work: releases move to and fro, and no request is lost or mixed."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dashboard.config import ROOT
from tests import fictional
from tests.callbacks import bodies

CITY = "stadskoping"
#: A light page: its heading, its table and its picture are built anew after every move.
QUERY = f"cities={CITY},alvsunda&views=goals"
VISIT = json.dumps(bodies.visit({"path": "/en/compare", "query": f"?{QUERY}", "theme": "light", "size": "wide"}))
#: What is asked for: address, and the body that is posted or None.
ASKED: list[tuple[str, str | None]] = [
    (f"/sv/compare?{QUERY}", None),
    (f"/sv/share?view=goals&cities={CITY}", None),
    (f"/sv/embed/trajectory/{CITY}", None),
    (f"/api/v1/views/trajectory?cities={CITY}", None),
    ("/api/v1/cities", None),
    (bodies.ADDRESS, VISIT),
]
#: Dash writes a new token into each page.
VARYING = re.compile(r'"end_id":"[^"]*"')
#: Seconds within which all workers have moved.
SOON = 5.0


@dataclass
class Server:
    """A server of its own on a data set of its own."""

    port: int
    folder: Path
    process: "subprocess.Popen[bytes]"
    log: Path

    def ask(
        self, address: str, body: str | None = None, line: http.client.HTTPConnection | None = None
    ) -> tuple[int, str]:
        """Status and text of an answer, over a line that is kept or one of its own."""
        kept = line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Content-Type": "application/json"} if body else {}
        kept.request("POST" if body else "GET", address, body, headers if line else {**headers, "Connection": "close"})
        answer = kept.getresponse()
        text = answer.read().decode("utf-8")
        if line is None:
            kept.close()
        return answer.status, VARYING.sub("", text)

    def move(self, release: str, *, hup: bool = False, told: int = 2) -> float:
        """Moves the pointer and waits until as many have told that they are up with it. Returns when that was.

        Both workers tell; the master too where SIGHUP has it look and it is on another release.
        """
        line = f"new data: release {release}"
        before, began = self.log.read_text("utf-8").count(line), time.monotonic()
        fictional.point(self.folder, release)
        if hup:
            os.kill(self.process.pid, signal.SIGHUP)
        while self.log.read_text("utf-8").count(line) < before + told:
            assert time.monotonic() - began < SOON, f"not all are on {release}: {self.log.read_text('utf-8')}"
            time.sleep(0.02)
        return time.monotonic()

    def workers(self) -> set[int]:
        """The processes of the workers."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return {int(word) for word in path.read_text("utf-8").split()}


@dataclass
class Readers:
    """Threads that ask in turn; what they got and what went wrong."""

    server: Server
    done: threading.Event = field(default_factory=threading.Event)
    faults: list[str] = field(default_factory=list)
    #: When a question was asked, which, and the answer.
    got: list[tuple[float, int, str]] = field(default_factory=list)

    def read(self, first: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30) if first % 2 else None
        turn = first
        while not self.done.is_set():
            which = turn % len(ASKED)
            began = time.monotonic()
            try:
                status, text = self.server.ask(*ASKED[which], line)
            except (OSError, http.client.HTTPException) as fault:
                self.faults.append(f"{ASKED[which][0]}: {fault!r}")
                break
            if status != 200:
                self.faults.append(f"{ASKED[which][0]}: {status}")
            self.got.append((began, which, text))
            turn += 1
            # Nobody asks without a pause; and the tests' machine has two cores for readers and workers.
            time.sleep(0.02)
        if line is not None:
            line.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    tmp_path = tmp_path_factory.mktemp("reload")
    folder = fictional.write(tmp_path / "exempel")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dashboard", "run", "--no-ahead", "--no-warm", "--workers", "2"]
    environment = {**os.environ, "DASHBOARD_DATA": str(folder), "DASHBOARD_PICTURES": str(tmp_path / "pictures")}
    log = tmp_path / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [*command, "--port", str(port)], cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            started = Server(port, folder, process, log)
            _wait(started)
            yield started
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(server: Server) -> None:
    for _ in range(300):
        try:
            if server.ask("/readyz")[0] == 200:
                return
        except OSError:
            assert server.process.poll() is None, server.log.read_text("utf-8")
            time.sleep(0.1)
    raise AssertionError(server.log.read_text("utf-8"))


def _whole(server: Server) -> list[str]:
    """What each address answers while nothing moves."""
    answers = [server.ask(*asked) for asked in ASKED]
    assert {status for status, _ in answers} == {200}
    return [text for _, text in answers]


def test_releases_move_under_load_and_no_request_is_lost_or_mixed(server: Server) -> None:
    known = {fictional.FIRST: _whole(server)}
    server.move(fictional.SECOND, hup=True, told=3)
    known[fictional.SECOND] = _whole(server)
    assert all(one != other for one, other in zip(*known.values(), strict=True))
    workers = server.workers()

    readers = Readers(server)
    threads = [threading.Thread(target=readers.read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    fictional.point(server.folder, fictional.FAULTY)
    began, told = time.monotonic(), {"waiting": None}
    while told["waiting"] is None and time.monotonic() - began < SOON:
        told = json.loads(server.ask("/readyz")[1])
    assert (told["status"], told["release"], told["waiting"]) == ("ready", fictional.SECOND, fictional.FAULTY)
    server.move(fictional.FIRST)
    time.sleep(0.3)
    settled = server.move(fictional.SECOND, hup=True)
    time.sleep(0.5)
    readers.done.set()
    for thread in threads:
        thread.join(30)

    assert readers.faults == []
    whole = {name: {(which, text) for which, text in enumerate(texts)} for name, texts in known.items()}
    seen = dict.fromkeys(known, 0)
    for began, which, text in readers.got:
        names = [name for name, answers in whole.items() if (which, text) in answers]
        assert names, f"{ASKED[which][0]} is of no one release: {text[:2000]}"
        seen[names[0]] += 1
        assert began < settled or names == [fictional.SECOND]
    assert min(seen.values()) > 0, seen
    # SIGHUP replaces nobody: whoever is being answered stays with the one who answers.
    assert server.workers() == workers
    log = server.log.read_text("utf-8")
    assert "Traceback" not in log
    assert log.count("is not shown") <= len(workers) + 1


def test_a_worker_that_takes_anothers_place_comes_up_with_the_release_of_today(server: Server) -> None:
    before = server.workers()
    server.move(fictional.FIRST)
    for worker in before:
        os.kill(worker, signal.SIGKILL)
    until = time.monotonic() + 10
    while (len(server.workers()) < 2 or server.workers() & before) and time.monotonic() < until:
        time.sleep(0.05)
    # Its first answers already: it was forked from what is new, and did not have to look first.
    answers = [json.loads(server.ask("/readyz")[1])["release"] for _ in range(8)]
    assert answers == [fictional.FIRST] * 8
