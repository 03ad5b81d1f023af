"""How long a routine takes: the one time model, for plans, edited routines and lists alike.

A routine settles, then each step has its seconds and some to get ready for it, then it rests.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from routines.catalogue import Tool

GRID_S = 10  # every time is whole tens of seconds
READY_S = 10  # before each step: read it, find the place, change side (our judgement)
POSITION_S = 20  # more, to get into another position (our judgement)
TOOL_S = 10  # more, to take up a tool that is not in hand (our judgement)

SETTLE_S = 30  # three slow breaths, the areas and a stop word agreed (p1, steps 1 and 2)
REST_S = 120  # aftercare: "Rest for 2 minutes. Get up slowly."
REST_AFTER_MOVEMENT_S = 60  # our judgement: nothing was pressed, so half will do


class Placed(Protocol):
    """A step in its position, with its tool, by code."""

    @property
    def position(self) -> str: ...

    @property
    def tool(self) -> str: ...

    @property
    def seconds(self) -> int: ...


def get_ready_s(before: Placed | None, step: Placed, tools: Mapping[str, Tool]) -> int:
    """Seconds to get ready for a step after the one before it; None: it is the first.

    The first is got ready for while settling, whatever it is done with.
    """
    if before is None:
        return READY_S
    seconds = READY_S
    if step.position != before.position:
        seconds += POSITION_S
    if in_hand(step.tool, tools) not in ("", in_hand(before.tool, tools)):
        seconds += TOOL_S
    return seconds


def in_hand(tool: str, tools: Mapping[str, Tool]) -> str:
    """The tool, if it is one to take up; hands are always there."""
    return "" if tool in tools and tools[tool].always_there else tool


def get_ready_each(steps: Iterable[Placed], tools: Mapping[str, Tool]) -> list[int]:
    """Seconds to get ready for each of some steps in their order."""
    found, before = [], None
    for step in steps:
        found.append(get_ready_s(before, step, tools))
        before = step
    return found


def rest_s(has_massage: bool) -> int:
    """Seconds of rest at the end."""
    return REST_S if has_massage else REST_AFTER_MOVEMENT_S


def in_all_s(steps: Iterable[Placed], has_massage: bool, tools: Mapping[str, Tool]) -> int:
    """Seconds of a routine of these steps, settling and rest included. No steps: 0."""
    steps = list(steps)
    if not steps:
        return 0
    done = sum(step.seconds for step in steps) + sum(get_ready_each(steps, tools))
    return SETTLE_S + done + rest_s(has_massage)
