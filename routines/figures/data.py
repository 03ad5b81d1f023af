"""What is drawn: poses and drawings as their files say, and each drawing's words."""

from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from screening.rulebook import SIDES

DATA = Path(__file__).parent
# The side that every drawing shows worked on; the page mirrors it for the other.
DRAWN = "right"

type Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing for a page. `path`: below static/; `side`: the one it shows worked on, "" if it
    shows neither more than the other; `is_mirrored`: shown the other way round.
    """

    path: str
    alt: str
    side: str
    is_mirrored: bool


@cache
def poses() -> dict[str, Spec]:
    found: dict[str, Spec] = yaml.safe_load((DATA / "poses.yaml").read_text())
    return found


@cache
def drawings() -> dict[tuple[str, str], Spec]:
    """Every drawing, by the codes of its technique and its position."""
    return {
        (technique, position): spec
        for path in sorted((DATA / "drawings").glob("*.yaml"))
        for technique, by_position in yaml.safe_load(path.read_text()).items()
        for position, spec in by_position.items()
    }


def file_name(technique: str, position: str) -> str:
    return f"{technique}-{position.replace('_', '-')}.svg"


def find_picture(technique: str, position: str, side: str = DRAWN) -> Picture | None:
    """The drawing of a technique in a position, of one side or "both"; None: there is none."""
    spec = drawings().get((technique, position))
    if spec is None:
        return None
    has_side = "{side}" in spec["alt"]
    side = side if has_side and side in SIDES else DRAWN
    return Picture(
        path=f"img/figures/{file_name(technique, position)}",
        alt=spec["alt"].format(side=side),
        side=side if has_side else "",
        is_mirrored=side != DRAWN,
    )


def find_first(technique: str, positions: Container[str]) -> Picture | None:
    """The first drawing of a technique that is in one of the positions."""
    drawn = (place for code, place in drawings() if code == technique and place in positions)
    first = next(drawn, None)
    return find_picture(technique, first) if first else None
