"""What differs between two releases, cell by cell, and since which release a row stands as it does.

Pure pandas on the tables' own columns and keys: it knows no words and no pages.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from dashboard.tables.loading import Tables
from dashboard.tables.schemas import SPECS

NEW, CHANGED, REMOVED, RELABELLED = "new", "changed", "removed", "relabelled"
KINDS = (CHANGED, NEW, REMOVED, RELABELLED)
#: What says where a figure comes from and what to know about it; a row that differs in these alone is relabelled.
LABELS = ("vintage", "note", "source_id")
#: The register describes documents: a title written otherwise, or a document seen again, changes no figure.
REGISTER = "sources"
#: Figures nearer to each other than this share of them are the same: a file's decimals do not hold more.
PRECISION = 1e-9
#: Before the name of a key column (``key_year``), since a goal's key has a ``kind`` of its own.
KEY = "key_"

#: The columns of :func:`changes` before those of the keys.
COLUMNS = [
    "table", "row", "code", "kind", "column", "old", "new", "old_at", "new_at", "source_old", "source_new",
    "vintage_old", "vintage_new", "note",
]  # fmt: skip


def changes(old: Tables, new: Tables) -> pd.DataFrame:
    """Every cell that differs between two releases, in the order of the tables and of their rows.

    ``kind`` is that of the cell: ``new`` or ``removed`` with its row (each filled cell that is no key is one row here,
    or one with an empty ``column`` where there is none), ``changed``, or ``relabelled`` (its source, vintage or note).
    ``row`` counts the rows of a table that differ; ``old_at`` and ``new_at`` are the row's places in the two tables,
    −1 where it is in one only. ``code`` is the municipality's, missing where there is none; ``source_…``,
    ``vintage_…`` and ``note`` (the new one; of a removed row the old) are the row's. Of the keys come those columns
    that a table which differs has, as ``key_year`` and so on; they are missing in rows of the other tables.
    """
    before, after = old.frames(), new.frames()
    found = [part for name in SPECS if (part := _compared(name, before[name], after[name])) is not None]
    if not found:
        return pd.DataFrame(columns=COLUMNS)
    whole = pd.concat(found, ignore_index=True)
    keys = [name for name in whole.columns if name not in COLUMNS]
    return whole[[*COLUMNS, *keys]]


def counts(found: pd.DataFrame) -> pd.DataFrame:
    """How many rows of each table are of each kind: a row a table that differs, the kinds as columns.

    A row with a changed figure is changed, whatever else differs in it; ``found`` is of :func:`changes`.
    """
    ranked = found.assign(rank=found["kind"].map({kind: place for place, kind in enumerate(KINDS)}))
    rows = ranked.sort_values("rank", kind="stable").drop_duplicates(["table", "row"])
    counted = pd.crosstab(rows["table"], rows["kind"])
    order = [name for name in SPECS if name in counted.index]
    return counted.reindex(index=order, columns=list(KINDS), fill_value=0)


@lru_cache(maxsize=128)
def since(chain: tuple[Tables, ...], table: str) -> pd.Series:
    """The release in which each row of the first tables' ``table`` first had the figures that it has, walking back
    while they are equal; ``chain`` holds the releases behind each other, the newest first. Shared: never changed.
    """
    place = _places(chain, table)
    names = np.array([one.release for one in chain], dtype=object)
    return pd.Series(names[place], index=chain[0].frames()[table].index, dtype="str")


def _places(chain: tuple[Tables, ...], table: str) -> np.ndarray:
    """How far back in the chain each row's present figures reach."""
    now = chain[0].frames()[table]
    place = np.zeros(len(now), dtype=int)
    for step, at in enumerate(equal(chain, table), start=1):
        place[at & (place == step - 1)] = step
    return place


def equal(chain: Sequence[Tables], table: str) -> Iterator[np.ndarray]:
    """For each former release whether each row of the present one had the same figures there; labels do not count."""
    now = chain[0].frames()[table]
    for former in chain[1:]:
        then = former.frames()[table]
        same, pair = matched(table, then, now)
        different = np.zeros(len(now), dtype=bool)
        for column in figures(table):
            differs = _differs(then[column].take(np.maximum(pair, 0)), now[column]) if len(then) else same
            different |= differs
        yield same & ~different


def figures(table: str) -> tuple[str, ...]:
    """The columns of a table that are neither its key nor labels."""
    spec = SPECS[table]
    labels = spec.columns if table == REGISTER else LABELS
    return tuple(column for column in spec.columns if column not in spec.key and column not in labels)


def matched(table: str, old: pd.DataFrame, new: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Whether each new row is in the old table too, by the table's key, and where (−1 where it is not)."""
    ids_old, ids_new = _ids(SPECS[table].key, old, new)
    pair = pd.Index(ids_old).get_indexer(pd.Index(ids_new))
    return pair >= 0, pair


def _ids(key: Sequence[str], old: pd.DataFrame, new: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """A number for each row, the same for the same key in both tables; what is missing is a value like another."""
    ids = np.zeros(len(old) + len(new), dtype=np.int64)
    for column in key:
        codes, values = pd.factorize(pd.concat([old[column], new[column]], ignore_index=True))
        ids, _ = pd.factorize(ids * (len(values) + 1) + codes + 1)
    return ids[: len(old)], ids[len(old) :]


def _compared(table: str, old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame | None:
    """The cells of one table that differ; ``None`` when none does."""
    if old.equals(new):
        return None
    there, pair = matched(table, old, new)
    gone = np.ones(len(old), dtype=bool)
    gone[pair[there]] = False
    both = np.flatnonzero(there)
    parts = [
        _cells(table, new, NEW, np.full(int((~there).sum()), -1), np.flatnonzero(~there)),
        _cells(table, old, REMOVED, np.flatnonzero(gone), np.full(int(gone.sum()), -1)),
        _changed(table, old, new, pair[both], both),
    ]
    told = [part for part in parts if len(part)]
    if not told:
        return None
    return _described(table, pd.concat(told, ignore_index=True), old, new)


def _changed(table: str, old: pd.DataFrame, new: pd.DataFrame, old_at: np.ndarray, new_at: np.ndarray) -> pd.DataFrame:
    """The cells that differ in rows which both tables have."""
    spec, own = SPECS[table], figures(table)
    parts = []
    for column in (name for name in spec.columns if name not in spec.key):
        before, after = old[column].take(old_at), new[column].take(new_at)
        place = np.flatnonzero(_differs(before, after))
        if len(place):
            kind = CHANGED if column in own else RELABELLED
            parts.append(_part(kind, column, before.iloc[place], after.iloc[place], old_at[place], new_at[place]))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _cells(table: str, frame: pd.DataFrame, kind: str, old_at: np.ndarray, new_at: np.ndarray) -> pd.DataFrame:
    """The filled cells of rows that one table has alone; a row with no cell but its key is one row of its own."""
    at = new_at if kind == NEW else old_at
    rows, parts = frame.take(at), []
    bare = np.ones(len(rows), dtype=bool)
    for column in (name for name in SPECS[table].columns if name not in SPECS[table].key):
        place = np.flatnonzero(rows[column].notna())
        bare[place] = False
        if len(place):
            values = rows[column].iloc[place]
            parts.append(_part(kind, column, values, values, old_at[place], new_at[place]))
    if bare.any():
        nothing = pd.Series([None] * int(bare.sum()), dtype=object)
        parts.append(_part(kind, "", nothing, nothing, old_at[bare], new_at[bare]))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _part(
    kind: str, column: str, old: pd.Series, new: pd.Series, old_at: np.ndarray, new_at: np.ndarray
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "kind": kind,
            "column": column,
            "old": None if kind == NEW else _plain(old),
            "new": None if kind == REMOVED else _plain(new),
            "old_at": old_at,
            "new_at": new_at,
        }
    ).astype({"old": object, "new": object})


def _plain(values: pd.Series) -> np.ndarray:
    """The values as objects, ``None`` for what is missing."""
    return values.astype(object).where(values.notna(), None).to_numpy(dtype=object)


def _differs(old: pd.Series, new: pd.Series) -> np.ndarray:
    """Where two columns of the same length differ; missing is equal to missing, figures to the float's precision."""
    missing = old.isna().to_numpy(), new.isna().to_numpy()
    if pd.api.types.is_numeric_dtype(old.dtype):
        one, other = (each.to_numpy(dtype="float64", na_value=np.nan) for each in (old, new))
        apart = ~np.isclose(one, other, rtol=PRECISION, atol=PRECISION)
    else:
        apart = old.to_numpy(dtype=object) != new.to_numpy(dtype=object)
    differs: np.ndarray = np.where(missing[0] | missing[1], missing[0] != missing[1], apart)
    return differs


def _described(table: str, cells: pd.DataFrame, old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The cells with what is told of their rows, in the order of the new table; what was removed comes last."""
    place = {name: number for number, name in enumerate(["", *SPECS[table].columns])}
    last = len(new) + cells["old_at"]
    order = np.lexsort((cells["column"].map(place), cells["new_at"].where(cells["new_at"] >= 0, last)))
    cells = cells.iloc[order].reset_index(drop=True)
    old_at, new_at = cells["old_at"].to_numpy(), cells["new_at"].to_numpy()
    row, _ = pd.factorize(np.where(new_at >= 0, new_at, len(new) + old_at))
    told: dict[str, np.ndarray | str] = {
        "table": table,
        "row": row,
        "code": _either("code", old, new, old_at, new_at),
        "source_old": _taken("source_id", old, old_at),
        "source_new": _taken("source_id", new, new_at),
        "vintage_old": _taken("vintage", old, old_at),
        "vintage_new": _taken("vintage", new, new_at),
        "note": _either("note", old, new, old_at, new_at),
        **{f"{KEY}{name}": _either(name, old, new, old_at, new_at) for name in SPECS[table].key if name != "code"},
    }
    return cells.assign(**told)


def _taken(column: str, frame: pd.DataFrame, at: np.ndarray) -> np.ndarray:
    """A column's values at places, ``None`` where there is no place, no value or no such column."""
    out = np.full(len(at), None, dtype=object)
    if column in frame and len(frame):
        out[at >= 0] = _plain(frame[column])[at[at >= 0]]
    return out


def _either(column: str, old: pd.DataFrame, new: pd.DataFrame, old_at: np.ndarray, new_at: np.ndarray) -> np.ndarray:
    """A column's value in the new table, of a removed row in the old."""
    return np.where(new_at >= 0, _taken(column, new, new_at), _taken(column, old, old_at))
