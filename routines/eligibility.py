"""Which techniques a clearance allows on which side, how hard and how long, and why not.

The atom is an application: a technique on a side. Each gets a verdict. Exclusions add up, caps
take the lowest and holds the shortest (content, section 0.2), so one more answer can only take
away.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from routines.catalogue import Catalogue, Position, Stage, Technique, Tool, Variant
from screening.gate import Clearance, Limit, Reason
from screening.rulebook import SIDES, Kind, Mode

OTHER = {"left": "right", "right": "left"}
NO_WAY = Reason("content", "no_way", "What we offer", "No way to do it", "We know no way to do it.")


@dataclass(frozen=True, slots=True)
class Ease:
    """How much less than all else allows, after a session that made things worse."""

    cap_less: int
    hold_share: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Situation:
    """What is there to work with: tools owned, which session this is, and any easing off."""

    tools: frozenset[str]
    session: int = 1
    ease: Ease | None = None


@dataclass(frozen=True, slots=True)
class Allowed:
    """A technique on a side may be done within these limits.

    `cap`: highest pressure, 0 to 10 as felt. `hold`: longest still hold, seconds; 0 for none.
    `regions` None: all that it touches. `limited_by`: why less than the technique's own.
    """

    technique: str
    side: str
    cap: int
    hold: int
    regions: frozenset[str] | None
    positions: tuple[str, ...]
    tools: tuple[str, ...]
    variants: tuple[str, ...]
    cares: tuple[Limit, ...]
    limited_by: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Barred:
    """A technique on a side must not or cannot be done, and why. There is always a reason."""

    technique: str
    side: str
    reasons: tuple[Reason, ...]


Verdict = Allowed | Barred
Verdicts = Mapping[tuple[str, str], Verdict]


def judge(clearance: Clearance, catalogue: Catalogue, situation: Situation) -> Verdicts:
    """A verdict for every technique of the catalogue on each side."""
    sides = [Side(side, clearance, catalogue, situation) for side in SIDES]
    return {
        (technique.code, side.name): Application(technique, side).verdict()
        for technique in catalogue.techniques.values()
        for side in sides
    }


def outcome(clearance: Clearance, verdicts: Verdicts, catalogue: Catalogue) -> str:
    """The clearance's outcome, or `no_massage_left` where only movements remain."""
    massage_left = any(
        isinstance(verdict, Allowed) and catalogue.techniques[code].is_massage
        for (code, _), verdict in verdicts.items()
    )
    if clearance.outcome in ("limited", "clear") and not massage_left:
        return "no_massage_left"
    return clearance.outcome


def judge_one(
    technique: Technique,
    side: str,
    clearance: Clearance,
    catalogue: Catalogue,
    situation: Situation,
) -> Verdict:
    """The verdict on one technique on one side."""
    return Application(technique, Side(side, clearance, catalogue, situation)).verdict()


@dataclass(frozen=True)
class Side:
    """A side, with what holds there whatever is done: found once, for all techniques ask for it."""

    name: str
    clearance: Clearance
    catalogue: Catalogue
    situation: Situation

    @cached_property
    def stage(self) -> Stage:
        return self.catalogue.stage(self.situation.session)

    @cached_property
    def stage_reason(self) -> Reason:
        stage, said = self.stage, f"Session {self.situation.session}"
        return Reason("stage", str(stage.from_session), "Getting used to it", said, stage.reason)

    @cached_property
    def positions(self) -> Mapping[str, tuple[Reason, ...]]:
        """What is against each position."""
        known = self.catalogue.positions.items()
        return {code: tuple(self._position_bars(position)) for code, position in known}

    @cached_property
    def tools(self) -> Mapping[str, tuple[Reason, ...]]:
        """What is against each tool."""
        return {code: tuple(self._tool_bars(tool)) for code, tool in self.catalogue.tools.items()}

    def hazard_bars(self, hazards: frozenset[str]) -> Iterator[Reason]:
        return (limit.reason for limit, _ in self.limits[Kind.HAZARD] if limit.hazard in hazards)

    def meeting(self, kind: Kind, done: frozenset[str]) -> Iterator[tuple[Limit, frozenset[str]]]:
        """The limits that meet what is done to these regions, and which of them each one meets.

        A limit that names no sites meets whatever is done on its sides.
        """
        for limit, regions in self.limits[kind]:
            if regions is None:
                yield limit, done
            elif met := regions & done:
                yield limit, met

    @cached_property
    def limits(self) -> Mapping[Kind, list[tuple[Limit, frozenset[str] | None]]]:
        """By kind, the limits that hold here, and in which regions; None: on the whole side."""
        here: dict[Kind, list[tuple[Limit, frozenset[str] | None]]] = {kind: [] for kind in Kind}
        for limit in self.clearance.limits:
            if self.name in limit.sides:
                here[limit.kind].append((limit, limit.regions(self.name)))
        return here

    def _position_bars(self, position: Position) -> Iterator[Reason]:
        yield from self.hazard_bars(position.hazards)
        for limit in self.clearance.of_kind(Kind.HAZARD):
            if limit.hazard in position.other_side_hazards and OTHER[self.name] in limit.sides:
                yield limit.reason

    def _tool_bars(self, tool: Tool) -> Iterator[Reason]:
        yield from self.hazard_bars(tool.hazards)
        if tool.code in self.stage.locked_tools:
            yield self.stage_reason
        if not tool.always_there and tool.code not in self.situation.tools:
            text = f"You have not said that you have this: {tool.name}."
            yield Reason("tools", tool.code, "Tools", f"No {tool.name.lower()}", text)


@dataclass(frozen=True)
class Application:
    """A technique on a side, with everything that bears on it."""

    technique: Technique
    side: Side

    def verdict(self) -> Verdict:
        reasons = tuple(dict.fromkeys(self._find_bars()))
        if reasons:
            return Barred(self.technique.code, self.side.name, reasons)
        return self._allowed()

    def _find_bars(self) -> Iterator[Reason]:
        technique, side = self.technique, self.side
        yield from side.clearance.stops
        yield from self._bars_of_mode()
        yield from side.hazard_bars(technique.hazards)
        if not (technique.divisible and self._regions_left):
            yield from (why for why, _ in self.dropped)
        yield from (limit.reason for limit, _ in side.meeting(Kind.LOAD, technique.loads))
        yield from _bars_of_all(side.positions[code] for code in technique.positions)
        yield from _bars_of_all(side.tools[code] for code in technique.tools)
        yield from (why for cap, why in self.caps if cap < technique.pressure_min)
        if technique.is_hold:
            yield from (why for hold, why in self.holds if hold < technique.hold_min)

    def _allowed(self) -> Allowed:
        technique, side = self.technique, self.side
        cap = min([technique.pressure_max, *(cap for cap, _ in self.caps)])
        hold = min([technique.hold_max, *(hold for hold, _ in self.holds)])
        regions = self._regions_left
        return Allowed(
            technique=technique.code,
            side=side.name,
            cap=cap,
            hold=hold,
            regions=None if regions == technique.touches else regions,
            positions=tuple(p for p in technique.positions if not side.positions[p]),
            tools=tuple(t for t in technique.tools if not side.tools[t]),
            variants=tuple(v.code for v in technique.variants if self._allows(v, cap)),
            cares=tuple(
                limit for limit, _ in side.limits[Kind.CARE] if limit.hazard in technique.hazards
            ),
            limited_by=tuple(dict.fromkeys(self._limiting())),
        )

    def _bars_of_mode(self) -> Iterator[Reason]:
        """Self mode draws on s, x, m; partner mode on p, m (content, section 0.2)."""
        clearance = self.side.clearance
        if self.technique.mode not in ("both", clearance.mode):
            other = "with a partner" if self.technique.mode == Mode.PARTNER else "on your own"
            text = f"This is done {other}."
            yield Reason("mode", self.technique.mode, "Who does it", text, text)
        if clearance.mode is Mode.PARTNER:
            yield from (limit.reason for limit in clearance.of_kind(Kind.PARTNER))

    @cached_property
    def dropped(self) -> list[tuple[Reason, frozenset[str]]]:
        """What takes away some of what is touched, and how much of it."""
        limits = self.side.meeting(Kind.REGION, self.technique.touches)
        return [(limit.reason, regions) for limit, regions in limits]

    @cached_property
    def _regions_left(self) -> frozenset[str]:
        return self.technique.touches.difference(*(regions for _, regions in self.dropped))

    @cached_property
    def caps(self) -> list[tuple[int, Reason]]:
        """Every pressure cap that holds here, beside the technique's own.

        A region that a divisible technique skips still counts: else one more answer, by taking
        the region out, could raise the cap.
        """
        caps = self._numbers(Kind.PRESSURE)
        caps.append((self.side.stage.cap, self.side.stage_reason))
        if ease := self.side.situation.ease:
            caps.append((max(min(cap for cap, _ in caps) - ease.cap_less, 0), ease.reason))
        return caps

    @cached_property
    def holds(self) -> list[tuple[int, Reason]]:
        """Every limit on holds that counts here, seconds, beside the technique's own."""
        holds = self._numbers(Kind.HOLD)
        if (most := self.side.stage.hold) is not None:
            holds.append((most, self.side.stage_reason))
        if ease := self.side.situation.ease:
            usual = min([self.technique.hold_max, *(hold for hold, _ in holds)])
            holds.append((int(usual * ease.hold_share), ease.reason))
        return holds

    def _numbers(self, kind: Kind) -> list[tuple[int, Reason]]:
        limits = self.side.meeting(kind, self.technique.touches)
        return [(limit.limit, limit.reason) for limit, _ in limits]

    def _limiting(self) -> Iterator[Reason]:
        technique, side = self.technique, self.side
        yield from (why for cap, why in self.caps if cap < technique.pressure_max)
        yield from (why for hold, why in self.holds if hold < technique.hold_max)
        yield from (why for why, _ in self.dropped)
        yield from chain.from_iterable(side.positions[code] for code in technique.positions)
        bars_of_tools = chain.from_iterable(side.tools[code] for code in technique.tools)
        yield from (why for why in bars_of_tools if why.code != "tools")

    def _allows(self, variant: Variant, cap: int) -> bool:
        if variant.from_session > self.side.situation.session or cap < variant.needs_cap:
            return False
        if any(self.side.hazard_bars(variant.hazards)):
            return False
        if not variant.only_where:
            return True
        gate = self.side.catalogue.techniques.get(variant.only_where)
        return gate is not None and isinstance(Application(gate, self.side).verdict(), Allowed)


def _bars_of_all(means: Iterable[tuple[Reason, ...]]) -> Iterator[Reason]:
    """The reasons against every tool, or every position, if none is left."""
    against = list(means) or [(NO_WAY,)]
    return chain.from_iterable(against if all(against) else ())


def overall_limits(
    clearance: Clearance, catalogue: Catalogue, situation: Situation
) -> tuple[int, int | None]:
    """The highest pressure (0 to 10) and longest hold (seconds; None: no limit) of anything."""
    stage, ease = catalogue.stage(situation.session), situation.ease
    holds = [hold for hold in (clearance.hold, stage.hold) if hold is not None]
    cap, hold = min(clearance.cap, stage.cap), min(holds, default=None)
    less, share = (ease.cap_less, ease.hold_share) if ease else (0, 1)
    return max(cap - less, 0), hold and int(hold * share)
