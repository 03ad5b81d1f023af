"""The questionnaire's pages: what is asked, and where each answer leads."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from screening import record
from screening.access import OF_ONE_PERSON, person_of, person_or_new
from screening.addresses import address, page_at
from screening.detail_forms import ClearanceForm, WhereForm
from screening.expiry import asked_sections
from screening.flow import Kind, Page, Progress
from screening.forms import QuestionForm, QuestionsForm, SignsForm, UnsureForm
from screening.models import Person
from screening.rulebook import Level, Mode

# What a guest's session knows beside the person: where they came from, that it was about a
# partner, and whose "not sure" page is open.
NEXT, WITH_PARTNER, UNSURE = (OF_ONE_PERSON + key for key in ("next", "with_partner", "unsure"))

CHANGED = (
    "The questions have changed since you opened this page, so nothing was saved. "
    "Look through the page once more, then press Continue."
)
ENDED = (
    "We could not find your earlier answers: your visit had ended, or you erased them. "
    "What you just sent is saved. Please go through the other pages once more."
)
NOT_ASKED = "That page goes with an answer that you have not given, so we led you here."
NOT_FOUND = (
    "We could not find the answer that this page was about. It was changed or erased, or your "
    "visit had ended. So we led you here."
)

FORMS = {Kind.QUESTION: QuestionForm, Kind.CLEARANCE: ClearanceForm, Kind.WHERE: WhereForm}

form_view = require_http_methods(["GET", "HEAD", "POST"])


def see_other(view: str, *args: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"screening:{view}", args=args), status=303)


def lead_to(page: Page, person: Person | None) -> HttpResponse:
    return HttpResponseRedirect(address(page, person), status=303)


def progress_of(request, person: Person | None) -> Progress:
    """How far the person is, with the partner's part if either of them asked for it."""
    partner = person and person.wants_partner or request.session.get(WITH_PARTNER)
    return record.progress_of(person, Mode.PARTNER if partner else Mode.SELF)


@require_safe
def start(request):
    """What the check is for, before its first question; or what it is still worth."""
    keep_purpose(request)
    person = person_of(request)
    progress = progress_of(request, person)
    page = progress.next_page()
    context = {
        "person": person,
        "next_url": address(page, person) if page else reverse("screening:check"),
        "is_begun": bool(person and person.answered),
        "holds": bool(person and person.confirmed_at and not page),
        "has_purpose": NEXT in request.session,
    }
    return render(request, "screening/start.html", context)


def keep_purpose(request) -> None:
    """Remember where the person came from, in the session: addresses stay clean."""
    came_from = request.GET.get("next", "")
    is_ours = came_from.startswith("/") and len(came_from) <= 500 and came_from.isprintable()
    if is_ours and url_has_allowed_host_and_scheme(came_from, allowed_hosts=None):
        request.session[NEXT] = came_from
    else:
        request.session.pop(NEXT, None)
    if request.GET.get("mode") == Mode.PARTNER:
        request.session[WITH_PARTNER] = True


@form_view
def section(request, section):
    person = person_of(request)
    progress = progress_of(request, person)
    asked = progress.section(section)
    if asked is None:
        return _not_asked(progress, section)
    page = Page(Kind.SECTION, section)
    data = request.POST if request.method == "POST" else None
    if asked.layout == "signs":
        form = SignsForm(progress, page, data)
    else:
        form = QuestionsForm(progress, page, data, progress.mode is Mode.PARTNER)
    return _ask(request, person, progress, page, form)


def _not_asked(progress: Progress, slug: str) -> HttpResponse:
    """A section of the other mode is nothing to show; one that never was is an error."""
    if all(section.slug != slug for section in progress.rulebook.sections):
        raise Http404
    return see_other("start")


@form_view
def follow_up(request, code):
    """A page about one answer. Without that answer it leads to where the answer is given."""
    person = person_of(request)
    progress = progress_of(request, person)
    page = page_at(code, progress, person)
    if page is None:
        messages.info(request, NOT_FOUND)
        return see_other("start")
    if page.kind is Kind.UNSURE:
        return _ask_unsure(request, person, progress, Page(Kind.SECTION, page.section))
    if not progress.opens(page):
        messages.info(request, NOT_ASKED)
        return see_other("section", page.section)
    form = FORMS[page.kind](progress, page, request.POST if request.method == "POST" else None)
    return _ask(request, person, progress, page, form)


def _ask_unsure(request, person, progress, page) -> HttpResponse:
    """Which signs the person is not sure about; only after that was ticked in the list."""
    form = UnsureForm(progress, page, request.POST if request.method == "POST" else None)
    if request.session.get(UNSURE) != page.section or not form.open:
        return lead_to(page, person)
    return _ask(request, person, progress, page, form, back=address(page, person))


def _ask(request, person, progress, page, form, back="") -> HttpResponse:
    """Show a page's form, or take what was sent and lead on."""
    status = 200
    if request.method == "POST":
        if form.is_valid() and request.POST.get("version") == progress.rulebook.version:
            return _take(request, person, progress, page, form)
        status = 422
        if request.POST.get("version") != progress.rulebook.version:
            form.add_error(None, CHANGED)
            status = 409
    context = {
        "form": form,
        "title": form.heading or next(iter(form.fields.values())).label,
        "part": progress.part(page),
        "back": back or _back(progress, page, person),
        "is_stopped": progress.so_far().level >= Level.CONSULT,
        "version": progress.rulebook.version,
    }
    return render(request, "screening/page.html", context, status=status)


def _back(progress: Progress, page: Page, person: Person | None) -> str:
    if progress.next_page() is None:
        return reverse("screening:check")
    before = progress.page_before(page)
    return address(before, person) if before else reverse("screening:start")


def _take(request, person, progress, page, form) -> HttpResponse:
    is_first = page.section == asked_sections(progress.rulebook, progress.mode)[0]
    if person is None and not is_first:
        messages.warning(request, ENDED)
    person = person or person_or_new(request)
    wants = form.wants_partner
    if wants is None and progress.mode is Mode.PARTNER:
        wants = True
    answers = list(form.answers())
    record.save_page(
        person,
        page,
        form.about,
        answers,
        is_whole=form.is_whole,
        confirmed=form.confirmed,
        reopened=form.reopened,
        wants_partner=wants,
    )
    if wants is not None:
        request.session.pop(WITH_PARTNER, None)
    request.session[UNSURE] = "" if form.is_whole else page.section
    return _lead_on(request, form.is_whole, page)


def _lead_on(request, is_whole: bool, page: Page) -> HttpResponse:
    """An emergency first, then what is still open, then all answers together."""
    person = person_of(request)
    progress = progress_of(request, person)
    if progress.so_far().level is Level.EMERGENCY:
        return see_other("result")
    if not is_whole:
        return lead_to(Page(Kind.UNSURE, page.section), person)
    following = progress.next_page()
    return lead_to(following, person) if following else see_other("check")


@require_POST
def again(request):
    """Ask everything once more, with what was ticked before still ticked."""
    if person := person_of(request):
        record.start_again(person)
    return lead_to(progress_of(request, person).path()[0], person)


@form_view
def erase(request):
    """Ask whether to erase the answers, and do it."""
    person = person_of(request)
    if request.method == "POST":
        if person:
            record.erase(person)
        for key in (NEXT, WITH_PARTNER, UNSURE):
            request.session.pop(key, None)
        messages.success(request, "Your answers are erased.")
        return see_other("start")
    days = settings.SESSION_COOKIE_AGE // 86400
    return render(request, "screening/erase.html", {"person": person, "days": days})
