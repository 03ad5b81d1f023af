"""What a guest said goes with them when they sign up or sign in."""

from django.contrib import messages
from django.db import transaction
from django.dispatch import Signal

from screening.access import SESSION_KEY
from screening.content import rulebook
from screening.models import Answer, Person
from screening.record import drop_unfit, leave_partner_sections

# Sent with `guest` and `account` (people) before the guest's row goes: what hangs on the guest
# must move to the account now. It goes down with the guest otherwise.
person_joined = Signal()

ADDED = (
    "We added what you answered before you signed in to your account's answers. "
    "Please check them together once more."
)


def join(sender, request, user, **kwargs):
    """Make the session's person the account's, or add what they said to the account's person."""
    pk = request.session.pop(SESSION_KEY, None) if request else None
    if not pk:
        return
    with transaction.atomic():
        people = Person.objects.select_for_update()
        guest = people.filter(pk=pk, user=None).first()
        account = people.filter(user=user).order_by("made_at").first()
        if guest and account:
            if guest.answered or guest.answers.exists():
                _merge(guest, account)
                messages.info(request, ADDED, fail_silently=True)
            person_joined.send(sender=Person, guest=guest, account=account)
            guest.delete()
        elif guest:
            guest.user = user
            guest.save(update_fields=["user"])


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
