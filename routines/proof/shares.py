"""Whom the rules stop, limit or leave free: a gate that refuses everyone protects no one.

The share of things a person may say, not of people. Each option counts once; where a place
matters, it is said of the place that most techniques touch.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

from routines.eligibility import Verdicts, outcome
from routines.proof.space import Space
from screening.rulebook import NOT_SURE, SIDES, Answer, Mode, Option, Site

STOPPED = ("emergency", "urgent", "consult", "excluded_today")
REFUSED = (*STOPPED, "no_massage_left")

# The most that may be refused in self mode, in per cent of what may be said. The clinical
# document as it was reviewed refuses 59 of 100 answers, since half of its questions are about
# warning signs and it "over-refers by design" (section 0.13); of two answers at once 83, since
# either is enough; and nothing that a clinician's word lifts (0.7). A few points are left for
# content to grow. Who needs more is about to make the site refuse people it was made for: say
# here why that is right. "Not sure" has no budget: the document makes it a stop almost everywhere.
BUDGET = {"said": 62, "cleared": 0, "said in pairs": 86}


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
    asked = {answer.question: space.rulebook.questions[answer.question] for answer in said}
    unsure = {
        answer.question: replace(answer, option=NOT_SURE)
        for answer in said
        if asked[answer.question].offer_unsure
    }
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
    found = [(answer, space.assess(answer)) for answer in _said(space)]
    return [
        Stop(said.question, said.option, clearance.outcome, tuple(sources.get(said.question, ())))
        for said, clearance in found
        if clearance.is_stopped
    ]


def faults_of_shares(
    shares: Mapping[str, Mapping[str, int]], stops: Sequence[Stop]
) -> Iterator[str]:
    """Where more is stopped than the budget has, and stops that rest on nothing."""
    for name, most in BUDGET.items():
        outcomes = shares[name]
        share = 100 * sum(outcomes.get(one, 0) for one in REFUSED) / max(sum(outcomes.values()), 1)
        if share > most:
            yield f"{name}: {share:.1f} % refused, more than the budget of {most} %"
    yield from (f"{s.question} {s.option} stops, and has no source" for s in stops if not s.sources)


def _said(space: Space) -> list[Answer]:
    """Each option once that is asked in this mode, said of the place that most techniques touch
    (or of its side) where it matters where."""
    techniques = space.catalogue.techniques.values()
    touched = Counter(region for technique in techniques for region in sorted(technique.touches))
    place = frozenset(Site(region, SIDES[0]) for region, _ in touched.most_common(1))
    agreed = {(answer.question, answer.option) for answer in space.consent}
    found: dict[tuple[str, str], Answer] = {}
    for answer in sorted(space.answers, key=lambda one: len(one.sites), reverse=True):
        section = space.rulebook.section_of(space.rulebook.questions[answer.question])
        is_asked = space.mode is Mode.PARTNER or not section.partner_only
        said = answer.question, answer.option
        is_one = answer.option != NOT_SURE and not answer.cleared and said not in agreed
        if is_asked and is_one and (said not in found or place <= answer.sites):
            found[said] = answer
    order = list(space.rulebook.questions)
    return sorted(found.values(), key=lambda one: order.index(one.question))


def _option(answer: Answer, space: Space) -> Option:
    option = space.rulebook.questions[answer.question].option(answer.option)
    assert option is not None
    return option


def _count(space: Space, sets: Iterable[tuple[Answer, ...]]) -> dict[str, int]:
    @cache
    def verdicts(*classes: int) -> Verdicts:  # the same for all that are alike
        return space.judge(*(space.classes[n][-1] for n in classes))

    def end(answers: tuple[Answer, ...]) -> str:
        clearance = space.assess(*answers)
        if clearance.is_stopped:
            return clearance.outcome
        alike = sorted(space.class_of[answer] for answer in answers)
        return outcome(clearance, verdicts(*alike), space.catalogue)

    return dict(Counter(map(end, sets)).most_common())
