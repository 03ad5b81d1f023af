"""How good a routine is, said for as long as it is what was planned, and under the same limits."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from math import ceil
from typing import Any

from routines.eligibility import Allowed, Verdicts
from routines.parts import Part


@dataclass(frozen=True, slots=True)
class Certificate:
    """No routine of these minutes is worth more than `bound` for what was asked; this one is
    worth `value`. `content`: the content's version when it was planned. `holds_for`: as
    `circumstances` had it then.
    """

    minutes: int
    value: float
    bound: float
    content: int
    holds_for: str

    @property
    def percent(self) -> int:
        """How much better another could be, at most: 0 if none can."""
        return ceil(max(self.bound - self.value, 0) / self.value * 100)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read_certificate(data: dict[str, Any] | None) -> Certificate | None:
    return Certificate(**data) if data else None


def circumstances(parts: Iterable[Part], verdicts: Verdicts, minutes: int) -> str:
    """The same for the same steps under the same limits. `minutes`: the most allowed."""
    steps = [[p.technique, p.phase, p.side, p.seconds, p.tool, p.position] for p in parts]
    limits = [
        [
            *(code, side, v.cap, v.hold, v.positions, v.tools),
            v.regions and sorted(v.regions),
        ]
        for (code, side), v in sorted(verdicts.items())
        if isinstance(v, Allowed)
    ]
    return sha256(json.dumps([steps, limits, minutes]).encode()).hexdigest()[:16]
