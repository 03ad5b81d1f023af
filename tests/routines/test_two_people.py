"""Massage by a partner: the receiver's answers gate the techniques, the giver's gate the hands."""

import pytest

from routines.content import catalogue
from routines.eligibility import Barred, Situation, judge
from screening.content import rulebook
from screening.gate import assess
from screening.rulebook import NOT_SURE, Mode
from tests.people import says

pytestmark = [pytest.mark.django_db, pytest.mark.decision]
AGREED = says("cx_partner_consent", "yes", "buttock", "front_hip", "inner_thigh", "outer_hip")
GIVERS = ("cx_giver", "cx_partner_consent")


def barred(*answers, mode=Mode.PARTNER):
    """(technique, side) → the codes of what bars it, of what the agreed pair may do otherwise."""
    known, rules = catalogue(), rulebook()

    def verdicts(*said):
        return judge(assess(said, rules, mode), known, Situation(frozenset(known.tools), 6))

    free, now = verdicts(AGREED), verdicts(AGREED, *answers)
    return {
        key: {reason.code for reason in verdict.reasons}
        for key, verdict in now.items()
        if isinstance(verdict, Barred) and not isinstance(free[key], Barred)
    }


def test_sore_hands_bar_thumb_holds_on_both_sides_and_nothing_else():
    """cx_giver: "Sore hands: no thumb holds (p3 p4)"."""
    assert barred(says("cx_giver", "sore")) == {
        (code, side): {"cx_giver"} for code in ("p3", "p4") for side in ("left", "right")
    }


@pytest.mark.parametrize("answer", [says("cx_giver", "skin"), says("co_alcohol_meds")])
def test_cuts_a_rash_or_a_drink_end_partner_mode_for_today(answer):
    clearance = assess([AGREED, answer], rulebook(), Mode.PARTNER)

    assert clearance.outcome in ("no_partner_mode", "excluded_today")
    assert barred(answer).keys() == barred(says("co_fever_today")).keys()


def test_without_a_yes_there_is_no_partner_mode():
    for said in ([], [says("cx_partner_consent", NOT_SURE)]):
        assert assess(said, rulebook(), Mode.PARTNER).outcome == "no_partner_mode"


def test_what_is_not_agreed_stays_off():
    """cx_partner_consent: "Areas off until ticked: buttock, front_hip, inner_thigh"."""
    agreed = says("cx_partner_consent", "yes", "outer_hip")
    known = catalogue()
    clearance = assess([agreed], rulebook(), Mode.PARTNER)
    verdicts = judge(clearance, known, Situation(frozenset(known.tools), 6))
    for (code, _), verdict in verdicts.items():
        technique = known.techniques[code]
        off = technique.touches & {"buttock", "front_hip", "inner_thigh"}
        if off and not technique.divisible and technique.mode != "self":
            assert isinstance(verdict, Barred)


def test_the_giver_changes_nothing_of_what_the_receiver_does_alone():
    for question in GIVERS:
        for option in rulebook().questions[question].options:
            assert barred(says(question, option.code), mode=Mode.SELF) == {}


def test_the_receivers_bruise_bars_the_givers_hands_there():
    found = barred(says("rg_bruise", "large", "buttock/left"))

    assert found
    assert {side for _, side in found} == {"left"}
    assert set().union(*found.values()) == {"rg_bruise"}


def test_partner_mode_asks_both_about_drink_and_the_giver_about_their_hands():
    rules = rulebook()
    text = rules.questions["co_alcohol_meds"].partner_text
    assert text.startswith("Has either of you had alcohol")
    for code in GIVERS:
        assert rules.section_of(rules.questions[code]).partner_only
        assert rules.section_of(rules.questions[code]).each_session
