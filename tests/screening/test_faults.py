"""What the linter finds in a rulebook, made up or as shipped."""

import pytest

from screening.faults import faults_of_rulebook
from screening.rulebook import NO, Kind, Level, Restriction
from tests.screening.invented import option, question, rulebook

HARD = (
    "Contraindicated manipulations necessitate an interdisciplinary physiotherapeutic "
    "consultation immediately preceding subsequent rehabilitation."
)
BARS = Restriction(Kind.HAZARD, hazard="cold")


CONSENT = question("consent", option(NO, Level.ADVISE), section="partner")


def found(*questions, hazards=("cold",)):
    faults = faults_of_rulebook(rulebook(*questions, CONSENT), dict.fromkeys(hazards, "Cold"))
    return [(fault.kind, fault.key, fault.field, fault.blocks) for fault in faults]


def ask(code="q", *options, **more):
    return question(code, *options or [option("yes", Level.LIMIT, BARS)], **more)


def test_nothing_is_found_in_a_sound_rulebook():
    assert found(ask()) == []


@pytest.mark.parametrize("field", ["follow_up", "emergency_with"])
def test_an_answer_must_not_name_a_question_that_is_not_in_use(field):
    asked = ask("q", option("yes", Level.LIMIT, BARS, **{field: "gone"}))

    assert found(asked) == [("screening.option", ("q", "yes"), field, True)]


def test_a_question_that_nobody_can_answer_is_found():
    assert found(question("q"), ask("other")) == [("screening.question", ("q",), "text", True)]


def test_partner_mode_without_consent_is_found():
    faults = list(faults_of_rulebook(rulebook(ask()), {}))

    assert [(f.kind, f.key, f.blocks) for f in faults] == [
        ("screening.section", ("partner",), True)
    ]


def test_a_question_that_nobody_is_asked_is_found():
    assert found(ask(section="nowhere")) == [("screening.question", ("q",), "section", True)]


@pytest.mark.parametrize("code", ["not_sure", ""])
def test_an_answer_that_nobody_can_give_is_found(code):
    asked = ask("q", option(code, Level.LIMIT, BARS))

    assert found(asked) == [("screening.option", ("q", code), "code", False)]


def test_rules_for_a_word_that_lifts_nothing_are_found():
    asked = ask("q", option("yes", Level.CONSULT, BARS, cleared_restrictions=(BARS,)))

    assert found(asked) == [("screening.option", ("q", "yes"), "cleared_level", False)]


def test_a_hazard_that_no_rule_bars_is_found():
    assert found(ask(), hazards=("cold", "heat")) == [("screening.hazard", ("heat",), "", False)]


def test_hard_messages_are_found():
    answer = option("yes", Level.LIMIT, BARS, message=HARD, cleared_message=HARD)

    assert found(ask("q", answer, message=HARD)) == [
        ("screening.contraindication", ("q",), "message", False),
        ("screening.option", ("q", "yes"), "message", False),
        ("screening.option", ("q", "yes"), "cleared_message", False),
    ]
