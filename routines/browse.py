"""Techniques to read about: nothing personal."""

from django import forms
from django.db import models
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, render

from anatomy.bodymap.picture import Mark
from anatomy.content import kept_by_version
from anatomy.filters import Filter
from anatomy.models import Muscle, Region, Source
from anatomy.pages import public
from routines.content import catalogue
from routines.models import Goal, Position, Technique, TechniqueStep, Tool, Variant
from routines.unsuited import find_unsuited, rulings
from screening.content import rulebook
from screening.rulebook import Mode

MODES = {"": "Either", "self": "On my own", "partner": "With a partner"}
# What a technique's page shows beside the technique: nothing that is retired.
SHOWN = [
    Prefetch(name, model.objects.in_use())
    for name, model in {
        "steps": TechniqueStep,
        "muscles": Muscle,
        "touches": Region,
        "loads": Region,
        "tools": Tool,
        "positions": Position,
        "goals": Goal,
        "after": Technique,
        "harder_ones": Technique,
        "variants": Variant,
        "sources": Source,
    }.items()
]


class TechniqueFilter(Filter):
    """Which techniques to show."""

    mode = forms.ChoiceField(label="Who does it", choices=MODES)
    tool = forms.ModelChoiceField(
        Tool.objects.in_use(), label="With", to_field_name="slug", empty_label="Anything"
    )
    region = forms.ModelChoiceField(
        Region.objects.in_use(), label="Where", to_field_name="slug", empty_label="Anywhere"
    )
    goal = forms.ModelChoiceField(
        Goal.objects.in_use().filter(can_be_chosen=True),
        label="To",
        to_field_name="slug",
        empty_label="Any reason",
    )

    def find(self):
        """The techniques that fit; none while something in the form is wrong."""
        if not self.is_valid():
            return Technique.objects.none()
        wanted = self.cleaned_data
        techniques = Technique.objects.in_use()
        for word in wanted["q"].split():
            # A subquery: joining the muscles once a word multiplies the rows with each of them.
            named = Muscle.objects.filter(Q(name__icontains=word) | Q(plain_name__icontains=word))
            techniques = techniques.filter(
                Q(name__icontains=word)
                | Q(summary__icontains=word)
                | Q(pk__in=named.values("techniques"))
            )
        if wanted["mode"]:
            techniques = techniques.filter(mode__in=[wanted["mode"], Technique.Modes.BOTH])
        if wanted["tool"]:
            techniques = techniques.filter(tools=wanted["tool"])
        if region := wanted["region"]:
            techniques = techniques.filter(Q(touches=region) | Q(loads=region)).distinct()
        if wanted["goal"]:
            techniques = techniques.filter(goals=wanted["goal"])
        return techniques


@public
def techniques(request):
    form = TechniqueFilter(request.GET)
    rows = form.find().with_position_codes().prefetch_related("tools")
    found = rows.fetch_mode(models.FETCH_RAISE)
    groups = {
        "On your own": [t for t in found if t.kind == "massage" and t.mode == "self"],
        "With a partner": [t for t in found if t.kind == "massage" and t.mode != "self"],
        "Movements": [t for t in found if t.kind == "movement"],
    }
    context = {"form": form, "found": found, "groups": groups}
    return render(request, "routines/techniques.html", context)


@public
def technique(request, slug):
    rows = Technique.objects.select_related("easier_technique").prefetch_related(*SHOWN)
    technique = get_object_or_404(rows.fetch_mode(models.FETCH_RAISE), slug=slug)
    context = {
        "technique": technique,
        "scale": range(11),
        "marks": _marks(technique),
        "muscles": [Mark(m.slug, m.plain_name, state="worked") for m in technique.muscles.all()],
        **_unsuited(technique),
    }
    return render(request, "routines/technique.html", context)


def _marks(technique):
    """Its places on the body map; what is both pressed and moved is shown as pressed."""
    ways = [(technique.loads, "supporting"), (technique.touches, "worked")]
    states = {region: state for regions, state in ways for region in regions.all()}
    return [Mark(region.slug, region.name, state=state) for region, state in states.items()]


def _unsuited(row):
    """Whose answers rule the technique out, for the template."""
    known, given = _judging()
    if row.code not in known.techniques:
        return {}
    mode = Mode.PARTNER if row.mode == Technique.Modes.PARTNER else Mode.SELF
    found = find_unsuited(known.techniques[row.code], known, given[mode])
    return {
        "never": [u for u in found if not u.cleared and u.where == "none"],
        "there": [u for u in found if not u.cleared and u.where != "none"],
        "cleared": [u for u in found if u.cleared],
    }


@kept_by_version
def _judging():
    return catalogue(), {mode: rulings(rulebook(), mode) for mode in Mode}
