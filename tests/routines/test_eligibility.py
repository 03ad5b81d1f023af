"""Verdicts, held against the rules document read word by word."""

import pytest

from routines.content import catalogue
from routines.eligibility import Allowed, Situation, judge, outcome
from screening.content import rulebook
from screening.gate import assess
from screening.rulebook import Answer, Mode, Site
from tests.routines import literal

pytestmark = pytest.mark.django_db

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

# Where the verdicts are stricter than the document's keys, on purpose; the reason beside it.
STRICTER = {
    # "and lying on it" (content, rg_outer_hip_tender): work on the other side must not be done
    # lying on the sore hip. The document's keys say nothing of positions here.
    ("rg_outer_hip_tender", "yes"): "side_lying",
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


def without(allowed, position):
    """The document's verdicts with one position struck out, where another is left."""
    return {
        key: (cap, hold, regions, tuple(p for p in positions if p != position), tools)
        for key, (cap, hold, regions, positions, tools) in allowed.items()
        if set(positions) != {position}
    }


@pytest.mark.parametrize("mode", ["self", "partner"])
def test_every_single_answer_comes_to_what_the_document_says(mode, rules):
    for single in SINGLES:
        ours, theirs = verdicts_of(rules, [single], mode), document_says([single], mode)
        if single[:2] in STRICTER:
            ours = ours[0], without(ours[1], STRICTER[single[:2]])
            theirs = theirs[0], without(theirs[1], STRICTER[single[:2]])
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
