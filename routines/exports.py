"""A routine to take along: on paper, in a calendar, as data. Judged afresh, like its page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from anatomy.content import ContentVersion
from routines.calendar import make_calendar
from routines.forms import CalendarForm
from routines.models import Routine
from routines.owned import judged, see_other, steps_of
from routines.page import about
from routines.paper import STOP, as_data, left_out, lines
from routines.reach import reach
from routines.sharing import address_of, code_of
from routines.shown import Shown, show
from routines.today import Today
from screening.access import check_holds_until

TOO_LATE = "Select a day that comes before all questions are asked again"
ABOUT = (
    "Open it here: {url}\nThe page first asks how you are that day.\nContent version {version}. "
    "Valid until {until:%d %B %Y}: then all questions are asked again."
)


def shown_today(routine: Routine, today: Today) -> Shown:
    steps = steps_of(routine)
    return show(steps, today.sheet(steps), today.limits[0])


def fitness(routine: Routine, today: Today) -> dict[str, Any]:
    """What each form of a routine says of itself: by which content, and until when it holds."""
    until = check_holds_until(routine.person, today.request.mode)
    return {"content_version": ContentVersion.current(), "until": until}


@require_safe
@judged
def paper(request: HttpRequest, routine: Routine, today: Today) -> HttpResponse:
    """One sheet of paper."""
    shown, url = shown_today(routine, today), address_of(request, routine)
    context = {
        "routine": routine,
        "shown": shown,
        "places": reach(shown.steps, today.clearance),
        "lines": lines(shown),
        "left_out": left_out(shown),
        "stop": STOP,
        "shared_at": url,
        "code": url and code_of(url),
        **fitness(routine, today),
        **about(today),
    }
    return render(request, "routines/paper.html", context)


@require_safe
@judged
def data(request: HttpRequest, routine: Routine, today: Today) -> HttpResponse:
    """What is to be done, as JSON, for another program."""
    known = fitness(routine, today)
    content = as_data(
        shown_today(routine, today),
        name=routine.name,
        mode=today.request.mode,
        content_version=known["content_version"],
        valid_until=known["until"].session,
        not_before=today.progress.wait_until,
    )
    return _file(JsonResponse(content, json_dumps_params={"indent": 2}), "routine.json")


@require_safe
@judged
def days(request: HttpRequest, routine: Routine, today: Today) -> HttpResponse:
    """On which days and when; the answer is a file, by `calendar`."""
    if not shown_today(routine, today).is_possible:
        return see_other(routine.get_absolute_url())
    return _ask_days(request, routine, today, CalendarForm())


def _ask_days(
    request: HttpRequest, routine: Routine, today: Today, form: CalendarForm
) -> HttpResponse:
    context = {"form": form, "routine": routine, **fitness(routine, today)}
    return render(request, "routines/days.html", context, status=422 if form.errors else 200)


@require_safe
@judged
def calendar(request: HttpRequest, routine: Routine, today: Today) -> HttpResponse:
    """The calendar file; without days and a time, the form that asks for them."""
    if not request.GET:
        return see_other(reverse("routines:days", args=[routine.pk]))
    form, shown = CalendarForm(request.GET), shown_today(routine, today)
    if not shown.is_possible:
        return see_other(routine.get_absolute_url())
    content = form.is_valid() and _calendar(request, routine, today, shown, form.cleaned_data)
    if not content:
        if not form.errors:
            form.add_error("days", TOO_LATE)
        return _ask_days(request, routine, today, form)
    return _file(HttpResponse(content, content_type="text/calendar; charset=utf-8"), "routine.ics")


def _calendar(
    request: HttpRequest, routine: Routine, today: Today, shown: Shown, said: dict[str, Any]
) -> bytes | None:
    known, now = fitness(routine, today), timezone.now()
    url = request.build_absolute_uri(routine.get_absolute_url())
    return make_calendar(
        uid=f"{routine.pk}@{request.get_host()}",
        url=url,
        days=said["days"],
        at=said["at"],
        first=max(now, today.progress.wait_until or now).date(),
        last=known["until"].all.date(),
        seconds=shown.total_s,
        stamp=now,
        about=ABOUT.format(url=url, version=known["content_version"], until=known["until"].all),
    )


def _file(response: HttpResponse, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
