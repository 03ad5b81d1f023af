"""What the rules documents allow, for given answers and a given request.

This was written from the rules documents by someone who had not read the gate. "Section" is a
section of the rules document, "the copy" is rules.json.

Where the documents can be read in two ways, the stricter was taken:

 1. Not sure in group C: section 0 item 6 says "treat as yes", the heading "consult". Consult.
 2. Not sure in groups D and E, where there are several options: all of them at once. So
    rg_bruise, rg_rash and rg_inflammation become consult, rg_numb_patch urgent, cx_live_pain
    nothing today, cx_giver no partner mode, rg_front_pinch "locks".
 3. A not-sure answer is never cleared: the table gives "if cleared" for options only.
 4. Not sure about consent is no consent (item 6 would make it a yes), and so is a list with
    anything else than yes. An empty list of sites agrees to none.
 5. Consent with sites: only those, of all eight regions, not only of the three "off until
    ticked". It makes the outcome "limited".
 6. ur_dvt_signs "emergency if em_chest_breath": also if that is answered not sure.
 7. The three rules that the table calls clearable and the copy gives no keys for: cleared, they
    leave nothing behind. (Nothing stricter is written anywhere.)
 8. ur_night_pain side_only, "go to rg_outer_hip_tender": that question is asked next; not named,
    it was answered no. (This reading first took it as a yes to that. It is the one difference
    that was not settled for the stricter: the question with its side is asked instead.)
 9. rg_recent_injury fresh, "(walk only)", and co_inflammatory flare, "limited to m5": on that
    side no movement but m5. The copy bars only those that load the region. The other side
    keeps its movements, also m3 and m4, which move both legs.
10. "No sustained holds there" (cap_region): no holds at all in that region and side; techniques
    that are not about a hold stay, with hold 0, also if a divisible one skips that region.
11. A limit on holds is for everything, stretches (m1, m2) and the optional hold of p6 too: they
    stay and hold less, down to 0.
12. rg_outer_hip_tender, "lying on it": no side_lying for the other side, in both modes.
13. rg_infection: the text says no partner contact there, the copy no partner mode. No partner
    mode.
14. cx_touch_history: no answer can "add back" front_hip or inner_thigh, consent neither. Partner
    mode stays ("or clothes-on").
15. cx_allergy: "modify" in the table, level 1 in the copy. Outcome "limited".
16. Outcome "limited": any answer of level 2 that is asked in this mode, also if it bars nothing
    here (cx_floor in partner mode). cx_giver and cx_partner_consent are not asked in self mode.
    The session number, tools and pressure asked for do not make it "limited".
17. no_partner_mode and excluded_today leave nothing, movements neither. Order: levels 5 to 3,
    excluded_today, no_partner_mode, no_massage_left, limited, clear.
18. Session 3 and 4: the firm roller is open (only sessions 1 and 2 say "soft or hands", only the
    firm ball waits for session 5).
19. "cap" and "hold_limit_s" are of anything at all: caps of one side or a region are only in the
    technique. With no routine they are still given but mean nothing.
20. "pressure" in the request is one more cap.

Read as advice, not as limits: "use side-lying, chair, standing" (co_pregnancy), "stay 5 cm away",
"small range", "mid-range only", "not near the tumour", "no deep sacral work" (section 3 does not
name it at p4). Section 3, "blocked by every group D rule on a region it touches": only as far as
the table of group D says so, which keeps caps for small bruises and x4 for a sore sit bone.
Variants (elbow, leg cross) and the length of a session are not part of this reading.
"""

from tests.reading.answers import SIDES, check
from tests.reading.limits import MODIFY, limits_of

NO_ROUTINE = {5: "emergency", 4: "urgent", 3: "consult"}
ALWAYS_AT_HAND = {"hands", "none"}


def evaluate(answers, request, rules):
    """Outcome, cap, longest hold, and what is allowed where."""
    check(answers, rules)
    limits = limits_of(answers, request, rules)
    allowed = {}
    outcome = stop_of(limits, request["mode"])
    if outcome is None:
        allowed = allowed_techniques(limits, request, rules)
        outcome = outcome_of(limits, allowed, rules)
    return {
        "outcome": outcome,
        "cap": min(limits.cap, max(limits.side_cap.get(side, limits.cap) for side in SIDES)),
        "hold_limit_s": limits.hold,
        "allowed": allowed,
    }


def stop_of(limits, mode):
    """Why there is nothing to do at all, or None (section 0, items 1 and 2)."""
    if limits.level in NO_ROUTINE:
        return NO_ROUTINE[limits.level]
    if limits.all_off:
        return "excluded_today"
    if mode == "partner" and limits.partner_off:
        return "no_partner_mode"
    return None


def outcome_of(limits, allowed, rules):
    """The name of what is left (section 0, item 2)."""
    massage = {t["id"] for t in rules["techniques"] if t["kind"] == "massage"}
    if not massage & set(allowed):
        return "no_massage_left"
    return "limited" if limits.level == MODIFY else "clear"


def allowed_techniques(limits, request, rules):
    """Technique to side to limits. Self draws on s, x, m; partner on p, m (section 0, item 2)."""
    owned = ALWAYS_AT_HAND | set(request.get("tools", ()))
    allowed = {}
    for technique in rules["techniques"]:
        if technique["mode"] not in (request["mode"], "both"):
            continue
        offers = {side: offer(technique, side, limits, owned) for side in SIDES}
        offers = {side: found for side, found in offers.items() if found}
        if offers:
            allowed[technique["id"]] = offers
    return allowed


def offer(technique, side, limits, owned):
    """How one technique may be done on one side, or None."""
    if (technique["id"], side) in limits.techniques_off:
        return None
    if any((region, side) in limits.moves_off for region in technique["moves"]):
        return None
    regions = regions_left(technique, side, limits)
    cap = cap_of(technique, side, limits)
    hold = hold_of(technique, side, limits)
    positions = positions_left(technique, side, limits)
    tools = tools_left(technique, limits, owned)
    if not (regions and positions and tools):
        return None
    if cap < technique["press"][0]:
        return None
    if technique["sustained"] and hold < technique["hold"][0]:
        return None
    return {
        "cap": cap,
        "hold_s": hold,
        "regions": regions,
        "positions": positions,
        "tools": tools,
    }


def regions_left(technique, side, limits):
    """ "all", or what a divisible technique still touches, or [] (section 0, item 4)."""
    left = [r for r in technique["touches"] if (r, side) not in limits.sites_off]
    if left == technique["touches"]:
        return "all"
    return left if technique["divisible"] else []


def cap_of(technique, side, limits):
    """The lowest cap: its own, of everything, of the side, of any region it touches."""
    caps = [technique["press"][1], limits.cap]
    if side in limits.side_cap:
        caps.append(limits.side_cap[side])
    touched = [(region, side) for region in technique["touches"]]
    return min(caps + [limits.site_cap[site] for site in touched if site in limits.site_cap])


def hold_of(technique, side, limits):
    """The shortest of its own longest hold and the limits; 0 in a region with a cap."""
    hold = technique["hold"][1]
    if limits.hold is not None:
        hold = min(hold, limits.hold)
    if any((region, side) in limits.site_cap for region in technique["touches"]):
        hold = 0
    return hold


def positions_left(technique, side, limits):
    """Its positions without the excluded ones and those that lie on a tender outer hip."""
    other = SIDES[1 - SIDES.index(side)]
    out = set(limits.positions_off)
    if other in limits.not_lain_on:
        out.add("side_lying")
    if side in limits.not_lain_on:
        out.add("side_on_target")
    return [position for position in technique["positions"] if position not in out]


def tools_left(technique, limits, owned):
    """Its tools that are owned and not excluded; hands and none need not be owned."""
    usable = owned - limits.tools_off
    return [tool for choice in technique["tools"] for tool in choice if set(choice) <= usable]
