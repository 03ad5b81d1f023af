from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from screening.content import rulebook
from screening.expiry import LASTS_FOR_A_SESSION
from screening.models import Answer, Person

# A guest's last visit is noted once a day at most, so it may be a day later than noted.
SLACK = timedelta(days=1)


class Command(BaseCommand):
    help = "Delete guests whose browser session has ended, and what givers said for a session."

    def handle(self, *, verbosity, **options):
        ended = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE) - SLACK
        guests = Person.objects.filter(user=None, used_at__lt=ended)
        count = guests.count()
        guests.delete()
        self._forget_givers()
        if verbosity:
            self.stdout.write(f"{count} guest{'' if count == 1 else 's'} forgotten.")

    def _forget_givers(self):
        """What a giver said about their hands, and both agreed to, is for one session."""
        rules = rulebook()
        sections = [section.slug for section in rules.sections if section.partner_only]
        codes = [question.code for slug in sections for question in rules.questions_in(slug)]
        lapsed = timezone.now() - LASTS_FOR_A_SESSION
        Answer.objects.filter(question__in=codes, given_at__lt=lapsed).delete()
