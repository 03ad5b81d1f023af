from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from anatomy.bodymap.atlas import MAP


class Command(BaseCommand):
    help = "Draw the body map anew, from the muscles' paths and the bones (needs make bodymap)"
    requires_system_checks = []

    def handle(self, **options):
        try:
            from anatomy.bodymap.drawing.files import write
        except ImportError as missing:
            raise CommandError(
                f"{missing}. `make bodymap` installs what the drawing needs."
            ) from None
        pictures = Path(settings.BASE_DIR) / "static/img/bodymap"
        write(pictures, MAP)
        for file in sorted(pictures.iterdir()):
            self.stdout.write(f"{file.name}: {file.stat().st_size // 1024} KB")
