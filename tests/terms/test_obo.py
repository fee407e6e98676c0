"""The reader of OBO files."""

from __future__ import annotations

from pathlib import Path

import pytest

from seriatim.errors import InputError
from seriatim.terms.obo import Ontology, parse_obo, read_obo

OBO = """format-version: 1.2
data-version: demo/releases/2031-02-03

[Term]
id: D:1
name: finding

[Term]
id: D:2
name: finding of \\"skin\\"
alt_id: D:20
synonym: "cutaneous finding" EXACT layperson []
synonym: "skin thing" RELATED []
is_a: D:1 ! finding

[Term]
id: D:3
name: finding of joint
is_a: D:1 {source="x"} ! finding

[Term]
id: D:4
name: psoriatic joint
is_a: D:2
is_a: D:3

[Term]
id: D:5
name: obsolete rash
is_obsolete: true
replaced_by: D:2

[Term]
id: D:6
name: obsolete ache
is_obsolete: true
consider: D:3
consider: D:4

[Typedef]
id: part_of
name: part of
"""


@pytest.fixture(scope="module")
def demo() -> Ontology:
    return parse_obo(OBO)


def test_the_release_is_the_date_of_the_data_version(demo: Ontology) -> None:
    assert (demo.prefix, demo.release) == ("D", "2031-02-03")


def test_all_parents_of_a_term_are_kept(demo: Ontology) -> None:
    assert demo.parents("D:4") == ("D:2", "D:3")
    assert demo.ancestors("D:4") == {"D:4", "D:2", "D:3", "D:1"}
    assert demo.descendants("D:1") == {"D:1", "D:2", "D:3", "D:4"}
    assert demo.children("D:1") == ("D:2", "D:3")


def test_alternative_and_replaced_identifiers_lead_to_the_one_in_use(demo: Ontology) -> None:
    assert demo.current("D:20") == demo.current("D:5") == "D:2"
    assert demo.name("D:20") == 'finding of "skin"'


def test_a_retired_term_without_a_successor_is_unknown_but_says_what_to_consider(demo: Ontology) -> None:
    assert demo.current("D:6") is None
    assert demo.ancestors("D:6") == frozenset()
    assert demo.consider["D:6"] == ("D:3", "D:4")


def test_synonyms_keep_scope_and_kind(demo: Ontology) -> None:
    assert [(s.text, s.scope, s.kind) for s in demo.synonyms["D:2"]] == [
        ("cutaneous finding", "EXACT", "layperson"),
        ("skin thing", "RELATED", ""),
    ]


def test_other_stanzas_are_no_terms(demo: Ontology) -> None:
    assert "part_of" not in demo
    assert len(demo) == 4


def test_a_circle_of_replacements_ends() -> None:
    assert Ontology("X", "", {}, {}, {"X:1": "X:2", "X:2": "X:1"}).current("X:1") is None


def test_a_file_without_terms_names_the_file_and_what_to_do(tmp_path: Path) -> None:
    empty = tmp_path / "empty.obo"
    empty.write_text("format-version: 1.2\n")
    with pytest.raises(InputError, match=r"empty\.obo"):
        read_obo(empty)
    with pytest.raises(InputError, match=r"nowhere\.obo"):
        read_obo(tmp_path / "nowhere.obo")


def test_a_file_is_read_as_its_text_is_parsed(tmp_path: Path) -> None:
    file = tmp_path / "demo.obo"
    file.write_text(OBO.replace("\n", "\r\n"))
    assert read_obo(file) == parse_obo(OBO)
