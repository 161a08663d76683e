"""What there is to say of changes: the page's finding, a step's sentence, and the one line of a municipality's page."""

from collections.abc import Sequence

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.history import CHANGED, NEW, REMOVED, counts
from dashboard.model.steps import History, Step
from dashboard.views.changed import RANK, counted, figures_changed, lines, listed, table_named
from dashboard.views.changed_words import PLAIN, release_named


def finding(history: History, lang: str, *, codes: Sequence[str] = (), table: str = "") -> str:
    """The most important thing to know of the last releases, in a sentence; of some municipalities or one table, if
    any are given.
    """
    release = history.chain[0].release
    if history.draft:
        return t(lang, "changes.finding.draft")
    if not history.steps:
        return t(lang, "changes.finding.first" if history.whole else "changes.finding.lost", release=release)
    first = history.steps[0]
    if first.before is None:
        return t(lang, "changes.finding.faulty", release=release)
    whose = _whose(history, lang, codes)
    cells = listed(first.narrowed(tuple(codes), table), lang)
    figures = figures_changed(cells)
    if len(figures):
        tables = figures["table"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
        name = table_named(lang, str(tables.index[0]), fictional=first.after.fictional)
        most = "most" if tables.iloc[0] > len(figures) / 2 else "some"
        many = "one" if len(figures) == 1 else "all" if len(tables) == 1 else most
        names = _lower(name) if many != "some" else i18n.count(lang, len(tables))
        count = i18n.count(lang, len(figures), common=True)
        told = t(lang, f"changes.finding.{many}", count=count, release=release, table=names, whose=whose)
        return told[0].upper() + told[1:]
    if len(cells):
        return t(lang, "changes.finding.rows", release=release, whose=whose)
    return t(lang, "changes.finding.none", since=_unchanged_since(history, tuple(codes), table, lang), whose=whose)


def _whose(history: History, lang: str, codes: Sequence[str]) -> str:
    names = [history.chain[0].municipality(code).name for code in codes]
    return t(lang, "changes.whose", places=i18n.listing(lang, names)) if names else ""


def _lower(name: str) -> str:
    """A table's name within a sentence; ``EU`` stays as it is."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]


def _unchanged_since(history: History, codes: tuple[str, ...], table: str, lang: str) -> str:
    """The oldest release since which no figure is another."""
    oldest = history.steps[0].former
    for step in history.steps:
        if step.before is None or len(listed(step.narrowed(codes, table), lang)):
            break
        oldest = step.former
    return oldest


def step_told(step: Step, found: pd.DataFrame, lang: str) -> str:
    """How many rows of a step are changed, new, gone and relabelled, in a sentence."""
    if step.before is None:
        return fault_told(step, lang)
    number = counted(counts(found))
    if not any(number.values()):
        return t(lang, "changes.step.none")
    return t(lang, "changes.step.rows", **{kind: i18n.number(lang, many) for kind, many in number.items()})


def fault_told(step: Step, lang: str) -> str:
    """Why a former release cannot be compared with, as far as it is known."""
    told = t(lang, "changes.step.faulty", former=step.former)
    faults = step.fault.faults if step.fault else []
    if not faults:
        return told
    first = faults[0]
    return f"{told} {t(lang, 'changes.step.fault', file=first.file, count=i18n.number(lang, len(faults)))}"


def end_told(history: History, lang: str) -> str:
    """What lies before the last step that is told of; empty where that step says it itself."""
    last = history.chain[-1].release
    if history.steps and history.steps[-1].before is None:
        return ""
    behind = history.lineage
    return t(lang, f"changes.end.{behind.end}", release=last, named=behind.named)


def of_city(history: History, code: str, lang: str) -> str:
    """What changed of a municipality in the last step, the most important change in a sentence; empty for nothing.

    A total of emissions comes first, the latest year of it; then the figure that changed most; then what is new.
    """
    if not history.steps or history.steps[0].before is None:
        return ""
    step = history.steps[0]
    cells = listed(step.narrowed((code,)), lang)
    cells = cells[cells[RANK] < 5]
    if cells.empty:
        return ""
    names = {"former": release_named(lang, step.former), "release": release_named(lang, step.release)}
    if "key_gas" in cells and "key_year" in cells:
        totals = cells[
            (cells["table"] == "emissions") & (cells["column"] == "total") & (cells["key_gas"] == PLAIN["gas"])
            & cells["amount"].astype(bool)
        ]  # fmt: skip
        if len(totals):
            newest = totals.loc[[totals["key_year"].astype(int).idxmax()]]
            (line,) = lines(step, newest, lang)
            year = int(newest["key_year"].iloc[0])
            return t(lang, "changes.city.total", year=year, before=line.before, now=line.now, **names)
    (line,) = lines(step, cells.head(1), lang)
    table = table_named(lang, line.table, fictional=step.after.fictional)
    what = ", ".join(part for part in (f"{table}: {line.what}" if line.what else table, line.column) if part)
    kind = {CHANGED: "changed", NEW: "new", REMOVED: "removed"}[line.kind]
    return t(lang, f"changes.city.{kind}", what=what, before=line.before, now=line.now, **names)
