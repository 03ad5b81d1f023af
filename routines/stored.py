"""Routines as rows: made, changed, copied; each in one transaction, or not at all."""

from uuid import UUID

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from anatomy.content import ContentVersion
from routines.models import Position, Routine, Step, Technique, Tool
from routines.parts import Part, Parts
from routines.planner import Plan
from routines.request import Request
from screening.models import Person
from screening.rulebook import Mode

NAMES = {Mode.SELF: "on my own", Mode.PARTNER: "with a partner"}
YOUR_CHOICE = "You put it in."


@transaction.atomic
def make_routine(person: Person, key: UUID, wish: Request, plan: Plan) -> Routine:
    """The plan as a draft of this person's. Called twice with one key it makes one routine."""
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
        Step.objects.bulk_create(_new_steps(routine, dict(enumerate(parts)), reasons))
    return routine


@transaction.atomic
def change(routine: Routine, version: int, steps: list[Step], before: Parts, after: Parts) -> bool:
    """Make the steps be what `after` says; False, and nothing done, if somebody was faster.

    Of a step that stays, only what the edit changed is written: what today's answers take away
    is not taken away for good.
    """
    now = timezone.now()
    unchanged = Routine.objects.filter(pk=routine.pk, version=version)
    if not unchanged.update(version=F("version") + 1, changed_at=now):
        return False
    seconds = {part.key: part.seconds for part in before}
    places = {part.key: (place, part) for place, part in enumerate(after) if part.key}
    for step in steps:
        if step.pk in places:
            step.place, part = places[step.pk]
            if part.seconds != seconds[step.pk]:
                step.seconds = part.seconds
    routine.steps.exclude(pk__in=places).delete()
    Step.objects.bulk_update([s for s in steps if s.pk in places], ["place", "seconds"])
    new = {place: part for place, part in enumerate(after) if not part.key}
    Step.objects.bulk_create(_new_steps(routine, new, [YOUR_CHOICE] * len(new)))
    routine.version, routine.changed_at = version + 1, now
    return True


@transaction.atomic
def copy(routine: Routine, key: UUID) -> Routine:
    """The same routine once more, saved if it is. Called twice with one key it makes one copy."""
    same = {field: getattr(routine, field) for field in ("request", "content_version", "saved_at")}
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


def _new_steps(routine: Routine, parts: dict[int, Part], reasons: list[str]) -> list[Step]:
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
        )
        for (place, part), reason in zip(parts.items(), reasons, strict=True)
    ]


def _ids_by_code(model: type[Model]) -> dict[str, int]:
    return dict(model.objects.values_list("code", "pk"))


def take_along(sender, guest: Person, account: Person, **kwargs) -> None:
    """A guest's routines and sessions go with them to their account."""
    guest.routines.update(person=account)
    guest.sessions.update(person=account)
