"""What given answers and a given request lead to, as JSON. The README describes the format."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from routines.content import catalogue
from routines.report import report
from screening.content import rulebook

# RecursionError: JSON nested deeper than Python can follow.
BAD_INPUT = (ValueError, OSError, RecursionError)


class Command(BaseCommand):
    help = (
        "Print the clearance, every verdict and the plan for answers and a request, as JSON. "
        "With '-', or with neither option, standard input holds the missing part or "
        '{"answers": …, "request": …}.'
    )

    def add_arguments(self, parser):
        parser.add_argument("--answers", metavar="A.json", help="a file, or - for standard input")
        parser.add_argument("--request", metavar="R.json", help="a file, or - for standard input")
        parser.add_argument(
            "--batch",
            metavar="FILE",
            help='a file (or -) of {"answers": …, "request": …} a line; prints one JSON a line',
        )

    def handle(self, *args, **options):
        if options["batch"]:
            self._print_batch(options["batch"])
            return
        try:
            answers, request = _case(options["answers"], options["request"])
            result = report(answers, request, rulebook(), catalogue())
        except BAD_INPUT as error:
            raise CommandError(_one_line(error), returncode=2) from None
        self.stdout.write(json.dumps(result, indent=2))

    def _print_batch(self, path):
        try:
            rules, techniques = rulebook(), catalogue()
            # A text may hold what else `splitlines` takes for an end.
            lines = _read(path).split("\n")
        except BAD_INPUT as error:
            raise CommandError(_one_line(error), returncode=2) from None
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                result = report(*_both(_parse(line)), rules, techniques)
            except BAD_INPUT as error:
                raise CommandError(f"line {number}: {_one_line(error)}", returncode=2) from None
            self.stdout.write(json.dumps(result))


def _case(answers, request):
    """Answers and request from their files; what has no file comes from standard input."""
    if answers is None and request is None:
        return _both(_load("-"))
    if answers in (None, "-") and request in (None, "-"):
        raise ValueError("Only one of --answers and --request can be standard input.")
    return _load(answers or "-"), _load(request or "-")


def _both(case):
    if not isinstance(case, dict) or not set(case) <= {"answers", "request"}:
        raise ValueError('A case must be {"answers": …, "request": …}.')
    return case.get("answers", {}), case.get("request", {})


def _load(path):
    try:
        return _parse(_read(path))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path} is not JSON: {error}") from None


def _parse(text):
    return json.loads(text, object_pairs_hook=_once_each)


def _once_each(pairs):
    """An object, whose every name stands there once: of two answers, neither is dropped unseen."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"'{twice}' stands twice in one object.")
    return found


def _read(path):
    data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    return data.decode()


def _one_line(error):
    return " ".join(str(error).split())
