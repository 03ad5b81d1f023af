"""Changes of a routine as rows: each made whole or not at all, and each to be taken back.

A change belongs to the version that it was made for: it is not made on another. What it was
before is kept with it, on every device, until it is one of the oldest of many.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Field
from django.utils import timezone

from anatomy.content import ContentVersion
from routines.models import Position, Revision, Routine, Step, Technique, Tool
from routines.parts import Parts, Sheet
from routines.stored import agreed_terms, ids_by_code, new_steps

CHANGES_KEPT = 50
OF_A_ROUTINE = ("name", "note", "agreed_at", "content_version", "left_as_is")
OF_A_STEP = (
    "technique_id", "phase", "side", "seconds", "tool_id", "position_id", "reason", "terms",
    "locked",
)  # fmt: skip
OF_A_KEPT_STEP = ("place", "seconds", "terms", "tool", "position", "locked")


@dataclass(frozen=True, slots=True)
class Past:
    """What can be undone, last done first, and done again; each with its key."""

    undo: tuple[Revision, ...]
    redo: tuple[Revision, ...]

    def __bool__(self) -> bool:
        return bool(self.undo or self.redo)


def past_of(routine: Routine) -> Past:
    rows = list(routine.revisions.defer("state"))
    return Past(
        undo=tuple(reversed([row for row in rows if not row.is_undone])),
        redo=tuple(row for row in rows if row.is_undone),
    )


@transaction.atomic
def change(routine: Routine, version: int, words: str, **values: Any) -> bool:
    """Give the routine other values; False, and nothing done, if somebody was faster."""
    return _begin(routine, version, words, list(routine.steps.all()), **values)


@transaction.atomic
def edit(
    routine: Routine, version: int, words: str, steps: list[Step], sheet: Sheet, after: Parts
) -> bool:
    """Make the steps be what `after` says; False, and nothing done, if somebody was faster.

    Of a step that stays, only what the edit changed is written: what today's answers take away
    is not taken away for good.
    """
    if not _begin(routine, version, words, steps):
        return False
    seconds = {part.key: part.seconds for part in sheet.parts}
    by_key = {step.pk: step for step in steps}
    for part in filter(lambda part: part.key, after):
        step = by_key[part.key]
        step.locked = part.locked
        if part.seconds != seconds[part.key]:
            step.seconds, step.terms = part.seconds, agreed_terms(part, sheet)
    _put_in_order(routine, steps, sheet, after)
    return True


@transaction.atomic
def agree(
    routine: Routine,
    version: int,
    words: str,
    steps: list[Step],
    sheet: Sheet,
    after: Parts,
) -> bool:
    """Make the routine be what `after` says in every way: its owner agrees to what is allowed
    today. False as for `edit`.
    """
    agreed = {"agreed_at": timezone.now(), "content_version": ContentVersion.current()}
    if not _begin(routine, version, words, steps, **agreed, left_as_is=""):
        return False
    tools, positions = ids_by_code(Tool), ids_by_code(Position)
    by_key = {step.pk: step for step in steps}
    for part in after:
        if part.key:
            step = by_key[part.key]
            step.seconds, step.terms = part.seconds, agreed_terms(part, sheet)
            step.tool_id, step.position_id = tools[part.tool], positions[part.position]
    _put_in_order(routine, steps, sheet, after)
    return True


def leave(routine: Routine, version: int, differences: str) -> bool:
    """The owner has seen these differences (their fingerprint) and leaves the routine as it is:
    nothing changes, so there is nothing to undo.
    """
    return _take_turn(routine, version, left_as_is=differences)


@transaction.atomic
def travel(routine: Routine, version: int, key: int, *, back: bool) -> Revision | None:
    """Undo the change of that key or, unless `back`, do it again. Returns the change.

    None, and nothing done, if somebody was faster, or it is not that change's turn.
    """
    turn = routine.revisions.filter(is_undone=not back).order_by("-pk" if back else "pk").first()
    if turn is None or turn.pk != key or not _take_turn(routine, version):
        return None
    now = state_of(routine, list(routine.steps.all()))
    _restore(routine, turn.state)
    turn.state, turn.is_undone = now, back
    turn.save()
    return turn


def _begin(routine: Routine, version: int, words: str, steps: list[Step], **values: Any) -> bool:
    """Keep what the routine is, to come back to, and let nobody else change this version."""
    before = state_of(routine, steps)
    if not _take_turn(routine, version, **values):
        return False
    routine.revisions.filter(is_undone=True).delete()
    oldest = routine.revisions.order_by("-pk").values("pk")[CHANGES_KEPT - 1 :]
    routine.revisions.filter(pk__in=list(oldest.values_list("pk", flat=True))).delete()
    Revision.objects.create(routine=routine, words=words[:250], state=before)
    return True


def _take_turn(routine: Routine, version: int, **values: Any) -> bool:
    now, rows = timezone.now(), Routine.objects.filter(pk=routine.pk, version=version)
    if not rows.update(version=F("version") + 1, changed_at=now, **values):
        return False
    for name, value in {"version": version + 1, "changed_at": now, **values}.items():
        setattr(routine, name, value)
    return True


def _put_in_order(routine: Routine, steps: list[Step], sheet: Sheet, after: Parts) -> None:
    """Write the steps that stay, each in its place; take out the others; put in what is new."""
    places = {part.key: place for place, part in enumerate(after) if part.key}
    kept = [step for step in steps if step.pk in places]
    for step in kept:
        step.place = places[step.pk]
    routine.steps.exclude(pk__in=places).delete()
    Step.objects.bulk_update(kept, OF_A_KEPT_STEP)
    new = {place: part for place, part in enumerate(after) if not part.key}
    Step.objects.bulk_create(new_steps(routine, new, sheet))


def state_of(routine: Routine, steps: list[Step]) -> dict[str, Any]:
    """All that a change can change, as JSON."""
    values = {field.name: field.value_to_string(routine) for field in _fields()}
    rows = [{"id": step.pk} | {name: getattr(step, name) for name in OF_A_STEP} for step in steps]
    return {**values, "steps": rows}


def _fields() -> list[Field]:
    return [Routine._meta.get_field(name) for name in OF_A_ROUTINE]


def _restore(routine: Routine, state: dict[str, Any]) -> None:
    """Make the routine what it was, its steps with the keys that they had.

    What it holds of content that is gone altogether stays out.
    """
    there = {
        f"{name}_id": set(model.objects.values_list("pk", flat=True))
        for name, model in {"technique": Technique, "tool": Tool, "position": Position}.items()
    }
    steps = [
        Step(routine=routine, place=place, **row)
        for place, row in enumerate(state["steps"])
        if all(row[name] in keys for name, keys in there.items())
    ]
    routine.steps.exclude(pk__in=[step.pk for step in steps]).delete()
    Step.objects.bulk_create(
        steps,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["place", *OF_A_STEP],
    )
    values = {
        field.name: field.to_python(state[field.name]) for field in _fields() if field.name in state
    }
    Routine.objects.filter(pk=routine.pk).update(**values)
    for name, value in values.items():
        setattr(routine, name, value)
