"""The goals on a screen: the most telling ones large, the others counted in words, none left out in silence."""

import re
from itertools import product

import pytest

from dashboard.i18n import count, t
from dashboard.state import ViewState
from dashboard.views import SCREEN_ROOM, build
from dashboard.views.goals.screen import LINE
from tests.unit.modal import plain
from tests.unit.pictures import drawn

SIX = ("umea", "malmo", "lund", "vaxjo", "boras", "stockholm")
SCREENS = tuple(SCREEN_ROOM)


def afar(tables, *cities, size="landscape", lang="sv"):
    return build("goals", ViewState(cities=cities, mode="screen", size=size, lang=lang), tables)


def with_goals(tables) -> list[str]:
    codes = set(tables.targets["code"])
    return [slug for slug, code in tables.slugs.items() if code in codes]


def parts(shown, name: str) -> list[str]:
    return [plain(note["text"]) for note in drawn(shown)["layout"]["annotations"] if note.get("name") == name]


def written(shown) -> str:
    return " | ".join(plain(note["text"]) for note in drawn(shown)["layout"]["annotations"])


def told_besides(text: str, lang: str) -> int:
    """How many goals the picture's words say that there are besides: those in force, wished and replaced."""
    numbers = {count(lang, number): number for number in range(1, 30)} | {"en": 1}
    kinds = {"sv": r"mål till|ambition|förslag|ersatt", "en": r"more goal|ambition|proposal|replaced"}[lang]
    return sum(numbers[found] for found in re.findall(rf"(\w+) (?:{kinds})", text))


@pytest.mark.parametrize(("size", "lang"), list(product(SCREENS, ("sv", "en"))))
def test_every_goal_is_drawn_or_counted_in_words(tables, size, lang):
    for slug in with_goals(tables):
        shown = afar(tables, slug, size=size, lang=lang)
        drawn_ones = parts(shown, "goal")
        rest = [note for note in written(shown).split(" | ") if note.startswith(t(lang, "and") + " ")]
        assert len(drawn_ones) + sum(told_besides(note, lang) for note in rest) == len(shown.frame)


@pytest.mark.parametrize("size", SCREENS)
def test_all_words_stand_within_the_screens_room(tables, size):
    for cities in (*((slug,) for slug in with_goals(tables)), SIX[:2], SIX[:4], SIX):
        layout = drawn(afar(tables, *cities, size=size, lang="en"))["layout"]
        assert layout["height"] <= SCREEN_ROOM[size][1]
        for note in layout["annotations"]:
            assert note["font"]["size"] >= 12
            lines = note["text"].count("<br>") + 1
            assert note["y"] + lines * note["font"]["size"] * LINE <= layout["height"] + 2


@pytest.mark.parametrize("size", SCREENS)
def test_a_verdict_stands_in_a_word_beside_its_sign(tables, size):
    shown = afar(tables, "umea", size=size)
    signs = [trace["meta"] for trace in drawn(shown)["data"]]
    assert len(signs) == len(parts(shown, "standing"))
    for verdict, said in zip(signs, parts(shown, "standing"), strict=True):
        assert said.startswith(t("sv", f"verdict.{verdict}"))


@pytest.mark.parametrize("size", SCREENS)
def test_the_goal_for_the_whole_territory_with_a_verdict_is_always_among_those_drawn(tables, size):
    assert any("85 % lägre utsläpp 2040" in goal for goal in parts(afar(tables, "umea", size=size), "goal"))
    for cities in (("umea", "malmo"), SIX):
        assert any("85 % lägre utsläpp 2040" in goal for goal in parts(afar(tables, *cities, size=size), "goal"))


def test_what_is_judged_goes_before_what_cannot_be(tables):
    shown = afar(tables, "umea", size="portrait")
    signs = [trace["meta"] for trace in drawn(shown)["data"]]
    assert (signs.count("behind"), signs.count("awaiting_data")) == (2, 1)
    assert "cannot_be_judged" in set(shown.frame["verdict"])


@pytest.mark.parametrize("size", SCREENS)
def test_of_several_cities_each_is_there_even_one_without_goals(tables, size):
    shown = afar(tables, "umea", "habo", "lund", size=size)
    said = written(shown)
    assert all(name in said for name in ("Umeå", "Habo", "Lund"))
    assert t("sv", "goals.none_short") in said


def test_that_a_verdict_is_uncertain_is_never_dropped_for_want_of_room(tables):
    for cities, size in product((("malmo",), SIX), SCREENS):
        assert "ligger efter (osäkert)" in written(afar(tables, *cities, size=size))


def test_a_goal_without_a_year_says_that_it_has_none(tables):
    word = plain(t("sv", "goals.no_year"))
    told = [year for slug in with_goals(tables) for year in parts(afar(tables, slug), "year")]
    assert word in told
    assert all(year.isdigit() for year in told if year != word)


def test_the_key_figures_count_as_the_finding_does(tables):
    for slug in with_goals(tables):
        shown = afar(tables, slug, lang="en")
        live = shown.frame.loc[shown.frame["standing_of_goal"] == "current", "verdict"]
        for figure in shown.key if len(live) else ():
            verdict = next(word for word in live if t("en", f"verdict.{word}") == figure.label.lower())
            assert figure.value == f"{(live == verdict).sum()} of {len(live)}"


def test_the_key_figures_of_umea(tables):
    assert [(figure.label, figure.value, figure.tone) for figure in afar(tables, "umea").key] == [
        ("Ligger efter", "2 av 10", "bad"),
        ("Kan inte bedömas", "7 av 10", ""),
        ("Inväntar statistik", "1 av 10", ""),
    ]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_key_figures_are_short_enough_to_be_written_large(tables, lang):
    for cities in (*((slug,) for slug in with_goals(tables)), SIX, ("umea", "malmo")):
        for figure in afar(tables, *cities, lang=lang).key:
            assert len(figure.label) <= 40
            assert len(figure.context) <= 60
            assert len(figure.parts[0]) <= 2
