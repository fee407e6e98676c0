"""Therapeutic acts told in words that no list of names holds ("the plate was removed", "repair of the tear")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from seriatim.terms import PhraseMatcher
from seriatim.text import Prose, Sentence
from seriatim.text.tables import alternatives, read_table
from seriatim.text.wording import pattern_of

_TABLE = "act_words.tsv"
_HEADS = frozenset({"head", "head+", "of head", "told head", "eponym"})
_BEFORE, _AFTER = 90, 80  # characters
_WORDS = re.compile(r"[^\W_][\w'-]*")
_LAST = re.compile(r"(?P<word>[^\W_][\w'-]*) \Z")
_OF = re.compile(
    r" (?:of|for|to)(?: (?:the|a|an|his|her|its|both|this|that|these|all))?(?P<words>(?: [\w'-]+){1,4})"
)
_passive = pattern_of(r" (?:was|were|is|been|be|being)(?: (?:[a-z]+ly|{adverb})){0,2} \Z")
_JOINED = re.compile(r" [a-z]+(?:ed|wn|un) and \Z")
_active = pattern_of(r"\b(?:we|surgeons?)(?: (?:[a-z]+ly|{adverb})){0,2} \Z")
_participle = pattern_of(r", (?:(?:[a-z]+ly|{adverb}) )?\Z")
_DONE_THEN = re.compile(
    r" (?:surgically |operatively |successfully )?(?:at|in|by|on|when|during|after|before|via|with|under) "
)
_BREAK = re.compile(r"[.;:()]|, (?:which|who|and|but) ")
_ADJECTIVE = ("al", "ic", "ar", "ary", "eous", "ine", "eal")


@dataclass(frozen=True, slots=True)
class ToldAct:
    """An act told in free words: what was done, its kind, and the places of its words."""

    label: str
    group: str
    places: tuple[tuple[int, int], ...]


def find_told_acts(prose: Prose) -> Iterator[ToldAct]:
    """Find the acts that a report tells in free words, in text order.

    A noun of doing is an act where a thing operated on stands before it or behind its "of", or where the words
    say that it was done; a participle is one where it is said of such a thing, stands behind it ("a hernia, repaired
    in 2010"), or is said of the surgeons.
    """
    folded = prose.folded
    for hit in _matcher().find(folded, folded=folded):
        sentence = prose.sentence_at(hit.start)
        if sentence is None:
            continue
        place = _Place(prose.text, folded, hit.start, hit.end, sentence)
        for role, means, group in hit.entry:
            read = _by_head if role in _HEADS else _by_verb
            if (act := read(place, role, means, group)) is not None:
                yield act
                break


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of doing in its sentence; `folded[start:end]` is the word."""

    text: str
    folded: str
    start: int
    end: int
    sentence: Sentence

    @property
    def before(self) -> str:
        return self.folded[max(self.sentence.start, self.start - _BEFORE) : self.start]

    @property
    def after(self) -> str:
        return self.folded[self.end : min(self.sentence.end, self.end + _AFTER)]


def _by_head(place: _Place, role: str, means: str, group: str) -> ToldAct | None:
    last = _LAST.search(place.before)
    word = last["word"] if last else ""
    if word in _words("stop"):
        return None
    if role == "eponym":
        written = place.text[place.start - len(word) - 1 : place.start]
        named = len(word) > 3 and written.istitle() and place.start - len(word) - 1 > place.sentence.start
        low = place.start - len(word) - 1
        return ToldAct(place.folded[low : place.end], group, ((low, place.end),)) if named else None
    thing = role in ("head", "head+") and (_is_thing(word) or (role == "head+" and _is_of_a_part(word)))
    low = place.start - len(word) - 1 if thing else place.start
    high = place.end + (_length_of_object(place.after) if role != "told head" else 0)
    if thing or high > place.end or (role != "of head" and _is_told(place)):
        return ToldAct(place.folded[low:high], group, ((low, high),))
    return None


def _is_of_a_part(word: str) -> bool:
    """Tell whether a word looks like the adjective of a part of the body ("hepatic", "ureteral")."""
    return word.endswith(_ADJECTIVE) and word not in _words("plain adjective")


def _length_of_object(after: str) -> int:
    """How many characters behind a head name what it was done to (" of the torn tendon"), or 0."""
    m = _OF.match(after)
    if m is None:
        return 0
    last = next((w for w in _WORDS.finditer(m["words"]) if _is_thing(w[0])), None)
    return m.start("words") + last.end() if last else 0


def _is_told(place: _Place) -> bool:
    return _told("before").search(place.before) is not None or _told("after").match(place.after) is not None


def _by_verb(place: _Place, role: str, means: str, group: str) -> ToldAct | None:
    if place.after.startswith(" into "):  # "is divided into types"
        return None
    passive = _passive().search(place.before)
    joined = None if passive else _JOINED.search(place.before)
    if joined:
        passive = _passive().search(place.before[: joined.start() + 1])
    if not passive and _DONE_THEN.match(place.after):  # "a septal defect, repaired at 5 months"
        passive = _participle().search(place.before)
    if passive:
        found = _thing_before(place.before[: passive.start()], role)
        low = place.start - len(place.before)
    elif _active().search(place.before):
        found, low = _thing_behind(place.after, role), place.end
    else:
        return None
    if found is None:
        return None
    thing = (low + found[0], low + found[1])
    label = f"{means} of {place.folded[slice(*thing)]}"
    places = [(place.start, place.end), *([thing] if role == "device verb" else [])]
    return ToldAct(label, group, tuple(sorted(places)))


def _thing_before(words: str, role: str) -> tuple[int, int] | None:
    """The nearest thing before "was removed" in its clause, or None."""
    begun = max((m.end() for m in _BREAK.finditer(words)), default=0)
    near = list(_WORDS.finditer(words, begun))[-7:]
    return next((m.span() for m in reversed(near) if _fits(m[0], role)), None)


def _thing_behind(words: str, role: str) -> tuple[int, int] | None:
    stop = _BREAK.search(words)
    near = list(_WORDS.finditer(words, 0, stop.start() if stop else len(words)))[:7]
    return next((m.span() for m in near if _fits(m[0], role)), None)


def _fits(word: str, role: str) -> bool:
    return word in _words("device") if role == "device verb" else _is_thing(word)


def _is_thing(word: str) -> bool:
    return word in _words("object") or word in _words("device") or word.endswith(_endings())


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(row["words"] for row in read_table(_TABLE) if row["role"] == role)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(_words("object ending")))


@cache
def _told(side: str) -> re.Pattern[str]:
    words = alternatives(_words(f"told {side}"))
    if side == "before":
        return re.compile(rf"\b(?:{words})(?: [\w-]+){{0,5}} \Z")
    return re.compile(rf"(?: [\w-]+){{0,8}}? (?:was|were|has been|had been) (?:[a-z]+ )?(?:{words})\b")


@cache
def _matcher() -> PhraseMatcher[tuple[tuple[str, str, str], ...]]:
    """Words of doing -> what each may be."""
    entries: dict[str, list[tuple[str, str, str]]] = {}
    for row in read_table(_TABLE):
        if row["role"] in _HEADS or row["role"] in ("verb", "device verb"):
            means = (row["role"], row["means"], row["class"])
            for form in _forms(row["words"], row["role"]):
                entries.setdefault(form, []).append(means)
    return PhraseMatcher((word, tuple(sorted(means))) for word, means in entries.items())


def _forms(word: str, role: str) -> tuple[str, ...]:
    """A word with its plural, and both in British spelling."""
    forms = (word, word + "s") if role in _HEADS and role != "told head" else (word,)
    return tuple(dict.fromkeys((*forms, *(f.replace("iz", "is") for f in forms))))
