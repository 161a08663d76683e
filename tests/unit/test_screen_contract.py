"""View contract on a screen: what was signed when and what it holds, each count as the page has it."""

import pytest

from dashboard.i18n import LOCALES
from dashboard.state import ViewState
from dashboard.views import SCREEN_ROOM, build
from tests.unit.pictures import notes


def _show(tables, *cities, size="landscape", lang="sv"):
    return build("contract", ViewState(lang=lang, cities=cities, mode="screen", size=size), tables)


@pytest.mark.parametrize("size", SCREEN_ROOM)
@pytest.mark.parametrize("lang", LOCALES)
def test_every_kind_of_city_fits(tables, size, lang):
    several = ("umea", "lund", "malmo", "vaxjo", "stockholm", "goteborg")
    for cities in (
        ("umea",),
        ("boras",),
        ("hoor",),
        ("stockholm",),
        several,
        several[:4],
        ("umea", "hoor", "habo"),
        (),
    ):
        assert _show(tables, *cities, size=size, lang=lang).figure["layout"]["height"] <= SCREEN_ROOM[size][1], cities


@pytest.mark.parametrize("size", SCREEN_ROOM)
def test_each_count_of_a_version_stands_in_the_picture(tables, size):
    shown = _show(tables, "umea", size=size)
    actions = shown.frame[shown.frame["kind"] == "action"].groupby("version").size()
    assert {f"<b>{count}</b>" for count in actions} <= set(notes(shown))


@pytest.mark.parametrize("size", SCREEN_ROOM)
def test_what_nothing_is_known_of_is_said(tables, size):
    assert any("Uppgift saknas" in text and "Luckor" in text for text in notes(_show(tables, "boras", size=size)))


def test_the_key_figures_are_the_first_version_their_number_and_the_newest_actions(tables):
    assert [(one.label, one.value) for one in _show(tables, "umea").key] == [
        ("Skrev under första gången", "2020"),
        ("Versioner med underskrift", "6"),
        ("Åtgärder i version 2024", "17"),
    ]


def test_of_several_cities_too_it_is_told_how_many_signings_are_our_reading(tables):
    umea, hoor = _show(tables, "umea", "hoor").key
    assert (umea.value, umea.context) == ("6", "underskrifter från 2020, varav fyra är vår tolkning")
    assert hoor.value == "Ej känt"
    for lang in LOCALES:
        assert all(len(one.context) <= 60 for one in _show(tables, "umea", "boras", "lund", lang=lang).key)


def test_of_all_the_signatures_known_stand_beside_how_many_take_part(tables):
    assert _show(tables).key[0].value == "28 av 48"
