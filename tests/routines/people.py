"""People whose check holds, with what they answered."""

from django.utils import timezone

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
