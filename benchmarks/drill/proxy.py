"""The deployed proxy before a real server: what it keeps, what it holds off, and that everything works through it.

Nothing here speaks with other addresses than this machine's own.
"""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks import servers
from benchmarks.drill.nginx import PREFIX, Proxy, proxy, without
from benchmarks.drill.releases import Releases, two
from benchmarks.figures import Measured, measured
from benchmarks.servers import HOST, Server
from dashboard.config import Settings

Say = Callable[[str], None]
Answer = tuple[int, dict[str, str], bytes]
EMBED, PAGE = "/sv/embed/trajectory/ale", "/sv/about/data"
#: Connections and seconds of the load; slow readers beside it.
CONNECTIONS, SECONDS, SLOW = 32, 5.0, 200
#: Budgets: seconds until a page shows new data, until an embed does (what it may be kept and a moment), milliseconds
#: that a page may take beside slow readers.
PAGE_S, EMBED_S, BESIDE_MS = 15.0, 305.0, 500.0
SAFE = ("content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy")
NOTE, BROWSER = "Anna-har-slutat", "OddBrowser"


def drill(short: bool, say: Say) -> Iterator[Measured]:
    """All of it, as the other parts of the drill are called."""
    yield from run(say, whole=not short)


def run(say: Say, *, whole: bool = True) -> list[Measured]:
    """All of it; ``whole`` waits the five minutes that an embed may be kept. Raises ``NoNginx``."""
    found: list[Measured] = []
    with tempfile.TemporaryDirectory(prefix="kartan-proxy-") as place:
        folder = Path(place)
        # nginx' workers are not whoever made the folder
        folder.chmod(0o755)
        releases = two(folder / "sverige", Settings.data)
        with _server(releases) as server:
            with proxy(server.port, folder / "wide") as way:
                say("embeds through the proxy")
                found += kept(server, way)
                say(f"{SLOW} slow readers")
                found += slow(way)
                say("new data through the proxy")
                found += news(way, releases, whole=whole)
                ask(way.port, EMBED)
                say("the server goes away")
                server_gone = _gone(server, way)
            found += server_gone
        with _server(releases) as server, proxy(server.port, folder / "narrow", limits=True) as way:
            say("limits, as deployed")
            found += limits(way)
        for style in ("kept", "stripped"):
            say(f"behind {PREFIX}, {style}")
            with (
                _server(releases, DASHBOARD_BASE_PATH=PREFIX) as server,
                proxy(server.port, folder / style, prefix=style) as way,
            ):
                found += prefixed(way, style)
    return found


def _server(releases: Releases, **env: str) -> AbstractContextManager[Server]:
    port = servers.free_port()
    command = [sys.executable, "-m", "dashboard", "run", "--no-ahead", "--no-warm", "--port", str(port)]
    return servers._running([*command, "--data", str(releases.folder)], port, "/readyz", env)


def ask(port: int, path: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
    """One request on a line of its own: status, headers in small letters, body."""
    line = http.client.HTTPConnection(HOST, port, timeout=60)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, body or None, named)
        answer = line.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        line.close()


def kept(server: Server, way: Proxy) -> Iterator[Measured]:
    """What the proxy keeps, and how fast it hands it out."""
    misses = []
    for path in (EMBED, EMBED + "?size=narrow", "/sv/embed/process"):
        for encoding in ("br, gzip", "gzip", "identity"):
            ask(way.port, path, Accept_Encoding=encoding)
            # nginx may still be putting it away when the first answer is through
            time.sleep(0.2)
            _, heads, body = ask(way.port, path, Accept_Encoding=encoding)
            same = body == ask(server.port, path, Accept_Encoding=encoding)[2]
            if heads["x-cache"] != "HIT" or not same:
                misses.append(f"{path} {encoding}: {heads['x-cache']}{'' if same else ', another'}")
    yield measured("proxy: embeds not kept, or not the same", "", [len(misses)], budget=0, note=", ".join(misses))
    _, heads, _ = ask(way.port, EMBED)
    status, _, body = ask(way.port, EMBED, If_None_Match=heads["etag"])
    yield measured("proxy: embed asked again that is sent again", "", [int(status != 304 or bool(body))], budget=0)
    lost = []
    for path in (EMBED, PAGE, "/api/v1", "/sv/screen", "/sv/nowhere"):
        direct, through = ask(server.port, path)[1], ask(way.port, path)[1]
        lost += [f"{path} {name}" for name in SAFE if direct.get(name) != through.get(name)]
    yield measured("proxy: security headers changed", "", [len(lost)], budget=0, note=", ".join(lost))
    pages = [ask(way.port, PAGE)[1]["x-cache"] for _ in range(2)]
    yield measured("proxy: pages kept that must not be", "", [pages.count("HIT")], budget=0)
    alone, through = _rate(server.port), _rate(way.port)
    yield measured("embeds a second, without the proxy", "/s", [alone], digits=0)
    yield measured("embeds a second, through the proxy", "/s", [through], digits=0, note=f"{CONNECTIONS} connections")
    ask(way.port, f"{PAGE}?notes={NOTE}", User_Agent=BROWSER)
    clean = without(way.log(), (NOTE, BROWSER, HOST, "notes"))
    yield measured("proxy: readers' words or addresses in its log", "", [int(not clean)], budget=0)


def _rate(port: int) -> float:
    """Embeds a second over lines that stay open; by wrk where it is installed, since Python asks slower than nginx
    answers."""
    if (tool := shutil.which("wrk")) is not None:
        where = f"http://{HOST}:{port}{EMBED}"
        said = subprocess.run(
            [tool, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS:.0f}s", where], capture_output=True, text=True
        )
        if (rate := re.search(r"Requests/sec:\s+([\d.]+)", said.stdout)) is not None:
            return float(rate[1])
    until, counts = time.monotonic() + SECONDS, []

    def work() -> None:
        line, number = http.client.HTTPConnection(HOST, port, timeout=30), 0
        while time.monotonic() < until:
            line.request("GET", EMBED)
            number += line.getresponse().read() != b""
        counts.append(number)

    together(work, CONNECTIONS)
    return sum(counts) / SECONDS


def together(work: Callable[[], None], times: int) -> None:
    """Do the same in so many threads, and wait for all."""
    threads = [threading.Thread(target=work) for _ in range(times)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def slow(way: Proxy) -> Iterator[Measured]:
    """Readers who send a letter now and then, and readers who read none, beside one who wants a page."""
    lines = [socket.create_connection((HOST, way.port)) for _ in range(SLOW)]
    for number, line in enumerate(lines):
        # Half of them never end their question; half ask for a lot and read nothing.
        line.sendall(b"GET /sv HTTP/1.1\r\nX-A: " if number % 2 else b"GET /sv HTTP/1.1\r\nHost: a\r\n\r\n")
    took = []
    ask(way.port, PAGE)
    for _ in range(20):
        began = time.perf_counter()
        assert ask(way.port, PAGE)[0] == 200
        took.append((time.perf_counter() - began) * 1000)
        for line in lines[1::2]:
            line.sendall(b"a")
    time.sleep(11)
    ended = 0
    for line in lines[1::2]:
        line.setblocking(False)
        try:
            ended += line.recv(1) == b""
        except BlockingIOError:
            continue
        except OSError:
            ended += 1
    for line in lines:
        line.close()
    yield measured(f"a page beside {SLOW} slow readers", "ms", took, budget=BESIDE_MS)
    yield measured("slow senders not hung up on after 11 s", "", [SLOW // 2 - ended], budget=0)


def news(way: Proxy, releases: Releases, *, whole: bool) -> Iterator[Measured]:
    """Move the pointer: a page shows it at once, an embed when it may no longer be kept."""
    old = ask(way.port, "/sv/embed/trajectory/ale")[2]
    wanted = releases.other
    began = time.monotonic()
    releases.move()
    while json.loads(ask(way.port, "/readyz")[2])["release"] != wanted:
        if time.monotonic() - began > 60:
            break
        time.sleep(0.1)
    yield measured("new data through the proxy: until pages show them", "s", [time.monotonic() - began], budget=PAGE_S)
    if whole:
        while ask(way.port, "/sv/embed/trajectory/ale")[2] == old and time.monotonic() - began < 2 * EMBED_S:
            time.sleep(1)
        took = time.monotonic() - began
        yield measured("new data through the proxy: until an embed shows them", "s", [took], budget=EMBED_S)


def _gone(server: Server, way: Proxy) -> list[Measured]:
    """The server ended: embeds stand, and pages are refused in words."""
    _end(server)
    shown = [ask(way.port, EMBED)[0] for _ in range(20)]
    began = time.perf_counter()
    status, heads, body = ask(way.port, PAGE)
    took = (time.perf_counter() - began) * 1000
    words = status == 503 and "retry-after" in heads and "Försök igen" in body.decode()
    return [
        measured("server away: kept embeds not shown", "", [20 - shown.count(200)], budget=0),
        measured("server away: a page refused without words", "", [int(not words)], budget=0),
        measured("server away: until a page is refused", "ms", [took], budget=3500.0),
    ]


def _end(server: Server) -> None:
    """End a server before its time; whoever started it finds it ended."""
    os.kill(server.pid, signal.SIGTERM)
    until = time.monotonic() + 45
    while servers.answers(server.port, "/healthz") and time.monotonic() < until:
        time.sleep(0.1)


def limits(way: Proxy) -> Iterator[Measured]:
    """What one address may ask, as deployed."""
    line, seen = http.client.HTTPConnection(HOST, way.port, timeout=30), []
    for _ in range(400):
        line.request("GET", "/healthz")
        answer = line.getresponse()
        answer.read()
        seen.append(answer.status)
    line.close()
    yield measured("proxy: of 400 quick questions of one address, refused with 429", "", [seen.count(429)])
    yield measured("proxy: nobody is refused", "", [int(429 not in seen)], budget=0)
    time.sleep(3)
    status = ask(way.port, "/sv/try", method="POST", body=b"x" * 13_000_000, Content_Type="application/octet-stream")[0]
    yield measured("proxy: far too large a file let through", "", [int(status != 413)], budget=0)
    status, _, body = ask(way.port, "/sv/try", method="POST", body=b"x" * 10_500_000)
    told = status == 413 and "error" in json.loads(body)
    yield measured("proxy: too large a file not refused in the server's words", "", [int(not told)], budget=0)
    odd = ("/metrics", "//metrics", "/metrics/", "/%6detrics", "/sv/../metrics", "/METRICS", "/metrics?x=1")
    let = [path for path in odd if b"kartan_" in ask(way.port, path)[2] or ask(way.port, path)[0] == 200]
    yield measured("proxy: /metrics told to the world", "", [len(let)], budget=0, note=", ".join(let))


def prefixed(way: Proxy, style: str) -> Iterator[Measured]:
    """The whole product behind a prefix."""
    base, faults = PREFIX.rstrip("/"), []

    def good(path: str, holds: str = "", **more: str) -> str:
        status, _, body = ask(way.port, base + path, Accept_Encoding="identity", **more)
        text = body.decode("utf-8", "replace")
        if status != 200 or holds not in text:
            faults.append(f"{path}: {status}")
        return text

    page = good("/sv/city/ale", f'href="{base}/sv')
    links = set(re.findall(r'(?:href|src)="(/[^"]*)"', page))
    faults += [f"{link} lacks the prefix" for link in sorted(links) if not link.startswith(PREFIX)]
    for link in sorted(link for link in links if "/static/" in link or "_dash-component" in link):
        good(link.removeprefix(base))
    output = ["page.children", "controls.data", "document.data"]
    ids = [dict(zip(("id", "property"), one.split("."), strict=True)) for one in output]
    value = {"path": f"{base}/sv/about/method", "query": "", "theme": "light", "size": "wide"}
    asked = {"output": f"..{'...'.join(output)}..", "outputs": ids, "changedPropIds": ["visit.data"],
             "inputs": [{"id": "visit", "property": "data", "value": value}]}  # fmt: skip
    status, _, _ = ask(way.port, f"{base}/_dash-update-component", method="POST", body=json.dumps(asked).encode(),
                       Content_Type="application/json")  # fmt: skip
    faults += [] if status == 200 else [f"callback: {status}"]
    embed = good("/sv/embed/goals/ale", f"{base}/static/")
    for link in re.findall(r'(?:src|href)="(/[^"]*\.(?:css|js))"', embed):
        good(link.removeprefix(base))
    for picture in re.findall(rf'{base}(/sv/picture/[^" ]*\.svg[^" ]*)', embed)[:1]:
        good(picture.replace("&amp;", "&"), "<svg")
    good("/api/v1/views")
    good("/api/v1/views/goals?cities=ale")
    good("/sv/screen?cities=ale", base)
    good("/screen-worker.js")
    good("/sv/screen/check")
    good("/sv/export/goals.csv?cities=ale")
    status, heads, _ = ask(way.port, PREFIX)
    if (status, heads.get("location", "")[-9:]) not in ((302, f"{base}/sv"), (302, f"{base}/en")):
        faults.append(f"redirect: {status} {heads.get('location')}")
    if ask(way.port, f"{base}/metrics")[0] != 404:
        faults.append("/metrics")
    yield measured(f"behind {PREFIX}, {style} by the proxy: faults", "", [len(faults)], budget=0,
                   note="; ".join(faults[:4]))  # fmt: skip


def main() -> None:
    """``python -m benchmarks.drill.proxy [--short]``: this part alone, as a table."""
    from benchmarks import figures

    found = run(lambda what: print(f"… {what}", flush=True), whole="--short" not in sys.argv)
    print(figures.table(found))
    for one in found:
        if one.note:
            print(f"{one.name}: {one.note}")
    if failed := [one.name for one in found if one.met is False]:
        sys.exit(f"missed: {'; '.join(failed)}")


if __name__ == "__main__":
    main()
