"""What was measured: figures with their spread and budget, the table that people read and the file that is kept."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

#: What a run of this benchmark writes; every other part of the file is another run's and stays.
OWN = ("date", "release", "machine", "figures")


@dataclass(frozen=True)
class Measured:
    """One measured quantity: median, 95th percentile, smallest and largest of ``n`` measurements, all in ``unit``.

    ``budget`` is the most that the median may be (the least where ``least`` says so), None where the quantity is only
    reported. ``key`` names the figure to programs, and ``reason`` says why a budget was missed.
    """

    name: str
    unit: str
    median: float
    p95: float
    low: float
    high: float
    n: int
    budget: float | None = None
    note: str = ""
    key: str = ""
    least: bool = False
    reason: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the median keeps to the budget; None without one."""
        if self.budget is None:
            return None
        return self.median >= self.budget if self.least else self.median <= self.budget


def measured(
    name: str,
    unit: str,
    values: Sequence[float],
    *,
    budget: float | None = None,
    note: str = "",
    digits: int = 1,
    key: str = "",
    least: bool = False,
) -> Measured:
    """Sum measurements up, rounded to ``digits`` decimals. Raises ValueError when there are none."""
    if not values:
        raise ValueError(f"nothing was measured of: {name}")
    ordered = sorted(values)
    p95 = quantiles(ordered, n=20, method="inclusive")[-1] if len(ordered) > 1 else ordered[0]
    low, high, middle = ordered[0], ordered[-1], median(ordered)
    middle, p95, low, high = (round(value, digits) for value in (middle, p95, low, high))
    return Measured(name, unit, middle, p95, low, high, len(ordered), budget, note, key, least)


def table(figures: Sequence[Measured]) -> str:
    """The figures in columns, one line each."""
    head = ("", "median", "p95", "min–max", "n", "budget", "met")
    rows = [head]
    for one in figures:
        verdict = {None: "", True: "yes", False: "NO"}[one.met]
        budget = "" if one.budget is None else f"{'≥' if one.least else '≤'} {_text(round(one.budget, 4))} {one.unit}"
        spread = f"{_text(one.low)}–{_text(one.high)}"
        rows.append((one.name, f"{_text(one.median)} {one.unit}", _text(one.p95), spread, str(one.n), budget, verdict))
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    lines = [
        "  ".join(_padded(cell, width, i) for i, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def write(path: Path, figures: Sequence[Measured], about: dict[str, Any], *, section: str | None = None) -> None:
    """Write the figures and what they were measured on as JSON; ``about`` goes before the figures.

    With a ``section`` they stand under that key and all else in the file stays; without one, other runs' parts stay.
    """
    told = {**about, "figures": [{**asdict(one), "met": one.met} for one in figures]}
    kept: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    if section is None:
        kept = {**told, **{name: part for name, part in kept.items() if name not in OWN}}
    else:
        kept[section] = told
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _text(value: float) -> str:
    return f"{value:,.0f}".replace(",", " ") if abs(value) >= 100 or value == int(value) else f"{value:g}"


def _padded(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column in (0, 6) else cell.rjust(width)
