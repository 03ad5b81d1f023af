"""What a routine becomes where some of it is ruled out: less, or filled up again.

Both are edits like any other: they break no limit further than the routine does already.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from routines.editor import Add, Refused
from routines.objective import Candidate, worth
from routines.parts import BOTH, Parts, Sheet, find_faults


@dataclass(frozen=True, slots=True)
class Accept:
    """The routine as it may be done today: what is ruled out goes for good."""

    def apply(self, sheet: Sheet) -> Parts:
        left = tuple(part for part in sheet.parts if part.is_allowed)
        if not left:
            raise Refused("Nothing of it may be done today, so nothing would be left.")
        return left

    def says(self, sheet: Sheet) -> str:
        return "change it to what is allowed now"


@dataclass(frozen=True, slots=True)
class Repair:
    """What is ruled out goes, and what is worth most comes in, within so many seconds in all."""

    seconds: int

    def apply(self, sheet: Sheet) -> Parts:
        left = tuple(part for part in sheet.parts if part.is_allowed)
        room = replace(sheet, parts=left, minutes=min(self.seconds, sheet.minutes * 60) // 60)
        while better := _best(room):
            room = replace(room, parts=better)
        if room.parts == left:
            raise Refused("Nothing else that is allowed fits into its time.")
        return room.parts

    def says(self, sheet: Sheet) -> str:
        return "fill the gap"


def _best(sheet: Sheet) -> Parts | None:
    """The parts with one technique more: what mends a fault first, then what is worth most."""
    tried = list(_try_all(sheet))
    if not tried:
        return None
    return max(tried, key=lambda one: one[:2])[2]


def _try_all(sheet: Sheet) -> Iterator[tuple[int, float, Parts]]:
    """For each technique and dose that may come in: faults mended, worth, and the parts then.

    Equal ones keep the catalogue's order, so that equal routines are mended alike.
    """
    faults = len(list(find_faults(sheet.parts, sheet.catalogue, sheet.minutes)))
    for candidate in sheet.candidates.values():
        for seconds in reversed(candidate.doses):
            parts = _with(candidate, seconds, sheet)
            if parts is None:
                continue
            mended = faults - len(list(find_faults(parts, sheet.catalogue, sheet.minutes)))
            yield mended, worth([(candidate, seconds)], 0, 0), parts
            break


def _with(candidate: Candidate, seconds: int, sheet: Sheet) -> Parts | None:
    """The parts with this technique on every side that it may be done on and is not yet."""
    edit = Add(candidate.technique.code, BOTH, seconds)
    try:
        return edit.apply(sheet)
    except Refused:
        return None
