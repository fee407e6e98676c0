"""Which part of a prescription belongs to which drug of the sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from seriatim.extract.actions._drug_mentions import DrugMention
from seriatim.extract.actions._exchanges import find_exchanges
from seriatim.extract.actions._prescriptions import Part
from seriatim.text.tables import alternatives, read_table

_VAGUE = ("amount", "count")
_WAYS = frozenset({"injection", "infusion"})  # routes that leave open where to
_NEXT_ITEM = re.compile(r"[;:,)]|\.\s|\band\b")
_BREAK = re.compile(r"[;:]|\.\s")
_ITEM_BEGINS = re.compile(r",\s(?:and\s|or\s)?(?:[a-z]+ly\s)?\Z", re.IGNORECASE)
_OBJECT = re.compile(r"\s(?:in\s|of\s)?(?:the|her|his|their|its)\s(?!dos|drug|medic|treat)", re.IGNORECASE)
"""What a drug did something to: "reduced the swelling" tells nothing of its own dose."""
_ASIDE = re.compile(r"\([^()]{0,80}\)")
_OF_KIND = re.compile(
    r"\s(?:with|using|of|by)\s(?:(?:oral|intravenous|IV|high-dose|low-dose|pulse|pulsed)\s)?|\s\("
)
_GOES_ON = re.compile(
    r";\s(?:it|this|both|(?:the|its)\s(?:drug|medication|medicine|treatment|therapy|agent|dose|dosage))\s"
)
_CARRIER = re.compile(r"\s{1,4}(?:in|with)\s")  # "sevoflurane 2% in oxygen"
_WERE = re.compile(r"\)?\s(?:both\s|all\s)?(?:were|are|have been|had been)\s")
_JOINS = re.compile(r"[,;:.()]|\b(?:and|or|for|by|on|with)\b")
_MOST_BETWEEN = 2
_NOUN = re.compile(r"\s([A-Za-z]{3,})")
_EACH = re.compile(r"[^.;()]{0,12}\beach\b")
_ALONE = 150
"""How far a dose may stand behind the one drug its sentence names."""
_REACH: Mapping[str, int] = {"dose": 60, "route": 45, "frequency": 60, "duration": 90, "course": 50}


@dataclass(slots=True)
class Prescription:
    """A drug with the parts that belong to it, first come first.

    Attributes:
        exchanged: the drugs that it took the place of, or that took its place.
        owned: every part that was given to it, in order, those of a role that was taken too.
    """

    mention: DrugMention
    parts: dict[str, Part] = field(default_factory=dict)
    course: list[str] = field(default_factory=list)
    exchanged: list[DrugMention] = field(default_factory=list)
    owned: list[Part] = field(default_factory=list)

    def take(self, part: Part) -> None:
        """Add a part; of several of one role the first stays, but a number before words; of courses all."""
        self.owned.append(part)
        if part.role == "course":
            if part.value not in self.course:
                self.course.append(part.value)
        elif part.role not in self.parts or _is_vaguer(self.parts[part.role], part):
            self.parts[part.role] = part


def _is_vaguer(first: Part, part: Part) -> bool:
    """Tell an amount in words from a number, and "injected" from "intramuscularly"."""
    amount = first.value in _VAGUE and not part.value
    return amount or (part.role == "route" and first.value in _WAYS and part.value not in _WAYS)


@cache
def _local() -> frozenset[str]:
    """Routes that a drug of another list item need not have."""
    return frozenset(r["words"] for r in read_table("dose_forms.tsv") if r["role"] == "local")


@cache
def _between(role: str, marks: str) -> re.Pattern[str]:
    """Matches a gap made of the words of a role, some marks and bracketed short forms alone."""
    rows = (row["words"] for row in read_table("dose_forms.tsv") if row["role"] == role)
    words = alternatives(rows)
    return re.compile(rf"(?:\([A-Za-z][\w.-]{{0,9}}\)|\b(?:{words})\b|[\s{marks}-])*+\Z")


def _is_glue(gap: str) -> bool:
    return _between("glue", r"(),:=@").match(gap) is not None


def _is_link(gap: str) -> bool:
    return _between("link", r"(").match(_ASIDE.sub("", gap)) is not None


def _is_list(gap: str) -> bool:
    return _between("list", r",/+&()").match(gap) is not None


def link_parts(text: str, mentions: Sequence[DrugMention], parts: Sequence[Part]) -> list[Prescription]:
    """Give each part of a sentence to the drug it belongs to.

    A part goes to the drug right behind it ("40 mg of prednisone"), else to the drug before it; lists with
    "respectively" are paired in order; a route or a duration said once holds for a whole list of drugs. Of two
    drugs exchanged for one another the one is stopped and the other started.
    """
    prescriptions = [Prescription(m) for m in mentions]
    free: list[Part] = []
    for part in parts:
        inside = next((p for p in prescriptions if _overlap(p.mention, part)), None)
        if inside is None:
            free.append(part)
        elif part.role == "route":
            inside.take(part)
    exchanged = _exchange(text, prescriptions)
    paired = _pair_respectively(text, prescriptions, free)
    for part in free:
        if part.role == "course" and any(low < part.end and part.start < high for low, high in exchanged):
            continue
        if part not in paired and (owner := _owner(text, prescriptions, free, part)) is not None:
            owner.take(part)
    _share(text, prescriptions, free)
    return prescriptions


def _exchange(text: str, prescriptions: Sequence[Prescription]) -> list[tuple[int, int]]:
    """Stop the drug that was left for another and start that one; return the places of the words that say so."""
    found = list(find_exchanges(text, [p.mention for p in prescriptions]))
    for exchange in found:
        left, taken = prescriptions[exchange.left], prescriptions[exchange.taken]
        for prescription, course, other in ((left, "stop", taken), (taken, "start", left)):
            prescription.course.append(course)
            prescription.exchanged.append(other.mention)
    return [(exchange.start, exchange.end) for exchange in found]


def _owner(
    text: str, prescriptions: list[Prescription], parts: list[Part], part: Part
) -> Prescription | None:
    before = next((p for p in reversed(prescriptions) if p.mention.end <= part.start), None)
    after = next((p for p in prescriptions if p.mention.start >= part.end), None)
    behind = _bare(text, before.mention.end, part.start, parts) if before else ""
    ahead = _bare(text, part.end, after.mention.start, parts) if after else ""
    between = _Between(text, part, before, after, behind, ahead)
    if (adjoining := between.adjoining()) is not None:
        return adjoining
    if part.role == "route" and not part.loose:
        return between.owner_of_adjective()
    return between.owner(alone=len(prescriptions) == 1)


@dataclass(frozen=True, slots=True)
class _Between:
    """A part of a prescription between two drugs, either of which may be missing.

    Attributes:
        before: the drug that ends before it; `after` begins behind it.
        behind: the text from the one before to the part, without other parts; `ahead` from the part to the next.
    """

    text: str
    part: Part
    before: Prescription | None
    after: Prescription | None
    behind: str
    ahead: str

    def adjoining(self) -> Prescription | None:
        """Return the drug that a part adjoins: the one whose bracket holds it, or the one it leads to."""
        part, beside = self.part, self.before is not None and not self.behind.strip()
        opened = self.text[part.start - 1 : part.start] == "("
        bracketed = part.role == "dose" and opened and self.ahead.startswith(")")
        if bracketed and self.behind.strip() == "(":
            return self.before  # "methotrexate (1 g) (MTX)"
        if bracketed and self.after and not beside and _is_link(self.ahead.removeprefix(")")):
            return self.after  # "high-dose (500 mg) methylprednisolone"
        carried = beside and (part.role == "course" or _CARRIER.match(self.ahead))
        listed = part.role == "route" and not part.loose and _is_list(self.ahead)  # "oral and intravenous"
        return self.after if self.after and not carried and (listed or _is_link(self.ahead)) else None

    def owner_of_adjective(self) -> Prescription | None:
        """Return the drug of an adjective of a part of the body, which must stand right beside it."""
        of_noun = _is_of_noun(self.text, self.part.end)  # "prednisone was given for oral ulcers"
        if self.before and not of_noun and _is_glue(self._gap()):
            return self.before
        return self.after if self.after and _is_described(self.ahead) else None  # "oral slow-release iron"

    def owner(self, *, alone: bool) -> Prescription | None:
        """Return the drug before a part, else the one behind it, where it stands near enough.

        Args:
            alone: its sentence names one drug only.
        """
        part, before, after = self.part, self.before, self.after
        if before and not (part.role == "course" and _OBJECT.match(self.text, part.end)):
            gap = self._gap()
            if _is_glue(gap) or (
                gap == "; " and self.text[before.mention.start - 1 : before.mention.start] == "("
            ):
                return before  # "methotrexate (MTX; 1 g)"
            if part.role in ("course", "dose"):
                gap = _GOES_ON.sub(" ", gap)
            reach = _ALONE if alone and part.role == "dose" and not part.value else _REACH[part.role]
            if part.loose and len(gap) <= reach and not _BREAK.search(gap):
                return after if self._is_nearer_ahead(gap) else before
        if after and part.loose:
            stop = _BREAK if part.role == "route" else _NEXT_ITEM  # "inhaled and systemic colistin"
            if len(self.ahead) <= _REACH[part.role] * 2 // 3 and not stop.search(self.ahead):
                return after
        return None

    def _gap(self) -> str:
        """What stands between the drug before and the part, without asides."""
        return _ASIDE.sub("", _after_bracket(self.behind))

    def _is_nearer_ahead(self, gap: str) -> bool:
        """Tell whether a part near the drug before belongs to the one behind it all the same."""
        if self.after is None or _NEXT_ITEM.search(self.ahead):
            return False
        if self.part.role == "frequency" and _ITEM_BEGINS.search(gap):
            return True  # "A, phototherapy, and daily oral treatment with B"
        return self.part.role in ("course", "duration") and len(self.ahead) < len(gap)


def _is_described(gap: str) -> bool:
    """Tell a gap of no more than two words besides those that lead to a drug, none of which joins."""
    words = gap.split()
    return _JOINS.search(gap) is None and sum(w.lower() not in _forms() for w in words) <= _MOST_BETWEEN


def _is_of_noun(text: str, at: int) -> bool:
    """Tell whether a noun that is no form of a drug follows an adjective of a part of the body."""
    noun = _NOUN.match(text, at)
    return noun is not None and noun[1].lower() not in _forms()


@cache
def _forms() -> frozenset[str]:
    roles = {"glue", "link", "list", "form", "route"}
    return frozenset(row["words"] for row in read_table("dose_forms.tsv") if row["role"] in roles)


def _after_bracket(gap: str) -> str:
    """A gap without the rest of a bracket that the drug stands in ("(Brand; Maker, Town) was begun at")."""
    closing, opening = gap.find(")"), gap.find("(")
    return gap[closing + 1 :] if closing >= 0 and (opening < 0 or closing < opening) else gap


def _bare(text: str, start: int, end: int, parts: list[Part]) -> str:
    """The text between two places without the parts that stand in it."""
    kept: list[str] = []
    at = start
    for part in parts:
        if start <= part.start and part.end <= end and part.role != "course":
            kept.append(text[at : part.start])
            at = part.end
    kept.append(text[at:end])
    return "".join(kept)


def _pair_respectively(text: str, prescriptions: list[Prescription], parts: list[Part]) -> list[Part]:
    """Pair as many doses as drugs, in order, where the sentence says "respectively"."""
    doses = [half for p in parts if p.role == "dose" for half in _halves(text, p)]
    if len(doses) < 2 or len(doses) != len(prescriptions):
        return []
    tail = text[doses[-1].end : doses[-1].end + 30]
    if "respectively" not in tail or doses[0].start < prescriptions[-1].mention.end:
        return []
    for prescription, dose in zip(prescriptions, doses, strict=True):
        prescription.take(dose)
    return [p for p in parts if p.role == "dose"]


def _halves(text: str, part: Part) -> list[Part]:
    """Return both doses of "20 and 15 units", of which the first lacks its unit."""
    middle = text.find(" and ", part.start, part.end)
    if middle < 0:
        return [part]
    return [replace(part, end=middle), replace(part, start=middle + len(" and "))]


def _overlap(mention: DrugMention, part: Part) -> bool:
    return mention.start < part.end and part.start < mention.end


def _share(text: str, prescriptions: list[Prescription], parts: list[Part]) -> None:
    """Let what is said once hold for every drug of a list, and for both names of one drug."""
    for left, right in _neighbours(prescriptions):
        _give(text, left, right, ("route",))
        if _is_named_kind(text, prescriptions, parts, left, right):
            for role, part in right.parts.items():
                left.parts.setdefault(role, part)
    for left, right in reversed(_neighbours(prescriptions)):
        _give(text, right, left, ("duration", "frequency") if "dose" not in left.parts else ())
    _share_behind_verb(text, prescriptions, parts)


def _share_behind_verb(text: str, prescriptions: list[Prescription], parts: list[Part]) -> None:
    """Give a list what "were" says of all of it: "A 5 mg and B 2 mg were given every 3 weeks"."""
    last: Prescription | None = None
    for left, right in reversed(_neighbours(prescriptions)):
        if not _is_list(_bare(text, left.mention.end, right.mention.start, parts)):
            last = None
            continue
        if last is None and not _WERE.match(text, _end_of_parts(right)):
            continue
        last = last or right
        for role in ("duration", "frequency", "route"):
            if (part := last.parts.get(role)) and part.start > _end_of_parts(last):
                left.parts.setdefault(role, part)
        left.course = left.course or list(last.course)


def _end_of_parts(prescription: Prescription) -> int:
    """Where a drug ends with the dose beside it."""
    dose = prescription.parts.get("dose")
    return dose.end if dose and dose.start > prescription.mention.end else prescription.mention.end


def _neighbours(prescriptions: Sequence[Prescription]) -> list[tuple[Prescription, Prescription]]:
    """Drugs beside each other, but for two of which the one was left for the other."""
    beside = list(pairwise(prescriptions))
    return [(left, right) for left, right in beside if left.mention not in right.exchanged]


def _is_named_kind(
    text: str, prescriptions: list[Prescription], parts: list[Part], kind: Prescription, one: Prescription
) -> bool:
    """Whether a class is named with its one drug ("pulse therapy with methylprednisolone")."""
    code = kind.mention.drug.code
    within = kind.mention.drug.is_class and code and (one.mention.drug.code or "").startswith(code)
    if not within or not _OF_KIND.fullmatch(text, kind.mention.end, one.mention.start):
        return False
    later = next((p for p in prescriptions if p.mention.start > one.mention.start), None)
    return later is None or not _is_list(_bare(text, one.mention.end, later.mention.start, parts))


def _give(text: str, giver: Prescription, taker: Prescription, roles: tuple[str, ...]) -> None:
    first, second = sorted((giver.mention, taker.mention), key=lambda m: m.start)
    gap = text[first.end : second.start]
    alias = first.drug == second.drug and gap.strip() == "("
    if not alias and not _is_list(gap):
        return
    for role, part in giver.parts.items():
        if not alias and "," in gap and part.value in _local():
            continue  # "topical steroids, colchicine"
        if alias or role in roles or part.value == "amount" or _EACH.match(text, part.end):
            taker.parts.setdefault(role, part)
    taker.course = taker.course or list(giver.course)  # "after stopping A, B was started"
