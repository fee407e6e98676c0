"""Damaged files of every format: a report or one clear line, never anything else."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.invented import JATS, LETTER, PAGE, make_docx
from reading.printing import Article, Style, print_article
from seriatim.errors import InputError
from seriatim.reading import read_bytes


@cache
def whole(kind: str) -> bytes:
    blocks = [
        ("heading", "Case report"),
        ("text", "A man aged 40 had a rash on both shins for six years. " * 20),
    ]
    makers = {
        "text": LETTER.encode,
        "jats": JATS.encode,
        "html": PAGE.encode,
        "docx": make_docx,
        "pdf": lambda: print_article(Article("A rash in a man of forty", "Ann Bee, Cy Dee", blocks), Style()),
    }
    return makers[kind]()


def joined(words: str) -> str:
    """Words without blanks and hyphens, which a reference loses where a line end cut it."""
    return "".join(c for c in words if not (c.isspace() or c in "-\u00ad\ufffe"))


@pytest.mark.parametrize("kind", ["text", "jats", "html", "docx", "pdf"])
@settings(max_examples=40, deadline=5000)
@given(cut=st.floats(0, 1), flips=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12))
def test_damage_gives_a_report_or_an_input_error(
    kind: str, cut: float, flips: list[tuple[float, int]]
) -> None:
    data = bytearray(whole(kind))
    for place, value in flips:
        data[min(int(place * len(data)), len(data) - 1)] = value
    try:
        report = read_bytes(bytes(data[: max(1, int(cut * len(data)))]), f"x.{kind}")
    except InputError as error:
        if "\n" in str(error):
            pytest.fail(f"not one line: {error}")
        return
    size = len(report.text)
    assert all(0 <= s.start < s.end <= size for s in report.sections)
    assert all(0 <= m.start < m.end <= size for m in report.citation_marks)
    assert all(joined(report.text[r.start : r.end]) == joined(r.raw) for r in report.references)
    assert all(c.start <= c.end <= size for t in report.tables for c in t.cells)
