"""The files that hold the content: in which order they load, and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import yaml
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

# A row names rows of the files above its own, or of its own.
FILES = {
    "sources": "anatomy.source",
    "regions": "anatomy.region",
    "muscle_groups": "anatomy.musclegroup",
    "muscles": "anatomy.muscle",
    "landmarks": "anatomy.landmark",
    "hazards": "screening.hazard",
    "sections": "screening.section",
    "contraindications": "screening.contraindication",
    "questions": "screening.question",
    "options": "screening.option",
    "restrictions": "screening.restriction",
    "tools": "routines.tool",
    "positions": "routines.position",
    "claims": "routines.claim",
    "goals": "routines.goal",
    "techniques": "routines.technique",
    "technique_steps": "routines.techniquestep",
    "variants": "routines.variant",
    "stages": "routines.stage",
    "starting_points": "routines.startingpoint",
    "notes": "routines.note",
    "faq": "routines.faqentry",
}


class ContentError(Exception):
    """What is wrong with the content, and where, for the person who can mend it."""


@dataclass(frozen=True)
class Entry:
    """One row as a file gives it. Relations that it does not name are empty ones."""

    file: str
    place: int
    model: type[models.Model]
    fields: dict

    @property
    def slug(self) -> str:
        return self.fields.get("slug", "")

    def error(self, text: str, field: str = "") -> ContentError:
        where = [f"{self.file}.yaml", f"entry {self.place}"]
        if isinstance(self.slug, str) and self.slug:
            where[-1] += f" ({self.slug})"
        if field:
            where.append(f"field {field}")
        return ContentError(f"{', '.join(where)}: {text}")

    def named(self, field: models.Field) -> list[str]:
        """The slugs that a relation names."""
        value = self.fields.get(field.name)
        return sorted({slug for [slug] in value} if field.many_to_many else value or [])

    def row(self) -> models.Model:
        """The row without its relations, not saved."""
        plain = {f.name: f for f in fields_of(self.model) if not f.is_relation}
        given = {name: value for name, value in self.fields.items() if name in plain}
        return self.model(**{name: plain[name].to_python(value) for name, value in given.items()})


def fields_of(model: type[models.Model]) -> list[models.Field]:
    """What a file may say about a row: all but its key and the loader's own note."""
    every = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [field for field in every if field.editable and not field.primary_key]


def relations_of(model: type[models.Model]) -> list[models.Field]:
    return [field for field in fields_of(model) if field.is_relation]


def read(folder: Path, complete: bool = True) -> dict[str, list[Entry]]:
    """Every file's entries, in loading order. Unless `complete`, files may be missing.

    Raises ContentError for the first thing that is wrong in itself; whether the slugs that it
    names exist shows only in the database.
    """
    if not folder.is_dir():
        raise ContentError(f"{folder} is not a folder.")
    there = {path.stem: path for path in sorted(folder.glob("*.y*ml"))}
    for name, path in there.items():
        if name not in FILES or path.suffix != ".yaml":
            raise ContentError(f"{path.name} is none of the content's files.{hint(name, FILES)}")
    if complete and (missing := [name for name in FILES if name not in there]):
        raise ContentError(f"{missing[0]}.yaml is missing in {folder}.")
    return {name: list(entries_of(name, there[name])) for name in FILES if name in there}


def entries_of(name: str, path: Path) -> Iterator[Entry]:
    model = apps.get_model(FILES[name])
    places: dict[str, int] = {}
    for place, given in enumerate(parse(path), start=1):
        entry = Entry(name, place, model, _shaped(Entry(name, place, model, {}), given))
        _check(entry)
        if entry.slug in places:
            raise entry.error(f"entry {places[entry.slug]} has the same slug.")
        places[entry.slug] = place
        yield entry


class _Reader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML that refuses a key given twice; plain YAML keeps the last one without a word."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"'{key.value}' is given twice", problem_mark=key.start_mark
                )
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


def parse(path: Path) -> list:
    try:
        given = yaml.load(path.read_text("utf-8"), _Reader)
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ContentError(f"{path.name}{line}: {error.problem}.") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, OSError) as error:
        raise ContentError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(given or [], list):
        raise ContentError(f"{path.name} must be a list of entries, each beginning '- model:'.")
    return given or []


def _shaped(entry: Entry, given) -> dict:
    """The fields of an entry that has the form of one."""
    if not isinstance(given, dict) or set(given) != {"model", "fields"}:
        raise entry.error("needs 'model' and 'fields', and nothing else.")
    if given["model"] != FILES[entry.file]:
        raise entry.error(f"is a {given['model']}; this file holds {FILES[entry.file]} only.")
    if not isinstance(given["fields"], dict):
        raise entry.error("'fields' must be names and values.")
    many = {field.name: [] for field in entry.model._meta.many_to_many}
    return many | given["fields"]


def _check(entry: Entry) -> None:
    known = {field.name: field for field in fields_of(entry.model)}
    if "slug" not in entry.fields:
        raise entry.error("has no slug.")
    for name, value in entry.fields.items():
        if name not in known:
            raise entry.error(f"there is no such field.{hint(name, known)}", name)
        if problem := _problem(known[name], value):
            raise entry.error(problem, name)


def _problem(field: models.Field, value) -> str:
    """What keeps a value from being read as it was meant; '' if nothing does."""
    if field.many_to_many:
        slugs = isinstance(value, list) and all(_is_key(one) for one in value)
        if not slugs:
            return "must be a list of slugs, each in brackets: [[one], [another]]."
        return "" if value or field.blank else "needs at least one."
    if field.is_relation:
        return "" if value is None or _is_key(value) else "must be a slug in brackets: [one]."
    if isinstance(field, models.CharField | models.TextField):
        # YAML reads yes, no, 1e3 and 2024-01-01 as something else, and Django would store that.
        return "" if isinstance(value, str) else f"{value!r} is not text: put it in quotes."
    try:
        field.to_python(value)
    except ValidationError as error:
        return error.messages[0]
    return ""


def _is_key(value) -> bool:
    return isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)


def hint(word: object, known) -> str:
    """'Did you mean …?' for a misspelt word, or nothing."""
    close = get_close_matches(str(word), list(known), n=1)
    return f" Did you mean '{close[0]}'?" if close else ""
