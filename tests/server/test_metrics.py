"""What ``/metrics`` tells: of every worker, to those who may read it, and nothing of readers."""

import json
import logging
import os
import subprocess
import sys
from datetime import date

import pytest
from prometheus_client.parser import text_string_to_metric_families

from dashboard.server import workers
from dashboard.server.metering import ID, ROUTE, Metered, plain, short
from dashboard.server.metrics import age, may_read
from tests.callbacks import bodies


def samples(text):
    """Every sample of an exposition by its name and labels."""
    return {
        (one.name, tuple(sorted(one.labels.items()))): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


def read(client):
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return samples(answer.get_data(as_text=True))


def value(found, name, **labels):
    return found.get((name, tuple(sorted(labels.items()))), 0.0)


def test_requests_are_counted_by_route_method_and_status(client):
    before = read(client)
    client.get("/sv/embed/goals/ale", buffered=True)
    client.get("/sv/embed/goals/nowhere", buffered=True)
    client.get("/sv/about/method", buffered=True)
    client.open("/healthz", method="BREW", buffered=True)
    after = read(client)

    def more(**labels):
        return value(after, "kartan_requests_total", **labels) - value(before, "kartan_requests_total", **labels)

    assert more(route="embed", method="GET", status="2xx") == 1
    assert more(route="embed", method="GET", status="4xx") == 1
    assert more(route="page", method="GET", status="2xx") == 1
    assert more(route="none", method="other", status="4xx") == 1
    embeds = value(after, "kartan_request_seconds_count", route="embed")
    assert embeds - value(before, "kartan_request_seconds_count", route="embed") == 2


def test_callbacks_are_counted_by_what_they_change(client):
    before = read(client)
    assert (
        client.post(
            "/_dash-update-component",
            json=bodies.visit({"path": "/sv/about/method", "query": "", "theme": "light", "size": "wide"}),
            buffered=True,
        ).status_code
        == 200
    )
    client.post("/_dash-update-component", json={"output": "somebody.children"}, buffered=True)
    after = read(client)
    counted = {
        labels: number - before.get((name, labels), 0)
        for (name, labels), number in after.items()
        if name == "kartan_callback_seconds_count"
    }
    assert counted[("output", "page"),] == 1
    assert ("output", "somebody") not in {one[0] for one in counted}


def test_what_stands_is_told_of_data_caches_and_pictures(client, tables):
    found = read(client)
    of_data = {"dataset": "sverige", "release": tables.release, "data_date": tables.data_date}
    assert value(found, "kartan_data_info", **of_data) == 1
    assert value(found, "kartan_data_ready") == 1
    assert value(found, "kartan_data_waiting") == 0
    assert value(found, "kartan_data_faults_on_disk") == 0
    assert value(found, "kartan_workers", by="server") == 1
    assert value(found, "kartan_cache_entries", cache="views") > 0
    assert value(found, "kartan_data_last_look_timestamp_seconds", by="watch") > 1.7e9
    assert ("kartan_pictures_shelf_bytes", ()) in found


def test_a_cache_that_is_emptied_takes_nothing_from_its_counter(app):
    meters = app.server.extensions["omstallningskartan-metrics"]
    meters.look()
    counter = meters.asked.labels("a-test", "hit")
    for number, total in ((5, 5), (7, 7), (2, 9), (2, 9)):
        meters._raise(counter, "a-test", number)
        assert counter._value.get() == total


def test_no_label_holds_what_a_reader_sent(client):
    odd = "umea-zebra"
    client.get(f"/sv/city/{odd}", buffered=True)
    client.get(
        f"/{odd}/embed/{odd}/{odd}.json?cities={odd}&note={odd}",
        headers={"User-Agent": odd, "X-Request-ID": odd},
        buffered=True,
    )
    client.open(f"/sv?{odd}", method=odd.upper(), buffered=True)
    assert odd not in client.get("/metrics").get_data(as_text=True).lower()


@pytest.mark.parametrize(
    ("setting", "peer", "told", "may"),
    [
        ("local", "127.0.0.1", [], True),
        ("local", "10.1.2.3", ["Host"], True),
        ("local", "::1", [], True),
        ("local", "", [], True),
        ("local", "193.10.1.1", [], False),
        ("local", "no address", [], False),
        ("local", "127.0.0.1", ["X-Forwarded-For"], False),
        ("local", "127.0.0.1", ["FORWARDED"], False),
        ("on", "193.10.1.1", ["Via"], True),
        ("off", "127.0.0.1", [], False),
    ],
)
def test_who_may_read(setting, peer, told, may):
    assert may_read(setting, peer, told) is may


def test_whoever_may_not_read_finds_no_such_page(client):
    refused = client.get("/metrics", headers={"X-Forwarded-For": "193.10.1.1"})
    assert refused.status_code == 404
    assert "kartan_" not in refused.get_data(as_text=True)


@pytest.mark.parametrize(("told", "days"), [("2026-11-03", 19), ("2026-11", 21), ("2025-11", 386)])
def test_the_age_of_data(told, days):
    assert age(told, today=date(2026, 11, 22)) == days


def test_names_of_routes_and_callbacks_are_plain():
    assert [plain(one) for one in ("/", "/<path:path>", "/_dash-layout", "_dash_assets.static", "embed", "")] == [
        "page", "page", "dash", "dash", "embed", "none"
    ]  # fmt: skip
    assert short("..page.children...controls.data..") == "page"
    assert short("") == ""


def test_an_answer_that_fails_on_its_way_is_counted_and_its_source_closed():
    told, closed = [], []

    class Parts:
        def __iter__(self):
            yield b"abc"
            raise OSError("gone")

        def close(self):
            closed.append(True)

    def app(environ, start):
        environ[ROUTE] = "embed"
        start("503 Busy", [("Retry-After", "5")])
        return Parts()

    heads = []
    body = Metered(app, told.append, logging.INFO)(
        {"REQUEST_METHOD": "GET", "HTTP_X_REQUEST_ID": "0123abcd"}, lambda *head: heads.append(head)
    )
    with pytest.raises(OSError, match="gone"):
        list(body)
    body.close()
    assert closed == [True]
    assert [(one.route, one.status, one.sent, one.id) for one in told] == [("embed", 503, 3, "0123abcd")]
    assert dict(heads[0][1])["X-Request-Id"] == "0123abcd"


def test_a_fault_above_flask_is_counted_as_such():
    told = []

    def app(_environ, _start):
        raise LookupError

    environ = {"REQUEST_METHOD": "GET", "HTTP_X_REQUEST_ID": "not a name"}
    with pytest.raises(LookupError):
        Metered(app, told.append, logging.INFO)(environ, lambda *_: None)
    assert [(one.route, one.status) for one in told] == [("none", 500)]
    assert environ[ID] == told[0].id != "not a name"


COUNTING = """
import os, sys
from dashboard.server import workers
assert workers.share()
from prometheus_client import Counter, Gauge, CollectorRegistry, generate_latest
own = CollectorRegistry()
counted = Counter("c", "c", ("k",), registry=own)
alive = Gauge("g", "g", ("k",), multiprocess_mode="livesum", registry=own)
def child(times):
    pid = os.fork()
    if not pid:
        workers.prepare()
        alive.labels("a").set(1)
        for _ in range(times):
            counted.labels("a").inc()
        os._exit(0)
    os.waitpid(pid, 0)
    return pid
first, second = child(3), child(4)
workers.forget(first)
between = generate_latest(workers.gathered(own)).decode()
workers.forget(second)
third = child(5)
workers.forget(third)
print(between, "=====", generate_latest(workers.gathered(own)).decode())
print("=====", sorted(p.name.split("_")[-1] for p in workers.folder().glob("*.db") if str(os.getpid()) not in p.name))
workers.end()
print(workers.folder().exists())
"""


def test_what_a_worker_counted_outlives_it_and_its_files_do_not(tmp_path):
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    # what a killed server left, and what a living one has
    left, living = (tmp_path / f"{workers.PREFIX}{os.getuid()}-{pid}" for pid in (4_194_305, os.getpid()))
    left.mkdir()
    living.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", COUNTING], capture_output=True, text=True, check=True, env=env
    )  # fmt: skip
    assert (left.exists(), living.exists()) == (False, True)
    between, after, left = done.stdout.split("=====")
    assert samples(between)["c_total", (("k", "a"),)] == 7
    assert samples(between)["g", (("k", "a"),)] == 1
    assert samples(after)["c_total", (("k", "a"),)] == 12
    assert ("g", (("k", "a"),)) not in samples(after)
    assert left.split("\n")[0].strip() == "['former.db', 'former.db']"
    assert left.strip().endswith("False")


def test_without_room_for_its_files_a_worker_serves_and_counts_nothing(app, client, monkeypatch):
    meters = app.server.extensions["omstallningskartan-metrics"]

    def full():
        raise OSError(28, "full")

    monkeypatch.setattr(workers, "prepare", full)
    try:
        meters.begin()
        assert client.get("/healthz", buffered=True).status_code == 200
        assert client.get("/metrics").status_code == 200
    finally:
        meters.counts = True


def test_a_health_check_makes_no_line_and_a_page_one(client, caplog):
    caplog.set_level(logging.DEBUG, logger="kartan.access")
    client.get("/healthz", buffered=True)
    client.get("/sv/embed/goals/ale", buffered=True)
    facts = [record.facts for record in caplog.records if record.name == "kartan.access"]
    assert [one["route"] for one in facts] == ["embed"]
    assert set(facts[0]) == {"route", "method", "status", "ms", "bytes", "id"}
    assert json.dumps(facts[0])
