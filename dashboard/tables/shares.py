"""Rules of travel surveys and their goals: shares that cannot all be true, and surveys that are not one survey."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from dashboard.tables.faults import Fault, fault
from dashboard.tables.reading import TypedTable

#: What published roundings reach is 101; a sum above this is no rounding.
MOST = 102.0
#: A total may be so many percentage points away from its parts: each of them is rounded.
SLACK = 2.0
#: No share is to grow to more than so many per cent above its beginning.
MOST_INCREASE = 1000.0
#: What each mode covers; a trip belongs to one of the five, and the other modes are some of them together.
PARTS: dict[str, frozenset[str]] = {
    "walk": frozenset({"walk"}),
    "bicycle": frozenset({"bicycle"}),
    "public_transport": frozenset({"public_transport"}),
    "car": frozenset({"car"}),
    "other": frozenset({"other"}),
    "walk_and_bicycle": frozenset({"walk", "bicycle"}),
    "walk_and_public_transport": frozenset({"walk", "public_transport"}),
    "sustainable": frozenset({"walk", "bicycle", "public_transport"}),
    "not_car": frozenset({"walk", "bicycle", "public_transport", "other"}),
}
FILE = "modal_share.csv"


def _disjoint() -> tuple[tuple[str, ...], ...]:
    """Every set of modes that cover nothing twice, so that their shares may be added; single modes are none."""
    sets = (each for size in range(2, 6) for each in combinations(PARTS, size))
    return tuple(each for each in sets if sum(len(PARTS[mode]) for mode in each) == len(_covered(each)))


def _covered(modes: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(PARTS[mode] for mode in modes))


ADDABLE = _disjoint()


def share_faults(tables: Mapping[str, TypedTable]) -> list[Fault]:
    """Every fault of the travel surveys and of the goals for travel."""
    surveys = tables["modal_share"]
    told = [*_sums(surveys), *_totals(surveys), *_one_survey(surveys), *_without_all(surveys), *_compared(surveys)]
    return [*told, *_goals(tables["modal_targets"])]


def _sums(table: TypedTable) -> Iterator[Fault]:
    """Surveys whose shares of modes that do not overlap sum to more than there is, at the last row of the sum.

    Less than there is, is no fault: not every survey tells all modes. A share that is a fault by itself, and a mode
    that stands twice, are told elsewhere and not added.
    """
    frame = table.frame
    possible = frame["share"].between(0, 100) & frame["mode"].isin(list(PARTS)) & frame["survey"].notna()
    for shares, rows in _surveys(frame[possible]):
        sums = {
            modes: sum(shares[mode] for mode in modes) for modes in ADDABLE if all(mode in shares for mode in modes)
        }
        modes = max(sums, key=lambda each: sums[each], default=())
        # two decimals are more than any survey tells: what a computer's arithmetic adds is cut off
        total = round(sums.get(modes, 0), 2)
        if total > MOST:
            index = max(rows[mode] for mode in modes)
            yield fault(FILE, table.lines[index], "share", f"{frame['share'].iloc[index]:.15g}", "share_sum",
                        sum=f"{total:g}", most=f"{MOST:g}", modes=" + ".join(modes))  # fmt: skip


def _surveys(frame: pd.DataFrame) -> Iterator[tuple[dict[str, float], dict[str, int]]]:
    """Of each survey, group and method the shares (%) by mode and the row of each; of a doubled mode the first.

    Plain rows: a group-by of thousands of groups of four or five rows takes a hundred times as long.
    """
    groups: dict[tuple[str, ...], tuple[dict[str, float], dict[str, int]]] = {}
    keys = frame[["code", "survey", "group", "method"]].astype("str").fillna("").itertuples(index=False, name=None)
    for key, (index, mode, share) in zip(keys, frame[["mode", "share"]].itertuples(name=None), strict=True):
        shares, rows = groups.setdefault(key, ({}, {}))
        if mode not in shares:
            shares[mode], rows[mode] = share, index
    yield from groups.values()


def _totals(table: TypedTable) -> Iterator[Fault]:
    """Totals of several modes that are less than what they hold, or another than the whole of it."""
    frame = table.frame
    possible = frame["share"].between(0, 100) & frame["mode"].isin(list(PARTS)) & frame["survey"].notna()
    for shares, rows in _surveys(frame[possible]):
        for mode, share in shares.items():
            held = [each for each in (*ADDABLE, *((name,) for name in PARTS))
                    if set(each) <= set(shares) - {mode} and _covered(each) <= PARTS[mode]]  # fmt: skip
            for each in held:
                total, is_all = round(sum(shares[name] for name in each), 2), _covered(each) == PARTS[mode]
                if total - share > SLACK or (is_all and abs(total - share) > SLACK):
                    index = rows[mode]
                    yield fault(FILE, table.lines[index], "share", f"{share:.15g}", "share_total",
                                sum=f"{total:g}", modes=" + ".join(each))  # fmt: skip
                    break


def _without_all(table: TypedTable) -> Iterator[Fault]:
    """Surveys that tell of women or men alone, at their first row: the picture's own bar is of all."""
    groups: dict[tuple[str, str], list[int]] = {}
    keys = table.frame[["code", "survey"]][table.frame["survey"].notna()].fillna({"code": ""})
    for index, code, survey in keys.itertuples(name=None):
        groups.setdefault((code, survey), []).append(index)
    told = table.frame["group"].to_dict()
    for rows in groups.values():
        if not any(told[index] == "all" for index in rows) and not {(index, "group") for index in rows} & table.bad:
            yield fault(FILE, table.lines[rows[0]], "group", told[rows[0]], "without_all")


def _one_survey(table: TypedTable) -> Iterator[Fault]:
    """Rows that disagree with the first row of their survey on what the survey is about.

    One survey may be worked up by more than one method, and be comparable with another by just one of them.
    """
    frame = table.frame
    methods = frame["method"].astype("str").fillna("").to_list()
    for column in ("survey_year", "area", "trips", "comparable_with"):
        cells = frame[column].astype("str").fillna("").to_list()
        groups = methods if column == "comparable_with" else [""] * len(frame)
        leads: dict[tuple[str, ...], int] = {}
        for index, survey in enumerate(zip(frame["code"], frame["survey"], groups, strict=True)):
            lead = leads.setdefault(survey, index)
            if cells[index] != cells[lead] and not {(index, column), (lead, column)} & table.bad:
                yield fault(FILE, table.lines[index], column, cells[index], "one_survey",
                            first=table.lines[lead], other=cells[lead] or "–")  # fmt: skip


def _compared(table: TypedTable) -> Iterator[Fault]:
    """Surveys said to be comparable with one that the municipality does not have, with themselves, or with another
    area, other trips or a later year: what a publisher can make comparable is the method.
    """
    frame = table.frame
    about = frame[["code", "survey", "area", "trips", "survey_year"]].drop_duplicates(["code", "survey"])
    known = {(code, survey): (area, trips, year) for _, code, survey, area, trips, year in about.itertuples(name=None)}
    named = frame[frame["comparable_with"].notna()]
    for index, code, survey, other in named[["code", "survey", "comparable_with"]].itertuples(name=None):
        if other == survey:
            yield fault(FILE, table.lines[index], "comparable_with", other, "own_survey")
        elif (code, other) not in known:
            yield fault(FILE, table.lines[index], "comparable_with", other, "unknown_survey")
        elif known[code, survey][:2] != known[code, other][:2]:
            yield fault(FILE, table.lines[index], "comparable_with", other, "another_survey")
        elif not _is_earlier(known[code, other][2], known[code, survey][2]):
            yield fault(FILE, table.lines[index], "comparable_with", other, "later_survey")


def _is_earlier(year: Any, than: Any) -> bool:
    """Whether a year is known and before another; of surveys without a year nobody can tell."""
    return bool(pd.notna(year) and pd.notna(than) and year < than)


def _goals(table: TypedTable) -> Iterator[Fault]:
    """Goals for a share that no share can reach, and goals whose year lies before the one they start from."""
    frame, file = table.frame, "modal_targets.csv"
    above = (frame["kind"] == "share") & (frame["value"] > 100)
    for index in frame.index[above]:
        yield fault(file, table.lines[index], "value", f"{frame['value'].iloc[index]:.15g}", "out_of_range",
                    low="0", high="100")  # fmt: skip
    grown = frame["baseline_share"] * (1 + frame["value"] / 100)
    for index in frame.index[(frame["kind"] == "increase") & ((grown > 100) | (frame["value"] > MOST_INCREASE))]:
        yield fault(file, table.lines[index], "value", f"{frame['value'].iloc[index]:.15g}", "grown_too_far",
                    most=f"{MOST_INCREASE:g}")  # fmt: skip
    backwards = (frame["target_year"] < frame["baseline_year"]).fillna(False).astype("bool")
    for index in frame.index[backwards]:
        yield fault(file, table.lines[index], "target_year", frame["target_year"].iloc[index],
                    "target_before_baseline", baseline=frame["baseline_year"].iloc[index])  # fmt: skip
