"""The reference list of a JATS article, an entry a line, its fields with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from seriatim.model import Author, Reference
from seriatim.reading._canonical import CanonicalText
from seriatim.reading._jats_front import name_of, plain_text
from seriatim.reading.references import parse_reference
from seriatim.reading.xml_tree import local_name

if TYPE_CHECKING:
    from lxml import etree

    from seriatim.reading._jats_body import JatsBody

_CITATIONS = ("element-citation", "mixed-citation", "citation", "nlm-citation", "citation-alternatives")
_FIELDS = {
    "article-title": "title",
    "chapter-title": "title",
    "source": "journal",
    "year": "year",
    "volume": "volume",
    "issue": "issue",
    "fpage": "pages",
    "lpage": "pages",
    "elocation-id": "pages",
    "page-range": "pages",
}
_NAMES = ("name", "string-name", "collab")
_QUALIFIED_NAMES = tuple(f"{{*}}{tag}" for tag in _NAMES)
# The parts of a citation in the order they are printed, with what stands before and after each.
_ORDER = (
    ("article-title", "", ". "),
    ("chapter-title", "", ". "),
    ("source", "", ". "),
    ("publisher-name", "", "; "),
    ("year", "", ". "),
    ("volume", "", ""),
    ("issue", "(", ")"),
    ("fpage", ":", ""),
    ("lpage", "-", ""),
    ("elocation-id", ":", ""),
    ("comment", ". ", ""),
)
_SEPARATOR = re.compile(r"[.,;:()]")
_YEAR = re.compile(r"\b(1[5-9]|20)\d\d\b")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+")
_DASHES = re.compile(r"\s*[-–—−‐‑]+\s*")


def number_references(entries: Sequence[etree._Element]) -> dict[str, str]:
    """Number the entries of a list: id of the XML element to number, as printed or by position."""
    numbers = {}
    for position, entry in enumerate(entries, start=1):
        number = _number(entry, position)
        for element in entry.iter():
            if identifier := element.get("id"):
                numbers[identifier] = number
    return numbers


def _number(entry: etree._Element, position: int) -> str:
    label = plain_text(entry.find("{*}label")).strip("[]()., ")
    return label if label.isdigit() else str(position)


@dataclass
class _Entry:
    """One reference on its way into the text."""

    canvas: CanonicalText
    found: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    authors: list[Author] = field(default_factory=list)

    def record(self, name: str, start: int, end: int) -> None:
        """Note where a field stands; a last page joins the first."""
        if end <= start:
            return
        self.note(name, self.canvas.slice(start, end), start)

    def note(self, name: str, words: str, start: int) -> None:
        """Note the words of a field that stand, or will stand, at `start`."""
        end = start + len(words)
        if name == "pages" and "pages" in self.found:
            self.places[name] = (self.places[name][0], end)
            self.found[name] += f"-{words}"
        elif name not in self.found:
            self.found[name], self.places[name] = words, (start, end)


def write_references(
    canvas: CanonicalText, article: etree._Element, entries: Sequence[etree._Element], body: JatsBody
) -> tuple[Reference, ...]:
    """Write the reference list as the last section and return its entries."""
    if not entries:
        return ()
    ref_list = entries[0].getparent()
    title = plain_text(ref_list.find("{*}title")) if ref_list is not None else ""
    canvas.begin_section("references", title or "References")
    canvas.write_block(title or "References")
    out = [_write_entry(canvas, entry, number) for number, entry in enumerate(entries, start=1)]
    canvas.end_section()
    return tuple(out)


def _write_entry(canvas: CanonicalText, element: etree._Element, position: int) -> Reference:
    canvas.break_block("\n")
    number = _number(element, position)
    canvas.write(f"{number}. ")
    start = canvas.here
    entry = _Entry(canvas)
    citations = [child for child in element if local_name(child) in _CITATIONS]
    for citation in citations or [element]:
        if local_name(citation) == "citation-alternatives" and len(citation):
            citation = citation[0]
        canvas.write(" " if canvas.length > start else "")
        if _is_punctuated(citation):
            _write_as_printed(entry, citation)
        else:
            _write_in_order(entry, citation)
    canvas.break_block("\n")
    return _reference(entry, element, number, start)


def _is_punctuated(citation: etree._Element) -> bool:
    """Whether the punctuation between the fields is in the XML, or left to the reader."""
    loose = (citation.text or "") + "".join(child.tail or "" for child in citation)
    return len(_SEPARATOR.findall(loose)) >= 2 or (len(citation) < 3 and bool(loose.strip()))


def _write_as_printed(entry: _Entry, element: etree._Element) -> None:
    canvas = entry.canvas
    canvas.write(element.text)
    for child in element:
        tag = local_name(child)
        if tag in ("surname", "given-names", "suffix") and canvas.ends_with_word():
            canvas.write("" if canvas.ends_with(",") else " ")
        start = canvas.here
        if tag in _NAMES and _is_author(child):
            entry.authors.append(name_of(child))
        if tag and tag != "label":
            _write_as_printed(entry, child)
        if tag in _FIELDS:
            entry.record(_FIELDS[tag], start, canvas.length)
        canvas.write(child.tail)


def _is_author(name: etree._Element) -> bool:
    return all(
        a.get("person-group-type", "author") in ("author", "allauthors")
        for a in name.iterancestors("{*}person-group")
    )


def _write_in_order(entry: _Entry, citation: etree._Element) -> None:
    """Write a citation without punctuation the way biomedical journals print one."""
    parts: dict[str, etree._Element] = {}
    for child in citation:
        parts.setdefault(local_name(child), child)
    words = _author_words(entry, citation)
    start = entry.canvas.here
    for tag, before, after in _ORDER:
        held = plain_text(parts[tag]) if tag in parts else ""
        if not held:
            continue
        words += before
        if tag in _FIELDS:
            entry.note(_FIELDS[tag], held, start + len(words))
        words += held
        stop = ";" if tag == "year" and "volume" in parts else after
        words += stop[1:] if stop[:1] == "." and held[-1] in ".?!" else stop
    for identifier in citation.iterfind("{*}pub-id"):
        kind = (identifier.get("pub-id-type") or "").upper()
        words = f"{words.rstrip()} {kind}: {plain_text(identifier)}"
    if words.strip():
        entry.canvas.write_exactly(words.rstrip())


def _author_words(entry: _Entry, citation: etree._Element) -> str:
    """The authors of a citation as one string; they are kept in the entry."""
    for name in citation.iter(*_QUALIFIED_NAMES):
        if _is_author(name):
            entry.authors.append(name_of(name))
    if not entry.authors:
        return ""
    abridged = next(citation.iter("{*}etal"), None) is not None
    names = ", ".join(f"{a.family} {a.given}".strip() for a in entry.authors)
    return names + (", et al. " if abridged else " " if names.endswith(".") else ". ")


def _reference(entry: _Entry, element: etree._Element, number: str, start: int) -> Reference:
    ids = {e.get("pub-id-type"): plain_text(e) for e in element.iter("{*}pub-id")}
    end = entry.canvas.length
    start = min(start, end)
    raw = entry.canvas.slice(start, end)
    if not (entry.authors or entry.found.keys() & {"title", "journal"}):  # one string, not marked up
        parsed = parse_reference(raw, start=start, number=number)
        return replace(parsed, doi=ids.get("doi") or parsed.doi, pmid=ids.get("pmid") or parsed.pmid)
    doi = ids.get("doi") or next((m[0].rstrip(".,;)") for m in [_DOI.search(raw)] if m), None)
    year = _YEAR.search(entry.found.get("year", ""))
    return Reference(
        number=number,
        raw=raw,
        start=start,
        end=end,
        authors=tuple(entry.authors),
        title=entry.found.get("title", "").rstrip(". "),
        journal=entry.found.get("journal", "").rstrip(" ,;"),
        year=int(year[0]) if year else None,
        volume=entry.found.get("volume", ""),
        issue=entry.found.get("issue", ""),
        pages=_DASHES.sub("-", entry.found.get("pages", "")),
        doi=doi,
        pmid=ids.get("pmid"),
        fields=entry.places,
    )
