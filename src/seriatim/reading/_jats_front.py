"""What a JATS article says about itself: title, authors, journal, dates, identifiers, licence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from seriatim.model import Author, Report
from seriatim.reading._dates import MONTHS, iso_date
from seriatim.reading.xml_tree import local_name

if TYPE_CHECKING:
    from lxml import etree

_SPACES = re.compile(r"[ \t\r\n]+")
_SPACED = ("\n", "  ", "\t", "\r")
_NOT_TITLE = frozenset({"xref", "fn", "named-content-note"})
_HREF = "{http://www.w3.org/1999/xlink}href"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PUBLISHED = ("ppub", "epub-ppub", "collection", "epub", "pub", "ecorrected", "pmc-release")
_HISTORY = {
    "received": "received",
    "accepted": "accepted",
    "rev-recd": "revised",
    "rev-request": "revision-requested",
}
_CREATIVE_COMMONS = re.compile(r"https?://(?:www\.)?creativecommons\.org/[^\s)\]>]+")


@dataclass
class Front:
    """The metadata of one article, as far as it is given."""

    title: str = ""
    title_element: etree._Element | None = None
    authors: tuple[Author, ...] = ()
    journal: str | None = None
    year: int | None = None
    dates: dict[str, str] = field(default_factory=dict)
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    article_type: str | None = None
    license: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None

    def report(self, report_id: str) -> Report:
        """A report with these fields and no text yet."""
        return Report(
            id=report_id, text="", title=self.title, authors=self.authors, journal=self.journal, year=self.year,
            dates=self.dates, doi=self.doi, pmid=self.pmid, pmcid=self.pmcid, article_type=self.article_type,
            license=self.license, keywords=self.keywords, language=self.language,
        )  # fmt: skip


def read_front(article: etree._Element) -> Front:
    """Read the front matter of an article element."""
    front = Front(article_type=article.get("article-type"), language=_language(article))
    header = article.find("{*}front")
    if header is None:
        return front
    meta = header.find("{*}article-meta")
    front.journal = _journal(header)
    if meta is None:
        return front
    front.title_element = meta.find("{*}title-group/{*}article-title")
    front.title = plain_text(front.title_element, skip=_NOT_TITLE)
    front.authors = _authors(meta)
    _read_ids(meta, front)
    _read_dates(meta, front)
    front.license = _license(meta)
    front.keywords = tuple(_keywords(meta))
    return front


def plain_text(element: etree._Element | None, *, skip: frozenset[str] = frozenset()) -> str:
    """The words of an element in one line, without the parts named in `skip`."""
    if element is None:
        return ""
    words = "".join(_pieces(element, skip)) if len(element) else element.text or ""
    return _SPACES.sub(" ", words).strip() if any(map(words.__contains__, _SPACED)) else words.strip()


def _pieces(element: etree._Element, skip: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        tag = local_name(child)
        if tag and tag not in skip:
            yield " " if tag == "break" else ""
            yield from _pieces(child, skip)
        yield child.tail or ""


def _language(article: etree._Element) -> str | None:
    code = article.get(_LANG)
    return code.split("-")[0].lower() if code else None


def _journal(header: etree._Element) -> str | None:
    for path in (
        "{*}journal-meta/{*}journal-title-group/{*}journal-title",
        "{*}journal-meta/{*}journal-title",
    ):
        if words := plain_text(header.find(path)):
            return words
    abbreviations = {
        j.get("journal-id-type"): plain_text(j) for j in header.iterfind("{*}journal-meta/{*}journal-id")
    }
    return abbreviations.get("nlm-ta") or abbreviations.get("iso-abbrev")


def _authors(meta: etree._Element) -> tuple[Author, ...]:
    authors: list[Author] = []
    for group in meta.iterfind("{*}contrib-group"):
        if group.get("content-type") in ("editors", "reviewers"):
            continue
        for contrib in group.iterfind("{*}contrib"):
            if contrib.get("contrib-type", "author") in ("author", "collab", "group"):
                authors.extend(_author(contrib))
    return tuple(authors)


def _author(contrib: etree._Element) -> Iterator[Author]:
    for child in contrib.iter("{*}name", "{*}string-name", "{*}collab", "{*}collab-alternatives"):
        tag = local_name(child)
        if tag.startswith("collab"):
            yield Author(plain_text(child, skip=frozenset({"contrib-group", "xref", "fn"})))
        else:
            yield name_of(child)
        return


def name_of(element: etree._Element) -> Author:
    """The author a `<name>` or `<string-name>` element names."""
    parts = {local_name(child): child for child in element}
    family = plain_text(parts.get("surname"))
    return Author(family, plain_text(parts.get("given-names"))) if family else Author(plain_text(element))


def _read_ids(meta: etree._Element, front: Front) -> None:
    ids = {e.get("pub-id-type"): plain_text(e) for e in meta.iterfind("{*}article-id")}
    front.doi = ids.get("doi") or None
    front.pmid = ids.get("pmid") or None
    number = (ids.get("pmcid") or ids.get("pmc") or "").upper().removeprefix("PMC")
    front.pmcid = f"PMC{number}" if number else None


def _read_dates(meta: etree._Element, front: Front) -> None:
    for date in meta.iterfind("{*}history/{*}date"):
        kind = _HISTORY.get(date.get("date-type", ""))
        if kind and (iso := _iso(date)):
            front.dates.setdefault(kind, iso)
    published: dict[str, str] = {}
    for date in meta.iterfind("{*}pub-date"):
        kind = date.get("pub-type") or date.get("date-type") or "pub"
        if iso := _iso(date):
            published.setdefault(kind, iso)
    ranked = sorted(published, key=lambda k: _PUBLISHED.index(k) if k in _PUBLISHED else len(_PUBLISHED))
    if ranked:
        front.year = int(published[ranked[0]][:4])
        fullest = max(ranked, key=lambda k: (published[k][:4] == published[ranked[0]][:4], len(published[k])))
        front.dates["published"] = published[fullest]


def _iso(date: etree._Element) -> str | None:
    parts = {local_name(child): plain_text(child) for child in date}
    if not parts.get("year", "").isdigit():
        return date.get("iso-8601-date")
    month = parts.get("month", "")
    number = int(month) if month.isdigit() else MONTHS.get(month[:3].casefold())
    day = int(parts["day"]) if parts.get("day", "").isdigit() else None
    return iso_date(int(parts["year"]), number, day)


def _license(meta: etree._Element) -> str | None:
    element = meta.find("{*}permissions/{*}license")
    if element is None:
        return None
    if href := element.get(_HREF):
        return href.strip()
    links = [link.get(_HREF, "") for link in element.iter("{*}ext-link", "{*}uri", "{*}license_ref")]
    words = plain_text(element)
    found = next((link for link in links if "creativecommons" in link), None) or _CREATIVE_COMMONS.search(
        words
    )
    if found:
        return found if isinstance(found, str) else found[0].rstrip(".,;")
    return element.get("license-type") or words[:200] or None


def _keywords(meta: etree._Element) -> Iterator[str]:
    for group in meta.iterfind("{*}kwd-group"):
        if group.get("kwd-group-type") in (None, "author", "author-keywords"):
            for keyword in group.iter("{*}kwd"):
                if words := plain_text(keyword):
                    yield words
