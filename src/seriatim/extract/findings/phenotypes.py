"""Phenotypic features: what the report says was seen, coded in HPO."""

from __future__ import annotations

from seriatim.extract._affixes import hide_words, is_attribute, is_likeness, is_negated_name
from seriatim.extract._context import UNDECIDED, Context, begin_fact
from seriatim.model import Fact, Report
from seriatim.terms.hpo import Mention, find_phenotypes, load_lexicon
from seriatim.terms.lexicon import Lexicon
from seriatim.text import Prose
from seriatim.text.folding import fold


def find_phenotype_facts(
    context: Context, *, lexicon: Lexicon | None = None, nested: bool = False
) -> list[Fact]:
    """Find phenotypes in the prose of a report; status and subject are decided by later steps.

    Args:
        context: the report's prose.
        lexicon: what to look for; without it the HPO that comes with Seriatim.
        nested: keep mentions that lie inside longer ones.
    """
    prose = context.prose
    has_references = any(section.name == "references" for section in prose.report.sections)
    return [
        begin_fact(
            prose,
            "phenotype",
            mention.label,
            *mention.pieces,
            code=mention.code,
            rule=mention.rule if mention.status else None,
            status=mention.status or UNDECIDED,
            cue=mention.cue,
        )
        for mention in _find(prose, lexicon or load_lexicon(), nested=nested)
        if not (has_references and _in_references(prose.report, mention.start))
        and not is_likeness(prose.text, mention.end)
        and not is_attribute(prose.text, mention.end)
    ]


def _find(prose: Prose, lexicon: Lexicon, *, nested: bool) -> tuple[Mention, ...]:
    """Find the phenotypes of a report.

    Where one is part of a "non-" name its sentence is read anew without that word; sentences that one runs
    across, such as the lines of a table, are read anew one by one.
    """

    def read(text: str, start: int, end: int) -> list[Mention]:
        defined = prose.abbreviations
        found = find_phenotypes(text, start, end, lexicon=lexicon, nested=nested, defined=defined)
        return [m for m in found if not _means_other(prose, m)] if defined else found

    mentions = read(prose.text, 0, len(prose.text))
    negated = [m.start for m in mentions if is_negated_name(prose.text, m.start)]
    anew = {s.index: s for start in negated if (s := prose.sentence_at(start)) is not None}
    for mention in mentions:
        first = prose.sentence_at(mention.start)
        if first is None or (mention.end <= first.end and len(first.pieces) == 1):
            continue
        last = prose.sentence_at(mention.end - 1)
        if last is not None and first.index != last.index:
            anew |= {first.index: first, last.index: last}
    if not anew:
        return tuple(mentions)
    hidden = hide_words(prose.text, negated)
    kept = [m for m in mentions if (s := prose.sentence_at(m.start)) is None or s.index not in anew]
    for sentence in anew.values():
        kept += (m for a, b in sentence.pieces for m in read(hidden, a, b))
    return tuple(sorted(kept, key=lambda m: m.pieces))


def _means_other(prose: Prose, mention: Mention) -> bool:
    """Tell whether a name holds a short form that the report defines as something else ("juvenile DM")."""
    words = prose.text[mention.start : mention.end].split()
    if len(words) < 2:
        return False
    shorts = [a for a in prose.abbreviations if a.short in words]
    label = set(fold(mention.label).split()) if shorts else set()
    return any(label.isdisjoint(fold(a.long).split()) for a in shorts)


def _in_references(report: Report, offset: int) -> bool:
    section = report.section_at(offset)
    return section is not None and section.name == "references"
