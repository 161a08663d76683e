"""Bodies as a browser posts them to the callbacks, and bodies that nobody honest would post."""

from typing import Any

from hypothesis import strategies as st

ADDRESS = "/_dash-update-component"
#: Any text, half of a surrogate pair included: JSON can carry one.
texts = st.text(st.characters(exclude_categories=()), max_size=12)
json = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | texts,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(texts, inside, max_size=4),
    max_leaves=12,
)


def _ids(*names: str) -> list[dict[str, str]]:
    return [dict(zip(("id", "property"), name.split("."), strict=True)) for name in names]


def visit(value: Any) -> dict[str, Any]:
    """What is posted when a page is asked for."""
    outputs = ("page.children", "controls.data", "document.data")
    return {
        "output": f"..{'...'.join(outputs)}..",
        "outputs": _ids(*outputs),
        "inputs": [{**_ids("visit.data")[0], "value": value}],
        "changedPropIds": ["visit.data"],
    }


def chosen(value: Any) -> dict[str, Any]:
    """What is posted when the reader has changed the controls."""
    outputs = ("views.children", "key-figures.children")
    return {
        "output": f"..{'...'.join(outputs)}..",
        "outputs": _ids(*outputs),
        "inputs": [{**_ids("chosen.data")[0], "value": value}],
        "changedPropIds": ["chosen.data"],
    }
