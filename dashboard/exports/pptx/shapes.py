"""Shapes as PresentationML: what a picture is drawn with, quicker than the library's own builders. Lengths are points.

Every function gives one ``p:sp`` as text; :class:`Pen` hands out the ids that a slide's shapes must not share.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from dashboard.exports.pptx.lettering import FONT

EMU = 12700
#: Plotly's dashes as Office calls them; other patterns are told apart by the length of their first stroke.
_DASHES = {"solid": "", "dot": "sysDot", "dash": "dash", "longdash": "lgDash", "dashdot": "dashDot"}
_SHORT = 3.0


@dataclass(frozen=True)
class Paint:
    """A shape's fill and outline: colour (six digits) with opacity; ``pattern`` hatches the fill in the line's ink."""

    fill: str = ""
    opacity: float = 1.0
    line: str = ""
    line_opacity: float = 1.0
    width: float = 0.0
    dash: str = "solid"
    pattern: str = ""


@dataclass(frozen=True)
class Box:
    """A place on the slide."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Run:
    """Words in one look."""

    text: str
    size: float = 12.0
    shade: str = "16262E"
    bold: bool = False
    href: str = ""


class Pen:
    """Ids for shapes, from a first one on, and the language of their words."""

    def __init__(self, first: int, lang: str) -> None:
        self.next, self.lang = first, lang

    def named(self, kind: str) -> str:
        """The attributes of the next shape."""
        self.next += 1
        return f'id="{self.next - 1}" name="{kind} {self.next - 1}"'


def emu(length: float) -> int:
    """Points in the file's unit."""
    return round(length * EMU)


def fill(paint: Paint) -> str:
    """The fill of a paint."""
    if paint.pattern:
        return (
            f'<a:pattFill prst="{paint.pattern}"><a:fgClr>{_colour(paint.line, paint.line_opacity)}</a:fgClr>'
            f"<a:bgClr>{_colour(paint.fill or 'FFFFFF', 1.0)}</a:bgClr></a:pattFill>"
        )
    if not paint.fill or paint.opacity <= 0:
        return "<a:noFill/>"
    return f"<a:solidFill>{_colour(paint.fill, paint.opacity)}</a:solidFill>"


def outline(paint: Paint) -> str:
    """The line of a paint."""
    if not paint.line or paint.width <= 0 or paint.line_opacity <= 0:
        return "<a:ln><a:noFill/></a:ln>"
    shade = f"<a:solidFill>{_colour(paint.line, paint.line_opacity)}</a:solidFill>"
    return f'<a:ln w="{emu(paint.width)}">{shade}{_dash(paint.dash)}<a:round/></a:ln>'


def _dash(dash: str) -> str:
    if dash.endswith("px"):
        first = float(dash.split(",")[0].removesuffix("px"))
        kind = "sysDot" if first < _SHORT else "sysDash"
    else:
        kind = _DASHES.get(dash, "")
    return f'<a:prstDash val="{kind}"/>' if kind else ""


def _colour(shade: str, opacity: float) -> str:
    alpha = f'<a:alpha val="{round(opacity * 100000)}"/>' if opacity < 1 else ""
    return f'<a:srgbClr val="{shade}">{alpha}</a:srgbClr>'


def form(pen: Pen, kind: str, box: Box, paint: Paint, *, turned: float = 0.0) -> str:
    """A form of Office's own (``rect``, ``ellipse``, ``diamond``), turned by so many degrees."""
    geometry = f'<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>'
    return _shape(pen, "Form", box, geometry + fill(paint) + outline(paint), turned=turned)


def freeform(pen: Pen, parts: Sequence[Sequence[tuple[float, float]]], paint: Paint, *, closed: bool) -> str:
    """One shape of several lines or areas; nothing where none has two points."""
    parts = [part for part in parts if len(part) > 1]
    if not parts:
        return ""
    xs = [x for part in parts for x, _ in part]
    ys = [y for part in parts for _, y in part]
    left, top = min(xs), min(ys)
    box = Box(left, top, max(xs) - left, max(ys) - top)
    steps = []
    for part in parts:
        for at, (x, y) in enumerate(part):
            verb = "lnTo" if at else "moveTo"
            steps.append(f'<a:{verb}><a:pt x="{emu(x - left)}" y="{emu(y - top)}"/></a:{verb}>')
        if closed:
            steps.append("<a:close/>")
    hollow = "" if closed else ' fill="none"'
    path = f'<a:path w="{max(emu(box.width), 1)}" h="{max(emu(box.height), 1)}"{hollow}>{"".join(steps)}</a:path>'
    rect = '<a:rect l="0" t="0" r="r" b="b"/>'
    geometry = f"<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>{rect}<a:pathLst>{path}</a:pathLst></a:custGeom>"
    return _shape(pen, "Freeform", box, geometry + fill(paint) + outline(paint))


def words(
    pen: Pen, box: Box, lines: Sequence[Sequence[Run]], *, align: str, pitch: float, paint: Paint, turned: float = 0.0
) -> str:
    """Lines of words that keep to their breaks, ``pitch`` apart, in the middle of their box's height."""
    aligned = {"left": "l", "center": "ctr", "right": "r"}[align]
    spacing = f'<a:lnSpc><a:spcPts val="{round(pitch * 100)}"/></a:lnSpc>'
    told = "".join(
        f'<a:p><a:pPr algn="{aligned}">{spacing}</a:pPr>{"".join(_run(pen, run) for run in line)}</a:p>'
        for line in lines
    )
    body = (
        '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
    )
    geometry = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' + fill(paint) + outline(paint)
    return _shape(pen, "Text", box, geometry, text=f"<p:txBody>{body}{told}</p:txBody>", turned=turned)


def _run(pen: Pen, run: Run) -> str:
    bold = ' b="1"' if run.bold else ""
    look = f'<a:solidFill><a:srgbClr val="{run.shade}"/></a:solidFill><a:latin typeface="{FONT}"/>'
    properties = f'<a:rPr lang="{pen.lang}" sz="{round(run.size * 100)}"{bold}>{look}</a:rPr>'
    return f"<a:r>{properties}<a:t>{escape(run.text)}</a:t></a:r>"


def _shape(pen: Pen, kind: str, box: Box, inside: str, *, text: str = "", turned: float = 0.0) -> str:
    turn = f' rot="{round(turned * 60000)}"' if turned else ""
    place = f'<a:off x="{emu(box.left)}" y="{emu(box.top)}"/><a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/>'
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr {pen.named(kind)}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr><a:xfrm{turn}>{place}</a:xfrm>{inside}</p:spPr>{text}</p:sp>"
    )


def group(pen: Pen, box: Box, inside: Sequence[str], *, name: str, alt: str) -> str:
    """The shapes as one, with what it shows in words."""
    place = f'x="{emu(box.left)}" y="{emu(box.top)}"'
    size = f'cx="{emu(box.width)}" cy="{emu(box.height)}"'
    number = pen.next
    pen.next += 1
    spaces = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    return (
        f'<p:grpSp {spaces}><p:nvGrpSpPr><p:cNvPr id="{number}" name={quoteattr(name)} descr={quoteattr(alt)}/>'
        "<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>"
        f"<a:off {place}/><a:ext {size}/><a:chOff {place}/><a:chExt {size}/></a:xfrm></p:grpSpPr>"
        f"{''.join(inside)}</p:grpSp>"
    )
