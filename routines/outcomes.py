"""What the sessions that a person noted lead to: how far to go, when to wait, when to stop.

Section 5 of the clinical content, as code: its thresholds, actions and progression. Sessions come
in the order in which they were done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from routines.eligibility import Ease
from screening.gate import Reason

# thresholds.session_worse: "after minus before >= 2" (R9; our judgement).
WORSE_BY = 2
# actions.session_worse_once: "next session: cap minus 2, holds halved, wait 72 h".
EASE_CAP, EASE_HOLD, WAIT = 2, 0.5, timedelta(hours=72)
# actions.session_worse_twice_in_a_row: "stop routines; consult message".
WORSE_IN_A_ROW = 2
# "next-day soreness": how a session was shows when a night is over, so what comes sooner after one
# that counted is still the same one (our judgement).
APART = timedelta(hours=12)
# progression.back_after_break: "14 days off: one step down".
BREAK = timedelta(days=14)
# thresholds.no_relief: ">= 6 sessions AND >= 14 days AND NRS down < 2 AND < 30 %" (W84, W85; two
# weeks as W15 and R11; six sessions: our judgement).
RELIEF_SESSIONS, RELIEF_AFTER, RELIEF_BY, RELIEF_SHARE = 6, timedelta(days=14), 2, 0.3
# actions.no_relief_6_weeks: "strong advice to be seen; pause progress" (W88, R11).
SEE_SOMEONE_AFTER = timedelta(weeks=6)
# progression.by_pain_before: "5-6: cap 3, holds <= 30 s; 7-10: no routine, consult", which is what
# the rule co_severe_pain says of these numbers (W15, W14, R9; our judgement).
SORE_FROM, TOO_SORE_FROM = 5, 7
# The question that a stop counts as an answer to: a clinician's word on it lifts the stop.
GETTING_WORSE = "co_worse_or_long"


@dataclass(frozen=True, slots=True)
class Done:
    """One session that was done: how it felt before and after, 0 to 10.

    `was_fine`: nothing sharp, growing, electric, tingling or numb, and no new bruise.
    """

    at: datetime
    before: int
    after: int
    was_fine: bool = True

    @property
    def was_worse(self) -> bool:
        return self.after - self.before >= WORSE_BY


@dataclass(frozen=True, slots=True)
class Progress:
    """What the sessions so far mean for the next one.

    `session`: its number, which decides the stage. `wait_until`: nothing is done before.
    `stop`: no routine until a clinician has said yes. `held`: why the last session did not count
    towards the next stage, if it was the session's fault. `see_someone`: a routine may go on at
    this stage, but someone should have a look.
    """

    session: int = 1
    ease: Ease | None = None
    wait_until: datetime | None = None
    stop: Reason | None = None
    held: Reason | None = None
    see_someone: Reason | None = None


def progress(
    sessions: Sequence[Done],
    now: datetime,
    stages: Sequence[int],
    cleared_at: datetime | None = None,
) -> Progress:
    """What these sessions mean for the next one.

    `stages`: the session number from which each stage holds. `cleared_at`: when a clinician's yes
    to massage was noted, for pain that gets worse.
    """
    if not sessions:
        return Progress()
    last = sessions[-1]
    wait_until = last.at + WAIT
    is_cleared = cleared_at is not None and cleared_at > last.at
    return Progress(
        session=_number(sessions, now, sorted(stages)),
        ease=Ease(EASE_CAP, EASE_HOLD, SORER) if last.was_worse else None,
        wait_until=wait_until if last.was_worse and now < wait_until else None,
        stop=SORER_AGAIN if _is_worse_again(sessions) and not is_cleared else None,
        held=None if _went_well(last) else NO_STEP_UP,
        see_someone=_no_relief(sessions),
    )


def counts_as(session: Done, feel: str, stop: Reason | None, is_today: bool) -> dict[str, str]:
    """What a session says about the person, as answers: question → option, by their codes.

    `feel`: fine, sharp or electric. Sharp or growing: nothing more today. Electric, shooting,
    tingling or numb: actions.tingle_after. `stop`: what the sessions so far lead to; "trend_worse"
    has the same action and the same question. `is_today` False: noted later, when how it was on
    that day no longer matters.
    """
    said = {}
    if is_today and session.before >= SORE_FROM:
        said["co_severe_pain"] = "high" if session.before >= TOO_SORE_FROM else "mid"
    if feel == "electric" or (is_today and feel == "sharp"):
        said["cx_live_pain"] = feel
    if stop is not None:
        said[GETTING_WORSE] = "worse"
    return said


def _number(sessions: Sequence[Done], now: datetime, stages: Sequence[int]) -> int:
    """The next session's number: each one that went well counts, of those of one day the first; a
    long break costs a stage."""
    number, counted_at = 1, None
    times = [*(session.at for session in sessions), now]
    for done, (at, next_at) in enumerate(pairwise(times), 1):
        if _counts(sessions[:done]) and (counted_at is None or at - counted_at >= APART):
            number, counted_at = number + 1, at
        if next_at - at >= BREAK:
            number = _stage_below(number, stages)
    return number


def _stage_below(number: int, stages: Sequence[int]) -> int:
    reached = [start for start in stages if start <= number]
    return reached[-2] if len(reached) > 1 else 1


def _counts(sessions: Sequence[Done]) -> bool:
    """Whether the last of these brings the next stage nearer.

    "step_up_only_if: next-day soreness <= 2 above usual, no bruise, no tingling": what is known of
    a session is its own numbers and whether it was fine. Without relief: "no progress".
    """
    return _went_well(sessions[-1]) and _no_relief(sessions) is None


def _went_well(session: Done) -> bool:
    return session.was_fine and not session.was_worse


def _is_worse_again(sessions: Sequence[Done]) -> bool:
    return len(sessions) >= WORSE_IN_A_ROW and all(
        session.was_worse for session in sessions[-WORSE_IN_A_ROW:]
    )


def _no_relief(sessions: Sequence[Done]) -> Reason | None:
    """Measured from how sore the person came to the first session and to the last one: what is
    felt straight after a session passes. To come without pain is relief.
    """
    first, last = sessions[0], sessions[-1]
    down = first.before - last.before
    tried = len(sessions) >= RELIEF_SESSIONS and last.at - first.at >= RELIEF_AFTER
    relieved = down >= min(RELIEF_BY, RELIEF_SHARE * first.before)
    if not tried or relieved:
        return None
    return SEE_SOMEONE if last.at - first.at >= SEE_SOMEONE_AFTER else ASK_A_PHYSIO


SORER = Reason(
    "session_worse",
    "once",
    "Your last session",
    "2 points or more worse afterwards",
    "Your last session left you sorer than before it. Wait 72 hours. The next one is lighter and "
    "its holds are half as long.",
)
SORER_AGAIN = Reason(
    "session_worse",
    "twice",
    "Your last two sessions",
    "2 points or more worse afterwards, both times",
    "Two sessions in a row left you sorer. Stop your routines. Talk to a physio or doctor before "
    "you go on.",
)
NO_STEP_UP = Reason(
    "step_up",
    "held",
    "Your last session",
    "It did not go well enough to step up",
    "You stay at this level until a session goes well: nothing sharp or electric, no new bruise, "
    "and no sorer afterwards.",
)
ASK_A_PHYSIO = Reason(
    "no_relief",
    "two_weeks",
    "Your sessions so far",
    "Not much better",
    "After 6 sessions or more your hip is not much better. A physio or doctor may see why. You may "
    "go on at the same level.",
)
SEE_SOMEONE = Reason(
    "no_relief",
    "six_weeks",
    "Your sessions so far",
    "Not much better in 6 weeks",
    "Six weeks have not made your hip much better. Please book a visit with a physio or doctor. "
    "Stay at the same level until then.",
)
