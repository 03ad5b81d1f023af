"""Whose hips a request is about, what they answered, and whether that still holds."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from screening.content import rulebook
from screening.expiry import Until, due_sections, holds_until
from screening.gate import Clearance, UnknownAnswer, assess
from screening.models import Person
from screening.rulebook import Answer, Mode

SESSION_KEY = "person"


def person_of(request: HttpRequest) -> Person | None:
    """The person of the account, or of a guest's browser session; None before the first answer."""
    if request.user.is_authenticated:
        return Person.objects.filter(user=request.user).order_by("made_at").first()
    pk = request.session.get(SESSION_KEY)
    guest = Person.objects.filter(pk=pk, user=None).first() if pk else None
    if guest and timezone.now() - guest.used_at > timedelta(days=1):
        # The visit counts: neither the guest nor their browser session lapses from here.
        guest.used_at = timezone.now()
        guest.save(update_fields=["used_at"])
        request.session.modified = True
    return guest


def person_or_new(request: HttpRequest) -> Person:
    """The person of this request, made if there is none yet."""
    if person := person_of(request):
        return person
    if request.user.is_authenticated:
        return Person.objects.get_or_create(user=request.user, name="me")[0]
    person = Person.objects.create()
    request.session[SESSION_KEY] = str(person.pk)
    return person


@dataclass(frozen=True)
class Standing:
    """A person's answers as the gate reads them, and the pages that must be asked (again)."""

    answers: frozenset[Answer]
    due: tuple[str, ...]
    is_confirmed: bool

    @property
    def holds(self) -> bool:
        return self.is_confirmed and not self.due


def standing(person: Person | None, mode: Mode) -> Standing:
    """What a person's check is worth now, in this mode. Nobody's is worth nothing."""
    rules = rulebook()
    if person is None:
        return Standing(frozenset(), due_sections({}, "", rules, mode, timezone.now()), False)
    due = due_sections(
        {slug: datetime.fromisoformat(at) for slug, at in person.answered.items()},
        person.questionnaire,
        rules,
        mode,
        timezone.now(),
        person.session_done_at,
    )
    return Standing(stored_answers(person), due, person.confirmed_at is not None)


def stored_answers(person: Person) -> frozenset[Answer]:
    """What the person said, as the gate reads it."""
    return frozenset(row.plain() for row in person.answers.all())


def clearance_of(person: Person | None, mode: Mode) -> Clearance | None:
    """What the person's answers allow; None unless a finished check still holds.

    Answers that the rulebook no longer knows count as no check at all.
    """
    check = standing(person, mode)
    if not check.holds:
        return None
    try:
        return assess(check.answers, rulebook(), mode)
    except UnknownAnswer:
        return None


def check_holds_until(person: Person, mode: Mode) -> Until:
    """Until when a check that holds now will do so."""
    answered = {slug: datetime.fromisoformat(at) for slug, at in person.answered.items()}
    return holds_until(answered, rulebook(), mode)


def ask_first(request: HttpRequest, mode: Mode) -> HttpResponse:
    """Lead the person to the questions, and afterwards back to where they were."""
    back = request.path if request.method == "GET" else reverse("routines:routines")
    url = reverse("screening:start") + "?" + urlencode({"next": back, "mode": mode.value})
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)
