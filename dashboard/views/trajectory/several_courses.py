"""The courses of several places: lines, points and scenarios, each city's in its colour and references' in grey."""

from dataclasses import dataclass
from typing import Any

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import city_colour, faded
from dashboard.views import emissions_frame as shared
from dashboard.views.trajectory.canvas import Canvas
from dashboard.views.trajectory.several_rows import BEFORE, Together

#: How the lines of references are broken, so that they can be told apart without colour.
DASHES = {"county": "dot", "group": "dash", "nation": "longdash"}
#: How a scenario's line is broken.
AHEAD = "dashdot"


@dataclass(frozen=True)
class Course:
    """A place's rows that are drawn, with their place on the axis, and its colour."""

    slug: str
    name: str
    shade: str
    points: list[tuple[float, Any]]
    #: Whether the axis counts from the first contract.
    aligned: bool = False

    @property
    def reference(self) -> str:
        """Which reference it is; empty for a city."""
        return self.slug.removeprefix(shared.REFERENCE) if shared.is_reference(self.slug) else ""

    def of(self, *kinds: str) -> list[tuple[float, Any]]:
        """The points of some kinds of rows."""
        return [(x, row) for x, row in self.points if row.series in kinds]

    @property
    def end(self) -> tuple[float, Any] | None:
        """Where the course ends, a scenario included."""
        return max(self.of("measured", "scenario"), key=lambda spot: spot[0], default=None)


def courses(rows: list[Any], held: Together, canvas: Canvas) -> list[Course]:
    """A course a place that has been revealed, in the picture's order."""
    out = []
    for slug, name in held.places:
        own = [(held.x(slug, row.year), row) for row in rows if row.slug == slug and row.value == row.value]
        own = [(x, row) for x, row in own if not held.laps or x >= -BEFORE]
        if own:
            out.append(Course(slug, name, _shade(slug, canvas), own, bool(held.laps)))
    return out


def _shade(slug: str, canvas: Canvas) -> str:
    if shared.is_reference(slug):
        return canvas.ink("ink" if slug.endswith("nation") else "muted")
    return city_colour(canvas.state.theme, canvas.state.place(slug))


def label(course: Course, state: ViewState) -> str:
    """What a course is called where it ends."""
    return t(state.lang, f"several.short.{course.reference}") if course.reference else course.name


def traces(course: Course, canvas: Canvas, axis: str = "", *, small: bool = False) -> list[dict[str, Any]]:
    """The course's traces on an axis (``2`` is the second panel's); ``small`` in panels."""
    on = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"} if axis else {}
    measured = sorted(course.of("measured"), key=lambda spot: spot[0])
    out = []
    if course.reference:
        line = {"color": course.shade, "width": 1.2 if small else 1.8, "dash": DASHES[course.reference]}
        out.append(_trace(course, canvas, measured, on, mode="lines", line=line))
    else:
        # What came before year nought is there to be compared with, and stands back.
        before = [spot for spot in measured if spot[0] <= 0] if course.aligned else []
        after = [spot for spot in measured if spot[0] >= 0] if course.aligned else measured
        if len(before) > 1:
            quiet = {"color": faded(course.shade, 0.55), "width": 1.2}
            marker = {"size": 5, "color": course.shade}
            out.append(_trace(course, canvas, before, on, mode="lines+markers", line=quiet, marker=marker))
        line, size = {"color": course.shade, "width": 2}, 6 if small or canvas.narrow else 8
        marker = {"size": size, "color": course.shade}
        out.append(_trace(course, canvas, after, on, mode="lines+markers", line=line, marker=marker))
    guessed = course.of("estimated")
    if guessed:
        # Hollow and never joined, as if measured.
        look = {"size": 8, "color": canvas.ink("paper"), "line": {"color": course.shade, "width": 1.5}}
        out.append(_trace(course, canvas, guessed, on, mode="markers", marker=look))
    ahead = course.of("scenario")
    if ahead:
        line = {"color": faded(course.shade, 0.75), "width": 1.8, "dash": AHEAD}
        name = t(canvas.state.lang, "several.scenario", name=course.name)
        out.append(_trace(course, canvas, ahead, on, mode="lines", line=line, name=name))
    return out


def _trace(
    course: Course, canvas: Canvas, spots: list[tuple[float, Any]], on: dict[str, str], **look: Any
) -> dict[str, Any]:
    name = look.pop("name", course.name)
    return {
        "type": "scatter", "x": [x for x, _ in spots], "y": [canvas.y(row.value) for _, row in spots], "name": name,
        "customdata": [[canvas.words(row), int(row.year)] for _, row in spots],
        "hovertemplate": f"<b>{name}</b> %{{customdata[1]}}<br>%{{customdata[0]}}<extra></extra>", **on, **look,
    }  # fmt: skip
