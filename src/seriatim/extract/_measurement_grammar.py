"""Which quantity and which result word belongs to which test.

A sentence is read once from left to right. Tests that are coordinated ("ESR, CRP and ferritin") form a group; a
result word behind a group ("were all normal") goes to each of its members, one before it ("elevated ESR and
CRP") leads it; a quantity goes to the test it follows. What stands between two items decides whether they
belong together: only words of the closed lists of data/result_words.tsv may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from seriatim.extract._measurement_items import Item, load_words, tokens
from seriatim.terms.laboratory import ACT_KINDS, LaboratoryTest
from seriatim.text.numbers import find_quantities

_LINK_SIGNS = frozenset("(=:,[-\u2013\u2014~\u2010)]<>")
_LIST_SIGNS = frozenset(",;/()&+:[]-\u2013.")
_LEAD_SIGNS = frozenset("-(:\"'\u2018\u201c\u2010")
_SERIES = frozenset(
    {
        "to",
        "then",
        "and",
        "subsequently",
        "from",
        "\u2192",
        "->",
        ",",
        "later",
        "-",
        ">",
        "after",
        "finally",
        "up",
    }
)
_OPPOSITE = {
    "negative": "positive",
    "positive": "negative",
    "normal": "abnormal",
    "abnormal": "normal",
    "high": "normal",
    "low": "normal",
}
_WORD_OR_SIGN = re.compile(r"[^\s:=(,;)\[\]]+|[:=(,;)\[\]]")
_SHORT_FORM = re.compile(r"[A-Za-z]*[A-Z][A-Za-z0-9-]*[A-Z0-9][A-Za-z0-9-]*")
_LONGEST_GAP = 90
# Tests that may be given as a pair: blood pressure, a score out of ten, visual acuity.
_PAIRED = frozenset({"vital sign", "score", "function test", "chemistry", "size"})
_COPULAS = frozenset({"was", "were", "is", "are", "been", "be", "being", "(", ":", "="})
# What a value may be restated in behind it: "2.3 kg (10th centile)", "99.7 °F (37.6 °C)".
_RESTATED = {
    "mass [g]": ("centile", "deviation [SD]", "mass [g]"),
    "length [cm]": ("centile", "deviation [SD]"),
    "body mass index [kg/m2]": ("centile", "deviation [SD]"),
    "temperature [[degF]]": ("temperature [Cel]",),
    "temperature [Cel]": ("temperature [[degF]]",),
    "centile": ("deviation [SD]",),
    "deviation [SD]": ("centile",),
}
_INCLUDING = re.compile(r"(?i)\b(?:including|namely|such as)\b")
_MEANS = (["by"], ["on"], ["using"], ["via"], ["with"], ["from"], ["through"], ["during"])
_LIST_OPENINGS = ([","], ["and"], ["or"], ["/"], [";"])
_ATTRIBUTES = frozenset(
    {
        "of",
        "in",
        "from",
        "for",
        "performed",
        "done",
        "obtained",
        "taken",
        "at",
        "on",
        "after",
        "measured",
        "repeated",
    }
)
_VERBS = frozenset(
    {"was", "were", "is", "are", "be", "had", "has", "have", "showed", "revealed", "demonstrated", "he", "she", "we", "patient",
     "who", "that", "which", "developed", "underwent", "received", "started", "presented", "disclosed", "with", "but", "no"}
)  # fmt: skip
_CHANGES = frozenset({"rose", "fell"})
# Words that say a test, not a disease, is meant by a name that is both.
_UNIT_FIRST = frozenset({"fraction [%]", "number concentration [10*9/L]", "per field"})
_FOREIGN = frozenset(
    {
        "mass [g]",
        "volume [mL]",
        "length [cm]",
        "time [s]",
        "dose",
        "mass rate [g/(24.h)]",
        "amount [U]",
        "dose per mass",
    }
)


@dataclass
class Result:
    """A test of a sentence with what is said of it, as it is being put together.

    Attributes:
        test: the item that names the test.
        values: its quantities in order; more than one is a series.
        word: the result word that decides, or None.
        inherited: the word was said of an earlier member of the list.
        change: a word for a rise or fall.
        reference: the reference interval that the text gives.
        excepted: the text takes the test out of what it says of others.
        last: offset after the last word that belongs to it.
    """

    test: Item
    values: list[Item] = field(default_factory=list)
    word: Item | None = None
    inherited: bool = False
    change: Item | None = None
    reference: Item | None = None
    excepted: Item | None = None
    last: int = 0

    @property
    def known(self) -> LaboratoryTest:
        """What the test is."""
        return self.test.test or LaboratoryTest("")


class ResultReader:
    """Reads the results of one sentence.

    Args:
        text: the report's text.
        start: offset of the sentence; `end` is after it.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start, self._end = text, start, end
        self._words = load_words()
        self.results: list[Result] = []
        self._group: list[Result] = []
        self._closed = False
        self._lead: Item | None = None
        self._fresh_lead = False
        self._last = start
        self._orphan: Item | None = None
        self._exception: Item | None = None

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
        self._share_respectively(items)
        self._settle_exceptions()
        return self.results

    # ------------------------------------------------------------------ tests
    def _take_test(self, item: Item, after: Item | None) -> None:
        gap = self._gap(item)
        if self._is_alias(item, gap):
            self._take_alias(item)
            return
        if self._group and item.test and item.test.category in ACT_KINDS and tokens(gap)[-1:] in _MEANS:
            self.results.append(Result(item, last=item.end))  # "estimated by echocardiography was raised"
            self._last = item.end
            return
        result = Result(item, last=item.end)
        joined = bool(self._group) and self._joins(gap)
        if not joined or (self._closed and not _INCLUDING.search(gap)):
            self._group = []
            if not (
                self._lead and ((self._fresh_lead and self._leads(gap)) or (joined and not self._fresh_lead))
            ):
                self._lead = None
        elif self._fresh_lead and not self._leads(gap):
            self._lead = None
        if self._lead and self._is_other_thing(item):
            self._lead = None
        result.word, result.inherited = self._lead, not self._fresh_lead
        if joined and self._closed and not self._lead and _INCLUDING.search(gap):
            result.word = self._group[-1].word  # "were normal, including ..."
        result.excepted = self._exception
        if self._fresh_lead:
            self._group = []
        self._take_orphan(result, gap)
        self._group.append(result)
        self.results.append(result)
        self._closed, self._fresh_lead = False, False
        self._last = item.end

    def _take_head(self, item: Item, after: Item | None) -> None:
        """Take "levels" behind a test into it; "xanthine level" names a test of its own."""
        gap = self._gap(item)
        if self._group and not gap.strip(" -\u2010") and self._group[-1].last == self._last:
            self._last = self._group[-1].last = item.end
            if not self._text[self._group[-1].test.end : item.start].strip(" -\u2010"):
                self._group[-1].test = replace(self._group[-1].test, end=item.end)
            return
        name = self._name_before(item.start)
        valued = (
            after is not None and after.kind == "quantity" and self._links(self._text[item.end : after.start])
        )
        if name or (valued and item.meaning):
            start = name[0] if name else item.start
            self._take_test(generic_test(self._text, start, item.end, size=item.meaning == "size"), after)

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
        behind = tokens(self._text[item.end : min(self._end, item.end + 30)])[:1]
        return bool(behind) and behind[0] in self._words.not_after

    def _take_orphan(self, result: Result, gap: str) -> None:
        """Give "75%" before "neutrophils" to it."""
        orphan, self._orphan = self._orphan, None
        if orphan and orphan.end == self._last and tokens(gap) in ([], ["of"]):
            result.values.append(orphan)

    # ------------------------------------------------------------------ result words
    def _take_word(self, item: Item, after: Item | None) -> None:
        gap = self._gap(item)
        leading = (
            bool(after)
            and after is not None
            and after.kind in ("test", "head", "result")
            and self._leads(self._text[item.end : after.start])
        )
        behind = bool(self._group) and not self._closed and item.meaning != "none"
        behind = behind and (self._links(gap) or self._links_over_others(gap))
        if (
            behind
            and leading
            and after
            and after.kind == "test"
            and self._text[item.start : item.end].endswith(" for")
        ):
            behind = False  # "immunohistochemistry was positive for vimentin"
        if behind and leading and gap.strip() and _COPULAS.isdisjoint(tokens(gap)):
            behind = False  # "laboratory tests revealed a positive ANA": the word belongs to what follows
        if item.meaning in _CHANGES and self._group:
            if self._links(gap) or self._closed:
                self._group[-1].change = item
                self._last = item.end
            return
        if behind:
            for result in self._meant():
                if result.word is None or result.inherited:
                    result.word, result.inherited = item, False
            self._closed = True
            self._lead, self._fresh_lead = None, False
        elif self._fresh_lead and self._lead and self._lead.meaning == "none" and self._leads(gap):
            return  # "no elevated ESR": a phrase of the table has said it already
        else:
            self._lead, self._fresh_lead = item, True
            self._orphan = None
        self._last = item.end

    def _meant(self) -> list[Result]:
        """The members of the group that a word behind it speaks of.

        Of "haemoglobin 10 g/dL, platelets were normal" only the platelets; of tests that all have a value, all.
        """
        valued = [i for i, result in enumerate(self._group) if result.values]
        if not valued:
            return self._group
        return self._group[valued[-1] + 1 :] or [self._group[i] for i in valued]

    # ------------------------------------------------------------------ quantities
    def _take_quantity(self, item: Item, after: Item | None) -> None:
        gap = self._gap(item) if item.start >= self._last else ""
        target = self._group[-1] if self._group else None
        if self._fresh_lead and self._lead and target is not None and self._lead.start >= target.last:
            target = None
        if (
            target
            and self._fits(target.test, item)
            and (
                (not target.values and self._links(gap))
                or (target.values and self._continues(target, item, gap))
            )
        ):
            target.values.extend(self._split_series(item, gap))
            target.last = item.end
            self._last = item.end
            return
        if self._is_own_interval(target, item, gap):
            target.reference = item  # type: ignore[union-attr]
            self._last = item.end
            return
        if self._name_orphan(item):
            return
        unit_first = item.quantity is not None and (
            item.quantity.dimension in _UNIT_FIRST
            or item.quantity.form == "plus"
            or (after is not None and after.kind == "test" and self._text[item.end : after.start] == " of ")
        )
        self._orphan = item if unit_first else None
        if unit_first:
            self._last = item.end

    def _name_orphan(self, item: Item) -> bool:
        """Name the test of a laboratory quantity by the words before it: "xanthine of 12 µmol/L"."""
        quantity = item.quantity
        if not quantity or quantity.dimension not in LABORATORY_DIMENSIONS:
            return False
        low = max(self._last, item.start - _LONGEST_GAP)
        at, linked = item.start, False
        for word in reversed(list(_WORD_OR_SIGN.finditer(self._text, low, item.start))):
            if word[0].lower() not in self._words.link and word[0] not in _LINK_SIGNS:
                linked = linked or bool(_SHORT_FORM.fullmatch(word[0]))
                break
            at, linked = word.start(), True
        name = self._name_before(at) if linked else None
        if not name or name[0] < self._last:
            return False
        self._take_test(generic_test(self._text, *name), None)
        self._group[-1].values.append(item)
        self._last = self._group[-1].last = item.end
        return True

    def _fits(self, test: Item, item: Item) -> bool:
        """Refuse a dose or a length as the value of a chemical test."""
        known, quantity = test.test, item.quantity
        if known is None or quantity is None:
            return False
        if quantity.form == "pair" and known.category not in _PAIRED:
            return False
        if known.category == "function":
            return quantity.ucum == "%"
        if known.category in (
            "size",
            "function test",
            "score",
            "urine",
            "panel",
            "haematology",
            "genetic test",
            "CSF",
        ):
            return known.category not in ("panel", "genetic test")
        return quantity.dimension not in _FOREIGN

    def _continues(self, target: Result, item: Item, gap: str) -> bool:
        second = self._last_dimension(target)
        if (
            gap.strip() in ("(", ", ", "[")
            and item.quantity
            and item.quantity.dimension in _RESTATED.get(second, ())
        ):
            return True
        found = tokens(gap)
        return (
            bool(found)
            and len(found) <= 3
            and all(t in _SERIES for t in found)
            and ("to" in found or "\u2192" in found or ">" in found or "then" in found)
        )

    def _is_own_interval(self, target: Result | None, item: Item, gap: str) -> bool:
        """Tell "(15-65 pg/mL)" behind a value in the same unit, which is its reference interval."""
        value = target.values[-1].quantity if target and target.values else None
        given = item.quantity
        if (
            not value
            or not given
            or gap.strip() not in ("(", "[", ", (")
            or value.dimension != given.dimension
        ):
            return False
        return given.form == "range" or given.comparator in ("<", "<=", ">", ">=")

    def _split_series(self, item: Item, gap: str) -> list[Item]:
        """Split "from 3 to 7 mg/dL" into its two values."""
        quantity = item.quantity
        before = self._text[max(self._start, item.start - 6) : item.start].lower()
        if not quantity or quantity.form != "range" or not before.rstrip().endswith("from"):
            return [item]
        parting = self._text.find(" to ", item.start, item.end)
        if parting < 0:
            return [item]
        parts = [
            *find_quantities(self._text, item.start, parting),
            *find_quantities(self._text, parting + 4, item.end),
        ]
        return [Item("quantity", q.start, q.end, quantity=q) for q in parts]

    def _take_reference(self, item: Item, after: Item | None) -> None:
        if self._group and (self._group[-1].values or self._group[-1].word):
            self._group[-1].reference = item
        self._last = item.end

    # ------------------------------------------------------------------ exceptions and boundaries
    def _take_exception(self, item: Item, after: Item | None) -> None:
        self._exception, self._lead, self._fresh_lead = item, None, False
        self._group, self._closed = [], False
        self._last = item.end

    def _take_boundary(self, item: Item, after: Item | None) -> None:
        if self._exception and self._group:
            self._exception = None
        self._group, self._lead, self._fresh_lead, self._orphan = [], None, False, None
        self._last = item.end

    def _settle_exceptions(self) -> None:
        """Give tests that the text excepts the opposite of what it says of the others."""
        rule = next((r.word for r in self.results if r.word and not r.excepted), None)
        late = next((r.word for r in reversed(self.results) if r.word and r.excepted), None)
        for result in self.results:
            if not result.excepted or result.values:
                continue
            if rule and (result.word is None or result.word is rule or result.inherited):
                opposite = _OPPOSITE.get(rule.meaning)
                if opposite:
                    cue = result.excepted
                    result.word = Item("result", cue.start, cue.end, meaning=opposite)
            elif rule is None and late and late.start > result.test.end and result.word is late:
                continue

    def _share_respectively(self, items: list[Item]) -> None:
        """Share "were 1.6 and 0.1 mmol/L, respectively" out among the tests before it."""
        for mark in re.finditer(r"\brespectively\b", self._text[self._start : self._end]):
            at = self._start + mark.start()
            run = _run_before(items, at, self._text)
            if len(run) < 2:
                continue
            tests = [r for r in self.results if r.test.end <= run[0].start][-len(run) :]
            if len(tests) != len(run):
                continue
            for result in self.results:
                result.values = [v for v in result.values if v not in run]
            self.results = [r for r in self.results if not (r.test.generic and r.test.start >= run[0].start)]
            for result, value in zip(tests, run, strict=True):
                result.values = [value]

    # ------------------------------------------------------------------ what stands between
    def _gap(self, item: Item) -> str:
        return self._text[self._last : item.start]

    def _links(self, gap: str) -> bool:
        if len(gap) > _LONGEST_GAP:
            return False
        return all(t in self._words.link or t in _LINK_SIGNS or t.endswith("ly") for t in tokens(gap))

    def _links_over_others(self, gap: str) -> bool:
        """Tell a gap that only goes on with the list or the name: ", haptens and microscopy were", "of the skin was"."""
        found = tokens(gap)
        if len(gap) > _LONGEST_GAP or len(found) > 14 or not found:
            return False
        if found[:1] not in _LIST_OPENINGS and found[0] not in _ATTRIBUTES:
            return False
        verb = next((i for i, t in enumerate(found) if t in _COPULAS), None)
        if verb is None or verb > 8:
            return False
        unknown = [t for t in found[:verb] if t not in self._words.link and t not in _LIST_SIGNS]
        return (
            len(unknown) <= 5
            and _VERBS.isdisjoint(found[:verb])
            and all(t in self._words.link or t.endswith("ly") for t in found[verb:])
        )

    def _joins(self, gap: str) -> bool:
        if len(gap) > _LONGEST_GAP:
            return False
        found = tokens(gap)
        words = self._words.conjunction
        if bool(found) and all(t in words or t in _LIST_SIGNS for t in found):
            return True
        unknown = [t for t in found if t not in words and t not in _LIST_SIGNS]
        listed = found[:1] in _LIST_OPENINGS and (found[-1] in _LIST_SIGNS or found[-1] in ("and", "or"))
        return (
            listed and len(unknown) <= 4 and _VERBS.isdisjoint(unknown) and not any(c.isdigit() for c in gap)
        )

    def _last_dimension(self, target: Result) -> str:
        quantity = target.values[-1].quantity if target.values else None
        return quantity.dimension if quantity else ""

    def _leads(self, gap: str) -> bool:
        if len(gap) > _LONGEST_GAP // 2:
            return False
        return all(t in self._words.pre or t in _LEAD_SIGNS for t in tokens(gap))

    def _name_before(self, at: int) -> tuple[int, int] | None:
        """Return the noun phrase that ends before `at`: at most five words, none of them grammar."""
        low = max(self._start, self._last, at - 60)
        words = list(re.finditer(r"[^\s,;:()\[\]]+|[,;:()\[\]]", self._text[low:at]))
        stops = self._words.link | self._words.conjunction | self._words.pre | self._words.not_test
        first = last = None
        for word in reversed(words[-5:]):
            token = word[0].lower()
            if not token[0].isalnum() or token in stops or token.isdigit():
                break
            first = word
            last = last or word
        if (
            first is None
            or last is None
            or len(first[0]) < 2
            or last[0].lower().endswith(("ly", "ed", "ing"))
        ):
            return None
        return (low + first.start(), low + last.end())


def _run_before(items: Iterable[Item], at: int, text: str) -> list[Item]:
    """Return the coordinated quantities that end before "respectively"."""
    run: list[Item] = []
    edge = at
    for item in reversed([i for i in items if i.end <= at]):
        between = text[item.end : edge]
        if item.kind == "reference":
            edge = item.start
            continue
        if item.kind != "quantity" or len(between) > 30 or any(c.isdigit() for c in between):
            break
        run.insert(0, item)
        edge = item.start
    return run


LABORATORY_DIMENSIONS = frozenset(
    {
        "mass concentration [g/L]",
        "molar concentration [mmol/L]",
        "equivalent concentration [meq/L]",
        "activity concentration [U/L]",
        "number concentration [10*9/L]",
        "pressure [mm[Hg]]",
        "sedimentation [mm/h]",
        "clearance [mL/min]",
        "molar rate [mmol/(24.h)]",
        "per field",
        "angle [deg]",
        "ratio",
        "osmolality [mosm/kg]",
        "arbitrary",
        "number concentration of copies",
        "activity rate [ng/mL/h]",
        "enzyme activity",
        "resistance [Wood]",
        "radiodensity [HU]",
    }
)


def generic_test(text: str, start: int, end: int, *, size: bool = False) -> Item:
    """Make a test that the text names and no table knows.

    Args:
        text: the report's text.
        start: offset of the name.
        end: offset after it.
        size: the name ends in a word of extent (diameter, thickness).
    """
    return Item(
        "test",
        start,
        end,
        test=LaboratoryTest(" ".join(text[start:end].split()), category="size" if size else "other"),
        generic=True,
    )
