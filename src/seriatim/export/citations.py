"""Reference lists for reference managers: RIS, BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from seriatim.errors import UsageError
from seriatim.model import Author, Reference, to_json

_BIBTEX_SPECIAL = str.maketrans({c: f"\\{c}" for c in "&%$#_{}"} | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"})  # fmt: skip
_LETTERS = re.compile(r"[^A-Za-z0-9]+")


def write_references(references: Iterable[Reference], form: str) -> str:
    """Write references in a format that reference managers take.

    Args:
        references: entries of one or more lists.
        form: ris | bibtex | csl-json | jsonl.

    Raises:
        UsageError: no such format.

    Example:
        >>> entry = Reference("1", "", 0, 0, (Author("Rossi", "MA"),), "A rash", "Cutis", 1992, "49", pages="289-91")
        >>> write_references([entry], "ris").splitlines()[2:6]
        ['AU  - Rossi, M. A.', 'TI  - A rash', 'JO  - Cutis', 'PY  - 1992']
    """
    writer = WRITERS.get(form)
    if writer is None:
        raise UsageError(f"no such format for references: {form!r}; there are {', '.join(WRITERS)}")
    return writer(list(references))


def split_pages(pages: str) -> tuple[str, str]:
    """Split pages into first and last, the last written out.

    Example:
        >>> split_pages("1155-9"), split_pages("e12")
        (('1155', '1159'), ('e12', ''))
    """
    first, _, last = pages.partition("-")
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return first, last


def _spaced(given: str) -> str:
    """Initials as reference managers expect them: "MA" is "M. A."."""
    plain = given.replace(".", " ").replace("-", " ")
    letters = "".join(plain.split())
    if given and letters.isupper() and len(letters) <= 4:
        return " ".join(f"{c}." for c in letters)
    return given


def _name(author: Author) -> str:
    return f"{author.family}, {_spaced(author.given)}" if author.given else author.family


def _is_article(reference: Reference) -> bool:
    return bool(reference.journal or reference.volume)


def _write_ris(references: list[Reference]) -> str:
    return "\n".join(line for r in references for line in _ris_lines(r)) + "\n" if references else ""


def _ris_lines(r: Reference) -> Iterator[str]:
    first, last = split_pages(r.pages)
    rows: list[tuple[str, str | None]] = [
        ("TY", "JOUR" if _is_article(r) else "BOOK" if r.title else "GEN"),
        ("ID", r.number),
        *(("AU", _name(a)) for a in r.authors),
        ("TI", r.title),
        ("JO", r.journal),
        ("PY", str(r.year) if r.year else None),
        ("VL", r.volume),
        ("IS", r.issue),
        ("SP", first),
        ("EP", last),
        ("DO", r.doi),
        ("AN", r.pmid),
        ("N1", None if r.title else r.raw),
    ]
    yield from (f"{tag}  - {value}" for tag, value in rows if value)
    yield "ER  - "


def _write_bibtex(references: list[Reference]) -> str:
    taken: dict[str, int] = {}
    return "\n".join(_bibtex_entry(r, _bibtex_key(r, taken)) for r in references)


def _bibtex_key(r: Reference, taken: dict[str, int]) -> str:
    family = unicodedata.normalize("NFKD", r.authors[0].family) if r.authors else "ref"
    key = f"{_LETTERS.sub('', family).lower() or 'ref'}{r.year or r.number}"
    taken[key] = taken.get(key, 0) + 1
    return key if taken[key] == 1 else f"{key}-{taken[key]}"


def _bibtex_entry(r: Reference, key: str) -> str:
    rows = {
        "author": " and ".join(_name(a) for a in r.authors),
        "title": r.title,
        "journal": r.journal,
        "year": str(r.year or ""),
        "volume": r.volume,
        "number": r.issue,
        "pages": "--".join(part for part in split_pages(r.pages) if part),
        "doi": r.doi or "",
        "pmid": r.pmid or "",
        "note": "" if r.title else r.raw,
    }
    lines = [f"  {name} = {{{value.translate(_BIBTEX_SPECIAL)}}}" for name, value in rows.items() if value]
    kind = "article" if _is_article(r) else "book" if r.title else "misc"
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _write_csl(references: list[Reference]) -> str:
    return (
        json.dumps([_csl_item(r, n) for n, r in enumerate(references, 1)], ensure_ascii=False, indent=1)
        + "\n"
    )


def _csl_item(r: Reference, position: int) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": r.number or str(position),
        "type": "article-journal" if _is_article(r) else "book" if r.title else "document",
        "author": [
            {"family": a.family, "given": _spaced(a.given)} if a.given else {"literal": a.family}
            for a in r.authors
        ],
        "title": r.title,
        "container-title": r.journal,
        "issued": {"date-parts": [[r.year]]} if r.year else None,
        "volume": r.volume,
        "issue": r.issue,
        "page": "-".join(part for part in split_pages(r.pages) if part),
        "DOI": r.doi,
        "PMID": r.pmid,
        "note": None if r.title else r.raw,
    }
    return {name: value for name, value in item.items() if value}


def _write_jsonl(references: list[Reference]) -> str:
    rows = ({"kind": "reference", "index": n} | to_json(r) for n, r in enumerate(references))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


WRITERS: dict[str, Callable[[list[Reference]], str]] = {
    "jsonl": _write_jsonl,
    "ris": _write_ris,
    "bibtex": _write_bibtex,
    "csl-json": _write_csl,
}
