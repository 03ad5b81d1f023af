"""Why a plan is what it is, in words: each step, what was left out, what could not be had."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from routines.catalogue import Catalogue, Technique
from routines.eligibility import Allowed, Barred, Verdicts
from routines.objective import ENOUGH_S, Candidate, in_focus
from routines.problem import TECHNIQUES_MAX
from routines.request import Kept, Request
from routines.search import Found
from screening.rulebook import SIDES


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A technique that was allowed and is not in the plan, and why."""

    technique: str
    reason: str


@dataclass(frozen=True, slots=True)
class NotKept:
    """A step that was to stay and is not in the plan, and why."""

    technique: str
    side: str
    reason: str


NOT_WITHIN = "It does not fit what you asked for, its warm-up or what must come before it."


def reason_for(candidate: Candidate, phase: str, catalogue: Catalogue, request: Request) -> str:
    """Why a step is there, on the candidate's sides, in a sentence or two."""
    technique, parts = candidate.technique, []
    if in_focus(technique, candidate.sides, request):
        parts.append("It works on what you chose.")
    if served := sorted(catalogue.goals[g] for g in request.goals & technique.goals):
        parts.append(f"It serves your goal: {', '.join(served)}.")
    if phase == "warm-up":
        pressed = [
            technique.touches if v.regions is None else v.regions for v in candidate.verdicts
        ]
        reach = technique.loads.union(*pressed)
        regions = sorted(catalogue.regions[r] for r in reach & catalogue.regions.keys())
        parts.append(f"It warms up {_listed(regions) if regions else 'the whole leg'} first.")
    elif phase == "movement":
        parts.append("Easy movement after massage uses the ease that you feel.")
    if not parts:
        muscles = [catalogue.muscles[m] for m in technique.muscles if m in catalogue.muscles]
        parts.append(f"It works on {_listed(muscles[:3]) or 'the hip'} and fits your time.")
    return " ".join(parts)


def _listed(names: list[str]) -> str:
    names = [name[0].lower() + name[1:] for name in names]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def find_left_out(
    candidates: list[Candidate], found: Found, verdicts: Verdicts, catalogue: Catalogue
) -> Iterator[LeftOut]:
    """Every technique that is allowed on a side and is not in the plan."""
    offered = {c.technique.code: c for c in candidates}
    for code, technique in catalogue.techniques.items():
        allowed = [s for s in SIDES if isinstance(verdicts[code, s], Allowed)]
        if code in found.codes or not allowed:
            continue
        if code not in offered:
            yield LeftOut(code, _why_not_offered(technique, allowed))
        elif missing := technique.after - found.codes:
            there = catalogue.techniques
            first = [there[code].name for code in sorted(missing) if code in there]
            names = _listed(first) if first else "something that we no longer offer"
            yield LeftOut(code, f"It is done only after {names}, which did not fit.")
        else:
            yield LeftOut(code, _why_not_taken(offered[code], found))


def _why_not_taken(candidate: Candidate, found: Found) -> str:
    """The plainest of the reasons that are true: all of them mean that the plan is worth more."""
    if len(found.codes) >= TECHNIQUES_MAX:
        return f"A routine has at most {TECHNIQUES_MAX} techniques, and these do more for you."
    had: Counter[tuple[str, str]] = Counter()
    for taken in found.choice:
        had.update(dict.fromkeys(taken.candidate.works_on, taken.seconds))
    if all(had[place] >= ENOUGH_S for place in candidate.works_on):
        return "Its muscles get enough time from the steps above."
    places = {position for taken in found.choice for position in taken.way}
    if not any(set(way) <= places for way in candidate.ways):
        return "It needs another position, and your minutes do more for you without the change."
    tools = {tool for taken in found.choice for tool in taken.candidate.tools}
    if candidate.technique.is_massage and not set(candidate.tools) <= tools:
        return "It needs another tool, and your minutes do more for you without the change."
    return "Your minutes do more for you with the techniques above."


def _why_not_offered(technique: Technique, allowed: list[str]) -> str:
    if technique.both_at_once and len(allowed) < len(SIDES):
        return "It works on both sides at once, and one side is ruled out."
    return "You asked for other places, or for less pressure than it needs."


def find_not_kept(
    kept: Collection[Kept], found: Found, verdicts: Verdicts, catalogue: Catalogue
) -> Iterator[NotKept]:
    """The steps that were to stay and do not, as the answers, the wish or the limits bar them."""
    for one in kept:
        if one.technique not in catalogue.techniques:
            yield NotKept(one.technique, one.side, "We no longer offer this technique.")
            continue
        sides = SIDES if one.side == "both" else (one.side,)
        against = [v for s in sides if isinstance(v := verdicts[one.technique, s], Barred)]
        if against:
            texts = dict.fromkeys(reason.text for v in against for reason in v.reasons)
            yield NotKept(one.technique, one.side, " ".join(texts))
        elif one.technique not in found.codes:
            yield NotKept(one.technique, one.side, NOT_WITHIN)


def find_given_up(
    request: Request, candidates: list[Candidate], catalogue: Catalogue, asked: int, minutes: int
) -> Iterator[str]:
    """What was asked for and is not to be had, each in a sentence."""
    if minutes > asked:
        yield f"{asked} minutes are too few. {minutes} minutes are the fewest that will do."
    elif asked < request.minutes:
        yield f"You asked for {request.minutes} minutes. Your answers allow {asked} today."
    techniques = [c.technique for c in candidates]
    served = {goal for technique in techniques for goal in technique.goals}
    for goal in sorted((request.goals & catalogue.goals.keys()) - served):
        yield f"Nothing that you may do today serves this goal: {catalogue.goals[goal]}."
    reached = {site for candidate in candidates for site in candidate.reach}
    for site in sorted(request.focus_sites - reached):
        place = catalogue.regions.get(site.region, site.region)
        yield f"Nothing that you may do today works on this place: {place}, {site.side}."
    muscles = {muscle for technique in techniques for muscle in technique.muscles}
    for muscle in sorted(request.focus_muscles - muscles):
        name = catalogue.muscles.get(muscle, muscle)
        yield f"Nothing that you may do today works on this muscle: {name}."
