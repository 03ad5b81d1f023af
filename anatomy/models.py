"""What a hip is: regions, muscles, landmarks, and the sources that every claim rests on."""

from django.db import models
from django.urls import reverse

from anatomy.content import Content, ContentVersion

__all__ = ["ContentVersion", "Landmark", "Muscle", "MuscleGroup", "Region", "Source"]


class Source(Content):
    """A publication or page that a claim rests on."""

    code = models.CharField(max_length=8, unique=True, help_text="As cited in texts: W79, R10.")
    citation = models.TextField(help_text="Authors, year, where it appeared, what it found.")
    addresses = models.TextField(blank=True, help_text="One web address a line.")
    was_read = models.BooleanField(
        help_text="An excerpt or abstract was read. If not, the site marks it 'to be checked'."
    )

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return f"{reverse('sources')}#{self.slug}"

    @property
    def links(self) -> list[str]:
        return [line for line in self.addresses.splitlines() if line.startswith("http")]


class Region(Content):
    """One of the 8 places on the body map. On a side it is a site, such as `buttock/left`."""

    code = models.CharField(max_length=20, unique=True, help_text="As sites write it: low_back.")
    name = models.CharField(max_length=40, unique=True)
    description = models.TextField(help_text="Where it is, in plain words.")

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.name


class MuscleGroup(Content):
    name = models.CharField(max_length=60, unique=True)
    summary = models.TextField(help_text="One or two plain sentences for lists.")
    description = models.TextField(help_text="Markdown. What the group does and why it matters.")

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.name


class Muscle(Content):
    code = models.CharField(max_length=40, unique=True, help_text="As in the content document.")
    name = models.CharField(max_length=60, unique=True, help_text="Anatomical name.")
    plain_name = models.CharField(max_length=80, help_text="What a lay person would call it.")
    group = models.ForeignKey(MuscleGroup, models.PROTECT, related_name="muscles")
    regions = models.ManyToManyField(Region, related_name="muscles", blank=True)
    summary = models.TextField(help_text="Plain words: what it is and what it does for you.")
    origin = models.TextField(help_text="Where it starts.")
    insertion = models.TextField(help_text="Where it ends.")
    action = models.TextField(help_text="What it does.")
    nerve = models.CharField(max_length=120)
    depth = models.CharField(max_length=80)
    where_to_feel = models.TextField()
    tight_when = models.TextField(help_text="Common teaching, not proof of cause.")
    protect = models.TextField(help_text="What lies near it that must not be pressed.")
    in_seed = models.BooleanField(default=False, help_text="Named in the article we began with.")
    sources = models.ManyToManyField(Source, related_name="muscles", blank=True)

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("anatomy:muscle", args=[self.slug])


class Landmark(Content):
    code = models.CharField(max_length=40, unique=True, help_text="As in the content document.")
    name = models.CharField(max_length=60, unique=True)
    where = models.TextField(help_text="Where it is and how to find it.")
    rule = models.TextField(help_text="What to do, or never do, there.")
    regions = models.ManyToManyField(Region, related_name="landmarks", blank=True)
    in_seed = models.BooleanField(default=False, help_text="Named in the article we began with.")
    sources = models.ManyToManyField(Source, related_name="landmarks", blank=True)

    class Meta(Content.Meta):
        pass

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('anatomy:muscles')}#{self.slug}"
