"""A routine as it leaves the site, on paper or as data: what is to be done, and what is left out.

It holds only what may be done today, with today's limits; what is left out is named with the
reason: a reason can tell what was answered, so whoever is handed it may read that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from routines.parts import BOTH
from routines.shown import Shown, ShownStep

FORMAT, FORMAT_VERSION = "hipcare-routine", 1
STOP = "Stop if anything is sharp, shooting, electric, numb or growing."


@dataclass(frozen=True, slots=True)
class Line:
    """A technique on paper: one side's time beside the other's, where all else is the same."""

    step: ShownStep
    left: int = 0
    right: int = 0
    both: int = 0

    def takes(self, step: ShownStep) -> bool:
        return _ways(self.step) == _ways(step) and not getattr(self, step.part.side)


def lines(shown: Shown) -> list[Line]:
    """What is to be done, in order."""
    found: list[Line] = []
    for step in shown.steps:
        if not step.limits:
            continue
        seconds = {step.part.side: step.part.seconds}
        if found and step.part.side != BOTH and found[-1].takes(step):
            found[-1] = replace(found[-1], **seconds)
        else:
            found.append(Line(step, **seconds))
    return found


def _ways(step: ShownStep) -> tuple[Any, ...]:
    """All that is said of a step but its time and side."""
    limits = step.limits
    assert limits
    part, cares = step.part, tuple(care.advice for care in limits.cares)
    return part.technique, part.tool, part.position, limits.cap, limits.hold, limits.regions, cares


@dataclass(frozen=True, slots=True)
class Out:
    """Steps that the same reasons leave out. A technique's two sides are one name."""

    names: tuple[str, ...]
    reasons: tuple[str, ...]


def left_out(shown: Shown) -> list[Out]:
    """What must not be done today, under the reasons that say so."""
    found: dict[tuple[str, ...], dict[str, list[ShownStep]]] = {}
    for step in shown.steps:
        if not step.limits:
            reasons = _texts(reason.text for reason in step.part.bars)
            found.setdefault(reasons, {}).setdefault(step.part.technique, []).append(step)
    return [Out(tuple(map(_name, of.values())), reasons) for reasons, of in found.items()]


def _name(steps: list[ShownStep]) -> str:
    sides = {step.part.side for step in steps}
    return steps[0].label if len(sides) == 1 else f"{steps[0].name}, both sides"


def as_data(
    shown: Shown,
    *,
    name: str,
    mode: str,
    content_version: int,
    valid_until: datetime,
    not_before: datetime | None,
) -> dict[str, Any]:
    """The routine for another program. Times are in seconds, pressure is 0 to 10 as felt.

    `not_before`: how long its owner has to wait; None: not at all. `change_first`: what is wrong
    with it as it is today.
    """
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "name": name,
        "mode": mode,
        "content_version": content_version,
        "valid_until": valid_until.isoformat(timespec="seconds"),
        "not_before": not_before and not_before.isoformat(timespec="seconds"),
        "change_first": shown.faults,
        "total_s": shown.total_s,
        "stop": STOP,
        "steps": [_step(step) for step in shown.steps if step.limits],
        "left_out": [
            {
                "technique": step.part.technique,
                "name": step.name,
                "side": step.part.side,
                "reasons": _texts(reason.text for reason in step.part.bars),
            }
            for step in shown.steps
            if not step.limits
        ],
    }


def _step(step: ShownStep) -> dict[str, Any]:
    limits, technique = step.limits, step.sheet.catalogue.techniques[step.part.technique]
    assert limits
    return {
        "technique": step.part.technique,
        "name": step.name,
        "phase": step.part.phase,
        "side": step.part.side,
        "seconds": step.part.seconds,
        "pressure_max": limits.cap,
        "hold_max_s": limits.hold,
        "regions": sorted(technique.touches if limits.regions is None else limits.regions),
        "position": step.part.position,
        "tool": step.part.tool,
        "care": _texts(care.advice for care in limits.cares),
    }


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
