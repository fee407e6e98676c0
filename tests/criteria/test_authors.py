"""What authors say of criteria against the verdicts."""

from __future__ import annotations

import pytest

from criteria.invented import packs
from seriatim.criteria import compare_with_authors
from seriatim.criteria.authors import names
from seriatim.model import Claim, Span, Verdict


def claim(text: str, *, stance: str = "asserted", endorsed: bool = True) -> Claim:
    return Claim("C1", "classification", text, (Span(0, len(text), text),), stance=stance, endorsed=endorsed)


def compared(verdict: Verdict, *claims: Claim) -> bool | None:
    return compare_with_authors([verdict], claims)[0].disagrees_with_authors


MET, NOT_MET = Verdict("acr-1997", "met", patient="P1"), Verdict("acr-1997", "not_met", patient="P1")
OPEN = Verdict("acr-1997", "unknown", patient="P1")
FULFILS = claim("Her lupus fulfilled six ACR criteria.")


def test_a_verdict_agrees_disagrees_or_says_nothing() -> None:
    assert compared(MET, FULFILS) is False
    assert compared(NOT_MET, FULFILS) is True
    assert compared(OPEN, FULFILS) is None
    assert compared(MET) is None


@pytest.mark.parametrize(
    "text",
    [
        "She did not fulfil the ACR criteria for lupus.",
        "The case failed to meet ACR criteria for SLE.",
        "Lupus without fulfilling ACR criteria was assumed.",
    ],
)
def test_a_denial_is_compared_the_other_way(text: str) -> None:
    assert compared(NOT_MET, claim(text)) is False
    assert compared(MET, claim(text)) is True


def test_a_supposition_and_a_claim_about_others_are_not_compared() -> None:
    assert compared(MET, claim("She may fulfil ACR criteria for SLE.", stance="hypothesised")) is None
    assert compared(MET, claim("Their patients fulfilled ACR criteria for SLE.", endorsed=False)) is None


def test_contradictory_claims_cancel_out() -> None:
    assert compared(MET, FULFILS, claim("She did not meet ACR criteria for lupus.")) is None


@pytest.mark.parametrize(
    ("set_id", "text", "expected"),
    [
        ("acr-1997", "She met the 1997 ACR criteria for SLE.", True),
        ("acr-1982", "She met the 1997 ACR criteria for SLE.", False),
        ("acr-1982", "She met ARA criteria for lupus.", True),
        ("acr-1997", "She met ACR/EULAR criteria for SLE.", False),
        ("eular-acr-2019", "She met the EULAR/ACR criteria for SLE.", True),
        ("acr-eular-ssc-2013", "She met ACR/EULAR criteria for systemic sclerosis.", True),
        ("eular-acr-2019", "She met ACR/EULAR criteria for systemic sclerosis.", False),
        ("slicc-2012", "She met the SLICC criteria for SLE.", True),
        ("acr-1997", "She met ACR criteria for rheumatoid disease.", False),
        ("bohan-peter-1975", "Dermatomyositis by the criteria of Bohan and Peter.", True),
        ("crest", "She met the CREST criteria.", False),
    ],
)
def test_sets_are_known_by_family_year_and_disease(set_id: str, text: str, expected: bool) -> None:
    claimed = packs()[set_id].claimed
    assert names(claimed, text, ("1982", "1997", "2012", "2013", "2019")) is expected


def test_with_several_patients_nobody_knows_whom_it_means() -> None:
    verdicts = [MET, Verdict("acr-1997", "not_met", patient="P2")]
    assert {v.disagrees_with_authors for v in compare_with_authors(verdicts, [FULFILS])} == {None}
