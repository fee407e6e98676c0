"""Medications, and the parts of their prescriptions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.invented import tabled
from extract.told import context_of, facts_of
from seriatim.extract._context import Context
from seriatim.extract.actions.medications import find_medications
from seriatim.model import Fact
from seriatim.text import read_prose

WORDS = (
    "prednisone 40 mg daily of IV and methotrexate for 6 weeks (HCQ) steroid-induced twice low-dose é, . respectively "
    "insulin level resistant to vancomycin 5-10 mg/kg/day was tapered stopped \n oral"
).split(" ")


def medications(text: str) -> list[Fact]:
    return find_medications(context_of(text))


def only(text: str) -> Fact:
    (fact,) = medications(text)
    return fact


def test_a_drug_has_its_dose_route_frequency_and_duration_as_written() -> None:
    fact = only("She took oral prednisone 40 mg twice daily for 6 weeks.")
    assert (fact.code, fact.dose, fact.route, fact.frequency, fact.duration) == (
        "ATC:H02AB07",
        "40 mg",
        "oral",
        "twice daily",
        "6 weeks",
    )


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("He received 1 g/kg of intravenous immunoglobulin.", "1 g/kg"),
        ("He received diltiazem (240 mg/day).", "240 mg/day"),
        ("Methotrexate, 10-15 mg weekly, was given.", "10-15 mg"),
        ("Cyclosporine at a dose of 5 mg/kg/day was begun.", "5 mg/kg/day"),
        ("He was put on high-dose methylprednisolone.", "high-dose"),
        ("She swallowed two tablets of colchicine.", "two tablets"),
        ("Low-dose prednisone (5 mg/day) went on.", "5 mg/day"),
    ],
)
def test_a_dose_is_read_in_the_ways_it_is_written(text: str, dose: str) -> None:
    assert only(text).dose == dose


def test_each_dose_belongs_to_its_own_drug() -> None:
    facts = medications("Aspirin 100 mg, clopidogrel 75 mg and 20 mg of atorvastatin were given.")
    assert [(f.label, f.dose) for f in facts] == [
        ("aspirin", "100 mg"),
        ("clopidogrel", "75 mg"),
        ("atorvastatin", "20 mg"),
    ]


def test_respectively_pairs_doses_with_drugs_in_order() -> None:
    facts = medications("Enalapril and furosemide were given at 5 mg and 40 mg daily, respectively.")
    assert [f.dose for f in facts] == ["5 mg", "40 mg"]


def test_a_route_before_a_list_holds_for_all_of_it() -> None:
    facts = medications("Intravenous vancomycin and cefepime were begun for 10 days.")
    assert [f.route for f in facts] == ["Intravenous", "Intravenous"]


def test_two_names_of_one_drug_share_its_dose() -> None:
    facts = medications("Hydroxychloroquine (HCQ) 200 mg was added.")
    assert [f.dose for f in facts] == ["200 mg", "200 mg"]


@pytest.mark.parametrize(
    "text",
    [
        "A steroid-induced myopathy was thought of.",
        "This was drug-induced lupus.",
        "The calcium level was normal.",
        "He had iron deficiency.",
        "Insulin resistance was found.",
        "The isolate was resistant to clindamycin, linezolid and oxacillin.",
        "She was allergic to penicillin.",
        "He drank no alcohol.",
        "Serum cortisol was low.",
        "Expression of interferon-beta was reduced.",
        "A hematin-covered lesion was seen.",
    ],
)
def test_a_name_without_a_drug_taken_is_no_medication(text: str) -> None:
    assert medications(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("There was a history of steroid use.", "ATC:H02AB"),
        ("She was on calcium channel blockers.", "ATC:C08"),
        ("Broad-spectrum antibiotics were begun.", "ATC:J01"),
        ("He was treated with insulin.", "ATC:A10A"),
        ("Minocycline-induced pigmentation followed.", "ATC:J01AA08"),
    ],
)
def test_classes_and_substances_of_the_body_are_drugs_where_they_were_given(text: str, code: str) -> None:
    assert only(text).code == code


def test_an_unknown_name_with_a_stem_is_a_drug_without_a_code() -> None:
    fact = only("She was given zelvotinib.")
    assert (fact.code, fact.modifiers["class"]) == (None, ("protein kinase inhibitors",))


def test_a_short_form_is_read_as_the_report_defines_it() -> None:
    facts = medications("Mycophenolate mofetil (MyM) was begun. MyM was stopped.")
    assert [(f.label, f.modifiers.get("course")) for f in facts][-1] == ("mycophenolic acid", ("stop",))


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("Prednisone was tapered.", "taper"),
        ("Methotrexate was discontinued.", "stop"),
        ("He was started on rituximab.", "start"),
        ("The dose of colchicine was increased.", "increase"),
        ("Therapy was switched to tacrolimus.", "switch"),
    ],
)
def test_what_was_done_with_a_drug_is_its_course(text: str, course: str) -> None:
    assert course in only(text).modifiers["course"]


@pytest.mark.parametrize(
    "text",
    [
        "Phenytoin 300 mg daily was replaced by lamotrigine.",
        "She took phenytoin for years, which was later switched to oral lamotrigine.",
        "She was switched from phenytoin to lamotrigine.",
        "We replaced phenytoin with lamotrigine.",
        "Phenytoin was stopped in favour of lamotrigine.",
        "Lamotrigine was substituted for phenytoin.",
        "Lamotrigine replaced phenytoin.",
        "We substituted lamotrigine for phenytoin.",
    ],
)
def test_of_two_drugs_exchanged_one_is_stopped_and_the_other_started(text: str) -> None:
    told = {f.label: f.modifiers.get("course") for f in medications(text)}
    assert told == {"phenytoin": ("stop",), "lamotrigine": ("start",)}


@pytest.mark.parametrize(
    "text",
    [
        "Phenytoin was begun; the diet was changed to a ketogenic one and lamotrigine was kept.",
        "Phenytoin was given. Lamotrigine was changed to nights.",
        "Phenytoin was given with lamotrigine.",
    ],
)
def test_drugs_beside_each_other_are_not_exchanged(text: str) -> None:
    phenytoin = next(f for f in medications(text) if f.label == "phenytoin")
    assert "stop" not in phenytoin.modifiers.get("course", ())


def test_the_next_sentence_may_go_on_about_the_drug() -> None:
    fact = only("Colchicine was begun. The dose was 0.5 mg twice daily.")
    assert (fact.dose, fact.frequency) == ("0.5 mg", "twice daily")


def test_the_next_sentence_about_something_else_is_left_alone() -> None:
    assert only("Colchicine was begun. The nodule measured 5 mg.").dose is None


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_every_part_of_a_prescription_slices_to_its_words(text: str) -> None:
    for fact in medications(text):
        assert all(text[s.start : s.end] == s.text for s in fact.spans)
        for role in ("dose", "route", "frequency", "duration"):
            value, span = getattr(fact, role), getattr(fact, f"{role}_span")
            assert (value is None) == (span is None)
            assert span is None or text[span[0] : span[1]] == value


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("He took 30 mg (0.5 mg/kg) of oral prednisolone.", "30 mg"),
        ("Warfarin (Blandex, Somewhere, Norway) was begun at 5 mg.", "5 mg"),
        ("Carboplatin (AUC 5) was infused.", "AUC 5"),
        ("Rituximab was restarted last spring by her own doctor, who this time chose to give her 375 mg/m2.", "375 mg/m2"),
        ("The child had swallowed a large amount of phenytoin.", "large amount"),
        ("He ate three tabs of codeine.", "three tabs"),
    ],
)  # fmt: skip
def test_a_dose_is_linked_past_a_bracket_and_over_a_distance(text: str, dose: str) -> None:
    (fact,) = find_medications(context_of(text))
    assert fact.dose == dose


def test_a_dose_said_of_each_drug_holds_for_every_one_of_the_list() -> None:
    facts = find_medications(context_of("Amlodipine and ramipril (5 mg each) were begun."))
    assert [f.dose for f in facts] == ["5 mg", "5 mg"]


def test_a_class_named_with_its_one_drug_has_the_dose_of_that_drug() -> None:
    facts = find_medications(context_of("Steroid therapy with prednisone 40 mg was begun."))
    assert [f.dose for f in facts] == ["40 mg", "40 mg"]


def test_a_word_told_to_be_a_drug_once_is_one_everywhere() -> None:
    facts = find_medications(
        context_of("Zelvomide is new. Zelvomide-induced rash was seen. She hates zelvomide.")
    )
    assert len(facts) == 3


@pytest.mark.parametrize("name", ["metformine", "amoxicilline", "lamivudin", "remifentanyl", "sulphadiazine"])
def test_a_drug_is_known_by_its_spelling_in_another_language(name: str) -> None:
    (fact,) = find_medications(context_of(f"She took {name}."))
    assert fact.code is not None


def test_a_drug_and_its_brand_in_a_bracket_are_one_mention() -> None:
    (fact,) = find_medications(context_of("Adalimumab (Humira) 40 mg was given."))
    assert ([s.text for s in fact.spans], fact.dose) == (["Adalimumab", "Humira"], "40 mg")


@pytest.mark.parametrize(
    "text",
    [
        "Allopurinol was taken for years; it was stopped in May.",
        "Allopurinol was replaced by febuxostat.",
        "She was taken off allopurinol.",
        "He no longer takes allopurinol.",
        "She completed a course of allopurinol.",
    ],
)
def test_the_end_of_a_drug_is_told_of_it(text: str) -> None:
    fact = find_medications(context_of(text))[0]
    assert (fact.label, fact.modifiers.get("course")) == ("allopurinol", ("stop",))


def test_a_dose_stays_with_the_drug_that_another_one_carries() -> None:
    facts = find_medications(context_of("Anesthesia was maintained with sevoflurane 2% in oxygen."))
    assert [(f.label, f.dose) for f in facts][1:] == [("sevoflurane", "2%"), ("oxygen", None)]


def test_a_level_in_blood_is_no_dose() -> None:
    text = (
        "A 50-year-old woman was given estradiol; her estradiol was 5.9 pg/mL and she took 40 mg prednisone."
    )
    assert {f.dose for f in medications(text)} <= {None, "40 mg"}


def test_the_code_of_a_makers_substance_is_a_drug() -> None:
    facts = find_medications(context_of("LY-404039 and MK801 were given to rats; Figure 12345 shows it."))
    assert [f.label for f in facts] == ["LY-404039", "MK801"]


def test_the_class_that_says_what_a_drug_is_is_no_second_drug() -> None:
    facts = find_medications(context_of("Linezolid, an antibiotic of the last resort, was given at 600 mg."))
    assert [(f.label, f.dose) for f in facts] == [("linezolid", "600 mg")]


@pytest.mark.parametrize(
    "text", ["A calcium-binding resin was named.", "Steroid-free remission was the aim."]
)
def test_a_drug_in_a_compound_adjective_was_not_taken(text: str) -> None:
    assert find_medications(context_of(text)) == []


def test_an_antibiogram_names_no_drug_that_was_given() -> None:
    rows = (("Antibiotic", "Result"), ("Gentamicin", "Resistant"), ("Meropenem", "Sensitive"))
    prose = read_prose(tabled(rows, before="A man had sepsis.\n"))
    assert find_medications(Context(prose)) == []


def test_the_drugs_behind_an_unknown_one_that_a_germ_resists_were_not_given() -> None:
    text = "The strain was resistant to zelvocins, amoxicillin and colistin. He received meropenem."
    assert [f.label for f in medications(text)] == ["meropenem"]


def test_a_genus_of_bacteria_is_no_unknown_drug() -> None:
    text = "Infection due to Sphingobacterium was treated with Sphingobacterium in mind."
    assert medications(text) == []


def test_a_level_that_rose_or_fell_is_no_drug_though_its_sentence_speaks_of_a_dose() -> None:
    for verb in ("rose", "fell", "dropped", "had normalised"):
        assert medications(f"When the dose was tapered, the calcium {verb} within days.") == []
    assert [f.label for f in medications("Oral calcium was given at a dose of 1 g daily.")] == [
        "calcium supplements"
    ]


def test_a_short_form_in_the_bracket_behind_its_drug_is_a_mention_with_the_same_dose() -> None:
    facts = medications("He received intravenous immunoglobulin (IVIG) 500 mg/kg for four days.")
    assert [f.dose for f in facts] == ["500 mg/kg", "500 mg/kg"]


def test_a_dose_before_with_belongs_to_the_drug_before_it() -> None:
    first, second = medications("Methotrexate 15 mg once a week with folic acid 5 mg was begun.")
    assert (first.dose, first.frequency, second.dose) == ("15 mg", "once a week", "5 mg")


def test_a_route_that_says_where_to_wins_over_one_that_does_not() -> None:
    assert only("Phytomenadione 10 mg was injected intramuscularly.").route == "intramuscularly"
    assert only("Tocilizumab 8 mg/kg was infused.").route == "infused"


def test_the_short_form_that_ends_another_name_is_no_drug() -> None:
    assert not medications("The C1-INH of his family members was measured.")
    assert only("INH was started.").label == "isoniazid"


def test_a_hormone_that_was_stopped_had_been_given() -> None:
    assert only("Thyroxine was stopped for 6 weeks.").label == "levothyroxine"


def test_how_long_a_drug_was_tapered_is_not_the_length_of_the_next_one() -> None:
    text = "He received prednisolone 2 mg/kg/day tapered over 18 months, and methotrexate 15 mg/m2 weekly."
    drugs = [f for f in facts_of(text) if f.kind == "medication"]
    assert [(f.label, f.duration) for f in drugs] == [("prednisolone", "18 months"), ("methotrexate", None)]


def test_within_how_long_an_effect_went_away_is_no_length_of_treatment() -> None:
    text = "Colchicine was stopped because of diarrhoea, which resolved within a week."
    (drug,) = (f for f in facts_of(text) if f.kind == "medication")
    assert (drug.duration, drug.frequency) == (None, None)
    (weekly,) = (f for f in facts_of("He took methotrexate 15 mg a week.") if f.kind == "medication")
    assert weekly.frequency == "a week"


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("He injected 20 and 15 units of insulin glulisine.", "20 and 15 units"),
        ("Prednisolone was raised from 10 mg/day to 40 mg/day.", "10 mg/day to 40 mg/day"),
        ("On days 1 and 8 mitomycin 8 mg was given.", "8 mg"),
        ("Timolol 0.5% eye drops were given.", "0.5%"),
        ("Intralesional triamcinolone acetonide (10 mg/mL) was injected.", "10 mg/mL"),
        ("The vancomycin trough was 15 \u00b5g/ml.", None),
        ("She got high-dose (500 mg) intravenous methylprednisolone.", "500 mg"),
        ("Figure 2g shows methotrexate crystals.", None),
    ],
)
def test_two_doses_and_a_change_of_dose_are_read_whole(text: str, dose: str | None) -> None:
    assert [fact.dose for fact in medications(text)] == [dose]


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        (
            "Gemcitabine was given on days 1, 8 and 15 of a 28-day cycle.",
            "on days 1, 8 and 15 of a 28-day cycle",
        ),
        ("She used imiquimod 5 days per week.", "5 days per week"),
        ("Vancomycin 1 g q.12h was begun.", "q.12h"),
        ("Acyclovir 800 mg 5 times daily was begun.", "5 times daily"),
        ("Ceftriaxone 1 g every 10 days was given.", "every 10 days"),
        ("Vincristine was given on day 1.", None),
    ],
)
def test_a_schedule_is_a_frequency(text: str, frequency: str | None) -> None:
    assert only(text).frequency == frequency


def test_two_doses_of_one_unit_are_paired_with_two_drugs() -> None:
    text = "Insulin lispro and insulin glargine, 6 and 12 units respectively, were given."
    assert [(f.label, f.dose) for f in medications(text)] == [
        ("insulin lispro", "6"),
        ("insulin glargine", "12 units"),
    ]


def test_a_class_does_not_take_the_dose_of_one_of_its_drugs() -> None:
    text = "She received antibiotics (ceftriaxone 2 g and metronidazole 500 mg)."
    assert [f.dose for f in medications(text)] == [None, "2 g", "500 mg"]


def test_of_two_drugs_each_keeps_its_own_course() -> None:
    text = "After stopping warfarin, rivaroxaban 20 mg was started."
    assert [f.modifiers["course"] for f in medications(text)] == [("stop",), ("start",)]


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("After 7 months of prednisone therapy, the rash had not improved.", "7 months"),
        ("After two years of treatment with prednisone, the rash had not improved.", "two years"),
        ("Two months after the start of prednisone, the rash was gone.", None),
        ("Prednisone was tapered, and no relapse came during 6 months of further follow-up.", None),
        ("She was in long-term remission on prednisone.", None),
        ("She needed long-term prednisone.", "long-term"),
    ],
)
def test_how_long_a_drug_had_been_given_is_its_duration(text: str, duration: str | None) -> None:
    assert only(text).duration == duration


def test_a_local_route_does_not_hold_beyond_a_comma_of_its_list() -> None:
    facts = medications("Topical clobetasol, colchicine and oral dapsone were given.")
    assert [f.route for f in facts] == ["Topical", None, "oral"]


def test_how_often_is_said_of_the_item_it_opens() -> None:
    facts = medications("He took topical clobetasol, baths, and daily treatment with colchicine 1 mg.")
    assert [f.frequency for f in facts] == [None, "daily"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Dapsone was given. Dapsone was withheld because of fever.", "present"),
        ("Dapsone was withheld because of fever.", "absent"),
    ],
)
def test_what_was_taken_before_it_was_withheld_was_stopped(text: str, status: str) -> None:
    last = [f for f in facts_of("A 40-year-old man was seen. " + text) if f.kind == "medication"][-1]
    assert (last.status, last.modifiers["course"]) == (status, ("stop",))


def test_a_drug_written_in_two_words_is_one() -> None:
    assert only("He was given methyl prednisolone 60 mg.").code == "ATC:H02AB04"


def test_the_years_of_a_survival_are_no_duration_of_a_drug() -> None:
    assert only("With prednisone the 10-year survival rate is 80%.").duration is None


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("Prednisolone was increased from 10 mg to 40 mg/day.", "10 mg to 40 mg/day"),
        ("Prednisolone was increased from 10 mg/day to 40 mg/day.", "10 mg/day to 40 mg/day"),
    ],
)
def test_a_dose_that_was_raised_runs_from_the_first_to_the_last(text: str, dose: str) -> None:
    [drug] = [f for f in facts_of(text) if f.kind == "medication"]
    assert drug.dose == dose


def test_a_parenteral_iron_is_named_as_it_is_written() -> None:
    [drug] = [f for f in facts_of("He was given ferric carboxymaltose 1000 mg.") if f.kind == "medication"]
    assert drug.label == "ferric carboxymaltose"


def test_how_long_someone_was_well_is_no_length_of_a_drug() -> None:
    facts = facts_of("A course of doxycycline was given, and she has remained well for 18 months.")
    assert [f.duration for f in facts if f.kind == "medication"] == [None]
    facts = facts_of("A man was given aspirin for 3 months.")
    assert [f.duration for f in facts if f.kind == "medication"] == ["3 months"]
