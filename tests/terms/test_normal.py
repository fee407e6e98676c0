"""What is said to be normal, or free of abnormalities."""

from __future__ import annotations

import pytest

from seriatim.terms.hpo import find_phenotypes


def absent(text: str) -> set[str]:
    return {m.label for m in find_phenotypes(text) if m.status == "absent" and m.rule == "normal"}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Hearing was tested at 18 months and was normal.", {"Hearing impairment"}),
        ("Palate, ears and nose were normal.", {"Abnormal palate morphology", "Abnormality of the ear", "Abnormal nasal morphology"}),
        ("Echocardiography and EEG were normal.", {"Abnormal heart morphology", "EEG abnormality"}),
        ("Brain MRI and EEG showed no abnormalities.", {"Abnormal brain morphology", "EEG abnormality"}),
        ("Cranial MRI did not show any abnormality.", {"Abnormal brain morphology"}),
        ("She has normal speech, hair and nails.", {"Abnormal speech pattern", "Abnormal hair morphology", "Abnormal nail morphology"}),
        ("Ultrasound of the heart and kidneys were normal.", {"Abnormal heart morphology", "Abnormal renal morphology"}),
        ("She had no dysmorphic features.", {"Abnormal facial shape"}),
        ("He was not considered dysmorphic.", {"Abnormal facial shape"}),
    ],
)  # fmt: skip
def test_what_is_called_normal_alone_or_in_a_list_is_absent(text: str, labels: set[str]) -> None:
    assert absent(text) == labels


@pytest.mark.parametrize(
    "text",
    [
        "She had reduced hearing, vision and gait were normal.",
        "Hearing was poor and vision was tested.",
        "She had normal vision and hearing loss.",
        "The tumour was set in normal liver tissue.",
        "Cranial MRI showed no other abnormalities.",
        "Cranial MRI showed no change.",
        "She had dysmorphic features.",
        "The palate was cleft and the ears were tagged.",
    ],
)
def test_what_only_stands_beside_something_normal_is_not_absent(text: str) -> None:
    assert absent(text).isdisjoint(
        {
            "Hearing impairment",
            "Abnormal liver morphology",
            "Abnormal brain morphology",
            "Abnormal facial shape",
            "Abnormal palate morphology",
            "Abnormality of the ear",
        }
    )


@pytest.mark.parametrize(
    "text",
    [
        "Hearing was normal on the right but reduced on the left.",
        "Hearing was normal at birth, but became severely impaired later.",
    ],
)
def test_what_a_but_takes_back_is_there(text):
    [mention] = [m for m in find_phenotypes(text) if m.label == "Hearing impairment"]
    assert (mention.label, mention.status) == ("Hearing impairment", "")


def test_a_but_about_something_else_takes_nothing_back():
    text = "Hearing was normal but the gait was impaired."
    assert absent(text) == {"Hearing impairment"}
