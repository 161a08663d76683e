"""Changes between releases: every cell that differs and no other, so that undoing them gives the former release."""

import time
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from dashboard.model.history import CHANGED, KEY, NEW, RELABELLED, REMOVED, changes, counts, figures, since
from dashboard.tables.loading import Tables
from dashboard.tables.reading import kind
from dashboard.tables.schemas import SPECS
from tests import dataset

MAPPED = ("emissions", "targets", "modal_share", "commitments", "boundaries", "sources", "memberships")


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return dataset.frames()


def release(frames: dict[str, pd.DataFrame], name: str = "2026-11", **changed: pd.DataFrame) -> Tables:
    return Tables(dataset="data", release=name, fictional=False, **{**frames, **changed})


def undone(found: pd.DataFrame, table: str, new: pd.DataFrame) -> pd.DataFrame:
    """The former table, made of the present one and the changes alone."""
    spec = SPECS[table]
    own = found[found["table"] == table]
    rows = new.astype(object).where(new.notna(), None).to_dict("records")
    gone = set(own.loc[own["kind"] == NEW, "new_at"])
    for cell in own[own["kind"].isin([CHANGED, RELABELLED])].to_dict("records"):
        rows[cell["new_at"]][cell["column"]] = cell["old"]
    back = {}
    for cell in own[own["kind"] == REMOVED].to_dict("records"):
        keys = {name: cell["code"] if name == "code" else cell[f"{KEY}{name}"] for name in spec.key}
        back.setdefault(cell["old_at"], keys).update({cell["column"]: cell["old"]} if cell["column"] else {})
    kept = [row for place, row in enumerate(rows) if place not in gone] + list(back.values())
    return pd.DataFrame(kept, columns=list(spec.columns)).astype(
        {column: kind(schema) for column, schema in spec.schema.columns.items()}
    )


def sorted_by_key(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    texts = frame[list(SPECS[table].key)].astype("str").fillna("")
    return frame.loc[texts.sort_values(list(texts.columns)).index].reset_index(drop=True)


@st.composite
def edits(draw):
    """For some tables: rows to drop of each side, and cells to change."""
    table = draw(st.sampled_from(MAPPED))
    rows = st.lists(st.integers(0, 40), max_size=4)
    columns = [name for name in SPECS[table].columns if name not in SPECS[table].key]
    cells = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(columns), st.integers(0, 3)), max_size=6)
    return table, draw(rows), draw(rows), draw(cells)


@given(edits())
def test_undoing_the_changes_gives_the_former_table(frames, edit):
    table, dropped_old, dropped_new, cells = edit
    whole = frames[table]
    old = whole.drop(index=[at for at in dropped_old if at < len(whole)]).reset_index(drop=True)
    new = whole.drop(index=[at for at in dropped_new if at < len(whole)]).reset_index(drop=True)
    for at, column, value in cells:
        if at < len(new):
            text = pd.api.types.is_string_dtype(new[column].dtype)
            new.loc[at, column] = None if value == 0 else f"text {value}" if text else 2000 + value
    found = changes(release(frames, **{table: old}), release(frames, **{table: new}))
    assert set(found["table"]) <= {table}
    assert_frame_equal(sorted_by_key(undone(found, table, new), table), sorted_by_key(old, table))
    assert not (found["old"].notna() & found["new"].notna() & (found["old"] == found["new"])).any()


def test_equal_releases_have_no_changes_whatever_their_order(frames):
    shuffled = {name: frame.iloc[::-1].reset_index(drop=True) for name, frame in frames.items()}
    assert changes(release(frames), release(shuffled)).empty
    assert counts(changes(release(frames), release(frames))).empty


def test_figures_that_a_float_cannot_tell_apart_are_the_same(frames):
    near = frames["emissions"].assign(total=frames["emissions"]["total"] * (1 + 1e-12))
    assert changes(release(frames), release(frames, emissions=near)).empty
    apart = frames["emissions"].assign(total=frames["emissions"]["total"] + 0.01)
    found = changes(release(frames), release(frames, emissions=apart))
    assert (set(found["column"]), set(found["kind"])) == ({"total"}, {CHANGED})
    assert len(found) == len(apart)


def test_a_change_of_source_vintage_or_note_alone_is_a_new_label(frames):
    emissions = frames["emissions"].assign(vintage="V2", note="sv: a | en: b")
    found = changes(release(frames), release(frames, emissions=emissions))
    assert set(found["kind"]) == {RELABELLED}
    assert counts(found).loc["emissions"].to_dict() == {
        CHANGED: 0, NEW: 0, REMOVED: 0, RELABELLED: len(emissions)
    }  # fmt: skip
    assert (found["vintage_old"].iloc[0], found["vintage_new"].iloc[0]) == ("V1", "V2")
    register = frames["sources"].assign(title="Ett annat namn")
    assert set(changes(release(frames), release(frames, sources=register))["kind"]) == {RELABELLED}


def test_a_row_tells_its_keys_its_sources_and_what_it_was(frames):
    sources = pd.concat([frames["sources"], frames["sources"].assign(source_id="other")], ignore_index=True)
    emissions = frames["emissions"].copy()
    emissions.loc[9, ["total", "source_id"]] = [1.5, "other"]
    found = changes(release(frames), release(frames, emissions=emissions, sources=sources))
    (cell,) = found[found["kind"] == CHANGED].to_dict("records")
    was = frames["emissions"].loc[9]
    assert (cell["table"], cell["code"], cell["column"]) == ("emissions", was["code"], "total")
    assert (cell[f"{KEY}year"], cell[f"{KEY}gas"]) == (was["year"], "co2e")
    assert (cell["old"], cell["new"]) == (was["total"], 1.5)
    assert (cell["source_old"], cell["source_new"]) == ("made-up", "other")
    assert counts(found).loc["emissions", CHANGED] == 1
    assert counts(found).loc["emissions", RELABELLED] == 0


def test_a_key_with_nothing_in_it_is_a_key(frames):
    commitments = frames["commitments"].copy()
    common = commitments["code"].isna()
    assert common.any()
    commitments.loc[common, "text_sv"] = "Annat"
    found = changes(release(frames), release(frames, commitments=commitments))
    assert found["kind"].tolist() == [CHANGED] * int(common.sum())
    assert found["code"].isna().all()


def test_each_row_stands_since_the_release_in_which_its_figures_came(frames):
    third = frames["emissions"]
    second = third.copy()
    second.loc[[0, 1], "total"] = 5.0
    first = second.iloc[:-2].copy()
    first.loc[0, "total"] = third.loc[0, "total"]
    first.loc[3, "note"] = "sv: en anmärkning | en: a note"
    chain = (release(frames, "2026-11"), release(frames, "2026-06", emissions=second),
             release(frames, "2026-03", emissions=first))  # fmt: skip
    stands = since(chain, "emissions")
    # What came back to its oldest value has not stood all the time.
    assert stands.iloc[:4].tolist() == ["2026-11", "2026-11", "2026-03", "2026-03"]
    assert stands.iloc[-2:].tolist() == ["2026-06", "2026-06"]
    assert set(since(chain, "targets")) == {"2026-03"}
    assert set(since(chain[:1], "emissions")) == {"2026-11"}
    assert since((chain[0], replace(chain[1], gaps=frames["gaps"].iloc[:0])), "gaps").tolist() == ["2026-11"]


@pytest.mark.parametrize("table", SPECS)
def test_every_column_is_key_figure_or_label(table):
    spec = SPECS[table]
    assert set(figures(table)).isdisjoint(spec.key)
    rest = set(spec.columns) - set(spec.key) - set(figures(table))
    assert table == "sources" or rest <= {"vintage", "note", "source_id"}


def test_the_real_data_with_every_emission_changed_are_compared_in_a_third_of_a_second(tables):
    numbers = tables.emissions.select_dtypes("float64").columns
    changed = tables.emissions.copy()
    changed[numbers] = changed[numbers] * 1.01 + 1
    new = replace(tables, emissions=changed)
    best = min(_timed(tables, new) for _ in range(3))
    assert best < 0.3
    assert len(changes(tables, new)) == int(tables.emissions[numbers].notna().sum().sum())


def _timed(old: Tables, new: Tables) -> float:
    begun = time.perf_counter()
    changes(old, new)
    return time.perf_counter() - begun
