"""Which techniques a clearance allows on which side, how hard and how long, and why not.

The atom is an application: a technique on a side. Each gets a verdict. Exclusions add up, caps
take the lowest and holds the shortest (content, section 0.2), so one more answer can only take
away.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from routines.catalogue import Catalogue, Stage, Technique, Variant
from screening.gate import Clearance, Limit, Reason
from screening.rulebook import SIDES, Kind, Mode, Site

OTHER = {"left": "right", "right": "left"}


@dataclass(frozen=True, slots=True)
class Ease:
    """Go easier than the stage says, after a session that made things worse."""

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
    return {
        (technique.code, side): judge_one(technique, side, clearance, catalogue, situation)
        for technique in catalogue.techniques.values()
        for side in SIDES
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
    application = Application(technique, side, clearance, catalogue, situation)
    reasons = tuple(dict.fromkeys(application.find_bars()))
    if reasons:
        return Barred(technique.code, side, reasons)
    return application.allowed()


@dataclass(frozen=True, slots=True)
class Application:
    """A technique on a side, with everything that bears on it."""

    technique: Technique
    side: str
    clearance: Clearance
    catalogue: Catalogue
    situation: Situation

    def find_bars(self) -> Iterator[Reason]:
        yield from self.clearance.stops
        yield from self._bars_of_mode()
        for limit in self._hazard_limits(self.technique.hazards, self.side):
            yield limit.reason
        yield from self._bars_of_regions()
        yield from self._bars_of_means(self.technique.positions, self.position_bars)
        yield from self._bars_of_means(self.technique.tools, self.tool_bars)
        caps = self.caps()
        yield from (why for cap, why in caps if why and cap < self.technique.pressure_min)
        if self.technique.is_hold:
            yield from (why for hold, why in self.holds() if why and hold < self.technique.hold_min)

    def allowed(self) -> Allowed:
        technique = self.technique
        cap, hold = min(c for c, _ in self.caps()), min(h for h, _ in self.holds())
        dropped = {site.region for limit in self.region_limits() for site in limit.sites or ()}
        regions = technique.touches - dropped
        return Allowed(
            technique=technique.code,
            side=self.side,
            cap=cap,
            hold=hold,
            regions=None if regions == technique.touches else regions,
            positions=tuple(p for p in technique.positions if not any(self.position_bars(p))),
            tools=tuple(t for t in technique.tools if not any(self.tool_bars(t))),
            variants=tuple(v.code for v in technique.variants if self._allows(v, cap)),
            cares=tuple(
                limit
                for limit in self.clearance.of_kind(Kind.CARE)
                if limit.hazard in technique.hazards and self.side in limit.sides
            ),
            limited_by=tuple(dict.fromkeys(self._limiting())),
        )

    def _bars_of_mode(self) -> Iterator[Reason]:
        """Self mode draws on s, x, m; partner mode on p, m (content, section 0.2)."""
        if self.technique.mode not in ("both", self.clearance.mode):
            other = "with a partner" if self.technique.mode == Mode.PARTNER else "on your own"
            text = f"This is done {other}."
            yield Reason("mode", self.technique.mode, "Who does it", text, text)
        if self.clearance.mode is Mode.PARTNER:
            yield from (limit.reason for limit in self.clearance.of_kind(Kind.PARTNER))

    def _bars_of_regions(self) -> Iterator[Reason]:
        limits = self.region_limits()
        dropped = {site.region for limit in limits for site in limit.sites or ()}
        left = self.technique.touches - dropped
        if not (self.technique.divisible and left):
            yield from (limit.reason for limit in limits)
        for limit in self.clearance.of_kind(Kind.LOAD):
            if self._meets(limit, self.technique.loads):
                yield limit.reason

    def region_limits(self) -> list[Limit]:
        """The limits that take away some of what is touched, with just those sites."""
        touched = frozenset(Site(region, self.side) for region in self.technique.touches)
        return [
            replace(limit, sites=touched if limit.sites is None else touched & limit.sites)
            for limit in self.clearance.of_kind(Kind.REGION)
            if self._meets(limit, self.technique.touches)
        ]

    def _meets(self, limit: Limit, regions: frozenset[str]) -> bool:
        if limit.sites is None:
            return self.side in limit.sides
        return any(Site(region, self.side) in limit.sites for region in regions)

    def _hazard_limits(self, hazards: frozenset[str], side: str) -> Iterator[Limit]:
        for limit in self.clearance.of_kind(Kind.HAZARD):
            if limit.hazard in hazards and side in limit.sides:
                yield limit

    def _bars_of_means(
        self, codes: Iterable[str], bars: Callable[[str], Iterator[Reason]]
    ) -> Iterator[Reason]:
        """The reasons against every tool or position, if none is left."""
        against = [tuple(bars(code)) for code in codes]
        if all(against):
            yield from (reason for reasons in against for reason in reasons)

    def position_bars(self, code: str) -> Iterator[Reason]:
        position = self.catalogue.positions[code]
        for limit in self._hazard_limits(position.hazards, self.side):
            yield limit.reason
        for limit in self._hazard_limits(position.other_side_hazards, OTHER[self.side]):
            yield limit.reason

    def tool_bars(self, code: str) -> Iterator[Reason]:
        tool = self.catalogue.tools[code]
        for limit in self._hazard_limits(tool.hazards, self.side):
            yield limit.reason
        if code in self._stage.locked_tools:
            yield self._stage_reason
        if not tool.always_there and code not in self.situation.tools:
            text = f"You have not said that you have this: {tool.name}."
            yield Reason("tools", code, "Tools", f"No {tool.name}", text)

    @property
    def _stage(self) -> Stage:
        return self.catalogue.stage(self.situation.session)

    @property
    def _stage_reason(self) -> Reason:
        said = f"Session {self.situation.session}"
        return Reason(
            "stage", str(self._stage.from_session), "Getting used to it", said, self._stage.reason
        )

    def caps(self) -> list[tuple[int, Reason | None]]:
        """Every pressure cap that holds here, the technique's own first.

        A region that a divisible technique skips still counts: else one more answer, by taking
        the region out, could raise the cap.
        """
        caps: list[tuple[int, Reason | None]] = [(self.technique.pressure_max, None)]
        caps += [(limit.limit, limit.reason) for limit in self._limits_here(Kind.PRESSURE)]
        caps.append((self._stage.cap, self._stage_reason))
        if ease := self.situation.ease:
            caps.append((max(self._stage.cap - ease.cap_less, 0), ease.reason))
        return caps

    def holds(self) -> list[tuple[int, Reason | None]]:
        """Every limit on holds that counts here, seconds, the technique's own first."""
        own = self.technique.hold_max
        holds: list[tuple[int, Reason | None]] = [(own, None)]
        holds += [(limit.limit, limit.reason) for limit in self._limits_here(Kind.HOLD)]
        if self._stage.hold is not None:
            holds.append((self._stage.hold, self._stage_reason))
        if ease := self.situation.ease:
            usual = min(own, own if self._stage.hold is None else self._stage.hold)
            holds.append((int(usual * ease.hold_share), ease.reason))
        return holds

    def _limits_here(self, kind: Kind) -> Iterator[Limit]:
        for limit in self.clearance.of_kind(kind):
            if self._meets(limit, self.technique.touches):
                yield limit

    def _limiting(self) -> Iterator[Reason]:
        own_cap, own_hold = self.technique.pressure_max, self.technique.hold_max
        yield from (why for cap, why in self.caps() if why and cap < own_cap)
        yield from (why for hold, why in self.holds() if why and hold < own_hold)
        yield from (limit.reason for limit in self.region_limits())
        for code in self.technique.positions:
            yield from self.position_bars(code)
        for code in self.technique.tools:
            yield from (why for why in self.tool_bars(code) if why.code != "tools")

    def _allows(self, variant: Variant, cap: int) -> bool:
        if variant.from_session > self.situation.session or cap < variant.needs_cap:
            return False
        if any(self._hazard_limits(variant.hazards, self.side)):
            return False
        if not variant.only_where:
            return True
        gate = self.catalogue.techniques[variant.only_where]
        verdict = judge_one(gate, self.side, self.clearance, self.catalogue, self.situation)
        return isinstance(verdict, Allowed)


def overall_limits(
    clearance: Clearance, catalogue: Catalogue, situation: Situation
) -> tuple[int, int | None]:
    """The highest pressure (0 to 10) and longest hold (seconds; None: no limit) of anything."""
    stage, ease = catalogue.stage(situation.session), situation.ease
    cap = min(clearance.cap, stage.cap - (ease.cap_less if ease else 0))
    holds = [hold for hold in (clearance.hold, stage.hold) if hold is not None]
    return max(cap, 0), min(holds, default=None)
