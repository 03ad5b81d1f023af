"""What a person wants of a routine, as plain frozen data, from outside and back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from routines.catalogue import Catalogue
from screening.rulebook import Mode, Site, read_sites

# "5 to 30 minutes" in all; massage itself at most 20 (content, section 3; J).
MINUTES_MIN, MINUTES_MAX, MINUTES_USUAL = 5, 30, 15
# The next best is asked for one by one; each costs more search, and nobody looks at many more.
RANK_MAX = 8


class BadRequest(ValueError):
    """A request that cannot be understood; the text says which part and what would do."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. `pressure` None: as much as is allowed; else 0 to 10 as felt.

    `rank`: 1 for the best routine, 2 for the next best, and so on.
    """

    mode: Mode = Mode.SELF
    minutes: int = MINUTES_USUAL
    tools: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    focus_sites: frozenset[Site] = frozenset()
    focus_muscles: frozenset[str] = frozenset()
    pressure: int | None = None
    rank: int = 1

    def as_json(self) -> dict[str, Any]:
        """The request as `read_request` takes it."""
        return {
            "mode": self.mode.value,
            "minutes": self.minutes,
            "tools": sorted(self.tools),
            "goals": sorted(self.goals),
            "focus": sorted(self.focus_muscles) + sorted(map(str, self.focus_sites)),
            "pressure": self.pressure,
            "rank": self.rank,
        }


@dataclass(frozen=True, slots=True)
class Kept:
    """A step that must stay in the plan as it is. `side`: left, right, or both (at once).

    `position` and `tool`: empty for any that will do.
    """

    technique: str
    side: str
    seconds: int
    position: str = ""
    tool: str = ""


def read_request(data: Mapping[str, Any], catalogue: Catalogue) -> Request:
    """A request from JSON. Raises BadRequest for a value that is not one of the catalogue's."""
    try:
        mode = Mode(data.get("mode", "self"))
    except ValueError:
        raise BadRequest("'mode' must be 'self' or 'partner'.") from None
    minutes = _whole(data, "minutes", MINUTES_USUAL, MINUTES_MIN, MINUTES_MAX)
    pressure = data.get("pressure")
    focus = _texts(data, "focus")
    muscles = {name for name in focus if name in catalogue.muscles}
    try:
        sites = read_sites([name for name in focus if name not in muscles], catalogue.regions)
    except ValueError as error:
        raise BadRequest(f"'focus': {error}") from None
    return Request(
        mode=mode,
        minutes=minutes,
        tools=_known(data, "tools", catalogue.tools),
        goals=_known(data, "goals", catalogue.goals),
        focus_sites=sites,
        focus_muscles=frozenset(muscles),
        pressure=None if pressure is None else _whole(data, "pressure", 0, 1, 6),
        rank=_whole(data, "rank", 1, 1, RANK_MAX),
    )


def _whole(data: Mapping[str, Any], name: str, usual: int, low: int, high: int) -> int:
    value = data.get(name, usual)
    if type(value) is not int or not low <= value <= high:
        raise BadRequest(f"'{name}' must be a whole number from {low} to {high}.")
    return value


def _texts(data: Mapping[str, Any], name: str) -> list[str]:
    values = data.get(name, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise BadRequest(f"'{name}' must be a list of names.")
    return values


def _known(data: Mapping[str, Any], name: str, known: Iterable[str]) -> frozenset[str]:
    values = frozenset(_texts(data, name))
    if unknown := sorted(values - frozenset(known)):
        raise BadRequest(f"'{name}': there is no '{unknown[0]}'. Known: {', '.join(known)}.")
    return values
