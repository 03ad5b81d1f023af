"""What a guest said goes with them when they sign up or sign in."""

from collections.abc import Collection
from itertools import chain, count

from django.contrib import messages
from django.db import transaction
from django.dispatch import Signal

from screening.access import GUESTS, SESSION_KEY, guests_of
from screening.content import rulebook
from screening.models import ME, NAME_MAX, Answer, Person
from screening.record import drop_unfit, leave_partner_sections

# Sent with `guest` and `account` (people) before the guest's row goes: what hangs on the guest
# must move to the account now. It goes down with the guest otherwise.
person_joined = Signal()

ADDED = (
    "We added what you answered before you signed in to your account's answers. "
    "Please check them together once more."
)


def join(sender, request, user, **kwargs):
    """Make the session's people the account's. The guest's "me" is the account's "me"; two bodies
    that only share another name stay two."""
    pks = guests_of(request.session) if request else []
    if not pks:
        return
    chosen = request.session.pop(SESSION_KEY, None)
    request.session.pop(GUESTS, None)
    with transaction.atomic():
        people = Person.objects.select_for_update()
        account = list(people.filter(user=user).order_by("made_at"))
        for guest in people.filter(pk__in=pks, user=None).order_by("made_at"):
            joined = _join(request, guest, account, user)
            if str(guest.pk) == chosen and len({*account, joined}) > 1:
                request.session[SESSION_KEY] = str(joined.pk)
            account = [*account, joined]


def _join(request, guest: Person, account: list[Person], user) -> Person:
    """Who the guest is in the account from now on."""
    taken = {person.name.casefold(): person for person in account}
    me = taken.get(ME) if guest.name.casefold() == ME else None
    if me is None:
        guest.user, guest.name = user, _free(guest.name, taken)
        guest.save(update_fields=["user", "name"])
        return guest
    if guest.answered or guest.answers.exists():
        _merge(guest, me)
        messages.info(request, ADDED, fail_silently=True)
    person_joined.send(sender=Person, guest=guest, account=me)
    Person.objects.filter(pk=guest.pk).delete()
    return me


def _free(name: str, taken: Collection[str]) -> str:
    """The name, with a number behind it if it is taken."""
    names = (f"{name[: NAME_MAX - 5]} ({number})" for number in count(2))
    return next(free for free in chain([name], names) if free.casefold() not in taken)


def _merge(guest: Person, account: Person) -> None:
    """The answers of both: whatever either of them rules out stays ruled out."""
    done = [at for at in (guest.session_done_at, account.session_done_at) if at]
    account.session_done_at = max(done, default=None)
    if guest.questionnaire == account.questionnaire:
        account.answered = account.answered | guest.answered
    else:
        account.answered, account.questionnaire = guest.answered, guest.questionnaire
    mine = {(row.question, row.option): row for row in account.answers.all()}
    for theirs in guest.answers.all():
        row = mine.get((theirs.question, theirs.option))
        if row is None:
            theirs.person = account
            theirs.save()
        else:
            _add(row, theirs)
    # A yes to touch is not added up: both people are asked again.
    leave_partner_sections(account, rulebook())
    drop_unfit(account, rulebook())
    account.wants_partner = account.wants_partner or guest.wants_partner
    account.confirmed_at = None
    account.save()


def _add(row: Answer, other: Answer) -> None:
    """One answer given twice: on the sites of both, cleared only if it was cleared in both."""
    row.sites = sorted({*row.sites, *other.sites}) if row.sites and other.sites else []
    both = row.cleared_at and other.cleared_at
    older = min(row, other, key=lambda one: one.cleared_at) if both else Answer()
    for field in ("cleared_at", "cleared_by", "cleared_on"):
        setattr(row, field, getattr(older, field))
    row.given_at = max(row.given_at, other.given_at)
    row.save()
