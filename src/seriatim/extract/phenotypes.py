"""Phenotypic features: what the report says was seen, coded in HPO."""

from __future__ import annotations

from seriatim.extract._affixes import hide_words, is_likeness, is_negated_name
from seriatim.extract._context import UNDECIDED, Context, begin_fact
from seriatim.model import Fact, Report
from seriatim.terms.hpo import Mention, find_phenotypes, load_lexicon
from seriatim.terms.lexicon import Lexicon
from seriatim.text import Prose


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
        if not _in_references(prose.report, mention.start) and not is_likeness(prose.text, mention.end)
    ]


def _find(prose: Prose, lexicon: Lexicon, *, nested: bool) -> tuple[Mention, ...]:
    """Find the phenotypes; where one is part of a "non-" name, its sentence is read anew without that word."""

    def read(text: str, start: int, end: int) -> tuple[Mention, ...]:
        found = find_phenotypes(text, start, end, lexicon=lexicon, nested=nested, defined=prose.abbreviations)
        return tuple(found)

    mentions = read(prose.text, 0, _end_of_prose(prose))
    negated = [m.start for m in mentions if is_negated_name(prose.text, m.start)]
    if not negated:
        return mentions
    hidden = hide_words(prose.text, negated)
    anew = {s.index: s for start in negated if (s := prose.sentence_at(start)) is not None}
    kept = [m for m in mentions if (s := prose.sentence_at(m.start)) is None or s.index not in anew]
    for sentence in anew.values():
        kept += read(hidden, sentence.start, sentence.end)
    return tuple(sorted(kept, key=lambda m: m.start))


def _end_of_prose(prose: Prose) -> int:
    """Return where the reference list at the end begins; it is searched only if it defines a short form."""
    last = max(prose.report.sections, key=lambda s: (s.end, -s.start), default=None)
    if last is None or last.name != "references" or last.end < len(prose.text.rstrip()):
        return len(prose.text)
    return len(prose.text) if any(a.long_end > last.start for a in prose.abbreviations) else last.start


def _in_references(report: Report, offset: int) -> bool:
    section = report.section_at(offset)
    return section is not None and section.name == "references"
