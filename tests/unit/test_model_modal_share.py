"""Travel surveys: bars whose parts do not overlap, the sustainable share, the basis, and which survey stands first."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model.comparison import compare, groups
from dashboard.model.modal_share import ORDER, Survey, basis, leading, parts, share_of, surveys, sustainable
from tests.dataset import table

OWN = {"code": "9901", "survey": "s", "survey_year": 2022, "area": "municipality", "group": "all", "trips": "all"}
SINGLE = ("walk", "bicycle", "public_transport", "other", "car")


def survey(shares: dict[str, float] | None = None, **more: Any) -> Survey:
    rows = [OWN | more | {"mode": mode, "share": share} for mode, share in (shares or {"car": 60.0}).items()]
    return surveys(table("modal_share", rows))[0]


def drawn(shares: dict[str, float]) -> list[tuple[str, float, float]]:
    return [(part.mode, part.start, part.end) for part in parts(shares)]


def test_a_survey_is_read_whole_from_its_rows():
    rows = [
        OWN | {"mode": "car", "share": 34.0, "group": "women", "certainty": "derived", "note": "sv: A | en: B"},
        OWN | {"mode": "car", "share": 39.0, "method": "regional", "sample": 2300, "source_id": "other"},
    ]
    found = surveys(table("modal_share", rows))
    assert len(found) == 1
    one = found[0]
    assert (one.code, one.id, one.year, one.area, one.trips) == ("9901", "s", 2022, "municipality", "all")
    assert (one.of("women"), one.of(), one.of("men")) == ({"car": 34.0}, {"car": 39.0}, {})
    assert one.certainty == {"women": {"car": "derived"}, "all": {"car": "stated"}}
    assert one.notes == {"women": {"car": "sv: A | en: B"}, "all": {"car": ""}}
    assert one.samples == {"all": 2300}
    assert one.source_ids == ("made-up", "other")
    assert one.method == "regional", "a row that is silent is of the same survey"


def test_surveys_come_newest_first_and_undated_last():
    years = (2014, None, 2022)
    rows = [OWN | {"survey": str(year), "survey_year": year, "mode": "car", "share": 60.0} for year in years]
    assert [one.year for one in surveys(table("modal_share", rows))] == [2022, 2014, None]


def test_the_car_stands_at_the_right_and_the_sustainable_modes_at_the_left():
    shares = {"car": 40.0, "other": 2.0, "public_transport": 5.0, "bicycle": 20.0, "walk": 33.0}
    assert drawn(shares) == [
        ("walk", 0, 33), ("bicycle", 33, 53), ("public_transport", 53, 58), ("other", 58, 60), ("car", 60, 100),
    ]  # fmt: skip


def test_what_is_not_told_stands_before_the_car_and_only_when_more_than_rounding_is_missing():
    assert drawn({"walk": 30.0, "car": 40.0}) == [("walk", 0, 30), ("not_stated", 30, 60), ("car", 60, 100)]
    assert drawn({"walk": 58.0, "car": 40.0}) == [("walk", 0, 58), ("car", 60, 100)]
    assert drawn({"walk": 57.9, "car": 40.0})[1][0] == "not_stated"


def test_published_roundings_past_a_hundred_are_shown_as_they_are():
    gothenburg = {"walk": 21.0, "bicycle": 7.0, "public_transport": 30.0, "car": 43.0}
    assert drawn(gothenburg)[-1] == ("car", 58, 101)


def test_a_two_in_one_figure_stands_only_where_its_two_are_not_both_told():
    assert [mode for mode, *_ in drawn({"walk_and_bicycle": 40.0, "car": 60.0})] == ["walk_and_bicycle", "car"]
    both = {"walk": 20.0, "bicycle": 20.0, "walk_and_bicycle": 40.0, "car": 60.0}
    assert [mode for mode, *_ in drawn(both)] == ["walk", "bicycle", "car"]
    one = {"walk": 20.0, "walk_and_bicycle": 40.0, "car": 60.0}
    assert drawn(one) == [("walk_and_bicycle", 0, 40), ("car", 40, 100)]
    with_bus = {"walk_and_public_transport": 17.0, "bicycle": 8.0, "car": 75.0}
    assert [mode for mode, *_ in drawn(with_bus)] == ["bicycle", "walk_and_public_transport", "car"]


def test_the_sustainable_total_is_one_part_only_where_none_of_its_parts_is_told():
    assert drawn({"sustainable": 44.0}) == [("sustainable", 0, 44), ("not_stated", 44, 100)]
    whole = {"walk": 33.0, "bicycle": 20.0, "public_transport": 5.0, "sustainable": 59.0, "car": 40.0}
    assert [mode for mode, *_ in drawn(whole)] == ["walk", "bicycle", "public_transport", "car"]
    some = {"walk": 11.0, "sustainable": 47.0, "car": 53.0}
    assert drawn(some) == [("walk", 0, 11), ("sustainable_rest", 11, 47), ("car", 47, 100)]


def test_other_than_car_is_drawn_where_nothing_else_stands_beside_the_car():
    assert drawn({"not_car": 45.0, "car": 55.0}) == [("not_car", 0, 45), ("car", 45, 100)]
    assert "not_car" not in [mode for mode, *_ in drawn({"not_car": 45.0, "walk": 20.0, "car": 55.0})]


@given(st.dictionaries(st.sampled_from(SINGLE), st.floats(1, 20), min_size=1))
def test_parts_never_overlap_nor_are_they_rescaled(shares):
    found = parts(shares)
    assert {part.mode: part.share for part in found if part.mode != "not_stated"} == shares
    assert [ORDER.index(part.mode) for part in found] == sorted(ORDER.index(part.mode) for part in found)
    assert all(left.end <= right.start + 1e-9 for left, right in pairwise(found))
    assert found[-1].end == pytest.approx(100)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({"sustainable": 58.0, "walk": 33.0, "bicycle": 20.0, "public_transport": 4.0}, (58, True)),
        ({"walk": 14.0, "bicycle": 26.0, "public_transport": 25.0}, (65, False)),
        ({"walk_and_bicycle": 40.0, "public_transport": 10.0}, (50, False)),
        ({"walk_and_public_transport": 17.0, "bicycle": 8.0}, (25, False)),
        ({"walk": 14.0, "bicycle": 26.0}, (None, False)),
        ({"car": 40.0}, (None, False)),
        ({"car": 40.0, "not_car": 60.0}, (None, False)),
    ],
)
def test_the_sustainable_share_is_stated_or_summed_and_never_what_the_car_leaves(shares, expected):
    assert sustainable(shares) == share_of(shares, "sustainable") == expected


def test_a_mode_is_told_or_summed_of_its_two_or_missing():
    shares = {"walk": 21.0, "bicycle": 7.0}
    assert share_of(shares, "walk") == (21, True)
    assert share_of(shares, "walk_and_bicycle") == (28, False)
    assert share_of(shares, "walk_and_public_transport") == (None, False)
    assert share_of(shares, "car") == (None, False)


@pytest.mark.parametrize(
    ("feature", "value"), [("area", "urban_area"), ("trips", "weekday"), ("method", "app"), ("method", None)]
)
def test_surveys_of_another_area_or_trips_or_method_are_not_comparable(feature, value):
    one, other = (
        survey(method="paper"),
        survey(**{"method": "paper", "survey": "t", "source_id": "x"} | {feature: value}),
    )
    assert compare(basis(one), basis(other)).features == (feature,)


def test_women_and_men_are_not_everyone():
    one = survey()
    assert compare(basis(one), basis(one, "women")).features == ("group",)


def test_an_untold_method_is_the_same_only_within_one_table_of_one_publisher():
    one, same, other = survey(), survey(survey="t"), survey(survey="t", source_id="x")
    assert compare(basis(one), basis(same)).comparable
    assert compare(basis(one), basis(other)).features == ("method",)
    assert compare(basis(one), basis(survey(code="9902"))).features == ("method",), "another municipality's"


def test_what_a_publisher_has_recalculated_is_comparable_with_the_survey_that_it_names():
    paper, app = survey(survey="2014", method="paper"), survey(survey="2022", method="app")
    again = survey(survey="again", method="recalculated", comparable_with="2014")
    assert compare(basis(paper), basis(again)).comparable
    assert not compare(basis(app), basis(again)).comparable
    elsewhere = survey(code="9902", survey="2014", method="paper")
    assert not compare(basis(elsewhere), basis(again)).comparable


def test_real_surveys_are_parted_as_their_publishers_tell(tables):
    found = surveys(tables.modal_share)

    def parted(code: str) -> list[list[str]]:
        own = [one for one in found if one.code == code]
        return [[own[place].id for place in group] for group in groups([basis(one) for one in own])]

    assert parted("2480") == [["umea-2022-app"], ["umea-2022-comparable", "umea-2014-paper"]]
    assert len(parted("2580")) == 1, "Luleå's own series"
    assert parted("1283") == [["helsingborg-2018"], ["helsingborg-2013"]]
    assert len(parted("1281")) == 4


def test_the_survey_that_stands_for_a_city_is_its_latest_of_all_trips():
    old, new = survey(survey="a", survey_year=2014), survey(survey="b", survey_year=2018)
    weekday = survey(survey="c", survey_year=2022, trips="weekday")
    undated = survey(survey="d", survey_year=None)
    assert leading([old, new, weekday, undated]) == new
    assert leading([weekday, undated]) in (weekday, undated)
    assert leading([survey(survey="e", survey_year=None, trips="commuting"), undated]) == undated
    assert leading([]) is None


def test_of_one_year_the_published_figure_goes_before_the_recalculated(tables):
    found = surveys(tables.modal_share)
    first = leading(one for one in found if one.code == "2480")
    assert first is not None
    assert first.id == "umea-2022-app"
    lund = leading(one for one in found if one.code == "1281")
    assert lund is not None
    assert lund.id == "lund-2023", "the whole municipality before a part of it"


def test_a_regional_survey_is_another_method_in_another_region():
    skane, scania, orebro = (survey(code=code, survey=code, method="regional") for code in ("1280", "1281", "1880"))
    assert compare(basis(skane), basis(scania)).comparable
    assert compare(basis(skane), basis(orebro)).features == ("region",)


def test_two_methods_under_one_name_are_two_surveys_whatever_order_they_stand_in():
    rows = [
        OWN | {"mode": "walk", "share": 60.0, "method": "app"},
        OWN | {"mode": "walk", "share": 20.0, "method": "paper"},
        OWN | {"mode": "car", "share": 30.0, "group": "men"},
    ]
    for ordered in (rows, rows[::-1]):
        found = surveys(table("modal_share", ordered))
        assert {(one.method, one.of()["walk"]) for one in found} == {("app", 60.0), ("paper", 20.0)}
        assert not compare(basis(found[0]), basis(found[1])).comparable
        assert sum(bool(one.of("men")) for one in found) == 1


def test_a_sum_of_98_is_whole_however_a_computer_adds_it():
    assert "not_stated" not in {mode for mode, *_ in drawn({"walk": 18.4, "bicycle": 17.0, "car": 48.3, "other": 14.3})}
