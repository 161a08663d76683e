"""The arena: every actor named in its sector, nothing that overlaps, and no score."""

import json
import re
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from plotly.io.json import to_json_plotly

from dashboard.i18n import t
from dashboard.state import LANGUAGES, ViewState
from dashboard.theme import SIZES
from dashboard.views.arena.boxes import dealt
from dashboard.views.arena.view import VIEW
from dashboard.views.lettering import broken, width_of
from tests.dataset import table

SECTORS = ("public", "business", "academia", "civil_society", None)
LONG = "Nätverket för hållbart byggande och förvaltande i kallt klimat"


def actors(code: str, number: int, *, start: int = 0) -> list[dict[str, Any]]:
    """So many organisations, their names short, long and without a place to break, in all sectors and three years."""
    kinds = ("Verk {}", "Hyresgästföreningen region Västra Sverige {}", "Naturskyddsföreningen{}", f"{LONG} {{}}")
    return [
        {
            "code": code,
            "name": kinds[i % 4].format(i),
            "sector": SECTORS[i % 5],
            "version": 2021 + i % 3,
            "role_sv": f"roll {i}",
            "role_en": f"role {i}",
        }
        for i in range(start, start + number)
    ]


def having(tiny, *rows):
    return replace(tiny, actors=table("actors", [row for part in rows for row in part]))


def picture(tables, state) -> dict[str, Any]:
    frame = VIEW.select(tables, state)
    return json.loads(to_json_plotly(VIEW.figure(frame, state).to_plotly_json()))


def spots(made) -> list[list[str]]:
    return [data for trace in made["data"] if trace.get("meta") == "spots" for data in trace["customdata"]]


def labels(made, width: float, size: float) -> list[tuple[str, float, float, float, float]]:
    """Every label of a picture of the width: its text and its box (left, top, right, bottom) in pixels."""
    out = []
    for note in made["layout"]["annotations"]:
        lines = [re.sub(r"<[^>]+>", "", line) for line in note["text"].split("<br>")]
        big = [re.search(r"font-size:([\d.]+)px", line) for line in note["text"].split("<br>")]
        own = note.get("font", {}).get("size", size)
        sizes = [float(found[1]) if found else own for found in big]
        wide = max(width_of(line, each, bold="<b" in note["text"]) for line, each in zip(lines, sizes, strict=True))
        high = 1.3 * sum(sizes)
        x, y = note["x"] * width + note.get("xshift", 0), note["y"]
        left = x - wide * {"left": 0, "center": 0.5, "right": 1}[note["xanchor"]]
        top = y - high * {"top": 0, "middle": 0.5}[note["yanchor"]]
        out.append((" ".join(lines), left, top, left + wide, top + high))
    return out


def overlapping(boxes) -> list[tuple[str, str]]:
    return [
        (one[0], other[0])
        for one, other in combinations(boxes, 2)
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] - 0.5 and other[2] < one[4] - 0.5
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("size", "width"), [("narrow", 280), ("narrow", 390), ("wide", 528), ("wide", 1100), ("wide", 1900), ("wide", 3840)]
)
@pytest.mark.parametrize("cities", [("alsta",), ("alsta", "bjorko", "odevata"), ()], ids="+".join)
def test_no_labels_overlap_with_sixty_actors_in_an_arena(tiny, cities, size, width, lang):
    full = having(tiny, actors("9901", 60), actors("9902", 25, start=40), actors("9801", 1))
    made = picture(full, ViewState(lang=lang, cities=cities, size=size))
    boxes = labels(made, width, SIZES["page"][0])
    assert overlapping(boxes) == []
    outside = [box for box in boxes if box[1] < 0 or box[3] > width or box[2] < 0 or box[4] > made["layout"]["height"]]
    assert outside == []


def test_sixty_actors_in_one_sector_do_not_overlap_either(tiny):
    one = [{**row, "sector": "business"} for row in actors("9901", 60)]
    for size, width in (("narrow", 280), ("wide", 528)):
        made = picture(having(tiny, one), ViewState(cities=("alsta",), size=size))
        assert overlapping(labels(made, width, SIZES["page"][0])) == []


def test_no_name_is_longer_than_the_room_that_the_estimate_gives_it():
    for name in (LONG, "Naturskyddsföreningen", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "x", "Miljö-och-klimatpakten"):
        lines = broken(name, 90, 13)
        assert all(width_of(line, 13) <= 90 for line in lines)
        told = "".join(lines).replace("-", "").replace(" ", "").replace("\u00a0", "")
        assert told == name.replace("-", "").replace(" ", "")


def test_columns_are_filled_in_order_and_evenly():
    assert dealt([1] * 6, 3) == [0, 0, 1, 1, 2, 2]
    assert dealt([5, 1, 1, 1, 1, 1], 2) == [0, 1, 1, 1, 1, 1]
    assert dealt([], 2) == []


@pytest.mark.parametrize("size", ["narrow", "wide"])
def test_every_actor_is_a_mark_with_its_name_and_a_place_in_the_table(tables, size):
    for slug in ("umea", "stockholm", "gavle", "kristinehamn"):
        state = ViewState(cities=(slug,), size=size)
        frame = VIEW.select(tables, state)
        marks = spots(picture(tables, state))
        assert sorted(mark[3] for mark in marks) == sorted(frame["name"])
        assert sorted(VIEW.table(frame, state).rows["name"]) == sorted(frame["name"])
        assert all(mark[1].startswith("http") for mark in marks)
        assert all("<" not in mark[2] for mark in marks)
        told = [item for section in VIEW.sections(frame, state) for item in section.items]
        assert len(told) == len(frame)


def test_a_sector_that_no_source_states_stands_apart_and_is_never_filled_in(tiny):
    state = ViewState(lang="sv", cities=("alsta",))
    full = having(tiny, [{"code": "9901", "name": "Nätet", "version": 2021}], actors("9901", 1))
    frame = VIEW.select(full, state)
    rows = VIEW.table(frame, state).rows.set_index("name")
    assert rows.loc["Nätet", "sector"] == t("sv", "arena.sector.not_stated")
    headings = [note["text"] for note in picture(full, state)["layout"]["annotations"] if note["name"] == "panel"]
    assert f"<b>{t('sv', 'arena.sector.not_stated')} · 1</b>" in headings
    # The sectors that nobody is named in say so, in the picture and in the finding.
    missing = [note["text"] for note in picture(full, state)["layout"]["annotations"] if note["name"] == "note"]
    assert missing == [t("sv", "arena.sector_none")] * 3
    assert "Ingen källa namnger" in VIEW.summary(frame, state)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_finding_counts_what_the_table_lists(tables, lang):
    state = ViewState(lang=lang, cities=("umea",))
    frame = VIEW.select(tables, state)
    assert str(len(frame)) in VIEW.summary(frame, state)
    assert frame["group"].value_counts().sum() == len(VIEW.table(frame, state).rows)
    assert t(lang, "arena.no_score") in VIEW.remarks(frame, state)


def test_shared_actors_are_found_and_named_with_their_cities(tables):
    state = ViewState(lang="en", cities=("umea", "lund", "malmo"))
    frame = VIEW.select(tables, state)
    rise = frame[frame["key"] == "rise"]
    assert rise["city"].tolist() == ["Umeå", "Lund", "Malmö"]
    assert rise["is_shared"].all()
    assert "RISE" in VIEW.summary(frame, state)
    (section,) = VIEW.sections(frame, state)
    assert section.table is not None
    cities = section.table.rows.set_index("name")["cities"]
    assert cities["RISE"] == "Umeå, Lund and Malmö"
    assert all(" and " in where for where in cities)
    assert any("RISE" in note["text"] for note in picture(tables, state)["layout"]["annotations"])


def test_cities_stand_in_the_order_asked_for_and_not_by_their_counts(tiny):
    full = having(tiny, actors("9901", 2), actors("9902", 30))
    for cities in (("alsta", "bjorko"), ("bjorko", "alsta")):
        made = picture(full, ViewState(cities=cities))
        names = [note["text"] for note in made["layout"]["annotations"] if note.get("name") == "city"]
        assert names == [f"<b>{full.municipality(full.slugs[slug]).name}</b>" for slug in cities]


def test_a_city_without_named_actors_among_several_is_said_to_lack_them(tiny):
    state = ViewState(lang="sv", cities=("alsta", "bjorko"))
    full = having(tiny, actors("9901", 3))
    frame = VIEW.select(full, state)
    assert "Uppgift saknas för Björkö." in VIEW.summary(frame, state)
    written = [note["text"] for note in picture(full, state)["layout"]["annotations"]]
    assert t("sv", "arena.sector_none") in written


def test_bars_are_as_long_as_their_counts_on_one_scale(tiny):
    full = having(tiny, actors("9901", 10), actors("9902", 20))
    bars = [trace for trace in picture(full, ViewState(cities=("alsta", "bjorko")))["data"] if trace["type"] == "bar"]
    assert [two / one for one, two in zip(bars[0]["x"], bars[1]["x"], strict=True)] == pytest.approx([2] * 5)


def test_without_a_city_every_city_with_actors_is_named_and_leads_to_its_page(tables):
    state = ViewState(lang="sv")
    frame = VIEW.select(tables, state)
    slugs = [mark[0] for mark in spots(picture(tables, state)) if mark[0]]
    codes = set(tables.actors["code"])
    assert sorted(slugs) == sorted(slug for slug, code in tables.slugs.items() if code in codes)
    assert str(len(codes)) in VIEW.summary(frame, state)
    rows = VIEW.table(frame, state).rows
    assert rows["total"].sum() == len(frame)
    # No source names anyone of a sector: not zero, but missing.
    assert not (rows[["public", "business", "academia", "civil_society"]] == 0).any(axis=None)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("cities", [("alsta",), ("alsta", "bjorko"), ()], ids="+".join)
def test_without_actors_the_view_says_that_none_was_found(tiny, cities, lang):
    bare = replace(tiny, actors=tiny.actors.iloc[:0])
    state = ViewState(lang=lang, cities=cities)
    frame = VIEW.select(bare, state)
    assert frame.empty
    assert VIEW.summary(frame, state) == t(lang, "arena.none")
    assert VIEW.table(frame, state).rows.empty
    assert VIEW.sources(frame).empty
    assert (VIEW.remarks(frame, state), VIEW.sections(frame, state)) == ([], [])


def test_our_reading_and_a_dispute_have_a_sign_and_a_word(tiny):
    rows = [
        {"code": "9901", "name": "Ringen", "sector": "public", "version": 2021, "certainty": "derived"},
        {"code": "9901", "name": "Romben", "sector": "public", "version": 2021},
        {"code": "9901", "name": "Romben", "sector": "business", "version": 2022},
        {"code": "9901", "name": "Punkten", "sector": "public", "version": 2021},
    ]
    state, full = ViewState(lang="en", cities=("alsta",)), having(tiny, rows)
    trace = next(trace for trace in picture(full, state)["data"] if trace.get("meta") == "spots")
    signs = dict(zip((data[3] for data in trace["customdata"]), trace["marker"]["symbol"], strict=True))
    assert len({signs["Ringen"], signs["Romben"], signs["Punkten"]}) == 3
    frame = VIEW.select(full, state)
    sure = VIEW.table(frame, state).rows.set_index("name")["sure"]
    assert sure.to_dict() == {name: t("en", f"arena.certainty.{word}") for name, word in (
        ("Punkten", "stated"), ("Ringen", "derived"), ("Romben", "disputed"),
    )}  # fmt: skip
    assert {t("en", "arena.mark.derived"), t("en", "arena.mark.disputed")} <= set(VIEW.remarks(frame, state))
