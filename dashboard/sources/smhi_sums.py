"""SMHI's subtotals held against their parts: the sectors of a place, and the municipalities of a county.

The sub-sectors are another matter: in SMHI's own exports they do not always sum to their sector (waste and
transport in the report of 2024-04-18), so that a difference there is told, not refused.
"""

from collections import defaultdict
from collections.abc import Iterable

from dashboard.tables.faults import Fault, fault
from dashboard.tables.relations import sum_differs

ALL = "Alla"

#: (county, municipality) -> sector or ``Alla`` -> sub-sector or ``Alla`` -> (row in the sheet, year -> tonnes).
Places = dict[tuple[str, str], dict[str, dict[str, tuple[int, dict[int, float | None]]]]]


def sum_faults(places: Places, file: str) -> list[Fault]:
    """Every total that its sectors, and every county that its municipalities, do not sum to."""
    faults: list[Fault] = []
    counties: dict[tuple[str, str], dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for (county, name), sectors in places.items():
        stated = {sector: parts[ALL] for sector, parts in sectors.items() if ALL in parts}
        if name != ALL:
            for sector, (_, values) in stated.items():
                for year, value in values.items():
                    counties[county, sector][year] += value or 0
        total = stated.pop(ALL, None)
        if total is not None and stated:
            faults += _compare(total, _sums(values for _, values in stated.values()), file)
    for (county, name), sectors in places.items():
        if name == ALL and county != ALL:
            for sector, parts in sectors.items():
                if ALL in parts and (county, sector) in counties:
                    faults += _compare(parts[ALL], counties[county, sector], file)
    return faults


def loose_sectors(places: Places) -> dict[str, int]:
    """Sectors whose sub-sectors miss the sector's own figure for a municipality, and for how many figures."""
    loose: dict[str, int] = defaultdict(int)
    for (_, name), sectors in places.items():
        for sector, parts in sectors.items():
            if name != ALL and ALL in parts and len(parts) > 1:
                sums = _sums(values for sub, (_, values) in parts.items() if sub != ALL)
                loose[sector] += len(_compare(parts[ALL], sums, ""))
    return {sector: count for sector, count in loose.items() if count}


def _sums(parts: Iterable[dict[int, float | None]]) -> dict[int, float]:
    sums: dict[int, float] = defaultdict(float)
    for values in parts:
        for year, value in values.items():
            sums[year] += value or 0
    return sums


def _compare(stated: tuple[int, dict[int, float | None]], sums: dict[int, float], file: str) -> list[Fault]:
    row, values = stated
    return [
        fault(file, row, str(year), f"{value:.2f}", "subtotal", sum=f"{sums.get(year, 0.0):.2f}")
        for year, value in values.items()
        if value is not None and sum_differs(sums.get(year, 0.0), value)
    ]
