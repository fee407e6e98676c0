"""How far names carry: synonyms of the ontology read with a lexicon that was compiled without any.

    python -m bench.left_out [--show N]

Every exact synonym of HPO stands for wording nobody wrote a rule for: what finds it are labels, our own tables and
the rules of word forms. *Right* is the term itself; *near* a term above or below it; *other* another term; *none*
nothing. A change of the rules is good when *right* grows and *other* does not. Our own tables may hold a synonym too.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter

from seriatim.terms._names import ontology_names, own_names
from seriatim.terms.hpo import PHENOTYPIC_ABNORMALITY, find_phenotypes, load_hpo
from seriatim.terms.lexicon import Lexicon, compile_lexicon, open_lexicon
from seriatim.terms.obo import Ontology

_KEPT = frozenset({"LABEL", "VARIANT", "OWN", "OVERRIDE"})
_LEAST = 5  # letters of a synonym worth asking for


def compile_without_synonyms(hpo: Ontology) -> Lexicon:
    """Compile the names of the phenotypes but for the synonyms of the ontology."""
    codes = sorted(hpo.descendants(PHENOTYPIC_ABNORMALITY) - {PHENOTYPIC_ABNORMALITY})
    names = [n for n in (*ontology_names(hpo, codes), *own_names(hpo)) if n.scope in _KEPT]
    labels = {code: hpo.names[code] for code in codes}
    return open_lexicon(compile_lexicon(names, labels, hpo.release, lambda a, b: a in hpo.ancestors(b)))


def judge(hpo: Ontology, code: str, found: set[str]) -> str:
    """Compare what was found in a synonym with its term: right | near | other | none."""
    if code in found:
        return "right"
    related = (f in hpo.ancestors(code) or code in hpo.ancestors(f) for f in found)
    return "none" if not found else "near" if any(related) else "other"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", type=int, default=0, metavar="N", help="N examples of each failure")
    options = parser.parse_args()
    hpo = load_hpo()
    lexicon, counts = compile_without_synonyms(hpo), Counter[str]()
    examples: dict[str, list[str]] = {}
    for code in sorted(lexicon.labels):
        for synonym in hpo.synonyms.get(code, ()):
            if synonym.scope == "EXACT" and len(synonym.text) >= _LEAST:
                mentions = find_phenotypes(synonym.text, lexicon=lexicon)
                verdict = judge(hpo, code, {m.code for m in mentions if m.code})
                counts[verdict] += 1
                said = "; ".join(m.label for m in mentions)
                examples.setdefault(verdict, []).append(f"{synonym.text} = {hpo.names[code]} | {said}")
    total = counts.total()
    print(f"{total} synonyms: " + ", ".join(f"{k} {n / total:.3f}" for k, n in counts.most_common()))
    for verdict in ("other", "near", "none"):
        shown = random.Random(1).sample(examples[verdict], min(options.show, len(examples[verdict])))
        print(*(f"  {verdict}: {example}" for example in shown), sep="\n", end="\n" if shown else "")


if __name__ == "__main__":
    main()
