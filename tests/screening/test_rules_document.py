"""The fixtures of the questionnaire, held against the clinical rules document row by row.

`tests/data/rules.json` is the document itself. Nothing is decided here: that the rows lead to the
document's verdicts is tests/routines/test_eligibility.py's part.
"""

import json
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCUMENT = json.loads((ROOT / "tests/data/rules.json").read_text())
RULES = {rule["id"]: rule for rule in DOCUMENT["rules"]}


def rows(name):
    """The rows of a fixture by slug, with `[slug]` read as that slug."""
    entries = yaml.safe_load((ROOT / "fixtures" / f"{name}.yaml").read_text())
    return {
        entry["fields"]["slug"]: {
            key: value[0] if isinstance(value, list) and isinstance(value[0], str) else value
            for key, value in entry["fields"].items()
        }
        for entry in entries
    }


CONTRAINDICATIONS = {row["code"]: row for row in rows("contraindications").values()}
QUESTIONS = {row["contraindication"]: row for row in rows("questions").values()}
OPTIONS = {
    (row["question"].replace("-", "_"), row["code"]): row for row in rows("options").values()
}
RESTRICTIONS = rows("restrictions").values()
DOCUMENT_OPTIONS = [(code, option) for code, rule in RULES.items() for option in rule["opts"]]

# Answers that the document's table asks for in words, and its machine copy leaves out.
EXTRA_OPTIONS = {
    # "exclude front_hip and inner_thigh unless the user adds them back"
    ("cx_touch_history", "added_back"),
    # "Areas off until ticked": only a yes can tick them
    ("cx_partner_consent", "yes"),
    # "Locks or gives way: consult."
    ("rg_front_pinch", "locks"),
}
# "clearable: yes, if a scan ruled a clot out", "yes, once checked": the machine copy names no
# level for afterwards. Nothing stays limited, and the person keeps the advice.
EXTRA_CLEARED = {("ur_dvt_signs", "yes"), ("ur_big_accident", "yes"), ("ur_pop_bruise", "yes")}

# The document lists techniques; rules bar what these have in common.
HAZARDS_OF_TECHNIQUES = {
    ("ur_leg_nerve", "stable"): "sciatic-buttock sciatic-thigh side-weight nerve-stretch",
    ("co_clot", "past"): "femoral-vessels",
    # s4 and s5 carry it too: both are done with a ball, which the same answer rules out.
    ("co_bleeding", "yes"): "deep-pressure",
    ("mo_blood_thinners", "anticoagulant"): "deep-pressure",
    ("co_hip_replacement", "released"): "sciatic-buttock side-weight hip-twist",
    ("co_dislocation", "old"): "hip-twist",
    ("co_disc_spine", "now"): "prone-rolling",
    ("co_hernia", "yes"): "groin-near prone-rolling",
    ("co_circulation", "yes"): "femoral-vessels",
    ("rg_outer_hip_tender", "yes"): "outer-hip-squeeze",
    ("rg_sit_bone", "yes"): "sit-bone-weight",
    ("rg_front_pinch", "yes"): "deep-bend front-hip-weight",
    ("rg_outer_thigh_burn", "yes"): "front-skin-nerve",
    ("cx_giver", "sore"): "thumb-hold",
    ("cx_live_pain", "electric"): "sciatic-buttock",
}
HAZARDS_OF_TOOLS = {
    ("ball_firm",): "firm-ball",
    ("ball_firm", "roller_firm", "roller_soft"): "roller firm-ball",
    ("ball_firm", "ball_soft", "roller_firm", "roller_soft"): "roller ball",
}
HAZARDS_OF_POSITIONS = {
    ("prone",): "face-down",
    ("prone", "supine"): "face-down flat-on-back",
    ("floor_seated", "half_kneel", "prone", "side_on_target"): "face-down on-floor",
}
# Rows for what the table says in words only. None of them lets more through.
REGIONS = [region.replace("_", "-") for region in DOCUMENT["regions"]]
EXTRA_ROWS = {
    # "and lying on it"
    ("rg_outer_hip_tender", "yes"): {("hazard", "side", "", "lying-on-hip", "", None)},
    # "Have you agreed which areas are OK?": the others are not.
    ("cx_partner_consent", "yes"): {("region", "rest", "", "", region, None) for region in REGIONS},
    # "and movements that load it (walk only)": stricter than the load rows it stands in for.
    ("rg_recent_injury", "fresh"): {("load", "side", "", "", region, None) for region in REGIONS},
}
STANDS_IN_FOR = {("rg_recent_injury", "fresh"): {("load", "site", "", "", "", None)}}
# The document points from one rule to another by its id; people get what that rule says.
IN_OTHER_WORDS = {
    "rg_varicose": "Do not press on these veins. If one gets hot, hard or sore to touch, see a "
    "doctor in the next day."
}
# "small range", "mid-range only", "no deep sacral work", "no hamstring stretch", "keep the knee
# below hip height": how to do what stays allowed.
CARE = {
    ("co_severe_arthritis", "unchecked", "end-range"),
    ("co_severe_arthritis", "known", "end-range"),
    ("co_connective", "stable", "end-range"),
    ("co_pregnancy", "w13", "deep-pressure"),
    ("co_pregnancy", "w16", "deep-pressure"),
    ("rg_front_pinch", "yes", "end-range"),
    ("rg_sit_bone", "yes", "end-range"),
}


def row(kind, scope="both", hazard="", region="", limit=None, mode=""):
    return (kind, scope, mode, hazard, region.replace("_", "-"), limit)


def expected(code, option, effect):
    """The rows that the document's keys for one answer come to. An unknown key fails."""
    found = set()
    for key, value in effect.items():
        match key:
            case "level" | "cleared":
                pass
            case "cap":
                found.add(row("pressure", limit=value))
            case "cap_side":
                found.add(row("pressure", "side", limit=value))
            case "cap_region":  # "no sustained holds there"
                found |= {row("pressure", "site", limit=value), row("hold", "site", limit=0)}
            case "hold":
                found.add(row("hold", limit=value))
            case "min_session":  # "longest session, minutes"
                found.add(row("minutes", limit=value))
            case "x_all" | "no_partner" | "no_oil":
                kinds = {"x_all": "everything", "no_partner": "partner", "no_oil": "oil"}
                found.add(row(kinds[key]))
            case "x_region":
                found.add(row("region", "site"))
            case "x_region_both":
                found |= {row("region", region=region) for region in value}
            case "x_regions_side":
                found |= {row("region", "side", region=region) for region in value}
            case "x_move_region" if "x_region" in effect:
                found.add(row("load", "site"))
            case "x_move_region":
                found |= {row("load", "side", region=r) for r in effect["x_regions_side"]}
            case "x_tech" | "x_tech_side":
                scope = "side" if key == "x_tech_side" else "both"
                hazards = HAZARDS_OF_TECHNIQUES[code, option].split()
                found |= {row("hazard", scope, hazard) for hazard in hazards}
            case "x_tools":
                hazards = HAZARDS_OF_TOOLS[tuple(sorted(value))].split()
                found |= {row("hazard", hazard=hazard) for hazard in hazards}
            case "x_pos" | "x_pos_self":
                mode = "self" if key == "x_pos_self" else ""
                hazards = HAZARDS_OF_POSITIONS[tuple(sorted(value))].split()
                found |= {row("hazard", hazard=hazard, mode=mode) for hazard in hazards}
            case _:
                raise AssertionError(f"{code}: nothing is known of {key}")
    return found


def written(code, option, when_cleared):
    """The rows of one answer in the fixtures, 'care' aside."""
    return [
        row(
            one["kind"],
            one.get("scope", "both"),
            one.get("hazard", ""),
            one.get("region", ""),
            one.get("limit"),
            one.get("mode", ""),
        )
        for one in RESTRICTIONS
        if one["option"] == OPTIONS[code, option]["slug"]
        and one.get("when_cleared", False) is when_cleared
        and one["kind"] != "care"
    ]


def test_every_rule_has_its_contraindication_and_question():
    assert list(CONTRAINDICATIONS) == list(RULES)
    assert len(RULES) == 80
    assert set(QUESTIONS) == {row["slug"] for row in CONTRAINDICATIONS.values()}


@pytest.mark.parametrize("code", RULES)
def test_a_contraindication_says_what_its_rule_says(code):
    rule, said = RULES[code], CONTRAINDICATIONS[code]
    cited = rule["src"].split()

    assert said["message"] == IN_OTHER_WORDS.get(code, rule["msg"])
    assert said["group"] == rule["group"][0]
    assert said["seed_mark"] == rule["seed"]
    assert [slug for (slug,) in said.get("sources", [])] == [s.lower() for s in cited if s != "J"]
    assert said.get("is_judgement", False) is ("J" in cited)
    clearable = "" if rule["clear"] == "no" else rule["clear"]
    assert said.get("clearable", "").lower() == clearable
    assert all(said[field] for field in ("name", "effect", "changes"))


@pytest.mark.parametrize("code", RULES)
def test_not_sure_counts_as_the_document_says(code):
    question = QUESTIONS[code.replace("_", "-")]
    unsure = {"A": "urgent", "B": "consult", "C": "consult", "D": "as_yes", "E": "as_yes"}

    assert question["unsure"] == unsure[RULES[code]["group"][0]]
    assert question["text"]
    assert question["label"]


def test_options_are_the_documents_and_the_reviewed_ones():
    assert set(OPTIONS) == {*DOCUMENT_OPTIONS, *EXTRA_OPTIONS}
    assert OPTIONS["cx_touch_history", "added_back"]["level"] == 1
    assert OPTIONS["cx_partner_consent", "yes"]["level"] == 0
    assert OPTIONS["rg_front_pinch", "locks"]["level"] == 3


@pytest.mark.parametrize(("code", "option"), DOCUMENT_OPTIONS)
def test_an_option_has_the_documents_levels_and_restrictions(code, option):
    effect = RULES[code]["opts"][option]
    cleared = effect.get("cleared", {})
    found = OPTIONS[code, option]
    levels = (effect["level"], cleared.get("level"))
    if (code, option) in EXTRA_CLEARED:
        levels = (effect["level"], 1)
        assert found["clearance_text"]

    assert (found["level"], found.get("cleared_level")) == levels
    bars, bars_cleared = written(code, option, False), written(code, option, True)
    wanted = expected(code, option, effect) - STANDS_IN_FOR.get((code, option), set())
    assert set(bars) == wanted | EXTRA_ROWS.get((code, option), set())
    assert set(bars_cleared) == expected(code, option, cleared)
    assert len(bars) == len(set(bars))
    assert len(bars_cleared) == len(set(bars_cleared))


@pytest.mark.parametrize(("code", "option"), sorted(EXTRA_OPTIONS))
def test_a_reviewed_option_has_only_its_reviewed_restrictions(code, option):
    assert set(written(code, option, False)) == EXTRA_ROWS.get((code, option), set())
    assert not written(code, option, True)
    assert "cleared_level" not in OPTIONS[code, option]


def test_care_is_asked_for_where_the_document_asks_for_it():
    by_slug = {row["slug"]: key for key, row in OPTIONS.items()}
    found = {
        (*by_slug[one["option"]], one["hazard"]) for one in RESTRICTIONS if one["kind"] == "care"
    }
    assert found == CARE


@pytest.mark.parametrize("code", RULES)
def test_where_it_is_is_asked_only_if_something_depends_on_it(code):
    question = QUESTIONS[code.replace("_", "-")]
    slugs = {row["slug"] for (rule, _), row in OPTIONS.items() if rule == code}
    scopes = {one.get("scope", "both") for one in RESTRICTIONS if one["option"] in slugs}
    finest = "site" if scopes & {"site", "rest"} else "side" if "side" in scopes else "none"

    assert question.get("sites", "none") == finest
    assert bool(question.get("sites_text")) is (finest != "none")


def test_every_hazard_that_is_barred_is_described():
    hazards = rows("hazards")
    assert {one["hazard"] for one in RESTRICTIONS if "hazard" in one} <= set(hazards)
    assert all(hazard["description"] for hazard in hazards.values())
