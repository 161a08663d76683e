"""What an address asks of a scenario and cannot have; and which sectors a municipality can have a pace for."""

import re
from collections.abc import Mapping

from dashboard.model.series import measured
from dashboard.state import FIRST_YEAR, LAST_YEAR, PACES, ViewState
from dashboard.tables.loading import Tables
from dashboard.tables.vocabulary import SECTORS
from dashboard.views import emissions_frame as shared

#: What is wrong, and the value: a pace above (``high``, ``all``) or below (``low``) what is counted with, or none
#: (``pace``), of nothing that is known (``unknown``) or of a sector without figures (``no_sector``); a year that is
#: none (``by``), outside what is counted (``by_range``) or measured already (``by_past``).
Fault = tuple[str, str]
#: What the choice of year holds when none is chosen; an empty value would show as an empty box.
USUAL = "usual"
#: So many are told of; an address that holds more is no reader's.
MAX_FAULTS = 8
#: How much of a wrong value is repeated.
SHOWN = 20


def is_key(key: str) -> bool:
    """Whether a query's key belongs to a scenario."""
    return key in ("pace", "by") or key.startswith("pace.")


def faults(query: Mapping[str, str], state: ViewState, tables: Tables) -> tuple[Fault, ...]:
    """What a query asks of a scenario for the state's cities and cannot have; nothing where it asks for none."""
    found: list[Fault] = []
    for key in sorted(key for key in query if is_key(key) and key != "by" and query[key].strip()):
        name = key.removeprefix("pace").removeprefix(".")
        wrong = _pace(query[key].strip())
        if name and name not in SECTORS and name not in tables.slugs:
            found.append(("unknown", name[:SHOWN]))
        elif wrong is not None:
            found.append(wrong)
        elif name in SECTORS and not any(name in sectors(tables, slug) for slug in state.cities):
            found.append(("no_sector", name))
    return tuple((found + _year(query.get("by", "").strip(), state, tables))[:MAX_FAULTS])


def _pace(text: str) -> Fault | None:
    plain = text.replace(",", ".").replace("\u2212", "-").removesuffix("%").strip()
    if re.fullmatch(r"[+-]?[0-9]{1,6}(\.[0-9]{0,4})?", plain) is None:
        return ("pace", text[:SHOWN])
    value = float(plain)
    if value > PACES[1]:
        return ("all" if value > 100 else "high", f"{value:g}")
    return ("low", f"{-value:g}") if value < PACES[0] else None


def _year(text: str, state: ViewState, tables: Tables) -> list[Fault]:
    if text in ("", USUAL):
        return []
    if re.fullmatch("[+-]?[0-9]{1,4}", text) is None:
        return [("by", text[:SHOWN])]
    if not FIRST_YEAR <= int(text) <= LAST_YEAR:
        return [("by_range", text[:SHOWN])]
    latest = max((latest_year(tables, slug) for slug in state.cities), default=0)
    return [("by_past", text[:SHOWN])] if int(text) <= latest else []


def latest_year(tables: Tables, slug: str) -> int:
    """The latest measured year of a municipality; nought without one."""
    rows = measured(shared.series_of(tables, tables.slugs[slug]))
    return 0 if rows.empty else int(rows["year"].iloc[-1])


def sectors(tables: Tables, slug: str) -> tuple[str, ...]:
    """The sectors that a municipality has emissions of in its latest measured year."""
    rows = measured(shared.series_of(tables, tables.slugs[slug]))
    return () if rows.empty else tuple(sector for sector in SECTORS if rows[sector].iloc[-1] > 0)
