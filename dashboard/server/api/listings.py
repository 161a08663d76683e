"""What there is to ask for: the municipalities and the views."""

from typing import Any

import pandas as pd

from dashboard.i18n import t, texts
from dashboard.server.addresses import to_api, to_city, to_embed, to_share
from dashboard.server.api.asking import FORMATS
from dashboard.server.api.payload import KEYS, about
from dashboard.server.origin import whole
from dashboard.state import LANGUAGES, Language, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS

#: What stands for a view's id in an address that is given as a URI template.
VIEW = "{view}"


def cities(lang: Language, tables: Tables, release: str = "") -> dict[str, Any]:
    """Every municipality with its newest population, its roles in programmes and networks, and where it is shown."""
    newest = tables.population.dropna(subset=["population"]).sort_values("year").drop_duplicates("code", keep="last")
    people = {row["code"]: row for row in newest.to_dict("records")}
    roles: dict[str, list[dict[str, Any]]] = {}
    for row in tables.memberships.to_dict("records"):
        roles.setdefault(row["code"], []).append(_role(lang, row, tables))
    return {
        "lang": lang,
        "release": tables.release,
        "data_date": tables.data_date,
        **about(lang, tables),
        "count": len(tables.slugs),
        "cities": [
            {
                "slug": slug,
                "code": code,
                "name": tables.municipality(code).name,
                "county": {"code": tables.municipality(code).county_code, "name": tables.municipality(code).county},
                "group": _group(lang, tables.municipality(code).skr_group_code),
                "population": _population(people.get(code)),
                "roles": roles.get(code, []),
                "links": _links(slug, ViewState(lang=lang, cities=(slug,), release=release)),
            }
            for slug, code in tables.slugs.items()
        ],
    }


def views(tables: Tables) -> dict[str, Any]:
    """Every view: its name and what it shows in both languages, the parameters that change it, and where it is."""
    return {
        "release": tables.release,
        "data_date": tables.data_date,
        **about("sv", tables),
        "count": len(VIEWS),
        "views": [
            {
                "id": name,
                "name": {lang: t(lang, f"view.{name}") for lang in LANGUAGES},
                "description": {lang: t(lang, f"api.view.{name}") for lang in LANGUAGES},
                "parameters": [*parameters(name), "lang", "format", "release"],
                "formats": list(FORMATS),
                "links": {
                    lang: {
                        "json": whole(to_api(name, "json", ViewState(lang=lang))),
                        "csv": whole(to_api(name, "csv", ViewState(lang=lang))),
                        "embed": whole(to_embed(name, ViewState(lang=lang))),
                        "share": whole(to_share(name, ViewState(lang=lang))),
                    }
                    for lang in LANGUAGES
                },
            }
            for name in VIEWS
        ],
    }


def parameters(view: str) -> list[str]:
    """The query keys that change what a view shows."""
    return [key for key, name in KEYS.items() if name not in VIEWS[view].idle()]


def _role(lang: str, row: dict[Any, Any], tables: Tables) -> dict[str, Any]:
    partner = row["partner_code"]
    abroad = row["partner_name"] if isinstance(row["partner_name"], str) else None
    key = f"role.{row['programme']}.{row['role']}"
    return {
        "programme": row["programme"],
        "role": row["role"],
        "name": t(lang, key) if key in texts(lang) else f"{row['programme']}: {row['role']}".replace("_", " "),
        "partner": tables.municipality(partner).name if isinstance(partner, str) else abroad,
        "since": row["since"] if isinstance(row["since"], str) else None,
        "certainty": row["certainty"],
        "source": row["source_id"],
    }


def _group(lang: str, code: str) -> dict[str, str] | None:
    return {"code": code, "name": t(lang, f"skr.{code}")} if f"skr.{code}" in texts(lang) else None


def _population(row: dict[Any, Any] | None) -> dict[str, Any] | None:
    if row is None or pd.isna(row["population"]):
        return None
    return {"value": int(row["population"]), "year": int(row["year"]), "source": row["source_id"]}


def _links(slug: str, state: ViewState) -> dict[str, str]:
    """The page, and URI templates (RFC 6570) of embeds and data, one for all views."""
    return {
        "page": whole(to_city(slug, state)),
        "embed": whole(to_embed(VIEW, state)),
        "api": whole(to_api(VIEW, "json", state)),
    }
