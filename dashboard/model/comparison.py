"""Whether two figures may be compared, and what differs when they may not: the one place that decides.

A figure's :class:`Basis` tells what it is counted on. Whatever shows two figures together (bars in one picture, a
goal beside a measurement, an inventory beside the territorial series) asks :func:`compare` about their bases.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Basis:
    """What a figure is counted on.

    ``features`` are names with values, in the order in which they are told; None is a feature that the source should
    tell and does not. A feature that makes no sense for a figure (a goal has no survey method) is left out.
    ``series`` names the publications that give the figure as part of a series of their own: within one, what is told
    of neither figure is taken to be the same. ``alike`` are features that a publisher has made comparable: pairs of
    the feature and a name that both figures carry.
    """

    features: tuple[tuple[str, Hashable], ...]
    series: frozenset[Hashable] = frozenset()
    alike: frozenset[tuple[str, Hashable]] = field(default=frozenset())

    @classmethod
    def of(cls, features: Mapping[str, Hashable], **more: Any) -> "Basis":
        """A basis of named features."""
        return cls(tuple(features.items()), **more)

    def get(self, name: str) -> Hashable:
        """A feature's value; None where it is not told or not had."""
        return dict(self.features).get(name)


@dataclass(frozen=True)
class Difference:
    """A feature in which two figures differ; None is a value that the source does not tell."""

    feature: str
    one: Hashable
    other: Hashable

    @property
    def is_known(self) -> bool:
        """Whether both are told, so that they do differ; else they may."""
        return self.one is not None and self.other is not None


@dataclass(frozen=True)
class Comparison:
    """What sets two figures apart, in the order of the first one's features."""

    differences: tuple[Difference, ...]

    @property
    def comparable(self) -> bool:
        """Whether nothing differs, and nothing that might is left untold."""
        return not self.differences

    @property
    def features(self) -> tuple[str, ...]:
        """The names of what differs or is not told."""
        return tuple(each.feature for each in self.differences)


def compare(one: Basis, other: Basis) -> Comparison:
    """Whether two figures are counted on the same basis, and in what they differ.

    Only features that both have are held against each other. A feature told of one figure and not of the other counts
    as a difference that is not known; so does one told of neither, unless both stand in one publisher's series.
    """
    theirs = dict(other.features)
    shared_names = {name for name, _ in one.alike & other.alike}
    in_one_series = bool(one.series & other.series)
    found = []
    for name, value in one.features:
        if name not in theirs or name in shared_names:
            continue
        against = theirs[name]
        if value is None and against is None and in_one_series:
            continue
        if value is None or value != against:
            found.append(Difference(name, value, against))
    return Comparison(tuple(found))


def groups(bases: Sequence[Basis]) -> list[list[int]]:
    """The places of ``bases``, parted so that within a group each is comparable with every other."""
    parted: list[list[int]] = []
    for place, basis in enumerate(bases):
        for group in parted:
            if all(compare(bases[other], basis).comparable for other in group):
                group.append(place)
                break
        else:
            parted.append([place])
    return parted


def text(value: Any) -> str | None:
    """A cell of a table as a feature's value: missing is None."""
    return None if value is None or pd.isna(value) or value == "" else str(value)
