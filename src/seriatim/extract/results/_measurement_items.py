"""What a sentence holds that can make up a result: tests, quantities, result words, and the words between."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from seriatim.extract.results._body_measures import find_body_verbs
from seriatim.extract.results._counted_cells import find_counted
from seriatim.extract.results._elided_names import find_elided, join_ratios
from seriatim.extract.results._finding_tests import FindingTests
from seriatim.extract.results._legends import drop_legends
from seriatim.extract.results._listed_names import settle_listed
from seriatim.extract.results._measurement_gaps import links
from seriatim.extract.results._measurement_references import mark_references, mark_shares
from seriatim.extract.results._measurement_signs import find_grade, find_roman_pairs, find_signs, find_sums
from seriatim.extract.results._measurement_vocabulary import (
    TOKEN,
    Item,
    load_matcher,
    load_names,
    load_words,
)
from seriatim.extract.results._specific_antibodies import settle_specific
from seriatim.extract.results._specimen import find_named_by_specimen, find_subjects
from seriatim.terms import Hit
from seriatim.terms.drugs import load_drugs
from seriatim.terms.laboratory import ACT_KINDS, LaboratoryTest
from seriatim.text import Prose, Sentence
from seriatim.text.folding import fold
from seriatim.text.numbers import Quantity, find_quantities
from seriatim.text.tables import alternatives
from seriatim.text.wording import pattern_of

_DIGIT = re.compile(r"[0-9]")
# "Normal ranges for CK and LDH are": no result follows
_OF_RANGES = re.compile(
    r"(?i)\s?(?:the\s)?(?:normal|reference)\s(?:ranges?|values?|intervals?|limits?)\s(?:for|of|were|are)\s"
)
_UNIT_SIGN = re.compile(r"/|mm ?H|torr")
# Behind a bare number: it is part of a name, a date or a proportion.
_GOES_ON = frozenset("-\u2010\u2011\u2013/:")
# "9 | at | 1, 3, and 5 min"
_AT = re.compile(r"\b(?:at|after|on)\s(?:\d{1,2},\s?(?:and\s)?){0,3}(?:and\s)?$")
_TIMES_BEHIND = re.compile(
    r"(?:,\s?\d{1,2})*(?:,?\s(?:and|or|to)\s\d{1,2})?\s?-?(?:min|minutes?|h|hours?|days?|weeks?|months?|years?)\b"
)
_CLOCK = re.compile(r"\s?(?:[AaPp]\.?[Mm]\b|o'clock)")
_NUMBER_BEFORE = re.compile(r"\d\s?$")
_NUMBER_BEHIND = re.compile(r"[\s:=]{1,3}\d")
_DASHES = frozenset("-\u2010\u2011")
_OF_THE = re.compile(r"\b(?:of|in|on)\s(?:the\s)?$")
_GOES_ON_BY_DASH = re.compile(r"[-\u2010\u2011](?!(?:pos|neg)[a-z]*\b)\w")
_TESTED = frozenset({"test", "head"})
# Of these a number behind a dash is part of the name: "HIV-2", "influenza-1".
_NUMBERED_KINDS = frozenset(
    {"serology", "antibody", "microbiology", "molecular", "genetic test", "tissue marker"}
)
_AGES = frozenset({"bone age", "gestational age"})
_AGE_UNITS = frozenset({"h", "d", "wk", "mo", "a"})
_STEM = 5
# Amounts that a drug may be given in; behind one the name of the drug.
_DOSES = frozenset({"mass [g]", "amount [U]", "volume [mL]", "mass rate [g/(24.h)]"})
_NAME_BEHIND = re.compile(r"\s(?:of\s)?([A-Za-z][\w-]+)")
_LAST_WORD = re.compile(r"([\w'\u2019-]+)\s$")
_POSSESSIVE = ("'s", "\u2019s")
_TIMES = re.compile(r"\b(?:times|fold)\b")
_CENTILE_BEHIND = re.compile(r"(?:,?\s(?:and|to|or)\s|,\s)(?:the\s)?\d{1,2}(?:st|nd|rd|th)\s(?:per)?cent")
_TIED_NUMBER = re.compile(r"[-\u2010\u2011]\d{1,3}(?![\d.,]*\s?[%a-zA-Z\u00b5])")


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
        quantities = [] if of_ranges else self._quantities(sentence, named)
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

    def _quantities(self, sentence: Sentence, named: list[Item]) -> list[Item]:
        text = self._prose.text
        span = (sentence.start, sentence.end)
        roman, multiples = find_roman_pairs(text, *span), _multiples(text, *span)
        if not (roman or multiples or _DIGIT.search(text, *span) or _TIMES.search(text, *span)):
            return []
        marks = self._prose.citations_in(sentence.start, sentence.end)
        taken = [_whole_name(text, i) for i in named if i.kind == "test"] + [(c.start, c.end) for c in marks]
        sums = find_sums(text, *span)
        found = _behind_names(text, sentence.end, _out_of(text, find_quantities(text, *span)), taken)
        found = [q for q in found if not any(s.start <= q.start < s.end for s in sums)]
        found = [*roman, *sums, *multiples, *(_with_centile(text, q) for q in found)]
        return [
            Item("quantity", q.start, q.end, quantity=q)
            for q in sorted(found, key=lambda q: q.start)
            if (
                _is_result(text, q, sentence.start)
                or _is_before_test(text, q, taken)
                or _is_age(text, q, named)
            )
            and not any(_takes_away(place, q) for place in taken)
        ]


def _with_noun(text: str, item: Item) -> Item:
    """Take the noun behind an act along: the "scans" of "abdominal CT scans"."""
    act = item.test is not None and item.test.category in ACT_KINDS
    noun = _act_noun().match(text, item.end) if act else None
    return replace(item, end=noun.end()) if noun else item


@cache
def _act_noun() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternatives(load_words().act_noun)})\b")


def _takes_away(place: tuple[int, int], quantity: Quantity) -> bool:
    """Tell whether a number is part of a name; cells that its unit names are part of the quantity."""
    start, end = place
    unit = quantity.unit_span
    return (
        start < quantity.end and quantity.start < end and not (unit and unit[0] <= start and end <= unit[1])
    )


def _multiples(text: str, start: int, end: int) -> list[Quantity]:
    """Find "twice the upper limit of normal", which is two times it."""
    words = text[start:end].lower()
    if not any(word in words for word in _MULTIPLIES):
        return []
    return [
        Quantity(
            *m.span(),
            2.0 if m["two"] else 3.0,
            unit=m["limit"],
            ucum="{fold}",
            unit_span=m.span("limit"),
            dimension="fold",
        )
        for m in _twice().finditer(text, start, end)
    ]


def _out_of(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Read "17 out of 30" as the points of a scale and their most."""
    kept: list[Quantity] = []
    for quantity in found:
        bare = kept and not (kept[-1].ucum or quantity.ucum) and kept[-1].form == quantity.form == "number"
        if bare and text[kept[-1].end : quantity.start] == " out of ":
            kept[-1] = replace(kept[-1], end=quantity.end, number_high=quantity.number, form="pair")
        else:
            kept.append(quantity)
    return kept


def _behind_names(
    text: str, end: int, found: Sequence[Quantity], names: Sequence[tuple[int, int]]
) -> list[Quantity]:
    """Part a number from the one that the name before it ends in: the "842" of "IL-6 842 pg/mL"."""
    ends = {b for a, b in names if text[b - 1].isdigit()}
    kept: list[Quantity] = []
    for quantity in found:
        edge = next((b for b in ends if quantity.start < b < quantity.end), None)
        kept += [quantity] if edge is None else find_quantities(text, edge, min(end, quantity.end))
    return kept


def _is_age(text: str, quantity: Quantity, named: Sequence[Item]) -> bool:
    """Tell the value of a test that is an age: "bone age was 4 years"."""
    tests = (n for n in named if n.test and n.test.name in _AGES and n.end < quantity.start)
    return quantity.ucum in _AGE_UNITS and any(links(text[n.end : quantity.start]) for n in tests)


def _is_before_test(text: str, quantity: Quantity, tests: list[tuple[int, int]]) -> bool:
    """Tell the "7.48" of "pH 7.48/PaCO2 28", which a stroke parts from the next test."""
    bare = quantity.form == "number" and not quantity.ucum and text[quantity.end : quantity.end + 1] == "/"
    return bare and any(start == quantity.end + 1 for start, _ in tests)


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


def _whole_name(text: str, item: Item) -> tuple[int, int]:
    """Return where a test's name is, with the bare number that a dash ties to it."""
    numbered = item.test is not None and item.test.category in _NUMBERED_KINDS
    tied = _TIED_NUMBER.match(text, item.end) if numbered else None
    return item.start, tied.end() if tied else item.end


def _with_centile(text: str, quantity: Quantity) -> Quantity:
    """Read the "25th" of "the 25th and 50th centile", whose noun stands behind the second."""
    shared = quantity.form == "ordinal" and not quantity.ucum and _CENTILE_BEHIND.match(text, quantity.end)
    return replace(quantity, ucum="{percentile}", dimension="centile") if shared else quantity


def _is_result(text: str, quantity: Quantity, low: int) -> bool:
    """Tell a number that can be a result from ages, dates, counts of days and numbers of figures."""
    if quantity.ucum in _AGE_UNITS or (quantity.form == "word" and not quantity.ucum):
        return False
    if quantity.form == "ordinal" and quantity.ucum != "{percentile}":
        return False
    if quantity.dimension in _DOSES and _is_dose(text, quantity.end):
        return False
    if quantity.ucum == "%" and _share_of_people().match(text, quantity.end):
        return False
    if not quantity.ucum and text[max(low, quantity.start - 2) : quantity.start] == ")-":
        return False  # "interleukin (IL)-1 receptor"
    before = text[max(low, quantity.start - 18) : quantity.start]
    if quantity.form == "pair" and not quantity.ucum and _counted_behind().match(text, quantity.end):
        return False  # "8 out of 12 patients"
    if not quantity.ucum and quantity.form == "number":
        after = text[quantity.end : quantity.end + 1]
        clock = _CLOCK.match(text, quantity.end)
        if _counted_behind().match(text, quantity.end) or (
            _AT.search(before) and _TIMES_BEHIND.match(text, quantity.end)
        ):
            return False
        return not (_numbered().search(before) or (after and after in _GOES_ON) or clock)
    return True


def _is_dose(text: str, end: int) -> bool:
    """Tell the amount of a drug, which stands before its name: "1 mg of dexamethasone"."""
    name = _NAME_BEHIND.match(text, end)
    return name is not None and load_drugs().named(name[1]) is not None and fold(name[1]) not in load_names()


_MULTIPLIES = ("twice", "double", "thrice", "triple")
_twice = pattern_of(
    r"(?i)\b(?:(?P<two>twice|double)|thrice|triple)\s(?P<limit>(?:the\s)?(?:(?:upper\s(?:normal\s|reference\s)?limit(?:\sof\s{usual})?)|{usual}(?:\svalue)?))\b"
)
_counted_behind = pattern_of(r"\s(?:{repeated}|{counted_patients}|in\s\d{1,3})\b")
_share_of_people = pattern_of(
    r"\s(?:of|in)\s(?:[\w-]+\s){0,3}?(?:{counted_patients}|{counted_reports})\b|\s(?:identical|identity|similar|similarity|homolog(?:ous|y)|certainty|coverage)\b"
)


@cache
def _numbered() -> re.Pattern[str]:
    """Words that make the number behind them a name, a place in the paper or a date rather than a result."""
    words = alternatives(load_words().numbered)
    return re.compile(rf"(?i:(?<!\w)(?:{words})\.?\s?)$")
