"""What is wrong in a content file is said by file, entry and field, and then nothing is loaded."""

import pytest
import yaml
from django.core.management import CommandError, call_command

from anatomy.content import ContentVersion
from anatomy.models import Region, Source
from tests.hipcare.content_entries import entries, source, technique

pytestmark = pytest.mark.django_db

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
    settings.BASE_DIR = tmp_path

    with pytest.raises(CommandError, match="regions.yaml is missing"):
        call_command("load_content")
