"""What of a routine is less than when its owner agreed to it: each loss, and its reasons."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routines.comparison import CHANGED_BY_US, What, compare, fingerprint, read_terms, terms_of
from routines.content import catalogue
from routines.editor import Refused
from routines.eligibility import Allowed, Ease, Situation, judge
from routines.mending import Accept, Repair
from routines.objective import find_candidates
from routines.parts import Part, Sheet, find_faults, fit_today, total_s
from routines.planner import make_plan
from routines.request import Request
from screening.content import rulebook
from screening.gate import Reason, assess
from screening.rulebook import NOT_SURE, SIDES, Answer, Mode
from tests.people import says

pytestmark = [pytest.mark.django_db, pytest.mark.decision]
TOOLS = frozenset({"ball_soft", "ball_firm", "roller_soft"})
REQUEST = Request(Mode.SELF, 30, TOOLS)


class Moment:
    """What is allowed with these answers, at this session, with this content."""

    def __init__(self, *answers, session=6, ease=None, known=None, mode=Mode.SELF):
        self.known = known or catalogue()
        self.clearance = assess(answers, rulebook(), mode)
        self.situation = Situation(TOOLS, session, ease)
        self.verdicts = judge(self.clearance, self.known, self.situation)

    def sheet(self, parts=()):
        found = find_candidates(REQUEST, self.verdicts, self.known)
        by_code = {candidate.technique.code: candidate for candidate in found}
        minutes = self.clearance.minutes or 30
        sheet = Sheet((), self.known, self.verdicts, by_code, minutes)
        return replace(sheet, parts=tuple(fit_today(part, sheet) for part in parts))

    def plan(self):
        """The best routine of this moment, as it is stored."""
        plan = make_plan(REQUEST, self.verdicts, self.known)
        steps = [step for step in plan.steps if step.technique]
        return tuple(
            Part(s.technique, s.phase, s.side, s.seconds, s.tool, s.position, key)
            for key, s in enumerate(steps, 1)
        )


def compared(then, now, parts=None):
    """What is less now of the routine that was made then."""
    parts = parts or then.plan()
    agreed = {part.key: terms_of(part, then.sheet(parts)) for part in parts}
    return compare(parts, agreed, now.sheet(parts), now.clearance, now.situation)


def told(differences):
    """(technique, side) → what is less, and by which answers."""
    return {
        (d.part.technique, d.part.side): {
            loss.what: {reason.code for reason in loss.reasons} for loss in d.losses
        }
        for d in differences
    }


@pytest.fixture
def well():
    return Moment()


@pytest.fixture
def agreed(well):
    """The best routine for somebody well."""
    return well.plan()


def one(code, side, well, **fields):
    """One step of this technique, as long as may be."""
    candidate = well.sheet().candidates[code]
    allowed = next(v for v in candidate.verdicts if side in (v.side, "both"))
    usual = {"tool": allowed.tools[0], "position": allowed.positions[0]}
    seconds = candidate.longest
    return (Part(code, candidate.technique.phase, side, seconds, key=1, **usual | fields),)


def test_nothing_is_less_under_the_same_answers(well):
    assert compared(well, Moment()) == ()
    assert fingerprint(()) == ""


def test_more_is_no_difference():
    first = Moment(session=1)
    assert compared(first, Moment(session=6)) == ()


def test_what_is_ruled_out_is_said_with_the_answer_that_did_it(well):
    parts = one("s4", "left", well)
    now = Moment(says("rg_bruise", "large", "buttock/left"))

    assert told(compared(well, now, parts)) == {("s4", "left"): {What.REMOVED: {"rg_bruise"}}}


def test_only_what_lowers_it_below_what_was_agreed_is_named():
    before = Moment(says("co_disc_spine", "past"))
    now = Moment(says("co_disc_spine", "past"), says("co_severe_pain", "mid"))

    found = told(compared(before, now, one("x4", "left", before)))

    assert found["x4", "left"][What.PRESSURE] == {"co_severe_pain"}


def test_a_lower_cap_is_told_in_numbers():
    before, now = Moment(), Moment(says("co_age", "o70"))
    parts = one("s1", "left", before)
    losses = compared(before, now, parts)[0].losses

    assert losses[0].what is What.PRESSURE
    assert losses[0].text == "Up to 4 out of 10 instead of 6"


def test_a_region_that_is_lost_is_named():
    before, now = Moment(), Moment(says("rg_varicose", "yes", "outer_hip/left"))
    losses = compared(before, now, one("x6", "left", before))[0].losses

    assert [(loss.what, loss.text) for loss in losses] == [
        (What.REGION, "No longer here: outer hip")
    ]
    assert {reason.code for reason in losses[0].reasons} == {"rg_varicose"}


def test_another_position_or_tool_is_named_with_the_reasons():
    before, now = Moment(), Moment(says("cx_floor"), says("co_steroids"))
    found = {}
    for code in before.sheet().candidates:
        for part in every(code, before):
            for difference in compared(before, now, (part,)):
                for loss in difference.losses:
                    found.setdefault(loss.what, set()).update(r.code for r in loss.reasons)
                    assert " instead of " in loss.text or loss.what is What.REMOVED

    assert found[What.POSITION] == {"cx_floor"}
    assert found[What.TOOL] == {"co_steroids"}


def every(code, moment):
    """The technique in every position and with every tool that it may be done with."""
    technique, allowed = moment.known.techniques[code], moment.sheet().candidates[code].verdicts[0]
    side = "both" if technique.both_at_once else allowed.side
    means = product(allowed.tools, allowed.positions)
    return [one(code, side, moment, tool=tool, position=p)[0] for tool, p in means]


def test_a_session_that_made_it_worse_shortens_holds_and_says_so():
    sorer = Reason("session_worse", "once", "Your last session", "Worse", "Go easier.")
    before, now = Moment(), Moment(ease=Ease(2, 0.5, sorer))
    codes = {
        reason.code
        for difference in compared(before, now)
        for loss in difference.losses
        for reason in loss.reasons
    }
    assert codes == {"session_worse"}


def test_what_no_answer_explains_is_our_own_change(well):
    parts = one("s1", "left", well)
    technique = replace(well.known.techniques["s1"], pressure_max=4)
    known = replace(well.known, techniques={**well.known.techniques, "s1": technique})
    losses = compared(well, Moment(known=known), parts)[0].losses

    assert [(loss.what, loss.reasons) for loss in losses] == [(What.PRESSURE, (CHANGED_BY_US,))]


def test_a_technique_that_is_gone_is_left_out(well):
    parts = one("s1", "left", well)
    techniques = {c: t for c, t in well.known.techniques.items() if c != "s1"}
    losses = compared(well, Moment(known=replace(well.known, techniques=techniques)), parts)

    assert told(losses) == {("s1", "left"): {What.REMOVED: {"content"}}}


def test_without_terms_only_what_is_stored_is_compared(well):
    parts, now = one("s1", "left", well), Moment(says("co_age", "o70"))

    losses = compare(parts, {1: None}, now.sheet(parts), now.clearance, now.situation)

    assert What.PRESSURE not in {loss.what for d in losses for loss in d.losses}


def test_terms_come_back_as_they_were_stored(well):
    terms = terms_of(well.sheet(one("s1", "left", well)).parts[0], well.sheet())
    assert read_terms(terms.as_json()) == terms
    assert read_terms(None) is None


def test_other_differences_have_another_fingerprint(well):
    bruised = Moment(says("rg_bruise", "large", "buttock/left"))
    parts = well.plan()
    prints = {fingerprint(compared(well, now, parts)) for now in (well, bruised)}
    assert len(prints) == 2
    assert fingerprint(compared(well, bruised, parts)) == fingerprint(
        compared(well, bruised, parts)
    )


@st.composite
def answers(draw):
    """Any few answers to the questionnaire, anywhere."""
    rules = rulebook()
    codes = draw(st.lists(st.sampled_from(sorted(rules.questions)), max_size=3, unique=True))
    found = []
    for code in codes:
        options = [option.code for option in rules.questions[code].options]
        option = draw(st.sampled_from([*options, NOT_SURE]))
        sites = draw(st.sets(st.sampled_from(sorted(rules.sites)), max_size=2))
        found.append(Answer(code, option, frozenset(sites), draw(st.booleans())))
    return tuple(found)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers(), st.integers(1, 6))
def test_whatever_is_less_is_told_with_reasons_and_nothing_barred_is_taken_for_allowed(
    well, agreed, said, session
):
    now = Moment(*said, session=session)
    sheet, by_key = now.sheet(agreed), {d.part.key: d for d in compared(well, now, agreed)}
    for old, part in zip(agreed, sheet.parts, strict=True):
        verdicts = [now.verdicts[part.technique, side] for side in part.sides]
        difference = by_key.get(part.key)
        if not all(isinstance(verdict, Allowed) for verdict in verdicts):
            assert difference.losses[0].what is What.REMOVED
        elif difference is None:
            limits, before = terms_of(part, sheet), terms_of(old, well.sheet(agreed))
            assert (limits.cap, limits.hold) >= (before.cap, before.hold)
            assert limits.regions >= before.regions
            assert (part.tool, part.position) == (old.tool, old.position)
        for loss in difference.losses if difference else ():
            assert loss.text
            assert loss.reasons
            assert all(reason.text for reason in loss.reasons)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers(), st.integers(1, 6))
def test_what_is_accepted_or_repaired_holds_nothing_that_is_ruled_out(agreed, said, session):
    now = Moment(*said, session=session)
    sheet = now.sheet(agreed)
    limit = min(sheet.minutes * 60, 1800)
    before = {fault.code for fault in find_faults(sheet.parts, sheet.catalogue, sheet.minutes)}
    for edit in (Accept(), Repair(30)):
        try:
            parts = edit.apply(sheet)
        except Refused:
            continue
        for part in parts:
            sides = SIDES if sheet.catalogue.techniques[part.technique].both_at_once else part.sides
            assert all(isinstance(now.verdicts[part.technique, side], Allowed) for side in sides)
            assert fit_today(part, sheet) == part
        faults = {fault.code for fault in find_faults(parts, sheet.catalogue, sheet.minutes)}
        assert faults <= before
        assert total_s(parts, sheet.catalogue) <= limit or "time" in before
