"""Where the names of phenotypes come from: the ontology, our own tables, a user's vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from seriatim.errors import InputError, PackError
from seriatim.terms._told import TABLES as TOLD_TABLES
from seriatim.terms._told import told_names
from seriatim.terms.lexicon import NOT_A_FINDING, UNCODED, Name
from seriatim.terms.obo import Ontology, parse_obo
from seriatim.text.tables import read_table

TABLES = (
    "adjectives.tsv",
    "ambiguous.tsv",
    "equivalents.tsv",
    "filler_words.tsv",
    "hpo_overrides.tsv",
    "hpo_synonyms.tsv",
    "name_variants.tsv",
    "not_findings.tsv",
    "uncoded_findings.tsv",
    "word_forms.tsv",
    *TOLD_TABLES,
)
"""The tables of `seriatim/data` that decide what a lexicon holds."""


def ontology_names(ontology: Ontology, codes: Iterable[str]) -> Iterator[Name]:
    """Yield labels and synonyms of terms, with the adjectives and variants made from them."""
    for code in codes:
        label = ontology.names[code]
        yield Name(label, code, "LABEL")
        for synonym in ontology.synonyms.get(code, ()):
            yield Name(synonym.text, code, synonym.scope, is_acronym(synonym.text))
            if adjective := _adjective(synonym.text):
                yield Name(adjective, code, "RELATED")
        if adjective := _adjective(label):
            yield Name(adjective, code, "EXACT")
        yield from (Name(variant, code, "VARIANT") for variant in _variants(label))


def own_names(hpo: Ontology) -> Iterator[Name]:
    """Yield the names of our own tables; a code the ontology does not know is left out."""
    for table, scope in (("hpo_synonyms.tsv", "OWN"), ("hpo_overrides.tsv", "OVERRIDE")):
        for row in read_table(table):
            if code := hpo.current(row["code"]):
                yield Name(row["name"], code, scope, is_acronym(row["name"]))
    for row in read_table("ambiguous.tsv"):
        if code := hpo.current(row["code"]):
            yield Name(row["short"], code, "OWN", cased=True)
    for row in read_table("uncoded_findings.tsv"):
        yield Name(row["name"], UNCODED + row["label"], "OWN")
    for row in read_table("not_findings.tsv"):
        yield Name(row["phrase"], NOT_A_FINDING, "OWN")
    for wording, told in told_names():
        if code := hpo.current(told):
            yield Name(wording, code, "TOLD")


def read_terms(path: Path) -> tuple[list[Name], dict[str, str]]:
    """Read a user's own vocabulary.

    Args:
        path: an OBO file, or a table with tabs whose first line names the columns `term`, `code` and, where there
            are any, `synonyms` (parted by "|").

    Returns:
        The names, and code -> label.

    Raises:
        InputError: the file cannot be read, or holds no term.
        PackError: a line of the table has no term or no code.
    """
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(path, f"cannot be read ({error})", "give an OBO or TSV file in UTF-8") from error
    if "[Term]" in content:
        ontology = parse_obo(content)
        return list(ontology_names(ontology, ontology.names)), dict(ontology.names)
    return _read_rows(path, content.splitlines())


def _read_rows(path: Path, lines: list[str]) -> tuple[list[Name], dict[str, str]]:
    names: list[Name] = []
    labels: dict[str, str] = {}
    header: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = [cell.lower() for cell in cells]
            if not {"term", "code"} <= set(header):
                raise PackError(path, number, "the first line must name the columns term and code")
            continue
        row = dict(zip(header, cells, strict=False))
        if not row.get("term") or not row.get("code"):
            raise PackError(path, number, "a term and a code are needed")
        labels.setdefault(row["code"], row["term"])
        said = [row["term"], *filter(None, map(str.strip, row.get("synonyms", "").split("|")))]
        names += (Name(text, row["code"], "OVERRIDE", is_acronym(text)) for text in said)
    if not names:
        raise InputError(path, "holds no term", "give an OBO file, or a table with the columns term and code")
    return names, labels


def is_acronym(name: str) -> bool:
    """Tell an acronym, which needs its own spelling, from a word.

    Example:
        >>> [is_acronym(name) for name in ("ADHD", "Acne", "S4")]
        [True, False, True]
    """
    return " " not in name and len(name) <= 6 and sum(c.isupper() for c in name) >= min(2, len(name) - 1)


def _adjective(name: str) -> str:
    """Return the adjective of a one-word finding, or ""."""
    if not name.isalpha():
        return ""
    endings = ((row["ending"], row["adjective"]) for row in read_table("adjectives.tsv"))
    return next((name[: -len(e)] + a for e, a in endings if name.endswith(e) and len(name) > len(e) + 2), "")


def _variants(label: str) -> Iterator[str]:
    """Yield other ways to say a label, by the table of naming conventions."""
    for pattern, variant in _variant_patterns():
        if m := pattern.fullmatch(label.lower()):
            yield m.expand(variant)


@cache
def _variant_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["variant"]) for row in read_table("name_variants.tsv"))
