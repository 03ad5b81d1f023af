"""The quick part of the proof, on the content as loaded. The whole: `make prove`."""

import random
from dataclasses import replace
from functools import reduce

import pytest

from routines import eligibility
from routines.eligibility import Allowed
from routines.management.commands.prove_gate import sources_by_question
from routines.proof import checks, plans
from routines.proof.bans import faults_of_verdicts
from routines.proof.closed import closed
from routines.proof.rooms import meet
from routines.proof.shares import faults_of_shares, shares, stops
from routines.proof.space import Space
from screening import gate
from screening.rulebook import Mode

# Which part of how many: all of what is quick, a sample of what is not.
QUICK = {
    checks.singles: (0, 4),
    checks.situations: (0, 12),
    checks.places: (0, 4),
    checks.sums: (7, 400),
    checks.pairs: (7, 200),
    checks.triples: (0, 6),
    plans.plans: (7, 300),
    closed: (0, 1),
}


@pytest.mark.parametrize("check", QUICK, ids=lambda check: check.__name__)
def test_the_promise_holds(space, check):
    tally = check(space, *QUICK[check])

    assert tally.faults == []
    assert tally.stands_for >= tally.checked > 10


def test_the_law_holds_for_many_answers(space):
    """Eight at once, chosen blindly among those that leave something."""
    rng = random.Random(5)
    mild = [n for n, rooms in enumerate(space.room) if any(cell[0] for cell in rooms.values())]
    for _ in range(40):
        chosen = rng.sample(mild, rng.randint(3, 8))
        answers = [rng.choice(space.classes[n]) for n in chosen]
        verdicts = space.judge(*answers)
        assert not list(faults_of_verdicts(verdicts, space.bans(*answers), space.catalogue))
        for key, cell in space.cells(verdicts).items():
            technique = space.catalogue.techniques[key[0]]
            law = reduce(lambda a, b: meet(technique, a, b), (space.room[n][key] for n in chosen))  # noqa: B023
            assert cell == law


def test_not_too_many_are_stopped_and_every_stop_has_a_source(content):
    space = Space(*content, Mode.SELF)

    found = stops(space, sources_by_question())
    assert list(faults_of_shares(shares(space), found)) == []


# A proof that cannot fail proves nothing: each of these breaks the gate somewhere.


def forget(module, name, change):
    """Change what a function of the product returns."""
    real = getattr(module, name)
    return lambda *given, **named: change(real(*given, **named))


def forget_sites(where):
    sides, sites = where
    return sides, sites and frozenset(sorted(sites)[1:])


def press_harder(verdict):
    return replace(verdict, cap=verdict.cap + 1) if isinstance(verdict, Allowed) else verdict


BROKEN = {
    "a site is forgotten": (gate, "_where", forget_sites, checks.singles),
    "a limit holds on one side only": (
        gate, "_limit", lambda limit: replace(limit, sides=frozenset({"left"})), checks.singles,
    ),
    "a reason is empty": (
        gate, "_limit",
        lambda limit: replace(limit, reason=replace(limit.reason, text="")), checks.singles,
    ),
    "pressure over the cap": (eligibility, "judge_one", press_harder, checks.triples),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_gate_is_found(content, monkeypatch, name):
    module, function, change, check = BROKEN[name]
    broken = forget(module, function, change)
    monkeypatch.setattr(module, function, broken)
    if check is checks.triples:
        monkeypatch.setattr(checks, function, broken)

    assert check(Space(*content, Mode.SELF), 0, 20).faults


def test_a_plan_over_its_verdict_is_found(content, monkeypatch):
    def harder(plan):
        return plan and replace(
            plan, steps=tuple(replace(step, cap=step.cap + 1) for step in plan.steps)
        )

    monkeypatch.setattr(plans, "make_plan", forget(plans, "make_plan", harder))

    assert plans.plans(Space(*content, Mode.SELF), 0, 800).faults
