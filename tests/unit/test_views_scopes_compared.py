"""View scopes: what is held beside an inventory, the territory or another, comes with what sets them apart."""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dashboard.config import ROOT
from dashboard.i18n import alphabetical, t
from dashboard.model.comparison import compare
from dashboard.tables.loading import Tables, load
from dashboard.views.emissions_frame import series_of
from dashboard.views.ledger import SIGN
from dashboard.views.scopes.rows import bases, entries, parted
from dashboard.views.scopes.words import amount
from tests.unit.pictures import drawn, notes, traces
from tests.unit.scopes_pictures import NBSP, badges, everywhere, only, show, territorial


@pytest.fixture(scope="module")
def fictional() -> Tables:
    return load(Path(ROOT) / "data" / "exempel")


# --- beside the territory ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("slug", "years"), [("stockholm", [2020, 2015]), ("malmo", [2022, 2020]), ("uppsala", [])])
def test_the_territorial_total_is_marked_for_the_same_year_only_and_is_the_statistics_own(tables, slug, years):
    shown = show(tables, slug, lang="en")
    series = series_of(tables, tables.slugs[slug]).set_index("year")["total"]
    marked = [x for trace in traces(shown, "territorial") for x in trace["x"]]
    assert marked == pytest.approx([float(series[year]) for year in years])
    assert len(territorial(shown)) == len(years)
    for year, text in zip(years, territorial(shown), strict=True):
        assert text.endswith(amount("en", float(series[year])))
        assert text.startswith(SIGN), "its basis is another, and the mark says so"
    without = {one.inventory.year for one in entries(shown.frame, shown.state)} - set(years)
    told = next(text for text in shown.remarks if text.startswith("The emission statistics have no figure for"))
    assert str(min(without)) in told


def test_the_difference_is_told_in_tonnes_per_cent_and_words(tables):
    shown = show(only(tables, "malmo", 2020), "malmo", lang="en")
    total = float(series_of(tables, "1280").set_index("year")["total"][2020])
    gap = 664_321 + 1_735 - total
    said = next(text for text in shown.remarks if text.startswith("2020: scope 1 and supply to grids together"))
    assert amount("en", abs(gap)) in said
    assert "(our sum)" in said
    assert f"{abs(gap / total):.0%}" in said
    assert "method (the inventory: GPC; the statistics: national statistics)" in said
    assert t("en", "scopes.remark.territorial_counts") in shown.remarks
    assert shown.table.rows["difference"].dropna().tolist() == pytest.approx([gap])
    assert "klimatkollen" in "".join(shown.sources["source_id"]) or "smhi" in "".join(shown.sources["source_id"])


def test_an_estimated_total_is_a_hollow_mark_and_called_an_estimate(tables):
    guessed = replace(tables, emissions=tables.emissions.assign(status="estimated"))
    shown = show(guessed, "malmo", lang="en")
    assert set(traces(shown, "territorial")[0]["marker"]["symbol"]) == {"diamond-open"}
    assert all("estimate" in text for text in territorial(shown))
    assert set(traces(show(tables, "malmo"), "territorial")[0]["marker"]["symbol"]) == {"diamond"}


# --- what may be compared ---------------------------------------------------------------------------------------


def test_no_two_bases_share_a_group_and_every_group_that_differs_wears_a_badge(tables, fictional):
    for data in (tables, fictional):
        for cities in [each for each in everywhere(data) if each]:
            shown = show(data, *cities, lang="en")
            told = entries(shown.frame, shown.state)
            own, groups = bases(told, shown.state), parted(told, shown.state)
            for group in groups:
                assert all(compare(own[one], own[other]).comparable for one in group for other in group if one != other)
            worn = badges(shown)
            assert len(worn) == len(groups) - (1 if len(cities) == 1 else 0) or len(told) == 1
            for text, group, above in zip(worn[-len(groups) + 1 :], groups[1:], groups, strict=False):
                for name in compare(own[group[0]], own[above[0]]).features:
                    assert t("en", f"scopes.feature.{name}") in text


def test_a_badge_names_what_differs_and_the_headings_tell_both_values(tables):
    shown = show(only(tables, "umea", 2017, 2018), "umea", lang="en")
    (text,) = badges(shown)
    assert text.removeprefix("≠ ") == t("en", "scopes.badge", parts="method")
    said = " ".join(notes(shown))
    assert t("en", "scopes.protocol.city_specific") in said
    assert t("en", "scopes.protocol.regional_or_national") in said


def test_a_badge_says_where_a_value_is_not_told(tables):
    said = " ".join(badges(show(tables, "stockholm", lang="en")))
    assert t("en", "scopes.badge_untold.above", feature="supply to grids") in said.replace("<br>", " ")


def test_a_heading_tells_method_gases_area_and_that_nobody_has_verified(tables):
    shown = show(only(tables, "uppsala", 2017), "uppsala", lang="en")
    (head,) = [text for text in notes(shown) if "self-reported" in text]
    plain = re.sub("<.*?>", " ", head).replace(NBSP, " ")
    for word in ("GPC", "CO₂", "SF₆", "the whole municipality", "self-reported, not verified"):
        assert word in " ".join(plain.split())
    assert shown.remarks[0] == t("en", "scopes.remark.verified.no")


@pytest.mark.parametrize(
    ("verified", "word"), [("no", "not verified"), ("unknown", "verification not stated"), ("yes", "verified")]
)
def test_a_verification_is_told_as_the_source_tells_it(tables, verified, word):
    shown = show(only(tables, "uppsala", 2017, verified=verified), "uppsala", lang="en", size="wide")
    assert any(f"self-reported, {word}</b>" in text.replace("<br>", " ") for text in notes(shown))
    assert shown.remarks[0] == t("en", f"scopes.remark.verified.{verified}")


def test_several_cities_stand_in_the_readers_order_each_with_its_latest_and_named(tables):
    for order in (("stockholm", "malmo", "umea"), ("umea", "stockholm", "malmo")):
        shown = show(tables, *order)
        names = [tables.municipality(tables.slugs[slug]).name for slug in order]
        told = entries(shown.frame, shown.state)
        assert [one.name for one in told] == names
        assert [one.inventory.year for one in told] == [
            {"stockholm": 2020, "malmo": 2022, "umea": 2021}[s] for s in order
        ]
        said = [next(name for name in names if f"<b>{name}</b>" in text) for text in notes(shown) if
                any(f"<b>{name}</b>" in text for name in names)]  # fmt: skip
        assert said == names
        assert list(dict.fromkeys(shown.table.rows["name"])) == names


def test_several_cities_come_with_a_warning_first_that_names_what_differs(tables):
    shown = show(tables, "stockholm", "umea", "vaxjo", lang="en")
    warning = shown.remarks[0]
    for name in ("year", "gases", "area", "supply to grids", "verification", "scopes reported"):
        assert f"{name} (" in warning
        assert name in badges(shown)[0]
    assert "method (" not in warning, "all three are by the GPC"
    assert "Stockholm: 2020; Umeå: 2021; Växjö: 2019" in warning
    assert "cannot be compared" in shown.summary
    assert "cannot be compared" in badges(shown)[0]


def test_cities_on_one_basis_are_not_warned_of_and_still_not_ranked(tables):
    twin = tables.scopes[(tables.scopes["code"] == "0380") & (tables.scopes["year"] == 2017)]
    both = replace(tables, scopes=pd.concat([twin, twin.assign(code="0180", tonnes=twin["tonnes"] * 2)]))
    shown = show(both, "uppsala", "stockholm", lang="en")
    assert badges(shown) == []
    assert shown.summary == t("en", "scopes.summary.alike", names="Uppsala and Stockholm")
    assert [one.name for one in entries(shown.frame, shown.state)] == ["Uppsala", "Stockholm"]


def test_a_city_without_an_inventory_beside_one_with_it_is_named(tables):
    shown = show(tables, "habo", "umea", lang="en")
    assert any(text.startswith("Habo: no inventory") for text in shown.remarks)
    assert shown.summary.startswith("Umeå reports")


# --- all of them ------------------------------------------------------------------------------------------------


def test_of_all_together_only_who_reports_what_is_shown_in_the_alphabets_order(tables):
    shown = show(tables)
    names = [one.name for one in entries(shown.frame, shown.state)]
    assert names == sorted(names, key=alphabetical)
    assert len(names) == tables.scopes["code"].nunique()
    assert {trace["type"] for trace in drawn(shown)["data"]} == {"scatter"}
    assert all(len(set(trace["x"])) == 1 for trace in drawn(shown)["data"]), "signs in columns, no common axis"
    assert not re.search(r"\d ton|miljoner", " ".join(notes(shown)))
    assert list(dict.fromkeys(shown.table.rows["name"])) == names
    assert shown.remarks[0].startswith("Siffrorna är ingen rangordning: det som skiljer")


def test_a_sign_is_filled_only_where_a_scope_is_reported(tables):
    shown = show(tables)
    told = entries(shown.frame, shown.state)
    for place, trace in enumerate(drawn(shown)["data"]):
        for one, symbol in zip(told, trace["marker"]["symbol"], strict=True):
            assert (symbol == "circle") == (one.inventory.scopes[place].status == "reported")
    key = " ".join(notes(shown)).replace(NBSP, " ")
    for status in ("reported", "zero", "not_split", "not_reported"):
        assert f" {t('sv', f'scopes.status.{status}')} " in key


def test_the_counts_of_all_together_are_those_of_the_signs(tables, fictional):
    assert show(tables, lang="en").summary.endswith("scope 1 is reported by 23, scope 2 by 15 and scope 3 by five.")
    assert "scope 3 av en." in show(fictional).summary


def test_a_doubted_total_is_flagged_too(tables):
    own = only(tables, "malmo", 2017)
    rows = own.scopes.assign(certainty=own.scopes["certainty"].where(own.scopes["scope"] != "basic", "disputed"))
    said = " ".join(notes(show(replace(own, scopes=rows), "malmo", lang="en")))
    assert "⚑ BASIC" in said
    assert "⚑" not in " ".join(notes(show(own, "malmo", lang="en")))


def test_of_another_area_the_difference_is_no_percentage(tables):
    shown = show(tables, "umea", lang="en")
    assert t("en", "scopes.remark.territorial_area") in " ".join(shown.remarks)
    assert shown.table.rows["share"].isna().all()
    assert not re.search(r"\(\d+%\)", " ".join(shown.remarks))


def test_grid_supply_left_out_and_not_told_is_said_to_be_so(tables):
    said = " ".join(notes(show(only(tables, "lund", 2018), "lund", lang="en"))).replace("<br>", " ")
    assert t("en", "scopes.to_grid", amount=t("en", "scopes.not_reported")) in said
