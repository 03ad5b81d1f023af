"""Verdicts, held against the rules document read word by word."""

import pytest

from routines.content import catalogue
from routines.eligibility import Allowed, Situation, judge, outcome
from screening.content import rulebook
from screening.gate import assess
from screening.rulebook import Answer, Mode, Site
from tests.routines import literal

pytestmark = [pytest.mark.django_db, pytest.mark.decision]

TOOLS = frozenset({"roller_soft", "roller_firm", "ball_soft", "ball_firm"})
CONSENT = ("cx_partner_consent", "yes")
LEFT_BUTTOCK = [("buttock", "left")]

SINGLES = [
    (code, option, sites, cleared)
    for code, rule in literal.RULES.items()
    for option, effect in rule["opts"].items()
    for sites in ([], LEFT_BUTTOCK, [("front_thigh", "right")], [("outer_hip", "left")])
    for cleared in ([False, True] if "cleared" in effect else [False])
]


def not_lying_on_the_sore_hip(found):
    """'And lying on it': work on the other side must not be done lying on the sore hip."""
    outcome, allowed = found
    return outcome, {
        key: (cap, hold, regions, tuple(p for p in positions if p != "side_lying"), tools)
        for key, (cap, hold, regions, positions, tools) in allowed.items()
        if set(positions) != {"side_lying"}
    }


def no_movement_but_walking(found):
    """'Walk only': on the injured side no movement that loads anything is left."""
    outcome, allowed = found
    return outcome, {key: limits for key, limits in allowed.items() if key[0] not in MOVES}


def no_oil_is_a_limit(found):
    """The table calls it 'modify', the keys 'advise': to go without oil is to be limited."""
    return "limited", found[1]


# Where the verdicts are stricter than the document's keys, because its text is. Both sides of the
# comparison pass through the function, which says why.
MOVES = {"m1", "m2", "m3", "m4"}
STRICTER = {
    ("rg_outer_hip_tender", "yes"): not_lying_on_the_sore_hip,
    ("rg_recent_injury", "fresh"): no_movement_but_walking,
    ("cx_allergy", "yes"): no_oil_is_a_limit,
}
# What is about partner mode only does not make a session on one's own a limited one.
PARTNER_ONLY = {"cx_partner_consent", "cx_giver"}


@pytest.fixture
def rules():
    return rulebook(), catalogue()


def verdicts_of(rules, answers, mode, tools=TOOLS, session=6):
    """(outcome, {(technique, side): (cap, hold, regions, positions, tools)}) by our own code."""
    rulebook, catalogue = rules
    given = [
        Answer(code, option, frozenset(Site(*site) for site in sites), cleared)
        for code, option, sites, cleared in answers
    ]
    if mode == "partner" and not any(code == CONSENT[0] for code, *_ in answers):
        given.append(Answer(*CONSENT, sites=rulebook.sites))
    clearance = assess(given, rulebook, Mode(mode))
    verdicts = judge(clearance, catalogue, Situation(tools, session))
    allowed = {
        key: (
            v.cap,
            v.hold,
            "all" if v.regions is None else tuple(sorted(v.regions)),
            tuple(sorted(v.positions)),
            tuple(sorted(v.tools)),
        )
        for key, v in verdicts.items()
        if isinstance(v, Allowed)
    }
    return outcome(clearance, verdicts, catalogue), allowed


def document_says(answers, mode, tools=TOOLS, session=6):
    found, allowed = literal.evaluate(answers, mode, tools, session)
    return found, {
        key: (cap, hold, regions, tuple(sorted(positions)), tuple(sorted(owned)))
        for key, (cap, hold, regions, positions, owned) in allowed.items()
    }


def is_within(ours, theirs):
    """Nothing is allowed that the document does not allow."""
    return all(
        key in theirs
        and cap <= theirs[key][0]
        and hold <= theirs[key][1]
        and set(positions) <= set(theirs[key][3])
        and set(tools) <= set(theirs[key][4])
        for key, (cap, hold, _, positions, tools) in ours.items()
    )


@pytest.mark.parametrize("mode", ["self", "partner"])
def test_every_single_answer_comes_to_what_the_document_says(mode, rules):
    for single in SINGLES:
        ours, theirs = verdicts_of(rules, [single], mode), document_says([single], mode)
        if single[:2] in STRICTER:
            assert is_within(ours[1], theirs[1])
            ours, theirs = STRICTER[single[:2]](ours), STRICTER[single[:2]](theirs)
        if mode == "self" and single[0] in PARTNER_ONLY:
            theirs = "clear", theirs[1]
        assert ours == theirs, single


@pytest.mark.parametrize("mode", ["self", "partner"])
@pytest.mark.parametrize("session", [1, 2, 3, 4, 5, 6, 40])
def test_a_well_person_gets_what_the_stage_allows(mode, session, rules):
    assert verdicts_of(rules, [], mode, session=session) == document_says([], mode, session=session)


@pytest.mark.parametrize("owned", [set(), {"ball_soft"}, {"roller_firm"}, {"ball_firm"}])
def test_tools_that_nobody_owns_are_not_used(owned, rules):
    ours = verdicts_of(rules, [], "self", frozenset(owned), session=3)

    assert ours == document_says([], "self", frozenset(owned), session=3)
