"""What is said around the techniques: claims and goals, advice, questions and answers."""

from django.db import models
from django.urls import reverse

from anatomy.content import Content
from anatomy.models import Source


class Claim(Content):
    """A statement about massage, how well it is supported, and how we may say it."""

    class Grade(models.TextChoices):
        SUPPORTED = "supported", "Supported"
        MIXED = "mixed", "Mixed"
        UNSUPPORTED = "unsupported", "Not supported"

    number = models.PositiveSmallIntegerField(unique=True)
    text = models.CharField(max_length=250, help_text="The claim as people make it.")
    grade = models.CharField(max_length=12, choices=Grade)
    grade_note = models.CharField(max_length=120, blank=True)
    why = models.TextField(help_text="What the studies found. Cite sources as (W50, W70).")
    wording = models.TextField(help_text="What this site may say.")
    sources = models.ManyToManyField(Source, related_name="claims", blank=True)

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.text


class Goal(Content):
    """A benefit that people hope for, in words that the evidence allows."""

    code = models.CharField(max_length=20, unique=True, help_text="As requests name it: looser.")
    name = models.CharField(max_length=60, unique=True)
    benefit = models.CharField(max_length=80, help_text="What the article we began with calls it.")
    wording = models.TextField(help_text="The honest wording.")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="goals")
    can_be_chosen = models.BooleanField(
        default=True, help_text="Off: shown, but not a goal to pick."
    )

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.name


class Note(Content):
    """Advice around a routine: before, during, after, and when to get help."""

    class Topic(models.TextChoices):
        SETUP = "setup", "Setting up"
        COMMUNICATION = "communication", "Talking to each other"
        FREQUENCY = "frequency", "How often"
        AFTERCARE = "aftercare", "Afterwards"
        MONITORING = "monitoring", "Keeping an eye on it"
        SEEK_HELP = "seek-help", "When to get help"
        WHO = "who", "Who can help"
        KEY_POINT = "key-point", "Key points"
        GAP = "gap", "What nobody knows yet"

    topic = models.CharField(max_length=16, choices=Topic)
    code = models.CharField(max_length=40, blank=True, help_text="As in the document: ac_pause.")
    title = models.CharField(max_length=120)
    text = models.TextField(help_text="Markdown. Cite sources as (W50, W70).")
    in_seed = models.BooleanField(default=False)
    is_judgement = models.BooleanField(default=False)
    sources = models.ManyToManyField(Source, related_name="notes", blank=True)

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.title


class FaqEntry(Content):
    question = models.CharField(max_length=200, unique=True)
    answer = models.TextField(help_text="Markdown. Cite sources as (W50, W70).")
    sources = models.ManyToManyField(Source, related_name="faq_entries", blank=True)

    class Meta(Content.Meta):
        verbose_name = "FAQ entry"
        verbose_name_plural = "FAQ entries"

    def __str__(self):
        return self.question

    def get_absolute_url(self):
        return f"{reverse('faq')}#{self.slug}"
