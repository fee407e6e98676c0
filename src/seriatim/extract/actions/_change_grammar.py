"""What a word of change is said of: "a reduction in | his fever", "the plaques | flattened", "which reduced | pain"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from seriatim.extract._places import TakenPlaces
from seriatim.extract.actions._grades import SHARE
from seriatim.extract.actions._response_words import ResponseWord, is_outcome_word
from seriatim.extract.actions._treatment_links import FINDINGS, TREATMENTS, facts_between
from seriatim.model import Fact
from seriatim.terms import Hit
from seriatim.text import Sentence
from seriatim.text.wording import pattern_of

_Pattern: TypeAlias = Callable[[], re.Pattern[str]]
_REACH = 90
"""How far a word of change may stand from its finding, in characters."""

_WHOSE = r"(?:(?:the|an?|his|her|their|its|my|our|this|these|those|both|all|any|each|such)\s)"
_WORD = r"(?:(?!(?:of|in|for|to|with|from|by|on|at|{is}|{has}|that|than|which|who|dose|doses|dosage|intake|the|an?|{whose}|he|she|it|they|we)\s)[a-z'/-]+,?\s)"
_SIDE = r"(?:\s(?:of|in|on|over|at|around|from)(?:\s[a-z-]+){1,5})?"
_BESIDE = (
    r"(?:\s(?:{is}|{has}|be|been|being|also|then|soon|all|both|did|does|do|not|never|yet|much|far|very|to|get|got"
    r"|felt|{became}|become|[a-z]+ly))"
)
_ACTIVE = r"(?:\s(?:has|have|had|also|then|soon|all|both|did|does|do|not|never|yet|[a-z]+ly))"
_MEASURED = (
    r"(?:(?:[a-z-]+\s){0,2}{measured_by}(?:(?:,|\sand|\sor)\s(?:the\s)?(?:[a-z-]+\s)?{measured_by}){0,2}\s(?:of|in)\s"
    rf"{_WHOSE}{{0,2}})?"
)
_of = pattern_of(rf"\s(?:in|of|to|on)\s{_WHOSE}{{0,2}}{_MEASURED}{_WORD}{{0,4}}")
_object = pattern_of(rf"\s{_WHOSE}{{1,2}}{_MEASURED}{_WORD}{{0,3}}")
_bare_object = pattern_of(rf"\s(?:{SHARE}\sof\s)?{_WHOSE}{{0,2}}{_MEASURED}{_WORD}{{0,3}}")
_compound = pattern_of(r"[\s-]")
_subject = pattern_of(
    rf"\)?(?:\s(?:{{measured_as}}|levels?|values?|counts?))?(?:\s\([^()]{{0,60}}\))?{_SIDE}(?:,?\s(?:which|that))?{_BESIDE}{{0,5}}\s"
)
_shown = pattern_of(
    rf"(?:\s\([^()]{{0,60}}\))?{_SIDE}(?:,?\s(?:which|that))?{_BESIDE}{{0,2}}\s(?:{{showed}}|had|has|have|made|underwent)(?:\s[a-z-]+){{0,5}}\s"
)
_doer = pattern_of(
    r"\b(?:which|that|this|it|treatment|therapy|drug|medication|regimen|surgery|operation|procedure|to)"
    rf"{_ACTIVE}{{0,3}}\s\Z"
)
_does = pattern_of(
    rf"(?:\s(?:treatment|therapy|injections?|infusions?|tablets?))?(?:\s\([^()]{{0,60}}\))?{_ACTIVE}{{0,4}}\s"
)
_names_other = pattern_of(r"\s{not_the_finding}\b")
_neutral = pattern_of(r"\b(?:{put_back}\b|{dimension}\Z)")
_has_object = pattern_of(
    r"\s(?!(?:to|by|in|on|with|after|within|from|over|under|and|but|or|when|while|during|at|for|until|without"
    r"|despite|following|again|as|so|once|upon|only|even|since|before|because|than|the|[a-z]+ly|some|{grade_nearly})\b)"
    r"[a-z]"
)
_WORDS = {
    name: (
        pattern_of(rf"\s(?:in|of|to)\s{_WHOSE}{{0,2}}{_MEASURED}{_WORD}{{0,2}}{{{name}}}\b"),
        pattern_of(rf"\s{_WHOSE}{{1,2}}{_MEASURED}{_WORD}{{0,2}}{{{name}}}\b"),
        pattern_of(rf"\b{{{name}}}{_SIDE}{_BESIDE}{{0,4}}\s\Z"),
    )
    for name in ("ability", "complaint")
}
"""By class of word: it stands behind a noun of change, is the object of a verb, or the subject."""


@dataclass(frozen=True, slots=True)
class Changeable:
    """The findings of a report that words of change can be said of.

    Attributes:
        folded: the folded text.
        findings: in text order.
        treatments, measurements: in text order.
        values: the measurements with a number, by label, in text order.
        named: places that name something else as a whole ("progression of weakness", "closed reduction").
    """

    folded: str
    findings: Sequence[Fact]
    treatments: Sequence[Fact]
    measurements: Sequence[Fact]
    values: Mapping[str, Sequence[Fact]]
    named: TakenPlaces

    @classmethod
    def among(cls, folded: str, facts: Sequence[Fact]) -> Changeable:
        """Choose what can change among all facts."""
        ordered = sorted(facts, key=lambda f: (f.start, f.id))
        named = [f for f in ordered if f.kind in FINDINGS or f.kind in TREATMENTS]
        places = TakenPlaces((s.start, s.end) for f in named for s in f.spans)
        findings = [
            f for f in named if f.kind in FINDINGS and not f.rule and not is_outcome_word(f.spans[0].text)
        ]
        given = [f for f in named if f.kind in TREATMENTS]
        measured = [f for f in ordered if f.kind == "measurement"]
        values: dict[str, list[Fact]] = {}
        for fact in measured:
            if fact.number is not None:
                values.setdefault(fact.label, []).append(fact)
        return cls(folded, findings, given, measured, values, places)

    def finding_of(self, hit: Hit[ResponseWord], sentence: Sentence) -> Fact | None:
        """The finding that a word of change is said of, or None.

        A hernia that is reduced is put back, and of a length or a size more is neither good nor bad.
        """
        found = self._said_of(hit, sentence)
        measure = not hit.entry.needs.isdisjoint(("less", "more"))
        return None if found and measure and _neutral().search(found.spans[-1].text.lower()) else found

    def _said_of(self, hit: Hit[ResponseWord], sentence: Sentence) -> Fact | None:
        if hit.entry.form == "noun":
            # "no cirrhotic changes" denies the cirrhosis
            gaps = (_shown,) if "denied" in hit.entry.needs else (_compound, _shown)
            before = (found for gap in gaps if (found := self._before(hit, sentence, gap)))
            return self._behind(hit, sentence, _of) or next(before, None)
        if hit.entry.form == "determiner":
            return self._behind(hit, sentence, _bare_object)
        found = None
        if hit.entry.form == "verb":
            found = self._behind(hit, sentence, _bare_object if self._is_done(hit, sentence) else _object)
        if found is None and not _has_object().match(self.folded, hit.end):
            found = self._before(hit, sentence, _subject)
        return found

    def is_said_of(self, kind: str, hit: Hit[ResponseWord], sentence: Sentence) -> bool:
        """Tell whether a word of change is said of a word that no fact tells.

        Args:
            kind: ability, what someone can do or has enough of ("strength"), or complaint ("the attacks").
            hit: the word of change.
            sentence: its sentence.
        """
        behind, as_object, as_subject = _WORDS[kind]
        if hit.entry.form == "noun":
            return behind().match(self.folded, hit.end) is not None
        low = max(sentence.start, hit.start - _REACH)
        return (
            as_object().match(self.folded, hit.end) is not None
            or as_subject().search(self.folded, low, hit.start) is not None
        )

    def measured(self, hit: Hit[ResponseWord], sentence: Sentence) -> Fact | None:
        """The test whose value a word of change is said of ("her calcium | fell"), or None."""
        if hit.entry.form == "noun":
            return self._behind(hit, sentence, _of, self.measurements)
        return self._before(hit, sentence, _subject, self.measurements)

    def earlier(self, test: Fact) -> str | None:
        """What the result told last before of a test was: high or low."""
        told = facts_between(self.values.get(test.label, ()), 0, test.start - 1)
        return next((f.interpretation for f in reversed(told) if f.interpretation in ("high", "low")), None)

    def _behind(
        self, hit: Hit[ResponseWord], sentence: Sentence, gap: _Pattern, among: Sequence[Fact] | None = None
    ) -> Fact | None:
        high = min(sentence.end, hit.end + _REACH)
        for finding in facts_between(self.findings if among is None else among, hit.end, high):
            if gap().fullmatch(self.folded, hit.end, finding.start):
                between = facts_between(self.treatments, hit.end, finding.start)
                other = _names_other().match(self.folded, finding.spans[-1].end)
                return None if between or other else finding
        return None

    def _before(
        self, hit: Hit[ResponseWord], sentence: Sentence, gap: _Pattern, among: Sequence[Fact] | None = None
    ) -> Fact | None:
        low = max(sentence.start, hit.start - _REACH)
        for finding in reversed(facts_between(self.findings if among is None else among, low, hit.start)):
            end = finding.spans[-1].end
            if end <= hit.start and gap().fullmatch(self.folded, end, hit.start):
                return finding
        return None

    def _is_done(self, hit: Hit[ResponseWord], sentence: Sentence) -> bool:
        """Tell whether the subject of a verb is a treatment, or a word that stands for one."""
        low = max(sentence.start, hit.start - _REACH)
        if _doer().search(self.folded, low, hit.start):
            return True
        ends = (f.spans[-1].end for f in facts_between(self.treatments, low, hit.start))
        return any(end <= hit.start and _does().fullmatch(self.folded, end, hit.start) for end in ends)
