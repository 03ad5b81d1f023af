"""Edits of a routine, and the limits that no edit may break.

An edit takes the parts of a routine and returns new ones, or raises Refused with the reason.
What today's answers rule out can stay, be moved or be taken out; it can never be put in.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from routines.catalogue import Technique
from routines.parts import BOTH, Part, Parts, Sheet, allowed_on, bars, find_faults
from routines.problem import PHASES
from screening.rulebook import SIDES

THERE = "It is in the routine already."


class Refused(ValueError):
    """An edit that must not be made; the text says why."""

    def __init__(self, why: str):
        assert why
        super().__init__(why)


class Edit(Protocol):
    def apply(self, sheet: Sheet) -> Parts:
        """The parts after the edit. Raises Refused."""
        ...

    def says(self, sheet: Sheet) -> str:
        """What the person wants, to go after 'You wanted to' and 'Undo:'."""
        ...

    def said(self, sheet: Sheet, parts: Parts) -> str:
        """What was done, in a sentence or two; `parts`: what came of it."""
        ...


@dataclass(frozen=True, slots=True)
class Move:
    """To a place, 1 for the first of the routine, among the steps of the same phase."""

    key: int
    place: int

    def apply(self, sheet: Sheet) -> Parts:
        part, parts = sheet.part(self.key), list(sheet.parts)
        first, last = places_of(part, sheet.parts)
        if not first <= self.place <= last:
            places = f"place {first}" if first == last else f"places {first} to {last}"
            raise Refused(f"Steps of its kind take {places}.")
        parts.remove(part)
        parts.insert(self.place - 1, part)
        return checked(tuple(parts), sheet)

    def says(self, sheet: Sheet) -> str:
        return f"move “{sheet.name(sheet.part(self.key))}” to place {self.place}"

    def said(self, sheet: Sheet, parts: Parts) -> str:
        return f"“{sheet.name(sheet.part(self.key))}” moved to {self.place} of {len(parts)}."


@dataclass(frozen=True, slots=True)
class MoveOn:
    """One place up or down, among the steps of the same phase."""

    key: int
    up: bool

    def apply(self, sheet: Sheet) -> Parts:
        move = self._move(sheet)
        first, last = places_of(sheet.part(self.key), sheet.parts)
        if not first <= move.place <= last:
            raise Refused(f"It is already the {'first' if self.up else 'last'} of its kind.")
        return move.apply(sheet)

    def _move(self, sheet: Sheet) -> Move:
        here = sheet.parts.index(sheet.part(self.key)) + 1
        return Move(self.key, here - 1 if self.up else here + 1)

    def says(self, sheet: Sheet) -> str:
        return f"move “{sheet.name(sheet.part(self.key))}” {'up' if self.up else 'down'}"

    def said(self, sheet: Sheet, parts: Parts) -> str:
        return self._move(sheet).said(sheet, parts)


@dataclass(frozen=True, slots=True)
class Lock:
    """Keep a step when the rest is built again, or let it go."""

    key: int
    locked: bool

    def apply(self, sheet: Sheet) -> Parts:
        part = sheet.part(self.key)
        new = replace(part, locked=self.locked)
        return tuple(new if other is part else other for other in sheet.parts)

    def says(self, sheet: Sheet) -> str:
        return f"{'lock' if self.locked else 'unlock'} “{sheet.name(sheet.part(self.key))}”"

    def said(self, sheet: Sheet, parts: Parts) -> str:
        name = sheet.name(sheet.part(self.key))
        if self.locked:
            return f"“{name}” is locked: it stays when the rest is built again."
        return f"“{name}” is unlocked."


@dataclass(frozen=True, slots=True)
class Remove:
    key: int

    def apply(self, sheet: Sheet) -> Parts:
        part = sheet.part(self.key)
        left = tuple(other for other in sheet.parts if other is not part)
        if not left:
            raise Refused("It is the only step. Delete the routine instead.")
        return checked(left, sheet)

    def says(self, sheet: Sheet) -> str:
        return f"remove “{sheet.name(sheet.part(self.key))}”"

    def said(self, sheet: Sheet, parts: Parts) -> str:
        return f"“{sheet.name(sheet.part(self.key))}” is removed."


@dataclass(frozen=True, slots=True)
class Retime:
    """Another time for a step, within the technique's dose and today's longest hold."""

    key: int
    seconds: int

    def apply(self, sheet: Sheet) -> Parts:
        part = sheet.part(self.key)
        if not part.is_allowed:
            raise Refused("It is ruled out today, so it takes no time.")
        dose = sheet.candidates[part.technique]
        if not dose.shortest <= self.seconds <= dose.longest:
            raise Refused(f"It takes from {dose.shortest} to {dose.longest} seconds.")
        new = replace(part, seconds=self.seconds)
        return checked(tuple(new if p is part else p for p in sheet.parts), sheet)

    def says(self, sheet: Sheet) -> str:
        return f"give “{sheet.name(sheet.part(self.key))}” {self.seconds} seconds"

    def said(self, sheet: Sheet, parts: Parts) -> str:
        return f"“{sheet.name(sheet.part(self.key))}” now takes {self.seconds} seconds."


@dataclass(frozen=True, slots=True)
class Add:
    """A technique on a side, at the end of its phase; `both`: on each side that it may be done.

    `seconds` None: its shortest time.
    """

    technique: str
    side: str
    seconds: int | None = None

    def apply(self, sheet: Sheet) -> Parts:
        new = make_parts(self.technique, self.side, self.seconds, sheet)
        return checked(in_order(sheet.parts + new), sheet)

    def says(self, sheet: Sheet) -> str:
        technique = sheet.catalogue.techniques.get(self.technique)
        where = "" if self.side == BOTH else f" on the {self.side}"
        return f"add “{technique.name if technique else 'a technique'}”{where}"

    def said(self, sheet: Sheet, parts: Parts) -> str:
        """Where both sides were asked for and one was not possible, why not."""
        name = sheet.catalogue.techniques[self.technique].name
        new = [part for part in parts if part.key is None and part.technique == self.technique]
        sides = {side for part in new for side in part.sides}
        if self.side != BOTH or len(sides) == len(SIDES):
            return f"“{name}” is added."
        missing = next(side for side in SIDES if side not in sides)
        why = " ".join(reason.text for reason in bars(self.technique, missing, sheet))
        return f"“{name}” is added on the {min(sides)} only. {why}".strip()


@dataclass(frozen=True, slots=True)
class Swap:
    """Another technique in a step's place, on the same side and for as near the same time.

    `twin`: and on the other side too, where the routine has the same step there.
    """

    key: int
    technique: str
    twin: bool = False

    def apply(self, sheet: Sheet) -> Parts:
        old = sheet.part(self.key)
        gone = [part for part in sheet.parts if part is old or (self.twin and is_twin(part, old))]
        here = sheet.parts.index(gone[0])
        rest = replace(sheet, parts=tuple(part for part in sheet.parts if part not in gone))
        technique = _known(self.technique, sheet)
        side = old.side if len(gone) == 1 else BOTH
        seconds = sum(part.seconds for part in gone)
        if side == BOTH and not technique.both_at_once:
            seconds //= len(SIDES)
        new = make_parts(self.technique, side, seconds, rest, old.phase)
        for missing in {s for p in gone for s in p.sides} - {s for p in new for s in p.sides}:
            against = " ".join(reason.text for reason in bars(self.technique, missing, rest))
            raise Refused(against or THERE)
        return checked(in_order(rest.parts[:here] + new + rest.parts[here:]), sheet)

    def says(self, sheet: Sheet) -> str:
        new = sheet.catalogue.techniques.get(self.technique)
        return f"swap “{self._name(sheet)}” for “{new.name if new else 'a technique'}”"

    def said(self, sheet: Sheet, parts: Parts) -> str:
        new = sheet.catalogue.techniques[self.technique]
        return f"“{self._name(sheet)}” is swapped for “{new.name}”."

    def _name(self, sheet: Sheet) -> str:
        old = sheet.part(self.key)
        has_twin = self.twin and any(is_twin(part, old) for part in sheet.parts)
        return sheet.name(replace(old, side=BOTH) if has_twin else old)


def is_twin(part: Part, other: Part) -> bool:
    """The same technique, on the other side, and both or none of them ruled out."""
    is_same = part.technique == other.technique and part.is_allowed == other.is_allowed
    return is_same and part.side != other.side


def _known(code: str, sheet: Sheet) -> Technique:
    if code not in sheet.catalogue.techniques:
        raise Refused("We do not offer that technique.")
    return sheet.catalogue.techniques[code]


def make_parts(
    code: str, side: str, seconds: int | None, sheet: Sheet, phase: str | None = None
) -> Parts:
    """The parts that put a technique in. Raises Refused if not one of them may be done."""
    technique = _known(code, sheet)
    there = {s for part in sheet.parts if part.technique == code for s in part.sides}
    if technique.both_at_once:
        sides: tuple[str, ...] = () if there else (BOTH,)
    else:
        sides = tuple(s for s in (SIDES if side == BOTH else (side,)) if s not in there)
    if not sides:
        raise Refused(THERE)
    against = {s: bars(code, s, sheet) for s in sides}
    allowed = [s for s in sides if not against[s]]
    if not allowed:
        why = {side: " ".join(reason.text for reason in against[side]) for side in sides}
        by_side = (f"{side.capitalize()}: {text}" for side, text in why.items())
        raise Refused(" ".join(by_side) if len(set(why.values())) > 1 else why[sides[0]])
    return tuple(_part(technique, s, seconds, sheet, phase) for s in allowed)


def _part(
    technique: Technique, side: str, seconds: int | None, sheet: Sheet, instead_of: str | None
) -> Part:
    candidate = sheet.candidates[technique.code]
    limits = allowed_on(candidate, side)
    assert limits
    used = [part.position for part in sheet.parts]
    return Part(
        technique=technique.code,
        phase=_phase(technique, sheet.parts, instead_of),
        side=side,
        seconds=min(max(seconds or 0, candidate.shortest), candidate.longest),
        tool=limits.tools[0],
        position=next((p for p in limits.positions if p in used), limits.positions[0]),
    )


def _phase(technique: Technique, others: Parts, instead_of: str | None) -> str:
    """What can warm up does so where nothing does yet, or where it replaces what did."""
    warms = instead_of == "warm-up" or not any(p.phase == "warm-up" for p in others)
    return "warm-up" if technique.warms_up and warms else technique.phase


def places_of(part: Part, parts: Parts) -> tuple[int, int]:
    """The first and the last place, from 1, that the steps of a part's phase have."""
    places = [place for place, other in enumerate(parts, 1) if other.phase == part.phase]
    return min(places), max(places)


def in_order(parts: Parts) -> Parts:
    return tuple(sorted(parts, key=lambda part: PHASES.index(part.phase)))


def checked(parts: Parts, sheet: Sheet) -> Parts:
    """The parts, if they break no limit further than the routine does already."""
    before = {f.code: f.size for f in find_faults(sheet.parts, sheet.catalogue, sheet.minutes)}
    for fault in find_faults(parts, sheet.catalogue, sheet.minutes):
        if fault.size > before.get(fault.code, 0):
            raise Refused(fault.text)
    return parts
