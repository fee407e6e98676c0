"""What one part of the report says against what another part says of the same patient."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from seriatim.audit.codes import make_note
from seriatim.model import Case, Fact, Note, Span
from seriatim.text import Prose
from seriatim.text.durations import count_days
from seriatim.text.tables import read_table
from seriatim.text.wording import load_classes, pattern_of

person = pattern_of(
    r"\b(?P<age>\d{1,3})[-\u2010-\u2015\s]?years?[-\u2010-\u2015\s]?old\s+(?:(?!and\b|or\b|who\b|with\b)[A-Za-z-]+\s+){0,4}?"
    r"(?P<who>{male_person}|{female_person})\b",
    re.I,
)
_side = pattern_of(r"\b(?P<side>left|right)[-\s](?P<noun>(?:{part_of_limb}\s)?[a-z]{3,})")
_BOTH = re.compile(r"\b(?:both|bilateral\w*|either|right and left|left and right)\b", re.I)
FRONT = ("title", "abstract")
_ORDER = ("received", "revised", "accepted", "published")
_TOLERANCE = 370.0  # days: an age in whole years may be off by nearly one
_NEAR = 300  # characters between a normal and an abnormal result that are said of one time
_ABNORMAL = frozenset({"abnormal", "high", "low", "positive"})
_FEW = 3
_advised = pattern_of(
    r"\bshould (?:always |also |rather )?be {advised}\b|\b(?:is|are) (?:strongly |highly )?recommended\b|\b{of_first_choice}\b",
    re.I,
)
_guarded = pattern_of(r"\b(?:{guarded}|diagnos\w+)\b", re.I)
_PLAIN_TEST = re.compile(
    r"^(?:the |his |her )?(?:serum |plasma |blood )?|(?: levels?| concentrations?| values?)?$"
)
_later = pattern_of(r"\b{other_time_or_place}", re.I)


def check_consistency(case: Case, prose: Prose) -> Iterator[Note]:
    """Check ages, sides, hedges, results and dates across the parts of a report."""
    yield from _dates(case)
    if len(case.patients) == 1:
        yield from _front_against_case(case, prose)
        yield from _sides(case)
        yield from _values(case)
    yield from _ages(case)
    yield from _hedges(case)
    yield from _normal_and_abnormal(case)
    yield from _wide_conclusions(case)


def _dates(case: Case) -> Iterator[Note]:
    dated = [(name, case.report.dates[name]) for name in _ORDER if case.report.dates.get(name)]
    for (name, date), (later, date2) in pairwise(dated):
        length = min(len(date), len(date2))
        if date2[:length] < date[:length]:
            yield make_note(
                "date-order", f"The report was {later} on {date2}, before it was {name} on {date}."
            )


def _parts(case: Case, names: tuple[str, ...]) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in case.report.sections if s.name in names]


def _front_against_case(case: Case, prose: Prose) -> Iterator[Note]:
    """The first person of the abstract or title against the first one of the case."""
    front = next((m for a, b in _parts(case, FRONT) for m in person().finditer(prose.text, a, b)), None)
    told = next((m for a, b in _parts(case, ("case",)) for m in person().finditer(prose.text, a, b)), None)
    if front is None or told is None:
        return
    spans = (prose.span(*front.span()), prose.span(*told.span()))
    if abs(int(front["age"]) - int(told["age"])) >= 1:
        message = f"The patient is {front['age']} years old in the abstract or title, and {told['age']} in the case."
        yield make_note("abstract-body-mismatch", message, spans)
    sexes = ["male" if m["who"].lower() in load_classes()["male_person"] else "female" for m in (front, told)]
    if sexes[0] != sexes[1]:
        message = (
            f"The patient is a {front['who']} in the abstract or title, and a {told['who']} in the case."
        )
        yield make_note("abstract-body-mismatch", message, spans)


def _sides(case: Case) -> Iterator[Note]:
    """A part of the body that has one side in the abstract and only the other one in the case."""
    front, told = find_sides(case, FRONT), find_sides(case, ("case",))
    for noun in front:
        if noun not in told or len(front[noun]) != 1 or len(told[noun]) != 1:
            continue
        ((side, place),), ((other, place2),) = front[noun].items(), told[noun].items()
        if side != other:
            message = (
                f"The {noun} is the {side} one in the abstract or title, and the {other} one in the case."
            )
            yield make_note("laterality-change", message, (place, place2))


def find_sides(case: Case, names: tuple[str, ...]) -> dict[str, dict[str, Span]]:
    """Find what is said to be on a side in some parts of a report: part of the body -> side -> the words.

    Args:
        case: the report.
        names: the names of the sections looked at.

    Example:
        >>> from seriatim.model import Report, Section
        >>> report = Report("r", "A plate on the left thigh.", sections=(Section("case", "", 0, 26),))
        >>> {noun: list(sides) for noun, sides in find_sides(Case(report), ("case",)).items()}
        {'thigh': ['left']}
    """
    found: dict[str, dict[str, Span]] = defaultdict(dict)
    for start, end in _parts(case, names):
        for m in _side().finditer(case.report.text, start, end):
            noun = m["noun"].lower()
            if noun not in _no_places():
                found[noun].setdefault(m["side"].lower(), case.report.span(*m.span()))
        for m in _BOTH.finditer(case.report.text, start, end):
            after = case.report.text[m.end() : m.end() + 40].lower()
            for noun in list(found):
                if noun.rstrip("s") in after:
                    found[noun].update(left=case.report.span(*m.span()), right=case.report.span(*m.span()))
    return found


@cache
def _no_places() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("side_stops.tsv"))


def _values(case: Case) -> Iterator[Note]:
    """The one value of a test in the abstract against the one value that the case gives in the same unit."""
    for facts in _by_code(case, ("measurement",)).values():
        measured = [f for f in facts if f.number is not None and f.unit and not f.comparator]
        front = [f for f in measured if f.section in FRONT]
        told = [f for f in measured if f.section == "case"]
        if len(front) == 1 and len({f.number for f in told}) == 1 and front[0].unit == told[0].unit:
            one, other = front[0], told[0]
            if one.number != other.number:
                message = f"{one.label} is {one.value} in the {one.section}, and {other.value} in the case."
                yield make_note(
                    "abstract-body-mismatch", message, (*one.spans, *other.spans), (one.id, other.id)
                )


def _ages(case: Case) -> Iterator[Note]:
    """A stated age at an earlier time against the age now and the years between."""
    now = {p.id: count_days(p.age) for p in case.patients}
    for fact in case.facts:
        time, days = fact.time, now.get(fact.patient or "")
        if (
            time is None
            or time.derived
            or days is None
            or time.relation != "before"
            or time.anchor not in (None, "presentation")
        ):
            continue
        then, ago = count_days(time.age), count_days(time.offset)
        if then is not None and ago is not None and abs(days - ago - then) > _TOLERANCE:
            message = (
                f"{fact.label}: an age of {time.age} and {time.offset} before do not agree with the age now."
            )
            yield make_note("age-arithmetic", message, fact.spans, (fact.id,))


def _hedges(case: Case) -> Iterator[Note]:
    """What is uncertain in the case and stated as a fact in another part."""
    for (patient, code), facts in _by_code(case, ("disease", "phenotype")).items():
        hedged = [
            f
            for f in facts
            if f.status == "uncertain" and f.section == "case" and "risk" not in (f.cue or "")
        ]
        stated = [
            f for f in facts if f.status == "present" and f.section in ("discussion", "abstract", "title")
        ]
        sure = any(f.status == "present" and f.section == "case" for f in facts)
        if hedged and stated and not sure:
            first, later = hedged[0], stated[0]
            message = f"{first.label} is {first.cue or 'uncertain'!r} in the case, and stated as a fact in the {later.section}."
            yield make_note(
                "hedge-hardened", message, (*first.spans, *later.spans), (first.id, later.id, code, patient)
            )


def _by_code(case: Case, kinds: tuple[str, ...]) -> dict[tuple[str, str], list[Fact]]:
    found: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for f in case.facts:
        if f.subject == "patient" and f.patient and f.code and f.kind in kinds:
            found[f.patient, f.code].append(f)
    return found


def _normal_and_abnormal(case: Case) -> Iterator[Note]:
    """The same test, normal and abnormal, close together and without another time between."""
    for facts in _by_code(case, ("measurement",)).values():
        normal = [f for f in facts if f.interpretation in ("normal", "negative") and f.time is None]
        abnormal = [f for f in facts if f.interpretation in _ABNORMAL and f.time is None]
        for one in normal:
            other = next((f for f in abnormal if _one_time(case, one, f)), None)
            if other is not None and {one.interpretation, other.interpretation} not in (
                {"normal", "positive"},
            ):
                message = f"{one.label} is called {one.interpretation} and {other.interpretation}."
                yield make_note(
                    "normal-and-abnormal", message, (*one.spans, *other.spans), (one.id, other.id)
                )
                break


def _one_time(case: Case, one: Fact, other: Fact) -> bool:
    """Said in one paragraph, of the same specimen, with no word of time between."""
    if "table" in (one.section, other.section) or _test_name(one) != _test_name(other):
        return False
    low, high = sorted((one.start, other.start))
    between = case.report.text[low:high]
    return (
        high - low <= _NEAR
        and "\n\n" not in between
        and one.section == other.section
        and not _later().search(between)
    )


def _test_name(fact: Fact) -> str:
    return _PLAIN_TEST.sub("", fact.spans[0].text.casefold()) if fact.spans else ""


def _wide_conclusions(case: Case) -> Iterator[Note]:
    """A recommendation of a treatment, unhedged and without a source, in a report of few patients."""
    if not 0 < len(case.patients) <= _FEW:
        return
    for claim in case.claims:
        general = claim.kind == "recommendation" and claim.stance == "asserted" and not claim.citations
        if claim.agent and general and _advised().search(claim.text) and not _guarded().search(claim.text):
            message = f"A recommendation of {claim.agent} without a source, in a report of {len(case.patients)} patient(s)."
            yield make_note("conclusion-wide", message, claim.spans, (claim.id,))
