"""Report to measurements: each result as a test with its value, and what it shows as a phenotype."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from seriatim.extract._context import Context, begin_fact
from seriatim.extract.results._apgar import find_minutes, place_in_time
from seriatim.extract.results._held_antibodies import is_held
from seriatim.extract.results._measurement_meaning import Meaning
from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_vocabulary import Item, load_words, tokens
from seriatim.extract.results._results import SentenceResults, read_results
from seriatim.model import Fact
from seriatim.terms.laboratory import ACT_KINDS, LaboratoryTest
from seriatim.text import Prose
from seriatim.text.wording import pattern_of

# A test of these kinds is worth a fact where it is only named; a substance is not.
_NAMED_ALONE = frozenset({"panel", "antibody", "score", "genetic test", "microbiology"})
# Of these "no" is a negative result; of a substance that is always there it may only begin another phrase.
_DENIABLE = frozenset(
    {"panel", "urine", "serology", "antibody", "microbiology", "molecular", "tissue marker"}
)
_SUBSTANCES = frozenset({"chemistry", "tumour marker"})
_tissue = pattern_of(r"\b{of_tissue}")
_BESIDE = 50
_FLAG = 2  # letters at most of a laboratory's mark beside a value
# Names of tests that say their result: without a value "proteinuria" is a finding.
_IS_FINDING = re.compile(r"(?i)(?:uria|a?emia|osis)$")
_grammar = pattern_of(
    r"(?i)(?:(?:was|were|{showed}|showing|revealing|demonstrating|displayed|confirmed|{yielded})\s+(?:a\s+)?)?(.+?)(?:\s+(?:for|of|in|to|from|by|at|levels?|titers?))*"
)


def find_measurements(context: Context) -> list[Fact]:
    """Find the results of a report: measurements, and the phenotypes that they show.

    A result is two facts: the test (LOINC, value, unit, interpretation), and what it shows (HPO), present or
    absent, from the same words. Measurements are present, because the test was done.

    Source: data/laboratory_tests.tsv, reference_ranges.tsv, clinical_scores.tsv, result_words.tsv.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> facts = find_measurements(Context(read_prose(Report(id="r", text="Her serum sodium was 128 mmol/L."))))
        >>> [(f.kind, f.label, f.value, f.interpretation, f.status) for f in facts]
        [('measurement', 'sodium', '128 mmol/L', 'low', 'present'), ('phenotype', 'Hyponatremia', None, None, 'present')]
    """
    return [fact for read in read_results(context) for fact in _read_sentence(context.prose, read)]


def _read_sentence(prose: Prose, read: SentenceResults) -> Iterator[Fact]:
    minutes = find_minutes(prose.text, read.sentence.start, read.sentence.end, read.results)
    tissue = bool(_tissue().search(prose.folded, read.sentence.start, read.sentence.end))
    for result in read.results:
        if _is_worth_a_fact(prose, result, tissue=tissue):
            values: list[Item | None] = [*result.values] or [None]
            for value in values:
                meaning = read.judge(prose.text, result, value)
                if value is None and meaning == Meaning() and _is_told_of(prose, read, result):
                    meaning = Meaning("positive", result.known.shows("positive"), "named as held")
                if tissue and _is_stained(result, value, meaning):
                    stained = replace(_measurement(prose, result, value, meaning), code=None, codes=())
                    yield replace(stained, method="histology")
                elif value and (time := minutes.get(value.start)):
                    yield from place_in_time(prose, [*make_result(prose, result, value, meaning)], time)
                else:
                    yield from make_result(prose, result, value, meaning)
            if result.values and _is_also_worded(prose.text, result):
                yield make_worded(prose, result, read.judge(prose.text, result, None))


def _is_stained(result: Result, value: Item | None, meaning: Meaning) -> bool:
    """Tell a substance that a tissue is stained for ("stained positive for prolactin"): no level, raised or not."""
    signed = meaning.interpretation in ("positive", "negative") and result.known.positive is None
    return signed and result.known.category in _SUBSTANCES and not (value and value.quantity)


def _is_told_of(prose: Prose, read: SentenceResults, result: Result) -> bool:
    """Tell whether an antibody without a result is said to be there."""
    bare = result.word is None and result.change is None and not result.other
    return bare and result.known.category == "antibody" and is_held(prose, read.sentence, result)


def _is_worth_a_fact(prose: Prose, result: Result, *, tissue: bool) -> bool:
    test = result.known
    if test.category in ACT_KINDS or (result.word and result.word.meaning == "undone"):
        return False
    if not result.values and _IS_FINDING.search(prose.text, result.test.start, result.test.end):
        return False
    if (
        tissue
        and test.category == "haematology"
        and not any(v.quantity and v.quantity.ucum for v in result.values)
    ):
        return False
    if result.word and result.word.meaning == "none" and not (test.positive or test.category in _DENIABLE):
        return bool(result.values)
    if result.test.generic and test.category == "size":
        return bool(result.values) and not _is_of_a_device(prose.text, result)
    attained = result.change is not None and _is_attained(prose.text, result.change)
    if result.values or result.word or (result.change and not attained):
        return True
    if result.test.generic or result.other:
        return False
    name = prose.text[result.test.start : result.test.end]
    return test.category in _NAMED_ALONE and (len(name) > 3 or test.category == "panel")


def _is_of_a_device(text: str, result: Result) -> bool:
    """Tell the size of what was put into a patient ("a graft of size 28") by the words beside a bare "size".

    A bare number without a unit is a number of a series of sizes.
    """
    if result.known.name.lower() != "size":
        return False
    if not any(value.quantity and value.quantity.ucum for value in result.values):
        return True
    before = text[max(0, result.test.start - _BESIDE) : result.test.start].rpartition(". ")[2]
    after = text[result.values[-1].end : result.values[-1].end + _BESIDE // 2]
    return not load_words().device.isdisjoint(tokens(f"{before} {after}", brackets=True))


def make_result(prose: Prose, result: Result, value: Item | None, meaning: Meaning) -> Iterator[Fact]:
    """Make the facts of one result: the measurement, then what it shows."""
    yield _measurement(prose, result, value, meaning)
    yield from make_shown(prose, result, value, meaning)


def make_shown(prose: Prose, result: Result, value: Item | None, meaning: Meaning) -> Iterator[Fact]:
    """Make the phenotypes that a result shows, present or absent."""
    place = _evidence(prose, result, value)
    for shown, status in meaning.shown:
        if result.turned and status == "absent":
            continue
        cue = meaning.cue or (prose.text[value.start : value.end] if value else None)
        yield begin_fact(
            prose,
            "phenotype",
            shown.label,
            *place,
            code=shown.code,
            status=status,
            cue=cue if status == "absent" else None,
            method=result.known.method,
            rule=f"{result.known.name}: {meaning.rule}",
            modifiers=_severity(result),
        )


def _is_also_worded(text: str, result: Result) -> bool:
    """Tell whether the text calls the result something beside its number: "elevated at 12.3"; "reached 12.3" does not."""
    word, change = result.word, result.change
    if word is None:
        told = change is not None and not _is_attained(text, change)
        return told and len(result.values) == 1  # a series shows its own course
    if sum(c.isalpha() for c in text[word.start : word.end]) <= _FLAG:
        return False  # "(H)", an arrow
    # a word said of a whole list stands with the list
    return not result.inherited and word is not result.excepted and word.meaning != "none"


def _is_attained(text: str, change: Item) -> bool:
    """Tell the "reached" of "reached 12.3", which says where a value came to and not how."""
    return text[change.start : change.end].lower().endswith(tuple(load_words().attained))


def make_worded(prose: Prose, result: Result, meaning: Meaning) -> Fact:
    """Make the measurement whose value is what the text calls the result.

    That a result rose or fell is its course; whether it is high the number tells. It has no code: where the test has one, it stands with the number, and the result is counted once.
    """
    return begin_fact(
        prose,
        "measurement",
        result.known.name,
        (result.test.start, result.test.end),
        status="present",
        interpretation=meaning.interpretation if result.word else None,
        method=result.known.method,
        rule=meaning.rule,
        modifiers=_modifiers(prose, result),
        **worded_value(prose.text, result, None),
    )


def _measurement(prose: Prose, result: Result, value: Item | None, meaning: Meaning) -> Fact:
    test = result.known
    quantity = value.quantity if value else None
    known: dict[str, object] = {}
    if quantity:
        known = {
            "number": quantity.number,
            "number_high": quantity.number_high,
            "comparator": quantity.comparator,
            "unit": quantity.ucum,
        }
    if result.reference:
        known["reference_range"] = prose.text[result.reference.start : result.reference.end]
    return begin_fact(
        prose,
        "measurement",
        test.name,
        (result.test.start, result.test.end),
        code=test.loinc[0] if test.loinc else None,
        codes=test.loinc[1:],
        status="present",
        interpretation=meaning.interpretation,
        method=test.method,
        rule=meaning.rule,
        modifiers=_modifiers(prose, result),
        **known,
        **worded_value(prose.text, result, value),
    )


def worded_value(text: str, result: Result, value: Item | None) -> dict[str, object]:
    """Return `value` and `value_span` of a fact: the quantity as written, else the words of the result."""
    words = value or result.word or result.change
    if not words:
        return {}
    start, end = (words.start, words.end) if value else _bare(text, words)
    return {"value": text[start:end], "value_span": (start, end)}


def _bare(text: str, words: Item) -> tuple[int, int]:
    """Cut the grammar off a result word: "positive for" is "positive"."""
    match = _grammar().fullmatch(text, words.start, words.end)
    return match.span(1) if match else (words.start, words.end)


def _severity(result: Result) -> dict[str, tuple[str, ...]]:
    return {"severity": (result.word.severity,)} if result.word and result.word.severity else {}


def _modifiers(prose: Prose, result: Result) -> dict[str, tuple[str, ...]]:
    course = {"course": (_course(result.change),)} if result.change else {}
    return {**_severity(result), **course, **find_pattern(prose, result)}


def _course(change: Item) -> str:
    return "increasing" if change.meaning == "rose" else "decreasing"


def find_pattern(prose: Prose, result: Result) -> dict[str, tuple[str, ...]]:
    """Find the pattern of an antibody: "1:320 with a speckled pattern"."""
    test: LaboratoryTest = result.known
    if test.category != "antibody" or not (result.values or result.word):
        return {}
    if result.word and result.word.meaning in ("negative", "none", "normal"):
        return {}
    sentence = prose.sentence_at(result.test.start)
    end = sentence.end if sentence else result.test.end
    last = max(
        [result.test.end, *(v.end for v in result.values), *([result.word.end] if result.word else [])]
    )
    match = _pattern().search(prose.text, result.test.end, min(end, last + 50))
    return {"pattern": (match["pattern"],)} if match else {}


@cache
def _pattern() -> re.Pattern[str]:
    known = "|".join(re.escape(w) for w in sorted(load_words().pattern, key=len, reverse=True))
    return re.compile(rf"(?i)(?:(?<!anti-)\b(?P<pattern>{known})(?:\s+(?:\w+\s+)?pattern)?\b)")


def _evidence(prose: Prose, result: Result, value: Item | None) -> tuple[tuple[int, int], ...]:
    """The words that show a phenotype: the test and its result, one piece where they adjoin."""
    pieces = [(result.test.start, result.test.end)]
    said = (
        result.word if result.word and result.word.meaning != "course" else None
    )  # "stable" decides nothing
    pieces += [(item.start, item.end) for item in (said, value) if item]
    pieces.sort()
    merged = [pieces[0]]
    for start, end in pieces[1:]:
        low, high = merged[-1]
        if prose.text[high:start].strip() in ("", "of", ":", "="):
            merged[-1] = (low, max(high, end))
        else:
            merged.append((start, end))
    return tuple(merged)
