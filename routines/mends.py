"""What would make a refused edit possible: offered with the refusal, and done as one change."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from routines.editor import Add, Edit, Refused, Remove, Swap, checked, in_order, make_parts
from routines.parts import BOTH, Fault, Part, Parts, Sheet, find_faults

OFFERED = 2  # of each kind of mend
COLD, TOO_MUCH = ("warm-up", "cold"), ("time", "massage", "techniques")  # what faults begin with


@dataclass(frozen=True, slots=True)
class Together:
    """Steps that go and techniques (with a side) that come, judged only when all of it is made."""

    keys: tuple[int, ...]
    additions: tuple[tuple[str, str], ...] = ()

    def apply(self, sheet: Sheet) -> Parts:
        return checked(self.make(sheet), sheet)

    def make(self, sheet: Sheet) -> Parts:
        """The parts after it, whatever rule they break. What can warm up comes in to do so."""
        left = tuple(part for part in sheet.parts if part.key not in self.keys)
        if len(left) + len(set(self.keys)) != len(sheet.parts):
            raise Refused("A step that this was about is not in the routine any more.")
        for code, side in self.additions:
            new = make_parts(code, side, None, replace(sheet, parts=left), "warm-up")
            left = in_order(left + new)
        if not left:
            raise Refused("Nothing would be left. Delete the routine instead.")
        return left

    def says(self, sheet: Sheet) -> str:
        gone, new = self._names(sheet)
        parts = [f"remove {gone}"] if gone else []
        return " and ".join(parts + ([f"add {new}"] if new else [])) or "change several steps"

    def said(self, sheet: Sheet, parts: Parts) -> str:
        gone, _ = self._names(sheet)
        said = [Add(code, side).said(sheet, parts) for code, side in self.additions]
        return " ".join(([f"Removed: {gone}."] if gone else []) + said)

    def _names(self, sheet: Sheet) -> tuple[str, str]:
        gone = [sheet.name(part) for part in sheet.parts if part.key in self.keys]
        known = sheet.catalogue.techniques
        new = [known[code].name for code, _ in self.additions if code in known]
        return ", ".join(f"“{name}”" for name in gone), ", ".join(f"“{name}”" for name in new)

    def __str__(self) -> str:
        """As `read_together` takes it: -12 +m4/both."""
        gone = [f"-{key}" for key in self.keys]
        return " ".join(gone + [f"+{code}/{side}" for code, side in self.additions])


ONE = r"(?:-\d{1,18}|\+\w{1,8}/(?:left|right|both))"
TOGETHER = re.compile(rf"{ONE}(?: {ONE}){{0,40}}", re.ASCII)


def read_together(text: str) -> Together:
    """What a mend's form sends. Raises ValueError."""
    if not TOGETHER.fullmatch(text):
        raise ValueError(text)
    words = text.split()
    additions = [word[1:].split("/") for word in words if word[0] == "+"]
    return Together(
        keys=tuple(int(word[1:]) for word in words if word[0] == "-"),
        additions=tuple((code, side) for code, side in additions),
    )


@dataclass(frozen=True, slots=True)
class Mend:
    """A way to have what was wanted. `label`: for its button."""

    label: str
    edit: Together


def find_mends(edit: Edit, sheet: Sheet) -> list[Mend]:
    """What may be done instead of an edit that breaks a rule; only what then breaks none.

    What comes in cold gets a warm-up, the most fitting first; what there is no room for takes the
    place of something else, the least fitting first. What is removed takes along what needed it.
    """
    match edit:
        case Remove(key=key):
            return [*_with_warm_up((key,), (), sheet), *_with_all_that_need_it(key, sheet)]
        case Add(technique=code, side=side):
            return [
                *_with_first(code, side, sheet),
                *_with_warm_up((), ((code, side),), sheet),
                *_instead_of_another(code, side, sheet),
            ]
        case Swap(key=key, technique=code, twin=False):
            return _with_warm_up((key,), ((code, sheet.part(key).side),), sheet)
    return []


def _with_warm_up(
    keys: tuple[int, ...], additions: tuple[tuple[str, str], ...], sheet: Sheet
) -> list[Mend]:
    if not _breaks(COLD, Together(keys, additions), sheet):
        return []
    there = {part.technique for part in sheet.parts}
    found = [
        (candidate.fit, Mend(f"Add a warm-up: {candidate.technique.name}", edit))
        for code, candidate in sheet.candidates.items()
        if candidate.technique.warms_up and code not in there
        and _is_possible(edit := Together(keys, ((code, BOTH), *additions)), sheet)
    ]  # fmt: skip
    found.sort(key=lambda one: -one[0])
    return [mend for _, mend in found[:OFFERED]]


def _instead_of_another(code: str, side: str, sheet: Sheet) -> list[Mend]:
    """A technique for which there is no room, and what could go for it: nothing that is locked."""
    if not _breaks(TOO_MUCH, Together((), ((code, side),)), sheet):
        return []
    keys: dict[str, list[int]] = {}
    for part in sheet.parts:
        if part.key:
            keys.setdefault(part.technique, []).append(part.key)
    locked = {part.technique for part in sheet.parts if part.locked}
    may_go = (keys.keys() - locked - {code}) & sheet.candidates.keys()
    others = [sheet.candidates[other] for other in may_go]
    others.sort(key=lambda candidate: (candidate.fit, candidate.technique.code))
    found = (
        Mend(f"Instead of: {other.technique.name}", edit)
        for other in others
        if _is_possible(edit := Together(tuple(keys[other.technique.code]), ((code, side),)), sheet)
    )
    return list(islice(found, OFFERED))


def _breaks(rules: tuple[str, ...], edit: Together, sheet: Sheet) -> bool:
    """Whether one of these rules is broken once it is made."""
    try:
        parts = edit.make(sheet)
    except Refused:
        return False
    faults = find_faults(parts, sheet.catalogue, sheet.minutes)
    return any(fault.code.startswith(rules) for fault in faults)


def _with_first(code: str, side: str, sheet: Sheet) -> list[Mend]:
    """A technique together with those that must come before it."""
    technique = sheet.catalogue.techniques.get(code)
    there = {part.technique for part in sheet.parts}
    missing = sorted(technique.after - there) if technique else []
    edit = Together((), (*((first, side) for first in missing), (code, side)))
    if not missing or not _is_possible(edit, sheet):
        return []
    names = ", ".join(sheet.catalogue.techniques[first].name for first in missing)
    return [Mend(f"Add it after: {names}", edit)]


def _with_all_that_need_it(key: int, sheet: Sheet) -> list[Mend]:
    keys = [key]
    while more := [part.key for part in _offenders(keys, sheet) if part.key]:
        keys += more
    if len(keys) == 1 or not _is_possible(edit := Together(tuple(keys)), sheet):
        return []
    names = [sheet.name(part) for part in sheet.parts if part.key in keys[1:]]
    number = "both" if len(keys) == 2 else f"all {len(keys)}"
    return [Mend(f"Remove {number}: also {', '.join(names)}", edit)]


def _offenders(keys: list[int], sheet: Sheet) -> Iterator[Part]:
    """The parts that would break a rule once those with these keys are gone."""
    left = tuple(part for part in sheet.parts if part.key not in keys)
    before = {fault.code for fault in find_faults(sheet.parts, sheet.catalogue, sheet.minutes)}
    for fault in find_faults(left, sheet.catalogue, sheet.minutes):
        if fault.code not in before:
            yield from (part for part in left if _is_about(fault, part, sheet))
            return


def _is_about(fault: Fault, part: Part, sheet: Sheet) -> bool:
    if not part.is_allowed:
        return False
    if fault.code == "warm-up":
        return sheet.catalogue.techniques[part.technique].is_massage
    words = fault.code.split()
    return words[0] in ("cold", "after") and words[1] == part.technique


def _is_possible(edit: Together, sheet: Sheet) -> bool:
    try:
        edit.apply(sheet)
    except Refused:
        return False
    return True
