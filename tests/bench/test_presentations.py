"""The measure on case presentations, on invented rows."""

from __future__ import annotations

from bench.presentations import LABELS, judge, read_findings, said_codes
from bench.subject import read_labels

from seriatim.terms.hpo import load_hpo


def row(code: str, start: int, status: str = "present", subject: str = "patient") -> dict:
    spans = [{"start": start, "end": start + 4}]
    return {"kind": "phenotype", "code": code, "status": status, "subject": subject, "spans": spans}


def test_only_what_is_said_of_the_patient_inside_the_passage_counts():
    rows = [row("HP:1", 5), row("HP:2", 50), row("HP:3", 6, subject="family")]
    assert said_codes(rows, 0, 40)["present"] == {"HP:1"}


def test_what_is_present_somewhere_in_the_passage_is_not_absent():
    rows = [row("HP:1", 5), row("HP:1", 9, "absent"), row("HP:2", 12, "absent")]
    assert said_codes(rows, 0, 40)["absent"] == {"HP:2"}


def test_one_of_several_right_codes_is_enough():
    outcome = judge(read_findings("HP:1|HP:2 HP:3"), frozenset({"HP:2", "HP:4"}))
    assert (len(outcome.hit), len(outcome.missed), outcome.extra) == (1, 1, ("HP:4",))


def test_every_label_is_a_term_of_the_release_and_every_passage_has_a_part():
    hpo = load_hpo()
    for passage in read_labels(LABELS):
        assert passage["part"] in ("work", "check")
        for status in ("present", "absent"):
            assert all(code in hpo for codes in read_findings(passage[status]) for code in codes)
