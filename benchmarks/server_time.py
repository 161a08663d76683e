"""The server's time for a change of city or measure: the browser's own callback bodies, posted over loopback."""

import html
import http.client
import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import brotli

from benchmarks.servers import HOST

#: What a Chromium sends to an address of its own machine.
HEADERS = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "gzip, deflate, br"}
#: Where Dash takes what a callback is posted.
UPDATE = "/_dash-update-component"
#: The measures that a reader changes to; a page comes with ``total``.
MEASURES = ("capita", "index")


@dataclass
class Changes:
    """Milliseconds of each change, apart for what the server saw for the first time and what it had seen before."""

    city_cold: list[float] = field(default_factory=list)
    city_warm: list[float] = field(default_factory=list)
    measure_cold: list[float] = field(default_factory=list)
    measure_warm: list[float] = field(default_factory=list)


class Reader:
    """One browser's connection to the server, kept open as browsers keep it."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self._connection.request("GET", "/_dash-dependencies")
        known: list[dict[str, Any]] = json.loads(self._connection.getresponse().read())
        self.router = _callback(known, "visit.data")
        self._controls = _callback(known, "chosen.data")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def city(self, slug: str) -> tuple[float, dict[str, Any]]:
        """Go to a city's page: milliseconds, and the state of the controls that the page came with."""
        visit = {"path": f"/sv/city/{slug}", "query": "", "theme": "light", "size": "wide"}
        took, answer = self._post(self.router, visit)
        controls: dict[str, Any] = answer["controls"]["data"]
        return took, controls

    def compared(self, query: str) -> float:
        """Have the page that compares shown for a query: milliseconds."""
        visit = {"path": "/sv/compare", "query": f"?{query}", "theme": "light", "size": "wide"}
        return self._post(self.router, visit)[0]

    def measure(self, controls: dict[str, Any], measure: str) -> float:
        """Change the measure of the page that ``controls`` tells of: milliseconds."""
        return self._post(self._controls, {**controls, "measure": measure, "by": "reader"})[0]

    def picture(self, path: str) -> None:
        """Have an embed's document sent, and the picture in it."""
        found = re.search(r'<img[^>]* src="([^"]+)"', self.page(path))
        if found is None:
            raise RuntimeError(f"{path} has no picture")
        self.page(html.unescape(found[1]))

    def page(self, path: str) -> str:
        """Have the document of an address sent, as when it is opened."""
        told = {"Accept-Encoding": HEADERS["Accept-Encoding"]}
        _took, answer, content = asked(self._connection, "GET", path, headers=told)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return (brotli.decompress(content) if answer.getheader("Content-Encoding") == "br" else content).decode()

    def _post(self, callback: dict[str, Any], value: object) -> tuple[float, dict[str, Any]]:
        """Milliseconds from sending to the last byte, and the answer. Raises RuntimeError when no picture comes."""
        source = callback["inputs"][0]
        changed = [f"{source['id']}.{source['property']}"]
        body = body_for(callback, value)
        took, answer, content = asked(self._connection, "POST", UPDATE, body=body, headers=HEADERS)
        if answer.getheader("Content-Encoding") == "br":
            content = brotli.decompress(content)
        if answer.status != 200 or b"graph-trajectory" not in content:
            raise RuntimeError(f"{changed[0]} answered {answer.status} without a picture")
        told: dict[str, Any] = json.loads(content)["response"]
        return took, told


def asked(
    line: http.client.HTTPConnection, method: str, path: str, *, headers: dict[str, str], body: bytes | None = None
) -> tuple[float, http.client.HTTPResponse, bytes]:
    """Milliseconds from sending to the last byte, the answer and its body.

    A kept connection that the server has closed meanwhile is opened anew, as browsers do; only that time counts.
    """
    for again in (False, True):
        began = time.perf_counter()
        try:
            line.request(method, path, body=body, headers=headers)
            answer = line.getresponse()
        except (ConnectionError, http.client.BadStatusLine):
            line.close()
            if again:
                raise
        else:
            content = answer.read()
            return (time.perf_counter() - began) * 1000, answer, content
    raise AssertionError("the second time either answers or raises")


def body_for(callback: dict[str, Any], value: object) -> bytes:
    """What a browser posts to a callback whose one input has come to hold a value."""
    source = callback["inputs"][0]
    changed = [f"{source['id']}.{source['property']}"]
    body = {
        "output": callback["output"],
        "outputs": _outputs(callback["output"]),
        "inputs": [{**source, "value": value}],
        "changedPropIds": changed,
        "parsedChangedPropsIds": changed,
    }
    return json.dumps(body).encode()


def _callback(known: list[dict[str, Any]], source: str) -> dict[str, Any]:
    """The server's callback that starts from a property, given as ``id.property``."""
    for one in known:
        named = [f"{each['id']}.{each['property']}" for each in one["inputs"]]
        if named == [source] and not one.get("clientside_function"):
            return one
    raise RuntimeError(f"no callback of the server starts from {source}")


def _outputs(text: str) -> list[dict[str, str]]:
    """Dash's way to write several outputs, ``..a.x...b.y..``, as the list that browsers send beside it."""
    pairs = [part.rsplit(".", 1) for part in text.removeprefix("..").removesuffix("..").split("...")]
    return [{"id": name, "property": of} for name, of in pairs]


def sample(slugs: Sequence[str], with_goals: Sequence[str], *, size: int = 60) -> list[str]:
    """Which cities are gone through: every one with goals of its own, and others spread over the alphabet."""
    others = [slug for slug in slugs if slug not in set(with_goals)]
    wanted = max(size - len(with_goals), 0)
    spread = [others[i * len(others) // wanted] for i in range(wanted)]
    return sorted([*with_goals, *spread])


def changes(port: int, cities: Sequence[str]) -> Changes:
    """Go through the cities and their measures twice: the first time cold, the second warm."""
    out = Changes()
    with Reader(port) as reader:
        for by_city, by_measure in ((out.city_cold, out.measure_cold), (out.city_warm, out.measure_warm)):
            for slug in cities:
                took, controls = reader.city(slug)
                by_city.append(took)
                by_measure += [reader.measure(controls, one) for one in MEASURES]
    return out
