"""What germs are resistant or susceptible to."""

from seriatim.extract import extract_facts
from seriatim.extract._context import Context
from seriatim.extract.results.susceptibility import find_susceptibilities
from seriatim.model import Report
from seriatim.text import read_prose


def read_susceptibilities(text):
    facts = find_susceptibilities(Context(read_prose(Report(id="r", text=text))))
    return [(f.label.removesuffix(" susceptibility"), f.value) for f in facts]


def test_each_drug_of_the_list_behind_the_word_has_the_result():
    text = (
        "The strain was resistant to ampicillin, gentamicin and co-trimoxazole but susceptible to colistin."
    )
    assert [value for _, value in read_susceptibilities(text)] == [
        "resistant",
        "resistant",
        "resistant",
        "susceptible",
    ]


def test_the_list_ends_where_something_else_is_said():
    text = "The isolate was sensitive to meropenem and he received vancomycin."
    assert read_susceptibilities(text) == [("meropenem", "sensitive")]


def test_a_denied_susceptibility_is_quoted_with_its_denial():
    assert read_susceptibilities("The organism was not susceptible to colistin.") == [
        ("colistin", "not susceptible")
    ]


def test_a_patient_who_is_sensitive_to_a_drug_is_no_culture():
    assert read_susceptibilities("She was sensitive to penicillin.") == []


def test_a_drug_that_was_only_tested_was_not_given():
    text = "A 60-year-old man was admitted. The isolate was resistant to ampicillin."
    kinds = {f.kind for f in extract_facts(read_prose(Report(id="r", text=text))).facts if f.start > 40}
    assert "medication" not in kinds
    assert "measurement" in kinds
