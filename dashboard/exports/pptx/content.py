"""A view's slide: its finding, its picture in the form that can be edited best, and what must stand beside it."""

import math
from dataclasses import replace

from dashboard.exports.bundle import Bundle
from dashboard.exports.pptx import column, words
from dashboard.exports.pptx.chart import chart
from dashboard.exports.pptx.ink import ink
from dashboard.exports.pptx.page import END_OF_TEXT, MARGIN, ROOM, WIDTH, Page, height
from dashboard.exports.pptx.picture import drawn
from dashboard.exports.pptx.shapes import Box, Run, group
from dashboard.exports.pptx.tables import table
from dashboard.i18n import t
from dashboard.views import SCREEN_ROOM, Chart, Shown, build, charts_of

#: Views that are a table where they are of one municipality, and the columns that a slide has room for.
TABLES = {"goals": ("text", "target_year", "boundary", "verdict", "detail")}
#: How wide one chart is, and the room beside it (pt).
CHART, GAP = 600.0, 24.0


def slide(page: Page, shown: Shown, bundle: Bundle) -> None:
    """The whole slide."""
    lang = bundle.state.lang
    words.band(page, bundle)
    words.head(page, words.kicker(shown, bundle))
    top = page.title(shown.summary) + 8
    if shown.status == "ready":
        _body(page, shown, bundle, Box(MARGIN, top, ROOM, END_OF_TEXT - top))
    words.foot(page, bundle, words.cited(shown, lang))
    page.notes(words.notes(shown, bundle))


def _body(page: Page, shown: Shown, bundle: Bundle, box: Box) -> None:
    charts = charts_of(shown)
    if len(charts) > 1:
        _several(page, charts, shown, bundle, box)
    elif charts:
        said = t(bundle.state.lang, "slides.alt_chart", name="", text=words.alt(shown, bundle)).replace(":  ", ": ")
        wide = CHART if shown.key or shown.remarks else box.width
        chart(page, charts[0], Box(box.left, box.top, wide, box.height), alt=said)
        _beside(page, shown, box, wide)
    elif shown.view in TABLES and bundle.state.city is not None:
        said = t(bundle.state.lang, "slides.alt_table", text=words.alt(shown, bundle))
        room = Box(box.left, box.top, box.width, box.height - 44)
        end = table(page, shown.table, bundle.state.lang, room, columns=TABLES[shown.view], alt=said)
        column.remarks(page, shown, Box(box.left, end + 10, box.width, box.top + box.height - end - 10))
    else:
        _picture(page, shown, bundle, box)


def _beside(page: Page, shown: Shown, box: Box, used: float) -> None:
    left = box.left + used + GAP
    column.beside(page, shown, Box(left, box.top + 6, WIDTH - MARGIN - left, box.height - 6))


def _several(page: Page, charts: list[Chart], shown: Shown, bundle: Bundle, box: Box) -> None:
    """Charts side by side, under names that they share; per person or by index on one scale, totals each on its own."""
    lang = bundle.state.lang
    percent = charts[0].percent
    shared = shown.view == "sectors" and bundle.state.measure != "total"
    names = dict.fromkeys((series.name, series.colour) for one in charts for series in one.series)
    key = [
        run
        for name, shade in names
        for run in (Run("■ ", 12, shade.removeprefix("#").upper()), Run(f"{name}   ", 12, ink("ink")))
    ]
    unit = charts[0].y_title if shared or percent else t(lang, "slides.own_scale", unit=charts[0].y_title)
    told = [[Run(unit, 12, ink("muted"))], key]
    high = height(told, box.width) + 6
    page.text(Box(box.left, box.top, box.width, high), told, name="Legend")
    across = min(3, len(charts))
    down = math.ceil(len(charts) / across)
    wide = (box.width - (across - 1) * 12) / across
    tall = (box.height - high - (down - 1) * 8) / down
    top = _top(charts) if shared else 0.0
    for at, one in enumerate(charts):
        about = ", ".join(part for part in (one.title, one.x_title) if part)
        said = t(lang, "slides.alt_chart", name=about, text=words.alt(shown, bundle))
        # In two rows there is no room for a sentence under each.
        one = replace(one, x_title=one.x_title if down == 1 else "")
        place = Box(box.left + at % across * (wide + 12), box.top + high + at // across * (tall + 8), wide, tall)
        chart(page, one, place, alt=said, top=top, small=True)


def _top(charts: list[Chart]) -> float:
    """A round end of the value axis above all charts' columns."""
    sums = [
        sum(one.y[at] or 0.0 for one in each.series) if each.stacked else max(one.y[at] or 0.0 for one in each.series)
        for each in charts
        for at in range(len(each.series[0].x))
    ]
    highest = max(sums, default=1.0) or 1.0
    step = 10.0 ** math.floor(math.log10(highest)) / 2
    return float(math.ceil(highest / step) * step)


def _picture(page: Page, shown: Shown, bundle: Bundle, box: Box) -> None:
    """The picture as a screen draws it, whose words are placed for just this room, as shapes in one group."""
    afar = build(shown.view, bundle.state.but(size="landscape", mode="screen", theme="light"), bundle.tables)
    figure = afar.figure
    if figure is None:
        return
    wide, high = SCREEN_ROOM["landscape"]
    pen = page.pen()
    room = (float(wide), float(figure["layout"].get("height", high)))
    # A low picture would else grow until nothing had room beside it.
    limits = Box(box.left, box.top, min(box.width, 560.0), box.height)
    shapes, used = drawn(figure, room, limits, pen)
    said = t(bundle.state.lang, "slides.alt_picture", text=words.alt(shown, bundle))
    page.add(group(pen, used, shapes, name="Picture", alt=said))
    _beside(page, shown, box, used.width)
