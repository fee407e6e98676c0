"""Reading packs: what is right is read, what is wrong is named with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from criteria.invented import SMALL, fact
from seriatim.criteria import assess, load_packs, read_pack
from seriatim.criteria.reader import ENTRY_POINT, _plugins
from seriatim.errors import PackError

GOOD = """\
id: own-set
title: Own set
version: "1"
source: invented
assumptions:
  lenient: {text: A lenient reading., source: invented}
groups:
  - {id: skin, label: Skin, counts: highest}
items:
  - id: rash
    label: Rash
    source: invented
    group: skin
    weight: 2
    evidence: {code: HP:0025300, is: rash}
  - id: fever
    label: Fever
    source: invented
    weight: 1
    evidence: {code: HP:0001945, is: fever, assume: lenient}
rules:
  - label: three points
    when: {points: 3}
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_pack_of_ones_own_is_read_and_used(tmp_path: Path) -> None:
    pack = read_pack(written(tmp_path, GOOD))
    verdict = assess(pack, [fact("HP:0025300"), fact("HP:0001945")], SMALL, patient="P1")
    assert (verdict.set, verdict.status, verdict.score) == ("own-set", "met", 3)


def test_a_pack_of_ones_own_joins_the_others_and_may_replace_one(tmp_path: Path) -> None:
    own = written(tmp_path, GOOD)
    assert list(load_packs([own]))[-1] == "own-set"
    replacing = written(tmp_path, GOOD.replace("id: own-set", "id: crest"))
    assert load_packs([replacing])["crest"].title == "Own set"
    assert load_packs()["crest"].title != "Own set"


def test_an_installed_distribution_may_bring_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = written(tmp_path, GOOD)

    class Point:
        name = "theirs"

        def load(self) -> object:
            return lambda: [own]

    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda group: [Point()] if group == ENTRY_POINT else []
    )
    assert [pack.id for pack in _plugins()] == ["own-set"]


def test_a_pack_may_extend_another(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    child = tmp_path / "child.yaml"
    child.write_text(
        "id: child\nextends: own\nversion: '2'\nitems:\n  - id: fever\n    label: High fever\n    source: invented\n"
        "    weight: 2\n    evidence: {code: HP:0001945}\n",
        "utf-8",
    )
    pack = read_pack(child)
    assert [(i.id, i.label) for i in pack.items] == [("rash", "Rash"), ("fever", "High fever")]
    assert pack.version == "2"


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("weight: 2", "wieght: 2", 14, "did you mean 'weight'"),
        ("weight: 2", "weight: two", 14, "must be a number"),
        ("code: HP:0025300", "code: HP:25300", 15, "is not a code"),
        ("code: HP:0025300, is", "is", 15, "exactly one of"),
        ("group: skin", "group: joints", 13, "not among the pack's groups"),
        ("assume: lenient", "assume: generous", 20, "not among the pack's assumptions"),
        ("id: fever", "id: rash", 16, "two items 'rash'"),
        ("id: rash", "id: The Rash", 10, "is not an id"),
        ("points: 3", "points: many", 23, "must be a number"),
        ("when: {points: 3}", "when: {item: cough}", 23, "not an item"),
        ("when: {points: 3}", "when: cough", 23, "'cough', which is not an item"),
        ("counts: highest", "counts: best", 8, "must be one of all, highest"),
        ('version: "1"', "version: 1", 3, "must be text"),
        ("source: invented\nassumptions", "assumptions", None, "'source' is missing"),
        ("title: Own set", "title: Own set\ntitle: Again", 3, "given twice"),
        ("groups:", "groups: [", 8, "is not YAML"),
        ("evidence: {code: HP:0025300, is: rash}", "evidence: {item: fever}", 15, "not an item above"),
        ("evidence: {code: HP:0025300, is: rash}", "evidence: {test: LOINC:777-3}", 15, "needs a bound"),
        (
            "evidence: {code: HP:0025300, is: rash}",
            "evidence: {test: LOINC:777-3, below: 3, unit: pints}",
            15,
            "table of units",
        ),
        (
            "evidence: {code: HP:0025300, is: rash}",
            "evidence: &self {any: [*self]}",
            None,
            "an anchor holds itself",
        ),
        ("evidence: {code: HP:0025300, is: rash}", "evidence: !!python/name:os.system", 15, "is not YAML"),
        ("evidence: {code: HP:0025300, is: rash}", "evidence: {code: [], is: rash}", 15, "'code' is empty"),
        (
            "evidence: {code: HP:0025300, is: rash}",
            "evidence: {test: LOINC:777-3, below: 3, factors: {x: many}}",
            15,
            "must be a number",
        ),
        ("evidence: {code: HP:0025300, is: rash}", "evidence: rash", 15, "must be a mapping"),
        ("evidence: {code: HP:0025300, is: rash}", "evidence: {any: [rash]}", 15, "must be a mapping"),
        ("evidence: {code: HP:0025300, is: rash}", "evidence: {any: []}", 15, "is empty"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int | None, problem: str
) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(PackError) as raised:
        read_pack(path)
    assert problem in raised.value.problem
    if line is not None:
        assert raised.value.line == line
    assert str(raised.value).startswith(str(path))


def test_a_pack_without_rules_or_with_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="needs 'rules', 'classes' or 'tally: true'"):
        read_pack(written(tmp_path, GOOD[: GOOD.index("rules:")]))
    with pytest.raises(PackError, match="cannot be read"):
        read_pack(tmp_path / "none.yaml")
    with pytest.raises(PackError, match="there is no pack 'nothing'"):
        read_pack(written(tmp_path, GOOD.replace("id: own-set", "id: own-set\nextends: nothing")))


def test_an_anchored_expression_is_taken_over_and_added_to(tmp_path: Path) -> None:
    text = GOOD.replace(
        "evidence: {code: HP:0025300, is: rash}", "evidence: &rash {code: HP:0025300, is: rash}"
    )
    pack = read_pack(
        written(tmp_path, text.replace("{code: HP:0001945, is: fever,", "{<<: *rash, sites: 2, is: twice,"))
    )
    assert [i.evidence.label for i in pack.items] == ["rash", "twice"]
    assert pack.items[1].codes == {"HP:0025300"}
    with pytest.raises(PackError, match="takes over a mapping"):
        read_pack(written(tmp_path, text.replace("{code: HP:0001945, is: fever,", "{<<: 3, is: twice,")))
