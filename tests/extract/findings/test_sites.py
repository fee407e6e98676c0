"""Where a finding is, on which side, and how it is qualified."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.invented import context, facts
from extract.told import facts_of
from seriatim.extract._context import begin_fact
from seriatim.extract.findings.sites import attach_sites
from seriatim.model import Fact, Report, Section
from seriatim.text import read_prose
from seriatim.text.tables import read_table


def place(text: str, *named: str, acts: tuple[str, ...] = ()) -> dict[str, Fact]:
    where = context(text)
    found = facts(where, *named) + facts(where, *acts, kind="procedure")
    return {f.label: f for f in attach_sites(where, sorted(found, key=lambda f: f.start))}


def sites(fact: Fact) -> set[tuple[str, str | None]]:
    return {(s.label, s.laterality) for s in fact.sites}


@pytest.mark.parametrize(
    ("text", "finding", "expected"),
    [
        ("Nodules were seen over both elbows.", "Nodules", {("elbow", "bilateral")}),
        (
            "Nodules on her neck, chest, and arms.",
            "Nodules",
            {("neck", None), ("chest", None), ("arm", None)},
        ),
        ("She had plaques on the left arm and leg.", "plaques", {("arm", "left"), ("leg", "left")}),
        ("There was an ulcer below the right patella.", "ulcer", {("patella", "right")}),
        ("A left hip fracture was found.", "hip fracture", {("hip", "left")}),
        ("He had bilateral pleural effusions.", "pleural effusions", {("pleura", "bilateral")}),
        ("The scalp showed plaques.", "plaques", {("scalp", None)}),
        ("On the palms there were pits.", "pits", {("palm", None)}),
        ("Pelvic calcification was noted.", "calcification", {("pelvis", None)}),
        ("An ulcer on the sole of the right foot.", "ulcer", {("sole", "right")}),
        ("Plaques on the abdomen (Figure 1) and thighs.", "Plaques", {("abdomen", None), ("thigh", None)}),
        ("There were bilateral ulcers on the shins.", "ulcers", {("shin", "bilateral")}),
        (
            "Scales on the soles and interdigital surfaces of the hands.",
            "Scales",
            {("sole", None), ("hand", None)},
        ),
        ("Papules on the trunk, sparing the face.", "Papules", {("trunk", None)}),
        ("Nodules on the back of both hands.", "Nodules", {("hand", "bilateral")}),
        (
            "Lesions of the limbs (mainly calves and forearms).",
            "Lesions",
            {("extremity", None), ("calf", None), ("forearm", None)},
        ),
        (
            "Ulcers over the shins, pelvic areas and breasts.",
            "Ulcers",
            {("shin", None), ("pelvis", None), ("breast", None)},
        ),
    ],
)
def test_a_finding_gets_the_places_that_its_sentence_gives_it(
    text: str, finding: str, expected: set[tuple[str, str | None]]
) -> None:
    assert sites(place(text, finding)[finding]) == expected


def test_each_place_goes_to_the_finding_before_it() -> None:
    found = place("She had plaques on her scalp and nodules over both knees.", "plaques", "nodules")
    assert sites(found["plaques"]) == {("scalp", None)}
    assert sites(found["nodules"]) == {("knee", "bilateral")}


def test_findings_joined_by_and_share_their_places() -> None:
    found = place("She had papules and nodules on the thighs.", "papules", "nodules")
    assert sites(found["papules"]) == sites(found["nodules"]) == {("thigh", None)}


def test_a_place_of_something_unnamed_in_between_is_not_the_findings() -> None:
    found = place("There was oedema of the ankles and venous furrowing of the forearms.", "oedema")
    assert sites(found["oedema"]) == {("ankle", None)}


def test_a_place_does_not_reach_into_the_next_clause() -> None:
    found = place("Her scalp was healed, and she still had anaemia.", "anaemia")
    assert found["anaemia"].sites == ()


def test_a_modifier_of_another_noun_is_not_the_findings() -> None:
    found = place("The ulcers kept coming at new locations.", "ulcers")
    assert found["ulcers"].modifiers == {}


def test_what_only_looks_like_a_place_is_none() -> None:
    found = place("On the other hand, the rash came back at heart team review.", "rash")
    assert found["rash"].sites == ()


def test_a_biopsy_gets_its_site_and_hands_it_to_what_it_showed() -> None:
    text = "A biopsy of a plaque from her left forearm revealed spongiosis."
    found = place(text, "plaque", "spongiosis", acts=("biopsy",))
    assert (
        sites(found["biopsy"])
        == sites(found["plaque"])
        == sites(found["spongiosis"])
        == {("forearm", "left")}
    )


def test_they_takes_up_the_finding_of_the_sentence_before() -> None:
    found = place("She had nodules. They were also seen on both feet.", "nodules")
    assert sites(found["nodules"]) == {("foot", "bilateral")}


def test_the_words_of_a_place_are_kept_as_written() -> None:
    [site] = place("There was an ulcer below the right patella.", "ulcer")["ulcer"].sites
    assert (site.text, site.code) == ("below the right patella", "UBERON:0002446")


@pytest.mark.parametrize(
    ("text", "finding", "kind", "value"),
    [
        ("She had marked calcification.", "calcification", "severity", "marked"),
        ("She had stony hard nodules.", "nodules", "morphology", "stony hard"),
        ("The calcification took a reticular pattern.", "calcification", "morphology", "reticular"),
        ("Films showed far more extensive calcification.", "calcification", "course", "more extensive"),
        ("There was increased prominence of the calcifications.", "calcifications", "course", "increased"),
        ("Calcification was found in the subcutaneous layer.", "Calcification", "depth", "subcutaneous"),
        ("He had multiple recurrent ulcers.", "ulcers", "number", "multiple"),
    ],
)
def test_a_finding_gets_the_words_that_qualify_it(text: str, finding: str, kind: str, value: str) -> None:
    assert value in place(text, finding)[finding].modifiers[kind]


def test_a_modifier_goes_to_the_finding_it_stands_before() -> None:
    found = place("She had mild fever and severe arthritis.", "fever", "arthritis")
    assert found["fever"].modifiers == {"severity": ("mild",)}
    assert found["arthritis"].modifiers == {"severity": ("severe",)}


def test_a_modifier_that_the_name_says_already_is_not_repeated() -> None:
    where = context("She had systemic lupus.")
    [fact] = attach_sites(where, facts(where, "systemic lupus", kind="disease"))
    assert fact.modifiers == {}


def test_a_caption_in_the_middle_is_bridged() -> None:
    text = "CASE\n\nThe calcification lay in the trunk and\n\nFig. 1. Ulcer of the left heel.\n\nwas worse over the thighs, where it seemed plate-like."
    caption = text.index("Fig")
    sections = (
        Section("case", "CASE", 0, len(text)),
        Section("caption", "Fig. 1", caption, text.index("\n\nwas"), level=2),
    )
    prose = read_prose(Report(id="r", text=text, sections=sections))
    at, ulcer = text.index("calcification"), text.index("Ulcer")
    where = context("")
    where = type(where)(prose)
    found = attach_sites(
        where,
        [
            begin_fact(prose, "phenotype", "calcification", (at, at + 13)),
            begin_fact(prose, "phenotype", "Ulcer", (ulcer, ulcer + 5)),
        ],
    )
    assert {s.label for s in found[0].sites} == {"trunk", "thigh"}
    assert "plate-like" in found[0].modifiers["morphology"]
    assert sites(found[1]) == {("heel", "left")}


def test_the_tables_of_sites_and_modifiers_are_sorted_and_unique() -> None:
    for name, key in (
        ("body_sites.tsv", "label"),
        ("modifiers.tsv", "phrase"),
        ("site_phrases.tsv", "phrase"),
    ):
        keys = [row[key] for row in read_table(name)]
        assert keys == sorted(set(keys)), name


@given(
    st.lists(
        st.sampled_from("left both elbows and scalp , on the rash nodules severe . pelvic in".split()),
        max_size=25,
    )
)
def test_facts_keep_their_number_order_and_place(words: list[str]) -> None:
    text = " ".join(words)
    where = context(text)
    found = facts(where, *(w for w in ("rash", "nodules") if w in text))
    done = attach_sites(where, found)
    assert [(f.id, f.spans) for f in done] == [(f.id, f.spans) for f in found]


@pytest.mark.parametrize(
    ("text", "finding", "places"),
    [
        ("She had joint pain in her wrists and ankles, and hand swelling.", "joint pain", {"wrist", "ankle"}),
        ("She had joint pain in her wrists and ankles, and hand swelling.", "swelling", {"hand"}),
        ("She had a rash on the trunk, face, and neck for a week, myalgia and cough.", "myalgia", set()),
        ("She had stenoses of intracranial vessels, stroke and glaucoma.", "glaucoma", set()),
        ("She had papules and nodules on both elbows.", "papules", {"elbow"}),
    ],
)
def test_each_finding_of_a_list_keeps_its_own_places(text: str, finding: str, places: set[str]) -> None:
    fact = next(f for f in facts_of(text) if finding in f.spans[-1].text)
    assert {s.label for s in fact.sites} - {"joint"} == places


def test_both_joins_two_things_or_tells_of_a_pair() -> None:
    facts = facts_of("She had both pleural and pericardial effusions and swelling of both knees.")
    sides = {s.label: s.laterality for f in facts for s in f.sites}
    assert (sides["pleura"], sides["knee"]) == (None, "bilateral")


def test_the_word_before_joined_findings_is_shared_only_between_plurals() -> None:
    facts = facts_of("She had painless mouth ulcers and arthritis, with hard papules and nodules.")
    told = {f.spans[-1].text.split()[-1]: f.modifiers.get("morphology") for f in facts}
    assert told["arthritis"] is None
    assert told["papules"] == told["nodules"] == ("hard",)


def test_white_cells_are_no_white_finding() -> None:
    facts = facts_of("White blood cell count was normal.")
    assert all("morphology" not in f.modifiers for f in facts)


def test_what_is_said_of_a_drug_is_no_course_of_the_disease() -> None:
    text = "A 30-year-old man had psychosis and took clozapine, which was stopped abruptly after a week."
    psychosis = next(f for f in facts_of(text) if f.spans[0].text == "psychosis")
    assert psychosis.modifiers == {}


def test_a_word_before_another_noun_qualifies_no_finding_of_the_sentence_before() -> None:
    where = context("We saw liver necrosis. This case adds to the growing number of minimally invasive acts.")
    (necrosis,) = attach_sites(where, facts(where, "necrosis"))
    assert necrosis.modifiers == {}


def test_the_head_and_neck_of_an_organ_are_no_places_of_their_own() -> None:
    assert {s.label for s in place("A mass in the head and neck of the pancreas.", "mass")["mass"].sites} == {
        "pancreas"
    }


def test_what_the_next_examination_shows_is_not_where_the_last_one_looked() -> None:
    text = "A chest roentgenogram showed bulging, and echocardiography showed regurgitation."
    where = context(text)
    found = facts(where, "bulging", "regurgitation")
    acts = facts(where, "chest roentgenogram", "echocardiography", kind="imaging")
    done = {f.label: f for f in attach_sites(where, sorted([*found, *acts], key=lambda f: f.start))}
    assert sites(done["bulging"]) == {("chest", None)}
    assert sites(done["regurgitation"]) == set()


def test_the_place_of_another_item_of_a_list_is_not_the_finding_s() -> None:
    found = place("She had leg edema, and fluid waves on the abdomen.", "leg edema")
    assert sites(found["leg edema"]) == {("leg", None)}


def test_a_word_before_one_noun_of_a_list_does_not_qualify_the_next() -> None:
    where = context("Ultrasound revealed enlarged chamber size, regurgitation and a stone.")
    (regurgitation,) = attach_sites(where, facts(where, "regurgitation"))
    assert regurgitation.modifiers == {}


def test_the_side_in_an_organ_s_name_is_not_said_twice() -> None:
    text = "A 45-year-old man had left ventricular dysfunction."
    found = [f for f in facts_of(text) if f.kind == "phenotype"]
    assert [sites(f) for f in found] == [{("left ventricle", None)}]


def test_a_word_of_one_finding_s_name_does_not_qualify_the_next() -> None:
    text = "A 45-year-old man had systemic hypertension and gout."
    gout = next(f for f in facts_of(text) if f.label == "gout")
    assert "extent" not in gout.modifiers


def test_how_far_a_finding_reaches_stands_behind_it_and_not_before_the_next() -> None:
    text = "There was thick skin of the hands reaching beyond the knuckles, warts and a scar."
    where = context(text)
    thick, warts = attach_sites(where, facts(where, "thick skin", "warts"))
    assert thick.modifiers["reach"] == ("proximal to the metacarpophalangeal joints",)
    assert warts.modifiers == {}


def test_a_place_inside_brackets_is_none_of_what_follows_them() -> None:
    found = place(
        "She had weakness (grade 4 in the hip flexors) and mild scoliosis.", "weakness", "scoliosis"
    )
    assert sites(found["scoliosis"]) == set()


def test_the_eye_set_against_the_other_is_not_where_the_finding_is() -> None:
    text = "Acuity was low in the right eye with metamorphopsia, while in the other eye it was normal."
    assert sites(place(text, "metamorphopsia")["metamorphopsia"]) == set()
    taken = place("Papules appeared while in hospital on both arms.", "Papules")["Papules"]
    assert sites(taken) == {("arm", "bilateral")}


@pytest.mark.parametrize(
    "text", ["The abdomen was soft and there was a rash.", "Her lungs were clear and there were no ulcers."]
)
def test_a_place_ends_with_its_clause_where_there_is_something_else(text: str) -> None:
    word = "rash" if "rash" in text else "ulcers"
    assert sites(place(text, word)[word]) == set()


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("The rash affected the face and spared the trunk.", ["face"]),
        ("Calcification encased the trunk.", ["trunk"]),
        ("The rash also involved both arms.", ["arm"]),
        ("The rash was severe and the affected hands were warm.", []),
    ],
)
def test_a_verb_places_its_subject_and_an_adjective_does_not(text: str, sites: list[str]) -> None:
    found = [f for f in facts_of(text) if f.kind in ("phenotype", "disease")]
    assert [site.label for site in found[0].sites] == sites


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("The tumor was not calcified.", "morphology", ("non-calcified",)),
        ("The tumor was calcified.", "morphology", ("calcified",)),
        ("His weakness was never progressive.", "course", ("non-progressive",)),
        ("The fever had not yet resolved.", "course", None),
    ],
)
def test_a_quality_that_is_denied_is_not_the_findings(text: str, kind: str, values: tuple[str, ...]) -> None:
    found = [f for f in facts_of(text) if f.kind in ("phenotype", "disease")]
    assert found[0].modifiers.get(kind) == values


@pytest.mark.parametrize(
    ("text", "label", "sites"),
    [
        ("She had painful ulcers on the right foot.", "Pain", [("foot", "right")]),
        ("The visit was painful, but ulcers on the foot had gone.", "Pain", []),
        ("She had a high fever and a rash on the trunk.", "Fever", []),
        ("She had crural ulcers.", "crural ulcers", [("leg", None)]),
        ("She had calcifications of skin arteries.", "Arterial calcification", [("artery", None)]),
        ("She had calcifications of the skin.", "Calcinosis cutis", []),
    ],
)
def test_a_quality_is_where_its_finding_is_and_a_fever_nowhere(
    text: str, label: str, sites: list[tuple[str, str | None]]
) -> None:
    found = next(f for f in facts_of("A 40-year-old woman was seen. " + text) if f.label == label)
    assert [(s.label, s.laterality) for s in found.sites] == sites


def test_a_side_does_not_go_on_to_an_organ_with_an_article_of_its_own() -> None:
    found = next(
        f
        for f in facts_of("A man had repair of the right ureter and the small intestine.")
        if f.kind == "intervention"
    )
    assert {s.label: s.laterality for s in found.sites} == {"ureter": "right", "small intestine": None}


def test_a_limb_of_a_graft_is_no_limb() -> None:
    facts = facts_of("A man had thrombosis of one limb of the aortobifemoral graft.")
    assert not any(s.label == "extremity" for f in facts for s in f.sites)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The rash began on the face and slowly spread to the arms and trunk.", ["face", "arm", "trunk"]),
        ("The rash appeared on the arms, then progressed to involve the trunk.", ["arm", "trunk"]),
        ("The rash was on the face; oedema spread to the trunk.", ["face"]),
        ("The rash on the arms and pain spreading to the neck were noted.", ["arm"]),
    ],
)
def test_a_finding_is_also_where_it_spread_to(text: str, places: list[str]) -> None:
    [rash] = [f for f in facts_of(text) if f.spans[0].text == "rash"]
    assert [site.label for site in rash.sites] == places


def test_what_is_denied_behind_a_place_is_not_there() -> None:
    facts = facts_of("Imaging showed patent hepatic veins and no ascites.")
    assert [f.sites for f in facts if f.label == "Ascites"] == [()]


def test_a_quality_before_another_verb_is_not_that_of_what_follows() -> None:
    [failure] = [
        f for f in facts_of("He ate a yellow paste and developed acute liver failure.") if f.kind == "disease"
    ]
    assert "morphology" not in failure.modifiers
