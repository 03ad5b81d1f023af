"""A person's routines: the list, one routine, its name, keeping, copying and deleting it."""

from uuid import uuid5

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import F, Max, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import reswap, retarget

from routines import history, stored
from routines.content import catalogue
from routines.forms import KeyForm, NameForm, NoteForm
from routines.models import BIN_KEPT, Routine, Step
from routines.owned import judged, not_found, own, see_other, steps_of
from routines.page import conflict, routine_page, step_tools
from routines.timing import in_all_s
from routines.today import part_of
from screening.access import person_of
from screening.models import Person

CHANGED = "The routine has changed meanwhile. This is what it is now."


@require_safe
def routines(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    mine = _listed(person) if person else []
    deleted = _deleted(person) if person else []
    context = {
        "deleted": deleted,
        "just_deleted": next((r for r in deleted if str(r.pk) == request.GET.get("deleted")), None),
        "saved": [routine for routine in mine if routine.saved_at],
        "drafts": [routine for routine in mine if not routine.saved_at],
    }
    return render(request, "routines/routines.html", context)


def _listed(person: Person) -> list[Routine]:
    """The person's routines, newest first, each with `total_s` and when it was last done."""
    steps = Prefetch("steps", Step.objects.select_related("technique", "tool", "position"))
    rows = person.routines.annotate(done_at=Max("sessions__done_at")).prefetch_related(steps)
    mine = list(rows.order_by(F("saved_at").desc(nulls_last=True), "-made_at"))
    tools = catalogue().tools
    for routine in mine:
        steps = routine.steps.all()
        has_massage = any(step.technique.kind == "massage" for step in steps)
        parts = [part_of(step) for step in steps]
        routine.total_s = in_all_s(parts, has_massage, tools)
    return mine


def _deleted(person: Person) -> list[Routine]:
    """What is in the bin, last thrown away first."""
    rows = Routine.with_deleted.filter(person=person, deleted_at__gte=timezone.now() - BIN_KEPT)
    return list(rows.order_by("-deleted_at").only("name", "deleted_at"))


@require_safe
@judged
def routine(request, routine, today):
    """One routine, judged afresh by today's answers and content.

    With `step`, what changes that step is open. htmx asks for just that, and gets all that can be
    changed anew if its page is not of the routine's `version`: nobody shall change what they do
    not see.
    """
    steps = steps_of(routine)
    edited = next((step.pk for step in steps if str(step.pk) == request.GET.get("step")), None)
    if not (request.htmx and "version" in request.GET):
        return routine_page(request, routine, today, steps, edited=edited)
    if edited and request.GET["version"] == str(routine.version) and not today.is_stopped:
        return step_tools(request, routine, today, steps, edited)
    page = routine_page(request, routine, today, steps, edited=edited, done=CHANGED)
    return reswap(retarget(page, "#editor"), "outerHTML")


@require_POST
@judged
def rename(request, routine, today):
    form = NameForm(request.POST)
    version = form.for_version()
    if form.errors:
        return routine_page(request, routine, today, steps_of(routine), 422, refused=form.problem)
    name = form.cleaned_data["name"]
    words = f"call it “{name}”"
    if not history.change(routine, version, words, name=name):
        return conflict(request, routine, today, version, words, form.sent)
    messages.success(request, f"The routine is now called “{name}”.")
    return see_other(routine.get_absolute_url())


@require_POST
@judged
def note(request, routine, today):
    """What the owner notes for themselves: plain text, shown to nobody else."""
    form = NoteForm(request.POST)
    version = form.for_version()
    if form.errors:
        return routine_page(request, routine, today, steps_of(routine), 422, refused=form.problem)
    words = "change the note" if routine.note else "write a note"
    if not history.change(routine, version, words, note=form.cleaned_data["note"]):
        return conflict(request, routine, today, version, words, form.sent)
    messages.success(request, "Your note is kept.")
    return see_other(f"{routine.get_absolute_url()}#your-note")


@require_POST
@own
def save(request, routine):
    """Keep the routine; until then it is a draft, and goes after two days.

    Whatever was changed meanwhile is kept with it, so that no version can be the wrong one.
    """
    Routine.objects.filter(pk=routine.pk, saved_at=None).update(saved_at=timezone.now())
    messages.success(request, "Saved. You find it under “Routines”.")
    return see_other(routine.get_absolute_url())


@require_POST
@own
def copy(request, routine):
    form = KeyForm(request.POST)
    if not form.is_valid():
        raise BadRequest("A copy must come with its key.")
    twin = stored.copy(routine, uuid5(form.cleaned_data["key"], str(routine.pk)))
    messages.success(request, f"This is a copy of “{routine.name}”. Change it as you like.")
    return see_other(twin.get_absolute_url())


@require_POST
@own
def delete(request, routine):
    """Into the bin at once: it can be undone for some days."""
    Routine.objects.filter(pk=routine.pk).update(deleted_at=timezone.now())
    return see_other(f"{reverse('routines:routines')}?{urlencode({'deleted': routine.pk})}")


@require_POST
def restore(request, pk):
    """Out of the bin, as it was."""
    person = person_of(request)
    mine = Routine.with_deleted.filter(pk=pk, person__in=request.people)
    routine = mine.first() if person else None
    if not routine:
        return not_found(request)
    stored.put_back(routine)
    messages.success(request, f"“{routine.name}” is back.")
    return see_other(routine.get_absolute_url())
