"""The picture of view modal-share: bars, outlined goals, the goal's line, badges and colours."""

from dataclasses import replace
from itertools import pairwise

import pytest

from dashboard.config import ROOT
from dashboard.i18n import texts
from dashboard.model.comparison import compare
from dashboard.model.modal_goals import REASONS, REMARKS
from dashboard.model.modal_share import GROUPS, ORDER, basis
from dashboard.state import ViewState
from dashboard.tables.loading import Tables, load
from dashboard.tables.vocabulary import AREAS, CERTAINTIES, METHODS, MODES, TARGET_TRIPS
from dashboard.theme import TOKENS
from dashboard.views.ledger import SIGN
from dashboard.views.modal_share import VIEW
from dashboard.views.modal_share.colours import LIKE, MODE_COLOURS, mode_colour, words_on
from dashboard.views.modal_share.plan import plan
from dashboard.views.modal_share.rows import apart, grouped, shown
from tests.unit.colours import VISIONS, closest, contrast
from tests.unit.modal import badges, bars, built, lines, written
from tests.unit.pictures import drawn, notes


@pytest.fixture(scope="module")
def made_up() -> Tables:
    return load(ROOT / "data" / "exempel")


def test_the_goal_is_an_outline_and_a_line_with_its_year_dotted_where_the_basis_differs(tables):
    umea, helsingborg = built(tables, "umea"), built(tables, "helsingborg")
    (goal,) = bars(umea, "goal")
    assert (goal["at"], goal["x"], goal["text"]) == (0, 65, "minst 65\u00a0%")
    assert goal["marker"]["color"] == "rgba(0,0,0,0)"
    assert {(line["x0"], line["line"]["dash"]) for line in lines(umea)} == {(65, "dot")}
    assert {(line["x0"], line["line"]["dash"]) for line in lines(helsingborg)} == {(64, "solid")}
    assert "Mål 2025: minst 65 % ≠" in written(umea)
    assert "Mål 2027: 64 % |" in written(helsingborg) + " |"


def test_the_car_s_goal_is_measured_from_the_right(tables):
    assert {line["x0"] for line in lines(built(tables, "lund"))} == {67}
    (goal,) = [bar for bar in bars(built(tables, "helsingborg"), "goal") if bar["x"] == 25]
    assert goal["at"] == 75


def test_goals_of_one_year_and_document_stand_side_by_side_and_overlapping_ones_apart(tables):
    ostersund = [bar for bar in bars(built(tables, "ostersund"), "goal") if bar["y"] < 100]
    assert [(bar["at"], bar["x"]) for bar in ostersund] == [(0, 40), (40, 20), (60, 40)]
    assert len({bar["y"] for bar in ostersund}) == 1
    jonkoping = bars(built(tables, "jonkoping"), "goal")
    assert [(bar["at"], bar["x"]) for bar in jonkoping] == [(0, 43), (0, 16)]
    assert len({bar["y"] for bar in jonkoping}) == 2


def test_the_gap_stands_beside_every_survey_with_a_sign_where_it_may_not_be_compared(tables):
    said = written(built(tables, "umea"))
    assert [gap in said for gap in ("7 procentenheter till målet ≠", "21 procentenheter till målet ≠")] == [True] * 2
    comparable = written(built(tables, "helsingborg"))
    assert "17 procentenheter till målet" in comparable
    assert "till målet ≠" not in comparable


def test_a_group_wears_a_badge_wherever_it_differs_from_the_goal_or_from_the_group_above(tables, made_up):
    for chosen in (tables, made_up):
        codes = {*chosen.modal_share["code"], *chosen.modal_targets["code"]}
        for slug in [slug for slug, code in chosen.slugs.items() if code in codes]:
            made = built(chosen, slug)
            found = grouped(shown(made.frame))
            # Every group after the first of the picture differs from the one above it, by the model's own word.
            for above, below in pairwise(found):
                assert apart([basis(one) for _, one in above], [basis(one) for _, one in below]) is not None
            blocks = [block for block in plan(made.frame, "sv") if block.group.heading.startswith("Undersökt")]
            assert all(block.group.badge for block in blocks[1:])
            assert all("målet" in block.group.badge for block in blocks if block.line == "dot")
            assert len(badges(made)) == sum(bool(block.group.badge) for block in plan(made.frame, "sv"))
            assert all(badge.startswith(SIGN) for badge in badges(made))


def test_within_a_group_all_surveys_may_be_compared(tables):
    for state in (ViewState(), ViewState(cities=("umea", "malmo", "lulea")), ViewState(cities=("lund",))):
        for group in grouped(shown(VIEW.select(tables, state))):
            bases = [basis(one) for _, one in group]
            assert all(compare(one, other).comparable for one in bases for other in bases if one is not other)


def test_a_badge_tells_both_values_and_what_is_not_told(tables):
    first, second = badges(built(tables, "umea"))
    assert "tätorten i målet, hela kommunen här" in first
    assert "app ovanför, omräkning här" in second
    assert "metoden anges inte" in badges(built(tables, "jonkoping"))[0]


def test_a_goal_that_counts_something_else_is_set_apart_from_the_first(tables):
    badge = next(one for one in badges(built(tables, "gavle")) if "personkilometer här" in one)
    assert "alla resor i det första målet, " in badge


def test_what_is_not_stated_is_hatched_and_empty_and_says_so(tables):
    found = bars(built(tables, "gavle"), "not_stated")
    assert [(bar["at"], bar["x"]) for bar in found] == [(51, 49)]
    assert found[0]["marker"]["color"] == "rgba(0,0,0,0)"
    assert found[0]["marker"]["pattern"]["shape"] == "/"
    assert "anges inte" in found[0]["text"]
    assert bars(built(tables, "goteborg"), "not_stated") == []


def test_women_and_men_have_thin_bars_where_the_survey_tells(tables):
    made = built(tables, "umea")
    assert {"kvinnor", "män"} <= set(notes(made))
    assert sorted(bar["x"] for bar in bars(made, "car")) == [34, 40, 45]
    assert "kvinnor" not in notes(built(tables, "lulea"))


def test_a_bar_past_a_hundred_is_inside_the_picture(tables):
    assert drawn(built(tables, "goteborg"))["layout"]["xaxis"]["range"][1] >= 101


def test_surveys_of_a_release_without_goals_are_shown(tiny):
    bare = replace(tiny, modal_targets=tiny.modal_targets.iloc[:0])
    made = built(bare, "alsta")
    assert (made.status, lines(made), made.sections) == ("ready", [], ())


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_any_two_modes_are_told_apart_with_every_common_colour_vision(theme, vision):
    distance, one, other = closest(MODE_COLOURS[theme].values(), vision)
    assert distance >= 12, f"{one} and {other}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_on_every_mode_can_be_read(theme):
    faint = [mode for mode, shade in MODE_COLOURS[theme].items() if contrast(shade, words_on(theme, mode)) < 4.5]
    assert faint == []
    assert contrast(TOKENS[theme]["ink"], TOKENS[theme]["paper"]) >= 4.5
    assert {mode_colour(theme, mode) for mode in ORDER if mode != "not_stated"} == set(MODE_COLOURS[theme].values())
    assert set(LIKE) | set(MODE_COLOURS[theme]) | {"not_stated"} == set(ORDER)


@pytest.mark.parametrize(
    ("prefix", "said"),
    [
        ("mode", (*MODES, *ORDER)),
        ("area", AREAS),
        ("trips", TARGET_TRIPS),
        ("method", METHODS),
        ("group", GROUPS),
        ("reason", tuple(set(REASONS))),
        ("beside", REMARKS),
        ("certainty", CERTAINTIES),
        ("feature", ("area", "trips", "method", "group")),
    ],
)
def test_every_word_of_the_tables_and_the_model_has_a_text(prefix, said):
    assert [word for word in said if f"modal.{prefix}.{word}" not in texts("sv")] == []
