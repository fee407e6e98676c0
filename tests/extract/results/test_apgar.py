"""Apgar scores and the minutes of life at which they were given."""

import pytest

from extract.told import context_of, facts_of
from seriatim.extract.results.measurements import find_measurements


def scores(text):
    facts = [f for f in find_measurements(context_of(text)) if f.kind == "measurement"]
    return [(f.value, f.time and f.time.age) for f in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Apgar scores were 4 at 1 minute and 8 at 5 minutes.", [("4", "PT1M"), ("8", "PT5M")]),
        (
            "Apgar scores at one, five and ten minutes were 2, 4 and 6.",
            [("2", "PT1M"), ("4", "PT5M"), ("6", "PT10M")],
        ),
        ("The Apgar scores were 2 and 9 at 1 and 10 min.", [("2", "PT1M"), ("9", "PT10M")]),
        ("The Apgar scores were 2, 6 and 9 at 1 and 10 min.", [("2", None), ("6", None), ("9", None)]),
        ("The Apgar score was 9; she breathed at 3 minutes.", [("9", None)]),
    ],
)
def test_each_score_has_its_minute(text, expected):
    assert scores(text) == expected


def test_a_low_score_of_a_minute_is_the_term_for_it():
    facts = [
        f for f in facts_of("Apgar scores were 4 at 1 minute and 8 at 5 minutes.") if f.kind == "phenotype"
    ]
    assert [(f.label, f.status) for f in facts] == [
        ("1-minute APGAR score of 4", "present"),
        ("Low APGAR score", "absent"),
    ]
