"""The planner: the best plan, proven to be it."""

import random
from collections.abc import Iterator

from routines.content import catalogue
from routines.eligibility import Situation, judge
from routines.planner import make_plan
from routines.request import read_request
from screening.answers import read_answers
from screening.content import rulebook
from screening.gate import assess
from tests.bench import Figure, measure
from tests.bench.gate import grown
from tests.reading.cases import random_case

CASES = 40
MANY = 200
TARGET_MS, TARGET_MANY_MS = 30, 300


def figures() -> Iterator[Figure]:
    rules, techniques = rulebook(), catalogue()
    many = grown(techniques, MANY)

    def cases(known, minutes):
        rng = random.Random(1)
        found = []
        while len(found) < CASES:
            answers, asked = random_case(rng)
            asked |= {
                "minutes": minutes,
                "goals": rng.sample(sorted(known.goals), rng.randint(0, 2)),
            }
            wanted = read_request(asked, known)
            given = read_answers(answers, rules, asked["cleared"])
            clearance = assess(given, rules, wanted.mode)
            if not clearance.is_stopped:
                situation = Situation(wanted.tools, asked["session"])
                found.append((wanted, judge(clearance, known, situation), known))
        return found

    def plan(case):
        return make_plan(*case)

    for minutes, target in ((5, None), (15, TARGET_MS), (30, None)):
        yield Figure(
            f"{len(techniques.techniques)} techniques, {minutes} minutes",
            measure(plan, cases(techniques, minutes), repeats=3),
            target=target,
        )
    yield Figure(
        f"{len(many.techniques)} techniques, 15 minutes",
        measure(plan, cases(many, 15)[:10], repeats=1),
        target=TARGET_MANY_MS,
    )
