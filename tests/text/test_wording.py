from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from seriatim.text.tables import read_table
from seriatim.text.wording import fill_classes, load_classes, pattern_of


def test_a_name_in_braces_stands_for_the_words_of_its_class_and_a_count_for_itself() -> None:
    assert fill_classes(r"{kin}\d{0,3}", kin=("aunt", "great-aunt")) == r"(?:great\-aunt|aunt)\d{0,3}"


def test_a_space_of_a_phrase_is_any_white_space() -> None:
    assert re.fullmatch(fill_classes("{said}", said=("as well as",)), "as\nwell as")


def test_a_class_that_is_not_there_is_an_error_at_the_first_use() -> None:
    expression = pattern_of("{no_such_class}")
    with pytest.raises(KeyError, match="no_such_class"):
        expression()


def test_every_class_of_the_table_is_named_by_some_expression() -> None:
    code = "\n".join(p.read_text(encoding="utf-8") for p in Path(str(files("seriatim"))).rglob("*.py"))
    unused = {name for name in load_classes() if f"{{{name}}}" not in code and f'"{name}"' not in code}
    assert not unused


def test_no_class_holds_a_word_twice_and_the_table_is_in_order() -> None:
    rows = [(row["class"], row["words"]) for row in read_table("word_classes.tsv")]
    assert rows == sorted(set(rows))


def test_every_class_says_what_it_holds() -> None:
    table = files("seriatim").joinpath("data/word_classes.tsv").read_text(encoding="utf-8")
    assert load_classes().keys() == set(re.findall(r"^# ([a-z_]+): \S", table, re.MULTILINE))
