"""The people that somebody looks after: each with answers, sessions and routines of their own."""

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from screening.access import SESSION_KEY, add_person, person_of, turn_to
from screening.models import NAME_MAX, Person
from screening.views import see_other

PEOPLE_MAX = 10
TAKEN = "There is someone called “{}” already. Use another name"
NOW = "These pages are now for “{}”."
FULL = f"You can keep up to {PEOPLE_MAX} people. Remove someone first"


class NameForm(forms.Form):
    name = forms.CharField(
        label="Name",
        help_text="Only you see it. A first name or a nickname will do.",
        max_length=NAME_MAX,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "required": "Enter a name",
            "max_length": f"Use at most {NAME_MAX} letters for the name",
        },
    )

    def __init__(self, data=None, *, people: list[Person], but: Person | None = None):
        """`people`: whose names are taken; `but`: the one who is to be renamed."""
        super().__init__(data, initial={"name": but.name} if but else None)
        self.taken = {person.name.casefold() for person in people if person != but}
        self.is_full = but is None and len(people) >= PEOPLE_MAX

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if name.casefold() in self.taken:
            raise forms.ValidationError(TAKEN.format(name))
        if self.is_full:
            raise forms.ValidationError(FULL)
        return name


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, and a form to add one more."""
    person_of(request)
    form = NameForm(request.POST if request.method == "POST" else None, people=request.people)
    if form.is_valid() and _do(form, lambda name: add_person(request, name)):
        messages.success(request, NOW.format(request.person.name))
        return see_other("start")
    status = 422 if form.errors else 200
    return render(request, "screening/people.html", {"form": form}, status=status)


def _do(form: NameForm, write) -> bool:
    """Write the name; False, with the error on the form, if another tab was faster."""
    try:
        with transaction.atomic():
            write(form.cleaned_data["name"])
    except IntegrityError:
        form.add_error("name", TAKEN.format(form.cleaned_data["name"]))
    return not form.errors


def _found(request: HttpRequest, pk) -> Person:
    """One of the request's own people. Raises Http404 for anybody else."""
    person_of(request)
    for person in request.people:
        if person.pk == pk:
            return person
    raise Http404


@require_POST
def switch(request: HttpRequest, pk) -> HttpResponse:
    turn_to(request, _found(request, pk))
    messages.success(request, NOW.format(request.person.name))
    return see_other("start")


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, pk) -> HttpResponse:
    person = _found(request, pk)
    data = request.POST if request.method == "POST" else None
    form = NameForm(data, people=request.people, but=person)
    if form.is_valid() and _do(form, lambda name: _call(person, name)):
        messages.success(request, f"The name is now {form.cleaned_data['name']}.")
        return see_other("people")
    context = {"form": form, "someone": person}
    return render(request, "screening/rename.html", context, status=422 if form.errors else 200)


def _call(person: Person, name: str) -> None:
    Person.objects.filter(pk=person.pk).update(name=name)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk) -> HttpResponse:
    """Ask first: all that is theirs goes with them."""
    person = _found(request, pk)
    if request.method == "POST":
        if request.person == person:
            if others := [other for other in request.people if other != person]:
                turn_to(request, others[0])
            else:
                request.session.pop(SESSION_KEY, None)
        person.delete()
        messages.success(request, f"{person.name}, with all answers and routines, is removed.")
        return see_other("people")
    return render(request, "screening/remove.html", {"someone": person})
