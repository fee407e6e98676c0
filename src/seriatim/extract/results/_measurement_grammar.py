"""Which quantity and which result word belongs to which test.

A sentence is read once from left to right. Tests that are coordinated ("ESR, CRP and ferritin") form a group; a
result word behind a group ("were all normal") goes to each of its members, one before it ("elevated ESR and
CRP") leads it; a quantity goes to the test it follows. What stands between two items decides whether they
belong together: only words of the closed lists of data/result_words.tsv may.
"""

from __future__ import annotations

import re
from dataclasses import replace

from seriatim.extract.results._measurement_gaps import (
    goes_on,
    has_copula,
    joins,
    leads,
    leads_to_value,
    links,
    links_over_circumstance,
    links_over_others,
    links_over_place,
    turns_to_rest,
)
from seriatim.extract.results._measurement_naming import (
    find_end_of_name,
    find_name_before,
    name_measure,
    name_subject,
)
from seriatim.extract.results._measurement_result import Result, generic_test
from seriatim.extract.results._measurement_sharing import (
    settle_announced,
    settle_ellipses,
    settle_exceptions,
    settle_growth,
    share_in_order,
    share_respectively,
)
from seriatim.extract.results._measurement_units import as_count, dimension_of, fits
from seriatim.extract.results._measurement_values import (
    continues,
    is_own_interval,
    leads_to_later,
    lend_units,
    split_pair,
    split_series,
)
from seriatim.extract.results._measurement_vocabulary import Item, load_words, tokens
from seriatim.extract.results._specimen import specimen_panels
from seriatim.terms.laboratory import ACT_KINDS

_IN = re.compile(r"\s(?:in|of|from|on)\s(?:(?:the|his|her|a)\s)?")
_BY = re.compile(r"\s(?:on|upon|at|by|in)\s(?:(?:the|his|her|a)\s)?")
# Of these "positive for" tells of what they showed alone.
_SHOWING_OTHERS = frozenset({"panel", "other", *ACT_KINDS})
_CHANGES = frozenset({"rose", "fell"})
_NOT_OF_PANELS = frozenset({"high", "low", "positive"})
_DENIED = frozenset({"positive", "high", "abnormal"})


class ResultReader:
    """Reads the results of one sentence.

    Args:
        text: the report's text.
        start: offset of the sentence; `end` is after it.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start, self._end = text, start, end
        self._words = load_words()
        self._results: list[Result] = []
        self._group: list[Result] = []
        self._closed = False
        self._lead: Item | None = None
        self._fresh_lead = False
        self._last = start
        self._orphan: Item | None = None
        self._exception: Item | None = None
        self._listed: list[Result] = []  # before an exception inside their list: "A and B, but not C, were"

    def read(self, items: list[Item]) -> list[Result]:
        """Return the results, in text order; tests of which nothing is said are among them."""
        actions = {
            "test": self._take_test,
            "head": self._take_head,
            "result": self._take_word,
            "quantity": self._take_quantity,
            "reference": self._take_reference,
            "except": self._take_exception,
            "boundary": self._take_boundary,
        }
        following = [*items[1:], None]
        for item, after in zip(items, following, strict=True):
            if item.start >= self._last or item.kind in ("test", "quantity"):
                actions[item.kind](item, after)
        results = share_respectively(self._text, self._start, self._end, items, self._results)
        share_in_order(self._text, items, results)
        settle_announced(self._text, results)
        settle_exceptions(results)
        settle_ellipses(self._text, self._end, results)
        settle_growth(self._text, self._end, results)
        lend_units(results)
        return results

    # ------------------------------------------------------------------ tests
    def _take_test(self, item: Item, after: Item | None) -> None:
        gap = self._gap(item)
        if self._is_alias(item, gap):
            self._take_alias(item)
            return
        if self._group and self._is_means(item, gap):
            self._results.append(Result(item, last=item.end))  # "estimated by echocardiography was raised"
            self._last = item.end
            return
        if self._group and self._is_specimen(item, gap):
            self._last = self._group[-1].last = item.end  # "herpes PCR in the cerebrospinal fluid was"
            return
        if self._exception and not self._said() and turns_to_rest(gap):
            self._exception, self._group = None, []
        result = Result(item, last=item.end, excepted=self._exception)
        self._lead_into(result, gap)
        self._take_orphan(result, gap)
        self._group.append(result)
        self._results.append(result)
        self._closed, self._fresh_lead = False, False
        self._last = item.end

    def _lead_into(self, result: Result, gap: str) -> None:
        """Give a test the word that leads it: its own, that of its list, or that of the list before."""
        joined = bool(self._group) and joins(gap)
        said = self._group[-1].word if self._group and self._closed and goes_on(gap) else None
        kept = joined and not self._fresh_lead and not self._closed
        led = self._fresh_lead and (leads(gap) or self._is_found_by(result.test, gap))
        result.other = self._is_other_thing(result.test)
        if not (led or kept) or result.other:
            self._lead = None
        if not joined or self._closed or led:
            self._group = []
        self._lead = self._lead or said
        result.word, result.inherited = self._lead, not led

    def _is_found_by(self, item: Item, gap: str) -> bool:
        """Tell an act that found nothing: "no abnormality on physical examination"."""
        act = item.test is not None and item.test.category in ACT_KINDS
        lead = self._text[self._lead.start : self._lead.end].lower().split() if self._lead else []
        return act and bool(_BY.fullmatch(gap)) and not self._words.finding_noun.isdisjoint(lead[-1:])

    def _said(self) -> bool:
        """Tell whether the sentence has called any result by a word so far."""
        return any(result.word for result in self._results)

    def _is_means(self, item: Item, gap: str) -> bool:
        act = item.test is not None and item.test.category in ACT_KINDS
        return act and tokens(gap)[-1:] != [] and tokens(gap)[-1] in self._words.means

    def _is_specimen(self, item: Item, gap: str) -> bool:
        """Tell a fluid that a test was done in from a test of its own."""
        panel = item.test is not None and item.test.name in specimen_panels()
        return panel and not self._has_been_said() and bool(_IN.fullmatch(gap))

    def _take_head(self, item: Item, after: Item | None) -> None:
        """Take "levels" behind a test into it; "xanthine level" names a test of its own."""
        gap = self._gap(item)
        if self._group and not gap.strip(" -\u2010") and self._group[-1].last == self._last:
            self._last = self._group[-1].last = item.end
            if not self._text[self._group[-1].test.end : item.start].strip(" -\u2010"):
                self._group[-1].test = replace(self._group[-1].test, end=item.end)
            return
        name = find_name_before(self._text, item.start, max(self._start, self._last))
        valued = after is not None and after.kind == "quantity" and links(self._text[item.end : after.start])
        whole = None if name or valued else find_end_of_name(self._text, item, after)
        if name or whole or (valued and item.meaning):
            start, end = name[0] if name else item.start, whole or item.end
            self._take_test(generic_test(self._text, start, end, size=item.meaning == "size"), after)

    def _take_alias(self, item: Item) -> None:
        """Take "(CRP)" behind "C-reactive protein" into the mention."""
        closing = self._text[item.end : item.end + 1] in (")", "]")
        self._last = self._group[-1].last = item.end + closing
        whole = self._group[-1].test
        self._group[-1].test = replace(whole, end=self._last if closing else item.end)

    def _is_alias(self, item: Item, gap: str) -> bool:
        last = self._group[-1] if self._group else None
        same = last and last.test.test is item.test and not last.values
        return bool(same) and gap.strip(" ,") in ("(", "[", "-", "or", "")

    def _is_other_thing(self, item: Item) -> bool:
        """Tell "normal calcium metabolism" from a result of calcium."""
        behind = tokens(self._text[item.end : min(self._end, item.end + 40)])[:3]
        if behind[:1] == ["-"]:
            return not self._words.not_after.isdisjoint(behind)  # "calcium-phosphorus balance"
        return bool(behind) and behind[0] in self._words.not_after

    def _take_orphan(self, result: Result, gap: str) -> None:
        """Give "75%" before "neutrophils" to it."""
        orphan, self._orphan = self._orphan, None
        if orphan and orphan.end == self._last and tokens(gap) in ([], ["of"]):
            result.values.append(orphan)

    # ------------------------------------------------------------------ result words
    def _take_word(self, item: Item, after: Item | None) -> None:
        gap = self._gap(item)
        if item.meaning == "grade":
            self._take_grade(item)
            return
        if item.meaning in _CHANGES and self._group:
            if links(gap) or self._closed or (self._group[-1].values and leads_to_later(gap)):
                self._group[-1].change = item
                self._last = item.end
            return
        if self._is_said_behind(item, gap, after) or self._name_subject(item):
            self._close_group(item)
        elif self._fresh_lead and self._lead and self._lead.meaning == "none" and leads(gap):
            return  # "no elevated ESR": a phrase of the table has said it already
        elif self._text[item.start : item.end].lower() in self._words.predicative:
            return  # "the lungs were clear to auscultation"
        else:
            self._lead, self._fresh_lead = item, True
            self._orphan = None
        self._last = item.end

    def _name_subject(self, item: Item) -> bool:
        """Name a test that no table knows by the words before "was normal"."""
        unsaid = bool(self._group) and not self._closed and not self._has_been_said()
        name = None if unsaid else name_subject(self._text, item, max(self._start, self._last))
        if name:
            self._take_test(generic_test(self._text, *name), None)
        return name is not None

    def _take_grade(self, item: Item) -> None:
        """Give "III" to the class it follows; it says nothing of other tests."""
        if self._group:
            self._group[-1].word, self._group[-1].inherited = item, False
            self._last = self._group[-1].last = item.end

    def _is_said_behind(self, item: Item, gap: str, after: Item | None) -> bool:
        """Tell whether a word is said of the tests before it rather than of those that follow."""
        if not self._group or self._closed or item.meaning == "none":
            return False
        verbal = self._text[item.start : item.end].split()[0].lower() in self._words.verb
        if not links(gap) and (self._has_been_said() or not links_over_others(gap, verbal=verbal)):
            return False
        words = self._text[item.start : item.end].lower()
        if words in self._words.after_copula and not has_copula(gap):
            return False  # "C4 of the present case"
        if words in self._words.existence and gap.lstrip().startswith(")") and self._has_been_said():
            return False  # "anemia (hemoglobin 5.6 g/dL) was present"
        if (
            self._group[-1].known.category == "panel"
            and item.meaning in _NOT_OF_PANELS
            and not has_copula(gap)
        ):
            return False  # "laboratory tests showed an increased number of eosinophils"
        if after is None or after.kind not in ("test", "head", "result"):
            return True
        if not leads(self._text[item.end : after.start]):
            return True
        changed = self._group[-1].change
        if changed and changed.end == self._last and after.kind == "head":
            return True  # "rose to a normal level"
        if after.kind == "test" and words.endswith(" for"):
            if self._group[-1].known.category not in _SHOWING_OTHERS:
                self._group[-1].word, self._group[-1].inherited = item, False  # "smears were negative for"
            return False  # "immunohistochemistry was positive for vimentin"
        # "laboratory tests revealed a positive ANA": the word belongs to what follows
        return not gap.strip() or has_copula(gap)

    def _has_been_said(self) -> bool:
        """Tell whether the last test has its result: "ferritin was 9 ng/mL and the liver was normal"."""
        last = self._group[-1]
        led_on = self._fresh_lead and self._lead is not None and self._lead.start >= last.last
        return bool(last.values) or led_on

    def _close_group(self, item: Item) -> None:
        """Say a word of the tests before it; "neither ANA nor anti-Ro were detected" stays denied."""
        if self._exception and self._listed and self._group and self._group[0].excepted:
            self._group, self._listed, self._exception = self._listed, [], None
        words = self._text[item.start : item.end].lower()
        alone = words in self._words.of_last or not any(c.isalpha() for c in words)
        for result in self._group[-1:] if alone else self._meant(item):
            nothing = result.word is not None and result.word.meaning == "none"
            if (result.word is None or result.inherited or nothing) and not (
                nothing and item.meaning in _DENIED
            ):
                result.word, result.inherited = item, False
        self._closed = True
        self._lead, self._fresh_lead = None, False

    def _meant(self, item: Item) -> list[Result]:
        """The members of the group that a word behind it speaks of.

        Of "haemoglobin 10 g/dL, platelets were normal" only the platelets; of tests that all have a value, all; of
        tests whose values stand in brackets, too.
        """
        valued = [i for i, result in enumerate(self._group) if result.values]
        if not valued or all(self._is_bracketed(self._group[i], item) for i in valued):
            return self._group
        return self._group[valued[-1] + 1 :] or [self._group[i] for i in valued]

    def _is_bracketed(self, result: Result, item: Item) -> bool:
        """Tell whether the values of a test stand in a bracket that is closed before the word."""
        opening = self._text[result.test.end : result.values[0].start].strip()
        return opening == "(" and ")" in self._text[result.values[-1].end : item.start]

    # ------------------------------------------------------------------ quantities
    def _take_quantity(self, item: Item, after: Item | None) -> None:
        gap = self._gap(item) if item.start >= self._last else ""
        target = self._target()
        if target and (pair := split_pair(self._text, item, self._group, gap)):
            self._group[-2].values, self._group[-1].values = [pair[0]], [pair[1]]
            target.last = self._last = item.end
        elif target and self._takes(target, item, gap):
            values = [as_count(target.known, v) for v in split_series(self._text, item, self._start)]
            for result in self._sharing(target, item, gap):
                result.values.extend(values)
            target.last = self._last = item.end
        elif target and is_own_interval(target, item, gap):
            target.reference, self._last = item, item.end
        elif self._name_orphan(item):
            pass
        elif self._may_come_first(item, after):
            self._orphan, self._last = item, item.end
        else:
            self._orphan = None

    def _target(self) -> Result | None:
        """Return the test that a quantity may belong to: the last one, unless a new word leads on."""
        target = self._group[-1] if self._group else None
        if target and self._fresh_lead and self._lead and self._lead.start >= target.last:
            return None
        return target

    def _takes(self, target: Result, item: Item, gap: str) -> bool:
        if not fits(target.known, item):
            return False
        if target.values:
            return continues(target, item, gap)
        worded = self._closed and links_over_circumstance(gap)
        return worded or links(gap) or links_over_place(gap)

    def _sharing(self, target: Result, item: Item, gap: str) -> list[Result]:
        """Return whose value it is: of "height and weight were at -3 SD" both, else the last test's alone."""
        relative = item.quantity is not None and item.quantity.ucum in ("{percentile}", "{SD}")
        if not relative or not has_copula(gap):
            return [target]
        return [r for r in self._group if r is target or (not r.values and fits(r.known, item))]

    def _may_come_first(self, item: Item, after: Item | None) -> bool:
        """Tell whether a quantity may stand before its test: "75% neutrophils", "2+ protein"."""
        plus = item.quantity is not None and item.quantity.form == "plus"
        of = after is not None and after.kind == "test" and self._text[item.end : after.start] == " of "
        return plus or of or dimension_of(item).before

    def _name_orphan(self, item: Item) -> bool:
        """Name the test of a laboratory quantity by the words before it."""
        name = name_measure(self._text, item, max(self._start, self._last))
        if name:
            self._take_test(generic_test(self._text, *name), None)
            self._group[-1].values.append(item)
            self._last = self._group[-1].last = item.end
        return name is not None

    def _take_reference(self, item: Item, after: Item | None) -> None:
        if self._group and (self._group[-1].values or self._group[-1].word):
            self._group[-1].reference = item
        self._last = item.end

    # ------------------------------------------------------------------ exceptions and boundaries
    def _take_exception(self, item: Item, after: Item | None) -> None:
        if item.meaning == "next" and not (
            after and after.kind == "test" and leads(self._text[item.end : after.start])
        ):
            self._take_boundary(item, after)  # "raised but not measured again"
            return
        unsaid = not self._closed and not any(r.word or r.values for r in self._group)
        self._listed = self._group if unsaid else []
        self._exception, self._lead, self._fresh_lead = item, None, False
        self._group, self._closed = [], False
        self._last = item.end

    def _take_boundary(self, item: Item, after: Item | None) -> None:
        if self._only_dates(item, after):
            return
        if self._exception and self._group:
            self._exception = None
        self._listed = []
        self._group, self._lead, self._fresh_lead, self._orphan = [], None, False, None
        self._last = item.end

    def _only_dates(self, item: Item, after: Item | None) -> bool:
        """Tell "analysis done after two weeks was normal" from a clause of its own; "low after a night's fast (40 mg/dL)"."""
        if self._closed and leads_to_value(self._text, self._last, self._end):
            return True
        open_ = bool(self._group) and not self._closed and not self._has_been_said()
        said = after is not None and after.kind in ("result", "quantity")
        return open_ and said and after is not None and links_over_place(self._text[item.start : after.start])

    # ------------------------------------------------------------------ what stands between
    def _gap(self, item: Item) -> str:
        return self._text[self._last : item.start]
