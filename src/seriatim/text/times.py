"""Dates, durations, ages and relative times in running text: the one parser of them.

A word that names a unit, a month, a stage of life or a named moment is found in one pass over the folded
text; what stands just before and after it decides what the expression says. What is vague ("a few years
ago") keeps its direction and has no length: nothing is invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from seriatim.text._time_cues import Cue, find_cues, words_of
from seriatim.text._time_grammar import (
    Direction,
    grammar,
    last_words,
    read_count,
    read_direction,
    word_before,
)
from seriatim.text.durations import AgeRange, count_days, join_durations, write_duration
from seriatim.text.folding import fold


class TimeExpression(NamedTuple):
    """Words that say when or how long.

    Attributes:
        start: offset of the first word; `end` is after the last one that belongs to the expression itself.
        reach: offset after the event it is measured from ("2 weeks prior to | admission"), `end` where none.
        kind: duration | date | age | relative | set | named | stage | vague.
        iso: ISO 8601 duration, or calendar date for `date`; None where the text is vague.
        high: the upper end of a range ("2 to 3 weeks" has iso P2W and high P3W).
        relation: before | at | after, or None where the words do not say.
        anchor: presentation | report | birth | conception | surgery | treatment | ...; None where it is the story so far.
        label: the HPO onset label of a stage of life.
        lead: the word in front that sets its role ("for", "since", "at", "every").
        attributive: True for an adjective that times the noun behind it ("congenital", "postoperative").
        ages: the youngest and the oldest age that the words leave open ("in her sixties"); `iso` is None then.

    Example:
        >>> [(t.kind, t.iso, t.relation, t.anchor) for t in find_times("A rash began 17 years ago.")]
        [('relative', 'P17Y', 'before', 'presentation')]
    """

    start: int
    end: int
    kind: str
    iso: str | None = None
    high: str | None = None
    relation: str | None = None
    anchor: str | None = None
    label: str | None = None
    lead: str = ""
    reach: int = 0
    attributive: bool = False
    ages: AgeRange | None = None


_EXPONENT = re.compile(r"[a-z]-\d\s\Z")  # "mg kg-1 | day-1"
_FIGURES = ("fig. ", "fig.", "fig ", "figs. ", "figure ", "figures ", "panel ")
_CLOCK = 100  # hours from which "at 800 h" tells the time of day


def find_times(
    text: str, start: int = 0, end: int | None = None, *, folded: str | None = None
) -> tuple[TimeExpression, ...]:
    """Find the time expressions of `text[start:end]`, in order and without overlaps; offsets are into `text`.

    Args:
        text: the text.
        start: where to begin.
        end: where to stop, the end of the text where None.
        folded: `fold(text)`, where the caller has it already.

    Example:
        >>> [(t.kind, t.iso) for t in find_times("treated for 2 weeks in March 1998, at the age of 12")]
        [('duration', 'P2W'), ('date', '1998-03'), ('age', 'P12Y')]
    """
    stop = len(text) if end is None else end
    plain = fold(text[start:stop]) if folded is None else folded[start:stop]
    found = _choose([*_from_cues(plain), *_years(plain), *_numeric_dates(plain)])
    if not start:
        return found
    return tuple(t._replace(start=t.start + start, end=t.end + start, reach=t.reach + start) for t in found)


def _choose(found: Iterable[TimeExpression]) -> tuple[TimeExpression, ...]:
    """Keep the leftmost, then longest, of expressions that overlap."""
    chosen: list[TimeExpression] = []
    for time in sorted(found, key=lambda t: (t.start, -t.end)):
        if not chosen or time.start >= chosen[-1].reach:
            chosen.append(time if time.reach else time._replace(reach=time.end))
    return tuple(chosen)


def _from_cues(folded: str) -> list[TimeExpression]:
    found: list[TimeExpression] = []
    for cue in find_cues(folded):
        if cue.role == "unit":
            found += _quantity(folded, cue, found)
        else:
            found += _READERS[cue.role](folded, cue)
    return found


def _quantity(folded: str, cue: Cue, before: list[TimeExpression]) -> list[TimeExpression]:
    """A unit with its number in front ("17 years"), or a counted day ("day 3", "the fifth day")."""
    word, m = word_before(folded, cue.start), None
    if word[-1:].isnumeric() or word in last_words().of_count:
        m = grammar().number_before.search(folded, max(0, cue.start - 48), cue.start)
    if m is None:
        if _EXPONENT.search(folded, max(0, cue.start - 6), cue.start):
            return []
        return _counted(folded, cue, word) or (_single(folded, cue) if word in last_words().of_single else [])
    low, high = read_count(m["n1"]), read_count(m["n2"])
    if cue.value == "h" and _is_no_length(folded, cue, m.start("core"), low):
        return []
    if grammar().names_test.match(folded, cue.end):
        return []
    end, half = cue.end, grammar().half_after.match(folded, cue.end)
    if half and low is not None:
        low, end = low + 0.5, half.end()
    iso = None if low is None else _length(low, cue.value)
    core = TimeExpression(
        m.start("core"), end, "duration", iso, None if high is None else _length(high, cue.value)
    )
    return [_in_context(folded, _joined(folded, core, before))]


def _is_no_length(folded: str, cue: Cue, at: int, hours: float | None) -> bool:
    """Whether "h" tells the time of day ("at 800 h") or the panel of a figure ("Fig. 1H")."""
    if hours is not None and hours >= _CLOCK and folded.endswith("at ", 0, at):
        return True
    return folded[cue.start - 1].isdigit() and folded.endswith(_FIGURES, 0, at)


def _single(folded: str, cue: Cue) -> list[TimeExpression]:
    """One unit without its number: "over the past week", "the day before admission"."""
    m = grammar().one_before.search(folded, max(0, cue.start - 32), cue.start)
    if m is None or not m["core"] or cue.value in ("h", "m", "s") or folded[cue.end - 1] == "s":
        return []
    core = TimeExpression(m.start("core"), cue.end, "duration", _length(1, cue.value), lead=m["past"] or "")
    if m["past"] is None:
        direction = read_direction(folded, cue.end, "")
        return [_directed(core, direction, "")] if direction and direction.kind == "relative" else []
    if folded.startswith(" of ", cue.end):  # "the last month of pregnancy"
        return []
    return [
        core._replace(kind="duration" if m["over"] else "relative", relation="before", anchor="presentation")
    ]


def _length(number: float, unit: str) -> str:
    return write_duration(number * 10, "Y") if unit == "10Y" else write_duration(number, unit)


def _joined(folded: str, core: TimeExpression, before: list[TimeExpression]) -> TimeExpression:
    """Join "2 years" and "6 months" into one length."""
    at = next((i for i in range(len(before) - 1, -1, -1) if before[i].kind in ("duration", "age")), -1)
    last = before[at] if at >= 0 else None
    if last is None or last.end > core.start or not last.iso or not core.iso or last.high or core.high:
        return core
    larger = (count_days(last.iso) or 0) > (count_days(core.iso) or 0)
    if (
        not larger
        or not grammar().joint.fullmatch(folded, last.end, core.start)
        or "T" in last.iso + core.iso
    ):
        return core
    del before[at]
    return last._replace(end=core.end, reach=core.end, iso=join_durations(last.iso, core.iso))


def _in_context(folded: str, core: TimeExpression) -> TimeExpression:
    """Read the words around a length: what it is measured from, and in which direction."""
    g = grammar()
    lead = None
    if word_before(folded, core.start) in last_words().of_lead:
        lead = g.lead.search(folded, max(0, core.start - 40), core.start)
    word = _lead_word(lead)
    begin = lead.start("lead") if lead and word.startswith("age") else core.start
    near = max(0, begin - 24)
    if folded.find("gestational", near, core.end) >= 0 and g.gestational.search(folded, near, core.end):
        return core._replace(kind="relative", relation="after", anchor="conception")
    if word.startswith("age") and g.other_age.search(folded, max(0, begin - 24), begin):
        return core
    if (old := g.old_after.match(folded, core.end)) is not None:
        return _aged(folded, core._replace(start=begin, end=old.end(), reach=0), word)
    if core.kind == "age":
        return core
    if word.startswith("age"):
        return _aged(folded, core._replace(start=begin), word)
    if g.at_intervals.match(folded, core.end):
        return core._replace(kind="set", lead=word)
    direction = read_direction(folded, core.end, word)
    return _directed(core, direction, word)


def _aged(folded: str, core: TimeExpression, lead: str) -> TimeExpression:
    """A length that is an age; of two numbers ("aged 50 to 55 years") neither is, but "at 3 and 5 years" is two ages."""
    aged = core._replace(kind="age", lead=lead, relation=_at(lead))
    two = lead != "between" and " and " in folded[core.start : core.end]
    if two or not core.iso or not core.high:
        return aged
    return aged._replace(iso=None, high=None, ages=(core.iso, core.high))


_JUST_PAST = ("past", "last", "previous", "preceding")


def _lead_word(lead: re.Match[str] | None) -> str:
    """The word that leads a length; "for the past" leads like "past"."""
    if lead is None:
        return ""
    words = lead[0].split()
    return next((w for w in _JUST_PAST if w in words), lead["lead"].strip())


def _directed(core: TimeExpression, direction: Direction | None, word: str) -> TimeExpression:
    if word in ("every", "each", "q"):
        return core._replace(kind="set", lead=word)
    if direction is None:
        return core._replace(lead=word)
    return core._replace(
        end=direction.end,
        reach=direction.reach,
        kind=direction.kind,
        relation=direction.relation,
        anchor=direction.anchor,
        lead=word,
    )


_AT_AN_AGE = frozenset({"at", "by", "from", "since", "until", "till", "when", "before", "after", "between"})


def _at(lead: str) -> str | None:
    if lead.startswith("age"):
        return None if lead.startswith("aged") else "at"
    return "at" if lead in _AT_AN_AGE else None


def _counted(folded: str, cue: Cue, word: str) -> list[TimeExpression]:
    """A day of a stay ("day 3", "the second postoperative day") or of life; `word` stands before its unit."""
    g, m = grammar(), None
    if word in last_words().of_ordinal or word.endswith(("st", "nd", "rd", "th")):
        m = g.ordinal_before.search(folded, max(0, cue.start - 40), cue.start)
    if m is not None:
        number, start, end = read_count(m["n"]), m.start("n"), cue.end
        around = m["of"] or ""
    elif (m := g.number_after.match(folded, cue.end)) and cue.value not in ("h", "m", "s"):
        before = g.stay_before.search(folded, max(0, cue.start - 24), cue.start)
        number, start, end = read_count(m["n"]), before.start("of") if before else cue.start, m.end("n")
        around = before["of"] if before else ""
    else:
        return []
    if number is not None and cue.value == "10Y":
        return _decade_of_life(folded, start, end, round(number))
    if number is None or len(cue.value) > 1:
        return []
    if start == cue.start and folded[cue.end - 1] == "s":  # "on days 1, 8 and 15" is a schedule
        return [TimeExpression(start, end, "set")]
    return [_day(folded, start, end, _length(number, cue.value), around)]


def _decade_of_life(folded: str, start: int, end: int, ordinal: int) -> list[TimeExpression]:
    """Such as "in her seventh decade", "the 7th decade of life": the years from 60 to 69."""
    life = grammar().of_life.match(folded, end)
    led = grammar().decade_before.search(folded, max(0, start - 24), start)
    several = folded[end - 1] == "s"  # "the fifth and sixth decades"
    if several or not 1 <= ordinal <= _DECADE + 1 or not (life or (led and led["whose"] != "the")):
        return []
    begin, part = (led.start("start"), led["part"]) if led else (start, None)
    years = (ordinal - 1) * _DECADE, ordinal * _DECADE - 1
    return [_in_part(begin, life.end() if life else end, *years, part)]


def _day(folded: str, start: int, end: int, iso: str, around: str) -> TimeExpression:
    g = grammar()
    after = g.of_event.match(folded, end)
    words = around or (after["event"] if after else "")
    reach = after.end() if after else end
    if words.startswith("life"):
        return TimeExpression(start, reach, "age", iso, relation="at", anchor="birth", reach=reach)
    anchor = "surgery" if words.startswith(("post", "op")) else g.events.get(words, "presentation")
    if not words and (told := g.after_event.match(folded, end)):
        anchor, reach = words_of("after_event")[told["event"]], told.end()
    return TimeExpression(start, end, "relative", iso, relation="after", anchor=anchor, reach=reach)


def _short_age(folded: str, cue: Cue) -> list[TimeExpression]:
    """Such as "62 yo", "32 y/o"."""
    m = grammar().number_before.search(folded, max(0, cue.start - 24), cue.start)
    number = read_count(m["n1"]) if m else None
    if m is None or number is None or number > 125:
        return []
    return [TimeExpression(m.start("core"), cue.end, "age", _length(number, cue.value))]


def _stated_age(folded: str, cue: Cue) -> list[TimeExpression]:
    """Such as "age 12", "aged 45", "at the age of 3": years where no unit follows."""
    m = grammar().age_number.match(folded, cue.end)
    if grammar().other_age.search(folded, max(0, cue.start - 24), cue.start):
        return []
    number = read_count(m["n"]) if m else None
    if m is None or number is None or number > 125:
        return []
    lead = grammar().lead.search(folded, max(0, cue.start - 12), cue.start)
    relation = None if folded[cue.start : cue.end] == "aged" else "at"
    return [
        TimeExpression(
            cue.start,
            m.end("n"),
            "age",
            _length(number, "Y"),
            relation=relation,
            lead=lead["lead"] if lead else "age",
        )
    ]


def _date(folded: str, cue: Cue) -> list[TimeExpression]:
    g = grammar()
    before = g.day_before.search(folded, max(0, cue.start - 12), cue.start)
    after = g.day_year_after.match(folded, cue.end)
    day, year = before["day"] if before else None, None
    start, end = before.start("day") if before else cue.start, cue.end
    if after and (after["year"] or after["day"]):
        day, year, end = day or after["day"], after["year"], after.end()
    elif (span := g.to_month_year.match(folded, cue.end)) is not None:  # "January to July 2013"
        year = span["year"]
    if not year and (cue.end - cue.start == 3 or (not day and not g.in_before.search(folded, 0, cue.start))):
        return []
    iso = "-".join(p for p in (year, cue.value, f"{int(day):02d}" if day else None) if p) if year else None
    return [TimeExpression(start, end, "date", iso, relation="at")]


def _years(folded: str) -> list[TimeExpression]:
    """Years on their own: "in 1998", "since 2004"."""
    found = []
    for m in grammar().year.finditer(folded):
        lead = grammar().year_lead.search(folded, max(0, m.start() - 10), m.start())
        if lead is not None:
            found.append(TimeExpression(*m.span(), "date", m[0], relation="at", lead=lead["lead"]))
    return found


_PARTED = re.compile(r"[0-9][/.-]\d{1,2}[/.-]\d")


def _numeric_dates(folded: str) -> list[TimeExpression]:
    """Dates in figures ("2011-03-12", "12/03/2011"); which of two small numbers is the month is not guessed."""
    found: list[TimeExpression] = []
    if not _PARTED.search(folded):
        return found
    for m in grammar().numeric_date.finditer(folded):
        year, first, second = m["year"] or m["y"], int(m["a"] or m["m"]), int(m["b"] or m["d"])
        month, day = (first, second) if m["y"] or first <= 12 < second else (second, first)
        known = m["y"] or max(first, second) > 12 or first == second
        if 1 <= month <= 12 and 1 <= day <= 31:
            iso = f"{year}-{month:02d}-{day:02d}" if known else year
            found.append(TimeExpression(*m.span(), "date", iso, relation="at"))
    return found


def _coded_day(folded: str, cue: Cue) -> list[TimeExpression]:
    """Such as "POD 3": the cue's value is the event."""
    m = grammar().code_number.match(folded, cue.end)
    if m is None:
        return []
    return [TimeExpression(cue.start, m.end(), "relative", f"P{m['n']}D", relation="after", anchor=cue.value)]


def _decade(folded: str, cue: Cue) -> list[TimeExpression]:
    """Such as "in her late sixties": the ages of the decade, or of the part of it that is named."""
    m = grammar().decade_before.search(folded, max(0, cue.start - 24), cue.start)
    if m is None or m["whose"] == "the":  # "a heart rate in the 60s"
        return []
    youngest, oldest = map(int, cue.value.split())
    return [_in_part(m.start("start"), cue.end, youngest, oldest, m["part"])]


def _in_part(start: int, end: int, youngest: int, oldest: int, part: str | None) -> TimeExpression:
    """An age between two bounds, or in the part of a decade that is named ("late")."""
    if part and oldest - youngest == _DECADE - 1:
        low, high = map(int, words_of("decade_part")[part].split())
        youngest, oldest = youngest + low, youngest + high
    ages = (write_duration(youngest, "Y"), write_duration(oldest, "Y"))
    return TimeExpression(start, end, "age", relation="at", lead="decade", ages=ages)


_DECADE = 10


def _age_word(_: str, cue: Cue) -> list[TimeExpression]:
    """A word for people of an age: "septuagenarian"; "middle-aged" has no agreed bounds and gives its words alone."""
    low, _, high = cue.value.partition(" ")
    ages = (write_duration(int(low), "Y"), write_duration(int(high), "Y")) if high else None
    return [TimeExpression(cue.start, cue.end, "age", ages=ages)]


def _named(_: str, cue: Cue) -> list[TimeExpression]:
    relation, _, anchor = cue.value.partition(" ")
    return [TimeExpression(cue.start, cue.end, "named", relation=relation, anchor=anchor)]


def _attributive(folded: str, cue: Cue) -> list[TimeExpression]:
    return [time._replace(attributive=True) for time in _named(folded, cue)]


def _deictic(_: str, cue: Cue) -> list[TimeExpression]:
    relation = "at" if cue.value == "P0D" else "after" if cue.value else None
    return [TimeExpression(cue.start, cue.end, "relative", cue.value or None, relation=relation)]


def _vague(_: str, cue: Cue) -> list[TimeExpression]:
    return [TimeExpression(cue.start, cue.end, "vague", relation=cue.value)]


def _after_act(folded: str, cue: Cue) -> list[TimeExpression]:
    """Such as "since starting | lisinopril": no length, and what it is counted from follows."""
    m = grammar().act_before.search(folded, max(0, cue.start - 24), cue.start)
    if m is None:
        return []
    time = TimeExpression(m.start(), m.end("lead"), "vague", relation="after", lead=m["lead"], reach=cue.end)
    return [time._replace(anchor=cue.value or None)]


def _stage(folded: str, cue: Cue) -> list[TimeExpression]:
    """A stage of life; without a preposition it is an adjective of the noun behind it ("childhood asthma")."""
    lead = grammar().lead.search(folded, max(0, cue.start - 16), cue.start)
    before = _PREPOSITION.search(folded, max(0, cue.start - 24), cue.start)
    return [
        TimeExpression(
            cue.start,
            cue.end,
            "stage",
            relation="at",
            label=cue.value,
            lead=lead["lead"].strip() if lead else "",
            attributive=not lead and not before and _NOUN.match(folded, cue.end) is not None,
        )
    ]


_PREPOSITION = re.compile(
    r"\b(?:in|during|since|from|at|until|till|through|throughout|by|before|after)\s(?:[a-z]+\s)?\Z"
)
_NOUN = re.compile(
    r"\s(?!(?:and|or|with|she|he|when|the|a|an|in|at|of|on|for|from|by|to|but|as|was|were|had|has|is)\b)[a-z]"
)


def _set(_: str, cue: Cue) -> list[TimeExpression]:
    return [TimeExpression(cue.start, cue.end, "set", cue.value)]


_READERS = {
    "named": _named,
    "attributive": _attributive,
    "deictic": _deictic,
    "stage": _stage,
    "vague_time": _vague,
    "set": _set,
    "month": _date,
    "decade": _decade,
    "age_word": _age_word,
    "coded_day": _coded_day,
    "act_of": _after_act,
    "age": _stated_age,
    "short_age": _short_age,
}


def time_words(role: str) -> dict[str, str]:
    """Return the cue words of one role of `data/time_cues.tsv` with their values.

    Example:
        >>> time_words("change")["unchanged"]
        'stable'
    """
    return words_of(role)
