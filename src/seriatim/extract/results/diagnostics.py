"""Report to diagnostic acts: imaging, histology, procedures; and how each finding was made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seriatim.extract._context import UNDECIDED, Context, begin_fact
from seriatim.extract.results._governing import find_governed
from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_vocabulary import load_words
from seriatim.extract.results._results import SentenceResults, read_results
from seriatim.extract.results._tissue import find_tissue_findings
from seriatim.extract.results.measurements import make_shown, make_worded, worded_value
from seriatim.model import Fact
from seriatim.terms.hpo import load_hpo
from seriatim.terms.laboratory import ACT_KINDS
from seriatim.text import Prose
from seriatim.text.wording import pattern_of

_SAID_OF_ACTS = frozenset({"normal", "abnormal", "positive", "negative", "borderline", "course"})
_showing = pattern_of(r"(?i)\b(?:{show_stem}|suggest)")
_WHOLE = re.compile(r"(?i)\s*(?:findings?|results?|stud(?:y|ies)|pattern|[.,;()]|$)")
_FINDINGS = frozenset({"phenotype", "disease"})


def find_diagnostics(context: Context) -> list[Fact]:
    """Find the diagnostic acts of a report, and what a normal or abnormal one says of function.

    Acts are present, because they were done; `interpretation` is given where the text calls the result normal
    or abnormal, and what the act is called is a measurement beside it. A normal function test makes its
    abnormality absent.

    Source: data/diagnostic_acts.tsv.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> facts = find_diagnostics(Context(read_prose(Report(id="r", text="The electromyogram was normal."))))
        >>> [(f.kind, f.label, f.interpretation, f.status) for f in facts[:2]]
        [('procedure', 'electromyography', 'normal', 'present'), ('measurement', 'electromyography', 'normal', 'present')]
        >>> [(f.kind, f.label, f.status) for f in facts[2:]]
        [('phenotype', 'EMG abnormality', 'absent')]
    """
    return [
        fact
        for read in read_results(context)
        for result in read.results
        if result.known.category in ACT_KINDS and not (result.word and result.word.meaning == "undone")
        for fact in _make_act(context.prose, read, result)
    ]


def _make_act(prose: Prose, read: SentenceResults, result: Result) -> Iterator[Fact]:
    test = result.known
    said = result if _is_said_of_the_whole(prose.text, result) else Result(result.test)
    meaning = read.judge(prose.text, said, None)
    yield begin_fact(
        prose,
        test.category,
        test.name,
        (result.test.start, result.test.end),
        status=_status_of(prose, said),
        interpretation=meaning.interpretation,
        method=test.method,
        rule=meaning.rule,
        **worded_value(prose.text, said, None),
    )
    if said.word:
        yield make_worded(prose, said, meaning)
    yield from make_shown(prose, said, None, meaning)


def _status_of(prose: Prose, said: Result) -> str:
    """Return "present" for an act with a result, or with its findings, and leave open whether others were done."""
    named_for_findings = _of_findings().search(prose.folded, said.test.start, said.test.end + _NOUN)
    return "present" if said.word or named_for_findings else UNDECIDED


_NOUN = 14  # characters: " abnormalities"
_of_findings = pattern_of(r"\s(?:findings?|features?|changes|signs?|abnormalit(?:y|ies)|evidence|results?)\b")


def _is_said_of_the_whole(text: str, result: Result) -> bool:
    """Tell "MRI was normal" from "MRI showed normal ventricles": the latter says nothing of the whole."""
    word = result.word
    if word is None or word.meaning not in _SAID_OF_ACTS or result.inherited:
        return False
    if " ".join(text[word.start : word.end].lower().split()) in load_words().existence:
        return False  # "on CT, metastases were not found"
    if word.start < result.test.start or not _showing().search(text, result.test.end, word.start):
        return True
    return bool(_WHOLE.match(text, word.end))


def attach_methods(context: Context, facts: list[Fact]) -> list[Fact]:
    """Set how findings were made: what "the biopsy revealed" is histology, what "radiographs showed" imaging.

    A method that a finder has set stays. Findings of the sentences that follow in the same paragraph are taken
    to be made in the same way until another act, another subject or the history takes over. What a biopsy
    shows of tissue in plain words ("atrophic epidermis") is added as a finding without a code.
    """
    governed = find_governed(context)
    known = [
        fact.changed(method=method)
        if fact.kind in _FINDINGS
        and fact.method is None
        and (method := governed.method_at(fact.start)) is not None
        else fact
        for fact in facts
    ]
    known = [fact for fact in known if not (fact.method == "histology" and _is_of_mind(fact))]
    return known + find_tissue_findings(context, governed, known)


_BEHAVIOUR = "HP:0000708"


def _is_of_mind(fact: Fact) -> bool:
    """Whether a finding is one of behaviour, which no tissue shows ("aggression of the dermal interface")."""
    return bool(fact.code and fact.code.startswith("HP:") and _BEHAVIOUR in load_hpo().ancestors(fact.code))
