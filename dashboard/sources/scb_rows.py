"""What SCB's layouts have in common: a row of the result, and how its cells are read."""

import re
from dataclasses import dataclass, field
from typing import Any

from dashboard.sources.names import Names
from dashboard.tables.faults import Fault, fault
from dashboard.tables.reading import NUMBER, number_fault


@dataclass(frozen=True)
class Row:
    """Inhabitants of a municipality on 31 December of a year; ``line`` is where the file says so."""

    code: str
    year: int
    people: float
    line: int


@dataclass
class Found:
    """What a layout's reader has gathered."""

    file: str
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, code: str, year: int, value: Any, line: int) -> None:
        """One figure. SCB writes ``..`` where it has none; that and an empty cell stay missing."""
        said = str(value).strip() if value is not None else ""
        if said in ("", ".."):
            return
        reason = self._wrong(value, said)
        if reason:
            self.faults.append(fault(self.file, line, str(year), value, reason, low="1", high="2e+07"))
        else:
            self.rows.append(Row(code, year, float(said), line))

    @staticmethod
    def _wrong(value: Any, said: str) -> str:
        """Why a cell is no number of people; empty when it is one."""
        if isinstance(value, bool) or not NUMBER.fullmatch(said):
            return number_fault(said)
        if float(said) < 0:
            return "negative"
        if not re.fullmatch(r"[0-9]+(\.0*)?", said):
            return "not_whole"
        return "" if 1 <= float(said) <= 2e7 else "out_of_range"

    def coded(self, code: str, name: str, names: Names, line: int) -> bool:
        """Whether a code is known and the name beside it, if any, is its own; a fault says which is not."""
        if code not in names.by_code:
            self.faults.append(fault(self.file, line, "code", code, "unknown_code"))
        elif name and not names.same(code, name):
            self.faults.append(fault(self.file, line, "name", name, "name_mismatch", code=code))
        else:
            return True
        return False
