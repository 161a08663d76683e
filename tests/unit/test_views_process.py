"""The transition map: nothing touches, nothing is scored, and the words tell what the picture shows."""

import itertools
import math
from dataclasses import replace

import pandas as pd
import pytest

from dashboard.state import SIZES, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import build
from dashboard.views.process import view as process
from dashboard.views.process.figure import _plain
from dashboard.views.process.geometry import GATE, Spiral, sector, slots
from dashboard.views.process.layout import NARROW, WIDE, measures
from dashboard.views.process.marks import marks
from dashboard.views.process.names import SCALES, Name, box_of, written
from tests import dataset


@pytest.fixture(scope="module")
def tables(tiny) -> Tables:
    return tiny


def placed(frame: pd.DataFrame, state: ViewState):
    rows = [_plain(row) for row in frame.to_dict("records")]
    room = measures(state)
    latest = max(row["lap"] for row in rows if row["kind"] == "lap")
    return marks(rows, Spiral(room.inner, room.outer, latest), room, state).every


def overlaps(found) -> list[float]:
    return [
        gap
        for a, b in itertools.combinations(found, 2)
        if (gap := math.dist(a.point, b.point) - (a.size + b.size) / 2) < -0.5
    ]


def crowd(tables: Tables, count: int, laps: int) -> Tables:
    """So many municipalities, all on the laps from 2020, each with evidence in every phase of each."""
    one = tables.municipalities.iloc[[0]]
    codes = [f"{1000 + i}" for i in range(count)]
    places = pd.concat([one] * count, ignore_index=True).assign(
        code=codes, slug=[f"ort-{i}" for i in range(count)], name=[f"Ort {i}" for i in range(count)]
    )
    facts = {"certainty": "stated", "source_id": "made-up"}
    versions = range(2020, 2020 + laps)
    contracts = [{"code": code, "version": lap, "standing": "signed", **facts} for code in codes for lap in versions]
    told = [
        {
            "code": code, "version": lap, "phase": phase, "stage": "done", "basis": "documented",
            "evidence_sv": f"Gjort {phase}", "evidence_en": f"Done {phase}", **facts,
        }
        for i, code in enumerate(codes) for lap in versions for phase in range(1, 7)
        # Not everyone has come as far on the latest lap.
        if lap < versions[-1] or phase <= i % 7
    ]  # fmt: skip
    return replace(
        tables,
        municipalities=places,
        contracts=dataset.table("contracts", contracts),
        process=dataset.table("process", told),
        memberships=tables.memberships.iloc[:0],
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [5, 48, 290])
def test_no_mark_touches_another_however_many_cities_there_are(tables, count, size):
    many = crowd(tables, count, laps=6)
    state = ViewState(size=size)
    found = placed(process.select(many, state), state)
    assert found
    assert overlaps(found) == []
    assert all(mark.size >= 8 for mark in found)


@pytest.mark.parametrize("size", ["narrow", "wide"])
def test_few_cities_stand_alone_and_many_are_counted(tables, size):
    state = ViewState(size=size)
    for count, alone in ((5, True), (290, False)):
        found = placed(process.select(crowd(tables, count, laps=6), state), state)
        cities = [mark for mark in found if mark.rows[0]["kind"] == "position"]
        assert sum(len(mark.rows) for mark in cities) == count
        assert all(not mark.gathered for mark in cities) == alone


def test_a_chosen_citys_evidence_is_all_there(tables):
    state = ViewState(cities=("alsta",))
    frame = process.select(tables, state)
    assert len(frame[frame["kind"] == "evidence"]) == 4
    assert sum(len(mark.rows) for mark in placed(frame, state)) == 4 + 1


def test_the_summary_says_where_the_city_is_and_what_earlier_laps_tell(tables):
    shown = build("process", ViewState(lang="en", cities=("alsta",)), tables)
    # The plan for phase 5 does not place the city there.
    assert "lap 2025" in shown.summary
    assert "phase 3" in shown.summary
    assert "phases 1 and 2" in shown.summary


def test_a_city_outside_the_contract_has_no_map_and_is_told_so(tables):
    shown = build("process", ViewState(cities=("odevata",)), tables)
    assert shown.status == "no-data"
    assert "Ödevata" in shown.summary


def test_nothing_is_scored(tables):
    for state in (ViewState(), ViewState(cities=("alsta",)), ViewState(cities=("alsta", "bjorko"))):
        shown = build("process", state, tables)
        assert "%" not in shown.summary
        assert not any("%" in column.heading for column in shown.table.columns)


def test_the_table_tells_every_signing_and_every_piece_with_its_source(tables):
    shown = build("process", ViewState(lang="en", cities=("alsta",)), tables)
    cells = shown.table.cells("en")
    assert len(cells) == 2 + 4
    assert [row[0] for row in cells] == sorted((row[0] for row in cells), reverse=True)
    assert any(row[2] == "Emissions were counted" for row in cells)
    assert {row[-1] for row in cells} == {"Påhittat"}


def test_a_hollow_mark_is_a_phase_that_nobody_reports(tables):
    bare = replace(tables, process=tables.process.iloc[:0])
    shown = build("process", ViewState(lang="en", cities=("alsta",), theme="light"), bare)
    paper = "#ffffff"
    fills = [trace["marker"]["color"] for trace in shown.figure["data"] if trace.get("meta") == "spots"]
    assert [paper] in fills
    assert "no phase is reported" in shown.summary


def test_the_laps_walked_are_solid_and_those_to_come_dotted(tables):
    figure = build("process", ViewState(), tables).figure
    dashes = [
        trace["line"].get("dash") for trace in figure["data"] if trace["mode"] == "lines" and "dash" in trace["line"]
    ]
    assert dashes == ["dot"]


def test_the_thread_runs_outwards_without_a_jump():
    spiral = Spiral(WIDE.inner, WIDE.outer, 2025)
    radii = [spiral.radius(lap, angle) for lap in spiral.laps for angle in range(0, 361, 10)]
    assert all(after > before - 1e-9 for before, after in itertools.pairwise(radii))
    assert radii[0] == WIDE.inner
    assert math.isclose(radii[-1], WIDE.outer)
    assert spiral.band(2025) > 2 * spiral.band(2026)


def test_the_gate_lies_between_the_last_phase_and_the_first():
    assert sector(None) == (0.0, GATE)
    assert sector(1)[0] == GATE
    assert math.isclose(sector(6)[1], 360)


@pytest.mark.parametrize("room", [WIDE, NARROW])
def test_slots_refuse_what_does_not_fit(room):
    spiral = Spiral(room.inner, room.outer, 2025)
    assert slots(spiral, 2020, (50, 100), 40, size=room.dot, gap=1.5) is None
    assert len(slots(spiral, 2025, (50, 100), 3, size=room.dot, gap=1.5) or []) == 3


def test_a_name_that_would_touch_is_left_out_and_a_chosen_one_is_not():
    wanted = [("Alsta", (0.0, 0.0), 10.0), ("Björkö", (1.0, 1.0), 10.0)]
    taken = [((0.0, 0.0), 10.0), ((1.0, 1.0), 10.0), *(((x, y), 10.0) for x in (-30, 0, 30) for y in (-16, 0, 16))]
    assert written(wanted, taken, [], size=13, width=400, height=400) == []
    assert len(written(wanted, taken, [], size=13, width=400, height=400, always=2)) == 2


def test_names_that_are_written_touch_nothing_at_any_scale():
    wanted = [(f"Ort {i}", (60.0 * (i % 5) - 120, 30.0 * (i // 5) - 60), 10.0) for i in range(25)]
    names = written(wanted, [(point, mark) for _, point, mark in wanted], [], size=13, width=420, height=300)
    assert len(names) > 5
    for scale in SCALES:
        boxes = [box_of(name, 13, scale=scale) for name in names]
        assert not any(a.touches(b) for a, b in itertools.combinations(boxes, 2))


def test_a_box_knows_its_side():
    right = box_of(Name("abc", (10.0, 0.0), "left", "middle", 5, 0), 10)
    left = box_of(Name("abc", (10.0, 0.0), "right", "middle", -5, 0), 10)
    assert right.left == 15
    assert left.right == 5
