"""Plans by rank: the best, the best with another set of techniques, and so on."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from routines.catalogue import Catalogue
from routines.objective import Candidate
from routines.problem import KEPT_GIVES, pose
from routines.search import LITTLE, Found, Search


def find_ranked(
    candidates: list[Candidate], catalogue: Catalogue, budget_s: int
) -> Iterator[Found]:
    """The best choice first; all that is kept is in each of them, as far as it can be.

    A choice of the same techniques in other doses is no other choice.
    """
    whole = Search(pose(candidates, catalogue, budget_s, has_massage=True))
    alone = Search(pose(candidates, catalogue, budget_s, has_massage=False))
    told: dict[int, frozenset[str]] = {}
    kept = None
    while (found := _best(whole, alone, told)).choice:
        number = sum(taken.candidate.kept for taken in found.choice)
        kept = number if kept is None else kept
        if number < kept:
            return
        if found.codes not in told.values():
            more = KEPT_GIVES * kept
            yield replace(found, worth=found.worth - more, bound=found.bound - more)
        told[found.chosen] = found.codes


def _best(whole: Search, alone: Search, told: Collection[int]) -> Found:
    """The most valuable choice that was not told yet, with massage or with movements alone."""
    massage = whole.best(told)
    moves = alone.best(told, massage.worth)
    best, most = moves if moves.choice else massage, max(moves.bound, massage.bound)
    return replace(best, bound=best.worth if most <= best.worth + LITTLE else most)
