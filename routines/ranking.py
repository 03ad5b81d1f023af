"""Plans by rank: the best, the best with another set of techniques, and so on."""

from collections.abc import Iterator
from dataclasses import replace

from routines.catalogue import Catalogue
from routines.objective import Candidate
from routines.problem import KEPT_GIVES, pose
from routines.search import LITTLE, Found, solve

MORE = 8  # after the best, so many at once; then so many times as many


def find_ranked(
    candidates: list[Candidate], catalogue: Catalogue, budget_s: int
) -> Iterator[Found]:
    """The best choice first; all that is kept is in each of them, as far as it can be.

    A choice of the same techniques in other doses is no other choice.
    """
    told: set[frozenset[str]] = set()
    number = 1
    while True:
        found = _best(candidates, catalogue, budget_s, number)
        for one in found:
            if one.codes not in told:  # of equals, a search for more may find another one first
                told.add(one.codes)
                yield one
        if len(found) < number:
            return
        number *= MORE


def _best(
    candidates: list[Candidate], catalogue: Catalogue, budget_s: int, number: int
) -> list[Found]:
    """The most valuable choices, with massage or with movements alone."""
    whole = pose(candidates, catalogue, budget_s, has_massage=True)
    massage, massage_most = solve(whole, number)
    least = massage[-1].worth if len(massage) == number else 0.0
    alone = pose(candidates, catalogue, budget_s, has_massage=False)
    moves, moves_most = solve(alone, number, least)
    found = sorted(moves + massage, key=lambda one: -one.worth)[:number]
    kept = max((_kept(one) for one in found), default=0)
    most = max(moves_most, massage_most)
    return [
        replace(
            one,
            worth=one.worth - KEPT_GIVES * kept,
            bound=(one.worth if most <= one.worth + LITTLE or place else most) - KEPT_GIVES * kept,
        )
        for place, one in enumerate(found)
        if _kept(one) == kept
    ]


def _kept(found: Found) -> int:
    return sum(taken.candidate.kept for taken in found.choice)
