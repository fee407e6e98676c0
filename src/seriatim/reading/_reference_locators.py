"""Where a cited work stands: year, volume, issue, pages, and its identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

Place = tuple[int, int]

_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?:[a-z](?![a-z]))?"
_YEAR_2 = _YEAR.replace("<year>", "<year2>")
_MONTH = (
    r"(?:[.,]?\s*(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Spring|Summer|Fall|Autumn|Winter)[a-z]*\.?"
    r"(?:\s*[-/]\s*[A-Z][a-z]{2,8})?(?:\s*\d{1,2}(?:\s*-\s*\d{1,2})?)?)?"
)
_VOLUME = r"(?P<volume>(?:[A-Z]{1,3}-)?[A-Z]?\d{1,4}(?:\s?[/-]\s?\d{1,4})?(?:[A-Z]|[a-z](?=[\s(:,]))?|[IVXLC]{1,7}(?=[\s(:,]))"
_SUPPLEMENT = r"(?:[\s,]*(?:[Ss]uppl(?:ement)?|Pt|Part|Spec(?:ial)? No|Beih)\b\.?\s*(?:[A-Z]?\d{0,3}[A-Z]?))?"
_ISSUE = rf"{_SUPPLEMENT}(?:\s*\((?P<issue>[^()\d]{{0,24}}\d[^()]{{0,24}}|[A-Z][^()]{{0,24}})\)|\s*:\s*(?P<issue2>\d{{1,3}})(?=\s*[,:]\s*\d))?{_SUPPLEMENT}"
_PAGE = r"(?!(?:1[5-9]|20)\d\d(?![\d-]|\s-))(?:[A-Za-z]{1,4}[.-]?)?\d{1,9}[A-Za-z]?\d?(?:\.e?\d{1,3})?"
_PAGES = rf"(?P<pages>{_PAGE}(?:\s?-{{1,2}}\s?(?:[A-Za-z]{{1,3}}\.?)?\d{{1,9}}[A-Za-z]?)?)"
_PP = r"(?:(?:pp?|pgs?|pages?|S|Seiten?|art(?:icle)?(?: no)?|Article ID|ID)\b\.?\s*(?:no\.?\s*)?)"
_VOL_WORD = r"(?:\b[Vv]ol(?:ume)?s?\b\.?|\bv\.|\bBd\b\.?|\bBand\b|\b[Tt]ome?\b\.?)\s*"
_NO_WORD = r"(?:\b(?:[Nn]o|[Nn]r|[Nn]um|[Ii]ss(?:ue)?|[Hh]eft|H|n)(?:\b\.?|°|º)\s*)"
_OPEN = r"(?<![\w.-])"
_SHUT = r"(?![\w-])"

# Tried in order; the first that matches decides. Each is one habit of putting year, volume and pages together.
_HABITS = (
    # 1985; 24(3): 243-250  (Vancouver, AMA)
    rf"{_OPEN}{_YEAR}{_MONTH}\s*[;:,.]\s*(?:{_VOL_WORD})?{_VOLUME}{_ISSUE}\s*[:,;]\s*{_PP}?{_PAGES}{_SHUT}",
    # vol. 7, no. 3, pp. 305-317
    rf"{_VOL_WORD}{_VOLUME}(?:,?\s*[Ss]uppl(?:ement)?\b\.?\s*\d{{0,2}})?(?:\s*[,.(]?\s*{_NO_WORD}?(?P<issue>\d{{1,4}}(?:[-/]\d{{1,3}})?)\)?(?=\s*[,.:(]))?"
    rf"(?:\s*\(?[^()\d]{{0,20}}{_YEAR}\)?)?\s*[,.:;]?\s*{_PP}\s*{_PAGES}{_SHUT}",
    # 36, 3 (1988), 454-469  and  2, no. 7 (1987): 147-165  and  22, 2000, p. 47-61
    rf"{_OPEN}{_VOLUME}\s*[,.:]\s*{_NO_WORD}?(?P<issue>\d{{1,3}})\s*\([^()\d]{{0,16}}{_YEAR}\)\s*[,:]\s*{_PP}?{_PAGES}{_SHUT}",
    rf"{_OPEN}{_VOLUME}{_ISSUE},\s*{_YEAR}\s*[,:]\s*{_PP}?{_PAGES}{_SHUT}",
    # 38(4) (1988), pp. 25-30
    rf"{_OPEN}{_VOLUME}{_ISSUE}\s*,?\s*\([^()\d]{{0,16}}{_YEAR}\)\s*[,:.;]?\s*{_PP}?{_PAGES}{_SHUT}",
    # 4(2):335-340, 1993  and  12, 34-56 (1999)
    rf"{_OPEN}{_VOLUME}{_ISSUE}\s*[:,;]\s*{_PP}?{_PAGES}\s*[,.;:]*\s*(?:\([^()\d]{{0,16}}{_YEAR}\)|{_MONTH}[,.\s]*{_YEAR_2}(?=\W*$))",
    # 24(3):243-250, the year elsewhere
    rf"{_OPEN}(?<!\d )(?:{_VOL_WORD})?{_VOLUME}{_ISSUE}\s*[:;]\s*{_PP}?{_PAGES}{_SHUT}(?!\s*\w+\s*[;:]\s*\d)",
    # 24 (3), 243-250  (APA, Harvard)
    rf"{_OPEN}(?:{_VOL_WORD})?{_VOLUME}{_ISSUE}(?:\s*[,.]\s*{_NO_WORD}(?P<issue3>\d{{1,3}}))?\s*,\s*{_PP}?{_PAGES}(?=\s*(?:[.;,(]|$))",
    # 24(3) 243-250
    rf"{_OPEN}{_VOLUME}{_ISSUE}\s+{_PP}?(?P<pages>\d{{1,5}}\s?-{{1,2}}\s?\d{{1,5}}){_SHUT}",
    # 23 (5) Suppl., S594
    rf"{_OPEN}{_VOLUME}\s*\((?P<issue>[^()]{{1,20}})\)[^,:]{{0,12}}[,:]\s*{_PAGES}{_SHUT}",
)  # fmt: skip
_PARTS = (
    rf"{_OPEN}{_YEAR}{_MONTH}\s*;\s*(?:{_VOL_WORD})?{_VOLUME}{_ISSUE}(?=\s*(?:[.,;:]|$))",
    rf"{_VOL_WORD}{_VOLUME}(?:\s*[,(]?\s*{_NO_WORD}(?P<issue>\d{{1,3}})\)?)?",
    rf"(?<=[^\W\d],\s){_VOLUME}{_ISSUE}\s*,?\s*\(?{_YEAR}\)?(?=\W*$)",
    rf"{_OPEN}(?P<volume>\d{{1,4}})\s?\((?P<issue>\d{{1,3}}(?:[-/]\d{{1,3}})?)\)",
)
_PAGES_ALONE = (
    rf"(?<![\w.]){_PP}(?P<pages>(?:[A-Za-z]{{1,3}}\.?)?\d{{1,6}}\s?-{{1,2}}\s?(?:[A-Za-z]{{1,2}})?\d{{1,6}}){_SHUT}",
    rf"(?<![\w.]){_PP}{_PAGES}{_SHUT}",
    r"[,:;.]\s*(?P<pages>\d{1,5}\s?-{1,2}\s?\d{1,5})(?=\s*(?:[.,(;]|$))",
)
_EXTENT = re.compile(r"(?P<pages>\b\d{1,4})\s*(?:pp?|pages)\b\.?")
_VOLUME_WORD = re.compile(_VOL_WORD)
_PAGE_WORD = re.compile(
    r"(?:\bpp?|\bpages?|\bS|['’`]|\b(?:Jan|Febr?u?|March|Mar|Apr|April|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*)\.?\s*$"
)
_YEAR_LIKE = re.compile(r"(?:1[5-9]|20)\d\d[a-z]?")
_YEAR_IN_BRACKETS = re.compile(rf"\({_YEAR}\)|\[{_YEAR_2}\]")
_YEAR_ANYWHERE = re.compile(rf"(?<![\w./-]){_YEAR}(?![\w-]|\.\d)")
_DOI = re.compile(r"(?:\b(?:doi|DOI)\s*[:.]?\s*|https?://(?:dx\.)?doi\.org/)*(?P<doi>10\.\d{4,9}/[^\s\"<>]+)")
_PMID = re.compile(r"\b(?:PMID|PubMed(?: ID| PMID)?)\s*[:.]?\s*(?P<pmid>\d{4,9})\b|pubmed/(?P<pmid2>\d{4,9})")
_LINK = re.compile(
    r"\[?(?:(?:Retrieved|Available|Accessed|Last accessed|Zugriff)[^.]{0,60}?)?(?:\bURL:?\s*)?<?\b(?:https?://|www\.|ftp://)[^\s>]+>?"
    r"|\bPMCID:?\s*PMC\d+|\[(?:Accessed|cited|PubMed|Cross ?Ref|Google Scholar|Medline|Free)[^\]]{0,60}\]|\bPMC\d{5,8}\b"
    r"|\bEpub\b[^.;]{0,40}|\bVerfügbar unter\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Locators:
    """What was found, each with its place; `start` is where year, volume and pages begin.

    Attributes:
        places: field name -> half-open offsets ("year", "volume", "issue", "pages", "doi", "pmid").
        start: first offset of the block of volume and pages, or the length of the entry.
    """

    places: dict[str, Place] = field(default_factory=dict)
    start: int = 0


def find_identifiers(clean: str) -> tuple[str, dict[str, Place]]:
    """Find DOI and PMID, and blank them and every link, so that nothing else reads their digits."""
    places: dict[str, Place] = {}
    if m := _DOI.search(clean):
        end = m.start("doi") + len(m["doi"].rstrip(".,;)]}>"))
        if m["doi"].count("(") > clean[m.start("doi") : end].count(")") and clean[end : end + 1] == ")":
            end += 1
        places["doi"] = (m.start("doi"), end)
    if m := _PMID.search(clean):
        places["pmid"] = m.span("pmid") if m["pmid"] else m.span("pmid2")
    for pattern in (_DOI, _LINK, _PMID):
        clean = pattern.sub(lambda m: " " * len(m[0]), clean)
    return clean, places


def find_locators(clean: str, after: int) -> Locators:
    """Find year, volume, issue and pages behind the author list, which ends at `after`."""
    for habit in _compiled(_HABITS):
        if (m := _last(habit, clean, after)) is not None:
            return _with_year(clean, after, _named(m), m.start())
    places: dict[str, Place] = {}
    start = len(clean)
    for part in _compiled(_PARTS):
        if (m := _last(part, clean, after)) is not None:
            places |= _named(m)
            start = m.start()
            break
    for pattern in _compiled(_PAGES_ALONE):
        if (m := _last(pattern, clean, after)) is not None and not _is_years(m["pages"]):
            places["pages"] = m.span("pages")
            start = min(start, m.start())
            break
    else:
        if (m := _EXTENT.search(clean, after)) is not None:
            places["pages"] = m.span("pages")
            start = min(start, m.start())
    return _with_year(clean, after, places, start)


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Compile when the first list is read, so that importing stays cheap."""
    return tuple(map(re.compile, patterns))


def _last(pattern: re.Pattern[str], clean: str, after: int) -> re.Match[str] | None:
    """The last match: numbers inside a title come before those of the journal."""
    matches = [m for m in pattern.finditer(clean, after) if not _pages_as_volume(m)]
    return matches[-1] if matches else None


def _pages_as_volume(m: re.Match[str]) -> bool:
    """Pages or a year where the habit has its volume: "pages 72-83, 1997", "June 1987, pp 520"."""
    volume = m.groupdict().get("volume") or ""
    if not volume or _VOLUME_WORD.match(m[0]):
        return False
    before = m.string[max(0, m.start("volume") - 12) : m.start("volume")]
    own_year = bool(m.groupdict().get("year"))
    return bool(_PAGE_WORD.search(before)) or (not own_year and bool(_YEAR_LIKE.fullmatch(volume)))


def _named(m: re.Match[str]) -> dict[str, Place]:
    groups = {k: m.span(k) for k, v in m.groupdict().items() if v}
    return {k.rstrip("23"): place for k, place in groups.items()}


def _is_years(pages: str) -> bool:
    """Tell a span of years ("1939-1945") from pages."""
    numbers = [int(n) for n in re.findall(r"\d+", pages)]
    return len(numbers) == 2 and all(1500 <= n <= 2030 for n in numbers) and numbers[1] - numbers[0] < 120


def _with_year(clean: str, after: int, places: dict[str, Place], start: int) -> Locators:
    if "year" not in places:
        taken = [p for k, p in places.items()]
        m = next(_free(_YEAR_IN_BRACKETS.finditer(clean, max(0, after - 8)), taken), None)
        m = m or _beside(clean, after, taken)
        if m is not None:
            places = places | {"year": _named(m)["year"]}
    if "year" in places and places["year"][0] > after + 12:
        start = min(start, _open_bracket(clean, places["year"][0]))
    return Locators(places, start)


def _beside(clean: str, after: int, taken: list[Place]) -> re.Match[str] | None:
    """A year right behind the authors, else the last one of the entry."""
    years = list(_free(_YEAR_ANYWHERE.finditer(clean, after), taken))
    if years and years[0].start() <= after + 4:
        return years[0]
    return years[-1] if years else None


def _free(matches: Iterator[re.Match[str]], taken: list[Place]) -> Iterator[re.Match[str]]:
    for m in matches:
        low, high = _named(m)["year"]
        if not any(low < b and a < high for a, b in taken):
            yield m


def _open_bracket(clean: str, at: int) -> int:
    before = clean[:at].rstrip()
    return len(before) - 1 if before.endswith("(") else at
