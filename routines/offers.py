"""What may be put into a routine, and what may not and why."""

from dataclasses import dataclass

from routines.catalogue import Catalogue, Technique
from routines.editor import Add, Refused, Swap
from routines.eligibility import OTHER
from routines.mends import Mend, find_mends
from routines.parts import BOTH, Part, Sheet, bars, total_s
from screening.rulebook import SIDES

# What a swap's likeness is made of, at most; our judgement. A minute of difference costs 1.
SAME_MUSCLES, SAME_PURPOSE, WISHED_FOR, SAME_TOOL = 4.0, 2.0, 2.0, 1.0
BEST_FIT = 7.0  # objective._fit gives no more


@dataclass(frozen=True, slots=True)
class Offer:
    """A technique that could be put in; `refusal` empty if it may. `change_s`: seconds more.

    `sides`: on which it may be added, `both` for both at once or one after the other.
    `barred`: why it may not be on the other side, where it may be on one. `mends`: what would
    make a refused addition possible.
    """

    technique: Technique
    refusal: str
    change_s: int = 0
    rank: float = 0.0
    sides: tuple[str, ...] = ()
    barred: tuple[tuple[str, str], ...] = ()
    mends: tuple[Mend, ...] = ()

    @property
    def saved_s(self) -> int:
        return -self.change_s


def find_swaps(key: int, sheet: Sheet) -> list[Offer]:
    """What shares a region or muscle with a step and is not beside it already: what may take its
    place first, the most alike first.

    How alike: up to 4 for the muscles (or, without any, regions) that both work on, out of all
    that either does; 2 for the same purpose; up to 2 for how well it fits what was wished for;
    1 for a tool that the routine uses already; less 1 for each minute that it takes more or
    less. On the same side, and on the other where the routine has the same step. Nothing for a
    technique that is no longer offered: what it was like is not known.
    """
    old = sheet.part(key)
    now = sheet.catalogue.techniques.get(old.technique)
    there = {part.technique for part in sheet.parts if set(part.sides) & set(old.sides)}
    alike = [
        technique
        for code, technique in sheet.catalogue.techniques.items()
        if now and code not in there and _is_like(technique, now) and fits_mode(technique, sheet)
    ]
    offers = [_try_swap(old, technique, sheet) for technique in alike]
    return sorted(offers, key=lambda offer: (bool(offer.refusal), -offer.rank))


def _try_swap(old: Part, technique: Technique, sheet: Sheet) -> Offer:
    assert old.key
    now = sheet.catalogue.techniques[old.technique]
    rank = SAME_MUSCLES * _overlap(technique, now) + SAME_PURPOSE * (technique.phase == now.phase)
    if candidate := sheet.candidates.get(technique.code):
        rank += WISHED_FOR * candidate.fit / BEST_FIT
    if {part.tool for part in sheet.parts} & set(technique.tools):
        rank += SAME_TOOL
    barred: tuple[tuple[str, str], ...] = ()
    try:
        parts = Swap(old.key, technique.code, twin=True).apply(sheet)
    except Refused as refused:
        barred = ((OTHER[old.side], str(refused)),) if old.side in OTHER else ()
        try:
            parts = Swap(old.key, technique.code).apply(sheet)
        except Refused as here:
            return Offer(technique, str(here), rank=rank)
    change = total_s(parts, sheet.catalogue) - total_s(sheet.parts, sheet.catalogue)
    return Offer(technique, "", change, rank - abs(change) / 60, barred=barred)


def _overlap(one: Technique, other: Technique) -> float:
    """The share of what two techniques work on that both do, 0 to 1."""
    mine, theirs = set(one.muscles), set(other.muscles)
    if not mine or not theirs:
        mine, theirs = set(one.touches | one.loads), set(other.touches | other.loads)
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def find_additions(sheet: Sheet, words: str = "") -> list[Offer]:
    """What can be added on one side at least, in the catalogue's order; then what can if
    something else changes too; then what cannot.

    Only what has all these words in its name or in what it works on or with.
    """
    offers = [
        _try_add(technique, sheet)
        for technique in sheet.catalogue.techniques.values()
        if fits_mode(technique, sheet) and _has_words(technique, words, sheet.catalogue)
    ]
    return sorted(offers, key=lambda offer: (bool(offer.refusal), not offer.mends))


def _try_add(technique: Technique, sheet: Sheet) -> Offer:
    sides, change, barred = [], 0, {}
    for side in (BOTH,) if technique.both_at_once else (BOTH, *SIDES):
        try:
            parts = Add(technique.code, side).apply(sheet)
        except Refused as refused:
            barred[side] = str(refused)
            continue
        new = [part for part in parts if part.key is None]
        if side == BOTH and len(new) < len(SIDES) and not technique.both_at_once:
            continue
        sides.append(side)
        change = change or total_s(parts, sheet.catalogue) - total_s(sheet.parts, sheet.catalogue)
    if not sides:
        mends = tuple(find_mends(Add(technique.code, BOTH), sheet))
        never = [
            (s, why) for s, why in barred.items() if s != BOTH and bars(technique.code, s, sheet)
        ]
        alone = tuple(never) if mends else ()
        return Offer(technique, next(iter(barred.values())), barred=alone, mends=mends)
    alone = tuple((side, why) for side, why in barred.items() if side != BOTH)
    return Offer(technique, "", change, sides=tuple(sides), barred=alone)


def _has_words(technique: Technique, words: str, catalogue: Catalogue) -> bool:
    names = [technique.name, technique.phase, technique.kind]
    for codes, known in (
        (technique.muscles, catalogue.muscles),
        (technique.touches | technique.loads, catalogue.regions),
        (technique.goals, catalogue.goals),
    ):
        names += [known[code] for code in codes if code in known]
    names += [catalogue.tools[code].name for code in technique.tools if code in catalogue.tools]
    text = " ".join(names).lower()
    return all(word in text for word in words.lower().split())


def _is_like(one: Technique, other: Technique) -> bool:
    reach = one.touches | one.loads
    return bool(reach & (other.touches | other.loads) or set(one.muscles) & set(other.muscles))


def fits_mode(technique: Technique, sheet: Sheet) -> bool:
    """It is not ruled out just for being done by somebody else."""
    against = bars(technique.code, BOTH, sheet)
    return all(reason.code != "mode" for reason in against)
