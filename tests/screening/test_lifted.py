"""What a clinician's word lifts, and what it leaves."""

from dataclasses import replace
from datetime import date

import pytest

from screening.gate import CLEARED, assess
from screening.rulebook import NOT_SURE, Level, Mode
from tests.screening.invented import cap, option, question, rulebook, says


def assessed(answer, **more):
    return assess([answer], rulebook(lifted(**more)), Mode.SELF)


def lifted(**more):
    return question(
        "clot",
        option("now", Level.CONSULT, cap(1)),
        option(
            "past", Level.CONSULT, cap(2), cleared_level=Level.NONE, cleared_restrictions=(cap(4),)
        ),
        option("old", Level.CONSULT, cleared_level=Level.ADVISE, **more),
    )


def test_a_clinicians_word_lifts_what_may_be_lifted():
    found = assessed(says("clot", "past", cleared=True))

    assert (found.level, found.outcome) == (Level.NONE, "limited")
    assert [one.limit for one in found.limits] == [4]
    assert [one.reason.text for one in found.limits] == [CLEARED]
    assert found.messages == ()


def test_a_clinicians_word_lifts_nothing_else():
    for answer in (
        says("clot", "now", cleared=True),
        says("clot", "past"),
        says("clot", NOT_SURE, cleared=True),
    ):
        found = assessed(answer)
        assert found.level is Level.CONSULT
        assert 4 not in [one.limit for one in found.limits]
        assert CLEARED not in [message.text for message in found.messages]


@pytest.mark.parametrize("text", ["Lifted.", ""])
def test_what_is_lifted_says_so(text):
    found = assessed(says("clot", "old", cleared=True), cleared_message=text)

    assert [message.text for message in found.messages] == [text or CLEARED]


def test_who_gave_the_word_and_when_is_told_with_what_it_lifts():
    given = {"cleared_by": "physio", "cleared_on": date(2026, 3, 1)}
    word = "A physio said on 1 March 2026 that massage is OK"
    past = replace(says("clot", "past", cleared=True), **given)
    old = replace(says("clot", "old", cleared=True), **given)

    (limit,) = assessed(past).limits
    assert (limit.reason.said, limit.reason.text) == (f"Label past. {word}", f"{word}. {CLEARED}")
    assert [message.text for message in assessed(old).messages] == [f"{word}. {CLEARED}"]


def test_a_word_that_lifts_nothing_is_not_told():
    now = replace(says("clot", "now", cleared=True), cleared_by="physio")

    (limit,) = assessed(now).limits
    assert (limit.reason.said, limit.reason.text) == ("Label now", "Message now")


def test_a_word_of_nobody_known_is_told_as_what_it_lifts_only():
    (limit,) = assessed(says("clot", "past", cleared=True)).limits

    assert limit.reason.said == "Label past"
