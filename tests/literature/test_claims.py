"""Claims about the literature, about cause and about what should be done."""

from __future__ import annotations

import pytest

from seriatim.literature import find_claims
from seriatim.model import Claim, Reference, Report, Section
from seriatim.text import read_prose


def claims(text: str, section: str = "discussion") -> tuple[Claim, ...]:
    references = tuple(Reference(str(n), "", 0, 0) for n in range(1, 21))
    report = Report("r", text, sections=(Section(section, "", 0, len(text)),), references=references)
    return find_claims(read_prose(report), (), ())


def only(text: str, kind: str) -> Claim:
    found = [c for c in claims(text) if c.kind == kind]
    assert len(found) == 1, [(c.kind, c.text) for c in claims(text)]
    return found[0]


def test_a_count_of_published_cases_has_its_number_and_its_expanded_citations() -> None:
    claim = only("Only 14 such cases of ossified tendon have been reported in the literature (5-9).", "count")
    assert (claim.n, claim.unit, claim.citations) == (14, "patients", ("5", "6", "7", "8", "9"))
    assert claim.population == "of ossified tendon"


def test_a_part_of_the_patients_counted_before_is_a_count_too() -> None:
    found = claims(
        "We found nine published cases. Six of the nine were women, and four died. Two of the five were men."
    )
    assert [(c.n, c.unit) for c in found if c.kind == "count"] == [
        (9, "patients"),
        (6, "patients"),
        (4, "patients"),
    ]


def test_reports_and_cases_are_counted_side_by_side() -> None:
    claim = only("So far, six reports of nine cases described swollen wrists (2-7).", "count")
    assert (claim.n, claim.n_reports, len(claim.citations)) == (9, 6, 6)


def test_a_claim_of_priority_takes_the_number_beside_the_name() -> None:
    claim = only("In 1971, Holm & Vik (3) reported the first two patients who had blue nails.", "priority")
    assert (claim.n, claim.citations) == (2, ("3",))


@pytest.mark.parametrize(
    ("words", "effect"),
    [
        ("Colchicine has been effective in most patients (4).", "beneficial"),
        ("Colchicine had no effect on the lesions (4).", "none"),
        ("Treatment with colchicine has had limited success (4).", "mixed"),
        ("Treatment with colchicine led to worsening of the lesions (4).", "harmful"),
        ("Colchicine was given to prevent recurrences (4).", None),
        ("Colchicine was given with relief and lack of recurrence (4).", "beneficial"),
    ],
)
def test_a_treatment_has_its_agent_its_code_and_what_it_did(words: str, effect: str | None) -> None:
    claim = only(words, "treatment")
    assert (claim.agent, claim.code, claim.effect, claim.citations) == (
        "colchicine",
        "ATC:M04AC01",
        effect,
        ("4",),
    )


def test_the_drug_that_is_withdrawn_is_the_one_named_before() -> None:
    text = "Alendronate, a bisphosphonate, was given by mouth (3). However, withdrawal of the drug may lead to relapse (4)."
    claim = [c for c in claims(text) if c.kind == "treatment"][-1]
    assert (claim.code, claim.effect, claim.stance, claim.citations) == (
        "ATC:M05BA04",
        "harmful",
        "hypothesised",
        ("4",),
    )


def test_what_could_be_is_not_asserted_and_what_is_is() -> None:
    hedged = (
        "Cryotherapy should be considered for pain and could become the treatment of choice in the future."
    )
    stances = {c.stance for c in claims(hedged) if c.kind == "recommendation" and "of choice" in c.text}
    assert stances == {"hypothesised"}
    firm = hedged.replace("could become", "is")
    assert {c.stance for c in claims(firm) if c.kind == "recommendation" and "of choice" in c.text} == {
        "asserted"
    }


def test_a_clause_without_a_subject_borrows_the_treatment_before_it() -> None:
    text = "Cryotherapy should be considered for pain and could become the treatment of choice in the future."
    assert all("cryotherapy" in str(c.agent) for c in claims(text) if c.kind == "recommendation")


def test_a_mechanism_is_endorsed_only_where_it_is_applied_to_the_authors_own_patient() -> None:
    text = (
        "One theory suggests that cold may cause release of the enzyme (2). "
        "In our patient the thick fibres support the hypothesis of damage. "
        "These fibres may serve as a matrix for crystals (5)."
    )
    found = [c for c in claims(text) if c.kind == "mechanism"]
    assert [(c.endorsed, c.stance, c.citations) for c in found] == [
        (False, "hypothesised", ("2",)),
        (True, "hypothesised", ()),
        (True, "hypothesised", ("5",)),
    ]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("A defect of drainage has also been suggested.", "hypothesised"),
        ("Trauma has been blamed by some.", "reported"),
        ("In our patient cold and friction may both have contributed.", "hypothesised"),
        ("Why the thumb is spared is not clear.", "doubted"),
    ],
)
def test_what_is_blamed_suggested_or_asked_is_a_mechanism(text: str, stance: str) -> None:
    assert only(text, "mechanism").stance == stance


def test_the_first_such_case_is_a_claim_of_priority() -> None:
    assert only("This appears to be the first such case outside Europe.", "priority").text


def test_what_nobody_knows_is_doubted() -> None:
    assert only("The pathogenesis of blue nails remains unknown.", "mechanism").stance == "doubted"


def test_each_part_of_a_sentence_rests_on_its_own_citation() -> None:
    text = "Colchicine has been effective in some reports (3), and warfarin was ineffective in others (4)."
    found = {c.agent: c.citations for c in claims(text) if c.kind == "treatment"}
    assert found == {"colchicine": ("3",), "warfarin": ("4",)}


def test_a_definition_goes_on_until_its_citation() -> None:
    text = "Onychoporosis refers to thinning of a nail. These nails are seen mostly on the toes (2)."
    assert [(c.kind, c.citations) for c in claims(text)] == [("definition", ()), ("definition", ("2",))]


def test_two_diseases_set_against_each_other_are_a_comparison() -> None:
    text = "The swellings in gout tend to be large, while in psoriasis the swellings are small and many (6)."
    assert only(text, "comparison").citations == ("6",)


def test_the_case_itself_makes_no_claims_but_of_classification() -> None:
    text = "A woman with lupus fulfilling ACR criteria was treated with colchicine, which was effective."
    assert [(c.kind, c.endorsed) for c in claims(text, "case")] == [("classification", True)]


def test_every_claim_is_made_of_the_words_of_the_text() -> None:
    text = "Only 14 cases have been reported (5-9). Colchicine may be effective, but warfarin was ineffective in gout (3)."
    for claim in claims(text):
        assert claim.spans
        assert all(text[s.start : s.end] == s.text and s.text == s.text.strip() for s in claim.spans)


def test_a_question_left_open_is_a_doubted_mechanism() -> None:
    claim = only("Whether local pressure or cold is responsible remains unknown.", "mechanism")
    assert claim.stance == "doubted"


def test_clauses_set_against_each_other_rest_on_their_own_citations() -> None:
    text = (
        "Warfarin helped two of three patients [4], whereas bisphosphonates gave inconsistent results [5,6]."
    )
    treatments = [c for c in claims(text) if c.kind == "treatment"]
    assert [(c.agent, c.effect, c.n, c.citations) for c in treatments] == [
        ("warfarin", "beneficial", 2, ("4",)),
        ("bisphosphonates", "mixed", None, ("5", "6")),
    ]


def test_a_part_in_brackets_counts_only_where_its_whole_was_counted() -> None:
    text = "Nine cases have been published [1-4]. Women predominate (7 of 9). Tender points were many (11 of 18)."
    assert [c.n for c in claims(text) if c.kind == "count"] == [9, 7]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Long-standing hypoxia may in turn upregulate the factor [6].", True),
        ("Vesicles from damaged cells could nucleate the mineral [8].", True),
        ("The drug might therefore have unmasked the disease [8].", True),
        ("The lesion may involve the lips [3].", False),
    ],
)
def test_a_modal_with_a_causal_verb_tells_a_mechanism(text: str, found: bool) -> None:
    assert [c.stance for c in claims(text) if c.kind == "mechanism"] == ["hypothesised"] * found


def test_what_a_drug_is_said_to_have_brought_about_is_its_harm() -> None:
    claim = only("Lithium-induced tremor is well known (3).", "treatment")
    assert (claim.agent, claim.effect) == ("lithium", "harmful")


def test_a_refractory_disease_is_no_failure_of_the_drug_given_for_it() -> None:
    claim = only("Tacrolimus is promising for refractory eczema (3).", "treatment")
    assert (claim.agent, claim.effect) == ("tacrolimus", "beneficial")


def test_a_contrast_medium_is_no_treatment() -> None:
    assert not [c for c in claims("Gadolinium is useful to show the capsule (3).") if c.kind == "treatment"]


def test_what_a_sentence_sets_against_its_point_is_a_claim_of_its_own() -> None:
    text = "In contrast to propranolol, which was active in only one of seven patients [6], rituximab gave durable responses [7,8]."
    treatments = [c for c in claims(text) if c.kind == "treatment"]
    assert [(c.agent, c.effect, c.n, c.citations) for c in treatments] == [
        ("propranolol", "mixed", 1, ("6",)),
        ("rituximab", "beneficial", None, ("7", "8")),
    ]
    own = list(claims("Although colchicine failed in two patients [1], it was effective in ours."))
    assert [c.citations for c in own if c.kind == "treatment"] == [("1",)]


def test_who_wrote_the_paper_is_no_claim() -> None:
    told = "A.B. and C.D. were responsible for drafting the manuscript. Correspondence should be addressed to A.B."
    assert claims(told, "other") == ()
