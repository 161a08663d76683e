"""The real data are clean, and say what their sources say."""

import pytest

from dashboard.config import ROOT
from dashboard.model.nation import group_series
from dashboard.model.series import territorial, to_measure
from dashboard.tables.checking import check_folder
from dashboard.tables.vocabulary import SECTORS

YEARS = [1990, 2000, 2005, 2010, 2015, 2020, 2021, 2022, 2023, 2024]
HAS_NOTES = (
    "targets", "scopes", "modal_share", "modal_targets", "memberships", "contracts", "parties", "phases",
    "inventories", "indicators", "emissions", "national_emissions", "population", "municipalities",
)  # fmt: skip


def of(tables, slug):
    return tables.emissions[(tables.emissions["code"] == tables.slugs[slug]) & (tables.emissions["gas"] == "co2e")]


def test_the_check_finds_nothing_to_say():
    assert check_folder(ROOT / "data" / "sverige") == []


def test_the_municipalities_are_290_with_names_and_slugs_of_their_own(tables):
    assert len(tables.municipalities) == 290
    assert tables.municipalities["slug"].is_unique
    assert tables.municipalities["name"].is_unique
    assert (tables.slugs["habo"], tables.slugs["habo-uppsala"]) == ("0643", "0305")
    assert tables.municipality("0305").name == "Håbo"


def test_umea_emits_365_010_tonnes_in_2024(tables):
    latest = of(tables, "umea").set_index("year").loc[2024]
    assert round(latest[list(SECTORS)].sum()) == 365_010


def test_the_290_together_emit_47_467_million_tonnes_in_2024(tables):
    together = group_series(tables.emissions, tables.population, list(tables.municipalities["code"]))
    assert together.set_index("year")["total"][2024] / 1e6 == pytest.approx(47.467, abs=0.0005)


def test_stockholm_emits_1_03_tonnes_per_person_in_2024(tables):
    series = territorial(tables.emissions, tables.population, tables.slugs["stockholm"])
    capita = to_measure(series["total"], series, "capita", base=1990, years=[int(year) for year in series["year"]])
    assert round(float(capita.iloc[-1]), 2) == 1.03


def test_every_municipality_has_the_same_ten_years(tables):
    measured = tables.emissions[tables.emissions["gas"] == "co2e"].groupby("code")["year"].apply(sorted)
    assert len(measured) == 290
    assert all(years == YEARS for years in measured)


def test_sectors_sum_to_the_stated_total_everywhere(tables):
    stated = tables.emissions.dropna(subset=["total"])
    apart = (stated[list(SECTORS)].sum(axis=1) - stated["total"]).abs()
    assert len(stated) == len(tables.emissions)
    assert apart.max() <= 1


def test_international_transport_is_missing_and_not_zero_before_2023(tables):
    early = tables.emissions["year"] < 2023
    assert tables.emissions.loc[early, "international_transport"].isna().all()
    assert tables.emissions.loc[~early, "international_transport"].notna().all()


def test_population_is_counted_every_year_from_1990_to_2025(tables):
    counted = tables.population.groupby("code")["year"].agg(["min", "max", "count"])
    assert len(counted) == 290
    assert (counted == [1990, 2025, 36]).all(axis=None)


def test_one_goal_of_several_rows_shares_its_name(tables):
    umea = tables.targets[tables.targets["goal_id"] == "umea-2040"]
    assert set(umea["kind"]) >= {"reduction", "residual"}
    assert len(umea) == 3
    assert umea["target_year"].unique().tolist() == [2040]


@pytest.mark.parametrize("name", HAS_NOTES)
def test_what_is_derived_or_disputed_says_why_in_both_languages(tables, name):
    rows = tables.frames()[name]
    doubtful = rows[rows["certainty"] != "stated"]
    assert doubtful["note"].notna().all()
    halves = rows["note"].dropna().str.fullmatch(r"sv: \S.* \| en: \S.*")
    assert rows.loc[halves[~halves].index, "note"].tolist() == []


def test_disputed_figures_are_in_the_tables_and_not_silently_chosen_between(tables):
    assert {name for name in HAS_NOTES if (tables.frames()[name]["certainty"] == "disputed").any()} >= {
        "scopes",
        "contracts",
        "inventories",
        "modal_share",
    }


def test_the_contract_inventories_are_never_part_of_the_series(tables):
    assert set(tables.emissions["vintage"]) == {"SMHI 2026-06"}
    assert not set(tables.inventories["source_id"]) & set(tables.emissions["source_id"])


def test_every_source_can_be_named(tables):
    assert tables.sources[["title", "publisher"]].notna().all(axis=None)
    assert tables.sources["url"].dropna().str.match(r"https?://").all()


def test_what_a_reader_must_not_miss_travels_with_the_figure(tables):
    # Umeå reported carbon dioxide alone; SMHI's distribution of Malmö's traffic may have changed in 2024.
    carbon_only = tables.scopes[tables.scopes["gases"] == "CO2"]
    assert tables.slugs["umea"] in set(carbon_only["code"])
    assert carbon_only["note"].str.contains("koldioxid").all()
    malmo = of(tables, "malmo").set_index("year")["note"]
    assert malmo.notna()[2024]
    assert malmo[malmo.notna()].index.tolist() == [2024]
