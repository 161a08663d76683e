"""View modal-share built in a state, and its picture read back."""

import re
from functools import partial
from typing import Any
from unittest.mock import patch

from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views.base import Shown
from dashboard.views.modal_share import VIEW, rows
from tests.unit.pictures import drawn, notes

#: The year in which the goals are looked at.
NOW = 2026


def built(tables: Tables, *slugs: str, lang: str = "sv", **look: str) -> Shown:
    state = ViewState(cities=slugs).but(lang=lang, **look)
    with patch.object(rows, "this_year", return_value=NOW):
        frame = VIEW.select(tables, state)
    return Shown(
        view=VIEW.id, state=state, status="ready" if len(frame) else "no-data",
        figure=VIEW.figure(frame, state).to_plotly_json() if len(frame) else None,
        summary=VIEW.summary(frame, state), remarks=tuple(VIEW.remarks(frame, state)),
        sources=VIEW.sources(frame), frame=frame, make_table=partial(VIEW.table, frame, state),
        make_sections=partial(VIEW.sections, frame, state),
    )  # fmt: skip


def plain(text: str) -> str:
    """A text as it is read: without marks, line breaks and no-break spaces."""
    return re.sub(r"<br>|\s", " ", re.sub(r"</?(b|span)\b[^>]*>", "", text)).replace("\u00a0", " ")


def written(shown_view: Shown) -> str:
    return " | ".join(plain(note) for note in notes(shown_view))


def bars(shown_view: Shown, kind: str) -> list[dict[str, Any]]:
    """The bars of a kind: where they begin, how long they are, and how they are filled."""
    out = []
    for trace in drawn(shown_view)["data"]:
        if trace["meta"] == kind:
            rows = zip(trace["base"], trace["x"], trace["y"], trace["text"], strict=True)
            out += [{"at": a, "x": x, "y": y, "text": text, "marker": trace["marker"]} for a, x, y, text in rows]
    return out


def lines(shown_view: Shown) -> list[dict[str, Any]]:
    return [shape for shape in drawn(shown_view)["layout"].get("shapes", []) if shape.get("name") == "goal-ink"]


def badges(shown_view: Shown) -> list[str]:
    layout = drawn(shown_view)["layout"]
    return [plain(note["text"]) for note in layout["annotations"] if note.get("name") == "badge"]
