"""Techniques and what surrounds them. `routines.content` turns them into a `Catalogue`."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, StringAgg, Value
from django.urls import reverse

from anatomy.content import Content, ContentQuerySet
from anatomy.models import Muscle, Region, Source
from routines.models.advice import Goal
from routines.request import MINUTES_MAX, MINUTES_MIN
from screening.models import Hazard

PHASES = {
    "settle": "Settle",
    "warm-up": "Warm-up",
    "knead": "Knead",
    "targeted": "Targeted work",
    "glide": "Glide",
    "movement": "Movement",
    "aftercare": "Aftercare",
}
TECHNIQUE_PHASES = {k: v for k, v in PHASES.items() if k not in ("settle", "aftercare")}


class Tool(Content):
    code = models.CharField(max_length=20, unique=True, help_text="As in the rules: ball_soft.")
    name = models.CharField(max_length=40, unique=True)
    description = models.TextField(help_text="What it is, and what to use instead.")
    always_there = models.BooleanField(default=False, help_text="Hands: nobody needs to own them.")
    hazards = models.ManyToManyField(Hazard, related_name="tools", blank=True)

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.name


class Position(Content):
    code = models.CharField(max_length=20, unique=True, help_text="As in the rules: side_lying.")
    name = models.CharField(max_length=40, unique=True)
    description = models.TextField(help_text="How to get into it, and where the pillows go.")
    hazards = models.ManyToManyField(Hazard, related_name="positions", blank=True)
    other_side_hazards = models.ManyToManyField(
        Hazard,
        related_name="positions_by_other_side",
        blank=True,
        help_text="Asked of the side that is not worked on: who lies on the side lies on that hip.",
    )

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.name


class TechniqueQuerySet(ContentQuerySet):
    def with_position_codes(self):
        """The codes of the positions in use, in the same query: a prefetch would be one more."""
        codes = StringAgg(
            "positions__code",
            Value(" "),
            filter=Q(positions__retired_at=None),
            default=Value(""),
        )
        # Django leaves out the model's own order where it groups.
        return self.annotate(position_codes=codes).order_by(*self.model._meta.ordering)


class Technique(Content):
    """One thing that hands, a ball, a roller or a movement does."""

    class Modes(models.TextChoices):
        SELF = "self", "On your own"
        PARTNER = "partner", "With a partner"
        BOTH = "both", "Either"

    class Kinds(models.TextChoices):
        MASSAGE = "massage", "Massage"
        MOVEMENT = "movement", "Movement"

    code = models.CharField(max_length=8, unique=True, help_text="As in the rules: s4.")
    name = models.CharField(max_length=80, unique=True)
    summary = models.TextField(help_text="One or two plain sentences: what it is and feels like.")
    in_seed = models.BooleanField(default=False, help_text="From the article we began with.")
    mode = models.CharField(max_length=7, choices=Modes)
    kind = models.CharField(max_length=8, choices=Kinds)
    phase = models.CharField(max_length=8, choices=TECHNIQUE_PHASES)
    warms_up = models.BooleanField(
        default=False, help_text="Easy enough to begin with: it warms what it touches or moves."
    )
    both_at_once = models.BooleanField(
        default=False, help_text="Works both sides in one go, so both must be allowed."
    )
    divisible = models.BooleanField(
        default=False, help_text="Can skip one of its regions and still be done."
    )
    # Reach
    muscles = models.ManyToManyField(Muscle, related_name="techniques", blank=True)
    touches = models.ManyToManyField(
        Region, related_name="touched_by", blank=True, help_text="Regions that it presses."
    )
    loads = models.ManyToManyField(
        Region,
        related_name="loaded_by",
        blank=True,
        help_text="Regions that it moves or stretches.",
    )
    whole_leg = models.BooleanField(
        default=False,
        help_text="An easy movement of the whole leg, such as a walk: it needs no regions, and no "
        "rule about a region bars it.",
    )
    tools = models.ManyToManyField(Tool, related_name="techniques", help_text="Any one of these.")
    positions = models.ManyToManyField(Position, related_name="techniques", help_text="Any one.")
    hazards = models.ManyToManyField(
        Hazard, related_name="techniques", blank=True, help_text="Beside its tools' and positions'."
    )
    has_drawings = models.BooleanField(
        default=True,
        help_text="Its drawings, if there are any, agree with its words. Untick it when an edit "
        "makes them wrong: then none is shown.",
    )
    hazards_reviewed = models.BooleanField(
        default=False, help_text="Every hazard was held against it. It is not in use before."
    )
    goals = models.ManyToManyField(Goal, related_name="techniques", blank=True)
    after = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="before",
        blank=True,
        help_text="Techniques that must come first in the same routine.",
    )
    # Dose
    pressure_min = models.PositiveSmallIntegerField(help_text="0 to 10, as felt.")
    pressure_max = models.PositiveSmallIntegerField(help_text="0 to 10, as felt; never above 6.")
    hold_min = models.PositiveSmallIntegerField(default=0, help_text="Seconds.")
    hold_max = models.PositiveSmallIntegerField(default=0, help_text="Seconds; 0: no holds.")
    is_hold = models.BooleanField(
        default=False, help_text="The hold is the technique: without it nothing is left."
    )
    sets_max = models.PositiveSmallIntegerField(
        default=1, help_text="How many spots or repeats a side. With holds, this limits the time."
    )
    seconds_min = models.PositiveSmallIntegerField(help_text="Shortest sensible time a side.")
    seconds_max = models.PositiveSmallIntegerField(help_text="Longest time a side.")
    dose = models.CharField(max_length=200, help_text="The dose in words.")
    # Words
    cues = models.CharField(max_length=250, help_text="What to say or think while doing it.")
    keep_off = models.TextField(help_text="What must not be pressed.")
    easier = models.CharField(max_length=200, blank=True)
    easier_technique = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="harder_ones"
    )
    harder = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    evidence = models.TextField(help_text="What is known. Cite sources as (W50, W70).")
    evidence_grade = models.CharField(
        max_length=12,
        choices={
            "supported": "Supported",
            "moderate": "Moderate",
            "weak": "Weak",
            "indirect": "Indirect only",
            "none": "None found",
        },
    )
    sources = models.ManyToManyField(Source, related_name="techniques", blank=True)
    reviewed_on = models.DateField(
        null=True,
        blank=True,
        help_text="When its words, dose and hazards were last held against its sources.",
    )

    objects = TechniqueQuerySet.as_manager()

    class Meta(Content.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(pressure_min__lte=F("pressure_max"), pressure_max__lte=6),
                name="pressure_never_above_6",
                violation_error_message="The highest pressure is at most 6, and not below the "
                "lowest.",
            ),
            models.CheckConstraint(
                condition=Q(hold_min__lte=F("hold_max")),
                name="shortest_hold_is_not_longer",
                violation_error_message="The shortest hold cannot be longer than the longest.",
            ),
            models.CheckConstraint(
                condition=Q(seconds_min__gt=0, seconds_min__lte=F("seconds_max")),
                name="shortest_time_is_not_longer",
                violation_error_message="The shortest time is at least 1 second, and not longer "
                "than the longest.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("routines:technique", args=[self.slug])


class TechniqueStep(Content):
    """One instruction of a technique."""

    technique = models.ForeignKey(Technique, models.CASCADE, related_name="steps")
    text = models.TextField()

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.text


class Variant(Content):
    """A stronger way to do a technique, offered only when more is allowed than the technique."""

    technique = models.ForeignKey(Technique, models.CASCADE, related_name="variants")
    code = models.CharField(max_length=20, help_text="leg_cross, elbow")
    name = models.CharField(max_length=80)
    description = models.TextField()
    hazards = models.ManyToManyField(Hazard, related_name="variants", blank=True)
    only_where = models.ForeignKey(
        Technique,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gates_variants",
        help_text="Barred on a side wherever this technique is barred on it.",
    )
    from_session = models.PositiveSmallIntegerField(default=1)
    needs_cap = models.PositiveSmallIntegerField(
        default=0, help_text="Only if the pressure allowed is at least this."
    )

    class Meta(Content.Meta):
        constraints = [
            models.UniqueConstraint(fields=["technique", "code"], name="variant_once_a_technique")
        ]

    def __str__(self):
        return self.name


class StartingPoint(Content):
    """A ready-made wish, from which a routine is built for whoever picks it."""

    name = models.CharField(max_length=60, unique=True)
    summary = models.CharField(max_length=160, help_text="For whom or for what, in plain words.")
    mode = models.CharField(
        max_length=7, choices={"self": "On your own", "partner": "With a partner"}
    )
    minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(MINUTES_MIN), MaxValueValidator(MINUTES_MAX)]
    )
    tools = models.ManyToManyField(Tool, related_name="+", blank=True)
    goals = models.ManyToManyField(Goal, related_name="+", blank=True)
    regions = models.ManyToManyField(
        Region, related_name="+", blank=True, help_text="What to work on, on both sides."
    )
    muscles = models.ManyToManyField(Muscle, related_name="+", blank=True)
    pressure = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(6)],
        help_text="Highest pressure, 1 to 6. Empty: as much as is allowed.",
    )

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.name


class Stage(Content):
    """How much is allowed from a given session on, so that a body gets used to it."""

    from_session = models.PositiveSmallIntegerField(unique=True)
    cap = models.PositiveSmallIntegerField(help_text="Highest pressure, 0 to 10.")
    hold = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Longest hold, seconds. Empty: the technique's own."
    )
    locked_tools = models.ManyToManyField(Tool, related_name="locked_in", blank=True)
    reason = models.TextField(help_text="What the person is told.")
    sources = models.ManyToManyField(Source, related_name="stages", blank=True)

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return f"from session {self.from_session}"
