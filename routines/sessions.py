"""Noting that a routine was done and how it felt, and what that leads to."""

from dataclasses import replace
from uuid import uuid5

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from routines.content import catalogue
from routines.forms import SessionForm
from routines.models import Note, Routine, Session
from routines.outcomes import counts_as
from routines.owned import not_found, own, see_other
from routines.page import card_of
from routines.request import Request
from routines.today import as_done, judge_today, progress_of
from screening.access import person_of, stored_answers, turn_to
from screening.content import rulebook
from screening.expiry import LASTS_FOR_A_SESSION
from screening.flow import Kind, Page
from screening.gate import assess
from screening.models import Person
from screening.record import leave_partner_sections, save_page
from screening.rulebook import NOT_SURE, Answer, Mode, Question, Rulebook, read_sites

# aftercare.ac_skin: "New bruise: that spot is off until it has gone."
BRUISE = (
    "You noted a new bruise. That spot is off until it has gone: "
    "mark it when we ask about your skin before the next session."
)
# aftercare.ac_move: "Walk for 3-5 minutes, then 1 or 2 easy moves". A stop is for movements too.
MOVE = "ac_move"


@require_http_methods(["GET", "HEAD", "POST"])
@own
def note(request: HttpRequest, routine: Routine) -> HttpResponse:
    """How a session went: one form."""
    data = request.POST if request.method == "POST" else None
    form = SessionForm(data, made_at=routine.made_at)
    if form.is_valid():
        session = record(routine, form)
        if session.bruise:
            messages.warning(request, BRUISE)
        return see_other(reverse("routines:noted", args=[session.key]))
    progress = progress_of(routine.person, catalogue())
    context = {"form": form, "routine": routine, "progress": progress}
    return render(request, "routines/note.html", context, status=422 if form.errors else 200)


@require_safe
def noted(request: HttpRequest, key) -> HttpResponse:
    """What a noted session means for the next one: stop, wait, go easier or go on."""
    person = person_of(request)
    mine = Session.objects.filter(key=key, person__in=request.people)
    session = mine.select_related("routine", "person").first() if person else None
    if not session:
        return not_found(request)
    person = session.person
    turn_to(request, person)
    known, rules = catalogue(), rulebook()
    clearance = assess(_understood(person, rules), rules, Mode.SELF)
    today = judge_today(person, clearance, Request(tools=frozenset(known.tools)), known)
    aftercare = Note.objects.in_use().filter(topic=Note.Topic.AFTERCARE)
    if today.is_stopped:
        aftercare = aftercare.exclude(code=MOVE)
    context = {
        "session": session,
        "today": today,
        "card": card_of(today) if today.is_stopped else None,
        "is_electric": session.feel == Session.Feel.ELECTRIC,
        "aftercare": aftercare,
    }
    return render(request, "routines/noted.html", context)


def _understood(person: Person, rules: Rulebook) -> set[Answer]:
    """The answers without those that are half given or to a question that is gone; an answer
    about places that are gone is about everywhere.
    """
    return {
        replace(answer, sites=answer.sites & rules.sites)
        for answer in stored_answers(person)
        if (question := rules.questions.get(answer.question))
        and (answer.option == NOT_SURE or question.option(answer.option))
    }


@transaction.atomic
def record(routine: Routine, form: SessionForm) -> Session:
    """Note the session, and what it counts as among the person's answers.

    Noted twice with one key it is one session. What is asked before each session is asked anew.
    """
    person = Person.objects.select_for_update().get(pk=routine.person_id)
    said, now = form.cleaned_data, timezone.now()
    session, is_new = Session.objects.get_or_create(
        key=uuid5(said["key"], str(person.pk)),
        defaults={
            "person": person,
            "routine": routine,
            "routine_name": routine.name,
            "done_at": form.done_at(),
            "bruise": said["bruise"] == "yes",
            **{field: said[field] for field in form._meta.fields},
        },
    )
    if is_new:
        person.session_done_at = now
        # What both agreed to, and whose hands they were, was for this session.
        leave_partner_sections(person, rulebook())
        person.save(update_fields=["session_done_at", "answered"])
        stop = progress_of(person, catalogue()).stop
        is_today = now - session.done_at < LASTS_FOR_A_SESSION
        answers = counts_as(as_done(session), session.feel, stop, is_today)
        for code, option in answers.items():
            _answer(person, code, option, session.sides)
    return session


def _answer(person: Person, code: str, option: str, sides: list[str]) -> None:
    """Add an answer to what the person said to a question; never make it less strict."""
    rules = rulebook()
    question = rules.questions.get(code)
    if question is None or question.option(option) is None:
        return
    new = Answer(code, option, read_sites(sides, rules.regions) if sides else frozenset())
    before = [answer for answer in stored_answers(person) if answer.question == code]
    answers = _together(question, before, new)
    page = Page(Kind.QUESTION, question.section, question.slug)
    save_page(person, page, [question], answers, is_whole=False)


def _together(question: Question, before: list[Answer], new: Answer) -> list[Answer]:
    """Both answers where several can be true, else the stricter; one given twice on all its
    sites, and without the clinician's word that came before it.
    """
    same = [answer for answer in before if answer.option == new.option]
    for answer in same:
        everywhere = not (answer.sites and new.sites)
        new = replace(new, sites=frozenset() if everywhere else answer.sites | new.sites)
    answers = [answer for answer in before if answer not in same] + [new]
    if question.several:
        return answers
    return [max(answers, key=lambda answer: _strictness(question, answer))]


def _strictness(question: Question, answer: Answer) -> int:
    option = question.option(answer.option)
    return option.level if option else max(option.level for option in question.options)
