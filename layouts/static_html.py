"""Components as plain HTML: what a reader sees before Dash has started, and all of it where scripts are off.

What can be read is written: text, links, tables, pictures that are images. What needs a script is drawn without life:
a chart leaves its room and a field stands disabled, so that nothing moves when Dash takes over.
"""

from html import escape
from typing import Any

from dash import dcc
from dash.development.base_component import Component

#: Elements without an end tag.
VOID = {"br", "img", "hr"}
#: What stands for nothing that can be seen.
LEFT_OUT = {"Store", "Location", "Datalist"}
#: Dash's names of attributes that HTML spells otherwise. Ids are Dash's to write, but for those of ``ANCHORS``.
NAMES = {
    "className": "class",
    "hrefLang": "hreflang",
    "colSpan": "colspan",
    "rowSpan": "rowspan",
    "tabIndex": "tabindex",
}
#: Ids that links on the same page lead to; without a script they are the only way there.
ANCHORS = ("source-", "correct", "content", "coverage-")
PLAIN = {"href", "lang", "role", "scope", "src", "alt", "width", "height", "rel", "open", "download"}


def to_html(node: Any) -> str:
    """A component, a list of them, a text or nothing, as HTML. Texts and attributes are escaped."""
    if node is None:
        return ""
    if isinstance(node, list | tuple):
        return "".join(map(to_html, node))
    if not isinstance(node, Component):
        return escape(str(node))
    kind = type(node).__name__
    if kind in LEFT_OUT:
        return ""
    if isinstance(node, dcc.Graph):
        return _element("div", {"style": f"height:{node.style['height']}"}, "")
    if kind in FIELDS:
        return FIELDS[kind](node)
    tag = {"Link": "a"}.get(kind, kind.lower())
    return _element(tag, _attributes(node), to_html(getattr(node, "children", None)))


def _attributes(node: Component) -> dict[str, str]:
    out: dict[str, str] = {}
    if type(node).__name__ == "Table":
        out["class"] = f"table {getattr(node, 'className', '') or ''}".strip()
    for name, value in node.to_plotly_json()["props"].items():
        if value is None or name == "children":
            continue
        if name in NAMES:
            out.setdefault(NAMES[name], str(value))
        elif name in PLAIN or name.startswith(("data-", "aria-")) or (name == "id" and str(value).startswith(ANCHORS)):
            out[name] = str(value)
    # An id that other elements name would be missing; the names are then missing too.
    out.pop("aria-labelledby", None)
    return out


def _element(tag: str, attributes: dict[str, str], inside: str) -> str:
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>" if tag in VOID else f"<{tag}{written}>{inside}</{tag}>"


def _input(node: Component) -> str:
    text = getattr(node, "placeholder", None) or ""
    return _element("div", {"class": "form-control ok-muted", "aria-hidden": "true"}, escape(text))


def _select(node: Component) -> str:
    chosen = next((one["label"] for one in node.options if one["value"] == node.value), "")
    return _element("div", {"class": "form-select", "aria-hidden": "true"}, escape(chosen))


def _radio_items(node: Component) -> str:
    def one(option: dict[str, Any]) -> str:
        checked = " ok-checked" if option["value"] == node.value else ""
        label = _element("span", {"class": f"form-check-label{checked}"}, escape(option["label"]))
        return _element("div", {"class": "form-check form-check-inline"}, label)

    return _element("div", {"class": node.className, "aria-hidden": "true"}, "".join(map(one, node.options)))


def _button(node: Component) -> str:
    return _element("span", {"class": f"{node.className} ok-waits", "aria-hidden": "true"}, to_html(node.children))


FIELDS = {"Input": _input, "Select": _select, "RadioItems": _radio_items, "Button": _button}
