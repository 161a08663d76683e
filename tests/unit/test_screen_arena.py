"""View arena on a screen: as many actors as fit are named, and every other one is counted."""

import re

import pytest

from dashboard.state import LANGUAGES, ViewState
from dashboard.views import SCREEN_ROOM, build
from tests.unit.pictures import drawn, notes


def _show(tables, *cities, size="landscape", lang="sv"):
    return build("arena", ViewState(lang=lang, cities=cities, mode="screen", size=size), tables)


def _named(shown, kind):
    return [note["text"] for note in drawn(shown)["layout"]["annotations"] if note.get("name") == kind]


@pytest.mark.parametrize("size", SCREEN_ROOM)
@pytest.mark.parametrize("city", ["malmo", "boras", "vaxjo"])
def test_the_named_and_the_counted_are_all_actors(tables, city, size):
    shown = _show(tables, city, size=size)
    rest = sum(int(re.search(r"\d+", text)[0]) for text in _named(shown, "more"))
    assert len(_named(shown, "name")) + rest == len(shown.frame)


def test_those_whom_most_sources_name_come_before_the_rest(tables):
    shown = _show(tables, "malmo")
    business = shown.frame[shown.frame["group"] == "business"].sort_values("told", ascending=False)
    assert business["told"].iloc[0] > business["told"].iloc[-1]
    assert business["name"].iloc[0].split()[0] in " ".join(_named(shown, "name"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SCREEN_ROOM)
def test_shared_actors_are_counted_in_the_heading(tables, size, lang):
    shown = _show(tables, "umea", "lund", "malmo", "vaxjo", size=size, lang=lang)
    shared = shown.frame.loc[shown.frame["is_shared"], "key"].nunique()
    assert any(text.endswith(f"· {shared}</b>") for text in notes(shown))


def test_the_key_figures_are_those_of_the_table(tables):
    shown = _show(tables, "umea")
    assert shown.key[0].value == str(len(shown.table.rows)) == "54"
    assert shown.key[1].value == str((shown.frame["group"] == "business").sum())
