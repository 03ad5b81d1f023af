"""Every limit of a plan, checked plainly on its steps, with the documents' own numbers."""

from itertools import groupby, pairwise

from routines.eligibility import Allowed
from screening.rulebook import SIDES, Site

ORDER = ("settle", "warm-up", "knead", "targeted", "glide", "movement", "aftercare")


def keeps_every_limit(plan, request, verdicts, catalogue, kept=(), minutes_allowed=30):
    """Asserts, one limit after the other, that the plan keeps it. Returns nothing."""
    steps = [step for step in plan.steps if step.technique]
    _takes_its_time(plan, steps, request, catalogue, minutes_allowed)
    _is_in_order(plan, steps, catalogue)
    _is_warm_before_it_is_pressed(steps, catalogue)
    _is_within_verdicts(steps, request, verdicts, catalogue)
    _has_what_is_kept(plan, steps, kept, verdicts, catalogue)
    if not kept:
        _treats_sides_alike(steps, request, verdicts, catalogue)


def _takes_its_time(plan, steps, request, catalogue, minutes_allowed):
    by_hand = [s for s in steps if catalogue.techniques[s.technique].is_massage]
    ready = [10] + [
        10
        + 20 * (step.position != before.position)
        + 10 * (_is_taken_up(step.tool, catalogue) and step.tool != before.tool)
        for before, step in pairwise(steps)
    ]
    assert [step.get_ready for step in steps] == ready[: len(steps)]
    rest = 120 if by_hand else 60
    total = 30 + sum(ready[: len(steps)]) + sum(step.seconds for step in steps) + rest
    assert plan.total_s == total <= plan.budget_s <= minutes_allowed * 60
    asked = min(request.minutes, minutes_allowed) * 60
    assert plan.budget_s == asked or "are too few" in plan.given_up[0]
    assert len({step.technique for step in steps}) <= 8
    assert sum(step.seconds + step.get_ready for step in by_hand) <= 20 * 60


def _is_taken_up(tool, catalogue):
    return not catalogue.tools[tool].always_there


def _is_in_order(plan, steps, catalogue):
    """Phase by phase, superficial before deep, and no place twice while tool and depth stay."""
    phases = [ORDER.index(step.phase) for step in plan.steps]
    assert phases == sorted(phases)
    assert (plan.steps[0].phase, plan.steps[-1].phase) == ("settle", "aftercare")
    for before, step in pairwise(steps):
        one, other = catalogue.techniques[before.technique], catalogue.techniques[step.technique]
        if before.phase == step.phase and not other.after:
            assert one.is_deep <= other.is_deep
    for number, step in enumerate(steps):
        own = catalogue.techniques[step.technique]
        before = {s.technique for s in steps[:number]}
        assert own.after <= before
        assert step.reason
    for (_, _, tied, _), some in groupby(steps, lambda step: _alike(step, catalogue)):
        places = [place for place, _ in groupby(step.position for step in some)]
        assert tied or len(places) == len(set(places))


def _alike(step, catalogue):
    own = catalogue.techniques[step.technique]
    tool = step.tool if _is_taken_up(step.tool, catalogue) else ""
    return step.phase, own.is_deep, bool(own.after), tool


def _is_warm_before_it_is_pressed(steps, catalogue):
    warm = set()
    for step in steps:
        own, sides = catalogue.techniques[step.technique], _sides(step)
        if step.phase == "warm-up":
            reach = own.touches | own.loads or catalogue.regions
            warm |= {Site(region, side) for region in reach for side in sides}
        assert warm or not own.is_massage
        if step.phase == "targeted":
            assert {Site(region, side) for region in own.touches for side in sides} <= warm


def _is_within_verdicts(steps, request, verdicts, catalogue):
    for step in steps:
        own = catalogue.techniques[step.technique]
        assert step.phase == own.phase or (step.phase == "warm-up" and own.warms_up)
        assert (step.side == "both") == own.both_at_once
        for side in _sides(step):
            verdict = verdicts[step.technique, side]
            assert isinstance(verdict, Allowed)
            assert step.cap <= verdict.cap
            assert step.hold <= verdict.hold
            assert step.position in verdict.positions
            assert step.tool in verdict.tools
        if request.pressure is not None:
            assert own.pressure_min <= step.cap <= request.pressure
        shortest, longest = _dose(step.technique, steps, verdicts, own)
        assert shortest <= step.seconds <= longest


def _dose(code, steps, verdicts, own):
    """The technique's own range, as far as the holds allowed on its sides let it, in whole tens."""
    sides = {side for step in steps if step.technique == code for side in _sides(step)}
    hold = min(verdicts[code, side].hold for side in sides)
    most = min(own.seconds_max, own.sets_max * hold) if own.is_hold else own.seconds_max
    shortest = -(-min(own.seconds_min, most) // 10) * 10
    return shortest, max(most // 10 * 10, shortest)


def _treats_sides_alike(steps, request, verdicts, catalogue):
    """The same on every side where it is allowed, unless the focus is on one of them."""
    for code in {step.technique for step in steps}:
        own = catalogue.techniques[code]
        assert len({step.seconds for step in steps if step.technique == code}) == 1
        done = [side for step in steps if step.technique == code for side in _sides(step)]
        regions = own.touches | own.loads
        focused = {site.side for site in request.focus_sites if site.region in regions}
        wanted = SIDES if own.both_at_once or not focused else focused
        assert sorted(done) == [
            side for side in SIDES if side in wanted and isinstance(verdicts[code, side], Allowed)
        ]


def _has_what_is_kept(plan, steps, kept, verdicts, catalogue):
    """Each as it was, as far as today's limits let it be, or said to be missing."""
    missing = {(one.technique, one.side) for one in plan.not_kept}
    for one in kept:
        there = [s for s in steps if (s.technique, s.side) == (one.technique, one.side)]
        assert len(there) == ((one.technique, one.side) not in missing)
        for step in there:
            own = catalogue.techniques[one.technique]
            shortest, longest = _dose(one.technique, steps, verdicts, own)
            assert step.seconds == max(shortest, min(one.seconds, longest))
            if all(one.position in verdicts[one.technique, side].positions for side in _sides(one)):
                assert step.position == one.position


def _sides(step):
    return SIDES if step.side == "both" else (step.side,)
