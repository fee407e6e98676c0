"""The walk through a report of several patients, carrying whom it speaks of from sentence to sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from seriatim.extract.people._groups import GroupPhrase, members
from seriatim.extract.people._labels import Label, read_count
from seriatim.extract.people._person_words import words_as
from seriatim.extract.people._pieces import HEAD, NOBODY, Cast, Mark, Piece, group_marks, split_sentence
from seriatim.extract.people._references import Reference, find_references, leading_sex
from seriatim.extract.people._roles import Role
from seriatim.extract.people._scene import Scene
from seriatim.text import Sentence
from seriatim.text.wording import fill_classes, pattern_of

_ELSEWHERE = ("discussion", "introduction")
_goes_on = pattern_of(r"(?:he|she|his|her|they|their|this\s{patient_word})\b")


def walk(scene: Scene, roles: list[Role]) -> Iterator[Piece]:
    """Yield the stretches of the text that are about one or several of the roles, in order.

    What a section says of one patient is carried to the sentences after it in that section; in a discussion
    only to those that go on with "he" or "she".
    """
    if not roles:
        return
    if len(roles) == 1:
        yield from ((s.index, s.start, s.end, (0,)) for s in scene.prose.sentences if s.index in scene.own)
        return
    marks, references = _find_marks(scene, roles), find_references(scene, roles)
    carried: dict[int, Cast] = {}
    spoken: list[int] = []
    for sentence in scene.prose.sentences:
        section = scene.prose.report.section_at(sentence.start)
        place = section.start if section else -1
        headed, of_some = _headed(roles, sentence), _is_of_some(scene, sentence, len(roles))
        if (
            headed
            and sentence.section == "caption"
            and (place in carried or _is_of_another(sentence, marks, headed))
        ):
            headed = ()  # a figure beside "Patient 3" that shows patient 4
        kept = headed or carried.get(place, ())
        goes_on = () if of_some or not _may_go_on(scene, sentence) else kept
        current = headed or _agreeing(scene, roles, sentence, goes_on, spoken)
        named = marks.get(sentence.index, [])
        several = _groups_in(scene, roles, sentence)
        everybody = _about_several(scene, roles, sentence, marks, several, of_some=of_some)
        found = [] if headed else sorted([*named, *_taking_up(roles, references, sentence, named, current)])
        if everybody and not found and not scene.says(sentence.index, "part"):
            yield sentence.index, sentence.start, sentence.end, everybody
            if _tells_of_results(scene, sentence.index + 1):
                carried[place] = everybody  # "both had gout. The laboratory results were normal."
            continue
        current = everybody if everybody and not found else current
        found = sorted({*found, *_others(scene, sentence, several, of_some=of_some)})
        groups = group_marks(scene.folded, sentence, found, current)
        yield from (piece for piece in split_sentence(sentence, groups) if piece[-1])
        at_head = bool(found) and (not current or found[0][0] - sentence.start <= HEAD)
        carried[place] = tuple(groups[-1].numbers) if at_head else (current or kept)
        spoken = [*spoken[-HEAD:], *(g.numbers[0] for g in groups if len(g.numbers) == 1)]


def _headed(roles: list[Role], sentence: Sentence) -> Cast:
    """The role whose own section holds a sentence."""
    held = (i for i, r in enumerate(roles) if any(s.start <= sentence.start < s.end for s in r.sections))
    return tuple(held)[:1]


def _tells_of_results(scene: Scene, index: int) -> bool:
    """Whether a sentence begins with what was examined, without saying of whom."""
    if index >= len(scene.prose.sentences):
        return False
    following = scene.prose.sentences[index]
    return _results().match(scene.folded, following.start, following.end) is not None


_results = pattern_of(r"(?:the\s)?{result_of}\s{result_noun}\b")


def _is_of_another(sentence: Sentence, marks: Mapping[int, Sequence[Mark]], headed: Cast) -> bool:
    """Whether a sentence under the heading of one patient begins with the label of another."""
    named = marks.get(sentence.index, ())
    return any(number not in headed and start - sentence.start <= HEAD for start, _, number in named)


def _may_go_on(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence may go on about whom the one before was about."""
    if scene.role_of(sentence) not in _ELSEWHERE:
        return True
    return _goes_on().match(scene.folded, sentence.start) is not None


def _agreeing(
    scene: Scene, roles: Sequence[Role], sentence: Sentence, current: Cast, spoken: Sequence[int]
) -> Cast:
    """Whom the "he" or "she" at the head of a sentence means: of those spoken of, else whoever was last."""
    sex = leading_sex(scene, sentence.index)
    if sex is None or not current:
        return current
    agreeing = tuple(n for n in current if roles[n].sex in (sex, None))
    if agreeing:
        return agreeing
    last = next((n for n in reversed(spoken) if roles[n].sex == sex), None)
    others = [n for n, role in enumerate(roles) if role.sex == sex]
    return (last,) if last is not None else tuple(others) if len(others) == 1 else current


def _taking_up(
    roles: Sequence[Role],
    references: Mapping[int, Sequence[Reference]],
    sentence: Sentence,
    named: Sequence[Mark],
    current: Cast,
) -> Iterator[Mark]:
    """The words that take up somebody else than whom the sentence goes on about: "the man", "the son"."""
    turned = False
    for reference in references.get(sentence.index, ()):
        start, end, number = reference.start, reference.end, reference.number
        goes_on = len(current) == 1 and reference.word.role != "kin" and not turned
        if goes_on and not named and roles[current[0]].sex in (reference.word.sex, None):
            continue
        if not any(a < end and start < b for a, b, _ in named):
            turned = True
            yield start, end, number


Several = list[tuple[int, int, Cast]]
"""Start and end of words that mean several roles, and the roles."""


def _groups_in(scene: Scene, roles: Sequence[Role], sentence: Sentence) -> Several:
    """The words of a sentence that mean several of the roles; in a discussion only those that mean them for sure."""
    if sentence.index not in scene.own:
        return []
    elsewhere = scene.role_of(sentence) in _ELSEWHERE
    everyone = tuple(range(len(roles)))
    found = [
        (phrase.start, phrase.end, members(roles, phrase))
        for phrase in scene.groups_at[sentence.index]
        if (phrase.everywhere or not elsewhere) and not _is_qualified(scene, phrase, len(roles))
    ]
    if not elsewhere:
        hits = scene.phrases.get(sentence.index, ())
        found += ((hit.start, hit.end, everyone) for hit in hits if hit.entry == "all_here")
    return found


def _is_qualified(scene: Scene, phrase: GroupPhrase, count: int) -> bool:
    """Whether "our cases of gout" may be only some of a series."""
    return count > 2 and phrase.count is None and bool(_our_cases_of().match(scene.folded, phrase.start))


_our_cases_of = pattern_of(r"(?:our|these|those)\s(?:[a-z-]+\s)?(?:cases|patients)\s(?:of|with)\s")


def _others(scene: Scene, sentence: Sentence, several: Several, *, of_some: bool) -> Iterator[Mark]:
    """Where a sentence turns to several ("and both patients"), or to some that it does not name ("two of whom")."""
    for hit in scene.phrases.get(sentence.index, ()):
        if hit.entry == "part":
            yield hit.start, hit.end, NOBODY
    for m in _unnamed().finditer(scene.folded, sentence.start, sentence.end):
        if not _JOINED_TO_LABEL.search(scene.folded, max(sentence.start, m.start() - 8), m.start()):
            yield m.start(), m.end(), NOBODY
    if not of_some:
        for start, end, numbers in several:
            yield from ((start, end, number) for number in numbers)


_JOINED_TO_LABEL = re.compile(r"\d,?\sand\s\Z")  # "(patient 4 and | someone reported previously)"
_unnamed = pattern_of(
    r"\bthe\s(?:remaining|other)\s(?:{to_ten}|\d{1,2})\s(?:[a-z-]+\s)?(?:cases|patients)\b"
    r"|\b(?:an?|another|one|{to_ten}|other)\s(?:published\scases?|(?:patients?|cases?)\s(?:(?:from|of|in)\sthe\sliterature|(?:previously\s)?(?:reported|described|published)))\b"
)
"""People beside those a sentence names: "the remaining 7 cases", "a patient from the literature"."""


def _about_several(
    scene: Scene,
    roles: Sequence[Role],
    sentence: Sentence,
    marks: dict[int, list[Mark]],
    several: Several,
    *,
    of_some: bool,
) -> Cast:
    """The several roles that a whole sentence is about; none where it tells of one, some, or first these, then those."""
    everyone = tuple(range(len(roles)))
    if _counts_all(scene, sentence, len(roles)):
        return everyone
    if of_some:
        return ()
    casts = list(dict.fromkeys(numbers for _, _, numbers in several if numbers))
    if casts:
        return casts[0] if len(casts) == 1 else ()
    return everyone if _opens(scene, sentence, marks) else ()


def _is_of_some(scene: Scene, sentence: Sentence, count: int) -> bool:
    """Whether a sentence is of "one of the patients", or of two of three; "none of the patients" is all of them."""
    if scene.counts_some(sentence.index, count):
        return True
    people = _of_people().finditer(scene.folded, sentence.start, sentence.end)
    if any(_count_before().search(scene.folded, sentence.start, m.start()) for m in people):
        return True
    some = [hit for hit in scene.phrases.get(sentence.index, ()) if hit.entry == "some"]
    return any(not any(w.start <= h.start < w.end for w in scene.groups_at[sentence.index]) for h in some)


_count_before = pattern_of(r"\b(?:{to_ten}|\d{1,3})\s\Z")


@cache
def _of_people() -> re.Pattern[str]:
    """Such as "of the 12 patients", behind a count."""
    written = r"of\s(?:(?:the|our|these|those)\s)?(?:{to_ten}|\d{1,3})\s(?:affected\s)?{people}\b"
    return re.compile(fill_classes(written, people=words_as("plural", "kin_plural")))


@cache
def _of_number() -> re.Pattern[str]:
    written = (
        r"(?:in|of)(?<!\w..)\s(?P<count>{to_ten}|\d{1,2})\s(?:affected\s)?{people}\b"
        r"|we\s(?:here\s|herein\s)?(?:describe|report|present)(?:ed)?\s(?:here\s|herein\s)?"
        r"(?P<brought>{to_ten}|\d{1,2})\s(?:[a-z-]+\s){0,3}?{people}\b"
    )
    return re.compile(fill_classes(written, people=(*words_as("plural", "kin_plural"), "members")))


def _counts_all(scene: Scene, sentence: Sentence, count: int) -> bool:
    """Whether "in two members", or "we report two women", is all of them."""
    if sentence.index not in scene.own or scene.role_of(sentence) in _ELSEWHERE:
        return False
    m = _of_number().search(scene.folded, sentence.start, sentence.end)
    return m is not None and read_count(m["count"] or m["brought"]) == count


def _opens(scene: Scene, sentence: Sentence, marks: dict[int, list[Mark]]) -> bool:
    """Whether a sentence of the title or abstract speaks of the report's patients without naming one."""
    return (
        sentence.section in ("title", "abstract")
        and sentence.index in scene.own
        and not _claims_priority().search(scene.folded, sentence.start, sentence.end)
        and sentence.index not in marks
        and not any(k < sentence.index for k in marks if scene.prose.sentences[k].section == "abstract")
    )


_claims_priority = pattern_of(
    r"\bto\s(?:the\sbest\sof\s)?our\sknowledge\b|\bfirst\s(?:to\s(?:describe|report)|reports?|reported|cases?|description)\b"
)
"""A report that is "the first to describe" something tells it of one of its patients at least."""


def _find_marks(scene: Scene, roles: list[Role]) -> dict[int, list[Mark]]:
    """Sentence index to the places where a role is named."""
    marks: dict[int, list[Mark]] = {}
    for number, role in enumerate(roles):
        places = {(x.sentence, x.start, x.end) for x in role.labels if names_someone(scene, x)}
        places |= {(m.sentence, m.start, m.end) for m in role.mentions if not role.labels or m.indefinite}
        for sentence, start, end in sorted(places):
            marks.setdefault(sentence, []).append((start, end, number))
    return {k: sorted(v) for k, v in marks.items()}


@cache
def _of_relative() -> re.Pattern[str]:
    written = r"\b{kin}(?:\s\([^()]{1,20}\))?\s(?:of|to)\s(?:the\s)?\Z"
    return re.compile(fill_classes(written, kin=words_as("kin", "kin_plural")))


def names_someone(scene: Scene, label: Label) -> bool:
    """Whether a label names whom the sentence is about, not with whom they are compared or related."""
    related = _of_relative().search(scene.folded, max(0, label.start - HEAD), label.start)
    return not scene.is_compared(label) and related is None
