"""Of whom a sentence speaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.invented import context
from extract.told import prose_of
from seriatim.extract._context import Context, People
from seriatim.extract.people.patients import find_patients
from seriatim.extract.status.subject import Subjects
from seriatim.model import Patient, Report, Section
from seriatim.text import read_prose

ONE = People(patients=(Patient("P1", label="A 30-year-old woman"),))


def subject(where: Context, words: str) -> str:
    at = where.prose.text.index(words)
    return Subjects(where).at(where.prose.sentence_at(at), at)


@pytest.mark.parametrize(
    "text",
    [
        "Most patients with morphea have arthritis.",
        "Arthritis is a common manifestation of morphea.",
        "Ekwueme et al. described a man with arthritis.",
        "Arthritis has rarely been reported.",
        "Arthritis may occur.",
    ],
)
def test_a_discussion_speaks_of_the_literature(text: str) -> None:
    assert (
        subject(context(f"DISCUSSION {text}", ("discussion", "DISCUSSION"), people=ONE), "rthritis")
        == "literature"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Our patient had arthritis.",
        "In the present case, arthritis came first.",
        "We report a woman with arthritis.",
        "Patient 2 had arthritis as well.",
        "To our knowledge, this is the first case of arthritis in morphea.",
        "Both our patients had arthritis.",
        "Chez notre patiente, une arthritis existait.",
    ],
)
def test_a_discussion_that_names_the_patient_speaks_of_the_patient(text: str) -> None:
    assert (
        subject(context(f"DISCUSSION {text}", ("discussion", "DISCUSSION"), people=ONE), "rthritis")
        == "patient"
    )


def test_she_goes_on_with_the_patient_of_the_sentence_before() -> None:
    where = context("DISCUSSION Our patient was young. She had arthritis.", ("discussion", "DISCUSSION"))
    assert subject(where, "arthritis") == "patient"


def test_the_patient_of_another_paper_stays_of_the_literature() -> None:
    text = "DISCUSSION Ekwueme et al. described a 40-year-old man. He had arthritis."
    assert subject(context(text, ("discussion", "DISCUSSION"), people=ONE), "arthritis") == "literature"


def test_a_sentence_is_cut_where_it_sets_the_patient_against_others() -> None:
    where = context(
        "DISCUSSION\nHowever, unlike other cases with nephritis, our patient had arthritis.",
        ("discussion", "DISCUSSION"),
    )
    assert (subject(where, "nephritis"), subject(where, "arthritis")) == ("literature", "patient")


def test_a_general_remark_on_the_patients_disease_is_of_the_literature() -> None:
    where = context(
        "DISCUSSION Our patient had gout, which is usually linked to nephritis.", ("discussion", "DISC")
    )
    assert (subject(where, "gout"), subject(where, "nephritis")) == ("patient", "literature")


def test_plain_notes_and_cases_speak_of_the_patient() -> None:
    assert subject(context("The scan showed hepatomegaly."), "hepatomegaly") == "patient"
    assert (
        subject(context("CASE The scan showed hepatomegaly.", ("case", "CASE")), "hepatomegaly") == "patient"
    )


def test_a_cited_general_statement_in_a_case_is_of_the_literature() -> None:
    text = "CASE Patients with gout often have nephritis [4]."
    assert subject(context(text, ("case", "CASE"), cited=("[4]",), people=ONE), "nephritis") == "literature"


def test_a_number_of_others_in_brackets_and_a_search_tell_of_the_literature() -> None:
    text = "ABSTRACT A man had gout. Colchicine was stopped for diarrhoea (n = 3). Medline was searched for uveitis."
    where = context(text, ("abstract", "ABSTRACT"), people=ONE)
    assert [subject(where, w) for w in ("gout", "diarrhoea", "uveitis")] == [
        "patient",
        "literature",
        "literature",
    ]


def test_an_abstract_speaks_of_the_patient_but_for_its_general_statements() -> None:
    text = "ABSTRACT Gout is a common disease with nephritis. A woman presented with a rash."
    where = context(text, ("abstract", "ABSTRACT"), people=ONE)
    assert (subject(where, "nephritis"), subject(where, "rash")) == ("literature", "patient")


def test_an_introduction_known_without_heading_speaks_of_others_in_general() -> None:
    text = "Morphea is characterized by nephritis. Morphea patients do not develop gout. A woman presented with a rash."
    report = Report(id="r", text=text, sections=(Section("introduction", "", 0, len(text)),))
    where = Context(read_prose(report), ONE)
    told = [subject(where, words) for words in ("nephritis", "gout", "rash")]
    assert told == ["literature", "literature", "patient"]


@pytest.mark.parametrize(
    ("text", "words", "whose"),
    [
        ("Her mother had asthma.", "asthma", "family"),
        ("There was a family history of asthma.", "asthma", "family"),
        ("There was asthma in his two brothers.", "asthma", "family"),
        ("Her mother had asthma, and she had gout.", "gout", "patient"),
        ("Her mother noticed a rash.", "rash", "patient"),
        ("There was no history of asthma or gout in her family.", "asthma", "family"),
        ("She had gout, and there was asthma in the family.", "gout", "patient"),
        ("Family histories were unremarkable for asthma.", "asthma", "family"),
        ("Like his elder brother he had asthma.", "asthma", "patient"),
        ("Her father had also noted a rash.", "rash", "patient"),
        ("A boy with no family history presented with a rash.", "rash", "patient"),
        ("He had a rash and his sister had gout.", "rash", "patient"),
    ],
)
def test_a_relative_is_family_to_the_end_of_the_clause_unless_she_only_tells(
    text: str, words: str, whose: str
) -> None:
    assert subject(context(text, people=ONE), words) == whose


def test_a_relative_who_is_a_patient_of_the_report_is_no_family() -> None:
    people = People(patients=(Patient("P1", label="A boy"), Patient("P2", label="his sister")))
    assert subject(context("His sister had gout.", people=people), "gout") == "patient"


def test_the_siblings_of_a_report_of_several_are_its_patients() -> None:
    people = People(patients=(Patient("P1", label="a boy"), Patient("P2", label="a girl")))
    assert subject(context("These are two siblings with gout.", people=people), "gout") == "patient"
    headed = People(people.patients, family={0: "Two siblings"})
    assert subject(context("Two siblings with gout", people=headed), "gout") == "patient"


def test_a_donor_is_another_being() -> None:
    assert subject(context("The donor had hepatitis.", people=ONE), "hepatitis") == "other"


@given(
    st.lists(
        st.sampled_from(["Our patient", "she", "which", "had gout", "et al", "but", "is", ".", "\n\n"]),
        max_size=25,
    )
)
def test_every_character_of_every_sentence_has_one_subject(words: list[str]) -> None:
    where = context("DISCUSSION " + " ".join(words), ("discussion", "DISCUSSION"))
    subjects = Subjects(where)
    for sentence in where.prose.sentences:
        for offset in range(sentence.start, sentence.end):
            assert subjects.at(sentence, offset) in ("patient", "literature", "family", "other")


def test_a_finding_like_another_compares_nobody() -> None:
    where = context("A 30-year-old woman had lupus-like rash.", people=ONE)
    assert [s.subject for s in Subjects(where).stretches_of(where.prose.sentences[0])] == []


def test_this_present_case_is_the_patient() -> None:
    text = "DISCUSSION However, in this present case, the nodule was hard."
    assert subject(context(text, ("discussion", "DISCUSSION"), people=ONE), "nodule") == "patient"


def test_more_people_than_the_report_has_patients_are_of_the_literature() -> None:
    text = "DISCUSSION Our patient had gout. All seven patients underwent surgery and had relief of the pain."
    assert subject(context(text, ("discussion", "DISCUSSION"), people=ONE), "pain") == "literature"


def test_people_counted_without_a_word_for_them_are_of_the_literature_where_they_are_too_many() -> None:
    text = "Six of the nine had gout. She had a rash. Of the ten plaques, two were painful. Four died."
    where = context(text, people=ONE)
    told = {word: subject(where, word) for word in ("gout", "rash", "painful", "died")}
    assert told == {"gout": "literature", "rash": "patient", "painful": "patient", "died": "literature"}


def test_a_pronoun_of_the_other_sex_is_not_the_patient() -> None:
    text = "DISCUSSION Our patient, a woman, had gout. He saw tophi in most of them."
    woman = People(patients=(Patient("P1", sex="female"),))
    assert subject(context(text, ("discussion", "DISCUSSION"), people=woman), "tophi") == "literature"


def test_the_background_of_an_abstract_speaks_of_others_and_its_case_of_the_patient() -> None:
    text = "Background Its causes are gout and lupus. Case A woman had fever."
    report = Report(
        id="r",
        text=text,
        sections=(
            Section("abstract", "Abstract", 0, len(text)),
            Section("abstract", "Background", 0, 41, level=2),
            Section("abstract", "Case", 42, len(text), level=2),
        ),
    )
    where = Context(read_prose(report), ONE)
    assert subject(where, "gout") == "literature"
    assert subject(where, "fever") == "patient"


def test_a_pronoun_behind_a_relative_that_cannot_be_the_patient_is_the_relative() -> None:
    text = "A boy had fever. His mother had positive tests. She was found to have gout. He had a rash."
    boy = People(patients=(Patient("P1", sex="male"),))
    where = context(text, ("case", "A boy"), people=boy)
    assert [subject(where, words) for words in ("fever", "gout", "rash")] == ["patient", "family", "patient"]


@pytest.mark.parametrize(
    "text",
    [
        "Arthritis is usually mild in patients with morphea.",
        "Arthritis is a rare complication of morphea.",
        "Arthritis occurs in 80-90% of cases and is usually mild.",
    ],
)
def test_what_is_so_in_general_is_no_patients_in_a_letter_without_headings(text: str) -> None:
    letter = f"A 30-year-old woman presented with fever. {text} She had a rash."
    assert subject(undivided(letter), "rthritis") == "literature"
    assert subject(undivided(letter), "fever") == subject(undivided(letter), "rash") == "patient"


@pytest.mark.parametrize(
    "text",
    [
        "Her arthritis is usually mild.",
        "The patient is in remission of arthritis.",
        "The arthritis could not be controlled.",
        "Synovial fluid shows arthritis.",
        "These lesions are commonly followed by arthritis.",
        "No arthritis has been seen since.",
        "All joints with arthritis improved.",
    ],
)
def test_what_is_so_of_the_patient_stays_the_patients_in_a_letter_without_headings(text: str) -> None:
    letter = f"A 30-year-old woman presented with fever. {text} She had a rash."
    assert subject(undivided(letter), "rthritis") == "patient"


def test_a_letter_that_opens_with_a_disease_speaks_of_it_in_general_until_someone_comes() -> None:
    letter = "Sir, arthritis has a localized and a diffuse form. A 30-year-old woman presented with fever."
    assert subject(undivided(letter), "arthritis") == "literature"
    assert subject(undivided(letter), "fever") == "patient"


def undivided(text: str) -> Context:
    """A letter without headings, with the patient that its words bring."""
    prose = read_prose(Report("r", text))
    return Context(prose, find_patients(prose))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unlike our case, patients with morphea usually have arthritis.", "literature"),
        ("Unlike our patient, they had arthritis.", "literature"),
        ("In contrast to our patient, who had gout, others had arthritis.", "literature"),
        ("Unlike most patients with morphea, our patient had arthritis.", "patient"),
        ("In contrast to our patient, she had gout; our patient had arthritis.", "patient"),
    ],
)
def test_a_contrast_with_the_patient_turns_to_the_others_at_its_comma(text: str, expected: str) -> None:
    where = context(f"DISCUSSION {text}", ("discussion", "DISCUSSION"), people=ONE)
    assert subject(where, "arthritis") == expected


def test_a_sentence_that_brings_the_patient_is_of_the_patient_in_whatever_section() -> None:
    text = "Background Arthritis may occur. A 30-year-old woman presented with gout. CASE She had a rash."
    sections = (Section("other", "Background", 0, 73), Section("case", "CASE", 73, len(text)))
    prose = read_prose(Report(id="r", text=text, sections=sections))
    where = Context(prose, find_patients(prose))
    assert (subject(where, "rthritis"), subject(where, "gout")) == ("literature", "patient")


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Our case emphasizes that early biopsy should be performed.", "literature"),
        ("This case highlights the importance of biopsy.", "literature"),
        ("Our case demonstrates that the biopsy was diagnostic.", "patient"),
        ("This case highlights a rare biopsy.", "patient"),
    ],
)
def test_what_a_case_teaches_is_said_of_patients_in_general(sentence: str, subject: str) -> None:
    prose = prose_of(
        ("case", "CASE", "A 34-year-old woman had gout."), ("discussion", "DISCUSSION", sentence)
    )
    subjects = Subjects(Context(prose, find_patients(prose)))
    at = prose.text.index("biopsy")
    assert subjects.at(prose.sentence_at(at), at) == subject


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Psoriasis affects 2% of adults.", "literature"),
        ("Four cases of psoriasis have been published.", "literature"),
        ("Lithium causes psoriasis in 3% of users.", "literature"),
        ("Sarcoidosis represents a cause of psoriasis. It clears slowly.", "literature"),
        ("Our patient had psoriasis, too.", "patient"),
        ("He was free of psoriasis at the last visit.", "patient"),
        ("Skin biopsy shows psoriasis.", "patient"),
        ("There is psoriasis on both elbows.", "patient"),
        ("The psoriasis remains under control.", "patient"),
    ],
)
def test_a_paragraph_behind_the_patients_may_open_a_discussion_without_a_heading(
    sentence: str, subject: str
) -> None:
    text = f"A 47-year-old baker was seen with gout.\n\n{sentence}\n"
    prose = read_prose(Report(id="r", text=text))
    at = text.index("soriasis")
    assert Subjects(Context(prose, find_patients(prose))).at(prose.sentence_at(at), at) == subject
