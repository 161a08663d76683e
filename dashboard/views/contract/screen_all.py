"""View ``contract`` on a screen for all: how many signed each version, and how many take part by its own words."""

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.contract import STANDINGS, by_version
from dashboard.views.base import each
from dashboard.views.contract.screen_grid import Grid
from dashboard.views.contract.words import signed
from dashboard.views.lettering import LINE, width_of

#: A standing's fill and edge; what is counted by the contract alone has an edge of its own.
FILLS = {
    "signed": ("accent", ""), "joined": ("accent-soft", "accent"), "letter_of_intent": ("paper", "accent"),
    "total": ("", "muted"),
}  # fmt: skip
#: How high the bars are in rows, and what the words above the highest one take.
ROWS, ABOVE = 7.2, 26.0


def everyone(grid: Grid) -> float:
    """A bar a version with the counts in it, over the parties. Returns the height."""
    sheet = grid.sheet
    counts = by_version(signed(grid.frame))
    totals = grid.frame[grid.frame["kind"] == "total"].groupby("version")["value"].max()
    kinds = [key for key in STANDINGS if counts[key].any()]
    most = float(max(counts[kinds].sum(axis=1).max(), totals.max() if len(totals) else 0))
    y = _legend(grid, [*kinds, *(["total"] if len(totals) else [])], grid.head() + 4)
    foot = y + ROWS * grid.row
    unit = (ROWS * grid.row - ABOVE) / most
    for one in each(counts):
        known = {key: int(getattr(one, key)) for key in kinds}
        _bar(grid, one.version, known, totals.get(one.version), foot, unit)
    sheet.rule((grid.left, foot), (sheet.width, foot))
    return grid.parties(foot + 4)


def _bar(grid: Grid, version: int, known: dict[str, int], total: float | None, foot: float, unit: float) -> None:
    """A version's bar: each standing with its count in it, above it what is too low to hold one."""
    sheet, x, wide = grid.sheet, grid.x(version), 0.64 * grid.step
    low, above = foot, []
    for key, count in known.items():
        if not count:
            continue
        top, (fill, edge) = low - unit * count, FILLS[key]
        sheet.box((x - wide / 2, top), (x + wide / 2, low), token=fill, edge=edge, dash="solid")
        said = i18n.number(grid.lang, count)
        if low - top >= 20:
            token = "on-accent" if key == "signed" else "ink"
            grid.centred(x, (low + top) / 2, said, token=token, bold=True, size=16, yanchor="middle")
        else:
            above.append(f"+{said}")
        low = top
    if total is not None and total > sum(known.values()):
        top = foot - unit * float(total)
        sheet.box((x - wide / 2, top), (x + wide / 2, low), edge=FILLS["total"][1])
        above.append(t(grid.lang, "contract.screen.of", all=i18n.number(grid.lang, int(total))))
        low = top
    if above:
        grid.centred(x, low - 22, " ".join(above), bold=True, size=15)


def _legend(grid: Grid, keys: list[str], y: float) -> float:
    """What the fills mean, one after the other over the bars. Returns where it ends."""
    sheet, x = grid.sheet, 0.0
    line = LINE * sheet.size
    for key in keys:
        words = t(grid.lang, f"contract.screen.{key}")
        wide = 22 + width_of(words, sheet.size) + 16
        if x and x + wide > sheet.width:
            x, y = 0.0, y + line + 2
        fill, edge = FILLS[key]
        sheet.box((x + 1, y + 3), (x + 15, y + 15), token=fill, edge=edge, dash="dot" if key == "total" else "solid")
        sheet.say(x + 22, y, words)
        x += wide
    return y + line + 2
