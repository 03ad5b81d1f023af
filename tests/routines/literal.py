"""A second evaluator: the rules document read word by word, knowing nothing of hazards.

It works on `tests/data/rules.json` alone. What the gate and eligibility decide is held against
it, answer by answer.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

DOCUMENT = json.loads((Path(__file__).parents[1] / "data" / "rules.json").read_text())
RULES = {rule["id"]: rule for rule in DOCUMENT["rules"]}
TECHNIQUES = DOCUMENT["techniques"]
SIDES = ("left", "right")
# Content, section 5: progression.
STAGES = ((1, 4, 30, {"roller_firm", "ball_firm"}), (3, 5, 45, {"ball_firm"}), (5, 6, None, set()))


@dataclass
class Side:
    """What one side is left with."""

    techniques: set = field(default_factory=set)  # barred
    regions: set = field(default_factory=set)  # barred to pressing
    loads: set = field(default_factory=set)  # barred to movements
    caps: list = field(default_factory=list)
    region_caps: dict = field(default_factory=dict)


def evaluate(answers, mode="self", tools=(), session=6):
    """`answers`: [(code, option, sites, cleared)], sites as (region, side) pairs, [] for all.

    Returns (outcome, {(technique, side): (cap, hold, regions, positions, tools)}).
    """
    sides = {side: Side() for side in SIDES}
    level, holds, x_tools, x_pos, flags = 0, [], set(), set(), set()
    for code, option, sites, cleared in answers:
        effect = RULES[code]["opts"][option]
        if cleared and "cleared" in effect:
            effect = effect["cleared"]
        level = max(level, effect["level"])
        everywhere = [(r, s) for r in DOCUMENT["regions"] for s in SIDES]
        sites = sites or everywhere
        answered = {side for _, side in sites}
        x_tools |= set(effect.get("x_tools", ()))
        x_pos |= set(effect.get("x_pos", ()))
        if mode == "self":
            x_pos |= set(effect.get("x_pos_self", ()))
        if "hold" in effect:
            holds.append(effect["hold"])
        flags |= {flag for flag in ("x_all", "no_partner") if effect.get(flag)}
        for name, side in sides.items():
            side.techniques |= set(effect.get("x_tech", ()))
            side.regions |= set(effect.get("x_region_both", ()))
            if "cap" in effect:
                side.caps.append(effect["cap"])
            if name in answered:
                side.techniques |= set(effect.get("x_tech_side", ()))
                side.regions |= set(effect.get("x_regions_side", ()))
                if "cap_side" in effect:
                    side.caps.append(effect["cap_side"])
                if effect.get("x_move_region"):
                    side.loads |= set(effect.get("x_regions_side", ()))
        for region, name in sites:
            if effect.get("x_region"):
                sides[name].regions.add(region)
                if effect.get("x_move_region"):
                    sides[name].loads.add(region)
            if "cap_region" in effect:
                sides[name].region_caps[region] = effect["cap_region"]

    _, stage_cap, stage_hold, locked = next(s for s in reversed(STAGES) if session >= s[0])
    if stage_hold is not None:
        holds.append(stage_hold)
    allowed = {}
    off = "x_all" in flags or (mode == "partner" and "no_partner" in flags)
    if level < 3 and not off:
        for technique in TECHNIQUES:
            for name, side in sides.items():
                side_caps = [*side.caps, stage_cap]
                found = _judge(
                    technique, side, side_caps, holds, mode, x_tools | locked, x_pos, tools
                )
                if found:
                    allowed[technique["id"], name] = found
    return _outcome(level, flags, mode, allowed), allowed


def _judge(technique, side, caps, holds, mode, x_tools, x_pos, owned):
    if technique["mode"] not in (mode, "both") or technique["id"] in side.techniques:
        return None
    touches = set(technique["touches"])
    left = touches - side.regions
    if touches & side.regions and not (technique["divisible"] and left):
        return None
    if set(technique["moves"]) & side.loads:
        return None
    positions = [p for p in technique["positions"] if p not in x_pos]
    owned = {*owned, "hands", "none"}
    tools = [t[0] for t in technique["tools"] if t[0] not in x_tools and t[0] in owned]
    region_caps = [cap for region, cap in side.region_caps.items() if region in touches]
    cap = min([technique["press"][1], *caps, *region_caps])
    hold = min([technique["hold"][1], *holds, *([0] if region_caps else [])])
    too_short = technique["sustained"] and hold < technique["hold"][0]
    if not positions or not tools or cap < technique["press"][0] or too_short:
        return None
    regions = "all" if left == touches else tuple(sorted(left))
    return cap, hold, regions, tuple(positions), tuple(tools)


def _outcome(level, flags, mode, allowed):
    if level >= 3:
        return {3: "consult", 4: "urgent", 5: "emergency"}[level]
    if "x_all" in flags:
        return "excluded_today"
    if mode == "partner" and "no_partner" in flags:
        return "no_partner_mode"
    massage = {t["id"] for t in TECHNIQUES if t["kind"] == "massage"}
    if not any(code in massage for code, _ in allowed):
        return "no_massage_left"
    return "limited" if level == 2 else "clear"
