"""Random cases: answers and requests that touch every rule, option and spelling of a site.

Only what README, "For reviewers", and the rules document allow is made, so every case is good
input. Most cases leave out answers that stop everything, or else little would be compared.
"""

import json
from functools import cache
from pathlib import Path

from tests.reading.answers import SIDES, options_of
from tests.reading.limits import CLEARED_WITHOUT_TRACE

RULES_FILE = Path(__file__).parent.parent / "data" / "rules.json"
TOOLS = ("roller_soft", "roller_firm", "ball_soft", "ball_firm")
GROUP_WEIGHT = {"A": 1, "B": 2, "C": 4, "D": 8, "E": 5}


@cache
def the_rules():
    """The parsed copy of the rules."""
    return json.loads(RULES_FILE.read_text(encoding="utf-8"))


def random_case(rng):
    """One case: (answers, request)."""
    rules = the_rules()
    mode = rng.choice(["self", "self", "partner"])
    unstopped = rng.random() < 0.75
    cleared = set()
    answers = {}
    for rule in pick_rules(rng, rules):
        answer = random_answer(rng, rule, unstopped, rules)
        if answer is None:
            continue
        answers[rule["id"]] = answer
        if rng.random() < (0.95 if unstopped else 0.4):
            cleared.add(rule["id"])
    if mode == "partner" or rng.random() < 0.1:
        consent = random_consent(rng, rules)
        if consent is not None:
            answers["cx_partner_consent"] = consent
    if rng.random() < 0.2:
        cleared.add(rng.choice(rules["rules"])["id"])
    request = {
        "mode": mode,
        "tools": random_tools(rng),
        "minutes": rng.randint(5, 30),
        "session": rng.randint(1, 12),
        "cleared": sorted(cleared),
        "goals": [],
        "focus": [],
    }
    return answers, request


def pick_rules(rng, rules):
    """0 to 6 different rules, consent aside, in the order of the document."""
    pool = [rule for rule in rules["rules"] if rule["id"] != "cx_partner_consent"]
    wanted = rng.randint(0, 6)
    picked = {}
    while len(picked) < wanted:
        weights = [GROUP_WEIGHT[rule["group"][0]] for rule in pool]
        rule = rng.choices(pool, weights)[0]
        picked[rule["id"]] = rule
    return [rule for rule in pool if rule["id"] in picked]


def stops(rule, option):
    """Whether this answer ends everything even when it is cleared as far as the rules allow."""
    if option == "not_sure":
        worst = max(opt["level"] for opt in rule["opts"].values())
        all_day = any("x_all" in opt for opt in rule["opts"].values())
        return rule["group"][0] in "ABC" or worst > 2 or all_day
    effect = options_of(rule)[option]
    if rule["id"] in CLEARED_WITHOUT_TRACE:
        return False
    return effect.get("cleared", effect)["level"] > 2 or "x_all" in effect


def random_answer(rng, rule, unstopped, rules):
    """One answer in one of its forms, or None if all of them would stop everything."""
    options = [*options_of(rule), "not_sure"]
    if unstopped:
        options = [option for option in options if not stops(rule, option)]
    if not options:
        return None
    if rng.random() < 0.03:
        return "no"
    weights = [1 if option == "not_sure" else 4 for option in options]
    first = rng.choices(options, weights)[0]
    two = rng.random() < 0.2
    if two and about_a_place(rule):
        second = rng.choices(options, weights)[0]
        return [random_entry(rng, rule, option, rules) for option in (first, second)]
    others = [option for option in options if option != first]
    if two and others:
        return [random_entry(rng, rule, option, rules) for option in (first, rng.choice(others))]
    return random_entry(rng, rule, first, rules)


def about_a_place(rule):
    """Whether the question asks for a spot or a side, or an answer acts on one."""
    return "side" in rule["typ"] or any("x_tech_side" in opt for opt in rule["opts"].values())


def random_entry(rng, rule, option, rules):
    """One option: bare, or with sites where the rule is about a place or a side."""
    if about_a_place(rule) and rng.random() < 0.8:
        return {"option": option, "sites": random_sites(rng, rules)}
    return option if rng.random() < 0.8 else {"option": option}


def random_sites(rng, rules):
    """One to three sites in all three spellings."""
    sites = []
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        region, side = rng.choice(rules["regions"]), rng.choice(SIDES)
        sites.append(rng.choices([f"{region}/{side}", region, side], [6, 2, 2])[0])
    return sorted(set(sites))


def random_consent(rng, rules):
    """Mostly yes, sometimes to some areas only, seldom anything else; None: not named."""
    sites = sorted({*random_sites(rng, rules), *random_sites(rng, rules)})
    yes = {"option": "yes", "sites": sites}
    return rng.choices(["yes", yes, "not_sure", "no", None], [24, 7, 1, 1, 1])[0]


def random_tools(rng):
    """What is owned: everything in a third of the cases, else any part of it."""
    if rng.random() < 0.35:
        return list(TOOLS)
    return [tool for tool in TOOLS if rng.random() < 0.5]
