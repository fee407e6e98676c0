"""One fact a mention: what several finders found on the same words is settled here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from seriatim.extract._context import Context
from seriatim.extract.findings._sized import cut_to_part, drop_sized_elsewhere
from seriatim.model import Fact, Span
from seriatim.text.tables import read_table

_JOINS = re.compile(r"(?:,|/|\s+(?:and|or)\b)", re.I)
_JOINED = re.compile(r"(?:,|/|\b(?:and|or))\s*$", re.I)
_FINDINGS = frozenset({"phenotype", "disease"})
_NAMES = _FINDINGS | {"medication", "measurement", "imaging", "histology", "procedure", "intervention"}
_SWALLOWED = {
    "phenotype": _NAMES | {"outcome"},  # "unresponsive to antibiotics"
    "disease": _NAMES,
    "medication": _FINDINGS,  # the steroid of "steroid-induced myopathy" was not prescribed
    "intervention": _FINDINGS,  # "traction alopecia", "graft-versus-host disease"
    "measurement": _FINDINGS | {"medication"},  # "intravenous immunoglobulin"
}
"""Kind of a mention -> kinds of a longer mention that has it as part of its name."""
_OBJECT = (" the ", " in ", " of ")
_DISEASE_CODES = ("MONDO:", "OMIM:", "ORPHA:", "ICD10CM:")


def settle_overlaps(context: Context, facts: list[Fact], *, nested: bool = False) -> list[Fact]:
    """Make one fact of a disease and a phenotype on the same words, and drop what is part of a longer name.

    A fact derived from another (`rule` is set) stays beside it. Nothing in the reference list is a fact.

    Args:
        context: the prose and the people.
        facts: in any order; the order is kept.
        nested: keep mentions inside longer ones.
    """
    body = facts
    for section in (s for s in context.prose.report.sections if s.name == "references"):
        body = [f for f in body if not section.start <= f.start < section.end]
    body = cut_to_part(context.prose.text, body)
    if not _has_overlaps(body):
        return drop_sized_elsewhere(context.prose.text, body)
    sized = drop_sized_elsewhere(context.prose.text, _drop_cut_results(_drop_derived(body)))
    merged = _lend_codes(_merge_crossing(_merge_repeats(context.prose.text, _merge_same(sized))))
    if nested:
        return merged
    return [f for f, swallowed in zip(merged, _find_swallowed(merged), strict=True) if not swallowed]


def _has_overlaps(facts: Sequence[Fact]) -> bool:
    """Tell whether any two facts share words; where none do, there is little to settle."""
    places = sorted([(f.spans[0].start, f.spans[-1].end) for f in facts])
    return any(start < end for (_, end), (start, _) in pairwise(places))


def _drop_derived(facts: Sequence[Fact]) -> list[Fact]:
    """Drop what a test's result shows where the same words name a finding ("increased head circumference")."""
    named = {f.spans for f in facts if f.kind == "phenotype" and f.code and not f.rule}
    return [f for f in facts if f.kind != "phenotype" or not f.rule or f.cue or f.spans not in named]


def _drop_cut_results(facts: Sequence[Fact]) -> list[Fact]:
    """Drop the rise of all antibodies that is read out of one antibody's name.

    The "antibodies were elevated" of "anti-measles antibodies were elevated" are not those of every kind.
    """
    tests = sorted((f.start, f.spans[-1].end) for f in facts if f.kind == "measurement" and f.value)
    if not tests:
        return list(facts)
    starts = [start for start, _ in tests]

    def is_cut(fact: Fact) -> bool:
        first = fact.spans[0]
        if fact.kind != "phenotype" or fact.rule or first.text.partition(" ")[0].lower() not in _antibodies():
            return False
        at = bisect_left(starts, fact.start)
        return any(fact.start < end < first.end for _, end in tests[max(0, at - 2) : at])

    return [fact for fact in facts if not is_cut(fact)]


@cache
def _antibodies() -> frozenset[str]:
    roles = ("antibody_class", "antibody_noun")
    return frozenset(r["words"].lower() for r in read_table("result_words.tsv") if r["role"] in roles)


def _merge_same(facts: Sequence[Fact]) -> list[Fact]:
    """Join findings with the same spans into the first of them."""
    chosen: dict[tuple[object, ...], int] = {}
    merged: list[Fact] = []
    for fact in facts:
        key = (
            (*((s.start, s.end) for s in fact.spans), fact.status, fact.subject)
            if fact.kind in _FINDINGS and not fact.rule
            else (fact.id, len(merged))
        )
        if key in chosen:
            merged[chosen[key]] = _join(merged[chosen[key]], fact)
        else:
            chosen[key] = len(merged)
            merged.append(fact)
    return merged


def _merge_repeats(text: str, facts: Sequence[Fact]) -> list[Fact]:
    """Keep one of two findings with the same code on overlapping words ("ANA", "positive ANA").

    What the values in two cells of a table's row show are two findings.
    """
    coded = [(f.start, at, f.code) for at, f in enumerate(facts) if f.code and f.kind in _FINDINGS]
    by_code: dict[str, list[int]] = {}
    kept: dict[int, Fact] = dict(enumerate(facts))
    for start, at, code in sorted(coded):
        if code not in by_code:
            by_code[code] = [at]
            continue
        fact = facts[at]
        rivals = [r for r in by_code[code] if kept[r].spans[-1].end > start]
        by_code[code] = rivals
        rival = next(
            (r for r in rivals if _overlap(kept[r], fact) and not _are_of_two_cells(text, kept[r], fact)),
            None,
        )
        if rival is None:
            rivals.append(at)
            continue
        winner, loser = (rival, at) if _rank(kept[rival]) >= _rank(fact) else (at, rival)
        kept[winner] = (
            _join(kept[winner], kept[loser]) if kept[winner].status == kept[loser].status else kept[winner]
        )
        del kept[loser]
        if winner == at:
            rivals[rivals.index(rival)] = at
    return [kept[at] for at in sorted(kept)]


def _are_of_two_cells(text: str, one: Fact, other: Fact) -> bool:
    if not (one.rule and other.rule):
        return False
    first, second = sorted((one.spans[-1], other.spans[-1]), key=lambda span: span.start)
    return "\t" in text[first.end : second.start] or "\n" in text[first.end : second.start]


def _merge_crossing(facts: Sequence[Fact]) -> list[Fact]:
    """Join a disease and a phenotype that share most of their words ("bilateral gout", "gout of the feet")."""
    if len({f.kind for f in facts if f.kind in _FINDINGS}) < len(_FINDINGS):
        return list(facts)
    order = sorted((at for at, f in enumerate(facts) if _is_plain(f)), key=lambda at: facts[at].start)
    kept: dict[int, Fact] = dict(enumerate(facts))
    for first, second in pairwise(order):
        one, other = kept.get(first), facts[second]
        if one is None or one.kind == other.kind or one.status != other.status:
            continue
        shared = one.spans[0].end - other.start
        if one.start < other.start < one.spans[0].end < other.spans[0].end and shared * 2 > min(
            _length(one), _length(other)
        ):
            start, whole = one.start, one.spans[0].text + other.spans[0].text[shared:]
            kept[second] = _join(one, other).changed(spans=(Span(start, start + len(whole), whole),))
            del kept[first]
    return [kept[at] for at in sorted(kept)]


def _is_plain(fact: Fact) -> bool:
    """Tell whether a fact is a finding by its name, on one stretch of words."""
    return fact.kind in _FINDINGS and not fact.rule and len(fact.spans) == 1


def _overlap(first: Fact, second: Fact) -> bool:
    return any(a.overlaps(b) for a in first.spans for b in second.spans)


def _rank(fact: Fact) -> tuple[bool, bool, int]:
    """Rank findings on the same words: what has its status decided, then what was derived, then the longer."""
    return bool(fact.status), bool(fact.rule), _length(fact)


def _join(first: Fact, second: Fact) -> Fact:
    """Make one fact of two on the same words; it is a disease where a disease vocabulary knows it."""
    every = tuple(dict.fromkeys((*first.all_codes, *second.all_codes)))
    coded = [c for c in every if c.startswith(_DISEASE_CODES)]
    kind = "disease" if coded else "phenotype"
    head = next((f for f in (first, second) if f.kind == kind), first)
    code = head.code or (coded or every or (None,))[0]
    modifiers = {**second.modifiers, **first.modifiers}
    return head.changed(
        kind=kind,
        code=code,
        codes=tuple(c for c in every if c != code),
        modifiers=modifiers,
        method=first.method or second.method,
        onset=first.onset or second.onset,
    )


def _lend_codes(facts: Sequence[Fact]) -> list[Fact]:
    """Give a finding the code of the phenotype its name ends with ("X-linked spastic paraplegia")."""
    heads = {
        f.spans[0].end: f
        for f in facts
        if f.kind == "phenotype" and f.code and not f.rule and len(f.spans) == 1
    }
    lent = []
    for fact in facts:
        head = heads.get(fact.spans[0].end) if fact.kind in _FINDINGS and len(fact.spans) == 1 else None
        if head is None or head is fact:
            lent.append(fact)
            continue
        if _holds(fact, head) and not any(c.startswith("HP:") for c in fact.all_codes):
            lone = fact.kind == "phenotype" and not fact.code
            more = {"code": head.code} if lone else {"codes": (*fact.codes, str(head.code))}
            fact = fact.changed(**more)
        lent.append(fact)
    return lent


def _find_swallowed(facts: Sequence[Fact]) -> Iterator[bool]:
    """Tell of each fact whether it is part of a longer mention's name."""
    order = sorted(
        range(len(facts)),
        key=lambda at: (facts[at].start, -facts[at].spans[-1].end, facts[at].kind == "medication"),
    )
    swallowed = [False] * len(facts)
    open_facts: list[int] = []
    for at in order:
        fact = facts[at]
        open_facts = [o for o in open_facts if facts[o].spans[-1].end > fact.start]
        around = [facts[o] for o in open_facts]
        if (
            (fact.kind == "medication" and _is_measured(fact, around))
            or _is_dosed(fact, around)
            or _is_stain(fact, around)
        ):
            swallowed[at] = True
        elif fact.kind in _SWALLOWED and not fact.rule and (not fact.value or _is_told_in_words(fact)):
            swallowed[at] = any(
                facts[o].kind in _SWALLOWED[fact.kind] and _holds(facts[o], fact)
                for o in open_facts
                if (not facts[o].rule or facts[o].kind == "measurement") and not _is_apart(facts[o], fact)
            ) or _borrows_head(fact, around)
        open_facts.append(at)
    return iter(swallowed)


def _borrows_head(fact: Fact, around: Sequence[Fact]) -> bool:
    """Tell whether a finding in pieces has its first word from another's name ("central atrophy on the lower limbs")."""
    if len(fact.spans) < 2 or fact.kind != "phenotype":
        return False
    head = fact.spans[0]
    return any(
        len(f.spans) == 1
        and f.kind in _FINDINGS
        and not f.rule
        and f.spans[0].start < head.start
        and f.spans[0].end == head.end
        for f in around
    )


def _is_apart(longer: Fact, shorter: Fact) -> bool:
    """Tell whether a mention inside a longer one is a fact of its own."""
    if _is_all_its_code(longer, shorter) or _is_act(longer, shorter):
        return True
    if shorter.value and not (longer.kind == "disease" and longer.code):
        return True
    before = longer.spans[-1].text[: shorter.start - longer.spans[-1].start]
    sought = longer.kind == "measurement" and before.endswith(" for ")  # "screening for gout"
    return sought or (longer.kind == "outcome" and before.endswith(_OBJECT))  # "reduced the fever"


def _is_told_in_words(fact: Fact) -> bool:
    """Tell whether a value is a word that may be said of the whole name ("intravascular coagulation improved")."""
    return fact.kind == "measurement" and not any(c.isdigit() for c in fact.value or "")


def _is_act(longer: Fact, shorter: Fact) -> bool:
    """Tell whether a finding is the need of an act ("prolonged mechanical ventilation"), not named after it."""
    return shorter.kind == "intervention" and longer.spans[-1].end == shorter.spans[-1].end


def _is_measured(drug: Fact, around: Sequence[Fact]) -> bool:
    """Tell whether a drug's name is that of a substance whose level is given ("phosphate was 3.8 mg/dL")."""
    return any(
        f.kind == "measurement" and f.value and all(any(b.holds(s) for b in f.spans) for s in drug.spans)
        for f in around
    )


def _is_stain(act: Fact, around: Sequence[Fact]) -> bool:
    """Tell whether a procedure's short name is that of a test told in a list ("positive for CD31 and ERG")."""
    return act.kind == "procedure" and any(
        f.kind == "measurement" and f.spans == act.spans and f.label != act.label and f.value for f in around
    )


def _is_dosed(test: Fact, around: Sequence[Fact]) -> bool:
    """Tell whether a test's value is the dose of the drug that its name is part of ("sodium thiosulfate 250 mg")."""
    return test.kind == "measurement" and any(
        f.kind == "medication"
        and f.dose_span is not None
        and f.dose_span == test.value_span
        and _holds(f, test)
        for f in around
    )


def _is_all_its_code(longer: Fact, shorter: Fact) -> bool:
    """Tell whether a finding is all that can be coded of a disease's name."""
    return longer.kind == "disease" and not longer.all_codes and bool(shorter.code)


def _holds(longer: Fact, shorter: Fact) -> bool:
    """Tell whether every piece of a mention lies in a piece of a longer one."""
    if _length(longer) <= _length(shorter) or _is_member(longer, shorter):
        return False
    return all(any(big.holds(small) for big in longer.spans) for small in shorter.spans)


def _is_member(longer: Fact, shorter: Fact) -> bool:
    """Tell whether a mention is one member of a coordination that the longer one covers ("papules and nodules").

    Where the longer one is a term that names both ("aplasia/hypoplasia of the ulna"), neither is said alone.
    """
    if "/" in longer.label and any("/" in span.text for span in longer.spans):
        return False
    first, last = shorter.spans[0], shorter.spans[-1]
    return any(
        big.holds(first)
        and big.holds(last)
        and (
            _JOINS.match(big.text[last.end - big.start :])
            or _JOINED.search(big.text[: first.start - big.start])
        )
        for big in longer.spans
    )


def _length(fact: Fact) -> int:
    return sum(s.end - s.start for s in fact.spans)
