"""Where a finding is and how it is qualified: body sites with their side, and modifiers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from seriatim.extract._context import Context
from seriatim.extract.findings._modifiers import are_alike, attach_modifiers
from seriatim.extract.findings._site_lists import (
    SiteList,
    Words,
    find_site_lists,
    load_leads,
    load_words,
    name_place,
    names_other,
)
from seriatim.model import Fact, Site
from seriatim.terms.anatomy import find_site_words, load_sites
from seriatim.text import Prose, Sentence
from seriatim.text.wording import pattern_of

FINDINGS = frozenset({"phenotype", "disease", "event"})
ACTS = frozenset({"imaging", "histology", "procedure", "intervention"})

_TAKES_UP = re.compile(r"(?:they|these|this|it|such|similar|those|both)\b", re.I)
_verb = pattern_of(r"\b(?:{is}|{has}|{showed})\b", re.I)
_result = pattern_of(r"\b(?:{showed}|{displayed}|{found}|with|indicated|consistent)\b|:", re.I)
_showed = pattern_of(r"(?:\W+\w+){0,2}?\W+(?:{showed}|{displayed}|had|has|was|were)\b", re.I)
_found = pattern_of(r"\b(?:{showed}|{displayed}|{found}|showing|revealing|had)\b", re.I)
_NEAR = 400  # characters between a finding and its place
_SHORT = 5  # words before a place that opens its sentence
_BREAK = re.compile(
    r";|\bbut not\b|\bwhereas\b|\bexcept\b|\bwhile\s(?:(?:in|on|at|the|his|her)\s){0,2}(?:(?:right|left|other|opposite)\b|\Z)",
    re.I,
)
_CLAUSE = re.compile(
    r"[;)\]]|,\s+(?:and|but|while|which|or|nor|so|he|she|the|without)\b|\band\s+(?:he|she|the|his|her|there)\b|\bwhereas\b|\bexcept\b",
    re.I,
)
_TIGHT = re.compile(r"[^\w()\[\]]{1,2}(?:[a-z-]+[^\w()\[\]]{1,2}){0,2}", re.I)
_NEXT_ITEM = re.compile(r"\s*,|\s+(?:and|or)\b", re.I)
_GAP = re.compile(r"\s+")
_OTHER_ITEM = re.compile(
    r"\s?,\s(?:and|or)\s(?:(?!was\b|were\b|is\b|are\b|had\b|mainly\b)[a-z-]+\s){2,4}(?:the\s|both\s|his\s|her\s)?",
    re.I,
)
_AND_ALSO = re.compile(r"\s*(?:,\s*(?:and|or)?|and|or)\s+(?:(?:the|his|her)\s+)?", re.I)
_AND = re.compile(r"\s+(?:and|or|and/or)\s+(?:[a-z-]+\s+){0,2}", re.I)


def attach_sites(context: Context, facts: list[Fact]) -> list[Fact]:
    """Give findings and diagnostic acts the body sites and the modifiers that their sentence states."""
    prose = context.prose
    words = find_site_words(prose.text)
    starts = [w.start for w in words]
    drugs = sorted(fact.start for fact in facts if fact.kind == "medication")
    by_sentence = _by_sentence(prose, facts)
    done = list(facts)
    for sentence in prose.sentences:
        own = by_sentence.get(sentence.index, [])
        if not own and not _TAKES_UP.match(prose.text, sentence.start):
            continue
        here = words[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if len(sentence.pieces) > 1:
            here = [w for w in here if any(a <= w.start < b for a, b in sentence.pieces)]
        if here:
            own = sorted(own, key=lambda at: facts[at].start)
            before = _taken_up(prose, sentence, by_sentence, done)
            _place(prose, sentence, here, done, own, before)
            findings = [at for at in own if done[at].kind in FINDINGS]
            named = drugs[bisect_left(drugs, sentence.start) : bisect_left(drugs, sentence.end)]
            attach_modifiers(prose.text, sentence, here, done, findings, before, named)
            for at in own:
                done[at] = _sided(_of_what_follows(prose.text, done, own, at))
    return done


def _of_what_follows(text: str, done: list[Fact], own: Sequence[int], at: int) -> Fact:
    """A quality is where the finding is that it is said of ("painful | ulcers on the right foot")."""
    fact = done[at]
    if fact.sites or fact.spans[-1].text.lower() not in load_words("quality"):
        return fact
    end = fact.spans[-1].end
    described = (done[other] for other in own if done[other].start > end and done[other].kind in FINDINGS)
    nearest = min(described, key=lambda f: f.start, default=None)
    if nearest is None or not nearest.sites or not _DESCRIBES.fullmatch(text, end, nearest.start):
        return fact
    return fact.changed(sites=nearest.sites)


_DESCRIBES = re.compile(r",?\s(?:(?!(?:in|on|with|of|but)\b)[\w-]+,?\s){0,3}")


def _by_sentence(prose: Prose, facts: Sequence[Fact]) -> dict[int, list[int]]:
    """Return the indices of the findings and acts of each sentence."""
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for at, fact in enumerate(facts):
        if fact.kind in FINDINGS or fact.kind in ACTS:
            sentence = prose.sentence_at(fact.start)
            if sentence:
                by_sentence[sentence.index].append(at)
    return by_sentence


def _taken_up(
    prose: Prose, sentence: Sentence, by_sentence: Mapping[int, Sequence[int]], done: list[Fact]
) -> list[int]:
    """Return the findings of the sentence before, where "they" or "it" takes them up."""
    if not sentence.index or not _TAKES_UP.match(prose.text, sentence.start):
        return []
    earlier = prose.sentences[sentence.index - 1]
    if earlier.paragraph != sentence.paragraph:
        return []
    found = [at for at in by_sentence.get(earlier.index, ()) if done[at].kind in FINDINGS]
    last = max(found, key=lambda at: done[at].start, default=None)
    return [] if last is None else _with_siblings(prose.text, done, found, last)


def _place(
    prose: Prose, sentence: Sentence, words: Words, done: list[Fact], own: Sequence[int], before: list[int]
) -> None:
    """Attach the sites of one sentence to its facts, in place."""
    unplaced = load_words("unplaced")
    open_facts = [
        at
        for at in own  # a laboratory result has no place of its own, nor has a fever
        if not done[at].rule
        and unplaced.isdisjoint((done[at].label.lower(), done[at].spans[-1].text.lower()))
    ]
    inner = {at: [w for w in words if _inside(w.start, w.end, done[at])] for at in own}
    named = {id(w) for held in inner.values() for w in held}
    free = [w for w in words if id(w) not in named]
    found: dict[int, list[Site]] = defaultdict(list)
    for at, held in inner.items():
        own_sites = list(_own_sites(prose.text, sentence.start, done[at], held))
        for sibling in _placed_with(prose.text, done, open_facts, at, held):
            found[sibling] += own_sites
    for at, qualified in _premodifiers(prose.text, sentence.start, free, done, own):
        found[at] += qualified
    placed: dict[int, int] = {}
    for site_list in _parted(prose.text, find_site_lists(prose.text, sentence.start, free), done, own):
        if (going_on := _goes_on(prose.text, site_list, done, inner)) is not None:
            side = _side_of_last(prose.folded, found[going_on], site_list.start)
            found[going_on] += [replace(s, laterality=s.laterality or side) for s in site_list.sites]
            continue
        near = _near(done, open_facts, site_list.start, site_list.end)
        near = [at for at in near if not _is_denied_apart(prose.folded, site_list.end, done[at].start)]
        for at in _targets(prose.text, sentence, site_list, done, near, before):
            if at in placed and _is_others(prose.text, placed[at], site_list):
                continue
            placed[at] = site_list.end
            found[at] += site_list.sites
    _pass_on(prose.text, done, own, found)
    for at, sites in found.items():
        if sites:
            done[at] = done[at].changed(sites=_merged(done[at].sites, sites))


def _parted(text: str, lists: Sequence[SiteList], done: list[Fact], own: Sequence[int]) -> Iterator[SiteList]:
    """Yield the lists of places, parting a last place that belongs to the finding right behind it.

    In "pain in the wrists and ankles, and hand swelling" the hand is no place of the pain.
    """
    starts = {done[at].start for at in own if done[at].kind in FINDINGS}
    for places in lists:
        gap = _GAP.match(text, places.end)
        own_noun = len(places.places) > 1 and places.led and gap is not None and gap.end() in starts
        before = any(done[at].spans[-1].end <= places.start for at in own if done[at].kind in FINDINGS)
        if own_noun and before:
            *rest, last = places.places
            yield SiteList(places.start, rest[-1].end, tuple(rest), places.led)
            yield SiteList(last.start, last.end, (last,), led=False)
        else:
            yield places


def _goes_on(text: str, places: SiteList, done: list[Fact], inner: Mapping[int, Words]) -> int | None:
    """Return the finding whose own words end in a place that a list goes on from ("rash of the neck | and arms")."""
    for at, held in inner.items():
        end = done[at].spans[-1].end
        placed = end <= places.start and any(w.entry.site and w.end == end for w in held)
        if placed and _AND_ALSO.fullmatch(text, end, places.start):
            return at
    return None


_AND_NO = re.compile(r"[^.;]{0,40}?,?\s(?:and|but)\s(?:no|without|neither)\s(?:[a-z-]+\s){0,2}")


def _is_denied_apart(folded: str, end: int, start: int) -> bool:
    """Tell whether a finding is denied by itself behind a place ("patent hepatic | veins and no ascites")."""
    return start > end and _AND_NO.fullmatch(folded, end, start) is not None


def _near(done: list[Fact], facts: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Return the facts of a sentence, in order, that are near enough to a place to be placed by it."""
    low = bisect_left(facts, start - _NEAR, key=lambda at: done[at].start)
    return facts[low : bisect_left(facts, end + _NEAR, key=lambda at: done[at].start)]


def _is_others(text: str, end: int, places: SiteList) -> bool:
    """Tell whether a second list of places is about something else named in between, not the finding before."""
    return places.led and not _verb().search(text, end, places.start) and names_other(text, end, places.start)


def _side_of_last(folded: str, sites: Sequence[Site], at: int) -> str | None:
    """The side of the last place that has one, unless the next has its own article ("right ureter and | the gut")."""
    if folded.endswith(("the ", "his ", "her "), 0, at):
        return None
    return next((s.laterality for s in reversed(sites) if s.laterality), None)


def _inside(start: int, end: int, fact: Fact) -> bool:
    """Whether words stand in a finding's own words; in those of a result no place is named ("counting fingers")."""
    spans = fact.spans[:1] if fact.rule else fact.spans
    return any(s.start <= start and end <= s.end for s in spans)


def _placed_with(text: str, done: list[Fact], open_facts: Sequence[int], at: int, held: Words) -> list[int]:
    """Return a finding and those that its words place too ("papules and | nodules on both elbows")."""
    words = done[at].spans[-1].text.lower().split()
    last = max((w.end for w in held if w.entry.site is not None), default=0)
    if last != done[at].spans[-1].end or load_leads().isdisjoint(words[1:]):
        return [at]
    joined = _with_siblings(text, done, open_facts, at)
    return [at, *(other for other in joined if other != at and are_alike(done[other], done[at]))]


def _own_sites(text: str, low: int, fact: Fact, held: Words) -> Iterator[Site]:
    """Yield the places that a fact's own name states ("left hip pain")."""
    for word in held:
        if word.entry.site is not None and not word.entry.site.layer:
            place = name_place(text, low, word.start, word.end, word.entry.site)
            yield place.site


def _premodifiers(
    text: str, low: int, free: Words, done: list[Fact], own: Sequence[int]
) -> Iterator[tuple[int, tuple[Site, ...]]]:
    """Yield the sites of adjectives that stand right before a fact ("pelvic and femoral calcification")."""
    for word in free:
        if word.entry.role != "adjective" or word.entry.site is None or word.entry.site.layer:
            continue
        follower = next(iter(_near(done, own, word.end + _NEAR, word.end)), None)
        if follower is not None and _is_tight(text, word.end, done[follower].start):
            yield follower, (name_place(text, low, word.start, word.end, word.entry.site).site,)


def _is_tight(text: str, start: int, end: int) -> bool:
    """Tell whether at most two words, none of them a verb, stand between a place and a finding."""
    return (
        end - start < 40
        and bool(_TIGHT.fullmatch(text, start, end))
        and not _verb().search(text, start, end)
        and not _result().search(text, start, end)
        and "," not in text[start:end]
    )


def _targets(
    text: str, sentence: Sentence, places: SiteList, done: list[Fact], own: Sequence[int], before: list[int]
) -> list[int]:
    """Find the facts that a list of places belongs to."""
    broken = [m.end() for m in _BREAK.finditer(text, sentence.start, places.start)]
    low = broken[-1] if broken else sentence.start
    behind = [at for at in own if done[at].start >= places.end]
    ahead = [at for at in own if low <= done[at].start and done[at].spans[-1].end <= places.start]
    compound = behind and not text[places.end : done[behind[0]].start].strip()
    if compound or (behind and not places.led and _is_tight(text, places.end, done[behind[0]].start)):
        return _with_siblings(text, done, behind, behind[0], forward=True)
    if places.led and ahead:
        return _led_back(text, places, done, ahead)
    if places.led and before and not ahead:
        return before
    if places.led and not _introduces(text, sentence, places):
        return []
    if not places.led and _NEXT_ITEM.match(text, places.end):
        return []  # "puffy fingers, fever": a member of a list, no place of the next one
    following = [at for at in behind if done[at].kind in FINDINGS]
    stop = _CLAUSE.search(text, places.end, sentence.end)
    return [at for at in following if not stop or done[at].start < stop.start()]


def _introduces(text: str, sentence: Sentence, places: SiteList) -> bool:
    """Tell whether a place opens the sentence ("On the scalp ...") or is what was examined ("X of the hand showed")."""
    opening = text[sentence.start : places.start].split()
    if not opening or opening[0].lower() in load_leads():
        return len(opening) <= _SHORT
    return bool(_showed().match(text, places.end))


def _led_back(text: str, places: SiteList, done: list[Fact], ahead: list[int]) -> list[int]:
    """Attach "... on both elbows" to what stands before it, and to the biopsy of it."""
    last = max(ahead, key=lambda at: done[at].spans[-1].end)
    if _OTHER_ITEM.fullmatch(text, done[last].spans[-1].end, places.start):
        return []
    if done[last].kind in ACTS and _found().search(text, done[last].spans[-1].end, places.start):
        return []
    targets = _with_siblings(text, done, ahead, last)
    if done[last].kind in FINDINGS:
        targets += [
            at
            for at in ahead
            if done[at].kind in ACTS and not _verb().search(text, done[at].start, places.start)
        ]
    return targets


def _with_siblings(
    text: str, done: list[Fact], candidates: Sequence[int], chosen: int, *, forward: bool = False
) -> list[int]:
    """Add the facts joined to a fact by a plain "and" ("papules and nodules"), and those on the same words."""
    targets = [chosen]
    order = sorted(candidates, key=lambda at: done[at].start, reverse=not forward)
    for at in order:
        last = done[targets[-1]]
        if at in targets:
            continue
        same = done[at].start < done[chosen].spans[-1].end and done[chosen].start < done[at].spans[-1].end
        first, second = (last, done[at]) if forward else (done[at], last)
        if same or (
            done[at].kind == done[chosen].kind
            and _AND.fullmatch(text, first.spans[-1].end, second.start)
            and not _verb().search(text, first.spans[-1].end, second.start)
        ):
            targets.append(at)
    return targets


def _pass_on(text: str, done: list[Fact], own: Sequence[int], found: dict[int, list[Site]]) -> None:
    """Give what an examination showed the site that was examined, where nothing more exact is said."""
    acts = sorted((at for at in own if done[at].kind in ACTS), key=lambda at: done[at].start)
    for act, following in zip_longest(acts, acts[1:]):
        end = done[act].spans[-1].end
        low = len(text) if following is None else done[following].start
        for at in own if found.get(act) else ():
            vague = all(_is_layer(s) for s in found.get(at, ()))
            shown = end <= done[at].start < low and _result().search(text, end, done[at].start)
            if done[at].kind in FINDINGS and vague and shown:
                found[at] += found[act]


def _merged(known: tuple[Site, ...], sites: Sequence[Site]) -> tuple[Site, ...]:
    """Join sites without repeats; a place with its side outdoes the same without, any place outdoes a layer."""
    every = list(dict.fromkeys((*known, *sites)))
    every = [s for s in every if not _is_layer(s)] or every
    sided = {s.label for s in every if s.laterality}
    return tuple({(s.label, s.laterality): s for s in every if s.laterality or s.label not in sided}.values())


def _sided(fact: Fact) -> Fact:
    """Give the places of a finding the side that the finding itself is said to have ("bilateral ulcers")."""
    if not fact.sites or any(site.laterality for site in fact.sites):
        return fact
    first = fact.spans[0].text.split()[0].lower().removesuffix("-sided")
    words = {first, *(word.removesuffix("-sided") for word in fact.modifiers.get("laterality", ()))}
    side = next((s for s in ("bilateral", "left", "right") if s in words), None)
    if side is None:
        return fact
    return fact.changed(
        sites=tuple(
            s if s.label.startswith(("left ", "right ")) else replace(s, laterality=side) for s in fact.sites
        )
    )


def _is_layer(site: Site) -> bool:
    known = load_sites().get(site.label)
    return known is not None and bool(known.layer)
