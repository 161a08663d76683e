"""View scopes: each scope by itself, what is missing said, and what is odd flagged."""

import re
from pathlib import Path

import pytest

from dashboard.config import ROOT
from dashboard.i18n import t, texts
from dashboard.state import LANGUAGES
from dashboard.tables.loading import Tables, load
from dashboard.views.scopes.rows import entries
from dashboard.views.scopes.words import amount
from tests.unit.pictures import drawn, notes, traces, words
from tests.unit.scopes_pictures import NBSP, bars, everywhere, fill, only, row, shapes, show

LEAKS = re.compile(r"\b(nan|NaN|None|NaT|inf)\b|<NA>|\{|\}")


@pytest.fixture(scope="module")
def fictional() -> Tables:
    return load(Path(ROOT) / "data" / "exempel")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_every_city_of_both_data_sets_is_whole_in_both_languages_and_sizes(tables, fictional, lang, size):
    for data in (tables, fictional):
        for cities in everywhere(data):
            shown = show(data, *cities, lang=lang, size=size, theme="dark" if size == "narrow" else "light")
            assert shown.summary.endswith(".")
            said = [*words(shown), *(item for part in shown.sections for item in part.items)]
            said += [cell for part in shown.sections if part.table for row in part.table.cells(lang) for cell in row]
            assert [text for text in said if LEAKS.search(re.sub("%{.*?}", "", text))] == []
            assert {trace["type"] for trace in drawn(shown)["data"]} <= {"scatter", "bar"}
            assert drawn(shown)["layout"]["height"] > 100
            assert set(shown.sources["source_id"]) <= set(data.sources["source_id"])
            assert len(shown.sources) > 0
            assert len(shown.table.rows) > 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_city_without_an_inventory_says_so(tables, lang):
    shown = show(tables, "habo", lang=lang)
    assert (shown.status, shown.summary) == ("no-data", t(lang, "scopes.none"))
    assert shown.table.rows.empty
    assert shown.sources.empty
    assert shown.remarks == ()
    assert shown.sections == ()


# --- each scope by itself ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_a_bar_is_the_figure_in_the_data_and_grid_supply_stands_apart(tables, size):
    shown = show(only(tables, "uppsala", 2017), "uppsala", size=size)
    assert [bars(shown, f"Scope {number}") for number in "123"] == [[444_128], [414_860], [340_352]]
    assert bars(shown, t("sv", "scopes.trace.grid")) == [305_713, 10_216, 0]
    assert t("sv", "scopes.remark.grid") in shown.remarks
    assert any("läggs inte till" in text for text in notes(shown))


def test_nothing_that_the_view_says_is_a_sum_of_scopes_or_of_grid_supply(tables):
    for slug in ("uppsala", "stockholm", "malmo", "vaxjo"):
        shown = show(tables, slug)
        said = " ".join([*notes(shown), shown.summary]).replace(NBSP, " ")
        for one in entries(shown.frame, shown.state):
            figures = [scope.main.tonnes for scope in one.inventory.scopes if scope.main]
            stated = [f.tonnes for f in (one.inventory.total, one.inventory.basic, one.inventory.basic_plus) if f]
            own = {amount("sv", each).replace(NBSP, " ") for each in [*figures, *stated]}
            first = one.inventory.scope("1")
            sums = [sum(figures[:2]), sum(figures)]
            sums += [first.main.tonnes + first.grid.tonnes] if first.main and first.grid and first.grid.tonnes else []
            made = {amount("sv", each).replace(NBSP, " ") for each in sums if len(figures) > 1} - own
            assert not [each for each in made if each in said and "miljoner" not in each]
    kept = set(tables.scopes["tonnes"])
    assert set(show(tables, "uppsala").table.rows["tonnes"].dropna()) <= kept


def test_side_by_side_no_bar_begins_where_another_ends(tables):
    shown = show(tables, "uppsala")
    starts = {trace["name"]: set(trace["base"]) for trace in drawn(shown)["data"] if trace["name"].startswith("Scope")}
    assert all(len(base) == 1 for base in starts.values())
    longest = max(max(trace["x"]) for trace in drawn(shown)["data"])
    one, two, three = (starts[f"Scope {number}"].pop() for number in "123")
    assert one == 0
    assert longest < two
    assert two + longest < three
    assert drawn(shown)["layout"]["xaxis"]["range"] == [0, pytest.approx(three + longest)]


def test_totals_that_the_method_names_are_told_where_they_are_stated_and_only_there(tables):
    shown = show(tables, "stockholm", lang="en")
    said = [text.replace("<br>", " ") for text in notes(shown) if "BASIC" in text]
    assert len(said) == 3
    assert f"BASIC 1.82{NBSP}million{NBSP}tonnes; BASIC+ 1.86{NBSP}million{NBSP}tonnes" in said
    assert not [text for text in notes(show(tables, "uppsala")) if "BASIC" in text]


@pytest.mark.parametrize(("lang", "word"), [("sv", "ej redovisat"), ("en", "not reported")])
def test_a_scope_not_reported_is_a_hatched_dotted_outline_with_the_word_and_no_amount(tables, lang, word):
    shown = show(only(tables, "umea", 2021), "umea", lang=lang)
    assert [text for text in notes(shown) if word in text] == [f"<b>{word}</b>"]
    (trace,) = traces(shown, word)
    assert trace["marker"]["pattern"]["shape"] == ["/"]
    assert trace["marker"]["color"][0].endswith(",0)")
    assert [shape["type"] for shape in shapes(shown) if shape["line"].get("dash") == "dot"] == ["rect"]
    assert bars(shown, "Scope 3") == []
    assert row(shown, "2021", "2024", "Scope 3")[3:5] == [word, "–"]


@pytest.mark.parametrize(("lang", "word"), [("sv", "ej redovisat"), ("en", "not reported")])
def test_a_reported_zero_is_a_zero_with_a_flag_and_no_outline(tables, lang, word):
    shown = show(only(tables, "vaxjo", 2019), "vaxjo", lang=lang)
    assert bars(shown, "Scope 3") == [0]
    assert not [text for text in notes(shown) if word in text]
    assert any(f"⚑ {t(lang, 'scopes.flag.zero')}" == text.replace("<br>", " ") for text in notes(shown))
    assert row(shown, "2019", "2021", "Scope 3")[4] == "0"
    assert t(lang, "scopes.remark.zero") in shown.remarks
    assert t(lang, "scopes.summary.zero.one", what="scope 3") in shown.summary


def test_a_scope_of_which_only_grid_supply_is_told_is_not_reported(tables):
    shown = show(only(tables, "helsingborg", 2016), "helsingborg")
    assert bars(shown, "Scope 2") == []
    assert bars(shown, t("sv", "scopes.trace.grid")) == [73_763, 13_780]
    assert "för scope 2 redovisas bara det som levereras till nät" in shown.summary


def test_a_total_that_is_not_split_draws_no_scope(tables):
    shown = show(tables, "gavle")
    assert [bars(shown, f"Scope {number}") for number in "123"] == [[], [], []]
    assert sum(t("sv", "scopes.not_split") in text for text in notes(shown)) == 3
    assert "utan att dela upp summan på scope" in shown.summary
    assert f"273{NBSP}100{NBSP}ton" in shown.summary
    assert "Siffran är tveksam." in shown.summary


# --- what is odd ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_implausible_figure_is_flagged_in_the_picture_with_its_reason(tables, lang):
    shown = show(only(tables, "goteborg", 2018), "goteborg", lang=lang)
    told = [text.replace("<br>", " ") for text in notes(shown) if "⚑" in text]
    assert f"⚑ {t(lang, 'scopes.flag.disputed')}" in told
    reason = {"sv": "osannolikt högt", "en": "implausibly high"}[lang]
    assert any(reason in text for text in told)
    (doubted,), (sure,) = fill(shown, "Scope 2"), fill(shown, "Scope 1")
    assert doubted[1:] == ("x", 1.5)
    assert sure[1:] == ("", 0)
    assert t(lang, "scopes.summary.disputed", what="scope 2") in shown.summary
    assert any(reason in text.lower() for part in shown.sections for text in part.items)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("slug", "year", "before"), [("umea", 2018, 2017), ("vastervik", 2017, 2016)])
def test_a_figure_given_again_for_a_later_year_is_flagged_and_drawn_otherwise(tables, slug, year, before, lang):
    shown = show(only(tables, slug, year, before, note=None), slug, lang=lang)
    flag = f"⚑ {t(lang, 'scopes.flag.repeats_year', year=before)}"
    assert [text.replace("<br>", " ") for text in notes(shown) if "⚑" in text] == [flag]
    again, first = fill(shown, "Scope 1")
    assert again[1:] == ("x", 1.5)
    assert first[1:] == ("", 0)
    assert str(before) in shown.summary.split(". ")[-1]
    assert any(f"{year}" in text and f"{before}" in text for text in shown.remarks)


def test_a_figure_reported_twice_for_one_year_is_one_row_that_says_so(tables):
    shown = show(only(tables, "lund", 2018), "lund")
    assert bars(shown, "Scope 1") == [226_813]
    assert any("rapporterad 2020" in text and "2021" in text for text in notes(shown))
    assert not [text for text in notes(shown) if "⚑" in text]


# --- beside the picture -----------------------------------------------------------------------------------------


def test_the_templates_scopes_and_the_citys_stand_beside_the_picture(tables):
    for lang in LANGUAGES:
        (first, *_) = show(tables, "umea", lang=lang).sections
        assert first.heading == t(lang, "scopes.template.heading")
        assert [t(lang, f"scopes.template.{number}") in first.items for number in "123"] == [True] * 3
        assert any("GPC" in item for item in first.items)


def test_sectors_have_a_table_of_their_own_where_there_are_any(tables):
    (_, sectors, _) = show(tables, "umea", lang="en").sections
    cells = sectors.table.cells("en")
    assert ["2021", "Scope 1", "transport", "122,700"] in [row[:4] for row in cells]
    assert len(cells) == (tables.scopes["code"].eq("2480") & tables.scopes["sector"].notna()).sum()
    assert [part.table for part in show(tables, "uppsala").sections] == [None]


def test_every_sector_and_every_fixed_word_of_the_data_has_words(tables, fictional):
    for data in (tables, fictional):
        for column, prefix in (("sector", "sector"), ("protocol", "protocol"), ("boundary", "boundary")):
            for word in data.scopes[column].dropna().unique():
                assert f"scopes.{prefix}.{word}" in texts("sv")


def test_the_table_has_a_row_an_inventory_scope_and_part(tables):
    shown = show(only(tables, "malmo", 2020), "malmo", lang="en")
    assert [row[2:5] for row in shown.table.cells("en")] == [
        ["Scope 1", t("en", "scopes.part.excluding_grid_supply"), "664,321"],
        ["Scope 1", t("en", "scopes.part.grid_supply"), "1,735"],
        ["Scope 2", t("en", "scopes.part.excluding_grid_supply"), "151,571"],
        ["Scope 2", t("en", "scopes.part.grid_supply"), "15,266"],
        ["Scope 3", "not reported", "–"],
    ]


def test_the_finding_of_umea_says_what_the_city_says(tables):
    assert show(tables, "umea").summary == (
        f"Umeå redovisar 208{NBSP}500{NBSP}ton i scope 1 och 9{NBSP}400{NBSP}ton i scope 2 för 2021, "
        "enligt egna uppgifter; scope 3 är inte redovisat."
    )
