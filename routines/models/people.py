"""What people own: routines, their steps, and the sessions that were done."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from routines.models.content import TECHNIQUE_PHASES, Position, Technique, Tool
from screening.models import Person

# As the pages say: "for 14 days".
BIN_KEPT = timedelta(days=14)


class RoutineManager(models.Manager):
    """Leaves out what its owner deleted, so that no page can show it by mistake."""

    def get_queryset(self):
        return super().get_queryset().filter(deleted_at=None)


class Routine(models.Model):
    """A plan that a person owns and edits. Until it is saved it is a draft.

    Deleted, it is in the bin for some days; only `with_deleted` finds it there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="routines")
    # Made with the form that asked for the routine: asking twice gives the same routine.
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    note = models.CharField(
        max_length=300, blank=True, help_text="A note of the owner's to themselves."
    )
    # What was asked for, as routines.request.Request.as_json writes it.
    request = models.JSONField(default=dict)
    # How good it was when it was planned, as routines.certificate.Certificate.as_json writes it.
    certificate = models.JSONField(null=True, blank=True)
    # When its owner last agreed to all of it, and the content's version then.
    agreed_at = models.DateTimeField(default=timezone.now)
    content_version = models.PositiveBigIntegerField(default=0)
    # The differences that the owner has seen and left, as routines.comparison.fingerprint.
    left_as_is = models.CharField(max_length=16, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    # Whoever knows it may see the steps, judged by their own answers; None: it is not shared.
    share_token = models.CharField(max_length=43, unique=True, null=True, blank=True)

    with_deleted = models.Manager()
    objects = RoutineManager()

    class Meta:
        default_manager_name = "objects"
        ordering = ["-changed_at"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("routines:routine", args=[self.pk])


class Step(models.Model):
    """One technique on one side, or on both at once, for so many seconds."""

    class Side(models.TextChoices):
        LEFT = "left", "Left"
        RIGHT = "right", "Right"
        BOTH = "both", "Both sides"

    routine = models.ForeignKey(Routine, models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    technique = models.ForeignKey(Technique, models.PROTECT, related_name="used_in")
    phase = models.CharField(max_length=8, choices=TECHNIQUE_PHASES)
    side = models.CharField(max_length=5, choices=Side)
    seconds = models.PositiveSmallIntegerField()
    tool = models.ForeignKey(Tool, models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=250, help_text="Why it is in the routine.")
    locked = models.BooleanField(default=False, help_text="Stays when the rest is built again.")
    # What it was allowed when it was agreed to, as routines.comparison.Terms.as_json writes it.
    terms = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.CheckConstraint(condition=Q(seconds__gt=0), name="a_step_takes_time"),
        ]

    def __str__(self):
        return f"{self.technique_id} {self.side}"


class Revision(models.Model):
    """One change of a routine: how the routine is on its other side, before it or, undone, after.

    The undone ones are always the newest.
    """

    routine = models.ForeignKey(Routine, models.CASCADE, related_name="revisions")
    # What the person did, to go after "Undo:".
    words = models.CharField(max_length=250)
    is_undone = models.BooleanField(default=False)
    # As routines.history writes and reads it.
    state = models.JSONField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.words


class Session(models.Model):
    """One time that a routine was done, and how it felt."""

    class Feel(models.TextChoices):
        FINE = "fine", "Nothing sharp, just a good ache or ease"
        SHARP = "sharp", "Sharp, or growing while I went on"
        ELECTRIC = "electric", "Electric, shooting, tingling or numb"

    person = models.ForeignKey(Person, models.CASCADE, related_name="sessions")
    routine = models.ForeignKey(Routine, models.SET_NULL, null=True, related_name="sessions")
    routine_name = models.CharField(max_length=80)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # Noted for an earlier day, it is that day's end by UTC.
    done_at = models.DateTimeField(default=timezone.now)
    noted_at = models.DateTimeField(default=timezone.now)
    felt_before = models.PositiveSmallIntegerField()
    felt_after = models.PositiveSmallIntegerField()
    feel = models.CharField(max_length=8, choices=Feel)
    # Where it felt so; empty when nothing was sharp.
    sides = models.JSONField(default=list, blank=True)
    bruise = models.BooleanField("a new bruise", default=False)

    class Meta:
        ordering = ["-done_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(felt_before__lte=10, felt_after__lte=10), name="felt_0_to_10"
            )
        ]

    def __str__(self):
        return f"{self.routine_name}, {self.done_at:%d %B %Y}"
