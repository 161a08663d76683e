"""What the API cannot answer it says clearly: which parameter, what was given, what can be; and never a 500."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.i18n import texts
from dashboard.server.api.problems import MIMETYPE
from dashboard.state import LANGUAGES, LAYERS, MEASURES
from dashboard.views import VIEWS
from tests.server.test_odd_addresses import ask, is_clean, keys, percent, raw, values

API = "/api/v1"
VIEW = f"{API}/views/trajectory"

BAD = [
    ("measure=foo", 400, "measure", "foo", list(MEASURES)),
    ("measure=TOTAL", 400, "measure", "TOTAL", list(MEASURES)),
    ("layer=x", 400, "layer", "x", list(LAYERS)),
    ("lang=xx", 400, "lang", "xx", list(LANGUAGES)),
    ("format=xml", 400, "format", "xml", ["json", "csv"]),
    ("from=abc", 400, "from", "abc", {"minimum": 1990, "maximum": 2050}),
    ("from=1989", 400, "from", "1989", {"minimum": 1990, "maximum": 2050}),
    ("to=2051", 400, "to", "2051", {"minimum": 1990, "maximum": 2050}),
    ("base=1e3", 400, "base", "1e3", {"minimum": 1990, "maximum": 2050}),
    ("from=١٩٩٠", 400, "from", "١٩٩٠", {"minimum": 1990, "maximum": 2050}),
    ("from=2000&to=2003", 400, "to", "2003", {"minimum": 2005, "maximum": 2050}),
    ("from=2030&to=2000", 400, "to", "2000", {"minimum": 2035, "maximum": 2050}),
    ("from=2048", 400, "from", "2048", {"minimum": 1990, "maximum": 2045}),
    ("cities=atlantis", 404, "cities", "atlantis", None),
    ("cities=umea,atlantis", 404, "cities", "atlantis", None),
    ("cities=umea,lund,malmo,vaxjo,orebro,kalmar,boras", 400, "cities", None, {"maximum": 6}),
    ("measure=total&measure=capita", 400, "measure", "total, capita", None),
    ("cities=umea&target=nothing", 404, "target", "nothing", ...),
    ("target=2040", 404, "target", "2040", []),
]


@pytest.mark.parametrize(("query", "status", "parameter", "value", "allowed"), BAD)
def test_a_bad_value_is_named_with_what_can_be_given(client, query, status, parameter, value, allowed):
    answer = client.get(f"{VIEW}?{quote(query, safe='=&,')}")
    assert (answer.status_code, answer.mimetype) == (status, MIMETYPE)
    told = answer.json
    assert told["status"] == status
    assert told["parameter"] == parameter
    assert value is None or told["value"] == value
    if allowed is not ...:
        assert told.get("allowed") == allowed
    assert parameter in told["detail"] or told["value"] in told["detail"] or "6" in told["detail"]


def test_what_does_not_exist_is_not_found(client, tables):
    view = client.get(f"{API}/views/nothing")
    assert (view.status_code, view.json["parameter"], view.json["allowed"]) == (404, "view", list(VIEWS))
    for path in ("cities", "views", "views/goals", "catalog"):
        release = client.get(f"{API}/{path}?release=2001-01")
        assert (release.status_code, release.json["parameter"]) == (404, "release")
        assert tables.release in release.json["allowed"]
        assert client.get(f"{API}/{path}?release={tables.release}").status_code == 200
    for path in ("/api", "/api/", "/api/v2", f"{API}/", f"{API}/cities/umea", f"{API}/views/goals/umea"):
        answer = client.get(path)
        assert (answer.status_code, answer.mimetype, answer.json["type"]) == (404, MIMETYPE, "about:blank")


def test_a_goal_of_the_municipality_can_be_asked_for(client, tables):
    own = tables.targets[tables.targets["code"] == "2480"]
    known = client.get(f"{VIEW}?cities=umea&target=nothing").json["allowed"]
    assert set(own["goal_id"]) <= set(known)
    for target in known:
        assert client.get(f"{VIEW}?cities=umea&target={target}").status_code == 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_problem_is_told_in_the_readers_language(client, lang):
    titles = {key: texts(lang)[f"api.problem.{key}"] for key in ("bad_value", "no_such_view")}
    by_query = client.get(f"{VIEW}?measure=foo&lang={lang}", headers={"Accept-Language": "sv;q=0.1, en;q=0.1"})
    by_header = client.get(f"{API}/views/nothing", headers={"Accept-Language": lang})
    assert (by_query.headers["Content-Language"], by_query.json["title"]) == (lang, titles["bad_value"])
    assert (by_header.headers["Content-Language"], by_header.json["title"]) == (lang, titles["no_such_view"])
    assert "Accept-Language" in by_header.headers["Vary"]
    wrong = client.get(f"{VIEW}?lang=xx", headers={"Accept-Language": lang})
    assert wrong.json["title"] == titles["bad_value"]


def test_a_long_value_is_told_back_in_part(client):
    for query in ({"measure": "x" * 5000}, {"cities": "x" * 5000}, {"from": "9" * 5000}, {"target": "x" * 5000}):
        told = client.get(f"{VIEW}?{urlencode(query)}")
        assert len(told.json["value"]) == 80
        assert len(told.data) < 4000
    assert len(client.get(f"{API}/views/{'x' * 500}").json["value"]) == 80


def test_the_same_municipality_twice_is_one(client):
    once = client.get(f"{VIEW}?cities=umea&lang=sv")
    for query in (
        "cities=umea,umea",
        "cities=UMEA",
        "cities=umea&cities=umea",
        "cities=,umea,,",
        "cities=" + "umea," * 300,
    ):
        assert client.get(f"{VIEW}?{query}").data == once.data
    assert client.get(f"{VIEW}?cities=umea&cities=lund").json["state"]["cities"] == ["umea", "lund"]


def test_unknown_parameters_and_empty_values_do_not_count(client):
    plain = client.get(VIEW).data
    assert (
        client.get(f"{VIEW}?theme=pink&size=9&utm_source=x&measure=&from=&cities=&release=&lang=&format=").data == plain
    )


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("path", [f"{API}/cities", VIEW, f"{API}/catalog", f"{API}/openapi.json", f"{API}/nothing"])
def test_what_can_only_be_read_cannot_be_written(client, method, path):
    answer = getattr(client, method)(path)
    assert (answer.status_code, answer.mimetype) == (405, MIMETYPE)
    assert {"GET", "HEAD", "OPTIONS"} == set(answer.headers["Allow"].split(", "))


def test_a_bare_byte_is_refused_as_a_problem(client):
    answer = ask(client, VIEW, "cities=ume\xe5")
    assert (answer.status_code, answer.mimetype, answer.json["status"]) == (400, MIMETYPE, 400)


def test_a_fault_of_ours_is_a_problem_without_a_trace(client, monkeypatch):
    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("dashboard.server.api.payload.of", fail)
    answer = client.get(VIEW)
    assert (answer.status_code, answer.mimetype, answer.json["status"]) == (500, MIMETYPE, 500)
    assert "secret" not in answer.text


own_keys = keys | st.sampled_from(("format", "layer", "lang", "cities[]"))
own_values = values | st.sampled_from(
    ("json", "csv", "en", "rdf", "roles", "umea-2040", "2026-11", "2040", ",", "umea,lund")
)
queries = st.lists(st.tuples(own_keys, own_values), max_size=6).map(urlencode) | percent | raw
routes = st.sampled_from(
    (
        *(f"{API}/views/{view}" for view in VIEWS),
        f"{API}/cities",
        f"{API}/views",
        f"{API}/catalog",
        f"{API}/openapi.json",
    )
)
odd_paths = st.lists(
    st.sampled_from(("api", "v1", "views", "cities", "goals", "catalog", "..", "%2e%2e", "")) | raw | percent,
    max_size=5,
).map(lambda parts: "/api/" + "/".join(parts))


def is_an_answer(answer, also: int = 0) -> None:
    if answer.status_code != also:
        is_clean(answer)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    if answer.status_code >= 400:
        assert answer.mimetype == MIMETYPE
        assert answer.json["status"] == answer.status_code
        assert answer.json["title"]
        assert answer.json["detail"]


@settings(max_examples=200)
@given(routes, queries)
def test_any_query_is_answered_or_told_what_is_wrong(client, path, query):
    is_an_answer(ask(client, path, query))


@settings(max_examples=150)
@given(odd_paths, queries)
def test_any_path_is_answered(client, path, query):
    answer = ask(client, path, query)
    if answer.status_code != 308 and "text/html" not in answer.mimetype:
        is_an_answer(answer)
    assert answer.status_code in (200, 304, 308, 400, 404)


@settings(max_examples=100)
@given(
    st.sampled_from(("Accept", "Accept-Language", "Accept-Encoding", "If-None-Match", "If-Modified-Since", "If-Match",
                     "Range", "Origin", "Host", "X-Forwarded-Host", "Content-Type")),
    raw,
    st.sampled_from((VIEW, f"{API}/catalog", f"{API}/views/nothing")),
)  # fmt: skip
def test_any_header_is_borne(client, name, value, path):
    answer = ask(client, path, **{name: "".join(char for char in value if char.isprintable())})
    is_an_answer(answer, also=412 if name == "If-Match" else 0)


def test_a_tag_that_must_match_and_does_not_is_told_without_the_data(client):
    tag = client.get(VIEW).headers["ETag"]
    assert client.get(VIEW, headers={"If-Match": tag}).status_code == 200
    other = client.get(VIEW, headers={"If-Match": '"other"'})
    assert (other.status_code, other.mimetype, "rows" in other.json) == (412, MIMETYPE, False)
