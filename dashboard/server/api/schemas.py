"""The shapes of the API's answers as JSON Schema (2020-12, as OpenAPI 3.1 has it)."""

from typing import Any

from dashboard.i18n import t
from dashboard.server.api.payload import UNITS
from dashboard.state import LANGUAGES
from dashboard.tables.schemas import SPECS
from dashboard.views import VIEWS

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
#: An address with ``{view}`` in it.
TEMPLATE: Schema = {"type": "string", "format": "uri-template"}
MAYBE: Schema = {"type": ["string", "null"]}
BOTH: Schema = {"type": "object", "properties": dict.fromkeys(LANGUAGES, TEXT), "required": list(LANGUAGES)}


def all_of(lang: str) -> dict[str, Schema]:
    """Every schema by name; descriptions in the language where a name does not say it all."""
    return {
        "Problem": _problem(lang),
        "Column": _column(lang),
        "Row": {
            "type": "object",
            "description": t(lang, "api.field.row"),
            "additionalProperties": {"type": ["string", "number", "integer", "boolean", "array", "null"]},
        },
        "Section": _object(heading=TEXT, items=_list(TEXT), columns=_list(_ref("Column")), rows=_list(_ref("Row"))),
        "Source": {
            **_object(id=MAYBE, title=MAYBE, publisher=MAYBE, url=MAYBE, published=MAYBE, retrieved=MAYBE,
                      licence={**MAYBE, "description": t(lang, "api.field.licence")}, note=MAYBE),
        },
        "View": _object(
            view={"type": "string", "enum": list(VIEWS)},
            title=TEXT,
            finding={**TEXT, "description": t(lang, "api.field.finding")},
            status={"type": "string", "enum": ["ready", "no-data"]},
            lang={"type": "string", "enum": list(LANGUAGES)},
            state={"type": "object", "description": t(lang, "api.field.state")},
            **_dated(lang),
            columns=_list(_ref("Column")),
            rows=_list(_ref("Row")),
            remarks={**_list(TEXT), "description": t(lang, "api.field.remarks")},
            sections={**_list(_ref("Section")), "description": t(lang, "api.field.sections")},
            sources=_list(_ref("Source")),
            links=_object(self=ADDRESS, csv=ADDRESS, page=ADDRESS, embed=ADDRESS, description=ADDRESS),
        ),
        "Views": _object(
            **_dated(lang),
            count=NUMBER,
            views=_list(_object(
                id=TEXT, name=BOTH, description=BOTH, parameters=_list(TEXT), formats=_list(TEXT),
                links={"type": "object", "additionalProperties": _object(
                    json=ADDRESS, csv=ADDRESS, embed=ADDRESS, share=ADDRESS)},
            )),
        ),
        "Cities": _object(lang=TEXT, **_dated(lang), count=NUMBER, cities=_list(_ref("City"))),
        "City": _city(),
        "History": _history(lang),
    }  # fmt: skip


def _history(lang: str) -> Schema:
    cells: Schema = {"type": "object", "additionalProperties": {"type": ["string", "number", "integer", "null"]}}
    version = {"release": {**TEXT, "description": t(lang, "api.field.stood")}, "values": cells, "source": MAYBE}
    former = _object(**version, until={**TEXT, "description": t(lang, "api.field.until")})
    return _object(
        table={"type": "string", "enum": list(SPECS)},
        title=TEXT,
        lang=TEXT,
        **_dated(lang),
        releases={**_list(TEXT), "description": t(lang, "api.field.releases")},
        complete={**FLAG, "description": t(lang, "api.field.complete")},
        key=_list(TEXT),
        figures=_list(TEXT),
        count=NUMBER,
        rows=_list(_object(key=cells, **version, former=_list(former))),
        links=_object(self=ADDRESS, csv=ADDRESS, page=ADDRESS, description=ADDRESS),
    )


def _problem(lang: str) -> Schema:
    told = _object(type={"type": "string", "format": "uri-reference"}, title=TEXT, status=NUMBER, detail=TEXT)
    told["description"] = t(lang, "api.field.problem")
    # RFC 9457 lets a problem bring members of its own; these come with a parameter's wrong value.
    told["properties"] |= {"parameter": TEXT, "value": TEXT, "allowed": {"type": ["array", "object"]}}
    return told


def _column(lang: str) -> Schema:
    told = _object(
        name=TEXT,
        heading=TEXT,
        unit={"type": "string", "enum": list(UNITS.values()), "description": t(lang, "api.field.unit")},
        unit_in_words=TEXT,
        decimals={"type": "integer", "description": t(lang, "api.field.decimals")},
        null_means={"type": "string", "description": t(lang, "api.field.null_means")},
    )
    told["properties"] |= {
        "city": {"type": "string", "description": t(lang, "api.field.city")},
        "href": {"type": "string", "description": t(lang, "api.field.href")},
    }
    return told


def _city() -> Schema:
    role = _object(programme=TEXT, role=TEXT, name=TEXT, partner=MAYBE, since=MAYBE, certainty=TEXT, source=TEXT)
    return _object(
        slug=TEXT,
        code=TEXT,
        name=TEXT,
        county=_object(code=TEXT, name=TEXT),
        group=_or_null(_object(code=TEXT, name=TEXT)),
        population=_or_null(_object(value=NUMBER, year=NUMBER, source=TEXT)),
        roles=_list(role),
        links=_object(page=ADDRESS, embed=TEMPLATE, api=TEMPLATE),
    )


def _dated(lang: str) -> dict[str, Schema]:
    """What every answer with data tells of them."""
    return {
        "release": TEXT,
        "data_date": {**TEXT, "description": t(lang, "api.field.data_date")},
        "fictional": {**FLAG, "description": t(lang, "api.field.fictional")},
        "fictional_note": MAYBE,
    }


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _or_null(schema: Schema) -> Schema:
    return {**schema, "type": ["object", "null"]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
