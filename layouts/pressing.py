"""What never changes on a page, pressed to one component a piece: a table's thousand cells are a thousand components to
Dash, which takes seconds to set them up and tens of seconds to change them. The browser unfolds each piece
(assets/pressed.js). A chart's figure is written as JSON at once, and not number by number when the page is.
"""

from typing import Any

import orjson
from dash import dcc, html
from dash.development.base_component import Component

from layouts.static_html import to_html

OPTIONS = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS
#: The mark of a piece that holds nothing live: no chart, no field, nothing that a callback knows.
STILL = {"data-piece": ""}
#: What a component has once it has been looked at: it need not be again.
DONE = "ok_pressed"
#: What a pressed piece carries for the browser to unfold.
PRESSED = "data-html"


def pressed(node: Any) -> Any:
    """The components with every piece that is marked :data:`STILL` as a single one; what is given is left as it was."""
    if isinstance(node, list | tuple):
        return [pressed(one) for one in node]
    if not isinstance(node, Component) or hasattr(node, DONE):
        return node
    made = _chart(node) if isinstance(node, dcc.Graph) else _pressed(node)
    setattr(made, DONE, True)
    return made


def _chart(node: dcc.Graph) -> dcc.Graph:
    props = {name: value for name, value in node.to_plotly_json()["props"].items() if value is not None}
    return dcc.Graph(**{**props, "figure": orjson.Fragment(figure_json(node.figure))})


def figure_json(figure: Any) -> bytes:
    """A view's figure as JSON. It is plain already (:class:`dashboard.views.drawing.Drawing`), so that nobody needs to
    look for arrays and dates in it first, which takes ten times as long as writing it."""
    return orjson.dumps(figure, option=OPTIONS)


def written(node: Any) -> orjson.Fragment:
    """Components as the JSON that Dash would make of them, to be kept and sent again."""
    return orjson.Fragment(orjson.dumps(node, default=_inside, option=OPTIONS))


def _inside(node: Any) -> Any:
    if isinstance(node, Component):
        return node.to_plotly_json()
    raise TypeError(f"no JSON is made of {type(node).__name__}")


def _pressed(node: Component) -> Component:
    props = {name: value for name, value in node.to_plotly_json()["props"].items() if value is not None}
    inside = props.pop("children", None)
    if "data-piece" in props:
        return type(node)(**props, **{PRESSED: to_html(inside, own=True)})
    below = pressed(inside)
    return type(node)(**props, **({} if below is None else {"children": below}))


def unpressed(node: html.Div) -> str:
    """The HTML that a pressed piece carries."""
    return str(node.to_plotly_json()["props"][PRESSED])
