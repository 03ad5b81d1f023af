"""Random requests of the content as shipped: answers, tools, minutes, wishes and locked steps."""

import random
from dataclasses import dataclass

from routines.catalogue import Catalogue
from routines.content import catalogue
from routines.eligibility import Situation, Verdicts, judge
from routines.objective import find_candidates
from routines.planner import make_plan
from routines.request import MINUTES_MAX, Kept, Request, read_request
from screening.answers import read_answers
from screening.content import rulebook
from screening.gate import assess
from screening.rulebook import SIDES
from tests.reading.cases import random_case


@dataclass(frozen=True)
class Asked:
    """A request with all that its plan depends on."""

    request: Request
    verdicts: Verdicts
    catalogue: Catalogue
    minutes_allowed: int
    kept: tuple[Kept, ...]

    def candidates(self):
        return find_candidates(self.request, self.verdicts, self.catalogue, self.kept)

    def plan(self):
        return make_plan(
            self.request, self.verdicts, self.catalogue, self.minutes_allowed, kept=self.kept
        )


def random_request(seed):
    """One that the answers do not stop altogether: of each ten some three lock steps."""
    rng, known, rules = random.Random(seed), catalogue(), rulebook()
    while True:
        answers, data = random_case(rng)
        data |= {"goals": rng.sample(sorted(known.goals), rng.randint(0, 2)), "focus": _focus(rng)}
        data["pressure"] = rng.choice([None, None, None, 2, 4, 5])
        request = read_request(data, known)
        clearance = assess(read_answers(answers, rules, data["cleared"]), rules, request.mode)
        if clearance.is_stopped:
            continue
        verdicts = judge(clearance, known, Situation(request.tools, data["session"]))
        usual = Asked(request, verdicts, known, clearance.minutes or MINUTES_MAX, ())
        kept = tuple(_kept(rng, usual.candidates())) if rng.random() < 0.3 else ()
        return Asked(request, verdicts, known, usual.minutes_allowed, kept)


def _focus(rng):
    known = catalogue()
    regions = rng.sample(sorted(known.regions), rng.choice([0, 0, 1, 2]))
    muscles = rng.sample(sorted(known.muscles), rng.choice([0, 0, 0, 1]))
    return [f"{region}/{rng.choice(SIDES)}" for region in regions] + muscles


def _kept(rng, candidates):
    """Up to three techniques, as long as they may be or less: now and then on one side only."""
    for one in rng.sample(candidates, min(len(candidates), rng.randint(1, 3))):
        own = one.technique
        sides = one.sides[: rng.choice([1, 2, 2])]
        seconds = rng.choice([*one.doses, own.seconds_max // 10 * 10])
        position = rng.choice(["", *one.verdicts[0].positions])
        for side in ("both",) if own.both_at_once else sides:
            yield Kept(own.code, side, seconds, position)
