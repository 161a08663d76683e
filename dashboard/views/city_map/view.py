"""View ``city-map``: Sweden's municipalities, those in the climate contract by role, and who is whose twin."""

from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.model import membership
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views.base import MANY, View, carried_sources, with_sources
from dashboard.views.city_map.figure import figure
from dashboard.views.city_map.ground import cut, ground, land
from dashboard.views.city_map.key import key_figures
from dashboard.views.city_map.measure import MEASURES, limits, measured, snapshot_of
from dashboard.views.city_map.rows import remarks, role_words, summary, table, twin_words
from dashboard.views.city_map.scene import Told

#: What may be lit up: a role, a contract version, or a network.
LIT = (*membership.KINDS, "pioneer", *membership.NETWORKS)
COLUMNS = ["code", "slug", "name", "county", "x", "y", "kind", "role", "role_certainty", "since", "since_certainty",
           "joined", "intent", "networks", "value", "lit", "chosen", "roles", "twins", "source_title", "source_url",
           "note"]  # fmt: skip


def layer_of(state: ViewState) -> str:
    """What the map shows; a layer that this data set knows nothing of is everyone's role."""
    return state.layer if state.layer in (*MEASURES, *LIT) else "roles"


@lru_cache(maxsize=4)
def _known(tables: Tables) -> tuple[pd.DataFrame, pd.DataFrame, membership.Counts]:
    """The standings, the pairs of twins and the counts of a release, told once."""
    standing = membership.standings(tables.memberships, tables.contracts)
    return standing, membership.pairs(tables.memberships), membership.counts(tables.indicators, standing)


def select(tables: Tables, state: ViewState) -> pd.DataFrame:
    """A row a municipality, with its place (hm), standing, figure and the words for them in the state's language.

    ``attrs["map"]`` tells what it all rests on. Without boundaries it is empty.
    """
    standing, pairs, counts = _known(tables)
    made = ground(tables)
    layer = layer_of(state)
    rows = tables.municipalities[["code", "slug", "name", "county"]]
    names = dict(zip(rows["code"], rows["name"], strict=True))
    frame = rows.merge(standing, on="code", how="left", sort=False)
    points = made.points if made else {}
    places = [points.get(str(code), (None, None)) for code in frame["code"]]
    frame["x"] = pd.array([x for x, _ in places], dtype="Int64")
    frame["y"] = pd.array([y for _, y in places], dtype="Int64")
    figures = measured(tables, layer, state.base) if layer in MEASURES else None
    many = len(frame) > MANY
    if many and figures is None:
        # Of very many the quiet ones are not told one by one: they would be most of what is kept and sent.
        frame = frame[frame["kind"].notna() | frame["networks"].notna() | frame["slug"].isin(state.cities)].copy()
    frame["value"] = frame["code"].map(figures.values) if figures else float("nan")
    frame["networks"] = [each if isinstance(each, tuple) else () for each in frame["networks"]]
    frame["lit"] = _lit(frame, layer)
    frame["chosen"] = frame["slug"].isin(state.cities)
    records = _records(pairs, names)
    # Of most municipalities nothing is known here, and nothing is said.
    named = frame["kind"].notna() | frame["code"].isin(standing["code"])
    frame["roles"] = ""
    frame.loc[named, "roles"] = [role_words(state.lang, row) for row in frame[named].to_dict("records")]
    paired = _by_end(records)
    frame["twins"] = [twin_words(state.lang, str(code), paired.get(str(code), ())) for code in frame["code"]]
    register = tables.sources.set_index("source_id")
    frame["source_title"] = frame["source_id"].map(register["title"])
    frame["source_url"] = frame["source_id"].map(register["url"])
    notes = tables.memberships[tables.memberships["role"] == "participant"].dropna(subset=["note"])
    newest = notes[notes["programme"] == notes["programme"].max()].drop_duplicates("code").set_index("code")["note"]
    frame["note"] = frame["code"].map(newest).where(frame["kind"] == "unstated")
    ids = [] if figures is None else list(figures.source_ids)
    if layer not in MEASURES:
        ids += [each for ids_ in standing["source_ids"] for each in ids_] + list(pairs["source_id"])
        ids += list(tables.indicators.loc[tables.indicators["indicator"] == "contract_municipalities", "source_id"])
    ids += list(tables.boundaries["source_id"].unique())
    out = frame[COLUMNS] if made else frame[COLUMNS].iloc[:0]
    out = with_sources(out.copy(), tables, ids)
    out.attrs["map"] = Told(
        ground=made,
        layer=layer,
        pairs=records,
        counts=counts,
        year=figures.year if figures else None,
        base=figures.base if figures else None,
        limits=tuple(limits(figures.values, layer)) if figures else (),
        many=many,
    )
    return out


def _lit(frame: pd.DataFrame, layer: str) -> "pd.Series[bool]":
    """Who stands out in a layer: everyone named, or those of a role, a contract version or a network."""
    if layer in membership.NETWORKS:
        wanted = membership.NETWORKS[layer]
        return pd.Series([wanted in networks for networks in frame["networks"]], index=frame.index)
    if layer == "pioneer":
        return frame["role"] == "pioneer"
    if layer in membership.KINDS:
        return frame["kind"] == layer
    return frame["kind"].notna()


def _by_end(records: tuple[dict[str, Any], ...]) -> dict[str, list[dict[str, Any]]]:
    """The pairs by each of the municipalities that they are of."""
    out: dict[str, list[dict[str, Any]]] = {}
    for row in records:
        for code in dict.fromkeys((row["code"], row["partner_code"])):
            if code:
                out.setdefault(str(code), []).append(row)
    return out


def _records(pairs: pd.DataFrame, names: dict[Any, Any]) -> tuple[dict[str, Any], ...]:
    """The pairs as plain records, a partner in the country by its own name."""
    out = []
    for row in pairs.to_dict("records"):
        partner = row["partner_code"] if isinstance(row["partner_code"], str) else None
        name = names.get(partner) if partner else row["partner_name"]
        own = {"name": names.get(row["code"]), "partner_code": partner, "partner_name": name}
        out.append({str(key): value for key, value in row.items()} | own)
    return tuple(out)


VIEW = View(
    id="city-map",
    select=select,
    figure=figure,
    summary=summary,
    table=table,
    sources=carried_sources,
    remarks=remarks,
    key=key_figures,
    ignores=("measure", "start", "end", "target"),
)

#: What is kept of a release, for whoever has a new one.
CACHES = (_known, ground, cut, land, snapshot_of)
