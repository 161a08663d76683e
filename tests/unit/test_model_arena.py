"""The arena: each organisation once a city, nothing guessed about its sector, and sharing known by the name alone."""

import pandas as pd
import pytest

from dashboard.model.arena import COLUMNS, arenas, key_of, shared
from tests.dataset import table

FACTS = [
    {
        "code": "9901",
        "name": "Verket AB",
        "sector": "business",
        "version": 2023,
        "role_sv": "leder",
        "role_en": "leads",
    },
    {"code": "9901", "name": "Verket", "version": 2021, "role_sv": "deltar", "role_en": "takes part", "source_id": "b"},
    {"code": "9901", "name": "Nätverket", "version": 2022, "certainty": "derived"},
    {"code": "9902", "name": "VERKET", "sector": "business", "version": 2024},
    {"code": "9902", "name": "Anna Ek", "version": 2024},
    {"code": "9902", "name": "Tvisten", "sector": "public", "version": 2021},
    {"code": "9902", "name": "Tvisten", "sector": "academia", "version": 2022, "source_id": "b"},
]


@pytest.fixture
def rows() -> pd.DataFrame:
    return arenas(table("actors", FACTS))


def of(rows: pd.DataFrame, code: str, name: str) -> pd.Series:
    return rows[(rows["code"] == code) & (rows["key"] == key_of(name))].iloc[0]


def test_an_organisation_stands_once_a_city_however_often_it_is_named(rows):
    assert rows.columns.tolist() == COLUMNS
    assert rows.groupby("code").size().to_dict() == {"9901": 2, "9902": 3}
    own = of(rows, "9901", "Verket")
    assert own["name"] == "Verket"  # as its first source spells it
    assert own["since"] == 2021
    assert own["source_ids"] == ("b", "made-up")
    assert own["role_sv"] == "deltar; leder"


def test_a_sector_comes_from_whichever_source_states_it(rows):
    assert of(rows, "9901", "Verket")["sector"] == "business"


def test_a_sector_that_no_source_states_stays_not_stated(rows):
    assert pd.isna(of(rows, "9901", "Nätverket")["sector"])
    assert pd.isna(of(rows, "9901", "Nätverket")["role_sv"])
    assert of(rows, "9901", "Nätverket")["certainty"] == "derived"


def test_sources_that_differ_about_a_sector_are_a_dispute(rows):
    own = of(rows, "9902", "Tvisten")
    assert (own["sector"], own["certainty"]) == ("public", "disputed")


def test_a_row_is_what_the_table_says_and_no_name_is_special(rows):
    # Persons are kept out of the table, not guessed at here: a company may well be called so.
    assert of(rows, "9902", "Anna Ek")["name"] == "Anna Ek"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Diös Fastigheter AB", "Diös Fastigheter"),
        ("AB Gavlegårdarna", "Gavlegårdarna"),
        ("Södra Smålands Avfall och Miljö (SSAM)", "Södra Smålands  avfall och miljö"),
        ("SYSAV", "Sysav"),
    ],
)
def test_spellings_of_one_name_are_one_organisation(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("AB Volvo", "Volvo Cars"), ("Göteborgs universitet (Urban Futures)", "Göteborgs universitet"), ("ABB", "B")],
)
def test_names_that_only_resemble_each_other_stay_apart(one, other):
    assert key_of(one) != key_of(other)


def test_a_name_that_is_nothing_but_a_form_of_company_is_still_a_name():
    assert key_of("AB") == "ab"


def test_shared_are_those_in_at_least_two_of_the_cities_asked_for_in_their_order(rows):
    assert shared(rows, ["9902", "9901"]) == {"verket": ("9902", "9901")}
    assert shared(rows, ["9901"]) == {}
    assert shared(rows, ["9901", "9901"]) == {}


def test_without_actors_there_is_an_arena_of_nobody():
    assert arenas(table("actors", [])).columns.tolist() == COLUMNS
    assert shared(arenas(table("actors", [])), ["9901", "9902"]) == {}
