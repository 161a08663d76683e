"""The catalogue is what DCAT-AP-SE 3 asks for, true to the data, and honest about their terms."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest

from dashboard.server.api import catalog_facts as facts
from dashboard.server.api.catalog import PREFIXES
from dashboard.server.api.rdfxml import RDF, XML
from dashboard.state import LANGUAGES, ViewState
from dashboard.views import VIEWS, build

API = "/api/v1"
#: What the profile makes mandatory, by class.
MANDATORY = {
    "dcat:Catalog": {"dcterms:title", "dcterms:description", "dcterms:publisher", "dcterms:license"},
    "dcat:Dataset": {"dcterms:title", "dcterms:description", "dcterms:publisher"},
    "dcat:Distribution": {"dcat:accessURL", "dcterms:format"},
    "dcat:DataService": {"dcterms:title", "dcat:endpointURL"},
    "foaf:Agent": {"foaf:name", "dcterms:type"},
    "vcard:Organization": {"vcard:fn", "vcard:hasEmail"},
}
#: What it recommends and a data portal shows.
RECOMMENDED = {
    "dcat:Dataset": {"dcat:keyword", "dcat:theme", "dcterms:spatial", "dcterms:temporal", "dcterms:accessRights",
                     "dcterms:issued", "dcat:distribution", "dcterms:accrualPeriodicity", "dcterms:provenance"},
    "dcat:Distribution": {"dcterms:description", "dcterms:license", "dcat:mediaType", "dcat:accessService"},
    "dcat:DataService": {"dcat:endpointDescription", "dcterms:accessRights", "dcterms:license", "dcat:servesDataset"},
}  # fmt: skip
THEMES = {"AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "REGI", "SOCI", "TECH", "TRAN"}


@pytest.fixture(scope="module")
def catalog(client):
    answer = client.get(f"{API}/catalog")
    assert answer.mimetype == "application/ld+json"
    return answer.json


@pytest.fixture(scope="module")
def graph(catalog):
    return catalog["@graph"]


def of(graph, kind: str):
    return [node for node in graph if node["@type"] == kind]


def several(value):
    return value if isinstance(value, list) else [value]


def references(graph):
    for node in graph:
        for key, values in node.items():
            for value in several(values):
                if isinstance(value, dict) and "@id" in value:
                    yield key, value["@id"]


def test_a_data_set_for_every_view_in_one_catalogue(graph):
    (catalog,) = of(graph, "dcat:Catalog")
    listed = [one["@id"] for one in catalog["dcat:dataset"]]
    assert listed == [one["@id"] for one in of(graph, "dcat:Dataset")]
    assert [address.rpartition("#dataset-")[2] for address in listed] == list(VIEWS) == list(facts.VIEWS_DESCRIBED)
    assert catalog["dcterms:license"]["@id"] == facts.CC0


def test_every_node_has_what_the_profile_demands_and_recommends(graph):
    for node in graph:
        demanded = MANDATORY.get(node["@type"], set()) | RECOMMENDED.get(node["@type"], set())
        assert demanded - set(node) == set(), node["@id"]


def test_every_name_is_of_a_known_vocabulary_and_every_address_whole(catalog, graph):
    assert catalog["@context"] == PREFIXES
    names = {key for node in graph for key in node if not key.startswith("@")} | {node["@type"] for node in graph}
    assert {name.partition(":")[0] for name in names} <= set(PREFIXES)
    assert [
        address for _, address in references(graph) if not re.match(r"(https?://|mailto:)[^\s<>\"{}|\\^`]+$", address)
    ] == []
    assert len({node["@id"] for node in graph}) == len(graph)


def test_every_reference_to_the_catalogue_itself_leads_to_a_node(graph):
    known = {node["@id"] for node in graph}
    own = [address for _, address in references(graph) if f"{API}/catalog#" in address]
    assert own
    assert set(own) <= known


def test_titles_descriptions_and_keywords_are_in_both_languages(graph):
    for node in of(graph, "dcat:Dataset"):
        for key in ("dcterms:title", "dcterms:description", "dcat:keyword"):
            assert {one["@language"] for one in node[key]} == set(LANGUAGES)
            assert all(one["@value"].strip() for one in node[key])
        # The Swedish recommendations: a name under ten words.
        assert all(len(one["@value"].split()) < 10 for one in node["dcterms:title"])


def test_themes_frequencies_and_formats_are_codes_that_exist(graph):
    for described in facts.VIEWS_DESCRIBED.values():
        assert set(described.themes) <= THEMES
        assert described.frequency in ("ANNUAL", "IRREG")
    assert {node["dcterms:format"] for node in of(graph, "dcat:Distribution")} == {"application/json", "text/csv"}


def test_every_distribution_is_served_as_the_format_that_it_tells(client, graph):
    for node in of(graph, "dcat:Distribution"):
        answer = client.get(node["dcat:accessURL"]["@id"])
        assert (answer.status_code, answer.mimetype) == (200, node["dcterms:format"])
        assert node["dcat:mediaType"]["@id"].endswith(f"/{answer.mimetype}")
        # Where nothing comes without a municipality, no file is offered for download.
        empty = answer.mimetype == "application/json" and answer.json["status"] == "no-data"
        assert not (empty and "dcat:downloadURL" in node)
    offered = [node["@id"] for node in of(graph, "dcat:Distribution") if "dcat:downloadURL" in node]
    assert {address.rpartition("#")[2] for address in offered} == {
        f"{kind}-{view}" for kind in ("json", "csv") for view in VIEWS if view != "goals"
    }


def test_the_service_leads_to_its_description(client, graph):
    (service,) = of(graph, "dcat:DataService")
    assert client.get(service["dcat:endpointDescription"]["@id"]).json["openapi"] == "3.1.0"
    assert client.get(service["dcat:endpointURL"]["@id"]).status_code == 200


@pytest.mark.parametrize("slugs", [(), ("umea",), ("goteborg",), ("lund", "malmo"), ("arjang",)])
@pytest.mark.parametrize("view", VIEWS)
def test_every_source_that_a_view_shows_is_counted(tables, view, slugs):
    shown = build(view, ViewState(cities=slugs), tables).sources
    assert set(shown["source_id"]) - set(facts.sources(view, tables)["source_id"]) == set()


def test_a_licence_is_given_only_where_it_covers_every_source(tables, graph):
    given = {node["@id"].rpartition("#")[2]: node["dcterms:license"]["@id"] for node in of(graph, "dcat:Distribution")}
    for view in VIEWS:
        stated = facts.sources(view, tables)["licence"]
        open_to_all = stated.notna().all() and set(stated) <= set(facts.LICENCES)
        assert given[f"csv-{view}"].startswith("http://creativecommons.org/") == open_to_all
    assert given["csv-sectors"] == facts.CC_BY
    assert given["csv-contract"].endswith("#terms")


def test_what_states_no_terms_is_told_in_the_rights(tables, graph):
    rights = {node["@id"].rpartition("#rights-")[2]: node for node in of(graph, "odrs:RightsStatement")}
    for view in VIEWS:
        silent = int(facts.sources(view, tables)["licence"].isna().sum())
        english = rights[view]["odrs:attributionText"][1]["@value"]
        assert (f"{silent} of" in english) == (silent > 0)


def test_the_years_are_counted_from_the_data(tables, graph):
    periods = {node["@id"].rpartition("#period-")[2]: node for node in of(graph, "dcterms:PeriodOfTime")}
    sectors = periods["sectors"]
    assert sectors["dcat:startDate"]["@value"] == str(tables.emissions["year"].min())
    assert sectors["dcat:endDate"]["@value"] == str(tables.emissions["year"].max())
    assert all(int(one["dcat:startDate"]["@value"]) <= int(one["dcat:endDate"]["@value"]) for one in periods.values())


def test_dates_are_a_day_or_a_year_as_the_profile_knows_them(graph):
    forms = {"xsd:date": r"\d{4}-\d{2}-\d{2}", "xsd:gYear": r"\d{4}"}
    dated = [node[key] for node in graph for key in ("dcterms:issued", "dcterms:modified") if key in node]
    assert dated
    assert all(re.fullmatch(forms[one["@type"]], one["@value"]) for one in dated)


def test_a_contact_comes_with_the_address_that_the_profile_demands(client, monkeypatch):
    monkeypatch.setattr("dashboard.server.api.catalog.contact", lambda: "data@example.org")
    graph = client.get(f"{API}/catalog").json["@graph"]
    (contact,) = of(graph, "vcard:Organization")
    assert MANDATORY["vcard:Organization"] <= set(contact)
    assert all(node["dcat:contactPoint"]["@id"] == contact["@id"] for node in of(graph, "dcat:Dataset"))


def test_no_contact_is_invented_where_none_is_known(graph):
    assert of(graph, "vcard:Organization") == []
    assert all("dcat:contactPoint" not in node for node in graph)


@dataclass(frozen=True)
class Said:
    """One statement of the graph: of what, which property, and the value with its language or type."""

    of: str
    name: str
    value: str
    kind: str = ""


def statements(graph):
    for node in graph:
        for key, values in node.items():
            for value in several(values) if not key.startswith("@") else ():
                told = value if isinstance(value, dict) else {"@value": value}
                kind = told.get("@language") or told.get("@type", "").replace("xsd:", PREFIXES["xsd"])
                prefix, _, local = key.partition(":")
                yield Said(node["@id"], PREFIXES[prefix] + local, told.get("@id") or told["@value"], kind)


@pytest.mark.parametrize("asked", [{"query_string": "format=rdf"}, {"headers": {"Accept": "application/rdf+xml"}}])
def test_rdf_xml_says_the_same(client, graph, asked):
    answer = client.get(f"{API}/catalog", **asked)
    assert answer.mimetype == "application/rdf+xml"
    said = set()
    for node in ET.fromstring(answer.data):
        for one in node:
            kind = one.get(f"{{{XML}}}lang") or one.get(f"{{{RDF}}}datatype") or ""
            value = one.get(f"{{{RDF}}}resource") or one.text
            said.add(Said(node.get(f"{{{RDF}}}about"), one.tag.strip("{").replace("}", ""), value, kind))
    assert said == set(statements(graph))
