"""No address, however odd, is a fault of ours: a clear answer in the page's language, never a 500, never a trace."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.i18n import t
from dashboard.state import LANGUAGES
from dashboard.views import VIEWS

ALLOWED = {200, 302, 304, 400, 404, 405, 413}
#: What an answer never shows, whatever was asked.
TRACES = (b"Traceback", b"File &quot;/", b'File "/', b"werkzeug", b"site-packages", b"Internal Server Error")

PARTS = """
    sv en SV de city about export static assets data method umea atlantis .. . healthz readyz _dash-layout
    _dash-component-suites dash goals.csv x.csv goals.exe api %2e%2e etc passwd _dash-update-component favicon.ico
    - ~ ' index.php
"""
words = st.sampled_from(PARTS.split())
raw = st.text(st.characters(max_codepoint=255), max_size=12).map(lambda text: text.replace("?", ""))
percent = st.binary(max_size=6).map(lambda part: "".join(f"%{byte:02x}" for byte in part))
long = st.sampled_from(("x" * 500, "å" * 300, "%25" * 400, "/" * 50))
paths = st.lists(words | words | words | raw | percent | long, max_size=6).map(lambda parts: "/" + "/".join(parts))

keys = st.sampled_from(
    ("cities", "measure", "from", "to", "base", "target", "theme", "size", "release", "lang", "slug", "view", "mode")
) | st.text(max_size=5)
values = (
    st.sampled_from(
        (
            "umea",
            "lund,umea",
            "atlantis",
            ",,,",
            "capita",
            "per person",
            "dark",
            "-1",
            "--5",
            "+-3",
            "99999999999999999999",
        )
    )
    | st.sampled_from(
        ("1e3", "NaN", "2024.5", "١٩٩٠", "²", "0x7e4", "null", "true", "a" * 3000, "umea," * 200, "\x00", "../..")
    )
    | st.integers().map(str)
    | st.text(max_size=10)
)
queries = (
    st.lists(st.tuples(keys, values), max_size=5).map(urlencode) | percent | raw.map(lambda text: text.replace("#", ""))
)


def ask(client, path: str, query: str = "", **headers: str):
    """A GET with the very bytes of path and query, as a server would hand them on."""
    given = path.encode("utf-8", "surrogatepass").decode("latin-1")
    overrides = {"PATH_INFO": given, "QUERY_STRING": query}
    return client.get("/", environ_overrides=overrides, headers=headers, buffered=True)


def is_clean(answer) -> None:
    assert answer.status_code in ALLOWED
    assert not any(trace in answer.data for trace in TRACES)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@settings(max_examples=300)
@given(paths, queries)
def test_any_path_is_answered(client, path, query):
    is_clean(ask(client, path, query))


@settings(max_examples=250)
@given(st.sampled_from(("/sv/about/method", "/en/about/data", "/sv/city/atlantis", "/en/city/umea/x")), queries)
def test_any_query_is_answered_in_the_language_of_the_page(client, path, query):
    answer = ask(client, path, query)
    is_clean(answer)
    known = 200 if "about" in path else 404
    # A release that there is not is no page, and a bare byte is no query.
    expected = {400} if not query.isascii() else {known, 404} if "release=" in query else {known}
    assert answer.status_code in expected
    assert f'<html lang="{path[1:3]}">' in answer.text or answer.headers["Content-Language"] == path[1:3]


@settings(max_examples=45)
@given(
    st.sampled_from(
        ("from", "to", "base", "measure", "target", "theme", "size", "pace", "pace.transport", "by", "like.mix")
    ),
    st.sampled_from(
        ("--5", "1e3", "2024", "1999", "-1", "99999", "x", "capita", "umea-2040", "dark", "\x00", "²", "narrow")
    ),
    st.sampled_from(("/sv/city/ale", "/en/city/arjang")),
)
def test_a_city_with_any_value_of_a_known_key_is_shown(client, key, value, path):
    answer = ask(client, path, urlencode({key: value}))
    is_clean(answer)
    assert answer.status_code == 200


@settings(max_examples=150)
@given(
    st.sampled_from((*VIEWS, "nothing", "..", "")),
    st.sampled_from(("export/{}.csv", "figure/{}.json", "export/{}.exe", "export/{}", "figure/{}.svg")),
    st.sampled_from(LANGUAGES),
    queries,
)
def test_any_file_that_is_asked_for_is_given_or_refused(client, view, file, lang, query):
    answer = ask(client, f"/{lang}/{file.format(view)}", query)
    is_clean(answer)
    if answer.status_code == 200:
        assert answer.mimetype == ("text/csv" if "export" in file else "application/json")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        *((1990, end) for end in (1990, 1995, 2024, 2030, 2050)),
        *((2024, end) for end in (1990, 1999, 2024, 2025, 2050)),
        *((start, 2001) for start in (1991, 2000, 2025, 2045)),
        *((2050, end) for end in (1990, 2030, 2050)),
    ],
)
def test_any_span_of_years_is_shown(client, start, end):
    for view in VIEWS:
        assert ask(client, f"/sv/export/{view}.csv", f"cities=umea&from={start}&to={end}").status_code == 200
    assert ask(client, "/en/city/umea", f"from={start}&to={end}").status_code == 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_city_that_is_none_is_a_404_in_the_language_with_what_was_meant(client, lang):
    answer = client.get(f"/{lang}/city/umeo")
    assert answer.status_code == 404
    assert f'<html lang="{lang}">' in answer.text
    assert t(lang, "not_found.heading") in answer.text
    assert f'href="/{lang}/city/umea"' in answer.text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("export/nothing.csv", "no_such_view"),
        ("export/goals.csv?cities=atlantis", "no_such_city"),
        ("export/goals.csv?release=2001-01", "no_such_release"),
    ],
)
def test_a_file_of_nothing_is_a_404_that_says_of_what(client, lang, path, key):
    answer = client.get(f"/{lang}/{path}")
    assert answer.status_code == 404
    assert t(lang, f"error.{key}") in answer.text
    assert answer.headers["Content-Language"] == lang


def test_a_program_is_told_in_json(client):
    answer = client.get("/en/export/nothing.csv", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json["error"] == t("en", "error.no_such_view")


@pytest.mark.parametrize("path", ["/sv/city/umea?release=2001-01", "/en?release=no-such-release"])
def test_a_release_that_does_not_exist_is_not_answered_with_another(client, path):
    assert client.get(path).status_code == 404


def test_the_release_that_is_current_can_be_named(client, tables):
    assert client.get(f"/sv/city/umea?release={tables.release}").status_code == 200


@pytest.mark.parametrize(
    "name", ["foo/bar.js", "dash/nothing.js", "dash/../app.py", "dash_core_components/x", "..%2f..%2fetc/passwd"]
)
def test_a_file_that_dash_does_not_have_is_not_found(client, name):
    answer = client.get(f"/_dash-component-suites/{name}")
    assert answer.status_code == 404
    is_clean(answer)


@pytest.mark.parametrize(
    "wrong", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'-alert(1)-'", "{{7*7}}", "%s%n"]
)
def test_what_was_asked_for_is_told_back_as_text_and_never_as_markup(client, wrong):
    page = client.get(f"/sv/city/{quote(wrong, safe='')}")
    assert page.status_code == 404
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    file = client.get(f"/sv/export/{quote(wrong, safe='')}.csv")
    assert file.mimetype in ("text/plain", "text/html")
    assert "<img src=x" not in file.text or file.mimetype == "text/plain"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("path", ["/sv", "/sv/city/umea", "/sv/export/goals.csv", "/healthz", "/nowhere"])
def test_what_can_only_be_read_cannot_be_written(client, method, path):
    answer = getattr(client, method)(path)
    assert answer.status_code == 405
    is_clean(answer)


@settings(max_examples=100)
@given(st.sampled_from(("Accept-Language", "Accept", "If-None-Match", "Accept-Encoding", "Range", "Cookie")), raw)
def test_any_header_is_borne(client, name, value):
    value = "".join(char for char in value if char.isprintable())
    for path in ("/", "/sv/about/method", "/healthz"):
        is_clean(ask(client, path, **{name: value}))
