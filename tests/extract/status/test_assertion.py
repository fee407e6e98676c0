"""What is said of a fact, and of whom."""

from __future__ import annotations

from extract.invented import context, facts
from seriatim.extract.status.assertion import assert_facts


def test_a_fact_gets_its_status_its_cue_and_its_section() -> None:
    where = context("CASE REPORT She had no rash.", ("case", "CASE REPORT"))
    [fact] = assert_facts(where, facts(where, "rash"))
    assert (fact.status, fact.cue, fact.subject, fact.section) == ("absent", "no", "patient", "case")


def test_what_a_finder_decided_is_kept() -> None:
    where = context("Creatine kinase was within normal limits.")
    decided = facts(where, "Creatine kinase", status="absent", cue="within normal limits", subject="other")
    [fact] = assert_facts(where, decided)
    assert (fact.status, fact.cue, fact.subject) == ("absent", "within normal limits", "other")


def test_a_list_of_short_forms_says_nothing_of_anybody() -> None:
    where = context("She had gout.\nAbbreviations: CB, cortical blindness; ID, intellectual disability.")
    told = assert_facts(where, facts(where, "gout", "cortical blindness", "intellectual disability"))
    assert [f.label for f in told] == ["gout"]


def test_a_test_is_present_whatever_it_showed() -> None:
    where = context("The MRI was negative for metastases.")
    acts = assert_facts(where, facts(where, "MRI", kind="imaging") + facts(where, "metastases"))
    assert [f.status for f in acts] == ["present", "absent"]


def test_that_patients_in_general_may_have_a_finding_does_not_doubt_it() -> None:
    text = "DISCUSSION Most patients with sprue may have ataxia. Our patient may have neuropathy."
    where = context(text, ("discussion", "DISCUSSION"))
    found = assert_facts(where, facts(where, "ataxia") + facts(where, "neuropathy"))
    assert [(f.status, f.subject) for f in found] == [("present", "literature"), ("uncertain", "patient")]


def test_a_fact_cites_the_mark_behind_it_and_the_marks_beside_that() -> None:
    text = "Rash is usual [1] and fever is rare [2] [3]."
    where = context(text, cited=("[1]", "[2]", "[3]"))
    found = assert_facts(where, facts(where, "Rash", "fever"))
    assert [f.citations for f in found] == [("1",), ("2", "3")]


def test_ages_are_never_denied() -> None:
    where = context("No woman aged 40 years was seen.")
    [fact] = assert_facts(where, facts(where, "40 years", kind="demographic"))
    assert fact.status == "present"


def test_an_empty_report_has_no_facts() -> None:
    where = context("")
    assert assert_facts(where, []) == []


def test_what_a_rash_resembles_is_not_what_it_is() -> None:
    where = context("She had a rash resembling measles, and fever.")
    found = assert_facts(where, facts(where, "rash", "measles", "fever"))
    assert [f.status for f in found] == ["present", "uncertain", "present"]


def test_treatments_awaited_given_up_or_replaced_were_not_given() -> None:
    text = (
        "He was awaiting a transplant. Surgery was discarded. He had radiotherapy rather than chemotherapy."
    )
    where = context(text)
    acts = facts(where, "transplant", "Surgery", "radiotherapy", "chemotherapy", kind="intervention")
    assert [f.status for f in assert_facts(where, acts)] == ["uncertain", "absent", "present", "absent"]


def test_what_something_is_confused_for_is_uncertain() -> None:
    where = context("It was confused for a chordoma.")
    assert [f.status for f in assert_facts(where, facts(where, "chordoma"))] == ["uncertain"]


def test_an_act_whose_risks_are_told_is_not_told_as_done() -> None:
    where = context("We did a biopsy because of the risks associated with a wide resection.")
    acts = facts(where, "biopsy", "wide resection", kind="intervention")
    assert [f.status for f in assert_facts(where, acts)] == ["present", "uncertain"]
