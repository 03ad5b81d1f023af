"""The page that says what was proven of the gate, for which content, and when."""

import json
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anatomy.content import kept_by_version
from routines.content import catalogue
from routines.proof.shares import STOPPED
from routines.proof.whole import digest
from screening.content import rulebook
from screening.rulebook import Mode

SHIPPED = settings.BASE_DIR / "fixtures" / "proof.json"

CHECKS = {
    "singles": (
        "Every answer",
        "What it rules out is offered nowhere. It never allows more than before. Said of the other "
        "side, it does the same there. Whatever it takes away has a reason.",
    ),
    "situations": (
        "Every answer, at every stage",
        "In first sessions and in later ones, with tools and without, and after a bad session.",
    ),
    "places": ("Every two places", "What is said of both counts in each of them."),
    "sums": ("Every two answers", "Together they rule out all that each of them rules out."),
    "pairs": (
        "Every two answers, for every technique",
        "Nothing is left that one of them rules out, and no reason is made up.",
    ),
    "triples": (
        "Every three answers, for every technique",
        "The same for three: nothing is left that one of them rules out.",
    ),
    "plans": (
        "Routines",
        "Planned for all the different things that one or two answers can leave. No step was "
        "ruled out, too hard, too long, or without a reason.",
    ),
    "closed": (
        "What is missing",
        "No consent, a page not answered, one answered too long ago, or an answer that we do not "
        "know: then nothing is allowed.",
    ),
}
SHARES = {
    "said": "One answer",
    "cleared": "One answer, and a clinician said massage is OK",
    "not sure": "“I am not sure” to one question",
    "said in pairs": "Two answers at once",
}


@require_safe
def proof(request):
    request.is_public = True  # nothing personal; yet not kept, since a proof can be made any time
    present, names = _present()
    report = find_report(present)
    context = {"digest": present[:12], "report": report, "has_other": report is None and _made()}
    if report:
        context |= {
            "made_at": datetime.fromisoformat(report["made_at"]),
            "minutes": max(1, round(report["seconds"] / 60)),
            "checks": [
                (*words, *(f"{number:,}" for number in report["checks"][key].values()))
                for key, words in CHECKS.items()
            ],
            "shares": [(words, _shares(report, key)) for key, words in SHARES.items()],
            "stops": [
                (names.get((stop["question"], stop["option"]), stop["question"]), stop)
                for stop in report["stops"]
            ],
        }
    return render(request, "routines/proof.html", context)


def find_report(present: str) -> dict | None:
    """The report for the content as it is: made here if there is one, else the shipped one."""
    found = (_read(path) for path in (settings.VAR_DIR / "proof.json", SHIPPED))
    return next((report for report in found if report.get("digest") == present), None)


def _read(path: Path) -> dict:
    try:
        report = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return report if isinstance(report, dict) else {}


def _made() -> bool:
    """Something was proven once, of other content."""
    return any(_read(path) for path in (settings.VAR_DIR / "proof.json", SHIPPED))


@kept_by_version
def _present() -> tuple[str, dict[tuple[str, str], str]]:
    """The digest of the content as it is, and what its answers are called."""
    rules = rulebook()
    names = {
        (question.code, option.code): f"{question.name}: {option.label}"
        for question in rules.questions.values()
        for option in question.options
    }
    return digest(rules, catalogue()), names


def _shares(report: dict, key: str) -> dict[str, object]:
    """Per cent of all in self mode."""
    outcomes = report["shares"][Mode.SELF][key]
    every = sum(outcomes.values()) or 1
    stopped = sum(outcomes.get(name, 0) for name in STOPPED)
    clear = outcomes.get("clear", 0)
    parts = {"stopped": stopped, "limited": every - stopped - clear, "clear": clear}
    return {
        "every": f"{every:,}",
        **{name: round(100 * part / every) for name, part in parts.items()},
    }
