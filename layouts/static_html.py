"""Components as plain HTML: what a reader sees before Dash has started, and all of it where scripts are off.

What can be read is written: text, links, tables, pictures that are images. What needs a script is drawn without life:
a chart leaves its room and a field stands disabled, so that nothing moves when Dash takes over. A form that the server
answers needs no script: its fields are written as they are.
"""

from html import escape
from typing import Any

from dash import dcc
from dash.development.base_component import Component

#: Elements without an end tag.
VOID = {"br", "img", "hr", "input"}
#: What stands for nothing that can be seen.
LEFT_OUT = {"Store", "Location", "Datalist"}
#: Dash's names of attributes that HTML spells otherwise. Ids are Dash's to write, but for those of ``ANCHORS``.
NAMES = {
    "className": "class",
    "hrefLang": "hreflang",
    "colSpan": "colspan",
    "rowSpan": "rowspan",
    "tabIndex": "tabindex",
    "htmlFor": "for",
    "encType": "enctype",
}
#: Ids that links on the same page lead to; without a script they are the only way there.
ANCHORS = (
    "source-", "correct", "content", "coverage-", "view-", "share-", "setup-", "compare-", "peers", "differences",
    "try-",
)  # fmt: skip
PLAIN = {
    "href", "lang", "role", "scope", "src", "alt", "width", "height", "rel", "open", "download", "method", "action",
    "title",
}  # fmt: skip


def to_html(node: Any, *, live: bool = False, own: bool = False) -> str:
    """A component, a list of them, a text or nothing, as HTML. Texts and attributes are escaped.

    ``live`` is whether it stands in a form that the server answers, ``own`` whether it is the page's own and not what
    stands there until Dash has started: then every id is written, and links that need no reload are marked.
    """
    if node is None:
        return ""
    if isinstance(node, list | tuple):
        return "".join(to_html(one, live=live, own=own) for one in node)
    if not isinstance(node, Component):
        return escape(str(node))
    kind = type(node).__name__
    if kind in LEFT_OUT:
        return ""
    if isinstance(node, dcc.Graph):
        return _element("div", {"style": f"height:{node.style['height']}"}, "")
    if live and kind in LIVE:
        return LIVE[kind](node)
    if kind in FIELDS:
        return FIELDS[kind](node)
    tag = {"Link": "a"}.get(kind, kind.lower())
    attributes = _attributes(node)
    if own:
        attributes |= {"id": str(node.id)} if hasattr(node, "id") else {}
        attributes |= {"data-nav": ""} if kind == "Link" else {}
    if "data-html" in attributes:
        # A pressed piece is HTML already (see layouts/pressing.py).
        ready = attributes.pop("data-html")
        return _element(tag, attributes, ready)
    if "data-frame" in attributes:
        return _element(tag, attributes, _frame(node, attributes))
    live = live or getattr(node, "method", None) is not None
    return _element(tag, attributes, to_html(getattr(node, "children", None), live=live, own=own))


def _attributes(node: Component) -> dict[str, str]:
    out: dict[str, str] = {}
    if type(node).__name__ == "Table":
        out["class"] = f"table {getattr(node, 'className', '') or ''}".strip()
    for name, value in node.to_plotly_json()["props"].items():
        # An attribute that is on or off stands there or not: its mere presence means on.
        if value is None or value is False or name == "children":
            continue
        value = "" if value is True else value
        if name == "htmlFor" and not str(value).startswith(ANCHORS):
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


def _textarea(node: Component) -> str:
    attributes = {"id": str(node.id), "class": f"form-control {node.className}", "rows": str(node.rows), "readonly": ""}
    # The line feed after the start tag is no part of the text.
    return _element("textarea", attributes, f"\n{escape(node.value)}")


def _frame(node: Component, attributes: dict[str, str]) -> str:
    """A frame that the browser's script opens late is there at once where scripts are off."""
    wide, high = (str(node.style[side]).removesuffix("px") for side in ("width", "height"))
    frame = {"src": attributes["data-frame"], "title": attributes["data-title"], "loading": "lazy"}
    room = _element("div", {"style": f"width:{wide}px;height:{high}px"}, "")
    return f"<noscript>{_element('iframe', {**frame, 'width': wide, 'height': high}, '')}</noscript>{room}"


def _live_input(node: Component) -> str:
    known = {"id": getattr(node, "id", None), "type": node.type, "name": node.name, "value": node.value}
    shown = {} if node.type == "hidden" else {"class": "form-control"}
    return _element("input", {**{key: str(value) for key, value in known.items() if value is not None}, **shown}, "")


def _live_select(node: Component) -> str:
    def one(option: dict[str, Any]) -> str:
        chosen = {"selected": ""} if option["value"] == node.value else {}
        return _element("option", {"value": str(option["value"]), **chosen}, escape(option["label"]))

    attributes = {"id": str(node.id), "name": str(node.name), "class": "form-select"}
    return _element("select", attributes, "".join(map(one, node.options)))


def _live_radio_items(node: Component) -> str:
    def one(place: int, option: dict[str, Any]) -> str:
        name = f"{node.id}-{place}"
        checked = {"checked": ""} if option["value"] == node.value else {}
        field = {"type": "radio", "class": "form-check-input", "id": name, "name": node.name, "value": option["value"]}
        label = _element("label", {"class": "form-check-label", "for": name}, escape(option["label"]))
        return _element(
            "div", {"class": "form-check form-check-inline"}, _element("input", field | checked, "") + label
        )

    return _element("div", {"class": node.className}, "".join(one(*it) for it in enumerate(node.options)))


def _live_checklist(node: Component) -> str:
    def one(place: int, option: dict[str, Any]) -> str:
        name = f"{node.id}-{place}"
        checked = {"checked": ""} if option["value"] in node.value else {}
        field = {"type": "checkbox", "class": "form-check-input", "id": name, "name": node.name}
        field |= {"value": option["value"], **checked}
        label = _element("label", {"class": "form-check-label", "for": name}, escape(option["label"]))
        return _element("div", {"class": "form-check"}, _element("input", field, "") + label)

    return _element("div", {"class": node.className}, "".join(one(*it) for it in enumerate(node.options)))


def _live_button(node: Component) -> str:
    given = {"class": node.className, "type": node.type, "name": getattr(node, "name", None)}
    told = {"value": getattr(node, "value", None), "title": getattr(node, "title", None)}
    attributes = {key: str(value) for key, value in {**given, **told}.items() if value is not None}
    return _element("button", attributes, to_html(node.children))


LIVE = {
    "Input": _live_input,
    "Select": _live_select,
    "RadioItems": _live_radio_items,
    "Checklist": _live_checklist,
    "Button": _live_button,
}
FIELDS = {"Textarea": _textarea, "Input": _input, "Select": _select, "RadioItems": _radio_items, "Button": _button}
