"""No row of the rules, no hazard and no option can be lost unnoticed."""

from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import product

from routines.catalogue import Technique
from routines.eligibility import Situation, judge, outcome
from routines.proof.rooms import cells_of
from screening.gate import assess
from screening.rulebook import Answer, Kind, Mode, Scope
from screening.space import consent, places
from tests.screening import test_rules_document as document

# Losing the row turns a test red


def is_red(test, *arguments):
    try:
        test(*arguments)
    except (AssertionError, KeyError):
        return True
    return False


def test_every_restriction_is_held_by_the_documents_tests(monkeypatch):
    rows, key_of = list(document.RESTRICTIONS), {o["slug"]: k for k, o in document.OPTIONS.items()}
    for row in rows:
        monkeypatch.setattr(document, "RESTRICTIONS", [one for one in rows if one is not row])
        key = key_of[row["option"]]
        assert (
            is_red(document.test_care_is_asked_for_where_the_document_asks_for_it)
            or (key in document.DOCUMENT_OPTIONS)
            and is_red(document.test_an_option_has_the_documents_levels_and_restrictions, *key)
            or (key in document.EXTRA_OPTIONS)
            and is_red(document.test_a_reviewed_option_has_only_its_reviewed_restrictions, *key)
        ), row["slug"]


def test_every_option_is_held_by_the_documents_tests(monkeypatch):
    options = dict(document.OPTIONS)
    for key in options:
        monkeypatch.setattr(document, "OPTIONS", {k: o for k, o in options.items() if k != key})
        assert is_red(document.test_options_are_the_documents_and_the_reviewed_ones), key


# What each hazard asks of the body, and what does so: reviewed, one by one.
CARRIERS = {
    "deep-pressure": "p3 p4 s4 s5",
    "thumb-hold": "p3 p4",
    "sciatic-buttock": "p3 p4 s1 s4 s5",
    "sciatic-thigh": "x1 x3",
    "sit-bone-weight": "x1 x3 s1 s4 s5",
    "side-weight": "s2",
    "outer-hip-squeeze": "s2 s5 x5 m1",
    "hip-twist": "m1 m3 m4",
    "nerve-stretch": "m1",
    "deep-bend": "m1 m3",
    "front-hip-weight": "s3",
    "front-skin-nerve": "s2 s3 p6 x5",
    "groin-near": "p8 p9 x2",
    "prone-rolling": "s3 x2 x7",
    "femoral-vessels": "p5 s3",
    "end-range": "m1 m2 m3",
    "roller": "roller_soft roller_firm",
    "ball": "ball_soft ball_firm",
    "firm-ball": "ball_firm",
    "face-down": "prone",
    "flat-on-back": "supine",
    "on-floor": "floor_seated side_on_target half_kneel",
    "lying-on-hip": "side_on_target side_lying",
}


def test_hazards_are_carried_by_what_was_reviewed(content):
    _, catalogue = content
    kinds = (catalogue.techniques, catalogue.tools, catalogue.positions)
    for hazard, carriers in CARRIERS.items():
        found = {
            code
            for kind in kinds
            for code, one in kind.items()
            if hazard in one.hazards | getattr(one, "other_side_hazards", frozenset())
        }
        assert found == set(carriers.split()), hazard
    assert catalogue.positions["side_lying"].other_side_hazards == {"lying-on-hip"}
    assert not catalogue.positions["side_on_target"].other_side_hazards


# Losing the row lets more through


def probes(rulebook):
    """Techniques that admins could add, each with one thing that a rule can bar and no other."""
    plain = Technique(
        code="", slug="", name="", mode="both", kind="massage", phase="knead", tools=("none",),
        positions=("standing",), pressure_min=0, pressure_max=6, seconds_min=60, seconds_max=60,
        hold_max=60,
    )  # fmt: skip
    found = [replace(plain, code="plain")]
    found += [replace(plain, code=hazard, hazards=frozenset({hazard})) for hazard in CARRIERS]
    for region in rulebook.regions:
        found.append(replace(plain, code=f"on {region}", touches=frozenset({region})))
        found.append(replace(plain, code=f"loads {region}", loads=frozenset({region})))
    return {technique.code: technique for technique in found}


def allowed(answer, rulebook, catalogue, mode):
    """All that one answer leaves: what a person would notice of it."""
    answers = {answer, *(one for one in consent(rulebook) if one.question != answer.question)}
    clearance = assess(answers, rulebook, mode)
    verdicts = judge(clearance, catalogue, Situation(frozenset(catalogue.tools), session=6))
    end = outcome(clearance, verdicts, catalogue)
    oil = bool(clearance.of_kind(Kind.OIL))
    return end, clearance.minutes, oil, cells_of(verdicts, catalogue)


def restrictions(rulebook):
    """Every restriction: (question, option, the field it is in, its place there)."""
    for question in rulebook.questions.values():
        for option in question.options:
            for name in ("restrictions", "cleared_restrictions"):
                for index in range(len(getattr(option, name))):
                    yield question, option, name, index


def without(rulebook, question, option, name, index):
    rows = getattr(option, name)
    shorter = replace(option, **{name: rows[:index] + rows[index + 1 :]})
    options = tuple(shorter if one is option else one for one in question.options)
    changed = replace(question, options=options)
    return replace(rulebook, questions={**rulebook.questions, question.code: changed})


def answers_to(question, option, name, rulebook):
    """What to say to meet a restriction: nowhere in particular, and on either side."""
    is_cleared = name == "cleared_restrictions"
    where = places(question, rulebook)
    if all(restriction.scope is not Scope.REST for restriction in option.restrictions):
        where = where[:3]
    return [Answer(question.code, option.code, sites, is_cleared) for sites in where]


def idle(rulebook, catalogue):
    """The restrictions without which their answers leave just the same."""
    before = cache(lambda answer, mode: allowed(answer, rulebook, catalogue, mode))
    found = set()
    for question, option, name, index in restrictions(rulebook):
        less = without(rulebook, question, option, name, index)
        if all(
            before(answer, mode) == allowed(answer, less, catalogue, mode)
            for answer in answers_to(question, option, name, rulebook)
            for mode in Mode
        ):
            row = getattr(option, name)[index]
            found.add(f"{question.code} {option.code}: {row.kind} {row.hazard or row.region}")
    return found


def test_no_restriction_is_idle(content):
    """Whatever techniques admins may add: each restriction bars something no other one does."""
    rulebook, catalogue = content
    catalogue = replace(catalogue, techniques=probes(rulebook))

    assert idle(rulebook, catalogue) == set()


# With today's techniques these bar only what another row of the same answer bars too. They stay,
# since the document has them and a technique of tomorrow may need them.
DOUBLED = {
    "the same answer caps pressure at 3 or less, and every roller needs 4": {
        *(f"{answer}: hazard roller" for answer in (
            "co_clot past", "mo_blood_thinners anticoagulant", "co_bleeding yes", "co_cancer yes",
            "co_heart_kidney_swelling yes", "co_diabetes numb", "co_osteoporosis severe",
            "co_osteoporosis mild", "co_steroids yes", "co_neuro yes", "co_pregnancy w13",
            "co_pregnancy w16",
        )),
    },
    "holds of 0 end all that is done with a ball; with the cap of 3, also p3 and p4": {
        *(f"{answer}: hazard {hazard}" for answer in (
            "mo_blood_thinners anticoagulant", "co_bleeding yes",
        ) for hazard in ("ball", "deep-pressure")),
    },
    "outer_thigh is touched by s2 alone, which needs a roller or more pressure, or the outer hip": {
        *(f"{answer}: region outer_thigh" for answer in (
            "co_clot past", "co_lymph yes", "co_pregnancy w13", "co_pregnancy w16",
        )),
    },
    "face down is out and flat on the back too, so nothing on the front thigh is left": {
        "co_pregnancy w16: region front_thigh",
    },
    "movements load several regions at once, and the others are barred too": {
        *(f"co_inflammatory flare: load {region}" for region in ("buttock", "outer_hip")),
        *(f"rg_recent_injury fresh: load {region}" for region in (
            "low_back", "buttock", "outer_hip", "front_hip", "front_thigh", "inner_thigh",
            "outer_thigh", "back_thigh",
        )),
    },
}  # fmt: skip


def test_only_the_reviewed_restrictions_are_doubled_today(content):
    assert idle(*content) == set().union(*DOUBLED.values())


# And of what techniques, tools and positions carry.
DOUBLED_HAZARDS = {
    "what bars it also caps pressure at 3, and they need 4, or a ball, which it bars": {
        ("p3", "deep-pressure"), ("s4", "deep-pressure"), ("s5", "deep-pressure"),
        ("s3", "femoral-vessels"),
        ("roller_soft", "roller"), ("roller_firm", "roller"),
    },
    "what bars it also bars the region that they touch, or another hazard that they carry": {
        ("s2", "outer-hip-squeeze"), ("x5", "outer-hip-squeeze"), ("x2", "groin-near"),
        ("side_on_target", "lying-on-hip"),
    },
}  # fmt: skip


def test_only_the_reviewed_hazards_are_doubled_today(content):
    rulebook, catalogue = content
    before = cache(lambda answer, mode: allowed(answer, rulebook, catalogue, mode))
    barring = defaultdict(set)
    for question, option, name, index in restrictions(rulebook):
        hazard = getattr(option, name)[index].hazard
        barring[hazard].update(answers_to(question, option, name, rulebook))
    found = set()
    for kind, field in product(("techniques", "tools", "positions"), HAZARD_FIELDS):
        for code, one in getattr(catalogue, kind).items():
            for hazard in getattr(one, field, ()):
                bare = replace(one, **{field: getattr(one, field) - {hazard}})
                less = replace(catalogue, **{kind: {**getattr(catalogue, kind), code: bare}})
                if all(
                    before(answer, mode) == allowed(answer, rulebook, less, mode)
                    for answer in barring[hazard]
                    for mode in Mode
                ):
                    found.add((code, hazard))

    assert found == set().union(*DOUBLED_HAZARDS.values())


HAZARD_FIELDS = ("hazards", "other_side_hazards")
