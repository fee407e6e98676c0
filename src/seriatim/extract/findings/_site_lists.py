"""The places a sentence names, with their side, gathered into coordinated lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from seriatim.extract.findings._sized import names_part
from seriatim.model import Site
from seriatim.terms import Hit
from seriatim.terms.anatomy import BodySite, SiteWord
from seriatim.text.tables import read_table
from seriatim.text.wording import pattern_of

Words = Sequence[Hit[SiteWord]]

_side_before = pattern_of(
    r"\b({side})\s+(?:(?:on|in|over)\s+(?:the|his|her)\s+)?(?:{part_of_place}\s+){0,2}$", re.I
)
_side_behind = pattern_of(r"\s*(?:joints?\s+)?(?:\(\s*)?(?:on\s+the\s+)?({side_behind})\b(?!\s+[a-z])", re.I)
_PLURAL = re.compile(r"(?:s|ae|feet)\Z", re.I)
_PAIRED = re.compile(r"\s+(?:[a-z-]+\s+)?and\b", re.I)
_SIDES = {"left": "left", "right": "right", "left-sided": "left", "right-sided": "right"}
_placing = pattern_of(r"\b({beside})\s+(?:the\s+|his\s+|her\s+|both\s+)?$", re.I)
_JOINED = re.compile(r"\s*(?:,|/|and|or|,\s*and|,\s*or)\s*$", re.I)
_OF = re.compile(r"\s+of\s+(?:(?:the|his|her|their|both|its|left|right)\s+)*", re.I)
_spared = pattern_of(r"\b{sparing}\b[^,.;]*$", re.I)
_SPARING = 30  # characters before a place in which it may be said that it was spared
_FIGURE = re.compile(r"[(\[]\s*(?:fig|figure|figs|figures|table)\b[^)\]]{0,20}[)\]]", re.I)
_aspect = pattern_of(r"\b[a-z-]+\s+{aspect}\s+of\b", re.I)
_TOKEN = re.compile(r"[^\W\d_][\w'-]*|[^\w\s]")
_spread = pattern_of(
    r"[^.;:()]{0,50}?(?:,|\b(?:and|then|which|that|had|has|have|later|also|soon|before|[a-z]+ly))\s+{spreading}\s+(?:to|into|onto|over|down|up)\s+(?:involve\s+)?(?:(?:the|his|her|their|both|all)\s+)*",
    re.I,
)
"""Between a place and those that a finding reached later: "on the elbows | and gradually spread to the | knees"."""

_SHORT = 3  # letters: words no longer than this are no nouns worth the name


@cache
def load_words(*kinds: str) -> frozenset[str]:
    """Return the words of some kinds of the table of places."""
    return frozenset(row["word"] for row in read_table("site_grammar.tsv") if row["kind"] in kinds)


def load_leads() -> frozenset[str]:
    """Return the words that place what stands before them ("over", "involving")."""
    return load_words("lead", "verb")


def _load_fillers() -> frozenset[str]:
    """Return the small words that may stand between the places of a list."""
    return load_words("lead", "verb", "determiner", "filler")


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a sentence; `start:end` covers its name and its side."""

    start: int
    end: int
    body_site: BodySite
    site: Site


@dataclass(frozen=True, slots=True)
class SiteList:
    """Coordinated places ("her arms and thighs, pelvic areas").

    Attributes:
        led: whether a preposition leads into it, so that it says where something is.
    """

    start: int
    end: int
    places: tuple[Place, ...]
    led: bool

    @property
    def sites(self) -> tuple[Site, ...]:
        """The places as sites of a fact; a layer of tissue counts only where nothing more exact is said."""
        exact = [p.site for p in self.places if not p.body_site.layer]
        return tuple(exact or [p.site for p in self.places])


def find_site_lists(text: str, low: int, words: Words) -> list[SiteList]:
    """Gather the places of a sentence into lists.

    Args:
        text: the report's text.
        low: where the sentence begins.
        words: its anatomical words that are no part of a fact's own name, in order.
    """
    groups: list[list[Place]] = []
    for place in _places(text, low, words):
        if not groups or not _continues(text, groups[-1][-1], place):
            groups.append([place])
            continue
        last = groups[-1][-1]
        if _OF.fullmatch(text, last.end, place.start) and not last.body_site.layer:
            groups[-1][-1] = _of_whole(last, place)
            continue
        if place.site.laterality is None and _JOINED.fullmatch(text, last.end, place.start):
            place = replace(place, site=replace(place.site, laterality=last.site.laterality))
        groups[-1].append(place)
    ends = [low, *(group[-1].end for group in groups)]
    return [
        SiteList(group[0].start, group[-1].end, tuple(group), _is_led(text, behind, group[0].start))
        for group, behind in zip(groups, ends, strict=False)
        if not _spared().search(text, max(behind, group[0].start - _SPARING), group[0].start)
    ]


def _of_whole(part: Place, whole: Place) -> Place:
    """Make one place of a part and its whole ("the sole of the right foot" is the right sole)."""
    side = part.site.laterality or whole.site.laterality
    return replace(part, end=whole.end, site=replace(part.site, laterality=side))


def side_of(text: str, low: int, start: int, end: int) -> tuple[str | None, int]:
    """Return the side of a place and where the words for it begin."""
    before = _side_before().search(text, max(low, start - 40), start)
    if before and not (before[1].lower() == "both" and _is_correlative(text, start, end)):
        return _SIDES.get(before[1].lower(), "bilateral"), before.start(1)
    behind = _side_behind().match(text, end, end + 30)
    if behind:
        return _SIDES.get(behind[1].lower(), "bilateral"), start
    return None, start


def _is_correlative(text: str, start: int, end: int) -> bool:
    """Tell whether "both" joins two things ("both pleural and renal") and is not said of a pair ("both knees")."""
    return not _PLURAL.search(text, start, end) and bool(_PAIRED.match(text, end))


def name_place(text: str, low: int, start: int, end: int, body_site: BodySite) -> Place:
    """Make a place of a name found in the text, with its side and its words."""
    side, begin = side_of(text, low, start, end)
    placing = _placing().search(text, max(low, begin - 24), begin)
    written = text[placing.start(1) if placing else begin : end]
    return Place(begin, end, body_site, Site(body_site.label, body_site.code, side, written))


def _places(text: str, low: int, words: Words) -> Iterator[Place]:
    carried = low
    for at, hit in enumerate(words):
        site = hit.entry.site
        if site is None or hit.start < carried or names_part(text, hit.end):
            continue
        if hit.entry.role == "site":
            place = name_place(text, low, hit.start, hit.end, site)
            yield replace(place, start=min(place.start, _adjective_start(words, at)))
        elif (carrier := _carrier(text, words, at)) is not None:
            carried = carrier
            yield name_place(text, low, hit.start, carrier, site)


def _adjective_start(words: Words, at: int) -> int:
    """Return where the anatomical adjective right before a place begins ("of | cerebral vessels"), else its own start."""
    before = words[at - 1] if at else None
    adjacent = before is not None and before.entry.role == "adjective" and before.end + 1 == words[at].start
    return before.start if before is not None and adjacent else words[at].start


def _carrier(text: str, words: Words, at: int) -> int | None:
    """Return the end of the noun that makes a place of an adjective ("the pelvic areas")."""
    hit = words[at]
    for follower in words[at + 1 :]:
        if follower.start > hit.end + 1:
            return None
        if follower.start == hit.end + 1 and follower.entry.role == "carrier":
            return follower.end
    return None


def _continues(text: str, last: Place, place: Place) -> bool:
    """Tell whether a place goes on the list of the place before it."""
    if place.start - last.end > 90:
        return False
    if _spread().fullmatch(text, last.end, place.start):
        return True
    between = _aspect().sub("", _FIGURE.sub("", text[last.end : place.start]))
    tokens = [t.lower() for t in _TOKEN.findall(between)]
    return bool(tokens) and _load_fillers().issuperset(tokens)


def names_other(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch between two lists brings in something else that is placed ("and furrows of")."""
    tokens = [t.lower() for t in _TOKEN.findall(_FIGURE.sub("", text[start:end]))]
    return any(len(t) > _SHORT and t not in _load_fillers() for t in tokens)


def _is_led(text: str, low: int, start: int) -> bool:
    """Tell whether a preposition or a verb leads into a list ("affected both arms", not "the affected arm")."""
    tokens = [t.lower() for t in _TOKEN.findall(text, max(low, start - 60), start)]
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        adjective = token in load_words("verb") and at > 0 and tokens[at - 1] in load_words("determiner")
        if token in load_leads() and not adjective:
            return True
        if token in "(:":
            return True
        if token not in _load_fillers() or token == ",":
            return False
    return False
