from __future__ import annotations

from dataclasses import replace

from seriatim.model import LedgerEntry, Report
from seriatim.series import Similarity, make_profiles
from seriatim.series.duplicates import DuplicateFinder
from seriatim.series.links import find_second_hand
from series.cases import CALCINOSIS, NO_RASH, RASH, Author, Claim, Reference, case, fact

RARE = tuple(fact(10 + i, "phenotype", f"Rare {i}", f"HP:900000{i}") for i in range(4))
LUPUS = fact(5, "disease", "lupus", "MONDO:0007915")


def pairs(*cases: object) -> list[tuple[str, str]]:
    finder = DuplicateFinder()
    for one in cases:
        finder.add(one)  # type: ignore[arg-type]
    return [(d.a[0], d.b[0]) for d in finder.find()]


def test_three_unrelated_women_of_one_age_with_lupus_stay_three() -> None:
    women = [
        case(n, LUPUS, RASH, CALCINOSIS, age="P49Y", authors=(Author(f"Author {n}", "A"),)) for n in "abc"
    ]
    assert pairs(*women) == []


def test_the_same_authors_age_sex_and_rare_findings_make_a_candidate() -> None:
    authors = (Author("Oldenkamp", "M"), Author("Brisling", "T"))
    crowd = [case(f"x{i}", LUPUS, sex="male", age=f"P{20 + i}Y") for i in range(12)]
    one = case("a", LUPUS, *RARE, authors=authors, age="P49Y", year=2001)
    other = case("b", LUPUS, *RARE, authors=authors, age="P51Y", year=2003)
    assert pairs(one, other, *crowd) == [("a", "b")]


def test_another_sex_speaks_against() -> None:
    authors = (Author("Oldenkamp", "M"), Author("Brisling", "T"))
    one, other = case("a", *RARE, authors=authors), case("b", *RARE, authors=authors, sex="male")
    assert pairs(one, other) == []


def test_two_patients_of_one_report_are_never_candidates() -> None:
    one = case("a", *RARE, authors=(Author("Oldenkamp", "M"),))
    twins = replace(one, patients=(one.patients[0], replace(one.patients[0], id="P2")))
    assert pairs(twins) == []


def test_a_claim_about_a_report_of_the_series_is_second_hand() -> None:
    cited = Reference("12", "", 0, 0, title="Stones beneath the skin")
    citing = Report("late", "", references=(cited,))
    primary = Report("early", "", title="Stones Beneath the Skin.")
    entry = LedgerEntry("late", Claim("C1", "treatment", "helped one", (), ("12",)))
    (link,) = find_second_hand([citing, primary], [entry])
    assert (link.primary, link.reference, link.how) == ("early", "12", "same title")


UP = {"HP:0025300": "skin", "HP:0025520": "skin", "skin": "HP:0000118", "heart": "HP:0000118"}


class Tree:
    """root > skin > (rash, calcinosis); root > heart."""

    def ancestors(self, code: str) -> frozenset[str]:
        up = UP.get(code)
        return frozenset({code}) | (self.ancestors(up) if up else frozenset())

    def descendants(self, code: str) -> frozenset[str]:
        return frozenset(c for c in [*UP, "HP:0000118"] if code in self.ancestors(c))


def profile(name: str, *facts: object) -> object:
    return make_profiles(case(name, *facts))[0]  # type: ignore[arg-type]


def test_a_case_is_most_like_one_with_the_same_findings() -> None:
    here, same, none = profile("a", RASH, CALCINOSIS), profile("b", RASH, CALCINOSIS), profile("c")
    ranked = Similarity(Tree()).rank(here, [none, same])  # type: ignore[arg-type, list-item]
    assert [(m.report, m.score) for m in ranked] == [("b", 1.0), ("c", 0.0)]


def test_likeness_is_the_same_both_ways() -> None:
    similarity = Similarity(Tree())
    a, b = profile("a", RASH), profile("b", RASH, CALCINOSIS)
    assert similarity.compare(a, b).score == similarity.compare(b, a).score  # type: ignore[arg-type]


def test_what_one_denies_counts_against_and_silence_does_not() -> None:
    similarity = Similarity(Tree())
    here = profile("a", RASH, CALCINOSIS)
    denies, silent = profile("b", NO_RASH, CALCINOSIS), profile("c", CALCINOSIS)
    denied, quiet = similarity.compare(here, denies), similarity.compare(here, silent)  # type: ignore[arg-type]
    assert denied.score < quiet.score
    assert denied.conflicts == ("HP:0025300",)


def test_the_patients_of_one_group_are_no_candidates_by_their_authors_alone() -> None:
    authors = tuple(Author(name, "A") for name in ("Oldenkamp", "Brisling", "Castanheda"))
    one = case("a", LUPUS, authors=authors, age=None)
    other = case("b", RASH, authors=authors, age=None)
    assert pairs(one, other) == []
