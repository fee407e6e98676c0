"""Reference lists: cut into entries, and each entry into its fields, every field with its place.

Vancouver, AMA, APA, Harvard, Japanese and German habits are read by looking for what is firm in all of
them: the author list at the head, the numbers of volume and pages, and between the two the title and the
journal. What does not parse is kept as printed, with an empty title.

Own rules, because no kept Python library under a permissive licence reads free reference strings: AnyStyle is
Ruby, GROBID a Java server with models, refextract is under the GPL, refparse reads three fixed export formats.
"""

from __future__ import annotations

import re

from seriatim.model import Author, Reference
from seriatim.reading._reference_list import find_entries
from seriatim.reading._reference_locators import Place, find_identifiers, find_locators
from seriatim.reading._reference_names import find_names, skip_stops
from seriatim.reading._reference_titles import find_titles

_BLANKED = str.maketrans(
    {"*": " ", "_": " ", "\n": " ", "\r": " ", "\t": " ", "\u00a0": " ", "\u2009": " ", "\u202f": " "}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | {"\uff0c": ",", "\uff1a": ":", "\uff1b": ";", "\uff0e": ".", "\uff08": "(", "\uff09": ")"}
)
_MARK = re.compile(
    r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)](?=\s*[^\W\d_])|\d{1,3}\s(?=[^\W\d_a-z][\w'-]*,?\s[^\W\d_a-z]))\s*"
)
_YEAR_BEHIND = re.compile(
    r"[\s.,:;]*\(?(?P<year>(?:1[5-9]|20)\d\d)[a-z]?(?:(?<=\d)[/-]\d{2,4})?(?:[,\s]\s*(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|"
    r"Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)[a-z]*\.?(?:[\s-]\d{1,2})?)?\)?(?=[\s.,:;)]|$)[\s.,:;)]*"
)
_LINE_HYPHEN = re.compile(r"(?<=\w)(?:-\n\s*|\ufffe\s*)(?=[a-z])|\u00ad\s*")
_LONGEST = 3000  # characters of an entry that are read; what goes on behind them is no reference
_SPACES = re.compile(r"\s+")


def find_references(text: str, start: int, end: int) -> tuple[Reference, ...]:
    r"""Read a reference list.

    Args:
        text: the report's canonical text.
        start: offset of the list; a heading above it may be included.
        end: offset after it.

    Returns:
        The entries in order, their places as offsets into `text`. Where the list is not numbered, an entry's
        number is its position.

    Example:
        >>> listing = "1. Rossi MA. A rash. Cutis 1992; 49: 289-91.\n2. Berg K. Nails. Lancet 1999;1:2-3."
        >>> [(r.number, r.journal, r.pages) for r in find_references(listing, 0, len(listing))]
        [('1', 'Cutis', '289-91'), ('2', 'Lancet', '2-3')]
    """
    return tuple(
        parse_reference(
            text[entry.start : entry.end], start=entry.start, number=entry.number or str(position)
        )
        for position, entry in enumerate(find_entries(text, start, end), 1)
    )


def parse_reference(raw: str, *, start: int = 0, number: str = "") -> Reference:
    """Read one entry of a reference list.

    Args:
        raw: the entry as printed, line breaks included.
        start: offset of the entry in the report's text; all places are counted from there.
        number: its number in the list.

    Example:
        >>> r = parse_reference("Rossi MA, Berg, KL. A rash? *Arch Dermatol* 1990; 126: 1060\u20133.")
        >>> [a.family for a in r.authors], r.title, r.journal, r.year, r.volume, r.pages
        (['Rossi', 'Berg'], 'A rash?', 'Arch Dermatol', 1990, '126', '1060-3')
    """
    clean, places = find_identifiers(raw[:_LONGEST].translate(_BLANKED))
    mark = _MARK.match(clean)
    names = find_names(clean, mark.end() if mark else len(clean) - len(clean.lstrip()))
    body = names.end
    if names.authors:
        places["authors"] = (names.start, names.end)
    if early := _YEAR_BEHIND.match(clean, body):
        places["year"] = early.span("year")
        body = early.end()
    body = skip_stops(clean, body)
    located = find_locators(clean, body)
    places = located.places | places if early else places | located.places
    places |= _title_places(clean, body, located.start, "volume" in places)
    return _build(raw, clean, start, number, names.authors, places)


def _title_places(clean: str, start: int, end: int, located: bool) -> dict[str, Place]:
    titles = find_titles(clean, start, max(start, end), located=located)
    found = {"title": titles.title, "journal": titles.journal, "container": titles.container}
    return {name: place for name, place in found.items() if place is not None}


def _build(
    raw: str, clean: str, start: int, number: str, authors: tuple[Author, ...], places: dict[str, Place]
) -> Reference:
    def cut(name: str) -> str:
        return _joined(raw[slice(*places[name])]) if name in places else ""

    return Reference(
        number=number,
        raw=_joined(raw.strip()),
        start=start,
        end=start + len(raw),
        authors=authors,
        title=cut("title").replace("*", ""),
        journal=cut("journal").replace("*", ""),
        year=int(cut("year")) if "year" in places else None,
        volume=cut("volume"),
        issue=cut("issue"),
        pages=re.sub(r"\s*-+\s*", "-", clean[slice(*places["pages"])]) if "pages" in places else "",
        doi=cut("doi") or None,
        pmid=cut("pmid") or None,
        fields={k: (a + start, b + start) for k, (a, b) in sorted(places.items())},
    )


def _joined(printed: str) -> str:
    """Join the lines of a printed field; a hyphen at a line's end before a small letter is the printer's."""
    return _SPACES.sub(" ", _LINE_HYPHEN.sub("", printed)).strip()
