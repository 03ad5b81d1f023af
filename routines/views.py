"""A person's routines: the list, one routine, its name, keeping, copying and deleting it."""

from uuid import uuid5

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import F, Max, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from routines import history, stored
from routines.forms import KeyForm, NameForm
from routines.models import Routine, Step
from routines.objective import GET_READY_S
from routines.owned import judged, own, see_other, steps_of
from routines.page import conflict, routine_page
from routines.planner import frame
from screening.access import person_of
from screening.models import Person


@require_safe
def routines(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    mine = _listed(person) if person else []
    context = {
        "saved": [routine for routine in mine if routine.saved_at],
        "drafts": [routine for routine in mine if not routine.saved_at],
    }
    return render(request, "routines/routines.html", context)


def _listed(person: Person) -> list[Routine]:
    """The person's routines, newest first, each with `total_s` and when it was last done."""
    steps = Prefetch("steps", Step.objects.select_related("technique"))
    rows = person.routines.annotate(done_at=Max("sessions__done_at")).prefetch_related(steps)
    mine = list(rows.order_by(F("saved_at").desc(nulls_last=True), "-made_at"))
    for routine in mine:
        steps = routine.steps.all()
        around = frame(any(step.technique.kind == "massage" for step in steps))
        routine.total_s = sum(step.seconds for step in around)
        routine.total_s += sum(step.seconds + GET_READY_S for step in steps)
    return mine


@require_safe
@judged
def routine(request, routine, today):
    """One routine, judged afresh by today's answers and content."""
    steps = steps_of(routine)
    edited = next((step.pk for step in steps if str(step.pk) == request.GET.get("step")), None)
    return routine_page(request, routine, today, steps, edited=edited)


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
        return conflict(request, routine, version, words, form.cleaned_data)
    messages.success(request, f"The routine is now called “{name}”.")
    return see_other(routine.get_absolute_url())


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


@require_http_methods(["GET", "HEAD", "POST"])
@own
def delete(request, routine):
    """Ask first: it cannot be undone."""
    if request.method == "POST":
        routine.delete()
        messages.success(request, f"“{routine.name}” is deleted.")
        return see_other(reverse("routines:routines"))
    return render(request, "routines/delete.html", {"routine": routine})
