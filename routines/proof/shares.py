"""Whom the rules stop, limit or leave free: a gate that refuses everyone protects no one.

The share of things a person may say, not of people. Each option counts once; where a place
matters, it is said of the place that most techniques touch.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from routines.eligibility import judge, outcome
from routines.proof.space import Space
from screening.rulebook import NOT_SURE, SIDES, Answer, Mode, Option, Site

STOPPED = ("emergency", "urgent", "consult", "excluded_today")

# The most that may be stopped, and the least that must be free or limited but massaged, in
# per cent of what a person may say in self mode. The clinical document, as it was reviewed, stops
# 59 % of its answers, since groups A and B are warning signs and it "over-refers by design"
# (section 0.13); two answers at once are stopped where either is. A few points are left for
# content to grow; more than that is a change of what the site is for, and must be made here too.
BUDGET = {"said": 62, "said in pairs": 85}


@dataclass(frozen=True, slots=True)
class Stop:
    """An answer that rules out a routine. `sources`: what says so, by the contraindication."""

    question: str
    option: str
    outcome: str
    sources: tuple[str, ...] = ()


def shares(space: Space) -> dict[str, dict[str, int]]:
    """How many of what may be said come to each outcome: by itself, with a clinician's word,
    not sure, and two at once."""
    said = _said(space)
    cleared = [
        replace(answer, cleared=True)
        for answer in said
        if _option(answer, space).cleared_level is not None
    ]
    unsure = {answer.question: replace(answer, option=NOT_SURE) for answer in said}
    return {
        "said": _count(space, [(answer,) for answer in said]),
        "cleared": _count(space, [(answer,) for answer in cleared]),
        "not sure": _count(space, [(answer,) for answer in unsure.values()]),
        "said in pairs": _count(
            space, [pair for pair in combinations(said, 2) if pair[0].question != pair[1].question]
        ),
    }


def stops(space: Space, sources: Mapping[str, Sequence[str]]) -> list[Stop]:
    """Every answer that stops by itself. `sources`: of each question, by its code."""
    found = [(answer, _outcome(space, answer)) for answer in _said(space)]
    return [
        Stop(answer.question, answer.option, end, tuple(sources.get(answer.question, ())))
        for answer, end in found
        if end in STOPPED
    ]


def faults_of_shares(
    shares: Mapping[str, Mapping[str, int]], stops: Sequence[Stop]
) -> Iterator[str]:
    """Where more is stopped than the budget has, and stops that rest on nothing."""
    for name, most in BUDGET.items():
        share = percent_stopped(shares[name])
        if share > most:
            yield f"{share:.1f} % of what is {name} is stopped, more than {most} %"
    yield from (f"{s.question} {s.option} stops, and has no source" for s in stops if not s.sources)


def percent_stopped(outcomes: Mapping[str, int]) -> float:
    return 100 * sum(outcomes.get(name, 0) for name in STOPPED) / sum(outcomes.values())


def _said(space: Space) -> list[Answer]:
    """Each option once, asked in this mode, where most techniques touch if place matters."""
    techniques = space.catalogue.techniques.values()
    touched = Counter(region for technique in techniques for region in sorted(technique.touches))
    place = frozenset(Site(region, SIDES[0]) for region, _ in touched.most_common(1))
    agreed = {(answer.question, answer.option) for answer in space.consent}
    return [
        Answer(question.code, option.code, place)
        for question in space.rulebook.questions.values()
        if space.mode is Mode.PARTNER or not space.rulebook.section_of(question).partner_only
        for option in question.options
        if (question.code, option.code) not in agreed
    ]


def _option(answer: Answer, space: Space) -> Option:
    option = space.rulebook.questions[answer.question].option(answer.option)
    assert option is not None
    return option


def _count(space: Space, sets: Iterable[tuple[Answer, ...]]) -> dict[str, int]:
    return dict(Counter(_outcome(space, *answers) for answers in sets).most_common())


def _outcome(space: Space, *answers: Answer) -> str:
    clearance = space.assess(*answers)
    if clearance.is_stopped:
        return clearance.outcome
    verdicts = judge(clearance, space.catalogue, space.widest)
    return outcome(clearance, verdicts, space.catalogue)
