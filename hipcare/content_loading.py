"""Bring the database to what the content's files say, without undoing what admins did."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.serializers.base import DeserializedObject
from django.core.serializers.python import Deserializer
from django.db import models, transaction

from anatomy.content import Content, ContentVersion
from hipcare.content_files import Entry, fields_of, hint


@dataclass
class Tally:
    """What became of one file's entries."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    edited: list[str] = field(default_factory=list)  # by an admin, so left as they are
    in_no_file: int = 0

    def __str__(self):
        said = f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged"
        if self.edited:
            said += f", {len(self.edited)} edited by an admin and left alone"
        if self.in_no_file:
            said += f", {self.in_no_file} in no file and left alone"
        return said


@transaction.atomic
def load(files: Mapping[str, list[Entry]], overwrite: bool = False) -> dict[str, Tally]:
    """Write all that is new or changed, or nothing.

    Raises ContentError for the first entry that is not valid or names a row that is not there.
    """
    slugs: dict[type[models.Model], set[str]] = {}
    for entries in files.values():
        _check_relations(entries, slugs)
    tallies = {name: _load_file(entries, overwrite) for name, entries in files.items() if entries}
    if any(tally.added or tally.changed for tally in tallies.values()):
        ContentVersion.bump()
    return tallies


def _check_relations(entries: list[Entry], slugs: dict[type[models.Model], set[str]]) -> None:
    """Refuse a slug that names neither a row nor an entry of this file or one above it."""

    def known(model: type[models.Model]) -> set[str]:
        if model not in slugs:
            slugs[model] = set(model._base_manager.values_list("slug", flat=True))
        return slugs[model]

    for entry in entries:
        known(entry.model).add(entry.slug)
    for entry in entries:
        for relation in _relations(entry.model):
            target = relation.related_model
            for slug in entry.named(relation):
                if slug not in known(target):
                    text = f"there is no {target._meta.verbose_name} '{slug}'."
                    raise entry.error(text + hint(slug, known(target)), relation.name)


def _load_file(entries: list[Entry], overwrite: bool) -> Tally:
    tally, saved = Tally(), []
    rows = _rows(entries[0].model)
    for entry in entries:
        row = rows.pop(entry.slug, None)
        new = _deserialized(entry)
        wanted = new.object.loaded_digest
        present = digest(row, _slugs_of(row)) if row else ""
        if row and present not in (wanted, row.loaded_digest) and not overwrite:
            tally.edited.append(entry.slug)
            continue
        _clean(entry, new.object)
        if row and present == wanted:
            tally.unchanged += 1
            if row.loaded_digest != wanted:  # an admin wrote the very same
                entry.model._base_manager.filter(pk=row.pk).update(loaded_digest=wanted)
            continue
        new.save()
        saved.append(new)
        if row:
            tally.changed += 1
        else:
            tally.added += 1
    for new in saved:
        if new.deferred_fields:  # it names a row that came after it
            new.save_deferred_fields()
    tally.in_no_file = len(rows)
    return tally


def _rows(model: type[Content]) -> dict[str, Content]:
    """All rows by slug, locked, so that no admin saves between our look and our write."""
    related = [relation.name for relation in _relations(model)]
    rows = model._base_manager.select_for_update().prefetch_related(*related)
    return {row.slug: row for row in rows}


def _deserialized(entry: Entry) -> DeserializedObject:
    """The row as the entry says it, not yet saved, with the digest of just that."""
    given = {"model": entry.model._meta.label_lower, "fields": entry.fields}
    [new] = Deserializer([given], handle_forward_references=True)
    new.object._state.adding = new.object.pk is None  # else a row clashes with itself
    relations = {f.name: entry.named(f) for f in _relations(entry.model)}
    new.object.loaded_digest = digest(new.object, relations)
    return new


def _clean(entry: Entry, row: Content) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise entry.error(messages[0], "" if name == "__all__" else name) from error


def digest(row: Content, relations: Mapping[str, list[str]]) -> str:
    """A line that is another as soon as anything that a file can say of the row is another.

    What holds its field's default is left out: a field that a later release adds must not make
    every row look edited.
    """
    said = {name: slugs for name, slugs in relations.items() if slugs}
    for plain in fields_of(type(row)):
        value = plain.value_from_object(row)
        if not plain.is_relation and value != plain.get_default():
            said[plain.name] = value
    return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _relations(model: type[models.Model]) -> list[models.Field]:
    return [one for one in fields_of(model) if one.is_relation]


def _slugs_of(row: Content) -> dict[str, list[str]]:
    """What the row's relations name, as `Entry.named` gives it."""
    named = {}
    for relation in _relations(type(row)):
        held = getattr(row, relation.name)
        if relation.many_to_many:
            named[relation.name] = sorted(one.slug for one in held.all())
        else:
            named[relation.name] = [held.slug] if held else []
    return named
