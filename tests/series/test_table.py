from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.errors import PackError
from seriatim.model import CaseTable, Inclusion, Patient, Protocol, Time, Variable
from seriatim.series import build_table, default_protocol, read_protocol
from seriatim.series.numbers import TreatmentTally, compare_groups, summarise_columns
from series.cases import CALCINOSIS, DILTIAZEM, DILTIAZEM_FAILED, NO_RASH, RASH, case, fact

PARENTS = {"HP:0025300": "HP:0000988", "HP:0025520": "HP:0010766"}


class Tree:
    def ancestors(self, code: str) -> frozenset[str]:
        up = PARENTS.get(code)
        return frozenset({code}) | (self.ancestors(up) if up else frozenset())


VARIABLES = (
    Variable("age", "Age", "age"),
    Variable("rash", "Rash", "finding", ("HP:0000988", "HP:0025300")),
    Variable("sites", "Sites", "sites", ("HP:0010766",)),
    Variable("response", "Response", "response"),
)

EVERYONE = Inclusion()


def table(*cases: object, inclusion: Inclusion = EVERYONE) -> CaseTable:
    return build_table(cases, Protocol("p", inclusion=inclusion, variables=VARIABLES), Tree())  # type: ignore[arg-type]


def skin(*facts: object) -> str:
    """What the cell of any rash says of a patient, where only the general term is asked for."""
    asked = Protocol("p", variables=(Variable("skin", "Rash", "finding", ("HP:0000988",)),))
    return build_table([case("a", *facts)], asked, Tree()).column("skin")[0].text  # type: ignore[arg-type]


def test_a_descendant_counts_for_its_ancestor() -> None:
    assert skin(RASH) == "present"


def test_what_has_resolved_was_there() -> None:
    ended = fact(7, "phenotype", "Rash", "HP:0000988", status="absent", modifiers={"course": ("resolved",)})
    assert skin(ended) == "present"
    assert skin(RASH, ended) == "present"


def test_that_one_kind_is_absent_does_not_deny_the_others() -> None:
    another = fact(7, "phenotype", "Skin rash", "HP:0000988")
    assert skin(NO_RASH, another) == "present"
    assert skin(NO_RASH) == "not reported"


def test_silence_is_not_absence() -> None:
    made = table(case("a", RASH), case("b", NO_RASH), case("c"))
    assert [c.text for c in made.column("rash")] == ["present", "absent", "not reported"]
    assert made.denominators == (3, 2, 0, 0)


def test_present_and_absent_is_shown_as_a_conflict() -> None:
    assert table(case("a", RASH, NO_RASH)).column("rash")[0].state == "conflict"


def test_what_is_uncertain_enters_no_denominator() -> None:
    doubtful = fact(1, "phenotype", "Malar rash", "HP:0025300", "uncertain")
    assert table(case("a", doubtful)).denominators[1] == 0


def test_every_cell_knows_its_words() -> None:
    cell = table(case("a", CALCINOSIS)).column("sites")[0]
    assert (cell.text, [q.text for q in cell.quotes]) == ("thigh", ["Calcinosis cutis"])


def test_a_fact_about_the_literature_never_reaches_a_patient() -> None:
    cited = fact(1, "phenotype", "Malar rash", "HP:0025300", subject="literature", patient=None)
    assert table(case("a", cited)).column("rash")[0].state == "not_reported"


def test_a_patient_without_the_findings_asked_for_is_left_out_with_the_reason() -> None:
    made = table(case("a", RASH), case("b", CALCINOSIS), inclusion=Inclusion(codes=("HP:0010766",)))
    assert [row.report for row in made.rows] == ["b"]
    assert [(e.report, e.reason) for e in made.excluded] == [("a", "none of the protocol's findings")]


@given(st.permutations(["rash", "none", "absent", "rash2"]))
def test_numbers_do_not_depend_on_the_order_of_the_cases(order: list[str]) -> None:
    made = {
        "rash": case("a", RASH),
        "none": case("b"),
        "absent": case("c", NO_RASH),
        "rash2": case("d", RASH),
    }
    proportion = summarise_columns(table(*(made[name] for name in order)))[1].proportion
    assert proportion is not None
    assert (proportion.events, proportion.reported, proportion.total) == (2, 3, 4)


def test_a_patient_counts_once_for_each_agent_by_the_best_response() -> None:
    tally = TreatmentTally()
    tally.add(case("a", DILTIAZEM, DILTIAZEM_FAILED))
    tally.add(case("b", DILTIAZEM_FAILED))
    (agent,) = tally.summarise(frozenset({("a", "P1"), ("b", "P1")}))
    assert (agent.treated, agent.responses, agent.responded.events) == (2, (("partial", 1), ("none", 1)), 1)


def test_a_treatment_that_nobody_of_the_included_had_is_not_listed() -> None:
    tally = TreatmentTally()
    tally.add(case("a", DILTIAZEM))
    assert tally.summarise(frozenset()) == ()


def test_time_to_response_needs_three_patients() -> None:
    tally = TreatmentTally()
    who = set()
    for name, told in (("a", DILTIAZEM), ("b", DILTIAZEM_FAILED), ("c", DILTIAZEM)):
        tally.add(case(name, told))
        who.add((name, "P1"))
        if len(who) < 3:
            assert tally.summarise_time_to_response(frozenset(who)) is None
    curve = tally.summarise_time_to_response(frozenset(who))
    assert curve is not None
    assert (curve.n, curve.events, [(s.time, s.at_risk) for s in curve.steps]) == (3, 2, [(6.0, 3)])


def test_groups_are_compared_only_where_both_report() -> None:
    variables = (
        Variable("d", "Disease", "class", classes={"lupus": ("X:1",), "sclerosis": ("X:2",)}),
        VARIABLES[1],
    )
    one, two = fact(9, "disease", "lupus", "X:1"), fact(9, "disease", "sclerosis", "X:2")
    cases = [
        case("a", one, RASH),
        case("b", one, RASH),
        case("c", two, NO_RASH),
        case("d", two, NO_RASH),
        case("e", two),
    ]
    made = build_table(cases, Protocol("p", variables=variables), Tree())
    found = {
        d.group: (d.inside.events, d.inside.reported, d.outside.reported) for d in compare_groups(made, "d")
    }
    assert found == {"lupus": (2, 2, 2), "sclerosis": (0, 2, 2)}


def test_a_span_of_ages_is_a_value_without_a_number_and_is_left_out_only_as_a_whole() -> None:
    held = replace(case("a", RASH, age=None), patients=(Patient("P1", age_range=("P60Y", "P69Y")),))
    kept = Protocol("p", inclusion=Inclusion(minimum_age=65), variables=(Variable("age", "Age", "age"),))
    (cell,) = build_table([held], kept, Tree()).column("age")
    assert (cell.values, cell.number) == (("60-69",), None)
    (out,) = build_table([held], Protocol("p", inclusion=Inclusion(minimum_age=70)), Tree()).excluded
    assert out.reason == "younger than the protocol asks"


def test_an_interval_runs_from_the_first_disease_to_the_first_finding() -> None:
    onset = fact(1, "disease", "lupus", "X:1", time=Time("at 20", age="P20Y"))
    later = fact(2, "phenotype", "Calcinosis cutis", "HP:0025520", time=Time("at 31", age="P31Y"))
    variable = Variable("i", "Interval", "interval", ("HP:0025520",), start=("X:1",))
    made = build_table([case("a", onset, later)], Protocol("p", variables=(variable,)), Tree())
    assert made.column("i")[0].number == 11.0


def test_weeks_of_gestation_are_no_follow_up() -> None:
    born = fact(1, "phenotype", "Malar rash", time=Time("36 weeks", "P36W", "after", "conception"))
    later = fact(
        2, "phenotype", "Calcinosis cutis", time=Time("6 months later", "P6M", "after", "presentation")
    )
    kept = Protocol("p", variables=(Variable("f", "Follow-up", "follow_up"),))
    cells = build_table([case("a", born), case("b", born, later)], kept, Tree()).column("f")
    assert [c.number for c in cells] == [None, 6]


def test_without_a_protocol_the_columns_are_what_most_cases_report() -> None:
    made = default_protocol([case("a", RASH, CALCINOSIS), case("b", RASH)])
    assert [v.label for v in made.variables][:4] == ["Sex", "Age (years)", "Malar rash", "Calcinosis cutis"]


def test_a_mistake_in_a_protocol_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("id: p\nvariables:\n  - id: good\n    type: sex\n  - id: bad\n    type: nonsense\n")
    with pytest.raises(PackError, match=r"p\.yaml:5: .*nonsense"):
        read_protocol(path)


def test_the_shipped_protocol_reads() -> None:
    path = Path(__file__).parent.parent.parent / "protocols" / "calcinosis-ctd.yaml"
    assert {"disease", "extent", "subtype", "sites", "treatment", "response"} <= {
        v.id for v in read_protocol(path).variables
    }


def test_a_code_with_an_equals_sign_stands_for_itself_alone() -> None:
    made = table(
        case("a", CALCINOSIS),
        case("b", fact(2, "phenotype", "Ectopic calcification", "HP:0010766")),
        inclusion=Inclusion(codes=("=HP:0010766",)),
    )
    assert [row.report for row in made.rows] == ["b"]
