"""HTML pages of articles: the words of the article, without the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from seriatim.errors import InputError
from seriatim.model import Report
from seriatim.reading._html_meta import read_meta
from seriatim.reading._rich import Piece, RichText
from seriatim.reading.encoding import decode_text
from seriatim.reading.xml_tree import local_name

if TYPE_CHECKING:
    from lxml import etree

_DROPPED = frozenset(
    "script style noscript template nav header footer aside form button input select textarea svg iframe object embed"
    " canvas video audio map dialog menu link meta img picture".split()
)
_BLOCKS = frozenset(
    "p div section article main ul ol li dl dt dd blockquote pre figure figcaption h1 h2 h3 h4 h5 h6 table tr address hr"
    " body center fieldset details summary caption thead tbody tfoot".split()
)
_CLUTTER = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|side-?bar|cookie|banner|advert(?:isement)?|ads?|social|share|"
    r"toolbar|tool-?tip|skip|footer|masthead-links|related|recommend(?:ed|ations)?|popup|modal|login|search|toc|metrics|"
    r"sr-only|visually-hidden|screen-?reader|download|citation-tools|promo|newsletter|comments?)(?:$|[\s_-])",
    re.I,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)
_DEEPEST = 400
_LONGEST_CELL = 1200
_MOST_CLUTTER = 0.4
"""Share of a page's letters beyond which a part is the article, whatever it is called."""
_TABLE_PARTS = frozenset({"table", "tr", "td", "th"})


def read_html(data: bytes, name: str) -> Report:
    r"""Read an HTML page of an article.

    Args:
        data: the file's bytes, in the encoding the page names, or any common one.
        name: the id where the page names no PMID, PMC id or DOI.

    Raises:
        InputError: where the page holds no words.

    Example:
        >>> page = b"<html><nav>Home</nav><h1>A rash</h1><h2>Case report</h2><p>A man aged 40.</p></html>"
        >>> report = read_html(page, "r1")
        >>> report.text, report.title
        ('A rash\n\nCase report\n\nA man aged 40.', 'A rash')
    """
    root = _parse(data, name)
    rich = RichText()
    article = _article(root)
    for piece in _pieces(article, 0, most=int(_MOST_CLUTTER * _length(article))):
        rich.add(piece)
    report = rich.report(name)
    if not report.text:
        raise InputError(
            name, "is an HTML page without words", "save the page after it has loaded, or give the PDF"
        )
    return _with_meta(report, {k: v for k, v in read_meta(root).items() if v}, root.get("lang"))


def _parse(data: bytes, name: str) -> etree._Element:
    from lxml import etree, html

    try:
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
        return html.document_fromstring(_decode(data), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(name, f"is not readable as HTML ({error})", "save the page again") from None


def _with_meta(report: Report, known: dict[str, Any], language: str | None) -> Report:
    """The report with what the head of the page says, which goes before what the page prints."""
    if language:
        known.setdefault("language", language.split("-")[0].lower())
    if "dates" in known:
        known["dates"] = {**report.dates, **known["dates"]}
    pmid = f"PMID{known['pmid']}" if "pmid" in known else None
    return replace(report, **known, id=known.get("pmcid") or pmid or known.get("doi") or report.id)


def _decode(data: bytes) -> str:
    named = _CHARSET.search(data[:4000])
    if named:
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    text = decode_text(data).removeprefix("\ufeff")
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def _article(root: etree._Element) -> etree._Element:
    """The part of the page that is the article: the only `<article>` or `<main>`, or all of it."""
    body = root.find("body")
    whole = root if body is None else body
    length = _length(whole)
    for tag in ("article", "main"):
        held = list(whole.iter(tag))
        if len(held) == 1 and _length(held[0]) > 0.3 * length:
            return held[0]
    return whole


def _length(element: etree._Element) -> int:
    return sum(len(words) for words in element.itertext())


def _is_clutter(element: etree._Element, most: int) -> bool:
    """Whether an element is part of the page around the article, by its role or name; `most` letters at most."""
    role = element.get("role", "")
    if role in ("navigation", "search", "banner", "contentinfo", "complementary", "dialog", "menu"):
        return True
    if element.get("aria-hidden") == "true" or "display:none" in element.get("style", "").replace(" ", ""):
        return True
    named = _CLUTTER.search(f"{element.get('class', '')} {element.get('id', '')}")
    return named is not None and _length(element) <= most


def _pieces(element: etree._Element, depth: int, *, most: int, in_data: bool = False) -> Iterator[Piece]:
    """The words of an element in order, with the marks of blocks, headings, tables and raised text."""
    tag = local_name(element).lower()
    if (
        not tag
        or depth > _DEEPEST
        or (tag in _DROPPED and not (tag == "header" and element.find(".//h1") is not None))
    ):
        return
    if depth and _is_clutter(element, most) and tag not in ("p", "h1", "h2", "h3", "body", "sup", "table"):
        return
    in_data = _is_data_table(element) if tag == "table" else in_data
    before, after = _marks(tag, element, in_data=in_data)
    if before:
        yield before
    if element.text:
        yield Piece("words", element.text)
    for child in element:
        yield from _pieces(child, depth + 1, most=most, in_data=in_data)
        if child.tail:
            yield Piece("words", child.tail)
    if after:
        yield after


def _is_data_table(table: etree._Element) -> bool:
    """Whether a table holds data, and not the page: no headings, no tables, no long cells inside."""
    if next(iter(table.iter("h1", "h2", "h3")), None) is not None:
        return False
    if any(child is not table for child in table.iter("table")):
        return False
    cells = list(table.iter("td", "th"))
    return len(cells) > 1 and all(_length(cell) < _LONGEST_CELL for cell in cells)


def _marks(tag: str, element: etree._Element, *, in_data: bool) -> tuple[Piece | None, Piece | None]:
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        return Piece("heading", level=int(tag[1])), Piece("end")
    if tag in _TABLE_PARTS and not in_data:
        return Piece("block"), Piece("end")
    if tag in ("td", "th"):
        spans = tuple(
            int(v) if (v := element.get(k, "1")).isdigit() and 0 < int(v) < 200 else 1
            for k in ("colspan", "rowspan")
        )
        return Piece("cell", tag, spans=(spans[0], spans[1])), Piece("end cell")
    if tag == "table":
        return Piece("table"), Piece("end table")
    if tag == "tr":
        return Piece("row"), None
    if tag in ("figcaption", "caption"):
        return Piece("caption"), Piece("end")
    if tag == "sup":
        return Piece("raised"), Piece("level")
    if tag == "br":
        return Piece("line"), None
    return (Piece("block"), Piece("end")) if tag in _BLOCKS else (None, None)
