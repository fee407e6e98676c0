"""What the whole product gets wrong on a corpus, by class and with context: for the developer's own use.

    python -m bench.errors CORPUS [--half even|odd|all] [--unit mention|code] [--kind fn|fp|status] [--limit N]

A unit is a mention, or a code of a document (`--unit code`, the only one where the gold has no places). Classes:

* fn: *missed*; *coded as parent, child, sibling, other* (something else was said there); *found without a code*;
  *outside the vocabulary* (the gold's code is no phenotype of the release).
* fp: *beside a mention* (a second name on a mention that was found), *extra*; with the status that was said.
* status: the finding is right, and what is said of it or of whom is not (*present, said absent*).

Rules are sought in the even half, so it alone is printed unless `--half` asks for another.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.halves import HALVES, SHARED, in_half
from seriatim.terms.hpo import PHENOTYPIC_ABNORMALITY, load_hpo
from seriatim.terms.obo import Ontology

KINDS = {"fn": "false negatives", "fp": "false positives", "status": "wrong status or subject"}
_AROUND = 70  # characters of context on either side
_NEAR = ("parent", "child", "sibling")

Record = Mapping[str, Any]
"""A line of a corpus's gold, or of what `seriatim facts` prints."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A mention or a document's code, of the gold or as said.

    Attributes:
        codes: HPO codes; empty where the corpus or the fact has none.
        pieces: half-open offsets into the text; empty where the gold has no places.
        status: present | absent | uncertain, or "" where the gold does not say.
        subject: patient | family | other, or "" where it does not matter.
        cue: the words that made the status.
    """

    codes: frozenset[str]
    pieces: tuple[tuple[int, int], ...] = ()
    status: str = ""
    subject: str = ""
    cue: str = ""

    def shared(self, other: Unit) -> int:
        """Characters that two units have in common."""
        return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in self.pieces for b in other.pieces)


@dataclass(frozen=True, slots=True)
class Error:
    """One error: its kind and class, the unit of the gold and the one said, where there are such."""

    kind: str
    group: str
    gold: Unit | None = None
    said: Unit | None = None


def relate(hpo: Ontology, gold: Unit, said: Unit) -> str:
    """Name what a unit said is to the gold's: same | parent | child | sibling | other | none, the closest first.

    All ancestors count as parents. Without codes in the gold any finding in the place is the same.

    Example:
        >>> relate(load_hpo(), Unit(frozenset({"HP:0001250"})), Unit(frozenset({"HP:0012638"})))
        'parent'
    """
    if not gold.codes:
        return "same"
    found = {
        _relate_codes(hpo, hpo.current(g) or g, hpo.current(s) or s) for g in gold.codes for s in said.codes
    }
    return next((r for r in ("same", *_NEAR, "other") if r in found), "none")


def _relate_codes(hpo: Ontology, gold: str, said: str) -> str:
    if gold == said:
        return "same"
    if said in hpo.ancestors(gold):
        return "parent"
    if gold in hpo.ancestors(said):
        return "child"
    return "sibling" if set(hpo.parents(gold)) & set(hpo.parents(said)) else "other"


def find_errors(
    hpo: Ontology, gold: Sequence[Unit], said: Sequence[Unit], *, placed: bool = True
) -> Iterator[Error]:
    """Pair units one to one, equal codes and most shared characters first, and yield what is wrong.

    Args:
        hpo: the ontology that relates codes.
        gold: what is there.
        said: what was found.
        placed: two units must share characters to be a pair; otherwise a close code anywhere will do.

    Example:
        >>> gold = [Unit(frozenset({"HP:0001250"}), ((4, 12),), "present")]
        >>> [e.group for e in find_errors(load_hpo(), gold, [])]
        ['missed']
    """
    pairs = _pair(hpo, gold, said, placed=placed)
    for at, unit in enumerate(gold):
        yield from _judge(hpo, unit, said[pairs[at]] if at in pairs else None)
    coded = any(unit.codes for unit in gold)
    for at in sorted(set(range(len(said))) - set(pairs.values())):
        unit = said[at]
        if unit.codes or not coded:
            where = "beside a mention" if any(unit.shared(g) for g in gold) else "extra"
            yield Error("fp", f"{where}, {unit.status}", said=unit)


def _pair(hpo: Ontology, gold: Sequence[Unit], said: Sequence[Unit], *, placed: bool) -> dict[int, int]:
    """Return which unit of the gold goes with which one said."""
    ranked = []
    for i, g in enumerate(gold):
        for j, s in enumerate(said):
            shared = g.shared(s)
            if placed and not shared:
                continue
            relation = relate(hpo, g, s)
            if shared or relation in ("same", *_NEAR):
                ranked.append(
                    (relation != "same", g.pieces != s.pieces, -shared, relation not in _NEAR, i, j)
                )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(ranked):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _judge(hpo: Ontology, gold: Unit, said: Unit | None) -> Iterator[Error]:
    """Yield what is wrong with one unit of the gold, given what was said there."""
    relation = relate(hpo, gold, said) if said else "none"
    if said is not None and relation == "same":
        if gold.status and gold.status != said.status:
            yield Error("status", f"{gold.status}, said {said.status}", gold, said)
        elif gold.subject and gold.subject != said.subject:
            yield Error("status", f"subject {gold.subject}, said {said.subject}", gold, said)
    elif gold.codes and not any(PHENOTYPIC_ABNORMALITY in hpo.ancestors(code) for code in gold.codes):
        yield Error("fn", "outside the vocabulary", gold, said)
    elif said is None:
        yield Error("fn", "missed", gold)
    else:
        yield Error(
            "fn", "found without a code" if relation == "none" else f"coded as {relation}", gold, said
        )


def find_mention_errors(
    hpo: Ontology, document: Record, facts: Sequence[Record], settings: Record
) -> Iterator[Error]:
    """Yield the errors of a document's mentions, in the first group of mentions that its corpus scores."""
    group = settings["mention_groups"][0]
    coded, kinds = "HP" in group.get("vocab", ()), group.get("pred_kinds")
    gold = [
        Unit(
            frozenset((m.get("code") or "").split("|")) - {""} if coded else frozenset(),
            tuple((a, b) for a, b in m["spans"]),
            (group.get("status", True) and m.get("status")) or "",
            (group.get("subject", True) and m.get("subject")) or "",
        )
        for m in document["mentions"]
        if m["type"] in group["gold_types"]
    ]
    said = [
        unit
        for fact, unit in ((f, _read_fact(f)) for f in facts)
        if kinds is None or fact["kind"] in kinds or (coded and unit.codes)
    ]
    yield from find_errors(hpo, gold, said)


def find_code_errors(
    hpo: Ontology, document: Record, facts: Sequence[Record], settings: Record
) -> Iterator[Error]:
    """Yield the errors of a document's codes. A code that is only denied or doubted is no false positive."""
    places: dict[str, tuple[tuple[int, int], ...]] = {}
    for mention in document["mentions"] or ():
        places[mention["code"]] = places.get(mention["code"], ()) + tuple((a, b) for a, b in mention["spans"])
    gold = [Unit(frozenset({c}), places.get(c, ()), "present") for c in document["doc_codes"]["present"]]
    said = _read_codes(facts, settings)
    wanted = {hpo.current(c) for unit in gold for c in unit.codes}
    counted = [u for u in said if u.status == "present" or wanted & u.codes]
    phenotypes = hpo.descendants(PHENOTYPIC_ABNORMALITY)
    yield from find_errors(hpo, gold, [u for u in counted if u.codes <= phenotypes], placed=False)


def _read_codes(facts: Sequence[Record], settings: Record) -> list[Unit]:
    """Make one unit of each code; its status is "present" where it counts as such in any of its places."""
    present = settings.get("doc_present_status", ("present",))
    subjects = settings.get("doc_subjects", ("patient",))
    units: dict[frozenset[str], Unit] = {}
    for fact in facts:
        unit = _read_fact(fact)
        if not unit.codes:
            continue
        status = "present" if unit.status in present else unit.status
        status = status if unit.subject in subjects else f"of {unit.subject}"
        known = units.get(unit.codes)
        pieces = unit.pieces if known is None else known.pieces + unit.pieces
        if known is None or (status == "present" != known.status):
            known = Unit(unit.codes, (), status, "", unit.cue)
        units[unit.codes] = Unit(known.codes, pieces, known.status, "", known.cue)
    return list(units.values())


def _read_fact(fact: Record) -> Unit:
    """Read a fact; of its HPO codes the first counts, as in the scorer."""
    codes = [c for c in (fact["code"], *fact["codes"]) if c and c.startswith("HP:")]
    pieces = tuple((s["start"], s["end"]) for s in fact["spans"])
    subject = fact["subject"] if fact["subject"] in ("patient", "family") else "other"
    return Unit(frozenset(codes[:1]), pieces, fact["status"], subject, fact["cue"] or "")


def describe(hpo: Ontology, text: str, error: Error) -> str:
    """Write an error in one line: the gold's code, what was said with its cue, and the place in its context."""
    shown = error.gold if error.gold and error.gold.pieces else error.said
    words = [_name(hpo, side, unit) for side, unit in (("gold", error.gold), ("said", error.said)) if unit]
    if error.said and error.said.cue:
        words.append(f"cue {error.said.cue!r}")
    return f"{'; '.join(words)}\n      {_quote(text, shown) if shown else ''}".rstrip()


def _name(hpo: Ontology, side: str, unit: Unit) -> str:
    codes = ", ".join(f"{code} {hpo.name(code) or '?'}" for code in sorted(unit.codes)) or "no code"
    return f"{side} {codes}"


def _quote(text: str, unit: Unit) -> str:
    if not unit.pieces:
        return ""
    start, end = unit.pieces[0]
    before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return " ".join(f"{before}[[{text[start:end]}]]{behind}".split())


def report_errors(corpus: str, half: str, unit: str, kind: str | None, limit: int | None) -> None:
    """Read a corpus and print its errors by class, the most frequent class first."""
    from bench.corpora import predict

    folder = SHARED / "corpora" / corpus
    settings = json.loads((folder / "corpus.json").read_text(encoding="utf-8"))
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    find = find_mention_errors if unit == "mention" and settings.get("mention_groups") else find_code_errors
    hpo, lines = load_hpo(), []
    for document in (d for d in gold if in_half(d["id"], half)):
        rows = predict(folder / document["file"])
        text = next(row["text"] for row in rows if row["kind"] == "text")
        errors = find(hpo, document, [row for row in rows if row.get("spans")], settings)
        lines += [(e.kind, e.group, f"{document['id']}  {describe(hpo, text, e)}") for e in errors]
    for name in [kind] if kind else KINDS:
        counts = Counter(g for k, g, _ in lines if k == name)
        print(f"\n== {corpus} ({half}): {counts.total()} {KINDS[name]}")
        for group, count in counts.most_common():
            print(f"\n-- {count} {group}")
            for line in [line for k, g, line in lines if (k, g) == (name, group)][:limit]:
                print(f"   {line}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus")
    parser.add_argument("--half", choices=HALVES, default="even")
    parser.add_argument("--unit", choices=["mention", "code"], default="mention")
    parser.add_argument("--kind", choices=list(KINDS))
    parser.add_argument("--limit", type=int, help="lines of each class; 0 prints the counts alone")
    options = parser.parse_args()
    report_errors(options.corpus, options.half, options.unit, options.kind, options.limit)


if __name__ == "__main__":
    main()
