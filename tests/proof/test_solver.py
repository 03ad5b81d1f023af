"""A solver's proof: no answers make us allow what a rule of the clinical document bars.

Both sides are formulas over every answer there is; the solver is asked for answers that make us
allow a technique on a side (in a position, with a tool, on a region, at a pressure, for so long)
while the document, read by itself, bars it. That it finds none is a proof for all sets of
answers, of whatever size. Why the formulas say what the code says: tests/proof/formula.py.
"""

import random
from functools import cache

import pytest

from routines.eligibility import Allowed, judge_one
from routines.proof.rooms import room_of
from screening.rulebook import SIDES, Answer, Mode, Site
from tests.proof.document import TECHNIQUES, takes
from tests.proof.formula import MEANS, Formula, allows, document_bars, means_of, takers
from tests.routines import literal

KEYS = [(code, side) for code in TECHNIQUES for side in SIDES]


@cache
def rooms_at(space, key):
    """What each answer alone leaves of an application, by the real code."""
    technique = space.catalogue.techniques[key[0]]
    by_class = [room_of(verdicts[key], technique) for verdicts in space.verdicts]
    return {answer: by_class[n] for answer, n in space.class_of.items()}


@cache
def taken_at(space, key):
    """What each answer alone takes of an application, by the document."""
    return {
        answer: takes(as_document_reads(answer), *key, space.mode.value) for answer in space.answers
    }


def as_document_reads(answer):
    sites = frozenset((site.region, site.side) for site in answer.sites)
    return answer.question, answer.option, sites, answer.cleared


def ours(space, key):
    formula, technique = Formula(space.answers), space.catalogue.techniques[key[0]]
    return formula, allows(formula, technique, rooms_at(space, key), usual(space, key))


def usual(space, key):
    return room_of(space.judge()[key], space.catalogue.techniques[key[0]])


def is_of_mode(space, code):
    return space.catalogue.techniques[code].mode in ("both", space.mode)


def test_no_answers_allow_what_the_document_bars(space):
    for key in KEYS:
        formula, _ = ours(space, key)
        document_bars(formula, TECHNIQUES[key[0]], taken_at(space, key))

        assert formula.solution() is None, key


def test_no_answers_keep_a_position_a_tool_or_a_region_that_the_document_bars(space):
    for key in KEYS:
        formula, kept = ours(space, key)
        taken = taken_at(space, key)
        for means, every in means_of(TECHNIQUES[key[0]]).items():
            for one in every:
                hit = formula.all_hit([takers(taken, means, one)])
                assert formula.solution(kept[means][one], hit) is None, (key, one)


@pytest.mark.parametrize("measure", ["cap", "hold"])
def test_no_answers_leave_more_pressure_or_a_longer_hold_than_the_document(space, measure):
    for key in KEYS:
        formula, _ = ours(space, key)
        rooms, taken = rooms_at(space, key), taken_at(space, key)
        for most in {getattr(less, measure) for less in taken.values()}:
            # Ours over `most`: no answer that alone leaves that or less. Theirs: some answer does.
            limits = [a for a, room in rooms.items() if room and getattr(room, measure) <= most]
            over = formula.none_of(limits)
            hit = formula.all_hit([[a for a, t in taken.items() if getattr(t, measure) <= most]])
            own = space.catalogue.techniques[key[0]]
            if {"cap": own.pressure_max, "hold": own.hold_max}[measure] > most:
                assert formula.solution(over, hit) is None, (key, most)


def test_the_proof_is_not_empty(space):
    for key in KEYS:
        formula, _ = ours(space, key)
        theirs = Formula(space.answers)
        document_bars(theirs, TECHNIQUES[key[0]], taken_at(space, key))

        assert (formula.solution() is not None) is is_of_mode(space, key[0])
        assert theirs.solution() is not None


def test_a_hole_in_the_gate_would_be_found(space):
    """As if an open wound on the left buttock were forgotten."""
    key = ({Mode.SELF: "s4", Mode.PARTNER: "p2"}[space.mode], "left")
    forgotten = Answer("rg_open_wound", "yes", frozenset({Site("buttock", "left")}))
    formula, rooms = Formula(space.answers), rooms_at(space, key)
    rooms = rooms | {forgotten: usual(space, key)}
    allows(formula, space.catalogue.techniques[key[0]], rooms, usual(space, key))
    document_bars(formula, TECHNIQUES[key[0]], taken_at(space, key))

    assert forgotten in formula.solution()
    assert formula.solution(-formula.variable[forgotten]) is None


# That the formulas say what the code says


def mild(space, key):
    """Answers that leave something by themselves, so that sets of them are not all barred."""
    return [answer for answer, room in rooms_at(space, key).items() if room]


def some_answers(space, key, rng):
    """Mostly mild ones; half of the time among them one that is not."""
    chosen = set(rng.sample(mild(space, key), rng.randint(0, 7)))
    return chosen | set(rng.sample(space.answers, rng.randint(0, 1)))


def test_our_formula_says_what_the_verdict_says(space):
    rng = random.Random(3)
    for key in (key for key in KEYS if is_of_mode(space, key[0])):
        technique, (formula, kept) = space.catalogue.techniques[key[0]], ours(space, key)
        for _ in range(35):
            answers = some_answers(space, key, rng)
            clearance = space.assess(*answers)
            verdict = judge_one(technique, key[1], clearance, space.catalogue, space.widest)
            given = formula.exactly(answers)
            is_allowed = isinstance(verdict, Allowed)
            assert (formula.solution(*given) is not None) is is_allowed, (key, answers)
            if is_allowed:
                room = room_of(verdict, technique)
                for means in MEANS:
                    for one, literal_ in kept[means].items():
                        is_kept = formula.solution(*given, literal_) is not None
                        assert is_kept is (one in getattr(room, means))


def test_the_documents_formula_says_what_the_document_says(space):
    """Against another reading of it, which evaluates whole sets of answers."""
    rng = random.Random(4)
    definite = [
        answer
        for answer in space.answers
        if answer.option in literal.RULES[answer.question]["opts"]
        and not (
            answer.cleared
            and "cleared" not in literal.RULES[answer.question]["opts"][answer.option]
        )
    ]
    among = set(definite)
    for key in (key for key in KEYS if is_of_mode(space, key[0])):
        formula = Formula(space.answers)
        document_bars(formula, TECHNIQUES[key[0]], taken_at(space, key))
        some = [answer for answer in mild(space, key) if answer in among]
        for _ in range(8):
            answers = set(rng.sample(some, rng.randint(0, 6))) | set(
                rng.sample(definite, rng.randint(0, 1))
            )
            read = [
                (c, o, list(sites), cleared)
                for c, o, sites, cleared in map(as_document_reads, answers)
            ]
            _, allowed = literal.evaluate(read, space.mode.value, space.widest.tools, session=6)
            is_barred = formula.solution(*formula.exactly(answers)) is not None
            assert is_barred is (key not in allowed), (key, answers)
