"""Which surveys and goals view ``modal-share`` shows on a screen: the fullest choice first, what is left in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.comparison import compare
from dashboard.model.modal_goals import goal_basis
from dashboard.model.modal_share import Survey, basis, share_of
from dashboard.state import ViewState
from dashboard.views.modal_share import words
from dashboard.views.modal_share.findings import differing, figure_mode, headed
from dashboard.views.modal_share.plan import THIN, Block, at, parted
from dashboard.views.modal_share.rows import City, grouped

#: How many times as high as on a page bars are: at least, and where there is room to spare.
LEAST, SPARE = 0.7, 1.5


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


def of_one(city: City, state: ViewState) -> Iterator[Choice]:
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
        yield Choice(_worded([*surveys, *goals], city, lang), least=SPARE if has_line else 1.0)
    yield Choice(_worded(surveys, city, lang), _and(lang, told))
    has_groups = any(lane.height == THIN for block in surveys for row in block.group.rows for lane in row.lanes)
    for left, least in _fewer(city):
        surveys = [
            _without_groups(block) for block in parted([city], [one for one in every if one[1] not in left], lang)[1]
        ]
        years = [words.year_text(lang, one) for one in left[::-1]]
        said = _and(lang, [*([_surveyed(lang, years)] if years else []), *told])
        groups = t(lang, "modal.screen.groups") if has_groups else ""
        rest = f"{said}. {groups}" if said and groups else said or groups
        yield Choice(_worded(surveys, city, lang), rest, least=least)


def _fewer(city: City) -> Iterator[tuple[list[Survey], float]]:
    """Which surveys go, and how high bars are at least: those that the heading tells of stay longest, together."""
    stay = headed(city)
    others = sorted((one for one in city.surveys if one not in stay), key=lambda one: one.year or 0)
    for place in range(len(others) + 1):
        yield others[:place], 1.0
    yield others, LEAST
    yield sorted((one for one in city.surveys if one not in stay[:1]), key=lambda one: one.year or 0), 1.0


def _worded(blocks: list[Block], city: City, lang: str) -> list[Block]:
    """A survey is named by what the goal's line through it measures; beside it stands what is left to the goal.

    Where the two may not be compared there is no such figure: in large type it would be read as one all the same.
    """
    ahead = city.lead
    if ahead is None:
        return blocks
    own, mode = goal_basis(ahead.goal, city.surveys), ahead.goal.mode
    out = []
    for block in blocks:
        rows = list(block.group.rows)
        for place, (_, survey) in enumerate(block.surveys):
            share, comparable = share_of(survey.of(), mode)[0], compare(own, basis(survey)).comparable
            label = rows[place].label
            beside = [words.gap_text(lang, ahead.goal, survey.of(), comparable=True)] if comparable else []
            if share is not None and block.line and at(ahead) is not None and figure_mode(survey) != mode:
                said = t(lang, "modal.figure", share=words.per_cent(lang, share), mode=t(lang, f"modal.mode.{mode}"))
                label = f"{words.year_text(lang, survey)}: {said}"
                beside.append(words.figure_text(lang, survey.of()))
            rows[place] = replace(rows[place], label=label, below="; ".join(filter(None, beside)))
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


def of_several(everyone: Sequence[City], found: list[tuple[City, Survey]], state: ViewState) -> Iterator[Choice]:
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
