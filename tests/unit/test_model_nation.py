import numpy as np
import pandas as pd
import pytest

from dashboard.model.nation import group_series, national_total, sector_changes, sum_of_municipalities
from dashboard.model.series import COLUMNS, territorial
from tests.unit.model_frames import CODE, emissions, population

TWO = pd.concat(
    [
        emissions({1990: {"transport": 10, "waste": 5}, 2024: {"transport": 8, "waste": 1}}),
        emissions({2024: {"transport": 4}}, code="0002"),
    ]
)
PEOPLE = pd.concat([population({1990: 1, 2024: 2}), population({2024: 3}, code="0002")])


def test_the_municipalities_sum_is_of_all_sectors_reported() -> None:
    assert sum_of_municipalities(TWO, 2024) == 13  # 8 + 1 + 4
    assert sum_of_municipalities(TWO, 1990) == 15


def test_a_year_that_nobody_reports_has_no_sum() -> None:
    assert sum_of_municipalities(TWO, 2000) is None
    assert sum_of_municipalities(TWO, 2024, gas="co2") is None


def test_the_nation_is_read_from_its_own_row() -> None:
    national = emissions({2024: {"transport": 100, "industry": 20}}).drop(columns="code")
    assert national_total(national, 2024) == 120
    assert national_total(national, 2023) is None


def test_a_group_sums_the_years_that_all_of_it_reports_and_the_others_are_missing() -> None:
    group = group_series(TWO, PEOPLE, [CODE, "0002", CODE])
    assert tuple(group.columns) == COLUMNS
    assert group["year"].tolist() == [1990, 2024]
    assert np.isnan(group["total"].iloc[0])
    assert group["total"].iloc[1] == 13
    assert np.isnan(group["waste"].iloc[1])  # the second municipality does not report waste
    assert group["per_person"].iloc[1] == pytest.approx(13 / 5)


def test_a_group_is_measured_only_when_all_of_it_is() -> None:
    table = pd.concat(
        [emissions({2024: {"waste": 1}}), emissions({2024: {"waste": 1}}, code="0002", status="estimated")]
    )
    assert group_series(table, PEOPLE, [CODE, "0002"])["status"].tolist() == ["estimated"]
    assert group_series(table, PEOPLE, [CODE])["status"].tolist() == ["measured"]


def test_a_group_of_nobody_is_empty() -> None:
    assert group_series(TWO, PEOPLE, ["9999"]).empty
    assert tuple(group_series(TWO, PEOPLE, []).columns) == COLUMNS


def test_sectors_come_biggest_and_most_changed_first() -> None:
    table = emissions(
        {
            1990: {"transport": 50, "heating": 45, "industry": 30, "waste": 4},
            2024: {"transport": 48, "heating": 5, "industry": 30, "international_transport": 1},
        }
    )
    changes = sector_changes(territorial(table, population({}), CODE), 1990, 2024)
    # Heating has nearly gone, and fell by 40: more than the 30 of industry. Waste is not reported in 2024.
    assert changes["sector"].tolist() == ["transport", "heating", "industry", "international_transport"]
    assert changes["change"].iloc[:3].tolist() == [-2, -40, 0]
    assert changes["relative"].iloc[1] == pytest.approx(-40 / 45)
    assert changes["share"].iloc[0] == pytest.approx(48 / 84)  # 48 + 5 + 30 + 1
    assert np.isnan(changes["change"].iloc[3])  # not reported in 1990: no change can be told


def test_a_year_that_is_not_in_the_series_has_no_changes() -> None:
    one = territorial(TWO, PEOPLE, CODE)
    assert sector_changes(one, 1990, 2023).empty
