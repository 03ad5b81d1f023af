"""The page of one routine: the whole of it, or for htmx the editor alone."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from anatomy.content import ContentVersion
from routines.alike import Alike, find_alike
from routines.certificate import Certificate, circumstances, read_certificate
from routines.comparison import fingerprint, tell
from routines.history import past_of
from routines.mends import Mend
from routines.models import Routine, Step
from routines.owned import steps_of
from routines.parts import Sheet
from routines.reach import reach
from routines.shown import show
from routines.today import Today, part_of
from screening.results import CARDS
from screening.rulebook import Kind

# Enough to see what happened, on a page that is about one change.
SINCE_SHOWN = 5

ALL_CARDS = CARDS | {
    "no_partner_mode": ("limited", "No massage by a partner for now"),
    "no_massage_left": ("limited", "No massage is left for you today"),
}


def routine_page(
    request: HttpRequest,
    routine: Routine,
    today: Today,
    steps: list[Step],
    status: int = 200,
    *,
    done: str = "",
    refused: str = "",
    mends: Sequence[Mend] = (),
    edited: int | None = None,
    is_new: bool = False,
) -> HttpResponse:
    """What came of an edit: `done` or `refused`, in words, with `mends` that make it possible;
    `edited`, the step, `is_new` if it has just come in. If what was pressed is gone with its step,
    the keyboard goes on at "Undo".
    """
    sheet = today.sheet(steps)
    differences = () if today.is_stopped else today.differences(steps, sheet)
    shown = show(steps, sheet, today.limits[0])
    context = {
        "routine": routine,
        "shown": shown,
        "places": reach(shown.steps, today.clearance),
        "differences": differences,
        "losses": tell(differences, sheet),
        "since": differences and _since(routine),
        "is_left": fingerprint(differences) == routine.left_as_is,
        "key": uuid4(),
        "done": done,
        "refused": refused,
        "mends": mends,
        "edited": edited,
        "is_new": is_new,
        "is_gone": bool(done) and edited is None,
        "past": past_of(routine),
        "certificate": _certificate(routine, steps, sheet),
        "alike": () if today.is_stopped else _alike(today),
        **about(today),
    }
    fragment = "#editor" if request.htmx else ""
    return render(request, f"routines/routine.html{fragment}", context, status=status)


def _certificate(routine: Routine, steps: list[Step], sheet: Sheet) -> Certificate | None:
    """How good the routine is, while it is what was planned and nothing around it has changed."""
    found = read_certificate(routine.certificate)
    now = found and circumstances(map(part_of, steps), sheet.verdicts, sheet.minutes)
    if found is None or now != found.holds_for or found.content != ContentVersion.current():
        return None
    return found


def _alike(today: Today) -> tuple[Alike, ...]:
    return tuple(find_alike(today.request, today.minutes, today.limits[0]))


def step_tools(
    request: HttpRequest, routine: Routine, today: Today, steps: list[Step], key: int
) -> HttpResponse:
    """What changes one step, for its card."""
    shown = show(steps, today.sheet(steps), today.limits[0])
    step = next(step for step in shown.steps if step.row.pk == key)
    context = {"routine": routine, "shown": shown, "step": step, "edited": key}
    return render(request, "routines/step_tools.html", context)


def _since(routine: Routine) -> dict[str, Any]:
    """What has happened since the owner agreed to the routine, that could make it less."""
    person, agreed = routine.person, routine.agreed_at
    times = {"answered": person.confirmed_at, "done": person.session_done_at}
    found: dict[str, Any] = {name: at for name, at in times.items() if at and at > agreed}
    version = ContentVersion.current()
    return found | ({"content": version} if version != routine.content_version else {})


def conflict(
    request: HttpRequest,
    routine: Routine,
    today: Today,
    version: int,
    wanted: str = "",
    again: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Somebody was faster, mostly the same person in another tab: both, and a way to go on.

    `version`: the one that they saw; `wanted`: what they wanted to do to it, if that still makes
    sense; `again`: its fields, as they were sent.
    """
    routine.refresh_from_db()
    since = past_of(routine).undo[: max(routine.version - version, 0)]
    sheet = today.sheet(steps_of(routine))
    steps = [(sheet.name(part), part) for part in sheet.parts]
    context = {"routine": routine, "steps": steps, "wanted": wanted, "fields": again or {}}
    context |= {"since": since[:SINCE_SHOWN]}
    fragment = "#conflict" if request.htmx else ""
    return render(request, f"routines/conflict.html{fragment}", context, status=409)


def about(today: Today) -> dict[str, Any]:
    """What is allowed today in all, for a template."""
    cap, hold, reasons = today.limits
    limits = {"cap": cap, "hold": hold, "reasons": reasons}
    return {"today": today, "limits": limits, "card": card_of(today)}


def card_of(today: Today) -> dict[str, Any] | None:
    """The care card for what stops this person, or leaves no massage; None if nothing does."""
    if not today.is_stopped and today.outcome != "no_massage_left":
        return None
    level, title = ALL_CARDS[today.outcome]
    reasons = today.clearance.stops
    if today.outcome == "no_partner_mode":
        reasons = tuple(limit.reason for limit in today.clearance.of_kind(Kind.PARTNER))
    title = title.format(numbers=settings.EMERGENCY_NUMBERS)
    return {"level": level, "title": title, "texts": list(dict.fromkeys(r.text for r in reasons))}
