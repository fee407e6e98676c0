"""Sclerosis, myositis, mixed disease and Sjogren sets; weights and rules as published."""

from __future__ import annotations

import pytest

from criteria.invented import antibody, at, fact, item, judged, status, test_result, woman_with_lupus
from seriatim.model import Fact

SSC_WEIGHTS = [
    ("proximal-thickening", 9, fact("HP:0550003")),
    ("puffy-fingers", 2, fact("HP:0025131")),
    ("sclerodactyly", 4, fact("HP:0011838")),
    ("fingertip-ulcers", 2, fact("HP:0031917")),
    ("pitting-scars", 3, fact("HP:0031293")),
    ("telangiectasia", 2, fact("HP:0100585")),
    ("nailfold-capillaries", 2, fact("HP:0033250")),
    ("pulmonary-hypertension", 2, fact("HP:0002092")),
    ("interstitial-lung-disease", 2, fact("HP:0006530")),
    ("raynaud", 3, fact("HP:0030880")),
    ("anticentromere", 3, fact("HP:0030873")),
    ("anti-topoisomerase-1", 3, fact("HP:0030859")),
    (
        "anti-rna-polymerase-3",
        3,
        fact(None, words="RNA polymerase III", kind="measurement", interpretation="positive"),
    ),
]


@pytest.mark.parametrize(("item_id", "weight", "made"), SSC_WEIGHTS)
def test_every_sclerosis_item_alone_has_its_weight(item_id: str, weight: int, made: Fact) -> None:
    verdict = judged("acr-eular-ssc-2013", [made])
    assert [i.id for i in verdict.items if i.status == "met"] == [item_id]
    assert (verdict.score, verdict.status) == (weight, "met" if weight == 9 else "unknown")


@pytest.mark.parametrize(
    ("codes", "most"),
    [
        (["HP:0025131", "HP:0011838"], 4),
        (["HP:0031917", "HP:0031293"], 3),
        (["HP:0002092", "HP:0006530"], 2),
        (["HP:0030873", "HP:0030859"], 3),
    ],
)
def test_a_sclerosis_category_counts_its_highest_item(codes: list[str], most: int) -> None:
    assert judged("acr-eular-ssc-2013", [fact(code) for code in codes]).score == most


def test_sclerosis_is_definite_at_nine_and_open_at_eight() -> None:
    eight = [fact("HP:0011838"), fact("HP:0100585"), fact("HP:0033250")]
    assert (judged("acr-eular-ssc-2013", eight).score, judged("acr-eular-ssc-2013", eight).status) == (
        8,
        "unknown",
    )
    nine = [fact("HP:0011838"), fact("HP:0100585"), fact("HP:0030880")]
    assert (judged("acr-eular-ssc-2013", nine).score, judged("acr-eular-ssc-2013", nine).status) == (9, "met")


def test_a_mimic_or_spared_fingers_close_the_sclerosis_set() -> None:
    thick = fact("HP:0550003")
    assert judged("acr-eular-ssc-2013", [thick, fact("MONDO:0013730")]).status == "not_met"
    spared = fact("HP:0100324", words="thick skin sparing the fingers")
    assert judged("acr-eular-ssc-2013", [thick, spared]).status == "not_met"


def test_raynaud_alone_leaves_sclerosis_open_at_three_points() -> None:
    verdict = judged("acr-eular-ssc-2013", woman_with_lupus())
    assert (verdict.status, verdict.score) == ("unknown", 3)
    denied = [*woman_with_lupus(but=["raynaud"]), fact("HP:0030880", "absent")]
    verdict = judged("acr-eular-ssc-2013", denied)
    assert (verdict.status, verdict.score, item(verdict, "raynaud").status) == ("unknown", 0, "not_met")


def test_crest_is_tallied_without_a_verdict() -> None:
    verdict = judged("crest", woman_with_lupus())
    assert (verdict.status, verdict.score, verdict.range, verdict.would_flip) == ("unknown", 2, (2, 4), ())
    assert item(verdict, "esophageal-dysmotility").status == "not_met"
    five = [
        fact("HP:0025520"),
        fact("HP:0030880"),
        fact("HP:0031857"),
        fact("HP:0011838"),
        fact("HP:0100585"),
    ]
    assert (judged("crest", five).status, judged("crest", five).score) == ("unknown", 5)


WEAK, ENZYMES = fact("HP:0003701", words="proximal weakness"), fact("HP:0003236", words="high CK")
BIOPSY = fact("HP:0100614", words="myositis on biopsy", method="histology")
EMG, HELIOTROPE = fact("HP:0003458", words="myopathic EMG"), fact("HP:0040324", words="heliotrope rash")


@pytest.mark.parametrize(
    ("made", "result"),
    [
        ([HELIOTROPE, WEAK, ENZYMES, EMG], "definite dermatomyositis"),
        ([HELIOTROPE, WEAK, ENZYMES], "probable dermatomyositis"),
        ([HELIOTROPE, WEAK], "possible dermatomyositis"),
        ([WEAK, ENZYMES, EMG, BIOPSY], "definite polymyositis"),
        ([WEAK, ENZYMES, EMG], "probable polymyositis"),
        ([WEAK, ENZYMES], "possible polymyositis"),
        ([WEAK], None),
        ([HELIOTROPE], None),
    ],
)
def test_bohan_and_peter_choose_a_class(made: list[Fact], result: str | None) -> None:
    verdict = judged("bohan-peter-1975", made)
    assert (verdict.result, verdict.status) == (result, "met" if result else "unknown")


def test_bohan_one_normal_enzyme_rules_out_all_only_by_a_named_reading() -> None:
    verdict = judged("bohan-peter-1975", woman_with_lupus())
    assert item(verdict, "emg").status == "not_met"
    assert item(verdict, "enzymes").status == "unknown"
    reading = next(a for a in verdict.assumptions if a.id == "creatine-kinase-stands-for-all")
    assert "not met" in reading.changes


def test_bohan_another_myopathy_excludes() -> None:
    steroid = fact("MONDO:0100636", words="steroid myopathy")
    assert judged("bohan-peter-1975", [WEAK, ENZYMES, EMG, BIOPSY, steroid]).status == "not_met"
    perhaps = fact("MONDO:0100636", "uncertain", words="steroid myopathy?")
    assert judged("bohan-peter-1975", [WEAK, ENZYMES, EMG, BIOPSY, perhaps]).status == "unknown"


IIM_WEIGHTS = [
    ("onset-18-39", 1.3, [fact("HP:0001324", onset="P20Y")]),
    ("onset-40", 2.1, [fact("HP:0001324", onset="P40Y")]),
    ("upper-limb-weakness", 0.7, [fact("HP:0008997")]),
    ("lower-limb-weakness", 0.8, [fact("HP:0008994")]),
    ("neck-flexor-weakness", 1.9, [fact("HP:0003722")]),
    ("heliotrope", 3.1, [fact("HP:0040324")]),
    ("gottron-papules", 2.1, [fact("HP:0025508")]),
    ("gottron-sign", 3.3, [fact("HP:0430033")]),
    ("dysphagia", 0.7, [fact("HP:0002015")]),
    ("anti-jo-1", 3.9, [fact("HP:0034152")]),
    ("enzymes", 1.3, [fact("HP:0003236")]),
    ("perifascicular-atrophy", 1.9, [fact("HP:0100296")]),
    ("rimmed-vacuoles", 3.1, [fact("HP:0003805")]),
    ("perimysial-infiltrate", 1.2, [fact("HP:0100614", words="perimysial infiltrate")]),
    ("endomysial-infiltrate", 1.7, [fact("HP:0100614", words="endomysial infiltrate")]),
]


@pytest.mark.parametrize(("item_id", "weight", "made"), IIM_WEIGHTS)
def test_every_myositis_item_alone_has_its_weight(item_id: str, weight: float, made: list[Fact]) -> None:
    verdict = judged("eular-acr-iim-2017", made)
    assert [i.id for i in verdict.items if i.status == "met"] == [item_id]
    assert verdict.score == pytest.approx(weight)


@pytest.mark.parametrize(
    ("onset", "item_id"), [("P17Y", None), ("P18Y", "onset-18-39"), ("P39Y11M", "onset-18-39")]
)
def test_myositis_age_bands_begin_at_eighteen_and_forty(onset: str, item_id: str | None) -> None:
    verdict = judged("eular-acr-iim-2017", [fact("HP:0001324", onset=onset)])
    assert [i.id for i in verdict.items if i.status == "met"] == ([item_id] if item_id else [])


def test_a_muscle_biopsy_changes_the_weights_and_the_threshold() -> None:
    skin = [fact("HP:0040324"), fact("HP:0430033")]
    without = judged("eular-acr-iim-2017", skin)
    assert (without.threshold, without.result) == (5.5, "probable")
    assert without.score == pytest.approx(6.4)
    with_biopsy = judged("eular-acr-iim-2017", [*skin, fact("HP:0100296")])
    assert (with_biopsy.threshold, with_biopsy.result) == (6.7, "definite")
    assert with_biopsy.score == pytest.approx(8.8)


def test_myositis_is_definite_at_seven_and_a_half() -> None:
    made = [fact("HP:0040324"), fact("HP:0430033"), fact("HP:0003236")]
    verdict = judged("eular-acr-iim-2017", made)
    assert verdict.result == "definite"
    assert verdict.score == pytest.approx(7.7)
    assert judged("eular-acr-iim-2017", [*made, fact("MONDO:0100636")]).status == "not_met"


RNP = antibody("HP:0033028", "29374-6", "anti-RNP", positive=True)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["HP:0030880", "HP:0100769", "HP:0100614"], "met"),
        (["HP:0007514", "HP:0030880", "HP:0011838"], "unknown"),
        (["HP:0007514", "HP:0030880", "HP:0011838", "HP:0100769"], "met"),
        (["HP:0030880", "HP:0100769"], "unknown"),
    ],
)
def test_mixed_disease_needs_three_with_synovitis_or_myositis(codes: list[str], expected: str) -> None:
    assert judged("mctd-alarcon-segovia-1987", [*RNP, *(fact(code) for code in codes)]).status == expected


def test_mixed_disease_is_closed_without_anti_rnp() -> None:
    assert judged("mctd-alarcon-segovia-1987", woman_with_lupus()).status == "not_met"
    assert judged("mctd-kasukawa", woman_with_lupus()).status == "not_met"


@pytest.mark.parametrize(("titre", "expected"), [("1:1600", "met"), ("1:800", "not_met")])
def test_mixed_disease_titer_is_one_in_sixteen_hundred(titre: str, expected: str) -> None:
    verdict = judged("mctd-alarcon-segovia-1987", [test_result("29374-6", "RNP", value=titre)])
    assert item(verdict, "anti-rnp").status == expected


def test_kasukawa_needs_two_of_three_groups() -> None:
    one = [*RNP, fact("HP:0030880"), fact("HP:0025300")]
    assert judged("mctd-kasukawa", one).status == "unknown"
    assert judged("mctd-kasukawa", [*one, fact("HP:0011838")]).status == "met"


DRY = fact("HP:0000217", words="dry mouth")


def uncoded(words: str, number: float, unit: str | None = None) -> Fact:
    return fact(None, words=words, kind="measurement", number=number, unit=unit)


@pytest.mark.parametrize(
    ("item_id", "weight", "made"),
    [
        ("focus-score", 3, uncoded("focus score", 1.0, "/(4.mm2)")),
        ("anti-ssa", 3, fact("HP:0033555")),
        ("ocular-staining", 1, uncoded("ocular staining score", 5.0)),
        ("ocular-staining", 1, uncoded("van Bijsterveld score", 4.0)),
        ("schirmer", 1, uncoded("Schirmer test", 5.0, "mm")),
        ("salivary-flow", 1, uncoded("unstimulated salivary flow", 0.1, "mL/min")),
    ],
)
def test_every_sjogren_item_alone_has_its_weight(item_id: str, weight: int, made: Fact) -> None:
    verdict = judged("acr-eular-sjogren-2016", [made])
    assert item(verdict, item_id).status == "met"
    assert verdict.score == weight


def test_sjogren_needs_entry_four_points_and_no_exclusion() -> None:
    four = [fact("HP:0033555"), uncoded("Schirmer test", 4.0, "mm")]
    assert judged("acr-eular-sjogren-2016", four).status == "unknown"
    assert judged("acr-eular-sjogren-2016", [DRY, *four]).status == "met"
    assert judged("acr-eular-sjogren-2016", [DRY, *four, fact("MONDO:0019338")]).status == "not_met"
    assert judged("acr-eular-sjogren-2016", [DRY, fact("HP:0032235")]).score == 0


def test_a_schirmer_test_of_six_millimetres_does_not_count() -> None:
    assert (
        item(judged("acr-eular-sjogren-2016", [uncoded("Schirmer test", 6.0, "mm")]), "schirmer").status
        == "not_met"
    )


def test_hand_edema_is_swelling_at_the_hands() -> None:
    swollen = fact("HP:0000969", words="edema", sites=at("hand"))
    assert item(judged("mctd-alarcon-segovia-1987", [swollen]), "hand-edema").status == "met"


def test_thick_skin_of_the_hands_reaches_beyond_the_knuckles_only_by_a_lenient_reading() -> None:
    verdict = judged("acr-eular-ssc-2013", [fact("HP:0100324", words="thick skin", sites=at("hand"))])
    assert item(verdict, "proximal-thickening").status == "unknown"
    assert "verdict met" in next(
        a.changes for a in verdict.assumptions if a.id == "thickening-beyond-knuckles"
    )


def test_skin_thickening_that_is_said_to_reach_beyond_the_knuckles_is_enough() -> None:
    reach = {"reach": ("proximal to the metacarpophalangeal joints",)}
    thick = fact("HP:0011838", words="thick skin of the fingers", modifiers=reach)
    assert item(judged("acr-eular-ssc-2013", [thick]), "proximal-thickening").status == "met"
    assert status("acr-eular-ssc-2013", "proximal-thickening", fact("HP:0011838")) == "unknown"


@pytest.mark.parametrize(("words", "expected"), [("giant nailfold capillaries", "met"), ("a lip", "unknown")])
def test_capillaries_count_where_they_are_those_of_the_nailfold(words: str, expected: str) -> None:
    assert status("acr-eular-ssc-2013", "nailfold-capillaries", fact("HP:0025016", words=words)) == expected
