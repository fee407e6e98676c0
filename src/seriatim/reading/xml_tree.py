"""Parsing XML that comes from strangers: nothing is fetched, nothing is expanded."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING

from seriatim.errors import InputError

if TYPE_CHECKING:
    from lxml import etree

_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_ENTITIES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


def parse_xml(data: bytes, name: str) -> etree._Element:
    r"""Parse XML and return its root.

    No entity of the document is expanded, no file or network address is opened, and named characters
    (`&nbsp;`) that a missing DTD would define are resolved from the HTML table first.

    Args:
        data: the file's bytes.
        name: what to call the file in an error.

    Raises:
        InputError: where the XML is truncated or malformed.

    Example:
        >>> parse_xml(b"<p>5&nbsp;mg</p>", "x.xml").text
        '5\xa0mg'
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(name_characters(data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        problem = f"is truncated or malformed XML ({str(error).splitlines()[0]})"
        raise InputError(name, problem, "download it again or repair it") from None


def name_characters(data: bytes) -> bytes:
    """Replace named characters by numeric ones, leaving the five of XML and unknown names alone."""
    return _ENTITY.sub(_numeric, data) if b"&" in data else data


def _numeric(match: re.Match[bytes]) -> bytes:
    entity = match[1]
    if entity in _XML_ENTITIES:
        return match[0]
    characters = html5.get(entity.decode("ascii") + ";", "")
    return "".join(f"&#{ord(c)};" for c in characters).encode("ascii") or match[0]


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; "" for comments, instructions and entities."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rsplit("}", 1)[-1] if tag[0] == "{" else tag
