"""What a soak's readings are judged by, what the results' file keeps, and the two releases of the drill."""

import itertools
import json
from dataclasses import replace

import pytest

from benchmarks import figures
from benchmarks.drill import kept
from benchmarks.drill.flood import addresses
from benchmarks.drill.judge import HEAP_PERCENT, NODES, Reading, Soak, growth, judged, missed, most
from benchmarks.drill.releases import EARLIER, two
from benchmarks.figures import measured
from dashboard.config import ROOT
from dashboard.tables.loading import load

FIRST = Reading(
    change=500, heap=8e6, nodes=3_000, attached=2_900, documents=2, listeners=25, timers=3, plots=500, stored=3e6,
    resident=250.0, seconds=100.0,
)  # fmt: skip
LAST = replace(FIRST, change=5_000, plots=5_000, seconds=1_450.0)
WHOLE = Soak((FIRST, LAST), frozenset({"goals"}), frozenset({"goals"}), 19, (), reloaded=False)


def of(soak, words):
    (one,) = [figure for figure in judged(soak) if words in figure.name]
    return one


def names_of_missed(soak):
    return [one.name for one in missed(judged(soak))]


def test_a_screen_that_stays_as_it_is_keeps_to_every_budget():
    assert names_of_missed(WHOLE) == []
    assert of(WHOLE, "a change, with all").median == 300


@pytest.mark.parametrize(("bytes_more", "met"), [(1.5e6, True), (1.7e6, False), (-2e6, True)])
def test_the_heap_may_grow_by_less_than_a_fifth(bytes_more, met):
    figure = of(replace(WHOLE, readings=(FIRST, replace(LAST, heap=FIRST.heap + bytes_more))), "heap")
    assert figure.met is met
    assert figure.median == pytest.approx(bytes_more / 8e6 * 100, abs=0.06)
    assert figure.budget == HEAP_PERCENT


def test_nodes_are_counted_against_the_document_and_wherever_they_stand_highest():
    more_words = replace(LAST, nodes=LAST.nodes + 2_000, attached=LAST.attached + 2_000)
    assert of(replace(WHOLE, readings=(FIRST, more_words)), "nodes").median == 0
    between = replace(FIRST, change=2_000, nodes=FIRST.nodes + NODES + 1)
    assert names_of_missed(replace(WHOLE, readings=(FIRST, between, LAST))) == [
        "soak: nodes detached, change 500 to 5 000"
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"complaints": ("TypeError: x is null",)}, "console errors"),
        ({"reloaded": True}, "reloads"),
        ({"wanted": frozenset({"goals", "process"})}, "views never shown"),
        ({"readings": (FIRST, replace(LAST, listeners=40))}, "listeners"),
        ({"readings": (FIRST, replace(LAST, timers=9))}, "timers"),
        ({"readings": (FIRST, replace(LAST, plots=600))}, "not drawn anew"),
    ],
)
def test_each_fault_misses_a_budget_of_its_own(change, words):
    (name,) = names_of_missed(replace(WHOLE, **change))
    assert words in name


def test_growth_and_its_highest_place():
    assert growth(8, 10) == 25
    assert growth(10, 8) == -20
    with pytest.raises(ValueError, match="nothing"):
        growth(0, 1)
    assert most([FIRST, replace(FIRST, listeners=31), replace(FIRST, listeners=27)], "listeners") == 6
    assert most([FIRST, replace(FIRST, listeners=20)], "listeners") == 0


def test_one_reading_is_no_soak():
    with pytest.raises(ValueError, match="beginning"):
        judged(replace(WHOLE, readings=(FIRST,)))


def test_the_drill_and_the_benchmarks_leave_each_others_figures_alone(tmp_path):
    path = tmp_path / "results.json"
    figures.write(path, [measured("heap", "%", [3.0], budget=20)], {"changes": 5_000}, section="drill")
    figures.write(path, [measured("start", "s", [2.0])], {"date": "2026-11-22"})
    figures.write(path, [measured("start", "s", [9.0])], {"date": "2026-11-23"})
    figures.write(path, [measured("heap", "%", [30.0], budget=20)], {"changes": 5_000}, section="drill")
    told = json.loads(path.read_text("utf-8"))
    assert [one["median"] for one in told["figures"]] == [9.0]
    assert told["date"] == "2026-11-23"
    assert told["drill"]["changes"] == 5_000
    assert [(one["median"], one["met"]) for one in told["drill"]["figures"]] == [(30.0, False)]


def test_the_earlier_release_is_the_current_one_without_its_last_year(tmp_path):
    releases = two(tmp_path / "exempel", ROOT / "data" / "exempel")
    earlier, later = (load(releases.folder, release=name).emissions for name in (EARLIER, releases.later))
    assert earlier["year"].max() < later["year"].max()
    assert earlier["total"].isin(later["total"]).all()


def test_the_pointer_goes_to_and_fro(tmp_path):
    releases = two(tmp_path / "exempel", ROOT / "data" / "exempel")
    assert [releases.current, releases.move(), releases.current, releases.move()] == [
        "2026-11", EARLIER, EARLIER, "2026-11",
    ]  # fmt: skip


def test_a_part_that_ran_alone_leaves_the_others_as_they_were(tmp_path):
    path = tmp_path / "results.json"
    figures.write(path, [measured("start", "s", [2.0])], {"date": "2026-11-22"})
    kept.keep(path, "worker", [measured("lost", "", [0], budget=8)], {"date": "2026-11-22"})
    kept.keep(path, "fuzz", [measured("faults", "", [1], budget=0)], {"date": "2026-11-23"})
    kept.keep(path, "worker", [measured("lost", "", [9], budget=8)], {"date": "2026-11-24"})
    told = json.loads(path.read_text("utf-8"))
    assert {part: one["date"] for part, one in told["drill"].items()} == {"worker": "2026-11-24", "fuzz": "2026-11-23"}
    assert [one["met"] for one in told["drill"]["worker"]["figures"]] == [False]
    assert told["figures"][0]["name"] == "start"


def test_addresses_of_the_flood_are_all_different():
    asked = list(itertools.islice(addresses(1, ("ale", "habo", "umea", "lund", "vaxjo", "eda")), 2_000))
    assert len(set(asked)) == len(asked)
