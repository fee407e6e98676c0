"""Where a cited title ends and the journal or book around it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from seriatim.reading._reference_journals import is_known_journal, is_short_form, looks_like_journal

Place = tuple[int, int]

_QUOTED = re.compile(
    r"\s*(?:[\"“„«»]|``|''|[‘'](?=\w))(?P<title>.{3,600}?)(?P<close>[\"”“»«]|''|(?<=\w)[’'](?!\w)|(?<=[.,?!])[’'])",
    re.S,
)
_STOP = re.compile(r"[.?!](?=[\s\"”])\s*|\s[-–—]\s(?=[A-Z])")
_IN = re.compile(r"[.,;?!]?\s*(?<!\w)(?:In|in|En|Dans|Em)(?::\s*|\s(?=[A-Z\d\"“])|\s*:\s)")
_COMMA = re.compile(r",\s+(?=[A-Z])")
_EDITION = re.compile(
    r"[,.;(]?\s*\(?(?:\d{1,2}(?:st|nd|rd|th)|[Ss]econd|[Tt]hird|[Rr]ev(?:ised)?\.?|\d{1,2}\.)\s+(?:ed(?:ition|n)?\b|Aufl)"
)
_IMPRINT = re.compile(r"(?:[.,;]|\s\()\s*\(?(?=[A-Z][\w.\s,’'&/-]{1,40}:\s*[A-Z][^:]{2,80}$)")
_KIND = re.compile(r"\s*\[(?!\d)[^\]]{3,40}\]\s*$")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z][a-z]{0,4}|vs|cf|et al|var|sp|spp|ssp|subsp|cv|no|No|St|Dr|approx|ca|i\.e|e\.g|[a-z]\.[a-z])\.$"
)
_INITIAL = re.compile(r"\b(?:[A-HJ-UWYZ]|vs|cf|Vol|vol|No|no|St|Dr|Mr|Mrs|ed|eds|[a-z]\.[a-z])\.$")
_PUBLISHER = re.compile(
    r"\b(?:Press|Universit\w+|Verlag|Publish\w+|Publications|Springer|Wiley|Elsevier|Institute|Laborator\w+|Inc|Ltd|Books|"
    r"Proc|Proceedings|Conference|Symposium|Workshop|Report|Thesis|Department|Dept|Society|Museum|Transactions|Journal|Notes)\b"
)
_SHORTENED = re.compile(r"\b(?:[A-Z]|[A-Z][a-z]{0,6}[b-df-hj-np-tv-z])$")


@dataclass(frozen=True, slots=True)
class Titles:
    """Places of the title, and of the journal or of the book around a chapter."""

    title: Place | None = None
    journal: Place | None = None
    container: Place | None = None


def find_titles(clean: str, start: int, end: int, *, located: bool) -> Titles:
    """Split what stands between authors and locators.

    Args:
        clean: the entry with markup blanked.
        start: offset behind authors and year.
        end: offset where year, volume and pages begin.
        located: a volume was found, so that a journal is to be expected.
    """
    if (quoted := _QUOTED.match(clean, start)) and quoted.end() <= end:
        return _after_quote(clean, quoted.span("title"), quoted.end(), end)
    if (chapter := _chapter(clean, start, end)) is not None:
        return chapter
    if located and (parted := _journal_part(clean, start, end)) is not None:
        return parted
    return Titles(_trim(clean, start, _book_end(clean, start, end)))


def _after_quote(clean: str, title: Place, start: int, end: int) -> Titles:
    place = _trim(clean, *title)
    if m := _IN.match(clean, start):
        return Titles(place, container=_trim(clean, m.end(), _book_end(clean, m.end(), end)))
    return Titles(place, _trim(clean, start, end))


def _chapter(clean: str, start: int, end: int) -> Titles | None:
    for m in _IN.finditer(clean, start + 8, end):
        opened = clean[m.start()] in ".,;?!" or ":" in m[0]
        if opened and end - m.end() > 5:
            return Titles(_trim(clean, start, m.start() + 1), container=_container(clean, m.end(), end))
    return None


def _container(clean: str, start: int, end: int) -> Place | None:
    """The book's own title, behind its editors where they are named."""
    editors = re.compile(r"(?:\b[Ee]ds?\.?|[Ee]ditors?|Hrsg\.?)\)?\s*[.,:]\s*").search(clean, start, end)
    low = editors.end() if editors and end - editors.end() > 8 else start
    return _trim(clean, low, _book_end(clean, low, end))


def _journal_part(clean: str, start: int, end: int) -> Titles | None:
    """Where the journal begins: the first place behind which all is a known journal, or else reads as one."""
    if is_known_journal(clean[start:end]) or _all_abbreviated(clean[start:end]):
        return Titles(None, _trim(clean, start, end))
    stops = [m for m in _STOP.finditer(clean, start, end) if m.end() < end and m.start() - start >= 3]
    commas = [m for m in _COMMA.finditer(clean, start + 12, end) if end - m.end() < 90]
    breaks = sorted((*stops, *commas), key=lambda m: m.start())
    known = next((m for m in breaks if is_known_journal(clean[m.end() : end])), None)
    chosen = known or next((m for m in breaks if _reads_as_journal(clean, start, m, end)), None)
    if chosen is None and looks_like_journal(clean[start:end]):
        return Titles(None, _trim(clean, start, end))
    if chosen is None and (begin := _unstopped(clean, start, end)) is not None:
        return Titles(_trim(clean, start, begin), _trim(clean, begin, end))
    if chosen is None and not stops:
        return None
    chosen = chosen or stops[-1]
    return Titles(
        _trim(clean, start, chosen.start() + (chosen[0][0] in "?!")), _trim(clean, chosen.end(), end)
    )


def _reads_as_journal(clean: str, start: int, gap: re.Match[str], end: int) -> bool:
    words = clean[gap.end() : end]
    if not looks_like_journal(words):
        return False
    if gap[0][0] == ",":  # "..., Germany. J Foo": the stop behind closes the title, no abbreviation
        return all(_SHORTENED.search(words[: m.start()]) for m in _STOP.finditer(words.rstrip(" .,;:([")))
    short_title = len(clean[start : gap.start()].split()) < 3
    return not (short_title and gap[0][0] == "." and _ABBREVIATION.search(clean[start : gap.start() + 1]))


def _all_abbreviated(words: str) -> bool:
    """A journal in dotted abbreviations and nothing before it ("Eur. J. Biochem.")."""
    stops = list(_STOP.finditer(words.rstrip(" .,;:([")))
    return (
        bool(stops)
        and len(words.split()) <= 7
        and looks_like_journal(words)
        and all(is_short_form(words[: m.start()].split()[-1]) for m in stops)
    )


def _unstopped(clean: str, start: int, end: int) -> int | None:
    """A title run into its journal without a stop: the longest known journal at its end."""
    words = [m.start() for m in re.finditer(r"(?<=\s)(?=[A-Z])", clean[start:end])]
    return next((start + w for w in words if w > 12 and is_known_journal(clean[start + w : end])), None)


def _book_end(clean: str, start: int, end: int) -> int:
    """A book's title ends at its edition, its first real stop, its imprint, or the comma before its publisher."""
    ends = [end]
    if m := _EDITION.search(clean, start, end):
        ends.append(m.start())
    for m in _STOP.finditer(clean, start, end):
        if m.start() - start >= 3 and not (m[0][0] == "." and _INITIAL.search(clean[start : m.start() + 1])):
            ends.append(m.start() + (m[0][0] in "?!"))
            break
    if m := _IMPRINT.search(clean, start + 4, end):
        ends.append(m.start())
    cut = min(ends)
    publisher = (
        m.start() for m in _COMMA.finditer(clean, start + 4, cut) if _names_publisher(clean[m.end() : cut])
    )
    return next(publisher, cut)


def _names_publisher(words: str) -> bool:
    return looks_like_journal(words) and (len(words.split()) <= 3 or bool(_PUBLISHER.search(words)))


def _trim(clean: str, start: int, end: int) -> Place | None:
    """Shrink to the words; a closing question mark and balanced brackets belong to them."""
    if m := _KIND.search(clean, start, end):
        end = m.start()
    while start < end and clean[start] in " \t\n.,;:-–—*\"“”'‘’«»`)":
        start += 1
    while end > start and clean[end - 1] in " \t\n.,;:-–—*\"“”'‘«»`([":
        end -= 1
    if clean[start:end].count(")") > clean[start:end].count("(") and clean[end - 1] == ")":
        end -= 1
    return (start, end) if end > start else None
