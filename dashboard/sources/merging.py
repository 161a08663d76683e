"""An import laid over the tables at hand: rows of the same key are replaced, new ones added, nothing else is touched.

A row whose figures are the same stays as it is, with its note and its source. Where the figures differ, the whole
row is the new one: what the file does not give (a stated total, a note) belonged to the old figures and goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.sources.result import Import
from dashboard.tables.loading import Tables
from dashboard.tables.reading import kind
from dashboard.tables.schemas import SPECS

#: Figures that differ by less (in the table's own unit) are the same, written with other decimals.
SAME = 0.005
#: So many of the largest changes are named.
NAMED = 5


@dataclass(frozen=True)
class Change:
    """One figure that changes; ``None`` is a figure that is missing."""

    key: str
    column: str
    old: float | None
    new: float | None


@dataclass(frozen=True)
class Summary:
    """What an import does to a table, in rows; no row is ever removed. ``biggest`` are the largest changes."""

    table: str
    new: int
    changed: int
    relabelled: int
    unchanged: int
    biggest: tuple[Change, ...]


@dataclass(frozen=True, eq=False)
class Merged:
    """The tables that differ afterwards, whole, and what differs in each."""

    frames: Mapping[str, pd.DataFrame]
    summaries: tuple[Summary, ...]


def merge(tables: Tables, incoming: Import) -> Merged:
    """Lays an import over the tables. The tables are left as they are; only changed ones are in the result."""
    frames: dict[str, pd.DataFrame] = {}
    summaries: list[Summary] = []
    for name, rows in incoming.tables.items():
        if name != "sources":
            frame, summary = _merge_table(name, tables.frames()[name], rows, dated=incoming.dated)
            summaries.append(summary)
            if summary.new or summary.changed or summary.relabelled:
                frames[name] = frame
    if frames and "sources" in incoming.tables:
        known, used = (
            set(tables.sources["source_id"]),
            {each for frame in frames.values() for each in frame["source_id"]},
        )
        rows = incoming.tables["sources"]
        # a source that is registered already keeps its row: people have worded it
        rows = rows[rows["source_id"].isin(used - known)]
        if len(rows):
            frames["sources"] = pd.concat([tables.sources, rows]).sort_values("source_id", ignore_index=True)
            summaries.append(Summary("sources", len(rows), 0, 0, len(known), ()))
    return Merged(frames, tuple(summaries))


def _merge_table(name: str, old: pd.DataFrame, rows: pd.DataFrame, *, dated: bool) -> tuple[pd.DataFrame, Summary]:
    spec = SPECS[name]
    key = list(spec.key)
    types = {column: kind(schema) for column, schema in spec.schema.columns.items()}
    was = old.set_axis(_keys(old, key), axis=0)
    now = rows.reindex(columns=list(spec.columns)).astype(types).set_axis(_keys(rows, key), axis=0)
    both = now.index.intersection(was.index, sort=False)
    figures = [column for column in rows if types[str(column)] == "float64"]
    before, after = was.loc[both, figures].to_numpy(), now.loc[both, figures].to_numpy()
    moved = ~np.isclose(before, after, rtol=0, atol=SAME, equal_nan=True)
    changed = both[moved.any(axis=1)]
    relabelled = both[:0]
    if dated and "vintage" in rows:
        same = both[~moved.any(axis=1)]
        relabelled = same[(was.loc[same, "vintage"] != now.loc[same, "vintage"]).to_numpy()]
    added = now.index.difference(was.index, sort=False)
    kept = was.drop(changed)
    for column in ("vintage", "source_id") if len(relabelled) else ():
        kept.loc[relabelled, column] = now.loc[relabelled, column]
    frame = pd.concat([kept, now.loc[changed], now.loc[added]]).loc[[*was.index, *added]]
    if _sorted(old, key):
        frame = frame.sort_values(key, kind="stable")
    summary = Summary(
        name, len(added), len(changed), len(relabelled), len(was) - len(changed) - len(relabelled),
        _biggest(both, [str(each) for each in figures], before, after, moved),
    )  # fmt: skip
    return frame.reset_index(drop=True), summary


def _keys(frame: pd.DataFrame, key: list[str]) -> list[str]:
    """A row's key as one text; what is missing in it counts as empty."""
    columns = [frame[name].astype("str").fillna("") if name in frame else [""] * len(frame) for name in key]
    return ["/".join(values) for values in zip(*columns, strict=True)]


def _sorted(frame: pd.DataFrame, key: list[str]) -> bool:
    return bool(frame[key].sort_values(key, kind="stable").index.equals(frame.index))


def _biggest(
    keys: pd.Index, columns: list[str], before: np.ndarray, after: np.ndarray, moved: np.ndarray
) -> tuple[Change, ...]:
    """The largest changes; a figure that comes or goes counts as changed by the whole of it."""
    size = np.where(moved, np.abs(np.nan_to_num(after) - np.nan_to_num(before)), -1)
    order = np.argsort(-size, axis=None, kind="stable")[:NAMED]
    places = [divmod(int(each), len(columns)) for each in order]
    return tuple(
        Change(str(keys[i]), columns[j], _known(before[i, j]), _known(after[i, j]))
        for i, j in places
        if size[i, j] >= 0
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
