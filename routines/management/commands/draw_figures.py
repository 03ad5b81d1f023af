from django.conf import settings
from django.core.management.base import BaseCommand

from routines.figures.data import drawings, file_name
from routines.figures.draw import draw

FOLDER = settings.BASE_DIR / "static/img/figures"


class Command(BaseCommand):
    help = "Draw the techniques, from routines/figures/, into static/img/figures/."

    def handle(self, *, verbosity, **options):
        FOLDER.mkdir(exist_ok=True)
        made = {file_name(*key): draw(spec) for key, spec in drawings().items()}
        for old in FOLDER.glob("*.svg"):
            if old.name not in made:
                old.unlink()
        for name, text in made.items():
            (FOLDER / name).write_text(text)
        if verbosity:
            self.stdout.write(f"{len(made)} drawings.")
