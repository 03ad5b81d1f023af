"""What of a routine is less than when its owner last agreed to it, and why.

A routine may have been made under other answers, at another session or with other content. What
is less now is told, each with its reasons; that something may be more is no reason to stop.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from routines.eligibility import Allowed, Application, Side, Situation
from routines.parts import BOTH, Part, Parts, Sheet, allowed_on
from screening.gate import Clearance, Reason


@dataclass(frozen=True, slots=True)
class Terms:
    """What a step was allowed when its owner agreed to it: the highest pressure, 0 to 10 as felt,
    the longest still hold in seconds (0: none), and the regions that it may reach.
    """

    cap: int
    hold: int
    regions: frozenset[str]

    def as_json(self) -> dict[str, Any]:
        return {"cap": self.cap, "hold": self.hold, "regions": sorted(self.regions)}


def read_terms(data: Mapping[str, Any] | None) -> Terms | None:
    """Terms as they were stored; None for a step that is older than they are."""
    if not data:
        return None
    return Terms(data["cap"], data["hold"], frozenset(data["regions"]))


def terms_of(part: Part, sheet: Sheet) -> Terms | None:
    """What a part is allowed today; None if it is ruled out."""
    if not part.is_allowed:
        return None
    limits = allowed_on(sheet.candidates[part.technique], part.side)
    return Terms(limits.cap, limits.hold, _regions(limits, sheet)) if limits else None


def _regions(limits: Allowed, sheet: Sheet) -> frozenset[str]:
    touches = sheet.catalogue.techniques[limits.technique].touches
    return touches if limits.regions is None else limits.regions


class What(StrEnum):
    """What of a step is less."""

    REMOVED = "removed"
    SECONDS = "seconds"
    PRESSURE = "pressure"
    HOLD = "hold"
    REGION = "region"
    POSITION = "position"
    TOOL = "tool"


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that is less, in words, with the reasons: never none."""

    what: What
    text: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that is less of one step."""

    part: Part
    name: str
    losses: tuple[Loss, ...]


Differences = tuple[Difference, ...]

CHANGED_BY_US = Reason(
    "content",
    "changed",
    "What we offer",
    "Changed since then",
    "We have changed what we say about this technique since then.",
)


def compare(
    stored: Parts,
    agreed: Mapping[int, Terms | None],
    sheet: Sheet,
    clearance: Clearance,
    situation: Situation,
) -> Differences:
    """What is less today than what is stored, in the routine's order.

    `stored`: the parts as they were agreed to, with the keys of `sheet.parts`. `agreed`: by key;
    where the terms are not known, only what is stored itself is compared.
    """
    today = {part.key: part for part in sheet.parts}
    found = []
    for old in stored:
        step = _Step(old, today[old.key], agreed.get(old.key or 0), sheet, clearance, situation)
        if losses := tuple(step.find_losses()):
            found.append(Difference(step.now, sheet.name(old), losses))
    return tuple(found)


def tell(differences: Differences, sheet: Sheet) -> dict[Loss, list[str]]:
    """Each loss once, what is left out first, with the steps that it is about: a technique's two
    sides as one.
    """
    found: dict[Loss, dict[str, list[Part]]] = {}
    for difference in differences:
        for loss in difference.losses:
            parts = found.setdefault(loss, {}).setdefault(difference.part.technique, [])
            parts.append(difference.part)
    in_order = sorted(found.items(), key=lambda item: list(What).index(item[0].what))
    return {loss: [_name(parts, sheet) for parts in of.values()] for loss, of in in_order}


def _name(parts: list[Part], sheet: Sheet) -> str:
    sides = {side for part in parts for side in part.sides}
    if len(parts) == 1 or len(sides) == 1:
        return sheet.name(parts[0])
    return f"{sheet.name(replace(parts[0], side=BOTH))}, both sides"


def fingerprint(differences: Differences) -> str:
    """The same for the same differences: to know those that a person has seen and left."""
    seen = [(d.part.key, loss.what.value, loss.text) for d in differences for loss in d.losses]
    return sha256(repr(seen).encode()).hexdigest()[:16] if seen else ""


@dataclass(frozen=True, slots=True)
class _Step:
    """One step as it was agreed to and as it is now."""

    old: Part
    now: Part
    terms: Terms | None
    sheet: Sheet
    clearance: Clearance
    situation: Situation

    def find_losses(self) -> Iterator[Loss]:
        if not self.now.is_allowed:
            yield Loss(What.REMOVED, "Left out", self.now.bars)
            return
        if self.terms:
            yield from self._less_than(self.terms)
        if self.now.seconds < self.old.seconds:
            text = f"{self.now.seconds} seconds instead of {self.old.seconds}"
            yield self._loss(What.SECONDS, text, self._shorter())
        if self.now.position != self.old.position:
            positions = self.sheet.catalogue.positions
            text = _instead(positions, self.now.position, self.old.position)
            yield self._loss(What.POSITION, text, self._position_bars(positions))
        if self.now.tool != self.old.tool:
            tools = self.sheet.catalogue.tools
            text = _instead(tools, self.now.tool, self.old.tool)
            yield self._loss(What.TOOL, text, self._tool_bars(tools))

    def _less_than(self, terms: Terms) -> Iterator[Loss]:
        now = terms_of(self.now, self.sheet)
        assert now
        if now.cap < terms.cap:
            causes = (why for a in self._applications() for cap, why in a.caps if cap < terms.cap)
            text = f"Up to {now.cap} out of 10 instead of {terms.cap}"
            yield self._loss(What.PRESSURE, text, causes)
        if now.hold < terms.hold:
            text = f"Holds of at most {now.hold} seconds instead of {terms.hold}"
            text = text if now.hold else f"No still holds; they were up to {terms.hold} seconds"
            yield self._loss(What.HOLD, text, self._holds_below(terms.hold))
        if lost := terms.regions - now.regions:
            names = self.sheet.catalogue.regions
            text = "No longer here: " + ", ".join(names.get(r, r).lower() for r in sorted(lost))
            yield self._loss(What.REGION, text, self._region_bars(lost))

    def _shorter(self) -> Iterator[Reason]:
        """A technique that is its hold lasts as long as its holds may: so many of them."""
        technique = self.sheet.catalogue.techniques[self.now.technique]
        if technique.is_hold:
            yield from self._holds_below(-(-self.old.seconds // technique.sets_max))

    def _holds_below(self, seconds: int) -> Iterator[Reason]:
        for application in self._applications():
            yield from (why for hold, why in application.holds if hold < seconds)

    def _region_bars(self, lost: frozenset[str]) -> Iterator[Reason]:
        for application in self._applications():
            yield from (why for why, regions in application.dropped if regions & lost)

    def _position_bars(self, there: Container[str]) -> Iterator[Reason]:
        for application in self._applications():
            if self.old.position in there:
                yield from application.side.positions[self.old.position]

    def _tool_bars(self, there: Container[str]) -> Iterator[Reason]:
        for application in self._applications():
            if self.old.tool in there:
                yield from application.side.tools[self.old.tool]

    def _applications(self) -> Iterator[Application]:
        technique = self.sheet.catalogue.techniques[self.now.technique]
        sides = ("left", "right") if technique.both_at_once else self.now.sides
        for name in sides:
            side = Side(name, self.clearance, self.sheet.catalogue, self.situation)
            yield Application(technique, side)

    def _loss(self, what: What, text: str, reasons: Iterable[Reason]) -> Loss:
        """What no answer, session or tool explains has another cause: the content changed."""
        known = tuple(dict.fromkeys(reasons))
        return Loss(what, text, known or (CHANGED_BY_US,))


def _instead(names: Mapping[str, Any], now: str, before: str) -> str:
    old = f" instead of {names[before].name.lower()}" if before in names else ""
    return f"{names[now].name}{old}"
