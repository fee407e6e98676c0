"""Laboratory tests, vital signs, sizes and scores: their names, their intervals, and what their results show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from math import log

from seriatim.text.tables import read_table
from seriatim.text.units import Unit, convert, find_ucum

# A bare number is taken to be in a test's usual unit only this near to the interval, as a factor.
_PLAUSIBLE = 40.0
_FAR, _NEAR = log(10), log(1.4)
_METHODS = {
    "vital sign": "examination",
    "size": "examination",
    "score": "examination",
    "function": "examination",
    "function test": "other",
    "genetic test": "other",
    "tissue marker": "histology",
}
_CALLED_POSITIVE = frozenset({"chemistry", "tumour marker", "urine", "CSF", "stool"})
ACT_KINDS = ("imaging", "histology", "procedure")
OF_BLOOD = frozenset({"serum", "plasma", "blood", ""})
"""Specimens of the tests that are done in blood unless the text names another."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A phenotype that a result shows: its HPO code and label."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class LaboratoryTest:
    """A test and what its results show.

    Attributes:
        name: the preferred name.
        synonyms: further spellings and short forms.
        category: antibody | chemistry | haematology | vital sign | score | size | function test | panel | ...
        specimen: serum | blood | urine | CSF | ..., or "".
        loinc: LOINC codes, the usual one first.
        method: how the finding is made: laboratory | examination | imaging | histology | electrophysiology | other.
        high: the phenotype of a raised result; `low`, `abnormal` and `positive` likewise, or None.
        asked: of a test with both, the side that a normal result speaks against: high | low | both.
    """

    name: str
    synonyms: tuple[str, ...] = ()
    category: str = ""
    specimen: str = ""
    loinc: tuple[str, ...] = ()
    method: str = "laboratory"
    high: Shown | None = None
    low: Shown | None = None
    abnormal: Shown | None = None
    positive: Shown | None = None
    asked: str = "high"

    def shows(self, interpretation: str) -> tuple[tuple[Shown, str], ...]:
        """Return what a result shows: phenotypes with their status.

        Args:
            interpretation: normal | abnormal | high | low | positive | negative | not_high | not_low.

        Example:
            >>> [(s.label, status) for s, status in load_tests()["creatine kinase"].shows("normal")]
            [('Elevated circulating creatine kinase concentration', 'absent')]
        """
        if interpretation == "normal":
            return _absent(*self._excluded)
        if interpretation == "negative":
            return _absent(self.positive or self._measured_high)
        if interpretation.startswith("not_"):
            return _absent(self.high if interpretation == "not_high" else self.low)
        shown = self._present(interpretation)
        return ((shown, "present"),) if shown else ()

    @property
    def _excluded(self) -> tuple[Shown | None, ...]:
        """What a normal result speaks against: of two sides the one that the test is done for."""
        if self.high and self.low and self.asked != "both":
            return (self.high if self.asked == "high" else self.low,)
        return (self.high, self.low) if self.high or self.low else (self.positive or self.abnormal,)

    def _present(self, interpretation: str) -> Shown | None:
        if interpretation == "high":
            return self.high or self.positive
        if interpretation == "low":
            return self.low
        if interpretation == "positive":
            return self.positive or self.abnormal or self._measured_high
        return self.abnormal or self.positive or (self.low if self.category == "function" else None)

    @property
    def _measured_high(self) -> Shown | None:
        """What a raised result shows, of a substance that is called positive where there is too much of it."""
        return self.high if self.category in _CALLED_POSITIVE else None


def _absent(*shown: Shown | None) -> tuple[tuple[Shown, str], ...]:
    return tuple((s, "absent") for s in shown if s)


@dataclass(frozen=True, slots=True)
class Interval:
    """A reference interval.

    Attributes:
        test: name of the test.
        unit: of both limits.
        low: lower limit, or None where there is none; `high` is the upper one.
        sex: male | female | None for both.
        age_from: in years, inclusive; `age_to`, in years, exclusive.
        assumed: a bare number of the test may be read in this unit.
        source: where it is from.
    """

    test: str
    unit: Unit | None
    low: float | None
    high: float | None
    sex: str | None = None
    age_from: float = 0.0
    age_to: float = 200.0
    assumed: bool = False
    source: str = ""

    @property
    def words(self) -> str:
        """The interval as one would write it: "12-16 g/dL"."""
        limits = (
            f"{_plain(self.low)}-{_plain(self.high)}" if self.low is not None else f"<{_plain(self.high)}"
        )
        limits = limits if self.high is not None else f">{_plain(self.low)}"
        return f"{limits} {self.unit.ucum}" if self.unit else limits

    def judge(self, number: float) -> str:
        """Call a number in the interval's unit low, normal or high.

        Example:
            >>> find_interval("sodium", "mmol/L", 128.0)[0].judge(128.0)
            'low'
        """
        if self.low is not None and number < self.low:
            return "low"
        return "high" if self.high is not None and number > self.high else "normal"

    def plausible(self, number: float) -> bool:
        """Tell whether a bare number can be in the interval's unit."""
        limits = [limit for limit in (self.low, self.high) if limit]
        return bool(limits) and min(limits) / _PLAUSIBLE <= number <= max(limits) * _PLAUSIBLE

    def distance(self, number: float) -> float:
        """How far a number is from the interval, as the logarithm of a factor; 0 inside it."""
        if self.judge(number) == "normal" or number <= 0:
            return 0.0
        limits = [limit for limit in (self.low, self.high) if limit]
        return min(abs(log(number / limit)) for limit in limits)


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a score or size that has a meaning of its own: left ventricular ejection fraction 30 to 41.

    Attributes:
        silent: the number alone shows no phenotype, though the test's words do (an IQ is no diagnosis).
    """

    test: str
    unit: str
    start: float
    end: float
    interpretation: str
    shown: Shown | None
    source: str
    silent: bool = False


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _shown(cell: str) -> Shown | None:
    code, _, label = cell.partition(" ")
    return Shown(code, label) if code else None


@cache
def load_tests() -> dict[str, LaboratoryTest]:
    """Load the tests by preferred name.

    Source: data/laboratory_tests.tsv; HPO 2025-01-16 for what results show, LOINC for the tests;
    data/asked_sides.tsv.

    Example:
        >>> load_tests()["creatine kinase"].loinc
        ('LOINC:2157-6',)
    """
    asked = {row["test"]: row["side"] for row in read_table("asked_sides.tsv")}
    return {
        row["name"]: LaboratoryTest(
            row["name"],
            tuple(filter(None, row["synonyms"].split("|"))),
            row["category"],
            row["specimen"],
            tuple(filter(None, row["loinc"].split("|"))),
            _METHODS.get(row["category"], "laboratory"),
            _shown(row["high"]),
            _shown(row["low"]),
            _shown(row["abnormal"]),
            _shown(row["positive"]),
            asked.get(row["name"], "high"),
        )
        for row in read_table("laboratory_tests.tsv")
    }


@cache
def load_panel_rows() -> dict[str, tuple[str, ...]]:
    """Load the tests of the panels whose values are written in a row, in their order.

    Source: data/panel_rows.tsv.

    Example:
        >>> load_panel_rows()["arterial blood gas"][:2]
        ('arterial pH', 'arterial carbon dioxide pressure')
    """
    return {row["panel"]: tuple(row["tests"].split("|")) for row in read_table("panel_rows.tsv")}


@cache
def load_acts() -> dict[str, LaboratoryTest]:
    """Load the diagnostic acts other than laboratory tests by preferred name; `category` is the kind of fact.

    Source: data/diagnostic_acts.tsv; HPO 2025-01-16 for what an abnormal result shows.

    Example:
        >>> load_acts()["electromyography"].category, load_acts()["electromyography"].method
        ('procedure', 'electrophysiology')
    """
    return {
        row["name"]: LaboratoryTest(
            row["name"],
            tuple(filter(None, row["synonyms"].split("|"))),
            row["kind"],
            method=row["method"],
            abnormal=_shown(row["abnormal"]),
        )
        for row in read_table("diagnostic_acts.tsv")
    }


@cache
def load_ranges() -> dict[str, tuple[Interval, ...]]:
    """Load the reference intervals by test.

    Source: data/reference_ranges.tsv; general working intervals, marked unverified there.

    Example:
        >>> load_ranges()["sodium"][0].words
        '135-146 meq/L'
    """
    found: dict[str, list[Interval]] = defaultdict(list)
    for row in read_table("reference_ranges.tsv"):
        interval = Interval(
            row["test"],
            find_ucum(row["unit"]),
            float(row["low"]) if row["low"] else None,
            float(row["high"]) if row["high"] else None,
            row["sex"] or None,
            float(row["age_from"] or 0),
            float(row["age_to"] or 200),
            row["assume"] == "1",
            row["source"],
        )
        found[row["test"]].append(interval)
    return {test: tuple(intervals) for test, intervals in found.items()}


_SILENT = "-"


@cache
def load_bands() -> dict[str, tuple[Band, ...]]:
    """Load the bands of scores and sizes by test ("size" holds for every size).

    Source: data/clinical_scores.tsv.
    """
    found: dict[str, list[Band]] = defaultdict(list)
    for row in read_table("clinical_scores.tsv"):
        start, end = float(row["from"] or "-inf"), float(row["to"] or "inf")
        band = Band(
            row["test"],
            row["unit"],
            start,
            end,
            row["interpretation"],
            None if row["phenotype"] == _SILENT else _shown(row["phenotype"]),
            row["source"],
            silent=row["phenotype"] == _SILENT,
        )
        found[row["test"]].append(band)
    return {test: tuple(bands) for test, bands in found.items()}


def _is_doubtful(nearest: Interval, others: list[Interval], number: float) -> bool:
    """Tell a bare number that is far from the usual interval and near one in another unit: a creatinine of 44."""
    if nearest.distance(number) < _FAR:
        return False
    verdict = nearest.judge(number)
    return any(i.distance(number) < _NEAR and i.judge(number) != verdict for i in others if not i.assumed)


def find_interval(
    test: str, ucum: str | None, number: float, *, sex: str | None = None, age: float | None = None
) -> tuple[Interval, float] | None:
    """Find the interval that fits a result and the number in the interval's unit.

    Args:
        test: name of the test.
        ucum: the unit of the number, None for a bare number.
        number: the result.
        sex: male | female | None where unknown; then an interval for both sexes is taken.
        age: in years; None is taken as an adult.

    Example:
        >>> interval, number = find_interval("hemoglobin", "g/L", 82.0, sex="female")
        >>> interval.judge(number), interval.words
        ('low', '120-160 g/L')
    """
    years = 30.0 if age is None else age
    fitting = [
        interval
        for interval in load_ranges().get(test, ())
        if interval.age_from <= years < interval.age_to and interval.sex in (None, sex)
    ]
    fitting.sort(key=lambda i: (i.sex is None, i.unit is None or i.unit.ucum != ucum))
    if not ucum:
        bare = [i for i in fitting if i.assumed and i.plausible(number)]
        nearest = min(bare, key=lambda i: i.distance(number), default=None)
        return (nearest, number) if nearest and not _is_doubtful(nearest, fitting, number) else None
    unit = find_ucum(ucum)
    for interval in fitting:
        if unit and interval.unit:
            converted = convert(number, unit, interval.unit)
            if converted is not None:
                return interval, converted
    return None


@cache
def is_count(test: str) -> bool:
    """Tell whether a test counts cells in a volume, by its reference intervals.

    Example:
        >>> is_count("platelet count"), is_count("hemoglobin")
        (True, False)
    """
    return any(i.unit and i.unit.ucum == "10*9/L" for i in load_ranges().get(test, ()))


def find_band(test: LaboratoryTest, ucum: str | None, number: float) -> Band | None:
    """Find the band that a score or size falls into.

    Example:
        >>> find_band(load_tests()["MMSE"], None, 19.0).shown.label
        'Cognitive impairment'
    """
    bands = load_bands()
    unit = find_ucum(ucum) if ucum else None
    for band in (*bands.get(test.name, ()), *(bands["size"] if test.category == "size" else ())):
        there = find_ucum(band.unit) if band.unit else None
        value = (
            convert(number, unit, there) if unit and there else number if not ucum and not band.unit else None
        )
        if value is not None and band.start <= value < band.end:
            return band
    return None
