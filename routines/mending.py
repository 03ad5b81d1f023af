"""What a routine becomes where some of it is ruled out: less, or filled up again.

Both are edits like any other: they break no limit further than the routine does already.
"""

from dataclasses import dataclass, replace

from routines.editor import Refused
from routines.parts import Parts, Sheet
from routines.rebuilding import find_plans, ordered

FILLS_THE_GAP = "It fills the gap of a step that is ruled out."


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
    """What is ruled out goes, all else stays, and the best that then fits into so many minutes
    comes in."""

    minutes: int

    def apply(self, sheet: Sheet) -> Parts:
        left = tuple(part for part in sheet.parts if part.is_allowed)
        wish = replace(sheet.request, minutes=min(self.minutes, sheet.minutes))
        kept = replace(sheet, parts=tuple(replace(p, locked=True) for p in left), request=wish)
        filled = next(find_plans(kept), ())
        if _roles(filled) <= _roles(left):
            raise Refused("Nothing else that is allowed fits into its time.")
        own = {part.key: part for part in left}
        return tuple(
            replace(part, locked=own[part.key].locked)
            if part.key in own
            else replace(part, reason=f"{FILLS_THE_GAP} {part.reason}")
            for part in ordered(filled, kept)
        )

    def says(self, sheet: Sheet) -> str:
        return "fill the gap"


def _roles(parts: Parts) -> set[tuple[str, str, str]]:
    return {(part.technique, part.side, part.phase) for part in parts}
