"""The content linter: silent about what is shipped, and heard wherever content comes in."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from anatomy.content import ContentVersion
from anatomy.models import Region
from hipcare.content_check import find_faults, row_of
from routines.models import Position, Stage, Technique, Tool
from screening.content import rulebook
from screening.models import Contraindication, Hazard, Option, Question, Section
from screening.rulebook import EndlessQuestions
from tests.hipcare.content_entries import entries, technique
from tests.hipcare.test_admin import act, address, edit

pytestmark = pytest.mark.django_db


def test_nothing_is_wrong_with_what_is_shipped():
    call_command("check", databases=["default"], fail_level="WARNING")

    assert find_faults() == []


def test_a_check_without_the_database_does_not_ask_it(django_assert_num_queries):
    with django_assert_num_queries(0):
        call_command("check")


def test_before_there_is_content_nothing_is_checked():
    Technique.objects.update(reviewed_on=None)
    ContentVersion.objects.update(number=0)

    call_command("check", databases=["default"], fail_level="WARNING")


def test_what_may_not_be_in_use_is_told_from_what_is_only_odd(capsys):
    Technique.objects.filter(code="p1").update(reviewed_on=None)
    Hazard.objects.create(slug="z", name="Cold hands", description="They are cold.")

    with pytest.raises(CommandError, match="(?s)content.W002.*No rule.*content.W001.*reviewed_on"):
        call_command("check", databases=["default"], fail_level="WARNING")

    assert [row_of(fault).slug for fault in find_faults()] == ["long-glides", "z"]


def test_a_site_whose_content_lacks_something_can_still_be_migrated(capsys):
    Technique.objects.filter(code="p1").update(reviewed_on=None)

    call_command("migrate", skip_checks=False)

    assert "content.W001" in capsys.readouterr().err


def test_no_technique_works_on_a_place_that_nobody_can_mark():
    region = Region.objects.get(code="buttock")
    Region.objects.filter(pk=region.pk).update(retired_at=timezone.now())

    found = {(fault.key, fault.field) for fault in find_faults() if fault.blocks}

    assert found == {
        ((technique.code,), field)
        for field in ("touches", "loads")
        for technique in Technique.objects.in_use().filter(**{field: region})
    }


@pytest.mark.parametrize(("model", "field"), [(Position, "positions"), (Tool, "tools")])
def test_no_technique_loses_its_last_position_or_tool(model, field):
    model.objects.update(retired_at=timezone.now())

    found = {(fault.key, fault.field) for fault in find_faults() if fault.blocks}

    assert found == {((technique.code,), field) for technique in Technique.objects.in_use()}


def circle():
    """An answer that leads from a question to one that already leads back."""
    option = Option.objects.exclude(follow_up=None).select_related("question", "follow_up").first()
    return option.follow_up.options.first(), option.question


# load_content


def test_a_technique_with_a_gap_is_not_loaded(load):
    with pytest.raises(CommandError) as refused:
        load(techniques=[technique("z", hazards_reviewed=False)])

    assert str(refused.value).startswith(
        "techniques.yaml, entry 1 (z), field hazards_reviewed: Go through all hazards"
    )
    assert not Technique.objects.filter(slug="z").exists()


def test_a_draft_is_loaded_out_of_use(load):
    load(
        techniques=[technique("z", hazards_reviewed=False, retired_at="2026-11-27T00:00:00+00:00")]
    )

    assert not Technique.objects.in_use().filter(slug="z").exists()
    assert Technique.objects.filter(slug="z").exists()


def test_a_circle_of_questions_is_not_loaded(load):
    option, question = circle()
    wrong = entries("options")
    place = next(n for n, one in enumerate(wrong) if one["fields"]["slug"] == option.slug)
    wrong[place]["fields"]["follow_up"] = [question.slug]

    with pytest.raises(CommandError) as refused:
        load(options=wrong)

    said = str(refused.value)
    assert said.startswith("options.yaml, entry ")
    assert "field follow_up: Follow-up questions go round in a circle: " in said
    option.refresh_from_db()
    assert option.follow_up is None


def test_a_circle_is_refused_by_whatever_reads_the_rules():
    option, question = circle()
    Option.objects.filter(pk=option.pk).update(follow_up=question)

    with pytest.raises(EndlessQuestions):
        rulebook()
    assert [fault.field for fault in find_faults()] == ["follow_up"]
    with pytest.raises(CommandError, match="go round in a circle") as refused:
        call_command("plan", batch="-")
    assert refused.value.returncode == 2


@pytest.mark.parametrize("name", ["screening:check", "screening:start", "routines:new"])
def test_a_circle_that_came_past_admin_is_told_by_a_page(client, name):
    option, question = circle()
    Option.objects.filter(pk=option.pk).update(follow_up=question)
    client.raise_request_exception = False

    response = client.get(reverse(name), follow=True)

    assert response.status_code == 503
    assert "go round like this: " in response.text
    assert f" → {question.contraindication.code}" in response.text


# Admin


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"hazards_reviewed": ""}, "Go through all hazards and tick that you did"),
        ({"touches": [], "loads": []}, "Say which regions it presses or moves"),
        ({"pressure_max": 0, "pressure_min": 0}, "Massage presses: say how hard"),
        ({"sources": []}, "Name the sources that it rests on"),
        ({"reviewed_on": ""}, "Say when its text, dose and hazards were last gone through"),
        (
            {"reviewed_on": (timezone.localdate() + timedelta(days=2)).isoformat()},
            "a day that is still to come",
        ),
    ],
)
def test_a_technique_with_a_gap_is_not_saved(admin_client, fields, message):
    technique = Technique.objects.get(code="p1")

    response = edit(admin_client, technique, **fields)

    assert response.status_code == 200
    assert message in response.text
    assert "keep it as a draft" in response.text


def test_a_technique_with_a_gap_is_saved_as_a_draft(admin_client):
    technique = Technique.objects.get(code="p1")

    fields = {"retired_at_0": "2026-11-27", "retired_at_1": "10:00", "reviewed_on": ""}
    assert edit(admin_client, technique, **fields).status_code == 302

    assert not Technique.objects.in_use().filter(code="p1").exists()


def test_a_draft_with_a_gap_is_not_brought_into_use(admin_client):
    technique = Technique.objects.get(code="p1")
    Technique.objects.filter(code="p1").update(reviewed_on=None, retired_at=timezone.now())

    response = act(admin_client, address("changelist", Technique), "bring_back", technique)

    assert not Technique.objects.in_use().filter(code="p1").exists()
    assert "Not done." in admin_client.get(response.url).text


def test_a_circle_of_questions_is_not_saved(admin_client):
    option, question = circle()

    response = edit(admin_client, option, follow_up=question.pk)

    assert "The questions would go round in a circle" in response.text
    option.refresh_from_db()
    assert option.follow_up is None


def test_a_question_that_an_answer_leads_to_is_not_retired(admin_client):
    _, question = circle()
    followed = Question.objects.exclude(asked_after=None).first()
    fields = {"retired_at_0": "2026-11-27", "retired_at_1": "10:00"}

    assert "An answer still leads to it" in edit(admin_client, followed, **fields).text
    act(admin_client, address("changelist", Question), "retire", followed, question)

    assert Question.objects.in_use().filter(pk__in=[followed.pk, question.pk]).count() == 2


def test_an_editor_is_told_what_is_safe_but_odd(admin_client):
    hazard = Hazard.objects.create(slug="z", name="Cold hands", description="They are cold.")

    saved = edit(admin_client, hazard, description="Cold to touch.")

    assert "No rule bars it" in admin_client.get(saved.url).text
    assert "No rule bars it" in admin_client.get(address("change", hazard)).text


RETIRED = {"retired_at_0": "2026-11-01", "retired_at_1": "12:00:00"}


@pytest.mark.parametrize(
    ("model", "slug", "why"),
    [
        (Section, "partner", "nobody is asked this"),
        (Section, "emergency", "nobody is asked this"),
        (Contraindication, "cx-partner-consent", "nobody&#x27;s consent"),
        (Option, "em-chest-breath--yes", "Nobody can answer it"),
        (Stage, "session-1", "people who are new"),
        (Tool, "hands", "what it is done with"),
    ],
)
def test_what_would_ask_or_limit_less_cannot_be_retired(admin_client, model, slug, why):
    """Neither by the action nor in the form, which comes back with what was entered."""
    row = model.objects.get(slug=slug)
    version = ContentVersion.current()

    refused = act(admin_client, address("change", row), "retire", row)
    assert why in admin_client.get(refused.url).text
    page = edit(admin_client, row, **RETIRED, order=7)
    assert page.status_code == 200
    assert "Not saved." in page.text
    assert why in page.text
    assert page.context["adminform"].form["order"].value() == "7"
    row.refresh_from_db()
    assert row.retired_at is None
    assert ContentVersion.current() == version
    assert find_faults() == []
