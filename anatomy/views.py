"""Muscles, where they are and what to keep off: nothing personal."""

from django import forms
from django.db import models
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, render

from anatomy.bodymap.picture import Mark
from anatomy.browsing import (
    LAYERS,
    SIDES,
    Shown,
    best_view,
    landmark_marks,
    muscle_marks,
    region_marks,
    shown_in,
)
from anatomy.filters import Filter
from anatomy.models import Landmark, Muscle, MuscleGroup, Region, Source
from anatomy.pages import public


class MuscleFilter(Filter):
    """Which muscles to show."""

    region = forms.ModelChoiceField(
        Region.objects.in_use(), label="Where", to_field_name="slug", empty_label="Anywhere"
    )
    group = forms.ModelChoiceField(
        MuscleGroup.objects.in_use(), label="Group", to_field_name="slug", empty_label="Any group"
    )

    def find(self):
        """The muscles that fit; none while something in the form is wrong."""
        if not self.is_valid():
            return Muscle.objects.none()
        wanted = self.cleaned_data
        muscles = Muscle.objects.in_use()
        for word in wanted["q"].split():
            muscles = muscles.filter(
                Q(name__icontains=word)
                | Q(plain_name__icontains=word)
                | Q(summary__icontains=word)
                | Q(where_to_feel__icontains=word)
                | Q(tight_when__icontains=word)
            )
        if wanted["region"]:
            muscles = muscles.filter(regions=wanted["region"])
        if wanted["group"]:
            muscles = muscles.filter(group=wanted["group"])
        return muscles.order_by("group__order", "group__slug", "order", "slug")


@public
def muscles(request):
    form = MuscleFilter(request.GET)
    shown = Shown.by(request.GET)
    found = form.find().select_related("group").prefetch_related("regions")
    landmarks = Landmark.objects.in_use().fetch_mode(models.FETCH_RAISE)
    context = {
        "form": form,
        "muscles": found.fetch_mode(models.FETCH_RAISE),
        "landmarks": landmarks,
        "places": landmarks if shown.layer == "skin" else (),
        "shown": shown,
        "views": SIDES,
        "layers": LAYERS,
    }
    context["marks"] = shown_in(shown, _marks(shown, form, context))
    return render(request, "anatomy/muscles.html", context)


def _marks(shown, form, context):
    """What the body map offers: regions of the skin, or muscles; and what was searched for."""
    searched = form.is_valid() and form.has_changed()
    if shown.layer == "skin":
        chosen = form.cleaned_data.get("region")
        return region_marks(Region.objects.in_use(), shown, chosen)
    muscles = Muscle.objects.in_use().prefetch_related("regions").fetch_mode(models.FETCH_RAISE)
    found = {muscle.slug for muscle in context["muscles"]} if searched else ()
    return muscle_marks(muscles, found) + landmark_marks(context["landmarks"])


@public
def muscle(request, slug):
    sources = Prefetch("sources", Source.objects.in_use())
    muscles = Muscle.objects.select_related("group").prefetch_related("regions", sources)
    muscle = get_object_or_404(muscles.fetch_mode(models.FETCH_RAISE), slug=slug)
    techniques = muscle.techniques.in_use().with_position_codes().prefetch_related("tools")
    near = Landmark.objects.in_use().filter(regions__in=muscle.regions.all()).distinct()
    context = {
        "muscle": muscle,
        "techniques": techniques,
        "shown": best_view(slug),
        "marks": [Mark(slug, muscle.plain_name, state="worked")],
        "landmarks": near.fetch_mode(models.FETCH_RAISE),
    }
    return render(request, "anatomy/muscle.html", context)
