"""Embeds as they are sent: whole without a script, light, closed, and clear about what they cannot show."""

import re
from urllib.parse import quote

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.config import Settings
from dashboard.i18n import t
from dashboard.pictures import front
from dashboard.pictures.ahead import LOOKS
from dashboard.server import static
from dashboard.server.addresses import to_embed, to_view
from dashboard.server.embed import links_of
from dashboard.server.headers import embed_policy
from dashboard.state import LANGUAGES, ViewState
from dashboard.tables.loading import load
from dashboard.views import VIEWS, build
from layouts.embed import document

UMEA = ViewState(cities=("umea",))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_an_embed_reads_without_a_script(client, tables, view, lang):
    state = UMEA.but(lang=lang)
    answer = client.get(to_embed(view, state))
    shown = build(view, state.but(mode="embed"), tables)
    text = re.sub(r"&[a-z#0-9]+;", "", answer.text)
    assert answer.status_code == 200
    assert f'<html lang="{lang}"' in text
    assert answer.text.count("<h1") == 1
    assert f'data-view="{view}" data-cities="umea" data-status="ready"' in text
    # finding, picture in both sizes, every row of the table, sources, and the way to the full page
    assert re.sub(r'[&"\'<>]', "", shown.summary) in re.sub(r"[\"']", "", text)
    assert text.count(f"/{view}.svg?") == len(LOOKS)
    body = answer.text.split("<tbody>")[1].split("</tbody>")[0]
    assert body.count("<tr>") == len(shown.table.rows)
    assert "data-sources" in text
    assert f'href="{to_view(state)}"' in text


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("cities", ["", "umea", "lund,malmo,umea"])
def test_what_comes_before_the_picture_is_light(client, view, cities):
    """The picture itself is weighed in a browser (tests/browser/test_embed.py)."""
    page = client.get(f"/sv/embed/{view}?cities={cities}")
    files = [static.files()[name].content for name in ("embed.css", "embed.js")]
    assert sum(len(brotli.compress(part, quality=5)) for part in (page.data, *files)) < 25_000


def test_several_cities_stand_in_the_query_and_one_in_the_path(client):
    assert 'data-cities="lund,umea"' in client.get("/en/embed/trajectory?cities=lund,umea").text
    assert 'data-cities="umea"' in client.get("/en/embed/trajectory/UMEA/?cities=lund").text
    assert 'data-cities=""' in client.get("/en/embed/trajectory").text


def test_the_theme_of_the_address_is_the_only_one_whose_pictures_are_named(client):
    dark = client.get(to_embed("sectors", UMEA.but(theme="dark"))).text
    stage = dark.split("<picture>")[1].split("</picture>")[0]
    assert 'data-theme="dark"' in dark
    assert stage.count("theme=dark") == 2
    assert stage.count("theme=light") == stage.count('media="print"') == 1
    assert "prefers-color-scheme" in client.get(to_embed("sectors", UMEA)).text


def test_the_state_of_the_address_reaches_every_part(client):
    text = client.get("/en/embed/trajectory/umea?measure=capita&from=2010&to=2040&release=2026-11").text
    for address in re.findall(r'(?:srcset|src|href|data-[a-z]+-[a-z]+)="(/en/[^"]*trajectory[^"]*)"', text):
        for part in ("measure=capita", "from=2010", "to=2040", "release=2026-11"):
            assert part in address
    assert "per person" in text


def test_an_embed_is_closed_to_everything_but_this_server(client):
    answer = client.get(to_embed("trajectory", UMEA))
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert policy.endswith("frame-ancestors 'self' *")
    assert not re.findall(r"<script(?![^>]*\bsrc=)", answer.text)
    assert not re.findall(r"\son[a-z]+=", answer.text)
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age" in answer.headers["Cache-Control"]


def test_another_version_than_there_is_is_refused_and_not_kept(client):
    for address in (to_embed("trajectory", UMEA), "/sv/embed/trajectory.json?cities=umea"):
        answer = client.get(address, headers={"If-Match": '"another"'})
        assert (answer.status_code, answer.data, answer.headers["Cache-Control"]) == (412, b"", "no-store")


def test_pages_are_framed_by_nobody(client):
    for path in ("/sv", "/sv/city/umea", "/sv/about/data", "/sv/share", "/sv/city/embed/x", "/x/sv/embed/y"):
        assert "frame-ancestors 'none'" in client.get(path).headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("given", "policy"),
    [
        ("https://umea.se https://*.lund.se", "frame-ancestors 'self' https://umea.se https://*.lund.se"),
        ("https://umea.se,lund.se:8443", "frame-ancestors 'self' https://umea.se lund.se:8443"),
        ("'none'", "frame-ancestors 'self'"),
        ("https://umea.se; script-src *", "frame-ancestors 'self'"),
        ("umea.se; *", "frame-ancestors 'self'"),
        ("\nX-Evil: 1", "frame-ancestors 'self'"),
    ],
)
def test_who_may_frame_embeds_is_set_by_whoever_runs_the_server(given, policy):
    settings = Settings.from_env({"DASHBOARD_FRAME_ANCESTORS": given})
    assert embed_policy(settings.frame_ancestors).split("; ")[-1] == policy


def test_without_a_chromium_the_table_stands_open_and_the_chart_has_its_room(client, monkeypatch):
    with_picture = client.get(to_embed("trajectory", UMEA)).text
    monkeypatch.setattr("dashboard.server.embed.available", lambda: False)
    without = client.get(to_embed("trajectory", UMEA)).text
    assert re.search(r'<details[^>]* data-table="">', with_picture)
    assert not re.search(r"<details[^>]*\bopen", with_picture)
    assert re.search(r'<details[^>]*\bopen=""', without)
    assert "<img" not in without
    assert without.count('class="room ') == 2


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("nothing/umea", "no_such_view"),
        ("goals/atlantis", "no_such_city"),
        ("goals?cities=umea,atlantis", "no_such_city"),
        ("goals/umea?release=2001-01", "no_such_release"),
        ("goals/umea?release=../../../etc/passwd", "no_such_release"),
    ],
)
def test_what_does_not_exist_is_said_in_the_frame(client, lang, path, key):
    answer = client.get(f"/{lang}/embed/{path}")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert t(lang, f"error.{key}") in answer.text
    assert f'<html lang="{lang}"' in answer.text
    assert "frame-ancestors 'self' *" in answer.headers["Content-Security-Policy"]


def test_a_view_without_data_says_so_and_has_no_picture(client):
    text = client.get("/sv/embed/goals/arjang").text
    assert 'data-status="no-data"' in text
    assert "<img" not in text
    assert t("sv", "how_to_add_link") in text


def test_the_figure_that_takes_the_pictures_place_is_the_views_own(client):
    answer = client.get("/sv/embed/trajectory.json?cities=umea&theme=dark&size=narrow")
    shown = build("trajectory", UMEA.but(theme="dark", size="narrow", mode="embed"))
    assert answer.json["layout"]["height"] == shown.figure["layout"]["height"]
    assert client.get("/sv/embed/goals.json?cities=arjang").status_code == 404
    assert client.get("/sv/embed/nothing.json").status_code == 404
    assert client.get("/sv/embed/goals.json?cities=atlantis").status_code == 404


raw = st.text(max_size=60)
KEYS = ("cities", "measure", "from", "to", "target", "theme", "layer", "release", "size", "base", "x")


@given(
    view=st.one_of(st.sampled_from(list(VIEWS)), raw),
    slug=raw,
    query=st.dictionaries(st.sampled_from(KEYS), raw),
)
def test_no_address_of_an_embed_is_a_fault_of_ours(client, view, slug, query):
    known = view in VIEWS
    view, slug = quote(view, safe=""), quote(slug, safe="")
    for path in (f"/sv/embed/{view}/{slug}", f"/en/embed/{view}", f"/sv/picture/{slug}/{view}.svg"):
        if front.available() and path.endswith(".svg") and known:
            continue
        answer = client.get(path, query_string=query)
        assert answer.status_code < 500
        assert "Traceback" not in answer.text


def test_an_embed_of_made_up_municipalities_says_so():
    made_up = load(Settings().data.parent / "exempel")
    state = ViewState(cities=(next(iter(made_up.slugs)),))
    for view in VIEWS:
        assert t("sv", "fictional") in document(view, state, made_up, links_of(view, state, made_up))
