"""Texts that describe a disorder, with no patient of their own: a review, an entry of a catalogue, an abstract."""

from __future__ import annotations

import re

from seriatim.extract._context import Context
from seriatim.extract.status.subject import Subjects

_NARRATED = re.compile(  # "Moreau and Lind (1994) described"
    r"[^\W\d_a-z][\w'’-]+(?:\s(?:et al\.?|and [^\W\d_a-z][\w'’-]+))?,?\s\((?:1[89]|20)\d\d[a-z]?\)"
)
_NARRATIVES = 3
"""Sentences that open with the authors of a source and its year, from which on a text retells the literature."""


def describes_disorder(context: Context, subjects: Subjects) -> bool:
    """Tell whether a report describes a disorder rather than a patient of its own.

    That is so where it retells source after source, and where it has no patient but speaks of patients in general.
    A report with a headed case section never does.
    """
    report = context.prose.report
    if any(s.name == "case" and s.title for s in report.sections):
        return False
    opened = sum(bool(_NARRATED.match(report.text, s.start)) for s in context.prose.sentences)
    return opened >= _NARRATIVES or (subjects.general and not context.people.patients)
