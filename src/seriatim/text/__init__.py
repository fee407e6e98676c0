"""What every reader of prose needs: sentences, abbreviations, citations, numbers, times, cue scope.

`read_prose(report)` is computed once and handed to `extract` and `literature`.
"""

from seriatim.text.prose import Abbreviation, Citation, Prose, Sentence, read_prose

__all__ = ["Abbreviation", "Citation", "Prose", "Sentence", "read_prose"]
