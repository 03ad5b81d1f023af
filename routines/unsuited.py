"""Which single answers rule a technique out: the gate and the verdicts, asked one answer at a time.

So a page about a technique can say who must not have it, from the same rules that judge a
routine, whatever an admin changes in them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from routines.catalogue import Catalogue, Technique
from routines.eligibility import Barred, Situation, judge_one
from screening.gate import Clearance, assess
from screening.rulebook import NO, Answer, Level, Mode, Option, Question, Rulebook
from screening.space import consent

# Late enough that no stage holds anything back.
ANY_SESSION = 1000


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one answer alone allows. `cleared`: after a clinician's word, else without it."""

    question: Question
    option: Option
    cleared: bool
    clearance: Clearance


@dataclass(frozen=True, slots=True)
class Unsuited:
    """A technique is left out for these answers to a question; all of them if `said` is empty.

    `where`: none, side or site, as the question asks it: then only there is it left out.
    """

    slug: str
    name: str
    said: tuple[str, ...]
    where: str
    cleared: bool


def rulings(rulebook: Rulebook, mode: Mode) -> tuple[Ruling, ...]:
    """Every single answer that leaves a routine possible, and what it allows.

    Answers that stop everything are left out: they say nothing about one technique.
    """
    found = []
    said = consent(rulebook)
    for question in rulebook.questions.values():
        others = [answer for answer in said if answer.question != question.code]
        for option in _answers_to_tell(question):
            for cleared in (False, True) if option.cleared_level is not None else (False,):
                answer = Answer(question.code, option.code, cleared=cleared)
                clearance = assess([answer, *others], rulebook, mode)
                if clearance.level < Level.CONSULT and not clearance.is_stopped:
                    found.append(Ruling(question, option, cleared, clearance))
    return tuple(found)


def find_unsuited(
    technique: Technique, catalogue: Catalogue, given: Iterable[Ruling]
) -> list[Unsuited]:
    """The answers that rule this technique out, in the rulebook's order."""
    situation = Situation(tools=frozenset(catalogue.tools), session=ANY_SESSION)
    barred: dict[tuple[Question, bool], list[Option]] = {}
    for ruling in given:
        verdict = judge_one(technique, "left", ruling.clearance, catalogue, situation)
        if isinstance(verdict, Barred):
            key = ruling.question, ruling.cleared
            barred.setdefault(key, []).append(ruling.option)
    return [
        Unsuited(
            slug=question.slug,
            name=question.name,
            said=() if len(options) == len(question.options) else tuple(o.label for o in options),
            where=question.sites,
            cleared=cleared,
        )
        for (question, cleared), options in barred.items()
    ]


def _answers_to_tell(question: Question) -> tuple[Option, ...]:
    """What may rule something out: every option, but of a consent only that it is not given."""
    refusal = question.option(NO)
    return (refusal,) if refusal else question.options
