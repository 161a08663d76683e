"""The catalogue as RDF/XML: the syntax that the national data portal's harvesting specification names."""

from typing import Any
from xml.etree import ElementTree as ET

from dashboard.server.api.catalog import PREFIXES, Graph

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"


def write(graph: Graph) -> bytes:
    """The nodes of a graph, one element each."""
    ET.register_namespace("rdf", RDF)
    for prefix, space in PREFIXES.items():
        ET.register_namespace(prefix, space)
    root = ET.Element(f"{{{RDF}}}RDF")
    for node in graph:
        element = ET.SubElement(root, _name(node["@type"]), {f"{{{RDF}}}about": node["@id"]})
        for key, values in node.items():
            if not key.startswith("@"):
                for value in values if isinstance(values, list) else [values]:
                    _property(element, key, value)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _property(parent: ET.Element, key: str, value: Any) -> None:
    element = ET.SubElement(parent, _name(key))
    if isinstance(value, str):
        element.text = value
        return
    if "@id" in value:
        element.set(f"{{{RDF}}}resource", value["@id"])
        return
    element.text = value["@value"]
    if "@language" in value:
        element.set(f"{{{XML}}}lang", value["@language"])
    else:
        prefix, _, local = value["@type"].partition(":")
        element.set(f"{{{RDF}}}datatype", PREFIXES[prefix] + local)


def _name(key: str) -> str:
    prefix, _, local = key.partition(":")
    return f"{{{PREFIXES[prefix]}}}{local}"
