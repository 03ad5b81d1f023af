"""From what a person wants to a routine that is theirs."""

import json
from dataclasses import replace
from uuid import uuid5

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from routines.content import catalogue
from routines.owned import remembered, see_other
from routines.page import about
from routines.planner import make_plan
from routines.request import Request
from routines.shown import may_be_done
from routines.stored import make_routine
from routines.today import Today, judge_today
from routines.wish import WishForm
from screening.access import OF_ONE_PERSON, ask_first, clearance_of, person_of
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
        return _build(request, person, form)
    context = {"form": form, **about(today)}
    return render(request, "routines/new.html", context, status=422 if form.errors else 200)


def _build(request: HttpRequest, person: Person, form: WishForm) -> HttpResponse:
    wish = form.wish()
    clearance = clearance_of(person, wish.mode)
    if clearance is None:
        request.session[WISH] = wish.as_json()
        return see_other(reverse("routines:new") + "?partner")
    today = judge_today(person, clearance, wish, form.today.catalogue)
    plan = None
    if not today.is_stopped:
        plan = make_plan(wish, today.verdicts, today.catalogue, clearance.minutes)
    if plan is None:
        request.session[WISH] = wish.as_json()
        return nothing(request, today)
    # The same form sent twice is one wish; sent again with other fields it is another.
    said = json.dumps([str(person.pk), wish.as_json()])
    key = uuid5(form.cleaned_data["key"], said)
    routine = make_routine(person, key, wish, plan, today.sheet([]))
    request.session.pop(WISH, None)
    return see_other(routine.get_absolute_url())


def nothing(request: HttpRequest, today: Today) -> HttpResponse:
    """No routine is possible: why, what remains, and what to do now."""
    context = {"remaining": may_be_done(today), **about(today)}
    return render(request, "routines/nothing.html", context)


def _last_wish(request: HttpRequest, person: Person, known) -> Request:
    last = person.routines.order_by("-made_at").values_list("request", flat=True)
    return remembered(request.session.get(WISH) or last.first() or {}, known)
