"""The planner: the best plan, proven to be it."""

import gc
import random
import tracemalloc
from collections.abc import Iterator
from itertools import islice

from routines.catalogue import Catalogue
from routines.content import catalogue
from routines.eligibility import Situation, judge
from routines.planner import make_plan, make_plans
from routines.request import read_request
from screening.answers import read_answers
from screening.content import rulebook
from screening.gate import assess
from tests.bench import Figure, Times, measure
from tests.bench.gate import grown
from tests.reading.cases import random_case

CASES, FEW = 40, 10
MINUTES, MORE = (5, 10, 20, 30), (50, 100, 200)
TARGET_MS, TARGET_MANY_MS = 30, 300


def figures() -> Iterator[Figure | str]:
    known = catalogue()
    number = len(known.techniques)
    yield Figure(f"{number} techniques, 15 minutes", timed(known, 15), target=TARGET_MS)
    before = None
    for minutes in MINUTES:
        times = timed(known, minutes)
        yield Figure(f"{number} techniques, {minutes} minutes", times, beside=before)
        before = times
    again = measure(next_best, cases(known, 30)[:FEW], repeats=3)
    yield Figure(f"The best and the next best, 30 minutes, the first {FEW}", again)
    before = timed(known, 15, FEW)
    yield Figure(f"{number} techniques, 15 minutes, the first {FEW} of them", before)
    for number in MORE:
        many = grown(known, number)
        times = timed(many, 15, FEW)
        what = f"{number} techniques, 15 minutes; {proven(many, 15)} of {FEW} proven"
        target = TARGET_MANY_MS if number == MORE[-1] else None
        yield Figure(what, times, target=target, beside=before)
        before = times
    yield f"Ratios are to the line above. {memory(known)}"


def next_best(case: tuple) -> object:
    return list(islice(make_plans(*case), 2))


def timed(known: Catalogue, minutes: int, number: int = CASES) -> Times:
    return measure(lambda case: make_plan(*case), cases(known, minutes)[:number], repeats=3)


def proven(known: Catalogue, minutes: int) -> int:
    plans = [make_plan(*case) for case in cases(known, minutes)[:FEW]]
    return sum(plan is None or plan.is_exact for plan in plans)


def memory(known: Catalogue) -> str:
    """The most that planning takes at once, and what stays when it is over, time after time."""
    some, peaks, stay = cases(known, 15), [], []
    tracemalloc.start()
    for _ in range(3):
        tracemalloc.reset_peak()
        for case in some:
            make_plan(*case)
        gc.collect()
        now, peak = tracemalloc.get_traced_memory()
        peaks.append(f"{peak / 2**20:.1f}")
        stay.append(f"{now / 2**20:.2f}")
    tracemalloc.stop()
    return (
        f"Memory over {CASES} plans of 15 minutes, three times: at most {', '.join(peaks)} MB, "
        f"of which {', '.join(stay)} MB stay."
    )


def cases(known: Catalogue, minutes: int) -> list[tuple]:
    """Requests that the answers do not stop, with what `make_plan` needs."""
    rng, rules, found = random.Random(1), rulebook(), []
    while len(found) < CASES:
        answers, asked = random_case(rng)
        asked |= {
            "minutes": minutes,
            "goals": rng.sample(sorted(known.goals), rng.randint(0, 2)),
        }
        wanted = read_request(asked, known)
        clearance = assess(read_answers(answers, rules, asked["cleared"]), rules, wanted.mode)
        if not clearance.is_stopped:
            situation = Situation(wanted.tools, asked["session"])
            found.append((wanted, judge(clearance, known, situation), known))
    return found
