"""Words that qualify a finding, before it ("stony hard nodules") or behind it ("it appeared plate-like")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from seriatim.extract._affixes import is_negated_name
from seriatim.extract.findings._site_lists import Words
from seriatim.model import Fact
from seriatim.terms.anatomy import load_modifiers
from seriatim.text import Sentence
from seriatim.text.wording import pattern_of

_link = pattern_of(
    r"\b(?:{is}|{became}|had|has|showed|show|shows|forming|with|which|that|in|of|to|at)\b|,", re.I
)
_measure = pattern_of(
    r"\s+(?:(?:[a-z-]+\s+)?{measured_by}\s+)?of\s+(?:the\s+|his\s+|her\s+)?(?:[a-z-]+\s+){0,2}", re.I
)
_denied = pattern_of(
    r"(?:\b(?:{is}|{became}|{looks})\s|,\s)(?:not|never|neither|no\slonger)\s(?:(?:yet|very|\w+ly)\s)?\Z"
    r"|\bneither\s[\w-]+\snor\s\Z",
    re.I,
)
_DENYING = frozenset({"not", "never", "neither", "nor", "longer"})
"""One of the last two words of what `_denied` matches."""
_undone = pattern_of(
    r"\b(?:{has}|did|does|do|could)\s(?:not|never)\s(?:(?:yet|been)\s){0,2}(?:{outright}\s)?\Z|\bnever\s\Z",
    re.I,
)
_BEFORE = re.compile(r"\W{1,2}(?:[\w-]+\W{1,2}){0,4}")
_stops = pattern_of(
    r"[;:()]|\b(?:{is}|{has}|{tells_anew}|with|of|in|on|at|to|by|for|from|over|which|that|but)\b", re.I
)
_predicate = pattern_of(
    r"\s*(?:$|[.,;:)\]]|(?:and|or|but|in|on|at|with|to|of|over|than|as|by|for|from|around|within|along|without|after|"
    r"during|since|until|while|when|{looks})\b)",
    re.I,
)
_AND = re.compile(r"\s+(?:and|or)\s+", re.I)
_OF_RESULTS = frozenset({"severity", "course", "onset"})  # what a finding drawn from a result can have
_PLACED = re.compile(r"\s(?:of|on|in|over|at|around)\s")
_AND_WORDS = frozenset({"and", "or", "very", "slightly", "mildly", "somewhat", "well"})
_BEHIND = frozenset({"reach"})  # what stands behind what it qualifies: "beyond the knuckles"
_FAR = 200  # characters between a finding and a modifier behind it


def attach_modifiers(
    text: str,
    sentence: Sentence,
    words: Words,
    done: list[Fact],
    findings: Sequence[int],
    before: Sequence[int],
    drugs: Sequence[int] = (),
) -> None:
    """Give the findings of a sentence their modifiers, in place.

    Args:
        text: the report's text.
        sentence: the sentence; what interrupts it is no part of any distance.
        words: the sentence's anatomical and qualifying words, in order.
        done: all facts.
        findings: indices of the sentence's findings, in order.
        before: findings of the sentence before that this one takes up.
        drugs: where the sentence names drugs, in order; what is said behind one is said of it.
    """
    around = _Around(text, sentence, done, before, drugs)
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for word in words:
        if word.entry.modifier is None:
            continue
        kind, value = word.entry.modifier.kind, word.entry.modifier.value
        denied = is_negated_name(text, word.start) or _is_denied(text, word.start)
        if not denied and kind == "course" and _undone().search(text, max(0, word.start - _FAR), word.start):
            continue  # "the fever had not yet | resolved"
        if denied:
            value = f"non-{value}"
        low = bisect_left(findings, word.start - 2 * _FAR, key=lambda at: done[at].start)
        high = bisect_left(findings, word.end + _FAR, lo=low, key=lambda at: done[at].start)
        for at in around.qualified(word.start, word.end, findings[low:high], behind=kind in _BEHIND):
            if done[at].rule and (denied or kind not in _OF_RESULTS):
                continue
            if value not in found[at][kind] and not _is_named(
                word.start, text[word.start : word.end].lower(), done[at], value
            ):
                found[at][kind].append(value)
    for at, kinds in found.items():
        known = done[at].modifiers
        joined = {k: tuple(dict.fromkeys((*known.get(k, ()), *kinds[k]))) for k in sorted({*known, *kinds})}
        merged = {k: values for k, values in joined.items() if values}
        done[at] = done[at].changed(modifiers=merged)


def _is_denied(text: str, start: int) -> bool:
    """Tell whether what stands at `start` is said not to be so: "the tumor was not yet | calcified"."""
    low = max(0, start - _FAR)
    words = text[low:start].lower().split()
    return not _DENYING.isdisjoint(words[-2:]) and _denied().search(text, low, start) is not None


def _is_named(start: int, word: str, fact: Fact, value: str) -> bool:
    """Tell whether a modifier is part of what the fact's label says already ("systemic" of a disease's name)."""
    label = fact.label.lower()
    return any(
        s.start <= start < s.end and (value in label or word in label or len(word) == s.end - s.start)
        for s in fact.spans
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """A sentence with all facts, the findings it takes up, and where it names drugs."""

    text: str
    sentence: Sentence
    done: list[Fact]
    before: Sequence[int]
    drugs: Sequence[int]

    def qualified(self, start: int, end: int, findings: Sequence[int], *, behind: bool) -> list[int]:
        """Find the findings that a modifier at `start:end` qualifies; `behind` where it only follows them."""
        text, done = self.text, self.done
        inside = [at for at in findings if done[at].start <= start and end <= done[at].spans[-1].end]
        if inside:
            opens = done[inside[0]].start == start and end < done[inside[0]].spans[0].end
            named = (
                text[start:end].lower() in done[inside[0]].label.lower()
            )  # "systemic hypertension and gout"
            return (
                _joined(text, done, findings, inside[0])
                if opens and not named and len(inside) == 1
                else inside
            )
        follower = next((at for at in findings if done[at].start >= end), None)
        if follower is not None and not behind and _leads_to(text, end, done[follower].start):
            return _joined(text, done, findings, follower)
        ahead = [at for at in findings if done[at].spans[-1].end <= start]
        if ahead:
            return self._last_of(ahead, start, end)
        return list(self.before) if _is_said(text, text[self.sentence.start : start], end) else []

    def _last_of(self, ahead: Sequence[int], start: int, end: int) -> list[int]:
        """Return the last findings before a modifier, where it is said of them."""
        last = max(self.done[at].spans[-1].end for at in ahead)
        gap = _between(self.text, self.sentence, last, start)
        if len(gap) >= _FAR or ";" in gap or any(last <= drug < start for drug in self.drugs):
            return []
        said = _is_said(self.text, gap, end)
        return [at for at in ahead if self.done[at].spans[-1].end == last] if said else []


def _is_said(text: str, gap: str, end: int) -> bool:
    """Tell whether a modifier that ends at `end` is predicated across a gap ("they were | hard"), not of the next word."""
    return bool(_link().search(gap) and _predicate().match(text, end))


def _between(text: str, sentence: Sentence, start: int, end: int) -> str:
    """Return the sentence's own words between two places in it."""
    return "".join(text[max(a, start) : min(b, end)] for a, b in sentence.pieces if a < end and start < b)


def _leads_to(text: str, end: int, start: int) -> bool:
    """Tell whether a modifier that ends at `end` stands before the finding that begins at `start`."""
    if start - end > 60:
        return False
    if _measure().fullmatch(text, end, start):
        return True
    if not _BEFORE.fullmatch(text, end, start) or _stops().search(text, end, start):
        return False
    before_comma, comma, _ = text[end:start].partition(",")
    return not comma or all(
        word in _AND_WORDS or word in load_modifiers() for word in before_comma.lower().split()
    )


def are_alike(first: Fact, second: Fact) -> bool:
    """Tell whether two joined findings share the word before them: a plural beside a singular does not.

    "Hard papules and nodules" are both hard; of "painless ulcers and arthritis" the ulcers are painless.
    """
    heads = (_PLACED.split(f.spans[-1].text.lower(), maxsplit=1)[0] for f in (first, second))
    return len({head.endswith("s") and not head.endswith(("ss", "is", "us")) for head in heads}) == 1


def _joined(text: str, done: list[Fact], findings: Sequence[int], first: int) -> list[int]:
    """Add the findings on the same words, and those joined by a plain "and" ("hard papules and nodules")."""
    targets = [first]
    for at in findings:
        if at in targets or done[at].start < done[first].start:
            continue
        last = done[targets[-1]]
        joined = _AND.fullmatch(text, last.spans[-1].end, done[at].start) and are_alike(last, done[at])
        if done[at].start < done[first].spans[-1].end or joined:
            targets.append(at)
    return targets
