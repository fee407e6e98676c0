"""Diagnostic acts, and how findings were made."""

import pytest

from extract.told import facts_of
from seriatim.extract._context import Context, begin_fact
from seriatim.extract.results.diagnostics import attach_methods, find_diagnostics
from seriatim.model import Report
from seriatim.text import read_prose


def context(text):
    return Context(read_prose(Report(id="r", text=text)))


def acts(text):
    kinds = ("imaging", "histology", "procedure")
    return {f.label: f for f in find_diagnostics(context(text)) if f.kind in kinds}


def results(text):
    return [
        (f.label, f.value, f.interpretation)
        for f in find_diagnostics(context(text))
        if f.kind == "measurement"
    ]


def method_of(text, words):
    surroundings = context(text)
    start = text.index(words)
    fact = begin_fact(surroundings.prose, "phenotype", words, (start, start + len(words)))
    return attach_methods(surroundings, [fact])[0].method


@pytest.mark.parametrize(
    ("text", "label", "kind", "method"),
    [
        ("A skin biopsy was taken.", "skin biopsy", "histology", "histology"),
        ("Chest X-ray was done.", "chest radiography", "imaging", "imaging"),
        ("The EEG was repeated.", "electroencephalography", "procedure", "electrophysiology"),
        ("Mammography had been declined once.", "mammography", "imaging", "imaging"),
        ("On physical examination she was pale.", "physical examination", "procedure", "examination"),
    ],
)
def test_an_act_has_its_kind_and_method(text, label, kind, method):
    fact = acts(text)[label]
    assert (fact.kind, fact.method) == (kind, method)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A skin biopsy was taken.", "present"),
        ("A skin biopsy showed no granulomas.", "present"),
        ("There were no specific histological findings.", "present"),
        ("A lumbar puncture was declined.", "absent"),
        ("An MRI was not possible because of a stimulator.", "absent"),
        ("No other imaging studies were done.", "absent"),
        ("No biopsy was done.", "absent"),
        ("No lesion was seen when imaging was performed.", "present"),
        ("A skin biopsy was planned.", "uncertain"),
    ],
)
def test_an_act_without_a_result_may_be_denied_or_put_off(text, status):
    kinds = ("imaging", "histology", "procedure")
    assert [f.status for f in facts_of(text) if f.kind in kinds] == [status]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The EMG was normal.", "HP:0003457"),
        ("Oesophageal manometry was within normal limits.", "HP:0025270"),
        ("EEG and nerve conduction studies were unremarkable.", "HP:0003134"),
    ],
)
def test_a_normal_function_test_makes_its_abnormality_absent(text, code):
    facts = [f for f in find_diagnostics(context(text)) if f.code == code]
    assert [(f.status, bool(f.cue)) for f in facts] == [("absent", True)]


def test_a_normal_part_does_not_make_the_whole_normal():
    assert (
        acts("MRI showed normal ventricles and a mass.")["magnetic resonance imaging"].interpretation is None
    )
    assert acts("MRI was normal.")["magnetic resonance imaging"].interpretation == "normal"


def test_an_act_that_was_not_done_is_no_fact():
    assert acts("Muscle biopsy was not performed.") == {}


@pytest.mark.parametrize(
    ("text", "words", "method"),
    [
        ("A biopsy of a nodule revealed granulomas.", "granulomas", "histology"),
        ("A biopsy of a nodule revealed granulomas.", "nodule", None),
        ("The biopsy showed fibrosis. Oedema was also present.", "Oedema", "histology"),
        ("The biopsy showed fibrosis. She was treated. Oedema persisted.", "Oedema", None),
        ("The film showed nodules. Colchicine was stopped because of gout.", "gout", None),
        ("Radiographs demonstrated erosions.", "erosions", "imaging"),
        ("Erosions were visible on the radiographs.", "Erosions", "imaging"),
        ("On mammography, a mass was noted.", "mass", "imaging"),
        ("On examination she had a goitre.", "goitre", "examination"),
        ("She complained of dyspnoea.", "dyspnoea", "history"),
        ("The scan showed a cyst.\n\nA rash persisted.", "rash", None),
    ],
)
def test_a_finding_is_made_as_the_act_that_governs_it(text, words, method):
    assert method_of(text, words) == method


def test_a_method_that_is_known_stays():
    surroundings = context("The biopsy revealed fibrosis.")
    fact = begin_fact(surroundings.prose, "phenotype", "fibrosis", (20, 28), method="laboratory")
    assert attach_methods(surroundings, [fact])[0].method == "laboratory"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("A skin biopsy revealed a thinned epidermis.", "thinned epidermis"),
        ("The biopsy showed degeneration of the basal cells.", "degeneration of the basal cells"),
        (
            "The biopsy showed oedema. The vessels of the dermis appeared dilated.",
            "vessels of the dermis appeared dilated",
        ),
    ],
)
def test_a_change_of_tissue_in_a_biopsy_is_a_finding_without_a_code(text, label):
    (fact,) = attach_methods(context(text), [])
    assert (fact.label, fact.code, fact.kind, fact.method) == (label, None, "phenotype", "histology")


def test_a_change_of_tissue_outside_a_biopsy_is_left_to_others():
    assert attach_methods(context("She had a thinned epidermis on examination."), []) == []


def test_what_an_act_is_called_is_a_measurement_beside_the_act():
    assert results("The electromyogram was normal.") == [("electromyography", "normal", "normal")]
    assert results("The chest X-ray was clear.") == [("chest radiography", "clear", "normal")]


def test_each_act_of_a_list_has_what_is_said_behind_it():
    said = results("The chest radiograph, electrocardiogram and spirometry were unremarkable.")
    assert [label for label, *_ in said] == [
        "chest radiography",
        "electrocardiography",
        "pulmonary function tests",
    ]


def test_an_act_that_was_only_done_has_no_result():
    assert results("An echocardiogram was performed.") == []
    assert results("On a PET scan, metastases were not found.") == []
    assert results("MRI showed normal ventricles.") == []


def test_an_act_that_found_nothing_or_no_change_has_its_result():
    assert results("She had no remarkable findings on physical examination.") == [
        ("physical examination", "no remarkable findings", "normal")
    ]
    assert results("Follow-up MRI showed no significant changes.") == [
        ("magnetic resonance imaging", "no significant changes", None)
    ]


def test_the_short_form_of_an_act_that_the_report_defines_is_the_act():
    text = "He had a cardiac computed tomography (CCT). The CCT showed a thrombus."
    found = [f for f in find_diagnostics(context(text)) if f.kind == "imaging"]
    assert [(f.label, f.spans[0].text) for f in found] == [
        ("computed tomography", "computed tomography (CCT)"),
        ("computed tomography", "CCT"),
    ]


def test_a_known_short_form_stays_what_it_is_behind_a_wider_name():
    assert "computed tomography" in acts("Concurrent imaging (CT) showed no mass.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Physical examination was normal. Laboratory studies revealed anaemia.", "anaemia"),
        ("Physical examination was normal. Urinalysis showed proteinuria.", "proteinuria"),
    ],
)
def test_what_laboratory_tests_showed_is_not_found_by_examination(text, words):
    at = text.index(words)
    where = context(text)
    fact = begin_fact(where.prose, "disease", words, (at, at + len(words)))
    assert attach_methods(where, [fact])[0].method == "laboratory"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("An endocrine workup followed.", {"endocrine investigations"}),
        ("A GH stimulation test followed.", {"growth hormone stimulation test"}),
        ("A TRH stimulation test followed.", {"endocrine stimulation or suppression test"}),
        ("Examination of the resected segment showed inflammation.", set()),
    ],
)
def test_an_act_has_the_name_of_what_was_done(text, names):
    assert set(acts(text)) == names
