"""Routines as rows: made, changed, copied; each in one transaction, or not at all."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from anatomy.content import ContentVersion
from routines.comparison import terms_of
from routines.models import Position, Routine, Step, Technique, Tool
from routines.parts import Part, Parts, Sheet
from routines.planner import Plan
from routines.request import Request
from screening.models import Person
from screening.rulebook import Mode

NAMES = {Mode.SELF: "on my own", Mode.PARTNER: "with a partner"}
YOUR_CHOICE = "You put it in."
COPIED = ("request", "content_version", "agreed_at", "saved_at")


@transaction.atomic
def make_routine(person: Person, key: UUID, wish: Request, plan: Plan, sheet: Sheet) -> Routine:
    """The plan as a draft of this person's. Called twice with one key it makes one routine.

    `sheet`: what is allowed today, to note with each step what its owner agreed to.
    """
    routine, is_new = Routine.objects.get_or_create(
        key=key,
        defaults={
            "person": person,
            "name": f"{wish.minutes} minutes {NAMES[wish.mode]}",
            "request": wish.as_json(),
            "content_version": ContentVersion.current(),
        },
    )
    if is_new:
        parts = [
            Part(step.technique, step.phase, step.side, step.seconds, step.tool, step.position)
            for step in plan.steps
            if step.technique
        ]
        reasons = [step.reason for step in plan.steps if step.technique]
        Step.objects.bulk_create(_new_steps(routine, dict(enumerate(parts)), reasons, sheet))
    return routine


@transaction.atomic
def change(routine: Routine, version: int, steps: list[Step], sheet: Sheet, after: Parts) -> bool:
    """Make the steps be what `after` says; False, and nothing done, if somebody was faster.

    Of a step that stays, only what the edit changed is written: what today's answers take away
    is not taken away for good.
    """
    if not _takes_turn(routine, version):
        return False
    seconds = {part.key: part.seconds for part in sheet.parts}
    by_key = {step.pk: step for step in steps}
    for part in after:
        if part.key and part.seconds != seconds[part.key]:
            by_key[part.key].seconds, by_key[part.key].terms = part.seconds, _terms(part, sheet)
    _put_in_order(routine, steps, sheet, after, YOUR_CHOICE)
    return True


@transaction.atomic
def agree(
    routine: Routine, version: int, steps: list[Step], sheet: Sheet, after: Parts, why: str
) -> bool:
    """Make the routine be what `after` says in every way: its owner agrees to what is allowed
    today. `why`: the reason of the steps that come in. False as for `change`.
    """
    agreed = {"agreed_at": timezone.now(), "content_version": ContentVersion.current()}
    if not _takes_turn(routine, version, **agreed, left_as_is=""):
        return False
    tools, positions = _ids_by_code(Tool), _ids_by_code(Position)
    by_key = {step.pk: step for step in steps}
    for part in after:
        if part.key:
            step = by_key[part.key]
            step.seconds, step.terms = part.seconds, _terms(part, sheet)
            step.tool_id, step.position_id = tools[part.tool], positions[part.position]
    _put_in_order(routine, steps, sheet, after, why)
    return True


def leave(routine: Routine, version: int, differences: str) -> bool:
    """The owner has seen these differences (their fingerprint) and leaves the routine as it is."""
    return _takes_turn(routine, version, left_as_is=differences)


def _takes_turn(routine: Routine, version: int, **values) -> bool:
    """Take the routine from this version to the next, with these values; False: it is not it."""
    values |= {"changed_at": timezone.now()}
    unchanged = Routine.objects.filter(pk=routine.pk, version=version)
    if not unchanged.update(version=F("version") + 1, **values):
        return False
    for name, value in {**values, "version": version + 1}.items():
        setattr(routine, name, value)
    return True


def _put_in_order(
    routine: Routine, steps: list[Step], sheet: Sheet, after: Parts, reason: str
) -> None:
    """Write the steps that stay, each in its place; take out the others; put in what is new."""
    places = {part.key: place for place, part in enumerate(after) if part.key}
    kept = [step for step in steps if step.pk in places]
    for step in kept:
        step.place = places[step.pk]
    routine.steps.exclude(pk__in=places).delete()
    Step.objects.bulk_update(kept, ["place", "seconds", "terms", "tool", "position"])
    new = {place: part for place, part in enumerate(after) if not part.key}
    Step.objects.bulk_create(_new_steps(routine, new, [reason] * len(new), sheet))


@transaction.atomic
def copy(routine: Routine, key: UUID) -> Routine:
    """The same routine once more, saved if it is. Called twice with one key it makes one copy."""
    same = {field: getattr(routine, field) for field in COPIED}
    twin, is_new = Routine.objects.get_or_create(
        key=key,
        defaults={"person": routine.person, "name": f"Copy of {routine.name}"[:80], **same},
    )
    if is_new:
        steps = list(routine.steps.all())
        for step in steps:
            step.pk, step.routine = None, twin
        Step.objects.bulk_create(steps)
    return twin


def _new_steps(
    routine: Routine, parts: dict[int, Part], reasons: list[str], sheet: Sheet
) -> list[Step]:
    """Steps for these parts, by their places. Without any, nothing is looked up."""
    if not parts:
        return []
    techniques, tools, positions = map(_ids_by_code, (Technique, Tool, Position))
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
            reason=reason,
            terms=_terms(part, sheet),
        )
        for (place, part), reason in zip(parts.items(), reasons, strict=True)
    ]


def _terms(part: Part, sheet: Sheet) -> dict[str, Any] | None:
    terms = terms_of(part, sheet)
    return terms and terms.as_json()


def _ids_by_code(model: type[Model]) -> dict[str, int]:
    return dict(model.objects.values_list("code", "pk"))


def take_along(sender, guest: Person, account: Person, **kwargs) -> None:
    """A guest's routines and sessions go with them to their account."""
    guest.routines.update(person=account)
    guest.sessions.update(person=account)
