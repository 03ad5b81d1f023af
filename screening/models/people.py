"""People and what they answered. Answers are health data: never in an address or a log."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from screening import rulebook
from screening.rulebook import CLINICIANS

ME, NAME_MAX = "me", 40


class Person(models.Model):
    """The one whose hips are worked on. A guest's person is known to their session only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="people"
    )
    name = models.CharField(max_length=NAME_MAX, default=ME)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(default=timezone.now)
    # The version of the questionnaire that the answers were given to; empty before the first.
    questionnaire = models.CharField(max_length=16, blank=True)
    # Page of the questionnaire → when it was last answered, ISO 8601: `spots`, `spots/rg-bruise`.
    # What is not in Answer was 'no'.
    answered = models.JSONField(default=dict, blank=True)
    # When the person last pressed "see what is safe for me"; None: the check is not finished.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # Set when a session is noted: what is asked before each session is then asked again.
    session_done_at = models.DateTimeField(null=True, blank=True)
    wants_partner = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint("user", Lower("name"), name="a_name_once_an_account")
        ]

    def __str__(self):
        return self.name

    @property
    def answered_at(self) -> dict[str, datetime]:
        """When each page of the questionnaire was last answered."""
        return {page: datetime.fromisoformat(at) for page, at in self.answered.items()}


class Answer(models.Model):
    """One answer other than 'no'. Codes, not foreign keys: the gate refuses codes it lacks."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    option = models.CharField(max_length=20)
    sites = models.JSONField(default=list, blank=True)
    # A clinician said that massage is OK: when that was noted, who it was, and on which day.
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.CharField(max_length=8, choices=CLINICIANS, blank=True)
    cleared_on = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "question", "option"], name="an_answer_once_a_person"
            )
        ]

    def __str__(self):
        return self.question

    def plain(self) -> rulebook.Answer:
        """The answer as the gate reads it."""
        return rulebook.Answer(
            self.question,
            self.option,
            frozenset(rulebook.Site(*site.split("/")) for site in self.sites),
            cleared=self.cleared_at is not None,
            cleared_by=self.cleared_by,
            cleared_on=self.cleared_on,
        )
