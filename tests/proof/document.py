"""What each answer of the clinical rules document bars, read off `tests/data/rules.json` alone.

Like `tests.routines.literal`, this knows nothing of hazards or of the gate. It says it answer by
answer, so that a solver can put any answers together.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

DOCUMENT = json.loads((Path(__file__).parents[1] / "data" / "rules.json").read_text())
RULES = {rule["id"]: rule for rule in DOCUMENT["rules"]}
TECHNIQUES = {technique["id"]: technique for technique in DOCUMENT["techniques"]}
EVERYWHERE = frozenset(
    (region, side) for region in DOCUMENT["regions"] for side in ("left", "right")
)
NO_ROUTINE = 3  # "At 3 or above there is NO routine"
# "'Not sure': emergency item = urgent; urgent item = consult", group C: "'not sure' = consult".
UNSURE_STOPS = "ABC"
# Of a session's length, of oil and of what is said, not of a technique on a side.
NOT_HERE = {"level", "cleared", "min_session", "no_oil"}


@dataclass
class Taken:
    """What one answer takes from one technique on one side."""

    bars: bool = False
    regions: set = field(default_factory=set)
    positions: set = field(default_factory=set)
    tools: set = field(default_factory=set)
    cap: int = 10
    hold: int = 10_000


def takes(answer, technique, side, mode):
    """`answer`: (code, option, sites, cleared); no sites for everywhere."""
    code, option, sites, cleared = answer
    effects, taken = _effects(code, option, cleared), Taken()
    if any(effect["level"] >= NO_ROUTINE for effect in effects):
        return Taken(bars=True)
    for effect in effects:
        _add(taken, effect, sites or EVERYWHERE, TECHNIQUES[technique], side, mode)
    return taken


def _effects(code, option, cleared):
    rule = RULES[code]
    if option == "not_sure":
        if rule["group"][0] in UNSURE_STOPS:
            return [{"level": NO_ROUTINE}]
        return list(rule["opts"].values())
    effect = rule["opts"].get(option, {"level": 0})  # asked for in words only: bars nothing
    if cleared and "cleared" in effect:
        return [effect["cleared"]]
    # "clearable: yes, once checked", and nothing said of what is left: all is lifted.
    lifts_all = not any("cleared" in other for other in rule["opts"].values())
    if cleared and rule["clear"].startswith("yes") and lifts_all:
        return []
    return [effect]


def _add(taken, effect, sites, technique, side, mode):
    touches, sides = set(technique["touches"]), {side for _, side in sites}
    here = {region for region, where in sites if where == side}
    pressed, loaded = set(), set()
    for key, value in effect.items():
        match key:
            case "x_all":
                taken.bars = True
            case "no_partner":
                taken.bars |= mode == "partner"
            case "x_tech":
                taken.bars |= technique["id"] in value
            case "x_tech_side":
                taken.bars |= technique["id"] in value and side in sides
            case "x_region":
                pressed |= here
            case "x_regions_side":
                pressed |= set(value) if side in sides else set()
            case "x_region_both":
                pressed |= set(value)
            case "x_move_region":
                named = set(effect.get("x_regions_side", ())) if side in sides else set()
                loaded |= named | (here if effect.get("x_region") else set())
            case "x_tools":
                taken.tools |= set(value)
            case "x_pos":
                taken.positions |= set(value)
            case "x_pos_self":
                taken.positions |= set(value) if mode == "self" else set()
            case "cap":
                taken.cap = min(taken.cap, value)
            case "cap_side":
                taken.cap = min(taken.cap, value if side in sides else 10)
            case "cap_region":  # "no sustained holds there"
                if touches & here:
                    taken.cap, taken.hold = min(taken.cap, value), 0
            case "hold":
                taken.hold = min(taken.hold, value)
            case _ if key not in NOT_HERE:
                raise ValueError(f"Nothing is known of {key}.")
    taken.regions |= pressed & touches
    taken.bars |= bool(taken.regions) and not technique["divisible"]
    taken.bars |= bool(loaded & set(technique["moves"]))
    taken.bars |= taken.cap < technique["press"][0]
    taken.bars |= technique["sustained"] and taken.hold < technique["hold"][0]
