from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from routines.models import Routine

# As the pages say: "We keep it for two days."
KEPT = timedelta(days=2)


class Command(BaseCommand):
    help = "Delete routines that nobody saved or changed for two days."

    def handle(self, *, verbosity, **options):
        drafts = Routine.objects.filter(saved_at=None, changed_at__lt=timezone.now() - KEPT)
        count = drafts.count()
        drafts.delete()
        if verbosity:
            self.stdout.write(f"{count} draft{'' if count == 1 else 's'} forgotten.")
