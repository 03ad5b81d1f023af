"""A link to a routine for somebody else: it shows the steps, and nothing of whose they are.

Whoever opens it passes the steps through their own answers first.
"""

from secrets import token_urlsafe
from uuid import uuid4, uuid5

import segno
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anatomy.content import ContentVersion
from routines import stored
from routines.content import catalogue
from routines.forms import KeyForm, ShareForm
from routines.models import Routine, Step
from routines.owned import own, remembered, see_other, steps_of
from routines.page import about
from routines.paper import STOP, left_out, lines
from routines.request import Request
from routines.shown import show
from routines.today import Today, judge_today
from screening.access import ask_first, check_holds_until, clearance_of, person_of
from screening.models import Person

SAVE_FIRST = "Save the routine first. One that is not saved goes after two days."


def address_of(request: HttpRequest, routine: Routine) -> str:
    """The whole address under which a routine is shared; empty if it is not."""
    if not routine.share_token:
        return ""
    return request.build_absolute_uri(reverse("routines:shared", args=[routine.share_token]))


def code_of(url: str) -> str:
    """The address as a QR code, for a camera: an SVG, whose colours are attributes and so
    print, on its quiet zone of 4 modules."""
    code = segno.make(url, error="q", micro=False)
    svg = code.svg_inline(
        border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(svg.replace("<svg ", '<svg role="img" aria-label="The link as a QR code" ', 1))


@require_http_methods(["GET", "HEAD", "POST"])
@own
def share(request: HttpRequest, routine: Routine) -> HttpResponse:
    """Make a link, or end it: an ended link never works again."""
    if not routine.saved_at:
        messages.info(request, SAVE_FIRST)
        return see_other(routine.get_absolute_url())
    if request.method == "POST":
        form = ShareForm(request.POST)
        if not form.is_valid():
            raise BadRequest("Sharing must be told whether to begin or to end.")
        _share(routine, begin=form.cleaned_data["what"] == "begin")
        return see_other(request.path)
    url = address_of(request, routine)
    context = {"routine": routine, "shared_at": url, "code": url and code_of(url)}
    return render(request, "routines/share.html", context)


def _share(routine: Routine, *, begin: bool) -> None:
    """Sent twice, it is one link."""
    rows = Routine.objects.filter(pk=routine.pk)
    if begin:
        rows.filter(share_token=None).update(share_token=token_urlsafe(32))
    else:
        rows.update(share_token=None)


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """A shared routine, as far as whoever opens it may do it today."""
    found = _open(request, token)
    if isinstance(found, HttpResponse):
        return found
    person, today, steps = found
    shown = show(steps, today.sheet(steps), today.limits[0])
    context = {
        "token": token,
        "shown": shown,
        "lines": lines(shown),
        "left_out": left_out(shown),
        "stop": STOP,
        "key": uuid4(),
        "until": check_holds_until(person, today.request.mode),
        "content_version": ContentVersion.current(),
        **about(today),
    }
    return render(request, "routines/shared.html", context)


@require_POST
def keep(request: HttpRequest, token: str) -> HttpResponse:
    """A copy of what they may do becomes the routine of whoever opened the link."""
    form = KeyForm(request.POST)
    if not form.is_valid():
        raise BadRequest("A copy must come with its key.")
    found = _open(request, token)
    if isinstance(found, HttpResponse):
        return found
    person, today, steps = found
    sheet = today.sheet(steps)
    if not any(part.is_allowed for part in sheet.parts):
        return see_other(reverse("routines:shared", args=[token]))
    key = uuid5(form.cleaned_data["key"], f"{person.pk} {token}")
    routine = stored.keep(person, key, today.request, sheet)
    messages.success(request, "This copy is yours. Change it as you like.")
    return see_other(routine.get_absolute_url())


def _open(request: HttpRequest, token: str) -> tuple[Person, Today, list[Step]] | HttpResponse:
    """Who opens it, and what they may do of it; or the questions that come first."""
    routine = Routine.objects.filter(share_token=token).first()
    if routine is None:
        return render(request, "routines/shared_ended.html", status=404)
    known = catalogue()
    asked = remembered(routine.request, known)
    # What its owner wished for beside is theirs.
    wish = Request(mode=asked.mode, minutes=asked.minutes, tools=asked.tools)
    person = person_of(request)
    clearance = clearance_of(person, wish.mode)
    if person is None or clearance is None:
        return ask_first(request, wish.mode)
    return person, judge_today(person, clearance, wish, known), steps_of(routine)
