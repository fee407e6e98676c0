from __future__ import annotations

import io
from typing import Any

import pytest

from reading.printing import Article, Style, print_article
from seriatim.errors import InputError
from seriatim.model import Report
from seriatim.reading import find_box, find_location, read_bytes

WORDS = (
    "A fifty-two-year-old beekeeper had noticed bronze plaques on both shins for six years. He kept forty hives behind "
    "his house and wore neither gloves nor boots, whatever the weather. The plaques itched in spring and were quiet in "
    "winter, and nobody in his family had anything of the kind. Examination found calcification of the margins, which "
    "were raised, smooth and well demarcated, and otherwise nothing that called for explanation. "
)
BLOCKS = [
    ("heading", "Introduction"),
    ("text", "Bronze rashes are seldom met outside textbooks. " * 12),
    ("heading", "Case report"),
    *[
        ("text", f"On visit {name} he was well. " + WORDS * 2)
        for name in ("one", "two", "three", "four", "five", "six")
    ],
    ("heading", "Discussion"),
    *[
        ("text", f"In the year {year} nothing was known. " + "Their cause is a matter of debate. " * 14)
        for year in (1902, 1904, 1999)
    ],
]
LISTED = [
    f"{n}. Mull P, Dray Q. More bronze rashes, part {n}. J Odd Skin 19{n:02}; {n}: 10{n}-19."
    for n in range(1, 9)
]
ARTICLE = Article(
    "A bronze rash in a keeper of bees and of wasps",
    "Ann B. Carter, Li Wu",
    BLOCKS,
    LISTED,
    ["Figure 1. Plaques on a shin."],
)


def read(style: Style, seed: int = 3) -> Report:
    return read_bytes(print_article(ARTICLE, style, seed), "odd.pdf")


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("letter", [False, True])
def test_columns_are_read_in_order_whatever_the_order_of_drawing(columns: int, letter: bool) -> None:
    report = read(Style(columns=columns, letter=letter))
    places = [report.text.find(words.split(". ")[0]) for kind, words in BLOCKS]
    assert -1 not in places
    assert places == sorted(places)


def test_running_heads_page_numbers_and_notes_do_not_cut_sentences() -> None:
    report = read(Style(columns=2))
    whole = " ".join(WORDS.split())
    assert report.text.count(whole) >= 10
    assert report.text.count("Journal of Invented Rashes") == 1


def test_words_divided_at_line_ends_are_whole_again() -> None:
    report = read(Style(columns=3, hyphenated=True))
    assert "calcifica- " not in report.text
    assert report.text.count("calcification of the margins") == 12


def test_raised_citations_are_set_in_brackets_and_marked() -> None:
    blocks = [("heading", "Case report"), ("text", "He had plaques[3,4] and itching[5–7]. " + WORDS * 3)]
    pdf = print_article(
        Article("A rash among the bees of the town", "Ann B. Carter, Li Wu", blocks), Style(raised=True)
    )
    report = read_bytes(pdf, "odd.pdf")
    assert [(report.text[m.start : m.end], m.numbers) for m in report.citation_marks] == [
        ("[3,4]", ("3", "4")),
        ("[5–7]", ("5", "6", "7")),
    ]


def test_title_authors_sections_and_references_are_found() -> None:
    report = read(Style(columns=2))
    assert report.title == ARTICLE.title
    assert [a.family for a in report.authors] == ["Carter", "Wu"]
    assert [s.name for s in report.sections if s.level == 1][-4:] == [
        "introduction",
        "case",
        "discussion",
        "references",
    ]
    assert [r.number for r in report.references] == [str(n) for n in range(1, 9)]


def test_a_span_knows_its_page_and_box() -> None:
    report = read(Style(columns=2))
    start = report.text.index("In the year 1999")
    span = report.span(start, start + 16)
    page, (left, bottom, right, top) = find_box(report, span) or (0, (0.0, 0.0, 0.0, 0.0))
    assert find_location(report, span) == f"page {page}"
    assert page >= 1
    assert 40 < left < right < 560
    assert 40 < bottom < top < 800


def test_pages_cover_the_text_in_order() -> None:
    report = read(Style(columns=2))
    assert report.pages[0].start == 0
    assert report.pages[-1].end == len(report.text)
    assert all(a.end == b.start for a, b in zip(report.pages, report.pages[1:], strict=False))
    for page in report.pages:
        assert all(page.start <= start < end <= page.end for start, end, *_ in page.boxes)


def _canvas(**options: Any) -> tuple[Any, io.BytesIO]:
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    return Canvas(target, **options), target


def test_an_encrypted_file_is_named_as_such() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    canvas, target = _canvas(encrypt=StandardEncryption("secret", ownerPassword="other"))
    canvas.drawString(100, 700, "Words nobody may read.")
    canvas.save()
    with pytest.raises(InputError, match="encrypted"):
        read_bytes(target.getvalue(), "locked.pdf")


def test_a_scan_without_text_is_named_as_such() -> None:
    canvas, target = _canvas()
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.save()
    with pytest.raises(InputError, match="scanned"):
        read_bytes(target.getvalue(), "scan.pdf")


def test_half_a_file_is_an_error_or_a_report() -> None:
    data = print_article(ARTICLE, Style())
    with pytest.raises(InputError):
        read_bytes(data[:600], "half.pdf")
