"""View ``contract``: when which version of the climate contract was signed, by whom, and what it holds."""

from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.contract import by_version
from dashboard.state import ViewState
from dashboard.views.base import Column, Table, View, carried_sources, each
from dashboard.views.contract.figure import figure
from dashboard.views.contract.frame import select
from dashboard.views.contract.key import key_figures
from dashboard.views.contract.sections import sections
from dashboard.views.contract.words import (
    agencies,
    beside,
    date_word,
    in_order,
    parties,
    signed,
    version_word,
    versions_word,
)


def summary(frame: pd.DataFrame, state: ViewState) -> str:
    """Who signed or joined when, what it was renewed to, and how many parties stand on the other side."""
    lang = state.lang
    if frame.empty:
        return t(lang, "contract.none_of_them" if len(state.cities) > 1 else "contract.none")
    own = signed(frame)
    if not state.cities:
        return _of_all(frame, own, lang)
    rows = [(name, own[own["code"] == code]) for code, _, name in in_order(frame, state.cities)]
    if len(rows) > 1:
        absent = set(frame.loc[frame["kind"] == "absent", "name"])
        return _several(lang, rows, absent)
    told = _one(lang, *rows[0])
    has_signed = len(own) > 0
    others = agencies(lang, parties(frame))
    tail = t(lang, "contract.summary.parties", parties=_upper(others)) if others and has_signed else ""
    return f"{told} {tail}".strip()


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _first(lang: str, name: str, row: Any, *, short: bool = False) -> str:
    """How it began: signed the very first contract, signed one later, joined, or declared its intent."""
    is_disputed = row.standing == "joined" and row.certainty == "disputed"
    kind = (f"{row.standing}_disputed_short" if short else f"{row.standing}_disputed") if is_disputed else row.standing
    return t(lang, f"contract.summary.{kind}", name=name, version=version_word(row.version))


def _one(lang: str, name: str, own: pd.DataFrame) -> str:
    if own.empty:
        return t(lang, "contract.summary.member", name=name)
    first = next(each(own))
    renewed = own.loc[(own["standing"] == "signed") & (own["version"] > first.version), "version"].tolist()
    told = _first(lang, name, first)
    if not renewed:
        return f"{told}."
    key = "contract.summary.renewed" if first.standing == "signed" else "contract.summary.then"
    return told + t(lang, key, versions=versions_word(lang, renewed))


def _several(lang: str, rows: list[tuple[str, pd.DataFrame]], absent: set[str]) -> str:
    """Cities that began in one way in one version are named together."""
    began: dict[tuple[str, int, str], list[str]] = {}
    firsts: dict[tuple[str, int, str], Any] = {}
    without = [name for name, own in rows if own.empty and name not in absent]
    outside = [name for name, _ in rows if name in absent]
    for name, own in rows:
        if len(own):
            first = next(each(own))
            key = (first.standing, int(first.version), first.certainty if first.standing == "joined" else "")
            began.setdefault(key, []).append(name)
            firsts[key] = first
    keys = sorted(began, key=lambda key: key[1])
    told = [_first(lang, i18n.listing(lang, began[key]), firsts[key], short=True) for key in keys]
    if without:
        told.append(t(lang, "contract.summary.member_short", name=i18n.listing(lang, without)))
    if outside:
        told.append(t(lang, "contract.summary.absent", name=i18n.listing(lang, outside)))
    return f"{_upper('; '.join(told))}."


def _of_all(frame: pd.DataFrame, own: pd.DataFrame, lang: str) -> str:
    counts = by_version(own)
    first, last = next(each(counts)), list(each(counts))[-1]
    start = _upper(
        t(
            lang,
            f"contract.summary.all_first.{'one' if first.signed == 1 else 'other'}",
            count=i18n.count(lang, first.signed),
            version=version_word(first.version),
        )
    )
    total = frame[(frame["kind"] == "total") & (frame["version"] == last.version)]["value"]
    if len(total):
        now = t(
            lang, "contract.summary.all_last_of", count=i18n.count(lang, last.signed),
            total=i18n.count(lang, int(total.max())), version=version_word(last.version),
        )  # fmt: skip
    else:
        now = t(
            lang,
            f"contract.summary.all_last.{'one' if last.signed == 1 else 'other'}",
            count=i18n.count(lang, last.signed),
            version=version_word(last.version),
        )
    others = agencies(lang, parties(frame))
    tail = t(lang, "contract.summary.parties", parties=_upper(others)) if others else ""
    return f"{start} {now} {tail}".strip()


def table(frame: pd.DataFrame, state: ViewState) -> Table:
    """A row a source's statement on a version; for all cities together a row a version with its counts."""
    if frame.empty:
        return Table((), pd.DataFrame())
    return (
        statements(frame, state.lang, several=len(state.cities) != 1) if state.cities else _counted(frame, state.lang)
    )


def statements(frame: pd.DataFrame, lang: str, *, several: bool) -> Table:
    """What each source says of a version: when, how, how surely, and where it stands."""
    own = frame[frame["kind"].isin(["signing", "member"])]
    rows = pd.DataFrame(
        {
            "name": own["name"],
            "slug": own["slug"],
            "version": [version_word(version) for version in own["version"]],
            "date": [date_word(lang, value) or None for value in own["date"]],
            "standing": [t(lang, f"contract.standing.{standing}") for standing in own["standing"]],
            "beside": [beside(lang, row.certainty, row.note) for row in each(own)],
            "source": own["source"],
            "url": own["source_url"],
        }
    )
    columns = [
        Column("version", t(lang, "contract.column.version")),
        Column("standing", t(lang, "contract.column.standing")),
        Column("date", t(lang, "contract.column.date"), none=t(lang, "contract.day_unknown")),
        Column("beside", t(lang, "contract.column.beside")),
        Column("source", t(lang, "contract.column.source"), href="url"),
    ]
    if several:
        columns.insert(0, Column("name", t(lang, "contract.column.municipality"), city="slug"))
    return Table(tuple(columns), rows.reset_index(drop=True))


def _counted(frame: pd.DataFrame, lang: str) -> Table:
    counts = by_version(signed(frame)).set_index("version")
    since = parties(frame)
    totals = frame[frame["kind"] == "total"].groupby("version")["value"].max()
    rows = []
    for version in sorted({*counts.index, *since["first"]}):
        row: dict[str, Any] = {"version": version_word(version)}
        for key in ("signed", "joined", "letter_of_intent", "disputed"):
            row[key] = float(counts[key].get(version, 0))
        row["total"] = float(totals.get(version, float("nan")))
        row["parties"] = i18n.listing(lang, since.loc[since["first"] == version, "party"].tolist()) or None
        rows.append(row)
    columns = [
        Column("version", t(lang, "contract.column.version")),
        Column("signed", t(lang, "contract.column.signed")),
        Column("joined", t(lang, "contract.column.joined")),
        Column("letter_of_intent", t(lang, "contract.column.letter")),
        Column("disputed", t(lang, "contract.column.disputed")),
        Column("total", t(lang, "contract.column.total")),
        Column("parties", t(lang, "contract.column.new_parties"), none="–"),
    ]
    for place in range(1, 6):
        columns[place] = Column(columns[place].name, columns[place].heading, "index")
    return Table(tuple(columns), pd.DataFrame(rows))


def remarks(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """What the marks mean, what is our reading, what the sources disagree on, and that counts tell no quality."""
    if frame.empty:
        return []
    lang = state.lang
    own = signed(frame)
    told = [t(lang, "contract.remark.marks")] if state.cities else []
    told += [t(lang, "contract.remark.counts")] if state.city else []
    derived = int((own["certainty"] == "derived").sum())
    if derived:
        told.append(t(lang, "contract.remark.derived", count=i18n.count(lang, derived), all=i18n.count(lang, len(own))))
    if (own["certainty"] == "disputed").any():
        told.append(t(lang, "contract.remark.disputed"))
    if (frame["kind"] == "total").any():
        told.append(t(lang, "contract.remark.total"))
    return [*told, t(lang, "contract.remark.draft")]


VIEW = View(
    "contract", select, figure, summary, table, carried_sources, remarks,
    ("measure", "base", "start", "end", "target", "layer"), sections, key_figures,
)  # fmt: skip
