"""The first slide, that says whose and when, and the last, that says how and on what terms."""

import segno

from dashboard.exports.bundle import Bundle
from dashboard.exports.pptx import words
from dashboard.exports.pptx.ink import ink
from dashboard.exports.pptx.lettering import cut
from dashboard.exports.pptx.page import END_OF_TEXT, MARGIN, ROOM, Page, height
from dashboard.exports.pptx.shapes import Box, Paint, Pen, Run, freeform, group
from dashboard.i18n import t
from dashboard.views import Shown
from dashboard.views.places import place_of

#: The side of the code that leads a phone to the same state, and its quiet edge in modules.
CODE, QUIET = 190.0, 3


def first(page: Page, bundle: Bundle) -> None:
    """Who and what, the data's date, and the way to the same on a phone."""
    lang = bundle.state.lang
    words.band(page, bundle)
    words.head(page, t(lang, "product"))
    room = ROOM - CODE - 40
    top = page.title(place_of(bundle.state, bundle.tables), top=130, forms=((40, 1), (32, 2), (26, 3)), room=room)
    told = [
        [Run(" · ".join(words.named(one, bundle) for one in bundle.views if one.status == "ready"), 16, ink("ink"))],
        [Run(t(lang, "slides.what"), 14, ink("muted"))],
        [Run(words.released(bundle), 14, ink("muted"))],
    ]
    page.text(Box(MARGIN, top + 16, room, height(told, room, 10)), told, after=10, name="About")
    left = MARGIN + ROOM - CODE
    _code(page, Box(left, 130, CODE, CODE), bundle)
    said = [[Run(t(lang, "slides.code"), 12, ink("muted"))]]
    page.text(Box(left, 130 + CODE + 4, CODE, 30), said, align="center", name="Code")
    words.foot(page, bundle, "")
    page.notes("\n\n".join(words.general(bundle)))


def last(page: Page, bundle: Bundle) -> None:
    """Method and terms in brief, and why views are left out."""
    lang = bundle.state.lang
    words.band(page, bundle)
    words.head(page, t(lang, "product"))
    top = page.title(t(lang, "slides.last")) + 14
    told = [[Run(text, 14, ink("ink"))] for text in words.method(bundle)]
    told += [[Run(words.released(bundle), 14, ink("ink"))]]
    high = height(told, ROOM, 10)
    page.text(Box(MARGIN, top, ROOM, high), told, after=10, name="Method")
    left = [one for one in bundle.views if one.status != "ready"]
    if left:
        _left_out(page, bundle, left, top + high + 12)
    words.foot(page, bundle, "")
    page.notes("\n\n".join([*words.general(bundle), *(f"{words.named(one, bundle)}: {one.summary}" for one in left)]))


def _left_out(page: Page, bundle: Bundle, left: list[Shown], top: float) -> None:
    heading = [Run(t(bundle.state.lang, "slides.missing"), 14, ink("accent"), bold=True)]
    told = [heading, *([Run(cut(f"{words.named(one, bundle)}: {one.summary}", ROOM, 12, 2), 12)] for one in left)]
    while len(told) > 1 and top + height(told, ROOM, 3) > END_OF_TEXT:
        told.pop()
    page.text(Box(MARGIN, top, ROOM, height(told, ROOM, 3)), told, after=3, name="Left out")


def _code(page: Page, box: Box, bundle: Bundle) -> None:
    """The code as one shape, so that it stays sharp at any size."""
    rows = [list(row) for row in segno.make(bundle.address, error="m", micro=False).matrix]
    step = box.width / (len(rows) + 2 * QUIET)
    squares = []
    for down, row in enumerate(rows):
        across = 0
        while across < len(row):
            end = across
            while end < len(row) and row[end]:
                end += 1
            if end > across:
                x0, x1 = (box.left + (QUIET + at) * step for at in (across, end))
                y0, y1 = (box.top + (QUIET + at) * step for at in (down, down + 1))
                squares.append([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
            across = end + 1
    pen: Pen = page.pen()
    said = t(bundle.state.lang, "slides.alt_code", address=bundle.address)
    page.add(group(pen, box, [freeform(pen, squares, Paint("000000"), closed=True)], name="QR", alt=said))
