"""Routines like one that is there, but for one thing: which can be had, and why the others not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from routines.request import MINUTES_MAX, MINUTES_MIN, RANK_MAX, Request

STEP = 5  # minutes
# The most that is still moderate and still light, 0 to 10 as felt (content, section 0.5).
LEVELS = (5, 3)


@dataclass(frozen=True, slots=True)
class Alike:
    """`how` it differs and what that gives, in words; `wish` None: it cannot be had, `refusal`
    says why.
    """

    how: str
    label: str
    wish: Request | None = None
    refusal: str = ""


def find_alike(request: Request, minutes: int, cap: int) -> Iterator[Alike]:
    """The next best, shorter, longer and gentler, in this order.

    `request`: what was asked for. `minutes`, `cap`: the longest and firmest allowed today.
    """
    if request.rank < RANK_MAX:
        yield Alike("another", "Another one", replace(request, rank=request.rank + 1))
    else:
        yield Alike("another", "Another one", refusal=f"You have seen the {RANK_MAX} best.")
    asked, first = min(request.minutes, minutes), replace(request, rank=1)
    if asked > MINUTES_MIN:
        less = max(asked - STEP, MINUTES_MIN)
        yield Alike("shorter", f"Shorter: {less} minutes", replace(first, minutes=less))
    else:
        text = f"A routine takes at least {MINUTES_MIN} minutes."
        yield Alike("shorter", "Shorter", refusal=text)
    if asked < minutes:
        more = min(asked + STEP, minutes)
        yield Alike("longer", f"Longer: {more} minutes", replace(first, minutes=more))
    else:
        text = f"Your answers allow at most {minutes} minutes today."
        if minutes == MINUTES_MAX:
            text = f"A routine takes at most {MINUTES_MAX} minutes."
        yield Alike("longer", "Longer", refusal=text)
    yield _gentler(first, cap)


def _gentler(request: Request, cap: int) -> Alike:
    """One level below what is pressed now: "as much as is allowed" is today's highest."""
    now = cap if request.pressure is None else min(request.pressure, cap)
    level = next((level for level in LEVELS if level < now), None)
    if level is None:
        return Alike("gentler", "Gentler", refusal="It is as light as it can be already.")
    label = f"Gentler: up to {level} out of 10"
    return Alike("gentler", label, replace(request, pressure=level))
