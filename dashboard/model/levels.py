"""From what a goal says to tonnes: the level in the target year, on the series that the goal is judged on."""

from collections.abc import Collection
from dataclasses import dataclass

from dashboard.model.comparison import Basis, Comparison, compare
from dashboard.model.judgement import Ground
from dashboard.model.statements import PER_PERSON, Statement

#: How far a goal's own baseline may be from the series in that year before it is told (a fraction).
BASELINE_TOLERANCE = 0.05


@dataclass(frozen=True)
class Level:
    """What may remain in the target year (tonnes): ``low`` is the stricter end, ``high`` the easier one.

    ``baseline`` is the goal's own, ``series_baseline`` the series' figure in the same year (both in tonnes, or tonnes
    per person when ``per_person``); ``differs`` is own / series − 1. ``people`` is the population that a level per
    person was multiplied by, 1 otherwise.
    """

    low: float
    high: float
    per_person: bool
    people: float
    baseline_year: int | None
    baseline: float | None
    series_baseline: float | None
    differs: float | None
    remarks: tuple[str, ...]

    @property
    def base(self) -> float | None:
        """The baseline that progress is counted from: the series' own.

        None when the goal's own differs by more than the tolerance: there is no way from one inventory to another.
        """
        far = self.differs is not None and abs(self.differs) > BASELINE_TOLERANCE
        return None if far else self.series_baseline


def level_of(statement: Statement, on: Ground, *, year: int, own_baselines: dict[int | None, float]) -> Level | str:
    """The level that a statement of a level kind sets for ``year``, or the reason why there is none.

    - ``level``, ``level_per_person``: as stated. When the goal's own baseline is more than 5 % from the series in that
      year, the level belongs to an inventory of its own: ``own_inventory``.
    - ``reduction``, ``reduction_per_person``: (1 − p) of the goal's own baseline, else of the series in the baseline
      year; neither: ``baseline_missing``. A reduction of 100 % needs no baseline: nothing may remain.
    - ``residual``: p of the baseline, found alike (a sibling row's own baseline of the same year counts).

    Per-person levels are multiplied by the population of ``year``, or the latest known, held constant.
    """
    per_person = statement.kind in PER_PERSON
    own = statement.baseline_value
    if own is None and not per_person:
        own = own_baselines.get(statement.baseline_year)
    there = _figure(on, statement.baseline_year, per_person=per_person)
    differs = own / there - 1 if own is not None and there else None
    far = differs is not None and abs(differs) > BASELINE_TOLERANCE
    low, high = statement.low or 0.0, statement.high or 0.0
    remarks: list[str] = []
    if statement.kind in ("level", "level_per_person"):
        if far:
            return "own_inventory"
        if differs is None:
            remarks.append("inventory_unknown")
    else:
        left = [share if statement.kind == "residual" else 100 - share for share in (low, high)]
        base = own if own is not None else there
        if base is None and max(left) > 0:
            return "baseline_missing"
        low, high = (share / 100 * (base or 0.0) for share in sorted(left))
        if far:
            remarks.append("baseline_differs")
        elif own is not None and differs is None:
            remarks.append("baseline_unchecked")
    people = on.people_in(year) if per_person else 1.0
    if people is None:
        return "population_missing"
    if per_person:
        low, high = low * people, high * people
        if on.holds_people(year):
            remarks.append("population_constant")
    return Level(low, high, per_person, people, statement.baseline_year, own, there, differs, tuple(remarks))


def inventory_comparison(remarks: Collection[str]) -> Comparison:
    """Whether a goal's level is counted as the series is, by what its judgement remarks.

    The feature ``inventory`` differs where the goal's own baseline is another than the series', and is not told where
    nothing shows how the level was counted. A goal of nothing left is the same in every inventory: it is not asked.
    """
    unknown = not {"inventory_unknown", "baseline_unchecked"}.isdisjoint(remarks)
    inventory = "own" if "baseline_differs" in remarks else None if unknown else "series"
    return compare(Basis.of({"inventory": inventory}), Basis.of({"inventory": "series"}))


def _figure(on: Ground, year: int | None, *, per_person: bool) -> float | None:
    """The series' measured figure in a year, in tonnes or tonnes per person; None when it has none."""
    value = on.figures.get(year) if year is not None else None
    if value is None or year is None or not per_person:
        return value
    people = on.people.get(year)
    return None if people is None else value / people
