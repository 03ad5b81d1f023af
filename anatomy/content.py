"""What all content has in common: slugs, retiring, and the version of the whole.

Content is everything that an admin edits and no visitor does. Every change to it bumps one
number in the same transaction. What is built from content is kept in the process under that
number, so a request pays one cheap query to know that what it holds is current, in every
process and on every host.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save


def with_numbers(text: str) -> str:
    """A text of the content, with this site's emergency numbers in it."""
    return text.replace(settings.NUMBERS_IN_CONTENT, settings.EMERGENCY_NUMBERS)


class ContentVersion(models.Model):
    """One row: the number of the content's present version."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="content_version_is_one_row")
        ]

    def __str__(self):
        return f"version {self.number}"

    @classmethod
    def current(cls) -> int:
        """The version's number; 0 when nothing was ever loaded."""
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0

    @classmethod
    def bump(cls) -> None:
        """Make everything that was built from content stale, everywhere, once this commits."""
        if not cls.objects.filter(pk=1).update(number=models.F("number") + 1):
            cls.objects.create(pk=1, number=1)


class ContentQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(retired_at=None)

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)

    @transaction.atomic
    def update(self, **values):
        changed = super().update(**values)
        ContentVersion.bump()
        return changed


class Content(models.Model):
    """A row that admins edit. It is retired, not deleted, once something else names it."""

    slug = models.SlugField(
        max_length=100, unique=True, help_text="Names the row in addresses and fixtures. Keep it."
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower comes first in lists.")
    retired_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Fill in to take this out of use. Saved routines that hold it keep its name.",
    )
    # What load_content last wrote here, so that it can tell an admin's edit from its own.
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = ContentQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "slug"]

    # With the bump of the version that the save sends for: both, or neither.
    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)

    def natural_key(self):
        return (self.slug,)


# For tests, where a version's number can come twice: what is built, and what of it is held.
everything_kept: list[tuple[Callable, dict]] = []


def kept_by_version[T](build: Callable[[], T]) -> Callable[[], T]:
    """Build something from content once per version; later calls cost the version's query.

    A process holds one value of each kind. The version is read before the rows are: a change
    in between makes the value look older than it is, so it is built once more, never kept stale.
    """
    held: dict[str, tuple[int, T]] = {}

    @wraps(build)
    def current() -> T:
        version = ContentVersion.current()
        if "value" not in held or held["value"][0] != version:
            held["value"] = (version, build())
        return held["value"][1]

    everything_kept.append((current, held))
    return current


def _bump_when_content_changes(sender, **kwargs):
    if issubclass(sender, Content):
        ContentVersion.bump()


def _bump_when_a_relation_changes(sender, instance, action, **kwargs):
    if isinstance(instance, Content) and action.startswith("post_"):
        ContentVersion.bump()


def watch() -> None:
    """Bump the version on every save, delete and change of relation of any content."""
    post_save.connect(_bump_when_content_changes, dispatch_uid="content_saved")
    post_delete.connect(_bump_when_content_changes, dispatch_uid="content_deleted")
    m2m_changed.connect(_bump_when_a_relation_changes, dispatch_uid="content_related")
