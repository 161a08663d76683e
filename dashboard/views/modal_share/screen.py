"""The picture of view ``modal-share`` on a screen: the newest surveys large, and in words what has no room."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.comparison import compare
from dashboard.model.modal_goals import Judged, goal_basis
from dashboard.model.modal_share import Survey, basis, leading
from dashboard.state import ViewState
from dashboard.views.base import SCREEN_ROOM, drawn, wrapped
from dashboard.views.ledger import Ledger, Place
from dashboard.views.modal_share import words
from dashboard.views.modal_share.findings import differing
from dashboard.views.modal_share.marks import flat, goal_line, key_text, traces
from dashboard.views.modal_share.plan import FOOT, THIN, Block, at, parted
from dashboard.views.modal_share.rows import City, cities, grouped, shown

#: The text's sizes (px): a row's name, what stands beside it, a heading or a badge.
NAME, BESIDE, SMALL = 17, 15, 13
#: A character's width, bold and not, and a line's height, in parts of the text's size.
CHARACTER, BOLD, LINE = 0.57, 0.64, 1.36
#: Between groups and between rows (px); the room for the goal's year below bars.
GROUP_GAP, DENSE_GAP, ROW_GAP, GOAL_YEAR = 16, 10, 7, 22
#: How many times as high as on a page bars are: at least, where there is room to spare, and at most.
LEAST, SPARE, MOST, STEP = 0.7, 1.5, 3.6, 0.1


@dataclass(frozen=True)
class Choice:
    """What is drawn, and in words what is not; ``badge`` stands above all.

    ``beside`` tells whether words stand beside a row's name, ``least`` how many times as high as on a page bars are
    at least.
    """

    blocks: list[Block]
    rest: str = ""
    badge: str = ""
    beside: bool = True
    least: float = 1.0


def on_screen(frame: pd.DataFrame, state: ViewState) -> go.Figure:
    """The fullest choice of rows that has room, its bars as high as the room allows."""
    everyone = cities(frame)
    ahead = everyone[0].lead if len(everyone) == 1 else None
    room = SCREEN_ROOM[state.size][1]
    tried = _of_one(everyone[0], state) if len(everyone) == 1 else _of_several(everyone, shown(frame), state)
    chosen, height = None, 0.0
    for one in tried:
        chosen, height = one, _laid(one, ahead, state, one.least).height
        if height <= room:
            break
    assert chosen is not None
    # Thin bars stop growing before the others do: reckoned from the first step nothing grows out of the room.
    step = (_laid(chosen, ahead, state, chosen.least + STEP).height - height) / STEP
    factor = min(MOST, chosen.least + max(room - height - 1, 0) / step) if step else chosen.least
    ledger = _laid(chosen, ahead, state, factor)
    longest = max([100.0, *(bar.part.end for bar in flat(chosen.blocks))])
    layout = ledger.layout(range=[-0.2, longest + 0.2])
    return drawn(
        state,
        traces(chosen.blocks, at(ahead), ledger, state),
        **{**layout, "height": min(layout["height"], room)},
        uniformtext={"mode": "hide", "minsize": ledger.size - 2},
    )


def _of_one(city: City, state: ViewState) -> Iterator[Choice]:
    """One city: all that there is, without women and men, without the oldest surveys; goals where they have room."""
    lang = state.lang
    every = [(city, survey) for survey in city.surveys]
    goals, surveys = parted([city], every, lang)
    if not surveys:
        yield from _fewer_goals(goals, lang)
        return
    has_line = any(block.line is not None for block in surveys) and at(city.lead) is not None
    others = len(city.goals) - has_line
    told = [_goals(lang, others)] if others else []
    # The leading goal is a line through the surveys already: to tell the others there must be room to spare.
    if others:
        yield Choice(_with_gaps([*surveys, *goals], city, lang), least=SPARE if has_line else 1.0)
    yield Choice(_with_gaps(surveys, city, lang), _and(lang, told))
    has_groups = any(lane.height == THIN for block in surveys for row in block.group.rows for lane in row.lanes)
    # The survey that stands for the city goes last, whatever its year.
    order = sorted(city.surveys, key=lambda one: (one == leading(city.surveys), one.year or 0))
    for place in range(len(order)):
        left = order[:place]
        surveys = [
            _without_groups(block) for block in parted([city], [one for one in every if one[1] not in left], lang)[1]
        ]
        years = [words.year_text(lang, one) for one in left[::-1]]
        said = _and(lang, [*([_surveyed(lang, years)] if years else []), *told])
        groups = t(lang, "modal.screen.groups") if has_groups else ""
        rest = f"{said}. {groups}" if said and groups else said or groups
        yield Choice(_with_gaps(surveys, city, lang), rest)


def _with_gaps(blocks: list[Block], city: City, lang: str) -> list[Block]:
    """Beside a survey stands what is left to the goal, and nothing else."""
    ahead = city.lead
    if ahead is None:
        return blocks
    own = goal_basis(ahead.goal, city.surveys)
    out = []
    for block in blocks:
        rows = list(block.group.rows)
        for place, (_, survey) in enumerate(block.surveys):
            comparable = compare(own, basis(survey)).comparable
            gap = words.gap_text(lang, ahead.goal, survey.of(), comparable=comparable)
            rows[place] = replace(rows[place], below=gap)
        out.append(replace(block, group=replace(block.group, rows=tuple(rows))))
    return out


def _without_groups(block: Block) -> Block:
    """Surveys without the thin bars of women and men."""
    rows = tuple(
        replace(row, lanes=tuple(lane for lane in row.lanes if lane.height != THIN)) for row in block.group.rows
    )
    return replace(block, group=replace(block.group, rows=rows), bars=tuple(lanes[:1] for lanes in block.bars))


def _fewer_goals(blocks: list[Block], lang: str) -> Iterator[Choice]:
    """Goals alone, fewer and fewer: the last row of the longest group goes first."""
    left = 0
    while True:
        yield Choice(blocks, _and(lang, [_goals(lang, left)] if left else []))
        if sum(len(block.bars) for block in blocks) < 2:
            return
        longest = max(range(len(blocks)), key=lambda place: (len(blocks[place].bars), place))
        block = blocks[longest]
        left += block.goals[-1]
        fewer = replace(
            block, group=replace(block.group, rows=block.group.rows[:-1]), bars=block.bars[:-1], goals=block.goals[:-1]
        )
        blocks = [*blocks[:longest], *([fewer] if fewer.bars else []), *blocks[longest + 1 :]]


def _of_several(everyone: list[City], found: list[tuple[City, Survey]], state: ViewState) -> Iterator[Choice]:
    """A survey each: with its basis beside it, without, and at last only the newest."""
    lang = state.lang
    goals, surveys = parted(everyone, found, lang)
    if not surveys:
        yield from _fewer_goals(goals, lang)
        return
    groups = grouped(found)
    badge = ""
    if what := differing(groups, lang):
        alone = all(len(members) == 1 for members in groups)
        badge = t(lang, f"modal.screen.{'unlike' if alone else 'unlike_some'}", what=what)
    missing = [city.name for city in everyone if not city.surveys]
    unknown = [t(lang, "modal.summary.without", names=i18n.listing(lang, missing))] if missing else []
    yield Choice([_told_beside(block, lang) for block in surveys], " ".join(unknown), badge)
    order = sorted(found, key=lambda one: one[1].year or 0)
    for place in range(len(order)):
        left = order[:place]
        blocks = [
            replace(block, group=replace(block.group, heading=""))
            for block in parted(everyone, [one for one in found if one not in left], lang)[1]
        ]
        names = [city.name for city in everyone if any(city.slug == one.slug for one, _ in left)]
        rest = " ".join([*unknown, *([_cities(lang, names)] if names else [])])
        yield Choice(blocks, rest, badge, beside=False, least=LEAST)


def _told_beside(block: Block, lang: str) -> Block:
    """A group whose rows tell their basis themselves."""
    rows = tuple(
        replace(row, below=words.basis_text(lang, survey))
        for row, (_, survey) in zip(block.group.rows, block.surveys, strict=True)
    )
    return replace(block, group=replace(block.group, heading="", rows=rows))


def _and(lang: str, parts: list[str]) -> str:
    return t(lang, "modal.screen.and", parts=i18n.listing(lang, parts)) if parts else ""


def _goals(lang: str, number: int) -> str:
    return t(lang, f"modal.screen.goals.{'one' if number == 1 else 'other'}", count=i18n.count(lang, number))


def _surveyed(lang: str, years: list[str]) -> str:
    key = f"modal.screen.surveys.{'one' if len(years) == 1 else 'other'}"
    return t(lang, key, count=i18n.count(lang, len(years)), years=i18n.listing(lang, list(dict.fromkeys(years))))


def _cities(lang: str, names: list[str]) -> str:
    key = f"modal.screen.cities.{'one' if len(names) == 1 else 'other'}"
    said = t(lang, key, count=i18n.count(lang, len(names)), names=i18n.listing(lang, names))
    return f"{_and(lang, [said])}."


def _laid(choice: Choice, ahead: Judged | None, state: ViewState, factor: float) -> Ledger:
    """The choice on a sheet from side to side, with bars so many times as high as on a page."""
    ledger = Ledger((), state)
    ledger.left, ledger.right, ledger.size = 0.0, 0.0, float(NAME - (2 if choice.beside else 3))
    gap = GROUP_GAP if choice.beside else DENSE_GAP
    width = SCREEN_ROOM[state.size][0]
    y = _said(ledger, key_text(choice.blocks, ledger, int(width / (14 * CHARACTER))), 0.0, 14, "ink")
    if choice.badge:
        y = _badge(ledger, choice.badge, y + 6, width)
    before: Any = None
    for block in choice.blocks:
        several = not block.group.heading
        if block.group.heading:
            if before is not None:
                y = _edge(ledger, y, gap)
            y = _heading(ledger, block, y + (8 if before is None and y else 0), width)
        ledger.places.append([])
        for place, row in enumerate(block.group.rows):
            survey = block.surveys[place][1] if block.surveys else None
            if several and before is not None:
                apart = survey is None or not compare(basis(before), basis(survey)).comparable
                y = _edge(ledger, y, gap) if apart else y + ROW_GAP
            elif place or several:
                y += ROW_GAP
            y = _row(ledger, row, y, factor, beside=choice.beside)
            before = survey or row
    if choice.rest:
        y = _said(ledger, wrapped(choice.rest, int(width / (SMALL * CHARACTER))), _edge(ledger, y, gap), SMALL, "muted")
    ledger.height = y
    goal_line(ahead, choice.blocks, ledger)
    return ledger


def _said(ledger: Ledger, text: str, y: float, size: int, token: str) -> float:
    """Words from the left edge; where they end."""
    if not text:
        return y
    ledger.say(text, y, font={"size": size, "color": ledger.ink(token)})
    return y + (text.count("<br>") + 1) * size * LINE


def _edge(ledger: Ledger, y: float, gap: float) -> float:
    """A thin line that parts what may not be compared."""
    middle = y + gap / 2
    at = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": middle, "y1": middle}
    ledger.shapes.append({"type": "line", **at, "line": {"color": ledger.ink("line"), "width": 1}})
    return y + gap


def _badge(ledger: Ledger, text: str, y: float, width: int) -> float:
    said = wrapped(f"≠ {text}", int((width - 16) / (SMALL * CHARACTER)))
    ledger.say(
        said, y + 4, name="badge", borderpad=4, bgcolor=ledger.ink("warn-soft"), xshift=5,
        font={"size": SMALL, "color": ledger.ink("warn")},
    )  # fmt: skip
    return y + 12 + (said.count("<br>") + 1) * SMALL * LINE


def _heading(ledger: Ledger, block: Block, y: float, width: int) -> float:
    """What a group is counted on, and what sets it apart from the goal or from the rows above."""
    text = wrapped(block.group.heading, int(width / (SMALL * BOLD)))
    y = _said(ledger, f"<b>{text}</b>", y, SMALL, "muted")
    if block.group.badge:
        y = _badge(ledger, block.group.badge, y + 2, width)
    return y + 4


def _row(ledger: Ledger, row: Any, y: float, factor: float, *, beside: bool) -> float:
    """A row's name with what stands beside it, on one line where both fit, and its bars; where it ends."""
    width = SCREEN_ROOM[ledger.state.size][0]
    size = NAME if beside else NAME - 2
    muted = ledger.ink("muted")
    one_line = len(row.label) * size * BOLD + (len(row.below) + 3) * BESIDE * CHARACTER <= width
    text = f"<b>{row.label}</b>"
    if row.below and beside and one_line:
        text += f"   <span style='font-size:{BESIDE}px;color:{muted}'>{row.below}</span>"
    y = _said(ledger, text, y, size, "ink")
    if row.below and beside and not one_line:
        y = _said(ledger, wrapped(row.below, int(width / (BESIDE * CHARACTER))), y, BESIDE, "muted")
    y += 2
    lanes = []
    for number, lane in enumerate(row.lanes):
        if lane.label:
            y = _said(ledger, lane.label, y + 2, SMALL, "muted")
        elif number:
            y += 4
        high = GOAL_YEAR if lane.height == FOOT else lane.height * (min(factor, 1.2) if lane.label else factor)
        lanes.append(Place(y, y + high))
        y += high
    ledger.places[-1].append(lanes)
    return y
