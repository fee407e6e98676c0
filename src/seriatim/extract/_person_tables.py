"""Tables with a row or a column for each patient."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from seriatim.extract._labels import Key, read_label
from seriatim.extract._person_words import word_as, words_as
from seriatim.terms import read_table
from seriatim.text import Prose
from seriatim.text.durations import join_durations, write_duration
from seriatim.text.folding import fold

Place = tuple[int, int]
Grid = list[list[Place]]

_TABBED = re.compile(r"(?:^[^\n\t]*\t[^\n]*(?:\n|\Z)){2,}", re.MULTILINE)
_AGE_PART = re.compile(
    r"(?P<n>\d{1,3}(?:[.,]\d)?)\s?(?P<unit>y(?:ea)?rs?|years?|yo|y|months?|mo?s?|weeks?|wks?|w|days?|d)?(?![a-z])"
)
_AGE_HEAD = re.compile(
    r"(?:(?:current|present|chronological|patient'?s?|sex|gender)[\s,/]{0,3}(?:and\s)?)?ages?\b"
)
_REVIEWED = re.compile(r"\b(?:literature|previously|published|reported\s(?:cases|patients))\b")
_BY_AUTHOR = re.compile(
    r"\bet al\b|\bauthors?\b|\byear of publication\b|\bpublication year\b|\bpublished year"
)
_CITED = re.compile(r"\[\d+\]")
_PAPER = re.compile(r"\bet al\b|\[\d+\]|\b(?:19|20)\d\d\b")
_OWN = re.compile(r"\b(?:present|our|this|current)\s(?:\w+\s)?(?:case|patient|study|report|series|work)s?\b")
_DEATH_HEAD = re.compile(r"\bage\s(?:at|of)\s(?:death|demise)\b|\bdied\sat\s(?:age|the\sage)\b")
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
    """A table with a row or a column a person; `introduces` where it tells their ages or sexes."""

    people: tuple[TablePerson, ...]
    introduces: bool


@dataclass(frozen=True)
class LiteratureTable:
    """A table of people of other papers.

    Attributes:
        start: offset of the table; `end` is after it.
        own: its cells that are about this report's own patient ("Present case").
    """

    start: int
    end: int
    own: tuple[Place, ...]

    def holds(self, offset: int) -> bool:
        """Whether an offset lies in a cell about other people."""
        return self.start <= offset < self.end and not any(a <= offset < b for a, b in self.own)


def find_literature_tables(prose: Prose) -> list[LiteratureTable]:
    """Find the tables that list the people of other papers."""
    found = []
    for grid, caption in _grids(prose):
        if not _is_literature(prose, grid, caption):
            continue
        lines = [*grid[1:], *_turned(grid)[1:]]
        own = tuple(place for line in lines if _OWN.search(_words(prose, line[0])) for place in line)
        places = [place for row in grid for place in row if place[1] > place[0]]
        if places:
            found.append(LiteratureTable(min(places)[0], max(b for _, b in places), own))
    return found


def find_person_tables(prose: Prose) -> list[PersonTable]:
    """Find the tables that give each of at least two people a row or a column; those of other papers not."""
    found = []
    for grid, caption in _grids(prose):
        if _is_literature(prose, grid, caption):
            continue
        table = _read_people(prose, grid, caption) or _read_people(prose, _turned(grid), caption)
        if table is not None:
            found.append(table)
    return found


def _grids(prose: Prose) -> Iterator[tuple[Grid, str]]:
    """The tables of the report, and lines of text parted by tabs, as rows of cells."""
    for table in prose.report.tables:
        width = max((c.column for c in table.cells), default=-1) + 1
        height = max((c.row for c in table.cells), default=-1) + 1
        grid: Grid = [[(0, 0)] * width for _ in range(height)]
        for cell in table.cells:
            grid[cell.row][cell.column] = (cell.start, cell.end)
        yield grid, fold(table.caption.text) if table.caption else ""
    if prose.report.tables or "\t" not in prose.text:
        return
    for m in _TABBED.finditer(prose.text):
        yield [list(_cells(m.start() + line.start(), line[0])) for line in re.finditer(r"[^\n]+", m[0])], ""


def _cells(start: int, line: str) -> Iterator[Place]:
    for m in re.finditer(r"[^\t]*(?:\t|$)", line):
        word = m[0].strip()
        if m[0] or m.start() < len(line):
            low = start + m.start() + (m[0].find(word) if word else 0)
            yield low, low + len(word)


def _turned(grid: Grid) -> Grid:
    width = max((len(row) for row in grid), default=0)
    return [[row[at] if at < len(row) else (0, 0) for row in grid] for at in range(width)]


def _is_literature(prose: Prose, grid: Grid, caption: str) -> bool:
    """Whether the table lists people of other papers: by its caption, its authors or its references.

    A column "Reference" may also hold reference values; it counts only where a paper is named in the table.
    """
    heads = " ".join(
        _words(prose, p) for p in [*(p for row in grid[:3] for p in row), *(row[0] for row in grid if row)]
    )
    if _REVIEWED.search(caption) or _BY_AUTHOR.search(heads) or len(_CITED.findall(heads)) > 1:
        return True
    if not re.search(r"\breferences?\b(?!\s(?:range|value|interval|level|limit))", heads):
        return False
    return any(_PAPER.search(_words(prose, place)) for row in grid for place in row)


def _words(prose: Prose, place: Place) -> str:
    return " ".join(fold(prose.text[place[0] : place[1]]).split())


def _read_people(prose: Prose, grid: Grid, caption: str) -> PersonTable | None:
    """Read a table whose rows are people; `_turned` makes one whose columns are."""
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    heads = [_words(prose, place) for place in grid[0]]
    ages = [at for at, head in enumerate(heads) if _AGE_HEAD.match(head)]
    sexes = [at for at, head in enumerate(heads) if re.search(r"\b(?:sex|gender)\b", head)]
    age = next((at for at in ages if not re.search("onset|diagnosis|death|first", heads[at])), None)
    known = bool(ages) + bool(sexes)
    named = _names_people(heads[0], caption)
    people = []
    for row in grid[1:]:
        label = prose.text[row[0][0] : row[0][1]].strip() if row else ""
        key = read_label(label, bare=named or not known)
        if key is not None and not (known and _is_well(prose, row, known)):
            people.append(_person(prose, row, key, grid[0], heads, age, sexes[0] if sexes else None))
    enough = len(people) >= 0.5 * (len(grid) - 1) or (named and known)
    return PersonTable(tuple(people), known > 0) if enough and len(people) > 1 else None


def _names_people(head: str, caption: str) -> bool:
    words = (*words_as("label"), *"patients cases probands no id member individuals subjects #".split())
    return any(re.search(rf"(?:\b|^){re.escape(w)}(?:\b|$|\.)", head) for w in words) or (
        not head and "patients" in caption
    )


@cache
def load_marks() -> dict[str, str]:
    """Load the words of a cell and what they say of a feature: present, absent, uncertain, unknown, well."""
    return {row["mark"]: row["status"] for row in read_table("table_marks.tsv")}


@cache
def _marks_of(*statuses: str) -> frozenset[str]:
    return frozenset(mark for mark, status in load_marks().items() if status in statuses)


def _is_well(prose: Prose, row: Sequence[Place], known: int) -> bool:
    """Whether a row is about someone unaffected: called so, or nothing found in nearly every column."""
    words = [_words(prose, place) for place in row[1:]]
    if any(w.startswith(tuple(_marks_of("well"))) for w in words):
        return True
    found = [w for w in words if w]
    nothing = [w for w in found if w in _marks_of("absent", "unknown")]
    return len(found) - known > 2 and len(nothing) >= 0.8 * (len(found) - known)


def _person(
    prose: Prose,
    row: list[Place],
    key: Key,
    places: list[Place],
    heads: list[str],
    age: int | None,
    sex: int | None,
) -> TablePerson:
    at_age = row[age] if age is not None and age < len(row) else None
    at_sex = row[sex] if sex is not None and sex < len(row) else None
    told_age = read_cell_age(prose.text[slice(*at_age)], heads[age or 0]) if at_age else None
    told_sex = read_cell_sex(prose.text[slice(*at_sex)]) if at_sex else None
    return TablePerson(
        key,
        prose.text[slice(*row[0])].strip(),
        row[0],
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
        if _DEATH_HEAD.search(_words(prose, head)):
            m = _AGE_PART.match(_words(prose, cell))
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
