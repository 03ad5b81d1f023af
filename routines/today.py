"""What a person may do today: their answers, their sessions and the content, put together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from routines import eligibility
from routines.catalogue import Catalogue
from routines.comparison import Differences, compare, read_terms
from routines.eligibility import Situation, Verdicts, judge, overall_limits
from routines.models import Session, Step
from routines.objective import find_candidates
from routines.outcomes import GETTING_WORSE, Done, Progress, progress
from routines.parts import Part, Sheet, fit_today
from routines.request import MINUTES_MAX, Request
from screening.gate import Clearance, Reason
from screening.models import Person
from screening.rulebook import Kind, Level

# How long after midnight by UTC it is still the same day in some place on earth.
LAST_DAY_ENDS = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Today:
    """A verdict on everything, for one person in one mode, for what they asked for."""

    request: Request
    clearance: Clearance
    progress: Progress
    situation: Situation
    catalogue: Catalogue
    verdicts: Verdicts

    @property
    def outcome(self) -> str:
        return eligibility.outcome(self.clearance, self.verdicts, self.catalogue)

    @property
    def is_stopped(self) -> bool:
        """Nothing may be done, movements included, or not in this mode."""
        return self.outcome not in ("clear", "limited", "no_massage_left")

    @property
    def minutes(self) -> int:
        """The most minutes that a routine may take in all."""
        return min(self.clearance.minutes or MINUTES_MAX, MINUTES_MAX)

    @property
    def limits(self) -> tuple[int, int | None, tuple[Reason, ...]]:
        """The highest pressure and longest hold anywhere, and what makes them so."""
        usual = replace(self.situation, ease=None)
        cap, hold = overall_limits(self.clearance, self.catalogue, usual)
        stage, ease = self.catalogue.stage(self.situation.session), self.situation.ease
        reasons = [
            limit.reason
            for limit in self.clearance.limits
            if limit.sites is None
            and (limit.kind, limit.limit) in ((Kind.PRESSURE, cap), (Kind.HOLD, hold))
        ]
        if cap == stage.cap or (hold and hold == stage.hold):
            said = f"Session {self.situation.session}"
            reasons.append(Reason("stage", "", "Getting used to it", said, stage.reason))
        if ease:
            reasons.append(ease.reason)
        cap, hold = overall_limits(self.clearance, self.catalogue, self.situation)
        return cap, hold, tuple(dict.fromkeys(reasons))

    def differences(self, steps: Iterable[Step], sheet: Sheet) -> Differences:
        """What of these steps is less today than when their owner agreed to them."""
        agreed = {step.pk: read_terms(step.terms) for step in steps}
        stored = tuple(map(part_of, steps))
        return compare(stored, agreed, sheet, self.clearance, self.situation)

    def sheet(self, steps: Iterable[Step]) -> Sheet:
        """A stored routine, with what may be done of it today."""
        anywhere = replace(self.request, focus_sites=frozenset())
        candidates = find_candidates(anywhere, self.verdicts, self.catalogue)
        sheet = Sheet(
            parts=(),
            catalogue=self.catalogue,
            verdicts=self.verdicts,
            candidates={candidate.technique.code: candidate for candidate in candidates},
            minutes=self.minutes,
            request=self.request,
        )
        return replace(sheet, parts=tuple(fit_today(part_of(step), sheet) for step in steps))


def part_of(step: Step) -> Part:
    """A step as it is stored."""
    return Part(
        technique=step.technique.code,
        phase=step.phase,
        side=step.side,
        seconds=step.seconds,
        tool=step.tool.code,
        position=step.position.code,
        key=step.pk,
        locked=step.locked,
    )


def judge_today(person: Person, clearance: Clearance, request: Request, known: Catalogue) -> Today:
    """What this person may do now, with these tools, in this clearance's mode."""
    done = progress_of(person, known)
    clearance = _stopped_by(done, clearance)
    situation = Situation(tools=request.tools, session=done.session, ease=done.ease)
    verdicts = judge(clearance, known, situation)
    return Today(request, clearance, done, situation, known, verdicts)


def progress_of(person: Person, known: Catalogue) -> Progress:
    """What the person's sessions mean for the next one."""
    sessions = [as_done(row) for row in person.sessions.order_by("done_at", "pk")]
    return progress(
        sessions,
        now=timezone.now(),
        stages=[stage.from_session for stage in known.stages],
        cleared_at=_cleared_at(person),
    )


def _cleared_at(person: Person) -> datetime | None:
    """When a clinician said that pain which gets worse may be massaged: at the end of the day that
    was named, and no later than that was noted."""
    row = person.answers.filter(question=GETTING_WORSE).exclude(cleared_at=None).first()
    if row is None or row.cleared_on is None:
        return row and row.cleared_at
    return min(row.cleared_at, datetime.combine(row.cleared_on, time.max, UTC))


def as_done(row: Session) -> Done:
    """A session as of the latest that it can have been, so that no wait is cut short."""
    was_fine = row.feel == Session.Feel.FINE and not row.bruise
    at = min(row.done_at + LAST_DAY_ENDS, row.noted_at)
    return Done(at, row.felt_before, row.felt_after, was_fine)


def _stopped_by(done: Progress, clearance: Clearance) -> Clearance:
    """Sessions that make things worse count as an answer that needs a clinician first."""
    if done.stop is None:
        return clearance
    return replace(
        clearance,
        level=max(clearance.level, Level.CONSULT),
        stops=(*clearance.stops, done.stop),
    )
