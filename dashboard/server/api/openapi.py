"""The OpenAPI 3.1 description, built from the views and the vocabularies of the state, so that it cannot lag behind."""

from typing import Any

from dashboard.config import settings
from dashboard.i18n import t
from dashboard.server.api import schemas
from dashboard.server.api.asking import FORMATS, MIMETYPES, SYNTAXES
from dashboard.server.api.paths import ROOT
from dashboard.server.api.problems import MIMETYPE
from dashboard.server.origin import origin
from dashboard.state import FIRST_YEAR, LANGUAGES, LAST_YEAR, LAYERS, LEAST_SPAN, MAX_CITIES, MEASURES
from dashboard.tables import pointer
from dashboard.tables.schemas import SPECS
from dashboard.views import VIEWS

Spec = dict[str, Any]

#: Each parameter's schema by its name; the texts stand in the locales.
PARAMETERS: dict[str, Spec] = {
    "cities": {"type": "array", "items": {"type": "string", "pattern": "^[a-z0-9-]+$"}, "maxItems": MAX_CITIES},
    "measure": {"type": "string", "enum": list(MEASURES), "default": "total"},
    "base": {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR, "default": FIRST_YEAR},
    "from": {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR - LEAST_SPAN, "default": FIRST_YEAR},
    "to": {"type": "integer", "minimum": FIRST_YEAR + LEAST_SPAN, "maximum": LAST_YEAR, "default": LAST_YEAR},
    "target": {"type": "string"},
    "table": {"type": "string", "enum": list(SPECS), "default": "emissions"},
    "layer": {"type": "string", "enum": list(LAYERS), "default": "roles"},
    "release": {"type": "string", "pattern": f"^{pointer.RELEASE.pattern}$"},
    "lang": {"type": "string", "enum": list(LANGUAGES), "default": "sv"},
    "format": {"type": "string", "enum": list(FORMATS)},
    "syntax": {"type": "string", "enum": list(SYNTAXES)},
}
EXAMPLES: dict[str, Any] = {"cities": ["umea", "lund"], "release": "2026-11", "from": 2000, "to": 2040}
#: The key in the address, where it is not the component's name.
KEYS = {"syntax": "format"}


def document(lang: str) -> Spec:
    """The whole description, its sentences in the language."""
    json: Spec = {"application/json": {"schema": {"type": "object"}}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": t(lang, "api.title"),
            "summary": t(lang, "api.summary"),
            "description": t(lang, "api.description"),
            "version": "1.0.0",
        },
        "servers": [{"url": origin() + settings().base_path.rstrip("/")}],
        "paths": {
            f"{ROOT}/cities": _get(lang, "cities", ["lang", "release"], _content("Cities")),
            f"{ROOT}/views": _get(lang, "views", ["release"], _content("Views")),
            f"{ROOT}/views/{{view}}": {
                "parameters": [{"$ref": "#/components/parameters/view"}],
                **_get(lang, "view", [*_shown(), "release", "lang", "format"], {
                    **_content("View"), MIMETYPES["csv"]: {"schema": {"type": "string"}},
                }),
            },
            f"{ROOT}/history": _get(lang, "history", ["cities", "table", "release", "lang", "format"], {
                **_content("History"), MIMETYPES["csv"]: {"schema": {"type": "string"}},
            }),
            f"{ROOT}/catalog": _get(lang, "catalog", ["syntax", "release"], {
                SYNTAXES["jsonld"]: {"schema": {"type": "object"}}, SYNTAXES["rdf"]: {"schema": {"type": "string"}},
            }),
            f"{ROOT}/openapi.json": _get(lang, "openapi", ["lang"], json),
        },
        "components": {
            "parameters": {**{name: _parameter(lang, name) for name in PARAMETERS}, "view": _view(lang)},
            "headers": {"ETag": {"description": t(lang, "api.header.etag"), "schema": {"type": "string"}}},
            "responses": {
                "NotModified": {"description": t(lang, "api.response.not_modified")},
                "BadParameter": _problem(t(lang, "api.response.bad_parameter")),
                "NotFound": _problem(t(lang, "api.response.not_found")),
            },
            "schemas": schemas.all_of(lang),
        },
    }  # fmt: skip


def _shown() -> list[str]:
    return [name for name in PARAMETERS if name not in ("table", "release", "lang", "format", "syntax")]


def _get(lang: str, name: str, parameters: list[str], content: Spec) -> Spec:
    answered = {
        "200": {
            "description": t(lang, f"api.route.{name}"),
            "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
            "content": content,
        },
        "304": {"$ref": "#/components/responses/NotModified"},
        "400": {"$ref": "#/components/responses/BadParameter"},
        "404": {"$ref": "#/components/responses/NotFound"},
    }
    return {
        "get": {
            "operationId": f"get-{name}",
            "summary": t(lang, f"api.route.{name}"),
            "parameters": [{"$ref": f"#/components/parameters/{one}"} for one in parameters],
            "responses": answered,
        }
    }


def _parameter(lang: str, name: str) -> Spec:
    told: Spec = {
        "name": KEYS.get(name, name),
        "in": "query",
        "description": t(lang, f"api.parameter.{name}"),
        "schema": PARAMETERS[name],
    }
    if name == "cities":
        told |= {"style": "form", "explode": False}
    if name in EXAMPLES:
        told["example"] = EXAMPLES[name]
    return told


def _view(lang: str) -> Spec:
    return {
        "name": "view",
        "in": "path",
        "required": True,
        "description": t(lang, "api.parameter.view"),
        "schema": {"type": "string", "enum": list(VIEWS)},
    }


def _content(schema: str) -> Spec:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _problem(description: str) -> Spec:
    return {"description": description, "content": {MIMETYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
