"""The contraindications, readable without answering anything."""

from django.db import models
from django.db.models import Prefetch
from django.shortcuts import render

from anatomy.models import Source
from anatomy.pages import public
from screening.models import Contraindication

# What each group means to the reader, warning signs first.
ABOUT = {
    "A": ("emergency", "Emergency signs: get help now"),
    "B": ("urgent", "Warning signs: see someone first"),
    "C": ("consult", "Health conditions"),
    "D": ("limited", "Skin and sore spots"),
    "E": ("limited", "Setting up, consent, and while you do it"),
}


@public
def when_not_to_massage(request):
    rows = (
        Contraindication.objects.in_use()
        .select_related("question")
        .prefetch_related(Prefetch("sources", Source.objects.in_use()))
        .order_by("group", "order", "slug")
        .fetch_mode(models.FETCH_RAISE)
    )
    groups = [
        (key, *ABOUT[key], found)
        for key in ABOUT
        if (found := [row for row in rows if row.group == key])
    ]
    return render(request, "screening/when_not_to_massage.html", {"groups": groups})
