"""The numbers that the drawing is made from: `anatomy/bodymap/data/*.yaml`."""

from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent.parent / "data"


@cache
def read(subject: str) -> dict:
    return yaml.safe_load((FOLDER / f"{subject}.yaml").read_text())
