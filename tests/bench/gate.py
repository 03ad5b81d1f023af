"""The gate: `assess`, then a verdict on every technique on both sides."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice

from routines.catalogue import Catalogue
from routines.content import catalogue
from routines.eligibility import Situation, judge
from routines.request import read_request
from screening.answers import read_answers
from screening.content import rulebook
from screening.gate import assess
from tests.bench import Figure, measure
from tests.reading.cases import random_case, the_rules
from tests.reading.evaluator import evaluate

CASES = 100  # 0 to 6 answers other than 'no' each, as the second reading of the rules makes them
MANY = 500
TARGET_MS, TARGET_MANY_MS = 2, 40


def figures() -> Iterator[Figure]:
    rules, techniques, rng = rulebook(), catalogue(), random.Random(1)
    many = grown(techniques, MANY)
    cases = [random_case(rng) for _ in range(CASES)]
    read = [understood(*case, rules, techniques) for case in cases]

    def decide(case, known: Catalogue):
        answers, mode, situation = case
        return judge(assess(answers, rules, mode), known, situation)

    naive = measure(lambda case: evaluate(*case, the_rules()), cases)
    yield Figure(
        f"{len(techniques.techniques)} techniques; naive: rules.json read rule by rule",
        measure(lambda case: decide(case, techniques), read),
        target=TARGET_MS,
        beside=naive,
    )
    yield Figure(
        f"{len(many.techniques)} techniques",
        measure(lambda case: decide(case, many), read, repeats=3),
        target=TARGET_MANY_MS,
    )


def understood(answers, request, rules, techniques):
    """A case as the gate takes it."""
    wanted = read_request(request, techniques)
    given = read_answers(answers, rules, request["cleared"])
    return given, wanted.mode, Situation(wanted.tools, request["session"])


def grown(catalogue: Catalogue, number: int) -> Catalogue:
    """A catalogue of that many techniques: those there are, again and again."""
    techniques = dict(islice(catalogue.techniques.items(), number))
    for again in count(2):
        for technique in catalogue.techniques.values():
            if len(techniques) == number:
                return replace(catalogue, techniques=techniques)
            code = f"{technique.code}-{again}"
            techniques[code] = replace(technique, code=code)
