"""Numbers and units as they are written in case reports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.text.numbers import find_quantities, read_number
from seriatim.text.tables import read_table
from seriatim.text.units import convert, find_ucum, load_units, read_unit


def only(text):
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "number", "high", "comparator", "ucum"),
    [
        ("40,000/µL", 40000.0, None, None, "/uL"),
        ("12 000 cells/mm3", 12000.0, None, None, "/mm3"),
        ("1.2 x 10^9/L", 1.2, None, None, "10*9/L"),
        ("15.8 × 109/L", 15.8, None, None, "10*9/L"),
        ("6 x 10(9)/L", 6.0, None, None, "10*9/L"),
        ("585 × 10⁹/L", 585.0, None, None, "10*9/L"),
        ("11.5K/uL", 11.5, None, None, "10*3/uL"),
        ("12\u201315 mg/dL", 12.0, 15.0, None, "mg/dL"),
        ("between 30 and 35 mm/h", 30.0, 35.0, None, "mm/h"),
        ("<0.1 ng/mL", 0.1, None, "<", "ng/mL"),
        ("less than 5 mg/L", 5.0, None, "<", "mg/L"),
        ("≥ 4.5 mmol/L", 4.5, None, ">=", "mmol/L"),
        ("120/80 mmHg", 120.0, 80.0, None, "mm[Hg]"),
        ("98%", 98.0, None, None, "%"),
        ("seven years", 7.0, None, None, "a"),
        ("-3.1 SD", -3.1, None, None, "{SD}"),
        ("below the 3rd centile", 3.0, None, "<", "{percentile}"),
        ("3,5 mmol/L", 3.5, None, None, "mmol/L"),
        ("5.8 ml/min/1.73 m2", 5.8, None, None, "mL/min/{1.73_m2}"),
        ("30 mm/1st hour", 30.0, None, None, "mm/h"),
        ("38.5 °C", 38.5, None, None, "Cel"),
        ("4 times the upper limit of normal", 4.0, None, None, "{fold}"),
        ("1.05 g/24 h", 1.05, None, None, "g/(24.h)"),
    ],
)
def test_a_quantity_is_read_with_its_unit(text, number, high, comparator, ucum):
    quantity = only(text)
    assert (quantity.number, quantity.number_high, quantity.comparator, quantity.ucum) == (
        number,
        high,
        comparator,
        ucum,
    )


def test_a_titre_is_read_by_its_dilution():
    quantity = only("a titre of 1:1,280")
    assert (quantity.form, quantity.number) == ("titre", 1280.0)


def test_a_dipstick_grade_counts_its_plus():
    assert (only("protein 2+").form, only("protein 2+").number) == ("plus", 2.0)


def test_the_power_of_ten_belongs_to_the_number_where_no_unit_follows():
    assert only("1.62 × 10^6").number == pytest.approx(1_620_000)


@pytest.mark.parametrize("name", ["HLA-B27", "T2-weighted", "25OH", "p.Arg117His"])
def test_a_number_inside_a_name_is_no_quantity(name):
    assert find_quantities(f"the {name} result") == ()


def test_a_size_keeps_all_its_sides_in_one_span():
    text = "a 3 x 2 x 1.5 cm mass"
    quantity = only(text)
    assert (text[quantity.start : quantity.end], quantity.form) == ("3 x 2 x 1.5 cm", "size")


def test_numbers_are_read_in_english_and_continental_print():
    assert [read_number(n) for n in ("40,000", "12 000", "3,5", "0·45")] == [40000.0, 12000.0, 3.5, 0.45]


def test_case_decides_between_short_units():
    assert [find_quantities(f"5 {u}")[0].ucum for u in ("mM", "mm", "M/mm3")] == ["mmol/L", "mm", "10*6/mm3"]


def test_every_unit_converts_to_itself():
    for unit in load_units().values():
        assert convert(2.0, unit, unit) == pytest.approx(2.0)


def test_units_convert_within_one_dimension_only():
    assert convert(500.0, find_ucum("mg/L"), find_ucum("g/dL")) == pytest.approx(0.05)
    assert convert(1.0, find_ucum("mg/dL"), find_ucum("mmol/L")) is None


def test_every_spelling_of_the_table_is_read_back():
    missed = []
    for row in read_table("units.tsv"):
        text = f"7{'' if row['spelling'][0] in '%/ ' else ' '}{row['spelling']} "
        unit = read_unit(text, 1, len(text))
        if unit is None or unit[0].ucum != row["ucum"]:
            missed.append(row["spelling"])
    assert missed == []


@given(st.text(alphabet="0123456789.,:/+-x×^ ()<>%mgdLµU\n", max_size=60))
def test_quantities_are_in_order_and_inside_the_text(text):
    at = 0
    for quantity in find_quantities(text):
        assert at <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end].strip() == text[quantity.start : quantity.end]
        if quantity.unit_span:
            assert text[slice(*quantity.unit_span)] == quantity.unit
        at = quantity.end


def test_a_long_line_of_digits_takes_time_in_proportion():
    assert len(find_quantities("1 2 3 4 5 " * 5000)) > 0
    assert find_quantities("1,2,3:4/5x6-7+" * 3000) is not None


@pytest.mark.parametrize(
    ("text", "written", "low", "high", "unit"),
    [
        ("pressure 70/40mmHg", "70/40mmHg", 70, 40, "mm[Hg]"),
        ("5-10mg/dL", "5-10mg/dL", 5, 10, "mg/dL"),
        ("3rd\u201310th centile", "3rd\u201310th centile", 3, 10, "{percentile}"),
        ("between the 3rd and the 10th centile", "3rd and the 10th centile", 3, 10, "{percentile}"),
        ("6cm \u00d7 4cm \u00d7 3cm", "6cm \u00d7 4cm \u00d7 3cm", 6, 4, "cm"),
        ("515 U/I", "515 U/I", 515, None, "U/L"),
        ("pressures in the 90s", "90s", 90, 99, None),
    ],
)
def test_a_second_number_a_decade_and_a_litre_in_capitals_are_read_whole(text, written, low, high, unit):
    (quantity,) = find_quantities(text)
    read = text[quantity.start : quantity.end], quantity.number, quantity.number_high, quantity.ucum
    assert read == (written, low, high, unit)


@pytest.mark.parametrize("text", ["2/3rds of it", "a delay of 90s", "grade 5/5b"])
def test_what_sticks_to_a_second_number_must_be_its_unit(text):
    assert all(q.number_high is None for q in find_quantities(text))


def test_the_number_of_a_day_is_no_lower_bound() -> None:
    found = find_quantities("from 1.0 mg/dL on day 1 to 3.0 mg/dL on days 3 to 5")
    assert [(q.number, q.number_high) for q in found] == [(1, None), (1, None), (3, None), (3, 5)]
