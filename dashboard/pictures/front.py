"""Ask for a picture: from the shelf, else drawn now. The one door for routes, files and publishing."""

import hashlib
from collections.abc import Callable
from html import escape
from typing import Literal

import brotli

from dashboard.pictures import client, orders, shelf
from dashboard.pictures.edition import edition
from dashboard.pictures.orders import Format, Order
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.tally import count
from dashboard.views import build

Kind = Literal["still", "file", "card"]
#: Fields of a state that no picture of its kind depends on.
DEFAULT = ViewState()
Draw = Callable[[Order], bytes]


class NothingToDraw(LookupError):
    """The view has no data in this state, and so no picture."""


def available() -> bool:
    """Whether pictures can be drawn here at all: there is something to draw with, and the last tries did not fail."""
    return client.here() and not client.gave_up()


def picture(
    kind: Kind, form: Format, view: str, state: ViewState, tables: Tables, *, draw: Draw = client.draw
) -> bytes:
    """A picture of a view: an SVG as brotli, a PNG as it is.

    Raises ``NothingToDraw`` for a view without data, and what ``draw`` raises: ``client.Busy`` or
    ``client.NoPictures`` when it cannot be drawn now or here.
    """
    name = name_of(kind, form, view, state, tables)
    if (kept := shelf.read(name)) is not None:
        count("pictures", "kept")
        return kept
    made = draw(order_of(kind, form, view, state, tables, draw))
    if form == "svg":
        finding = build(view, _looked_at(kind, state), tables).summary if kind == "file" else ""
        made = packed(titled(made, finding))
    shelf.write(name, made)
    count("pictures", "drawn")
    return made


def titled(svg: bytes, finding: str) -> bytes:
    """An SVG that tells its finding to whoever cannot see it; without one, as it is."""
    head, end, rest = svg.partition(b">")
    if not finding or not end:
        return svg
    return head + b' role="img"' + end + f"<title>{escape(finding)}</title>".encode() + rest


def packed(svg: bytes) -> bytes:
    """An SVG as it is kept and sent: a tenth of its size."""
    return bytes(brotli.compress(svg, quality=9))


def unpacked(content: bytes) -> bytes:
    """The SVG itself again."""
    return bytes(brotli.decompress(content))


def order_of(kind: Kind, form: Format, view: str, state: ViewState, tables: Tables, draw: Draw) -> Order:
    """What is to be drawn for a picture; a card needs the bare picture first."""
    mode = "page" if kind == "file" else "embed"
    shown = build(view, _looked_at(kind, state).but(mode=mode), tables)
    if kind == "card":
        drawing = None
        if shown.figure is not None:
            drawing = unpacked(picture("still", "svg", view, shown.state, tables, draw=draw))
        return orders.card(shown, tables, drawing)
    if shown.figure is None:
        raise NothingToDraw(view)
    return orders.still(shown) if kind == "still" else orders.file(shown, tables, form)


def name_of(kind: Kind, form: Format, view: str, state: ViewState, tables: Tables) -> str:
    """The picture's name on the shelf: the same for the same data, code and state, and for no other."""
    looked_at = _looked_at(kind, state)
    asked = f"{looked_at.lang}?{looked_at.to_query()}"
    digest = hashlib.sha256(asked.encode()).hexdigest()[:20]
    return f"{edition(tables)}/{kind}-{view}-{digest}.{form}"


def _looked_at(kind: Kind, state: ViewState) -> ViewState:
    """The state less what makes no difference: the release is in the edition, and only bare pictures come in sizes."""
    theme = "dark" if state.theme == "dark" else "light"
    size = "narrow" if kind == "still" and state.size == "narrow" else "wide"
    return state.but(theme=theme, size=size, release="", mode="page")
