"""The contract's arithmetic, of which there is little on purpose: nothing is summed, and nothing is made up."""

import pandas as pd
import pytest

from dashboard.model.contract import (
    by_version,
    first_told,
    goals_joined,
    investment_groups,
    matches,
    one_plan_twice,
    parties_since,
    signings,
    undertakings,
    with_gap,
)


def said(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["code", "version", "standing", "date", "certainty"])


def test_a_signing_that_a_source_disputes_stays_disputed():
    found = signings(
        said(("9901", 2021, "joined", "2021-12-08", "disputed"), ("9901", 2022, "signed", "2022-12-08", "derived"))
    )
    assert found["certainty"].tolist() == ["disputed", "derived"]


def test_sources_that_say_different_things_are_a_dispute_even_if_each_is_sure():
    found = signings(
        said(("9901", 2021, "joined", "2021-12-08", "stated"), ("9901", 2021, "signed", "2021-12-08", "stated"))
    )
    assert found[["standing", "certainty", "statements"]].values.tolist() == [["signed", "disputed", 2]]


def test_a_day_that_no_source_tells_stays_unknown():
    found = signings(said(("9901", 2024, "signed", None, "derived")))
    assert found["date"].isna().all()


def test_a_letter_of_intent_is_no_signing():
    counts = by_version(
        signings(
            said(
                ("9901", 2024, "signed", None, "derived"),
                ("9902", 2024, "letter_of_intent", None, "stated"),
                ("9801", 2024, "joined", None, "disputed"),
            )
        )
    )
    assert counts.values.tolist() == [[2024, 1, 1, 1, 1]]


def party(name: str, version: int, since: str | None, what: str = "Hjälper", draft: str = "no") -> dict:
    return {"party": name, "version": version, "since": since, "area": "policy", "what": what, "draft": draft}


def test_a_party_without_a_date_is_only_known_from_the_first_version_that_names_it():
    found = parties_since(
        pd.DataFrame(
            [
                party("Viable Cities", 2021, None),
                party("Viable Cities", 2025, None),
                party("Vinnova", 2021, "2020-12-11"),
                party("Naturvårdsverket", 2025, "2022-12-08"),
            ]
        )
    )
    assert found["party"].tolist() == ["Vinnova", "Naturvårdsverket", "Viable Cities"]
    assert found["first"].tolist() == [2020, 2022, 2021]
    assert found["is_dated"].tolist() == [True, True, False]


def test_what_agencies_say_in_the_same_words_is_one_undertaking_but_a_draft_stays_apart():
    found = undertakings(
        pd.DataFrame(
            [
                party("Vinnova", 2025, None),
                party("Formas", 2025, None),
                party("Formas", 2025, None, draft="yes"),
            ]
        )
    )
    assert sorted(zip(found["draft"], found["parties"], strict=True)) == [
        ("no", ("Formas", "Vinnova")),
        ("yes", ("Formas",)),
    ]


def test_statements_of_one_goal_are_one_goal_in_the_version_where_it_stands():
    found = goals_joined(
        pd.DataFrame(
            [
                {"code": "9901", "goal_id": "a", "version": None, "text_sv": "Neutral", "standing": "current"},
                {"code": "9901", "goal_id": "a", "version": 2021, "text_sv": "−85 %", "standing": "current"},
                {"code": "9901", "goal_id": "b", "version": None, "text_sv": "Tätt", "standing": "current"},
            ]
        ).astype({"version": "Int64"}),
        "text_sv",
    )
    assert found["what"].tolist() == ["Neutral; −85 %", "Tätt"]
    assert found["version"].fillna(0).tolist() == [2021, 0]


def test_an_action_told_again_is_new_only_once_and_one_without_a_version_never():
    rows = pd.DataFrame(
        {
            "kind": "action",
            "code": ["9901", "9901", "9902", "9901"],
            "version": pd.array([2022, 2021, 2022, None], dtype="Int64"),
            "key": ["buses", "buses", "buses", "trams"],
        }
    )
    found = first_told(rows, "action")
    assert sorted(zip(found["code"], found["version"], strict=True)) == [("9901", 2021), ("9902", 2022)]


def item(key: str, **more: object) -> dict:
    empty = {"within": None, "need_low": None, "need_high": None, "funded": None, "unit": "msek", "reach": "city"}
    return {"code": "9901", "version": 2023, "key": key, "what": key.upper(), **empty, **more}


def items(*rows: dict) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    amounts = dict.fromkeys(("need_low", "need_high", "funded"), "float64")
    return frame.astype({"within": "object", **amounts})


def test_amounts_of_different_reach_or_unit_never_stand_in_one_table():
    groups = investment_groups(
        items(
            item("study", reach="project", need_low=10),
            item("plan", need_low=175_000),
            item("plan in euro", need_low=16_000, unit="meur"),
            item("own", reach="municipality", need_low=35_000),
            item("vehicles", unit=None),
            item("yearly", need_low=3, unit="msek_per_year"),
        )
    )
    assert [(group.reach, group.unit, len(group.items)) for group in groups] == [
        ("city", "msek", 1),
        ("city", "msek_per_year", 1),
        ("city", "meur", 1),
        ("city", "", 1),
        ("municipality", "msek", 1),
        ("project", "msek", 1),
    ]


def test_a_part_follows_what_contains_it_and_no_sum_is_made():
    given = items(
        item("harbour", within="transport", need_low=2),
        item("heat", need_low=5),
        item("transport", within="plan", need_low=3),
        item("plan", need_low=8),
    )
    (group,) = investment_groups(given)
    assert group.items["key"].tolist() == ["heat", "plan", "transport", "harbour"]
    assert group.items["depth"].tolist() == [0, 0, 1, 2]
    assert group.items["is_inside"].tolist() == [False, False, True, True]
    # Every amount is one that was given: a sum of part and whole (11, 18, …) is nowhere.
    assert set(group.items["need_low"]) == set(given["need_low"])


def test_a_loop_in_the_data_ends():
    (group,) = investment_groups(items(item("a", within="b"), item("b", within="a")))
    assert sorted(group.items["key"]) == ["a", "b"]


@pytest.mark.parametrize(
    ("given", "gap"),
    [
        ({"need_low": 10, "need_high": 10, "funded": 4}, (6, 6)),
        ({"need_low": 10, "need_high": 20, "funded": 4}, (6, 16)),
        ({"need_low": 10, "need_high": 10, "funded": 12}, (0, 0)),
        ({"need_low": 10, "need_high": 10}, None),
        ({"funded": 4}, None),
        # What a grant does not pay is the applicants' own share.
        ({"need_low": 10, "need_high": 10, "funded": 4, "reach": "project"}, None),
        ({"need_low": 10, "need_high": 10, "funded": 4, "reach": "several_cities"}, None),
    ],
)
def test_a_gap_is_there_only_where_need_and_funding_are(given, gap):
    row = with_gap(items(item("a", **given))).iloc[0]
    if gap is None:
        assert pd.isna(row["gap_low"])
        assert pd.isna(row["gap_high"])
    else:
        assert (row["gap_low"], row["gap_high"]) == gap


def test_a_plan_told_in_two_currencies_is_found_and_two_plans_are_not():
    plan = item("plan", need_low=175_000)
    twin = item("plan in euro", need_low=16_000, unit="meur", within="plan")
    far = item("other", need_low=100, unit="meur")
    part = item("roads", need_low=16_500, unit="meur", within="plan in euro")
    found = one_plan_twice(items(plan, twin, far, part))
    assert found[["msek", "meur"]].values.tolist() == [["PLAN", "PLAN IN EURO"]]
    project = item("grant", need_low=16_000, unit="meur", reach="project")
    assert one_plan_twice(items(plan, project)).empty


def told(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["code", "direction", "theme", "what"])


def test_experiences_match_both_ways_and_never_a_city_with_itself():
    experiences = told(
        ("a", "offers", "energy", "a gives"),
        ("a", "seeks", "energy", "a wants"),
        ("b", "seeks", "energy", "b wants"),
        ("b", "seeks", "energy", "b wants more"),
        ("c", "offers", "energy", "c gives"),
        ("d", "offers", "transport", "d gives"),
    )
    found = matches(experiences, ["a"])
    assert sorted(map(tuple, found[["direction", "other", "what"]].values)) == [
        ("offers", "b", ("b wants", "b wants more")),
        ("seeks", "c", ("c gives",)),
    ]
    back = matches(experiences, ["b"])
    assert sorted(back["other"]) == ["a", "c"]


def test_two_who_offer_the_same_do_not_match_and_other_things_match_nothing():
    assert matches(told(("a", "offers", "energy", "x"), ("b", "offers", "energy", "y")), ["a"]).empty
    assert matches(told(("a", "offers", "other", "x"), ("b", "seeks", "other", "y")), ["a"]).empty
