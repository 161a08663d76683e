"""Changes in words: every column, vocabulary and unit has its words, and figures show that they differ."""

from dataclasses import replace

import pandas as pd
import pytest

from dashboard.config import ROOT
from dashboard.i18n import NBSP
from dashboard.model.history import changes, figures
from dashboard.model.steps import Step
from dashboard.state import LANGUAGES
from dashboard.tables.loading import load
from dashboard.tables.schemas import SPECS
from dashboard.views.changed import figures_changed, lines, listed
from dashboard.views.changed_words import (
    NAMED_BY,
    UNITS,
    column_named,
    release_named,
    row_named,
    unit_named,
    value_named,
)
from tests import dataset

#: Text of the sources' own and names of things, which no vocabulary has words for.
FREE = ("comparable_with", "gases", "locator", "slug", "gap", "start", "end", "within", "actors", "name", "role")


@pytest.fixture(scope="module")
def made_up():
    return load(ROOT / "data" / "exempel")


def release(name="2026-11", **changed):
    return replace(BASE, release=name, **changed)


@pytest.fixture(scope="module", autouse=True)
def base(tiny):
    global BASE
    BASE = tiny


def told(new, old=None, lang="sv"):
    """The lines of what differs from the tiny data set."""
    before = old or release("2026-05")
    step = Step(before.release, new.release, new, before, changes(before, new))
    return lines(step, listed(step.found, lang), lang)


def emissions(**values):
    frame = dataset.frames()["emissions"]
    for column, value in values.items():
        frame.loc[0, column] = value
    return release(emissions=frame)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", SPECS)
def test_every_column_and_row_has_words(made_up, table, lang):
    for column in figures(table):
        assert column_named(lang, column).strip()
    for row in made_up.frames()[table].head(20).to_dict("records"):
        named = row_named(lang, table, row)
        assert named or not NAMED_BY[table]
        assert "_" not in named, named
    assert {column.replace("*", lang) for column in NAMED_BY[table]} <= set(SPECS[table].columns)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("dataset", ["tables", "made_up"])
def test_every_word_of_a_vocabulary_is_told_in_the_readers_language(request, dataset, lang):
    for table, frame in request.getfixturevalue(dataset).frames().items():
        if table == "sources":
            continue
        texts = [name for name in figures(table) if pd.api.types.is_string_dtype(frame[name]) and name not in FREE]
        texts = [name for name in texts if not name.endswith(("_sv", "_en"))]
        for column in texts:
            for value in frame[column].dropna().unique():
                word = value_named(lang, table, column, value)
                assert "_" not in word, (table, column, value)
                assert "{" not in word, (table, column, value)
                plain = value.isascii() and value.isalpha() and value.islower()
                assert lang == "en" or not plain or word != value or column == "point_kind", (table, column, value)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_unit_has_words(tables, made_up, lang):
    used = {unit for unit in UNITS.values() if unit not in ("unit", "baseline")}
    for data in (tables, made_up):
        for name in ("targets", "inventories", "indicators", "investments"):
            used |= set(data.frames()[name]["unit"].dropna())
    assert not [unit for unit in used if "_" in unit_named(lang, unit) or unit_named(lang, unit) in ("t", "kt")]


def test_the_largest_relative_change_comes_first_and_what_was_nothing_after_those_that_can_be_told():
    was = BASE.emissions.loc[0]
    new = emissions(
        transport=was["transport"] * 1.01, industry=was["industry"] * 0.5, waste=was["waste"] + 1,
        international_transport=7, status="estimated",
    )  # fmt: skip
    assert [(one.column, one.difference.split("(")[-1]) for one in told(new)][:2] == [
        ("Industri (energi och processer)", f"−50,0{NBSP}%)"), ("Transporter", f"+1,0{NBSP}%)"),
    ]  # fmt: skip
    assert [one.column for one in told(new)][2:] == [
        "Avfall och avlopp",
        "Utrikes transporter",
        "mätt eller uppskattat",
    ]
    assert told(new)[3].before == "uppgift saknas"


@pytest.mark.parametrize(
    ("change", "before", "now"),
    [(0.004, "120 000,000", "120 000,004"), (0.3, "120 000,0", "120 000,3"), (50, "120 000", "120 050")],
)
def test_as_many_decimals_as_tell_two_figures_apart(change, before, now):
    (one,) = told(emissions(transport=BASE.emissions.loc[0, "transport"] + change))
    assert one.before.replace(NBSP, " ") == f"{before} ton"
    assert one.now.replace(NBSP, " ") == f"{now} ton"


def test_shares_differ_by_points_and_years_by_nothing():
    survey = BASE.modal_share.assign(share=[60.0, 40.0])
    assert [one.difference for one in told(release(modal_share=survey))] == [
        f"−2{NBSP}procentenheter", f"+2{NBSP}procentenheter",
    ]  # fmt: skip
    goals = BASE.targets.copy()
    goals.loc[0, "target_year"] = 2035
    (one,) = told(release(targets=goals))
    assert (one.before, one.now, one.difference) == ("2030", "2035", "")
    assert len(figures_changed(listed(changes(BASE, release(targets=goals)), "sv"))) == 0


def test_both_ends_of_a_range_that_moved_together_are_one_figure():
    goals = BASE.targets.copy()
    goals.loc[0, ["value_low", "value_high"]] = 90
    (one,) = told(release(targets=goals))
    assert (one.column, one.before, one.now) == ("värde", f"80{NBSP}%", f"90{NBSP}%")
    goals.loc[0, "value_high"] = 95
    assert [one.column for one in told(release(targets=goals))] == ["högsta värde", "lägsta värde"]


def test_a_text_is_told_in_one_language_and_a_border_without_its_coordinates():
    goals = BASE.targets.assign(text_sv="Annat", text_en="Other")
    assert {one.now for one in told(release(targets=goals))} == {"Annat"}
    assert {one.now for one in told(release(targets=goals), lang="en")} == {"Other"}
    moved = BASE.boundaries.assign(wkt=BASE.boundaries["wkt"].iloc[::-1].to_numpy())
    assert {one.now for one in told(release(boundaries=moved))} == {"ritad på nytt"}


def test_a_release_is_named_by_its_month_and_number():
    assert (release_named("sv", "2026-05"), release_named("en", "2026-11-2")) == ("maj 2026", "November 2026 (2)")
