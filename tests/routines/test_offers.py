"""What can come in a step's place, and what can be added: the refused too, with their reasons."""

import re

import pytest

from routines.content import catalogue
from routines.editor import THERE, Add, Refused, Swap
from routines.offers import find_additions, find_swaps
from screening.rulebook import SIDES, Answer, Site
from tests.routines.sheets import BRUISE, ROUTINE, WALK, order, sheet_for

pytestmark = [pytest.mark.django_db, pytest.mark.decision]


def test_swaps_are_alike_the_best_first_and_the_refused_last_with_reasons():
    offers = find_swaps(2, sheet_for(ROUTINE, BRUISE))
    refusals = [offer.refusal for offer in offers]

    assert offers
    assert all(offer.technique.mode != "partner" for offer in offers)
    assert refusals == sorted(refusals, key=bool)
    assert "s4" not in {offer.technique.code for offer in offers}, "it is there already"
    assert "bruise" in next(o for o in offers if o.technique.code == "s1").refusal.lower()


def test_a_swap_that_is_there_on_the_other_side_is_offered_for_this_one():
    steps = [WALK, ("s4", "targeted", "right", 60), *(("x4", "targeted", s, 40) for s in SIDES)]
    sheet = sheet_for(steps)
    offer = next(o for o in find_swaps(3, sheet) if o.technique.code == "s4")

    assert (offer.refusal, offer.barred) == ("", (("right", THERE),))
    assert order(Swap(3, "s4").apply(sheet)) == ["m5/both", "s4/right", "s4/left", "x4/right"]
    with pytest.raises(Refused, match=THERE):
        Swap(3, "s4", twin=True).apply(sheet)


def test_what_bars_the_sides_for_different_reasons_says_each():
    sore = Answer("rg_sit_bone", "yes", frozenset({Site("buttock", "right")}))
    offers = {o.technique.code: o for o in find_additions(sheet_for([WALK], BRUISE, sore))}

    assert re.fullmatch("Left: .*bruise.* Right: .*sit.*", offers["s4"].refusal)
    assert not offers["x4"].refusal.startswith("Left: ")


def test_what_a_mend_brings_in_on_one_side_says_why():
    sheet = sheet_for([WALK], BRUISE)
    offer = next(o for o in find_additions(sheet) if o.technique.code == "s5")
    edit = offer.mends[0].edit
    said = edit.said(sheet, edit.apply(sheet))

    assert [(side, "bruise" in why.lower()) for side, why in offer.barred] == [("left", True)]
    assert said.count("is added on the right only.") == 2


def test_additions_are_just_what_adding_does_not_refuse():
    sheet = sheet_for(ROUTINE, BRUISE)
    offers = {offer.technique.code: offer for offer in find_additions(sheet)}
    offered = {code for code, offer in offers.items() if not offer.refusal}

    assert "s5" in offered
    assert "p1" not in offers
    assert (offers["s1"].sides, offers["s4"].sides) == (("right",), ())
    (barred,) = offers["s1"].barred
    assert (barred[0], "bruise" in barred[1].lower()) == ("left", True)
    assert offers["s4"].refusal == "It is in the routine already."
    for code in catalogue().techniques:
        results = []
        for side in ("both", "left", "right"):
            try:
                results.append(Add(code, side).apply(sheet))
            except Refused:
                continue
        assert bool(results) == (code in offered)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("gracilis", {"x2"}),
        ("BALL wall", {"x4", "x5"}),
        ("no such thing", set()),
    ],
)
def test_additions_are_found_by_words(words, codes):
    found = {offer.technique.code for offer in find_additions(sheet_for(ROUTINE), words)}

    assert found == codes


def test_the_most_alike_swap_comes_first():
    """The same muscles and purpose, at the same time, before what only touches the place."""
    offers = [
        offer for offer in find_swaps(2, sheet_for([WALK, *ROUTINE[1:3]])) if not offer.refusal
    ]

    assert [offer.rank for offer in offers] == sorted((o.rank for o in offers), reverse=True)
    assert offers[0].technique.code == "x4"
    assert offers[0].change_s == -20  # done standing, as the walk before it is
