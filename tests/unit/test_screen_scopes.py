"""View scopes on a screen: the newest inventory large, and the rest counted in words."""

import pytest

from dashboard.i18n import LOCALES, t
from dashboard.state import ViewState
from dashboard.views import SCREEN_ROOM, build
from tests.unit.pictures import notes, traces


def _show(tables, *cities, size="landscape", lang="sv"):
    return build("scopes", ViewState(lang=lang, cities=cities, mode="screen", size=size), tables)


def _said(shown):
    return " ".join(notes(shown)).replace("<br>", " ").replace("<b>", "").replace("</b>", "")


@pytest.mark.parametrize("size", SCREEN_ROOM)
@pytest.mark.parametrize("lang", LOCALES)
def test_every_city_with_an_inventory_fits(tables, size, lang):
    slugs = [slug for slug, code in tables.slugs.items() if code in set(tables.scopes["code"])]
    for cities in [*((slug,) for slug in slugs), tuple(slugs[:6]), tuple(slugs[2:4])]:
        shown = _show(tables, *cities, size=size, lang=lang)
        assert shown.figure["layout"]["height"] <= SCREEN_ROOM[size][1], cities


@pytest.mark.parametrize("size", SCREEN_ROOM)
def test_inventories_that_are_not_shown_are_counted(tables, size):
    assert "Två äldre inventeringar på annat underlag är inte med i bilden: 2017–2018." in _said(
        _show(tables, "umea", size=size)
    )


def test_a_scope_that_is_not_reported_is_an_outline_with_the_word(tables):
    shown = _show(tables, "umea")
    assert len(traces(shown, "outline")[0]["x"]) == 1
    assert "ej redovisat" in _said(shown)


def test_the_key_figures_are_the_three_scopes_of_the_newest_inventory(tables):
    assert [(one.label, one.value.replace("\u00a0", " ")) for one in _show(tables, "umea").key] == [
        ("Scope 1, 2021", "208 500 ton"),
        ("Scope 2, 2021", "9 400 ton"),
        ("Scope 3, 2021", "Ej redovisat"),
    ]


@pytest.mark.parametrize("size", SCREEN_ROOM)
def test_cities_that_do_not_fit_are_counted(tables, size):
    cities = ("umea", "lund", "malmo", "vaxjo", "stockholm", "goteborg")
    said = _said(_show(tables, *cities, size=size))
    named = sum(tables.municipality(tables.slugs[slug]).name in said for slug in cities)
    rest = len(cities) - named
    words = t("sv", f"scopes.screen.cities.{'one' if rest == 1 else 'other'}", count=rest)
    assert (words in said) == (rest > 0)
    assert "≠" in said


@pytest.mark.parametrize("size", SCREEN_ROOM)
def test_inventories_that_may_not_be_compared_are_not_written_large(tables, size):
    assert _show(tables, "umea", "malmo", size=size).key == ()


@pytest.mark.parametrize("size", SCREEN_ROOM)
def test_all_who_report_are_named_or_counted(tables, size):
    shown = _show(tables, size=size)
    names = {row[0] for row in shown.table.cells("sv")}
    assert names <= set(notes(shown))
    assert shown.key[0].value == f"23 av {len(names)}"
