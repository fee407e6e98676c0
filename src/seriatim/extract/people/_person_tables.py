"""Tables with a row or a column for each patient."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from seriatim.extract.people._labels import Key, read_label
from seriatim.extract.people._person_words import word_as, words_as
from seriatim.extract.people._table_grids import (
    Grid,
    Place,
    cell_words,
    find_grids,
    is_literature,
    own_lines,
    turn,
)
from seriatim.text import Prose
from seriatim.text.durations import join_durations, write_duration
from seriatim.text.folding import fold
from seriatim.text.tables import read_table
from seriatim.text.wording import load_classes, pattern_of

_AGE_PART = re.compile(
    r"(?P<n>\d{1,3}(?:[.,]\d)?)\s?(?P<unit>y(?:ea)?rs?|years?|yo|y|months?|mo?s?|weeks?|wks?|w|days?|d)?(?![a-z])"
)
_age_head = pattern_of(r"(?:(?:{before_age_head}|patient'?s?)[\s,/]{0,3}(?:and\s)?)?ages?\b")
_FRONT = 3
"""How many rows may stand above the one that names the people."""
_death_head = pattern_of(r"\b{age_at_death}\b")
_MOST_AGE = 110


@dataclass(frozen=True)
class TablePerson:
    """A person to whom a table gives a row or a column.

    Attributes:
        key: what the label stands for; text: the label as written.
        place: where the label stands.
        age, sex: as the table tells them, with their places.
        row: the cells of the person's row or column, in order; heads: what stands over each of them.
    """

    key: Key
    text: str
    place: Place
    age: str | None = None
    age_place: Place | None = None
    sex: str | None = None
    sex_place: Place | None = None
    row: tuple[Place, ...] = ()
    heads: tuple[Place, ...] = ()

    @property
    def cells(self) -> tuple[Place, ...]:
        """The cells about the person that are not empty."""
        return tuple(place for place in self.row if place[1] > place[0])


@dataclass(frozen=True)
class PersonTable:
    """A table with a row or a column a person.

    Attributes:
        people: whom it gives one, of this report.
        introduces: whether it tells their ages or sexes.
        columns: for each heading the cells of everybody, other papers' people too.
    """

    people: tuple[TablePerson, ...]
    introduces: bool
    columns: tuple[tuple[Place, ...], ...] = ()


def find_person_tables(prose: Prose) -> list[PersonTable]:
    """Find the tables that give each of at least two people a row or a column; of other papers' the own people."""
    found = []
    for grid, caption in find_grids(prose):
        if is_literature(prose, grid, caption):
            table = _read_own(prose, grid)
        else:
            tables = (_read_people(prose, g, caption) for g in _layouts(grid))
            table = next((t for t in tables if t is not None), None)
        if table is not None:
            found.append(table)
    return found


def _layouts(grid: Grid) -> Iterator[Grid]:
    """The ways to read a table: with people down or across, under one heading row or several."""
    for first in range(min(_FRONT, len(grid) - 1)):
        yield grid[first:]
        yield turn(grid[first:])


def _read_own(prose: Prose, grid: Grid) -> PersonTable | None:
    """The report's own people in a table of other papers' people; numbers that go on from others' are no labels."""
    lines = list(own_lines(prose, grid))
    told = [_own_label(prose, line, laid[0]) for line, laid in lines]
    numbered = any(key == ("number", 1) for key, _ in told)
    people = tuple(
        _person(
            prose,
            line,
            key if key and (numbered or key[0] != "number") else ("own", number),
            laid[0],
            _read_heads(prose, laid[0]),
            at,
        )
        for number, ((line, laid), (key, at)) in enumerate(zip(lines, told, strict=True), 1)
    )
    return PersonTable(people, introduces=False, columns=_columns(lines[0][1])) if people else None


def _own_label(prose: Prose, line: Sequence[Place], places: Sequence[Place]) -> tuple[Key | None, Place]:
    """The label of an own line and its cell: one of the first, a bare number only under a heading for people."""
    for place, head in zip(line[:_FRONT], places, strict=False):
        words = prose.text[slice(*place)].strip()
        key = read_label(words, bare=_names_people(cell_words(prose, head), ""))
        if key is not None and key[0] != "code":
            return key, place
    return None, line[0]


def _columns(grid: Grid) -> tuple[tuple[Place, ...], ...]:
    return tuple(tuple(column) for column in turn(grid[1:]))


@dataclass(frozen=True, slots=True)
class _Heads:
    """The headings of a table of people: folded, with the places of age and sex."""

    words: list[str]
    age: int | None
    sex: int | None
    known: int

    @property
    def age_words(self) -> str:
        """The heading of the age."""
        return self.words[self.age] if self.age is not None else ""


def _read_heads(prose: Prose, places: Sequence[Place]) -> _Heads:
    words = [cell_words(prose, place) for place in places]
    ages = [at for at, head in enumerate(words) if _age_head().match(head)]
    sexes = [at for at, head in enumerate(words) if re.search(r"\b(?:sex|gender)\b", head)]
    age = next((at for at in ages if not re.search("onset|diagnosis|death|first", words[at])), None)
    return _Heads(words, age, sexes[0] if sexes else None, bool(ages) + bool(sexes))


def _read_people(prose: Prose, grid: Grid, caption: str) -> PersonTable | None:
    """Read a table whose rows are people; `turn` makes one whose columns are.

    A number or a code by itself stands for a person under a heading that says so, or where the cells are marks.
    """
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    families = _read_families(prose, grid)
    grid = [row[1:] for row in grid] if families else grid
    heads = _read_heads(prose, grid[0])
    named = _names_people(heads.words[0], caption)
    bare = named or (not heads.known and _is_marked(prose, grid))
    people = []
    for row in grid[1:]:
        label = prose.text[slice(*row[0])].strip() if row else ""
        key = read_label(label, bare=bare)
        if key is not None and not (heads.known and _is_well(prose, row, heads.known)):
            people.append(_person(prose, row, key, grid[0], heads, row[0]))
    people = _apart(people, families) if families else people
    enough = len(people) >= 0.5 * (len(grid) - 1) or (named and heads.known)
    many = len({p.key for p in people}) > 1
    return PersonTable(tuple(people), heads.known > 0, _columns(grid)) if enough and many else None


_FAMILY = re.compile(r"(?:famil(?:y|ies)|fam\.?|pedigree|kindred)\b")


def _read_families(prose: Prose, grid: Grid) -> dict[Place, str]:
    """The family of each person, by the cell of their label, where a line for families stands before that of the people."""
    if len(grid[0]) < 3:
        return {}
    heads = [cell_words(prose, place) for place in grid[0][:2]]
    rows = [row for row in grid[1:] if len(row) > 1 and row[1][1] > row[1][0]]
    named = [r for r in rows if _FAMILY.match(cell_words(prose, r[0])) and _labels_person(prose, r[1])]
    headed = _FAMILY.match(heads[0]) and not _FAMILY.match(heads[1]) and _names_people(heads[1], "")
    if not headed and len(named) * 2 <= len(rows):
        return {}
    return {row[1]: cell_words(prose, row[0]) for row in rows}


def _labels_person(prose: Prose, place: Place) -> bool:
    return read_label(prose.text[slice(*place)].strip(), bare=False) is not None


def _apart(people: list[TablePerson], families: dict[Place, str]) -> list[TablePerson]:
    """Tell people apart by their family too, where several families have a patient 1."""
    if len({p.key for p in people}) == len({p.place for p in people}):
        return people
    return [replace(p, key=("member", f"{families.get(p.place, '')} {p.key[1]}")) for p in people]


def _is_marked(prose: Prose, grid: Grid) -> bool:
    """Whether the cells of a table say by marks who has what."""
    words = [w for row in grid[1:] for place in row[1:] if (w := cell_words(prose, place))]
    return sum(read_mark(w) is not None for w in words) * 2 > len(words)


def _names_people(head: str, caption: str) -> bool:
    words = (*words_as("label"), *load_classes()["people_head"])
    return any(re.search(rf"(?:\b|^){re.escape(w)}(?:\b|$|\.)", head) for w in words) or (
        not head and "patients" in caption
    )


@cache
def load_marks() -> dict[str, str]:
    """Load the words of a cell and what they say of a feature: a status, or graded, unknown, well.

    A severity is graded: the feature is present. Someone healthy is well.
    """
    return {row["mark"]: row["status"] for row in read_table("table_marks.tsv")}


_LED = re.compile(r"[-+\u00b1\u221a\u2713-\u2718\u2022\u25cf]{1,4}|[a-z]+")
_AFTER_SIGN = re.compile(r"\s?[(\[,;:].*|\s[a-z].*|[a-g*\u2020\u2021\u00a7#]{1,2}")
_AFTER_WORD = re.compile(r"\s?[(\[,;:*\u2020\u2021].*")


def read_mark(words: str) -> str | None:
    """Read what a cell says of the feature in its heading: a mark by itself, or one with a remark behind it.

    Args:
        words: the words of the cell, folded.

    Example:
        >>> read_mark("+"), read_mark("yes, left"), read_mark("-; at 4 years"), read_mark("n.d."), read_mark("3 cm")
        ('present', 'present', 'absent', 'unknown', None)
    """
    known = load_marks().get(words)
    if known is None and (m := _LED.match(words)) is not None:
        led, behind = load_marks().get(m[0]), words[m.end() :]
        remark = _AFTER_WORD if m[0].isalpha() else _AFTER_SIGN
        if remark.fullmatch(behind) or (led == "graded" and behind.startswith(" ")):
            known = led
    return "present" if known == "graded" else known


@cache
def _marks_of(*statuses: str) -> frozenset[str]:
    return frozenset(mark for mark, status in load_marks().items() if status in statuses)


def _is_well(prose: Prose, row: Sequence[Place], known: int) -> bool:
    """Whether a row is about someone unaffected: called so, or nothing found in nearly every column."""
    words = [cell_words(prose, place) for place in row[1:]]
    if any(w.startswith(tuple(_marks_of("well"))) for w in words):
        return True
    found = [w for w in words if w]
    nothing = [w for w in found if w in _marks_of("absent", "unknown")]
    return len(found) - known > 2 and len(nothing) >= 0.8 * (len(found) - known)


def _person(
    prose: Prose, row: Sequence[Place], key: Key, places: Sequence[Place], heads: _Heads, at: Place
) -> TablePerson:
    at_age = row[heads.age] if heads.age is not None and heads.age < len(row) else None
    at_sex = row[heads.sex] if heads.sex is not None and heads.sex < len(row) else None
    told_age = read_cell_age(prose.text[slice(*at_age)], heads.age_words) if at_age else None
    told_sex = read_cell_sex(prose.text[slice(*at_sex)]) if at_sex else None
    return TablePerson(
        key,
        prose.text[slice(*at)].strip(),
        at,
        told_age,
        at_age if told_age else None,
        told_sex,
        at_sex if told_sex else None,
        tuple(row),
        tuple(places),
    )


def read_cell_age(words: str, head: str = "age") -> str | None:
    """Read the age in a table cell; a bare number is of the unit its heading names, else of years.

    Example:
        >>> read_cell_age("9Y11 M"), read_cell_age("64"), read_cell_age("7", "age (months)"), read_cell_age("F/12 y")
        ('P9Y11M', 'P64Y', 'P7M', 'P12Y')
    """
    parts = list(_AGE_PART.finditer(fold(words)))[:2]
    if not parts:
        return None
    default = next(
        (u for w, u in (("month", "M"), ("week", "W"), ("day", "D")) if w in head and "year" not in head), "Y"
    )
    first = parts[0]
    number = float(first["n"].replace(",", "."))
    if number > _MOST_AGE:
        return None
    age = write_duration(number, (first["unit"] or default)[0].upper())
    if (
        len(parts) > 1
        and parts[1]["unit"]
        and first["unit"]
        and first["unit"][0] == "y"
        and parts[1]["unit"][0] in "mo"
    ):
        return join_durations(age, write_duration(float(parts[1]["n"].replace(",", ".")), "M"))
    return age


def find_death_cell(prose: Prose, person: TablePerson) -> Place | None:
    """Return the cell that tells the age at which a person died, or None; "alive at 25" tells none.

    Args:
        prose: the report's prose.
        person: with their row or column.
    """
    for head, cell in zip(person.heads, person.row, strict=False):
        if _death_head().search(cell_words(prose, head)):
            m = _AGE_PART.match(cell_words(prose, cell))
            if m is not None and (m["unit"] or m.end() == cell[1] - cell[0]):
                return cell
    return None


def read_cell_sex(words: str) -> str | None:
    """Read the sex in a table cell.

    Example:
        >>> read_cell_sex("F"), read_cell_sex("Male"), read_cell_sex("F/12 y"), read_cell_sex("n/a")
        ('female', 'male', 'female', None)
    """
    for token in re.findall(r"[a-z]+|[\u2640\u2642]", fold(words)):
        word = word_as(token, "letter", "noun", "kin")
        if word is not None and word.sex:
            return word.sex
    return None
