"""The workbook's form: a sheet a table, a field a column, in the order in which the climate contract asks for them.

Only form stands here; every word that a reader sees stands in ``words.toml`` under the same names.
"""

from dataclasses import dataclass
from typing import Literal

from dashboard.tables.columns import TableSpec
from dashboard.tables.schemas import SPECS
from dashboard.tables.vocabulary import (
    ACTOR_SECTORS,
    AMOUNT_UNITS,
    AREAS,
    BASES,
    BOUNDARIES,
    CERTAINTIES,
    GASES,
    METHODS,
    MODAL_STANDINGS,
    MODES,
    PROTOCOLS,
    REACHES,
    SCOPE_BOUNDARIES,
    SCOPE_PARTS,
    SCOPES,
    STAGES,
    TARGET_KINDS,
    TARGET_PARTS,
    TARGET_STANDINGS,
    TARGET_TRIPS,
    TARGET_UNITS,
    THEMES,
    TRIPS,
)
from dashboard.workbook.inventory_words import INDICATORS, INVENTORY_BOUNDARIES, INVENTORY_SECTORS, INVENTORY_UNITS

Kind = Literal["text", "id", "number", "percent", "year", "whole", "day", "word", "source", "sv", "en"]

#: Every fixed vocabulary by name; its words stand in ``words.toml`` under ``vocabulary``.
VOCABULARIES: dict[str, tuple[str, ...]] = {
    "actor_sector": ACTOR_SECTORS,
    "amount_unit": AMOUNT_UNITS,
    "area": AREAS,
    "basis": BASES,
    "boundary": BOUNDARIES,
    "bound": ("min", "max", "exact"),
    "certainty": CERTAINTIES,
    "direction": ("offers", "seeks"),
    "gas": GASES,
    "group": ("all", "women", "men"),
    "inventory_boundary": INVENTORY_BOUNDARIES,
    "inventory_indicator": INDICATORS,
    "inventory_unit": INVENTORY_UNITS,
    "method": METHODS,
    "modal_kind": ("share", "increase"),
    "modal_standing": MODAL_STANDINGS,
    "mode": MODES,
    "phase": ("1", "2", "3", "4", "5", "6"),
    "protocol": PROTOCOLS,
    "reach": REACHES,
    "scope": SCOPES,
    "scope_boundary": SCOPE_BOUNDARIES,
    "scope_part": SCOPE_PARTS,
    "sector": INVENTORY_SECTORS,
    "stage": STAGES,
    "target_kind": TARGET_KINDS,
    "target_part": TARGET_PARTS,
    "target_standing": TARGET_STANDINGS,
    "target_trips": TARGET_TRIPS,
    "target_unit": TARGET_UNITS,
    "theme": THEMES,
    "trips": TRIPS,
    "verified": ("yes", "no", "unknown"),
}


@dataclass(frozen=True)
class Field:
    """One column of a sheet and of its table.

    ``kind`` tells how a cell is read; ``words`` names the vocabulary of a ``word``; ``unit`` is a key of
    ``words.toml``'s units, empty where the figure has none or another field tells it. ``sv`` and ``en`` are the two
    halves of a table's note, ``source`` is the name of a row on the sheet of sources. ``needed`` cells must not be
    empty; ``default`` is what an empty cell of a row that is filled in means.
    """

    name: str
    kind: Kind = "text"
    words: str = ""
    needed: bool = False
    unit: str = ""
    default: str = ""
    width: int = 14


@dataclass(frozen=True)
class Sum:
    """A protected column that the workbook works out and that is never read back: its name and its formula.

    The formula is Excel's: ``{name}`` stands for the cell of that field in the row, ``{name:}`` for the whole of the
    field's column, and ``[vocabulary.value]`` for that word in the workbook's language, in quotation marks.
    """

    name: str
    formula: str
    unit: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its table, the section of the contract's template that it goes with, and its fields."""

    table: str
    section: str
    fields: tuple[Field, ...]
    sums: tuple[Sum, ...] = ()

    @property
    def spec(self) -> TableSpec:
        """The form of its table."""
        return SPECS[self.table]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that stands in the sheet: the fields, then what is worked out."""
        return (*(each.name for each in self.fields), *(each.name for each in self.sums))


def _word(name: str, words: str, *, needed: bool = True, default: str = "", width: int = 20) -> Field:
    return Field(name, "word", words, needed and not default, "", default, width)


VERSION = Field("version", "year", needed=True, width=10)
THEME = _word("theme", "theme", width=24)
SV, EN = Field("text_sv", needed=True, width=46), Field("text_en", needed=True, width=46)
NOTES = (Field("note_sv", "sv", width=34), Field("note_en", "en", width=34))
#: What every fact carries: how certain it is, what a reader must know, and where it comes from.
TAIL = (
    _word("certainty", "certainty", default="stated", width=14),
    *NOTES,
    Field("source_id", "source", needed=True, width=26),
)

#: What a goal leaves in its year, counted on its own baseline.
GOAL_LEVEL = (
    "=IF(AND(ISNUMBER({baseline_value}),ISNUMBER({value_low})),"
    "IF({kind}=[target_kind.reduction],{baseline_value}*(1-{value_low}/100),"
    'IF({kind}=[target_kind.residual],{baseline_value}*{value_low}/100,"")),"")'
)
#: The modes that cover no trip twice; the others are some of them together, and are never added to them.
SINGLE_MODES = ("walk", "bicycle", "public_transport", "car", "other")
_ONE = ",".join(f"{{mode}}=[mode.{mode}]" for mode in SINGLE_MODES)
_EACH = "+".join(f"({{mode:}}=[mode.{mode}])" for mode in SINGLE_MODES)
#: What the single modes of a survey come to. Not SUMIFS: an empty cell (a method that the source does not tell) must
#: be found by an empty cell.
SURVEY_SUM = (
    f'=IF(AND({{survey}}<>"",OR({_ONE})),'
    f'SUMPRODUCT(({{survey:}}={{survey}})*({{group:}}={{group}})*({{method:}}={{method}})*({_EACH}),{{share:}}),"")'
)

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "targets", "5.1",
        (
            Field("text_sv", needed=True, width=46), Field("text_en", needed=True, width=46),
            _word("kind", "target_kind", width=26), _word("boundary", "boundary", width=26),
            _word("part", "target_part", needed=False, width=22), _word("gas", "gas", needed=False, width=12),
            Field("value_low", "number", width=12), Field("value_high", "number", width=12),
            _word("unit", "target_unit", needed=False, width=16),
            Field("target_year", "year", width=10), Field("baseline_year", "year", width=10),
            Field("baseline_value", "number", unit="t_or_t_per_person", width=14),
            _word("standing", "target_standing", default="current", width=16),
            Field("version", "year", width=10), Field("decided", "day", width=12),
            Field("goal_id", "id", width=22), *TAIL,
        ),
        (Sum("level", GOAL_LEVEL, unit="t_or_t_per_person"),),
    ),
    Sheet(
        "inventories", "5.1",
        (
            VERSION, _word("indicator", "inventory_indicator", width=32), Field("year", "year", width=10),
            _word("sector", "sector", needed=False, width=28), Field("value", "number", needed=True),
            _word("unit", "inventory_unit", width=16), _word("boundary", "inventory_boundary", needed=False, width=26),
            Field("locator", width=18), *TAIL,
        ),
    ),
    Sheet(
        "scopes", "5.1",
        (
            Field("year", "year", needed=True, width=10), _word("scope", "scope", width=16),
            _word("part", "scope_part", default="total", width=26), _word("sector", "sector", needed=False, width=28),
            Field("tonnes", "number", needed=True, unit="t"), Field("reported", "year", width=12),
            _word("protocol", "protocol", needed=False, width=26), Field("gases", width=22),
            _word("boundary", "scope_boundary", needed=False, width=26),
            _word("verified", "verified", default="unknown", width=14), *TAIL,
        ),
    ),
    Sheet(
        "process", "5.2",
        (
            VERSION, _word("phase", "phase", width=30), Field("evidence_sv", needed=True, width=46),
            Field("evidence_en", needed=True, width=46), _word("stage", "stage", width=14),
            Field("date", "day", width=12), _word("basis", "basis", default="documented", width=18),
            Field("locator", width=18), *TAIL,
        ),
    ),
    Sheet(
        "actors", "5.2",
        (
            VERSION, Field("name", needed=True, width=34), _word("sector", "actor_sector", needed=False),
            Field("role_sv", width=40), Field("role_en", width=40), *TAIL,
        ),
    ),
    Sheet(
        "gaps", "5.2",
        (VERSION, THEME, SV, EN, Field("locator", width=18), *TAIL),
    ),
    Sheet(
        "actions", "5.2",
        (
            VERSION, Field("name_sv", needed=True, width=40), Field("name_en", needed=True, width=40), THEME,
            _word("stage", "stage", width=14), Field("start", "day", width=12), Field("end", "day", width=12),
            Field("effect_t", "number", unit="t_per_year"), Field("actors", width=34),
            Field("co_benefits_sv", width=34), Field("co_benefits_en", width=34), *TAIL,
        ),
    ),
    Sheet(
        "investments", "5.3",
        (
            VERSION, Field("name_sv", needed=True, width=40), Field("name_en", needed=True, width=40), THEME,
            _word("reach", "reach", width=26), _word("unit", "amount_unit", needed=False, width=24),
            Field("need_low", "number"), Field("need_high", "number"), Field("funded", "number"),
            Field("funding_sv", width=34), Field("funding_en", width=34), Field("within", width=30), *TAIL,
        ),
        (Sum("unfunded", '=IF(AND(ISNUMBER({need_low}),ISNUMBER({funded})),{need_low}-{funded},"")'),),
    ),
    Sheet("commitments", "5.4", (VERSION, Field("number", "whole", width=10), THEME, SV, EN, *TAIL)),
    Sheet("experiences", "5.4", (VERSION, _word("direction", "direction", width=14), THEME, SV, EN, *TAIL)),
    Sheet(
        "modal_share", "",
        (
            Field("survey", needed=True, width=26), Field("survey_year", "year", width=12),
            _word("area", "area", width=20), _word("trips", "trips", width=24),
            _word("group", "group", default="all", width=12), _word("method", "method", needed=False, width=22),
            _word("mode", "mode", width=26), Field("share", "percent", needed=True, unit="percent", width=10),
            Field("sample", "number", unit="persons", width=12), Field("comparable_with", width=26), *TAIL,
        ),
        (Sum("share_sum", SURVEY_SUM, unit="percent"),),
    ),
    Sheet(
        "modal_targets", "",
        (
            _word("mode", "mode", width=26), _word("kind", "modal_kind", default="share", width=22),
            _word("bound", "bound", default="min", width=14), Field("value", "percent", needed=True, unit="percent"),
            Field("target_year", "year", width=10), _word("area", "area", width=20),
            _word("trips", "target_trips", default="all", width=26), Field("baseline_year", "year", width=10),
            Field("baseline_share", "percent", unit="percent", width=12),
            _word("standing", "modal_standing", default="current", width=16), *TAIL,
        ),
    ),
    Sheet("links", "", (VERSION, Field("title", needed=True, width=46), Field("url", needed=True, width=46), *TAIL)),
    Sheet(
        "sources", "",
        (
            Field("source_id", "id", needed=True, width=30), Field("title", needed=True, width=50),
            Field("publisher", needed=True, width=26), Field("url", width=40), Field("published", "day", width=12),
            Field("retrieved", "day", width=12), Field("licence", width=18), *NOTES,
        ),
    ),
)  # fmt: skip

BY_TABLE: dict[str, Sheet] = {sheet.table: sheet for sheet in SHEETS}
