"""The four lupus sets, item by item and on an invented patient; expected values are the published rules'."""

from __future__ import annotations

import pytest

from criteria.invented import antibody, at, fact, item, judged, status, test_result, woman_with_lupus
from seriatim.model import Fact, Time

ACR = ("acr-1982", "acr-1997")
BOTH_KNEES_AND_WRISTS = fact("HP:0001369", words="arthritis", sites=at("knee", "wrist", side="bilateral"))


def protein(grams: float) -> Fact:
    return test_result(
        "2889-4", f"{grams} g of protein a day", value=f"{grams} g/day", number=grams, unit="g/(24.h)"
    )


@pytest.mark.parametrize("set_id", ACR)
def test_acr_counts_four_of_eleven_and_leaves_seven_open(set_id: str) -> None:
    verdict = judged(set_id, woman_with_lupus())
    assert (verdict.status, verdict.score, verdict.range, verdict.threshold) == ("met", 4, (4, 11), 4)
    met = {i.id for i in verdict.items if i.status == "met"}
    assert met == {"malar-rash", "discoid-rash", "photosensitivity", "ana"}
    assert {i.status for i in verdict.items if i.id not in met} == {"unknown"}


def test_acr_hangs_on_photosensitivity_without_a_rash() -> None:
    verdict = judged("acr-1997", woman_with_lupus())
    hangs = next(a for a in verdict.assumptions if a.id == "photosensitivity-without-rash")
    assert "score 3" in hangs.changes
    assert "verdict unknown" in hangs.changes
    assert hangs.decides
    assert not next(a for a in verdict.assumptions if a.id == "arthralgia-as-arthritis").decides
    assert ("photosensitivity", "not_met", "unknown") in {(f.item, f.if_, f.then) for f in verdict.would_flip}


def test_a_described_rash_after_sunlight_needs_no_lenient_reading() -> None:
    verdict = judged("acr-1997", [fact("HP:0000992", words="rash after an hour of sun")])
    assert item(verdict, "photosensitivity").status == "met"
    assert "photosensitivity-without-rash" not in {a.id for a in verdict.assumptions}


def test_with_five_items_met_no_single_change_flips_acr() -> None:
    facts = [*woman_with_lupus(but=["joints"]), BOTH_KNEES_AND_WRISTS]
    verdict = judged("acr-1997", facts)
    assert (verdict.status, verdict.score, verdict.range) == ("met", 5, (5, 11))
    assert {len(f.item) for f in verdict.would_flip} == {2}
    assert len(verdict.would_flip) == 10


def test_with_three_items_met_one_more_would_do() -> None:
    verdict = judged("acr-1997", woman_with_lupus(but=["ana"]))
    assert (verdict.status, verdict.score, verdict.range) == ("unknown", 3, (3, 11))
    assert "arthritis" in {f.item for f in verdict.would_flip if f.then == "met"}


def test_without_antinuclear_antibody_acr_falls_short_and_eular_is_closed() -> None:
    facts = [*woman_with_lupus(but=["ana"]), *antibody("HP:0003493", "5048-4", "ANA", positive=False)]
    assert judged("acr-1997", facts).status == "unknown"
    assert judged("acr-1997", facts).range == (3, 10)
    assert judged("eular-acr-2019", facts).status == "not_met"
    assert item(judged("slicc-2012", facts), "biopsy-proven-nephritis").status == "not_met"
    assert judged("slicc-2012", facts).status == "unknown"


@pytest.mark.parametrize("set_id", ACR)
def test_positive_anti_dsdna_meets_the_immunologic_item_and_a_negative_one_decides_nothing(
    set_id: str,
) -> None:
    assert (
        status(set_id, "immunologic", *antibody("HP:0020151", "5130-0", "anti-dsDNA", positive=True)) == "met"
    )
    assert (
        status(set_id, "immunologic", *antibody("HP:0020151", "5130-0", "anti-dsDNA", positive=False))
        == "unknown"
    )


def test_anticardiolipin_counts_in_1997_and_not_in_1982() -> None:
    anticardiolipin = fact("HP:0020136", words="anticardiolipin IgG")
    assert status("acr-1997", "immunologic", anticardiolipin) == "met"
    assert status("acr-1982", "immunologic", anticardiolipin) == "unknown"


@pytest.mark.parametrize(
    ("grams", "expected"), [(2.3, "met"), (0.51, "met"), (0.5, "not_met"), (0.2, "not_met")]
)
def test_acr_proteinuria_is_met_above_half_a_gram_a_day(grams: float, expected: str) -> None:
    facts = [protein(grams), fact("HP:0000093", words="proteinuria")]
    casts_denied = fact("HP:0031197", "absent", "no casts")
    assert status("acr-1997", "renal", *facts, casts_denied) == expected


def test_proteinuria_without_an_amount_decides_nothing() -> None:
    for set_id, item_id in (
        ("acr-1997", "renal"),
        ("slicc-2012", "renal"),
        ("eular-acr-2019", "proteinuria"),
    ):
        verdict = judged(set_id, [fact("HP:0000093", words="protein in the urine")])
        assert item(verdict, item_id).status == "unknown"
        assert "protein in the urine" in item(verdict, item_id).why


def test_milligrams_are_converted_and_a_ratio_counts_as_well() -> None:
    milligrams = test_result("2889-4", "620 mg", number=620.0, unit="mg/(24.h)")
    ratio = test_result("2890-2", "ratio 90 mg/mmol", number=90.0, unit="mg/mmol")
    assert status("eular-acr-2019", "proteinuria", milligrams) == "met"
    assert status("eular-acr-2019", "proteinuria", ratio) == "met"


def test_arthralgia_is_not_arthritis_and_gout_is_not_either() -> None:
    for set_id, item_id in (
        ("acr-1997", "arthritis"),
        ("slicc-2012", "synovitis"),
        ("eular-acr-2019", "joint-involvement"),
    ):
        assert status(set_id, item_id, fact("HP:0002829", words="joint pain")) == "unknown"
        assert status(set_id, item_id, fact("HP:0001997", words="gout", sites=at("knee", "toe"))) == "unknown"
        assert status(set_id, item_id, BOTH_KNEES_AND_WRISTS) == "met"


def test_arthritis_of_one_joint_is_not_enough_and_says_what_is_missing() -> None:
    one = fact("HP:0001369", words="arthritis of the left knee", sites=at("knee", side="left"))
    found = item(judged("acr-1997", [one]), "arthritis")
    assert found.status == "unknown"
    assert "two or more joints" in found.why
    assert found.facts == (one.id,)


def test_erosive_arthritis_is_excluded_from_acr() -> None:
    erosions = fact("HP:0006252", words="erosions")
    found = item(judged("acr-1997", [BOTH_KNEES_AND_WRISTS, erosions]), "arthritis")
    assert found.status == "not_met"
    assert erosions.id in found.facts


@pytest.mark.parametrize(
    ("item_id", "made"),
    [
        ("malar-rash", [fact("HP:0025300")]),
        ("discoid-rash", [fact("MONDO:0019558")]),
        ("photosensitivity", [fact("HP:0000992")]),
        ("oral-ulcers", [fact("HP:0033361")]),
        ("arthritis", [fact("HP:0005764")]),
        ("serositis", [fact("HP:0001698")]),
        ("renal", [fact("HP:0012617")]),
        ("neurologic", [fact("HP:0001250")]),
        ("hematologic", [fact("HP:0001878")]),
        ("hematologic", [test_result("777-3", "platelets 99", number=99.0, unit="10*9/L")]),
        ("immunologic", [fact("HP:0033040")]),
        ("ana", [fact("HP:0003493")]),
    ],
)
@pytest.mark.parametrize("set_id", ACR)
def test_every_acr_item_alone_gives_one_point(set_id: str, item_id: str, made: list[Fact]) -> None:
    verdict = judged(set_id, made)
    assert [i.id for i in verdict.items if i.status == "met"] == [item_id]
    assert (verdict.score, verdict.range) == (1, (1, 11))


def test_acr_needs_low_counts_twice() -> None:
    once = test_result("6690-2", "3.1", number=3.1, unit="10*9/L", time=Time("in May", date="2019-05"))
    again = test_result("6690-2", "3200", number=3200.0, unit="/uL", time=Time("in June", date="2019-06"))
    assert status("acr-1997", "hematologic", once) == "unknown"
    assert status("acr-1997", "hematologic", once, again) == "met"
    assert status("slicc-2012", "leukopenia", once) == "met"


@pytest.mark.parametrize(("cells", "expected"), [(0.99, "met"), (1.0, "unknown"), (1.49, "unknown")])
def test_slicc_lymphopenia_is_below_one_thousand(cells: float, expected: str) -> None:
    assert (
        status("slicc-2012", "leukopenia", test_result("731-0", "lymphocytes", number=cells, unit="10*9/L"))
        == expected
    )


def test_a_seizure_with_another_cause_at_hand_stays_open() -> None:
    fit, sodium = fact("HP:0001250", words="a fit"), fact("HP:0002902", words="sodium of 112")
    for set_id, item_id in (
        ("acr-1997", "neurologic"),
        ("slicc-2012", "neurologic"),
        ("eular-acr-2019", "seizure"),
    ):
        assert status(set_id, item_id, fit) == "met"
        assert status(set_id, item_id, fit, sodium) == "unknown"


def test_a_drug_that_induces_lupus_leaves_the_antibody_open() -> None:
    ana = fact("HP:0003493", words="ANA")
    assert status("acr-1997", "ana", ana, fact("ATC:C02DB02", words="hydralazine")) == "unknown"


def test_slicc_is_met_through_the_biopsy_with_a_count_of_three() -> None:
    verdict = judged("slicc-2012", woman_with_lupus())
    assert (verdict.status, verdict.score, verdict.range) == ("met", 3, (3, 15))
    assert item(verdict, "biopsy-proven-nephritis").status == "met"
    assert item(verdict, "non-scarring-alopecia").status == "not_met"
    assert item(verdict, "anti-sm").status == "unknown"
    hangs = next(a for a in verdict.assumptions if a.id == "glomerulonephritis-as-lupus-nephritis")
    assert "verdict unknown" in hangs.changes


def test_slicc_without_the_biopsy_is_open() -> None:
    assert judged("slicc-2012", woman_with_lupus(but=["kidney"])).status == "unknown"


def test_slicc_needs_one_immunologic_and_one_clinical_criterion() -> None:
    clinical = [
        fact("HP:0025300"),
        fact("HP:0007417"),
        fact("HP:0000155"),
        fact("HP:0001250"),
        fact("HP:0001701"),
    ]
    assert (judged("slicc-2012", clinical).status, judged("slicc-2012", clinical).score) == ("unknown", 5)
    immunologic = [fact("HP:0003493"), fact("HP:0020151"), fact("HP:0033040"), fact("HP:0005421")]
    assert (judged("slicc-2012", immunologic).status, judged("slicc-2012", immunologic).score) == (
        "unknown",
        4,
    )
    assert judged("slicc-2012", [*clinical[:3], immunologic[0]]).status == "met"


@pytest.mark.parametrize(
    ("item_id", "made"),
    [
        ("acute-cutaneous", [fact("HP:0025300")]),
        ("acute-cutaneous", [fact("MONDO:0015573")]),
        ("chronic-cutaneous", [fact("MONDO:0019561")]),
        ("oral-ulcers", [fact("HP:0000155")]),
        ("non-scarring-alopecia", [fact("HP:0001596", words="non-scarring alopecia")]),
        ("synovitis", [fact("HP:0100769", sites=at("wrist", side="bilateral"))]),
        (
            "synovitis",
            [fact("HP:0002829", words="tender joints", sites=at("knee", "elbow")), fact("HP:0005197")],
        ),
        ("serositis", [fact("HP:0002102")]),
        ("renal", [protein(0.5)]),
        ("renal", [fact("HP:0012617")]),
        ("neurologic", [fact("HP:0012486")]),
        ("hemolytic-anemia", [fact("HP:0001890")]),
        ("leukopenia", [test_result("6690-2", "3.9", number=3.9, unit="10*9/L")]),
        ("thrombocytopenia", [test_result("777-3", "99", number=99.0, unit="10*9/L")]),
        ("ana", [fact("HP:0003493")]),
        ("anti-dsdna", [test_result("5130-0", "anti-dsDNA", interpretation="high")]),
        ("anti-sm", [fact("HP:0033040")]),
        ("antiphospholipid", [fact("HP:0032376")]),
        ("low-complement", [test_result("4485-9", "C3", interpretation="low")]),
        ("direct-coombs", [fact("HP:0032366"), fact("HP:0001878", "absent")]),
    ],
)
def test_every_slicc_criterion_alone_counts_one(item_id: str, made: list[Fact]) -> None:
    verdict = judged("slicc-2012", made)
    assert [i.id for i in verdict.items if i.status == "met"] == [item_id]
    assert verdict.score == 1


def test_slicc_coombs_does_not_count_beside_hemolytic_anemia() -> None:
    verdict = judged("slicc-2012", [fact("HP:0032366"), fact("HP:0001878")])
    assert item(verdict, "direct-coombs").status == "not_met"
    assert verdict.score == 1


def test_slicc_discoid_malar_lesions_are_not_acute_lupus() -> None:
    assert (
        status("slicc-2012", "acute-cutaneous", fact("HP:0025300", words="malar discoid plaques"))
        == "unknown"
    )


def test_eular_gives_fourteen_points_and_counts_one_item_a_domain() -> None:
    verdict = judged("eular-acr-2019", woman_with_lupus())
    assert (verdict.status, verdict.score, verdict.range, verdict.threshold) == ("met", 14, (14, 49), 10)
    discoid, acute = item(verdict, "subacute-or-discoid"), item(verdict, "acute-cutaneous")
    assert (discoid.status, discoid.counted, acute.counted) == ("met", False, True)
    assert item(verdict, "class-iii-or-iv").status == "not_met"
    assert "membranous-as-class-v" in {a.id for a in verdict.assumptions}


@pytest.mark.parametrize(
    ("but", "add", "expected"),
    [
        (["malar"], [], ("met", 12)),
        (["kidney"], [protein(0.8)], ("met", 10)),
        (["kidney"], [], ("unknown", 6)),
        (["kidney", "malar"], [], ("unknown", 4)),
        (["dsdna"], antibody("HP:0020151", "5130-0", "anti-dsDNA", positive=True), ("met", 20)),
        (["joints"], [BOTH_KNEES_AND_WRISTS], ("met", 20)),
        ([], [protein(2.3)], ("met", 14)),
    ],
)
def test_eular_follows_what_the_report_says(
    but: list[str], add: list[Fact], expected: tuple[str, int]
) -> None:
    verdict = judged("eular-acr-2019", [*woman_with_lupus(but=but), *add])
    assert (verdict.status, verdict.score) == expected


EULAR_WEIGHTS = [
    ("fever", 2, [fact("HP:0001945")]),
    ("leukopenia", 3, [fact("HP:0001882")]),
    ("thrombocytopenia", 4, [fact("HP:0001873")]),
    ("autoimmune-hemolysis", 4, [fact("HP:0001890")]),
    ("delirium", 2, [fact("HP:0031258")]),
    ("psychosis", 3, [fact("HP:0000709")]),
    ("seizure", 5, [fact("HP:0001250")]),
    ("non-scarring-alopecia", 2, [fact("HP:0001596", words="diffuse hair loss")]),
    ("oral-ulcers", 2, [fact("HP:0000155")]),
    ("subacute-or-discoid", 4, [fact("HP:0007417")]),
    ("acute-cutaneous", 6, [fact("HP:0025300")]),
    ("effusion", 5, [fact("HP:0002202")]),
    ("acute-pericarditis", 6, [fact("HP:0001701")]),
    ("joint-involvement", 6, [fact("HP:0005764")]),
    ("proteinuria", 4, [protein(0.6)]),
    ("class-ii-or-v", 8, [fact("HP:0033730")]),
    ("class-iii-or-iv", 10, [fact("HP:0033731")]),
    ("antiphospholipid", 2, [fact("HP:0025343")]),
    ("low-c3-or-c4", 3, [fact("HP:0045042")]),
    ("anti-dsdna", 6, [fact("HP:0020151")]),
    ("anti-sm", 6, [fact("HP:0033040")]),
]


@pytest.mark.parametrize(("item_id", "weight", "made"), EULAR_WEIGHTS)
def test_every_eular_item_alone_has_its_weight(item_id: str, weight: int, made: list[Fact]) -> None:
    verdict = judged("eular-acr-2019", made)
    assert [i.id for i in verdict.items if i.status == "met"] == [item_id]
    assert verdict.score == weight
    assert item(verdict, item_id).counted


@pytest.mark.parametrize(
    ("codes", "most"),
    [
        (["HP:0001882", "HP:0001873", "HP:0001890"], 4),
        (["HP:0031258", "HP:0001250"], 5),
        (["HP:0000155", "HP:0007417", "HP:0025300"], 6),
        (["HP:0002202", "HP:0001701"], 6),
        (["HP:0033730", "HP:0033731"], 10),
        (["HP:0005421", "HP:0045042"], 4),
        (["HP:0020151", "HP:0033040"], 6),
    ],
)
def test_every_eular_domain_counts_its_highest_item_only(codes: list[str], most: int) -> None:
    assert judged("eular-acr-2019", [fact(code) for code in codes]).score == most


@pytest.mark.parametrize(("titre", "expected"), [("1:80", "met"), ("1:640", "met"), ("1:40", "not_met")])
def test_the_eular_entry_is_a_titer_of_one_in_eighty(titre: str, expected: str) -> None:
    facts = antibody("HP:0003493", "5048-4", f"ANA {titre}", positive=True, value=titre)
    assert status("eular-acr-2019", "ana", *facts) == expected


def test_a_positive_antibody_without_titer_enters_by_a_named_reading() -> None:
    verdict = judged("eular-acr-2019", [fact("HP:0003493", words="ANA positive")])
    assert item(verdict, "ana").status == "met"
    assert "titer-not-stated" in {a.id for a in verdict.assumptions}


def test_ten_points_without_entry_are_open_and_with_a_negative_antibody_closed() -> None:
    points = [fact("HP:0033731"), fact("HP:0025300")]
    assert judged("eular-acr-2019", points).status == "unknown"
    assert judged("eular-acr-2019", [*points, fact("HP:0003493", "absent")]).status == "not_met"
    assert judged("eular-acr-2019", [*points, fact("HP:0003493")]).status == "met"


def test_ten_points_from_the_laboratory_alone_do_not_classify() -> None:
    laboratory = [
        fact("HP:0003493"),
        fact("HP:0020151"),
        fact("HP:0005421"),
        fact("HP:0045042"),
        fact("HP:0025343"),
    ]
    verdict = judged("eular-acr-2019", laboratory)
    assert (verdict.status, verdict.score) == ("unknown", 12)


def test_anti_dsdna_does_not_stand_for_the_antinuclear_antibody_nor_the_other_way() -> None:
    assert status("slicc-2012", "ana", fact("HP:0020151")) == "unknown"
    assert status("slicc-2012", "anti-dsdna", fact("HP:0003493", "absent")) == "unknown"


def test_psychosis_in_delirium_does_not_count() -> None:
    verdict = judged("eular-acr-2019", [fact("HP:0000709"), fact("HP:0031258")])
    assert (item(verdict, "psychosis").status, verdict.score) == ("not_met", 2)


def test_arthritis_is_no_sign_of_another_disease_that_is_a_kind_of_arthritis() -> None:
    assert status("eular-acr-2019", "joint-involvement", BOTH_KNEES_AND_WRISTS) == "met"
    rheumatoid = fact("HP:0001370", words="rheumatoid arthritis")
    assert status("eular-acr-2019", "joint-involvement", BOTH_KNEES_AND_WRISTS, rheumatoid) == "unknown"


def test_peritonitis_is_no_serositis_of_these_sets() -> None:
    assert status("acr-1997", "serositis", fact("HP:0002586", words="peritonitis")) == "unknown"
    assert status("acr-1997", "serositis", fact("HP:0045073", words="serositis")) == "met"


def test_membranous_nephropathy_in_sjogren_syndrome_without_lupus_is_open() -> None:
    kidney, ana = fact("HP:0012578", words="membranous"), fact("HP:0003493", words="ANA")
    sjogren, lupus = fact("MONDO:0010030", words="Sjogren syndrome"), fact("MONDO:0007915", words="lupus")
    for set_id, item_id in (("slicc-2012", "biopsy-proven-nephritis"), ("eular-acr-2019", "class-ii-or-v")):
        assert status(set_id, item_id, kidney, ana) == "met"
        assert status(set_id, item_id, kidney, ana, sjogren) == "unknown"
        assert status(set_id, item_id, kidney, ana, sjogren, lupus) == "met"


def test_negative_extractable_antigens_rule_out_anti_sm_and_a_negative_ana_does_not() -> None:
    assert status("slicc-2012", "anti-sm", fact("HP:0033476", "absent")) == "not_met"
    assert status("slicc-2012", "anti-sm", fact("HP:0003493", "absent")) == "unknown"


def test_grams_of_a_collection_are_grams_a_day_and_pluses_are_counted_beyond_three() -> None:
    collected = test_result("2889-4", "24-hour urine protein 1.1 g", number=1.1, unit="g")
    ratio = test_result("2890-2", "protein to creatinine ratio 0.9", number=0.9)
    assert status("eular-acr-2019", "proteinuria", collected) == "met"
    assert status("slicc-2012", "renal", ratio) == "met"
    for pluses, expected in ((4.0, "met"), (3.0, "unknown")):
        dipstick = test_result("20454-5", f"protein {pluses:g}+", number=pluses)
        assert status("acr-1997", "renal", dipstick) == expected
    assert status("acr-1997", "renal", fact("HP:0000093", words="proteinuria", number=2.3)) == "unknown"


@pytest.mark.parametrize(
    ("words", "met"),
    [
        ("class II lupus nephritis", {"class-ii-or-v"}),
        ("lupus nephritis, class V", {"class-ii-or-v"}),
        ("class IV lupus nephritis", {"class-iii-or-iv"}),
        ("lupus nephritis class III and V", {"class-iii-or-iv"}),
        ("class VI lupus nephritis", set()),
        ("lupus nephritis", set()),
    ],
)
def test_the_class_of_lupus_nephritis_is_read_from_the_words(words: str, met: set[str]) -> None:
    verdict = judged("eular-acr-2019", [fact("HP:0033726", words=words)])
    assert {i.id for i in verdict.items if i.status == "met"} == met
