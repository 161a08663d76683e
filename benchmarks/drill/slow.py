"""Slow lines by the hundred: heads and bodies that trickle, answers that are not taken, lines that are not let go.

They come through the deployed proxy, which gathers questions and answers for the server. A server that is reached
without one has a thread held by each slow line, and its figures are told without a budget.
"""

import contextlib
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.drill.house import HOST, house
from benchmarks.drill.load import load
from benchmarks.drill.nginx import proxy
from benchmarks.figures import Measured, measured

#: Seconds between two bytes, and seconds that readers are watched; the budget of the 95th percentile.
BYTE_S, WATCHED, SHORT, P95_S = 1.0, 30.0, 6.0, 1.0
HEAD = b"GET /sv/embed/trajectory/ale HTTP/1.1\r\nHost: x\r\nX-Slow: " + b"a" * 600
FORM = b"Host: x\r\nContent-Type: application/octet-stream\r\nContent-Length: 500000\r\n\r\nabc"
CALL = b"Host: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"
CHUNKS = b"Host: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
WRONG = b"Host: x\r\nContent-Type: text/odd\r\nContent-Length: 500000\r\n\r\nabc"


def _trickle(line: socket.socket, data: bytes) -> None:
    for one in data:
        line.send(bytes([one]))
        time.sleep(BYTE_S)


def _sip(line: socket.socket, data: bytes) -> None:
    line.send(data)
    while line.recv(1):
        time.sleep(BYTE_S)


def _stay(line: socket.socket, data: bytes) -> None:
    line.send(data)
    time.sleep(10 * WATCHED)


def kinds(bundle: str) -> tuple[tuple[str, int, Callable[[socket.socket, bytes], None], bytes], ...]:
    """Each kind of slow line: its name, how many there are, what they do, and with which bytes."""
    return (
        ("heads of a byte a second", 100, _trickle, HEAD),
        ("answers taken by a byte a second", 50, _sip, f"GET {bundle} HTTP/1.1\r\nHost: x\r\n\r\n".encode()),
        ("files that stall", 20, _stay, b"POST /sv/try HTTP/1.1\r\n" + FORM),
        ("files of a wrong kind that stall", 20, _stay, b"POST /sv/try HTTP/1.1\r\n" + WRONG),
        ("bodies that stall", 30, _stay, b"POST /_dash-update-component HTTP/1.1\r\n" + CALL),
        ("bodies in pieces that stall", 30, _stay, b"POST /_dash-update-component HTTP/1.1\r\n" + CHUNKS),
        ("lines not let go", 30, _stay, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
    )


def drill(short: bool, say: Any) -> Iterator[Measured]:
    """Each kind alone, and all together; readers ask meanwhile over lines of their own. Raises ``NoNginx``."""
    from dashboard.server import static

    seconds = SHORT if short else WATCHED
    every = kinds(static.url(static.plotly_name()))
    sets = [
        ("nobody", ()),
        *(() if short else [(name, (one,)) for one in every for name in one[:1]]),
        ("all together", every),
    ]
    with tempfile.TemporaryDirectory(prefix="kartan-slow-") as place, house(workers=2) as server:
        # nginx' workers are not whoever made the folder
        Path(place).chmod(0o755)
        with proxy(server.port, Path(place) / "proxy") as way:
            for name, callers in sets:
                say(name)
                took, faults = _watched(way.port, callers, seconds)
                note = "; ".join(sorted(set(faults)))[:300]
                count = sum(one[1] for one in callers)
                yield measured(f"slow lines, {name} ({count}): a reader's answer", "s", took, digits=3)
                yield measured(f"slow lines, {name}: 95th percentile", "s", [_p95(took)], budget=P95_S, digits=3)
                yield measured(f"slow lines, {name}: readers not answered", "", [len(faults)], budget=0, note=note)
        say("all together, without the proxy")
        took, faults = _watched(server.port, every, seconds)
        yield measured("slow lines without the proxy: 95th percentile", "s", [_p95(took)], digits=3)
        yield measured("slow lines without the proxy: readers not answered", "", [len(faults)])
        yield measured("slow lines: traces in the log", "", [server.log().count("Traceback")], budget=0)


def _p95(took: list[float]) -> float:
    return sorted(took)[int(0.95 * (len(took) - 1))]


def _watched(port: int, callers: Any, seconds: float) -> tuple[list[float], list[str]]:
    """How long readers' answers took while slow lines were open, and what readers did not get."""
    lines: list[socket.socket] = []

    def call(act: Callable[[socket.socket, bytes], None], data: bytes) -> None:
        line = socket.socket()
        lines.append(line)
        # As little as the system allows is taken ahead of being read.
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        with contextlib.suppress(OSError):
            line.connect((HOST, port))
            act(line, data)

    for _, count, act, data in callers:
        for _ in range(count):
            threading.Thread(target=call, args=(act, data), daemon=True).start()
    time.sleep(1.0)
    with load(port, threads=4, pause=0.05) as readers:
        time.sleep(seconds)
    for line in lines:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
        line.close()
    return readers.seconds(), [one.fault for one in readers.got if one.fault]
