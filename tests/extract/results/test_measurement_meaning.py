"""What sizes, scores and multiples of a limit show."""

from __future__ import annotations

import pytest

from extract.told import facts_of

PATIENT = "A 9-year-old boy was seen in our clinic. "


def shown(text: str) -> list[tuple[str, str]]:
    return sorted((f.label, f.status) for f in facts_of(PATIENT + text) if f.kind == "phenotype")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("His height was 3 SD below the mean.", "Short stature"),
        ("His height was 2.5 standard deviations above the average.", "Tall stature"),
        ("His height SDS was -2.6.", "Short stature"),
        ("His height was -4.4 SD.", "Severe short stature"),
        ("His OFC was +3 SD.", "Macrocephaly"),
        ("His head circumference was 2.8 SD below the mean for age.", "Microcephaly"),
        ("His height was under the 5th percentile.", "Short stature"),
        ("Birth weight was below the 10th percentile.", "Small for gestational age"),
        ("The T-score was -3.1.", "Osteoporosis"),
        ("Visual acuity was 20/200 in the left eye.", "Reduced visual acuity"),
        ("On arrival the GCS was 3/15.", "Coma"),
        ("The CK level was 20 times the upper limit of normal.", "Elevated circulating creatine kinase concentration"),
        ("FVC was 52% of predicted.", "Reduced forced vital capacity"),
    ],
)  # fmt: skip
def test_a_number_shows_what_its_band_or_limit_says(text: str, label: str) -> None:
    assert shown(text) == [(label, "present")]


@pytest.mark.parametrize(
    "text",
    [
        "His height was 1.6 SD higher than at the visit before.",
        "His height increased by 1.5 SD in two years.",
        "His final height was reached at the age of 15.",
        "His height was 2.5 SD.",
        "His height was below the 50th percentile.",
        "Visual acuity was 20/20 on both sides.",
        "The CK level had risen 3-fold.",
    ],
)
def test_a_number_that_says_nothing_of_normal_shows_nothing(text: str) -> None:
    assert [label for label, _ in shown(text) if label in ("Tall stature", "Short stature")] == []
    assert "Reduced visual acuity" not in dict(shown(text))


@pytest.mark.parametrize("text", ["His height was at the 25th percentile.", "OFC was 49 cm (+0.3 SD)."])
def test_a_size_within_the_usual_ones_is_normal_and_denies_no_phenotype(text: str) -> None:
    facts = facts_of(PATIENT + text)
    assert [f.interpretation for f in facts if f.kind == "measurement"][-1] == "normal"
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Hemoglobin was normal.", ["Anemia"]),
        ("The glucose level was normal.", ["Hyperglycemia"]),
        ("Leukocyte count was normal.", ["Leukocytosis", "Leukopenia"]),
        ("The platelet count was normal.", ["Thrombocytopenia"]),
    ],
)
def test_a_normal_result_speaks_against_what_its_test_is_done_for(text: str, denied: list[str]) -> None:
    assert shown(text) == [(label, "absent") for label in denied]
