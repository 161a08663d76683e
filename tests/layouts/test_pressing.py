"""What never changes on a page goes to the browser as one component a piece, and nothing in it is lost."""

import json

from dash import dcc, html
from dash._utils import to_json

from dashboard.server.addresses import parse
from layouts.pages import whole
from layouts.pressing import STILL, pressed, unpressed
from layouts.static_html import to_html
from tests.layouts.tree import kind, of_kind, text, walk


def test_a_piece_carries_its_inside_as_html_with_ids_and_links_that_need_no_reload():
    table = html.Table(html.Tr([html.Td("å < ö", id="here"), html.Td(dcc.Link("Umeå", href="/sv/city/umea"))]))
    piece = pressed(html.Div(table, className="box", **STILL))
    assert kind(piece) == "Div"
    assert piece.className == "box"
    assert getattr(piece, "children", None) is None
    assert '<td id="here">å &lt; ö</td>' in unpressed(piece)
    assert '<a href="/sv/city/umea" data-nav="">Umeå</a>' in unpressed(piece)


def test_what_is_not_marked_stays_as_it_is_and_what_is_given_is_not_changed():
    graph = dcc.Graph(id="g", figure={"data": [], "layout": {"height": 9}}, style={"height": "9px"})
    given = html.Div([html.P("a"), None, "b", graph, html.Div(html.Ul(), **STILL)], id="all")
    before = to_html(given)
    after = pressed(given)
    assert [kind(one) for one in walk(after)] == ["Div", "P", "Graph", "Div"]
    assert after.id == "all"
    assert to_html(given) == before
    assert graph.figure["layout"] == {"height": 9}
    assert json.loads(to_json(after))["props"]["children"][3]["props"]["figure"] == graph.figure
    # What has been pressed is left as it is.
    assert pressed(after) is after


def test_a_page_says_the_same_with_its_tables_pressed_and_is_far_fewer_components(tables):
    page = whole(parse("/sv/city/umea", {}, tables), tables)
    light = pressed(page)
    assert text(light) == text(page)
    assert of_kind(page, "Td")
    assert not of_kind(light, "Td", "Th")
    assert len(list(walk(light))) * 5 < len(list(walk(page)))
    assert [one.id for one in of_kind(light, "Graph")] == [one.id for one in of_kind(page, "Graph")]
