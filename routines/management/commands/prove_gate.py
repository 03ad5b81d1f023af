"""Prove, for the content as loaded, that no answers allow what one of them rules out."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from anatomy.content import ContentVersion
from routines.content import catalogue
from routines.proof.shares import faults_of_shares, shares, stops
from routines.proof.space import Space
from routines.proof.whole import digest, prove
from screening.content import rulebook
from screening.models import Contraindication
from screening.rulebook import Mode

JUDGEMENT = "our judgement"


class Command(BaseCommand):
    help = (
        "Put every answer, every pair and every triple through the gate, the verdicts and the "
        "planner, and write down what was found. Takes some minutes. Fails if a promise is broken."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--output",
            type=Path,
            default=settings.VAR_DIR / "proof.json",
            help="where to write the report (%(default)s)",
        )
        parser.add_argument(
            "--workers", type=int, default=os.cpu_count(), help="processes (%(default)s)"
        )

    def handle(self, *, output, workers, verbosity, **options):
        rules, techniques, version = rulebook(), catalogue(), ContentVersion.current()
        if not rules.questions or not techniques.stages:
            raise CommandError("There is no content to prove anything of: run load_content.")
        started = monotonic()
        tell = self.stdout.write if verbosity else lambda line: None
        tallies = prove(rules, techniques, workers, tell)
        counted = {mode.value: shares(Space(rules, techniques, mode)) for mode in Mode}
        stopping = stops(Space(rules, techniques, Mode.SELF), sources_by_question())
        faults = [f"{name}: {fault}" for name, tally in tallies.items() for fault in tally.faults]
        faults += faults_of_shares(counted[Mode.SELF], stopping)
        report = {
            "digest": digest(rules, techniques),
            "content_version": version,
            "made_at": timezone.now().isoformat(timespec="seconds"),
            "seconds": round(monotonic() - started),
            "checks": {
                name: {"checked": tally.checked, "stands_for": tally.stands_for}
                for name, tally in tallies.items()
            },
            "shares": counted,
            "stops": [asdict(stop) for stop in stopping],
            "faults": faults,
        }
        output.write_text(json.dumps(report, indent=1) + "\n")
        if faults:
            raise CommandError("\n".join(["Not proven:", *faults, f"({output})"]))
        if verbosity:
            self.stdout.write(f"Proven in {report['seconds']} s, written to {output}.")


def sources_by_question():
    """What each contraindication rests on, by its code."""
    rows = Contraindication.objects.in_use().prefetch_related("sources")
    return {
        row.code: [source.slug.upper() for source in row.sources.all()]
        + [JUDGEMENT] * row.is_judgement
        for row in rows
    }
