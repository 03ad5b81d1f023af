"""Which answers change nothing: a question is worth asking only if each of its answers does."""

from collections.abc import Hashable, Iterator
from functools import cache
from itertools import chain

from routines.catalogue import Catalogue
from routines.eligibility import Allowed, Situation, judge, outcome
from screening.faults import Fault
from screening.gate import assess
from screening.rulebook import NO, Answer, Kind, Level, Mode, Option, Rulebook
from screening.space import consent


def find_idle(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Fault]:
    """The options that leave everything as it was without them, in both modes."""

    # Beside nearly every question the others are the same.
    @cache
    def remains(answers: frozenset[Answer]) -> list[Hashable]:
        return [left(answers, mode, rulebook, catalogue) for mode in Mode]

    said = consent(rulebook)
    for question in rulebook.questions.values():
        others = frozenset(answer for answer in said if answer.question != question.code)
        for option in question.options:
            answers = others | {Answer(question.code, option.code)}
            if not tells(option) and remains(answers) == remains(others):
                text = "This answer changes nothing, for nobody: why ask?"
                yield Fault("screening.option", (question.code, option.code), "", text)


def tells(option: Option) -> bool:
    """Whether it matters by itself: it stops all, advises, leads on, or is silence put in words."""
    leads_on = option.follow_up or option.emergency_with or option.code == NO
    return bool(leads_on) or option.level is Level.ADVISE or option.level >= Level.CONSULT


def left(
    answers: frozenset[Answer], mode: Mode, rulebook: Rulebook, catalogue: Catalogue
) -> tuple[Hashable, ...]:
    """All that a person would notice of what these answers leave, but for the name of it."""
    clearance = assess(answers, rulebook, mode)
    last = max((stage.from_session for stage in catalogue.stages), default=1)
    widest = Situation(frozenset(catalogue.tools), last)
    verdicts = judge(clearance, catalogue, widest)
    allowed = tuple(
        (*key, v.cap, v.hold, v.regions, v.positions, v.tools, v.variants)
        for key, v in verdicts.items()
        if isinstance(v, Allowed)
    )
    advice = chain(clearance.of_kind(Kind.CARE), clearance.of_kind(Kind.OIL))
    is_stopped = outcome(clearance, verdicts, catalogue) not in ("clear", "limited")
    return is_stopped, clearance.minutes, tuple((x.kind, x.advice) for x in advice), allowed
