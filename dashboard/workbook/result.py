"""What came of a workbook: flaws by their cell, what would change, and the tables as they would then be."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pandas as pd

from dashboard.tables.faults import shown
from dashboard.tables.loading import Tables
from dashboard.workbook.messages import reason, remedy

Lang = Literal["sv", "en"]


@dataclass(frozen=True)
class Flaw:
    """One thing wrong, or worth a look, in one place of a workbook.

    ``sheet`` is the sheet's title as it stands in the file, ``cell`` such as ``C7``; both are empty where the file as
    a whole is meant. ``key`` is a message's, ``details`` the values that it names.
    """

    sheet: str
    cell: str
    value: str
    key: str
    details: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def reason(self, lang: Lang) -> str:
        """Why it is wrong."""
        return reason(self.key, self.details, lang)

    def remedy(self, lang: Lang) -> str:
        """What to do about it."""
        return remedy(self.key, self.details, lang)

    def text(self, lang: Lang) -> str:
        """``sheet!cell: value: reason. Remedy.`` on one line; parts that do not apply are left out."""
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        parts = [part for part in (place, f"”{self.value}”" if self.value else "") if part]
        return ": ".join([*parts, f"{self.reason(lang)}. {self.remedy(lang)}"])


def flaw(sheet: str, cell: str, value: object, message: str, /, **details: Any) -> Flaw:
    """A flaw with its value made fit to show."""
    return Flaw(sheet, cell, "" if value is None else shown(value), message, details)


@dataclass(frozen=True)
class Change:
    """One row that an import changes: what it is about in words, and each column's old and new value as text.

    ``kind`` is ``new``, ``changed`` or ``removed``; ``values`` are columns' names with the value before and after.
    """

    kind: Literal["new", "changed", "removed"]
    row: str
    values: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class SheetChange:
    """What an import does to one table: its name, its sheet's title, and the rows that change."""

    table: str
    sheet: str
    unchanged: int
    changes: tuple[Change, ...]

    def count(self, kind: str) -> int:
        """How many rows are new, changed or removed."""
        return sum(change.kind == kind for change in self.changes)


@dataclass(frozen=True, eq=False)
class Examined:
    """A workbook or CSV file, read and checked against the release that it would be added to.

    With any ``flaws`` nothing of it may be taken in, and ``frames`` is empty; ``remarks`` are worth a look and hinder
    nothing. ``frames`` are the tables that differ, whole. ``code`` is the municipality's, empty where it could not be
    told; ``lang`` is the language that the file is written in.
    """

    name: str
    lang: Lang
    code: str = ""
    flaws: tuple[Flaw, ...] = ()
    remarks: tuple[Flaw, ...] = ()
    changes: tuple[SheetChange, ...] = ()
    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Whether it may be taken in."""
        return not self.flaws

    def over(self, tables: Tables) -> Tables:
        """The tables with this laid over them: a draft, which is nobody's release. ``tables`` is left as it was."""
        laid: dict[str, Any] = {**self.frames, "draft": True}
        return replace(tables, **laid)
