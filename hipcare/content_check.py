"""Everything that is wrong with the content as the database has it."""

from collections.abc import Iterator
from itertools import chain

from django.apps import apps
from django.utils import timezone

from routines.content import catalogue
from routines.idle import find_idle
from routines.models import Stage, Technique
from routines.publishable import find_gaps
from screening.content import rulebook
from screening.faults import Fault, faults_of_rulebook
from screening.models import Hazard, Option
from screening.rulebook import EndlessQuestions

# By what a fault's key names its row.
KEYS = {
    "screening.section": ("slug",),
    "screening.contraindication": ("code",),
    "screening.question": ("contraindication__code",),
    "screening.option": ("question__contraindication__code", "code"),
    "screening.hazard": ("slug",),
    "routines.technique": ("code",),
    "routines.stage": ("slug",),
}


def find_blocks() -> list[Fault]:
    """What may not be in use as it is."""
    return [fault for fault in _of_content() if fault.blocks]


def find_faults() -> list[Fault]:
    """All faults, those that block first."""
    try:
        idle = find_idle(rulebook.__wrapped__(), catalogue.__wrapped__())
        found = [*_of_content(), *idle]
    except EndlessQuestions:
        found = [*_of_content()]
    return sorted(found, key=lambda fault: not fault.blocks)


def row_of(fault: Fault):
    """The row that a fault is about."""
    lookup = dict(zip(KEYS[fault.kind], fault.key, strict=True))
    return apps.get_model(fault.kind).objects.get(**lookup)


# `__wrapped__`: built from the rows of this transaction, and not kept. It may yet be undone, and
# its version's number used again for other content.


def _of_content() -> Iterator[Fault]:
    return chain(_of_rulebook(), _of_techniques(), _of_stages())


def _of_rulebook() -> Iterator[Fault]:
    hazards = dict(Hazard.objects.in_use().values_list("slug", "name"))
    try:
        yield from faults_of_rulebook(rulebook.__wrapped__(), hazards)
    except EndlessQuestions as error:
        first, second = error.circle[:2]
        option = Option.objects.in_use().get(
            question__contraindication__code=first, follow_up__contraindication__code=second
        )
        yield Fault("screening.option", (first, option.code), "follow_up", str(error), blocks=True)


def _of_techniques() -> Iterator[Fault]:
    relations = ("touches", "loads", "positions", "tools", "sources")
    for row in Technique.objects.in_use().prefetch_related(*relations):
        said = vars(row) | {name: list(getattr(row, name).all()) for name in relations}
        for name in ("positions", "tools"):
            said[name] = [one for one in said[name] if not one.retired_at]
        for field, text in find_gaps(said, timezone.localdate()):
            yield Fault("routines.technique", (row.code,), field, text, blocks=True)
        for field in ("touches", "loads"):
            for region in said[field]:
                if region.retired_at:
                    text = f"Nobody can mark that it hurts there any more: {region} is not in use."
                    yield Fault("routines.technique", (row.code,), field, text, blocks=True)


def _of_stages() -> Iterator[Fault]:
    if not Stage.objects.in_use().filter(from_session__lte=1).exists():
        first = Stage.objects.order_by("from_session").first()
        if first:
            text = "No stage holds from session 1 on: people who are new would be given more."
            yield Fault("routines.stage", (first.slug,), "from_session", text, blocks=True)
