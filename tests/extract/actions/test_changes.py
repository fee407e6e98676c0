"""Changes of a finding: words that are an outcome only of what they are said of."""

from __future__ import annotations

import pytest

from extract.told import facts_of
from seriatim.model import Fact

A_WOMAN = "A 52-year-old woman was seen. "


def told(text: str) -> tuple[str | None, str | None]:
    """The response of the first treatment of a text, and the words for what it was a response of."""
    facts = facts_of(A_WOMAN + text)
    words = {f.id: f.spans[0].text for f in facts}
    drug = next(f for f in facts if f.kind in ("medication", "intervention"))
    return drug.response, words.get(drug.target or "")


def outcomes(text: str) -> list[Fact]:
    return [f for f in facts_of(A_WOMAN + text) if f.kind == "outcome"]


@pytest.mark.parametrize(
    ("text", "response", "finding"),
    [
        ("Nifedipine brought a clear reduction in her chest pain.", "partial", "chest pain"),
        ("Topiramate was followed by a slow decline in the number of seizures.", "partial", "seizures"),
        ("Itraconazole gave rapid clearing of the plaques.", "complete", "plaques"),
        ("After ivermectin, total cessation of itching was noted.", "complete", "itching"),
        ("With baclofen we saw a nearly complete disappearance of the spasticity.", "partial", "spasticity"),
        ("Dapsone achieved only minimal reduction of the blisters.", "none", "blisters"),
        ("Propranolol failed to bring any lessening of the tremor.", "none", "tremor"),
        ("Losartan made no difference to the proteinuria.", "none", "proteinuria"),
        ("The tremor showed no change on propranolol.", "none", "tremor"),
        ("A further increase in joint pain was noted on anastrozole.", "worse", "joint pain"),
        ("Interferon halted the progression of the rash.", None, ""),
    ],
)
def test_a_noun_of_change_is_said_of_the_finding_behind_or_before_it(
    text: str, response: str | None, finding: str
) -> None:
    if response is None:
        assert [(f.label, f.response) for f in outcomes(text)] == [("stable", "partial")]
    else:
        assert told(text) == (response, finding)


@pytest.mark.parametrize(
    ("text", "response", "finding"),
    [
        ("The plaques flattened on triamcinolone.", "partial", "plaques"),
        ("Her vomiting ceased with ondansetron.", "complete", "vomiting"),
        ("Tranexamic acid stopped the bleeding.", "complete", "bleeding"),
        ("Baclofen considerably reduced spasticity.", "partial", "spasticity"),
        ("Valproate was given, which reduced the frequency of the seizures.", "partial", "seizures"),
        ("On valproate the seizures became much less frequent.", "partial", "seizures"),
        ("With bosentan the digital ulcers re-epithelialised.", "complete", "digital ulcers"),
        ("Her seizures came under control with lamotrigine.", "partial", "seizures"),
        ("The ulcers were unaffected by dapsone.", "none", "ulcers"),
        ("Losartan did not alter the proteinuria.", "none", "proteinuria"),
        ("Her proteinuria increased on losartan.", "worse", "proteinuria"),
        ("The paralysis resolved only partially with prednisolone.", "partial", "paralysis"),
        ("After levetiracetam no further seizures occurred.", "complete", "seizures"),
        ("On propranolol she remained free of migraine.", "complete", "migraine"),
        ("Prednisone caused the eruption to disappear.", "complete", "eruption"),
        ("Cryotherapy left the nodule unchanged.", "none", "nodule"),
        ("Omalizumab kept the urticaria in check.", "partial", "urticaria"),
        ("Bosentan allowed the digital ulcers to heal.", "complete", "digital ulcers"),
        ("Furosemide was given, but the oedema was no better.", "none", "oedema"),
        ("After excision the pain did not come back.", "complete", "pain"),
        ("Itraconazole cleared about 80% of the plaques.", "partial", "plaques"),
    ],
)
def test_a_verb_of_change_is_said_of_its_subject_or_its_object(
    text: str, response: str, finding: str
) -> None:
    assert told(text) == (response, finding)


@pytest.mark.parametrize(
    "text",
    [
        "A reduction in the dose of prednisone was planned.",
        "Laparoscopic reduction of the hernia was performed.",
        "Statins give a reduction in the risk of stroke.",
        "Examination showed decreased breath sounds and an enlargement of the liver.",
        "He reduced his pain medication.",
        "She took amitriptyline for better control of her pain.",
        "Staining of a positive control was seen.",
        "Her pain was worse at night.",
        "There was a change in her medication.",
        "She went on to develop a rash.",
        "He came back to the clinic with a rash.",
        "There were no cirrhotic changes.",
    ],
)
def test_a_word_of_change_that_is_said_of_no_finding_is_no_outcome(text: str) -> None:
    assert outcomes(text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("His grip strength increased.", "improved"),
        ("There was a marked increase in her energy.", "improved"),
        ("There was a steady decline in mobility.", "progression"),
        ("There was no increase in exercise tolerance.", "not improved"),
    ],
)
def test_less_of_an_ability_is_worse_and_more_is_better(text: str, label: str) -> None:
    assert [f.label for f in outcomes(text)] == [label]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("He had a full response to dapsone.", "complete"),
        ("He had a partial metabolic response to dapsone.", "partial"),
        ("He had a brisk response to dapsone.", "partial"),
        ("He had a poor response to dapsone.", "none"),
        ("Dapsone had a dramatic effect.", "partial"),
        ("Dapsone did not produce any lasting benefit.", "none"),
        ("Dapsone was highly effective.", "partial"),
        ("Dapsone proved futile.", "none"),
        ("Dapsone was poorly effective.", "none"),
        ("The rash was inadequately controlled on dapsone.", "none"),
        ("The effect of dapsone was modest.", "partial"),
        ("Seizure control was poor on phenytoin.", "none"),
        ("Vigabatrin achieved complete seizure control.", "complete"),
        ("The disease was controlled by dapsone.", "partial"),
        ("Dapsone led to fewer lesions and a reduction in the number of attacks.", "partial"),
    ],
)
def test_an_answer_to_a_treatment_has_its_grade(text: str, response: str) -> None:
    assert told(text)[0] == response


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("There was no reduction in her fever.", ["present"]),
        ("Colchicine reduced her fever.", ["present"]),
        ("Colchicine had no effect on her fever.", ["present"]),
        ("Her fever lysed on the third day.", ["present"]),
        ("She had no fever.", ["absent"]),
    ],
)
def test_what_changed_was_there(text: str, statuses: list[str]) -> None:
    assert [f.status for f in facts_of(A_WOMAN + text) if f.label == "Fever"] == statuses


@pytest.mark.parametrize(
    ("text", "response", "about"),
    [
        ("Hemoglobin was 6.1 g/dL. After prednisone hemoglobin rose to 9.8 g/dL.", "partial", "hemoglobin"),
        ("Creatine kinase was 5400 U/L (normal < 200). Methotrexate brought a fall in creatine kinase.",
         "partial", "creatine kinase"),
        ("Aspirin was given. Creatine kinase fell.", None, ""),
    ],
)  # fmt: skip
def test_a_value_that_changed_is_judged_by_what_it_was_before(
    text: str, response: str | None, about: str
) -> None:
    said, words = told(text)
    assert (said, words or "") == (response, about)


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("Despite amoxicillin her cough persisted.", "none"),
        ("Her cough persisted, so amoxicillin was given.", None),
        ("Her cough persisted and she was treated with amoxicillin.", None),
        ("She was unsuccessfully treated with amoxicillin.", "none"),
        ("Her cough persisted for two days and amoxicillin was given.", None),
    ],
)
def test_what_persisted_did_not_answer_what_was_given_and_was_a_reason_for_what_came(
    text: str, response: str | None
) -> None:
    assert told(text)[0] == response


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("Serum calcium decreased after prednisolone.", None),
        ("Uric acid levels were increased on furosemide.", None),
        ("Furosemide was increased because of uric acid levels.", ("increase",)),
    ],
)
def test_a_value_that_changed_beside_a_drug_is_no_change_of_its_dose(
    text: str, course: tuple[str, ...] | None
) -> None:
    drug = next(f for f in facts_of(A_WOMAN + text) if f.kind == "medication")
    assert drug.modifiers.get("course") == course


def test_remission_that_was_sustained_is_complete_and_a_recovery_that_was_poor_is_none() -> None:
    assert [f.response for f in outcomes("Clinical remission was sustained.")] == ["complete"]
    assert [f.response for f in outcomes("Her recovery was poor.")] == ["none"]


def test_a_finding_that_came_despite_a_drug_is_not_its_effect() -> None:
    facts = facts_of(A_WOMAN + "Despite dapsone, new blisters kept appearing.")
    assert not any(f.adverse for f in facts)
    assert [f.response for f in facts if f.kind == "medication"] == ["worse"]


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("Her vomiting stopped after ondansetron.", None),
        ("Ondansetron stopped the vomiting and was then discontinued.", ("stop",)),
        ("Ondansetron was stopped.", ("stop",)),
    ],
)
def test_what_a_word_says_of_a_finding_it_does_not_say_of_the_drug(
    text: str, course: tuple[str, ...] | None
) -> None:
    [drug] = [f for f in facts_of(A_WOMAN + text) if f.kind == "medication"]
    assert drug.modifiers.get("course") == course
