"""The questionnaire and its rules. `screening.content` turns them into a `Rulebook`."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from anatomy.content import Content
from anatomy.models import Region, Source
from screening.rulebook import Kind, Level, Mode, Scope

SCOPES = {
    Scope.BOTH: "both sides",
    Scope.SIDE: "the sides that were answered",
    Scope.SITE: "the sites that were answered",
    Scope.REST: "every site of the region but the answered ones",
}
KINDS = {
    Kind.HAZARD: "bars a hazard",
    Kind.CARE: "asks for care with a hazard",
    Kind.REGION: "bars pressing a region",
    Kind.LOAD: "bars movements that load a region",
    Kind.PRESSURE: "caps the pressure",
    Kind.HOLD: "shortens holds",
    Kind.MINUTES: "shortens the session",
    Kind.OIL: "rules out oil",
    Kind.PARTNER: "rules out partner mode",
    Kind.EVERYTHING: "rules out everything today",
}
# Plain strings: what a migration keeps must not change with the enum's home.
_NAMES_HAZARD = [Kind.HAZARD.value, Kind.CARE.value]
_HAS_LIMIT = [Kind.PRESSURE.value, Kind.HOLD.value, Kind.MINUTES.value]
_HAS_REGION = [Kind.REGION.value, Kind.LOAD.value]


class Hazard(Content):
    """Something that a technique, tool or position asks of the body."""

    name = models.CharField(max_length=80, unique=True)
    description = models.TextField(
        help_text="What makes a technique carry this hazard. Admins decide by this text."
    )

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.name


class Section(Content):
    """One page of the questionnaire."""

    class Layout(models.TextChoices):
        SIGNS = "signs", "One list of signs, then 'No, I have none of these'"
        QUESTIONS = "questions", "Each question with its own answers"

    title = models.CharField(max_length=120, help_text="The page's heading, as a question.")
    short_title = models.CharField(max_length=40, help_text="For 'check your answers'.")
    why = models.TextField(help_text="Why this is asked. One or two plain sentences.")
    layout = models.CharField(max_length=10, choices=Layout)
    none_label = models.CharField(
        max_length=120, blank=True, help_text="'No, I have none of these', in this page's words."
    )
    each_session = models.BooleanField(
        default=False, help_text="Asked again before each session; otherwise every 28 days."
    )
    partner_only = models.BooleanField(default=False, help_text="Asked in partner mode only.")

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.short_title


class Contraindication(Content):
    """A condition that limits massage: one row of the rules."""

    class Group(models.TextChoices):
        EMERGENCY = "A", "A. Emergency"
        URGENT = "B", "B. Urgent"
        HEALTH = "C", "C. Health conditions"
        BODY = "D", "D. Skin and sore spots"
        SETUP = "E", "E. Set-up, consent and live checks"

    code = models.CharField(max_length=40, unique=True, help_text="As in the rules: co_clot.")
    name = models.CharField(max_length=120, help_text="In plain words: 'A blood clot'.")
    group = models.CharField(max_length=1, choices=Group)
    effect = models.TextField(help_text="What an answer leads to, as the rules say it.")
    changes = models.TextField(help_text="What is left out or changed, as the rules say it.")
    message = models.TextField(help_text="What the person is told.")
    clearable = models.CharField(
        max_length=60,
        blank=True,
        help_text="When a clinician's word counts: 'past only'. Or empty.",
    )
    seed_mark = models.CharField(
        max_length=2, choices={"S": "in the article", "S+": "widened", "A": "added"}
    )
    is_judgement = models.BooleanField(default=False, help_text="Rests partly on our judgement.")
    sources = models.ManyToManyField(Source, related_name="contraindications", blank=True)

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('screening:when_not_to_massage')}#{self.slug}"


class Question(Content):
    """What the questionnaire asks about one contraindication."""

    class Sites(models.TextChoices):
        NONE = "none", "Does not matter"
        SIDE = "side", "Left, right or both"
        SITE = "site", "Regions, left or right"

    class Unsure(models.TextChoices):
        URGENT = "urgent", "See someone today"
        CONSULT = "consult", "Ask a clinician first"
        AS_YES = "as_yes", "Counts as the strictest answer"

    contraindication = models.OneToOneField(Contraindication, models.PROTECT)
    section = models.ForeignKey(Section, models.PROTECT, related_name="questions")
    text = models.TextField(help_text="The question, as the rules ask it.")
    partner_text = models.TextField(blank=True, help_text="Instead, in partner mode.")
    label = models.CharField(
        max_length=250, help_text="In a list of signs: the sign as a statement, 'A hot vein'."
    )
    hint = models.CharField(max_length=250, blank=True, help_text="One sentence. No links.")
    no_label = models.CharField(
        max_length=120, default="No", help_text="The answer that changes nothing."
    )
    no_after = models.PositiveSmallIntegerField(
        default=99, help_text="How many of the answers stand before that one: 0 to begin with it."
    )
    sites = models.CharField(
        max_length=4, choices=Sites, default=Sites.NONE, help_text="Where: asked if it matters."
    )
    sites_text = models.CharField(max_length=200, blank=True, help_text="'Where is the bruise?'")
    unsure = models.CharField(
        max_length=7, choices=Unsure, help_text="What 'I am not sure' counts as."
    )
    offer_unsure = models.BooleanField(default=True, help_text="Show 'I am not sure'.")
    several = models.BooleanField(default=False, help_text="More than one answer may be true.")

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.text


class Option(Content):
    """An answer other than 'no', and how serious it is."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="options")
    code = models.CharField(max_length=20, help_text="As in the rules: anticoagulant.")
    label = models.CharField(max_length=200, help_text="The answer in the person's words.")
    level = models.PositiveSmallIntegerField(choices=[(v.value, v.name.lower()) for v in Level])
    message = models.TextField(blank=True, help_text="Instead of the contraindication's message.")
    cleared_level = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        choices=[(v.value, v.name.lower()) for v in Level],
        help_text="The level after a clinician's word. Empty: no word lifts it.",
    )
    clearance_text = models.TextField(
        blank=True, help_text="What is asked about the clinician's word. Empty: the usual question."
    )
    cleared_message = models.TextField(
        blank=True, help_text="What the person is told after a clinician's word."
    )
    follow_up = models.ForeignKey(
        Question,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="asked_after",
        help_text="A question that this answer makes worth asking.",
    )
    emergency_with = models.ForeignKey(
        Question,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="makes_worse",
        help_text="A question beside which, if it is answered too, this is an emergency.",
    )

    class Meta(Content.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["question", "code"], name="option_code_once_a_question"
            ),
            models.CheckConstraint(
                condition=Q(cleared_level=None)
                | Q(level__lt=Level.EMERGENCY.value, cleared_level__lt=Level.CONSULT.value),
                name="an_emergency_is_never_cleared",
                violation_error_message="An emergency can never be cleared, and clearing must "
                "lead below 'consult'.",
            ),
        ]

    def __str__(self):
        return self.label


class Restriction(Content):
    """One thing that an answer rules out or limits."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="restrictions")
    when_cleared = models.BooleanField(
        default=False, help_text="Holds after a clinician's word, in place of the others."
    )
    kind = models.CharField(max_length=10, choices=[(k.value, label) for k, label in KINDS.items()])
    scope = models.CharField(
        max_length=4,
        choices=[(s.value, label) for s, label in SCOPES.items()],
        default="both",
        help_text="Both sides, the sides that were answered, or the sites that were answered.",
    )
    mode = models.CharField(
        max_length=7,
        choices=[(m.value, m.value) for m in Mode],
        blank=True,
        help_text="Empty: whoever does it.",
    )
    hazard = models.ForeignKey(Hazard, models.PROTECT, null=True, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, help_text="Empty with scope 'site'."
    )
    limit = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Pressure 0 to 10, seconds of hold, or minutes in all."
    )
    advice = models.CharField(max_length=200, blank=True, help_text="With 'care': how to do it.")

    class Meta(Content.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=_NAMES_HAZARD, hazard__isnull=False)
                | (~Q(kind__in=_NAMES_HAZARD) & Q(hazard=None)),
                name="hazard_where_one_is_barred",
                violation_error_message="'hazard' and 'care' need a hazard; the others have none.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=_HAS_LIMIT, limit__isnull=False)
                | (~Q(kind__in=_HAS_LIMIT) & Q(limit=None)),
                name="limit_where_one_is_set",
                violation_error_message="Pressure, hold and minutes need a limit; others none.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=_HAS_REGION, scope="site", region=None)
                | (Q(kind__in=_HAS_REGION, region__isnull=False) & ~Q(scope="site"))
                | (~Q(kind__in=_HAS_REGION) & Q(region=None)),
                name="region_named_or_tapped",
                violation_error_message="Name a region, or use scope 'site' for the answered ones.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="care") | ~Q(advice=""),
                name="care_says_how",
                violation_error_message="'care' needs its advice.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.get_scope_display()})"
