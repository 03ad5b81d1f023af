"""The questionnaire and its rules as plain frozen data, and the words that the gate speaks."""

from enum import IntEnum, StrEnum

SIDES = ("left", "right")


class Level(IntEnum):
    """How serious an answer is. The highest level of all answers wins (content, section 0.1)."""

    NONE = 0
    ADVISE = 1
    LIMIT = 2
    CONSULT = 3
    URGENT = 4
    EMERGENCY = 5


class Mode(StrEnum):
    """Who does the massage."""

    SELF = "self"
    PARTNER = "partner"


class Scope(StrEnum):
    """Where a restriction holds."""

    BOTH = "both"  # both sides, whatever sites were answered
    SIDE = "side"  # the sides of the answered sites
    SITE = "site"  # the answered sites


class Kind(StrEnum):
    """What a restriction does."""

    HAZARD = "hazard"  # bars whatever carries the hazard
    CARE = "care"  # bars nothing: says how to do what carries the hazard
    REGION = "region"  # bars pressing the region
    LOAD = "load"  # bars movements that load the region
    PRESSURE = "pressure"  # caps the pressure, 0 to 10
    HOLD = "hold"  # limits holds, seconds
    MINUTES = "minutes"  # limits the session, minutes
    OIL = "oil"  # no oil or lotion
    PARTNER = "partner"  # no partner mode
    EVERYTHING = "everything"  # nothing today, movements included
