"""The one way by which content comes in: everything or nothing, and never over an admin's edit."""

from io import StringIO

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.utils import timezone

from anatomy.content import ContentVersion
from anatomy.models import Muscle, Region, Source
from hipcare.content_files import FILES
from routines.models import Technique
from tests.hipcare.content_entries import source, technique

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_content():
    for label in ("routines", "screening", "anatomy"):
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            model._base_manager.all()._raw_delete("default")


COUNTS = {
    "anatomy.region": 8,
    "anatomy.musclegroup": 5,
    "anatomy.muscle": 23,
    "anatomy.landmark": 12,
    "anatomy.source": 112,
    "screening.contraindication": 80,
    "screening.question": 80,
    "routines.technique": 26,
    "routines.claim": 18,
    "routines.goal": 6,
    "routines.faqentry": 5,
}


def test_everything_is_loaded(no_content):
    call_command("load_content", verbosity=0)

    assert {name: apps.get_model(name).objects.count() for name in COUNTS} == COUNTS
    assert all(apps.get_model(name).objects.exists() for name in FILES.values())
    assert ContentVersion.current() > 0


def test_a_second_run_changes_nothing():
    said, version = StringIO(), ContentVersion.current()

    call_command("load_content", stdout=said)

    lines = said.getvalue().splitlines()
    assert [line for line in lines if ": 0 added, 0 changed, " not in line] == [
        f"The content is at version {version}."
    ]
    assert len(lines) == len(FILES) + 1


def test_says_what_it_did(load):
    load(sources=[source("z1"), source("z2")])

    said = load(sources=[source("z1"), source("z2", citation="Another page."), source("z3")])

    assert said.splitlines() == [
        "sources: 1 added, 1 changed, 1 unchanged, 112 in no file and left alone",
        f"The content is at version {ContentVersion.current()}.",
    ]
    assert Source.objects.get(slug="z2").citation == "Another page."


def test_a_load_makes_a_new_version(load):
    version = ContentVersion.current()

    load(sources=[source("z1"), source("z2")])

    assert ContentVersion.current() > version


def test_so_does_djangos_own_way_to_load_rows(tmp_path):
    rows, version = tmp_path / "rows.json", ContentVersion.current()
    rows.write_text(serializers.serialize("json", Region.objects.filter(code="buttock")))

    call_command("loaddata", str(rows), verbosity=0)

    assert ContentVersion.current() > version


def test_a_change_of_relations_alone_makes_a_new_version(load):
    load(techniques=[technique("z")])
    version = ContentVersion.current()

    load(techniques=[technique("z", muscles=[["piriformis"]])])

    assert ContentVersion.current() > version
    assert [one.slug for one in Technique.objects.get(slug="z").muscles.all()] == ["piriformis"]


def test_a_relation_that_is_no_longer_named_goes(load):
    load(techniques=[technique("z", goals=[["calmer"]])])
    without = technique("z")
    del without["fields"]["goals"]

    said = load(techniques=[without])

    assert "0 added, 1 changed, 0 unchanged" in said
    assert not Technique.objects.get(slug="z").goals.exists()


def test_a_row_may_name_rows_further_down(load):
    first = technique("z1", easier_technique=["z2"], after=[["z2"], ["z3"]])

    load(techniques=[first, technique("z2"), technique("z3")])

    z1 = Technique.objects.get(slug="z1")
    assert z1.easier_technique.slug == "z2"
    assert sorted(one.slug for one in z1.after.all()) == ["z2", "z3"]
    assert "0 added, 0 changed, 3 unchanged" in load()


class TestAdminsEdit:
    @pytest.fixture(autouse=True)
    def loaded(self, load):
        load(sources=[source("z1"), source("z2")])

    def test_stands_and_is_named(self, load):
        Source.objects.filter(slug="z1").update(citation="What the admin wrote.")

        said = load(sources=[source("z1", citation="New."), source("z2", citation="New.")])

        assert Source.objects.get(slug="z1").citation == "What the admin wrote."
        assert Source.objects.get(slug="z2").citation == "New."
        assert said.splitlines()[:3] == [
            "sources: 0 added, 1 changed, 0 unchanged, 1 edited by an admin and left alone, "
            "112 in no file and left alone",
            "Edited by an admin and left alone (--overwrite undoes the edits):",
            "  sources: z1",
        ]

    def test_is_undone_by_overwrite(self, load):
        Source.objects.filter(slug="z1").update(citation="What the admin wrote.")

        said = load("--overwrite")

        assert Source.objects.get(slug="z1").citation == "A page."
        assert "0 added, 1 changed, 1 unchanged" in said
        assert "0 added, 0 changed, 2 unchanged" in load()

    def test_may_be_that_a_row_is_retired(self, load):
        Source.objects.filter(slug="z1").update(retired_at=timezone.now())

        load(sources=[source("z1", citation="New."), source("z2")])

        assert Source.objects.get(slug="z1").retired_at is not None

    def test_may_be_of_a_relation_only(self, load):
        load(techniques=[technique("z")])
        Technique.objects.get(slug="z").muscles.set(Muscle.objects.filter(slug="piriformis"))

        said = load(techniques=[technique("z", cues="New.")])

        assert "  techniques: z" in said.splitlines()
        assert Technique.objects.get(slug="z").cues != "New."

    def test_that_the_file_has_taken_over_is_no_edit_any_more(self, load):
        Source.objects.filter(slug="z1").update(citation="Better.")
        load(sources=[source("z1", citation="Better."), source("z2")])

        load(sources=[source("z1", citation="Better still."), source("z2")])

        assert Source.objects.get(slug="z1").citation == "Better still."

    def test_of_a_row_with_a_new_slug_is_a_row_of_theirs(self, load):
        Source.objects.create(slug="z3", code="Z3", citation="Theirs.", was_read=False)

        said = load(sources=[source("z1"), source("z2"), source("z3")])

        assert Source.objects.get(slug="z3").citation == "Theirs."
        assert "  sources: z3" in said.splitlines()


class TestIfEmpty:
    def test_does_nothing_when_there_is_any_content(self, load):
        said = load("--if-empty", sources=[source("z1")])

        assert said == "There is content already; nothing was loaded.\n"
        assert not Source.objects.filter(slug="z1").exists()

    def test_loads_when_there_is_none(self, load, no_content):
        load("--if-empty", sources=[source("z1")])

        assert [one.slug for one in Source.objects.all()] == ["z1"]


def test_a_row_that_left_its_file_stays_and_is_counted(load):
    load(sources=[source("z1"), source("z2")])

    said = load(sources=[])

    assert Source.objects.filter(slug__in=["z1", "z2"]).count() == 2
    assert "sources: 0 added, 0 changed, 0 unchanged, 114 in no file and left alone" in said
