from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils import timezone

from routines.models import BIN_KEPT, Routine

# As the pages say: "We keep it for two days."
KEPT = timedelta(days=2)


class Command(BaseCommand):
    help = "Delete routines that nobody saved or changed for two days, and those deleted long ago."

    def handle(self, *, verbosity, **options):
        now = timezone.now()
        drafts = Q(deleted_at=None, saved_at=None, changed_at__lt=now - KEPT)
        kinds = {"draft": drafts, "deleted routine": Q(deleted_at__lt=now - BIN_KEPT)}
        for name, which in kinds.items():
            rows = Routine.with_deleted.filter(which)
            count = rows.count()
            rows.delete()
            if verbosity:
                self.stdout.write(f"{count} {name}{'' if count == 1 else 's'} forgotten.")
