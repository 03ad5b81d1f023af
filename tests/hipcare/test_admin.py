"""Admin: a content editor can do everything there, and cannot do harm by a slip."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models import Count
from django.forms import MultiWidget
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anatomy.content import Content, ContentVersion
from anatomy.models import Muscle, Region, Source
from routines.models import FaqEntry, Technique, TechniqueStep
from screening.models import Contraindication, Hazard, Option, Question
from screening.rulebook import Level

pytestmark = pytest.mark.django_db

CONTENT = [model for model in admin.site._registry if issubclass(model, Content)]
PARTS = {Question: "options", Option: "restrictions", Technique: "steps"}
every_content = pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)


def address(page, row):
    """Where admin lists or adds rows of a model, or shows, deletes or remembers one row."""
    args = [] if isinstance(row, type) else [row.pk]
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=args)


def filled_in(response):
    """What a browser would send if nothing on the page were touched."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent = {}
    for field in (field for form in forms for field in form if not field.field.disabled):
        value, widget = field.value(), field.field.widget
        if isinstance(widget, MultiWidget):
            parts = zip(widget.widgets_names, widget.decompress(value), strict=True)
            sent |= {field.html_name + suffix: part for suffix, part in parts}
        elif value is not False:
            sent[field.html_name] = "on" if value is True else value
    return {name: value for name, value in sent.items() if value is not None}


def edit(client, row, **changes):
    """Open a row's page, change some fields and press Save."""
    page = address("change", row)
    return client.post(page, filled_in(client.get(page)) | changes)


def add_part(client, row, prefix, **fields):
    """Open a row's page, press "Add another" below its parts, fill in and press Save."""
    page = address("change", row)
    sent = filled_in(client.get(page))
    number = int(sent[f"{prefix}-TOTAL_FORMS"])
    sent[f"{prefix}-TOTAL_FORMS"] = number + 1
    sent |= {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
    return client.post(page, sent)


def act(client, page, action, *rows):
    """Press an action on a list, or on a row's own page."""
    prefix = "" if page.endswith(f"{rows[0]._meta.model_name}/") else "CHANGE_FORM-"
    chosen = {"_selected_action": [row.pk for row in rows], "index": 0}
    return client.post(page, {f"{prefix}action": action, "action": action, **chosen})


def cost(client, page):
    client.get(page)  # some things are remembered from the first time on
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


@every_content
def test_every_page_opens(admin_client, admin_user, rf, model):
    request = rf.get("/")
    request.user = admin_user
    row = model.objects.first()
    pages = [address("changelist", model), address("change", row), address("history", row)]
    if admin.site._registry[model].has_add_permission(request):
        pages += [address("add", model), address("delete", row)]
    assert {page: admin_client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


def test_the_other_lists_open(admin_client):
    others = [model for model in admin.site._registry if model not in CONTENT]
    pages = [reverse("admin:index"), *(address("changelist", model) for model in others)]
    assert [admin_client.get(page).status_code for page in pages] == [200] * len(pages)


@every_content
def test_a_list_costs_the_same_however_long(admin_client, monkeypatch, model):
    costs = []
    for rows in (1, 3):
        monkeypatch.setattr(admin.site._registry[model], "list_per_page", rows)
        costs.append(cost(admin_client, address("changelist", model)))
    assert costs[0] == costs[1] < 20


@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
def test_a_page_costs_the_same_however_many_parts(admin_client, model):
    rows = model.objects.annotate(parts=Count(PARTS[model])).order_by("parts", "slug")
    least, most = rows.filter(parts__gt=0).first(), rows.last()
    assert least.parts < most.parts
    costs = [cost(admin_client, address("change", row)) for row in (least, most)]
    assert costs[0] == costs[1] < 60


@every_content
def test_search_finds_a_row_by_its_words(admin_client, model):
    row = model.objects.first()
    words = str(getattr(row, admin.site._registry[model].search_fields[0]))
    found = admin_client.get(address("changelist", model), {"q": words}).context["cl"]
    assert row in found.result_list


@every_content
def test_the_longest_page_can_be_saved_as_it_stands(admin_client, model):
    """So it keeps within the limits on what a browser may send, and changes nothing by itself."""
    rows = model.objects.annotate(parts=Count(PARTS.get(model, "pk"))).order_by("-parts")
    row = rows.first()
    before = model.objects.filter(pk=row.pk).values().get()
    assert edit(admin_client, row).status_code == 302
    assert model.objects.filter(pk=row.pk).values().get() == before


# Every change reaches every page: the content's version grows.


def change_a_field(client):
    edit(client, Muscle.objects.first(), plain_name="The big one")


def change_a_relation(client):
    muscle = Muscle.objects.first()
    others = Region.objects.exclude(pk__in=muscle.regions.all())
    edit(client, muscle, regions=[others.first().pk])


def change_a_part(client):
    edit(client, Technique.objects.filter(steps__gt=0).first(), **{"steps-0-text": "Breathe."})


def delete_a_part(client):
    step = TechniqueStep.objects.first()
    edit(client, step.technique, **{"steps-0-DELETE": "on"})


def retire_one(client):
    act(client, address("changelist", FaqEntry), "retire", FaqEntry.objects.first())


def delete_one(client):
    client.post(address("delete", FaqEntry.objects.first()), {"post": "yes"})


@pytest.mark.parametrize(
    "change",
    [change_a_field, change_a_relation, change_a_part, delete_a_part, retire_one, delete_one],
)
def test_the_version_grows_with(admin_client, change):
    before = ContentVersion.current()
    change(admin_client)
    assert ContentVersion.current() > before


# Slugs, order and what stays fixed


def test_a_new_row_gets_its_slug_and_comes_last(admin_client):
    sent = {"question": "Can I do it twice a day?", "answer": "Yes.", "slug": "", "order": 0}
    admin_client.post(address("add", FaqEntry), sent)
    entry = FaqEntry.objects.get(question=sent["question"])
    assert entry.slug == "can-i-do-it-twice-a-day"
    assert entry == FaqEntry.objects.order_by("order").last()


def test_parts_get_slugs_of_their_own(admin_client):
    option = Option.objects.exclude(restrictions=None).first()
    hazard = Hazard.objects.first()
    option.restrictions.all().delete()
    for _ in range(2):
        response = add_part(
            admin_client, option, "restrictions", kind="care", scope="both",
            hazard=hazard.pk, advice="Go easy.",
        )  # fmt: skip
        assert response.status_code == 302
    slug = f"{option.slug}--care-{hazard.slug}"
    assert list(option.restrictions.values_list("slug", flat=True)) == [slug, f"{slug}-2"]


def test_a_new_step_comes_after_the_others(admin_client):
    technique = Technique.objects.exclude(steps=None).first()
    add_part(admin_client, technique, "steps", order=0, text="Roll off it slowly.")
    assert technique.steps.last().text == "Roll off it slowly."


def test_a_new_answer_is_named_after_its_question(admin_client):
    question = Question.objects.first()
    sent = {"code": "one_more", "label": "One more", "level": Level.LIMIT.value, "order": 0}
    assert add_part(admin_client, question, "options", **sent).status_code == 302
    assert question.options.last().slug == f"{question.slug}--one-more"


def test_what_addresses_and_answers_hold_stays(admin_client):
    muscle = Muscle.objects.first()
    edit(admin_client, muscle, slug="another", code="another", name="Another name")
    now = Muscle.objects.get(pk=muscle.pk)
    assert (now.slug, now.code, now.name) == (muscle.slug, muscle.code, "Another name")


# Mistakes are explained


def test_an_emergency_cannot_be_made_clearable(admin_client):
    option = Option.objects.filter(level=Level.EMERGENCY.value).first()
    response = edit(admin_client, option, cleared_level=Level.ADVISE.value)
    assert "An emergency can never be cleared" in response.text
    response = edit(admin_client, option.question, **{"options-0-cleared_level": 1})
    assert "An emergency can never be cleared" in response.text
    option.refresh_from_db()
    assert option.cleared_level is None


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": "hazard"}, "need a hazard"),
        ({"kind": "pressure"}, "need a limit"),
        ({"kind": "region"}, "Name a region"),
        ({"kind": "care", "hazard": True}, "needs its advice"),
    ],
)
def test_an_unfinished_restriction_is_explained(admin_client, fields, message):
    fields = {k: Hazard.objects.first().pk if v is True else v for k, v in fields.items()}
    option = Option.objects.first()
    response = add_part(admin_client, option, "restrictions", scope="both", **fields)
    assert response.status_code == 200
    assert message in response.text.replace("&#x27;", "'")


def test_a_dose_beyond_the_limits_is_explained(admin_client):
    response = edit(admin_client, Technique.objects.first(), pressure_max=9)
    assert "The highest pressure is at most 6" in response.text


# Retiring and deleting


def test_retiring_and_bringing_back(admin_client):
    first, second = FaqEntry.objects.all()[:2]
    act(admin_client, address("changelist", FaqEntry), "retire", first, second)
    assert not FaqEntry.objects.in_use().filter(pk__in=[first.pk, second.pk])
    act(admin_client, address("change", first), "bring_back", first)
    assert FaqEntry.objects.in_use().filter(pk__in=[first.pk, second.pk]).get() == first
    done = LogEntry.objects.filter(object_id=str(first.pk)).values_list("change_message", flat=True)
    assert set(done) == {"Retired", "Brought back"}


@pytest.mark.parametrize("model", [Source, Hazard, Muscle, Contraindication])
def test_what_is_used_cannot_be_deleted(admin_client, model):
    user = {
        Source: lambda row: row.techniques,
        Hazard: lambda row: row.techniques,
        Muscle: lambda row: row.techniques,
        Contraindication: lambda row: Question.objects.filter(contraindication=row),
    }[model]
    row = next(row for row in model.objects.all() if user(row).exists())
    response = admin_client.post(address("delete", row), {"post": "yes"})
    assert "cannot be deleted, because this uses it" in response.text
    assert address("change", user(row).first()) in response.text
    assert model.objects.filter(pk=row.pk).exists()


def test_content_is_not_deleted_by_the_list(admin_client):
    entry = FaqEntry.objects.first()
    act(admin_client, address("changelist", FaqEntry), "delete_selected", entry)
    assert FaqEntry.objects.filter(pk=entry.pk).exists()
