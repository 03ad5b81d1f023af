"""The site's own pages: what it is, how to use it well, what it rests on."""

from django.db import models
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anatomy.content import ContentVersion
from anatomy.models import Source
from anatomy.pages import public
from hipcare.errors import LOST_DATABASE
from routines.figures.data import find_picture
from routines.models import Claim, FaqEntry, Goal, Note

# How soon each tier of "when to get help" asks for it.
TIERS = {"emergency_now": "emergency", "today": "urgent", "within_48h": "urgent"}
# The home page's example: for somebody with a large bruise on the left buttock.
EXAMPLE = [
    (
        "Your own hands on the buttock and outer hip",
        "2 minutes, right side",
        find_picture("x6", "side_lying"),
    ),
    (
        "Ball under the buttock",
        "1 minute, right side, at most 4 out of 10",
        find_picture("s4", "supine"),
    ),
    ("Knees swaying from side to side", "1 minute, both sides", find_picture("m4", "supine")),
]
SOURCES = Prefetch("sources", Source.objects.in_use())


def _notes(*topics):
    rows = Note.objects.in_use().filter(topic__in=topics).prefetch_related(SOURCES)
    return list(rows.fetch_mode(models.FETCH_RAISE))


@public
def home(request):
    goals = Goal.objects.in_use().fetch_mode(models.FETCH_RAISE)
    return render(request, "home.html", {"goals": goals, "example": EXAMPLE})


@public
def guide(request):
    """How to massage well: the notes, topic by topic."""
    topic = Note.Topic
    shown = [
        topic.KEY_POINT,
        topic.SETUP,
        topic.COMMUNICATION,
        topic.FREQUENCY,
        topic.AFTERCARE,
        topic.MONITORING,
    ]
    notes = _notes(*shown)
    topics = [(one, [note for note in notes if note.topic == one]) for one in shown]
    return render(request, "guide.html", {"topics": [pair for pair in topics if pair[1]]})


@public
def evidence(request):
    claims = Claim.objects.in_use().prefetch_related(SOURCES).order_by("number")
    context = {
        "claims": claims.fetch_mode(models.FETCH_RAISE),
        "gaps": _notes(Note.Topic.GAP),
    }
    return render(request, "evidence.html", context)


@public
def faq(request):
    entries = FaqEntry.objects.in_use().fetch_mode(models.FETCH_RAISE)
    return render(request, "faq.html", {"entries": entries})


@public
def sources(request):
    rows = Source.objects.in_use().fetch_mode(models.FETCH_RAISE)
    context = {
        "read": [row for row in rows if row.was_read],
        "unread": [row for row in rows if not row.was_read],
    }
    return render(request, "sources.html", context)


@public
def privacy(request):
    return render(request, "privacy.html")


@public
def seek_help(request):
    notes = _notes(Note.Topic.SEEK_HELP, Note.Topic.WHO)
    tiers = [note for note in notes if note.topic == Note.Topic.SEEK_HELP]
    context = {
        "tiers": [(TIERS.get(note.code, "consult"), note) for note in tiers],
        "who": [note for note in notes if note.topic == Note.Topic.WHO],
        "sources": sorted(
            {source for note in tiers for source in note.sources.all()},
            key=lambda source: (source.order, source.slug),
        ),
    }
    return render(request, "seek_help.html", context)


@public
def robots(request):
    """Search engines read the content; what is personal is of no use to them."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
def healthz(request):
    """For whatever watches the server: 200 if the database answers, else 503."""
    try:
        ContentVersion.current()
    except LOST_DATABASE:
        return HttpResponse("no database", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")
