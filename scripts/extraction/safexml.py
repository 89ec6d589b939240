"""XML from elsewhere, read so that it can do no harm: no entities, nothing fetched, bounded in size and depth."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

LARGEST = 128_000_000
"""Bytes of a file that is still read: ALTO of a broadsheet with every character's box is 10 to 20 MB."""
XmlElement = Any
"""An element of lxml, which has no types."""


class XmlError(ValueError):
    """A file that is not read as XML; the message says why."""


def read_xml(path: Path) -> XmlElement:
    """The root of the XML file at `path`. Raises XmlError where it is none or not safe, OSError where it cannot be
    read.
    """
    size = path.stat().st_size
    if size > LARGEST:
        raise XmlError(f"larger than {LARGEST // 1_000_000} MB")
    return parse_xml(path.read_bytes())


def parse_xml(data: bytes) -> XmlElement:
    """The root of an XML document. Raises XmlError where it is none, or where it declares entities.

    libxml2 bounds depth (256) and the length of texts and names itself.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlError(_reason(error)) from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise XmlError("it declares entities, which are not read")
    return root


def _reason(error: Exception) -> str:
    return re.sub(r"\s*\(<string>.*\)$", "", str(error)) or "not XML"


def kind_of(path: Path) -> str:
    """The local name of a file's root element: alto, mets, or another; "" where it is no XML. Raises OSError."""
    with path.open("rb") as file:
        parser = etree.XMLPullParser(
            events=("start",), resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            for _ in range(64):
                chunk = file.read(4096)
                if chunk:
                    parser.feed(chunk)
                else:
                    parser.close()
                for _, element in parser.read_events():
                    return local(element)
                if not chunk:
                    return ""
        except etree.XMLSyntaxError:
            return ""
    return ""


def local(element: XmlElement) -> str:
    """An element's name without its namespace; "" of what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: XmlElement, *names: str) -> list[XmlElement]:
    """The children of those local names, whatever their namespace; all elements where no name is given."""
    return [child for child in element if (name := local(child)) and (not names or name in names)]


def below(element: XmlElement, *names: str) -> list[XmlElement]:
    """All elements below of those local names, in the order of the document."""
    return [descendant for descendant in element.iter() if descendant is not element and local(descendant) in names]


def attribute(element: XmlElement, name: str, default: str = "") -> str:
    """An attribute by its local name, with or without a namespace (xlink:href)."""
    plain = element.get(name)
    if plain is not None:
        return str(plain)
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), default)
