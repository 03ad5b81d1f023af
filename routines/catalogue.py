"""Techniques and what they use, as plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Tool:
    code: str
    name: str
    hazards: frozenset[str] = frozenset()
    always_there: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """`other_side_hazards`: asked of the side that is not worked on."""

    code: str
    name: str
    hazards: frozenset[str] = frozenset()
    other_side_hazards: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Variant:
    """A stronger way to do a technique; `only_where`: code of a technique that must be allowed."""

    code: str
    name: str
    hazards: frozenset[str] = frozenset()
    only_where: str = ""
    from_session: int = 1
    needs_cap: int = 0


@dataclass(frozen=True, slots=True)
class Technique:
    """One thing that hands, a ball, a roller or a movement does.

    Pressure is 0 to 10 as felt. Holds are in seconds, 0 to 0 for none. `seconds_min` and
    `seconds_max` are a side's time, or the time in all where both sides are done at once.
    `is_deep`: it works on deep muscles only, so what is superficial comes first.
    """

    code: str
    slug: str
    name: str
    mode: str
    kind: str
    phase: str
    tools: tuple[str, ...]
    positions: tuple[str, ...]
    pressure_min: int
    pressure_max: int
    seconds_min: int
    seconds_max: int
    touches: frozenset[str] = frozenset()
    loads: frozenset[str] = frozenset()
    hazards: frozenset[str] = frozenset()
    hold_min: int = 0
    hold_max: int = 0
    is_hold: bool = False
    sets_max: int = 1
    warms_up: bool = False
    both_at_once: bool = False
    divisible: bool = False
    is_deep: bool = False
    muscles: tuple[str, ...] = ()
    goals: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    variants: tuple[Variant, ...] = ()
    evidence_grade: str = "none"

    @property
    def is_massage(self) -> bool:
        return self.kind == "massage"


@dataclass(frozen=True, slots=True)
class Stage:
    """How much is allowed from a session number on; `hold` None: the technique's own."""

    from_session: int
    cap: int
    hold: int | None
    locked_tools: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that is in use, by code, in order. Goals, regions and muscles: code → name.

    `groups`: a muscle's code → its group's name.
    """

    techniques: Mapping[str, Technique]
    tools: Mapping[str, Tool]
    positions: Mapping[str, Position]
    stages: tuple[Stage, ...]
    goals: Mapping[str, str]
    regions: Mapping[str, str]
    muscles: Mapping[str, str]
    groups: Mapping[str, str] = field(default_factory=dict)

    def stage(self, session: int) -> Stage:
        """The stage of a person's session number, 1 for the first; the strictest if none fits."""
        reached = [stage for stage in self.stages if stage.from_session <= session]
        if reached:
            return max(reached, key=lambda stage: stage.from_session)
        return min(self.stages, key=lambda stage: (stage.cap, stage.from_session))
