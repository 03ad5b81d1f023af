"""All answers together, and what they come to."""

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from anatomy.content import ContentVersion
from screening import record
from screening.access import person_of
from screening.addresses import address
from screening.explain import explain, ways_back
from screening.flow import Progress
from screening.forms import WHO_SECTION
from screening.gate import Clearance
from screening.models import Hazard
from screening.places import left_out, show_places
from screening.rulebook import Level, Mode, Rulebook
from screening.summary import say_name, summarise
from screening.views import NEXT, form_view, lead_to, progress_of, see_other

# Outcome → the care card's level, and its heading: what to do, and by when.
CARDS = {
    "emergency": ("emergency", "Get emergency help now: call {numbers}, or go to A&E or the ER"),
    "urgent": ("urgent", "See a doctor today if you can, and within 48 hours at the latest"),
    "consult": ("consult", "Ask a clinician before any massage"),
    "excluded_today": ("limited", "No massage today"),
    "limited": ("limited", "You can have a routine, within some limits"),
    "clear": ("clear", "You can have a routine"),
}
FIRST_THINGS = "Answer these questions first. Then we can show what is safe for you."
OPEN = "Before we can show what is safe for you, please answer this."


@form_view
def check(request):
    """All answers, to look through and change; pressing the button makes them count."""
    person = person_of(request)
    if person is None or not person.answered:
        messages.info(request, FIRST_THINGS)
        return see_other("start")
    progress = progress_of(request, person)
    if request.method == "POST":
        if page := record.confirm(person, progress.mode):
            messages.info(request, OPEN)
            return lead_to(page, person)
        return see_other("result")
    page = progress.next_page()
    context = {
        "parts": summarise(progress),
        "next_url": address(page, person) if page else "",
        "is_stopped": progress.so_far().level >= Level.CONSULT,
        "with_partner": progress.mode is Mode.PARTNER,
        "who_section": WHO_SECTION,
    }
    return render(request, "screening/check.html", context)


@require_safe
def result(request):
    """What is safe for this person; for a stop, as soon as one answer says so."""
    person = person_of(request)
    progress = progress_of(request, person)
    holds = bool(person and person.confirmed_at and not progress.next_page())
    clearance = progress.in_mode(Mode.SELF) if holds else progress.so_far()
    if not holds and clearance.level < Level.CONSULT:
        messages.info(request, FIRST_THINGS)
        return see_other("start")
    hazards = dict(Hazard.objects.values_list("slug", "name"))
    regions = progress.rulebook.regions
    context = _card(clearance, progress.rulebook) | {
        "groups": explain(clearance, progress.rulebook, hazards),
        "out": show_places(regions, out=left_out(clearance, regions)),
        "ways_back": ways_back(clearance, progress),
        "partner": _partner(progress, clearance, hazards) if holds else None,
        "holds": holds,
        "person": person,
        "version": ContentVersion.current(),
        "came_from": NEXT in request.session,
        "go_on": _go_on(request),
    }
    return render(request, "screening/result.html", context)


def _card(clearance: Clearance, rules: Rulebook) -> dict:
    """The care card: how serious it is, what to do, and what was said to lead to that."""
    level, title = CARDS[clearance.outcome]
    return {
        "outcome": clearance.outcome,
        "level": level,
        "is_emergency": level == "emergency",
        "is_allowed": not clearance.is_stopped,
        "title": title.format(numbers=settings.EMERGENCY_NUMBERS),
        "messages_first": _messages(clearance, rules, is_note=False),
        "notes": _messages(clearance, rules, is_note=True),
    }


def _messages(clearance: Clearance, rules: Rulebook, *, is_note: bool) -> list[dict[str, str]]:
    """The messages that lead, or the notes below them."""
    stops = {stop.code for stop in clearance.stops}
    chosen = [message for message in clearance.messages if message.is_note == is_note]
    if clearance.outcome == "excluded_today":
        # What rules out today leads; other limits wait until then.
        chosen = [m for m in clearance.messages if (m.code not in stops) == is_note]
    return [
        {"name": say_name(rules.questions[message.code], message.option), "text": message.text}
        for message in chosen
    ]


def _partner(progress: Progress, alone: Clearance, hazards: dict[str, str]) -> dict | None:
    """What is different when a partner does it; None where nobody asked."""
    if progress.mode is not Mode.PARTNER or alone.is_stopped:
        return None
    together = progress.in_mode(Mode.PARTNER)
    more = tuple(limit for limit in together.limits if limit not in alone.limits)
    return {
        "is_allowed": together.outcome in ("limited", "clear"),
        "groups": explain(replace(together, limits=more), progress.rulebook, hazards),
        "ways_back": ways_back(replace(together, limits=more), progress),
    }


def _go_on(request) -> str:
    """Back to where the person came from, else to a new routine."""
    return request.session.get(NEXT) or reverse("routines:new")
