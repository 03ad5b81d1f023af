"""What a person's answers allow: the gate that everything else passes through.

Section 0 of the clinical content, as code. Levels: the highest wins, and from 'consult' up
nothing is done at all. Restrictions add up; nothing that one answer takes away is given back by
another. What is missing or not understood counts as the strictest answer.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from screening.rulebook import (
    NO,
    NOT_SURE,
    SIDES,
    Answer,
    Kind,
    Level,
    Mode,
    Option,
    Question,
    Restriction,
    Rulebook,
    Scope,
    Site,
    Unsure,
)

# "light 1-3, moderate 4-5, firm 6, never 7+" (content, section 0.5; source W58: 3.9, 6.2 and
# 8.2 out of 10 gave the same gain).
MAX_PRESSURE = 6

_UNSURE_LEVELS = {Unsure.URGENT: Level.URGENT, Unsure.CONSULT: Level.CONSULT}


CLEARED = "You said that a clinician who knows about this is happy for you to have massage."


class UnknownAnswer(ValueError):
    """An answer names a question, option or site that the rulebook does not have."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is barred or limited: which answer says so, and what the person is told."""

    code: str
    option: str
    name: str
    said: str
    text: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A restriction in force: where it holds, and why."""

    kind: Kind
    reason: Reason
    sides: frozenset[str] = frozenset(SIDES)
    sites: frozenset[Site] | None = None  # None: on the whole of its sides
    hazard: str = ""
    limit: int = 0
    advice: str = ""

    def regions(self, side: str) -> frozenset[str] | None:
        """Where it holds on a side; None: whatever is done there."""
        if self.sites is None:
            return None
        return frozenset(site.region for site in self.sites if site.side == side)


@dataclass(frozen=True, slots=True)
class Message:
    """What one answer makes the site say; a note if a more serious answer leads."""

    code: str
    option: str
    level: Level
    text: str
    name: str
    is_note: bool


@dataclass(frozen=True, slots=True)
class Clearance:
    """What the answers allow, in one mode."""

    mode: Mode
    level: Level
    messages: tuple[Message, ...]
    limits: tuple[Limit, ...]
    stops: tuple[Reason, ...]  # the answers that rule out a routine, worst first

    def of_kind(self, kind: Kind) -> tuple[Limit, ...]:
        return tuple(limit for limit in self.limits if limit.kind is kind)

    @property
    def is_stopped(self) -> bool:
        """Nothing at all is done, movements included."""
        return bool(self.stops)

    @property
    def outcome(self) -> str:
        """emergency, urgent, consult, excluded_today, no_partner_mode, limited or clear.

        `no_massage_left` shows only once techniques are judged: eligibility.outcome.
        """
        if self.level >= Level.CONSULT:
            return self.level.name.lower()
        if self.of_kind(Kind.EVERYTHING):
            return "excluded_today"
        if self.mode is Mode.PARTNER and self.of_kind(Kind.PARTNER):
            return "no_partner_mode"
        return "limited" if self.level is Level.LIMIT or self.limits else "clear"

    @property
    def cap(self) -> int:
        """The highest pressure allowed anywhere, 0 to 10 as felt."""
        return max(min([MAX_PRESSURE, *self._numbers(Kind.PRESSURE, side)]) for side in SIDES)

    @property
    def hold(self) -> int | None:
        """The longest hold allowed anywhere, seconds; None: the technique's own."""
        sides = [min(self._numbers(Kind.HOLD, side), default=None) for side in SIDES]
        return None if None in sides else max(hold for hold in sides if hold is not None)

    @property
    def minutes(self) -> int | None:
        """The longest session allowed, minutes; None: no limit from the answers."""
        return min((limit.limit for limit in self.of_kind(Kind.MINUTES)), default=None)

    def _numbers(self, kind: Kind, side: str) -> list[int]:
        """The limits that hold on the whole of a side."""
        limits = self.of_kind(kind)
        return [one.limit for one in limits if one.sites is None and side in one.sides]


@dataclass(frozen=True, slots=True)
class _Effect:
    """What one answer comes to."""

    question: Question
    answer: Answer
    level: Level
    options: tuple[Option, ...]
    restrictions: tuple[Restriction, ...]
    is_cleared: bool = False

    @property
    def reason(self) -> Reason:
        said = "I am not sure" if self.answer.option == NOT_SURE else self.options[0].label
        if self.is_cleared and self.answer.cleared_by:
            said = f"{said}. {self.answer.word}"
        return Reason(
            self.question.code, self.answer.option, self.question.name, said, self.texts[0]
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """What the person is told; for 'not sure' what each possible answer would tell."""
        if self.is_cleared:
            told = self.options[0].cleared_message or CLEARED
            return (f"{self.answer.word}. {told}" if self.answer.cleared_by else told,)
        return tuple(dict.fromkeys(o.message or self.question.message for o in self.options))


def assess(answers: Collection[Answer], rulebook: Rulebook, mode: Mode) -> Clearance:
    """What these answers allow in this mode; every question not answered was answered 'no'.

    Raises UnknownAnswer for a question, option or site that the rulebook does not have: answers
    to another questionnaire are never guessed at.
    """
    counted = list(_in_mode(answers, rulebook, mode))
    answered = {answer.question for answer in counted}
    effects = [_effect(answer, rulebook, answered) for answer in counted]
    level = max((effect.level for effect in effects), default=Level.NONE)
    order = list(rulebook.questions)
    effects.sort(key=lambda e: (-e.level, order.index(e.question.code), e.answer.option))

    limits = tuple(
        limit
        for effect in effects
        for restriction in effect.restrictions
        if restriction.mode in (None, mode)
        if (limit := _limit(restriction, effect, rulebook)).sides
    )
    stops = tuple(effect.reason for effect in effects if effect.level >= Level.CONSULT)
    stops += tuple(limit.reason for limit in limits if limit.kind is Kind.EVERYTHING)
    return Clearance(mode, level, tuple(_messages(effects, level)), limits, stops)


def _in_mode(answers: Collection[Answer], rulebook: Rulebook, mode: Mode) -> Iterator[Answer]:
    """The answers that count in this mode, and 'no' where silence means no."""
    partner_sections = {section.slug for section in rulebook.sections if section.partner_only}
    answered = set()
    for answer in answers:
        if answer.question not in rulebook.questions:
            raise UnknownAnswer(f"There is no question '{answer.question}'.")
        for site in answer.sites:
            if site.region not in rulebook.regions or site.side not in SIDES:
                raise UnknownAnswer(f"'{answer.question}': there is no site '{site}'.")
        answered.add(answer.question)
    silent = (q for q in rulebook.questions.values() if q.code not in answered and q.option(NO))
    for answer in [*answers, *(Answer(question.code, NO) for question in silent)]:
        section = rulebook.questions[answer.question].section
        if mode is Mode.PARTNER or section not in partner_sections:
            yield answer


def _effect(answer: Answer, rulebook: Rulebook, answered: Collection[str]) -> _Effect:
    question = rulebook.questions[answer.question]
    if answer.option == NOT_SURE:
        levels = [option.level for option in question.options]
        level = _UNSURE_LEVELS.get(question.unsure) or max(levels, default=Level.CONSULT)
        everything = tuple(r for option in question.options for r in option.restrictions)
        return _Effect(question, answer, level, question.options, everything)
    option = question.option(answer.option)
    if option is None:
        raise UnknownAnswer(f"'{answer.question}' has no answer '{answer.option}'.")
    # A sign that is worse beside another one ("emergency if em_chest_breath"): no word lifts that.
    if option.emergency_with in answered:
        return _Effect(question, answer, Level.EMERGENCY, (option,), option.restrictions)
    if answer.cleared and option.cleared_level is not None:
        level, restrictions = option.cleared_level, option.cleared_restrictions
        return _Effect(question, answer, level, (option,), restrictions, is_cleared=True)
    return _Effect(question, answer, option.level, (option,), option.restrictions)


def _limit(restriction: Restriction, effect: _Effect, rulebook: Rulebook) -> Limit:
    sides, sites = _where(restriction, effect.answer.sites, rulebook)
    return Limit(
        kind=restriction.kind,
        reason=effect.reason,
        sides=sides,
        sites=sites,
        hazard=restriction.hazard,
        limit=restriction.limit,
        advice=restriction.advice,
    )


def _where(
    restriction: Restriction, answered: frozenset[Site], rulebook: Rulebook
) -> tuple[frozenset[str], frozenset[Site] | None]:
    """The sides and sites on which a restriction holds; unanswered means everywhere."""
    if restriction.scope is Scope.SITE:
        sites = answered or rulebook.sites
    elif restriction.scope is Scope.REST:
        rest = rulebook.sites - answered
        sites = frozenset(s for s in rest if restriction.region in ("", s.region))
    else:
        everywhere = restriction.scope is Scope.BOTH or not answered
        sides = frozenset(SIDES) if everywhere else frozenset(site.side for site in answered)
        if not restriction.region:
            return sides, None
        sites = frozenset(Site(restriction.region, side) for side in sides)
    return frozenset(site.side for site in sites), sites


def _messages(effects: list[_Effect], top: Level) -> Iterator[Message]:
    for effect in effects:
        if effect.level is Level.NONE:
            continue
        for text in effect.texts:
            yield Message(
                code=effect.question.code,
                option=effect.answer.option,
                level=effect.level,
                text=text,
                name=effect.question.name,
                is_note=effect.level < top,
            )
