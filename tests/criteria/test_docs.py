"""docs/criteria.md follows the code."""

from __future__ import annotations

import re
from pathlib import Path

from criteria.invented import SMALL, fact, packs
from seriatim.criteria import assess, read_pack
from seriatim.criteria._read_expression import _QUALIFIERS, EXPRESSION_KEYS
from seriatim.criteria.reader import _ITEM_KEYS, _PACK_KEYS

PAGE = (Path(__file__).parents[2] / "docs" / "criteria.md").read_text("utf-8")


def test_the_pack_of_the_page_is_valid_and_does_what_it_says(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "my-set.yaml"
    path.write_text(example, "utf-8")
    pack = read_pack(path)
    verdict = assess(pack, [fact("HP:0025300"), fact("HP:0001882")], SMALL, patient="P1")
    assert (verdict.status, verdict.score) == ("met", 5)
    assert [a.id for a in verdict.assumptions] == ["count-repeated"]


def test_every_set_and_every_key_is_explained() -> None:
    words = set(re.findall(r"[a-z0-9_-]+", PAGE))
    assert set(packs()) <= words
    assert {*EXPRESSION_KEYS, *_QUALIFIERS, *_ITEM_KEYS, *_PACK_KEYS} <= words
