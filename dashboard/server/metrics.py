"""``/metrics``: how the server does, as Prometheus reads it. Its labels are the code's own words, never a reader's."""

import ipaddress
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from dashboard import tally
from dashboard.pictures import shelf
from dashboard.server import workers
from dashboard.server.errors import refuse
from dashboard.server.freshness import troubles, watch_of
from dashboard.server.metering import Answered
from dashboard.tables import store

#: Bounds of the histograms in seconds.
BUCKETS = (0.005, 0.025, 0.1, 0.5, 2.5, 10.0)
#: Seconds for which the shelf's bytes are believed; to count them is to look at every file.
SHELF = 60.0
#: What proxies tell of readers. A request with one of them comes from further away than its peer.
PASSED_ON = {"forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"}
#: Where an application keeps its meters, among Flask's extensions.
NAME = "omstallningskartan-metrics"

#: Hits, misses, bound and size of a cache, as ``functools.lru_cache`` tells them.
Cache = Callable[[], Any]


class Meters:
    """What is counted; one a process, added up over all workers where they share a folder."""

    def __init__(self, caches: Mapping[str, Cache]) -> None:
        self.caches = caches
        self.registry = CollectorRegistry()
        here = self.registry
        self.requests = Counter("kartan_requests", "Requests answered.", ("route", "method", "status"), registry=here)
        ready = "From a request's arrival until its answer was ready."
        self.seconds = Histogram("kartan_request_seconds", ready, ("route",), buckets=BUCKETS, registry=here)
        ready = "The same, of callbacks, by the component that they change first."
        self.callbacks = Histogram("kartan_callback_seconds", ready, ("output",), buckets=BUCKETS, registry=here)
        self.asked = Counter("kartan_cache_requests", "What was asked of caches.", ("cache", "result"), registry=here)
        self.entries = Gauge(
            "kartan_cache_entries", "Entries in caches.", ("cache",), multiprocess_mode="livesum", registry=here
        )
        self.events = Counter("kartan_events", "Pictures asked for, files tried.", ("group", "event"), registry=here)
        # Labels of one value: without any, the process above the workers would have values too.
        looked = "When the worker whose last look for new data is oldest has looked, in seconds since 1970."
        self.looked = Gauge(
            "kartan_data_last_look_timestamp_seconds", looked, ("by",), multiprocess_mode="livemin", registry=here
        )
        serve = "Workers that serve."
        self.alive = Gauge("kartan_workers", serve, ("by",), multiprocess_mode="livesum", registry=here)
        self._children: dict[tuple[str, str, int], tuple[Any, Any]] = {}
        self._last: dict[object, int] = {}
        self.counts = True

    def begin(self) -> None:
        """A worker begins: its files are made, or it counts nothing."""
        try:
            workers.prepare()
        except OSError:
            self.counts = False

    def tell(self, one: Answered) -> None:
        """Count a request."""
        if not self.counts:
            return
        key = (one.route, one.method, one.status // 100)
        pair = self._children.get(key)
        if pair is None:
            pair = self.requests.labels(one.route, one.method, f"{key[2]}xx"), self.seconds.labels(one.route)
            self._children[key] = pair
        pair[0].inc()
        pair[1].observe(one.seconds)
        if one.callback:
            self.callbacks.labels(one.callback).observe(one.seconds)

    def look(self) -> None:
        """Take over what caches and rooms have counted since the last time."""
        if not self.counts:
            return
        self.alive.labels("server").set(1)
        self.looked.labels("watch").set(time.time())
        for (group, event), number in tally.counts().items():
            self._raise(self.events.labels(group, event), (group, event), number)
        for name, info in self.caches.items():
            now = info()
            self._raise(self.asked.labels(name, "hit"), (name, 0), now.hits)
            self._raise(self.asked.labels(name, "miss"), (name, 1), now.misses)
            self.entries.labels(name).set(now.currsize)

    def _raise(self, counter: Counter, key: object, number: int) -> None:
        """A cache that was emptied counts from nothing again; a counter never goes back."""
        last = self._last.get(key, 0)
        more = number - last if number >= last else number
        self._last[key] = number
        if more:
            counter.inc(more)


class Standing(Collector):
    """What is the same whichever worker is asked: the data, what keeps new data away, the shelf."""

    def __init__(self) -> None:
        self._weighed = (float("-inf"), 0, 0)

    def collect(self) -> Iterator[Metric]:
        """The gauges."""
        try:
            tables = store.current()
        except store.DataError:
            tables = None
        trouble, error = troubles(), store.last_error()
        if tables is not None:
            labels = {"dataset": tables.dataset, "release": tables.release, "data_date": tables.data_date}
            info = GaugeMetricFamily("kartan_data_info", "The data that are shown.", labels=list(labels))
            info.add_metric(list(labels.values()), 1)
            yield info
            yield GaugeMetricFamily("kartan_data_age_days", "Days since the data's date.", age(tables.data_date))
        yield GaugeMetricFamily("kartan_data_ready", "Whether there are data to show.", int(tables is not None))
        waits = int(bool(trouble.waiting or trouble.count))
        yield GaugeMetricFamily("kartan_data_waiting", "Whether something keeps new data away.", waits)
        on_disk = len(error.faults) if error else 0
        yield GaugeMetricFamily("kartan_data_faults_on_disk", "Faults in the files that are not shown.", on_disk)
        weight, number = self._shelf()
        yield GaugeMetricFamily("kartan_pictures_shelf_bytes", "Bytes of the still pictures that are kept.", weight)
        yield GaugeMetricFamily("kartan_pictures_shelf_files", "Still pictures that are kept.", number)

    def _shelf(self) -> tuple[int, int]:
        at, *held = self._weighed
        if time.monotonic() - at > SHELF:
            held = [*shelf.weighed()]
            self._weighed = (time.monotonic(), held[0], held[1])
        return held[0], held[1]


def age(data_date: str, *, today: date | None = None) -> int:
    """Days from a date as the data tells it (``2026-11`` or ``2026-11-03``) until today."""
    parts = [int(part) for part in data_date.split("-")]
    return ((today or datetime.now(UTC).date()) - date(*(*parts, 1, 1)[:3])).days


def may_read(setting: str, peer: str, told: Collection[str]) -> bool:
    """Whether whoever asks may read the figures: everyone (``on``), nobody (``off``), or programs nearby (``local``).

    That is a loopback or private peer that speaks for itself and not, as a proxy does, for somebody else. ``told`` are
    the names of the request's headers.
    """
    if setting != "local":
        return setting == "on"
    if {name.lower() for name in told} & PASSED_ON:
        return False
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        # a socket of the machine's own
        return peer == ""
    return address.is_loopback or address.is_private


def register(server: Flask, setting: str, caches: Mapping[str, Cache]) -> Meters:
    """Serve ``/metrics`` to whom the setting allows it; to others there is no such page."""
    meters = Meters(caches)
    standing = Standing()
    server.extensions[NAME] = meters
    watch_of(server).each.append(meters.look)

    @server.get("/metrics")
    def metrics() -> Response:
        if not may_read(setting, request.environ.get("REMOTE_ADDR") or "", [*request.headers.keys()]):
            return refuse(404, "not_found")
        meters.look()
        text = _text(meters.registry) + _text_of(standing)
        return Response(text, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})

    return meters


def meters_of(server: Flask) -> Meters:
    """The meters of an application that :func:`register` was called for."""
    meters: Meters = server.extensions[NAME]
    return meters


def _text(own: CollectorRegistry) -> bytes:
    for _ in range(3):
        try:
            return generate_latest(workers.gathered(own))
        except (OSError, RuntimeError):
            # a worker ended while its files were read
            time.sleep(0.01)
    return b""


def _text_of(collector: Collector) -> bytes:
    registry = CollectorRegistry()
    registry.register(collector)
    return generate_latest(registry)
