"""Several places in the picture of view ``trajectory``: each one's course in a colour of its own."""

from typing import Any

from dashboard.theme import city_colour
from dashboard.views.base import spread
from dashboard.views.trajectory.canvas import Canvas


def several(canvas: Canvas, rows: list[Any]) -> None:
    """Each place's measured course in a colour of its own, named where it ends."""
    ends = []
    slugs = {row.name: row.slug for row in rows}
    for name, slug in slugs.items():
        own = [row for row in rows if row.name == name and row.series == "measured"]
        shade = city_colour(canvas.state.theme, canvas.state.place(slug))
        canvas.add(
            [(row.year, row.value) for row in own],
            mode="lines+markers",
            name=name,
            line={"color": shade, "width": 2},
            marker={"size": 8},
            customdata=[[canvas.words(row)] for row in own],
            hovertemplate=f"<b>{name}</b> %{{x}}<br>%{{customdata[0]}}<extra></extra>",
        )
        if own:
            ends.append((name, shade, own[-1]))
    places = spread([canvas.y(row.value) for _, _, row in ends], least=canvas.top * 0.05, low=0, high=canvas.top)
    for (name, shade, row), height in zip(ends, places, strict=True):
        canvas.note(row.year, height * canvas.divisor, name, xanchor="left", xshift=8, font=canvas.lettered(shade))
        canvas.beside.append(name)
