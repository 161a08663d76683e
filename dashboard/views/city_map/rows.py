"""View ``city-map`` in words: the finding, what must be known beside it, and the table that tells the same."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from babel import Locale

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.membership import NETWORKS, Counts
from dashboard.state import ViewState
from dashboard.views.base import Column, Table
from dashboard.views.city_map.scene import told

#: So many names fit in a finding.
NAMED = 10
#: And so many in a remark.
LISTED = 60
#: Figures are told with so many decimals.
DECIMALS = {"per_person": 1, "change": 0, "chargeable": 0}


def value_words(lang: str, layer: str, value: float) -> str:
    """A figure of a measure with its unit."""
    if layer == "per_person":
        return t(lang, "city-map.tonnes", value=i18n.number(lang, value, DECIMALS[layer]))
    return i18n.percent(lang, value, DECIMALS[layer], sign=layer == "change")


def kind_words(lang: str, kind: object) -> str:
    """How a municipality stands, as the legend says it; one that no source names is said to be that."""
    return t(lang, f"city-map.kind.{kind}") if isinstance(kind, str) else t(lang, "city-map.kind.unnamed")


def role_words(lang: str, row: dict[Any, Any]) -> str:
    """All that is known of a municipality's part, each with how sure it is: empty for one that no source names."""
    parts = []
    if not pd.isna(row["since"]):
        said = t(lang, "city-map.since", year=int(row["since"]))
        parts.append(t(lang, f"certainty.{row['since_certainty']}", what=said))
    if isinstance(row["role"], str):
        parts.append(t(lang, f"certainty.{row['role_certainty']}", what=t(lang, f"city-map.role.{row['role']}")))
    elif row["kind"] == "unstated":
        parts.append(t(lang, "city-map.role.unstated"))
    if not pd.isna(row["intent"]):
        parts.append(t(lang, "city-map.intent", year=int(row["intent"])))
    for short, programme in NETWORKS.items():
        if programme in row["networks"]:
            parts.append(t(lang, f"city-map.network.{short}"))
    others = [each for each in row["networks"] if each not in (*NETWORKS.values(), "netzerocities_twinning")]
    return "; ".join([*parts, *(each.replace("_", " ") for each in others)])


def partner_words(lang: str, name: str) -> str:
    """A city's name; one abroad, ``Leuven (BE)``, with its country in words."""
    city, _, country = name.partition(" (")
    code = country.rstrip(")")
    known = str(Locale.parse(i18n.LOCALES[lang]).territories.get(code, "")) if code else ""
    return f"{city}, {known}" if known else name


def twin_words(lang: str, code: str, pairs: Iterable[dict[Any, Any]]) -> str:
    """Whose twin a municipality is, with the programme and how sure that is."""
    parts = []
    for row in pairs:
        if code not in (row["code"], row["partner_code"]):
            continue
        other = row["partner_name"] if row["code"] == code else row["name"]
        name = other if row["partner_code"] else partner_words(lang, other)
        said = t(lang, f"city-map.twin.{row['programme']}", name=name)
        parts.append(t(lang, f"certainty.{row['certainty']}", what=said))
    return "; ".join(parts)


def summary(frame: pd.DataFrame, state: ViewState) -> str:
    """The finding: how many take part and how many of them are named; or what the layer shows."""
    if frame.empty:
        return t(state.lang, "city-map.none")
    # Parts of the finding may stand alone or be joined: the full stop is set here, once.
    return _finding(frame, state.lang).rstrip(".") + "."


def _finding(frame: pd.DataFrame, lang: str) -> str:
    layer = told(frame).layer
    if told(frame).limits:
        return _measured(frame, lang, layer)
    chosen = frame[frame["chosen"]]
    if len(chosen) == 1:
        return _of_one(chosen.to_dict("records")[0], told(frame).counts, lang)
    if layer != "roles":
        lit = frame[frame["lit"]].sort_values("name")
        if lit.empty:
            return t(lang, "city-map.lit_none", what=t(lang, f"city-map.lit.{layer}"))
        what = t(lang, f"city-map.lit.{layer}")
        if len(lit) > NAMED:
            return t(lang, "city-map.lit_count", what=what, count=len(lit))
        return t(lang, "city-map.lit_named", what=what, count=len(lit), names=i18n.listing(lang, list(lit["name"])))
    return _counted(told(frame).counts, lang)


def _counted(counts: Counts, lang: str) -> str:
    if counts.total is None:
        return t(lang, "city-map.summary_named", named=counts.named)
    if not counts.unnamed:
        return t(lang, "city-map.summary_all", total=counts.total)
    return t(lang, "city-map.summary", total=counts.total, named=counts.named)


def _of_one(row: dict[Any, Any], counts: Counts, lang: str) -> str:
    if not isinstance(row["kind"], str):
        key = "city-map.one_unnamed" if counts.unnamed or counts.total is None else "city-map.one_outside"
        said = t(lang, key, name=row["name"], total=counts.total or counts.named)
        return f"{said} {row['roles']}." if row["roles"] else said
    said = t(lang, "city-map.one", name=row["name"], roles=row["roles"])
    return f"{said}; {row['twins']}" if row["twins"] else said


def _measured(frame: pd.DataFrame, lang: str, layer: str) -> str:
    values = frame["value"].dropna()
    theirs = frame.loc[frame["kind"].notna() & (frame["kind"] != "intent"), "value"].dropna()
    year, base = told(frame).year, told(frame).base
    if layer == "change":
        return t(lang, "city-map.summary_change", lower=int((values < 0).sum()), count=len(values), base=base,
                 year=year, median=value_words(lang, layer, float(values.median())))  # fmt: skip
    said = t(lang, f"city-map.summary_{layer}", year=year, median=value_words(lang, layer, float(values.median())))
    if theirs.empty:
        return said
    return said + t(lang, "city-map.summary_theirs", count=len(theirs),
                    median=value_words(lang, layer, float(theirs.median())))  # fmt: skip


def remarks(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """What is our reading, what is not stated, and what the picture leaves out."""
    lang = state.lang
    if frame.empty:
        return []
    out = []
    named = frame[frame["kind"].notna()]
    counts: Counts = told(frame).counts
    derived = named[(named["role"] == "pioneer") & named["kind"].isin(["since_2020", "since_2021"])]
    if len(derived) and (derived["role_certainty"] == "derived").any():
        out.append(t(lang, "city-map.remark_pioneers", count=len(derived)))
    disputed = int((named["since_certainty"] == "disputed").sum())
    if disputed:
        out.append(t(lang, "city-map.remark_disputed", count=disputed))
    unstated = named[named["kind"] == "unstated"]
    for note, rows in unstated.groupby("note", sort=False, dropna=False):
        names, said = _named(lang, list(rows["name"])), i18n.note_in(lang, note)
        out.append(f"{names}: {said or t(lang, 'city-map.role.unstated')}.")
    if counts.unnamed:
        out.append(t(lang, "city-map.remark_unnamed", count=counts.unnamed))
    outside = list(named.loc[named["x"].isna(), "name"])
    if outside:
        out.append(t(lang, "city-map.remark_off_map", names=_named(lang, outside)))
    if told(frame).limits:
        out.append(t(lang, f"city-map.remark_{told(frame).layer}", base=told(frame).base))
    return [*out, t(lang, "city-map.remark_borders")]


def _named(lang: str, names: list[str]) -> str:
    """Names as a sentence lists them; of very many the first ones, and how many more there are."""
    if len(names) <= LISTED:
        return i18n.listing(lang, names)
    more = t(lang, "scale.more", count=i18n.number(lang, len(names) - NAMED))
    return i18n.listing(lang, [*names[:NAMED], more])


def table(frame: pd.DataFrame, state: ViewState) -> Table:
    """A row a named municipality with its part in words; with a measure, a row every municipality with its figure."""
    lang, layer = state.lang, told(frame).layer
    is_measure = bool(told(frame).limits)
    wanted = frame["value"].notna() if is_measure else frame["lit"] | frame["chosen"]
    if told(frame).many and frame["chosen"].any():
        # The page of all municipalities has the others.
        wanted = frame["chosen"]
    rows = frame[wanted].sort_values("name", key=lambda names: names.map(_alphabet), ignore_index=True)
    rows = rows.assign(
        roles=[words or t(lang, "city-map.kind.unnamed") for words in rows["roles"]],
        begun=[_begun(lang, row) for row in rows.to_dict("records")],
        value=rows["value"] if layer == "per_person" else rows["value"].astype(float),
    )
    name = Column("name", t(lang, "column.municipality"), city="slug")
    county = Column("county", t(lang, "city-map.column.county"))
    roles = Column("roles", t(lang, "city-map.column.roles"))
    if is_measure:
        unit: Any = "tonnes_per_person" if layer == "per_person" else "percent"
        heading = t(lang, f"city-map.column.{layer}", year=told(frame).year, base=told(frame).base)
        return Table((name, county, Column("value", heading, unit, DECIMALS[layer]), roles), rows)
    twins = Column("twins", t(lang, "city-map.column.twins"), none="–")
    source = Column("source_title", t(lang, "city-map.column.source"), href="source_url")
    rows = rows.assign(twins=rows["twins"].where(rows["twins"] != "", None))
    return Table((name, county, roles, Column("begun", t(lang, "city-map.column.since")), twins, source), rows)


def _begun(lang: str, row: dict[Any, Any]) -> str:
    """Since when a municipality takes part: its first contract version, else the date of the membership."""
    if not pd.isna(row["since"]):
        return str(int(row["since"]))
    return row["joined"] if isinstance(row["joined"], str) else t(lang, "missing")


def _alphabet(name: str) -> list[int]:
    """Swedish order: å, ä and ö come last."""
    order = "abcdefghijklmnopqrstuvwxyzåäö"
    return [order.find(letter) if letter in order else -1 for letter in name.casefold()]
