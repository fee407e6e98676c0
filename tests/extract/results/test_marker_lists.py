"""Lists of stains and of acts, of which a table knows some members alone."""

import pytest

from seriatim.extract._context import Context
from seriatim.extract.results.diagnostics import find_diagnostics
from seriatim.extract.results.measurements import find_measurements
from seriatim.model import Report
from seriatim.text import read_prose


def said(text):
    context = Context(read_prose(Report(id="r", text=text)))
    facts = sorted([*find_measurements(context), *find_diagnostics(context)], key=lambda f: f.start)
    return [(text[f.start : f.spans[-1].end], f.interpretation) for f in facts if f.kind == "measurement"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The cells were positive for zeta factor 3, vimentin and desmin.",
            [("zeta factor 3", "positive"), ("vimentin", "positive"), ("desmin", "positive")],
        ),
        (
            "The cells expressed CD34 (focally), zetulin and quillin-2.",
            [("CD34", "positive"), ("zetulin", "positive"), ("quillin-2", "positive")],
        ),
        (
            "It was positive for vimentin and zetulin but negative for desmin, quillin-2, and CD34.",
            [
                ("vimentin", "positive"),
                ("zetulin", "positive"),
                ("desmin", "negative"),
                ("quillin-2", "negative"),
                ("CD34", "negative"),
            ],
        ),
        ("CD2, granzyme K, CD4 and TIA-1 were positive.", [(m, "positive") for m in ("CD2", "CD4", "TIA-1")]),
    ],
)
def test_a_list_of_stains_holds_those_that_no_table_knows(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("The cells were positive for CD34, and the patient received zetulin.", "zetulin"),
        ("The cells were positive for CD34, oedema and CD31.", "oedema"),
        ("The smear was negative for parasites, and zetulin was given.", "zetulin"),
        ("The lymphocytes were positive for CD4.", "lymphocytes"),
    ],
)
def test_what_is_no_stain_gets_no_word_of_the_list(text, unsaid):
    assert unsaid not in [name for name, _ in said(text)]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("An abdominal ultrasound and bone scan were normal.", ["ultrasound", "bone scan"]),
        ("Radiographs of the hands, echocardiography and an EEG were normal.", ["Radiographs", "echocardiography", "EEG"]),
        ("Colonoscopy was performed and yielded normal findings.", ["Colonoscopy"]),
        ("Echocardiograms at 6 months and 18 months have been normal.", ["Echocardiograms"]),
    ],
)  # fmt: skip
def test_a_word_is_said_of_every_act_of_a_list(text, acts):
    assert said(text) == [(act, "normal") for act in acts]


def test_an_act_that_showed_something_is_not_normal_with_the_next_one():
    assert said("Radiographs of the hands showed erosions, and the EEG was normal.") == [("EEG", "normal")]


def test_a_specimen_in_brackets_stands_between_a_test_and_its_result():
    assert said("Real-time PCR for influenza B virus (BAL specimen) was positive.") == [
        ("Real-time PCR", "positive")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By PET, no abnormal uptake was detected.", [("PET", "normal")]),
        ("CT failed to reveal any abnormality.", [("CT", "normal")]),
        ("Blood cultures failed to grow any organism.", [("Blood cultures", "negative")]),
        ("No organisms were seen on Gram stain.", [("Gram stain", "negative")]),
        ("PCR testing of the specimens remained negative.", [("PCR", "negative")]),
        ("The plantar responses were flexor.", [("plantar responses", "normal")]),
        ("ECG showed sinus rhythm with ST elevation.", [("ECG", None)]),
    ],
)
def test_what_was_not_found_is_said_of_the_act(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The uterus and ovaries were normal.", ["uterus", "ovaries"]),
        ("The liver, spleen and pancreas were unremarkable.", ["liver", "spleen", "pancreas"]),
        ("The patient recovered and eyes were normal.", ["eyes"]),
        ("Her mother and skin were normal.", ["skin"]),
    ],
)
def test_a_list_of_parts_is_normal_in_each_of_them(text, parts):
    assert [name for name, _ in said(text)] == parts
