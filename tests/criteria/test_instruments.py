"""CARE, JBI and Murad: what software can see in a report is judged, the rest is asked of the reviewer."""

from __future__ import annotations

from criteria.invented import SMALL, fact, item, packs
from seriatim.criteria import assess, assess_case
from seriatim.model import Fact, Patient, Reference, Report, Section, Verdict

TEXT = (
    "Skin stones: a case report\nIntroduction\nStones are rare.\nCase\nOn examination she had stones.\n"
    "Consent\nThe patient gave consent.\nDiscussion\nThis was new.\nReferences\n1. Doe J. Stones. 1999.\n"
)


def section(name: str, title: str) -> Section:
    start = TEXT.index(f"{title}\n")
    return Section(name, title, start, start + len(title))


REPORT = Report(
    id="r1",
    text=TEXT,
    title="Skin stones: a case report",
    keywords=("stones", "skin"),
    sections=(
        section("introduction", "Introduction"),
        section("other", "Consent"),
        section("discussion", "Discussion"),
        section("references", "References"),
    ),
    references=(Reference("1", "Doe J. Stones. 1999.", 0, 0),),
)
WOMAN = Patient("P1", sex="female", age="P40Y", label="A woman of 40")


def care(
    report: Report = REPORT, patients: tuple[Patient, ...] = (WOMAN,), facts: tuple[Fact, ...] = ()
) -> Verdict:
    return assess(packs()["care-2013"], facts, SMALL, patients=patients, report=report)


def test_care_finds_what_the_report_contains() -> None:
    verdict = care()
    met = {i.id for i in verdict.items if i.status == "met"}
    assert met == {
        "1-title",
        "2-key-words",
        "4-introduction",
        "5a-demographics",
        "6-examination",
        "11b-literature",
        "13-consent",
    }
    assert verdict.score == 7


def test_care_decides_by_what_is_missing_and_asks_what_it_cannot_see() -> None:
    verdict = care()
    assert item(verdict, "3a-abstract-introduction").status == "not_met"
    assert item(verdict, "9a-intervention").status == "not_met"
    assert item(verdict, "12-patient-perspective").status == "not_met"
    for item_id in ("8b-diagnostic-challenges", "9c-changes", "11c-rationale"):
        assert item(verdict, item_id).status == "unknown"
        assert "asked of the reviewer" in item(verdict, item_id).why
    assert verdict.status == "unknown"


def test_care_judges_treatment_outcome_and_tests_by_facts() -> None:
    drug = fact("ATC:H02AB07", words="prednisone", dose="20 mg", response="partial")
    test = fact(None, words="skin biopsy", kind="procedure")
    verdict = care(facts=(drug, test, fact("HP:0200036", words="nodules")))
    for item_id in (
        "5b-complaints",
        "8a-diagnostic-methods",
        "9a-intervention",
        "9b-administration",
        "10a-outcomes",
    ):
        assert item(verdict, item_id).status == "met", item_id
        assert item(verdict, item_id).facts


def test_care_takes_a_span_of_ages_for_an_age() -> None:
    told = Patient("P1", sex="female", age_range=("P60Y", "P69Y"), label="A woman in her sixties")
    assert item(care(patients=(told,)), "5a-demographics").status == "met"


def test_care_wants_age_and_sex_of_every_patient() -> None:
    found = item(care(patients=(WOMAN, Patient("P2", sex="male"))), "5a-demographics")
    assert found.status == "not_met"
    assert "P2 has no age" in found.why


def test_words_in_the_reference_list_are_not_the_reports_own() -> None:
    cited = Report(
        id="r2",
        text="Case\nReferences\nA note on informed consent",
        sections=(Section("references", "References", 5, 42),),
    )
    assert item(care(report=cited), "13-consent").status == "not_met"


def test_without_the_text_nothing_is_said_of_its_words() -> None:
    bare = Report(id="r3", text="", title="Stones")
    assert item(care(report=bare), "13-consent").status == "unknown"
    assert item(care(report=bare), "1-title").status == "not_met"


def test_instruments_judge_a_report_once_whatever_the_number_of_patients() -> None:
    patients = (WOMAN, Patient("P2", sex="male", age="P3Y"))
    verdicts = assess_case(patients, (), REPORT, packs(), SMALL)
    assert [v.patient for v in verdicts if v.set == "care-2013"] == [None]
    assert [v.patient for v in verdicts if v.set == "acr-1997"] == ["P1", "P2"]


def test_the_series_checklist_says_when_it_does_not_apply() -> None:
    one = assess(packs()["jbi-case-series"], (), SMALL, patients=(WOMAN,), report=REPORT)
    two = assess(packs()["jbi-case-series"], (), SMALL, patients=(WOMAN, WOMAN), report=REPORT)
    assert (item(one, "0-series").status, item(two, "0-series").status) == ("not_met", "met")


def test_murad_is_asked_of_the_reviewer_and_not_summed() -> None:
    verdict = assess(packs()["murad-2018"], (), SMALL, patients=(WOMAN,), report=REPORT)
    assert {i.status for i in verdict.items} == {"unknown"}
    assert verdict.score is None


def test_jbi_counts_an_outcome_only_after_a_treatment() -> None:
    outcome = fact(None, words="she recovered", kind="outcome")
    pack = packs()["jbi-case-report"]
    alone = assess(pack, (outcome,), SMALL, patients=(WOMAN,), report=REPORT)
    treated = assess(
        pack, (outcome, fact("ATC:H02AB07", words="prednisone")), SMALL, patients=(WOMAN,), report=REPORT
    )
    assert (item(alone, "6-outcome").status, item(treated, "6-outcome").status) == ("not_met", "met")
