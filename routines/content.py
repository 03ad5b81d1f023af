"""The catalogue as the content has it now."""

from anatomy.content import kept_by_version
from anatomy.models import Muscle, Region
from routines import models
from routines.catalogue import Catalogue, Position, Stage, Technique, Tool, Variant
from routines.request import Request
from routines.starting import StartingPoint
from screening.rulebook import SIDES, Mode, Site


@kept_by_version
def catalogue() -> Catalogue:
    """The catalogue, kept in the process until content changes."""
    techniques = models.Technique.objects.in_use().prefetch_related(
        "muscles", "touches", "loads", "tools", "positions", "hazards", "goals", "after",
        "variants__hazards", "variants__only_where",
    )  # fmt: skip
    positions = models.Position.objects.in_use().prefetch_related("hazards", "other_side_hazards")
    return Catalogue(
        techniques={row.code: _technique(row) for row in techniques},
        tools={
            row.code: Tool(row.code, row.name, _slugs(row.hazards), row.always_there)
            for row in models.Tool.objects.in_use().prefetch_related("hazards")
        },
        positions={
            row.code: Position(
                row.code, row.name, _slugs(row.hazards), _slugs(row.other_side_hazards)
            )
            for row in positions
        },
        stages=tuple(
            _stage(row) for row in models.Stage.objects.in_use().prefetch_related("locked_tools")
        ),
        goals=dict(
            models.Goal.objects.in_use().filter(can_be_chosen=True).values_list("code", "name")
        ),
        regions=dict(Region.objects.in_use().values_list("code", "name")),
        muscles=dict(Muscle.objects.in_use().values_list("code", "name")),
        groups=dict(
            Muscle.objects.in_use()
            .order_by("group__order", "group__slug", "order", "slug")
            .values_list("code", "group__name")
        ),
    )


def _technique(row: models.Technique) -> Technique:
    return Technique(
        code=row.code,
        slug=row.slug,
        name=row.name,
        mode=row.mode,
        kind=row.kind,
        phase=row.phase,
        tools=_codes(row.tools),
        positions=_codes(row.positions),
        pressure_min=row.pressure_min,
        pressure_max=row.pressure_max,
        seconds_min=row.seconds_min,
        seconds_max=row.seconds_max,
        touches=frozenset(region.code for region in row.touches.all()),
        loads=frozenset(region.code for region in row.loads.all()),
        hazards=_slugs(row.hazards),
        hold_min=row.hold_min,
        hold_max=row.hold_max,
        is_hold=row.is_hold,
        sets_max=row.sets_max,
        warms_up=row.warms_up,
        both_at_once=row.both_at_once,
        divisible=row.divisible,
        is_deep=_is_deep(row),
        muscles=_codes(row.muscles),
        goals=frozenset(_codes(row.goals)),
        after=frozenset(_codes(row.after)),
        variants=tuple(_variant(v) for v in row.variants.all() if not v.retired_at),
        evidence_grade=row.evidence_grade,
    )


@kept_by_version
def starting_points() -> tuple[StartingPoint, ...]:
    """The ready-made starting points, kept as the catalogue is."""
    rows = models.StartingPoint.objects.in_use().prefetch_related(
        "tools", "goals", "regions", "muscles"
    )
    return tuple(StartingPoint(row.slug, row.name, row.summary, _wish(row)) for row in rows)


def _wish(row: models.StartingPoint) -> Request:
    sites = {Site(region, side) for region in _codes(row.regions) for side in SIDES}
    return Request(
        mode=Mode(row.mode),
        minutes=row.minutes,
        tools=frozenset(_codes(row.tools)),
        goals=frozenset(_codes(row.goals)),
        focus_sites=frozenset(sites),
        focus_muscles=frozenset(_codes(row.muscles)),
        pressure=row.pressure,
    )


def _is_deep(row: models.Technique) -> bool:
    """Whether all the muscles it works on lie deep, as their descriptions begin ("Deep", "Very
    deep to …"); massage only: a movement moves what lies over them too."""
    depths = [muscle.depth.lower() for muscle in row.muscles.all() if not muscle.retired_at]
    deep = [depth.startswith(("deep", "very deep")) for depth in depths]
    return row.kind == "massage" and bool(deep) and all(deep)


def _variant(row: models.Variant) -> Variant:
    return Variant(
        code=row.code,
        name=row.name,
        hazards=_slugs(row.hazards),
        only_where=row.only_where.code if row.only_where else "",
        from_session=row.from_session,
        needs_cap=row.needs_cap,
    )


def _stage(row: models.Stage) -> Stage:
    return Stage(
        row.from_session, row.cap, row.hold, frozenset(_codes(row.locked_tools)), row.reason
    )


def _codes(related) -> tuple[str, ...]:
    return tuple(row.code for row in related.all() if not row.retired_at)


def _slugs(hazards) -> frozenset[str]:
    """Retired hazards still count: retiring one must not set anything free."""
    return frozenset(hazard.slug for hazard in hazards.all())
