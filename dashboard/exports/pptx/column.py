"""What stands beside a picture: key figures, and the gravest remarks that have room."""

from dashboard.exports.pptx.ink import ink
from dashboard.exports.pptx.lettering import cut
from dashboard.exports.pptx.page import Page, height
from dashboard.exports.pptx.shapes import Box, Run
from dashboard.i18n import t
from dashboard.views import KeyFigure, Shown

#: So many key figures and remarks stand on a slide at most, and the room between them (pt).
FIGURES, REMARKS, GAP = 3, 2, 12.0
TONES = {"good": "good", "bad": "bad"}

Paragraphs = list[list[Run]]


def beside(page: Page, shown: Shown, box: Box) -> None:
    """Key figures from the top, and under them the remarks that fit."""
    top, end = box.top, box.top + box.height
    for figure in shown.key[:FIGURES]:
        told = _figure(figure, box.width)
        high = height(told, box.width) + 2
        if top + high > end:
            break
        page.text(Box(box.left, top, box.width, high), told, name="Key figure")
        top += high + GAP
    remarks(page, shown, Box(box.left, top, box.width, end - top))


def remarks(page: Page, shown: Shown, box: Box) -> None:
    """The gravest remarks that fit whole under a heading; where more are left, the notes are named."""
    lang = shown.state.lang
    heading = [Run(t(lang, "slides.know"), 12, ink("muted"), bold=True)]
    more = [Run(t(lang, "slides.more_remarks"), 12, ink("muted"))]
    kept: Paragraphs = []
    for text in shown.remarks[:REMARKS]:
        tried = [*kept, [Run(text, 12, ink("ink"))]]
        if height([heading, *tried, more], box.width, 3) <= box.height:
            kept = tried
    left = len(shown.remarks) > len(kept)
    told = [heading, *kept, *([more] if left else [])] if kept else [more] if left else []
    if told and height(told, box.width, 3) <= box.height:
        page.text(Box(box.left, box.top, box.width, height(told, box.width, 3)), told, after=3, name="Remarks")


def _figure(figure: KeyFigure, room: float) -> Paragraphs:
    number, unit = figure.parts
    shade = ink(TONES.get(figure.tone, "ink"))
    value = [Run(number, 26, shade, bold=True), *([Run(f" {unit}", 14, shade)] if unit else [])]
    if not any(letter.isdigit() for letter in number):
        value = [Run(cut(number, room, 18, 2, bold=True), 18, shade, bold=True)]
    out = [[Run(figure.label, 12, ink("muted"))], value]
    return [*out, [Run(figure.context, 12, ink("ink"))]] if figure.context else out
