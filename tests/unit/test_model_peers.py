"""Who is like a municipality: distances worked by hand, the reader's weights, and what certain means."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model.features import COLUMNS, features
from dashboard.model.peers import COMPONENTS, DEFAULTS, GAP, PACE_RANGE, PEOPLE_RANGE, distances, faster, heeded, peers
from dashboard.tables.vocabulary import SECTORS
from tests import dataset

ONLY = dict.fromkeys(COMPONENTS, 0)


def place(group="B3", people=100_000.0, pace=-0.02, width=0.01, **shares):
    row = dict.fromkeys((*COLUMNS, *SECTORS), math.nan) | {"group": group, "people": people, "pace": pace}
    return row | {"pace_low": pace - width, "pace_high": pace + width} | (shares or {"transport": 1.0})


def known(**places):
    return pd.DataFrame(places.values(), index=pd.Index(places, name="code"))


def order(frame, **weights):
    return [one.code for one in peers(frame, "own", {**ONLY, **weights})]


def test_each_component_is_a_distance_from_nought_to_one():
    frame = known(
        own=place(transport=0.6, industry=0.4),
        near=place(people=100_000 * math.sqrt(PEOPLE_RANGE), pace=-0.02 + PACE_RANGE / 4, transport=0.5, industry=0.5),
        far=place("C8", people=100, pace=0.5, waste=1.0),
    )
    apart = distances(frame, "own")
    assert apart.loc["own"].tolist() == [0, 0, 0, 0]
    assert apart.loc["near"].tolist() == pytest.approx([0, 0.5, 0.1, 0.25])
    assert apart.loc["far"].tolist() == [1, 1, 1, 1]


FIGURES = st.floats(0.01, 1.0)


@given(st.lists(st.tuples(st.sampled_from(["A1", "B3", ""]), FIGURES, FIGURES, FIGURES), min_size=2, max_size=9))
def test_it_is_as_far_there_as_back_and_nobody_is_a_peer_of_its_own(drawn):
    frame = known(**{
        str(i): place(group, people * 1e5, pace / 10, transport=share, waste=1 - share)
        for i, (group, people, pace, share) in enumerate(drawn)
    })  # fmt: skip
    there, back = distances(frame, "0").loc["1"], distances(frame, "1").loc["0"]
    pd.testing.assert_series_equal(there, back, check_names=False)
    assert ((there.dropna() >= 0) & (there.dropna() <= 1)).all()
    assert all(one.code != "0" for one in peers(frame, "0", DEFAULTS))


def test_the_readers_weights_decide_who_is_nearest():
    frame = known(
        own=place(),
        kin=place(people=10, pace=0.2, waste=1.0),
        large=place("C8", pace=0.2, waste=1.0),
        mixed=place("C8", people=10, pace=0.2),
        swift=place("C8", people=10, waste=1.0),
    )
    firsts = [order(frame, **{name: 3})[0] for name in COMPONENTS]
    assert firsts == ["kin", "large", "mixed", "swift"]
    # Heavier means nearer: of two that agree in one thing each, the one that agrees in what counts more.
    assert order(frame, group=1, people=2)[:2] == ["large", "kin"]
    assert order(frame, group=2, people=1)[:2] == ["kin", "large"]


def test_the_mean_is_weighted_and_leaves_out_what_is_not_known():
    frame = known(own=place(), half=place("C8"), gap=place("C8", people=math.nan))
    found = {one.code: one for one in peers(frame, "own", {"group": 1, "people": 2, "mix": 1, "pace": 0})}
    assert found["half"].distance == pytest.approx(1 / 4)
    assert found["gap"].distance == pytest.approx(1 / 2)
    assert (found["half"].missing, found["gap"].missing) == ((), ("people",))
    assert [part.name for part in found["half"].parts] == ["people", "mix", "group"]


def test_weights_are_clamped_and_when_none_counts_the_usual_ones_do():
    assert heeded({"group": 9, "people": -1}) == ({"group": 3, "people": 0, "mix": 1, "pace": 1}, True)
    assert heeded(ONLY) == (dict(DEFAULTS), False)


@pytest.mark.parametrize(("step", "count"), [(GAP / 2, 7), (GAP * 2, 5)])
def test_there_are_five_to_seven_and_a_step_ends_the_list(step, count):
    paces = [0.0, *(0.001 * i for i in range(1, 6)), *(0.005 + step * PACE_RANGE * i for i in range(1, 9))]
    frame = known(**{"own" if i == 0 else str(i): place(pace=pace) for i, pace in enumerate(paces)})
    assert order(frame, pace=1) == [str(i) for i in range(1, count + 1)]


def test_faster_is_said_only_where_the_intervals_lie_apart():
    slow = place(pace=-0.01, width=0.005)
    assert faster(place(pace=-0.03, width=0.005), slow) == "faster"
    assert faster(slow, place(pace=-0.03, width=0.005)) == "slower"
    assert faster(place(pace=-0.03, width=0.02), slow) == "unsure"
    assert faster(place(pace=math.nan), slow) == "unknown"


def test_features_are_the_latest_shares_and_the_pace_since_2000(tiny):
    frame = features(tiny.municipalities, tiny.emissions, tiny.population)
    own = frame.loc["9901"]
    assert (own["people"], own["people_year"], own["year"]) == (63_500, 2025, 2024)
    assert own["transport"] == pytest.approx(dataset.SHARES["transport"])
    assert own["per_person"] == pytest.approx(dataset.tonnes(300_000, 2024) / 63_400)
    assert (own["pace_first"], own["pace_last"]) == (2000, 2024)
    assert own["pace_low"] <= own["pace"] <= own["pace_high"] < 0


def test_features_of_few_years_have_no_pace_and_of_none_nothing(tiny):
    few = tiny.emissions[(tiny.emissions["code"] == "9901") & (tiny.emissions["year"] > 2020)]
    frame = features(tiny.municipalities, few, tiny.population)
    assert np.isnan(frame.loc["9901", "pace"])
    assert frame.loc["9901", "total"] > 0
    assert np.isnan(frame.loc["9902", ["total", "pace", "transport"]].to_numpy(dtype="float64")).all()
    assert peers(frame, "9902", DEFAULTS)[0].missing == ("mix", "pace")
