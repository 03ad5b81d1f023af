"""What may be put into a routine, and what may not and why."""

from dataclasses import dataclass

from routines.catalogue import Technique
from routines.editor import Add, Refused, Swap
from routines.parts import BOTH, Sheet, bars, total_s
from screening.rulebook import SIDES


@dataclass(frozen=True, slots=True)
class Offer:
    """A technique that could be put in; `refusal` empty if it may. `change_s`: seconds more."""

    technique: Technique
    refusal: str
    change_s: int = 0
    fit: float = 0.0

    @property
    def saved_s(self) -> int:
        return -self.change_s


def find_swaps(key: int, sheet: Sheet) -> list[Offer]:
    """What shares a region or muscle with a step and is not beside it already: what may take its
    place first, best first.

    Nothing for a technique that is no longer offered: what it was like is not known.
    """
    old = sheet.part(key)
    now = sheet.catalogue.techniques.get(old.technique)
    there = {part.technique for part in sheet.parts if set(part.sides) & set(old.sides)}
    alike = [
        technique
        for code, technique in sheet.catalogue.techniques.items()
        if now and code not in there and _is_like(technique, now) and _fits_mode(technique, sheet)
    ]
    offers = [_try(Swap(key, technique.code), technique, sheet) for technique in alike]
    return sorted(offers, key=lambda offer: (bool(offer.refusal), -offer.fit))


def find_additions(sheet: Sheet) -> list[Offer]:
    """What may be added on one side at least, in the catalogue's order."""
    offers = []
    for code, technique in sheet.catalogue.techniques.items():
        tries = (_try(Add(code, side), technique, sheet) for side in (BOTH, *SIDES))
        offers += [offer for offer in tries if not offer.refusal][:1]
    return offers


def _try(edit: Add | Swap, technique: Technique, sheet: Sheet) -> Offer:
    try:
        parts = edit.apply(sheet)
    except Refused as refused:
        return Offer(technique, str(refused))
    change = total_s(parts, sheet.catalogue) - total_s(sheet.parts, sheet.catalogue)
    return Offer(technique, "", change, sheet.candidates[technique.code].fit)


def _is_like(one: Technique, other: Technique) -> bool:
    reach = one.touches | one.loads
    return bool(reach & (other.touches | other.loads) or set(one.muscles) & set(other.muscles))


def _fits_mode(technique: Technique, sheet: Sheet) -> bool:
    against = bars(technique.code, BOTH, sheet)
    return all(reason.code != "mode" for reason in against)
