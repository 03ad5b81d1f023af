"""Whose routine it is, and what may be done of it today: asked before every page of a routine."""

from collections.abc import Callable
from functools import wraps

from django.db import models
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from routines.catalogue import Catalogue
from routines.content import catalogue
from routines.models import Routine, Step, TechniqueStep
from routines.request import BadRequest, Request, read_request
from routines.today import judge_today
from screening.access import ask_first, clearance_of, person_of, turn_to
from screening.rulebook import Mode

View = Callable[..., HttpResponse]


def see_other(url: str) -> HttpResponse:
    """What was sent has been done: look there, by GET."""
    return HttpResponseRedirect(url, status=303)


def not_found(request: HttpRequest) -> HttpResponse:
    """Somebody else's routine, a deleted one, or one whose owner's session has ended."""
    return render(request, "routines/not_found.html", status=404)


def own(view: View) -> View:
    """Call the view with the routine of that id, if it is one of this person's or of their other
    people's: the page is then about that one.
    """

    @wraps(view)
    def opened(request: HttpRequest, pk, *args, **kwargs) -> HttpResponse:
        person = person_of(request)
        mine = Routine.objects.filter(pk=pk, person__in=request.people)
        routine = mine.select_related("person").first() if person else None
        if not routine:
            return not_found(request)
        turn_to(request, routine.person)
        return view(request, routine, *args, **kwargs)

    return opened


def judged(view: View) -> View:
    """Call the view with the person's routine and `Today`; ask first if the check has lapsed."""

    @own
    @wraps(view)
    def opened(request: HttpRequest, routine: Routine, *args, **kwargs) -> HttpResponse:
        known = catalogue()
        wish = remembered(routine.request, known)
        clearance = clearance_of(routine.person, wish.mode)
        if clearance is None:
            return ask_first(request, wish.mode)
        today = judge_today(routine.person, clearance, wish, known)
        return view(request, routine, today, *args, **kwargs)

    return opened


def steps_of(routine: Routine) -> list[Step]:
    """The steps with all that a page says of them, in two queries."""
    instructions = Prefetch("technique__steps", TechniqueStep.objects.in_use())
    rows = routine.steps.select_related("technique", "tool", "position")
    return list(rows.prefetch_related(instructions).fetch_mode(models.FETCH_RAISE))


def remembered(wish: dict, known: Catalogue) -> Request:
    """A stored request, without what the content no longer has."""
    names = {
        "tools": known.tools,
        "goals": known.goals,
        "focus": {*known.muscles, *(f"{r}/{s}" for r in known.regions for s in ("left", "right"))},
    }
    kept = {key: [n for n in wish.get(key, []) if n in there] for key, there in names.items()}
    try:
        return read_request({**wish, **kept}, known)
    except BadRequest:
        return Request(Mode.PARTNER if wish.get("mode") == Mode.PARTNER else Mode.SELF)
