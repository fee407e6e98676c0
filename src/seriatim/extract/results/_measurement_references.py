"""What a report calls normal beside a value: "(normal range: 3.5-5.0)", "5% of normal"."""

from __future__ import annotations

import re
from dataclasses import replace

from seriatim.extract.results._measurement_vocabulary import SHARE, TOKEN, Item, load_words
from seriatim.text.wording import pattern_of

_LOWER = re.compile(r"(?i)\blower (?:normal )?limit")
_of_normal = pattern_of(
    r"(?i)\s?of\s(?:the\s)?(?:(?:mean|average)\s)?(?:of\s)?{usual}(?:\s(?:mean|{measured_as}))?\b"
)
_TITLE_BEFORE = re.compile(r"(?i)\b(?:reference|normal)\s(?:values?|ranges?|intervals?|limits?)\s[(\[]$")
_REACH = 40
_BARE = 3  # tokens: no more than "N ="


def mark_references(text: str, items: list[Item]) -> list[Item]:
    """Turn the quantities of "(normal range: 3.5-5.0)" into reference intervals and drop their words."""
    kept: list[Item] = []
    for item in items:
        if item.kind == "quantity" and _TITLE_BEFORE.search(text, max(0, item.start - _REACH), item.start):
            kept.append(replace(item, kind="reference"))  # "above the reference value (4,000-12,000/ul)"
        elif item.kind == "quantity" and (opening := _reference_start(text, kept, item)) is not None:
            while kept and kept[-1].start >= opening:
                kept.pop()
            side = "low" if _LOWER.search(text, opening, item.start) else ""
            kept.append(replace(item, kind="reference", meaning=side))
        else:
            kept.append(item)
    return kept


def mark_shares(text: str, items: list[Item]) -> list[Item]:
    """Mark the percentages that are parts of what is normal ("5% of normal"), and drop its words."""
    ends = {
        item.end: found.end()
        for item in items
        if item.quantity and item.quantity.ucum == "%" and (found := _of_normal().match(text, item.end))
    }
    if not ends:
        return items
    marked = [replace(item, meaning=SHARE) if item.end in ends and item.quantity else item for item in items]
    return [i for i in marked if i.quantity or not any(a <= i.start and i.end <= b for a, b in ends.items())]


def _is_limit(item: Item) -> bool:
    """Tell whether a quantity is a range or a limit, so that "N=" before it is "normal" and no number of people."""
    quantity = item.quantity
    return quantity is not None and (quantity.form == "range" or quantity.comparator is not None)


def _reference_start(text: str, before: list[Item], item: Item) -> int | None:
    """Return where the words that make a quantity a reference interval begin, or None."""
    low = max((i.end for i in before if i.kind in ("quantity", "reference", "test")), default=item.start - 60)
    stretch = text[max(low, item.start - 60) : item.start]
    opening = max(stretch.rfind("("), stretch.rfind("["))
    if opening < 0:
        words = stretch.rstrip(" ,:;")  # "normal range, 70-100"
        opening = max(words.rfind(";"), words.rfind(","))
    if opening < 0:
        return None
    tokens = [t.lower().rstrip(".") for t in TOKEN.findall(stretch[opening + 1 :])]
    named = not load_words().reference.isdisjoint(tokens) or (
        tokens[:1] == ["n"] and len(tokens) < _BARE and _is_limit(item)
    )
    beside = bool(before) and before[-1].kind == "quantity" and stretch[:opening].strip() == ""
    ranged = beside and tokens[:1] == ["range"] and len(tokens) < _BARE and _is_limit(item)
    named = named or ranged  # "36 (range, 7-25 mg/dL)"
    return item.start - len(stretch) + opening + 1 if named and len(tokens) <= 9 else None
