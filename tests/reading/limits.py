"""What all the answers together forbid: levels, exclusions, caps and holds added up.

Section 0 (items 1, 2, 6, 7, 11), section 1 and "progression" of section 5 of the document.
"""

from dataclasses import dataclass, field

from tests.reading.answers import SIDES, agreed_sites, all_sites, entries, options_of

URGENT, CONSULT, MODIFY = 4, 3, 2

# Section 0, item 5: firm is 6, never 7 and up.
HIGHEST_PRESSURE = 6

# Section 1 B says "clearable" for these; rules.json gives no "cleared" keys, so nothing remains.
CLEARED_WITHOUT_TRACE = ("ur_dvt_signs", "ur_big_accident", "ur_pop_bruise")

# Section 0, item 11 and section 1 E: asked in partner mode only.
PARTNER_QUESTIONS = ("cx_partner_consent", "cx_giver")

# Section 1: "walk only" and "movement limited to m5".
WALK_ONLY = (("rg_recent_injury", "fresh"), ("co_inflammatory", "flare"))
WALK = "m5"

# Keys of an option that say nothing about what may be done where.
NOT_HERE = {"level", "cleared", "min_session", "no_oil"}


@dataclass
class Limits:
    """Everything that is barred or capped; each set only grows, each number only falls."""

    level: int = 0
    all_off: bool = False
    partner_off: bool = False
    cap: int = HIGHEST_PRESSURE
    hold: int | None = None
    side_cap: dict = field(default_factory=dict)
    site_cap: dict = field(default_factory=dict)
    sites_off: set = field(default_factory=set)
    moves_off: set = field(default_factory=set)
    techniques_off: set = field(default_factory=set)
    tools_off: set = field(default_factory=set)
    positions_off: set = field(default_factory=set)
    not_lain_on: set = field(default_factory=set)

    def lower_hold(self, seconds):
        """Holds take the shortest (section 0, item 2)."""
        self.hold = seconds if self.hold is None else min(self.hold, seconds)


def lower(caps, key, value):
    """Caps take the lowest (section 0, item 2)."""
    caps[key] = min(value, caps.get(key, value))


def add_option(limits, option, sites, mode, rules):
    """Add what one option does; the keys mean what `scope_keys` of rules.json says."""
    unknown = set(option) - set(rules["scope_keys"]) - NOT_HERE
    if unknown:
        raise ValueError(f"unknown keys: {sorted(unknown)}")
    sides = {side for _, side in sites}
    limits.level = max(limits.level, option["level"])
    limits.all_off |= option.get("x_all", False)
    limits.partner_off |= option.get("no_partner", False)
    limits.cap = min(limits.cap, option.get("cap", limits.cap))
    if "hold" in option:
        limits.lower_hold(option["hold"])
    if "cap_side" in option:
        for side in sides:
            lower(limits.side_cap, side, option["cap_side"])
    if "cap_region" in option:
        for site in sites:
            lower(limits.site_cap, site, option["cap_region"])

    regions_off = {(r, side) for r in option.get("x_regions_side", ()) for side in sides}
    if option.get("x_region"):
        regions_off |= sites
    if option.get("x_move_region"):
        limits.moves_off |= regions_off
    regions_off |= {(r, side) for r in option.get("x_region_both", ()) for side in SIDES}
    limits.sites_off |= regions_off

    limits.techniques_off |= {(t, side) for t in option.get("x_tech", ()) for side in SIDES}
    limits.techniques_off |= {(t, side) for t in option.get("x_tech_side", ()) for side in sides}
    limits.tools_off |= set(option.get("x_tools", ()))
    limits.positions_off |= set(option.get("x_pos", ()))
    if mode == "self":
        limits.positions_off |= set(option.get("x_pos_self", ()))


def add_answer(limits, rule, name, sites, cleared, mode, rules):
    """Add one option of one rule, or what is left of it once a clinician has cleared it."""
    code = rule["id"]
    options = options_of(rule)
    if name == "not_sure":
        add_not_sure(limits, rule, sites, mode, rules)
        return
    option = options[name]
    if code in cleared and code in CLEARED_WITHOUT_TRACE:
        return
    if code in cleared and rule["clear"] != "no":
        option = option.get("cleared", option)
    add_option(limits, option, sites, mode, rules)
    sides = {side for _, side in sites}
    if (code, name) in WALK_ONLY:
        others = {t["id"] for t in rules["techniques"] if t["kind"] == "movement"} - {WALK}
        limits.techniques_off |= {(t, side) for t in others for side in sides}
    if code == "rg_outer_hip_tender":
        limits.not_lain_on |= sides
    if code == "cx_allergy":  # its effect is "modify" in the table, whatever its level
        limits.level = max(limits.level, MODIFY)


def add_not_sure(limits, rule, sites, mode, rules):
    """Not sure: section 0, item 6 and the headings of section 1, the stricter of the two.

    Group A = urgent; B = consult; C = consult (by its heading); D and E = yes to every option.
    """
    group = rule["group"][0]
    if group == "A":
        limits.level = max(limits.level, URGENT)
    elif group in "BC":
        limits.level = max(limits.level, CONSULT)
    else:
        for name in options_of(rule):
            add_answer(limits, rule, name, sites, (), mode, rules)


def add_session(limits, session):
    """The session number: caps, holds and tools (section 5, progression; section 0, item 9)."""
    if session <= 2:
        limits.cap = min(limits.cap, 4)
        limits.lower_hold(30)
        limits.tools_off |= {"roller_firm", "ball_firm"}
    elif session <= 4:
        limits.cap = min(limits.cap, 5)
        limits.lower_hold(45)
        limits.tools_off.add("ball_firm")


def add_consent(limits, answers, rules):
    """Partner mode: nothing without consent, and no area that is not agreed (section 1 E)."""
    agreed = agreed_sites(answers, rules)
    if agreed is None:
        limits.partner_off = True
        return
    limits.sites_off |= all_sites(rules) - agreed
    if limits.sites_off:
        limits.level = max(limits.level, MODIFY)


def clot_and_chest(limits, answers, cleared, rules):
    """ur_dvt_signs: "emergency if em_chest_breath" (section 1 B)."""
    leg = [option for option, _ in entries(answers.get("ur_dvt_signs", "no"), rules)]
    chest = [option for option, _ in entries(answers.get("em_chest_breath", "no"), rules)]
    if "yes" in leg and "ur_dvt_signs" not in cleared and set(chest) & {"yes", "not_sure"}:
        limits.level = 5


def limits_of(answers, request, rules):
    """All answers and the request, added up."""
    mode = request["mode"]
    cleared = set(request.get("cleared", ()))
    limits = Limits()
    add_session(limits, request.get("session", 1))
    limits.cap = min(limits.cap, request.get("pressure", limits.cap))
    if mode == "partner":
        add_consent(limits, answers, rules)
    for rule in rules["rules"]:
        code = rule["id"]
        if code == "cx_partner_consent" or (mode == "self" and code in PARTNER_QUESTIONS):
            continue
        for name, named in entries(answers.get(code, "no"), rules):
            if name != "no":
                sites = named or all_sites(rules)
                add_answer(limits, rule, name, sites, cleared, mode, rules)
    clot_and_chest(limits, answers, cleared, rules)
    return limits
