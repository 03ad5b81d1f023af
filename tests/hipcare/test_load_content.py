"""The one way by which content comes in: everything or nothing, and never over an admin's edit."""

from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from anatomy.content import ContentVersion
from anatomy.models import Muscle, Region, Source
from hipcare.content_files import FILES
from routines.models import Technique

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"


def entries(name: str) -> list[dict]:
    return yaml.safe_load((FIXTURES / f"{name}.yaml").read_text("utf-8"))


def source(slug: str, **fields) -> dict:
    plain = {"slug": slug, "code": slug.upper(), "citation": "A page.", "was_read": True}
    return {"model": "anatomy.source", "fields": plain | fields}


def technique(slug: str, **fields) -> dict:
    like = entries("techniques")[0]["fields"]
    return {
        "model": "routines.technique",
        "fields": like | {"slug": slug, "code": slug, "name": slug} | fields,
    }


@pytest.fixture
def load(tmp_path):
    """Write these files to a folder of their own, load it, and give back what was said."""

    def load(*options, **files) -> str:
        for name, content in files.items():
            text = content if isinstance(content, str) else yaml.safe_dump(content)
            (tmp_path / f"{name}.yaml").write_text(text)
        said = StringIO()
        call_command("load_content", "--from", str(tmp_path), *options, stdout=said)
        return said.getvalue()

    return load


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


def test_a_load_makes_one_new_version(load):
    version = ContentVersion.current()

    load(sources=[source("z1"), source("z2")])

    assert ContentVersion.current() == version + 1


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


Z1 = source("z1")
BAD = {
    "unknown field": (
        {"sources": [source("z1", citaton="A page.")]},
        "sources.yaml, entry 1 (z1), field citaton: there is no such field. "
        "Did you mean 'citation'?",
    ),
    "misspelt choice": (
        {"techniques": [technique("z", phase="warmup")]},
        "techniques.yaml, entry 1 (z), field phase: Value 'warmup' is not a valid choice.",
    ),
    "slug of nothing": (
        {"muscles": [dict(entries("muscles")[0], fields={"slug": "z", "group": ["glutael"]})]},
        "muscles.yaml, entry 1 (z), field group: there is no muscle group 'glutael'. "
        "Did you mean 'gluteal'?",
    ),
    "one slug of several": (
        {"techniques": [technique("z", tools=[["hands"], ["hammer"]])]},
        "techniques.yaml, entry 1 (z), field tools: there is no tool 'hammer'.",
    ),
    "no tool at all": (
        {"techniques": [technique("z", tools=[])]},
        "techniques.yaml, entry 1 (z), field tools: needs at least one.",
    ),
    "relation without brackets": (
        {"techniques": [technique("z", tools=["hands"])]},
        "techniques.yaml, entry 1 (z), field tools: must be a list of slugs, each in brackets: "
        "[[one], [another]].",
    ),
    "same slug twice": (
        {"sources": [Z1, source("z2"), source("z1", code="Z9")]},
        "sources.yaml, entry 3 (z1): entry 1 has the same slug.",
    ),
    "same code as another row": (
        {"sources": [source("z1", code="W79")]},
        "sources.yaml, entry 1 (z1), field code: Source with this Code already exists.",
    ),
    "nothing in a field that needs something": (
        {"sources": [Z1, source("z2", citation="")]},
        "sources.yaml, entry 2 (z2), field citation: This field cannot be blank.",
    ),
    "more pressure than ever": (
        {"techniques": [technique("z", pressure_max=7)]},
        "techniques.yaml, entry 1 (z): The highest pressure is at most 6",
    ),
    "YAML's own yes": (
        {"sources": [source("z1", code=True)]},
        "sources.yaml, entry 1 (z1), field code: True is not text: put it in quotes.",
    ),
    "no number": (
        {"sources": [source("z1", order="first")]},
        "sources.yaml, entry 1 (z1), field order: “first” value must be an integer.",
    ),
    "no slug": (
        {"sources": [{"model": "anatomy.source", "fields": {"code": "Z1"}}]},
        "sources.yaml, entry 1: has no slug.",
    ),
    "a primary key": (
        {"sources": [Z1 | {"pk": 7}]},
        "sources.yaml, entry 1: needs 'model' and 'fields', and nothing else.",
    ),
    "another model": (
        {"sources": [Z1 | {"model": "hipcare.user"}]},
        "sources.yaml, entry 1: is a hipcare.user; this file holds anatomy.source only.",
    ),
    "the loader's own note": (
        {"sources": [source("z1", loaded_digest="0")]},
        "sources.yaml, entry 1 (z1), field loaded_digest: there is no such field.",
    ),
    "another file": (
        {"source": [Z1]},
        "source.yaml is none of the content's files. Did you mean 'sources'?",
    ),
    "a field twice": (
        {"sources": "- model: anatomy.source\n  fields:\n    slug: z1\n    slug: z2\n"},
        "sources.yaml, line 4: 'slug' is given twice.",
    ),
    "no YAML": (
        {"sources": "- model: [\n"},
        "sources.yaml, line 2: did not find expected node content.",
    ),
    "no list": (
        {"sources": "model: anatomy.source\n"},
        "sources.yaml must be a list of entries, each beginning '- model:'.",
    ),
}


@pytest.mark.parametrize(("files", "problem"), BAD.values(), ids=BAD)
def test_a_bad_entry_is_named_and_nothing_is_loaded(load, files, problem):
    good = {"regions": [{"model": "anatomy.region", "fields": {"slug": "z", "code": "z"}}]}
    good["regions"][0]["fields"] |= {"name": "Z", "description": "A region."}
    version = ContentVersion.current()

    with pytest.raises(CommandError) as refused:
        load(**good | files)

    first, last = str(refused.value).split("\n")
    assert first.startswith(problem)
    assert last == "Nothing was loaded."
    assert not Region.objects.filter(slug="z").exists()
    assert not Source.objects.filter(slug__startswith="z").exists()
    assert ContentVersion.current() == version


def test_a_folder_that_is_not_there_is_refused():
    with pytest.raises(CommandError, match="is not a folder"):
        call_command("load_content", "--from", "/no/such/folder")


def test_the_site_itself_never_loads_a_part(settings, tmp_path):
    (tmp_path / "fixtures").mkdir()
    (tmp_path / "fixtures" / "sources.yaml").write_text(yaml.safe_dump([Z1]))
    settings.BASE_DIR = Path(tmp_path)

    with pytest.raises(CommandError, match="regions.yaml is missing"):
        call_command("load_content")


class TestIfEmpty:
    def test_does_nothing_when_there_is_any_content(self, load):
        said = load("--if-empty", sources=[Z1])

        assert said == "There is content already; nothing was loaded.\n"
        assert not Source.objects.filter(slug="z1").exists()

    def test_loads_when_there_is_none(self, load, no_content):
        load("--if-empty", sources=[Z1])

        assert [one.slug for one in Source.objects.all()] == ["z1"]


def test_a_row_that_left_its_file_stays_and_is_counted(load):
    load(sources=[source("z1"), source("z2")])

    said = load(sources=[])

    assert Source.objects.filter(slug__in=["z1", "z2"]).count() == 2
    assert "sources: 0 added, 0 changed, 0 unchanged, 114 in no file and left alone" in said
