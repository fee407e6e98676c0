"""What the head of an HTML page says about the article: the `citation_` and Dublin Core tags."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from seriatim.model import Author
from seriatim.reading._dates import find_date, iso_date
from seriatim.reading.authors import find_authors

if TYPE_CHECKING:
    from lxml import etree

_FIELDS = {
    "citation_title": "title",
    "dc.title": "title",
    "prism.title": "title",
    "citation_journal_title": "journal",
    "prism.publicationname": "journal",
    "citation_doi": "doi",
    "prism.doi": "doi",
    "citation_pmid": "pmid",
    "ncbi_article_id": "pmcid",
    "citation_language": "language",
    "dc.language": "language",
    "citation_article_type": "article_type",
}
_DATES = (
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "prism.publicationdate",
    "dc.date",
    "citation_year",
)
_AUTHORS = ("citation_author", "dc.creator", "citation_authors")
_YMD = re.compile(r"^(\d{4})(?:[/-](\d{1,2})(?:[/-](\d{1,2}))?)?")
_PMCID = re.compile(r"(PMC\d+)")


def read_meta(root: etree._Element) -> dict[str, Any]:
    """Read the tags of the head: report fields by name, only those that are given."""
    tags: dict[str, list[str]] = defaultdict(list)
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").casefold()
        if name and (content := " ".join((element.get("content") or "").split())):
            tags[name].append(content)
    out: dict[str, Any] = {}
    for name, field in _FIELDS.items():
        if name in tags:
            out.setdefault(field, tags[name][0])
    if "doi" in out:
        out["doi"] = re.sub(r"^(?:doi:|https?://(?:dx\.)?doi\.org/)\s*", "", out["doi"], flags=re.I)
    elif any(v.startswith("10.") for v in tags.get("dc.identifier", ())):
        out["doi"] = next(v for v in tags["dc.identifier"] if v.startswith("10."))
    _read_links(root, tags, out)
    out["authors"] = _authors(tags)
    out["keywords"] = tuple(
        k for words in tags.get("citation_keywords", ()) for k in re.split(r"\s*[;,]\s*", words) if k
    )
    _read_dates(tags, out)
    return out


def _read_links(root: etree._Element, tags: dict[str, list[str]], out: dict[str, Any]) -> None:
    """The PMC id of the page's own address, and its licence."""
    addresses = [
        *tags.get("og:url", ()),
        *tags.get("citation_fulltext_html_url", ()),
        *tags.get("citation_pdf_url", ()),
    ]
    addresses += [link.get("href") or "" for link in root.iter("link") if link.get("rel") == "canonical"]
    if match := _PMCID.search(" ".join(addresses)):
        out["pmcid"] = match[1]
    for link in root.iter("a", "link"):
        if link.get("rel") == "license" or "creativecommons.org/licenses/" in (link.get("href") or ""):
            out.setdefault("license", link.get("href"))


def _authors(tags: dict[str, list[str]]) -> tuple[Author, ...]:
    for name in _AUTHORS:
        if name not in tags:
            continue
        names = [n for value in tags[name] for n in (value.split(";") if ";" in value else [value])]
        out = []
        for words in names:
            family, comma, given = (part.strip() for part in words.partition(","))
            known = find_authors(words) if not comma else ()
            out.append(Author(family, given) if comma else known[0] if known else Author(words.strip()))
        return tuple(a for a in out if a.family)
    return ()


def _read_dates(tags: dict[str, list[str]], out: dict[str, Any]) -> None:
    for name in _DATES:
        for value in tags.get(name, ()):
            match = _YMD.match(value)
            found = find_date(value)
            iso = iso_date(*(int(g) for g in match.groups() if g)) if match else found[0] if found else None
            if iso:
                out["year"], out["dates"] = int(iso[:4]), {"published": iso}
                return
