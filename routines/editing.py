"""Changes to a routine's steps: each is judged again, and made only on the version it was for."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from anatomy.templatetags.words import seconds
from routines import history
from routines.editor import Add, Edit, Lock, Move, MoveOn, Refused, Remove, Retime, Swap, is_twin
from routines.forms import (
    AddForm,
    ChangeForm,
    EditForm,
    LockForm,
    MendForm,
    MoveForm,
    SearchForm,
    SwapForm,
    TimeForm,
)
from routines.mends import find_mends, read_together
from routines.models import Routine
from routines.offers import find_additions, find_swaps
from routines.owned import judged, not_found, see_other, steps_of
from routines.page import conflict, routine_page
from routines.parts import Parts, Sheet, total_s
from routines.rebuilding import Rebuild
from routines.today import Today

# Edits of a step that is there afterwards.
STAYS = Move | MoveOn | Retime | Lock


@require_POST
@judged
def move(request, routine, today, step):
    def made(wanted):
        if wanted["place"]:
            return Move(step, wanted["place"])
        return MoveOn(step, wanted["to"] == "up")

    return _edit(request, routine, today, MoveForm, made, step)


@require_POST
@judged
def lock(request, routine, today, step):
    return _edit(request, routine, today, LockForm, lambda f: Lock(step, f["locked"]), step)


@require_POST
@judged
def rebuild(request, routine, today):
    return _edit(request, routine, today, EditForm, lambda f: Rebuild())


@require_POST
@judged
def remove(request, routine, today, step):
    return _edit(request, routine, today, EditForm, lambda f: Remove(step), step)


@require_POST
@judged
def retime(request, routine, today, step):
    return _edit(request, routine, today, TimeForm, lambda f: Retime(step, f["seconds"]), step)


@require_http_methods(["GET", "HEAD", "POST"])
@judged
def add(request, routine, today):
    """What can be added, to be searched; sent in, it is."""
    if request.method == "POST":
        return _edit(request, routine, today, AddForm, lambda f: Add(f["technique"], f["side"]))
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    offers = find_additions(today.sheet(steps_of(routine)), words)
    context = {"routine": routine, "words": words}
    context |= {"offers": [offer for offer in offers if not offer.refusal]}
    context |= {"mended": [offer for offer in offers if offer.mends]}
    context |= {"refused": [offer for offer in offers if offer.refusal and not offer.mends]}
    return render(request, f"routines/add.html{'#adding' if request.htmx else ''}", context)


@require_http_methods(["GET", "HEAD", "POST"])
@judged
def swap(request, routine, today, step):
    """What else could be done in a step's place; sent in, it takes the place."""
    if request.method == "POST":

        def made(wanted):
            return Swap(step, wanted["technique"], wanted["sides"] == "both")

        return _edit(request, routine, today, SwapForm, made, step)
    steps = steps_of(routine)
    if step not in {row.pk for row in steps}:
        return not_found(request)
    sheet = today.sheet(steps)
    offers, part = find_swaps(step, sheet), sheet.part(step)
    context = {"routine": routine, "step": step, "name": sheet.name(part), "part": part}
    context |= {"has_twin": any(is_twin(other, part) for other in sheet.parts)}
    context |= {"offers": offers, "can_swap": any(not offer.refusal for offer in offers)}
    return render(request, f"routines/swap.html{'#swapping' if request.htmx else ''}", context)


@require_POST
@judged
def mend(request, routine, today):
    """Do a refused edit with what makes it possible."""
    return _edit(request, routine, today, MendForm, lambda f: read_together(f["edits"]))


@require_POST
@judged
def undo(request, routine, today):
    return _travel(request, routine, today, back=True)


@require_POST
@judged
def redo(request, routine, today):
    return _travel(request, routine, today, back=False)


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
    version = form.for_version()
    if key is not None and key not in {step.pk for step in steps}:
        gone = version < routine.version
        return conflict(request, routine, today, version) if gone else not_found(request)
    if form.errors:
        return routine_page(request, routine, today, steps, 422, refused=form.problem, edited=key)
    edit, sheet = made(form.cleaned_data), today.sheet(steps)
    try:
        parts = edit.apply(sheet) if version == routine.version else None
    except Refused as refused:
        said = {"refused": str(refused), "mends": find_mends(edit, sheet), "edited": key}
        return routine_page(request, routine, today, steps, 422, **said)
    words = edit.says(sheet)
    if parts is None or not history.edit(routine, version, words, steps, sheet, parts):
        return conflict(request, routine, today, version, words, form.sent)
    return _done(request, routine, today, edit, sheet, parts)


def _done(
    request: HttpRequest, routine: Routine, today: Today, edit: Edit, sheet: Sheet, parts: Parts
) -> HttpResponse:
    """Show what came of it: the editor for htmx, or the page again."""
    done, steps = f"{edit.said(sheet, parts)}{_over(sheet, parts)}", steps_of(routine)
    new = {step.pk for step in steps} - {part.key for part in sheet.parts}
    is_new = bool(new) and not isinstance(edit, Rebuild)
    edited = edit.key if isinstance(edit, STAYS) else min(new) if is_new else None
    if request.htmx:
        said = {"done": done, "edited": edited, "is_new": is_new}
        return routine_page(request, routine, today, steps, **said)
    messages.success(request, done)
    where = f"?step={edited}#step-{edited}" if edited else "#past"
    return see_other(routine.get_absolute_url() + where)


def _over(sheet: Sheet, parts: Parts) -> str:
    """That these parts take longer than was asked for, and longer than before; else nothing."""
    before, now = (total_s(some, sheet.catalogue) for some in (sheet.parts, parts))
    if now <= max(before, sheet.request.minutes * 60):
        return ""
    minutes = sheet.request.minutes
    return f" It takes {seconds(now)} now: more than the {minutes} minutes you asked for."


def _travel(request: HttpRequest, routine: Routine, today: Today, *, back: bool) -> HttpResponse:
    """Undo the last change, or do again what was undone: just the one that the page named."""
    form = ChangeForm(request.POST)
    version = form.for_version()
    if form.errors:
        refused = f"There is nothing to {'undo' if back else 'redo'}."
        return routine_page(request, routine, today, steps_of(routine), 422, refused=refused)
    key = form.cleaned_data["change"]
    change = history.travel(routine, version, key, back=back)
    if change is None:
        past = history.past_of(routine)
        turn = next(iter(past.undo if back else past.redo), None)
        wanted = (
            f"{'undo' if back else 'redo'} this: {turn.words}" if turn and turn.pk == key else ""
        )
        return conflict(request, routine, today, version, wanted, form.sent)
    done = f"{'Undone' if back else 'Done again'}: {change.words}."
    if request.htmx:
        return routine_page(request, routine, today, steps_of(routine), done=done)
    messages.success(request, done)
    return see_other(f"{routine.get_absolute_url()}#past")
