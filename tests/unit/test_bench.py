"""What the benchmark's file and README's table hold: a reason for every missed goal, the same figures in both."""

import json
import os
from dataclasses import asdict

import pytest

from benchmarks import figures, report
from benchmarks.beside import beside
from benchmarks.figures import measured
from benchmarks.peers import plain
from benchmarks.processes import sizes_of

RESULTS = json.loads(report.RESULTS.read_text("utf-8"))
#: A run from before the peers had the same charts gave its figures no keys: README has no table of it.
FIGURES = [one for one in RESULTS["figures"] if "key" in one]


def as_kept(found):
    return [{**asdict(one), "met": one.met} for one in found]


def test_every_missed_goal_has_a_reason():
    assert [one["name"] for one in FIGURES if one["met"] is False and not one["reason"]] == []


def test_every_reason_is_of_a_goal():
    with_goal = {one["key"] for one in FIGURES if one["budget"] is not None}
    assert set(report.reasons()) <= with_goal


def test_readme_tells_what_was_measured():
    readme = report.README.read_text("utf-8")
    told = report.section(RESULTS) if FIGURES else report.NOT_YET
    assert report.placed(readme, told) == readme


def test_every_row_of_readme_was_measured():
    keys = [one["key"] for one in FIGURES]
    assert len(keys) == len(set(keys))
    assert keys == [] or [key for key in report.ROWS.values() if f"{key}/ours" not in keys] == []


def test_the_ratio_comes_first_and_is_that_of_the_medians():
    of_vizro, of_dash, ours, vizro, _dash = beside(
        "x", "a change", "ms", [10, 20, 40], {"vizro": [100, 400, 200], "dash": [5, 10, 20]}, part=1 / 10, budget=15
    )
    assert (of_vizro.median, of_vizro.budget, of_vizro.met) == (0.1, 1 / 10, True)
    assert (of_vizro.low, of_vizro.high) == (0.05, 0.2)
    assert (of_dash.median, of_dash.met) == (2, None)
    assert (ours.key, ours.median, ours.met, vizro.key) == ("x/ours", 20, False, "x/vizro")


@pytest.mark.parametrize(("value", "met"), [(999.9, False), (1000, True), (1200, True)])
def test_where_more_is_better_the_budget_is_the_least(value, met):
    assert measured("answers", "/s", [value], budget=1000, least=True).met is met
    assert measured("milliseconds", "ms", [value], budget=1000).met is (value <= 1000)


def test_a_missed_goal_is_told_with_its_reason_in_the_table():
    found = as_kept(beside("city.time", "first chart", "ms", [900], {"vizro": [1000], "dash": [800]}, part=1 / 3))
    given = report.with_reasons(found, {"city.time/of-vizro": "The wire is short.", "city.time/ours": "Nobody asked."})
    assert [one["reason"] for one in given] == ["The wire is short.", "", "", "", ""]
    told = report.section({**RESULTS, "figures": given})
    assert "| 900 ms | 1 000 ms | 800 ms | 1/1.1 | ≤ 1/3 | **no** |" in told
    assert told.endswith("The wire is short.")


@pytest.mark.parametrize(
    ("ratio", "said"), [(0.0842, "1/12"), (1 / 3, "1/3"), (0.4, "1/2.5"), (2.44, "2.4 times"), (31.4, "31 times")]
)  # fmt: skip
def test_a_ratio_in_words(ratio, said):
    assert report.part(ratio) == said


@pytest.mark.parametrize("readme", ["", "<!-- bench -->", "<!-- bench --><!-- /bench --><!-- bench -->"])
def test_a_readme_without_room_is_refused(readme):
    with pytest.raises(ValueError, match="once each"):
        report.placed(readme, "table")


def test_other_runs_parts_of_the_file_stay(tmp_path):
    path = tmp_path / "results.json"
    path.write_text(json.dumps({"date": "old", "figures": [1], "drill": {"a": 1}, "scale": {"b": 2}}), "utf-8")
    figures.write(path, [measured("one", "s", [1.0])], {"date": "new"})
    kept = json.loads(path.read_text("utf-8"))
    assert (kept["drill"], kept["scale"], kept["date"], len(kept["figures"])) == ({"a": 1}, {"b": 2}, "new", 1)


def test_the_peers_are_given_figures_and_rows_and_nothing_else():
    held = plain.plain(("umea",))
    assert held["names"] == {"umea": "Umeå"}
    assert all(held["cities"]["umea"][view]["data"] for view in held["views"])
    assert set(held["overview"]) == {"process", "city-map"}
    assert len(held["table"]) == 290


def test_a_process_is_measured_with_what_it_shares():

    (mine, *_) = sizes_of(os.getpid())
    assert mine.role == "master"
    assert 0 < mine.uss <= mine.pss <= mine.rss
