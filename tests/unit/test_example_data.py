"""The fictional data set: whole, consistent, and never to be taken for a real one."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard.tables import pointer
from dashboard.tables.checking import check_folder
from dashboard.tables.loading import Tables, load
from dashboard.tables.schemas import SPECS
from dashboard.tables.vocabulary import PHASES, SECTORS

DATA = Path(__file__).resolve().parents[2] / "data"
Ring = list[tuple[int, int]]


@pytest.fixture(scope="module")
def made_up() -> Tables:
    return load(DATA / "exempel")


@pytest.fixture(scope="module")
def real() -> Tables:
    return load(DATA / "sverige")


def test_it_checks_clean_and_is_marked_fictional(made_up):
    assert check_folder(DATA / "exempel") == []
    assert made_up.fictional
    assert (DATA / "exempel" / pointer.FICTIONAL).read_bytes() == b""


def test_it_has_five_municipalities_and_fills_every_table_for_each(made_up):
    codes = {"9901", "9902", "9903", "9904", "9905"}
    assert set(made_up.municipalities["code"]) == codes
    assert made_up.slugs["stadskoping"] == "9901"
    assert [name for name in SPECS if made_up.frames()[name].empty] == []
    for name in ("population", "emissions", "targets", "contracts", "process", "actors", "boundaries", "gaps", "links"):
        assert set(made_up.frames()[name]["code"]) == codes, name


def test_sectors_sum_to_every_total(made_up):
    emissions = made_up.emissions
    assert (emissions[list(SECTORS)].sum(axis=1) - emissions["total"]).abs().max() < 0.01
    together = emissions.groupby("year")["total"].sum()
    assert (made_up.national_emissions.set_index("year")["total"] >= together).all()


def test_no_name_code_or_county_is_a_real_one(made_up, real):
    for column in ("code", "slug", "name", "county_code", "county"):
        assert not set(made_up.municipalities[column]) & set(real.municipalities[column]), column
    assert set(made_up.memberships["partner_name"].dropna()).isdisjoint(real.memberships["partner_name"].dropna())


def test_no_real_organisation_takes_part_but_the_six_agencies(made_up, real):
    agencies = {"Energimyndigheten", "Formas", "Naturvårdsverket", "Tillväxtverket", "Trafikverket", "Vinnova"}
    assert set(made_up.parties["party"]) == agencies
    assert set(made_up.actors["name"]).isdisjoint(real.actors["name"])


def test_no_text_names_a_real_municipality_of_the_contract(made_up, real):
    named = set(real.contracts["code"])
    names = real.municipalities[real.municipalities["code"].isin(named)]["name"]
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, names)) + r")s?\b")
    for name, frame in made_up.frames().items():
        texts = " ".join(frame.select_dtypes(exclude="number").astype("str").fillna("").to_numpy().ravel())
        assert not pattern.findall(texts), name


def test_every_source_and_note_says_that_it_is_made_up(made_up):
    for source in made_up.sources.to_dict("records"):
        assert source["source_id"].startswith("example-")
        assert source["title"].startswith("Påhitta"), source["title"]
        assert source["publisher"] == "Påhittad källa"
        assert source["url"].startswith("https://example.org/")
        assert source["licence"] == "CC0"
        assert "påhittat" in source["note"]
        assert "fictional" in source["note"]
    for name, frame in made_up.frames().items():
        notes = frame["note"].dropna()
        assert notes.str.contains("påhitta", case=False).all(), name
    assert made_up.links["url"].str.startswith("https://example.org/").all()


def test_every_source_is_used(made_up):
    used = {source for name, frame in made_up.frames().items() if name != "sources" for source in frame["source_id"]}
    assert set(made_up.sources["source_id"]) == used


def test_evidence_covers_six_laps_and_phases_on_both_grounds(made_up):
    process = made_up.process
    assert set(process["version"]) == set(range(2020, 2026))
    assert set(process["phase"]) == set(range(PHASES[0], PHASES[1] + 1))
    assert set(process["basis"]) == {"documented", "self_assessed"}
    full = process[(process["code"] == "9901") & (process["version"] == 2025)]
    assert set(full["phase"]) == set(range(1, 7))
    signed = made_up.contracts[made_up.contracts["standing"] != "letter_of_intent"]
    assert set(signed[signed["code"] == "9901"]["version"]) == set(range(2020, 2026))
    latest = signed.groupby("code")["version"].max()
    told = {(code, version) for code, version in process[["code", "version"]].itertuples(index=False)}
    assert [code for code, version in latest.items() if (code, version) not in told] == ["9903"]


def test_it_shows_every_kind_of_thing(made_up):
    arena = made_up.actors[made_up.actors["code"] == "9901"]
    assert len(arena) == 60
    assert arena["sector"].isna().any()
    assert set(arena["sector"].dropna()) == {"public", "business", "academia", "civil_society"}
    assert made_up.actors.groupby("name")["code"].nunique().max() >= 2
    assert set(made_up.scopes["part"]) == {"total", "excluding_grid_supply", "grid_supply"}
    assert set(made_up.scopes["scope"]) == {"1", "2", "3", "basic", "basic_plus", "total"}
    assert (made_up.scopes["tonnes"] == 0).any()
    surveys = made_up.modal_share[made_up.modal_share["code"] == "9901"]
    assert set(surveys["survey_year"]) == {2014, 2018, 2022}
    assert set(surveys["group"]) == {"all", "women", "men"}
    assert set(made_up.investments["reach"]) == {"city", "municipality", "project", "several_cities"}
    assert set(made_up.indicators["indicator"]) == {
        "chargeable_car_share", "contract_municipalities", "contract_new_pioneers", "contract_twins",
    }  # fmt: skip
    roles = {"pioneer", "twin", "mission_city", "label_holder", "pilot"}
    assert roles <= set(made_up.memberships["role"])


def test_surveys_of_all_modes_sum_to_a_hundred(made_up):
    modes = ["walk", "bicycle", "public_transport", "car", "other"]
    rows = made_up.modal_share[made_up.modal_share["mode"].isin(modes)]
    by = rows.groupby(["survey", "group"])["share"].agg(["sum", "count"])
    whole = by[by["count"] == len(modes)]
    assert len(whole) >= 6
    assert (whole["sum"] == 100).all()


def test_investments_lie_within_what_contains_them(made_up):
    rows = made_up.investments
    names = set(rows[["code", "version", "name_en"]].itertuples(index=False, name=None))
    inside = rows[rows["within"].notna()]
    assert set(inside[["code", "version", "within"]].itertuples(index=False, name=None)) <= names
    whole = rows[rows["within"].isna()].set_index(["code", "version", "name_en"])["need_high"]
    parts = inside.groupby(["code", "version", "within"])["need_high"].sum()
    both = parts.index.intersection(whole.index)
    assert len(both)
    assert (parts[both] <= whole[both]).all()


def test_offers_meet_what_others_seek(made_up):
    rows = made_up.experiences
    offers = rows[rows["direction"] == "offers"]
    seeks = rows[rows["direction"] == "seeks"]
    pairs = offers.merge(seeks, on="theme", suffixes=("", "_seeking"))
    assert (pairs["code"] != pairs["code_seeking"]).sum() >= 5


def test_boundaries_share_their_borders_exactly(made_up):
    rings = {code: _rings(wkt) for code, wkt in made_up.boundaries[["code", "wkt"]].itertuples(index=False)}
    edges = Counter(edge for all_ in rings.values() for ring in all_ for edge in _edges(ring))
    # A border between two stands once in each direction; without those, what is left is the outline.
    outline = [(a, b) for a, b in edges if (b, a) not in edges]
    assert set(edges.values()) == {1}
    assert Counter(a for a, _ in outline) == Counter(b for _, b in outline), "the outline is closed"
    area = sum(_area(_edges(ring)) for all_ in rings.values() for ring in all_)
    assert all(_area(_edges(ring)) > 0 for all_ in rings.values() for ring in all_)
    assert _area(outline) == pytest.approx(area)
    neighbours = {
        frozenset((one, other))
        for one in rings
        for other in rings
        if one < other
        and {(b, a) for ring in rings[one] for a, b in _edges(ring)} & {e for r in rings[other] for e in _edges(r)}
    }
    assert len(neighbours) == 7
    xs = [x for all_ in rings.values() for ring in all_ for x, _ in ring]
    assert 60_000 < max(xs) - min(xs) < 100_000


def test_no_boundary_lies_in_a_real_municipality(made_up, real):
    boxes = [_box(ring) for wkt in made_up.boundaries["wkt"] for ring in _rings(wkt)]
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    for code, wkt in real.boundaries[["code", "wkt"]].itertuples(index=False):
        for ring in _rings(wkt):
            inside = [(x, y) for x, y in ring if west <= x <= east and south <= y <= north]
            assert inside == [], code


def _box(ring: Ring) -> tuple[int, int, int, int]:
    xs, ys = zip(*ring, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _rings(wkt: str) -> list[Ring]:
    return [
        [(int(x), int(y)) for x, y in (point.split() for point in text.split(", "))]
        for text in re.findall(r"\(([\d ,]+)\)", wkt)
    ]


def _edges(ring: Ring) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return list(pairwise(ring))


def _area(edges: list[tuple[tuple[int, int], tuple[int, int]]]) -> float:
    """By the shoelace formula, m²; positive when the edges run counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in edges) / 2


def test_rings_are_closed_and_rounded(made_up):
    for wkt in made_up.boundaries["wkt"]:
        for ring in _rings(wkt):
            assert ring[0] == ring[-1]
            assert len(set(ring)) == len(ring) - 1
            assert all(x % 100 == 0 and y % 100 == 0 for x, y in ring)
