"""The OpenAPI description is valid, describes every route of the API, and every answer has the shape that it tells."""

import re

import pytest

from dashboard.server.api.openapi import PARAMETERS
from dashboard.server.api.paths import ROOT
from dashboard.state import LANGUAGES
from dashboard.views import VIEWS

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


@pytest.fixture(scope="module", params=LANGUAGES)
def spec(client, request):
    return client.get(f"{ROOT}/openapi.json?lang={request.param}").json


def nodes(tree):
    """Every object in a tree."""
    if isinstance(tree, dict):
        yield tree
    for child in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from nodes(child)


def at(spec, reference: str):
    """What a reference inside the description leads to."""
    found = spec
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def resolved(spec, node):
    return at(spec, node["$ref"]) if "$ref" in node else node


def operations(spec):
    """Each path with its operation and all its parameters."""
    for path, item in spec["paths"].items():
        for method in METHODS & set(item):
            own = [*item.get("parameters", []), *item[method].get("parameters", [])]
            yield path, item[method], [resolved(spec, one) for one in own]


def fits(spec, value, schema) -> str:
    """Why a value is not of a schema, by the few keywords that the description uses; empty when it is."""
    schema = resolved(spec, schema)
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
             "null": type(None)}  # fmt: skip
    allowed = schema.get("type", list(kinds))
    if not any(isinstance(value, kinds[kind]) for kind in ([allowed] if isinstance(allowed, str) else allowed)):
        return f"{value!r} is no {allowed}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{value!r} is none of {schema['enum']}"
    if isinstance(value, list) and "items" in schema:
        return next((why for one in value if (why := fits(spec, one, schema["items"]))), "")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        absent = [name for name in schema.get("required", []) if name not in value]
        if absent:
            return f"{absent} missing"
        beyond = schema.get("additionalProperties", {} if not known else False)
        for name, one in value.items():
            if name not in known and beyond is False:
                return f"{name} is not described"
            if why := fits(spec, one, known.get(name, beyond or {})):
                return f"{name}: {why}"
    return ""


def test_it_is_a_description_by_openapi_3_1(spec):
    assert spec["openapi"] == "3.1.0"
    assert set(spec) <= {"openapi", "info", "servers", "paths", "components", "tags", "externalDocs", "security"}
    assert {"title", "version"} <= set(spec["info"])
    assert set(spec["components"]) <= {"schemas", "responses", "parameters", "headers", "examples"}
    ids = [operation["operationId"] for _, operation, _ in operations(spec)]
    assert len(set(ids)) == len(ids) == len(spec["paths"])
    for path, operation, parameters in operations(spec):
        assert path.startswith("/")
        assert operation["responses"]
        assert {one["name"] for one in parameters if one["in"] == "path"} == set(re.findall(r"{(\w+)}", path))
        assert len({(one["name"], one["in"]) for one in parameters}) == len(parameters)
        for one in parameters:
            assert one["in"] in ("path", "query")
            assert one["in"] != "path" or one["required"] is True
            assert ("schema" in one) != ("content" in one)
        for status, answer in operation["responses"].items():
            assert re.fullmatch(r"[1-5]\d\d|default", status)
            assert resolved(spec, answer)["description"]


def test_every_reference_leads_somewhere_and_every_part_is_used(spec):
    used = {node["$ref"] for node in nodes(spec) if "$ref" in node}
    assert all(at(spec, reference) for reference in used)
    parts = {f"#/components/{kind}/{name}" for kind, named in spec["components"].items() for name in named}
    assert parts == used


def test_every_route_is_described_and_every_description_is_a_route(client, spec):
    rules = {rule.rule for rule in client.application.url_map.iter_rules() if rule.rule.startswith(f"{ROOT}/")}
    assert {re.sub(r"<(\w+)>", r"{\1}", rule) for rule in rules} == set(spec["paths"])


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("query", ["", "cities=umea", "cities=goteborg,lund&measure=index"])
def test_every_answer_of_a_view_is_of_the_shape_that_is_told(client, spec, view, query):
    schema = at(spec, "#/components/schemas/View")
    assert fits(spec, client.get(f"{ROOT}/views/{view}?{query}").json, schema) == ""


@pytest.mark.parametrize(("path", "schema"), [("cities", "Cities"), ("views", "Views")])
def test_the_lists_are_of_the_shape_that_is_told(client, spec, path, schema):
    assert fits(spec, client.get(f"{ROOT}/{path}").json, at(spec, f"#/components/schemas/{schema}")) == ""


@pytest.mark.parametrize(
    "query", ["views/goals?measure=x", "views/x", "nothing", "views/goals?from=1", "cities?lang=x"]
)
def test_problems_are_of_the_shape_that_is_told(client, spec, query):
    told = client.get(f"{ROOT}/{query}").json
    assert fits(spec, told, at(spec, "#/components/schemas/Problem")) == ""
    if told["type"] != "about:blank":
        address, _, part = told["type"].partition("#")
        assert at(client.get(address).json, f"#{part}")


def test_a_shape_that_differs_is_seen(client, spec):
    told = client.get(f"{ROOT}/views/goals").json
    view = at(spec, "#/components/schemas/View")
    assert fits(spec, {**told, "more": 1}, view)
    assert fits(spec, {**told, "rows": None}, view)
    assert fits(spec, {key: told[key] for key in told if key != "finding"}, view)


def good_and_bad(schema):
    """A value that the schema allows and one that it does not, as an address writes them."""
    if "enum" in schema:
        return schema["enum"][-1], "nonsense"
    if schema["type"] == "integer":
        return str((schema["minimum"] + schema["maximum"]) // 2), str(schema["maximum"] + 1)
    return None, "nonsense"


def test_every_parameter_that_is_described_is_read_where_it_is_described(client, spec, tables):
    known = {"cities": "umea", "release": tables.release, "target": "2040"}
    for path, _, parameters in operations(spec):
        for one in parameters:
            good, bad = good_and_bad(one["schema"])
            name, good = one["name"], known.get(one["name"], good)
            address = path.replace("{view}", "trajectory")
            with_city = "cities=umea&" if name == "target" else ""
            if one["in"] == "path":
                assert client.get(path.replace("{view}", bad)).json["parameter"] == name
                continue
            assert client.get(f"{address}?{with_city}{name}={good}").status_code == 200, (path, name)
            refused = client.get(f"{address}?{with_city}{name}={bad}")
            assert (refused.status_code // 100, refused.json["parameter"]) == (4, name), (path, name)


@pytest.mark.parametrize("name", ["from", "to", "base"])
def test_the_bounds_that_are_described_hold_and_those_beyond_do_not(client, name):
    bounds = PARAMETERS[name]
    for value, status in ((bounds["minimum"], 200), (bounds["maximum"], 200), (bounds["minimum"] - 1, 400),
                          (bounds["maximum"] + 1, 400)):  # fmt: skip
        assert client.get(f"{ROOT}/views/trajectory?{name}={value}").status_code == status


def test_every_format_that_is_described_is_given(client, spec):
    for path, operation, _ in operations(spec):
        for mimetype in operation["responses"]["200"]["content"]:
            answer = client.get(path.replace("{view}", "goals"), headers={"Accept": mimetype})
            assert answer.mimetype == mimetype
