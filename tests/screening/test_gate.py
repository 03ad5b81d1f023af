"""What the gate promises of every set of answers, on the rules as they are loaded."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routines.content import catalogue as build_catalogue
from routines.eligibility import OTHER, Allowed, Barred, Situation, judge
from screening.content import rulebook as build_rulebook
from screening.gate import UnknownAnswer, assess
from screening.rulebook import NOT_SURE, Answer, Kind, Level, Mode, Site

pytestmark = [pytest.mark.django_db, pytest.mark.decision]

TOOLS = frozenset({"roller_soft", "roller_firm", "ball_soft", "ball_firm"})
quick = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def rules():
    return build_rulebook()


@pytest.fixture
def catalogue():
    return build_catalogue()


def answers_to(rules):
    """Sets of answers that a person could give; the giver's and the partner's among them."""
    options = [(q.code, o.code) for q in rules.questions.values() for o in q.options]
    options += [(q.code, NOT_SURE) for q in rules.questions.values()]
    sites = st.frozensets(st.sampled_from(sorted(rules.sites)), max_size=3)
    one = st.builds(
        lambda pair, where, cleared: Answer(*pair, where, cleared),
        st.sampled_from(options),
        sites,
        st.booleans(),
    )
    return st.frozensets(one, max_size=5)


def mild_answers_to(rules):
    """Answers below 'consult', so that something is left to compare."""
    options = [
        (q.code, o.code)
        for q in rules.questions.values()
        for o in q.options
        if o.level < Level.CONSULT and not any(r.kind is Kind.EVERYTHING for r in o.restrictions)
    ]
    sites = st.frozensets(st.sampled_from(sorted(rules.sites)), min_size=1, max_size=3)
    one = st.builds(lambda pair, where: Answer(*pair, where), st.sampled_from(options), sites)
    return st.frozensets(one, max_size=5)


def verdicts(answers, rules, catalogue, mode=Mode.SELF):
    return judge(assess(answers, rules, mode), catalogue, Situation(TOOLS, session=6))


def asks_no_more(less, more):
    """`less` allows nothing that `more` does not: not a technique, a place or a second."""
    if isinstance(less, Barred):
        return True
    return (
        isinstance(more, Allowed)
        and less.cap <= more.cap
        and less.hold <= more.hold
        and set(less.positions) <= set(more.positions)
        and set(less.tools) <= set(more.tools)
        and set(less.variants) <= set(more.variants)
        and (more.regions is None or (less.regions is not None and less.regions <= more.regions))
    )


@pytest.mark.parametrize("mode", list(Mode))
def test_one_more_answer_never_allows_more(rules, catalogue, mode):
    consent = Answer("cx_partner_consent", "yes", rules.sites)
    either = st.one_of(answers_to(rules), mild_answers_to(rules))

    @quick
    @given(either, either)
    def holds(some, others):
        more = verdicts(some | {consent}, rules, catalogue, mode)
        less = verdicts(some | others | {consent}, rules, catalogue, mode)
        assert all(asks_no_more(less[key], more[key]) for key in more)

    holds()


def mirrored(answers):
    return frozenset(
        Answer(
            a.question,
            a.option,
            frozenset(Site(site.region, OTHER[site.side]) for site in a.sites),
            a.cleared,
        )
        for a in answers
    )


@pytest.mark.parametrize("mode", list(Mode))
def test_swapping_left_and_right_in_the_answers_swaps_the_verdicts(rules, catalogue, mode):
    @quick
    @given(mild_answers_to(rules))
    def holds(answers):
        here = verdicts(answers, rules, catalogue, mode)
        there = verdicts(mirrored(answers), rules, catalogue, mode)
        for (code, side), verdict in here.items():
            other = there[code, OTHER[side]]
            assert type(verdict) is type(other)
            assert asks_no_more(verdict, other)
            assert asks_no_more(other, verdict)

    holds()


def test_every_bar_and_every_limit_has_a_reason_that_says_something(rules, catalogue):
    @quick
    @given(answers_to(rules), st.sampled_from(list(Mode)))
    def holds(answers, mode):
        for verdict in verdicts(answers, rules, catalogue, mode).values():
            reasons = verdict.reasons if isinstance(verdict, Barred) else verdict.limited_by
            assert all(r.code and r.name.strip() and r.text.strip() for r in reasons)
            if isinstance(verdict, Barred):
                assert reasons

    holds()


def test_from_consult_up_nothing_is_done_at_all(rules, catalogue):
    for question in rules.questions.values():
        for option in question.options:
            if option.level >= Level.CONSULT:
                found = verdicts({Answer(question.code, option.code)}, rules, catalogue)
                assert all(isinstance(verdict, Barred) for verdict in found.values())


UNSURE_LEVELS = {"A": Level.URGENT, "B": Level.CONSULT, "C": Level.CONSULT}


def test_not_sure_counts_as_the_document_says(rules):
    from tests.routines.literal import RULES

    for code, rule in RULES.items():
        if code.startswith("cx_partner") or code == "cx_giver":
            continue
        level = assess({Answer(code, NOT_SURE)}, rules, Mode.SELF).level
        group = rule["group"][0]
        strictest = max(option.level for option in rules.questions[code].options)
        assert level == UNSURE_LEVELS.get(group, strictest), code


def test_a_clinicians_word_lifts_only_what_may_be_lifted(rules):
    never = [q for q in rules.questions.values() if q.code.startswith("em_")]
    never_options = {(q.code, o.code) for q in never for o in q.options} | {
        ("co_bone_mets", "yes"),
        ("co_clot", "current"),
        ("ur_leg_nerve", "worse"),
    }
    for code, option in never_options:
        level = assess({Answer(code, option, cleared=True)}, rules, Mode.SELF).level
        assert level == assess({Answer(code, option)}, rules, Mode.SELF).level


def test_an_answer_of_another_questionnaire_is_refused(rules):
    with pytest.raises(UnknownAnswer):
        assess({Answer("no_such_question", "yes")}, rules, Mode.SELF)
    with pytest.raises(UnknownAnswer):
        assess({Answer("co_clot", "no_such_option")}, rules, Mode.SELF)


def test_partner_mode_needs_consent_that_was_said(rules):
    assert assess(set(), rules, Mode.PARTNER).outcome == "no_partner_mode"
    assert assess(set(), rules, Mode.SELF).outcome == "clear"


def test_areas_that_were_not_agreed_stay_off_in_partner_mode(rules, catalogue):
    agreed = frozenset(s for s in rules.sites if s.region not in ("buttock", "inner_thigh"))

    found = verdicts({Answer("cx_partner_consent", "yes", agreed)}, rules, catalogue, Mode.PARTNER)

    massage = {c for (c, _), v in found.items() if isinstance(v, Allowed) and c.startswith("p")}
    assert massage == {"p1", "p5", "p6", "p7"}
    assert found["p1", "left"].regions == {"low_back", "outer_hip", "back_thigh"}


def test_without_a_site_an_answer_holds_everywhere(rules, catalogue):
    found = verdicts({Answer("rg_bruise", "large")}, rules, catalogue)

    allowed = {code for (code, _), verdict in found.items() if isinstance(verdict, Allowed)}
    assert allowed == {"m1", "m2", "m3", "m4", "m5"}


def test_messages_come_worst_first_and_lower_ones_as_notes(rules):
    answers = {Answer("co_steroids", "yes"), Answer("ur_hot_vein", "yes"), Answer("co_age", "o70")}

    messages = assess(answers, rules, Mode.SELF).messages

    found = [(message.code, message.is_note) for message in messages]
    assert found[0] == ("ur_hot_vein", False)
    assert sorted(found[1:]) == [("co_age", True), ("co_steroids", True)]


def test_a_cleared_answer_does_not_repeat_the_warning_that_was_lifted(rules):
    cleared = assess({Answer("ur_dvt_signs", "yes", cleared=True)}, rules, Mode.SELF)

    assert cleared.outcome == "clear"
    assert "Do not massage" not in cleared.messages[0].text
