"""A slide to write on: where things stand, words in the house's font, and what whoever cannot see a picture is told.

Lengths are points: a slide is 960 wide and 540 high.
"""

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Pt

from dashboard.exports.pptx.ink import ink
from dashboard.exports.pptx.lettering import FONT, LINE, fitted, height_of
from dashboard.exports.pptx.shapes import Box, Paint, Pen, Run, form, group

WIDTH, HEIGHT, MARGIN = 960.0, 540.0, 40.0
ROOM = WIDTH - 2 * MARGIN
#: Where a slide's parts begin: the line above the title, the title, the foot.
KICKER, TITLE, FOOT = 30.0, 50.0, 490.0
#: Where words end that leave the foot its room.
END_OF_TEXT = FOOT - 12
#: Sizes of a finding with the lines that each may take; the least, and what is too long even then is cut.
TITLES = ((28.0, 1), (24.0, 2), (20.0, 3), (18.0, 3), (16.0, 3), (14.0, 3))
#: A language as Office names it.
LANGS = {"sv": "sv-SE", "en": "en-GB"}
ALIGNS = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}


class Page:
    """A slide being written."""

    def __init__(self, slide: Any, lang: str) -> None:
        self.slide, self.lang = slide, LANGS[lang]

    def title(
        self, text: str, *, top: float = TITLE, forms: tuple[tuple[float, int], ...] = TITLES, room: float = ROOM
    ) -> float:
        """The title in the slide's own placeholder, so that an outline has it; where it ends."""
        said, size = fitted(text, room, forms, bold=True)
        high = height_of(said, room, size, bold=True) + 4
        place = self.slide.shapes.title
        self._place(place, Box(MARGIN, top, room, high))
        self.fill(place.text_frame, [[Run(said, size, ink("ink"), bold=True)]])
        return top + high

    def text(
        self, box: Box, paragraphs: Sequence[Sequence[Run]], *, align: str = "left", name: str = "", after: float = 0.0,
        ground: str = "", anchor: str = "top",
    ) -> Any:  # fmt: skip
        """A box of words; ``after`` is the room after each paragraph, ``ground`` its colour."""
        shape = self.slide.shapes.add_textbox(*(Pt(part) for part in (box.left, box.top, box.width, box.height)))
        if name:
            shape.name = name
        if ground:
            shape.fill.solid()
            shape.fill.fore_color.rgb = RGBColor.from_string(ground)
        self.fill(shape.text_frame, paragraphs, align=align, after=after, anchor=anchor)
        return shape

    def fill(
        self, frame: Any, paragraphs: Sequence[Sequence[Run]], *, align: str = "left", after: float = 0.0,
        anchor: str = "top", pad: float = 0.0,
    ) -> None:  # fmt: skip
        """Words in a frame of text, in place of what stood there."""
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if anchor == "middle" else MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = Pt(pad)
        frame.margin_top = frame.margin_bottom = Pt(pad / 2)
        for at, runs in enumerate(paragraphs):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.alignment, paragraph.space_after, paragraph.space_before = ALIGNS[align], Pt(after), Pt(0)
            paragraph.line_spacing = 1.0
            for run in runs:
                self._run(paragraph.add_run(), run)

    def _run(self, made: Any, run: Run) -> None:
        made.text = run.text
        font = made.font
        font.name, font.size, font.bold = FONT, Pt(run.size), run.bold
        if run.href:
            made.hyperlink.address = run.href
        else:
            font.color.rgb = RGBColor.from_string(run.shade)
        font._element.set("lang", self.lang)

    def number(self, box: Box) -> None:
        """The slide's number, which the program counts."""
        shape = self.text(box, [[Run("", 10, ink("muted"))]], align="right", name="Number")
        paragraph = shape.text_frame.paragraphs[0]._p
        for run in paragraph.findall("{*}r"):
            paragraph.remove(run)
        number = self.slide.part.package.presentation_part.presentation.slides.index(self.slide) + 1
        paragraph.append(
            parse_xml(
                '<a:fld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" type="slidenum" '
                'id="{0B5C6300-0000-4000-8000-000000000001}">'
                f'<a:rPr lang="{self.lang}" sz="1000"><a:solidFill><a:srgbClr val="{ink("muted")}"/></a:solidFill>'
                f'<a:latin typeface="{FONT}"/></a:rPr><a:t>{number}</a:t></a:fld>'
            )
        )

    def rule(self, top: float) -> None:
        """A thin line across the slide."""
        self.forms([Box(MARGIN, top, ROOM, 0.75)], Paint(ink("line")), name="Line", alt="")

    def forms(self, boxes: Sequence[Box], paint: Paint, *, name: str, alt: str) -> None:
        """Rectangles in one group; without words about it, it is decoration."""
        pen = self.pen()
        whole = _around(boxes)
        self.add(group(pen, whole, [form(pen, "rect", box, paint) for box in boxes], name=name, alt=alt))

    def pen(self) -> Pen:
        """A pen whose ids follow the slide's."""
        return Pen(
            max((int(value) for value in self.slide.shapes._spTree.xpath("//p:cNvPr/@id")), default=1) + 1, self.lang
        )

    def add(self, shape: str) -> None:
        """A shape as the file writes it, on top of the others."""
        self.slide.shapes._spTree.append(parse_xml(shape))

    def notes(self, text: str) -> None:
        """What is told beside the slide."""
        frame = self.slide.notes_slide.notes_text_frame
        frame.text = text
        for run in frame._txBody.iter("{*}rPr"):
            run.set("lang", self.lang)

    def _place(self, shape: Any, box: Box) -> None:
        shape.left, shape.top, shape.width, shape.height = (
            Pt(part) for part in (box.left, box.top, box.width, box.height)
        )


def described(frame: Any, name: str, alt: str) -> None:
    """A chart's or a table's name, and in words what it shows."""
    frame.name = name
    frame._element.xpath(".//p:cNvPr")[0].set("descr", alt)


def height(paragraphs: Sequence[Sequence[Run]], room: float, after: float = 0.0) -> float:
    """How high paragraphs of one look each stand in so wide a room."""
    high = 0.0
    for runs in paragraphs:
        size = max((run.size for run in runs), default=12.0)
        bold = any(run.bold for run in runs)
        high += height_of("".join(run.text for run in runs), room, size, bold=bold) + after
    return high if paragraphs else LINE


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.left + box.width for box in boxes), max(box.top + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)
