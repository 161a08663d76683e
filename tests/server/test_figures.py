"""A figure can be asked for by itself: the very one that the page shows."""

import json

import pytest
from plotly.io.json import to_json_plotly

from dashboard.i18n import t
from dashboard.server.addresses import to_figure
from dashboard.state import ViewState
from dashboard.views import VIEWS, build


@pytest.mark.parametrize("view", VIEWS)
def test_the_figure_is_the_views_own(client, view):
    state = ViewState(lang="en", cities=("umea",), measure="capita")
    answer = client.get(to_figure(view, state) + "&theme=dark&size=narrow")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    shown = build(view, state.but(theme="dark", size="narrow"))
    assert answer.json == json.loads(to_json_plotly(shown.figure))


def test_a_figure_that_the_browser_has_is_not_sent_again(client):
    url = to_figure("trajectory", ViewState(cities=("umea",)))
    first = client.get(url)
    assert client.get(url, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "path",
    ["nothing.json?cities=umea", "goals.json?cities=arjang", "goals.json?cities=atlantis", "sectors.json?release=x"],
)
def test_a_figure_of_nothing_is_a_404_in_words(client, path):
    answer = client.get(f"/en/figure/{path}")
    assert answer.status_code == 404
    assert len(answer.text.split()) > 3
    assert answer.headers["Content-Language"] == "en"


def test_a_figure_in_no_language_is_not_found(client):
    assert client.get("/de/figure/trajectory.json").status_code == 404


def test_a_page_names_the_figure_that_it_shows_first(client):
    for city, view in (("umea", "process"), ("ale", "trajectory")):
        page = client.get(f"/en/city/{city}?measure=capita").text
        address = f'data-figure="/en/figure/{view}.json?cities={city}&amp;measure=capita"'
        assert address in page or "plotly-basic" not in page
        assert t("en", f"view.{view}") in page
