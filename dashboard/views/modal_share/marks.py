"""The bars of view ``modal-share`` and the goal's line through them, wherever the picture has laid them out."""

from typing import Any

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.modal_goals import Judged
from dashboard.state import ViewState
from dashboard.theme import faded
from dashboard.views.base import SCREEN_ROOM
from dashboard.views.ledger import CHARACTER, LEAST, LEAST_WIDE, Ledger, Place
from dashboard.views.modal_share import words
from dashboard.views.modal_share.colours import PATTERNS, mode_colour, words_on
from dashboard.views.modal_share.plan import Bar, Block, at, modes

#: How wide the goal's line is, and the paper that parts it from colours.
LINE, HALO = 2.0, 5.0
#: The size of the words at the goal's line on a screen (px).
SMALL = 13.0
#: A character's width that words surely have room with, in parts of their size, and what a bar keeps around them (px).
SURELY, PADDING = 0.68, 6.0


def flat(blocks: list[Block]) -> list[Bar]:
    """All bars of the blocks."""
    return [bar for block in blocks for row in block.bars for lane in row for bar in lane]


def key_text(blocks: list[Block], ledger: Ledger, characters: int) -> str:
    """The colours' names on lines of so many characters; empty where there is no survey."""
    theme = "light" if ledger.state.mode == "print" else ledger.state.theme
    lines: list[list[str]] = []
    used = 0
    for mode in modes(blocks):
        name = t(ledger.state.lang, f"modal.mode.{mode}").replace(" ", i18n.NBSP)
        sign = "▨" if mode in PATTERNS else "■"
        shade = ledger.ink("muted") if mode == "not_stated" else mode_colour(theme, mode)
        if not lines or used + len(name) + 4 > characters:
            lines.append([])
            used = 0
        lines[-1].append(f"<span style='color:{shade}'>{sign}</span>{i18n.NBSP}{name}")
        used += len(name) + 5
    return "<br>".join("   ".join(line) for line in lines)


def width_of(ledger: Ledger) -> float:
    """How wide the bars' place is (px): on a screen it is known, elsewhere it is at least this."""
    if ledger.state.size in SCREEN_ROOM:
        return SCREEN_ROOM[ledger.state.size][0] - ledger.left - ledger.right
    return LEAST.get(ledger.state.size, LEAST_WIDE) * ledger.scale - ledger.left - ledger.right * ledger.scale


def traces(blocks: list[Block], line: float | None, ledger: Ledger, state: ViewState) -> list[dict[str, Any]]:
    """A trace a mode of the surveys, one for what is not stated, and one for all goals."""
    placed: dict[tuple[str, str], list[tuple[Bar, Place]]] = {}
    for block, rows in zip(blocks, ledger.places, strict=True):
        for lanes, places in zip(block.bars, rows, strict=True):
            for bars, place in zip(lanes, places, strict=False):
                for bar in bars:
                    kind = "goal" if bar.is_goal else bar.part.mode
                    placed.setdefault((kind, _anchor(bar, block, line)), []).append((bar, place))
    return [_trace(kind, anchor, found, line, ledger, state) for (kind, anchor), found in placed.items()]


def _anchor(bar: Bar, block: Block, line: float | None) -> str:
    """Where in its bar the text stands: in the middle, or at the wider side of the goal's line."""
    if block.line is None or line is None or not bar.part.start < line < bar.part.end:
        return "middle"
    return "start" if line - bar.part.start > bar.part.end - line else "end"


def _trace(
    kind: str, anchor: str, found: list[tuple[Bar, Place]], line: float | None, ledger: Ledger, state: ViewState
) -> dict[str, Any]:
    theme = "light" if state.mode == "print" else state.theme
    ink = ledger.ink("ink")
    if kind in ("goal", "not_stated"):
        shade, written = "rgba(0,0,0,0)", ink
        edge = {"width": 2 if kind == "goal" else 1, "color": ink if kind == "goal" else ledger.ink("muted")}
    else:
        shade, written = mode_colour(theme, kind), words_on(theme, kind)
        edge = {"width": 1, "color": ledger.ink("paper")}
    marker: dict[str, Any] = {"color": shade, "line": edge}
    if kind in PATTERNS:
        hatch = ledger.ink("line") if kind == "not_stated" else faded("#ffffff", 0.45)
        marker["pattern"] = {"shape": PATTERNS[kind], "fgcolor": hatch, "bgcolor": shade, "size": 8, "solidity": 0.15}
    return {
        "type": "bar",
        "orientation": "h",
        "name": t(state.lang, "modal.goal.name") if kind == "goal" else t(state.lang, f"modal.mode.{kind}"),
        "meta": kind,
        "base": [bar.part.start for bar, _ in found],
        "x": [bar.part.share for bar, _ in found],
        "y": [place.middle for _, place in found],
        "width": [place.height for _, place in found],
        "marker": marker,
        "text": [_written(bar, anchor, line, ledger) for bar, _ in found],
        "textposition": "inside",
        "insidetextanchor": anchor,
        "textangle": 0,
        "textfont": {"size": ledger.size - 1, "color": written},
        "customdata": [bar.hover for bar, _ in found],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _written(bar: Bar, anchor: str, line: float | None, ledger: Ledger) -> str:
    """Mode and share where both have room in the narrowest picture of this size, else the share.

    Where the goal's line goes through the bar, what does not fit beside it is left to hover and the table; elsewhere
    the browser leaves out what does not fit in the bar.
    """
    crossed = anchor != "middle" and line is not None
    room = max(line - bar.part.start, bar.part.end - line) if crossed and line is not None else bar.part.share
    wide = width_of(ledger)
    pixels = room / 100 * wide - (HALO if crossed else 0)

    def fits(text: str, around: float) -> bool:
        return pixels >= len(text) * ledger.size * CHARACTER + around

    if fits(bar.text, 10):
        return bar.text
    return bar.short if not crossed or fits(bar.short, 2) else ""


def unwritten(block: Block, row: int, line: float | None, ledger: Ledger) -> list[str]:
    """The parts of a screen's bar whose share has no room in it: ``kollektivtrafik 5 %``."""
    out = []
    for bar in block.bars[row][0]:
        # As low as a screen's words are set before they are left out.
        needed = len(bar.short) * (ledger.size - 2) * SURELY + PADDING
        fits = bar.part.share / 100 * width_of(ledger) >= needed
        is_crossed = _anchor(bar, block, line) != "middle"
        if bar.part.mode != "not_stated" and not (fits and (not is_crossed or _written(bar, "end", line, ledger))):
            out.append(bar.text)
    return out


def _fitting(texts: list[str], before: float, after: float, size: float) -> tuple[str, str]:
    """The fullest of the texts that has room beside the line (px before and after it), and where it is anchored."""
    for text in texts:
        length = (len(text) + 2) * size * CHARACTER
        for anchor, room in (("right", before), ("left", after), ("center", 2 * min(before, after))):
            if length <= room:
                return text, anchor
    return texts[-1], "right" if before > after else "left"


def goal_line(ahead: Judged | None, blocks: list[Block], ledger: Ledger) -> None:
    """The leading goal's line through the surveys, with its year under each group."""
    x = at(ahead)
    if ahead is None or x is None:
        return
    lang = ledger.state.lang
    year, value = words.goal_year(lang, ahead.goal), words.goal_value(lang, ahead.goal)
    texts = [f"{year}: {words.goal_text(lang, ahead.goal)}", f"{year}: {value}", value]
    wide = width_of(ledger)
    # On a screen nothing is told on hover: what the goal is must have room.
    is_afar = ledger.state.size in SCREEN_ROOM
    size, reckoned = (SMALL, SMALL - 0.5) if is_afar else (ledger.size - 1, ledger.size)
    said, anchor = _fitting(texts, x / 100 * wide, (100 - x) / 100 * wide, reckoned)
    for block, rows in zip(blocks, ledger.places, strict=True):
        if block.line is None:
            continue
        for lanes, is_told in zip(rows, block.through, strict=True):
            if not is_told:
                continue
            # The goal is of all: it does not run through the bars of women and men.
            spot = {"xref": "x", "yref": "y", "x0": x, "x1": x, "y0": lanes[0].top - 4, "y1": lanes[0].bottom + 4}
            for width, token, dash in ((HALO, "paper", "solid"), (LINE, "ink", block.line)):
                shape = {"color": ledger.ink(token), "width": width, "dash": dash}
                ledger.shapes.append({"type": "line", "name": f"goal-{token}", **spot, "line": shape})
        foot = rows[-1][-1]
        ledger.annotations.append(
            {
                "xref": "x", "x": x, "yref": "y", "y": foot.bottom, "yanchor": "bottom", "name": "goal-year",
                "xanchor": anchor,
                "text": said if block.line == "solid" else f"{said} ≠",
                "font": {"size": size, "color": ledger.ink("ink")}, "borderpad": 0,
            }
        )  # fmt: skip
