"""`python -m tests.bench [subject…]`: print every subject's figures, or only these."""

import os
import pkgutil
import platform
import re
import sys
from importlib import import_module
from pathlib import Path

import django

from tests import bench

SUBJECTS = sorted(module.name for module in pkgutil.iter_modules(bench.__path__))
SUBJECTS.remove("__main__")
ROW = "{:<62} {:>9} {:>9} {:>9}  {:>8}"


def main(wanted: list[str]) -> None:
    if unknown := set(wanted) - set(SUBJECTS):
        sys.exit(f"There is no subject '{min(unknown)}'. There are: {', '.join(SUBJECTS)}.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hipcare.settings")
    django.setup()
    print(f"On {machine()}")
    for subject in wanted or SUBJECTS:
        module = import_module(f"tests.bench.{subject}")
        print(f"\n{module.__doc__.strip()}")
        print(ROW.format("milliseconds", "median", "worst", "target", "ratio"))
        for figure in module.figures():
            print(figure if isinstance(figure, str) else row(figure))


def machine() -> str:
    """The machine as its system names it, and how busy it is: figures mean nothing without."""
    cpuinfo = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*: (.+)", cpuinfo.read_text()) if cpuinfo.exists() else None
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{named[1] if named else platform.processor()}, {os.cpu_count()} cores{load}; "
        f"{platform.system()} {platform.machine()}, {platform.python_implementation()} "
        f"{platform.python_version()}"
    )


def row(figure: bench.Figure) -> str:
    times, target, beside = figure.times, "", ""
    if figure.target is not None:
        target = f"{'< ' if times.worst < figure.target else 'MISSED '}{figure.target:g}"
    if figure.beside is not None:
        beside = f"{times.total / figure.beside.total:.2f}"
    return ROW.format(figure.what, f"{times.median:.2f}", f"{times.worst:.2f}", target, beside)


main(sys.argv[1:])
