"""A hundred thousand odd requests over HTTP: none is a fault of ours, none hangs, and the log shows no trace."""

import itertools
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from benchmarks.drill.house import HOST, House, busy, house
from benchmarks.drill.odd import Odd, requests
from benchmarks.figures import Measured, measured

#: Requests, threads that send them, seconds that one may take, and the seconds of all of them at most.
WHOLE, SHORT, THREADS, HANG, MOST = 100_000, 3_000, 16, 10.0, 480.0
#: The same for pictures that are drawn.
DRAWN = 60.0
#: What no answer shows, whatever was asked.
TRACES = (b"Traceback (most", b'File "/', b"File &quot;/", b"site-packages")
#: Answers of 5xx that say in words that something cannot be had now, or is not done here.
SAID = (501, 503, 505)


def is_fault(status: int, body: bytes) -> bool:
    """Whether an answer is a fault of ours."""
    return (status >= 500 and status not in SAID) or any(trace in body for trace in TRACES)


def honest() -> list[dict[str, Any]]:
    """Bodies as a browser posts them to the callbacks."""

    def body(outputs: tuple[str, ...], asked: str, value: dict[str, Any]) -> dict[str, Any]:
        ids = [dict(zip(("id", "property"), one.split("."), strict=True)) for one in outputs]
        (given,) = [dict(zip(("id", "property"), asked.split("."), strict=True))]
        return {
            "output": f"..{'...'.join(outputs)}..",
            "outputs": ids,
            "inputs": [{**given, "value": value}],
            "changedPropIds": [asked],
        }

    page, views = ("page.children", "controls.data", "document.data"), ("views.children", "key-figures.children")
    return [
        body(
            page, "visit.data", {"path": "/sv/city/ale", "query": "?measure=capita", "theme": "light", "size": "wide"}
        ),
        body(page, "visit.data", {"path": "/en/about/data", "query": "", "theme": "dark", "size": "narrow"}),
        body(
            page,
            "visit.data",
            {"path": "/sv/share", "query": "?cities=habo&view=goals", "theme": "light", "size": "wide"},
        ),
        body(
            views, "chosen.data", {"path": "/en/city/ale", "measure": "index", "from": 1990, "to": 2030, "target": ""}
        ),
    ]


def ask(odd: Odd, port: int) -> tuple[int, bytes, float]:
    """Status (0 where the line was ended without an answer), body and seconds. Raises TimeoutError."""
    began = time.monotonic()
    parts = []
    # A picture waits in a row of its own, and is refused after half a minute.
    hang = DRAWN if ".svg" in odd.target or ".png" in odd.target else HANG
    with socket.create_connection((HOST, port), timeout=hang) as line:
        try:
            line.sendall(odd.wire())
            if odd.lies:
                # Whoever promises more than comes hangs up at last.
                line.shutdown(socket.SHUT_WR)
            while part := line.recv(1 << 16):
                parts.append(part)
        except (ConnectionResetError, BrokenPipeError):
            parts = parts or [b""]
    answer = b"".join(parts)
    head, _, body = answer.partition(b"\r\n\r\n")
    words = head.split(b" ", 2)
    return (int(words[1]) if len(words) > 1 and words[1].isdigit() else 0), body, time.monotonic() - began


def drill(short: bool, say: Any) -> Iterator[Measured]:
    """Two workers, and every route of theirs."""
    from dashboard.app import create_app

    rules = [rule.rule for rule in create_app().server.url_map.iter_rules() if "/picture/" not in rule.rule]
    count = SHORT if short else WHOLE
    with house(workers=2) as server:
        for _ in range(4):
            # What a first picture and a first file wait for is no hang.
            busy(server)
        asked, faults, seconds, seen = _all(server, rules, count, say)
        log = server.log()
    yield measured(
        "odd requests: answered with a fault, or not within 10 s",
        "",
        [len(faults)],
        budget=0,
        note="; ".join(one[:400] for one in faults[:3]),
    )
    yield measured("odd requests: traces in the log", "", [log.count("Traceback")], budget=0, note=_trace(log))
    yield measured(
        "odd requests: sent",
        "",
        [asked],
        digits=0,
        note=", ".join(f"{status}: {n}" for status, n in sorted(seen.items())),
    )
    yield measured("odd requests: seconds of one", "s", seconds, digits=3)


def _trace(log: str) -> str:
    return log.split("Traceback", 1)[1][:1500] if "Traceback" in log else ""


def _all(server: House, rules: list[str], count: int, say: Any) -> tuple[int, list[str], list[float], Counter[int]]:
    faults: list[str] = []
    seconds: list[float] = []
    seen: Counter[int] = Counter()
    end = time.monotonic() + MOST

    def work(number: int) -> None:
        for odd in itertools.islice(requests(number, rules, honest()), count // THREADS):
            if time.monotonic() > end:
                return
            try:
                status, body, took = ask(odd, server.port)
            except OSError as fault:
                faults.append(f"{fault!r}: {odd}")
                continue
            seconds.append(took)
            seen[status] += 1
            if is_fault(status, body):
                faults.append(f"{status}: {odd}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(0.2 if count < WHOLE else 15)
        if count >= WHOLE:
            say(f"{len(seconds)} odd requests, {len(faults)} faults")
    return len(seconds), faults, seconds, seen
