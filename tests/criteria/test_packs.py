"""What holds of every pack that comes with Seriatim."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import seriatim.data
from criteria.invented import SMALL, judged, load_hpo, packs, woman_with_lupus
from seriatim.criteria import Pack, assess, describe_pack
from seriatim.criteria.finding import NOT_REPORTED
from seriatim.model import Item, Verdict, from_json, to_json

FOLDER = Path(seriatim.data.__path__[0]) / "criteria"
FIELDS = {
    "lupus": "acr-1982 acr-1997 slicc-2012 eular-acr-2019",
    "sclerosis": "acr-eular-ssc-2013 crest",
    "myositis": "bohan-peter-1975 eular-acr-iim-2017",
    "mixed": "mctd-alarcon-segovia-1987 mctd-kasukawa",
    "dryness": "acr-eular-sjogren-2016",
    "calcinosis": "calcinosis-subtype calcinosis-extent calcinosis-distribution",
    "reports": "care-2013 jbi-case-report jbi-case-series murad-2018",
}
IDS = [set_id for sets in FIELDS.values() for set_id in sets.split()]


def all_packs() -> list[Any]:
    return [pytest.param(pack, id=pack.id) for pack in packs().values()]


def test_the_sets_of_the_contract_are_there_in_its_order() -> None:
    assert list(packs()) == IDS
    assert {p.stem for p in FOLDER.glob("*.yaml")} == set(IDS)


@pytest.mark.parametrize("set_id", IDS)
def test_every_pack_fits_the_published_schema(set_id: str) -> None:
    schema = json.loads((FOLDER / "pack.schema.json").read_text("utf-8"))
    jsonschema.validate(yaml.safe_load((FOLDER / f"{set_id}.yaml").read_text("utf-8")), schema)


@pytest.mark.parametrize("pack", all_packs())
def test_every_item_names_its_source_and_every_reading_is_used(pack: Pack) -> None:
    assert all(item.source and item.definition for item in pack.items)
    used = {reading for item in pack.items for reading in item.readings}
    used |= {exclusion.reading for exclusion in pack.exclusions}
    assert {r.id for r in pack.readings} <= used


@pytest.mark.parametrize("pack", all_packs())
def test_every_code_resolves(pack: Pack) -> None:
    hpo = load_hpo()
    if hpo is None:
        pytest.skip("hp.obo is not installed")
    named = {line.split("\t")[0] for line in (FOLDER / "codes.tsv").read_text("utf-8").splitlines()}
    for code in pack.codes:
        assert code in named or len(hpo.ancestors(code)) > 1, code


@pytest.mark.parametrize("pack", all_packs())
def test_on_nothing_reported_nothing_is_decided_about_a_patient(pack: Pack) -> None:
    verdict = assess(pack, [], SMALL, patient="P1")
    assert verdict.status == "unknown"
    if pack.scope == "patient":
        assert {i.status for i in verdict.items} == {"unknown"}
        assert all(i.why.startswith(NOT_REPORTED) for i in verdict.items)
        assert verdict.score in (None, 0)


@pytest.mark.parametrize("pack", all_packs())
def test_every_item_decided_about_a_patient_points_at_facts(pack: Pack) -> None:
    facts = woman_with_lupus()
    verdict = assess(pack, facts, SMALL, patient="P1")
    assert [i.id for i in verdict.items] == [i.id for i in pack.items]
    if pack.scope == "patient":
        decided = [i for i in verdict.items if i.status != "unknown"]
        assert all(i.facts and set(i.facts) <= {f.id for f in facts} for i in decided)


@pytest.mark.parametrize("pack", all_packs())
def test_every_leaf_of_a_proof_is_a_quote_or_says_not_reported(pack: Pack) -> None:
    if pack.scope == "report":
        return
    for item in assess(pack, woman_with_lupus(), SMALL, patient="P1").items:
        for leaf in leaves(item):
            assert leaf.facts or leaf.why.startswith(NOT_REPORTED), leaf


def leaves(item: Item) -> list[Item]:
    return [leaf for child in item.children for leaf in leaves(child)] or [item]


@pytest.mark.parametrize("pack", all_packs())
def test_a_verdict_survives_json(pack: Pack) -> None:
    verdict = judged(pack.id, woman_with_lupus())
    assert from_json(Verdict, json.loads(json.dumps(to_json(verdict)))) == verdict


@pytest.mark.parametrize("pack", all_packs())
def test_a_pack_is_described_with_every_item_and_reading(pack: Pack) -> None:
    said = describe_pack(pack)
    assert all(item.label in said for item in pack.items)
    assert all(reading.id in said for reading in pack.readings)


def test_what_is_not_verified_is_marked() -> None:
    assert not packs()["jbi-case-report"].verified
    assert "[not verified]" in describe_pack(packs()["mctd-kasukawa"])
    unverified = {i.id for i in packs()["eular-acr-2019"].items if not i.verified}
    assert unverified == {
        "acute-cutaneous",
        "acute-pericarditis",
        "class-ii-or-v",
        "class-iii-or-iv",
        "antiphospholipid",
        "anti-dsdna",
    }
