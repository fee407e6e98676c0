"""`seriatim criteria` and the rendering of verdicts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from criteria.invented import fact, judged, woman_with_lupus
from seriatim.cli.criteria import command
from seriatim.model import Verdict
from seriatim.present.verdicts import render_verdicts, render_verdicts_page, say_verdicts

CASE = {
    "facts": [{"code": "HP:0025300", "label": "butterfly rash"}, {"code": "HP:0003493", "status": "absent"}]
}


@pytest.fixture
def case(tmp_path: Path) -> str:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE), "utf-8")
    return str(path)


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, list(args))
    return result.exit_code, result.output


def test_a_case_is_judged_by_one_set_as_json(case: str) -> None:
    code, out = run(case, "--set", "acr-1997", "--format", "json")
    (verdict,) = json.loads(out)["verdicts"]
    assert (code, verdict["set"], verdict["score"], verdict["range"]) == (0, "acr-1997", 1, [1, 10])


def test_a_case_is_judged_by_all_sets_in_words(case: str) -> None:
    code, out = run(case)
    assert code == 0
    assert "butterfly rash" in out
    assert out.count(" · P1 · ") == 14


def test_a_supposition_changes_the_verdict(case: str) -> None:
    code, out = run(
        case,
        "--set",
        "acr-1997",
        "--what-if",
        "HP:0000093=present",
        "--what-if",
        "HP:0001250=present",
        "--format",
        "json",
    )
    assert code == 0
    assert json.loads(out)["verdicts"][0]["score"] == 2


def test_a_supposition_that_no_set_asks_for_is_told(case: str) -> None:
    code, out = run(case, "--set", "acr-1997", "--what-if", "HP:0000365=present")
    assert code == 0
    assert "no criteria set chosen here asks for it" in out


def test_wrong_use_is_exit_status_two_and_a_bad_file_one(case: str, tmp_path: Path) -> None:
    assert run(case, "--set", "no-such-set")[0] == 2
    assert run(case, "--what-if", "nonsense")[0] == 2
    assert run(case, "--patient", "P9")[0] == 2
    assert run(str(tmp_path / "none.json"))[0] == 1


def test_packs_are_listed_shown_and_checked(tmp_path: Path) -> None:
    assert "slicc-2012" in run("list")[1]
    code, out = run("show", "eular-acr-2019")
    assert code == 0
    assert "the highest item counts" in out
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: bad\ntitle: Bad\nitmes: []\n", "utf-8")
    code, out = run("check", str(bad))
    assert code == 1
    assert f"{bad}:3: unknown key 'itmes'; did you mean 'items'?" in out


def test_the_page_shows_the_verdict_and_opens_to_the_quotes() -> None:
    facts = woman_with_lupus()
    page = render_verdicts_page([judged("acr-1997", facts)], facts, "A <case>")
    assert "A &lt;case&gt;" in page
    assert "✓ met" in page
    assert "4 of 4 needed, up to 11" in page
    quoted = next(f for f in facts if f.code == "HP:0025300")
    assert f'href="#at-{quoted.id}"' in page
    assert f'id="at-{quoted.id}"' in page
    assert "Would change the verdict" in page
    assert "<script" not in page


def test_what_a_report_says_is_escaped() -> None:
    facts = [fact("HP:0025300", words="<b>rash</b>")]
    page = render_verdicts([judged("acr-1997", facts)], facts)
    assert "<b>rash" not in page
    assert "&lt;b&gt;rash" in page


def test_words_for_the_terminal_name_class_flips_and_readings() -> None:
    said = say_verdicts(
        [judged("calcinosis-subtype", woman_with_lupus()), judged("acr-1997", woman_with_lupus())]
    )
    assert "UNKNOWN · dystrophic, presumed" in said
    assert "↔ Photosensitivity not met → verdict unknown" in said
    assert "§ Photosensitivity in the patient's history" in said


def test_no_verdicts_and_disagreement_are_said() -> None:
    assert "No criteria set" in render_verdicts([], [])
    assert "the authors say otherwise" in render_verdicts(
        [Verdict("x", "not_met", disagrees_with_authors=True)], []
    )
