"""A city's roles in programmes and networks: a badge a role, and behind them since when, with whom, and how we know."""

from typing import Any

import pandas as pd
from dash import html

from dashboard.i18n import note_in, t, texts
from dashboard.tables.loading import Tables
from dashboard.views.base import each


def roles(tables: Tables, code: str, lang: str) -> list[Any]:
    """Badges, and a list that opens with each role's ground; nothing where the sources name no role.

    A programme is always named with the role: a twin of one programme is no twin of another.
    """
    rows = tables.rows("memberships", code)
    if rows.empty:
        return []
    names = [_name(lang, row) for row in each(rows.drop_duplicates(["programme", "role"]))]
    register = tables.sources.set_index("source_id")["title"]
    items = [html.Li(_ground(lang, row, str(register[row.source_id]))) for row in each(rows)]
    return [
        html.P([html.Span(name, className="ok-badge") for name in names], className="ok-badges"),
        html.Details([html.Summary(t(lang, "roles.how")), html.Ul(items)], className="ok-roles"),
    ]


def role_name(lang: str, role: str) -> str:
    """A role in a programme (``programme.role``) in words; as the table has it where it has no text yet."""
    return t(lang, f"role.{role}") if f"role.{role}" in texts(lang) else role.replace("_", " ").replace(".", ": ")


def _name(lang: str, row: Any) -> str:
    text = role_name(lang, f"{row.programme}.{row.role}")
    return t(lang, f"certainty.{row.certainty}", what=text)


def _ground(lang: str, row: Any, source: str) -> str:
    parts = [_name(lang, row)]
    if not pd.isna(row.partner_name):
        parts.append(t(lang, "roles.partner", name=row.partner_name))
    if not pd.isna(row.since):
        parts.append(t(lang, "roles.since", date=row.since))
    note = note_in(lang, row.note)
    return f"{', '.join(parts)}. {note + '. ' if note else ''}{t(lang, 'sources')} {source}"
