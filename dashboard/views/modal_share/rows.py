"""What view ``modal-share`` looks at: its frame, and the frame read back as cities with surveys and goals."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard.i18n import alphabetical
from dashboard.model import comparison
from dashboard.model.modal_goals import Judged, judge, lead
from dashboard.model.modal_share import Survey, basis, leading, surveys
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views.base import once_a_frame, with_sources
from dashboard.views.many import few, mark

SHARE = [
    "code", "survey", "survey_year", "area", "group", "trips", "method", "comparable_with", "sample", "mode", "share",
    "certainty", "note", "source_id",
]  # fmt: skip
GOAL = [
    "code", "area", "trips", "mode", "kind", "value", "bound", "target_year", "baseline_year", "baseline_share",
    "standing",
    "certainty", "note", "source_id",
]  # fmt: skip
COLUMNS = ["record", "slug", "name", "now", *dict.fromkeys([*SHARE, *GOAL])]


@dataclass(frozen=True)
class City:
    """A municipality with its surveys (newest first) and its goals, judged; either may be empty."""

    slug: str
    name: str
    surveys: tuple[Survey, ...]
    goals: tuple[Judged, ...]
    now: int

    @property
    def lead(self) -> Judged | None:
        """The goal that its surveys are shown against."""
        return lead(self.goals, self.now)


def select(tables: Tables, state: ViewState) -> pd.DataFrame:
    """A row a share of a survey (``record`` is share), and one a goal (goal), with the tables' own columns.

    ``share``, ``value`` and ``baseline_share`` are per cent, ``now`` the year that tells a passed goal from one ahead.
    Without cities only the survey that stands for each municipality that has one, alphabetically. A city without
    either has a row (nothing) as long as another has something to show.
    """
    codes = [tables.slugs[slug] for slug in state.cities] or list(few(_with_surveys(tables)))
    now = this_year()
    parts, empty = [], []
    for code in codes:
        shares = tables.rows("modal_share", code)
        goals = tables.rows("modal_targets", code)
        if not state.cities:
            chosen = leading(surveys(shares))
            shares, goals = shares[shares["survey"] == (chosen.id if chosen else "")], goals.iloc[:0]
        place = tables.municipality(code)
        own: dict[str, Any] = {"slug": place.slug, "name": place.name, "now": now}
        found = [
            frame.assign(record=record, **own) for record, frame in (("share", shares), ("goal", goals)) if len(frame)
        ]
        parts += found
        if not found:
            empty.append({"record": "nothing", "code": code, **own})
    if not parts:
        return with_sources(pd.DataFrame(columns=COLUMNS), tables, [])
    if empty:
        parts.append(pd.DataFrame(empty))
    frame = pd.concat(parts, ignore_index=True).reindex(columns=COLUMNS)
    made = with_sources(frame, tables, frame["source_id"])
    return made if state.cities else mark(made, len(_with_surveys(tables)))


def this_year() -> int:
    """The calendar year, which tells a passed goal from one ahead."""
    return date.today().year


def _with_surveys(tables: Tables) -> list[str]:
    codes = dict.fromkeys(tables.modal_share["code"])
    return sorted(codes, key=lambda code: alphabetical(tables.municipality(code).name))


@once_a_frame
def cities(frame: pd.DataFrame) -> tuple[City, ...]:
    """The frame's cities in its order; those with nothing stand last."""
    out = []
    for slug, rows in frame.groupby("slug", sort=False):
        found = surveys(rows.loc[rows["record"] == "share", SHARE])
        now = int(rows["now"].iloc[0])
        judged = judge(rows.loc[rows["record"] == "goal", GOAL], found, now)
        # The check refuses surveys of women or men alone; a picture of them would have no bar to stand beside.
        of_all = tuple(one for one in found if one.of())
        out.append(City(str(slug), str(rows["name"].iloc[0]), of_all, tuple(judged), now))
    return tuple(out)


def shown(frame: pd.DataFrame) -> list[tuple[City, Survey]]:
    """The surveys that the picture has a row for: all of one city's, or the one that stands for each of several."""
    everyone = cities(frame)
    if len(everyone) == 1:
        return [(everyone[0], survey) for survey in everyone[0].surveys]
    return [(city, survey) for city in everyone if (survey := leading(city.surveys)) is not None]


def grouped(found: list[tuple[City, Survey]]) -> list[list[tuple[City, Survey]]]:
    """Surveys parted into those that may be compared with each other."""
    return [[found[place] for place in group] for group in comparison.groups([basis(one) for _, one in found])]


def clustered(
    groups: list[list[tuple[City, Survey]]], goal: comparison.Basis | None = None
) -> list[list[tuple[City, Survey]]]:
    """Groups with the surveys put together that are apart only because none of them tells the same thing.

    Their heading would be the same, word for word; the picture says once that they are not compared with each other.
    Of two of which one may be held against the goal and the other not, each keeps a group of its own.
    """
    out: list[list[tuple[City, Survey]]] = []
    places: dict[object, int] = {}
    for members in groups:
        own = basis(members[0][1])
        fits = goal is None or comparison.compare(goal, own).comparable
        alone = len(members) == 1 and any(value is None for _, value in own.features)
        if alone and (own.features, fits) in places:
            out[places[own.features, fits]] += members
            continue
        if alone:
            places[own.features, fits] = len(out)
        out.append(list(members))
    return out


def apart(ones: list[comparison.Basis], others: list[comparison.Basis]) -> comparison.Comparison | None:
    """What sets two groups apart: the first pair of figures in them that may not be compared; None where all may."""
    pairs = (comparison.compare(one, other) for other in others for one in ones)
    return next((found for found in pairs if not found.comparable), None)
