"""Names whose parts are shared over a list, and words that part or go on."""

from __future__ import annotations

import pytest

from seriatim.terms.hpo import find_phenotypes, load_hpo


def labels(text: str) -> set[str]:
    return {m.label for m in find_phenotypes(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("atrophy and weakness of the peroneal muscle", {"Peroneal muscle atrophy"}),
        ("hypoplasia of the clavicles, ribs and scapulae", {"Short clavicles", "Short ribs"}),
        ("renal or colonic neoplasms and nothing else", {"Renal neoplasm"}),
        ("optic and cerebral atrophy", {"Optic atrophy", "Cerebral atrophy"}),
    ],
)
def test_members_of_a_list_share_its_head_or_its_beginning(text: str, expected: set[str]) -> None:
    assert expected <= labels(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It showed an enlarged, bright liver.", "Hepatomegaly"),
        ("She had small, scarred kidneys.", "Renal hypoplasia"),
        ("He had thin, pitted nails.", "Thin nail"),
    ],
)
def test_an_adjective_before_a_comma_describes_the_noun_behind_the_next_one(text: str, expected: str) -> None:
    assert expected in labels(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("He was short, broad hands were noted.", "Short hand"),
        ("The spleen was enlarged, the liver normal.", "Hepatomegaly"),
        ("It was enlarged, bright and near the liver.", "Hepatomegaly"),
    ],
)
def test_an_adjective_that_is_said_of_something_else_does_not(text: str, wrong: str) -> None:
    assert wrong not in labels(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("purpura of both legs, abdominal pain and fever", "Lower limb pain"),
        ("purpura of both legs and abdominal pain", "Lower limb pain"),
        ("fisting of the hands, facial weakness and fever", "Hand muscle weakness"),
        ("short stature, long arms, large hands and feet", "Short foot"),
        ("lack of the thumb and hypoplasia of the clavicles and ribs", "Missing ribs"),
        ("the joints showed no swelling or pain", "Arthralgia"),
    ],
)
def test_a_part_with_a_head_of_its_own_ends_what_a_list_shares(text: str, wrong: str) -> None:
    assert wrong not in labels(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a narrow cervical spine without cord compression", "Spinal cord compression"),
        ("the mitral valve leaflets were free of disease", "Abnormal mitral valve leaflet morphology"),
        ("lateral ventricles with dilated occipital horns", "Lateral ventricle dilatation"),
    ],
)
def test_a_word_that_parts_a_statement_stands_in_no_name(text: str, wrong: str) -> None:
    assert wrong not in labels(text)


def test_with_may_stand_in_a_name_that_ends_the_phrase() -> None:
    assert "Mitral regurgitation" in labels("A thickened mitral valve with moderate regurgitation.")


@pytest.mark.parametrize(
    "text",
    [
        "a missing maxillary molar",
        "no ophthalmic complaints",
        "responses were missing in the hands",
        "mutations impair cell proliferation",
        "Scale bar, 20 micrometres",
        "premature labour",
        "an ileocutaneous fistula with blind tracts",
    ],
)
def test_what_goes_on_to_another_noun_names_no_finding(text: str) -> None:
    assert labels(text) == set()


def test_a_general_noun_leaves_a_finding_what_it_is() -> None:
    assert labels("Imaging showed cerebellar atrophic changes.") == {"Cerebellar atrophy"}


def test_no_name_runs_from_one_cell_of_a_table_into_the_next() -> None:
    assert labels("Hair\tSparse\tribs\tShort") == set()
    assert labels("Absent frontal sinuses\t\tHypoplastic clavicles") == {
        "Absent frontal sinuses",
        "Short clavicles",
    }


def test_every_word_that_parts_a_name_is_no_word_of_a_finding() -> None:
    from seriatim.terms._scan import parting_words

    assert not any(find_phenotypes(word) for word in parting_words())
    assert load_hpo()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hypo- and hyperpigmentation were seen.", "HP:0007509"),
        ("Hypo- and hyperkalaemia were seen.", "HP:0002900"),
    ],
)
def test_a_prefix_left_hanging_takes_the_place_of_the_prefix_behind(text: str, code: str) -> None:
    assert code in {h.code for h in find_phenotypes(text)}
