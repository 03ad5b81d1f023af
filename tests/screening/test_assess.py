"""What answers come to, on rulebooks made up for the purpose."""

import pytest

from screening.gate import Clearance, Limit, Message, Reason, UnknownAnswer, assess
from screening.rulebook import (
    NO,
    NOT_SURE,
    SIDES,
    Answer,
    Kind,
    Level,
    Mode,
    Restriction,
    Scope,
    Site,
    Unsure,
)
from tests.screening.invented import (
    LEFT_HIP,
    LEFT_KNEE,
    RIGHT_HIP,
    RIGHT_KNEE,
    cap,
    option,
    question,
    rulebook,
    says,
)

LEFT = frozenset({"left"})
BOTH = frozenset(SIDES)


def assessed(*questions_and_answers, mode=Mode.SELF):
    """What a rulebook of these questions makes of these answers."""
    answers = [one for one in questions_and_answers if isinstance(one, Answer)]
    questions = [one for one in questions_and_answers if not isinstance(one, Answer)]
    return assess(answers, rulebook(*questions), mode)


def places(*restrictions, where=()):
    """Where these restrictions of one answer hold: sides, sites."""
    sore = question("sore", option("yes", Level.LIMIT, *restrictions))
    return [(one.sides, one.sites) for one in assessed(sore, says("sore", "yes", *where)).limits]


# One answer


def test_no_answers_allow_everything():
    asked = question("clot", option("yes", Level.CONSULT))

    assert assessed(asked) == Clearance(Mode.SELF, Level.NONE, (), (), ())


def test_an_answer_limits_with_its_reason():
    given = Restriction(Kind.HAZARD, hazard="deep-bend", advice="Bend less.")
    asked = question("sore", option("yes", Level.LIMIT, given))
    why = Reason("sore", "yes", "Name sore", "Label yes", "Message yes")

    assert assessed(asked, says("sore")) == Clearance(
        Mode.SELF,
        Level.LIMIT,
        (Message("sore", "yes", Level.LIMIT, "Message yes", "Name sore", is_note=False),),
        (Limit(Kind.HAZARD, why, hazard="deep-bend", advice="Bend less."),),
        (),
    )


def test_an_option_without_a_message_says_the_questions():
    asked = question("sore", option("yes", message=""))

    assert [m.text for m in assessed(asked, says("sore")).messages] == ["Message of sore"]


def test_the_numbers_of_a_restriction_are_kept():
    asked = question("sore", option("yes", Level.LIMIT, cap(4)))

    assert [(one.kind, one.limit) for one in assessed(asked, says("sore")).limits] == [
        (Kind.PRESSURE, 4)
    ]


def test_not_sure_is_every_option_at_once():
    options = option("mild", Level.ADVISE, cap(5)), option("bad", Level.LIMIT, cap(3))
    found = assessed(question("sore", *options), says("sore", NOT_SURE))

    assert found.level is Level.LIMIT
    assert [one.limit for one in found.limits] == [5, 3]
    assert {one.reason for one in found.limits} == {
        Reason("sore", NOT_SURE, "Name sore", "I am not sure", "Message mild")
    }
    assert [m.text for m in found.messages] == ["Message mild", "Message bad"]


def test_not_sure_says_the_same_thing_once():
    asked = question("sore", option("a", message="Go easy."), option("b", message="Go easy."))

    assert len(assessed(asked, says("sore", NOT_SURE)).messages) == 1


@pytest.mark.parametrize(
    ("unsure", "level"),
    [
        (Unsure.URGENT, Level.URGENT),
        (Unsure.CONSULT, Level.CONSULT),
        (Unsure.AS_YES, Level.LIMIT),
    ],
)
def test_not_sure_counts_as_the_question_says(unsure, level):
    asked = question("sore", option("a", Level.LIMIT), option("b", Level.ADVISE), unsure=unsure)

    assert assessed(asked, says("sore", NOT_SURE)).level is level


def test_a_sign_is_worse_beside_another_one():
    leg = question("leg", option("yes", Level.URGENT, emergency_with="chest"))
    chest = question("chest", option("yes", Level.ADVISE))

    assert assessed(leg, chest, says("leg")).level is Level.URGENT
    assert assessed(leg, chest, says("leg"), says("chest")).level is Level.EMERGENCY


def test_no_word_lifts_a_sign_beside_the_one_that_makes_it_worse():
    lifted = {"cleared_level": Level.NONE, "emergency_with": "chest"}
    leg = question("leg", option("yes", Level.URGENT, **lifted))
    chest, word = question("chest", option("yes", Level.ADVISE)), says("leg", cleared=True)

    assert assessed(leg, chest, word).level is Level.NONE
    assert assessed(leg, chest, word, says("chest")).level is Level.EMERGENCY


# Several answers


def asked_in_order(*codes):
    return [question(code, option("a"), option("b"), option("y", Level.URGENT)) for code in codes]


def test_the_highest_level_wins_and_the_rest_are_notes():
    mild = question("mild", option("yes", Level.ADVISE))
    sore = question("sore", option("yes", Level.LIMIT))
    found = assessed(mild, sore, says("mild"), says("sore"))

    assert found.level is Level.LIMIT
    assert [(m.code, m.level, m.is_note) for m in found.messages] == [
        ("sore", Level.LIMIT, False),
        ("mild", Level.ADVISE, True),
    ]


def test_answers_stand_by_level_then_question_then_option():
    questions = asked_in_order("z", "c", "d")
    answers = says("d", "a"), says("c", "b"), says("d", "y"), says("z", "b"), says("z", "a")
    found = assessed(*questions, *answers)

    assert [(m.code, m.option) for m in found.messages] == [
        ("d", "y"),
        ("z", "a"),
        ("z", "b"),
        ("c", "b"),
        ("d", "a"),
    ]


def test_from_consult_up_every_answer_stops_and_so_does_nothing_today():
    today = Restriction(Kind.EVERYTHING)
    questions = [
        question("fever", option("yes", Level.LIMIT, today, cap(3))),
        question("clot", option("yes", Level.CONSULT, cap(1))),
        question("chest", option("yes", Level.EMERGENCY)),
        question("sore", option("yes", Level.LIMIT)),
    ]
    found = assessed(*questions, *(says(one.code) for one in questions))

    assert [reason.code for reason in found.stops] == ["chest", "clot", "fever"]
    assert [one.reason.code for one in found.limits] == ["clot", "fever", "fever"]


def test_silence_where_no_is_an_option_is_that_option():
    consent = question("consent", option(NO, Level.LIMIT, cap(2)), option("yes", Level.NONE))

    assert [one.limit for one in assessed(consent).limits] == [2]
    assert assessed(consent, says("consent")).limits == ()


# In which mode


def test_a_partners_questions_count_in_partner_mode_only():
    sore = question("sore", option("yes", Level.URGENT, emergency_with="giver"))
    giver = question("giver", option("yes", Level.CONSULT, cap(2)), section="partner")
    consent = question("consent", option(NO, Level.ADVISE), section="partner")
    asked = sore, giver, consent, says("sore"), says("giver")

    alone, together = assessed(*asked), assessed(*asked, mode=Mode.PARTNER)
    assert (alone.mode, together.mode) == (Mode.SELF, Mode.PARTNER)
    assert [m.code for m in alone.messages] == ["sore"]
    assert [m.code for m in together.messages] == ["sore", "giver", "consent"]
    assert (alone.level, together.level) == (Level.URGENT, Level.EMERGENCY)


def test_a_restriction_of_one_mode_holds_in_that_mode():
    limits = cap(5), cap(4, mode=Mode.SELF), cap(3, mode=Mode.PARTNER)
    asked = question("sore", option("yes", Level.LIMIT, *limits)), says("sore")

    assert [one.limit for one in assessed(*asked).limits] == [5, 4]
    assert [one.limit for one in assessed(*asked, mode=Mode.PARTNER).limits] == [5, 3]


# In which places


def test_both_sides_are_both_sides_wherever_it_is_sore():
    assert places(cap(3), where=[LEFT_HIP]) == [(BOTH, None)]


def test_a_side_is_that_of_the_answer():
    assert places(cap(3, scope=Scope.SIDE), where=[LEFT_HIP, LEFT_KNEE]) == [(LEFT, None)]
    assert places(cap(3, scope=Scope.SIDE)) == [(BOTH, None)]


def test_a_region_is_on_the_sides_of_its_restriction():
    here = {"region": "knee"}

    assert places(cap(3, **here)) == [(BOTH, {LEFT_KNEE, RIGHT_KNEE})]
    assert places(cap(3, **here, scope=Scope.SIDE), where=[LEFT_HIP]) == [(LEFT, {LEFT_KNEE})]


def test_a_site_is_that_of_the_answer():
    assert places(cap(3, scope=Scope.SITE), where=[LEFT_HIP]) == [(LEFT, {LEFT_HIP})]
    everywhere = {LEFT_HIP, LEFT_KNEE, RIGHT_HIP, RIGHT_KNEE}
    assert places(cap(3, scope=Scope.SITE)) == [(BOTH, everywhere)]


def test_the_rest_of_a_region_is_all_of_it_but_the_answer():
    rest = cap(3, scope=Scope.REST, region="hip")

    assert places(rest, where=[LEFT_HIP, RIGHT_KNEE]) == [({"right"}, {RIGHT_HIP})]
    assert places(rest) == [(BOTH, {LEFT_HIP, RIGHT_HIP})]
    assert places(rest, where=[LEFT_HIP, RIGHT_HIP]) == [], "nothing is left to limit"


def test_the_rest_without_a_region_is_every_other_site():
    """A row that names no region must not vanish: it holds wherever nothing was answered."""
    found = places(cap(3, scope=Scope.REST), where=[LEFT_HIP])

    assert found == [(BOTH, {LEFT_KNEE, RIGHT_HIP, RIGHT_KNEE})]


# What is not understood


def test_an_answer_to_no_question_is_refused():
    with pytest.raises(UnknownAnswer, match="^There is no question 'gone'.$"):
        assessed(question("sore", option()), says("gone"))


@pytest.mark.parametrize("site", [Site("elbow", "left"), Site("hip", "front")])
def test_an_answer_about_a_site_that_does_not_exist_is_refused(site):
    with pytest.raises(UnknownAnswer, match=f"^'sore': there is no site '{site}'.$"):
        assessed(question("sore", option()), says("sore", "yes", LEFT_HIP, site))


def test_an_answer_that_is_no_option_is_refused():
    with pytest.raises(UnknownAnswer, match="^'sore' has no answer 'gone'.$"):
        assessed(question("sore", option()), says("sore", "gone"))
