"""What a routine works on, and for how long: seconds a muscle group."""

from dataclasses import dataclass

from routines.catalogue import Catalogue
from routines.parts import Parts


@dataclass(frozen=True, slots=True)
class Coverage:
    """One muscle group. `share`: its seconds in percent of those of the group with the most."""

    group: str
    seconds: int
    share: int


def find_coverage(parts: Parts, catalogue: Catalogue) -> tuple[Coverage, ...]:
    """Every group of the catalogue, with the seconds of what may be done of the routine today.

    A step that works on muscles of two groups counts for both, so the sum may be more than the
    routine takes.
    """
    seconds = dict.fromkeys(catalogue.groups.values(), 0)
    for part in parts:
        if part.is_allowed:
            muscles = catalogue.techniques[part.technique].muscles
            for group in {catalogue.groups[m] for m in muscles if m in catalogue.groups}:
                seconds[group] += part.seconds
    most = max(seconds.values(), default=0)
    return tuple(
        Coverage(group, time, round(100 * time / most) if most else 0)
        for group, time in seconds.items()
    )
