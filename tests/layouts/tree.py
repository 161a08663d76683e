"""A page's components as a flat list, and what they say."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from dash.development.base_component import Component


def walk(node: Any) -> Iterator[Component]:
    """Every component, in the order in which it stands on the page."""
    if isinstance(node, list | tuple):
        for one in node:
            yield from walk(one)
    elif isinstance(node, Component):
        yield node
        yield from walk(getattr(node, "children", None))


def text(node: Any) -> str:
    """All words of a component."""
    if node is None:
        return ""
    if isinstance(node, list | tuple):
        return "".join(map(text, node))
    if not isinstance(node, Component):
        return str(node)
    # A pressed piece holds its words as HTML.
    pressed = prop(node, "data-html")
    return unescape(re.sub("<[^>]*>", "", pressed)) if pressed is not None else text(getattr(node, "children", None))


def prop(node: Component, name: str, otherwise: Any = None) -> Any:
    """A property, also one with a hyphen in its name."""
    return getattr(node, name, otherwise)


def kind(node: Component) -> str:
    """The component's name: ``H1``, ``Figure``, …"""
    return str(node._type)


def of_kind(node: Any, *kinds: str) -> list[Component]:
    """The components of these kinds."""
    return [one for one in walk(node) if kind(one) in kinds]


def having(node: Any, name: str, value: Any = None) -> list[Component]:
    """The components that have the property (with the value, where one is given)."""
    found = [one for one in walk(node) if prop(one, name) is not None]
    return found if value is None else [one for one in found if prop(one, name) == value]
