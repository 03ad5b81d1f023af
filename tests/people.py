"""Named people, by what they answer to anything but 'no', and how the site comes to know them."""

from django.utils import timezone

from screening.access import SESSION_KEY
from screening.content import rulebook
from screening.flow import Progress
from screening.models import Answer as Row
from screening.models import Person
from screening.rulebook import NOT_SURE, Answer, Mode, read_sites

REGIONS = ["low_back", "buttock", "outer_hip", "front_hip"]
REGIONS += ["front_thigh", "inner_thigh", "outer_thigh", "back_thigh"]


def says(question: str, option: str = "yes", *places: str, cleared: bool = False) -> Answer:
    """One answer. `places`: `buttock/left`, `left` for that side, `buttock` for both sides."""
    return Answer(question, option, read_sites(places, REGIONS), cleared)


WELL = frozenset[Answer]()
BRUISED_LEFT_BUTTOCK = frozenset({says("rg_bruise", "large", "buttock/left")})
BRUISED_TWICE = frozenset(
    {
        says("rg_bruise", "large", "buttock/left"),
        says("rg_bruise", "small", "outer_thigh/right", "low_back/right"),
    }
)
PREGNANT = frozenset({says("co_pregnancy", "w16")})
OLD = frozenset({says("co_age", "o70")})
BREATHLESS = frozenset({says("em_chest_breath")})
NOT_SURE_OF_A_CLOT = frozenset({says("co_clot", NOT_SURE)})
HOT_VEIN = frozenset({says("ur_hot_vein")})
PAST_CLOT = frozenset({says("co_clot", "past")})
CLEARED_PAST_CLOT = frozenset({says("co_clot", "past", cleared=True)})
NUMB_LEFT_LEG = frozenset({says("ur_leg_nerve", "stable", "left", cleared=True)})
SORE_OUTER_HIP = frozenset({says("rg_outer_hip_tender", "yes", "left")})
FEVERISH = frozenset({says("co_fever_today")})
ALLERGIC = frozenset({says("cx_allergy")})
WITH_PARTNER = frozenset({says("cx_partner_consent", "yes", "buttock", "outer_hip")})
GIVER_WITH_CUTS = WITH_PARTNER | {says("cx_giver", "skin")}


def known(answers: frozenset[Answer], *, user=None, wants_partner: bool = False) -> Person:
    """A person who has just answered everything so, and confirmed it."""
    rules, now = rulebook(), timezone.now()
    mode = Mode.PARTNER if wants_partner else Mode.SELF
    pages = [page.key for page in Progress(rules, mode, answers).path()]
    person = Person.objects.create(
        user=user,
        wants_partner=wants_partner,
        questionnaire=rules.version,
        answered=dict.fromkeys(pages, now.isoformat()),
        confirmed_at=now,
    )
    Row.objects.bulk_create(
        Row(
            person=person,
            question=answer.question,
            option=answer.option,
            sites=sorted(map(str, answer.sites)),
            cleared_at=now if answer.cleared else None,
        )
        for answer in answers
    )
    return person


def visits(client, person: Person) -> Person:
    """Make the client's browser session the one of this guest."""
    session = client.session
    session[SESSION_KEY] = str(person.pk)
    session.save()
    return person
