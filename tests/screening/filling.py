"""Fill in the questionnaire as a person would: page by page, each by its form."""

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from screening.addresses import address
from screening.detail_forms import ClearanceForm, WhereForm
from screening.fields import NONE
from screening.flow import Kind, Page
from screening.forms import QuestionForm, QuestionsForm, SignsForm, UnsureForm
from screening.models import Person
from screening.rulebook import NO, NOT_SURE
from screening.still_true import CHANGED, GONE, PREFIX, YES

START = reverse("screening:start")
CHECK = reverse("screening:check")
RESULT = reverse("screening:result")


def url(*names, person=None):
    """The address of a page: `url("spots")`, `url("spots", "rg-bruise", "where")`; below a section
    it is that of this person, or of the only one there is."""
    if len(names) == 1:
        return address(Page(Kind.SECTION, *names), None)
    kind = Kind(names[2]) if len(names) == 3 else Kind.QUESTION
    return address(Page(kind, *names[:2]), person or Person.objects.get())


def unsure_url(section):
    """The address of the page that asks which signs of a section somebody is not sure about."""
    return address(Page(Kind.UNSURE, section), Person.objects.get())


def send(client, path, **fields):
    """Send a page's form, with the version that the page carries."""
    return client.post(path, {"version": version(client), **fields})


def version(client):
    return client.get(url("emergency")).context["version"]


def fill(client, answers, path=None, *, with_partner=False):
    """Answer every page that comes, as a person with these answers. Returns the pages met.

    Stops at the first page that is not a question; the last response is `client.last`.
    """
    response = client.get(path or client.get(START).context["next_url"])
    met = []
    while "form" in (response.context or {}):
        met.append(response.request["PATH_INFO"])
        assert len(met) < 60, "the questionnaire goes round in circles"
        data = QueryDict(mutable=True)
        data["version"] = response.context["version"]
        for name, value in told(response.context["form"], answers, with_partner).items():
            data.setlist(name, value if isinstance(value, list) else [value])
        response = client.post(
            met[-1], data.urlencode(), "application/x-www-form-urlencoded", follow=True
        )
        assert response.status_code == 200, response.context["form"].errors
    client.last = response
    return met


def told(form, answers, with_partner=False):
    """What a person with these answers enters into one page's form."""
    by_code = {}
    for answer in answers:
        by_code.setdefault(answer.question, []).append(answer)
    if isinstance(form, SignsForm):
        said = [q for q in form.about if q.code in by_code]
        sure = [q.slug for q in said if any(a.option != NOT_SURE for a in by_code[q.code])]
        unsure = [q for q in said if q.slug not in sure and q not in form.earlier]
        new = [slug for slug in sure if slug not in [q.slug for q in form.earlier]]
        ticks = new + ([NOT_SURE] if unsure else []) or [NONE]
        return {"signs": ticks} | {PREFIX + q.slug: _still(form, q, by_code) for q in form.earlier}
    if isinstance(form, UnsureForm):
        unsure = {a.question for a in answers if a.option == NOT_SURE}
        return {"signs": [q.slug for q in form.open if q.code in unsure] or [NONE]}
    if isinstance(form, QuestionForm):
        return {"answer": _options(form.question, by_code)}
    if isinstance(form, QuestionsForm):
        entered = {question.slug: _options(question, by_code) for question in form.about}
        if "who" in form.fields:
            entered["who"] = "partner" if with_partner else "self"
        return entered
    mine = {answer.option: answer for answer in by_code[form.question.code]}
    if isinstance(form, ClearanceForm):
        return _words(form, mine)
    assert isinstance(form, WhereForm)
    return {option: _places(form, option, mine[option]) for option in form.fields}


def _still(form, question, by_code):
    now = set(by_code.get(question.code, []))
    return YES if now == set(form.progress.said(question)) else CHANGED if now else GONE


def _words(form, mine):
    """A physio said yes today, where somebody did."""
    said = {}
    for option in form.options:
        cleared = mine[option.code].cleared
        said[option.code] = "yes" if cleared else NO
        if cleared:
            day = timezone.localdate().isoformat()
            said |= {f"{option.code}-who": "physio", f"{option.code}-when": day}
    return said


def _options(question, by_code):
    options = [answer.option for answer in by_code.get(question.code, [])]
    if question.several:
        return options or [NONE]
    return options[0] if options else NO


def _places(form, option, answer):
    offered = {value for value, _ in form.fields[option].choices}
    sites = {str(site) for site in answer.sites}
    sides = {site.side for site in answer.sites}
    regions = {site.region for site in answer.sites}
    return sorted(offered & (sites | sides | regions))
