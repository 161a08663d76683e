"""Roles in the contract, pairs of twins and how many are named: counted from the tables, never typed."""

import pandas as pd

from dashboard.model.membership import NETWORKS, counts, pairs, standings
from dashboard.tables.loading import Tables
from tests.dataset import table


def named(tables: Tables) -> pd.DataFrame:
    frame = standings(tables.memberships, tables.contracts)
    return frame.assign(name=frame["code"].map(tables.municipalities.set_index("code")["name"])).set_index("name")


def test_the_first_nine_the_fourteen_of_2021_ten_twins_and_three_without_a_role(tables):
    found = named(tables)
    assert found["kind"].value_counts().to_dict() == {"since_2020": 9, "since_2021": 14, "twin": 10, "unstated": 3}
    assert sorted(found.index[found["kind"] == "unstated"]) == ["Gotland", "Luleå", "Sundsvall"]
    assert found.loc["Umeå", "since"] == 2020
    assert found.loc["Kalmar", "since_certainty"] == "disputed"
    assert pd.isna(found.loc["Gotland", "since"])


def test_that_the_earlier_ones_are_pioneers_is_told_as_derived_unless_a_source_says_it(tables):
    found = named(tables)
    early = found[found["kind"].isin(["since_2020", "since_2021"])]
    assert set(early["role"]) == {"pioneer"}
    assert early.loc["Umeå", "role_certainty"] == "derived"
    assert early.loc["Göteborg", "role_certainty"] == "stated"


def test_a_network_alone_is_no_part_in_the_contract(tables):
    found = named(tables)
    assert pd.isna(found.loc["Örnsköldsvik", "kind"])
    assert found.loc["Örnsköldsvik", "networks"] == (NETWORKS["n6"],)
    assert sum(NETWORKS["mission"] in each for each in found["networks"]) == 7


def test_each_pair_is_told_once_with_the_surest_source(tables):
    found = pairs(tables.memberships)
    names = tables.municipalities.set_index("code")["name"]
    contract = found[found["programme"] == "contract"]
    told = {(names[a], names[b]) for a, b in zip(contract["code"], contract["partner_code"], strict=True)}
    assert len(contract) == len(told) == 10
    stated = contract[contract["certainty"] == "stated"]
    assert {(names[a], names[b]) for a, b in zip(stated["code"], stated["partner_code"], strict=True)} == {
        ("Karlstad", "Kristinehamn"),
        ("Kristianstad", "Tomelilla"),
        ("Borlänge", "Avesta"),
        ("Göteborg", "Falköping"),
    }
    assert ("Kalmar", "Falkenberg") in told
    assert ("Kalmar", "Mörbylånga") in told


def test_a_twin_abroad_has_a_name_and_no_code(tables):
    found = pairs(tables.memberships)
    abroad = found[found["partner_code"].isna()]
    assert abroad[["code", "partner_name", "programme"]].to_numpy().tolist() == [
        ["1281", "Leuven (BE)", "netzerocities"]
    ]
    assert len(found[found["programme"] == "netzerocities"]) == 2


def test_how_many_are_named_is_counted(tables):
    found = counts(tables.indicators, standings(tables.memberships, tables.contracts))
    newest = tables.indicators[tables.indicators["indicator"] == "contract_municipalities"].sort_values("year").iloc[-1]
    assert (found.total, found.year) == (newest["value"], newest["year"])
    assert found.named == 36
    assert found.unnamed == found.total - 36


def test_a_row_more_is_a_city_more(tables):
    more = table(
        "memberships", [{"code": "0114", "programme": "klimatneutrala_stader_2030_2025_26", "role": "pioneer"}]
    )
    found = standings(pd.concat([tables.memberships, more]), tables.contracts)
    assert counts(tables.indicators, found).unnamed == 11
    assert found.set_index("code").loc["0114", "kind"] == "later"


def test_a_letter_of_intent_is_not_taking_part():
    contracts = table("contracts", [{"code": "9901", "version": 2024, "standing": "letter_of_intent"}])
    found = standings(table("memberships", []), contracts)
    assert found["kind"].tolist() == ["intent"]
    assert found["intent"].tolist() == [2024]
    none = counts(table("indicators", []), found)
    assert (none.named, none.total, none.unnamed) == (0, None, 0)


def test_two_sources_on_the_first_year_the_surest_is_told():
    contracts = table(
        "contracts",
        [
            {"code": "9901", "version": 2021, "standing": "joined", "certainty": "disputed", "source_id": "a"},
            {"code": "9901", "version": 2021, "standing": "signed", "certainty": "stated", "source_id": "b"},
            {"code": "9901", "version": 2022, "standing": "signed", "certainty": "stated", "source_id": "c"},
        ],
    )
    row = standings(table("memberships", []), contracts).iloc[0]
    assert (row["kind"], row["since"], row["since_certainty"], row["source_id"]) == ("since_2021", 2021, "stated", "b")
