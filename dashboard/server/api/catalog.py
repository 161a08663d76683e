"""The catalogue by DCAT-AP-SE 3: a data set a view, two distributions each, and the API as a data service.

The graph is a list of nodes with an address each (the national harvester takes no blank ones for what matters);
JSON-LD and RDF/XML are two ways to write it. Made-up data are never offered as open data: their catalogue is empty and
says why.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.config import settings
from dashboard.i18n import number, t
from dashboard.server.addresses import to_about, to_api, to_overview
from dashboard.server.api import catalog_facts as facts
from dashboard.server.api.paths import to
from dashboard.server.origin import whole
from dashboard.state import LANGUAGES, ViewState
from dashboard.tables import pointer, store
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS, frame_of

Node = dict[str, Any]
Graph = list[Node]

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "odrs": "http://schema.theodi.org/odrs#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority"
SWEDEN = ("http://sws.geonames.org/2661886", f"{AUTHORITY}/country/SWE")
PUBLIC = f"{AUTHORITY}/access-right/PUBLIC"
OPENAPI = "https://spec.openapis.org/oas/v3.1.0"
MEDIA = {"json": "application/json", "csv": "text/csv"}


def json_ld(graph: Graph) -> dict[str, Any]:
    """The graph as JSON-LD with a context of its own, so that nobody has to fetch one."""
    return {"@context": PREFIXES, "@graph": graph}


def graph(tables: Tables) -> Graph:
    """The catalogue's nodes, the catalogue itself first."""
    here = whole(to("catalog"))
    offered = () if tables.fictional else tuple(VIEWS)
    nodes = [_catalog(here, offered, tables), _publisher(here, tables)]
    if not offered:
        return nodes
    if contact():
        nodes.append(_contact(here))
    nodes += [
        _service(here, offered),
        _terms(here),
        _standard(OPENAPI, "OpenAPI 3.1"),
        _standard(_schema(), "JSON Schema"),
    ]
    for view in offered:
        nodes += [_dataset(here, view, tables), _period(here, view, tables), _provenance(here, view, tables)]
        nodes += [_distribution(here, view, kind, tables) for kind in MEDIA]
        nodes.append(_rights(here, view, tables))
    return [node for node in nodes if node]


def contact() -> str:
    """The address for questions about the data, where whoever runs the server has given one."""
    return settings().contact


def _catalog(here: str, offered: Iterable[str], tables: Tables) -> Node:
    made_up = "fictional" if tables.fictional else "real"
    node = _node(
        f"{here}#catalog", "dcat:Catalog",
        {
            "dcterms:title": _words(f"catalog.title.{made_up}"),
            "dcterms:description": _words(f"catalog.description.{made_up}", date=tables.data_date),
            "dcterms:publisher": _ref(f"{here}#publisher"),
            # DCAT-AP-SE: the descriptions themselves are free for anybody, whatever the data are.
            "dcterms:license": _ref(facts.CC0),
            "foaf:homepage": _ref(whole(to_overview(ViewState()))),
            "dcterms:language": [_ref(f"{AUTHORITY}/language/{code}") for code in ("SWE", "ENG")],
            "dcat:themeTaxonomy": _ref(f"{AUTHORITY}/data-theme"),
            "dcterms:spatial": [_ref(place) for place in SWEDEN],
            **_dates(tables),
        },
    )  # fmt: skip
    if offered:
        node["dcat:dataset"] = [_ref(f"{here}#dataset-{view}") for view in offered]
        node["dcat:service"] = _ref(f"{here}#service")
    else:
        del node["dcterms:spatial"]
    return node


def _publisher(here: str, tables: Tables) -> Node:
    name = "catalog.publisher.fictional" if tables.fictional else "catalog.publisher.real"
    told: Node = {
        "foaf:name": _words(name),
        "dcterms:type": _ref("http://purl.org/adms/publishertype/NonProfitOrganisation"),
        "foaf:homepage": _ref(whole(to_overview(ViewState()))),
    }
    return _node(f"{here}#publisher", "foaf:Agent", told)


def _contact(here: str) -> Node:
    told = {
        "vcard:fn": t("sv", "product"),
        "vcard:hasEmail": _ref(f"mailto:{contact()}"),
        "vcard:hasURL": _ref(whole(to_about("data", ViewState()))),
    }
    return _node(f"{here}#contact", "vcard:Organization", told)


def _dataset(here: str, view: str, tables: Tables) -> Node:
    described = facts.VIEWS_DESCRIBED[view]
    told: Node = {
        "dcterms:title": _words(f"catalog.view.{view}"),
        "dcterms:description": _words(f"api.view.{view}"),
        "dcterms:identifier": f"omstallningskartan-{view}",
        "dcterms:publisher": _ref(f"{here}#publisher"),
        "dcat:keyword": [word for lang in LANGUAGES for word in _keywords(lang, view)],
        "dcat:theme": [_ref(f"{AUTHORITY}/data-theme/{code}") for code in described.themes],
        "dcterms:accessRights": _ref(PUBLIC),
        "dcterms:accrualPeriodicity": _ref(f"{AUTHORITY}/frequency/{described.frequency}"),
        "dcterms:spatial": [_ref(place) for place in SWEDEN],
        "dcterms:language": [_ref(f"{AUTHORITY}/language/{code}") for code in ("SWE", "ENG")],
        "dcterms:provenance": _ref(f"{here}#provenance-{view}"),
        "dcat:landingPage": _ref(whole(to_about("data", ViewState()))),
        "dcat:version": tables.release,
        "dcat:distribution": [_ref(f"{here}#{kind}-{view}") for kind in MEDIA],
        **_dates(tables),
    }
    if facts.period(view, tables):
        told["dcterms:temporal"] = _ref(f"{here}#period-{view}")
    if contact():
        told["dcat:contactPoint"] = _ref(f"{here}#contact")
    return _node(f"{here}#dataset-{view}", "dcat:Dataset", told)


def _distribution(here: str, view: str, kind: str, tables: Tables) -> Node:
    address = _ref(whole(to_api(view, kind, ViewState())))
    told: Node = {
        "dcterms:title": _words(f"catalog.file.{kind}"),
        "dcterms:description": _words("catalog.file.how"),
        "dcat:accessURL": address,
        "dcterms:format": MEDIA[kind],
        "dcat:mediaType": _ref(f"https://www.iana.org/assignments/media-types/{MEDIA[kind]}"),
        "dcat:accessService": _ref(f"{here}#service"),
        "dcterms:license": _ref(facts.licence(view, tables) or f"{here}#terms"),
        "dcterms:rights": _ref(f"{here}#rights-{view}"),
        "dcterms:language": _ref(f"{AUTHORITY}/language/SWE"),
        **_dates(tables),
    }
    if len(frame_of(view, ViewState(), tables)):
        # A view that needs a municipality has nothing to download before one is chosen.
        told["dcat:downloadURL"] = address
    if kind == "json":
        told["dcterms:conformsTo"] = _ref(_schema())
    return _node(f"{here}#{kind}-{view}", "dcat:Distribution", told)


def _service(here: str, offered: Iterable[str]) -> Node:
    told: Node = {
        "dcterms:title": _words("catalog.service.title"),
        "dcterms:description": _words("catalog.service.description"),
        "dcterms:publisher": _ref(f"{here}#publisher"),
        "dcat:endpointURL": _ref(whole(to("views"))),
        "dcat:endpointDescription": _ref(whole(to("openapi.json"))),
        "dcterms:conformsTo": _ref(OPENAPI),
        "dcterms:accessRights": _ref(PUBLIC),
        "dcterms:license": _ref(f"{here}#terms"),
        "dcat:theme": [_ref(f"{AUTHORITY}/data-theme/{code}") for code in ("ENVI", "REGI")],
        "dcat:servesDataset": [_ref(f"{here}#dataset-{view}") for view in offered],
    }
    if contact():
        told["dcat:contactPoint"] = _ref(f"{here}#contact")
    return _node(f"{here}#service", "dcat:DataService", told)


def _terms(here: str) -> Node:
    told = {
        "dcterms:title": _words("catalog.terms.title"),
        "dcterms:description": _words("catalog.terms.description"),
        "foaf:page": _ref(whole(to_about("data", ViewState()))),
    }
    return _node(f"{here}#terms", "dcterms:LicenseDocument", told)


def _rights(here: str, view: str, tables: Tables) -> Node:
    used = facts.sources(view, tables)
    stated = used.dropna(subset=["licence"]).drop_duplicates(["publisher", "licence"])
    named = "; ".join(f"{row.publisher}: {row.licence}" for row in stated.itertuples(index=False))
    silent = int(used["licence"].isna().sum())
    key = "catalog.rights.some" if silent else "catalog.rights.all"
    counts = {"silent": silent, "count": len(used)} if silent else {}
    told = {
        "odrs:attributionText": _words(key, named=named or "–", **counts),
        "odrs:reuserGuidelines": _ref(whole(to_about("data", ViewState()))),
    }
    return _node(f"{here}#rights-{view}", "odrs:RightsStatement", told)


def _provenance(here: str, view: str, tables: Tables) -> Node:
    used = facts.sources(view, tables)
    publishers = used["publisher"].nunique()
    label = [
        _said(lang, t(lang, "catalog.provenance", sources=number(lang, len(used)), publishers=number(lang, publishers)))
        for lang in LANGUAGES
    ]
    return _node(f"{here}#provenance-{view}", "dcterms:ProvenanceStatement", {"rdfs:label": label})


def _period(here: str, view: str, tables: Tables) -> Node:
    years = facts.period(view, tables)
    if years is None:
        return {}
    told = {"dcat:startDate": _typed("gYear", str(years[0])), "dcat:endDate": _typed("gYear", str(years[1]))}
    return _node(f"{here}#period-{view}", "dcterms:PeriodOfTime", told)


def _standard(address: str, name: str) -> Node:
    return _node(address, "dcterms:Standard", {"dcterms:title": [_said("en", name)]})


def _schema() -> str:
    return f"{whole(to('openapi.json'))}#/components/schemas/View"


def _dates(tables: Tables) -> Node:
    """When the first release came and when the newest source was fetched, as exactly as is known: a day or a year."""
    first = min([tables.release, *pointer.ids(store.store().data)], key=pointer.order)
    return {"dcterms:issued": _date(first[:7]), "dcterms:modified": _date(tables.data_date)}


def _date(text: str) -> Node:
    # The profile knows days and years, no months; a day that nobody told would be invented.
    return _typed("date", text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else _typed("gYear", text[:4])


def _keywords(lang: str, view: str) -> list[Node]:
    return [_said(lang, word.strip()) for word in t(lang, f"catalog.keywords.{view}").split(",")]


def _words(key: str, **values: object) -> list[Node]:
    return [_said(lang, t(lang, key, **values)) for lang in LANGUAGES]


def _said(lang: str, text: str) -> Node:
    return {"@value": text, "@language": lang}


def _typed(kind: str, text: str) -> Node:
    return {"@value": text, "@type": f"xsd:{kind}"}


def _ref(address: str) -> Node:
    return {"@id": address}


def _node(address: str, kind: str, told: Mapping[str, Any]) -> Node:
    return {"@id": address, "@type": kind, **told}
