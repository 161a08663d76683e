"""Whatever is looked at, a view gives a picture, a finding, a table and sources, and they agree."""

import re
from copy import deepcopy
from dataclasses import replace

import pytest

from dashboard.i18n import t
from dashboard.model.process import laps_walked
from dashboard.state import LANGUAGES, MEASURES, ViewState
from dashboard.views import VIEWS, build, frame_of
from layouts.parts import view_block
from tests.unit.pictures import drawn, words

#: Many goals, a budget, no goals, a town with a near namesake, none (all together), and two side by side.
CITIES = (("umea",), ("uppsala",), ("arjang",), ("habo",), ("malmo",), (), ("goteborg", "lund"))
#: What a reader must never meet: a missing value or a placeholder that fell through.
LEAKS = re.compile(r"\b(nan|NaN|None|NaT|inf)\b|<NA>|\{|\}")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("cities", CITIES, ids="+".join)
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_whole_in_every_state(tables, view, cities, measure, lang):
    size = "narrow" if lang == "en" else "wide"
    shown = build(view, ViewState(lang=lang, cities=cities, measure=measure, size=size, theme="dark"), tables)
    assert shown.summary.strip()[-1] in ".”"
    assert [text for text in words(shown) if LEAKS.search(re.sub("%{.*?}", "", text))] == []
    if shown.status == "no-data":
        assert shown.figure is None
        assert shown.table.rows.empty
        return
    assert {trace["type"] for trace in drawn(shown)["data"]} <= {"scatter", "bar"}
    assert drawn(shown)["layout"]["height"] > 100
    assert len(shown.table.rows) > 0
    assert all(column.heading for column in shown.table.columns)
    assert len(shown.sources) > 0
    assert set(shown.sources["source_id"]) <= set(tables.sources["source_id"])


def test_municipalities_of_every_kind_have_every_view(tables):
    # All that a source tells anything of but emissions, and every twelfth of the others, who are alike. Each in one
    # language, the languages taking turns; goals, whose words differ most, in both. Pictures are drawn of every eighth:
    # they take most of the time, and whether there is one the frame decides.
    walking = set(laps_walked(tables.contracts, tables.memberships)["code"])
    having = {"goals": set(tables.targets["code"]), "process": walking, "contract": walking}
    having |= {"arena": set(tables.actors["code"]), "scopes": set(tables.scopes["code"])}
    having["modal-share"] = {*tables.modal_share["code"], *tables.modal_targets["code"]}
    told = set().union(*having.values())
    chosen = [both for place, both in enumerate(tables.slugs.items()) if both[1] in told or place % 12 == 0]
    for place, (slug, code) in enumerate(chosen):
        lang, other = LANGUAGES if place % 2 else LANGUAGES[::-1]
        for view, spoken in [*((view, lang) for view in VIEWS), ("goals", other)]:
            state = ViewState(lang=spoken, cities=(slug,))
            frame = frame_of(view, state, tables)
            assert frame.empty == (code not in having.get(view, {code}))
            said = [VIEWS[view].summary(frame, state), *VIEWS[view].remarks(frame, state)]
            assert not LEAKS.search(" ".join(said))
            if place % 8 == 0:
                shown = build(view, state, tables)
                assert (shown.status == "no-data") == frame.empty
                assert [shown.summary, *shown.remarks] == said


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_that_is_shown_stays_as_it_was_built(tables, view):
    state = ViewState(lang="en", cities=("umea",))
    first = build(view, state, tables)
    before = deepcopy(first)
    view_block(first).to_plotly_json()
    build(view, state.but(measure="index", theme="dark"), tables)
    again = build(view, state, tables)
    assert again is first
    assert drawn(again) == drawn(before)
    assert (again.summary, again.remarks) == (before.summary, before.remarks)
    assert again.table.rows.equals(before.table.rows)
    assert again.frame.equals(before.frame)


@pytest.mark.parametrize("view", VIEWS)
def test_a_frame_is_shared_by_every_look_and_none_changes_it(tables, view):
    state = ViewState(lang="sv", cities=("uppsala",))
    before = frame_of(view, state, tables).copy()
    for size, theme in (("narrow", "dark"), ("wide", "light")):
        build(view, state.but(size=size, theme=theme), tables)
    assert frame_of(view, state, tables).equals(before)


def test_new_tables_are_shown_and_not_what_was_built_from_the_old(tiny):
    state = ViewState(cities=("alsta",))
    doubled = tiny.emissions.assign(transport=tiny.emissions["transport"] * 2)
    old, new = build("sectors", state, tiny), build("sectors", state, replace(tiny, emissions=doubled))
    assert old.table.rows["2024"].iloc[0] * 2 == pytest.approx(new.table.rows["2024"].iloc[0])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_without_data_says_so(tiny, view, lang):
    kept = ("sources", "municipalities", "population", "phases")
    bare = replace(tiny, **{name: frame.iloc[:0] for name, frame in tiny.frames().items() if name not in kept})
    shown = build(view, ViewState(lang=lang, cities=("alsta",)), bare)
    assert shown.status == "no-data"
    assert shown.figure is None
    assert shown.summary == t(lang, f"{view}.none", name="Alsta")
    assert shown.table.rows.empty
    assert shown.sources.empty


@pytest.mark.parametrize("view", ["trajectory", "sectors"])
@pytest.mark.parametrize(("start", "end"), [(1990, 2050), (2020, 2050), (1990, 2000), (2030, 2050), (1991, 1999)])
def test_a_finding_and_a_status_never_contradict_each_other(tables, view, start, end):
    shown = build(view, ViewState(cities=("umea",), start=start, end=end), tables)
    assert (shown.summary == t("sv", f"{view}.none")) == (shown.status == "no-data")


@pytest.mark.parametrize("view", ["trajectory", "sectors"])
def test_an_estimate_is_never_shown_as_a_measurement(tiny, view):
    status = tiny.emissions["status"].where(tiny.emissions["year"] != 2024, "estimated")
    state = ViewState(lang="en", cities=("alsta",))
    estimated = build(view, state, replace(tiny, emissions=tiny.emissions.assign(status=status)))
    assert drawn(estimated)["data"] != drawn(build(view, state, tiny))["data"]
    assert any("estimate" in text for text in words(estimated))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("measure", MEASURES)
def test_emissions_of_zero_are_no_fault(tiny, view, measure):
    nothing = tiny.emissions.copy()
    own = nothing["code"] == "9901"
    nothing.loc[own, [*nothing.columns[3:12], "total"]] = nothing.loc[own, [*nothing.columns[3:12], "total"]] * 0
    shown = build(view, ViewState(cities=("alsta",), measure=measure), replace(tiny, emissions=nothing))
    assert [text for text in words(shown) if LEAKS.search(re.sub("%{.*?}", "", text))] == []


@pytest.mark.parametrize("view", VIEWS)
def test_one_measured_year_is_no_fault(tiny, view):
    one = tiny.emissions[tiny.emissions["year"] == 2024]
    shown = build(view, ViewState(cities=("alsta",)), replace(tiny, emissions=one))
    assert shown.summary
    assert [text for text in words(shown) if LEAKS.search(re.sub("%{.*?}", "", text))] == []


@pytest.mark.parametrize("view", ["trajectory", "sectors"])
def test_an_unknown_population_is_missing_and_not_a_division_by_nothing(tiny, view):
    shown = build(
        view, ViewState(cities=("alsta",), measure="capita"), replace(tiny, population=tiny.population.iloc[:0])
    )
    assert [text for text in words(shown) if LEAKS.search(re.sub("%{.*?}", "", text))] == []


def test_an_unknown_view_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        build("process-of-nothing", ViewState())
