"""What is posted to the callbacks is checked first: a malformed body is a clear 400, never a fault of ours."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import create_environ, run_wsgi_app

from dashboard.server.guard import MAX_BODY, is_well_formed
from tests.callbacks import bodies
from tests.callbacks.bodies import ADDRESS, chosen, visit


def post(client, body, **options):
    data = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.post(ADDRESS, data=data, **{"content_type": "application/json", **options})


def test_an_honest_body_is_answered_with_the_page(client):
    answer = post(client, visit({"path": "/sv/city/umea", "query": "", "theme": "light", "size": "wide"}))
    assert answer.status_code == 200
    response = answer.json["response"]
    assert response["document"]["data"]["lang"] == "sv"
    assert "24\u00a0%" in json.dumps(response["page"], ensure_ascii=False)


def test_an_honest_change_is_answered_with_views(client):
    answer = post(client, chosen({"path": "/en/city/umea", "measure": "capita", "by": "reader"}))
    assert answer.status_code == 200
    # Three views, and before them the form of a scenario.
    assert len(answer.json["response"]["views"]["children"]) == 4


@settings(max_examples=120)
@given(bodies.json)
def test_any_other_json_is_refused_in_words(client, body):
    answer = post(client, body)
    assert answer.status_code == 400
    assert answer.json["error"]


@settings(max_examples=80)
@given(st.binary(max_size=60))
def test_what_is_no_json_is_refused(client, body):
    assert post(client, body).status_code == 400


@settings(max_examples=80)
@given(
    st.sampled_from(("output", "outputs", "inputs", "state", "changedPropIds", "other")),
    bodies.json,
    st.booleans(),
)
def test_an_honest_body_with_one_part_changed_is_answered_or_refused(client, key, value, gone):
    body = visit({"path": "/sv/about/method"})
    if gone:
        body.pop(key, None)
    else:
        body[key] = value
    assert post(client, body).status_code in (200, 204, 400)


@settings(max_examples=80)
@given(bodies.json)
def test_an_honest_body_with_any_value_is_answered(client, value):
    for body in (
        visit(value),
        chosen(value),
        visit({"path": value}),
        chosen({"path": "/sv/about/data", "measure": value}),
    ):
        assert post(client, body).status_code in (200, 204, 400)


@pytest.mark.parametrize(
    "body",
    ["[" * 60_000, '{"a":' * 10_000, '{"output": 1' + "0" * 5_000 + "}", "", "null", "\x00", '"\\ud800"', "\ufeff{}"],
    ids=["lists", "objects", "number", "nothing", "null", "zero", "surrogate", "mark"],
)
def test_a_body_that_is_odd_as_a_whole_is_refused(client, body):
    assert post(client, body).status_code == 400


@pytest.mark.parametrize("text", ["\ud800", "/sv/city/\udfff", "--5", "9" * 4000, "\x00", "%ff", "?" * 3000])
def test_an_odd_text_where_a_text_belongs_is_no_fault(client, text):
    for body in (
        visit({"path": text}),
        visit({"path": "/sv/about/data", "query": f"?from={text}&target={text}"}),
        chosen({"path": "/sv/about/data", "measure": text, "from": text, "target": text}),
    ):
        assert post(client, body).status_code in (200, 204, 400)


@pytest.mark.parametrize("year", [10**4000, -(10**300), 1e308, True, None, [], {}], ids=lambda year: str(year)[:8])
def test_an_odd_year_is_no_fault(client, year):
    body = json.dumps(chosen({"path": "/sv/city/arjang", "from": year, "to": year}))
    assert post(client, body).status_code in (200, 204, 400)


def test_what_the_browser_does_by_itself_cannot_be_asked_of_the_server(client, app):
    own = [name for name, callback in app.callback_map.items() if "callback" not in callback]
    assert own
    for output in own:
        wanted = app.callback_map[output]
        body = {
            "output": output,
            "outputs": dict(zip(("id", "property"), output.split("@")[0].split("."), strict=True)),
            "inputs": [{**one, "value": None} for one in wanted["inputs"]],
            "state": [{**one, "value": None} for one in wanted["state"]],
            "changedPropIds": [],
        }
        assert post(client, body).status_code == 400


def test_another_kind_of_content_is_refused(client):
    assert post(client, visit({"path": "/sv"}), content_type="text/plain").status_code == 400


def test_a_huge_body_is_refused_before_it_is_read(client):
    answer = post(client, b"x" * (MAX_BODY + 1))
    assert answer.status_code == 413
    assert answer.json["error"]


class Endless(io.RawIOBase):
    """A body that never ends, and complains when too much of it is read."""

    given = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        self.given += len(buffer)
        assert self.given < 64 * MAX_BODY, "the server reads whatever it is given"
        buffer[:] = b"x" * len(buffer)
        return len(buffer)


def test_a_huge_body_that_hides_its_length_is_not_read_to_its_end(app):
    environ = create_environ(ADDRESS, method="POST", content_type="application/json")
    environ |= {"wsgi.input": io.BufferedReader(Endless()), "wsgi.input_terminated": True}
    environ.pop("CONTENT_LENGTH", None)
    _, status, _ = run_wsgi_app(app.server.wsgi_app, environ)
    assert status[:3] in ("400", "413")


def test_other_methods_are_not_answered(client):
    assert client.put(ADDRESS).status_code == 405
    assert client.get(ADDRESS).status_code in (404, 405)


def test_the_guard_wants_the_very_outputs_of_the_callback(app):
    honest = visit({"path": "/sv"})
    assert is_well_formed(honest, app.callback_map)
    assert not is_well_formed({**honest, "outputs": honest["outputs"][:1]}, app.callback_map)
    assert not is_well_formed({**honest, "outputs": honest["outputs"][::-1]}, app.callback_map)
    assert not is_well_formed({**honest, "inputs": []}, app.callback_map)
    assert not is_well_formed({**honest, "output": "page.children"}, app.callback_map)
