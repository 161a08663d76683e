"""The charts of view ``modal-share`` for files: the surveys' bars, group by group as the picture parts them."""

import pandas as pd

from dashboard.i18n import t
from dashboard.model import comparison
from dashboard.model.modal_share import GROUPS, basis, parts
from dashboard.state import ViewState
from dashboard.theme import colour
from dashboard.views.charts import Chart, Series
from dashboard.views.ledger import SIGN
from dashboard.views.modal_share import words
from dashboard.views.modal_share.colours import PATTERNS, mode_colour
from dashboard.views.modal_share.plan import Block, modes, parted
from dashboard.views.modal_share.rows import cities, shown


def charts(frame: pd.DataFrame, state: ViewState) -> list[Chart]:
    """Bars of a hundred per cent, a category a survey and a series a mode; goals stand in the table alone.

    Groups that may not be compared are charts of their own; of surveys that stand together only because none tells how
    it was made, each one's name carries the sign of what differs.
    """
    everyone = cities(frame)
    _, blocks = parted(everyone, shown(frame), state.lang)
    order = modes(blocks)
    return [_chart(block, order, state, one=len(everyone) == 1, apart=len(blocks) > 1) for block in blocks]


def _chart(block: Block, order: list[str], state: ViewState, *, one: bool, apart: bool) -> Chart:
    lang = state.lang
    bases = [basis(survey) for _, survey in block.surveys]
    alike = all(comparison.compare(bases[0], other).comparable for other in bases[1:])
    rows: dict[str, dict[str, float]] = {}
    for city, survey in block.surveys:
        for group in GROUPS if one else GROUPS[:1]:
            if not survey.of(group):
                continue
            told = [] if one else [city.name]
            name = " ".join([*told, words.year_text(lang, survey), *([] if alike else [SIGN])])
            if group != GROUPS[0]:
                name = f"{name}, {t(lang, f'modal.group.{group}')}"
            rows[_own(name, rows)] = {part.mode: part.share / 100 for part in parts(survey.of(group))}
    series = tuple(
        Series(
            t(lang, f"modal.mode.{mode}"),
            tuple(rows),
            tuple(told.get(mode) for told in rows.values()),
            colour(state.theme, "line") if mode == "not_stated" else mode_colour(state.theme, mode),
            "estimated" if mode in PATTERNS else "bar",
        )
        for mode in order
        if any(mode in told for told in rows.values())
    )
    title = words.group_text(lang, [survey for _, survey in block.surveys])
    return Chart(
        "bars", series, t(lang, "modal.column.share"), stacked=True, percent=True,
        title=f"{title} {SIGN}" if apart else title,
    )  # fmt: skip


def _own(name: str, taken: dict[str, dict[str, float]]) -> str:
    """A name that no other bar of the chart has: two surveys of a city may be of the same year."""
    number, own = 2, name
    while own in taken:
        own, number = f"{name} ({number})", number + 1
    return own
