"""The best plan by trying everything, for catalogues of a few techniques.

Written from what `objective.worth` and the planner's limits say, and sharing none of the search.
"""

from itertools import combinations, permutations, product

from routines.objective import find_candidates, worth
from routines.problem import MASSAGE_MAX_S, PHASES, TECHNIQUES_MAX
from routines.timing import POSITION_S, SETTLE_S, TOOL_S, rest_s


def best_by_trying_everything(catalogue, verdicts, request):
    """The greatest value of any choice that keeps the limits."""
    candidates = find_candidates(request, verdicts, catalogue)
    stage_of = stages_of(candidates, catalogue)
    best = 0.0
    for some in _subsets(candidates):
        for phases in product(*(phases_of(c) for c in some)):
            roles = list(zip(some, phases, strict=True))
            if not _may_be(roles):
                continue
            order = sorted(roles, key=lambda role: stage_of[role])
            hands = any(c.technique.is_massage for c, _ in order)
            time = request.minutes * 60 - SETTLE_S - rest_s(hands)
            for doses in product(*(c.doses for c, _ in order)):
                for changes, tools, in_massage in _changes(order, stage_of):
                    costs = [c.cost(s) for (c, _), s in zip(order, doses, strict=True)]
                    massage = sum(
                        cost
                        for (c, _), cost in zip(order, costs, strict=True)
                        if c.technique.is_massage
                    )
                    total = sum(costs) + changes * POSITION_S + tools * TOOL_S
                    if total <= time and massage + in_massage <= MASSAGE_MAX_S:
                        done = [(c, s) for (c, _), s in zip(order, doses, strict=True)]
                        best = max(best, worth(done, changes, tools))
    return best


def _subsets(candidates):
    for size in range(1, min(len(candidates), TECHNIQUES_MAX) + 1):
        for some in combinations(candidates, size):
            codes = {c.technique.code for c in some}
            if all(c.technique.after <= codes for c in some):
                yield some


def phases_of(candidate):
    own = candidate.technique
    if own.warms_up and own.is_massage:
        return ["warm-up"]
    return ["warm-up", own.phase] if own.warms_up else [own.phase]


def _may_be(roles):
    """Massage begins with a warm-up, and targeted work falls on sites that are warm by then."""
    warm = [c for c, phase in roles if phase == "warm-up"]
    hands = [c for c, _ in roles if c.technique.is_massage]
    if bool(warm) != bool(hands):
        return False
    sites = {site for c in warm for site in c.reach}
    sides = {side for c in warm if not c.reach for side in c.sides}
    place = {c.technique.code: PHASES.index(phase) for c, phase in roles}
    return all(
        all(site in sites or site.side in sides for site in c.sites(c.technique.touches))
        for c, phase in roles
        if phase == "targeted"
    ) and all(
        place[code] <= PHASES.index(phase) for c, phase in roles for code in c.technique.after
    )


def stages_of(candidates, catalogue):
    """Where each role counts: phase by phase; in each superficial before deep, what follows
    something after it, and tool by tool; then those together that can share a position, and
    else in the content's order."""
    roles = [(c, phase) for c in candidates for phase in phases_of(c)]
    codes = {c.technique.code: c for c in candidates}

    def level(candidate, phase):
        levels = [
            1 + level(codes[code], phase)
            for code in candidate.technique.after
            if code in codes and phase in phases_of(codes[code])
        ]
        return max([int(candidate.technique.is_deep), *levels])

    stages = {}
    for candidate, phase in roles:
        tool = in_hand(candidate, catalogue)
        stages.setdefault((PHASES.index(phase), level(candidate, phase), tool), []).append(
            candidate
        )
    found = {}
    for stage, some in stages.items():
        for number, one in enumerate(some):
            reached, before = {one}, None
            while reached != before:
                before = set(reached)
                reached |= {o for o in some for r in before if _positions(o) & _positions(r)}
            first = min(some.index(other) for other in reached)
            found[one, PHASES[stage[0]]] = (stage, first, number)
    return found


def in_hand(candidate, catalogue):
    tool = candidate.tools[0]
    return "" if catalogue.tools[tool].always_there else tool


def _positions(candidate):
    return {way[0] for way in candidate.ways}


def _changes(order, stage_of):
    """Every way to go from position to position: how many changes, of tools too, and the seconds
    of them that are massage's."""
    stages = {}
    for role in order:
        stages.setdefault(stage_of[role][0], []).append(role)
    ends = {("", "", 0, 0, 0)}
    for (_, _, tool), roles in stages.items():
        new = set()
        for ways in product(*(c.ways for c, _ in roles)):
            where = [way[0] for way in ways]
            for places in permutations(dict.fromkeys(where)):
                for at, in_hand, changes, tools, in_massage in ends:
                    new.add(
                        _enter(roles, where, places, tool, at, in_hand, changes, tools, in_massage)
                    )
        ends = new
    return {end[2:] for end in ends}


def _enter(roles, where, places, tool, at, in_hand, changes, tools, in_massage):
    first = roles[0][0].technique.is_massage
    if tool and tool != in_hand and at:
        tools, in_massage = tools + 1, in_massage + TOOL_S * first
    for place in places:
        enters = next(c for (c, _), p in zip(roles, where, strict=True) if p == place)
        if at and at != place:
            changes += 1
            in_massage += POSITION_S * enters.technique.is_massage
        at = place
    return places[-1], tool, changes, tools, in_massage
