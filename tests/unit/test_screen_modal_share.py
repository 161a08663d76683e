"""How we travel, on a screen: the newest survey large, held against the goal only in words that say what differs."""

from itertools import product

import pytest

from dashboard.i18n import t
from dashboard.model.modal_share import leading
from dashboard.views import SCREEN_ROOM
from dashboard.views.modal_share.key import key_figures
from dashboard.views.modal_share.rows import cities, shown
from tests.unit.modal import badges, built, lines, plain
from tests.unit.modal import written as told
from tests.unit.pictures import drawn

SIX = ("umea", "malmo", "lund", "goteborg", "uppsala", "stockholm")
SCREENS = tuple(SCREEN_ROOM)


def afar(tables, *slugs, size="landscape", lang="sv"):
    return built(tables, *slugs, lang=lang, mode="screen", size=size)


def key(tables, *slugs, lang="sv"):
    shown_view = afar(tables, *slugs, lang=lang)
    return key_figures(shown_view.frame, shown_view.state)


def surveyed(tables) -> list[str]:
    codes = dict.fromkeys([*tables.modal_share["code"], *tables.modal_targets["code"]])
    return [tables.municipality(code).slug for code in codes]


@pytest.mark.parametrize("size", SCREENS)
def test_a_picture_is_never_higher_than_the_screens_room(tables, size):
    for slugs in (*((slug,) for slug in surveyed(tables)[::2]), (), SIX[:4], SIX):
        layout = drawn(afar(tables, *slugs, size=size, lang="en"))["layout"]
        assert layout["height"] <= SCREEN_ROOM[size][1]
        assert all(note["y"] < layout["height"] for note in layout["annotations"])
        assert min(note["font"]["size"] for note in layout["annotations"]) >= 12


@pytest.mark.parametrize("size", SCREENS)
def test_the_survey_that_stands_for_a_city_is_always_drawn(tables, size):
    for slug in surveyed(tables):
        shown_view = afar(tables, slug, size=size)
        chosen = leading(cities(shown_view.frame)[0].surveys)
        if chosen is not None:
            year = t("sv", "modal.undated") if chosen.year is None else str(chosen.year)
            assert f"{year}: " in told(shown_view)


@pytest.mark.parametrize("size", SCREENS)
def test_every_survey_is_drawn_or_counted_with_its_year(tables, size):
    for slug in surveyed(tables)[::3]:
        shown_view = afar(tables, slug, size=size)
        for _, survey in shown(shown_view.frame):
            assert (t("sv", "modal.undated") if survey.year is None else str(survey.year)) in told(shown_view)


@pytest.mark.parametrize("size", SCREENS)
def test_umeas_goal_is_a_dotted_line_with_what_differs_and_no_gap_in_points(tables, size):
    shown_view = afar(tables, "umea", size=size)
    assert {(line["x0"], line["line"]["dash"]) for line in lines(shown_view)} == {(65, "dot")}
    assert "procentenheter" not in told(shown_view)
    assert "Mål 2025: minst 65 % hållbara resor ≠" in told(shown_view)
    assert any("tätorten i målet, hela kommunen här" in badge for badge in badges(shown_view))
    assert t("sv", "modal.screen.groups") in told(shown_view)


def test_no_badge_speaks_of_rows_above_that_are_not_there(tables):
    wide, tall = (badges(afar(tables, "umea", size=size)) for size in SCREENS)
    assert (len(wide), len(tall)) == (2, 1)
    assert "ovanför" in wide[1]
    assert "ovanför" not in tall[0]


@pytest.mark.parametrize("size", SCREENS)
def test_goals_without_a_line_are_drawn_or_counted(tables, size):
    said = told(afar(tables, "goteborg", size=size))
    assert "kollektivtrafik: kan inte bedömas" in said or "och ett mål till" in said


@pytest.mark.parametrize("size", SCREENS)
def test_cities_that_may_not_be_compared_stand_under_a_badge_that_says_so(tables, size):
    shown_view = afar(tables, "umea", "malmo", size=size)
    assert badges(shown_view) == ["≠ Jämförs inte med varandra: metoden skiljer sig eller anges inte."]
    assert "Umeå 2022: 58 % hållbara resor" in told(shown_view)
    assert "Malmö 2018: 65 % hållbara resor" in told(shown_view)


@pytest.mark.parametrize(("size", "slugs"), list(product(SCREENS, [(), SIX])))
def test_every_city_with_a_survey_is_drawn_or_named(tables, size, slugs):
    shown_view = afar(tables, *slugs, size=size)
    assert all(city.name in told(shown_view) for city, _ in shown(shown_view.frame))


@pytest.mark.parametrize("size", SCREENS)
def test_a_city_without_a_survey_is_named(tables, size):
    said = told(afar(tables, "umea", "habo", "lund", size=size))
    assert t("sv", "modal.summary.without", names="Habo") in said


def test_the_key_figures_of_umea_say_that_the_goal_is_counted_otherwise(tables):
    share, goal = key(tables, "umea")
    assert (share.value, goal.value) == ("58\u00a0%", "65\u00a0%")
    assert goal.label == "Mål 2025\u00a0≠"
    assert goal.context.endswith("jämförs inte med undersökningen")
    assert share.value in afar(tables, "umea").summary


def test_a_gap_to_a_goal_of_the_same_basis_wears_no_sign(tables):
    share, goal, gap = key(tables, "goteborg")
    assert (share.value, goal.value, gap.parts[0]) == ("28\u00a0%", "35\u00a0%", "7")
    assert "≠" not in gap.context


@pytest.mark.parametrize("size", SCREENS)
def test_a_row_is_named_by_what_the_goals_line_through_it_measures(tables, size):
    said = told(afar(tables, "goteborg", size=size))
    assert "2019: 28 % gång och cykel" in said
    assert "Mål 2035: minst 35 % gång och cykel" in said
    assert "7 procentenheter till målet; 58 % hållbara resor" in said


def test_the_surveys_that_the_heading_compares_are_drawn(tables):
    shown_view = afar(tables, "umea")
    assert "44 % när siffran räknas om så att den kan jämföras med 2014, då den var 40 %" in plain(shown_view.summary)
    assert all(row in told(shown_view) for row in ("2022: 44 % hållbara resor", "2014: 40 % hållbara resor"))


@pytest.mark.parametrize("size", SCREENS)
def test_a_share_without_room_in_its_bar_stands_beside_the_year(tables, size):
    said = told(afar(tables, "umea", size=size))
    assert "kollektivtrafik 5 %" in said
    assert "gång 33 %" not in said


def test_bars_that_do_not_come_to_a_hundred_are_explained_and_no_others(tables):
    uneven = plain(t("sv", "modal.screen.uneven"))
    assert uneven in told(afar(tables, "malmo"))
    assert uneven not in told(afar(tables, "lund"))


def test_cities_that_may_not_be_compared_have_no_figures_to_write_large(tables):
    assert key(tables, "umea", "malmo") == []


def test_without_a_city_the_surveys_are_counted_and_so_are_their_bases(tables):
    count, groups = key(tables)
    assert count.value == str(len(shown(afar(tables).frame)))
    assert int(groups.value) > 1


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_key_figures_are_short_enough_to_be_written_large(tables, lang):
    for slugs in (*((slug,) for slug in surveyed(tables)), (), SIX):
        for figure in key(tables, *slugs, lang=lang):
            assert len(figure.label) <= 40
            assert len(figure.context) <= 60
