"""What is settled when a sentence has been read: shared values, exceptions, and "were not" alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from seriatim.extract.results._measurement_gaps import has_copula, joins, links
from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_units import fits, takes_unit
from seriatim.extract.results._measurement_values import lend_unit
from seriatim.extract.results._measurement_vocabulary import Item, load_words
from seriatim.text.tables import alternatives

_OPPOSITE = {
    "negative": "positive",
    "positive": "negative",
    "normal": "abnormal",
    "abnormal": "normal",
    "high": "normal",
    "low": "normal",
}
_LISTED = frozenset({",", "and", ", and", "levels and", "level and"})
_CULTURED = frozenset({"microbiology", "molecular"})
_SIDES = re.compile(r"\b(?:right|left|upper|lower|day|days|weeks?|months?)\b[\w\s,]*\band\b")
# " on day 4, " before "respectively"
_WHEN = re.compile(r"\s(?:on|at|by|after|in|within)\s[^,;:.()]{1,30},?\s$")
_RESPECTIVELY = re.compile(r"respectively\b")
_DENIED_ALONE = re.compile(r"(?:\s+\w+)?\s+(?P<denied>(?:was|were|is|are)\s+not)(?=\s*(?:[.,;)]|$))", re.I)


def share_respectively(
    text: str, start: int, end: int, items: Sequence[Item], results: Sequence[Result]
) -> list[Result]:
    """Share "were 1.6 and 0.1 mmol/L, respectively" out among the tests before it.

    Args:
        text: the report's text.
        start: offset of the sentence.
        end: offset after it.
        items: of the sentence.
        results: of the sentence; changed in place, those that a shared value had made are left out.
    """
    kept = list(results)
    shared: set[int] = set()
    for mark in _RESPECTIVELY.finditer(text, start, end):
        run = _run_before(items, mark.start(), text)
        if len(run) < 2 or _SIDES.search(text, run[-1].end, mark.start()):
            continue  # "6/12 and 6/36 in the left and right eye"
        tests = [r for r in kept if r.test.end <= run[0].start][-len(run) :]
        if len(tests) != len(run) or not all(map(fits, (t.known for t in tests), run)):
            continue
        for result in kept:
            result.values = [v for v in result.values if v not in run]
        kept = [r for r in kept if not (r.test.generic and run[0].start <= r.test.start < mark.start())]
        before = [result.values if id(result) in shared else [] for result in tests]
        _share_out(tests, run)
        for result, earlier in zip(tests, before, strict=True):
            result.values = [*earlier, *result.values]
        shared |= {id(result) for result in tests}
        _share_references(tests, run, items, mark.start())
    return kept


def _share_references(tests: Sequence[Result], run: Sequence[Item], items: Iterable[Item], end: int) -> None:
    """Give each test the reference interval behind its own value."""
    intervals = [item for item in items if item.kind == "reference"]
    for result, value, following in zip(tests, run, [*(v.start for v in run[1:]), end], strict=True):
        result.reference = next((i for i in intervals if value.end <= i.start < following), None)


def _run_before(items: Iterable[Item], at: int, text: str) -> list[Item]:
    """Return the coordinated quantities that end before "respectively"."""
    run: list[Item] = []
    edge = at
    for item in reversed([i for i in items if i.end <= at]):
        between = text[item.end : edge] if run else _WHEN.sub("", text[item.end : edge])
        if item.kind == "reference":
            edge = item.start
            continue
        if item.kind != "quantity" or len(between) > 30 or any(c.isdigit() for c in between):
            break
        run.insert(0, item)
        edge = item.start
    return run


def share_in_order(text: str, items: Sequence[Item], results: Sequence[Result]) -> None:
    """Share "IgG, IgA and IgM were 1850, 320 and 95 mg/dL" out: as many values as tests, listed alike."""
    for run in _find_runs(text, items):
        tests = [r for r in results if r.test.end <= run[0].start and not r.excepted]
        tests = tests[-len(run) :]
        if len(tests) == len(run) and _is_shared_by(text, run, tests):
            _share_out(tests, run)


def share_series(text: str, items: Sequence[Item], results: Sequence[Result]) -> None:
    """Give one test all of "9.1, 8.7 and 10.2 g/dL", of which it has the first so far."""
    taken = {id(value): result for result in results for value in result.values}
    for run in _find_runs(text, items):
        owner = taken.get(id(run[0]))
        if owner is None or owner.values[-1] is not run[0] or any(id(value) in taken for value in run[1:]):
            continue
        if all(_follows(owner, value, run[-1]) for value in run):
            owner.values = [*owner.values[:-1], *run]


def _follows(owner: Result, value: Item, last: Item) -> bool:
    """Tell whether a number of a list is of the kind of its last one, which alone may have the unit."""
    given, final = value.quantity, last.quantity
    if given is None or final is None or given.form != "number" or final.form != "number":
        return False
    if final.ucum is None:
        return owner.known.category == "score" and given.ucum is None
    return given.ucum in (None, final.ucum) and takes_unit(owner.known, final) and fits(owner.known, last)


def _share_out(tests: Sequence[Result], run: Sequence[Item]) -> None:
    """Give each test its value, in the last one's unit where it has none."""
    for result, value in zip(tests, run, strict=True):
        result.values = [value]
        lend_unit(result, run[-1])


def _find_runs(text: str, items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield the lists of quantities that end in "and": "1850, 320 and 95 mg/dL"."""
    run: list[Item] = []
    for item in items:
        between = text[run[-1].end : item.start].strip() if run else ""
        if item.kind != "quantity" or (run and between not in _LISTED):
            run = []
        if item.kind == "quantity":
            run = [*run, item]
            if between.endswith("and"):
                yield run
                run = []


def _is_shared_by(text: str, run: Sequence[Item], tests: Sequence[Result]) -> bool:
    """Tell whether a verb gives a list of values to a list of tests of which none has another value."""
    verb = _without_words(text, tests, run[0].start)
    others = [v for r in tests for v in r.values if v not in run]
    gaps = [text[a.test.end : b.test.start].strip(" -") for a, b in pairwise(tests)]
    return (
        not others
        and has_copula(verb)
        and links(verb)
        and all(g in _LISTED for g in gaps)
        and gaps[-1] != ","
    )


def _without_words(text: str, tests: Sequence[Result], end: int) -> str:
    """Return what ties a list of values to a list of tests, without what it calls them ("were decreased to")."""
    start, pieces = tests[-1].test.end, []
    said = {word.start: word for r in tests for word in (r.word, r.change) if word}
    for word in (said[at] for at in sorted(said)):
        if start <= word.start and word.end <= end:
            pieces.append(text[start : word.start])
            start = word.end
    return " ".join((*pieces, text[start:end]))


def settle_announced(text: str, results: Sequence[Result]) -> None:
    """Give the list behind a colon the word before it: "the following were negative: ANA, anti-Ro and anti-La"."""
    for at, result in enumerate(results):
        if result.word is None or text[result.word.end : result.word.end + 1] != ":":
            continue
        last = result.word.end + 1
        for member in results[at + 1 :]:
            between = text[last : member.test.start]
            if member.word or member.values or (between.strip() and not joins(between)):
                break
            member.word, member.inherited = result.word, True
            last = member.last


def settle_exceptions(results: Sequence[Result]) -> None:
    """Give tests that the text excepts the opposite of what it says of the others."""
    rule = next((r.word for r in results if r.word and not r.excepted), None)
    opposite = _OPPOSITE.get(rule.meaning) if rule else None
    if not opposite:
        return
    for result in results:
        own = result.word not in (None, rule) and not result.inherited
        if result.excepted and not result.values and not own:
            result.word = Item("result", result.excepted.start, result.excepted.end, meaning=opposite)
    words = {r.known.name: r.word for r in results if r.excepted}
    for result in results:
        if not result.excepted and result.word is rule:
            result.word = words.get(result.known.name, rule)


def settle_ellipses(text: str, end: int, results: Sequence[Result]) -> None:
    """Give "ANA was positive, whereas anti-Ro and anti-La were not" the opposite of what was said last."""
    said: Result | None = None
    for at, result in enumerate(results):
        denied = _DENIED_ALONE.match(text, result.test.end, end)
        opposite = _OPPOSITE.get(said.word.meaning) if said and said.word else None
        if denied and opposite and not (result.word or result.values):
            word = Item("result", *denied.span("denied"), meaning=opposite)
            for member in _unsaid_run(text, results, at):
                member.word = word
        elif result.word:
            said = result


def _unsaid_run(text: str, results: Sequence[Result], at: int) -> list[Result]:
    """Return the test at a place and those listed before it of which nothing is said."""
    run = [results[at]]
    for before in reversed(results[:at]):
        if before.word or before.values or not joins(text[before.last : run[-1].test.start]):
            break
        run.append(before)
    return run


def settle_growth(text: str, end: int, results: Sequence[Result]) -> None:
    """Give a culture the organism that it grew: "blood cultures grew Candida albicans"."""
    for result in results:
        silent = result.word is None and not result.values
        if not silent or result.known.category not in _CULTURED:
            continue
        stop = next((r.test.start for r in results if r.test.start > result.test.start), end)
        if grown := _grown().match(text, result.last, end):
            found = "what" if grown["what"] else "germ"
            if grown.start(found) <= stop:
                result.word, result.inherited = Item("result", *grown.span(found), meaning="grown"), False


@cache
def _grown() -> re.Pattern[str]:
    """A verb of growing and what grew; behind a verb of showing only the name of a germ ("showed M. abscessus")."""
    words = load_words()
    verb, shown = (alternatives(role) for role in (words.grow, words.show_growth))
    what = r"(?!no\b|as\b|by\b|in\b|from\b|to\b|a\b|an\b|the\b|that\b)[\w.()/-]+(?:\s(?!and\b|with\b|which\b|that\b|in\b|on\b|after\b|from\b|at\b|was\b)[\w.()/-]+){0,4}"
    germ = r"[A-Z](?:\.|[a-z]{3,})\s[a-z]{4,}"
    return re.compile(
        rf"(?:\s[\w-]+){{0,10}}?\s(?:(?:{verb})\s(?P<what>{what})(?<![.)])|(?:{shown})\s(?:(?:the|a)\s)?(?:growth\sof\s)?(?P<germ>{germ}))"
    )
