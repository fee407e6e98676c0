"""Sizes of findings."""

import pytest

from extract.told import facts_of
from seriatim.extract._context import Context, begin_fact
from seriatim.extract.findings.sizes import attach_sizes
from seriatim.model import Report
from seriatim.text import read_prose


def size_of(text, words):
    context = Context(read_prose(Report(id="r", text=text)))
    start = text.index(words)
    fact = begin_fact(context.prose, "phenotype", words, (start, start + len(words)))
    return attach_sizes(context, [fact])[0].modifiers.get("size")


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("A 4 x 3 cm nodule was felt.", "4 x 3 cm"),
        ("A 12-mm firm red nodule was felt.", "12-mm"),
        ("A nodule measuring 5 mm was felt.", "5 mm"),
        ("A nodule (2.5 cm in diameter) was felt.", "2.5 cm"),
        ("There was a nodule of about 7 mm.", "about 7 mm"),
    ],
)
def test_a_size_belongs_to_the_finding_beside_it(text, size):
    assert size_of(text, "nodule") == (size,)


@pytest.mark.parametrize(
    "text",
    [
        "A nodule was excised with a margin of 5 mm.",
        "The scar was 4 cm long. A nodule was felt.",
        "A nodule.",
    ],
)
def test_a_size_of_something_else_is_left_alone(text):
    assert size_of(text, "nodule") is None


def test_a_finding_named_by_its_place_has_its_size() -> None:
    [mass] = [
        f
        for f in facts_of("A 40-year-old woman was seen. A 3-cm mass was felt in the breast.")
        if f.kind == "phenotype"
    ]
    assert (mass.label, mass.modifiers["size"]) == ("Breast mass", ("3-cm",))
