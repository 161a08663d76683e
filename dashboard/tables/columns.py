"""The building blocks of table schemas: columns of a kind, and the specification of a table."""

from dataclasses import dataclass
from typing import Any

import pandera.pandas as pa

from dashboard.tables.vocabulary import CERTAINTIES, LAPS, YEARS

#: A municipality's code; and in a register of so many that four digits do not tell them apart.
CODE, LONG_CODE, MANY_CODES = r"^\d{4}$", r"^\d{5}$", 10_000
#: A day, a month or a year.
DAY = r"^\d{4}(-\d{2}(-\d{2})?)?$"


@dataclass(frozen=True)
class TableSpec:
    """A table's schema, and the columns that together name one row of it."""

    schema: pa.DataFrameSchema
    key: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, in the order in which they stand in the file."""
        return tuple(self.schema.columns)


def text(*, required: bool = False, pattern: str | None = None) -> pa.Column:
    """Text; with a pattern it must match whole."""
    checks = [pa.Check.str_matches(pattern)] if pattern else []
    return pa.Column("str", checks, nullable=not required, coerce=True)


def one_of(values: tuple[str, ...], *, required: bool = True) -> pa.Column:
    """One word of a fixed vocabulary."""
    return pa.Column("str", pa.Check.isin(values), nullable=not required, coerce=True)


def number(low: float = 0, high: float = 1e12, *, required: bool = False) -> pa.Column:
    """A figure within a range."""
    return pa.Column("float64", pa.Check.in_range(low, high), nullable=not required, coerce=True)


def year(*, required: bool = True) -> pa.Column:
    """A calendar year."""
    return pa.Column("Int64", pa.Check.in_range(*YEARS), nullable=not required, coerce=True)


def lap() -> pa.Column:
    """A lap of the transition map: a contract version."""
    return pa.Column("Int64", pa.Check.in_range(*LAPS), coerce=True)


def code(*, required: bool = True) -> pa.Column:
    """A municipality code, four digits as text (five in a register of ten thousand or more)."""
    return text(required=required, pattern=CODE)


def spec(key: tuple[str, ...], *, fact: bool = True, **columns: pa.Column) -> TableSpec:
    """A table of facts ends with what every fact carries: its certainty, its note and its source."""
    tail: dict[str, Any] = (
        {"certainty": one_of(CERTAINTIES), "note": text(), "source_id": text(required=True)} if fact else {}
    )
    return TableSpec(pa.DataFrameSchema({**columns, **tail}, strict=True, ordered=False), key)
