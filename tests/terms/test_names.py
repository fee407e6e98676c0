"""How far the words of a name may vary, and what they then mean."""

from __future__ import annotations

import pytest

from seriatim.terms.hpo import find_phenotypes


def labels(text: str) -> list[str]:
    return [m.label for m in find_phenotypes(text)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("corneal thinning in both eyes", "Decreased corneal thickness"),
        ("a colonic duplication was resected", "Duplicated colon"),
        ("pale edematous retina", "Retinal edema"),
        ("biopsy of the necrotic liver", "Hepatic necrosis"),
    ],
)
def test_another_form_of_its_words_lets_two_words_change_places(text: str, label: str) -> None:
    assert label in labels(text)


@pytest.mark.parametrize(
    "text",
    [
        "an ovarian large mass",
        "torsion of the small bowel",
        "the small intestine was opened",
        "a clip in the renal pelvis",
        "a radial large artery",
    ],
)
def test_two_words_in_the_form_of_the_name_keep_their_places(text: str) -> None:
    assert not {"Enlarged ovaries", "Intestinal hypoplasia", "Pelvic kidney"} & set(labels(text))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("abnormalities of the cerebellum", "Abnormal cerebellum morphology"),
        ("cerebellar malformation", "Cerebellar malformation"),
        ("an anomaly of the sella turcica", "Abnormal sella turcica morphology"),
        ("abnormal eosinophils", "Abnormal eosinophil morphology"),
        ("an abnormal eosinophil count", "Abnormal eosinophil count"),
    ],
)
def test_what_is_only_called_abnormal_is_the_general_term(text: str, label: str) -> None:
    assert labels(text) == [label]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("high lactate in the cerebrospinal fluid", "Increased CSF lactate"),
        ("a short ring finger", "Short 4th finger"),
        ("deviation of the great toe", "Deviation of the hallux"),
        ("recurrent upper respiratory infections", "Recurrent upper respiratory tract infections"),
        ("small terminal phalanges of the toes", "Short distal phalanx of toe"),
        ("thyroid tumors", "Neoplasm of the thyroid gland"),
    ],
)
def test_other_words_for_a_part_of_a_name_make_the_same_term(text: str, label: str) -> None:
    assert label in labels(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("squamous cell carcinoma (SCC) of the skin", "Squamous cell carcinoma of the skin"),
        (
            "transitional cell carcinoma (TCC) of the bladder",
            "Transitional cell carcinoma of the bladder",
        ),
        ("his systolic blood pressure (SBP) was low", "Decreased systolic blood pressure"),
    ],
)
def test_a_name_goes_on_behind_the_short_form_of_its_first_part(text: str, label: str) -> None:
    assert labels(text) == [label]


def test_a_bracket_that_is_no_short_form_ends_a_name() -> None:
    assert "Atrial septal defect" in labels("congenital heart disease (ASD) of the child")


def test_in_the_absence_of_is_about_what_follows() -> None:
    assert labels("an erection of the penis in absence of arousal") == []
    assert labels("this results in absence of the thumb") == ["Absent thumb"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("low levels of vitamin A", "Reduced circulating vitamin A concentration"),
        ("a type A aortic dissection", "Ascending aortic dissection"),
        ("this type of aortic dissection", "Aortic dissection"),
        ("a cleft of a lip", "Cleft lip"),
    ],
)
def test_a_capital_a_is_no_article(text: str, label: str) -> None:
    assert label in labels(text)
