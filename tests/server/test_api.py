"""The API gives the figures of the views unrounded, with units, sources and addresses, and spares a second download."""

import csv
import gzip
import io
import json
import math

import brotli
import pytest

from dashboard.app import create_app
from dashboard.config import ROOT, Settings
from dashboard.config import settings as current_settings
from dashboard.exports.csv import SPREADSHEET
from dashboard.i18n import t
from dashboard.server.api import payload
from dashboard.state import LANGUAGES, ViewState
from dashboard.tables import store
from dashboard.tables.loading import load
from dashboard.views import VIEWS, build
from dashboard.views.base import Column, Table

API = "/api/v1"
ASKED = ("", "cities=umea", "cities=lund,umea", "cities=arjang", "cities=umea&measure=capita&from=2000&to=2040")


def exported(client, lang: str, view: str, query: str) -> list[list[str]]:
    """The rows of the CSV export up to the empty one."""
    text = client.get(f"/{lang}/export/{view}.csv?{query}").text.removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text)))
    return rows[: rows.index([])]


def as_exported(value: object) -> str:
    """A value of the API as the CSV writes it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(round(value, 6))
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


@pytest.mark.parametrize("query", ASKED)
@pytest.mark.parametrize("view", VIEWS)
def test_the_rows_are_those_of_the_export(client, view, query):
    answer = client.get(f"{API}/views/{view}?lang=en&{query}").json
    rows = [[as_exported(row[column["name"]]) for column in answer["columns"]] for row in answer["rows"]]
    assert rows == exported(client, "en", view, query)[1:]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_csv_holds_what_the_export_holds_and_is_written_for_programs_in_any_language(client, view, lang):
    given = client.get(f"{API}/views/{view}?format=csv&lang={lang}&cities=umea")
    assert given.mimetype == "text/csv"
    export = client.get(f"/{lang}/export/{view}.csv?cities=umea")
    assert (given.data == export.data) == (lang == "en")
    rows, exported_rows = (
        list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))
        for answer, delimiter in ((given, ","), (export, SPREADSHEET[lang].delimiter))
    )
    assert [len(row) for row in rows] == [len(row) for row in exported_rows]
    assert [row[0] for row in rows if row] == [row[0] for row in exported_rows if row]


def test_a_figure_is_not_rounded(client, tables):
    rows = client.get(f"{API}/views/trajectory?cities=umea&measure=capita").json["rows"]
    shown = build("trajectory", ViewState(cities=("umea",), measure="capita"), tables)
    assert [row["value"] for row in rows] == shown.table.rows["value"].tolist()
    assert any(round(row["value"], 6) != row["value"] for row in rows if row["value"] is not None)


def test_missing_is_null_however_pandas_says_it():
    odd = [None, math.nan, math.inf, build.__class__]
    assert [payload._value(one, whole_number=False) for one in odd] == [None] * 4
    assert payload._value(2024.0, whole_number=True) == 2024
    assert isinstance(payload._value(2024.0, whole_number=True), int)


@pytest.mark.parametrize("query", ASKED)
@pytest.mark.parametrize("view", VIEWS)
def test_no_answer_holds_a_number_that_json_has_not(client, view, query):
    def refuse(word: str) -> None:
        raise AssertionError(word)

    json.loads(client.get(f"{API}/views/{view}?{query}").data, parse_constant=refuse)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_tells_what_it_is_of_and_what_it_rests_on(client, tables, view, lang):
    answer = client.get(f"{API}/views/{view}?lang={lang}&cities=umea")
    shown = build(view, ViewState(lang=lang, cities=("umea",)), tables)
    told = answer.json
    assert answer.headers["Content-Language"] == lang
    assert (told["view"], told["title"], told["finding"]) == (view, t(lang, f"view.{view}"), shown.summary)
    assert (told["release"], told["data_date"], told["fictional"]) == (tables.release, tables.data_date, False)
    assert told["fictional_note"] is None
    assert told["remarks"] == list(shown.remarks)
    assert [section["heading"] for section in told["sections"]] == [section.heading for section in shown.sections]
    assert [len(section["rows"]) for section in told["sections"]] == [
        len(section.table.rows) if section.table else 0 for section in shown.sections
    ]
    assert [source["id"] for source in told["sources"]] == shown.sources["source_id"].tolist()
    licences = shown.sources["licence"].astype(object).where(shown.sources["licence"].notna(), None)
    assert [source["licence"] for source in told["sources"]] == licences.tolist()


def test_the_units_are_those_of_the_figures(client):
    def units(view: str, query: str = "") -> dict[str, str]:
        return {one["name"]: one["unit"] for one in client.get(f"{API}/views/{view}?{query}").json["columns"]}

    assert units("trajectory")["value"] == "tonnes"
    assert units("trajectory", "measure=capita")["value"] == "tonnes_per_person"
    assert units("trajectory", "measure=index")["value"] == "index"
    assert units("modal-share")["share"] == "share"
    assert units("modal-share")["sample"] == "number"
    assert units("contract")["signed"] == "number"


def test_only_what_changes_a_view_stands_in_its_state(client):
    assert "measure" not in client.get(f"{API}/views/city-map?measure=capita").json["state"]
    assert client.get(f"{API}/views/trajectory?measure=capita&from=2000").json["state"] == {
        "cities": [], "measure": "capita", "base": 1990, "from": 2000, "to": 2050, "target": "",
    }  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_a_views_links_lead_to_the_same_state(client, view):
    links = client.get(f"{API}/views/{view}?lang=en&cities=umea&from=2000").json["links"]
    assert all(link.startswith("http://localhost/") for link in links.values())
    assert client.get(links["self"]).json["links"] == links
    assert client.get(links["csv"]).mimetype == "text/csv"
    for name in ("page", "embed", "description"):
        assert client.get(links[name]).status_code == 200


def test_a_cell_that_leads_somewhere_brings_the_address(client):
    answer = client.get(f"{API}/views/process").json
    cell = next(column for column in answer["columns"] if "city" in column)
    assert client.get(f"/sv/city/{answer['rows'][0][cell['city']]}").status_code == 200


def test_accept_chooses_the_format_and_the_query_goes_before_it(client):
    address = f"{API}/views/goals?cities=umea"
    assert client.get(address).mimetype == "application/json"
    assert client.get(address, headers={"Accept": "text/csv"}).mimetype == "text/csv"
    assert client.get(address, headers={"Accept": "text/html,*/*;q=0.8"}).mimetype == "application/json"
    assert client.get(f"{address}&format=json", headers={"Accept": "text/csv"}).mimetype == "application/json"
    assert "Accept" in client.get(address).headers["Vary"].split(", ")


def test_every_municipality_is_listed(client, tables):
    answer = client.get(f"{API}/cities?lang=en").json
    assert [city["slug"] for city in answer["cities"]] == list(tables.slugs)
    assert answer["count"] == 290
    umea = next(city for city in answer["cities"] if city["slug"] == "umea")
    assert (umea["code"], umea["name"], umea["county"]["name"]) == ("2480", "Umeå", "Västerbottens län")
    people = tables.population[(tables.population["code"] == "2480")].sort_values("year").iloc[-1]
    assert umea["population"] == {"value": people["population"], "year": people["year"], "source": people["source_id"]}
    own = tables.memberships[tables.memberships["code"] == "2480"]
    assert len(umea["roles"]) == len(own)
    named = [tables.municipality(code).name for code in own["partner_code"].dropna()]
    assert sorted(role["partner"] for role in umea["roles"] if role["partner"]) == sorted(
        [*named, *own.loc[own["partner_code"].isna(), "partner_name"].dropna()]
    )
    assert all(client.get(umea["links"][name].replace("{view}", "goals")).status_code == 200 for name in umea["links"])


def test_every_view_is_listed_and_its_links_work(client):
    answer = client.get(f"{API}/views").json
    assert [view["id"] for view in answer["views"]] == list(VIEWS)
    for view in answer["views"]:
        for lang in LANGUAGES:
            assert view["description"][lang].endswith(".")
            assert client.get(view["links"][lang]["json"]).json["lang"] == lang
            assert client.get(view["links"][lang]["csv"]).mimetype == "text/csv"


ADDRESSES = [f"{API}/{name}" for name in ("cities", "views", "views/goals?cities=umea", "catalog", "openapi.json")]
PLAIN = {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


@pytest.mark.parametrize("encoding", PLAIN)
@pytest.mark.parametrize("address", [*ADDRESSES, f"{API}/views/goals?cities=umea&format=csv"])
def test_what_is_held_already_is_not_sent_again(client, address, encoding):
    asks = {"Accept-Encoding": encoding}
    first = client.get(address, headers=asks)
    tag = first.headers["ETag"]
    assert PLAIN[first.headers.get("Content-Encoding", "identity")](first.data) == client.get(address).data
    assert not tag.startswith("W/")
    for held in (tag, f"W/{tag}", f'"other", {tag}'):
        again = client.get(address, headers={**asks, "If-None-Match": held})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"] == "private, max-age=300"
    assert client.get(address, headers={**asks, "If-None-Match": '"other"'}).status_code == 200


def test_formats_and_states_have_tags_of_their_own(client):
    queries = ("", "format=csv", "lang=en", "cities=umea", "cities=umea&format=csv")
    tags = [client.get(f"{API}/views/trajectory?{query}").headers["ETag"] for query in queries]
    assert len(set(tags)) == len(queries)


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_tells_what_get_would(client, address):
    head, get = client.head(address), client.get(address)
    assert head.status_code == 200
    assert head.data == b""
    assert (head.headers["ETag"], head.headers["Content-Type"]) == (get.headers["ETag"], get.headers["Content-Type"])


@pytest.mark.parametrize("address", [*ADDRESSES, f"{API}/nothing", f"{API}/views/goals?measure=foo"])
def test_any_page_may_read_it_and_no_credentials_are_taken(client, address):
    answer = client.get(address, headers={"Origin": "https://kommun.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Set-Cookie" not in answer.headers


def test_a_preflight_is_answered(client):
    asks = {"Origin": "https://kommun.example", "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match"}  # fmt: skip
    answer = client.options(f"{API}/views/goals", headers=asks)
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]
    assert "if-none-match" in answer.headers["Access-Control-Allow-Headers"].lower()


@pytest.mark.parametrize("path", ["/sv", "/sv/export/goals.csv?cities=umea", "/healthz", "/apiary"])
def test_nothing_but_the_api_is_open_to_other_pages(client, path):
    assert "Access-Control-Allow-Origin" not in client.get(path, headers={"Origin": "https://a.example"}).headers


def test_a_table_without_rows_is_an_empty_list(tables):
    empty = Table((Column("year", "År", "year"),), build("goals", ViewState(), tables).table.rows.rename(
        columns={"target_year": "year"}))  # fmt: skip
    assert payload._table("sv", empty, "goals")["rows"] == []


@pytest.fixture
def made_up(monkeypatch):
    """A client of the fictional data set, in this process."""
    folder = ROOT / "data" / "exempel"
    held = load(folder)
    # What was built of the real data stays: built views are kept by the tables that they are of.
    monkeypatch.setattr(store, "current", lambda _release=None: held)
    monkeypatch.setattr(store, "store", lambda _data=None: store.Store(folder))
    return create_app(Settings(data=folder)).server.test_client(use_cookies=False)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["cities", "views/process", "views/trajectory", "views/contract"])
def test_invented_figures_say_so(made_up, path, lang):
    told = made_up.get(f"{API}/{path}?lang={lang}").json
    assert told["fictional"] is True
    assert told["fictional_note"] == t(lang, "fictional")


def test_invented_figures_are_no_open_data(made_up):
    graph = made_up.get(f"{API}/catalog").json["@graph"]
    assert {node["@type"] for node in graph} == {"dcat:Catalog", "foaf:Agent"}
    assert "dcat:dataset" not in graph[0]
    assert "påhittade" in graph[0]["dcterms:title"][0]["@value"]
    assert "invented" in graph[0]["dcterms:title"][1]["@value"]


def test_links_keep_the_base_path(client, monkeypatch):
    monkeypatch.setattr("dashboard.server.addresses.settings", lambda: Settings(base_path="/karta/"))
    monkeypatch.setattr("dashboard.server.api.paths.settings", lambda: Settings(base_path="/karta/"))
    links = client.get(f"{API}/views/goals").json["links"]
    assert all(link.startswith("http://localhost/karta/") for link in links.values())
    assert current_settings().base_path == "/"
