"""A fault in the data: where it stands, what stands there, and why that is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.tables.messages import say


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one place.

    ``row`` is the line in the file, the header being 1; 0 means the file as a whole. ``reason`` is a key of
    ``messages.MESSAGES`` and ``details`` the values that its text names.
    """

    file: str
    row: int
    column: str
    value: str
    reason: str
    details: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def why(self) -> str:
        """Why it is wrong, in English."""
        return say(self.reason, self.details)

    def text(self, lang: str = "en") -> str:
        """``file:row:column: value: why`` in a language; parts that do not apply are left empty."""
        row = str(self.row) if self.row else ""
        return f"{self.file}:{row}:{self.column}: {self.value}: {say(self.reason, self.details, lang=lang)}"

    def __str__(self) -> str:
        return self.text()


#: A cell is quoted at most this long, so that a broken file cannot flood a terminal.
SHOWN = 80


def shown(value: object) -> str:
    """A cell's value as it is quoted in a fault: on one line, and never overlong."""
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def fault(file: str, row: int, column: str, value: object, reason: str, **details: Any) -> Fault:
    """A fault with its value made fit to print."""
    return Fault(file, row, column, shown(value), reason, details)


class DataError(Exception):
    """Data that is not taken in: carries every fault that was found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        more = f" (and {len(self.faults) - 1} more)" if len(self.faults) > 1 else ""
        super().__init__(f"{self.faults[0]}{more}" if self.faults else "no faults named")


class UnknownRelease(LookupError):
    """A release that the data set does not have."""
