"""A routine that is less than it was: its owner accepts that, has the gap filled, or leaves it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from routines import history
from routines.comparison import fingerprint
from routines.editor import Refused
from routines.forms import SettleForm
from routines.mending import Accept, Repair
from routines.models import Routine, Step
from routines.owned import judged, see_other, steps_of
from routines.page import conflict, routine_page
from routines.timing import in_all_s
from routines.today import Today

DONE = {
    "accept": "The routine is now what is allowed today.",
    "repair": "The gap is filled. Look whether you like what came in.",
    "leave": "The routine stays as it is. What is ruled out stays marked.",
}


@require_POST
@judged
def settle(request: HttpRequest, routine: Routine, today: Today) -> HttpResponse:
    form, steps = SettleForm(request.POST), steps_of(routine)
    version = form.for_version()
    if form.errors:
        return routine_page(request, routine, today, steps, 422, refused=form.problem)
    choice = form.cleaned_data["choice"]
    wanted = Accept() if choice == "accept" else Repair(_minutes_of(today, steps))
    try:
        is_done = version == routine.version and _do(choice, wanted, routine, today, steps)
    except Refused as refused:
        return routine_page(request, routine, today, steps, 422, refused=str(refused))
    if not is_done:
        says = "leave it as it is" if choice == "leave" else wanted.says(today.sheet(steps))
        return conflict(request, routine, today, version, says, {"choice": choice})
    if request.htmx:
        return routine_page(request, routine, today, steps_of(routine), done=DONE[choice])
    messages.success(request, DONE[choice])
    return see_other(routine.get_absolute_url())


def _do(
    choice: str,
    wanted: Accept | Repair,
    routine: Routine,
    today: Today,
    steps: list[Step],
) -> bool:
    """Do what was chosen. Raises Refused; False if somebody else changes it just now."""
    sheet, version = today.sheet(steps), routine.version
    if choice == "leave":
        return history.leave(routine, version, fingerprint(today.differences(steps, sheet)))
    parts = wanted.apply(sheet)
    words = wanted.says(sheet)
    return history.agree(routine, version, words, steps, sheet, parts)


def _minutes_of(today: Today, steps: list[Step]) -> int:
    """The routine's minutes: as asked for, or as many as its owner has made of it."""
    taken = in_all_s(today.sheet(steps).parts, True, today.catalogue.tools)
    return max(today.request.minutes, taken // 60)
