"""Verdicts as formulas over answers, for a solver.

A variable stands for one answer at one place; an assignment is a set of answers. What we allow is
compiled from the real verdicts on single answers, what the document bars from `document.takes`.

Why the formula says what `judge_one` says, of any set of answers:

- `assess` looks at each answer by itself and puts together what it finds (`checks.sums` and
  `checks.places` find so on every pair); the one exception, `emergency_with`, raises a level that
  is a stop already, or is left a stop: it never lifts one.
- `judge_one` bars if any limit bars, or if every position, or tool, or region (of a divisible
  technique) has a limit against it; else it takes the lowest cap and the shortest hold, and leaves
  out the positions, tools and regions that have a limit against them. Each limit is looked at by
  itself, so "a limit against it" means "an answer that, alone, takes it away"; and alone, the
  verdict shows it: barred, or a cap, hold, position, tool or region less.
- Hence: allowed if no answer bars alone and some position, tool and region is taken by none.

That this argument is right is tried on thousands of random sets of answers, by the real code.
"""

from itertools import count

from pysat.solvers import Cadical195


class Formula:
    """What is required of answers. `answers`: every variable there is."""

    def __init__(self, answers):
        self._numbers = count(1)
        self._solver = Cadical195()
        self.variable = {answer: next(self._numbers) for answer in answers}

    def require(self, *literals):
        """At least one of these is true."""
        self._solver.add_clause(list(literals))

    def require_any(self, answers, *more):
        self.require(*(self.variable[answer] for answer in answers), *more)

    def none_of(self, answers):
        """A new variable that is true only if none of these answers is given."""
        literal = next(self._numbers)
        for answer in answers:
            self.require(-literal, -self.variable[answer])
        return literal

    def all_hit(self, groups):
        """A new variable that is true only if of each group at least one answer is given."""
        literal = next(self._numbers)
        for group in groups:
            self.require_any(group, -literal)
        return literal

    def exactly(self, given):
        """Assumptions: these answers are given, and no others."""
        return [v if answer in given else -v for answer, v in self.variable.items()]

    def solution(self, *assumptions):
        """A set of answers that makes it true, or None if there is none."""
        if not self._solver.solve(assumptions=list(assumptions)):
            return None
        true = {literal for literal in self._solver.get_model() if literal > 0}
        return {answer for answer, variable in self.variable.items() if variable in true}


MEANS = ("positions", "tools", "regions")


def allows(formula, technique, rooms, usual):
    """Require that we allow it. `rooms`: what each answer alone leaves; None: nothing. `usual`:
    what is left without any answer, which is nothing in the other mode.

    Returns for each position, tool and region the literal "it is kept".
    """
    if usual is None:
        some = next(iter(formula.variable.values()))
        formula.require(some)
        formula.require(-some)
    for answer, room in rooms.items():
        if room is None:
            formula.require(-formula.variable[answer])
    open_rooms = {answer: room for answer, room in rooms.items() if room is not None}
    kept = {}
    for means in MEANS:
        every = technique.touches if means == "regions" else getattr(technique, means)
        kept[means] = {
            one: formula.none_of(
                a for a, room in open_rooms.items() if one not in getattr(room, means)
            )
            for one in sorted(every)
        }
        if every:
            formula.require(*kept[means].values())
    return kept


def document_bars(formula, technique, taken):
    """Require that the document bars it. `taken`: what each answer takes, by the document."""
    ways = [
        formula.all_hit(takers(taken, means, one) for one in every)
        for means, every in means_of(technique).items()
        if every
    ]
    formula.require_any((answer for answer, less in taken.items() if less.bars), *ways)


def means_of(technique):
    """A technique of the document: its positions, tools and regions."""
    tools = [tool for choice in technique["tools"] for tool in choice]
    return dict(zip(MEANS, (technique["positions"], tools, technique["touches"]), strict=True))


def takers(taken, means, one):
    return [answer for answer, less in taken.items() if one in getattr(less, means)]
