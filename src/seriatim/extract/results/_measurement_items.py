"""What a sentence holds that can make up a result: tests, quantities, result words, and the words between."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import cache

from seriatim.extract.results._body_measures import find_body_verbs
from seriatim.extract.results._counted_cells import find_counted
from seriatim.extract.results._elided_names import find_elided, join_ratios
from seriatim.extract.results._finding_tests import FindingTests
from seriatim.extract.results._legends import drop_legends
from seriatim.extract.results._listed_names import settle_listed
from seriatim.extract.results._measurement_references import mark_references, mark_shares
from seriatim.extract.results._measurement_signs import find_grade, find_signs
from seriatim.extract.results._measurement_vocabulary import (
    TOKEN,
    Item,
    load_matcher,
    load_names,
    load_words,
)
from seriatim.extract.results._result_numbers import find_result_numbers
from seriatim.extract.results._specific_antibodies import settle_specific
from seriatim.extract.results._specimen import find_named_by_specimen, find_subjects
from seriatim.terms import Hit
from seriatim.terms.laboratory import ACT_KINDS, LaboratoryTest
from seriatim.text import Prose, Sentence
from seriatim.text.folding import fold
from seriatim.text.tables import alternatives
from seriatim.text.wording import pattern_of

_DIGIT = re.compile(r"[0-9]")
# "Normal ranges for CK and LDH are": no result follows
_OF_RANGES = re.compile(
    r"(?i)\s?(?:the\s)?(?:normal|reference)\s(?:ranges?|values?|intervals?|limits?)\s(?:for|of|were|are)\s"
)
_UNIT_SIGN = re.compile(r"/|mm ?H|torr")
_NUMBER_BEFORE = re.compile(r"\d\s?$")
_NUMBER_BEHIND = re.compile(r"[\s:=]{1,3}\d")
_DASHES = frozenset("-\u2010\u2011")
_OF_THE = re.compile(r"\b(?:of|in|on)\s(?:the\s)?$")
_GOES_ON_BY_DASH = re.compile(r"[-\u2010\u2011](?!(?:pos|neg)[a-z]*\b)\w")
_TESTED = frozenset({"test", "head"})
_STEM = 5
_LAST_WORD = re.compile(r"([\w'\u2019-]+)\s$")
_POSSESSIVE = ("'s", "\u2019s")


def _settle_abbreviations(prose: Prose, hits: list[Hit[Item]]) -> list[Hit[Item]]:
    """Read short forms as the report defines them: "CO" is not cardiac output where it is carbon monoxide."""
    longs = {a.short: a.long for a in prose.abbreviations if len(a.short) > 1}
    meant = {short: _named_in(long) for short, long in longs.items()}
    if not meant:
        return hits
    kept = []
    for hit in hits:
        written = prose.text[hit.start : hit.end]
        if hit.entry.kind == "test" and written in meant and hit.entry.test:
            test = meant[written] or _alike(hit.entry.test, longs[written])
            if test is None:
                continue
            hit = Hit(hit.start, hit.end, Item("test", 0, 0, test=test))
        kept.append(hit)
    known = {prose.text[h.start : h.end] for h in kept}
    for short, whole in meant.items():
        test = whole or _act_named_in(longs[short])
        if test and short not in known:
            pattern = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)")
            kept += [
                Hit(m.start(), m.end(), Item("test", 0, 0, test=test)) for m in pattern.finditer(prose.text)
            ]
    return kept


def _drop_degrees(named: list[Item]) -> list[Item]:
    """Drop the "borderline" of "borderline elevated", which is part of a longer result."""
    ends: dict[int, int] = {}
    for item in named:
        if item.kind == "result":
            ends[item.start] = max(item.end, ends.get(item.start, 0))
    return [item for item in named if item.kind != "result" or item.end == ends[item.start]]


def _is_part_of_a_name(text: str, hit: Hit[Item]) -> bool:
    """Tell the K of "vitamin-K" from potassium; "PR-" and "PR-negative" are results.

    In "a cyst of the liver measuring 4 cm" the liver is not measured.
    """
    if hit.entry.kind != "test":
        return False
    if text.endswith("measuring", hit.start, hit.end):
        return _OF_THE.search(text, max(0, hit.start - 8), hit.start) is not None
    if hit.end - hit.start > 2:
        return False
    if text[max(0, hit.start - 1) : hit.start] in _DASHES or bool(_GOES_ON_BY_DASH.match(text, hit.end)):
        return True
    thousands = text[hit.start : hit.end] == "K" and _NUMBER_BEFORE.search(
        text, max(0, hit.start - 6), hit.start
    )
    return bool(thousands) and not _NUMBER_BEHIND.match(text, hit.end)  # "a 180 K array"; "Na 138 K 4.1"


def _settle_length(text: str, hit: Hit[Item]) -> Hit[Item]:
    """Read "length" as the body's only where the words before it allow: the bowel has a length, too."""
    if text[hit.start : hit.end].lower() != "length" or hit.entry.kind != "test":
        return hit
    before = _LAST_WORD.search(text, max(0, hit.start - 20), hit.start)
    if text[hit.start - 1 : hit.start] in ("(", "["):
        beside = _body_measure().search(text, max(0, hit.start - _BESIDE), hit.end + _BESIDE)
        return hit if beside else Hit(hit.start, hit.end, Item("head", 0, 0, meaning="size"))
    if before is None or before[1].lower() in load_words().body_length or before[1].endswith(_POSSESSIVE):
        return hit
    return Hit(hit.start, hit.end, Item("head", 0, 0, meaning="size"))


_body_measure = pattern_of(r"(?i)\b(?:weight|circumference|OFC|born|birth|newborn|neonate|infant)\b")
_BESIDE = 60  # characters around a length in which another measure of the body may stand


def _named_in(long: str) -> LaboratoryTest | None:
    """Return the test that a long form names, whole or behind a word such as "serum"."""
    words = fold(long).split()
    if test := load_names().get(" ".join(words)):
        return test
    return load_names().get(" ".join(words[1:])) if words[:1] and words[0] in load_words().pre else None


def _act_named_in(long: str) -> LaboratoryTest | None:
    """Return the act that a long form ends in: "cardiac computed tomography" is a computed tomography."""
    words = fold(long).split()
    ends = (load_names().get(" ".join(words[at:])) for at in range(1, len(words)))
    return next((test for test in ends if test and test.category in ACT_KINDS), None)


def _alike(test: LaboratoryTest, long: str) -> LaboratoryTest | None:
    """Return the test of a short form whose long form is spelt much like one of its names ("alanin transaminase").

    The heads must be alike: "right hemicolectomy" is no right heart catheterization.
    """
    stems = {
        word[:_STEM]
        for name in (test.name, *test.synonyms)
        for word in fold(name).split()
        if len(word) >= _STEM
    }
    return test if fold(long).split()[-1][:_STEM] in stems else None


class ItemFinder:
    """Finds the items of every sentence; the text is searched once.

    Args:
        prose: the report's prose.
    """

    def __init__(self, prose: Prose) -> None:
        self._prose = prose
        found = _settle_abbreviations(prose, load_matcher().find(prose.text, folded=prose.folded))
        named = settle_specific(prose, settle_listed(prose, sorted(found, key=lambda h: h.start)))
        self._hits = [
            _settle_length(prose.text, hit)
            for hit in named
            if hit.entry.kind != "guard" and not _is_part_of_a_name(prose.text, hit)
        ]
        self._starts = [hit.start for hit in self._hits]
        self._findings = FindingTests(prose)

    def find(self, sentence: Sentence) -> list[Item]:
        """Return the items of a sentence in order; empty where nothing in it can be a result."""
        text = self._prose.text
        low = bisect_left(self._starts, sentence.start)
        high = bisect_left(self._starts, sentence.end)
        hits = [hit for hit in self._hits[low:high] if hit.end <= sentence.end]
        tested = any(hit.entry.kind in _TESTED or self._may_name(hit) for hit in hits)
        told = find_body_verbs(text, sentence.start, sentence.end)
        tested = tested or bool(told) or self._findings.names_one(sentence)
        if not tested and not self._has_unit(sentence):
            return []
        named = [_with_noun(text, self._place(hit.entry, hit.start, hit.end, sentence)) for hit in hits]
        named += told
        named += find_elided(text, sentence.start, sentence.end, named)
        named += find_subjects(text, sentence.start, sentence.end)
        named += find_named_by_specimen(text, sentence.end, named)
        named = join_ratios(text, named)
        of_ranges = _OF_RANGES.match(text, sentence.start, sentence.end)
        quantities = [] if of_ranges else self._find_numbers(sentence, named)
        if not quantities and not tested:
            return []
        grades = [item for item in (find_grade(text, n) for n in named) if item]
        graded = {grade.start for grade in grades}
        quantities = [q for q in quantities if q.start not in graded]
        quantities, counted = find_counted(text, sentence.end, named, quantities)
        named = _outside_units(_with_counted(named, counted), quantities)
        findings = self._findings.find(sentence, quantities)
        named = _drop_degrees(named) + [f for f in findings if not any(_is_within(f, n) for n in named)]
        found = sorted(
            [
                *named,
                *quantities,
                *grades,
                *find_signs(text, sentence.start, sentence.end, named, quantities),
            ],
            key=lambda i: i.start,
        )
        found = drop_legends(text, sentence.start, sentence.end, mark_shares(text, found))
        return mark_references(text, found)

    def _may_name(self, hit: Hit[Item]) -> bool:
        """Tell a result word that is said of tests which no table knows."""
        said = self._prose.folded[hit.start : hit.end]
        return hit.entry.kind == "result" and (
            said in load_words().any_test or said in load_words().of_measured
        )

    def _has_unit(self, sentence: Sentence) -> bool:
        """Tell whether a quantity with a laboratory unit may stand in a sentence that names no test."""
        text = self._prose.text
        return bool(
            _UNIT_SIGN.search(text, sentence.start, sentence.end)
            and _DIGIT.search(text, sentence.start, sentence.end)
        )

    def _find_numbers(self, sentence: Sentence, named: list[Item]) -> list[Item]:
        marks = [(c.start, c.end) for c in self._prose.citations_in(sentence.start, sentence.end)]
        return find_result_numbers(self._prose.text, (sentence.start, sentence.end), named, marks)

    def _place(self, entry: Item, start: int, end: int, sentence: Sentence) -> Item:
        """Place an item; a result word takes the adverbs before it along: "mildly elevated"."""
        severity = ""
        if entry.kind == "result" and entry.meaning != "none":
            degree = load_words().degree
            for token in reversed(
                list(TOKEN.finditer(self._prose.text, max(sentence.start, start - 40), start))
            ):
                known = degree.get(token[0].lower())
                if not known or self._prose.text[token.end() : start].strip():
                    break
                start, severity = token.start(), severity or known
        return Item(entry.kind, start, end, entry.test, None, entry.meaning, severity)


def _with_noun(text: str, item: Item) -> Item:
    """Take the noun behind an act along: the "scans" of "abdominal CT scans"."""
    act = item.test is not None and item.test.category in ACT_KINDS
    noun = _act_noun().match(text, item.end) if act else None
    return replace(item, end=noun.end()) if noun else item


@cache
def _act_noun() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternatives(load_words().act_noun)})\b")


def _is_within(finding: Item, named: Item) -> bool:
    """Tell the "power" of "muscle power", which is named as a test already."""
    return named.kind == "test" and named.start <= finding.start and finding.end <= named.end


def _with_counted(named: list[Item], counted: list[Item]) -> list[Item]:
    """Put the cells that stand inside their count in the place of what was read there."""
    return [n for n in named if not any(c.start < n.end and n.start < c.end for c in counted)] + counted


def _outside_units(named: list[Item], quantities: list[Item]) -> list[Item]:
    """Drop the substances that a unit is given for: the protein of "2 nmol/h/mg protein"."""
    units = [i.quantity.unit_span for i in quantities if i.quantity and i.quantity.unit_span]
    return [n for n in named if n.kind != "test" or not any(a < n.start and n.end <= b for a, b in units)]
