"""Answers carry the right status, type, language and protection, and what never changes is kept for good."""

import csv
import gzip
import io
import re
from dataclasses import replace

import brotli
import pytest

from dashboard.exports.csv import SPREADSHEET
from dashboard.i18n import t
from dashboard.server import static
from dashboard.state import LANGUAGES
from dashboard.tables.faults import DataError, fault
from dashboard.views import VIEWS

PAGES = ("/sv", "/en/city/umea", "/sv/about/data", "/sv/city/umeo")


@pytest.mark.parametrize(
    ("header", "place"),
    [("", "/sv"), ("en-GB,en;q=0.9", "/en"), ("de", "/sv"), ("sv,en;q=0.5", "/sv"), ("en;q=0.3,sv;q=0.9", "/sv")],
)
def test_the_first_address_leads_to_the_readers_language(client, header, place):
    answer = client.get("/", headers={"Accept-Language": header} if header else {})
    assert (answer.status_code, answer.headers["Location"]) == (302, place)
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_says_its_language_and_title_before_any_script_has_run(client, lang):
    page = client.get(f"/{lang}/city/umea").text
    assert page.startswith("<!DOCTYPE html>")
    assert f'<html lang="{lang}">' in page
    assert re.search("<title>Umeå.*</title>", page)


def test_a_page_can_be_read_before_any_script_has_run(client):
    page = client.get("/sv/city/umea").text
    assert "24\u00a0%" in page
    assert "365\u00a0010" in page
    assert "<noscript>" in page


@pytest.mark.parametrize("path", PAGES)
def test_a_page_may_load_from_itself_alone_and_runs_no_script_that_is_not_known(client, path):
    policy = dict(part.strip().split(" ", 1) for part in client.get(path).headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["object-src"] == "'none'"
    assert "unsafe-inline" not in policy["script-src"]
    assert "unsafe-eval" not in policy["script-src"]
    assert all(source == "'self'" or source.startswith("'sha256-") for source in policy["script-src"].split())
    assert "http" not in " ".join(policy.values())


@pytest.mark.parametrize(
    "path", [*PAGES, "/healthz", "/sv/export/goals.csv?cities=umea", "/_dash-layout", "/static/x/y", "/"]
)
def test_every_answer_is_taken_for_what_it_is_and_sets_no_cookie(client, path):
    answer = client.get(path)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in answer.headers
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Set-Cookie" not in answer.headers


def test_a_page_names_no_other_host(client):
    for path in PAGES:
        loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]+)"', client.get(path).text)
        assert loaded
        # What others are told of the page is whole, and still ours.
        assert [one for one in loaded if not one.startswith(("/", "data:", "http://localhost/"))] == []


@pytest.mark.parametrize("name", sorted(static.files()))
def test_a_static_file_is_kept_for_good_under_an_address_of_its_content(client, name):
    one = static.files()[name]
    answer = client.get(one.url, headers={"Accept-Encoding": "identity"})
    assert answer.status_code == 200
    assert answer.data == one.content
    assert {"immutable", "public"} <= set(answer.headers["Cache-Control"].replace(",", "").split())
    assert client.get(one.url.replace(one.digest, "0" * 12)).status_code == 404


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_a_static_file_that_the_browser_has_is_not_sent_again(client, encoding):
    url = static.url("kartan.css")
    first = client.get(url, headers={"Accept-Encoding": encoding})
    again = client.get(url, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("encoding", ["br", "identity"])
def test_a_page_that_has_not_changed_is_not_sent_again(client, encoding):
    first = client.get("/sv/city/umea", headers={"Accept-Encoding": encoding})
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get("/sv/city/umea", headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_what_is_worth_it_is_compressed(client, encoding, unpack):
    for path in ("/sv/city/umea", static.url("bootstrap.min.css"), "/_dash-layout"):
        plain = client.get(path, headers={"Accept-Encoding": "identity"})
        packed = client.get(path, headers={"Accept-Encoding": encoding})
        assert packed.headers["Content-Encoding"] == encoding
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert len(packed.data) < len(plain.data) / 2
        assert unpack(packed.data)[:2000] == plain.data[:2000]


def test_the_bundle_of_plotly_is_of_the_version_that_drew_the_figures():
    if (bundle := static.plotly_basic()) is None:
        pytest.skip("npm has not put the basic bundle here; the full one serves")
    assert f"plotly.js (basic - minified) v{static._plotly_js_version()}" in bundle.read_text("utf-8")[:300]


def test_plotly_stands_before_dash_asks_for_its_own(client):
    if "plotly-basic.min.js" not in static.files():
        pytest.skip("npm has not put the basic bundle here; the full one serves")
    page = client.get("/sv").text
    assert page.index("plotly-basic.min.js") < page.index("_dash-component-suites")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_has_the_right_figures_and_says_what_it_is(client, tables, lang):
    answer = client.get(f"/{lang}/export/trajectory.csv?cities=umea")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert "utf-8" in answer.headers["Content-Type"]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="trajectory-umea-{tables.release}.csv"'
    assert answer.headers["Content-Language"] == lang
    delimiter, decimal = SPREADSHEET[lang]
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    figure = next(row for row in rows if row and row[0] == "2024")[2]
    assert round(float(figure.replace(decimal, "."))) == 365_010


def test_a_file_of_fictional_data_says_so_in_itself_and_in_its_name(client, tables, monkeypatch):
    monkeypatch.setattr("dashboard.server.export.store.current", lambda _: replace(tables, fictional=True))
    answer = client.get("/en/export/trajectory.csv?cities=umea")
    assert f'filename="{tables.dataset}-trajectory-umea-' in answer.headers["Content-Disposition"]
    assert t("en", "fictional") in answer.data.decode("utf-8-sig")


def test_the_links_to_files_on_a_page_lead_to_files(client):
    page = client.get("/sv/city/umea?measure=capita&from=2000").text
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*/export/[^"]*[.]csv[^"]*)"', page)}
    assert len(links) == len(VIEWS)
    for link in links:
        assert client.get(link).mimetype == "text/csv"
        # What is no emission is the same in every measure.
        assert ("measure=capita" in link) == ("measure" not in VIEWS[link.split("/")[-1].split(".")[0]].ignores)


def test_the_server_says_that_it_is_alive(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_server_says_what_data_it_is_ready_with(client, tables):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {
        "status": "ready", "dataset": "sverige", "release": tables.release, "data_date": tables.data_date,
        "faults_on_disk": 0, "waiting": None, "faults": 0, "first_faults": [],
    }  # fmt: skip


def test_without_good_data_the_server_is_not_ready_and_says_so(client, monkeypatch):
    def none_good():
        raise DataError([fault("sverige", 0, "", "", "not_a_folder")])

    monkeypatch.setattr("dashboard.server.health.store.current", none_good)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "no data", "faults": 1})


def test_a_fault_of_ours_is_told_in_words_and_not_as_a_trace(client, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("a secret detail")

    monkeypatch.setattr("dashboard.server.export.build", broken)
    answer = client.get("/en/export/goals.csv?cities=umea")
    assert answer.status_code == 500
    assert "a secret detail" not in answer.text
    assert "Traceback" not in answer.text
    assert "a secret detail" in caplog.text
