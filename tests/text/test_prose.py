from __future__ import annotations

from seriatim.model import Report, Section
from seriatim.text import read_prose
from seriatim.text.folding import fold

TEXT = "A boy had gout.\n\nReferences\n1. Uric acid in mice."
AT = TEXT.index("References")


def test_the_reference_list_that_ends_a_report_is_no_prose() -> None:
    listed = Section("references", "References", AT, len(TEXT))
    prose = read_prose(Report("r", TEXT, sections=(listed,)))
    assert (prose.text, prose.folded) == (TEXT[:AT], fold(TEXT[:AT]))


def test_what_follows_a_reference_list_is_prose() -> None:
    text = TEXT + "\n\nHe is well."
    listed = Section("references", "References", AT, len(TEXT))
    assert read_prose(Report("r", text, sections=(listed,))).text == text


def test_a_reference_list_that_defines_a_short_form_is_prose() -> None:
    text = TEXT + "\nAbbreviations: UA, uric acid; XO, xanthine oxidase."
    listed = Section("references", "References", AT, len(text))
    assert read_prose(Report("r", text, sections=(listed,))).text == text
