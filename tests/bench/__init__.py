"""How long decisions take, for `make bench`.

Each module here is a subject. Its `figures()` gives what it measured, as `Figure`s or in words; a
new subject is a new module, and nothing else. Nothing here is a test: what a clock says depends
on who else uses the machine.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from time import process_time
from timeit import repeat

REPEATS = 7


@dataclass(frozen=True, slots=True)
class Times:
    """How long one thing took for each of some cases, milliseconds, shortest first."""

    each: tuple[float, ...]

    @property
    def median(self) -> float:
        return self.each[len(self.each) // 2]

    @property
    def worst(self) -> float:
        return self.each[-1]

    @property
    def total(self) -> float:
        return sum(self.each)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `target`: what the worst should stay under, ms. `beside`: a naive
    way to the same answers, or the same of less, for a ratio that no machine changes."""

    what: str
    times: Times
    target: float | None = None
    beside: Times | None = None


def measure[T](work: Callable[[T], object], cases: Iterable[T], repeats: int = REPEATS) -> Times:
    """This process's own time, and of each case the fastest of some runs: what else the machine
    does can only add."""
    runs = (
        repeat(partial(work, case), timer=process_time, number=1, repeat=repeats) for case in cases
    )
    return Times(tuple(sorted(1000 * min(seconds) for seconds in runs)))
