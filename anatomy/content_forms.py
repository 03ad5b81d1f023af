"""The forms with which admins edit content."""

from collections.abc import Iterator, Sequence
from itertools import chain, count

from django import forms
from django.db import models
from django.utils.text import Truncator, slugify

from anatomy.content import Content


def free_slug(model: type[Content], wanted: str) -> str:
    """The wanted slug, cut to fit, with a number behind it if another row has it."""
    wanted = wanted[:90] or model._meta.model_name
    taken = set(model.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    slugs = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
    return next(slug for slug in slugs if slug not in taken)


class SourcesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, source):
        return f"{source.code}: {Truncator(source.citation).chars(90)}"


class ContentForm(forms.ModelForm):
    """A new row's slug and place in the order are made for it when they are left as they were."""

    part_of = ""  # the field that names what the row is a part of: it is ordered within that
    fixed_once_made = ("slug", "code", "number")  # addresses, answers and rules hold these
    not_allowed: Sequence[str] = ()  # why it may not be in use as it was sent

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fixed_once_made:
            if name in self.fields and not self.instance._state.adding:
                self.fields[name].disabled = True
                self.fields[name].help_text = "Stays as it is: other things hold it."
        if self.instance._state.adding and "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "Part of addresses, for good. Empty: one is made."
        if self.instance._state.adding and "order" in self.fields:
            self.fields["order"].help_text = "Lower comes first in lists. Left at 0, it comes last."

    def wanted_slug(self) -> str:
        return slugify(str(self.instance))

    def find_problems(self, said: dict) -> Iterator[tuple[str, str]]:
        """What keeps these values from being saved, as a field and the reason."""
        yield from ()

    def clean(self):
        said = super().clean() or self.cleaned_data
        for field, problem in list(self.find_problems(said)):
            if field not in self.errors:
                self.add_error(field if field in self.fields else None, problem)
        for block in self.not_allowed:
            self.add_error(None, f"Not saved. {block}")
        return said

    def clean_slug(self):
        return self.cleaned_data["slug"].replace("_", "-")

    def save(self, commit=True):
        row = self.instance
        if row._state.adding:
            row.slug = row.slug or free_slug(type(row), self.wanted_slug())
            if "order" not in self.changed_data:
                row.order = self._next_place()
        return super().save(commit)

    def _next_place(self) -> int:
        rows = type(self.instance).objects.all()
        if self.part_of:
            rows = rows.filter(**{self.part_of: getattr(self.instance, self.part_of)})
        return (rows.aggregate(last=models.Max("order"))["last"] or 0) + 10
