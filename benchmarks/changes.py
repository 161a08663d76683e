"""A change of city, ours beside the peers': what the browser posts, over loopback, and what its reader waits for."""

import http.client
from collections.abc import Iterable, Mapping
from contextlib import ExitStack

from playwright.sync_api import Browser, Page, Request

from benchmarks.beside import beside
from benchmarks.browser import newcomer
from benchmarks.figures import Measured
from benchmarks.peers.plain import FIRST, OTHERS
from benchmarks.server_time import HEADERS, UPDATE, Reader, asked
from benchmarks.servers import HOST, Server
from benchmarks.visits import PAGES, in_turns

#: The part of Vizro's time that a change may take.
PART = 1 / 10
#: Rounds after the first: what a server has seen before.
AGAIN = 3
#: Where the first chart of a city's page stands, ours and the peers'.
CHART = '[id="graph-process"] .js-plotly-plot, [id="process"] .js-plotly-plot'
#: Sets the promise ``changed``: milliseconds from the reader's choice (Enter, or a click on an option) to the frame
#: that shows another first chart than the one that stood there.
WATCH = """(selector) => {
  const drawn = () => {
    const plot = document.querySelector(selector);
    if (!plot || !plot._fullData || !plot.querySelector(".trace .point") || !plot.checkVisibility()) return null;
    return plot._fullData.map((trace) => [trace.x, trace.y].map((all) => Array.from(all || []).join()).join()).join();
  };
  const before = drawn();
  let began = null;
  const chosen = (event) => {
    if (event.isTrusted && (event.type === "click" || event.key === "Enter")) began = performance.now();
  };
  for (const kind of ["click", "keydown"]) window.addEventListener(kind, chosen, { capture: true });
  window.changed = new Promise((resolve) => {
    const look = () => {
      const now = drawn();
      if (began === null || now === null || now === before) return requestAnimationFrame(look);
      for (const kind of ["click", "keydown"]) window.removeEventListener(kind, chosen, { capture: true });
      resolve(performance.now() - began);
    };
    requestAnimationFrame(look);
    setTimeout(() => resolve(null), 30000);
  });
}"""


def posted(browser: Browser, ours: Server, peers: Mapping[str, Server], names: Mapping[str, str]) -> Iterable[Measured]:
    """Milliseconds from the post to the last byte of the answer: first for cities that no server has shown, then again.

    A peer's bodies are those that its page posted for one choice, recorded, with another city in that one's place.
    """
    recorded = {name: recording(browser, one, names[OTHERS[0]]) for name, one in peers.items()}
    rounds: list[dict[str, list[float]]] = []
    with ExitStack() as stack:
        reader = stack.enter_context(Reader(ours.port))
        reader.city(FIRST)
        lines = {name: http.client.HTTPConnection(HOST, one.port, timeout=60) for name, one in peers.items()}
        for line in lines.values():
            stack.callback(line.close)
        for _ in range(1 + AGAIN):
            took: dict[str, list[float]] = {"ours": [], **{name: [] for name in peers}}
            for slug in OTHERS:
                took["ours"].append(reader.city(slug)[0])
                for name, line in lines.items():
                    bodies = [body.replace(f'"{OTHERS[0]}"', f'"{slug}"') for body in recorded[name]]
                    took[name].append(sum(_post(line, body) for body in bodies))
            rounds.append(took)
    first, again = rounds[0], {name: [ms for took in rounds[1:] for ms in took[name]] for name in rounds[0]}
    for key, label, found in (("first", "first time seen", first), ("again", "seen before", again)):
        theirs = {name: found[name] for name in peers}
        label = f"change of city, {label}"
        yield from beside(f"change.{key}", label, "ms", found["ours"], theirs, part=PART, digits=1)


def recording(browser: Browser, peer: Server, wanted: str) -> list[str]:
    """The bodies that a peer's page posts when its reader chooses a city. Raises RuntimeError when it posts none."""
    bodies: list[str] = []

    def heard(request: Request) -> None:
        if request.method == "POST" and request.post_data and ".figure" in request.post_data:
            bodies.append(request.post_data)

    with newcomer(browser, width=1440) as (page, _):
        page.goto(peer.url + PAGES["city"][1], wait_until="networkidle")
        page.on("request", heard)
        _choose(page, wanted)
        page.wait_for_load_state("networkidle")
        page.evaluate("window.changed")
    if not bodies:
        raise RuntimeError("the peer's page posted nothing when another city was chosen")
    return bodies


def seen(browser: Browser, ours: Server, peers: Mapping[str, Server], names: Mapping[str, str]) -> Iterable[Measured]:
    """Milliseconds from the choice until the first chart of the new city stands, in a page that has settled."""
    urls = {"ours": ours.url + PAGES["city"][0], **{name: one.url + PAGES["city"][1] for name, one in peers.items()}}
    with ExitStack() as stack:
        pages: dict[str, Page] = {}
        for name, url in urls.items():
            pages[name] = stack.enter_context(newcomer(browser, width=1440))[0]
            pages[name].goto(url, wait_until="networkidle")
        way = {name: iter(OTHERS) for name in urls}
        found = in_turns(urls, len(OTHERS), lambda name, _url: _choose(pages[name], names[next(way[name])]))
    mine = found.pop("ours")
    yield from beside("change.seen", "change of city in the browser, until its first chart", "ms", mine, found)


def _choose(page: Page, city: str) -> float:
    """Choose a city as readers do, by name in our search, from a peer's list. Milliseconds until its chart stands."""
    page.bring_to_front()
    ours = page.locator("#search")
    if ours.count():
        ours.fill(city)
        page.evaluate(WATCH, CHART)
        ours.press("Enter")
    else:
        page.locator("#city").click()
        option = page.get_by_role("option", name=city, exact=True)
        option.wait_for()
        page.evaluate(WATCH, CHART)
        option.click()
    took: float | None = page.evaluate("window.changed")
    if took is None:
        raise RuntimeError(f"no other chart came when {city} was chosen")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    return took


def _post(line: http.client.HTTPConnection, body: str) -> float:
    """Milliseconds from sending to the last byte. Raises RuntimeError when no figure comes."""
    took, answer, content = asked(line, "POST", UPDATE, body=body.encode(), headers=HEADERS)
    if answer.status != 200 or b'"layout"' not in content:
        raise RuntimeError(f"the peer answered {answer.status} without a figure")
    return took
