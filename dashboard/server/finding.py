"""Municipalities by what somebody has typed of a name: for forms' answers, and while they type where there are too many
names for the page to bring along.
"""

import unicodedata
from functools import lru_cache

from flask import Flask, Response, jsonify, request

from dashboard.config import settings
from dashboard.state import MAX_VALUE
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.views.base import MANY

#: So many names are suggested, and what is asked for them (names as in :func:`names_like`).
SUGGESTED = 12
PATH = "find.json"


def register(server: Flask) -> None:
    """Serve ``/find.json?name=…``: ``{"names": [{"name": …, "slug": …}, …]}``, the nearest first."""

    @server.get(f"/{PATH}")
    def find() -> Response:
        tables = store.current()
        found = names_like(request.args.get("name", ""), tables, most=SUGGESTED)
        named = [{"name": tables.municipality(tables.slugs[slug]).name, "slug": slug} for slug in found]
        answer = jsonify(names=named)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def address(tables: Tables) -> str:
    """Where names are asked for while somebody types; empty where the page has all of them itself."""
    return f"{settings().base_path}{PATH}" if len(tables.municipalities) > MANY else ""


def names_like(typed: str, tables: Tables, *, most: int) -> list[str]:
    """Slugs of the municipalities that somebody means: by the full name, then without accents, then by a part."""
    wanted = plain(typed[:MAX_VALUE])
    if not wanted:
        return []
    exact, known = typed.strip().lower(), _known(tables)
    out = [slug for slug, name, _ in known if name == exact]
    out += [slug for slug, _, bare in known if wanted in (bare, slug)]
    out += [slug for slug, _, bare in known if bare.startswith(wanted)]
    if len(out) < most:
        out += [slug for slug, _, bare in known if wanted in bare]
    return list(dict.fromkeys(out))[:most]


def plain(text: str) -> str:
    """A name as it is compared: small letters without accents."""
    parts = unicodedata.normalize("NFD", text.lower().strip())
    return "".join(part for part in parts if not unicodedata.combining(part))


@lru_cache(maxsize=4)
def _known(tables: Tables) -> list[tuple[str, str, str]]:
    """Of each municipality the slug, the name in small letters, and that without accents; made once a release."""
    names = ((slug, tables.municipality(code).name) for slug, code in tables.slugs.items())
    return [(slug, name.lower(), plain(name)) for slug, name in names]


def forget() -> None:
    """New data has come: the old names are let go."""
    _known.cache_clear()
