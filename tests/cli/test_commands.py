from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from seriatim.cli import cli


def run(*words: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, [str(w) for w in words], input=stdin)


@pytest.fixture(scope="module")
def letter() -> Path:
    return Path(__file__).parents[2] / "examples" / "letter-lupus-plates.txt"


def test_read_prints_one_object_for_one_file_and_a_list_for_two(letter: Path, examples: Path) -> None:
    assert json.loads(run("read", letter, "--format", "json").stdout)["schema"] == "seriatim.case/1"
    two = json.loads(run("read", letter, examples / "limbic-encephalitis.xml", "--format", "json").stdout)
    assert [len(case["patients"]) for case in two] == [1, 1]


def test_read_prints_a_summary_a_clinician_can_take_in(letter: Path) -> None:
    out = run("read", letter).stdout
    assert "female, 37 years" in out
    assert "Malar rash" in out
    assert "It gives no advice about a patient." in out


def test_a_text_in_another_language_is_not_said_to_tell_of_nobody(tmp_path: Path) -> None:
    (tmp_path / "cas.txt").write_text(
        "Une observation de goutte\n\nNous rapportons le cas d'une patiente qui avait une fièvre et des douleurs "
        "depuis trois mois. L'examen clinique retrouvait une splénomégalie, sans adénopathie. Un traitement par la "
        "prednisone a été débuté, puis le méthotrexate, avec une bonne évolution. La patiente est vivante à six mois "
        "et elle ne prend plus aucun traitement pour cette maladie.\n"
    )
    assert "No patient could be read from this text: it is not in English." in run("read", tmp_path).stdout
    (tmp_path / "cas.txt").write_text("Gout is common. Most patients with gout are men.\n")
    out = run("read", tmp_path).stdout
    assert "No patient is described in this text." in out
    assert "(1 note)" in out


def test_a_mistake_in_judging_a_case_is_told_under_the_name_it_was_called_by(letter: Path) -> None:
    for words in (("--set", "none-such"), ("--frobnicate",)):
        failed = run("criteria", letter, *words)
        assert failed.exit_code == 2
        assert "criteria [OPTIONS] CASE" in failed.stderr
        assert "judge" not in failed.stderr


def test_nothing_is_coloured_when_piped(letter: Path) -> None:
    assert "\x1b[" not in run("read", letter).stdout


def test_facts_prints_one_fact_a_line_whose_words_slice_from_the_text(letter: Path) -> None:
    text = letter.read_text(encoding="utf-8")
    rows = [json.loads(line) for line in run("facts", letter).stdout.splitlines()]
    assert len(rows) > 30
    assert {row["report"] for row in rows} == {"letter-lupus-plates"}
    assert all(text[s["start"] : s["end"]] == s["text"] for row in rows for s in row["spans"])


def test_facts_of_one_kind_are_found_alone_and_an_unknown_kind_is_refused(letter: Path) -> None:
    rows = [
        json.loads(line)
        for line in run("facts", letter, "--kinds", "phenotype,medication").stdout.splitlines()
    ]
    assert {row["kind"] for row in rows} == {"phenotype", "medication"}
    refused = run("facts", letter, "--kinds", "rash")
    assert refused.exit_code == 2
    assert "rash not among demographic, phenotype" in refused.stderr


def test_facts_adds_article_references_and_text_when_asked(letter: Path) -> None:
    kinds = [json.loads(line)["kind"] for line in run("facts", letter, "--all").stdout.splitlines()]
    assert (kinds.count("article"), kinds.count("reference"), kinds.count("text")) == (1, 7, 1)


def test_facts_as_csv_has_one_heading(letter: Path) -> None:
    lines = run("facts", letter, "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("report,patient,subject,kind,label,code")


def test_text_prints_a_text_file_unchanged(letter: Path) -> None:
    assert run("text", letter).stdout_bytes == letter.read_bytes()


def test_standard_input_is_read_from_a_dash(letter: Path) -> None:
    data = json.loads(run("read", "-", "--format", "json", stdin=letter.read_bytes()).stdout)
    assert data["patients"][0]["age"] == "P37Y"


def test_every_command_that_takes_a_file_takes_standard_input(letter: Path) -> None:
    reads = [run(name, "-", stdin=letter.read_bytes()) for name in ("audit", "facts", "references", "text")]
    assert [(r.exit_code, bool(r.stdout)) for r in reads] == [(0, True)] * 4


@pytest.mark.parametrize("command", [("similar", "case.json"), ("export", "--format", "csv", "--out", "x")])
def test_a_series_that_is_not_there_is_not_made_by_asking_it(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    assert run(*command, "--db", tmp_path / "none.db").exit_code != 0
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("form", ["phenopacket", "fhir", "annotations", "html"])
def test_every_format_is_written_into_a_folder(form: str, letter: Path, tmp_path: Path) -> None:
    assert run("read", letter, "--format", form, "--out", tmp_path).exit_code == 0
    assert [p.stat().st_size > 500 for p in tmp_path.iterdir()] == [True]


def test_archives_and_folders_are_read(letter: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt.gz").write_bytes(gzip.compress(letter.read_bytes()))
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.write(letter, "inside.txt")
    data = json.loads(run("read", tmp_path, "--format", "json").stdout)
    assert [case["patients"][0]["age"] for case in data] == ["P37Y", "P37Y"]


def test_one_bad_file_gets_one_line_and_stops_nothing_else(letter: Path, tmp_path: Path) -> None:
    empty, binary = tmp_path / "empty.txt", tmp_path / "noise.pdf"
    empty.write_bytes(b"")
    binary.write_bytes(os.urandom(4000))
    result = run("read", empty, binary, letter, tmp_path / "missing.xml", "--format", "json")
    lines = result.stderr.strip().splitlines()
    assert result.exit_code == 1
    assert [any(name in line for line in lines) for name in ("empty.txt", "noise.pdf", "missing.xml")] == [
        True
    ] * 3
    assert len(lines) == 3
    assert json.loads(result.stdout)["report"]["id"] == "letter-lupus-plates"


def test_a_wrong_option_is_wrong_usage() -> None:
    assert run("read", "x", "--format", "nonsense").exit_code == 2


def test_the_version_names_every_release_and_the_cache() -> None:
    out = run("--version").stdout
    assert out.startswith("seriatim ")
    assert "hpo 20" in out
    assert "cache" in out


def test_output_is_the_same_for_any_number_of_workers(examples: Path) -> None:
    one = run("facts", examples).stdout
    assert one == run("facts", examples, "--workers", "2").stdout


def test_every_command_is_documented() -> None:
    contract = (Path(__file__).parents[2] / "docs" / "contract.md").read_text(encoding="utf-8")
    assert [name for name in cli.list_commands(None) if f"`seriatim {name}" not in contract] == []  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("series") / "series.db"
    root = Path(__file__).parents[2]
    result = run(
        "series",
        "build",
        root / "examples",
        "--db",
        db,
        "--protocol",
        root / "protocols" / "calcinosis-ctd.yaml",
    )
    assert result.exit_code == 0, result.output
    return db


def test_building_again_reads_nothing_again(database: Path, examples: Path) -> None:
    assert "0 read, 8 unchanged" in run("series", "build", examples, "--db", database).stderr


def test_the_page_needs_no_network_and_links_every_quote(database: Path, tmp_path: Path) -> None:
    page = tmp_path / "series.html"
    assert str(page) in run("series", "page", "--db", database, "--out", page).stdout
    text = page.read_text(encoding="utf-8")
    assert "<link" not in text
    assert 'src="http' not in text
    assert "<blockquote" in text


@pytest.mark.parametrize(
    ("form", "name"),
    [("csv", "t.csv"), ("xlsx", "t.xlsx"), ("docx", "t.docx"), ("phenopacket", "p"), ("ris", "r.ris")],
)
def test_a_series_is_exported(form: str, name: str, database: Path, tmp_path: Path) -> None:
    result = run("export", "--db", database, "--format", form, "--out", tmp_path / name)
    assert result.exit_code == 0, result.output
    assert (tmp_path / name).exists()


def test_the_difference_names_what_came_and_what_it_moved(database: Path) -> None:
    out = run("series", "diff", "--db", database, "--from", 0, "--format", "json").stdout
    assert len(json.loads(out)["added"]) == 8
    assert any(moved["variable"] == "sex" and moved["reports"] for moved in json.loads(out)["moved"])


def test_a_case_is_most_like_its_own_kind(database: Path, letter: Path) -> None:
    found = json.loads(run("similar", letter, "--db", database, "--format", "json").stdout)["P1"]
    assert found[0]["report"] != "letter-lupus-plates"
    assert found[0]["score"] >= found[-1]["score"]


def test_a_series_that_does_not_exist_is_named(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "seriatim", "series", "show", "--db", str(tmp_path / "no.db")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, "no.db" in result.stderr, "Traceback" in result.stderr) == (2, True, False)


def test_a_report_whose_file_is_gone_is_named_and_stays(letter: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.txt").write_bytes(letter.read_bytes())
    run("series", "build", folder, "--db", tmp_path / "s.db")
    (folder / "one.txt").unlink()
    (folder / "two.txt").write_text("A 20-year-old man had fever.", encoding="utf-8")
    result = run("series", "build", folder, "--db", tmp_path / "s.db")
    assert "one is no longer among the files" in result.stderr
    assert "2 cases" in result.stdout


def test_a_protocol_that_is_no_text_is_named(tmp_path: Path, letter: Path) -> None:
    (tmp_path / "p.png").write_bytes(b"\x89PNG\r\n\xff\xfe")
    result = subprocess.run(
        [sys.executable, "-m", "seriatim", "series", "build", str(letter), "--db", str(tmp_path / "s.db"), "--protocol", str(tmp_path / "p.png")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (result.returncode, "p.png" in result.stderr, "Traceback" in result.stderr) == (2, True, False)
