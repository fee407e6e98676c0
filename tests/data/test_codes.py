"""Every code in the bundled tables and packs is one of its vocabulary, or at least has the form of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from seriatim.criteria import load_packs
from seriatim.terms.hpo import load_hpo
from seriatim.text.tables import read_table

DATA = files("seriatim") / "data"
CURIE = re.compile(r"\b(HP|MONDO|UBERON|LOINC|ATC|ICD10CM):([A-Za-z0-9.-]*[A-Za-z0-9])")
FORMS = {
    "ATC": r"[ABCDGHJLMNPRSV](\d\d([A-Z]([A-Z](\d\d)?)?)?)?",
    "LOINC": r"\d{3,5}-\d",
    "MONDO": r"\d{7}",
    "UBERON": r"\d{7}",
}
BARE = {  # table: its column of codes without a prefix, and the prefix meant
    "disease_names.tsv": ("icd10cm", "ICD10CM"),
    "drug_classes.tsv": ("atc", "ATC"),
    "drugs.tsv": ("atc", "ATC"),
    "laboratory_tests.tsv": ("loinc", "LOINC"),
}


def _written() -> Iterator[tuple[str, str, str]]:
    """Yield every code with its file: prefix and number."""
    for folder in (DATA, DATA / "criteria"):
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith((".tsv", ".yaml")):
                text = "\n".join(line.split("#")[0] for line in file.read_text("utf-8").splitlines())
                yield from ((file.name, *match) for match in CURIE.findall(text))
    for name, (column, prefix) in BARE.items():
        for row in read_table(name):
            codes = re.split(r"[;|]\s*", row[column])
            yield from ((name, prefix, code.removeprefix(f"{prefix}:")) for code in codes if code)


CODES = sorted(set(_written()))


def _listed(prefix: str) -> list[tuple[str, str]]:
    return [(file, number) for file, each, number in CODES if each == prefix]


def is_checked(loinc: str) -> bool:
    """Tell whether the last digit of a LOINC code is its check digit: Luhn's, modulo 10.

    Source: LOINC Users' Guide, appendix on calculating mod 10 check digits.
    """
    number, _, digit = loinc.partition("-")
    doubled = (int(d) * (2 - i % 2) for i, d in enumerate(reversed(number)))
    return (10 - sum(n - 9 * (n > 9) for n in doubled) % 10) % 10 == int(digit)


def test_every_hpo_code_is_a_current_term() -> None:
    hpo = load_hpo()
    unknown = [(file, n) for file, n in _listed("HP") if hpo.current(f"HP:{n}") != f"HP:{n}"]
    assert unknown == []


def test_every_icd_10_cm_code_is_in_its_list() -> None:
    import simple_icd_10_cm as icd

    assert [(file, n) for file, n in _listed("ICD10CM") if not icd.is_valid_item(n)] == []


@pytest.mark.parametrize("prefix", FORMS)
def test_every_code_has_the_form_of_its_vocabulary(prefix: str) -> None:
    codes = _listed(prefix)
    assert codes, "the tables hold codes of each vocabulary"
    assert [(f, n) for f, n in codes if not re.fullmatch(FORMS[prefix], n)] == []


def test_every_loinc_code_ends_in_its_check_digit() -> None:
    assert [(file, n) for file, n in _listed("LOINC") if not is_checked(n)] == []


def test_a_wrong_check_digit_is_noticed() -> None:
    assert is_checked("2157-6")
    assert not is_checked("2157-7")


def test_every_code_of_a_pack_is_named_by_a_vocabulary_or_the_table_of_codes() -> None:
    named = {row["code"] for row in read_table("criteria/codes.tsv")}
    asked = {f"{prefix}:{n}" for file, prefix, n in CODES if file.endswith(".yaml") and prefix != "HP"}
    assert asked - named == set()


def test_the_sets_that_authors_name_are_the_packs_that_say_how_they_are_named() -> None:
    said = {pack.id for pack in load_packs().values() if pack.claimed.names}
    looked_up = {name for row in read_table("criteria_names.tsv") for name in row["sets"].split(";")}
    assert looked_up == said
