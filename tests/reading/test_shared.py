"""Reading on the evaluation corpora, where they are at hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reading.printing import article_of, order_kept, print_article, styles
from seriatim.model import Report
from seriatim.reading import read_bytes, read_report

pytestmark = pytest.mark.shared
WORD = re.compile(r"\w+")


def check(report: Report) -> None:
    size = len(report.text)
    for section in report.sections:
        assert report.text[section.start : section.end].strip()
    for reference in report.references:
        assert report.text[reference.start : reference.end].split() == reference.raw.split()
    for table in report.tables:
        for cell in table.cells:
            assert not {"\n", "\t"} & set(report.text[cell.start : cell.end])
    for mark in report.citation_marks:
        assert 0 <= mark.start < mark.end <= size


@pytest.mark.parametrize("corpus", ["jats", "calcinosis", "pairs", "maccrobat", "ada", "hindawi"])
def test_every_tenth_document_is_read(shared: Path, corpus: str) -> None:
    paths = sorted(path for path in (shared / "corpora" / corpus / "docs").iterdir() if path.is_file())
    for path in paths[::10]:
        report = read_report(path)
        check(report)
        if path.suffix == ".txt":
            with path.open(encoding="utf-8", newline="") as file:
                assert file.read() == report.text


@pytest.mark.parametrize("seed", range(6))
def test_printed_articles_are_read_in_order(shared: Path, seed: int) -> None:
    paths = sorted((shared / "corpora" / "jats" / "docs").iterdir())
    article = article_of(read_report(paths[7 + 20 * seed]))
    report = read_bytes(print_article(article, styles(seed), seed), "printed.pdf")
    wanted = [w for kind, words in article.blocks if kind == "text" for w in WORD.findall(words.casefold())]
    order, anywhere = order_kept(wanted, WORD.findall(report.text.casefold()))
    assert anywhere >= 0.99 * len(wanted)
    assert order >= 0.98 * anywhere


def test_the_letter_gives_its_parts(shared: Path) -> None:
    (path,) = (shared / "seed").glob("*.txt")
    report = read_report(path)
    assert len(report.authors) == 4
    assert report.dates["accepted"] == "2001-10-08"
    assert [s.name for s in report.sections if s.level == 1] == [
        "title", "other", "introduction", "case", "discussion", "references",
    ]  # fmt: skip
    assert len(report.references) == 12
