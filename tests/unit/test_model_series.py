import numpy as np
import pandas as pd
import pytest

from dashboard.model.series import COLUMNS, NoBaseYear, base_year, holds_population, measured, territorial, to_measure
from tests.unit.model_frames import CODE, emissions, population, series


def test_the_total_is_the_sum_of_the_sectors_that_are_reported_and_the_others_stay_missing() -> None:
    table = emissions({2024: {"transport": 30, "waste": 12}})
    row = territorial(table, population({2024: 21}), CODE).iloc[0]
    assert row["total"] == 42  # 30 + 12
    assert np.isnan(row["international_transport"])
    assert row["per_person"] == 2  # 42 t / 21 people


def test_a_reported_zero_is_a_zero() -> None:
    row = territorial(emissions({2024: {"transport": 0}}), population({2024: 10}), CODE).iloc[0]
    assert (row["transport"], row["total"]) == (0, 0)


def test_a_year_in_which_no_sector_is_reported_has_no_total() -> None:
    assert territorial(emissions({2024: {}}), population({2024: 10}), CODE)["total"].isna().all()


def test_a_series_is_sorted_by_year_and_holds_one_municipality_and_one_gas() -> None:
    table = pd.concat(
        [
            emissions({2024: {"transport": 1}, 1990: {"transport": 2}}),
            emissions({1990: {"transport": 9}}, gas="co2"),
            emissions({1990: {"transport": 7}}, code="0002"),
        ]
    )
    found = territorial(table, population({1990: 1, 2024: 1}), CODE)
    assert found["year"].tolist() == [1990, 2024]
    assert found["total"].tolist() == [2, 1]
    assert territorial(table, population({1990: 1}), CODE, gas="co2")["total"].tolist() == [9]


def test_a_municipality_without_figures_gives_an_empty_series_with_all_columns() -> None:
    found = territorial(emissions({1990: {"transport": 1}}), population({1990: 1}), "9999")
    assert found.empty
    assert tuple(found.columns) == COLUMNS


def test_a_year_without_population_has_no_figure_per_person() -> None:
    found = territorial(emissions({1990: {"transport": 1}}), population({2000: 1}), CODE)
    assert found["per_person"].isna().all()


def test_estimates_and_missing_figures_are_no_measurements() -> None:
    table = pd.concat(
        [
            emissions({1990: {"transport": 1}, 2000: {"industry": 1}}),
            emissions({2025: {"transport": 1}}, status="estimated"),
        ]
    )
    found = territorial(table, population({}), CODE)
    assert measured(found)["year"].tolist() == [1990, 2000]
    assert measured(found, "transport")["year"].tolist() == [1990]


def test_the_measure_total_changes_nothing() -> None:
    one = series()
    assert to_measure(one["total"], one, "total").tolist() == one["total"].tolist()


def test_per_person_divides_by_the_population_of_the_year() -> None:
    table = emissions({1990: {"transport": 100}, 2024: {"transport": 90}})
    one = territorial(table, population({1990: 10, 2024: 30}), CODE)
    assert to_measure(one["total"], one, "capita").tolist() == [10, 3]  # 100 / 10 and 90 / 30


def test_per_person_in_years_to_come_holds_the_last_known_population_constant() -> None:
    one = series({2000: 500, 2024: 400}, people=50)
    assert to_measure([100, 400], one, "capita", years=[2040, 2024]).tolist() == [2, 8]  # both by 50 people
    assert holds_population([2024, 2040], one)
    assert not holds_population([2000, 2024], one)


def test_per_person_in_a_past_year_that_the_series_lacks_is_missing() -> None:
    assert to_measure([100], series({2000: 500, 2024: 400}), "capita", years=[2010]).isna().all()


def test_an_index_starts_from_100_in_the_first_measured_year() -> None:
    one = series({1990: 200, 2024: 150})
    assert to_measure(one["total"], one, "index").tolist() == [100, 75]
    assert to_measure([50], one, "index", years=[2040]).tolist() == [25]  # 50 / 200


def test_sectors_in_an_index_stack_to_the_total() -> None:
    one = series({1990: 200, 2024: 150})  # half of it transport
    assert to_measure(one["transport"], one, "index").tolist() == [50, 37.5]
    assert to_measure(one["transport"], one, "index", reference="transport").tolist() == [100, 75]


def test_an_index_can_start_from_another_year() -> None:
    one = series({1990: 200, 2000: 100, 2024: 150})
    assert to_measure(one["total"], one, "index", base=2000).tolist() == [200, 100, 150]


@pytest.mark.parametrize("figures", [{}, {1990: 0.0}, {2000: 5.0}])
def test_an_index_without_a_figure_above_zero_in_its_base_year_is_refused(figures: dict[int, float]) -> None:
    one = series(figures)
    with pytest.raises(NoBaseYear):
        to_measure(one["total"], one, "index", base=1990)


def test_an_empty_series_has_no_base_year() -> None:
    assert base_year(series({})) is None
    with pytest.raises(NoBaseYear):
        to_measure([], series({}), "index")


def test_values_and_years_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="2 values for 1 years"):
        to_measure([1, 2], series(), "capita", years=[2030])
