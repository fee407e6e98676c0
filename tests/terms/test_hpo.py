"""The search for phenotypes in a text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seriatim.errors import InputError, PackError
from seriatim.terms.hpo import find_phenotypes, load_hpo, load_lexicon
from seriatim.text import Abbreviation
from seriatim.text.tables import read_table


def codes(text: str, *, nested: bool = False) -> list[str | None]:
    return [m.code for m in find_phenotypes(text, nested=nested)]


def test_the_ontology_says_its_release_and_maps_retired_identifiers() -> None:
    hpo = load_hpo()
    assert hpo.release == "2025-01-16"
    assert hpo.current("HP:0007234") == "HP:0001328"
    assert {"HP:0010766", "HP:0000118", "HP:0025520"} <= hpo.ancestors("HP:0025520")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("There was a malar rash.", "HP:0025300"),
        ("He has arthralgias and fatigue", "HP:0002829"),
        ("Portal hyper-tension", "HP:0001409"),
        ("severe anaemia", "HP:0001903"),
        ("an oesophageal stricture", "HP:0002043"),
        ("Raynaud\u2019s phenomenon", "HP:0030880"),
        ("bilateral clubfoot and club feet", "HP:0001776"),
        ("a haemangioma", "HP:0001028"),
    ],
)
def test_a_name_is_found_whatever_its_number_hyphen_or_spelling(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("broad metaphyses of the tibia", "Broad tibial metaphyses"),
        ("dysplastic kidneys", "Renal dysplasia"),
        ("a susceptibility to infections", "Recurrent infections"),
        ("extra nipples were seen", "Supernumerary nipple"),
        ("she had auditory manifestations", "Hearing abnormality"),
        ("paresis of the facial nerve", "Facial palsy"),
        ("with fusion of the radius and ulna", "Radioulnar synostosis"),
        ("pits of the lower lip", "Lower lip pit"),
    ],
)
def test_families_of_words_mean_the_same_inside_a_name(text: str, label: str) -> None:
    assert label in [m.label for m in find_phenotypes(text)]


@pytest.mark.parametrize(
    "text", ["feeding difficulties", "walking difficulties", "worsening exertional dyspnea"]
)
def test_a_name_with_a_linking_word_takes_no_such_word_from_its_neighbourhood(text: str) -> None:
    before = "He came with "
    assert all(m.start >= len(before) for m in find_phenotypes(before + text))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("low-set, posteriorly rotated ears", {"Low-set ears", "Posteriorly rotated ears"}),
        ("He had a long, smooth philtrum.", {"Long philtrum", "Smooth philtrum"}),
        ("a change in speech, hearing loss", {"Hearing impairment"}),
        ("a choroidal anomaly and a flat face", {"Abnormal choroid morphology", "Flat face"}),
    ],
)
def test_adjectives_that_a_comma_joins_share_a_part_of_the_body(text: str, labels: set[str]) -> None:
    assert {m.label for m in find_phenotypes(text)} == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("pre- and postaxial polydactyly", {"Preaxial polydactyly", "Postaxial polydactyly"}),
        ("poly-, syn-, and oligodactyly", {"Polydactyly", "Syndactyly", "Oligodactyly"}),
        ("para-/tetraplegia", {"Paraplegia", "Tetraplegia"}),
        ("anti- and proinflammatory drugs", set()),
    ],
)
def test_a_word_cut_short_by_a_hyphen_is_completed_by_the_one_behind(text: str, labels: set[str]) -> None:
    found = find_phenotypes(text)
    assert {m.label for m in found} == labels
    assert all(0 <= m.start < m.end <= len(text) for m in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Her spleen was palpable.", True),
        ("She was seen for a conduct disorder.", False),
        ("a cell proliferation", False),
        ("a palpable spleen", True),
    ],
)
def test_two_words_of_our_own_need_no_order_but_allow_no_equivalents(text: str, found: bool) -> None:
    assert bool(find_phenotypes(text)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [("renal anomalies", True), ("renal defects", True), ("a lobulation defect in both lungs", False)],
)
def test_a_defect_in_an_organ_is_an_abnormality_of_it_only_as_a_name(text: str, found: bool) -> None:
    assert bool(find_phenotypes(text)) is found


def test_the_root_of_the_ontology_is_no_finding() -> None:
    assert codes("These were its phenotypic manifestations, a phenotypic abnormality.") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ears were low-set.", "HP:0000369"),
        ("atrophy of the optic nerves", "HP:0000648"),
        ("a positive antinuclear antibody", "HP:0003493"),
        ("Her metacarpals were short.", "HP:0010049"),
        ("his thumbs were found to be broad", "HP:0011304"),
        ("agenesis of both thumbs", "HP:0009777"),
        ("raised plasma levels of lactate", "HP:0002151"),
        ("ocular abnormalities", "HP:0000478"),
    ],
)
def test_order_fillers_and_equivalent_words_do_not_matter(text: str, code: str) -> None:
    assert load_hpo().current(code) in codes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("palmar and plantar pits", {"HP:0010610", "HP:0010612"}),
        ("short and broad thumbs", {"HP:0009778", "HP:0011304"}),
        ("hypopigmentation of skin or hair", {"HP:0001010", "HP:0005599"}),
        ("branchial, otic and renal anomalies", {"HP:0009794", "HP:0000598", "HP:0000077"}),
        ("subcutaneous and muscular calcifications", {"HP:0007618", "HP:0100249"}),
    ],
)
def test_parts_shared_over_a_conjunction_are_put_together(text: str, expected: set[str]) -> None:
    assert expected <= set(codes(text))


def test_a_shared_head_gives_a_mention_of_two_pieces() -> None:
    text = "palmar and plantar pits"
    first = find_phenotypes(text)[0]
    assert [text[a:b] for a, b in first.pieces] == ["palmar", "pits"]


def test_a_finding_lends_nothing_to_the_next_one() -> None:
    assert set(codes("a bulbous nose and elbow deformity")) == {"HP:0000414", "HP:0009811"}


def test_a_general_word_gives_way_to_the_name_it_becomes_part_of() -> None:
    assert set(codes("joint pain and swelling")) == {"HP:0002829", "HP:0001386"}


def test_a_part_of_a_longer_name_is_no_finding() -> None:
    assert codes("Charcot-Marie-tooth disease") == []
    assert codes("lack of mandibular angles") == []


def test_a_word_beside_a_name_makes_it_more_specific() -> None:
    assert codes("profound psychomotor retardation") == ["HP:0012736"]
    assert codes("a severe muscular hypotonia") == ["HP:0006829"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("She could not walk.", "HP:0002540"),
        ("He became wheelchair-bound.", "HP:0002505"),
        ("low platelets", "HP:0001873"),
        ("CRP was raised", "HP:0011227"),
        ("head circumference below the 3rd centile", "HP:0000252"),
        ("looked pale and was short of breath", "HP:0000980"),
        ("tachycardic", "HP:0001649"),
    ],
)
def test_plain_words_are_findings(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("calcification of the soft tissues of both arms", "HP:0025520"),
        ("widespread calcinosis over the buttocks", "HP:0025520"),
        ("calcification of the muscles", "HP:0100249"),
        ("retroareolar vascular calcifications", "HP:0004934"),
        ("discoid lesions on the nose", "HP:0007417"),
        ("membranous glomerulonephropathy on biopsy", "HP:0012578"),
        ("osteonecrosis of the left hip", "HP:0010885"),
        ("a scarring alopecia", "HP:0004552"),
        ("red plaques", "HP:0025474"),
        ("vacuolar degeneration of the basal layer", "HP:0034703"),
        ("a mild superficial perivascular infiltrate", "HP:0031190"),
        ("steroid-induced myopathy", "HP:0003198"),
        ("a calcified uterine fibroid", "HP:0000131"),
    ],
)
def test_the_skin_and_tissue_of_connective_tissue_disease_are_coded_by_what_is_meant(
    text: str, code: str
) -> None:
    found = codes(text)
    assert code in found
    assert not {"HP:0003761", "HP:0005743"} & set(found)


def test_a_finding_without_a_term_has_a_label_and_no_code() -> None:
    (mention,) = find_phenotypes("The collagen bundles appeared thickened.")
    assert (mention.code, mention.label) == (None, "Thickened dermal collagen")


@pytest.mark.parametrize(
    ("text", "code", "cue"),
    [
        ("normal intelligence", "HP:0001249", "normal"),
        ("Hearing was also within normal limits.", "HP:0000365", "within normal limits"),
        ("The heart was not enlarged.", "HP:0001640", "not"),
    ],
)
def test_what_is_normal_or_denied_inside_the_words_is_absent(text: str, code: str, cue: str) -> None:
    assert [(m.code, m.status, m.cue) for m in find_phenotypes(text)] == [(code, "absent", cue)]


def test_what_is_not_normal_is_not_absent() -> None:
    assert [m for m in find_phenotypes("Hearing was not normal.") if m.status == "absent"] == []


def test_an_inability_is_a_finding_not_a_denial() -> None:
    assert [m.status for m in find_phenotypes("She could not walk.")] == [""]


def test_an_acronym_needs_its_capitals() -> None:
    assert codes("The VSD was closed, both VSDs") == ["HP:0001629"] * 2
    assert codes("vsd") == []


def test_the_surroundings_decide_what_a_short_form_means() -> None:
    assert codes("The ASD was closed with an occluder.") == ["HP:0001631"]
    assert codes("He attends a school for children with ASD.") == ["HP:0000729"]


def test_a_short_form_means_what_the_text_defines() -> None:
    text = "Ankle swelling (AS) was noted; AS came back."
    defined = [Abbreviation("AS", "Ankle swelling", 16, 18, 0, 14)]
    found = find_phenotypes(text, defined=defined)
    assert [(text[m.start : m.end], m.rule) for m in found] == [
        ("Ankle swelling", "name"),
        ("AS", "abbreviation"),
        ("AS", "abbreviation"),
    ]
    assert len({m.code for m in found}) == 1


def test_words_before_a_long_form_are_no_part_of_its_short_form() -> None:
    text = "A dilated left ventricle (LV) was seen. The LV emptied poorly."
    start = text.index("left")
    found = find_phenotypes(text, defined=[Abbreviation("LV", "left ventricle", 26, 28, start, start + 14)])
    assert [m.pieces for m in found if m.rule == "abbreviation"] == []


def test_a_short_form_defined_as_something_else_is_no_finding() -> None:
    text = "The advanced school district (ASD) said the ASD would pay."
    assert (
        find_phenotypes(text, defined=[Abbreviation("ASD", "advanced school district", 30, 33, 4, 28)]) == []
    )


@pytest.mark.parametrize(
    "text", ["Glasgow Coma Scale", "human immunodeficiency virus", "stroke volume", "oncology"]
)
def test_a_test_an_organism_or_a_service_is_no_finding(text: str) -> None:
    assert codes(text) == []


def test_the_longest_name_wins_unless_nested_ones_are_wanted() -> None:
    assert codes("basal cell carcinoma") == ["HP:0002671"]
    assert len(codes("basal cell carcinoma", nested=True)) > 1


def test_a_part_of_the_text_is_searched_with_offsets_into_the_whole() -> None:
    text = "seizures, then a malar rash"
    assert [(m.start, m.end) for m in find_phenotypes(text, 10)] == [(17, 27)]
    assert [(m.start, m.end) for m in find_phenotypes(text, 0, 8)] == [(0, 8)]


_WORDS = [
    "malar rash",
    "seizures",
    "\U0001d54f",
    "no",
    ",",
    ".",
    "\n\n",
    "small",
    "hands",
    "\u00e9",
    "and",
    "normal hearing",
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(_WORDS)))
def test_a_span_begins_and_ends_with_a_whole_word(words: list[str]) -> None:
    text = " ".join(words)
    for mention in find_phenotypes(text):
        assert mention.pieces == tuple(sorted(mention.pieces))
        for start, end in mention.pieces:
            assert text[start:end].strip() == text[start:end] != ""
            assert not text[start - 1 : start].isalnum()
            assert not text[end : end + 1].isalnum()


def test_offsets_stay_right_far_into_a_long_text() -> None:
    text = "well " * 100_000 + "malar rash"
    (mention,) = find_phenotypes(text)
    assert text[mention.start : mention.end] == "malar rash"


def test_time_grows_with_the_text_and_a_line_of_denials_is_no_worse() -> None:
    prose = "She had small hands, a malar rash and no fever; her ears were low-set and hearing was normal. "

    def cost(text: str) -> float:
        best = min(_timed(text) for _ in range(2))
        return best / len(text)

    short, long = cost(prose * 200), cost(prose * 1600)
    assert long < 3 * short + 1e-6
    assert cost("no " * 50_000) < 3 * short + 1e-6


def _timed(text: str) -> float:
    began = time.process_time()
    find_phenotypes(text)
    return time.process_time() - began


def test_the_lexicon_is_compiled_once() -> None:
    assert load_lexicon() is load_lexicon()


@pytest.fixture
def small_hpo(tmp_path: Path) -> Path:
    """Two terms of HPO below its root, which compile in a moment."""
    path = tmp_path / "hp.obo"
    path.write_text(
        "format-version: 1.2\ndata-version: hp/releases/2025-01-16\n\n"
        "[Term]\nid: HP:0000118\nname: Phenotypic abnormality\n\n"
        "[Term]\nid: HP:0025300\nname: Malar rash\nis_a: HP:0000118\n\n"
        "[Term]\nid: HP:0001945\nname: Fever\nis_a: HP:0000118\n"
    )
    return path


def test_a_table_of_own_terms_comes_before_the_ontology(tmp_path: Path, small_hpo: Path) -> None:
    table = tmp_path / "terms.tsv"
    table.write_text("term\tcode\tsynonyms\nplate-like deposit\tOWN:1\tarmour sign|malar rash\n")
    lexicon = load_lexicon(small_hpo, (table,))
    found = find_phenotypes("An armour sign, plate-like deposits, a malar rash, fever.", lexicon=lexicon)
    assert [(m.code, m.label) for m in found][:3] == [("OWN:1", "plate-like deposit")] * 3
    assert found[3].code == "HP:0001945"


def test_another_ontology_is_read_beside_the_hpo(tmp_path: Path, small_hpo: Path) -> None:
    obo = tmp_path / "own.obo"
    obo.write_text(
        'format-version: 1.2\n\n[Term]\nid: OWN:7\nname: purple nose sign\nsynonym: "violet nose" EXACT []\n'
    )
    found = find_phenotypes("a violet nose", lexicon=load_lexicon(small_hpo, (obo,)))
    assert [(m.code, m.label) for m in found] == [("OWN:7", "purple nose sign")]


@pytest.mark.parametrize("content", ["", "term\tcode\n"], ids=["empty", "header alone"])
def test_a_table_without_a_term_is_one_clear_line(tmp_path: Path, small_hpo: Path, content: str) -> None:
    table = tmp_path / "terms.tsv"
    table.write_text(content)
    with pytest.raises(InputError, match="holds no term"):
        load_lexicon(small_hpo, (table,))


@pytest.mark.parametrize(
    ("content", "line"), [("name\tid\n", 1), ("term\tcode\nrash\t\n", 2)], ids=["header", "missing code"]
)
def test_a_wrong_table_names_its_line(tmp_path: Path, small_hpo: Path, content: str, line: int) -> None:
    table = tmp_path / "wrong.tsv"
    table.write_text(content)
    with pytest.raises(PackError, match=f"wrong.tsv:{line}"):
        load_lexicon(small_hpo, (table,))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Pulmonary hypertension was found.", "HP:0004890"),
        ("She tired easily, with difficulty rising from a chair.", "HP:0004302"),
        ("He was acidotic.", "HP:0001941"),
        ("The girl needed gastrostomy feeding.", "HP:0033454"),
        ("A boy tall for his age", "HP:0000098"),
        ("Bladder dysfunction was noted.", "HP:0000009"),
        ("He came with a chest infection.", "HP:0011947"),
        ("She had difficulty raising her arms.", "HP:0004302"),
    ],
)
def test_a_code_says_no_more_than_its_words(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "There was hemolysis and stiffness.",
        "The plaques and the swelling were photographed.",
        "He was 175 cm tall.",
        "A rigid bronchoscope was used.",
        "Weakness of the aortic wall was assumed.",
        "No eye exam was done.",
        "A feeding gastrostomy tube kit costs little; a CSF leak was sealed.",
    ],
)
def test_words_that_leave_open_what_they_are_of_have_no_code(text: str) -> None:
    assert not [code for code in codes(text) if code not in (None, "HP:0033454")]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("reduced facial expression", "Decreased facial expression"),
        ("a dilated renal pelvis", "Dilatation of the renal pelvis"),
        ("excessive hair growth", "Hypertrichosis"),
        ("dilated lateral ventricles", "Lateral ventricle dilatation"),
        ("weak respiratory muscles", "Weakness of muscles of respiration"),
    ],
)
def test_the_term_of_just_these_words_comes_before_one_near_it(text: str, label: str) -> None:
    assert [m.label for m in find_phenotypes(text)] == [label]


def test_the_weight_of_the_mother_is_not_the_child_s() -> None:
    assert codes("Poor maternal weight gain was noted.") == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Tremor of the hands was absent.", {"Hand tremor"}),
        ("Rigidity of both limbs was absent.", {"Rigidity"}),
        ("Both of the thumbs were absent.", {"Absent thumb"}),
        ("The thumbs were absent.", {"Absent thumb"}),
        ("The size of the feet was small.", {"Short foot"}),
    ],
)
def test_what_is_said_of_something_in_a_place_is_not_said_of_the_place(text: str, labels: set[str]) -> None:
    assert {m.label for m in find_phenotypes(text)} == labels


@pytest.mark.parametrize(
    "text", ["Streptococcus pneumoniae was isolated.", "S. agalactiae grew.", "Onchocerca volvulus was seen."]
)
def test_the_name_of_a_species_is_no_finding(text: str) -> None:
    assert not list(find_phenotypes(text))


@pytest.mark.parametrize(
    "text",
    [
        "Reduced activity of POGLUT1 was found.",
        "A low-energy collimator was used.",
        "Spasticity of the arms, increased patellar and Achilles reflexes.",
    ],
)
def test_what_an_enzyme_or_a_device_has_is_nobody_s(text: str) -> None:
    labels = {m.label for m in find_phenotypes(text)}
    assert not labels & {"Lethargy", "Fatigue", "Decreased Achilles reflex", "Abnormal diminished volition"}


def test_the_heart_moves_in_another_way_than_the_limbs() -> None:
    def labels(text: str) -> list[str]:
        return [m.label for m in find_phenotypes(text)]

    assert labels("Echocardiography showed global hypokinesia.") == [
        "Regional left ventricular wall motion abnormality"
    ]
    assert labels("Hypokinesia and rigidity of gait were seen.")[0] == "Hypokinesia"


def test_the_absence_of_a_finding_is_no_finding_called_aplastic() -> None:
    assert codes("In the absence of anemia iron was not needed.") == ["HP:0001903"]
    assert codes("He had aplastic anemia.") == ["HP:0001915"]


def test_a_missing_ontology_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.obo"):
        load_hpo(tmp_path / "none.obo")


@pytest.mark.parametrize(
    "table", ["hpo_synonyms.tsv", "hpo_overrides.tsv", "ambiguous.tsv", "normal_findings.tsv"]
)
def test_every_code_of_our_tables_is_in_use(table: str) -> None:
    hpo = load_hpo()
    for row in read_table(table):
        assert not row["code"] or row["code"] in hpo, row


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("hpo_synonyms.tsv", "name"),
        ("equivalents.tsv", "concept"),
        ("filler_words.tsv", "word"),
        ("word_forms.tsv", "form"),
        ("normal_findings.tsv", "words"),
        ("uncoded_findings.tsv", "name"),
    ],
)
def test_our_tables_are_sorted_and_name_a_thing_once(table: str, key: str) -> None:
    keys = [row[key] for row in read_table(table)]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("text", "there", "denied"),
    [
        ("Her cough was not productive.", "Cough", "Productive cough"),
        ("The weakness was not progressive.", "Muscle weakness", "Progressive muscle weakness"),
    ],
)
def test_a_finding_of_which_only_the_manner_is_denied_is_there(text, there, denied):
    assert [(m.label, m.status) for m in find_phenotypes(text)] == [(there, ""), (denied, "absent")]


def test_pain_that_lessens_is_no_lack_of_pain_sensation():
    for text in ("Pain was reduced by rest.", "He did not complain of pain.", "Pain was absent at rest."):
        assert "Impaired pain sensation" not in {m.label for m in find_phenotypes(text)}


def test_who_walks_with_a_limp_is_not_limp():
    assert "Hypotonia" not in {m.label for m in find_phenotypes("He walked with a limp.")}
    assert "Hypotonia" in {m.label for m in find_phenotypes("The baby was limp at birth.")}
