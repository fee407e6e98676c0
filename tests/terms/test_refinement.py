"""Words beside a finding that make a more specific term of it, and those that do not."""

import pytest

from seriatim.terms.hpo import find_phenotypes


def labels(text):
    return {m.label for m in find_phenotypes(text)}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("He had progressive and disabling distal muscle weakness.", "Progressive distal muscle weakness"),
        ("He had chronic, disabling diarrhea.", "Chronic diarrhea"),
        ("She had pneumonia, which was recurrent.", "Recurrent pneumonia"),
        ("He had lactic acidosis that was severe.", "Severe lactic acidosis"),
        ("There was lactic acidosis, severe in degree.", "Severe lactic acidosis"),
        ("The vertigo occurred episodically.", "Paroxysmal vertigo"),
        ("He has had pneumonia recurrently since infancy.", "Recurrent pneumonia"),
        ("She had several episodes of otitis media.", "Recurrent otitis media"),
        ("She had attacks of ataxia.", "Episodic ataxia"),
        ("Floppiness had been noted; hypotonia since birth.", "Neonatal hypotonia"),
    ],
)
def test_course_words_make_the_term_wherever_they_stand(text, label):
    assert label in labels(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("He had crescents and glomerulonephritis.", "Glomerulonephritis"),
        ("The rash was recurrent and fever developed.", "Fever"),
        ("There was bleeding from the rectum, pain and fever.", "Pain"),
        ("She had pneumonia, which was treated.", "Pneumonia"),
        ("She had pneumonia, severe in winter.", "Pneumonia"),
        ("One episode of pneumonia.", "Pneumonia"),
    ],
)
def test_words_of_something_else_leave_the_finding_as_it_is(text, label):
    assert label in labels(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The femoral neck was short.", "Short femoral neck"),
        ("The radial head was small.", "Hypoplastic radial head"),
        ("The head was small.", "Microcephaly"),
    ],
)
def test_the_head_of_a_bone_is_not_the_head(text, label):
    assert labels(text) == {label}


def test_the_neck_of_a_bone_without_a_term_of_its_own_is_no_neck():
    assert "Short neck" not in labels("The fibular neck was short.")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Palpable axillary lymph nodes were found.", "Axillary lymphadenopathy"),
        ("Enlarged supraclavicular lymph nodes were noted.", "Supraclavicular lymphadenopathy"),
        ("MRI showed increased T2 signal in the basal ganglia.", "Focal T2 hyperintense basal ganglia lesion"),
        ("Range of motion of the elbows was reduced.", "Limited elbow movement"),
        ("Reduced wrist extension was noted.", "Limited wrist extension"),
        ("He could not fully bend his knees.", "Limited knee flexion"),
        ("The distal interphalangeal joint of the 5th finger was contracted.", "Contracture of the distal interphalangeal joint of the 5th finger"),
        ("Her toenails were brittle.", "Fragile nails"),
    ],
)  # fmt: skip
def test_regular_wordings_of_a_label_are_the_label(text, label):
    assert label in labels(text)


@pytest.mark.parametrize(
    "text", ["He had contracted hepatitis.", "The lymph nodes were normal.", "She could bend her knees."]
)
def test_counter_examples_of_those_wordings_show_none(text):
    assert not labels(text) & {"Flexion contracture", "Lymphadenopathy", "Limited knee flexion"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("She had hypothalamic dysfunction.", "Abnormal hypothalamus physiology"),
        ("Abnormal thyroid function was found.", "Abnormality of thyroid physiology"),
        ("The joints were abnormal.", "Abnormal joint morphology"),
    ],
)
def test_a_function_is_told_from_a_look(text, label):
    assert label in labels(text)


@pytest.mark.parametrize(
    "text", ["Abnormal joint function was found.", "Abnormal spleen perfusion was found."]
)
def test_an_abnormal_function_or_size_tells_no_abnormal_look(text):
    assert not any("morphology" in label for label in labels(text))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Blood pH was low and low blood pH persisted.", "Pancytopenia"),
        ("Absent platelet adhesion.", "Thrombocytopenia"),
    ],
)
def test_what_is_low_of_blood_is_not_its_cells(text, wrong):
    assert wrong not in labels(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("There was spasticity of the arms.", "Upper limb spasticity"),
    ],
)
def test_the_usual_words_for_a_finding_are_found(text, label):
    assert label in labels(text)
