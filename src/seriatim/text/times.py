"""Dates, durations, ages and relative times in running text: the one parser of them.

A word that names a unit, a month, a stage of life or a named moment is found in one pass over the folded
text; what stands just before and after it decides what the expression says. What is vague ("a few years
ago") keeps its direction and has no length: nothing is invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from seriatim.text import _time_patterns as patterns
from seriatim.text._time_ages import (
    read_age_word,
    read_bare_age,
    read_decade,
    read_decade_of_life,
    read_short_age,
    read_stated_age,
)
from seriatim.text._time_cues import Cue, find_cues, words_of
from seriatim.text._time_dates import find_numeric_dates, find_years, read_date
from seriatim.text._time_expression import TimeExpression, write_length
from seriatim.text._time_grammar import (
    Direction,
    last_words,
    read_count,
    read_direction,
    word_before,
)
from seriatim.text._time_moments import (
    read_after_act,
    read_attributive,
    read_coded_day,
    read_deictic,
    read_named,
    read_set,
    read_stage,
    read_vague,
)
from seriatim.text.durations import count_days, join_durations
from seriatim.text.folding import fold

__all__ = ["TimeExpression", "find_times", "time_words"]


_EXPONENT = re.compile(r"[a-z]-\d\s\Z")  # "mg kg-1 | day-1"
_FIGURES = ("fig. ", "fig.", "fig ", "figs. ", "figure ", "figures ", "panel ")
_WEEKS_AND_DAYS = re.compile(  # of a pregnancy: "34 + 2 weeks", "36 4/7 weeks"
    r"(?<![\d.])(?P<weeks>[1-4][0-9])(?:\s?\+\s?(?P<days>[0-6])|\s(?P<sevenths>[1-6])/7)[\s-]\Z"
)
_OF_A_RATE = re.compile(
    r"\bmm\s?(?:(?:/|in|per|at|after|over)\s?)?(?:the\s)?(?:end\sof\s(?:the\s)?)?\Z"
)  # sedimentation
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
    found = _choose([*_from_cues(plain), *find_years(plain), *find_numeric_dates(plain)])
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
    if cue.value == "W" and (m := _WEEKS_AND_DAYS.search(folded, max(0, cue.start - 10), cue.start)):
        days = m["days"] or m["sevenths"]
        core = TimeExpression(m.start(), cue.end, "duration", f"P{m['weeks']}W{days}D")
        return [_in_context(folded, core)]
    word, m = word_before(folded, cue.start), None
    if word[-1:].isnumeric() or word in last_words().of_count:
        m = patterns.number_before().search(folded, max(0, cue.start - 48), cue.start)
    if m is None:
        if _EXPONENT.search(folded, max(0, cue.start - 6), cue.start):
            return []
        return _counted(folded, cue, word) or (_single(folded, cue) if word in last_words().of_single else [])
    low, high = read_count(m["n1"]), read_count(m["n2"])
    if cue.value == "h" and _is_no_length(folded, cue, m.start("core"), low):
        return []
    if patterns.names_test().match(folded, cue.end):
        return []
    end, half = cue.end, patterns.half_after().match(folded, cue.end)
    if half and low is not None:
        low, end = low + 0.5, half.end()
    iso = None if low is None else write_length(low, cue.value)
    core = TimeExpression(
        m.start("core"), end, "duration", iso, None if high is None else write_length(high, cue.value)
    )
    return [_in_context(folded, _joined(folded, core, before))]


def _is_no_length(folded: str, cue: Cue, at: int, hours: float | None) -> bool:
    """Whether "h" tells the time of day ("at 800 h") or the panel of a figure ("Fig. 1H")."""
    if hours is not None and hours >= _CLOCK and folded.endswith("at ", 0, at):
        return True
    return folded[cue.start - 1].isdigit() and folded.endswith(_FIGURES, 0, at)


def _single(folded: str, cue: Cue) -> list[TimeExpression]:
    """One unit without its number: "over the past week", "the day before admission"."""
    m = patterns.one_before().search(folded, max(0, cue.start - 32), cue.start)
    if m is None or not m["core"] or cue.value in ("h", "m", "s") or folded[cue.end - 1] == "s":
        return []
    core = TimeExpression(
        m.start("core"), cue.end, "duration", write_length(1, cue.value), lead=m["past"] or ""
    )
    if m["past"] is None:
        direction = read_direction(folded, cue.end, "")
        return [_directed(core, direction, "")] if direction and direction.kind == "relative" else []
    if folded.startswith(" of ", cue.end):  # "the last month of pregnancy"
        return []
    return [
        core._replace(kind="duration" if m["over"] else "relative", relation="before", anchor="presentation")
    ]


def _joined(folded: str, core: TimeExpression, before: list[TimeExpression]) -> TimeExpression:
    """Join "2 years" and "6 months" into one length."""
    at = next((i for i in range(len(before) - 1, -1, -1) if before[i].kind in ("duration", "age")), -1)
    last = before[at] if at >= 0 else None
    if last is None or last.end > core.start or not last.iso or not core.iso or last.high or core.high:
        return core
    larger = (count_days(last.iso) or 0) > (count_days(core.iso) or 0)
    if (
        not larger
        or not patterns.joint().fullmatch(folded, last.end, core.start)
        or "T" in last.iso + core.iso
    ):
        return core
    del before[at]
    return last._replace(end=core.end, reach=core.end, iso=join_durations(last.iso, core.iso))


def _in_context(folded: str, core: TimeExpression) -> TimeExpression:
    """Read the words around a length: what it is measured from, and in which direction."""
    lead = None
    if word_before(folded, core.start) in last_words().of_lead:
        lead = patterns.lead().search(folded, max(0, core.start - 40), core.start)
    word = _lead_word(lead)
    begin = lead.start("lead") if lead and word.startswith("age") else core.start
    near = max(0, begin - 24)
    if folded.find("gestational", near, core.end) >= 0 and patterns.gestational().search(
        folded, near, core.end
    ):
        return core._replace(kind="relative", relation="after", anchor="conception")
    if word.startswith("age") and patterns.other_age().search(folded, max(0, begin - 24), begin):
        return core
    if (old := patterns.old_after().match(folded, core.end)) is not None:
        return _aged(folded, core._replace(start=begin, end=old.end(), reach=0), word)
    if core.kind == "age":
        return core
    if word.startswith("age"):
        return _aged(folded, core._replace(start=begin), word)
    if patterns.at_intervals().match(folded, core.end):
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


def _lead_word(lead: re.Match[str] | None) -> str:
    """The word that leads a length; "for the past" leads like "past"."""
    if lead is None:
        return ""
    words = lead[0].split()
    return next((w for w in words_of("just_past") if w in words), lead["lead"].strip())


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


def _at(lead: str) -> str | None:
    if lead.startswith("age"):
        return None if lead.startswith("aged") else "at"
    return "at" if lead in words_of("at_an_age") else None


def _counted(folded: str, cue: Cue, word: str) -> list[TimeExpression]:
    """A day of a stay ("day 3", "the second postoperative day") or of life; `word` stands before its unit."""
    m = None
    if word in last_words().of_ordinal or word.endswith(("st", "nd", "rd", "th")):
        m = patterns.ordinal_before().search(folded, max(0, cue.start - 40), cue.start)
    if m is not None:
        if _OF_A_RATE.search(folded, max(0, m.start("n") - 30), m.start("n")):
            return []
        number, start, end = read_count(m["n"]), m.start("n"), cue.end
        around = m["of"] or ""
    elif (m := patterns.number_after().match(folded, cue.end)) and cue.value not in ("h", "m", "s"):
        before = patterns.stay_before().search(folded, max(0, cue.start - 24), cue.start)
        number, start, end = read_count(m["n"]), before.start("of") if before else cue.start, m.end("n")
        around = before["of"] if before else ""
    else:
        return []
    if number is not None and cue.value == "10Y":
        return read_decade_of_life(folded, start, end, round(number))
    if number is None or len(cue.value) > 1:
        return []
    if start == cue.start and folded[cue.end - 1] == "s":  # "on days 1, 8 and 15" is a schedule
        return [TimeExpression(start, end, "set")]
    return [_day(folded, start, end, write_length(number, cue.value), around)]


def _day(folded: str, start: int, end: int, iso: str, around: str) -> TimeExpression:
    after = patterns.of_event().match(folded, end)
    words = around or (after["event"] if after else "")
    reach = after.end() if after else end
    if words.startswith("life"):
        return TimeExpression(start, reach, "age", iso, relation="at", anchor="birth", reach=reach)
    # a numbered day is one of the stay; of what a numbered month is, only the story so far can tell
    default = "presentation" if iso.endswith("D") else None
    anchor = "surgery" if words.startswith(("post", "op")) else words_of("event").get(words, default)
    if not words and (told := patterns.after_event().match(folded, end)):
        anchor, reach = words_of("after_event")[told["event"]], told.end()
    return TimeExpression(start, end, "relative", iso, relation="after", anchor=anchor, reach=reach)


_READERS = {
    "named": read_named,
    "attributive": read_attributive,
    "deictic": read_deictic,
    "stage": read_stage,
    "vague_time": read_vague,
    "set": read_set,
    "month": read_date,
    "decade": read_decade,
    "age_word": read_age_word,
    "coded_day": read_coded_day,
    "act_of": read_after_act,
    "age": read_stated_age,
    "befell": read_bare_age,
    "short_age": read_short_age,
}


def time_words(role: str) -> dict[str, str]:
    """Return the cue words of one role of `data/time_cues.tsv` with their values.

    Example:
        >>> time_words("change")["unchanged"]
        'stable'
    """
    return words_of(role)
