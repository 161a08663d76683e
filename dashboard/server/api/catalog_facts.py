"""What the catalogue tells of each view's data, counted from the tables: which years, which sources, which terms."""

from dataclasses import dataclass

import pandas as pd

from dashboard.tables.loading import Tables

CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
CC_BY = "http://creativecommons.org/licenses/by/4.0/"
#: Licences as the register writes them, by the addresses that DCAT-AP-SE knows them under.
LICENCES = {"CC0": CC0, "CC0 (SCB)": CC0, "CC BY 4.0": CC_BY}


@dataclass(frozen=True)
class Described:
    """What a view's data are drawn from, and how the catalogue sorts them.

    ``tables`` give the sources; ``years`` are columns (table, column) that begin with a year that the data speak of;
    ``themes`` and ``frequency`` are codes of the EU's vocabularies.
    """

    tables: tuple[str, ...]
    years: tuple[tuple[str, str], ...]
    themes: tuple[str, ...]
    frequency: str = "IRREG"


_EMISSIONS = ("emissions", "national_emissions", "population")
_MEMBERS = ("memberships", "contracts", "indicators")

VIEWS_DESCRIBED: dict[str, Described] = {
    "process": Described(
        ("process", "phases", *_MEMBERS), (("process", "date"), ("process", "version")), ("ENVI", "GOVE", "REGI")
    ),
    "trajectory": Described(
        (*_EMISSIONS, "targets"), (("emissions", "year"), ("targets", "target_year")), ("ENVI", "REGI"), "ANNUAL"
    ),
    "sectors": Described(_EMISSIONS, (("emissions", "year"),), ("ENVI", "ENER", "TRAN"), "ANNUAL"),
    "goals": Described(
        (*_EMISSIONS, "targets"), (("targets", "baseline_year"), ("targets", "target_year")), ("ENVI", "GOVE", "REGI")
    ),
    "scopes": Described(("scopes", "inventories", *_EMISSIONS), (("scopes", "year"),), ("ENVI", "ENER", "REGI")),
    "modal-share": Described(
        ("modal_share", "modal_targets"),
        (("modal_share", "survey_year"), ("modal_targets", "target_year")),
        ("TRAN", "REGI"),
    ),
    "contract": Described(
        (
            *_MEMBERS,
            "parties",
            "commitments",
            "actions",
            "investments",
            "gaps",
            "experiences",
            "links",
            "inventories",
            "targets",
        ),
        (("contracts", "version"), ("targets", "target_year")),
        ("GOVE", "ENVI", "REGI"),
    ),
    "arena": Described(("actors",), (("actors", "version"),), ("GOVE", "REGI", "ENVI")),
    "city-map": Described(
        (*_MEMBERS, *_EMISSIONS, "municipalities", "boundaries"),
        (("contracts", "version"), ("emissions", "year")),
        ("REGI", "ENVI", "GOVE"),
    ),
}


def sources(view: str, tables: Tables) -> pd.DataFrame:
    """The rows of the source register that the view's tables rest on, whichever municipality is asked for."""
    frames = [getattr(tables, name) for name in VIEWS_DESCRIBED[view].tables]
    used = {source for frame in frames for source in frame["source_id"].dropna().unique()}
    return tables.sources[tables.sources["source_id"].isin(used)]


def licence(view: str, tables: Tables) -> str | None:
    """The one licence that covers all of the view's sources; None where some state none, or one that is another's.

    CC0 asks for nothing, so that CC BY 4.0 covers what mixes the two.
    """
    stated = sources(view, tables)["licence"]
    known = {LICENCES.get(one) if isinstance(one, str) else None for one in stated}
    if not known or None in known:
        return None
    return CC_BY if CC_BY in known else CC0


def period(view: str, tables: Tables) -> tuple[int, int] | None:
    """The first and the last year that the view's data speak of, goals' years too."""
    columns = [getattr(tables, table)[column] for table, column in VIEWS_DESCRIBED[view].years]
    found = pd.concat(
        [column.dropna().astype(str).str.extract(r"^(\d{4})", expand=False) for column in columns]
    ).dropna()
    years = found.astype(int)
    return (int(years.min()), int(years.max())) if len(years) else None
