"""``python -m benchmarks.scale``: what each size of data set costs; a table, ``docs/scaling.md`` and ``results.json``.

The data is made up in a temporary folder. Under six minutes; with sizes (``python -m benchmarks.scale 290 3000``) less.
"""

import http.client
import json
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import machine, servers
from benchmarks.figures import Measured, measured, write
from benchmarks.scale import synthetic
from benchmarks.server_time import Reader

RESULTS = servers.ROOT / "benchmarks" / "results.json"
PAGE = servers.ROOT / "docs" / "scaling.md"
BEGIN, END = "<!-- scale: written by python -m benchmarks.scale -->", "<!-- /scale -->"
SIZES = (290, 1_000, 3_000, 11_000)
#: How many pages are read before the memory is looked at; half as many are cities of the contract.
PAGES = 20
#: Pictures that are fetched for all municipalities together.
ALL = ("process", "city-map")
#: The budgets at the largest size: seconds of start, MB of a worker; and a city page's time beside that with 290.
START_S, WORKER_MB, TIMES = 6.0, 600.0, 1.5


@dataclass
class Size:
    """What one size costs: by the name of a quantity its unit and its values."""

    count: int
    found: dict[str, tuple[str, list[float]]] = field(default_factory=dict)

    def add(self, name: str, unit: str, value: float) -> None:
        """One more value of a quantity."""
        self.found.setdefault(name, (unit, []))[1].append(value)


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Measure, print, and write the page and the results."""
    figures = measure(sizes)
    for one in figures:
        print(f"{one.name:64} {one.median:10g} {one.unit}")
    about = {"date": datetime.now(UTC).date().isoformat(), "cores": machine.about(browser="")["cores"]}
    write(RESULTS, figures, about, section="scale")


def measure(sizes: tuple[int, ...] = SIZES) -> list[Measured]:
    """Every size in turn, the smallest first; the table in ``docs/scaling.md`` is written anew."""
    done = []
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            print(f"… {count} made-up municipalities", flush=True)
            done.append(_size(synthetic.write(Path(folder) / f"skala{count}", count), count))
    if PAGE.exists():
        before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{table(done)}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    out = []
    for size in done:
        largest = size.count == max(sizes)
        budgets = {"start, checked before": START_S, "worker, RSS": WORKER_MB} if largest else {}
        for name, (unit, values) in size.found.items():
            out.append(measured(f"{size.count} municipalities: {name}", unit, values, budget=budgets.get(name)))
    return out


def table(sizes: list[Size]) -> str:
    """The medians as a Markdown table, a column a size."""
    names = list(dict.fromkeys(name for size in sizes for name in size.found))
    head = ["| | " + " | ".join(f"{size.count:,}".replace(",", " ") for size in sizes) + " |"]
    head.append("| --- |" + " ---: |" * len(sizes))
    rows = []
    for name in names:
        unit = next(size.found[name][0] for size in sizes if name in size.found)
        cells = [f"{median(size.found[name][1]):.3g}" if name in size.found else "–" for size in sizes]
        rows.append(f"| {name} ({unit}) | {' | '.join(cells)} |")
    return "\n".join([*head, *rows])


def _size(data: Path, count: int) -> Size:
    size = Size(count)
    size.add("files", "MB", sum(path.stat().st_size for path in data.glob("*/*.csv")) / 1e6)
    with servers.dashboard(data=data, patience=180, warm=False) as server:
        size.add("start, first time", "s", server.seconds)
    with servers.dashboard(data=data, patience=180, warm=False) as server:
        size.add("start, checked before", "s", server.seconds)
        # What is warmed in the background would be measured with whatever is asked for meanwhile.
        machine.settle(server.pids, most=40)
        _pages(size, server)
    return size


def _pages(size: Size, server: servers.Server) -> None:
    slugs = [synthetic.slug_of(place) for place in range(5, size.count, max(1, size.count // PAGES))][:PAGES]
    for slug in slugs:
        size.add("city page, document, cold", "ms", _get(server.port, f"/sv/city/{slug}")[0])
    took, content = zip(*(_get(server.port, f"/sv/city/{slug}") for slug in slugs), strict=True)
    for each, body in zip(took, content, strict=True):
        size.add("city page, document, again", "ms", each)
        size.add("city page, document", "kB", len(body) / 1000)
    with Reader(server.port) as reader:
        for slug in slugs:
            size.add("change of city, first time", "ms", reader.city(slug)[0])
        for slug in slugs:
            size.add("change of city, again", "ms", reader.city(slug)[0])
    for worker in machine.children(server.pid):
        if (found := machine.memory(worker)) is not None:
            size.add("worker, RSS", "MB", found[0])
            size.add("worker, PSS", "MB", found[1])
    for view in ALL:
        for when in ("cold", "again"):
            took_ms, body = _get(server.port, f"/sv/embed/{view}")
            size.add(f"embed of all, {view}, {when}", "ms", took_ms)
        size.add(f"embed of all, {view}", "kB", len(body) / 1000)
    for slug in slugs[:5]:
        size.add("embed of a city, cold", "ms", _get(server.port, f"/sv/embed/trajectory/{slug}")[0])
        size.add("embed of a city, again", "ms", _get(server.port, f"/sv/embed/trajectory/{slug}")[0])
    for when in ("cold", "again"):
        took_ms, body = _get(server.port, "/sv")
        size.add(f"page of all, {when}", "ms", took_ms)
    size.add("page of all", "kB", len(body) / 1000)
    for typed in ("zor", "bligg", "köping", "plu", "x"):
        took_ms, body = _get(server.port, f"/find.json?name={typed.replace('ö', '%C3%B6')}")
        size.add("search, one answer", "ms", took_ms)
    layout = len(_get(server.port, "/_dash-layout")[1])
    size.add("what search ships with every page", "kB", layout / 1000)


def _get(port: int, path: str) -> tuple[float, bytes]:
    """Milliseconds until an answer is whole, and the answer. Raises RuntimeError unless it is one."""
    connection = http.client.HTTPConnection(servers.HOST, port, timeout=120)
    try:
        began = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - began) * 1000
    finally:
        connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}: {json.dumps(body[:80].decode('utf-8', 'replace'))}")
    return took, body


if __name__ == "__main__":
    main(tuple(int(each) for each in sys.argv[1:]) or SIZES)
