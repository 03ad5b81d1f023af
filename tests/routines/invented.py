"""A catalogue made up for a test, and limits without answers behind them."""

from routines.catalogue import Catalogue, Position, Stage, Technique, Tool
from screening.gate import Clearance, Limit, Reason
from screening.rulebook import Kind, Level, Mode, Site

LEFT, RIGHT = frozenset({"left"}), frozenset({"right"})


def why(code: str = "sore") -> Reason:
    return Reason(code, "yes", f"Name {code}", f"Said {code}", f"Text {code}")


def limit(kind: Kind, code: str = "sore", **where) -> Limit:
    """A limit whose reason goes by the code; where it holds as in `Limit`."""
    return Limit(kind, why(code), **where)


def sites(*names: str) -> dict:
    """`hip/left` and so on, and the sides they are on, as `limit` takes them."""
    found = frozenset(Site(*name.split("/")) for name in names)
    return {"sites": found, "sides": frozenset(site.side for site in found)}


def allows(*limits: Limit, mode=Mode.SELF, level=Level.NONE, stops=()) -> Clearance:
    return Clearance(mode, level, (), limits, stops)


def technique(code: str = "press", **told) -> Technique:
    usual = {
        "slug": code,
        "name": f"Technique {code}",
        "mode": "both",
        "kind": "massage",
        "phase": "knead",
        "tools": ("hands",),
        "positions": ("standing",),
        "pressure_min": 2,
        "pressure_max": 6,
        "seconds_min": 40,
        "seconds_max": 120,
        "touches": frozenset({"hip"}),
        "hold_min": 20,
        "hold_max": 60,
    }
    return Technique(code=code, **(usual | told))


STAGES = (
    Stage(1, 4, 30, frozenset({"stick"}), "The first sessions are gentle."),
    Stage(3, 5, None, frozenset(), "Then a little more."),
    Stage(5, 6, None, frozenset(), "Then all of it."),
)
TOOLS = (
    Tool("hands", "Your hands", frozenset({"thumbs"}), always_there=True),
    Tool("ball", "A ball", frozenset({"hard-ball"})),
    Tool("stick", "A stick"),
)
POSITIONS = (
    Position("standing", "Standing", frozenset({"long-standing"})),
    Position("side", "On your side", frozenset({"lying"}), frozenset({"lying-on-it"})),
)


def catalogue(*techniques: Technique) -> Catalogue:
    return Catalogue(
        techniques={one.code: one for one in techniques},
        tools={one.code: one for one in TOOLS},
        positions={one.code: one for one in POSITIONS},
        stages=STAGES,
        goals={},
        regions={"hip": "Hip", "knee": "Knee"},
        muscles={},
    )
