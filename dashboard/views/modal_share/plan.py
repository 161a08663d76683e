"""What the picture of view ``modal-share`` consists of: groups of rows, and the bars of each row."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model import comparison
from dashboard.model.modal_goals import Judged, goal_basis
from dashboard.model.modal_share import GROUPS, ORDER, Part, Survey, basis, parts, share_of
from dashboard.views.ledger import Group, Lane, Row
from dashboard.views.modal_share import words
from dashboard.views.modal_share.rows import City, apart, cities, clustered, grouped, shown

#: How high a survey's bar is, a goal's, a group's thin one, and the room for the goal's year below a group (px).
BAR, GOAL_BAR, THIN, FOOT = 32.0, 26.0, 22.0, 17.0
OVERLAPS = {"sustainable", "not_car"}


@dataclass(frozen=True)
class Bar:
    """A part of a bar: where it lies (per cent), what is written in it and what is told of it on hover."""

    part: Part
    text: str
    short: str
    hover: str
    is_goal: bool = False


@dataclass(frozen=True)
class Block:
    """A group of the ledger with its bars (``bars[row][lane]``) and how the leading goal's line runs through it.

    ``line`` is solid where the goal and the group may be compared, dot where they may not; None without a line.
    ``through`` tells of each row whether it tells the goal's mode, so that the line has something to be held against.
    """

    group: Group
    bars: tuple[tuple[tuple[Bar, ...], ...], ...]
    line: str | None = None
    through: tuple[bool, ...] = ()
    #: Of surveys, which each row is of; of goals, how many each row holds.
    surveys: tuple[tuple[City, Survey], ...] = ()
    goals: tuple[int, ...] = ()


def plan(frame: pd.DataFrame, lang: str) -> list[Block]:
    """The picture's groups from above: of one city its goals and its surveys, of several a survey each."""
    goals, surveys = parted(cities(frame), shown(frame), lang)
    return [*goals, *surveys]


def parted(everyone: Sequence[City], found: list[tuple[City, Survey]], lang: str) -> tuple[list[Block], list[Block]]:
    """The groups of goals and those of the surveys found; of several cities goals only where none has a survey."""
    if len(everyone) == 1:
        return _goals(everyone[0], lang), _surveys(found, lang, everyone[0])
    if any(city.surveys for city in everyone):
        return [], _surveys(found, lang, None)
    out: list[Block] = []
    first: comparison.Basis | None = None
    for city in everyone:
        out += _goals(city, lang, f"{city.name}. ", first)
        first = first or next((goal_basis(one.goal, ()) for one in city.goals), None)
    return out, []


def _goals(city: City, lang: str, name: str = "", first: comparison.Basis | None = None) -> list[Block]:
    """The goals, the leading one's group first, parted where they are not counted alike.

    ``first`` is the basis of the picture's first goal, where that is another city's.
    """
    ahead = city.lead
    ordered = sorted(city.goals, key=lambda one: (one is not ahead, one.goal.year or 9999))
    bases = [goal_basis(one.goal, city.surveys) for one in ordered]
    out: list[Block] = []
    for places in comparison.groups(bases):
        members = [ordered[place] for place in places]
        badge = ""
        against = first or (bases[0] if out else None)
        if against and (differs := apart([against], [bases[place] for place in places])) is not None:
            badge = t(lang, "modal.badge.goals", what=words.differences(lang, differs, "goal_above", "here"))
        sets: dict[tuple[object, ...], list[Judged]] = {}
        for one in members:
            sets.setdefault((one.goal.year, one.goal.source_id), []).append(one)
        adopted = any(one.goal.standing == "current" for one in members)
        heading = t(
            lang,
            f"modal.heading.{'goals' if adopted else 'wished'}",
            basis=words.goal_basis_text(lang, members[0].goal),
        )
        rows, bars = [], []
        for together in sets.values():
            row, lanes = _goal_row(together, lang)
            rows.append(row)
            bars.append(lanes)
        counts = tuple(len(together) for together in sets.values())
        out.append(Block(Group(f"{name}{heading}", tuple(rows), badge), tuple(bars), goals=counts))
    return out


def _goal_row(together: list[Judged], lang: str) -> tuple[Row, tuple[tuple[Bar, ...], ...]]:
    """Goals of one year and document: side by side where they do not overlap, else a bar each."""
    verdicts = dict.fromkeys(words.verdict(lang, one) for one in together)
    asked = i18n.listing(lang, [words.goal_text(lang, one.goal) for one in together])
    below = f"{asked}: {i18n.listing(lang, list(verdicts))}"
    lanes = [tuple(_outlines(lane, lang)) for lane in _lanes([one for one in together if one.goal.level is not None])]
    label = words.goal_year(lang, together[0].goal)
    return Row(label, below, tuple(Lane(GOAL_BAR) for _ in lanes) or (Lane(0.0),)), tuple(lanes) or ((),)


def _lanes(together: list[Judged]) -> list[list[Judged]]:
    """Goals parted so that within a bar no mode is counted twice."""
    from_left = [one for one in together if one.goal.mode in OVERLAPS]
    alone = [[one] for one in from_left]
    rest = [one for one in together if one.goal.mode not in OVERLAPS]
    for lane in alone:
        lane += [one for one in rest if one.goal.mode == "car"][: 1 if lane is alone[0] else 0]
    taken = {id(one) for lane in alone for one in lane}
    rest = [one for one in rest if id(one) not in taken]
    # Goals that come to more than there is were never meant to stand in one bar.
    whole = sum(one.goal.level or 0.0 for one in rest) <= 100 + 2
    return [*alone, *([rest] if rest and whole else [[one] for one in rest])]


def _outlines(lane: list[Judged], lang: str) -> list[Bar]:
    """Goals as outlines: the car's from the right, the others from the left, one after the other."""
    out, start = [], 0.0
    for one in sorted(lane, key=lambda judged: ORDER.index(judged.goal.mode)):
        level = one.goal.level or 0.0
        begins = 100 - level if one.goal.mode == "car" else start
        start = begins + level
        said = words.goal_text(lang, one.goal)
        hover = [f"<b>{words.goal_year(lang, one.goal)}</b>: {said}", words.goal_basis_text(lang, one.goal)]
        hover.append(f"{words.verdict(lang, one)}: {words.detail(lang, one)}")
        text = words.goal_value(lang, one.goal)
        out.append(Bar(Part(one.goal.mode, begins, level), said, text, "<br>".join(hover), is_goal=True))
    return out


def _surveys(found: list[tuple[City, Survey]], lang: str, city: City | None) -> list[Block]:
    """A group for each basis; ``city`` is given where there is just one, whose goal they are held against."""
    ahead = city.lead if city is not None else None
    own = None if ahead is None or city is None else goal_basis(ahead.goal, city.surveys)
    out: list[Block] = []
    above: list[comparison.Basis] = []
    for members in clustered(grouped(found), own):
        bases = [basis(survey) for _, survey in members]
        with_goal = None if own is None else apart(bases, [own])
        badges = []
        if with_goal is not None and own is not None:
            # Told from the goal's side: what it is counted on comes first.
            turned = apart([own], bases) or with_goal
            badges.append(t(lang, "modal.badge.goal", what=words.differences(lang, turned, "goal", "here")))
        if above and (differs := apart(above, bases)) is not None:
            badges.append(t(lang, "modal.badge.above", what=words.differences(lang, differs, "above", "here")))
        if (within := apart(bases[:1], bases[1:])) is not None:
            badges.append(t(lang, "modal.badge.within", what=words.differences(lang, within, "here", "here")))
        rows, bars = [], []
        for place, survey in members:
            name = "" if city is not None else f"{place.name} "
            told = tuple(group for group in GROUPS if survey.of(group) and (city is not None or group == "all"))
            row, lanes = _survey_row(survey, lang, (name, told), ahead, comparable=with_goal is None)
            rows.append(row)
            bars.append(lanes)
        through = tuple(ahead is not None and share_of(one.of(), ahead.goal.mode)[0] is not None for _, one in members)
        line = None if not any(through) else "solid" if with_goal is None else "dot"
        if line is not None and at(ahead) is not None:
            rows[-1] = Row(rows[-1].label, rows[-1].below, (*rows[-1].lanes, Lane(FOOT)))
        heading = t(lang, "modal.heading.surveys", basis=words.group_text(lang, [one for _, one in members]))
        out.append(Block(Group(heading, tuple(rows), " ".join(badges)), tuple(bars), line, through, tuple(members)))
        above = bases
    return out


def _survey_row(
    survey: Survey, lang: str, said: tuple[str, tuple[str, ...]], ahead: Judged | None, *, comparable: bool
) -> tuple[Row, tuple[tuple[Bar, ...], ...]]:
    """A survey's bar, and thin ones of women and men where it tells; ``said`` is the city's name and the groups."""
    name, told = said
    gap = "" if ahead is None else words.gap_text(lang, ahead.goal, survey.of(), comparable=comparable)
    below = "; ".join(part for part in (words.sample_text(lang, survey), gap) if part)
    lanes = tuple(Lane(BAR) if group == "all" else Lane(THIN, t(lang, f"modal.group.{group}")) for group in told)
    bars = tuple(tuple(_bars(survey, group, lang)) for group in told)
    return Row(f"{name}{words.survey_label(lang, survey)}", below, lanes), bars


def _bars(survey: Survey, group: str, lang: str) -> list[Bar]:
    out = []
    for part in parts(survey.of(group)):
        mode, share = t(lang, f"modal.mode.{part.mode}"), words.per_cent(lang, part.share)
        said = t(lang, "modal.part", mode=mode, share=share)
        hover = f"<b>{said}</b><br>{words.year_text(lang, survey)}, {t(lang, f'modal.group.{group}')}"
        # What is not stated is told in words sooner than in figures.
        short = mode if part.mode == "not_stated" else share
        out.append(Bar(part, said, short, f"{hover}<br>{words.basis_text(lang, survey)}"))
    return out


def at(one: Judged | None) -> float | None:
    """Where the line of a goal stands (per cent): a bar begins with what it counts from the left, or ends with it."""
    if one is None or one.goal.level is None:
        return None
    if one.goal.mode == "car":
        return 100 - one.goal.level
    return one.goal.level if one.goal.mode in ("sustainable", "walk", "walk_and_bicycle") else None


def modes(blocks: Sequence[Block]) -> list[str]:
    """The modes that the surveys' bars show, in the order in which they stand."""
    found = {bar.part.mode for block in blocks for row in block.bars for lane in row for bar in lane if not bar.is_goal}
    return [mode for mode in ORDER if mode in found]
