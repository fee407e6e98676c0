"""How facts support, refute or leave open what a pack asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.invented import SMALL, at, fact, item, judged, status, test_result, woman_with_lupus
from seriatim.criteria import Lineage, assess, assess_case, read_pack
from seriatim.criteria.qualifiers import count_occasions, count_sites, region_of
from seriatim.criteria.quantity import Threshold, find_titre
from seriatim.criteria.times import find_ages, find_days, latest
from seriatim.model import Fact, Patient, Site, Time


def pack_asking(tmp_path: Path, evidence: str, *, more: str = "", conflicts: str = "ever") -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(
        f"id: own\ntitle: Own\nversion: '1'\nsource: invented\nconflicts: {conflicts}\ntally: true\n{more}"
        f"items:\n  - id: one\n    label: One\n    source: invented\n    evidence: {evidence}\n",
        "utf-8",
    )
    return path


def judge_own(tmp_path: Path, evidence: str, *facts: Fact, conflicts: str = "ever") -> str:
    pack = read_pack(pack_asking(tmp_path, evidence, conflicts=conflicts))
    return item(assess(pack, facts, SMALL, patient="P1"), "one").status


def test_a_narrower_fact_supports_and_a_wider_one_does_not() -> None:
    assert status("slicc-2012", "hemolytic-anemia", fact("HP:0001890")) == "met"
    wide = judged("eular-acr-2019", [fact("HP:0001878", words="hemolysis")])
    assert item(wide, "autoimmune-hemolysis").status == "unknown"


def test_an_absence_refutes_what_lies_below_it_and_nothing_above() -> None:
    assert status("acr-1997", "malar-rash", fact("HP:0000988", "absent")) == "not_met"
    assert status("slicc-2012", "hemolytic-anemia", fact("HP:0001890", "absent")) == "unknown"


def test_what_has_resolved_refutes_nothing_unless_the_last_state_counts(tmp_path: Path) -> None:
    ended = fact("HP:0000988", "absent", modifiers={"course": ("resolved",)})
    assert status("acr-1997", "malar-rash", ended) == "unknown"
    assert judge_own(tmp_path, "{code: HP:0000988}", ended) == "unknown"
    assert judge_own(tmp_path, "{code: HP:0000988}", ended, conflicts="latest") == "not_met"


def test_what_is_there_but_not_as_asked_is_not_denied_by_an_absence_elsewhere_in_time() -> None:
    once, not_now = fact("HP:0001369", words="arthritis"), fact("HP:0001369", "absent", words="no arthritis")
    assert status("acr-1997", "arthritis", once, not_now) == "unknown"
    assert status("acr-1997", "arthritis", not_now) == "unknown"
    assert status("mctd-alarcon-segovia-1987", "synovitis", once, not_now) == "met"


def test_an_absence_at_one_place_does_not_refute_the_finding() -> None:
    nowhere = fact("HP:0025520", "absent")
    not_here = fact("HP:0025520", "absent", sites=at("hand"))
    assert status("crest", "calcinosis", nowhere) == "not_met"
    assert status("crest", "calcinosis", not_here) == "unknown"


def test_a_place_that_is_part_of_the_name_does_not_narrow_an_absence() -> None:
    none = fact("HP:0000155", "absent", words="oral ulcers", sites=(Site("mouth", text="oral"),))
    assert status("eular-acr-2019", "oral-ulcers", none) == "not_met"


def test_a_result_is_quoted_with_its_value() -> None:
    low = test_result("777-3", "platelets", number=60.0, unit="10*9/L", value="60 x 10^9/L")
    assert '"platelets" 60 x 10^9/L' in item(judged("eular-acr-2019", [low]), "thrombocytopenia").why


def test_what_is_uncertain_stays_open_and_is_named() -> None:
    found = item(judged("acr-1997", [fact("HP:0001250", "uncertain", "possible fit")]), "neurologic")
    assert found.status == "unknown"
    assert "possible fit" in found.why
    assert "doubt" in found.why


@pytest.mark.parametrize(
    "change", [{"subject": "family"}, {"subject": "literature", "patient": None}, {"patient": "P2"}]
)
def test_facts_of_others_never_count(change: dict[str, Any]) -> None:
    assert status("acr-1997", "malar-rash", fact("HP:0025300", **change)) == "unknown"


def test_each_patient_is_judged_on_their_own_facts() -> None:
    facts = [fact("HP:0025300"), fact("HP:0007417", patient="P2")]
    from criteria.invented import packs

    verdicts = assess_case(
        (Patient("P1"), Patient("P2")), facts, None, {"acr-1997": packs()["acr-1997"]}, SMALL
    )
    assert [[i.id for i in v.items if i.status == "met"] for v in verdicts] == [
        ["malar-rash"],
        ["discoid-rash"],
    ]


@pytest.mark.parametrize(
    ("conflicts", "expected"), [("ever", "met"), ("latest", "not_met"), ("undecided", "unknown")]
)
def test_contradictions_in_time_are_settled_by_the_packs_own_rule(
    tmp_path: Path, conflicts: str, expected: str
) -> None:
    before = fact(
        "HP:0001945", time=Time("a year ago", offset="P1Y", relation="before", anchor="presentation")
    )
    now = fact("HP:0001945", "absent")
    assert judge_own(tmp_path, "{code: HP:0001945}", before, now, conflicts=conflicts) == expected


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ("{any: [{code: HP:0001945}, {code: HP:0001250}]}", "met"),
        ("{all: [{code: HP:0001945}, {code: HP:0001250}]}", "not_met"),
        ("{all: [{code: HP:0001945}, {code: HP:0000709}]}", "unknown"),
        ("{any: [{code: HP:0001250}, {code: HP:0000709}]}", "unknown"),
        ("{at_least: 1, of: [{code: HP:0001945}, {code: HP:0000709}]}", "met"),
        ("{at_least: 2, of: [{code: HP:0001945}, {code: HP:0000709}, {code: HP:0001250}]}", "unknown"),
        ("{at_least: 2, of: [{code: HP:0001945}, {code: HP:0001250}]}", "not_met"),
        ("{same: [{code: HP:0000709}, {code: HP:0001250}]}", "not_met"),
        ("{first: [{code: HP:0000709}, {code: HP:0001250}, {code: HP:0001945}]}", "not_met"),
        ("{not: {code: HP:0001250}}", "met"),
        ("{not: {code: HP:0000709}}", "unknown"),
        ("{code: HP:0001945, methods: [histology]}", "unknown"),
        ("{code: HP:0001945, words: [undulant]}", "met"),
        ("{code: HP:0001945, words: [quotidian]}", "unknown"),
        ("{code: HP:0001945, without: [undulant]}", "unknown"),
        ("{code: HP:0001945, kinds: [disease]}", "unknown"),
    ],
)
def test_expressions_combine_in_three_valued_logic(tmp_path: Path, evidence: str, expected: str) -> None:
    fever, no_seizures = fact("HP:0001945", words="Undulant fever"), fact("HP:0001250", "absent")
    assert judge_own(tmp_path, evidence, fever, no_seizures) == expected


@pytest.mark.parametrize(
    ("number", "comparator", "expected"),
    [
        (3.0, None, "met"),
        (3.0, ">", "met"),
        (2.0, None, "not_met"),
        (2.0, "<", "not_met"),
        (2.0, ">", "unknown"),
        (3.0, "<", "unknown"),
    ],
)
def test_a_comparator_leaves_open_what_it_leaves_open(
    number: float, comparator: str | None, expected: str
) -> None:
    made = test_result("2889-4", "protein", number=number, comparator=comparator, unit="g/(24.h)")
    assert Threshold(unit="g/(24.h)", above=2.5).judge(made) == expected


def test_a_range_must_lie_wholly_beyond_the_threshold() -> None:
    made = test_result("2889-4", "protein", number=2.0, number_high=3.0, unit="g/(24.h)")
    assert Threshold(unit="g/(24.h)", above=1.9).judge(made) == "met"
    assert Threshold(unit="g/(24.h)", above=2.5).judge(made) == "unknown"


def test_an_unknown_unit_or_no_number_decides_nothing() -> None:
    assert (
        Threshold(unit="g/(24.h)", above=0.5).judge(test_result("2889-4", "x", number=3.0, unit="pints"))
        == "unknown"
    )
    assert Threshold(unit="g/(24.h)", above=0.5).judge(test_result("2889-4", "x", value="heavy")) == "unknown"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1:320", (320.0, 320.0)),
        ("titer 1/1,280 speckled", (1280.0, 1280.0)),
        ("positive", None),
        ("12:30", None),
    ],
)
def test_titres_are_read_from_the_value_as_written(value: str, expected: tuple[float, float] | None) -> None:
    assert find_titre(test_result("5048-4", "ANA", value=value)) == expected


def test_a_pair_is_two_places_and_the_same_place_is_one() -> None:
    knee = fact("HP:0001369", sites=at("knee", side="left"))
    assert count_sites([knee, fact("HP:0001369", sites=at("knee", side="left"))]) == 1
    assert count_sites([knee, fact("HP:0001369", sites=at("knee", side="right"))]) == 2
    assert count_sites([fact("HP:0001369", sites=(Site("wrist", text="wrists"),))]) == 2


def test_mentions_of_one_value_are_one_occasion() -> None:
    low = {"number": 3.0, "unit": "10*9/L"}
    once, again = test_result("6690-2", "3.0", **low), test_result("6690-2", "3.0 again", **low)
    other = test_result("6690-2", "2.5", number=2.5, unit="10*9/L")
    assert (count_occasions([once, again]), count_occasions([once, other])) == (1, 2)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (("P60Y", "P69Y"), "not_met"),
        (("P20Y", "P29Y"), "met"),
        (("P35Y", "P45Y"), "unknown"),
        (("P10Y", "P50Y"), "unknown"),
    ],
)
def test_a_span_of_ages_decides_an_age_at_onset_only_as_a_whole(span: tuple[str, str], expected: str) -> None:
    weak = fact("HP:0001324", time=Time("then", relation="at", age_range=span))
    young = next(i for i in judged("eular-acr-iim-2017", [weak]).items if "18" in i.label)
    assert young.status == expected


@pytest.mark.parametrize(
    ("label", "region"),
    [
        ("left forearm", "forearm"),
        ("dorsum of the hand", "hand"),
        ("upper back", "back"),
        ("ear lobe", "ear lobe"),
    ],
)
def test_regions_are_found_by_word_where_there_is_no_code(label: str, region: str) -> None:
    assert region_of(Site(label)) == region


def test_ages_and_the_last_observation() -> None:
    assert find_ages(fact("HP:0001324", onset="P1Y6M")) == pytest.approx((1.5, 1.5), abs=0.01)
    assert find_ages(fact("HP:0001324", onset="childhood")) is None
    assert find_days("P1M2W") == pytest.approx(44.4, abs=0.1)
    old = fact("HP:0001945", time=Time("x", offset="P2Y", relation="before"))
    assert latest([old, fact("HP:0001250")])[0].code == "HP:0001250"


def test_a_hierarchy_that_only_tells_is_a_serves_as_well() -> None:
    class Plain:
        def is_a(self, code: str, ancestor: str) -> bool:
            return SMALL.is_a(code, ancestor)

    from criteria.invented import packs

    facts = woman_with_lupus()
    for set_id in ("slicc-2012", "calcinosis-extent"):
        assert assess(packs()[set_id], facts, Plain(), patient="P1") == judged(set_id, facts)


CODES = [
    "HP:0025300",
    "HP:0007417",
    "HP:0000992",
    "HP:0000155",
    "HP:0001250",
    "HP:0003493",
    "HP:0020151",
    "HP:0012578",
]
made_facts = st.lists(
    st.builds(fact, st.sampled_from(CODES), st.sampled_from(["present", "absent", "uncertain"])), max_size=12
)


@settings(max_examples=40)
@given(made_facts, st.randoms(use_true_random=False))
def test_a_verdict_does_not_depend_on_the_order_of_facts(facts: list[Fact], random: object) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for set_id in ("acr-1997", "slicc-2012", "eular-acr-2019"):
        assert judged(set_id, facts) == judged(set_id, shuffled)


@settings(max_examples=40)
@given(made_facts, st.sampled_from(CODES))
def test_one_more_finding_never_lowers_the_score_of_a_count(facts: list[Fact], code: str) -> None:
    before, after = judged("acr-1997", facts), judged("acr-1997", [*facts, fact(code)])
    assert (after.score or 0) >= (before.score or 0)
    assert before.range
    assert before.range[0] == before.score
    assert before.range[0] <= before.range[1]


@settings(max_examples=25)
@given(made_facts)
def test_what_would_flip_a_verdict_is_smallest_and_of_one_size(facts: list[Fact]) -> None:
    flips = judged("slicc-2012", facts).would_flip
    assert len({1 if isinstance(f.item, str) else len(f.item) for f in flips}) <= 1
    assert all(f.then != judged("slicc-2012", facts).status for f in flips)


def test_a_lineage_made_of_ancestors_without_the_code_itself_works() -> None:
    lineage = Lineage(lambda code: frozenset())
    assert lineage.is_a("HP:1", "HP:1")
    assert not lineage.is_a("HP:1", "HP:2")


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        (620.0, "mg/(24.h)", "met"),
        (620.0, "mg/day", "met"),
        (0.4, "g/day", "not_met"),
        (0.8, "mg/dL", "unknown"),
    ],
)
def test_units_of_one_dimension_are_converted_and_others_are_not(
    number: float, unit: str, expected: str
) -> None:
    made = test_result("2889-4", "protein", number=number, unit=unit)
    assert Threshold(unit="g/(24.h)", above=0.5).judge(made) == expected


def test_a_ratio_is_converted_only_as_the_pack_says() -> None:
    made = test_result("2890-2", "ratio", number=600.0, unit="mg/g")
    assert Threshold(unit="mg/mg", above=0.5).judge(made) == "unknown"
    assert Threshold(unit="mg/mg", above=0.5, factors={"mg/g": 0.001}).judge(made) == "met"


@pytest.mark.parametrize(
    ("set_id", "most"),
    [
        ("acr-1982", 11),
        ("slicc-2012", 17),
        ("eular-acr-2019", 51),
        ("acr-eular-ssc-2013", 28),
        ("acr-eular-sjogren-2016", 9),
    ],
)
def test_on_nothing_reported_the_range_is_what_the_published_weights_add_up_to(
    set_id: str, most: int
) -> None:
    assert judged(set_id, []).range == (0, most)


ANY_FACT = st.builds(
    fact,
    st.sampled_from(
        [None, "HP:0025520", "HP:0000093", "LOINC:2889-4", "LOINC:5048-4", "MONDO:0007915", "ATC:H02AB07"]
    ),
    st.sampled_from(["present", "absent", "uncertain"]),
    words=st.sampled_from(["", "EMG", "diffuse plaques", "1:80"]),
    number=st.none() | st.floats(0, 1e6),
    unit=st.sampled_from([None, "", "g/(24.h)", "furlong"]),
    value=st.none() | st.text(max_size=8),
    comparator=st.sampled_from([None, "<", ">=", "~"]),
    interpretation=st.sampled_from([None, "positive", "low"]),
    sites=st.sampled_from([(), at("knee", side="bilateral"), at("liver")]),
    onset=st.sampled_from([None, "P20Y", "childhood"]),
    time=st.none() | st.builds(Time, text=st.just("then"), offset=st.sampled_from([None, "P2Y", "long"])),
)


@settings(max_examples=30)
@given(st.lists(ANY_FACT, max_size=8))
def test_whatever_the_facts_every_set_gives_a_verdict(facts: list[Fact]) -> None:
    from criteria.invented import packs

    verdicts = assess_case((Patient("P1"),), facts, None, packs(), SMALL)
    assert len(verdicts) == len(packs())
    assert all(v.status in ("met", "not_met", "unknown") and v.items for v in verdicts)
