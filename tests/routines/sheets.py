"""Sheets of the content as shipped, to try edits on without a database row."""

from dataclasses import replace

from routines.content import catalogue
from routines.eligibility import Situation, judge
from routines.objective import find_candidates
from routines.parts import Part, Sheet, find_faults, fit_today
from routines.request import Request
from screening.content import rulebook
from screening.gate import assess
from screening.rulebook import Answer, Mode, Site

BRUISE = Answer("rg_bruise", "large", frozenset({Site("buttock", "left")}))
TOOLS = frozenset({"ball_soft", "roller_soft"})


def sheet_for(parts, *answers, mode=Mode.SELF, session=6, pressure=None, minutes=30):
    """A sheet of these parts (technique, phase, side, seconds) for these answers."""
    known = catalogue()
    clearance = assess(answers, rulebook(), mode)
    verdicts = judge(clearance, known, Situation(TOOLS, session))
    request = Request(mode, minutes, TOOLS, pressure=pressure)
    candidates = {c.technique.code: c for c in find_candidates(request, verdicts, known)}
    sheet = Sheet((), known, verdicts, candidates, clearance.minutes or 30, request)
    made = tuple(
        Part(code, phase, side, seconds, "", "", key)
        for key, (code, phase, side, seconds) in enumerate(parts, 1)
    )
    return replace(sheet, parts=tuple(fit_today(part, sheet) for part in made))


WALK = ("m5", "warm-up", "both", 180)
ROUTINE = [
    WALK,
    ("s4", "targeted", "left", 60),
    ("s4", "targeted", "right", 60),
    ("x4", "targeted", "left", 40),
    ("m4", "movement", "both", 60),
]


def order(parts):
    return [f"{part.technique}/{part.side}" for part in parts]


def faults(sheet):
    return list(find_faults(sheet.parts, sheet.catalogue, sheet.minutes))
