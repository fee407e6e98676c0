"""Journal lines as printed above an article or in its running heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PAGES = r"(?:[eE]?\d{1,6}(?:\s?[-–—]\s?[eE]?\d{1,6})?|S\d+|\d{1,6})"
_JOURNAL = r"(?P<journal>[A-Z][\w.&'’:()\[\] -]{3,80}?)"
_FORMS = (
    # Journal of Rare Rashes 2011; 12(3): 45-8
    re.compile(
        rf"^{_JOURNAL}[.,]?\s*\(?(?P<year>(?:19|20)\d\d)\)?(?:\s+[A-Z][a-z]{{2,8}}(?:\s?\d{{1,2}})?)?\s*[;,:]?\s*"
        rf"(?:Vol(?:ume)?\.?\s*)?\d{{1,4}}\s*(?:\([^)]{{1,15}}\))?\s*[:,]\s*(?:p+\.?\s*)?{_PAGES}"
    ),
    # Journal of Rare Rashes 12 (2011) 45-48, Journal of Rare Rashes, Vol. 12, No. 3, 2011
    re.compile(
        rf"^{_JOURNAL}[.,]?\s+(?:Vol(?:ume)?\.?\s*)?\d{{1,4}}\s*\((?P<year>(?:19|20)\d\d)\)[\s,:]*{_PAGES}"
    ),
    re.compile(
        rf"^{_JOURNAL}[.,]?\s*[|•·,]?\s*Vol(?:ume)?\.?\s*\d{{1,4}}\b.{{0,40}}?\b(?P<year>(?:19|20)\d\d)\b"
    ),
)
_LEAD = re.compile(
    r"^(?:.*?[a-z]{3}\.\s+)?(?:(?:[Oo]riginally |[Ff]irst )?[Pp]ublished (?:in|by)|[Ii]n|[Ff]rom|[Ss]ource):?\s+(?=[A-Z])"
)
_VOLUME_LINE = re.compile(r"^Vol(?:ume|\.)?\s*(?P<year>(?:19|20)\d\d)\s*[,|•]\s*Article ID\b", re.I)


@dataclass(frozen=True, slots=True)
class Masthead:
    """The journal and the year a printed line names."""

    journal: str | None = None
    year: int | None = None


def _name(words: str) -> str:
    """The journal's name without what is said before it ("By A. Bee. Published in ...")."""
    return _LEAD.sub("", words).strip(" .,:(")


def find_masthead(lines: Sequence[str]) -> Masthead:
    """Find the journal line among the first lines of an article.

    Example:
        >>> find_masthead(["Annals of Odd Rashes 2011; 12: 45–48", "A rash"])
        Masthead(journal='Annals of Odd Rashes', year=2011)
    """
    for index, line in enumerate(lines):
        if len(line) > 200:
            continue
        for form in _FORMS:
            if match := form.match(line):
                return Masthead(_name(match["journal"]), int(match["year"]))
        if (match := _VOLUME_LINE.match(line)) and index:
            return Masthead(lines[index - 1].strip(), int(match["year"]))
    return Masthead()
