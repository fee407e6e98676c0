"""Which of several numbered diseases is meant, told by the gene."""

from __future__ import annotations

import pytest

from seriatim.extract._context import Context, begin_fact
from seriatim.extract.findings.gene_diseases import name_gene_diseases
from seriatim.model import Fact, Report
from seriatim.text import read_prose


def named(
    title: str, disease: str, *, text: str = "", subject: str = "patient", kind: str = "disease"
) -> Fact:
    prose = read_prose(Report("r", f"{title}. {text}", title=title))
    at = prose.folded.index(disease.lower())
    fact = begin_fact(prose, kind, disease, (at, at + len(disease)), status="present", subject=subject)
    return name_gene_diseases(Context(prose), [fact])[0]


@pytest.mark.parametrize(
    ("title", "disease", "code"),
    [
        ("A KDM6A variant in Kabuki syndrome", "Kabuki syndrome", "OMIM:300867"),
        ("Loeys-Dietz syndrome by a mutation of TGFBR1", "Loeys-Dietz syndrome", "OMIM:609192"),
        (
            "Imerslund-Gr\u00e4sbeck syndrome and a variant of AMN",
            "Imerslund-Gr\u00e4sbeck syndrome",
            "OMIM:618882",
        ),
        ("Early Alzheimer's disease with a PSEN2 variant", "Alzheimer's disease", "OMIM:606889"),
    ],
)
def test_the_gene_of_the_title_tells_which_disease_of_a_family_it_is(
    title: str, disease: str, code: str
) -> None:
    fact = named(title, disease)
    assert code in fact.all_codes
    assert fact.modifiers["gene"]


def test_a_finding_that_the_title_names_is_coded_too() -> None:
    fact = named("Megalocornea and a CHRDL1 mutation", "Megalocornea", kind="phenotype")
    assert "OMIM:309300" in fact.all_codes


@pytest.mark.parametrize(
    ("title", "disease"),
    [
        ("Kabuki syndrome in a girl", "Kabuki syndrome"),  # no gene
        ("Kabuki syndrome and a mutation of TBX5", "Kabuki syndrome"),  # the gene of another disease
        ("Gout and a KDM6A variant in Kabuki syndrome", "Gout"),
    ],
)
def test_without_a_gene_that_bears_the_name_nothing_is_coded(title: str, disease: str) -> None:
    assert "gene" not in named(title, disease).modifiers


def test_the_literature_s_diseases_are_left_alone() -> None:
    fact = named("A KDM6A variant in Kabuki syndrome", "Kabuki syndrome", subject="literature")
    assert "gene" not in fact.modifiers


def test_a_gene_of_the_text_counts_where_it_is_named_often() -> None:
    often = "KDM6A was sequenced. The KDM6A variant was new. KDM6A escapes inactivation."
    assert named("Kabuki syndrome in a girl", "Kabuki syndrome", text=often).modifiers["gene"] == ("KDM6A",)
    once = "The KDM6A gene was sequenced."
    assert "gene" not in named("Kabuki syndrome in a girl", "Kabuki syndrome", text=once).modifiers
