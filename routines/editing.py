"""Changes to a routine's steps: each is judged again, and made only on the version it was for."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from routines.editor import Add, Edit, Move, Refused, Remove, Retime, Swap, find_swaps
from routines.forms import AddForm, EditForm, MoveForm, SwapForm, TimeForm
from routines.models import Routine
from routines.owned import judged, not_found, see_other, steps_of
from routines.page import conflict, routine_page
from routines.parts import BOTH, Parts, Sheet, bars
from routines.stored import change
from routines.today import Today
from screening.rulebook import SIDES


@require_POST
@judged
def move(request, routine, today, step):
    return _edit(request, routine, today, MoveForm, lambda f: Move(step, f["to"] == "up"), step)


@require_POST
@judged
def remove(request, routine, today, step):
    return _edit(request, routine, today, EditForm, lambda f: Remove(step), step)


@require_POST
@judged
def retime(request, routine, today, step):
    return _edit(request, routine, today, TimeForm, lambda f: Retime(step, f["seconds"]), step)


@require_POST
@judged
def add(request, routine, today):
    def made(wanted):
        return Add(wanted["technique"], wanted["side"], wanted["seconds"], wanted["place"])

    return _edit(request, routine, today, AddForm, made)


@require_http_methods(["GET", "HEAD", "POST"])
@judged
def swap(request, routine, today, step):
    """What else could be done in a step's place; sent in, it takes the place."""
    if request.method == "POST":
        return _edit(request, routine, today, SwapForm, lambda f: Swap(step, f["technique"]), step)
    steps = steps_of(routine)
    if step not in {row.pk for row in steps}:
        return not_found(request)
    sheet = today.sheet(steps)
    offers = find_swaps(step, sheet)
    context = {"routine": routine, "step": step, "name": sheet.name(sheet.part(step))}
    context |= {"offers": offers, "can_swap": any(not offer.refusal for offer in offers)}
    return render(request, "routines/swap.html", context)


def _edit(
    request: HttpRequest,
    routine: Routine,
    today: Today,
    form_class: type[EditForm],
    made: Callable[[dict], Edit],
    key: int | None = None,
) -> HttpResponse:
    """Do what the form asks for, or say why not. `key`: the step that it is about."""
    form, steps = form_class(request.POST), steps_of(routine)
    if "version" in form.errors:
        raise BadRequest("An edit must say for which version of the routine it is.")
    version = form.cleaned_data["version"]
    if key is not None and key not in {step.pk for step in steps}:
        return not_found(request) if version == routine.version else conflict(request, routine)
    if form.errors:
        refused = " ".join(error for errors in form.errors.values() for error in errors)
        return routine_page(request, routine, today, steps, 422, refused=refused, edited=key)
    edit, sheet = made(form.cleaned_data), today.sheet(steps)
    try:
        parts = edit.apply(sheet) if version == routine.version else None
    except Refused as refused:
        return routine_page(request, routine, today, steps, 422, refused=str(refused), edited=key)
    if parts is None or not change(routine, version, steps, sheet, parts):
        return conflict(request, routine, edit.says(sheet), form.cleaned_data)
    return _done(request, routine, today, edit, sheet, parts)


def _done(
    request: HttpRequest, routine: Routine, today: Today, edit: Edit, sheet: Sheet, parts: Parts
) -> HttpResponse:
    """Show what came of it: the editor for htmx, or the page again."""
    done, undo = _say(edit, sheet, parts), _undo(edit, sheet)
    steps = steps_of(routine)
    new = {step.pk for step in steps} - {part.key for part in sheet.parts}
    edited = edit.key if isinstance(edit, Move | Retime) else min(new, default=None)
    if request.htmx:
        said = {"done": done, "undo": undo, "edited": edited, "is_new": bool(new)}
        return routine_page(request, routine, today, steps, **said)
    messages.success(request, done)
    where = f"?{urlencode(undo or {'step': edited or ''})}#{f'step-{edited}' if edited else ''}"
    return see_other(routine.get_absolute_url() + where)


def _say(edit: Edit, sheet: Sheet, parts: Parts) -> str:
    """What was done, in a sentence or two."""
    if isinstance(edit, Add):
        return _say_added(edit, sheet, parts)
    name = sheet.name(sheet.part(edit.key))
    if isinstance(edit, Move):
        place = [part.key for part in parts].index(edit.key) + 1
        return f"“{name}” is now step {place} of {len(parts)}."
    if isinstance(edit, Retime):
        return f"“{name}” now takes {edit.seconds} seconds."
    if isinstance(edit, Swap):
        return f"“{name}” is swapped for “{sheet.catalogue.techniques[edit.technique].name}”."
    return f"“{name}” is removed."


def _say_added(edit: Add, sheet: Sheet, parts: Parts) -> str:
    """Where both sides were asked for and one was not possible, why not."""
    name = sheet.catalogue.techniques[edit.technique].name
    sides = {side for part in parts if part.key is None for side in part.sides}
    if edit.side != BOTH or len(sides) == len(SIDES):
        return f"“{name}” is added."
    missing = next(side for side in SIDES if side not in sides)
    why = " ".join(reason.text for reason in bars(edit.technique, missing, sheet))
    return f"“{name}” is added on the {min(sides)} only. {why}".strip()


def _undo(edit: Edit, sheet: Sheet) -> dict[str, object] | None:
    """The fields that put back what was removed; nothing ruled out can be put back."""
    if not isinstance(edit, Remove) or not sheet.part(edit.key).is_allowed:
        return None
    part = sheet.part(edit.key)
    place = sheet.parts.index(part)
    return {
        "technique": part.technique, "side": part.side, "seconds": part.seconds, "place": place
    }  # fmt: skip
