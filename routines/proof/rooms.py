"""What a verdict leaves room for, and what is left where two verdicts meet.

The law that lets few sets of answers stand for all: **the verdict on a set of answers leaves
exactly what the verdict on each of its answers leaves.** The lowest cap, the shortest hold, the
regions, positions and tools that all of them have; nothing, if one of them leaves nothing or no
position, tool or region is left to all. So no set of answers can allow what one of its answers
bars, and one more answer can only take away.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from routines.catalogue import Catalogue, Technique
from routines.eligibility import Allowed, Verdict, Verdicts


@dataclass(frozen=True, slots=True)
class Room:
    """An `Allowed` without its reasons: what may be done, in sets that can be compared."""

    cap: int
    hold: int
    regions: frozenset[str]
    positions: frozenset[str]
    tools: frozenset[str]
    variants: frozenset[str]
    cares: frozenset[tuple[str, str]]

    def __le__(self, other: "Room") -> bool:
        """It leaves nothing that the other does not leave, and asks for no less care."""
        return (
            self.cap <= other.cap
            and self.hold <= other.hold
            and self.regions <= other.regions
            and self.positions <= other.positions
            and self.tools <= other.tools
            and self.variants <= other.variants
            and self.cares >= other.cares
        )


# The room of an application, and of what its variants wait for on that side; None: barred.
Cell = tuple[Room | None, ...]
Cells = Mapping[tuple[str, str], Cell]


def room_of(verdict: Verdict, technique: Technique) -> Room | None:
    if not isinstance(verdict, Allowed):
        return None
    return Room(
        cap=verdict.cap,
        hold=verdict.hold,
        regions=technique.touches if verdict.regions is None else verdict.regions,
        positions=frozenset(verdict.positions),
        tools=frozenset(verdict.tools),
        variants=frozenset(verdict.variants),
        cares=frozenset((care.hazard, care.advice) for care in verdict.cares),
    )


def cells_of(verdicts: Verdicts, catalogue: Catalogue) -> Cells:
    return {
        (code, side): cell_of(catalogue.techniques[code], side, verdicts, catalogue)
        for code, side in verdicts
    }


def cell_of(technique: Technique, side: str, verdicts: Verdicts, catalogue: Catalogue) -> Cell:
    """`verdicts`: at least those on the technique and on what its variants wait for."""
    own, *gates = (
        room_of(verdicts[code, side], catalogue.techniques[code])
        for code in (technique.code, *waited_for(technique))
    )
    return (own, *(gate and replace(gate, variants=frozenset()) for gate in gates))


def waited_for(technique: Technique) -> list[str]:
    """The techniques that must be allowed for its variants, one for each that waits."""
    return [variant.only_where for variant in technique.variants if variant.only_where]


def meet(technique: Technique, one: Cell, other: Cell) -> Cell:
    """What two sets of answers leave together, by the law."""
    own, *gates = (_meet(*pair) for pair in zip(one, other, strict=True))
    if own is None:
        return (own, *gates)
    waiting = [variant.code for variant in technique.variants if variant.only_where]
    closed = {code for code, gate in zip(waiting, gates, strict=True) if gate is None}
    return (replace(own, variants=own.variants - closed), *gates)


def _meet(one: Room | None, other: Room | None) -> Room | None:
    if one is None or other is None:
        return None
    both = Room(
        cap=min(one.cap, other.cap),
        hold=min(one.hold, other.hold),
        regions=one.regions & other.regions,
        positions=one.positions & other.positions,
        tools=one.tools & other.tools,
        variants=one.variants & other.variants,
        cares=one.cares | other.cares,
    )
    is_placed = both.regions or not (one.regions or other.regions)
    return both if both.positions and both.tools and is_placed else None


def widened(less: Cells, more: Cells) -> list[str]:
    """The applications at which `less` leaves something that `more` does not."""
    return [
        f"{code} {side} has more room"
        for (code, side), (room, *_) in less.items()
        if room is not None and ((before := more[code, side][0]) is None or not room <= before)
    ]
