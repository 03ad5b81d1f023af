from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from screening.models import Person

# A guest's last visit is noted once a day at most, so it may be a day later than noted.
SLACK = timedelta(days=1)


class Command(BaseCommand):
    help = "Delete the answers and routines of guests whose browser session has ended."

    def handle(self, *, verbosity, **options):
        ended = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE) - SLACK
        guests = Person.objects.filter(user=None, used_at__lt=ended)
        count = guests.count()
        guests.delete()
        if verbosity:
            self.stdout.write(f"{count} guest{'' if count == 1 else 's'} forgotten.")
