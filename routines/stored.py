"""Routines as rows: made and copied; each in one transaction, or not at all."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from anatomy.content import ContentVersion
from routines.certificate import Certificate, circumstances
from routines.comparison import terms_of
from routines.models import Position, Routine, Step, Technique, Tool
from routines.parts import Part, Sheet, part_of_plan
from routines.planner import Plan
from routines.request import Request
from screening.models import Person
from screening.rulebook import Mode

NAMES = {Mode.SELF: "on my own", Mode.PARTNER: "with a partner"}
YOUR_CHOICE = "You put it in."
SHARED = "It was in the routine that was shared with you."
COPIED = ("note", "request", "certificate", "content_version", "agreed_at", "saved_at")


@transaction.atomic
def make_routine(
    person: Person, key: UUID, wish: Request, plan: Plan, sheet: Sheet, name: str = ""
) -> Routine:
    """The plan as a draft of this person's. Called twice with one key it makes one routine.

    `sheet`: what is allowed today, to note with each step what its owner agreed to.
    """
    parts = [part_of_plan(step) for step in plan.steps if step.technique]
    content = ContentVersion.current()
    usual = f"{plan.budget_s // 60} minutes {NAMES[wish.mode]}"
    if wish.rank > 1:
        usual += f", number {wish.rank}"
    routine, is_new = _get_or_make(
        key,
        {
            "person": person,
            "name": name or usual,
            "request": wish.as_json(),
            "certificate": _certify(wish, plan, parts, sheet, content),
            "content_version": content,
        },
    )
    if is_new:
        Step.objects.bulk_create(new_steps(routine, dict(enumerate(parts)), sheet))
    return routine


def _certify(
    wish: Request, plan: Plan, parts: list[Part], sheet: Sheet, content: int
) -> dict[str, Any] | None:
    """None for the next best: there is a better one."""
    if wish.rank > 1 or plan.value <= 0:
        return None
    holds_for = circumstances(parts, sheet.verdicts, sheet.minutes)
    minutes = plan.budget_s // 60
    return Certificate(minutes, plan.value, plan.bound, content, holds_for).as_json()


@transaction.atomic
def copy(routine: Routine, key: UUID) -> Routine:
    """The same routine once more, saved if it is. Called twice with one key it makes one copy."""
    same = {field: getattr(routine, field) for field in COPIED}
    twin, is_new = _get_or_make(
        key,
        {"person": routine.person, "name": f"Copy of {routine.name}"[:80], **same},
    )
    if is_new:
        steps = list(routine.steps.all())
        for step in steps:
            step.pk, step.routine = None, twin
        Step.objects.bulk_create(steps)
    return twin


@transaction.atomic
def keep(person: Person, key: UUID, wish: Request, sheet: Sheet) -> Routine:
    """What this person may do of a routine that was shared with them, as a routine of theirs.

    Called twice with one key it makes one copy.
    """
    routine, is_new = _get_or_make(
        key,
        {
            "person": person,
            "name": f"Shared with me: {wish.minutes} minutes {NAMES[wish.mode]}",
            "request": wish.as_json(),
            "content_version": ContentVersion.current(),
            "saved_at": timezone.now(),
        },
    )
    if is_new:
        # Why its owner has a step is theirs.
        parts = [
            replace(part, reason=SHARED, locked=False) for part in sheet.parts if part.is_allowed
        ]
        Step.objects.bulk_create(new_steps(routine, dict(enumerate(parts)), sheet))
    return routine


def new_steps(routine: Routine, parts: dict[int, Part], sheet: Sheet) -> list[Step]:
    """Steps for these parts, by their places. Without any, nothing is looked up."""
    if not parts:
        return []
    techniques, tools, positions = map(ids_by_code, (Technique, Tool, Position))
    return [
        Step(
            routine=routine,
            place=place,
            technique_id=techniques[part.technique],
            phase=part.phase,
            side=part.side,
            seconds=part.seconds,
            tool_id=tools[part.tool],
            position_id=positions[part.position],
            reason=part.reason or YOUR_CHOICE,
            terms=agreed_terms(part, sheet),
            locked=part.locked,
        )
        for place, part in parts.items()
    ]


def agreed_terms(part: Part, sheet: Sheet) -> dict[str, Any] | None:
    terms = terms_of(part, sheet)
    return terms and terms.as_json()


def ids_by_code(model: type[Model]) -> dict[str, int]:
    return dict(model.objects.values_list("code", "pk"))


def _get_or_make(key: UUID, values: dict[str, Any]) -> tuple[Routine, bool]:
    """The routine of that key, and whether it is new. Asked for again, it leaves the bin."""
    routine, is_new = Routine.with_deleted.get_or_create(key=key, defaults=values)
    if routine.deleted_at:
        put_back(routine)
    return routine, is_new


def put_back(routine: Routine) -> None:
    """Out of the bin, as it was."""
    Routine.with_deleted.filter(pk=routine.pk).update(deleted_at=None)


def take_along(sender, guest: Person, account: Person, **kwargs) -> None:
    """A guest's routines and sessions go with them to their account."""
    Routine.with_deleted.filter(person=guest).update(person=account)
    guest.sessions.update(person=account)
