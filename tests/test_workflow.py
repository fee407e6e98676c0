from __future__ import annotations

from pathlib import Path

import pytest

import seriatim
from seriatim.model import dump_case
from seriatim.series import decide, open_store
from seriatim.workflow import decided_cases, find_inputs, judge_case, read_case, read_outcome


@pytest.fixture(scope="module")
def letter(examples: Path) -> Path:
    return examples / "letter-lupus-plates.txt"


def test_the_same_file_gives_the_same_bytes(letter: Path) -> None:
    assert dump_case(read_case(letter)) == dump_case(read_case(letter))


def test_a_fault_in_seriatim_costs_one_file_and_is_named(
    letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr("seriatim.workflow.files.build_case", fail)
    outcome = read_outcome(letter)
    assert outcome.cases == ()
    assert "ZeroDivisionError" in str(outcome.errors[0])


def test_a_folder_stands_for_its_readable_files_in_order(examples: Path) -> None:
    names = [path.name for path in find_inputs([examples])]
    assert names == sorted(names)
    assert "README.md" not in names
    assert len(names) == 8


def test_judging_again_changes_nothing_where_no_fact_changed(letter: Path) -> None:
    case = read_case(letter)
    assert judge_case(case).verdicts == case.verdicts


def test_the_public_names_are_few_and_all_there() -> None:
    assert len(seriatim.__all__) <= 25
    assert all(hasattr(seriatim, name) for name in seriatim.__all__)


@pytest.mark.parametrize(
    "name",
    [
        "juvenile-dermatomyositis.xml",
        "sclerosis-thiosulfate.pdf",
        "panniculitis-minocycline.html",
        "renal-failure-calcification.txt",
    ],
)
def test_every_example_has_its_one_patient(name: str, examples: Path) -> None:
    assert len(read_case(examples / name).patients) == 1


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("two-patients-surgery.docx", [("female", "P29Y"), ("male", "P52Y")]),
        (
            "four-patients-table.xml",
            [("female", "P61Y"), ("female", "P54Y"), ("male", "P47Y"), ("female", "P70Y")],
        ),
    ],
)
def test_reports_of_several_patients_keep_them_apart(
    name: str, people: list[tuple[str, str]], examples: Path
) -> None:
    assert [(p.sex, p.age) for p in read_case(examples / name).patients] == people


def test_a_patient_known_by_a_number_in_a_table_alone_is_called_so(examples: Path) -> None:
    labels = [p.label for p in read_case(examples / "four-patients-table.xml").patients]
    assert labels == ["Patient 1", "Patient 2", "Patient 3", "Patient 4"]


def test_what_the_literature_had_is_not_the_patients(letter: Path) -> None:
    case = read_case(letter)
    assert not [
        f for f in case.facts_of("P1") if f.kind == "medication" and f.label in ("diltiazem", "warfarin")
    ]
    assert {c.agent for c in case.claims if c.kind == "treatment"} >= {"diltiazem", "warfarin"}


def test_nothing_that_is_not_reported_becomes_a_fact(examples: Path) -> None:
    case = read_case(examples / "two-patients-surgery.docx")
    assert not [f for f in case.facts_of("P2") if "LOINC:2777-1" in f.all_codes]


def test_a_case_is_judged_again_where_reviewers_changed_what_it_says(letter: Path, tmp_path: Path) -> None:
    case = read_case(letter)
    with open_store(tmp_path / "s.db") as store:
        build = store.open_build()
        store.add_cases("a.txt", "1", (case,), build)
        store.close_build(build)
        when = {"reviewer": "Ada", "decided_at": "2026-01-05T09:00:00Z"}
        store.decisions.add([decide(case, f, "accept", **when) for f in case.facts])
        (accepted,) = decided_cases(store)
        assert (accepted.verdicts, accepted.notes) == (case.verdicts, case.notes)
        assert all(f.review for f in accepted.facts)
        rash = next(f for f in case.facts if f.label == "Malar rash")
        store.decisions.add([decide(case, rash, "reject", reviewer="Ada", decided_at="2026-01-05T10:00:00Z")])
        (rejected,) = decided_cases(store)
    score = {v.set: v.score for v in case.verdicts}
    assert {v.set: v.score for v in rejected.verdicts}["acr-1982"] == (score["acr-1982"] or 0) - 1
