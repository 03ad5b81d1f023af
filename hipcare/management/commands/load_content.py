from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from anatomy.content import ContentVersion
from hipcare.content_files import FILES, ContentError, read
from hipcare.content_loading import load


class Command(BaseCommand):
    help = "Load the content from fixtures/: all of it, or, if anything is wrong, nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--from",
            dest="folder",
            type=Path,
            metavar="DIR",
            help="Load the files of this folder, which need not be complete.",
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="Undo what admins changed in these rows."
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing when there is any content."
        )

    def handle(self, *, folder, overwrite, if_empty, verbosity, **options):
        if if_empty and any(apps.get_model(name).objects.exists() for name in FILES.values()):
            if verbosity:
                self.stdout.write("There is content already; nothing was loaded.")
            return
        try:
            files = read(folder or settings.BASE_DIR / "fixtures", complete=folder is None)
            tallies = load(files, overwrite)
        except ContentError as error:
            raise CommandError(f"{error}\nNothing was loaded.") from error
        if verbosity:
            self.report(tallies)

    def report(self, tallies):
        for name, tally in tallies.items():
            self.stdout.write(f"{name}: {tally}")
        edited = [f"  {name}: {slug}" for name, tally in tallies.items() for slug in tally.edited]
        if edited:
            self.stdout.write("Edited by an admin and left alone (--overwrite undoes the edits):")
            self.stdout.write("\n".join(edited))
        self.stdout.write(f"The content is at version {ContentVersion.current()}.")
