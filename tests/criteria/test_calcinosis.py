"""The calcinosis sets: subtype by decision table, extent, distribution."""

from __future__ import annotations

import json

import pytest

from criteria.invented import at, fact, item, judged, test_result, woman_with_lupus
from seriatim.criteria import compare_with_authors
from seriatim.model import Fact, to_json

LUPUS = fact("MONDO:0007915", words="lupus")
DEPOSITS = fact("HP:0025520", words="calcium deposits")


def calcium(number: float = 9.4, unit: str = "mg/dL") -> Fact:
    return test_result("17861-6", f"calcium {number}", number=number, unit=unit)


def phosphate(number: float = 3.8, unit: str = "mg/dL") -> Fact:
    return test_result("2777-1", f"phosphate {number}", number=number, unit=unit)


def test_damaged_tissue_without_minerals_is_dystrophic_presumed_and_names_what_is_missing() -> None:
    verdict = judged("calcinosis-subtype", woman_with_lupus())
    assert (verdict.result, verdict.status) == ("dystrophic, presumed", "unknown")
    said = json.dumps(to_json(verdict)).lower()
    assert all(
        word in said for word in ("calcium", "phosphate", "parathyroid hormone", "vitamin d", "creatinine")
    )
    assert "calciphylaxis" not in (verdict.result or "")


def test_normal_calcium_and_phosphate_establish_dystrophic() -> None:
    verdict = judged("calcinosis-subtype", [*woman_with_lupus(), calcium(), phosphate()])
    assert (verdict.result, verdict.status) == ("dystrophic", "met")
    assert "conventional-range" in {a.id for a in verdict.assumptions}


def test_one_mineral_alone_does_not_establish_it() -> None:
    verdict = judged("calcinosis-subtype", [*woman_with_lupus(), calcium()])
    assert (verdict.result, verdict.status) == ("dystrophic, presumed", "unknown")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ([calcium(8.5)], "met"),
        ([calcium(10.5)], "met"),
        ([calcium(8.4)], "not_met"),
        ([calcium(10.6)], "not_met"),
        ([calcium(2.35, "mmol/L")], "met"),
        ([calcium(2.9, "mmol/L")], "not_met"),
        ([test_result("17861-6", "normal calcium", interpretation="normal")], "met"),
        ([test_result("17861-6", "raised calcium", interpretation="high")], "not_met"),
        ([fact("HP:0003072")], "not_met"),
        ([fact("HP:0003072", "absent")], "unknown"),
        ([fact("HP:0003072", "absent"), fact("HP:0002901", "absent")], "met"),
        ([calcium(9.0), calcium(11.2)], "not_met"),
    ],
)
def test_serum_calcium_is_judged_from_both_sides(made: list[Fact], expected: str) -> None:
    assert item(judged("calcinosis-subtype", [DEPOSITS, *made]), "calcium-normal").status == expected


@pytest.mark.parametrize(
    ("made", "result", "status"),
    [
        ([fact("HP:0004934", method="histology"), fact("HP:0033126")], "calciphylaxis", "met"),
        ([LUPUS, fact("HP:0033126")], "calciphylaxis, suspected", "unknown"),
        ([fact("ATC:A12AA03", words="extravasation of calcium gluconate")], "iatrogenic", "met"),
        ([LUPUS, fact("ATC:A12AA03", words="calcium gluconate infusion")], "iatrogenic, possible", "unknown"),
        ([LUPUS, fact("HP:0002905")], "dystrophic or metastatic, not to be told apart", "unknown"),
        ([LUPUS, fact("HP:0003774")], "dystrophic or metastatic, not to be told apart", "unknown"),
        ([fact("HP:0003072")], "metastatic, presumed", "unknown"),
        ([calcium(), phosphate()], "idiopathic, presumed", "unknown"),
        ([], "undetermined", "unknown"),
    ],
)
def test_every_row_of_the_decision_table(made: list[Fact], result: str, status: str) -> None:
    verdict = judged("calcinosis-subtype", [DEPOSITS, *made])
    assert (verdict.result, verdict.status) == (result, status)


def test_without_calcification_no_subtype_is_chosen() -> None:
    assert judged("calcinosis-subtype", [LUPUS]).result is None
    denied = judged("calcinosis-subtype", [LUPUS, fact("HP:0025520", "absent"), fact("HP:0010766", "absent")])
    assert (denied.status, denied.result) == ("not_met", None)


def test_vascular_calcification_is_not_calcinosis() -> None:
    verdict = judged("calcinosis-subtype", [LUPUS, fact("HP:0004934", words="calcified breast arteries")])
    assert item(verdict, "calcinosis").status == "unknown"


def test_both_minerals_together_would_establish_the_subtype() -> None:
    flips = judged("calcinosis-subtype", woman_with_lupus()).would_flip
    assert (("calcium-normal", "phosphate-normal"), "met", "dystrophic") in {
        (f.item, f.if_, f.then) for f in flips
    }


def test_several_regions_with_muscle_are_universalis() -> None:
    verdict = judged("calcinosis-extent", woman_with_lupus())
    assert (verdict.result, verdict.status) == ("universalis", "met")


@pytest.mark.parametrize(
    ("made", "result"),
    [
        ([fact("HP:0025520", sites=at("knee", side="left"))], "circumscripta"),
        ([fact("HP:0025520", sites=at("knee", side="bilateral"))], "circumscripta"),
        ([fact("HP:0025520", words="diffuse calcinosis", sites=at("thigh", "forearm"))], "universalis"),
        ([fact("HP:0025520", sites=at("elbow", "buttock"))], "circumscripta at several sites, presumed"),
        ([fact("HP:0025520", words="tumoral calcinosis", sites=at("hip"))], "tumoral"),
        ([fact("HP:0025520", words="calcinosis universalis")], "universalis"),
        ([fact("HP:0025520", words="calcinosis circumscripta", sites=at("elbow", "thigh"))], "circumscripta"),
        ([fact("HP:0025520", words="calcinosis")], None),
    ],
)
def test_extent_follows_regions_depth_and_words(made: list[Fact], result: str | None) -> None:
    assert judged("calcinosis-extent", made).result == result


@pytest.mark.parametrize(
    ("made", "result"),
    [
        ([fact("HP:0025520", sites=at("finger", "elbow"))], "as in systemic sclerosis"),
        ([fact("HP:0025520", sites=at("thigh", "leg"))], "as in lupus"),
        ([fact("HP:0025520", sites=at("thigh", "buttock"))], "does not discriminate"),
        ([fact("HP:0025520", sites=at("elbow", "chest")), fact("HP:0100249")], "as in dermatomyositis"),
        ([fact("HP:0025520", sites=at("hand", "thigh"))], "does not discriminate"),
        ([fact("HP:0025520")], "sites not reported"),
    ],
)
def test_distribution_compares_with_three_diseases(made: list[Fact], result: str) -> None:
    assert judged("calcinosis-distribution", made).result == result


def test_a_calcification_of_nothing_in_particular_or_of_an_organ_is_not_calcinosis() -> None:
    for vague in (
        fact("HP:0010766", words="calcifications"),
        fact("HP:0010766", words="calcification", sites=at("liver")),
    ):
        assert item(judged("calcinosis-subtype", [vague]), "calcinosis").status == "unknown"
    for named in (
        fact("HP:0010766", words="soft tissue calcification"),
        fact("HP:0010766", sites=at("thigh")),
    ):
        assert item(judged("calcinosis-subtype", [named]), "calcinosis").status == "met"


def test_a_class_that_is_not_the_authors_own_name_for_it_disagrees_with_them() -> None:
    called = fact("HP:0025520", words="extensive calcinosis circumscripta", sites=at("forearm", "thigh"))
    (verdict,) = compare_with_authors([judged("calcinosis-extent", [called])], ())
    assert (verdict.result, verdict.disagrees_with_authors) == ("universalis", True)
    small = fact("HP:0025520", words="calcinosis circumscripta", sites=at("forearm"))
    (verdict,) = compare_with_authors([judged("calcinosis-extent", [small])], ())
    assert (verdict.result, verdict.disagrees_with_authors) == ("circumscripta", False)
    unnamed = fact("HP:0025520", sites=at("forearm"))
    (verdict,) = compare_with_authors([judged("calcinosis-extent", [unnamed])], ())
    assert verdict.disagrees_with_authors is None


def test_calciphylaxis_by_name_is_suspected_until_a_biopsy_shows_the_vessels() -> None:
    named = fact("MONDO:0017215", words="calciphylaxis")
    assert judged("calcinosis-subtype", [named, fact("HP:0003774")]).result == "calciphylaxis, suspected"
    shown = fact("MONDO:0017215", words="calciphylaxis", method="histology")
    assert judged("calcinosis-subtype", [shown]).result == "calciphylaxis"


def test_signs_of_dermatomyositis_are_damaged_tissue() -> None:
    verdict = judged("calcinosis-subtype", [DEPOSITS, fact("HP:0025508"), calcium(), phosphate()])
    assert (verdict.result, verdict.status) == ("dystrophic", "met")
