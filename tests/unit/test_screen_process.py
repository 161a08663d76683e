"""The transition map on a screen: as large as its room, everybody named or told of, and figures as in the finding."""

import itertools
from dataclasses import replace

import pytest

from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views import SCREEN_ROOM, build
from dashboard.views.process.geometry import Spiral
from dashboard.views.process.layout import LANDSCAPE, ROW, measures
from dashboard.views.process.screen_legend import EDGE, Entry, chord, corners, rows_of
from tests.unit.pictures import drawn, notes

SIZES = sorted(SCREEN_ROOM)
GATE = ("malmo", "stockholm", "lund", "boras", "vaxjo")


def screen(*cities: str, size: str = "landscape", lang: str = "sv", tables: Tables | None = None):
    return build("process", ViewState(lang=lang, cities=cities, mode="screen", size=size, theme="light"), tables)


def legend(shown) -> list[str]:
    """The words of the legend: the one trace of texts that nobody can point at."""
    return [
        word.strip()
        for trace in drawn(shown)["data"]
        if trace["mode"] == "markers+text" and trace.get("meta") != "spots"
        for word in trace["text"]
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("cities", [(), ("umea",), ("umea", "malmo"), (*GATE, "goteborg"), ("umea", "habo", "ale")])
def test_the_picture_uses_its_room_and_no_more(cities, size):
    wide, high = SCREEN_ROOM[size]
    layout = drawn(screen(*cities, size=size))["layout"]
    assert high * 0.9 <= layout["height"] <= high
    # A unit of the axes is a pixel, so that what is placed apart is apart.
    assert layout["xaxis"]["range"] == [-wide / 2, wide / 2]
    low, top = layout["yaxis"]["range"]
    assert top - low == pytest.approx(layout["height"], abs=1)


def test_the_circle_of_a_lying_screen_takes_nearly_all_of_its_height():
    assert 2 * LANDSCAPE.outer > 0.94 * SCREEN_ROOM["landscape"][1]


@pytest.mark.parametrize("size", SIZES)
def test_no_word_is_smaller_than_twelve(size):
    for cities in ((), ("umea",), GATE):
        made = drawn(screen(*cities, size=size))
        assert all(note["font"]["size"] >= 12 for note in made["layout"]["annotations"])
        assert all(trace["textfont"]["size"] >= 12 for trace in made["data"] if "textfont" in trace)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_phase_and_every_lap_walked_is_written(size, lang):
    shown = screen("umea", size=size, lang=lang)
    said = " ".join(notes(shown)).replace("<br>", " ").replace("<b>", "").replace("</b>", "")
    phases = shown.frame[shown.frame["kind"] == "phase"]
    assert len(phases) == 6
    for number, name in zip(phases["phase"], phases["text"], strict=True):
        assert f"{number} {name}" in said
    for lap in (*range(2020, 2026), 2030):
        assert str(lap) in notes(shown)


@pytest.mark.parametrize("size", SIZES)
def test_cities_that_share_a_mark_are_named_all_the_same(tables, size):
    shown = screen(*GATE, size=size)
    said = " ".join([*notes(shown), *legend(shown)])
    assert all(tables.municipality(tables.slugs[slug]).name in said for slug in GATE)


@pytest.mark.parametrize("size", SIZES)
def test_a_city_without_a_lap_is_told_of_in_words(size):
    assert "Inget kontrakt hittat: Habo" in legend(screen("umea", "habo", size=size))
    assert not any("kontrakt" in word for word in legend(screen("umea", "malmo", size=size)))
    many = " ".join(legend(screen("umea", "habo", "ale", "arjeplog", "kiruna", size=size)))
    assert "Habo, Ale och 2 till" in many


@pytest.mark.parametrize("size", SIZES)
def test_a_bubble_with_a_number_is_explained(size):
    for cities, word in ((("umea", "malmo", "goteborg", "lund"), "antal uppgifter"), ((), "antal kommuner")):
        shown = screen(*cities, size=size)
        texts = [trace for trace in drawn(shown)["data"] if trace.get("meta") == "spots" and "text" in trace]
        has_bubble = any(any(trace["text"]) and trace["textfont"]["size"] == 12 for trace in texts)
        assert has_bubble == (word in legend(shown))
    # On a standing screen some cells are surely full.
    assert "antal uppgifter" in legend(screen("umea", size="portrait"))


def test_a_single_city_stands_out_and_its_phase_is_the_strongest():
    data = drawn(screen("umea"))["data"]
    halos = [trace for trace in data if trace["mode"] == "markers" and trace["marker"].get("size") == 36]
    assert len(halos) == 1
    assert "rgba(204,187,68,0.24)" in [trace.get("fillcolor") for trace in data]
    assert "rgba(204,187,68,0.1)" in [trace.get("fillcolor") for trace in drawn(screen())["data"]]


def test_the_rows_of_a_legend_keep_to_their_widths():
    entries = [Entry(f"ord {number}", "circle", 8) for number in range(7)]
    rows = rows_of(entries, [150, 200, 200, 200]) or []
    assert [entry for row in rows for entry in row] == entries
    assert all(sum(entry.breadth for entry in row) <= 200 for row in rows)
    assert rows_of(entries, [100]) is None


def test_a_corner_is_broader_the_lower_and_never_reaches_the_circle():
    widths = [chord(LANDSCAPE, row) for row in (1, 2, 3, 4)]
    assert all(below > above for below, above in itertools.pairwise(widths))
    entries = [Entry("ett ganska långt ord", "circle", 8) for _ in range(3)]
    trace = corners(entries, entries, LANDSCAPE, ViewState(size="landscape"))
    for x, y in zip(trace["x"], trace["y"], strict=True):
        far = x + entries[0].breadth if x < 0 else x - EDGE
        assert (far**2 + y**2) ** 0.5 > LANDSCAPE.outer


def test_a_longer_legend_takes_its_room_from_a_standing_circle():
    rooms = [measures(ViewState(size="portrait"), rows=rows) for rows in (1, 2, 3, 4)]
    assert all(2 * room.top + rows * ROW <= SCREEN_ROOM["portrait"][1] for rows, room in enumerate(rooms, start=1))
    assert rooms[0].outer > rooms[3].outer > 150
    assert Spiral(rooms[3].inner, rooms[3].outer, 2025).band(2025) > rooms[3].dot


def diamonds(shown) -> list[tuple[str, str]]:
    """The symbol and the fill of each signing's mark."""
    marks = [
        trace["marker"] for trace in drawn(shown)["data"] if isinstance(trace.get("marker", {}).get("symbol"), list)
    ]
    (found,) = [mark for mark in marks if set(mark["symbol"]) <= {"diamond", "diamond-dot"}]
    return list(zip(found["symbol"], found["color"], strict=True))


@pytest.mark.parametrize("size", SIZES)
def test_a_signing_by_our_reading_has_a_sign_of_its_own(size):
    shown = screen("umea", size=size)
    signings = shown.frame[shown.frame["kind"] == "signing"]
    assert sorted(sign for sign, _ in diamonds(shown)) == ["diamond"] * 2 + ["diamond-dot"] * 4
    assert (signings["certainty"] == "derived").sum() == 4
    assert {"underskrift", "osäker underskrift"} <= set(legend(shown))


def test_a_version_that_was_only_joined_is_a_hollow_diamond():
    shown = screen("boras")
    assert {sign for sign, _ in diamonds(shown)} == {"diamond", "diamond-dot"}
    assert len({fill for _, fill in diamonds(shown)}) == 1
    assert "underskrift" not in legend(shown)
    assert "anslutning" in legend(shown)


@pytest.mark.parametrize("size", SIZES)
def test_a_city_without_a_signing_has_none_explained(size):
    assert not any("underskrift" in word for word in legend(screen("hoor", size=size)))


def test_a_lap_by_our_reading_says_so():
    first, *_ = screen("hoor").key
    assert first.context == "enligt vår tolkning; ingen fas är redovisad"


def test_the_figures_of_one_city_are_those_of_its_finding_and_table():
    shown = screen("umea", lang="en")
    phase, signed, left = shown.key
    assert (phase.value, phase.label) == ("Phase 4", "Phase on lap 2025")
    assert "phase 4" in shown.summary
    assert "our reading" in phase.context
    assert int(signed.value) == (shown.frame["kind"] == "signing").sum() == 6
    assert signed.context == "2020–2025/26, four of them by our reading"
    assert left.value == "5"


def test_a_city_without_a_phase_shows_its_lap_and_says_so():
    first, *_ = screen("lund", lang="en").key
    assert first.value == "2025"
    assert "no phase" in first.context


def test_joined_versions_are_not_called_signed(tiny):
    contracts = tiny.contracts.copy()
    contracts.loc[contracts["code"] == tiny.slugs["alsta"], "standing"] = "joined"
    shown = screen("alsta", lang="en", tables=replace(tiny, contracts=contracts))
    assert "joined" in shown.key[1].label
    assert "joined" not in screen("alsta", lang="en", tables=tiny).key[1].label


def test_several_cities_have_a_figure_each_also_the_one_that_has_no_lap():
    umea, habo = screen("umea", "habo").key
    assert (umea.label, umea.value) == ("Umeå", "Fas 4")
    assert (habo.label, habo.value) == ("Habo", "Inte med")
    assert len(screen(*GATE).key) == len(GATE)


def test_without_a_city_the_figures_count_who_walks():
    shown = screen()
    placed = shown.frame[shown.frame["kind"] == "position"]
    told = placed[(placed["basis"] == "documented") & (placed["lap"] == placed["lap"].max())]
    walking, documented = shown.key
    assert walking.value == str(len(placed))
    assert documented.value == f"{len(told)} av {len(placed)}"


def test_no_figure_is_a_share_of_a_way():
    for lang in ("sv", "en"):
        for cities in ((), ("umea",), GATE):
            for figure in screen(*cities, lang=lang).key:
                assert "%" not in figure.value + figure.context
                assert len(figure.label) <= 40
                assert len(figure.context) <= 60
