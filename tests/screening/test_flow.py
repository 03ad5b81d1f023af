"""Which page comes next, on a small questionnaire of its own."""

from dataclasses import replace

import pytest

from screening.flow import PENDING, Kind, Page, Progress, agreed_regions
from screening.rulebook import (
    NOT_SURE,
    Answer,
    Level,
    Mode,
    Option,
    Question,
    Restriction,
    Rulebook,
    Scope,
    Section,
    Site,
    Unsure,
)
from screening.rulebook import Kind as Does

LEFT = frozenset({Site("hip", "left")})
HERE = (Restriction(Does.REGION, Scope.SITE),)
CAP = (Restriction(Does.PRESSURE, limit=3),)


def ask(code, section, *options, sites="none", **more):
    return Question(
        code=code,
        slug=code.replace("_", "-"),
        name=code,
        section=section,
        text="",
        label="",
        no_label="No",
        message="m",
        unsure=Unsure.AS_YES,
        options=options,
        sites=sites,
        **more,
    )


def option(code, level=Level.LIMIT, restrictions=(), **more):
    return Option(code, code, level, "m", restrictions, **more)


RULES = Rulebook(
    sections=(
        Section("signs", "", "Signs", "", "signs"),
        Section("spots", "", "Spots", "", "signs"),
        Section("today", "", "Today", "", "questions"),
        Section("partner", "", "Partner", "", "questions", partner_only=True),
        Section("during", "", "During", "", "questions"),
    ),
    questions={
        question.code: question
        for question in (
            ask("fit", "signs", option("yes", Level.EMERGENCY)),
            ask(
                "clot",
                "signs",
                option("now", Level.CONSULT),
                option(
                    "past",
                    Level.CONSULT,
                    cleared_level=Level.LIMIT,
                    cleared_restrictions=HERE,
                    follow_up="lump",
                ),
                sites="site",
            ),
            ask("lump", "spots", option("yes", restrictions=HERE), sites="site"),
            ask("pain", "today", option("yes", follow_up="age")),
            ask("age", "today", option("yes")),
            ask(
                "consent",
                "partner",
                option("yes", Level.NONE, (Restriction(Does.REGION, Scope.REST, region="hip"),)),
                option("no"),
                sites="site",
            ),
            ask("felt", "during", option("yes", follow_up="lump")),
        )
    },
    regions={"hip": "Hip", "thigh": "Thigh"},
    version="v1",
)
SECTIONS = ("signs", "spots", "today")


def progress(*answers, fresh=SECTIONS, mode=Mode.SELF):
    return Progress(RULES, mode, frozenset(answers), frozenset(fresh))


def keys(progress):
    return [page.key for page in progress.path()]


def test_who_ticks_nothing_meets_one_page_a_section():
    assert keys(progress()) == ["signs", "spots", "today"]
    assert keys(progress(mode=Mode.PARTNER)) == ["signs", "spots", "today", "partner"]


def test_the_first_open_page_is_next():
    assert progress(fresh=()).next_page() == Page(Kind.SECTION, "signs")
    assert progress(fresh=("signs", "today")).next_page() == Page(Kind.SECTION, "spots")
    assert progress().next_page() is None


def test_a_sign_with_several_answers_asks_which_right_after_its_list():
    ticked = progress(Answer("clot", PENDING), fresh=("signs",))

    assert keys(ticked) == ["signs", "signs/clot", "spots", "today"]
    assert ticked.next_page() == Page(Kind.QUESTION, "signs", "clot")


def test_half_an_answer_keeps_its_page_open_whenever_it_was_sent():
    assert (
        progress(Answer("clot", PENDING), fresh=(*SECTIONS, "signs/clot")).next_page() is not None
    )


def test_a_sign_with_one_answer_asks_nothing_more_than_where():
    assert keys(progress(Answer("fit", "yes"))) == ["signs", "spots", "today"]
    assert keys(progress(Answer("lump", "yes"))) == ["signs", "spots", "spots/lump/where", "today"]


def test_being_unsure_asks_nothing_more():
    assert keys(progress(Answer("clot", NOT_SURE))) == ["signs", "spots", "today"]


def test_a_clinicians_word_decides_whether_it_matters_where():
    without = progress(Answer("clot", "past"))
    word = progress(Answer("clot", "past", cleared=True))

    assert "signs/clot/clearance" in keys(without)
    assert "signs/clot/where" not in keys(without)
    assert keys(word)[:4] == ["signs", "signs/clot", "signs/clot/clearance", "signs/clot/where"]
    assert "signs/clot/clearance" not in keys(progress(Answer("clot", "now")))


def test_where_stays_open_until_a_place_is_named():
    fresh = (*SECTIONS, "spots/lump/where")

    assert progress(Answer("lump", "yes"), fresh=fresh).next_page() is not None
    assert progress(Answer("lump", "yes", LEFT), fresh=fresh).next_page() is None


def test_no_place_at_all_is_an_answer_where_places_are_agreed_to():
    fresh = (*SECTIONS, "partner", "partner/consent/where")
    yes = progress(Answer("consent", "yes"), fresh=fresh, mode=Mode.PARTNER)

    assert "partner/consent/where" in keys(yes)
    assert yes.next_page() is None
    assert agreed_regions(RULES.questions["consent"].options[0]) == ("hip",)


def test_a_follow_up_comes_right_after_the_answer_that_makes_it_worth_asking():
    path = keys(progress(Answer("clot", "past")))

    assert path.index("spots/lump") == path.index("signs/clot/clearance") + 1
    assert path.index("spots") > path.index("spots/lump")


def test_a_follow_up_is_not_asked_for_what_was_said():
    assert "spots/lump" not in keys(progress(Answer("clot", "past"), Answer("lump", "yes", LEFT)))
    # 'age' stands on a page where each question has its own answer.
    assert "today/age" not in keys(progress(Answer("pain", "yes")))


def test_what_was_felt_during_a_session_has_its_follow_up_too():
    assert keys(progress(Answer("felt", "yes"))) == ["signs", "spots", "today", "spots/lump"]


def test_a_follow_up_belongs_to_the_part_that_led_to_it():
    past = progress(Answer("clot", "past"))

    assert past.part(Page(Kind.QUESTION, "spots", "lump"))[:2] == (1, 3)
    assert past.part(Page(Kind.SECTION, "spots"))[:2] == (2, 3)
    felt = progress(Answer("felt", "yes"))
    assert felt.part(Page(Kind.QUESTION, "spots", "lump"))[:2] == (2, 3)


def test_back_leads_the_way_that_one_came():
    past = progress(Answer("clot", "past"))
    follow_up = Page(Kind.QUESTION, "spots", "lump")

    assert past.page_before(Page(Kind.SECTION, "signs")) is None
    assert past.page_before(follow_up) == Page(Kind.CLEARANCE, "signs", "clot")
    assert past.page_before(Page(Kind.WHERE, "spots", "lump")) is None


@pytest.mark.parametrize(
    ("page", "answers", "opens"),
    [
        (Page(Kind.SECTION, "signs"), (), True),
        (Page(Kind.SECTION, "partner"), (), False),
        (Page(Kind.SECTION, "during"), (), False),
        (Page(Kind.QUESTION, "signs", "clot"), (), False),
        (Page(Kind.QUESTION, "signs", "clot"), (Answer("clot", PENDING),), True),
        (Page(Kind.QUESTION, "signs", "fit"), (Answer("fit", "yes"),), True),
        (Page(Kind.QUESTION, "spots", "lump"), (Answer("clot", "past"),), True),
        (Page(Kind.QUESTION, "today", "pain"), (Answer("pain", "yes"),), False),
        (Page(Kind.WHERE, "signs", "clot"), (Answer("clot", "past"),), False),
        (Page(Kind.CLEARANCE, "signs", "clot"), (Answer("clot", "now"),), False),
        (Page(Kind.QUESTION, "signs", "nobody"), (), False),
    ],
)
def test_a_page_opens_only_where_the_answers_lead_to_it(page, answers, opens):
    assert progress(*answers).opens(page) is opens


def test_a_stop_counts_before_everything_is_answered():
    assert progress(Answer("fit", "yes"), fresh=("signs",)).so_far().level is Level.EMERGENCY


def test_what_lapsed_or_is_half_said_counts_for_nothing_yet():
    assert progress(Answer("fit", "yes"), fresh=()).so_far().level is Level.NONE
    assert progress(Answer("clot", PENDING)).so_far().level is Level.NONE


def test_an_answer_is_no_stop_while_a_clinicians_word_is_still_to_be_asked_for():
    past, fresh = Answer("clot", "past"), (*SECTIONS, "signs/clot")

    assert progress(past, fresh=fresh).so_far().level is Level.NONE
    fresh += ("signs/clot/clearance",)
    assert progress(past, fresh=fresh).so_far().level is Level.CONSULT


def test_questions_of_the_other_mode_are_not_there():
    assert progress().question("partner", "consent") is None
    assert progress(mode=Mode.PARTNER).question("partner", "consent") is not None


def test_an_answer_with_its_option_gone_asks_which_again():
    gone = replace(RULES.questions["clot"], options=())
    rules = replace(RULES, questions={**RULES.questions, "clot": gone})

    path = Progress(rules, Mode.SELF, frozenset({Answer("clot", "past")})).path()

    assert Page(Kind.QUESTION, "signs", "clot") in path
