"""Sites as people write them, and what a rulebook finds in itself."""

from datetime import date

import pytest

from screening.cycles import find_cycle
from screening.rulebook import SIDES, Answer, EndlessQuestions, Site, read_sites
from tests.screening.invented import (
    LEFT_HIP,
    LEFT_KNEE,
    RIGHT_HIP,
    RIGHT_KNEE,
    option,
    question,
    rulebook,
)


@pytest.mark.parametrize(
    ("texts", "sites"),
    [
        ([], set()),
        (["hip/left"], {LEFT_HIP}),
        (["left"], {LEFT_HIP, LEFT_KNEE}),
        (["/left"], {LEFT_HIP, LEFT_KNEE}),
        (["hip"], {LEFT_HIP, RIGHT_HIP}),
        (["hip/"], {LEFT_HIP, RIGHT_HIP}),
        (["knee/right", "hip/left", "hip/left"], {LEFT_HIP, RIGHT_KNEE}),
        ([LEFT_KNEE], {LEFT_KNEE}),
    ],
)
def test_a_site_is_a_region_a_side_or_both(texts, sites):
    assert read_sites(texts, iter(["hip", "knee"])) == sites


@pytest.mark.parametrize("text", ["ear", "hip/up", "ear/left", "left/left", "hip/left/left", None])
def test_a_site_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match=f"^There is no site '{text}'.$"):
        read_sites([text], ["hip", "knee"])


@pytest.mark.parametrize("text", ["", "/"])
def test_a_site_names_something(text):
    with pytest.raises(ValueError, match="^A site needs a region, a side or both.$"):
        read_sites(["hip", text], ["hip", "knee"])


def test_a_site_is_written_as_it_is_read():
    assert str(LEFT_HIP) == "hip/left"


def test_a_rulebook_knows_its_sites_sections_and_options():
    sore, giver = question("sore", option("a"), option("b")), question("giver", section="partner")
    rules = rulebook(sore, giver)

    assert rules.sites == {Site(region, side) for region in ("hip", "knee") for side in SIDES}
    assert [rules.section_of(one).slug for one in (sore, giver)] == ["conditions", "partner"]
    assert rules.questions_in("conditions") == [sore]
    assert (sore.option("b"), sore.option("c")) == (sore.options[1], None)


# Questions that lead to one another


def leads(code, other):
    return question(code, option(follow_up=other))


@pytest.mark.parametrize(
    ("pairs", "circle"),
    [
        (["ab", "bc", "ca"], ("a", "b", "c", "a")),
        (["aa"], ("a", "a")),
        (["ab", "bc", "cb"], ("b", "c", "b")),
    ],
)
def test_a_rulebook_whose_questions_go_round_in_a_circle_cannot_be_made(pairs, circle):
    with pytest.raises(EndlessQuestions) as refused:
        rulebook(*(leads(*pair) for pair in pairs))

    turned = {circle[start:-1] + circle[:start] for start in range(len(circle) - 1)}
    assert refused.value.circle[:-1] in turned
    told = " → ".join(refused.value.circle)
    assert str(refused.value) == f"Follow-up questions go round in a circle: {told}."


def test_questions_that_come_to_an_end_make_a_rulebook():
    assert list(rulebook(leads("a", "c"), leads("b", "c"), question("c")).questions) == [*"abc"]


def test_two_ways_to_one_end_are_no_circle():
    assert find_cycle({"a": ["b", "c"], "b": ["d"], "c": ["d"]}) == ()


# A clinician's word


@pytest.mark.parametrize(
    ("who", "on", "word"),
    [
        ("physio", date(2026, 3, 1), "A physio said on 1 March 2026 that massage is OK"),
        (
            "other",
            date(2026, 12, 24),
            "Another clinician said on 24 December 2026 that massage is OK",
        ),
        ("nurse", None, "A nurse said that massage is OK"),
        ("", None, "A clinician said that massage is OK"),
        ("a healer", None, "A clinician said that massage is OK"),
    ],
)
def test_a_word_says_who_gave_it_and_when(who, on, word):
    assert Answer("sore", "yes", cleared=True, cleared_by=who, cleared_on=on).word == word


def test_nobody_said_anything_where_there_is_no_word():
    assert Answer("sore", "yes", cleared_by="physio", cleared_on=date(2026, 3, 1)).word == ""
