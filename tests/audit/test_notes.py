"""Audit notes: what is seen, and what is left alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from seriatim.audit import audit_case, load_codes
from seriatim.audit.codes import describe_codes
from seriatim.model import (
    SEVERITIES,
    Assumption,
    Author,
    Case,
    Claim,
    Fact,
    Flip,
    Item,
    Note,
    Patient,
    Reference,
    Report,
    Section,
    Span,
    Verdict,
)
from seriatim.text import read_prose

DOCS = Path(__file__).parents[2] / "docs" / "audit-notes.md"


def entry(number: int, **known: object) -> Reference:
    fields = {
        "authors": (Author("Holm", "PA"),),
        "title": f"Invented title number {number} about plaques of the sole",
        "journal": "Nord Skin Rev",
        "year": 1990,
        "volume": str(number),
        "pages": f"{number}1-{number}5",
    }
    return Reference(str(number), "", 0, 0, **(fields | known))  # type: ignore[arg-type]


def audited(case: Case) -> list[Note]:
    return list(audit_case(case, read_prose(case.report)))


def codes(references: tuple[Reference, ...] = (), text: str = "A rash.", **known: object) -> list[str]:
    report = Report("r", text, references=references, **known)  # type: ignore[arg-type]
    return [n.code for n in audited(Case(report))]


def test_every_code_is_explained_and_the_page_is_in_step_with_the_table() -> None:
    assert DOCS.read_text(encoding="utf-8") == describe_codes()
    for code in load_codes().values():
        assert code.severity in SEVERITIES
        assert code.explanation.endswith(".")
        assert code.example


def test_two_entries_cannot_share_pages_of_one_volume() -> None:
    pair = (entry(1, volume="12", pages="100-110"), entry(2, volume="12", pages="104-6"))
    note = audited(Case(Report("r", "A rash.", references=pair)))[0]
    assert (note.code, note.refers_to) == ("ref-page-overlap", ("1", "2"))


@pytest.mark.parametrize(
    "other",
    [{"pages": "110-115"}, {"volume": "13"}, {"journal": "Cutis"}, {"year": 1991}, {"pages": "S104-S106"}],
)
def test_short_articles_may_end_and_begin_on_one_page_and_other_volumes_do_not_count(
    other: dict[str, str],
) -> None:
    pair = (
        entry(1, volume="12", pages="100-110"),
        entry(2, **({"volume": "12", "pages": "104-106"} | other)),
    )
    assert "ref-page-overlap" not in codes(pair)


def test_pages_that_run_backwards_are_noted_and_shortened_last_pages_are_not() -> None:
    assert codes((entry(1, pages="250-243"),)) == ["ref-pages-impossible"]
    assert codes((entry(1, pages="1155-9"),)) == []


def test_an_entry_cannot_be_younger_than_the_report() -> None:
    assert codes((entry(1, year=2031),), year=2013) == ["ref-year-impossible"]
    assert codes((entry(1, year=2014),), dates={"accepted": "2013-11-02"}) == []


def test_an_entry_cannot_be_older_than_its_journal() -> None:
    assert codes((entry(1, journal="Lupus", year=1970),)) == ["ref-before-journal"]


def test_the_same_work_twice_is_noted_and_a_series_of_papers_is_not() -> None:
    twice = (entry(1), entry(2, title=entry(1).title, volume="1", pages="11-15"))
    assert codes(twice) == ["ref-duplicate"]
    assert codes((entry(1), entry(2, title=entry(1).title))) == []


def test_a_volume_that_runs_against_the_years_is_noted() -> None:
    shelf = tuple(entry(n, year=1980 + n, volume=str(40 + n), pages=f"{n}00-{n}09") for n in range(1, 4))
    assert codes((*shelf, entry(4, year=1990, volume="7"))) == ["ref-volume-year"]
    assert codes((*shelf, entry(4, year=1990, volume="50"))) == []


def test_a_retracted_work_is_an_error() -> None:
    note = audited(
        Case(Report("r", "A rash.", references=(entry(1, title="RETRACTED: Plaques of the sole"),)))
    )[0]
    assert (note.code, note.severity) == ("ref-retracted", "error")
    assert codes((entry(1, title="Lid retraction after surgery of the sole"),)) == []


def test_one_author_printed_in_another_way_is_noted() -> None:
    raw = "Holm PA, Vik JM, Lund, KE. Plaques of the sole and heel. Cutis 1990; 4: 1-5."
    reference = Reference("1", raw, 0, 0, title="Plaques of the sole and heel", year=1990)
    assert codes((reference,)) == ["ref-name-malformed"]


LIST = tuple(entry(n) for n in range(1, 7))
CITING = "Rash (1, 2). Fever (3-5). Cough was told as well (6). Pain (2). More of it (1)."


def test_what_is_cited_only_inside_a_range_is_told_in_one_note() -> None:
    note = next(
        n for n in audited(Case(Report("r", CITING, references=LIST))) if n.code == "range-only-citation"
    )
    assert note.refers_to == ("3", "4", "5")


def test_an_entry_never_cited_is_noted() -> None:
    assert "ref-uncited" in codes(LIST, CITING.replace("(6)", "(5)"))
    assert "ref-uncited" not in codes(LIST, CITING)


def test_nothing_is_called_uncited_where_the_citations_could_not_be_read() -> None:
    assert "ref-uncited" not in codes(LIST, "A text that cites in a way of its own (1).")


def test_a_number_the_list_does_not_have_is_an_error() -> None:
    notes = audited(Case(Report("r", CITING.replace("(6)", "(6, 9)"), references=LIST)))
    assert [(n.severity, n.refers_to) for n in notes if n.code == "cited-missing"] == [("error", ("9",))]


def test_an_entry_deleted_from_the_list_is_missed() -> None:
    rest = tuple(r for r in LIST if r.number != "4")
    notes = audited(Case(Report("r", CITING, references=rest)))
    assert ("4",) in [n.refers_to for n in notes if n.code == "cited-missing"]


def test_a_range_that_runs_backwards_is_noted() -> None:
    assert "citation-range-reversed" in codes(LIST, CITING.replace("(3-5)", "(3-5), then (5-3)"))


def test_an_author_named_beside_another_ones_number_is_noted() -> None:
    listed = (*LIST[:5], entry(6, authors=(Author("Vik", "J"), Author("Lund", "K"))))
    assert "citation-name-mismatch" in codes(listed, CITING + " Quell et al. (6) saw it.")
    assert "citation-name-mismatch" not in codes(listed, CITING + " Vik and Lund (6) saw it.")
    assert "citation-name-mismatch" not in codes(listed, CITING + " Lund et al. (6) saw it.")


def test_a_year_far_from_the_entrys_is_noted() -> None:
    assert "citation-year-mismatch" in codes(LIST, CITING + " In 1931, Holm et al. (6) saw it.")
    assert "citation-year-mismatch" not in codes(LIST, CITING + " In 1990, Holm et al. (6) saw it.")


def counting(n: int, n_reports: int | None, citations: str, text: str = "so many") -> Claim:
    return Claim("C1", "count", text, (), tuple(citations.split()), n=n, n_reports=n_reports, unit="patients")


def test_reports_are_counted_against_the_references_cited_for_them() -> None:
    report = Report("r", "A rash.")
    right = audited(Case(report, claims=(counting(9, 3, "2 3 4"),)))
    wrong = audited(Case(report, claims=(counting(9, 3, "2 3 4 5"),)))
    assert [n.code for n in right] == ["count-consistent"]
    assert [n.code for n in wrong] == ["count-mismatch"]


def test_two_numbers_for_the_same_references_do_not_agree() -> None:
    told = (counting(9, None, "2 3"), counting(11, None, "2 3"))
    assert [n.code for n in audited(Case(Report("r", "A rash."), claims=told))] == ["count-mismatch"]
    part = (counting(9, None, "2 3"), counting(4, None, "2 3", "four of them"))
    assert audited(Case(Report("r", "A rash."), claims=part)) == []


def fulfilling(verdict: Verdict | None, text: str = "lupus fulfilling ACR criteria") -> list[str]:
    claim = Claim("C1", "classification", text, (), endorsed=True)
    verdicts = (verdict,) if verdict else ()
    return [n.code for n in audited(Case(Report("r", "A rash."), claims=(claim,), verdicts=verdicts))]


def test_a_criteria_claim_is_held_against_the_verdict() -> None:
    firm = Verdict("acr-1997", "met", score=6, threshold=4)
    assert fulfilling(firm) == ["criteria-claim-supported"]
    hanging = Verdict("acr-1997", "met", would_flip=(Flip("malar-rash", "not_met", "unknown"),))
    assert fulfilling(hanging) == ["criteria-claim-fragile"]
    reading = Verdict(
        "acr-1997", "met", assumptions=(Assumption("x", "read so", "unknown without it", True),)
    )
    assert fulfilling(reading) == ["criteria-claim-fragile"]
    assert fulfilling(Verdict("acr-1997", "unknown")) == ["criteria-claim-unsupported"]
    assert fulfilling(Verdict("acr-1997", "not_met")) == ["criteria-claim-contradicted"]


def test_criteria_of_another_disease_or_not_fulfilled_are_left_alone() -> None:
    firm = Verdict("acr-1997", "met", score=6, threshold=4)
    assert fulfilling(firm, "rheumatoid arthritis fulfilling ACR criteria") == []
    assert fulfilling(firm, "lupus not fulfilling ACR criteria") == []


WOMAN = Patient("P1", "female", "P50Y")


def of_woman(kind: str, label: str, at: int = 0, **known: object) -> Fact:
    return Fact(f"F{at}", kind, label, (Span(at, at + 4, "rash"),), "P1", **known)  # type: ignore[arg-type]


def patient_codes(*facts: Fact, text: str = "A rash.", **known: object) -> list[str]:
    given = (
        of_woman("medication", "colchicine", 900),
        of_woman("outcome", "recovery", 901),
    )
    report = Report("r", text, **known)  # type: ignore[arg-type]
    return [n.code for n in audited(Case(report, (WOMAN,), (*given, *facts)))]


def test_a_missing_treatment_and_a_missing_outcome_are_told() -> None:
    notes = audited(Case(Report("r", "A rash."), (WOMAN,)))
    assert [n.code for n in notes] == ["not-reported", "not-reported"]
    assert "treatment" in notes[0].message
    assert "outcome" in notes[1].message
    assert patient_codes() == []


def test_the_tests_a_disease_calls_for_are_missed_by_name() -> None:
    items = (
        Item("calcinosis", "Calcinosis", "met"),
        Item("calcium-normal", "Calcium", "unknown"),
        Item("phosphate-normal", "Phosphate", "met"),
    )
    verdict = Verdict("calcinosis-subtype", "unknown", "P1", items=items)
    notes = audited(Case(Report("r", "A rash."), (WOMAN,), verdicts=(verdict,)))
    assert any("serum calcium" in n.message and "phosphate" not in n.message for n in notes)


FRONT = "A 34-year-old man with a swollen left knee.\n\n"
BODY = "A 34-year-old man had pain of the left knee."
PARTS = (Section("abstract", "", 0, len(FRONT)), Section("case", "", len(FRONT), len(FRONT) + len(BODY)))


def test_the_abstract_may_not_differ_from_the_case_in_age_sex_or_side() -> None:
    assert patient_codes(text=FRONT + BODY, sections=PARTS) == []
    assert patient_codes(text=FRONT + BODY.replace("34", "43"), sections=PARTS) == ["abstract-body-mismatch"]
    assert patient_codes(
        text=FRONT.replace("left knee", "right knee")[: len(FRONT)] + BODY, sections=PARTS
    ) == ["laterality-change"]
    woman = FRONT.replace("old man", "old girl") + BODY
    assert "abstract-body-mismatch" in patient_codes(text=woman, sections=PARTS)


def test_a_value_in_the_abstract_may_not_differ_from_the_only_one_in_the_case() -> None:
    known = {"code": "LOINC:1", "unit": "mg/dL", "value": "9", "section": "case"}
    front = of_woman("measurement", "calcium", 1, **(known | {"number": 6.0, "section": "abstract"}))
    body = of_woman("measurement", "calcium", 50, **(known | {"number": 9.0}))
    again = of_woman("measurement", "calcium", 90, **(known | {"number": 6.0}))
    assert patient_codes(front, body) == ["abstract-body-mismatch"]
    assert patient_codes(front, body, again) == []


def test_dates_of_the_manuscript_come_in_order() -> None:
    assert patient_codes(dates={"received": "2013-05-02", "accepted": "2013-02"}) == ["date-order"]
    assert patient_codes(dates={"received": "2013-01-02", "accepted": "2013-01"}) == []


def test_what_is_probable_in_the_case_is_not_a_fact_in_the_discussion() -> None:
    hedged = of_woman(
        "disease", "gout", 1, code="MONDO:1", status="uncertain", cue="probable", section="case"
    )
    stated = of_woman("disease", "gout", 9, code="MONDO:1", section="discussion")
    assert patient_codes(hedged, stated) == ["hedge-hardened"]
    assert patient_codes(hedged, stated, of_woman("disease", "gout", 5, code="MONDO:1", section="case")) == []


def test_one_test_is_not_normal_and_abnormal_at_one_time() -> None:
    text = "Calcium was normal. The calcium was high."
    normal = of_woman("measurement", "calcium", 0, code="LOINC:1", interpretation="normal", section="case")
    raised = of_woman("measurement", "calcium", 24, code="LOINC:1", interpretation="high", section="case")
    assert patient_codes(normal, raised, text=text) == ["normal-and-abnormal"]
    later = "Calcium was normal. Weeks later calcium was high."
    assert patient_codes(normal, replace(raised, spans=(Span(32, 39, "calcium"),)), text=later) == []


def test_the_same_case_gives_the_same_notes() -> None:
    case = Case(Report("r", CITING, references=LIST), (WOMAN,))
    assert audited(case) == audited(case)


def test_a_report_in_another_language_is_told_so() -> None:
    french = "Nous rapportons le cas d'un homme suivi pour une maladie rare de la peau avec des nodules durs du coude. "
    english = (
        "We report on a man who was followed for a rare disease of the skin with hard nodules of his elbow. "
    )
    assert codes(text=french * 4) == ["not-english"]
    assert codes(text=english * 4) == []
