"""Cue scopes: what a sentence denies and what it leaves open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.model import Report
from seriatim.text import read_prose
from seriatim.text.cues import Assertion, find_scopes
from seriatim.text.tables import expand_choices, read_table


def judge(text: str, words: str, *, act: bool = False) -> Assertion:
    prose = read_prose(Report(id="r", text=text))
    start = text.index(words)
    sentence = prose.sentence_at(start)
    assert sentence is not None
    return find_scopes(prose, sentence).judge(start, start + len(words), act=act)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tests for anti-X antibody, anti-Y, Z, and anti-W antibody were all negative.", "anti-X antibody"),
        ("Tests for anti-X antibody, anti-Y, Z, and anti-W antibody were all negative.", "Z"),
        ("There was no evidence of vasculitis or thrombosis on the scan.", "thrombosis"),
        ("Nephritis was not seen.", "Nephritis"),
        ("She never developed arthritis.", "arthritis"),
        ("He did not present with oedema.", "oedema"),
        ("On examination, oedema was absent.", "oedema"),
        ("He denied any cough, chest pain or fever.", "fever"),
        ("Neither oedema nor ascites was found.", "ascites"),
        ("Two years later neither had had another fracture.", "fracture"),
        ("Fever; rash; and cough were absent.", "rash"),
        ("She was afebrile without rash or arthritis.", "arthritis"),
        ("The workup was negative for tuberculosis.", "tuberculosis"),
        ("Tuberculosis and sarcoidosis were ruled out.", "sarcoidosis"),
        ("Angiography excluded an aneurysm.", "aneurysm"),
        ("The ureter was free of stones.", "stones"),
        ("A scan failed to show metastases.", "metastases"),
        ("The heart showed no signs suggesting amyloidosis.", "amyloidosis"),
        ("He remained seizure free for a year.", "seizure"),
        ("He never had seizures.", "seizures"),
        ("There was no   \n evidence   of tuberculosis.", "tuberculosis"),
        ("In this case no 5-mm stone was found.", "stone"),
        ("He was no longer febrile.", "febrile"),
    ],
)
def test_a_denied_finding_is_absent(text: str, words: str) -> None:
    assert judge(text, words).status == "absent"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She had probable drug-induced hepatitis.", "drug-induced hepatitis"),
        ("There was a mass, possibly a calcified cyst.", "calcified cyst"),
        ("Lymphoma was suspected.", "Lymphoma"),
        ("Lymphoma could not be excluded.", "Lymphoma"),
        ("Because of fever, a rash and weight loss, lymphoma was suspected.", "lymphoma"),
        ("Vasculitis was judged unlikely.", "Vasculitis"),
        ("Vasculitis was thought to be unlikely.", "Vasculitis"),
        ("We could not comment on neuropathy.", "neuropathy"),
        ("Cataract could not be assessed.", "Cataract"),
        ("We were unable to confirm corneal dystrophy.", "corneal dystrophy"),
        ("An MRI was done to rule out encephalitis.", "encephalitis"),
        ("The picture was suggestive of sarcoidosis.", "sarcoidosis"),
        ("The differential diagnosis included gout, pseudogout and sepsis.", "pseudogout"),
        ("Was this vasculitis?", "vasculitis"),
        ("Heparin was given to prevent thrombosis.", "thrombosis"),
    ],
)
def test_a_doubted_finding_is_uncertain(text: str, words: str) -> None:
    assert judge(text, words).status == "uncertain"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("There was no improvement of the rash.", "rash"),
        ("Because of fever, a rash and weight loss, lymphoma was suspected.", "rash"),
        ("Given the fever and the rash, lymphoma could not be excluded.", "fever"),
        ("The fever did not respond to antibiotics.", "fever"),
        ("The arthritis resolved only partially.", "arthritis"),
        ("Cultures grew gram-negative sepsis.", "sepsis"),
        ("She had not only fever but also rash.", "fever"),
        ("She had no fever, but a rash appeared.", "rash"),
        ("There was no fever and her rash was widespread.", "rash"),
        ("The examination was unremarkable except for a faint rash.", "rash"),
        ("There was no cause for her anaemia.", "anaemia"),
        ("A rash was seen on the trunk and fever was absent.", "rash"),
        ("She had necrosis of both hips and probable myopathy.", "necrosis"),
        ("In May 2019 she developed ascites.", "ascites"),
        ("In this woman with nephritis, cryoglobulins were negative.", "nephritis"),
    ],
)
def test_what_is_neither_denied_nor_doubted_is_present(text: str, words: str) -> None:
    assert judge(text, words) == Assertion("present")


def test_the_cue_is_given_in_its_own_words_and_place() -> None:
    text = "Oedema was Not Seen."
    said = judge(text, "Oedema")
    assert (said.cue, said.cue_span) == ("was Not Seen", (7, 19))


def test_denial_outweighs_doubt_unless_the_doubt_is_about_the_denial() -> None:
    assert judge("There was no suspicion of lymphoma.", "lymphoma").status == "absent"
    assert judge("She may have no nephritis.", "nephritis").status == "uncertain"


def test_a_cue_inside_a_name_belongs_to_the_name() -> None:
    assert judge("She had absence of the fibula.", "absence of the fibula").status == "present"


def test_a_test_is_not_denied_by_its_result() -> None:
    text = "The MRI was negative and showed no mass."
    assert judge(text, "MRI", act=True).status == "present"
    assert judge(text, "mass").status == "absent"
    assert judge("There was no abnormality on MRI.", "MRI", act=True).status == "present"


def test_a_test_that_was_not_done_is_absent() -> None:
    assert judge("A biopsy was not performed.", "biopsy", act=True).status == "absent"
    assert judge("She refused surgery.", "surgery", act=True).status == "absent"
    assert judge("He did not require dialysis.", "dialysis", act=True).status == "absent"
    assert judge("Cyclosporin was offered but declined.", "Cyclosporin", act=True).status == "absent"
    assert judge("Infliximab was never restarted.", "Infliximab", act=True).status == "absent"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She declined further drugs, entered hospice care and died.", "hospice care"),
        ("He refused surgery and took ibuprofen.", "ibuprofen"),
        ("He denied cough, started amoxicillin and slept.", "amoxicillin"),
    ],
)
def test_a_denial_ends_where_the_next_verb_begins(text: str, words: str) -> None:
    assert judge(text, words, act=True).status == "present"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He had stools without blood, and associated with weight loss.", "weight loss"),
        ("She had cough without fever, accompanied by chills.", "chills"),
        ("With anemia and fatigue, effusion, and a rash, a diagnosis of lupus was considered.", "effusion"),
        ("With anemia and fatigue, effusion, and a rash, a diagnosis of lupus was considered.", "rash"),
        ("Patient no 7 took infliximab for uveitis.", "uveitis"),
        ("Case no. 2 had fever.", "fever"),
        ("The cause of the fever was not found.", "fever"),
        ("Data on myositis are lacking.", "myositis"),
        ("Guidelines for lymphoma are missing.", "lymphoma"),
        ("The drug was not able to reduce pain.", "pain"),
        ("Prednisone failed to prevent a relapse of uveitis.", "uveitis"),
        ("There was suboptimal resolution of the oedema.", "oedema"),
    ],
)
def test_what_a_denial_or_a_doubt_is_not_about_is_present(text: str, words: str) -> None:
    assert judge(text, words).status == "present"


def test_a_scope_ends_with_its_bracket() -> None:
    text = "She had rash (no bullae) and fever."
    assert judge(text, "bullae").status == "absent"
    assert judge(text, "fever").status == "present"


def test_no_phrase_of_the_cue_table_means_two_things() -> None:
    seen: dict[str, tuple[str, ...]] = {}
    for row in read_table("assertion_cues.tsv"):
        meaning = (row["kind"], row["direction"], row["reach"], row["acts"])
        for phrase in expand_choices(row["cue"]):
            assert seen.setdefault(phrase, meaning) == meaning, phrase


@given(st.text(alphabet="no wasfver,().? \nbut", max_size=120))
def test_any_text_is_judged_and_a_cue_slices_to_its_words(text: str) -> None:
    prose = read_prose(Report(id="r", text=text))
    for sentence in prose.sentences:
        said = find_scopes(prose, sentence).judge(sentence.start, sentence.start + 1)
        assert said.status in ("present", "absent", "uncertain")
        if said.cue_span:
            assert text[slice(*said.cue_span)] == said.cue


def test_a_finding_whose_presence_was_not_shown_is_absent() -> None:
    assert judge("The scan did not demonstrate the presence of an abscess.", "abscess").status == "absent"
    assert judge("There was an absent history of gout and asthma.", "asthma").status == "absent"


def test_that_no_cause_was_found_does_not_deny_what_was_caused() -> None:
    assert judge("A clear cause of the anaemia was not found.", "anaemia").status == "present"
    assert judge("Parasites were not found.", "Parasites").status == "absent"


def test_what_a_patient_was_thought_to_suffer_from_is_uncertain() -> None:
    assert judge("He was thought to suffer from leprosy.", "leprosy").status == "uncertain"


def test_a_drug_that_did_not_help_may_have_done_harm() -> None:
    assert judge("Dapsone did not help and caused headache.", "headache").status == "present"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Clubbing, cyanosis, or oedema: none.", "cyanosis"),
        ("Screening for porphyria was unremarkable.", "porphyria"),
        ("A search for infection, including swabs, was negative.", "infection"),
        ("She was ruled out for a stroke.", "stroke"),
        ("There was nothing to suggest neuritis.", "neuritis"),
        ("The headache was not accompanied by vomiting.", "vomiting"),
        ("Lupus and gout have not been seen.", "Lupus"),
        ("Thyroid nodules were not clearly palpable.", "Thyroid nodules"),
        ("The neck was supple and non-tender.", "tender"),
        ("He had not been diagnosed with gout.", "gout"),
        ("She had no past medical history of migraine.", "migraine"),
        ("No signs, symptoms, or history of angina.", "angina"),
        ("He denied a tremor, a tic, or a seizure.", "seizure"),
        ("No tremor (when at rest, and after exercise), tic or seizure was seen.", "seizure"),
        ("There were no findings of neuritis.", "findings of neuritis"),
        ("Her lack of risk factors for stroke was noted.", "stroke"),
    ],
)
def test_wordings_of_case_notes_deny_what_they_name(text: str, words: str) -> None:
    assert judge(text, words).status == "absent"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Culture of the abscess was negative.", "abscess"),
        ("Blood and pleural effusion cultures were negative.", "pleural effusion"),
        ("In the absence of fever, arthritis was diagnosed.", "arthritis"),
        ("With no rash, gout and anaemia were seen.", "gout"),
        ("A woman with no history of gout developed arthritis.", "arthritis"),
        ("The lack of fever delayed what was in fact sepsis.", "sepsis"),
        ("CT without contrast showed atrophy.", "atrophy"),
        ("There was no fever, history of gout.", "gout"),
        ("The primary site of the carcinoma was not detected.", "carcinoma"),
        ("The liver was normal and she had jaundice.", "jaundice"),
        ("Goitre was not associated with the severity of the tremor.", "tremor"),
        ("The nature of the ataxia and its age of onset were not reported.", "ataxia"),
        ("Age of onset of the ataxia has not been established.", "ataxia"),
        ("He did not improve, developing sepsis in the third week.", "sepsis"),
        ("Children do not reach the age of three, dying of sepsis.", "sepsis"),
        ("If untreated, jaundice ensues.", "jaundice"),
        ("This was believed to be the third case of scleritis in leprosy.", "scleritis"),
    ],
)
def test_what_only_stands_near_a_denial_is_present(text: str, words: str) -> None:
    assert judge(text, words).status == "present"


def test_what_would_put_a_patient_at_risk_is_uncertain() -> None:
    assert judge("He had several risk factors for stroke.", "stroke").status == "uncertain"


def test_brackets_that_never_close_take_time_in_proportion() -> None:
    text = "no fever (was " * 4000
    prose = read_prose(Report(id="r", text=text))
    assert all(find_scopes(prose, s).judge(s.start, s.start + 1) for s in prose.sentences)


def test_doubt_does_not_reach_over_a_conjunction_to_a_denial() -> None:
    text = "She had suspected gout and no fever."
    assert (judge(text, "gout").status, judge(text, "fever").status) == ("uncertain", "absent")


def test_a_word_that_is_repeated_shields_its_own_items_alone() -> None:
    text = "There was no change in speech, tremor or change in gait."
    assert judge(text, "tremor").status == "absent"
    assert judge(text, "gait").status == "present"


def test_what_a_doubtful_cause_led_to_is_present() -> None:
    assert judge("The drug may have contributed to the neutropenia.", "neutropenia").status == "present"
    assert judge("This could explain her ataxia.", "ataxia").status == "present"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The most likely explanation was myositis.", "myositis"),
        ("It is conceivable that he had myositis.", "myositis"),
        ("He presumably had myositis.", "myositis"),
        ("The weakness may be due to myositis.", "myositis"),
        ("Myositis could not be definitively excluded.", "Myositis"),
    ],
)
def test_a_likely_diagnosis_is_uncertain(text: str, words: str) -> None:
    assert judge(text, words).status == "uncertain"


def test_that_nothing_was_done_about_a_finding_does_not_deny_it() -> None:
    assert judge("No operation was needed for the goitre.", "goitre").status == "present"
    assert judge("He had not taken his tablets for gout.", "gout").status == "present"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The arthritis resolved within a week.", "arthritis"),
        ("Her fever and rash had subsided by then.", "fever"),
        ("Her fever and rash had subsided by then.", "rash"),
        ("Treatment led to complete resolution of the ascites.", "ascites"),
        ("At follow-up the nodules were no longer palpable.", "nodules"),
        ("She no longer had headaches.", "headaches"),
        ("There was no recurrence of the pleurisy.", "pleurisy"),
        ("He had an effusion, which resolved spontaneously.", "effusion"),
        ("By noon the bleeding had stopped.", "bleeding"),
        ("The vomiting ceased within a day.", "vomiting"),
    ],
)
def test_what_has_resolved_is_absent_and_was_there(text: str, words: str) -> None:
    said = judge(text, words)
    assert (said.status, said.gone) == ("absent", True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ulcers had not resolved by then.", "ulcers"),
        ("The ulcers never resolved.", "ulcers"),
        ("The ulcers partially resolved.", "ulcers"),
        ("The ulcers had not yet completely resolved.", "ulcers"),
        ("Resolution of the ulcers was not seen.", "ulcers"),
        ("There was near complete resolution of the ulcers.", "ulcers"),
        ("There was no resolution of the ulcers.", "ulcers"),
        ("The pain was relieved by rest.", "pain"),
        ("Because of nausea, the drug was stopped after a week.", "nausea"),
        ("She had gout and resolved pneumonia.", "gout"),
        ("A rash developed on the first day and resolved on the third.", "rash"),
        ("The gout was treated, and the fever resolved.", "gout"),
    ],
)
def test_what_resolved_in_part_or_not_at_all_is_present(text: str, words: str) -> None:
    assert judge(text, words).status == "present"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Other causes of arthritis, such as gout and lyme disease, were excluded.", "lyme disease"),
        ("Tests excluded causes of jaundice, including sepsis and galactosaemia.", "galactosaemia"),
        ("There was no history of trauma, exposure to dust, photosensitivity or rash.", "photosensitivity"),
        ("Growth was slow and, besides, no tics or chorea were seen.", "chorea"),
        ("No signs were found to support a diagnosis of lupus.", "lupus"),
        ("The ultrasound showed no adjacent free fluid collection.", "fluid collection"),
        ("He did not present a rash.", "rash"),
        ("Gout was considered but later rejected.", "Gout"),
        ("Tachycardia was not induced by exercise.", "Tachycardia"),
        ("The history was not significant for asthma.", "asthma"),
        ("She had no headaches until now.", "headaches"),
        ("He denied that he had headaches.", "headaches"),
        ("There was no change in sight, deafness, or change in smell.", "change in smell"),
        ("She does not give a history of gout.", "gout"),
        ("Rash: neg.", "Rash"),
        ("There was no evidence that she had gout.", "gout"),
    ],
)
def test_the_ways_of_denying_a_finding_are_many(text: str, words: str) -> None:
    assert judge(text, words).status == "absent"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Other causes of arthritis, such as gout, were excluded.", "arthritis"),
        ("The tests ruled out gout, and lupus was confirmed.", "lupus"),
        ("She had no headaches until the age of nine.", "headaches"),
        ("Ataxia was not seen until the following spring.", "Ataxia"),
        ("Because of pleurisy, he was scheduled for surgery.", "pleurisy"),
        ("Redness, suggesting lupus, together with ulcers was seen.", "ulcers"),
        ("Risk factors for stroke included gout and obesity.", "gout"),
        ("A boy who had no history of gout developed tics.", "tics"),
        ("The nodules were considered benign.", "nodules"),
        ("She had clinically apparent jaundice.", "jaundice"),
        ("He was evaluated for recurrent headaches.", "headaches"),
        ("Boys without a history of gout can develop tics.", "tics"),
        ("No fever was noted but he had had a fracture.", "fracture"),
        ("She took dapsone for gout; fever was absent.", "gout"),
    ],
)
def test_what_a_denial_or_a_doubt_does_not_reach_is_present(text: str, words: str) -> None:
    assert judge(text, words).status == "present"


def test_an_allergy_that_is_denied_denies_no_drug() -> None:
    assert judge("She had no allergy to penicillin or itch.", "penicillin", act=True).status == "present"
    assert judge("She had no allergy to penicillin or itch.", "itch").status == "absent"


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("No bleeding was seen from the margin of the ulcer.", "ulcer", "present"),
        ("No bleeding was seen from the margin of the ulcer.", "bleeding", "absent"),
        ("There was no flow within the aneurysm, thrombosis or leak.", "aneurysm", "present"),
        ("There was no flow within the aneurysm, thrombosis or leak.", "leak", "absent"),
        ("No cause was found for the anaemia.", "anaemia", "present"),
        ("There was no recurrence of the rash.", "rash", "absent"),
    ],
)
def test_the_known_thing_in_which_nothing_was_found_is_there(text: str, words: str, status: str) -> None:
    assert judge(text, words).status == status


def test_what_a_comma_and_and_add_to_an_absence_is_another_statement() -> None:
    text = "At a scan oedema in the absence of {}, and cardiomegaly were evident."
    assert judge(text.format("fibrosis"), "cardiomegaly").status == "present"
    assert judge(text.format("fibrosis, fever"), "cardiomegaly").status == "absent"


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("The weakness was not reported as the main problem of the baby.", "weakness", "present"),
        ("There are no established treatments for mastocytosis.", "mastocytosis", "present"),
        ("There are no guidelines for the care of mastocytosis.", "mastocytosis", "present"),
        ("Considering the intraoperative shock, a balloon was placed.", "shock", "present"),
        ("We were considering the diagnosis of gout.", "gout", "uncertain"),
        ("This led us to hypothesize a drug reaction.", "drug reaction", "uncertain"),
    ],
)
def test_what_is_taken_for_granted_is_there_and_what_is_supposed_is_in_doubt(
    text: str, words: str, status: str
) -> None:
    assert judge(text, words).status == status


def test_what_an_item_of_a_list_lacks_is_not_what_the_last_item_says() -> None:
    text = "He had hypertension, diabetes, infarction without heart failure, and gout."
    assert judge(text, "gout").status == "present"
    assert judge(text, "heart failure").status == "absent"
    assert judge("She presented without fever, chills, and cough.", "cough").status == "absent"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She would not consent to an operation.", "operation"),
        ("He was not a candidate for surgery.", "surgery"),
        ("We could not prescribe rituximab.", "rituximab"),
        ("He was unfit for surgery.", "surgery"),
        ("Surgery was deemed impossible.", "Surgery"),
    ],
)
def test_an_act_that_was_not_possible_was_not_done(text: str, words: str) -> None:
    assert judge(text, words, act=True).status == "absent"


def test_what_has_not_occurred_is_absent() -> None:
    assert judge("During follow-up, syncope has not occurred.", "syncope").status == "absent"


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        (
            "One month after the trauma, acuity rose to 20/20 and the detachment resolved.",
            "trauma",
            "present",
        ),
        ("A man with no cough visited our clinic for evaluation of nodules.", "nodules", "present"),
        ("A man with no cough visited our clinic for evaluation of nodules.", "cough", "absent"),
    ],
)
def test_what_dates_or_leads_to_a_visit_is_there(text: str, words: str, status: str) -> None:
    assert judge(text, words).status == status


def test_what_is_only_guarded_against_is_in_doubt() -> None:
    assert (
        judge("Methotrexate was used for graft-versus-host disease (GVHD) prophylaxis.", "GVHD").status
        == "uncertain"
    )
    assert judge("He had gout and received antibiotic prophylaxis.", "gout").status == "present"


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("Apart from fever and rash, all tests were negative.", "fever", "present"),
        ("Apart from fever and rash, all tests were negative.", "rash", "present"),
        ("Other than fever, the examination was normal, and cough was absent.", "cough", "absent"),
        ("Fever and rash were absent apart from that.", "Fever", "absent"),
        ("He had no new cough or any recurrence of the fever.", "fever", "absent"),
        ("Resolution of the fever was not seen.", "fever", "present"),
        ("This led to resolution of fever and improvement of the rash.", "improvement", "present"),
        ("This led to resolution of the increase in fever.", "increase", "absent"),
    ],
)
def test_an_exception_or_another_course_is_not_under_the_denial_beside_it(
    text: str, words: str, status: str
) -> None:
    assert judge(text, words).status == status


def test_what_a_drug_was_to_prevent_stands_between_it_and_that_it_was_not_begun() -> None:
    assert judge("Vitamin D prophylaxis was not begun.", "Vitamin D", act=True).status == "absent"


@pytest.mark.parametrize("words", ["gout", "anaemia", "a skin graft", "tick bites"])
def test_a_denied_list_goes_on_over_an_item_with_an_article_up_to_its_or(words: str) -> None:
    text = "He did not have fever, a past history, gout, anaemia, a skin graft, tick bites, or a rash."
    assert judge(text, words).status == "absent"
    assert judge("He had no fever, a rash was seen, and cough or gout came.", "rash").status == "present"


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("She denied any injury at the sites of the nodules.", "injury", "absent"),
        ("She denied any injury at the sites of the nodules.", "nodules", "present"),
        ("The smear did not show the typical changes of measles.", "measles", "uncertain"),
        ("The smear did not show changes typical of measles.", "measles", "uncertain"),
        ("The smear did not show measles.", "measles", "absent"),
        ("No risk factors for stroke were found.", "stroke", "uncertain"),
        ("Dehydration had to be avoided.", "Dehydration", "uncertain"),
        ("A thymoma was sought but not found.", "thymoma", "absent"),
        ("Ibuprofen could have caused the gastric ulcer.", "gastric ulcer", "present"),
        ("She could have gout.", "gout", "uncertain"),
        ("Possible reasons for the cough such as asthma and reflux were ruled out.", "asthma", "absent"),
        ("Possible reasons for the cough such as asthma and reflux were ruled out.", "cough", "present"),
    ],
)
def test_what_a_denial_is_about_is_told_from_where_and_how_it_was_looked_for(
    text: str, words: str, status: str
) -> None:
    assert judge(text, words).status == status


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("No suitable donor was found for kidney transplantation.", "kidney transplantation", "absent"),
        ("A suitable donor was found for kidney transplantation.", "kidney transplantation", "present"),
        ("He did not want to risk scarring from an excision.", "excision", "absent"),
    ],
)
def test_an_act_without_a_donor_or_shunned_for_its_risk_was_not_done(
    text: str, words: str, status: str
) -> None:
    assert judge(text, words, act=True).status == status


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("The diagnosis of gout was rejected.", "gout", "absent"),
        ("A diagnosis of gout was never made.", "gout", "absent"),
        ("There was no indication of gout.", "gout", "absent"),
        ("It had been misdiagnosed as gout.", "gout", "absent"),
        ("The fall was not due to gout.", "gout", "absent"),
        ("The fall was not due to the gout.", "gout", "present"),
        ("He has not yet developed gout.", "gout", "absent"),
        ("Gout was deemed less likely.", "Gout", "uncertain"),
        ("There was no relation between gout and diet.", "gout", "present"),
    ],
)
def test_a_diagnosis_that_was_given_up_is_absent(text: str, words: str, status: str) -> None:
    assert judge(text, words).status == status


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Differential diagnoses such as gout and colitis were excluded.", ("absent", "absent")),
        ("Possible gout and colitis were ruled out.", ("absent", "absent")),
        ("Possible gout was noted and colitis was excluded.", ("uncertain", "absent")),
        ("There was possible gout and colitis was absent.", ("uncertain", "absent")),
    ],
)
def test_a_plural_verb_denies_both_of_its_subjects(text: str, statuses: tuple[str, str]) -> None:
    assert (judge(text, "gout").status, judge(text, "colitis").status) == statuses


def test_cues_stay_few_enough_to_be_read_quickly() -> None:
    for table, most in (("assertion_cues.tsv", 30_000), ("subject_cues.tsv", 20_000)):
        assert sum(len(expand_choices(row["cue"])) for row in read_table(table)) < most
