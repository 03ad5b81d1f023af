"""From what a person wants to a routine that is theirs."""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from routines.alike import find_alike
from routines.content import catalogue, starting_points
from routines.eligibility import judge
from routines.forms import AlikeForm, KeyForm
from routines.owned import judged, remembered, see_other, steps_of
from routines.page import about, routine_page
from routines.planner import make_plan
from routines.request import Request
from routines.shown import may_be_done
from routines.starting import StartingPoint, find_obstacles
from routines.stored import make_routine
from routines.today import Today, judge_today
from routines.wish import WishForm
from screening.access import OF_ONE_PERSON, ask_first, clearance_of, person_of
from screening.gate import Clearance
from screening.models import Person
from screening.rulebook import Mode

# What was wished for, until it has become a routine.
WISH = OF_ONE_PERSON + "wish"


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The builder: one form, then the routine."""
    person = person_of(request)
    clearance = clearance_of(person, Mode.SELF)
    if clearance is None:
        return ask_first(request, Mode.SELF)
    if "partner" in request.GET and clearance_of(person, Mode.PARTNER) is None:
        return ask_first(request, Mode.PARTNER)
    known = catalogue()
    begin = _last_wish(request, person, known)
    every_tool = replace(begin, mode=Mode.SELF, tools=frozenset(known.tools))
    today = judge_today(person, clearance, every_tool, known)
    if clearance.is_stopped:
        return see_other(reverse("screening:result"))
    if today.is_stopped:
        return nothing(request, today)
    form = WishForm(request.POST if request.method == "POST" else None, today=today, begin=begin)
    if form.is_valid():
        return build(request, person, form.wish(), form.cleaned_data["key"])
    context = {"form": form, **about(today), **starting_points_for(person, today)}
    return render(request, "routines/new.html", context, status=422 if form.errors else 200)


@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """A routine from a ready-made starting point."""
    person = person_of(request)
    if clearance_of(person, Mode.SELF) is None:
        return ask_first(request, Mode.SELF)
    point = next((point for point in starting_points() if point.slug == slug), None)
    if point is None:
        raise Http404
    form = KeyForm(request.POST)
    if not form.is_valid():
        raise BadRequest("A starting point must come with the page's key.")
    return build(request, person, point.wish, form.cleaned_data["key"], point.name)


@require_POST
@judged
def another(request, routine, today):
    """A draft like this routine but for one thing; the routine stays as it is."""
    form = AlikeForm(request.POST)
    if not form.is_valid():
        raise BadRequest("It must say how the routine is to differ, and come with the page's key.")
    how, here = form.cleaned_data["how"], routine.get_absolute_url()
    wanted = next(
        one for one in find_alike(today.request, today.minutes, today.limits[0]) if one.how == how
    )
    if wanted.wish is None:
        steps = steps_of(routine)
        return routine_page(request, routine, today, steps, 422, refused=wanted.refusal)
    return build(request, routine.person, wanted.wish, form.cleaned_data["key"], back=here)


def build(
    request: HttpRequest,
    person: Person,
    wish: Request,
    key: UUID,
    name: str = "",
    *,
    back: str = "",
) -> HttpResponse:
    """The routine for a wish, or why there is none, or first the partner's questions.

    `back`: the page of a routine that is there already, should no other be possible.
    """
    clearance = clearance_of(person, wish.mode)
    if clearance is None:
        request.session[WISH] = wish.as_json()
        return see_other(reverse("routines:new") + "?partner")
    today = judge_today(person, clearance, wish, catalogue())
    plan = None
    if not today.is_stopped:
        plan = make_plan(wish, today.verdicts, today.catalogue, clearance.minutes, rank=wish.rank)
    if plan is None and back and not today.is_stopped:
        messages.warning(request, "There is no other routine for that. This one is as it was.")
        return see_other(back)
    if plan is None:
        request.session[WISH] = wish.as_json()
        return nothing(request, today)
    # The same form sent twice is one wish; sent again with other fields it is another.
    said = json.dumps([str(person.pk), wish.as_json()])
    routine = make_routine(person, uuid5(key, said), wish, plan, today.sheet([]), name)
    request.session.pop(WISH, None)
    for sentence in plan.given_up:
        messages.warning(request, sentence)
    return see_other(routine.get_absolute_url())


def starting_points_for(person: Person, today: Today) -> dict[str, Any]:
    """Each starting point and what stands against it today, for a template."""
    partner = clearance_of(person, Mode.PARTNER)
    starts = [_start(point, today, partner) for point in starting_points()]
    return {"starting_points": starts, "key": uuid4()}


def _start(point: StartingPoint, today: Today, partner: Clearance | None) -> dict[str, Any]:
    """Without the partner's questions answered nothing is known: they come when it is picked."""
    wish, known = point.wish, today.catalogue
    minutes = min(wish.minutes, today.minutes)
    tools = [known.tools[code].name for code in sorted(wish.tools) if code in known.tools]
    start = {"point": point, "minutes": minutes, "tools": tools, "refusal": ""}
    clearance = today.clearance if wish.mode == Mode.SELF else partner
    if clearance is None:
        return start
    situation = replace(today.situation, tools=wish.tools)
    against = find_obstacles(wish, judge(clearance, known, situation), known)
    if against is not None:
        start["refusal"] = against[0].text if against else "Nothing that is allowed fits it."
    return start


def nothing(request: HttpRequest, today: Today) -> HttpResponse:
    """No routine is possible: why, what remains, and what to do now."""
    context = {"remaining": may_be_done(today), **about(today)}
    return render(request, "routines/nothing.html", context)


def _last_wish(request: HttpRequest, person: Person, known) -> Request:
    last = person.routines.order_by("-made_at").values_list("request", flat=True)
    return remembered(request.session.get(WISH) or last.first() or {}, known)
