"""Our own server's time for changes, over many municipalities: no peer has as much to be compared with."""

from collections.abc import Iterable

from benchmarks import compare, machine, servers
from benchmarks.figures import Measured, measured
from benchmarks.server_time import changes, sample
from dashboard.tables import store

#: Milliseconds that a change may take on a city's page, and on the page that compares six municipalities.
CHANGE_MS, COMPARE_MS = 50, 100


def server_times(cities: int) -> Iterable[Measured]:
    """Changes of so many cities and of their measures, the first time and again."""
    tables = store.current()
    slugs = {code: slug for slug, code in tables.slugs.items()}
    with_goals = sorted(slugs[code] for code in tables.targets["code"].unique() if code in slugs)
    with servers.dashboard() as server:
        machine.settle(server.pids)
        took = changes(server.port, sample(sorted(tables.slugs), with_goals[:cities], size=cities))
    for key, name, values in (
        ("city.first", f"change of city, {cities} cities, first time seen", took.city_cold),
        ("city.again", f"change of city, {cities} cities, seen before", took.city_warm),
        ("measure.first", "change of measure, first time seen", took.measure_cold),
        ("measure.again", "change of measure, seen before", took.measure_warm),
    ):
        yield measured(f"{name}: ours", "ms", values, budget=CHANGE_MS, key=f"times.{key}/ours")


def comparing() -> Iterable[Measured]:
    """Changes on the page that compares six municipalities."""
    with servers.dashboard() as server:
        machine.settle(server.pids)
        took = compare.changes(server.port)
    yield measured("six compared, any change: ours", "ms", took.all, budget=COMPARE_MS, key="times.six/ours")
    for key, name, values in (
        ("look.first", "look, first time seen", took.look_cold),
        ("look.again", "look, seen before", took.look_warm),
        ("city.first", "city, first time seen", took.cities_cold),
        ("city.again", "city, seen before", took.cities_warm),
    ):
        yield measured(f"six compared, change of {name}: ours", "ms", values, key=f"times.six.{key}/ours")
