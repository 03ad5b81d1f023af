"""Whether what leads to one another goes round in a circle."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter


def find_cycle(leads_to: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """A way that ends where it began, in its order; empty if there is none."""
    try:
        TopologicalSorter(leads_to).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1]))
    return ()
