"""A routine's parts: what may be done of them today, how long they take, what is wrong with them.

What today's answers rule out stays in the routine, marked, and counts for nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from routines.catalogue import Catalogue
from routines.eligibility import Allowed, Barred, Verdicts
from routines.objective import Candidate
from routines.planner import PlanStep
from routines.problem import MASSAGE_MAX_S, TECHNIQUES_MAX
from routines.request import Request
from routines.timing import get_ready_each, in_all_s
from screening.gate import Reason
from screening.rulebook import SIDES, Site

BOTH = "both"


@dataclass(frozen=True, slots=True)
class Part:
    """A step of a routine. `key`: its row; None if it has none yet. `bars`: why not today.
    `reason`: why it is put in, if not that the person wanted it. `locked`: it stays when the rest
    is built again.
    """

    technique: str
    phase: str
    side: str
    seconds: int
    tool: str
    position: str
    key: int | None = None
    bars: tuple[Reason, ...] = ()
    reason: str = ""
    locked: bool = False

    @property
    def sides(self) -> tuple[str, ...]:
        return SIDES if self.side == BOTH else (self.side,)

    @property
    def is_allowed(self) -> bool:
        return not self.bars


Parts = tuple[Part, ...]


def part_of_plan(step: PlanStep) -> Part:
    return Part(
        technique=step.technique,
        phase=step.phase,
        side=step.side,
        seconds=step.seconds,
        tool=step.tool,
        position=step.position,
        reason=step.reason,
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A routine and what it may draw on today. `minutes`: the most that it may take in all;
    `request`: what was asked for when it was made.
    """

    parts: Parts
    catalogue: Catalogue
    verdicts: Verdicts
    candidates: Mapping[str, Candidate]
    minutes: int
    request: Request = Request()

    def part(self, key: int) -> Part:
        return next(part for part in self.parts if part.key == key)

    def name(self, part: Part) -> str:
        technique = self.catalogue.techniques.get(part.technique)
        name = technique.name if technique else "A technique that we no longer offer"
        return name if part.side == BOTH else f"{name}, {part.side}"


NO_LONGER_OFFERED = Reason(
    "content",
    "retired",
    "What we offer",
    "No longer offered",
    "We no longer offer this technique.",
)
LESS_PRESSURE = Reason(
    "request",
    "pressure",
    "What you asked for",
    "Light pressure",
    "It needs more pressure than you asked for.",
)
NO_COMMON_WAY = Reason(
    "sides",
    "both",
    "Both sides at once",
    "No position for both sides",
    "It works on both sides at once, and no position or tool is allowed on both.",
)


def bars(code: str, side: str, sheet: Sheet) -> tuple[Reason, ...]:
    """Why a technique may not be done on a side, or on both at once; empty if it may."""
    technique = sheet.catalogue.techniques.get(code)
    if technique is None:
        return (NO_LONGER_OFFERED,)
    both = side == BOTH or technique.both_at_once
    found = [
        reason
        for one in (SIDES if both else (side,))
        if isinstance(verdict := sheet.verdicts[code, one], Barred)
        for reason in verdict.reasons
    ]
    if not found and code not in sheet.candidates:
        found = [LESS_PRESSURE]
    if not found and allowed_on(sheet.candidates[code], BOTH if both else side) is None:
        found = [NO_COMMON_WAY]
    return tuple(dict.fromkeys(found))


def allowed_on(candidate: Candidate, side: str) -> Allowed | None:
    """The limits on a side, or the strictest of both; None if the sides have no way in common."""
    verdicts = [v for v in candidate.verdicts if side in (BOTH, v.side)]
    first = verdicts[0]
    if len(verdicts) == 1:
        return first

    def common(name: str) -> tuple[str, ...]:
        return tuple(
            x for x in getattr(first, name) if all(x in getattr(v, name) for v in verdicts)
        )

    tools, positions = common("tools"), common("positions")
    if not tools or not positions:
        return None
    regions = [v.regions for v in verdicts if v.regions is not None]
    return Allowed(
        technique=first.technique,
        side=BOTH,
        cap=min(v.cap for v in verdicts),
        hold=min(v.hold for v in verdicts),
        regions=frozenset.intersection(*regions) if regions else None,
        positions=positions,
        tools=tools,
        variants=common("variants"),
        cares=tuple(dict.fromkeys(care for v in verdicts for care in v.cares)),
        limited_by=tuple(dict.fromkeys(reason for v in verdicts for reason in v.limited_by)),
    )


def fit_today(part: Part, sheet: Sheet) -> Part:
    """The part with what stands against it today, or else within today's dose, tool and position.

    What was stored is changed no further than today's answers ask.
    """
    if found := bars(part.technique, part.side, sheet):
        return replace(part, bars=found)
    candidate = sheet.candidates[part.technique]
    allowed = allowed_on(candidate, part.side)
    assert allowed
    return replace(
        part,
        seconds=min(max(part.seconds, candidate.shortest), candidate.longest),
        tool=part.tool if part.tool in allowed.tools else allowed.tools[0],
        position=part.position if part.position in allowed.positions else allowed.positions[0],
    )


def total_s(parts: Parts, catalogue: Catalogue) -> int:
    """Seconds in all: settling, getting ready for each step, the steps, rest. Nothing: 0."""
    done = [part for part in parts if part.is_allowed]
    has_massage = any(catalogue.techniques[part.technique].is_massage for part in done)
    return in_all_s(done, has_massage, catalogue.tools)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a routine should not be; `size`: how far over the limit it is."""

    code: str
    size: int
    text: str


def find_faults(parts: Parts, catalogue: Catalogue, minutes: int) -> Iterator[Fault]:
    """What is wrong with a routine, of what may be done of it today."""
    done = [part for part in parts if part.is_allowed]
    techniques = [catalogue.techniques[part.technique] for part in done]
    many = len({technique.code for technique in techniques})
    if many > TECHNIQUES_MAX:
        text = f"A routine has at most {TECHNIQUES_MAX} techniques."
        yield Fault("techniques", many - TECHNIQUES_MAX, text)
    over = total_s(parts, catalogue) - minutes * 60
    if over > 0:
        yield Fault("time", over, f"Your routine may take at most {minutes} minutes in all.")
    ready = get_ready_each(done, catalogue.tools)
    timed = zip(done, techniques, ready, strict=True)
    massage = [part.seconds + seconds for part, t, seconds in timed if t.is_massage]
    over = sum(massage) - MASSAGE_MAX_S
    if over > 0:
        text = f"Massage itself may take at most {MASSAGE_MAX_S // 60} minutes."
        yield Fault("massage", over, text)
    if massage and not any(part.phase == "warm-up" for part in done):
        yield Fault("warm-up", 1, "Massage needs a warm-up first.")
    yield from _cold(done, catalogue)
    yield from _too_early(done, catalogue)


def _cold(done: list[Part], catalogue: Catalogue) -> Iterator[Fault]:
    """Targeted work on a site that nothing warmed up."""
    warm: set[Site] = set()
    for part in done:
        technique = catalogue.techniques[part.technique]
        if part.phase == "warm-up":
            reach = technique.touches | technique.loads or catalogue.regions.keys()
            warm |= {Site(region, side) for region in reach for side in part.sides}
        elif part.phase == "targeted":
            sites = {Site(region, side) for region in technique.touches for side in part.sides}
            for site in sorted(sites - warm):
                place = f"{catalogue.regions.get(site.region, site.region)}, {site.side}"
                text = f"“{technique.name}” needs a warm-up first for this place: {place}."
                yield Fault(f"cold {technique.code} {site}", 1, text)


def _too_early(done: list[Part], catalogue: Catalogue) -> Iterator[Fault]:
    """A technique before another that must come first."""
    for place, part in enumerate(done):
        technique = catalogue.techniques[part.technique]
        before = {other.technique for other in done[:place]}
        for code in sorted(technique.after - before):
            first = catalogue.techniques.get(code)
            text = f"“{technique.name}” comes after “{first.name if first else code}”."
            yield Fault(f"after {technique.code} {part.side} {code}", 1, text)
