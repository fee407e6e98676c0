"""Known errors, one kind a function, put into a report that was read without them."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace

from seriatim.model import Author, Case, CitationMark, Reference, Report, Section
from seriatim.text.citations import find_citations


def insert(
    report: Report, at: int, words: str, numbers: tuple[str, ...] = (), mark: tuple[int, int] = (0, 0)
) -> Report:
    """Put words into the text; every offset behind them moves on."""
    return substitute(report, at, at, words, numbers, mark)


def substitute(
    report: Report,
    start: int,
    end: int,
    words: str,
    numbers: tuple[str, ...] = (),
    mark: tuple[int, int] = (0, 0),
) -> Report:
    """Replace `start:end` of the text; with `numbers`, `mark` inside the new words becomes a citation mark."""
    delta = len(words) - (end - start)

    def move(offset: int) -> int:
        return offset if offset <= start and offset < max(end, start + 1) else offset + delta

    text = report.text[:start] + words + report.text[end:]
    marks = [replace(m, start=move(m.start), end=move(m.end)) for m in report.citation_marks]
    if numbers and report.citation_marks:
        marks.append(CitationMark(start + mark[0], start + mark[1], numbers))
    return replace(
        report,
        text=text,
        sections=tuple(
            Section(s.name, s.title, s.start if s.start <= start else s.start + delta, move(s.end), s.level)
            for s in report.sections
        ),
        references=tuple(
            replace(r, start=move(r.start), end=move(r.end), fields={}) for r in report.references
        ),
        citation_marks=tuple(sorted(marks, key=lambda m: m.start)),
        tables=(),
        pages=(),
    )


def with_reference(report: Report, index: int, **changed: object) -> Report:
    """Change fields of one entry of the list."""
    references = list(report.references)
    references[index] = replace(references[index], **changed)  # type: ignore[arg-type]
    return replace(report, references=tuple(references))


def added(report: Report, entry: Reference) -> Report:
    """Put one more entry at the end of the list."""
    number = str(int(report.references[-1].number) + 1)
    return replace(report, references=(*report.references, replace(entry, number=number)))


def cited(report: Report) -> list[int]:
    """Indexes of the entries that the text cites."""
    numbers = {n for c in find_citations(report) for n in c.numbers}
    return [i for i, r in enumerate(report.references) if r.number in numbers]


def section(report: Report, name: str) -> Section | None:
    """The first long section of a name."""
    return next((s for s in report.sections if s.name == name and s.end - s.start > 300), None)


def sentence_end(report: Report, name: str) -> int | None:
    """Where a sentence of a section ends, so that another one can follow it."""
    part = section(report, name)
    if part is None:
        return None
    at = report.text.find(". ", part.start + 120, part.end)
    return at + 2 if at > 0 else None


def sign(report: Report) -> str | None:
    """The bracket that most citations of a report stand in."""
    marks = find_citations(report)
    around = Counter(c for m in marks for c in report.text[max(0, m.start - 1) : m.start + 1] if c in "[(")
    common = around.most_common(1)
    return common[0][0] if common and common[0][1] > len(marks) / 2 and len(marks) >= 3 else None


def told(report: Report, name: str, words: str, mark: str, numbers: tuple[str, ...]) -> Report | None:
    """Put a sentence with a citation in the report's own brackets behind the first one of a section."""
    at, opening = sentence_end(report, name), sign(report)
    if at is None or opening is None:
        return None
    closed = f"{opening}{mark}{']' if opening == '[' else ')'}"
    sentence = words.replace("@", closed) + " "
    start = sentence.find(closed)
    return insert(report, at, sentence, numbers, (start, start + len(closed)))


def inject_reversed_pages(r: Report, rng: random.Random) -> Report | None:
    picks = [
        i
        for i, x in enumerate(r.references)
        if x.pages.count("-") == 1 and all(p.isdigit() for p in x.pages.split("-"))
    ]
    picks = [
        i
        for i in picks
        if len(set(map(len, r.references[i].pages.split("-")))) == 1
        and len(set(r.references[i].pages.split("-"))) == 2
    ]
    if not picks:
        return None
    i = rng.choice(picks)
    first, last = r.references[i].pages.split("-")
    return with_reference(r, i, pages=f"{last}-{first}")


def inject_future_year(r: Report, rng: random.Random) -> Report | None:
    return (
        with_reference(r, rng.randrange(len(r.references)), year=(r.year or 2016) + 9)
        if r.references and r.year
        else None
    )


def inject_duplicate(r: Report, rng: random.Random) -> Report | None:
    picks = [x for x in r.references if len(x.title) > 40 and x.authors]
    return (
        added(r, replace(rng.choice(picks), doi=None, pmid=None))
        if picks and r.references[-1].number.isdigit()
        else None
    )


def inject_uncited(r: Report, rng: random.Random) -> Report | None:
    entry = Reference(
        "",
        "",
        0,
        0,
        (Author("Quillfeather", "ZB"),),
        "An invented title that nobody wrote",
        "Cutis",
        1993,
        "51",
        pages="12-4",
    )
    return (
        added(r, entry)
        if r.references and r.references[-1].number.isdigit() and len(cited(r)) >= 0.6 * len(r.references)
        else None
    )


def inject_deleted(r: Report, rng: random.Random) -> Report | None:
    picks = [i for i in cited(r) if 0 < i < len(r.references) - 1]
    if not picks or not all(x.number.isdigit() for x in r.references):
        return None
    i = rng.choice(picks)
    return replace(r, references=r.references[:i] + r.references[i + 1 :])


def inject_missing(r: Report, rng: random.Random) -> Report | None:
    if not r.references or not r.references[-1].number.isdigit():
        return None
    highest = int(r.references[-1].number)
    return told(r, "discussion", "A similar course was described @.", f"{highest}, {highest + 2}", ())


def inject_reversed_range(r: Report, rng: random.Random) -> Report | None:
    return (
        told(r, "discussion", "This was also seen by others @.", "4-2", ()) if len(r.references) > 4 else None
    )


def inject_wrong_author(r: Report, rng: random.Random) -> Report | None:
    return (
        told(r, "discussion", "Quillfeather et al. @ described a like course.", "2", ("2",))
        if len(r.references) > 2 and r.references[1].authors
        else None
    )


def inject_wrong_year(r: Report, rng: random.Random) -> Report | None:
    if len(r.references) < 3 or not r.references[1].authors or not r.references[1].year:
        return None
    name = r.references[1].authors[0].family
    return told(r, "discussion", f"In 1931, {name} et al. @ described a like course.", "2", ("2",))


def inject_stray_comma(r: Report, rng: random.Random) -> Report | None:
    picks = [
        i
        for i, x in enumerate(r.references)
        if len(x.authors) > 2
        and f"{x.authors[1].family} {x.authors[1].given}" in x.raw
        and x.title
        and x.title[:30] in x.raw
    ]
    if not picks:
        return None
    i = rng.choice(picks)
    x = r.references[i]
    name = f"{x.authors[1].family} {x.authors[1].given}"
    return (
        with_reference(
            r, i, raw=x.raw.replace(name, name.replace(" ", ", ", 1) if name.count(" ") == 1 else name, 1)
        )
        if name.count(" ") == 1
        else None
    )


def inject_retraction(r: Report, rng: random.Random) -> Report | None:
    picks = [i for i, x in enumerate(r.references) if x.title]
    return (
        with_reference(r, i := rng.choice(picks), title="RETRACTED: " + r.references[i].title)
        if picks
        else None
    )


def inject_volume(r: Report, rng: random.Random) -> Report | None:
    shelves = defaultdict(list)
    for i, x in enumerate(r.references):
        if x.journal and x.year and x.volume.isdigit():
            shelves[x.journal].append(i)
    picks = [s for s in shelves.values() if len({r.references[i].year for i in s}) >= 3]
    if not picks:
        return None
    shelf = sorted(rng.choice(picks), key=lambda i: r.references[i].year or 0)
    return with_reference(r, shelf[-1], volume=str(max(1, int(r.references[shelf[0]].volume) - 3)))


def inject_before_journal(r: Report, rng: random.Random) -> Report | None:
    from seriatim.audit.bibliography import load_first_years
    from seriatim.text.keys import journal_key

    picks = [i for i, x in enumerate(r.references) if x.year and journal_key(x.journal) in load_first_years()]
    return (
        with_reference(
            r, i := rng.choice(picks), year=load_first_years()[journal_key(r.references[i].journal)] - 12
        )
        if picks
        else None
    )


def inject_overlap(r: Report, rng: random.Random) -> Report | None:
    picks = [
        x
        for x in r.references
        if x.journal and x.volume and x.pages.replace("-", "").isdigit() and len(x.pages.split("-")[0]) < 6
    ]
    if not picks or not r.references[-1].number.isdigit():
        return None
    x = rng.choice(picks)
    first = int(x.pages.split("-")[0])
    other = replace(
        x,
        authors=(Author("Quillfeather", "ZB"),),
        title="An invented title that nobody wrote",
        doi=None,
        pmid=None,
    )
    return added(r, replace(other, pages=f"{max(1, first - 3)}-{first + 1}"))


def inject_reports(r: Report, rng: random.Random) -> Report | None:
    numbers = tuple("12345")
    return (
        told(r, "discussion", "Seven reports of nine cases have described this @.", "1-5", numbers)
        if len(r.references) > 5
        else None
    )


def inject_counts(r: Report, rng: random.Random) -> Report | None:
    once = (
        told(r, "discussion", "Only nine cases have been reported @.", "1, 2", ("1", "2"))
        if len(r.references) > 2
        else None
    )
    return (
        told(once, "discussion", "So far eleven cases have been reported @.", "1, 2", ("1", "2"))
        if once
        else None
    )


def _people(r: Report) -> tuple[object, object] | None:
    from seriatim.audit.consistency import FRONT, person

    front = next(
        (m for s in r.sections if s.name in FRONT for m in person().finditer(r.text, s.start, s.end)), None
    )
    body = next(
        (m for s in r.sections if s.name == "case" for m in person().finditer(r.text, s.start, s.end)), None
    )
    return (front, body) if front and body else None


def inject_age(r: Report, rng: random.Random) -> Report | None:
    people = _people(r)
    return substitute(r, *people[0].span("age"), str(int(people[0]["age"]) + 7)) if people else None  # type: ignore[attr-defined,index]


def inject_sex(r: Report, rng: random.Random) -> Report | None:
    people = _people(r)
    if not people:
        return None
    other = {"man": "woman", "woman": "man", "male": "female", "female": "male", "boy": "girl", "girl": "boy"}
    word = people[0]["who"].lower()  # type: ignore[index]
    return substitute(r, *people[0].span("who"), other[word]) if word in other else None  # type: ignore[attr-defined]


def inject_side(r: Report, rng: random.Random) -> Report | None:
    from seriatim.audit.consistency import FRONT, find_sides

    case = Case(r)
    front, body = find_sides(case, FRONT), find_sides(case, ("case",))
    for noun, sides in front.items():
        if noun in body and len(sides) == len(body[noun]) == 1 and set(sides) == set(body[noun]):
            ((side, place),) = sides.items()
            if (
                len([1 for s in r.sections if s.name in FRONT and side in r.text[s.start : s.end].lower()])
                >= 1
            ):
                new = {"left": "right", "right": "left"}[side]
                text = r.text[place.start : place.end]
                out = substitute(r, place.start, place.end, new + text[len(side) :])
                again = find_sides(Case(out), FRONT)
                if len(again.get(noun, {})) == 1:
                    return out
    return None


def inject_dates(r: Report, rng: random.Random) -> Report | None:
    return replace(r, dates=dict(r.dates) | {"received": "2013-05-02", "accepted": "2013-02-11"})


def inject_doi(r: Report, rng: random.Random) -> Report | None:
    picks = [i for i, x in enumerate(r.references) if x.title]
    return with_reference(r, rng.choice(picks), doi="10.1016j.anyj.2009.02") if picks else None


def inject_result(r: Report, rng: random.Random) -> Report | None:
    at = sentence_end(r, "case")
    return insert(r, at, "Serum calcium was normal. His serum calcium was elevated. ") if at else None


def inject_hedge(r: Report, rng: random.Random) -> Report | None:
    at = sentence_end(r, "discussion")
    if at is None:
        return None
    late = insert(r, at, "Our patient had sarcoidosis. ")
    early = sentence_end(late, "case")
    return insert(late, early, "The patient had probable sarcoidosis. ") if early else None


KINDS: dict[str, tuple[Callable[[Report, random.Random], Report | None], str, bool]] = {
    "pages reversed": (inject_reversed_pages, "ref-pages-impossible", False),
    "year after the report": (inject_future_year, "ref-year-impossible", False),
    "entry twice": (inject_duplicate, "ref-duplicate", False),
    "entry never cited": (inject_uncited, "ref-uncited", False),
    "entry deleted": (inject_deleted, "cited-missing ref-number-gap", False),
    "number not listed": (inject_missing, "cited-missing", False),
    "range reversed": (inject_reversed_range, "citation-range-reversed", False),
    "wrong author in text": (inject_wrong_author, "citation-name-mismatch", False),
    "wrong year in text": (inject_wrong_year, "citation-year-mismatch", False),
    "stray comma in a name": (inject_stray_comma, "ref-name-malformed", False),
    "retracted work": (inject_retraction, "ref-retracted", False),
    "volume against years": (inject_volume, "ref-volume-year", False),
    "year before the journal": (inject_before_journal, "ref-before-journal", False),
    "pages shared": (inject_overlap, "ref-page-overlap", False),
    "reports miscounted": (inject_reports, "count-mismatch", False),
    "two counts of cases": (inject_counts, "count-mismatch", False),
    "age in the abstract": (inject_age, "abstract-body-mismatch", True),
    "sex in the abstract": (inject_sex, "abstract-body-mismatch", True),
    "side in the abstract": (inject_side, "laterality-change", True),
    "dates out of order": (inject_dates, "date-order", False),
    "malformed DOI": (inject_doi, "ref-doi-malformed", False),
    "normal and abnormal": (inject_result, "normal-and-abnormal", True),
    "hedge hardened": (inject_hedge, "hedge-hardened", True),
}
