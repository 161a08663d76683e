"""The form of every table: columns, types, vocabularies and keys.

One :class:`TableSpec` a table, gathered in :data:`SPECS`. The schemas are pandera's; they check a table by
itself. What needs two tables (a code that must exist, a source that must be registered) is in ``checking``.
Every column is explained in ``data/README.md``; a test fails when one is not.
"""

from dataclasses import dataclass
from typing import Any

import pandera.pandas as pa

YEARS = (1900, 2100)
GASES = ("co2e", "co2")
#: The nine sectors of SMHI's national emission database, in the order of the tables' columns.
SECTORS = (
    "transport",
    "industry",
    "agriculture",
    "electricity_heat",
    "machinery",
    "heating",
    "waste",
    "products",
    "international_transport",
)
CERTAINTIES = ("stated", "derived", "disputed")
BOUNDARIES = (
    "territorial",
    "municipal_group",
    "consumption",
    "area_and_consumption",
    "transport",
    "energy",
    "social",
    "adaptation",
)
TARGET_KINDS = (
    "climate_neutral",
    "climate_positive",
    "net_zero",
    "fossil_free",
    "reduction",
    "reduction_per_person",
    "level",
    "level_per_person",
    "annual_reduction",
    "carbon_budget",
    "residual",
    "traffic_reduction",
    "qualitative",
)
#: What a goal covers when it is less than its whole boundary; empty means all of it.
TARGET_PARTS = ("road", "energy_and_transport", "vehicles_and_travel", "fuels", "fossil_co2", "energy_use")
TARGET_UNITS = ("percent", "percent_per_year", "t", "t_per_person")
TARGET_STANDINGS = ("current", "superseded", "proposed", "ambition")
SCOPES = ("1", "2", "3", "basic", "basic_plus", "total")
SCOPE_PARTS = ("total", "excluding_grid_supply", "grid_supply")
MODES = (
    "walk",
    "bicycle",
    "walk_and_bicycle",
    "walk_and_public_transport",
    "public_transport",
    "car",
    "other",
    "sustainable",
    "not_car",
)
ROLES = ("signatory", "participant", "pioneer", "twin", "mission_city", "label_holder", "pilot")
CONTRACT_STANDINGS = ("signed", "joined", "letter_of_intent")


@dataclass(frozen=True)
class TableSpec:
    """A table's schema, and the columns that together name one row of it."""

    schema: pa.DataFrameSchema
    key: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, in the order in which they stand in the file."""
        return tuple(self.schema.columns)


def _text(*, required: bool = False, pattern: str | None = None) -> pa.Column:
    checks = [pa.Check.str_matches(pattern)] if pattern else []
    return pa.Column("str", checks, nullable=not required, coerce=True)


def _one_of(values: tuple[str, ...], *, required: bool = True) -> pa.Column:
    return pa.Column("str", pa.Check.isin(values), nullable=not required, coerce=True)


def _number(low: float = 0, high: float = 1e12, *, required: bool = False) -> pa.Column:
    return pa.Column("float64", pa.Check.in_range(low, high), nullable=not required, coerce=True)


def _year(*, required: bool = True) -> pa.Column:
    return pa.Column("Int64", pa.Check.in_range(*YEARS), nullable=not required, coerce=True)


def _code(*, required: bool = True) -> pa.Column:
    return _text(required=required, pattern=r"^\d{4}$")


def _spec(key: tuple[str, ...], *, fact: bool = True, **columns: pa.Column) -> TableSpec:
    """A table of facts ends with what every fact carries: its certainty, its note and its source."""
    tail: dict[str, Any] = (
        {"certainty": _one_of(CERTAINTIES), "note": _text(), "source_id": _text(required=True)} if fact else {}
    )
    return TableSpec(pa.DataFrameSchema({**columns, **tail}, strict=True, ordered=False), key)


_DAY = r"^\d{4}(-\d{2}(-\d{2})?)?$"

SPECS: dict[str, TableSpec] = {
    "sources": _spec(
        ("source_id",),
        fact=False,
        source_id=_text(required=True, pattern=r"^[a-z0-9-]+$"),
        title=_text(required=True),
        publisher=_text(required=True),
        url=_text(pattern=r"^https?://\S+$"),
        published=_text(),
        retrieved=_text(),
        licence=_text(),
        note=_text(),
    ),
    "municipalities": _spec(
        ("code",),
        code=_code(),
        slug=_text(required=True, pattern=r"^[a-z0-9-]+$"),
        name=_text(required=True),
        county_code=_text(required=True, pattern=r"^\d{2}$"),
        county=_text(required=True),
        skr_group_code=_text(pattern=r"^[A-C]\d$"),
        skr_group=_text(),
        lat=_number(50, 75),
        lon=_number(5, 30),
        point_kind=_one_of(("locality", "polygon_point"), required=False),
    ),
    "population": _spec(
        ("code", "year"),
        code=_code(),
        year=_year(),
        population=_number(1, 2e7, required=True),
    ),
    "emissions": _spec(
        ("code", "year", "gas"),
        code=_code(),
        year=_year(),
        gas=_one_of(GASES),
        **{sector: _number() for sector in SECTORS},
        total=_number(),
        status=_one_of(("measured", "estimated")),
        vintage=_text(required=True),
    ),
    "national_emissions": _spec(
        ("year", "gas"),
        year=_year(),
        gas=_one_of(GASES),
        **{sector: _number() for sector in SECTORS},
        total=_number(),
        status=_one_of(("measured", "estimated")),
        vintage=_text(required=True),
    ),
    "targets": _spec(
        ("code", "goal_id", "kind", "boundary", "source_id"),
        code=_code(),
        goal_id=_text(required=True, pattern=r"^[a-z0-9-]+$"),
        boundary=_one_of(BOUNDARIES),
        part=_one_of(TARGET_PARTS, required=False),
        gas=_one_of(GASES, required=False),
        kind=_one_of(TARGET_KINDS),
        value_low=_number(),
        value_high=_number(),
        unit=_one_of(TARGET_UNITS, required=False),
        target_year=_year(required=False),
        baseline_year=_year(required=False),
        baseline_value=_number(),
        version=_year(required=False),
        decided=_text(),
        standing=_one_of(TARGET_STANDINGS),
        text_sv=_text(required=True),
        text_en=_text(required=True),
    ),
    "scopes": _spec(
        ("code", "year", "reported", "scope", "part", "sector", "source_id"),
        code=_code(),
        year=_year(),
        reported=_year(required=False),
        scope=_one_of(SCOPES),
        part=_one_of(SCOPE_PARTS),
        sector=_text(),
        tonnes=_number(required=True),
        protocol=_text(),
        gases=_text(),
        boundary=_text(),
        verified=_one_of(("yes", "no", "unknown")),
    ),
    "modal_share": _spec(
        ("code", "survey", "area", "group", "trips", "method", "mode"),
        code=_code(),
        survey=_text(required=True),
        survey_year=_year(required=False),
        area=_text(required=True),
        group=_one_of(("all", "women", "men")),
        trips=_text(required=True),
        method=_text(),
        sample=_number(),
        mode=_one_of(MODES),
        share=_number(0, 100, required=True),
    ),
    "modal_targets": _spec(
        ("code", "area", "trips", "mode", "kind", "target_year", "source_id"),
        code=_code(),
        area=_text(required=True),
        trips=_text(required=True),
        mode=_one_of(MODES),
        kind=_one_of(("share", "increase")),
        value=_number(required=True),
        bound=_one_of(("min", "max", "exact")),
        target_year=_year(required=False),
        baseline_year=_year(required=False),
        baseline_share=_number(0, 100),
    ),
    "memberships": _spec(
        ("code", "programme", "role", "partner_name", "source_id"),
        code=_code(),
        programme=_text(required=True, pattern=r"^[a-z0-9_]+$"),
        role=_one_of(ROLES),
        partner_code=_code(required=False),
        partner_name=_text(),
        since=_text(pattern=_DAY),
    ),
    "contracts": _spec(
        ("code", "version", "standing", "source_id"),
        code=_code(),
        version=_year(),
        date=_text(pattern=_DAY),
        standing=_one_of(CONTRACT_STANDINGS),
    ),
    "parties": _spec(
        ("version", "party", "area", "undertaking_en"),
        version=_year(),
        party=_text(required=True),
        since=_text(pattern=_DAY),
        area=_one_of(("policy", "calculation", "financing", "innovation", "coordination", "eu")),
        undertaking_sv=_text(required=True),
        undertaking_en=_text(required=True),
        draft=_one_of(("yes", "no")),
    ),
    "phases": _spec(
        ("number",),
        number=pa.Column("Int64", pa.Check.in_range(1, 6), coerce=True),
        name_sv=_text(required=True),
        name_en=_text(required=True),
        tagline_sv=_text(required=True),
        tagline_en=_text(required=True),
    ),
    "inventories": _spec(
        ("code", "version", "year", "indicator", "sector", "boundary", "locator"),
        code=_code(),
        version=_year(),
        year=_year(required=False),
        indicator=_text(required=True, pattern=r"^[a-z0-9_]+$"),
        sector=_text(),
        value=_number(required=True),
        unit=_text(required=True),
        boundary=_text(),
        locator=_text(),
    ),
    "indicators": _spec(
        ("code", "indicator", "year"),
        code=_code(required=False),  # empty: of the whole programme or the nation
        indicator=_text(required=True, pattern=r"^[a-z0-9_]+$"),
        year=_year(),
        value=_number(required=True),
        unit=_text(required=True),
    ),
}
