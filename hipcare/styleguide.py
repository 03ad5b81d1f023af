"""One page with every part that pages are made of, in every state, for whoever works on them."""

from itertools import product
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anatomy.bodymap.picture import STATES, Mark
from anatomy.models import Source
from hipcare.views import EXAMPLE
from routines.content import catalogue
from routines.eligibility import Allowed, Situation, judge
from routines.models import Step, Technique
from routines.outcomes import Progress
from routines.request import Request
from routines.shown import show
from routines.today import Today
from screening.content import rulebook
from screening.fields import Places
from screening.gate import assess
from screening.rulebook import SIDES as BODY_SIDES
from screening.rulebook import Answer, Mode, Site
from screening.templatetags.care import CARDS

# The properties of base.css, with what each is for.
GROUNDS = ["paper", "surface", "sunken", "brand-soft", "clay-soft"]
INKS = ["ink", "ink-soft", "brand", "brand-strong", "clay", "danger", "good"]
EDGES = ["line-strong", "focus", "joint", "line"]
SPACES = [4, 8, 12, 16, 24, 32, 48, 64]
# Six regions that the map shows from behind, a state each.
SHOWN = ["buttock", "low-back", "outer-hip", "outer-hip", "back-thigh", "back-thigh"]
SIDES = ["left", "", "left", "right", "left", "right"]
MARKS = [
    Mark(slug, state.capitalize().replace("-", " "), side, state=state)
    for slug, side, state in zip(SHOWN, SIDES, STATES, strict=True)
]
BRUISE = Answer("rg_bruise", "large", frozenset({Site("buttock", "left")}))


class Sample(forms.Form):
    """Every kind of field. Sending it empty shows what mistakes look like."""

    name = forms.CharField(
        help_text="One sentence of help.", error_messages={"required": "Enter a name"}
    )
    minutes = forms.IntegerField(min_value=5, max_value=30, label="How many minutes?", initial=15)
    place = forms.ChoiceField(choices=[("hip", "Hip"), ("thigh", "Thigh")], label="Where?")
    firm = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[
            ("light", "Light"),
            ("firm", "As firm as a long word like sternocleidomastoideus allows"),
        ],
        label="How firm?",
        error_messages={"required": "Select how firm"},
    )
    side = forms.ChoiceField(
        widget=forms.RadioSelect(attrs={"class": "inline"}),
        choices=[("left", "Left"), ("right", "Right")],
        label="Which side?",
        initial="left",
        required=False,
    )
    spots = forms.MultipleChoiceField(
        widget=Places,
        choices=[
            (f"{slug}/{side}", f"{name}, {side}")
            for slug, name in (("buttock", "Buttock"), ("outer_hip", "Outer hip"))
            for side in ("left", "right")
        ],
        label="Where is it?",
        required=False,
    )
    signs = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        choices=[("bruise", "A bruise"), ("rash", "A rash"), ("none", "No, I have none of these")],
        label="Do you have any of these?",
        help_text="Select all that apply.",
        error_messages={"required": "Select what applies, or select ‘No, I have none of these’"},
    )


def routine_steps():
    """Steps for someone with a bruise on the left: one for both sides, one that left must skip."""
    known = catalogue()
    clearance = assess({BRUISE}, rulebook(), Mode.SELF)
    situation = Situation(frozenset(known.tools))
    verdicts = judge(clearance, known, situation)
    request = Request(tools=situation.tools)
    today = Today(request, clearance, Progress(), situation, known, verdicts)
    of_sides: dict[tuple[str, ...], Technique] = {}
    for technique in Technique.objects.in_use().filter(kind="massage").order_by("order"):
        sides = [s for s in BODY_SIDES if isinstance(verdicts[technique.code, s], Allowed)]
        of_sides.setdefault(tuple(sides), technique)
    shown = [of_sides[sides] for sides in (BODY_SIDES, ("right",)) if sides in of_sides]
    rows = [_step(key, *one) for key, one in enumerate(product(shown, BODY_SIDES), 1)]
    return {"today": today, "shown": show(rows, today.sheet(rows), today.limits[0])}


def _step(key, technique, side):
    return Step(
        pk=key,
        technique=technique,
        phase=technique.phase,
        side=side,
        seconds=60,
        tool=technique.tools.first(),
        position=technique.positions.first(),
        reason="Why it is in the routine.",
    )


@require_safe
def styleguide(request):
    """For staff, and for everyone while developing; nobody else learns that it is there."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
    techniques = Technique.objects.in_use().with_position_codes().prefetch_related("tools")
    context = {
        "form": Sample(request.GET if "sent" in request.GET else None),
        "levels": CARDS,
        "grounds": GROUNDS,
        "inks": INKS,
        "edges": EDGES,
        "spaces": SPACES,
        "scale": range(11),
        "marks": MARKS,
        "muscle_marks": [Mark("piriformis", "Deep buttock muscle", state="worked")],
        "example": EXAMPLE,
        "techniques": techniques[:2],
        "routine": {"pk": UUID(int=0), "version": 1},
        **routine_steps(),
        "sources": Source.objects.in_use()[:2],
    }
    return render(request, "styleguide/page.html", context)
