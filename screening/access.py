"""Whose hips a request is about, what they answered, and whether that still holds."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from screening.content import rulebook
from screening.expiry import Until, due_sections, holds_until
from screening.gate import Clearance, UnknownAnswer, assess
from screening.models import ME, Person
from screening.rulebook import Answer, Mode

# In the browser's session: the person whom its pages are about, and a guest's people, by id.
SESSION_KEY, GUESTS = "person", "people"
# What begins so in the session is about one person, and goes when the pages turn to another.
OF_ONE_PERSON = "of_person_"


def people_of(request: HttpRequest) -> list[Person]:
    """The people of the account, or of a guest's browser session, the first one first."""
    if request.user.is_authenticated:
        return list(Person.objects.filter(user=request.user).order_by("made_at"))
    pks = guests_of(request.session)
    return list(Person.objects.filter(pk__in=pks, user=None).order_by("made_at")) if pks else []


def guests_of(session: SessionBase) -> list[str]:
    """The ids of a guest's people."""
    known = [*session.get(GUESTS, []), session.get(SESSION_KEY)]
    return list(dict.fromkeys(pk for pk in known if pk))


def person_of(request: HttpRequest) -> Person | None:
    """The person whom this page is about; None before the first answer.

    A form says whom it was made for, so that what was entered for one is never taken for
    another's, whatever was opened in between. Raises BadRequest if there is no such person now.
    """
    people = request.people = people_of(request)
    meant = request.POST.get("person") if request.method == "POST" else None
    chosen = meant or request.session.get(SESSION_KEY)
    person = next((p for p in people if str(p.pk) == chosen), None)
    if person is None and people:
        if meant:
            raise BadRequest("The person whom this was about has been removed.")
        person = people[0]
    if meant and person:
        turn_to(request, person)
    request.person = person
    _note_visit(request, people)
    return person


def turn_to(request: HttpRequest, person: Person) -> None:
    """Let the pages be about this person from now on."""
    request.person, session = person, request.session
    if session.get(SESSION_KEY, str(request.people[0].pk)) == str(person.pk):
        return
    if person.user_id is None:
        session[GUESTS] = guests_of(session)
    for key in filter(lambda key: key.startswith(OF_ONE_PERSON), [*session.keys()]):
        del session[key]
    session[SESSION_KEY] = str(person.pk)


def add_person(request: HttpRequest, name: str) -> Person:
    """One more person, whom the pages are about from now on. Raises IntegrityError if an account
    has one of that name."""
    user = request.user if request.user.is_authenticated else None
    person = Person.objects.create(user=user, name=name)
    if user is None:
        request.session[GUESTS] = [*guests_of(request.session), str(person.pk)]
    request.people = [*request.people, person]
    turn_to(request, person)
    request.session[SESSION_KEY] = str(person.pk)
    return person


def _note_visit(request: HttpRequest, people: list[Person]) -> None:
    """The visit counts: neither a guest's people nor their browser session lapse from here."""
    now = timezone.now()
    if any(p.user_id is None and now - p.used_at > timedelta(days=1) for p in people):
        Person.objects.filter(pk__in=[p.pk for p in people], user=None).update(used_at=now)
        request.session.modified = True


def person_or_new(request: HttpRequest) -> Person:
    """The person of this request, made if there is none yet."""
    if person := person_of(request):
        return person
    if request.user.is_authenticated:
        return Person.objects.get_or_create(user=request.user, name=ME)[0]
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
        person.answered_at,
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
    return holds_until(person.answered_at, rulebook(), mode)


def ask_first(request: HttpRequest, mode: Mode) -> HttpResponse:
    """Lead the person to the questions, and afterwards back to where they were."""
    back = request.path if request.method == "GET" else reverse("routines:routines")
    url = reverse("screening:start") + "?" + urlencode({"next": back, "mode": mode.value})
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)
