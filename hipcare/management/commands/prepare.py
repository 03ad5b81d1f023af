from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Make ready to serve: bring the tables up to date, load the content if there is none, "
        "and collect static files. Safe to run before every start."
    )

    def handle(self, *, verbosity, **options):
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=verbosity - 1)
        call_command("createcachetable", verbosity=verbosity - 1)
        call_command("load_content", if_empty=True, verbosity=verbosity)
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=verbosity - 1)
