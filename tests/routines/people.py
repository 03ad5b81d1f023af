"""People whose check holds, their routines, and what the pages of a routine send."""

from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from routines.models import Routine, Technique
from screening.access import SESSION_KEY
from screening.content import rulebook
from screening.expiry import asked_sections
from screening.models import Answer, Person
from screening.rulebook import Mode

ALL_TOOLS = ["ball_firm", "ball_soft", "roller_firm", "roller_soft"]


def check(person: Person, mode: Mode = Mode.SELF, **answers) -> Person:
    """Let the person have answered everything just now; what is not named, with 'no'.

    `answers`: question code → option, or (option, [sites]).
    """
    rules, now = rulebook(), timezone.now()
    sections = asked_sections(rules, mode)
    person.answered = dict.fromkeys(sections, now.isoformat())
    person.questionnaire, person.confirmed_at = rules.version, now
    person.save()
    person.answers.all().delete()
    for code, said in answers.items():
        option, sites = (said, []) if isinstance(said, str) else said
        Answer.objects.create(person=person, question=code, option=option, sites=sites)
    return person


def consent(*regions: str) -> tuple[str, list[str]]:
    """A partner's yes to these regions, or to all."""
    names = regions or rulebook().regions
    return "yes", [f"{region}/{side}" for region in names for side in ("left", "right")]


def guest(client, mode: Mode = Mode.SELF, **answers) -> Person:
    """A guest whose browser session is this client's."""
    person = check(Person.objects.create(), mode, **answers)
    session = client.session
    session[SESSION_KEY] = str(person.pk)
    session.save()
    return person


def wish(**fields) -> dict:
    """What the builder's form sends, unless told otherwise."""
    usual = {"mode": "self", "minutes": 15, "tools": ["ball_soft"], "goals": [], "pressure": ""}
    return usual | {"key": str(uuid4())} | fields


def build(client, **fields) -> Routine:
    """Have the builder make a routine for the client's person."""
    response = client.post(reverse("routines:new"), wish(**fields))
    assert response.status_code == 303, response.context and response.context["form"].errors
    return Routine.objects.get(pk=response.url.split("/")[-2])


def path(name: str, routine: Routine, *more) -> str:
    return reverse(f"routines:{name}", args=[routine.pk, *more])


def state(routine: Routine) -> tuple:
    """Everything of a routine that an edit could change."""
    row = Routine.objects.get(pk=routine.pk)
    steps = row.steps.values_list("pk", "place", "technique__code", "side", "seconds", "phase")
    return row.version, row.name, row.saved_at, tuple(steps)


BUTTOCKS = [
    ("m5", "warm-up", "both", 180),
    ("s4", "targeted", "left", 60),
    ("s4", "targeted", "right", 60),
    ("x4", "targeted", "left", 50),
    ("x4", "targeted", "right", 50),
    ("m4", "movement", "both", 60),
]


# Nothing warms up before it.
COLD = [("s4", "targeted", "left", 60)]


def fill(routine: Routine, steps=BUTTOCKS) -> Routine:
    """Let the routine hold just these steps: technique, phase, side, seconds."""
    routine.steps.all().delete()
    for place, (code, phase, side, seconds) in enumerate(steps):
        technique = Technique.objects.get(code=code)
        routine.steps.create(
            place=place,
            technique=technique,
            phase=phase,
            side=side,
            seconds=seconds,
            tool=technique.tools.order_by("order")[0],
            position=technique.positions.order_by("order")[0],
            reason="It works there.",
        )
    return routine


HTMX = {"HX-Request": "true"}


def send(client, edit: str, routine: Routine, *more, headers=None, **fields):
    """Send an edit as the page does, for the version that was opened."""
    data = {"version": routine.version, **fields}
    return client.post(path(edit, routine, *more), data, headers=headers)


def targeted(routine: Routine) -> list:
    """The steps of the phase that has more than one."""
    return list(routine.steps.filter(phase="targeted"))


def told(**fields) -> dict:
    """What the form for a session sends, unless told otherwise."""
    usual = {
        "day": timezone.localdate().isoformat(),
        "felt_before": 4,
        "felt_after": 3,
        "feel": "fine",
        "bruise": "no",
        "key": str(uuid4()),
    }
    return usual | fields


def note(client, routine: Routine, **fields):
    """Note a session. Returns the page that follows."""
    response = client.post(path("note", routine), told(**fields))
    assert response.status_code == 303, response.context["form"].errors
    return client.get(response.url)
