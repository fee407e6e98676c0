from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.criteria import read_case_inputs
from seriatim.export.annotations import make_annotations
from seriatim.export.case_table import make_codebook, make_quotes, make_sheet
from seriatim.export.fhir import make_bundle
from seriatim.export.phenopacket import make_phenopackets
from seriatim.export.tables import Sheet, format_csv, write_docx, write_parquet, write_xlsx
from seriatim.model import (
    Case,
    CaseCell,
    CaseRow,
    CaseTable,
    Fact,
    Patient,
    Protocol,
    Quote,
    Report,
    Series,
    Span,
    Variable,
)

TEXT = "A 34-year-old woman had a malar rash and no fever. Creatine kinase was 96 U/L. ANA was positive. Diltiazem was given."


def fact(position: int, kind: str, label: str, code: str, words: str, **known: object) -> Fact:
    start = TEXT.index(words)
    known.setdefault("patient", "P1")
    return Fact(f"F{position}", kind, label, (Span.of(TEXT, start, start + len(words)),), code=code, **known)  # type: ignore[arg-type]


CASE = Case(
    Report(id="rash", text=TEXT, title="A rash", pmid="123"),
    (Patient("P1", "female", "P34Y", "A 34-year-old woman"),),
    (
        fact(1, "phenotype", "Malar rash", "HP:0025300", "malar rash", onset="P30Y"),
        fact(2, "phenotype", "Fever", "HP:0001945", "fever", status="absent", cue="no"),
        fact(
            3,
            "measurement",
            "creatine kinase",
            "LOINC:2157-6",
            "Creatine kinase",
            value="96 U/L",
            number=96.0,
            unit="U/L",
            interpretation="normal",
        ),
        fact(4, "measurement", "ANA", "LOINC:8061-4", "ANA", interpretation="positive"),
        fact(5, "medication", "diltiazem", "ATC:C08DB01", "Diltiazem", dose="180 mg"),
        fact(6, "disease", "lupus", "MONDO:0007915", "rash", codes=("HP:0002725",)),
        fact(7, "phenotype", "Myopathy", "HP:0003198", "woman", status="uncertain", cue="probable"),
        fact(8, "phenotype", "Scleroderma", "HP:0100324", "given", subject="literature", patient=None),
    ),
    releases={"seriatim": "0", "hpo": "2025-01-16"},
)


def test_the_official_parser_accepts_a_phenopacket_and_gives_back_its_terms() -> None:
    from google.protobuf.json_format import MessageToDict, Parse
    from phenopackets.schema.v2.phenopackets_pb2 import Phenopacket

    (packet,) = make_phenopackets(CASE)
    parsed = Parse(json.dumps(packet), Phenopacket())
    assert {(f.type.id, f.excluded) for f in parsed.phenotypic_features} == {
        ("HP:0025300", False), ("HP:0001945", True), ("HP:0002725", False),
    }  # fmt: skip
    assert parsed.subject.time_at_last_encounter.age.iso8601duration == "P34Y"
    assert {d.term.id for d in parsed.diseases} == {"MONDO:0007915"}
    assert [m.assay.id for m in parsed.measurements] == ["LOINC:2157-6", "LOINC:8061-4"]
    assert parsed.phenotypic_features[0].evidence[0].reference.id == "PMID:123"
    assert MessageToDict(parsed) == packet


def test_a_span_of_ages_is_an_age_range_and_comes_back(tmp_path: Path) -> None:
    from google.protobuf.json_format import Parse
    from phenopackets.schema.v2.phenopackets_pb2 import Phenopacket

    patient = Patient("P1", "female", age_range=("P60Y", "P69Y"))
    (packet,) = make_phenopackets(Case(CASE.report, (patient,), CASE.facts))
    assert (
        Parse(json.dumps(packet), Phenopacket()).subject.time_at_last_encounter.age_range.end.iso8601duration
        == "P69Y"
    )
    (tmp_path / "p.json").write_text(json.dumps(packet))
    assert read_case_inputs(tmp_path / "p.json")[0].patients[0].age_range == ("P60Y", "P69Y")


def test_every_prefix_of_a_phenopacket_is_declared_among_its_resources() -> None:
    (packet,) = make_phenopackets(CASE)
    declared = {r["namespacePrefix"] for r in packet["metaData"]["resources"]}
    assert {"HP", "MONDO", "LOINC", "ATC", "ECO"} <= declared


def test_what_is_uncertain_or_of_the_literature_enters_no_phenopacket() -> None:
    assert "HP:0003198" not in json.dumps(make_phenopackets(CASE))
    assert "HP:0100324" not in json.dumps(make_phenopackets(CASE))


def test_fhir_resources_accepts_the_bundle() -> None:
    from fhir.resources.R4B.bundle import Bundle

    bundle = Bundle.model_validate(make_bundle(CASE))
    kinds = [entry.resource.get_resource_type() for entry in bundle.entry]
    assert kinds.count("Condition") == 4
    assert {"Patient", "Observation", "MedicationStatement"} <= set(kinds)


def test_an_annotation_points_at_its_words() -> None:
    items = make_annotations(CASE)["first"]["items"]
    position, quote = items[0]["target"]["selector"]
    assert TEXT[position["start"] : position["end"]] == quote["exact"] == "malar rash"
    assert quote["prefix"].endswith("had a ")


def test_what_has_resolved_is_not_excluded() -> None:
    ended = fact(
        1, "phenotype", "Fever", "HP:0001945", "fever", status="absent", modifiers={"course": ("resolved",)}
    )
    case = Case(CASE.report, CASE.patients, (ended,))
    assert "excluded" not in json.dumps(make_phenopackets(case))
    condition = json.dumps(make_bundle(case))
    assert '"resolved"' in condition
    assert "refuted" not in condition


@pytest.mark.parametrize("make", [make_phenopackets, make_bundle, make_annotations])
def test_the_same_case_gives_the_same_bytes(make: object) -> None:
    assert json.dumps(make(CASE)) == json.dumps(make(CASE))  # type: ignore[operator]


SHEET = Sheet("s", ("name", "n"), (("=HYPERLINK(1)", 2.0), ("plain", None)))


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=9), max_size=5))
def test_no_csv_cell_begins_as_a_formula(words: list[str]) -> None:
    import csv
    import io

    rows = list(
        csv.reader(io.StringIO(format_csv(Sheet("s", ("a",), tuple((w,) for w in words)))), strict=True)
    )
    assert all(not row or row[0][:1] not in ("=", "+", "-", "@") for row in rows[1:])


def test_a_workbook_holds_text_as_text(tmp_path: Path) -> None:
    write_xlsx([SHEET], tmp_path / "s.xlsx")
    with zipfile.ZipFile(tmp_path / "s.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_a_word_table_holds_every_cell(tmp_path: Path) -> None:
    from docx import Document

    write_docx(SHEET, tmp_path / "s.docx", title="Cases", legend="NR, not reported.")
    table = Document(str(tmp_path / "s.docx")).tables[0]
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["name", "n"],
        ["=HYPERLINK(1)", "2"],
        ["plain", ""],
    ]


def test_parquet_keeps_numbers_as_numbers(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra")
    write_parquet(SHEET, tmp_path / "s.parquet")
    assert pq.read_table(tmp_path / "s.parquet").column("n").to_pylist() == [2.0, None]


def test_silence_is_written_as_nr_and_every_quote_has_a_row() -> None:
    cells = (
        CaseCell("value", ("present",), 1.0, (Quote("F1", "a malar rash", "case", "She had a malar rash."),)),
        CaseCell(),
    )
    variables = (
        Variable("rash", "Rash", "finding", ("HP:1",)),
        Variable("fever", "Fever", "finding", ("HP:2",)),
    )
    table = CaseTable(Protocol("p", variables=variables), (CaseRow("r", "P1", "she", "A rash", 2001, cells),))
    assert make_sheet(table).rows == (("r", "P1", 2001, "present", "NR"),)
    assert make_quotes(table).rows == (
        ("r", "P1", "Rash", "present", "a malar rash", "She had a malar rash.", "case", "F1"),
    )
    assert [row[5:7] for row in make_codebook(Series(table)).rows] == [(1, 1), (0, 1)]
