"""JATS / PMC XML: one canonical text, with sections, tables, citations and references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from seriatim.errors import InputError
from seriatim.model import Report
from seriatim.reading._canonical import CanonicalText
from seriatim.reading._jats_body import JatsBody
from seriatim.reading._jats_front import read_front
from seriatim.reading._jats_references import number_references, write_references
from seriatim.reading.letters import add_letter_sections
from seriatim.reading.xml_tree import local_name, parse_xml

if TYPE_CHECKING:
    from lxml import etree


def read_jats(data: bytes, name: str) -> Report:
    """Read the first article of a JATS file.

    Args:
        data: the file's bytes.
        name: the id where the article names no PMC id, PMID or DOI.

    Raises:
        InputError: where the XML is broken or holds no article.

    Example:
        >>> report = read_jats(b"<article><body><p>A man aged 40.</p></body></article>", "r1")
        >>> report.text
        'A man aged 40.'
    """
    return next(read_articles(data, name))


def read_articles(data: bytes, name: str) -> Iterator[Report]:
    """Read every article of a JATS file, a PMC article set or an OAI answer.

    Raises:
        InputError: where the XML is broken or holds no article.
    """
    root = parse_xml(data, name)
    articles = [root] if local_name(root) == "article" else list(root.iter("{*}article"))
    articles = [a for a in articles if any(local_name(part) in ("front", "body") for part in a)]
    if not articles:
        raise InputError(
            name, "is XML without a JATS article", "give JATS (PMC) XML, PDF, DOCX, HTML or plain text"
        )
    return (_read_article(article, name) for article in articles)


def _read_article(article: etree._Element, name: str) -> Report:
    front = read_front(article)
    report_id = front.pmcid or (f"PMID{front.pmid}" if front.pmid else None) or front.doi or name
    canvas = CanonicalText()
    entries = [ref for ref in article.iter("{*}ref") if not _in_sub_article(ref)]
    linked = any(mark.get("ref-type") == "bibr" for mark in article.iter("{*}xref"))
    body = JatsBody(canvas, number_references(entries), linked=linked)
    body.write_article(article, front.title_element)
    references = write_references(canvas, article, entries, body)
    report = replace(
        front.report(report_id),
        text=canvas.text,
        sections=tuple(canvas.sections),
        references=references,
        tables=tuple(canvas.tables),
        citation_marks=tuple(canvas.marks),
    )
    return add_letter_sections(report)


def _in_sub_article(element: etree._Element) -> bool:
    return next(element.iterancestors("{*}sub-article", "{*}response"), None) is not None
