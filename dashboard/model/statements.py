"""What a goal says: the rows of ``targets`` as typed statements, and the reasons why one cannot be judged."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.model.comparison import Basis, compare

#: The series' column that a goal of a boundary is judged on. No other boundary can be read from the series.
COLUMN_OF = {"territorial": "total", "transport": "transport"}
NO_EMISSIONS = frozenset({"energy", "social", "adaptation"})
#: Kinds that give a level in the target year, in the order in which they are asked when several do.
LEVEL_KINDS = ("level", "level_per_person", "reduction", "reduction_per_person", "residual")
PER_PERSON = frozenset({"level_per_person", "reduction_per_person"})
NUMBER_KINDS = (*LEVEL_KINDS, "carbon_budget", "annual_reduction")
STANDINGS = ("current", "ambition", "proposed", "superseded")


@dataclass(frozen=True)
class Statement:
    """One row of ``targets``: what is missing is None. ``low`` and ``high`` are the same unless it is a range."""

    boundary: str
    part: str | None
    gas: str | None
    kind: str
    low: float | None
    high: float | None
    target_year: int | None
    baseline_year: int | None
    baseline_value: float | None
    standing: str
    certainty: str
    text_sv: str
    text_en: str
    source_id: str
    note: str | None

    @property
    def has_number(self) -> bool:
        """Whether it is of a kind that is told by a number, and has one."""
        return self.kind in NUMBER_KINDS and self.low is not None


def statements(rows: pd.DataFrame) -> list[Statement]:
    """The rows of ``targets``, in the table's order."""
    return [_statement({str(key): value for key, value in row.items()}) for row in rows.to_dict("records")]


def basis(statement: Statement) -> Basis:
    """What a goal is about: its boundary, the part of it that it covers, and the gas where it names one."""
    features = {"boundary": statement.boundary, "part": statement.part or "all"}
    return Basis.of(features | ({"gas": statement.gas} if statement.gas else {}))


def series_basis(boundary: str, gas: str) -> Basis:
    """What a column of the territorial series is about: all that is emitted within the border, or by a sector there."""
    return Basis.of({"boundary": boundary if boundary in COLUMN_OF else "territorial", "part": "all", "gas": gas})


def refusal(statement: Statement, gas: str) -> str | None:
    """Why the statement cannot be judged on a territorial series of ``gas``; None when it can.

    ``superseded``; ``not_emissions`` (it limits something else: energy, traffic); ``boundary_differs`` (consumption,
    the municipality's own group); ``not_in_series`` (fossil-free: the series does not tell fossil from other);
    ``part_differs`` (it covers less than the series' column); ``gas_differs``; ``no_number`` (it does not say how
    much may remain).
    """
    if statement.standing == "superseded":
        return "superseded"
    if statement.boundary in NO_EMISSIONS or statement.kind == "traffic_reduction":
        return "not_emissions"
    differing = compare(basis(statement), series_basis(statement.boundary, gas)).features
    if "boundary" in differing:
        return "boundary_differs"
    if statement.kind == "fossil_free":
        return "not_in_series"
    if differing:
        return f"{differing[0]}_differs"
    return None if statement.has_number else "no_number"


def in_force(goal: list[Statement]) -> list[Statement]:
    """The statements of the goal's strongest standing: a goal is superseded only when all of it is."""
    strongest = min((STANDINGS.index(one.standing) for one in goal), default=0)
    return [one for one in goal if STANDINGS.index(one.standing) == strongest]


def by_weight(goal: list[Statement]) -> list[Statement]:
    """A number before none, a stated one before a derived or disputed one, then by kind, then as the table has it."""
    order = {kind: place for place, kind in enumerate(NUMBER_KINDS)}
    return sorted(
        goal,
        key=lambda one: (not one.has_number, one.certainty != "stated", order.get(one.kind, len(order))),
    )


def share_baselines(goal: list[Statement]) -> dict[int | None, float]:
    """The goal's own baseline by its year: a row that leaves it out means the one that its sibling gives."""
    return {
        one.baseline_year: one.baseline_value
        for one in reversed(goal)
        if one.baseline_value is not None and one.kind not in PER_PERSON
    }


def joined_notes(goal: list[Statement]) -> str | None:
    """The goal's notes as one, without those of rows that we derived while the source states any.

    Notes in two languages (``sv: … | en: …``) are joined language by language.
    """
    said = [one for one in goal if one.certainty != "derived"] or goal
    notes = list(dict.fromkeys(one.note for one in said if one.note))
    pairs = [note.removeprefix("sv: ").split(" | en: ") for note in notes if note.startswith("sv: ")]
    if notes and len(pairs) == len(notes) and all(len(pair) == 2 for pair in pairs):
        swedish, english = ("; ".join(dict.fromkeys(texts)) for texts in zip(*pairs, strict=True))
        return f"sv: {swedish} | en: {english}"
    return "; ".join(notes) or None


def joined_texts(goal: list[Statement], language: str) -> str:
    """The goal in words: its rows' texts, without those that we derived when the source states any."""
    said = [one for one in goal if one.certainty != "derived"] or goal
    return "; ".join(dict.fromkeys(one.text_sv if language == "sv" else one.text_en for one in said))


def _statement(row: dict[str, Any]) -> Statement:
    low, high = _number(row["value_low"]), _number(row["value_high"])
    return Statement(
        boundary=str(row["boundary"]),
        part=_text(row["part"]),
        gas=_text(row["gas"]),
        kind=str(row["kind"]),
        low=low if low is not None else high,
        high=high if high is not None else low,
        target_year=_year(row["target_year"]),
        baseline_year=_year(row["baseline_year"]),
        baseline_value=_number(row["baseline_value"]),
        standing=str(row["standing"]),
        certainty=str(row["certainty"]),
        text_sv=str(row["text_sv"]),
        text_en=str(row["text_en"]),
        source_id=str(row["source_id"]),
        note=_text(row["note"]),
    )


def _text(value: Any) -> str | None:
    return None if pd.isna(value) or value == "" else str(value)


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _year(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
