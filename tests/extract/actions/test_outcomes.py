"""Outcomes, the treatments they followed, and adverse effects."""

from __future__ import annotations

import pytest

from extract.invented import tabled
from extract.told import facts_of
from seriatim.extract import run_steps
from seriatim.extract.people.patients import find_patients
from seriatim.extract.steps import default_steps
from seriatim.model import Fact
from seriatim.text.prose import read_prose

A_MAN = "A 40-year-old man presented with a rash. "


def one(facts: list[Fact], kind: str, words: str) -> Fact:
    return next(f for f in facts if f.kind == kind and words in f.spans[0].text)


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("He was given colchicine. The rash resolved completely.", "complete"),
        ("He was given colchicine and the rash improved.", "partial"),
        ("He was given colchicine without improvement of the rash.", "none"),
        ("He was given colchicine but the rash progressed.", "worse"),
        ("He was given colchicine. The rash did not improve.", "none"),
    ],
)
def test_a_treatment_has_the_response_that_is_told_of_it(text: str, response: str) -> None:
    facts = facts_of(A_MAN + text)
    drug = one(facts, "medication", "colchicine")
    target = next(f for f in facts if f.id == drug.target)
    assert (drug.response, target.spans[0].text) == (response, "rash")


def test_an_outcome_names_the_finding_it_is_about() -> None:
    facts = facts_of(A_MAN + "There was marked improvement of the rash.")
    outcome = one(facts, "outcome", "improvement")
    assert next(f for f in facts if f.id == outcome.target).spans[0].text == "rash"


def test_films_that_show_more_than_before_are_a_progression() -> None:
    facts = facts_of(A_MAN + "Newer films showed increased prominence of the calcifications.")
    outcome = one(facts, "outcome", "increased prominence")
    assert (outcome.label, outcome.status) == ("progression", "present")
    assert "progression" in outcome.modifiers["course"]


@pytest.mark.parametrize(
    ("words", "label"),
    [("died", "death"), ("was lost to follow-up", "lost to follow-up"), ("relapsed", "recurrence")],
)
def test_how_it_ended_is_an_outcome(words: str, label: str) -> None:
    assert label in {f.label for f in facts_of(f"{A_MAN}He {words}.") if f.kind == "outcome"}


@pytest.mark.parametrize(
    ("words", "label", "response"),
    [
        ("He remained well at six months.", "well", "unclear"),
        ("He is doing well.", "well", "unclear"),
        ("He has been well since.", "well", "unclear"),
        ("At two years his condition is stable.", "stable", "unclear"),
        ("He was discharged home in stable condition.", "stable", "unclear"),
        ("The rash was unchanged.", "stable", "none"),
        ("The rash remained stable.", "stable", "none"),
        ("The rash was well controlled.", "improved", "partial"),
        ("The rash remained well-controlled.", "improved", "partial"),
        ("He is disease-free at two years.", "resolved", "complete"),
        ("There was no recurrence.", "no recurrence", "complete"),
    ],
)
def test_how_someone_is_tells_no_effect_of_a_drug_and_what_is_unchanged_no_response(
    words: str, label: str, response: str
) -> None:
    facts = facts_of(f"{A_MAN}He was given colchicine. {words}")
    said = {f.label: f.response for f in facts if f.kind == "outcome"}
    assert said[label] == response
    assert one(facts, "medication", "colchicine").response == response


@pytest.mark.parametrize(
    "words",
    [
        "had been well until two years ago",
        "was well nourished",
        "was well known to us",
        "had a mass that was well-capsulated",
    ],
)
def test_well_beside_another_word_is_no_outcome(words: str) -> None:
    assert not [f for f in facts_of(f"A 40-year-old man {words}. He had a rash.") if f.kind == "outcome"]


def test_a_response_that_is_told_outweighs_that_someone_is_well() -> None:
    facts = facts_of(f"{A_MAN}He was given colchicine. He has done well and the rash has resolved.")
    assert one(facts, "medication", "colchicine").response == "complete"


@pytest.mark.parametrize("words", ["disease-free", "stable"])
def test_an_outcome_is_not_about_its_own_words(words: str) -> None:
    facts = facts_of(f"{A_MAN}He was given colchicine. At follow-up he was {words}.")
    assert {f.target for f in facts if f.kind == "outcome"} == {None}


def test_death_is_no_response_to_a_drug() -> None:
    drug = one(facts_of(A_MAN + "He was given colchicine. He died."), "medication", "colchicine")
    assert drug.response is None


def test_an_effect_laid_to_a_drug_is_adverse_and_names_it() -> None:
    facts = facts_of(A_MAN + "He developed neutropenia after starting sulfasalazine.")
    effect = next(f for f in facts if f.adverse)
    assert effect.target == one(facts, "medication", "sulfasalazine").id


@pytest.mark.parametrize(
    "words",
    [
        "Colchicine 1 mg daily was stopped after two weeks because of severe diarrhoea.",
        "Colchicine had to be withdrawn on day 9 owing to diarrhoea.",
    ],
)
def test_what_a_drug_was_stopped_for_is_adverse_whatever_stands_between(words: str) -> None:
    facts = facts_of(A_MAN + words)
    assert one(facts, "phenotype", "diarrhoea").target == one(facts, "medication", "Colchicine").id


@pytest.mark.parametrize(
    "text",
    [
        "Enalapril was replaced by losartan because of cough.",
        "He was switched from enalapril to losartan 50 mg owing to cough.",
        "Losartan was substituted for enalapril due to cough.",
    ],
)
def test_what_a_drug_was_exchanged_for_is_an_effect_of_the_one_left(text: str) -> None:
    facts = facts_of(A_MAN + text)
    effect = one(facts, "phenotype", "cough")
    assert (effect.adverse, effect.target) == (True, one(facts, "medication", "nalapril").id)


def test_the_reason_of_the_next_act_is_not_laid_to_the_drug_stopped() -> None:
    facts = facts_of(A_MAN + "Colchicine was stopped and he was admitted because of diarrhoea.")
    assert not one(facts, "phenotype", "diarrhoea").adverse


def test_stopping_and_giving_again_are_recorded() -> None:
    facts = facts_of(
        A_MAN + "Neutropenia induced by sulfasalazine resolved after withdrawal of the drug. "
        "On rechallenge the neutropenia recurred."
    )
    effect = next(f for f in facts if f.adverse)
    assert (effect.modifiers["dechallenge"], effect.modifiers["rechallenge"]) == (
        ("positive",),
        ("positive",),
    )


def test_an_adverse_effect_that_went_away_is_no_response_to_its_cause() -> None:
    facts = facts_of(
        A_MAN + "He developed neutropenia after starting sulfasalazine. The neutropenia resolved."
    )
    assert one(facts, "medication", "sulfasalazine").response is None


def test_a_cause_inside_a_name_is_kept_without_a_drug() -> None:
    facts = facts_of(A_MAN + "Probable steroid-induced myopathy was noted.")
    effect = next(f for f in facts if f.adverse)
    assert (effect.modifiers["cause"], effect.target) == (("steroid",), None)


def test_a_finding_that_a_drug_was_given_for_is_not_adverse() -> None:
    assert not any(f.adverse for f in facts_of(A_MAN + "Prednisone was given for the rash and arthritis."))


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("The rash was not relieved by colchicine.", "none"),
        ("Colchicine did not help the rash.", "none"),
        ("Colchicine reduced the rash.", "partial"),
        ("On colchicine the nodules shrunk.", "partial"),
        ("After excision new deposits formed.", "worse"),
    ],
)
def test_plain_words_tell_a_response_too(text: str, response: str) -> None:
    facts = facts_of(A_MAN + text)
    given = next(f for f in facts if f.kind in ("medication", "intervention"))
    assert given.response == response
    assert "course" not in given.modifiers


def test_a_worsened_finding_is_named_behind_the_word_and_answers_no_treatment() -> None:
    facts = facts_of(A_MAN + "He had weakness. The worsened rash of the calf was debrided.")
    outcome = one(facts, "outcome", "worsened")
    assert next(f for f in facts if f.id == outcome.target).spans[0].text == "rash"
    assert one(facts, "intervention", "debrided").response is None


def test_what_a_wound_discharges_sends_nobody_home() -> None:
    facts = facts_of(A_MAN + "The ulcer discharged chalky material. He was discharged on day 4.")
    assert [f.spans[0].text for f in facts if f.label == "discharged"] == ["was discharged"]


def test_a_table_with_a_column_for_the_response_tells_it() -> None:
    rows = [["Patient", "Treatment", "Response"], ["1", "Dapsone", "Partial"], ["2", "Colchicine", "None"]]
    prose = read_prose(tabled(rows))
    facts = run_steps(prose, find_patients(prose), default_steps()).facts
    assert [(f.label, f.response) for f in facts if f.kind == "medication"] == [
        ("dapsone", "partial"),
        ("colchicine", "none"),
    ]


@pytest.mark.parametrize(
    ("text", "responses"),
    [
        ("Dapsone for six months was without benefit, then colchicine, which cleared the ulcers.", ["none", "complete"]),
        ("Colchicine did not help, but infliximab led to complete remission.", ["none", "complete"]),
        ("Dapsone was tried without benefit; the ulcers then resolved with colchicine.", ["none", "complete"]),
        ("Cyclosporine was ineffective, whereas rituximab brought partial improvement.", ["none", "partial"]),
        ("The pain responded to gabapentin but not to carbamazepine.", ["partial", "none"]),
        ("The ulcers worsened despite dapsone, and colchicine was added.", ["worse", None]),
        ("The tumor recurred after resection and she received radiotherapy.", ["worse", None]),
        ("He failed to respond to dapsone and was switched to colchicine, with good effect.", ["none", "partial"]),
        ("After failure of dapsone, colchicine brought marked improvement.", [None, "partial"]),
        ("The seizures were controlled with valproate after phenytoin had failed.", ["partial", "none"]),
    ],
)  # fmt: skip
def test_of_several_treatments_in_a_sentence_each_has_its_own_response(
    text: str, responses: list[str | None]
) -> None:
    treated = [
        f
        for f in facts_of(f"A 50-year-old man had ulcers. {text}")
        if f.kind in ("medication", "intervention")
    ]
    assert [f.response for f in treated] == responses


@pytest.mark.parametrize(
    "text",
    [
        "Baclofen was begun to alleviate worsening spasticity.",
        "Prednisone was started to prevent relapse.",
        "Azathioprine was given for the prevention of recurrence.",
        "She took warfarin in order to reduce progression.",
    ],
)
def test_what_a_treatment_was_given_for_is_no_outcome(text: str) -> None:
    facts = facts_of(f"A 50-year-old woman was seen. {text}")
    assert [f.label for f in facts if f.kind == "outcome"] == []
    assert [f.response for f in facts if f.kind == "medication"] == [None]


def test_a_worsening_finding_is_no_response_to_the_drug_given_for_it() -> None:
    facts = facts_of("A 50-year-old man took baclofen. He had worsening spasticity.")
    assert [f.response for f in facts if f.kind == "medication"] == [None]


def test_a_finding_that_did_not_respond_is_the_one_before_the_words() -> None:
    facts = facts_of("A 50-year-old man had a fever unresponsive to antibiotics.")
    assert [(f.label, f.response) for f in facts if f.kind == "medication"] == [("antibiotics", "none")]
    assert [f.label for f in facts if f.kind == "phenotype"] == ["Fever"]


def test_what_a_drug_was_given_for_is_no_effect_of_the_next_treatment() -> None:
    text = "A 50-year-old woman had sarcoma treated with letrozole after ablation."
    assert [f for f in facts_of(text) if f.adverse] == []


@pytest.mark.parametrize(
    ("told", "response"),
    [
        ("With the progression of her ulcers, dialysis was needed.", None),
        ("The ulcers recurred and were treated with colchicine.", None),
        ("The ulcers relapsed on prednisone.", "worse"),
    ],
)
def test_a_treatment_begun_because_of_a_relapse_did_not_bring_it(told: str, response: str | None) -> None:
    facts = facts_of(f"A 50-year-old woman had ulcers. {told}")
    assert [f.response for f in facts if f.kind in ("medication", "intervention")] == [response]


def test_fewer_lesions_are_no_operation_and_no_change_of_dose() -> None:
    text = "A 50-year-old man was given colchicine, which produced a partial reduction of two lesions."
    (drug,) = (f for f in facts_of(text) if f.kind == "medication")
    assert drug.response == "partial"
    assert "course" not in drug.modifiers
    assert [f for f in facts_of(text) if f.kind == "intervention"] == []


def test_the_end_of_an_adverse_effect_is_no_response_to_its_cause_wherever_that_is_named() -> None:
    text = "A man had a rash imputable to docetaxel. The rash resolved three months after the last dose of docetaxel."
    facts = facts_of(text)
    assert any(f.adverse and f.spans[0].text == "rash" for f in facts)
    assert {f.response for f in facts if f.kind == "medication"} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "He was given colchicine for gout after inadequate healing of the ulcer.",
        "He was born after an uneventful pregnancy. The pregnancy was uneventful.",
    ],
)
def test_poor_healing_and_an_uneventful_pregnancy_are_no_outcome(text: str) -> None:
    assert [f.label for f in facts_of(A_MAN + text) if f.kind == "outcome"] == []


def test_what_helped_is_the_operation_and_not_the_tube_that_went_with_it() -> None:
    facts = facts_of(A_MAN + "He underwent thymectomy. A chest tube was placed. The rash resolved.")
    responses = {f.label: f.response for f in facts if f.kind == "intervention"}
    assert responses == {"thymectomy": "complete", "chest tube": None}


def test_someone_still_alive_survives_and_talking_that_goes_on_is_no_outcome() -> None:
    text = "He could not stop talking. He was still alive 16 months after discharge."
    assert [f.label for f in facts_of(A_MAN + text) if f.kind == "outcome"] == ["survival"]


def test_a_dose_that_was_halved_is_no_improvement() -> None:
    assert [
        f for f in facts_of(A_MAN + "Prednisone was given. The dose was halved.") if f.kind == "outcome"
    ] == []


def test_little_relief_is_no_response_and_a_smaller_opening_no_outcome() -> None:
    facts = facts_of(A_MAN + "Nifedipine brought little relief. His mouth opening was smaller.")
    assert [f.label for f in facts if f.kind == "outcome"] == ["not improved"]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("Diltiazem caused gingival hyperplasia, which resolved after it was stopped.", None),
        ("The rash resolved after prednisolone was stopped.", None),
        ("The rash resolved and prednisolone was stopped.", "complete"),
        ("The rash resolved after prednisolone was started.", "complete"),
        ("Paclitaxel was given with partial response but was discontinued because of neuropathy.", "partial"),
        ("Paclitaxel led to improvement and was stopped after a year.", "partial"),
        ("Paclitaxel was discontinued and the rash resolved.", None),
    ],
)
def test_what_went_away_without_a_drug_is_no_response_to_it(text: str, response: str | None) -> None:
    assert [f.response for f in facts_of(text) if f.kind == "medication"] == [response]


@pytest.mark.parametrize("said", ["A good tumour response was seen.", "This led to tumor shrinkage."])
def test_how_a_tumour_responded_is_an_outcome_and_no_tumour_of_its_own(said: str) -> None:
    facts = facts_of("A 40-year-old man with melanoma was given nivolumab. " + said)
    assert one(facts, "medication", "nivolumab").response == "partial"
    assert not {"Neoplasm", "tumor", "tumour"}.intersection(f.label for f in facts)


def test_what_resolved_does_not_deny_what_improved_beside_it() -> None:
    facts = facts_of(A_MAN + "This led to resolution of the fever and improvement of the rash.")
    assert {(f.label, f.status) for f in facts if f.kind == "outcome"} == {
        ("resolved", "present"),
        ("improved", "present"),
    }


def test_that_someone_is_afebrile_is_an_outcome_only_where_a_fever_was_told() -> None:
    def resolved(text: str) -> list[str]:
        return [f.label for f in facts_of(text) if f.kind == "outcome"]

    assert resolved("On examination he was afebrile.") == []
    assert resolved("He had no fever and remained afebrile.") == []
    assert resolved("He had fever. After ceftriaxone he remained afebrile.") == ["resolved"]


@pytest.mark.parametrize(
    ("text", "drug"),
    [
        ("Cinacalcet was given; pain eased, but nausea led her to halve the dose.", "cinacalcet"),
        ("Because of nausea the dose of methotrexate was halved.", "methotrexate"),
        ("Nausea prompted discontinuation of methotrexate.", "methotrexate"),
        ("Methotrexate was reduced owing to nausea.", "methotrexate"),
        ("She could not tolerate methotrexate because of nausea.", "methotrexate"),
        ("Methotrexate was poorly tolerated, with nausea.", "methotrexate"),
        ("Because of persistent nausea methotrexate was replaced by infliximab.", None),
        ("Prednisolone was reduced because of improvement of the nausea.", None),
        ("Because of nausea, ondansetron was started.", None),
    ],
)
def test_what_a_drug_was_stopped_or_reduced_for_is_its_effect(text: str, drug: str | None) -> None:
    found = facts_of(text)
    named = {f.id: f.label for f in found}
    (nausea,) = (f for f in found if f.label == "Nausea")
    assert (nausea.adverse, named.get(nausea.target or "")) == ((True, drug) if drug else (None, None))


def test_an_outcome_of_something_no_fact_tells_is_about_no_other_finding() -> None:
    facts = facts_of(A_MAN + "Despite normalization of the salt balance, the rash worsened.")
    assert one(facts, "outcome", "normalization").target is None
    rash = next(f for f in facts if f.id == one(facts, "outcome", "worsened").target)
    assert rash.spans[0].text == "rash"


def test_a_verb_of_doing_good_is_about_its_object() -> None:
    facts = facts_of(
        A_MAN + "The rash subsided, but cyclophosphamide failed to improve the anaemia after that."
    )
    drug = one(facts, "medication", "cyclophosphamide")
    assert (drug.response, next(f for f in facts if f.id == drug.target).spans[0].text) == ("none", "anaemia")


def test_what_reduced_a_fever_names_the_fever() -> None:
    facts = facts_of(A_MAN + "Dapsone led to a prompt reduction of the fever.")
    assert one(facts, "medication", "Dapsone").target == one(facts, "phenotype", "fever").id


@pytest.mark.parametrize(
    ("text", "responses"),
    [
        (
            "He was given prednisone and levothyroxine. The rash resolved.",
            {"prednisone": "complete", "levothyroxine": None},
        ),
        (
            "He was given prednisone. Platelet transfusions followed. The rash resolved.",
            {"prednisone": "complete", "transfusions": None},
        ),
        ("He was taking levothyroxine. The rash resolved.", {"levothyroxine": None}),
        ("He was given calcium. The tetany resolved.", {"calcium": "complete"}),
        ("He was given levothyroxine, upon which the rash resolved.", {"levothyroxine": "complete"}),
        ("He was given riboflavin. The rash resolved.", {"riboflavin": "complete"}),
    ],
)
def test_what_makes_up_for_a_lack_has_the_response_of_what_it_is_given_for(
    text: str, responses: dict[str, str | None]
) -> None:
    facts = [f for f in facts_of(A_MAN + text) if f.kind in ("medication", "intervention")]
    for words, response in responses.items():
        assert next(f for f in facts if words in f.spans[0].text).response == response


def test_a_response_holds_for_what_a_treatment_was_combined_with() -> None:
    facts = facts_of(A_MAN + "The rash was cleared by therapy with dapsone in combination with colchicine.")
    assert {f.label: f.response for f in facts if f.kind == "medication"} == {
        "dapsone": "complete",
        "colchicine": "complete",
    }


def test_what_is_told_beside_a_death_is_no_response_to_what_was_given_before() -> None:
    facts = facts_of(A_MAN + "He was given dapsone. He died of sepsis with an exacerbation of asthma.")
    assert one(facts, "medication", "dapsone").response is None


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("Dapsone was given with no efficacy.", "none"),
        ("Dapsone alone did not show efficacy.", "none"),
        ("Treatment with dapsone led to correction of the anaemia.", "complete"),
        ("Fever resolution occurred after dapsone was given.", "complete"),
    ],
)
def test_nouns_of_an_effect_tell_it_too(text: str, response: str) -> None:
    facts = facts_of(A_MAN + text)
    assert next(f for f in facts if f.kind == "medication").response == response


@pytest.mark.parametrize(
    ("text", "label", "response"),
    [
        ("The ulcers have not yet healed.", "not improved", "none"),
        ("Her rash never resolved.", "not improved", "none"),
        ("The fever has not completely resolved.", "improved", "partial"),
        ("The weakness has not progressed.", "stable", "none"),
        ("The rash has not yet recurred.", "no recurrence", "complete"),
    ],
)
def test_what_has_not_yet_come_about_is_no_outcome(text: str, label: str, response: str) -> None:
    [outcome] = [f for f in facts_of(A_MAN + text) if f.kind == "outcome"]
    assert (outcome.label, outcome.response, outcome.status) == (label, response, "present")


@pytest.mark.parametrize(
    "said", ["helped", "was effective", "improved the rash", "had any effect on the rash"]
)
def test_treatments_neither_of_which_helped_were_given(said: str) -> None:
    facts = facts_of(A_MAN + f"Neither colchicine nor surgery {said}.")
    given = [f for f in facts if f.kind in ("medication", "intervention")]
    assert [(f.status, f.response) for f in given] == [("present", "none"), ("present", "none")]
    assert all(f.status == "present" for f in facts if f.label == "Skin rash")


def test_treatments_neither_of_which_was_given_are_absent() -> None:
    facts = facts_of(A_MAN + "Neither colchicine nor surgery was given.")
    assert [f.status for f in facts if f.kind in ("medication", "intervention")] == ["absent", "absent"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The fever settled. ", "resolved"),
        ("The fever returned.", "recurrence"),
        ("His appetite returned.", "improved"),
        ("He returned to work abroad with a cough.", None),
        ("He was helped by a nurse.", None),
    ],
)
def test_what_settled_or_returned_is_an_outcome_where_it_is_a_finding(text: str, label: str | None) -> None:
    told = [f.label for f in facts_of(A_MAN + text) if f.kind == "outcome"]
    assert told == ([label] if label else [])


@pytest.mark.parametrize(
    ("text", "adverse"),
    [
        ("Fever developed after colchicine, which was stopped.", True),
        ("The fever returned after colchicine was stopped.", False),
        ("After colchicine was stopped he developed fever.", False),
    ],
)
def test_what_comes_when_a_drug_is_stopped_was_not_brought_about_by_it(text: str, adverse: bool) -> None:
    [fever] = [f for f in facts_of(A_MAN + text) if f.label == "Fever"]
    assert bool(fever.adverse) is adverse


def test_what_the_next_drug_did_shows_nothing_of_the_one_that_was_stopped() -> None:
    text = "Methotrexate was discontinued because of nausea. Colchicine was given with good effect."
    [nausea] = [f for f in facts_of(A_MAN + text) if f.label == "Nausea"]
    assert nausea.adverse
    assert "dechallenge" not in nausea.modifiers


@pytest.mark.parametrize(
    ("text", "adverse"),
    [
        ("Four years after dapsone withdrawal, he developed gout.", None),
        ("He was given dapsone for lepra; he then developed gout.", None),
    ],
)
def test_what_came_years_after_a_drug_or_behind_a_semicolon_is_not_laid_to_it(
    text: str, adverse: bool | None
) -> None:
    assert one(facts_of("A 40-year-old man was seen. " + text), "disease", "gout").adverse is adverse


def test_a_recurrence_is_an_outcome_and_no_finding_beside_it() -> None:
    facts = facts_of(A_MAN + "He had a recurrence.")
    assert [f.kind for f in facts if f.spans[0].text == "recurrence"] == ["outcome"]


def test_what_came_in_another_year_was_not_brought_about_by_an_operation() -> None:
    [gout] = [
        f
        for f in facts_of(A_MAN + "In 2010 he underwent splenectomy, and in 2012 he developed gout.")
        if f.label == "gout"
    ]
    assert not gout.adverse


def test_what_is_a_reaction_by_its_name_is_one_to_the_drug_named_last() -> None:
    facts = facts_of(A_MAN + "Infliximab was given. He had a mild infusion reaction, which did not recur.")
    reaction, drug = one(facts, "phenotype", "infusion reaction"), one(facts, "medication", "Infliximab")
    assert (reaction.adverse, reaction.target, drug.response) == (True, drug.id, None)


def test_an_outcome_that_denies_itself_is_present() -> None:
    facts = facts_of(
        A_MAN + "Dapsone was given. He has remained asymptomatic, and no recurrence of the rash was seen."
    )
    outcome = one(facts, "outcome", "no recurrence")
    assert (outcome.status, outcome.response) == ("present", "complete")
    assert one(facts, "outcome", "remained asymptomatic").target is None


def test_what_a_drug_stabilized_is_better() -> None:
    assert (
        one(facts_of(A_MAN + "The rash was stabilized with dapsone."), "medication", "dapsone").response
        == "partial"
    )


@pytest.mark.parametrize(
    ("text", "harmful"),
    [
        ("Colchicine was given. Her gout settled. Side effects included nausea and headache.", True),
        ("Colchicine was given. No side effects were seen. She had headache later.", False),
    ],
)
def test_what_a_heading_of_harms_lists_is_laid_to_the_last_drug(text: str, harmful: bool) -> None:
    [headache] = [f for f in facts_of("A woman was seen. " + text) if f.label == "Headache"]
    assert bool(headache.adverse) is harmful
